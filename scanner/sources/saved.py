"""A saved snapshot as a target: each world that it was made from becomes a Snapshot again, and findings point to its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from scanner.canonical import canonicalise
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar, read
from scanner.documents import Sequence as SequenceNode
from scanner.encoding import decode
from scanner.errors import DocumentError, SourceError
from scanner.records import dataclass, field
from scanner.redaction import Redactor, redact
from scanner.satellites import fold_satellites
from scanner.snapshot import Gap, Location, Origin, Pointer, Resource, Snapshot
from scanner.snapshot_file import KIND_OF_STATUS, LINE_LIMITS, LIVE, VERSION, Line, Scope, lines_of, parse, recognise, scopes_of

if TYPE_CHECKING:
    from scanner.sources import Options
    from scanner.sources.discover import Candidate

__all__ = ["read_saved_file", "read_snapshots", "recognise"]

_ACCOUNT: Final = "AWS::Account"
EVERYWHERE: Final = (None, "*", "global", "aws-global")
"""Regions of a coverage record that stand for all."""


@dataclass(slots=True)
class _Index:
    """What a first pass over the file tells: where each world's resources stand, what is covered, and what is wrong."""

    file: str
    header: dict[str, Any] | None = None
    header_line: int = 1
    scopes: dict[str, Scope] = field(default_factory=dict)
    resources: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """(line, offset) by world."""
    coverage: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    """Of the file as a whole: they hold for each of its worlds."""
    count: int = 0

    def gap(self, reason: str, line: int, column: int = 1, kind: str = "error") -> None:
        """Something of the file that cannot be read, so that nothing in it is certain to be complete."""
        self.gaps.append(Gap("*", reason, Location(self.file, line, column, line, column + 1), kind=kind))


