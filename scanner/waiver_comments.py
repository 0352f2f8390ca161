"""Waivers that stand beside what they waive: comments of YAML and HCL, `"//"` of Terraform's JSON, `Metadata` of CloudFormation resources.

A waiver is for the resource whose block holds it, or that follows it with nothing but comments between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from scanner import documents, waivers
from scanner.errors import DocumentError, UsageError
from scanner.records import dataclass, field, replace
from scanner.snapshot import Location
from scanner.sources.discover import read_bytes
from scanner.waivers import MARK, Rule

LARGEST: Final = 10 << 20
"""Bytes of a file that is looked through."""
MOST: Final = 1_000
"""Waivers of one file; further ones are a problem of it."""
FAR: Final = 200
"""Lines above a resource within which a comment may still speak of it."""
PASSED_OVER: Final = (".jsonl", ".gz", ".zst")
HCL: Final = (".tf", ".tofu")
TERRAFORM_JSON: Final = (".tf.json", ".tofu.json")
IGNORED: Final = "//"
"""The property of a body that Terraform's JSON syntax ignores: a comment."""
RESOURCES: Final = ("resource", "data")
NOWHERE: Final = "this waiver stands beside no resource"
_COMMENT: Final = "comment"
_FILE: Final = 3
"""Labels before the body of a resource: its kind, type and name."""


@dataclass(frozen=True, slots=True)
class Written:
    """The waivers of a file, and what looks like one and cannot be meant. Neither holds more than MOST."""

    rules: list[Rule] = field(default_factory=list)
    problems: list[UsageError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """A resource as it stands in a file: its first and last line, and the column at which it begins."""

    first: int
    last: int
    column: int
    is_resource: bool = True


@dataclass(frozen=True, slots=True)
class Comment:
    """The text after the mark of a comment, and where that text begins."""

    text: str
    line: int
    column: int
    mark: int
    """The column of the comment's mark."""


def read(file: str) -> Written:
    """The waivers of a file; none where it cannot be read (then the scan has said so) or holds none."""
    if file.endswith(PASSED_OVER):
        return Written()
    try:
        data = read_bytes(file, LARGEST + 1)
    except (OSError, ValueError):
        return Written()
    if (MARK.encode() not in data and b"plimsoll" not in data) or len(data) > LARGEST:
        return Written()
    if file.endswith(TERRAFORM_JSON):
        return _terraform_json(file, data)
    return _hcl(file, data) if file.endswith(HCL) else _document(file, data)


def _document(file: str, data: bytes) -> Written:
    try:
        document = documents.read(data, file)
    except DocumentError:
        return Written()  # it is a Gap of the scan
    found = Written()
    root = document.root
    entry = root.entry("Resources") if isinstance(root, documents.Mapping) else None
    declared = entry[1].entries if entry is not None and isinstance(entry[1], documents.Mapping) else []
    blocks = [Block(key.start[0], _last(node.end), key.start[1]) for key, node in declared]
    lines = data.decode("utf-8", "replace").splitlines() if document.comments else []
    comments = []
    for line, text in sorted(document.comments.items()):
        if MARK in text:
            mark = lines[line - 1].find("#" + text) + 1 if line <= len(lines) else 1
            comments.append(Comment(text, line, max(mark, 1) + 1, max(mark, 1)))
    _attach(file, comments, sorted(blocks, key=lambda block: block.first), set(document.comments), lines, found)
    for block, (key, node) in zip(blocks, declared, strict=True):
        _metadata(file, block, key, node, found)
    return found


def _last(end: documents.Position) -> int:
    """The last line of what ends before a position."""
    return end[0] - 1 if end[1] == 1 else end[0]


def _metadata(file: str, block: Block, key: documents.Scalar, node: documents.Node, found: Written) -> None:
    """The waivers under `Metadata: {plimsoll: {waive: [...]}}` of a resource."""
    at: Any = node
    for name in ("Metadata", "plimsoll", "waive"):
        at = at.get(name) if isinstance(at, documents.Mapping) else None
    if at is None:
        return
    place = Location(file, block.first, key.start[1], block.last, 1)
    if not isinstance(at, documents.Sequence):
        found.problems.append(waivers.wrong("waive is a list of {policy, reason, until, owner, ticket}", file, at))
        return
    for one in at.items:
        try:
            _add(found, waivers.rule_of(one, file, inline=True, block=place))
        except UsageError as error:
            _refuse(found, error)


def _hcl(file: str, data: bytes) -> Written:
    from scanner.sources.terraform import hcl

    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return Written()  # it is a Gap of the scan
    found = Written()
    blocks: list[Block] = []
    comments: list[Comment] = []
    silent: set[int] = set()
    for node in _nodes(hcl.tree(data).root_node):
        first, last = node.start_point[0] + 1, node.end_point[0] + 1
        if node.type == _COMMENT:
            silent.update(range(first, last + 1))
            comments += _comments_of(node.text.decode("utf-8", "replace"), first, _column(lines, node.start_point))
        elif node.type == "block":
            kind = node.named_children[0].text if node.named_children else b""
            blocks.append(Block(first, last, node.start_point[1] + 1, kind.decode("utf-8", "replace") in RESOURCES))
    _attach(file, comments, blocks, silent, lines, found)
    return found


def _terraform_json(file: str, data: bytes) -> Written:
    """Terraform Language, "JSON Configuration Syntax", "Comment Properties". A list of texts is as many comments."""
    try:
        root = documents.read(data, file, "json").root
    except DocumentError:
        return Written()  # it is a Gap of the scan
    found = Written()
    remarks = list(_remarks(root))
    begun = Counter(body.start[0] for node, body in remarks if node is None and body is not None)
    for node, body in sorted(((node, body) for node, body in remarks if node is not None), key=lambda pair: pair[0].start):
        place = Location(file, node.start[0], node.start[1] + 1, node.start[0], node.start[1] + 2)
        for text in str(node.value).split("\n") if MARK in str(node.value) else ():
            try:
                rule = waivers.comment_rule(text, place)
                if rule is None:
                    continue
                if body is None:
                    raise waivers.at(f"{NOWHERE}; write it into the resource's object", place, text.find(MARK))
                if begun[body.start[0]] > 1:
                    raise waivers.at("two resources begin on one line; write each on lines of its own", place, text.find(MARK))
                _add(found, replace(rule, block=Location(file, *body.start, _last(body.end), 1)))
            except UsageError as error:
                _refuse(found, error)
    return found


def _remarks(root: documents.Node) -> Iterator[tuple[documents.Scalar | None, documents.Mapping | None]]:
    """The texts under "//", each with the resource that it stands in; and each resource without a text."""
    pending: list[tuple[documents.Node, int, documents.Mapping | None]] = [(root, _FILE, None)]
    while pending:
        node, labels, body = pending.pop()  # how many labels are still to come before the body of a resource
        if isinstance(node, documents.Sequence):
            pending += [(item, labels, body) for item in node.items]
        elif isinstance(node, documents.Mapping):
            if labels == 0:
                body = node
                yield None, body
            for key, value in node.entries:
                if key.text == IGNORED:
                    texts = value.items if isinstance(value, documents.Sequence) else [value]
                    yield from ((one, body) for one in texts if isinstance(one, documents.Scalar) and isinstance(one.value, str))
                elif labels == _FILE:
                    pending.append((value, 2 if key.text in RESOURCES else -1, None))
                else:
                    pending.append((value, labels - 1, body))


def _column(lines: Sequence[str], point: tuple[int, int]) -> int:
    """The column, in code points, of a point whose column counts bytes."""
    text = lines[point[0]] if point[0] < len(lines) else ""
    return len(text.encode("utf-8")[: point[1]].decode("utf-8", "replace")) + 1


def _nodes(root: Any) -> Iterator[Any]:
    """The comments of a tree, and its blocks that lie in no other; in the order written."""
    pending = [(root, False)]
    while pending:
        node, inside = pending.pop()
        is_block = node.type == "block"
        if node.type == _COMMENT or (is_block and not inside):
            yield node
        pending.extend((child, inside or is_block) for child in reversed(node.children))


def _comments_of(text: str, line: int, column: int) -> list[Comment]:
    """The lines of a comment that hold a waiver."""
    if MARK not in text:
        return []
    if text.startswith("/*"):
        body = text[2:].removesuffix("*/")
        found = [(body.split("\n")[0], line, column + 2), *((one, line + place, 1) for place, one in enumerate(body.split("\n")) if place)]
        return [Comment(one.rstrip("\r"), at, start, column) for one, at, start in found if MARK in one]
    mark = 2 if text.startswith("//") else 1
    return [Comment(text[mark:].rstrip("\r\n"), line, column + mark, column)]


def _attach(
    file: str, comments: Sequence[Comment], blocks: Sequence[Block], silent: set[int], lines: Sequence[str], found: Written
) -> None:
    """Read the waivers of comments, each for its block."""
    for comment in comments[: 2 * MOST]:
        try:
            rule = waivers.comment_rule(comment.text, Location(file, comment.line, comment.column, comment.line, comment.column + 1))
        except UsageError as error:
            _refuse(found, error)
            continue
        if rule is None:
            continue
        block = _block_of(comment, blocks, silent, lines)
        if block is None or not block.is_resource:
            message = f"{NOWHERE}; write it into the resource's block, or right above it"
            _refuse(found, UsageError(message, file=file, line=comment.line, column=comment.column + comment.text.find(MARK)))
        else:
            _add(found, replace(rule, block=Location(file, block.first, block.column, block.last, 1)))


def _block_of(comment: Comment, blocks: Sequence[Block], silent: set[int], lines: Sequence[str]) -> Block | None:
    """The block that holds a comment, or that it stands above."""
    from bisect import bisect_right

    place = bisect_right(blocks, comment.line, key=lambda block: block.first)
    before = blocks[place - 1] if place else None
    if before is not None and (comment.line <= before.last or _still_inside(comment, before, blocks[place:], silent, lines)):
        return before
    after = blocks[place] if place < len(blocks) else None
    return after if after is not None and _quiet(comment.line + 1, after.first, silent, lines) else None


def _still_inside(comment: Comment, before: Block, rest: Sequence[Block], silent: set[int], lines: Sequence[str]) -> bool:
    """A comment below what a block holds, indented deeper than it begins and with nothing else between, is its last line."""
    return (
        comment.mark > before.column and _quiet(before.last + 1, comment.line, silent, lines) and lines[comment.line - 1].strip()[0] != "}"
    )


def _quiet(first: int, end: int, silent: set[int], lines: Sequence[str]) -> bool:
    """Whether lines, of which there are not too many, hold nothing but comments and spaces."""
    return end - first < FAR and all(
        line > len(lines) or not lines[line - 1].strip() or (line in silent and _is_comment(lines[line - 1])) for line in range(first, end)
    )


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("#", "//", "/*", "*")) or line.rstrip().endswith("*/")


def _add(found: Written, rule: Rule) -> None:
    if len(found.rules) < MOST:
        found.rules.append(rule)
    else:
        at = rule.waiver.location
        error = UsageError(
            f"more than {MOST:,} waivers; put them into {waivers.NAME}", file=at.file if at else None, line=at.line if at else None
        )
        _refuse(found, error)


def _refuse(found: Written, error: UsageError) -> None:
    if len(found.problems) < MOST:
        found.problems.append(error)