def read_saved_file(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The worlds of a saved snapshot that a walk found."""
    yield from read_snapshots(Path(candidate.path), candidate.name, options.redactor)


def read_snapshots(source: Path | IO[bytes], file: str, redactor: Redactor) -> Iterator[Snapshot]:
    """The worlds of a saved snapshot, one at a time, in the order of the header and then of their first record.

    `source` is a path or a stream that can seek; `file` names it in locations. What is wrong in it is a Gap, with its line, of every
    world (kind "error", or "incomplete" where the footer is missing). SourceError where the file itself cannot be read.
    """
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                yield from _read(stream, file, redactor)
        else:
            yield from _read(source, file, redactor)
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a file that can be read", file=file) from error


def _read(stream: IO[bytes], file: str, redactor: Redactor) -> Iterator[Snapshot]:
    index = _indexed(stream, file)
    worlds = dict.fromkeys((*index.scopes, *index.resources, *index.coverage))
    header = index.header or {}
    for world in worlds or {file: None}:
        resources, gaps = _resources(stream, index, world, redactor)
        closed, uncovered = _covered(index, world)
        gaps = [*index.gaps, *gaps, *uncovered]
        open_types = {gap.type for gap in gaps}
        yield Snapshot(
            world=world,
            resources=tuple(fold_satellites(resources)),
            gaps=tuple(gaps),
            closed=frozenset() if "*" in open_types else frozenset(closed - open_types),
            live=header.get("source", LIVE) == LIVE,
            time=header.get("started"),
        )


# ---------------------------------------------------------------- first pass


def _indexed(stream: IO[bytes], file: str) -> _Index:
    import hashlib

    index = _Index(file)
    digest = hashlib.sha256()
    footer: tuple[Line, dict[str, Any], str] | None = None
    stream.seek(0)
    for line in lines_of(stream):
        if footer is not None:
            index.gap("a record stands after the footer; the file was written to twice", line.number)
            break
        try:
            record = parse(line, file)
        except DocumentError as error:
            index.gap(error.message, error.line or line.number, error.column or 1)
            digest.update(line.data)
            continue
        if record["kind"] == "footer":
            footer = (line, record, digest.hexdigest())
            continue
        digest.update(line.data)
        _take(index, line, record)
    _check(index, footer)
    return index


def _take(index: _Index, line: Line, record: dict[str, Any]) -> None:
    if record["kind"] == "header":
        if index.header is not None:
            index.gap("a second header; write each snapshot to its own file", line.number)
            return
        index.header, index.header_line = record, line.number
        index.scopes = {scope.world: scope for scope in scopes_of(record)}
        if record["version"] != VERSION:
            index.gap(f"version {record['version']} of the snapshot format is not known; this reads version {VERSION}", line.number)
        return
    index.count += record["kind"] == "resource"
    world = record.get("world")
    if world is None and len(index.scopes) == 1:
        world = next(iter(index.scopes))
    if world is None:
        index.gap(f'the {record["kind"]} record has no "world", and the header does not name exactly one', line.number)
    elif record["kind"] == "resource":
        index.resources.setdefault(world, []).append((line.number, line.offset))
    else:
        index.coverage.setdefault(world, []).append((line.number, record))


def _check(index: _Index, footer: tuple[Line, dict[str, Any], str] | None) -> None:
    """Hold the file to its footer."""
    if index.header is None:
        index.gap("the snapshot has no header", 1)
    if footer is None:
        index.gap(
            "the snapshot has no footer: writing it was broken off, so resources may be missing", index.header_line, kind="incomplete"
        )
        return
    line, record, digest = footer
    if record["resources"] != index.count:
        index.gap(f"the footer counts {record['resources']} resources, the file holds {index.count}", line.number)
    written = record.get("digest")
    if written is not None and written != f"sha256:{digest}":
        index.gap(
            "the file was changed after it was written: its digest does not match; leave the digest out of a file edited by hand",
            line.number,
        )


def _covered(index: _Index, world: str) -> tuple[set[str], list[Gap]]:
    """The types that were read completely in every account and region, and a Gap for each that was not."""
    scope = index.scopes.get(world, Scope(world))
    wanted = {(account, region) for account in scope.accounts or (None,) for region in scope.regions or (None,)}
    missing: dict[str, set[tuple[str | None, str | None]]] = {}
    first: dict[str, int] = {}
    gaps = []
    failed = set()
    for number, record in index.coverage.get(world, ()):
        type, account, region, status = record["type"], record.get("account"), record.get("region"), record["status"]
        left = missing.setdefault(type, set(wanted))
        first.setdefault(type, number)
        if status == "complete":
            left.difference_update({pair for pair in left if _covers(account, region, *pair)})
            continue
        failed.add(type)
        where = " in ".join(part for part in (record.get("action"), region or account) if part)
        reason = record.get("reason") or status
        location = Location(index.file, number, 1, number, 2)
        kind = KIND_OF_STATUS.get(status, status)
        gaps.append(Gap(type, f"{reason} ({where})" if where and where not in reason else reason, location, account, region, kind))
    closed = {type for type, left in missing.items() if not left and type not in failed}
    for type, left in sorted(missing.items()):
        if left and type not in failed:
            account, region = min(left, key=str)
            where = "/".join(part for part in (account, region) if part)
            location = Location(index.file, first[type], 1, first[type], 2)
            gaps.append(Gap(type, f"the snapshot does not say that {type} was read in {where}", location, account, region, "incomplete"))
    return closed, gaps


def _covers(account: str | None, region: str | None, wanted_account: str | None, wanted_region: str | None) -> bool:
    """Whether a coverage record speaks of an account and a region; what the header leaves open, every record covers."""
    return (account in (None, wanted_account) or wanted_account is None) and (
        region in (*EVERYWHERE, wanted_region) or wanted_region is None
    )


# ---------------------------------------------------------------- second pass


def _resources(stream: IO[bytes], index: _Index, world: str, redactor: Redactor) -> tuple[list[Resource], list[Gap]]:
    resources: list[Resource] = []
    gaps: list[Gap] = []
    seen: dict[tuple[str, str], int] = {}
    for number, offset in index.resources.get(world, ()):
        stream.seek(offset)
        line = Line(number, offset, stream.readline())
        location = Location(index.file, number, 1, number, len(line.data.decode("utf-8-sig", "replace").rstrip("\r\n")) + 1)
        record = parse(line, index.file)
        twin = seen.setdefault((record["type"], record["id"]), number)
        if twin != number:
            gaps.append(Gap(record["type"], f'"{record["id"]}" stands twice, first on line {twin}; remove one', location, kind="error"))
            continue
        try:
            resources.append(_resource(record, line, location, redactor))
        except SourceError as error:
            gaps.append(Gap(record["type"], error.message, location, kind="error"))
    if not any(resource.type == _ACCOUNT for resource in resources):
        resources.extend(_accounts(index, world))
    return resources, gaps


def _resource(record: Mapping[str, Any], line: Line, location: Location, redactor: Redactor) -> Resource:
    type = record["type"]
    given = decode(record["properties"])
    identifiers = decode(record.get("identifiers") or {})
    if not isinstance(given, dict) or not isinstance(identifiers, dict):
        raise SourceError('"properties" and "identifiers" are objects, not one of the $-forms')
    properties, origin = canonicalise(type, given, Origin(location))
    return Resource(
        type=type,
        id=record["id"],
        properties=redact(type, properties, redactor),
        account=record.get("account"),
        region=record.get("region"),
        origin=Origin(location, _Places(type, given, line, location.file), origin.defaults),
        exists=decode(record.get("exists", True)),
        identifiers=identifiers,
    )


def _accounts(index: _Index, world: str) -> list[Resource]:
    """The account that account-wide policies are asked of: in each world there is one at least."""
    scope = index.scopes.get(world, Scope(world))
    origin = Origin(Location(index.file, index.header_line, 1, index.header_line, 2))
    if not scope.accounts:
        return [Resource(_ACCOUNT, f"{world}#{_ACCOUNT}", {}, origin=origin)]
    return [
        Resource(_ACCOUNT, account, {"AccountId": account}, account, origin=origin, identifiers={"Ref": account})
        for account in scope.accounts
    ]


class _Places(Mapping[Pointer, Location]):
    """Where the properties of a resource stand, found out when first asked for: most resources have no finding."""

    __slots__ = ("_file", "_found", "_given", "_line", "_type")

    def __init__(self, type: str, given: dict[str, Any], line: Line, file: str) -> None:
        self._type = type
        self._given: dict[str, Any] | None = given
        self._line = line
        self._file = file
        self._found: Mapping[Pointer, Location] | None = None

    def _places(self) -> Mapping[Pointer, Location]:
        if self._found is None:
            document = read(self._line.data.rstrip(b"\r\n"), self._file, "json", LINE_LIMITS, first_line=self._line.number)
            node = document.root.get("properties") if isinstance(document.root, MappingNode) else None
            found = places_of(node, self._file) if node is not None else {}
            _, origin = canonicalise(self._type, self._given or {}, Origin(None, found))
            self._found, self._given = origin.properties, None
        return self._found

    def __getitem__(self, pointer: Pointer) -> Location:
        return self._places()[pointer]

    def __iter__(self) -> Iterator[Pointer]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())


def places_of(root: Node, file: str) -> dict[Pointer, Location]:
    """Where each part of encoded properties stands, by the pointer of what it decodes to."""
    found: dict[Pointer, Location] = {}
    pending: list[tuple[Node, Pointer]] = [(root, ())]
    while pending:
        node, pointer = pending.pop()
        if isinstance(node, SequenceNode):
            for number, item in enumerate(node.items):
                found[(*pointer, number)] = item.location(file)
                pending.append((item, (*pointer, number)))
        elif isinstance(node, MappingNode):
            inner = next((node.get(form) for form in ("$list", "$object", "$maybe") if node.get(form) is not None), None)
            if inner is not None:
                pending.append((inner, pointer))
            elif not any(_is_form(key) for key, _ in node.entries):
                for key, item in node.entries:
                    step = key.text[1:] if key.text.startswith("$$") else key.text
                    found[(*pointer, step)] = Location(file, *key.start, *max(key.end, item.end))
                    pending.append((item, (*pointer, step)))
    return found


def _is_form(key: Scalar) -> bool:
    return key.text.startswith("$") and not key.text.startswith("$$")
