"""The catalogue's files, read with every complaint at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from scanner import documents
from scanner.catalog.formulas import Formula
from scanner.catalog.rows import ACCOUNT, RECORD, REGION, CatalogError, Row, row_of
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar
from scanner.documents import Sequence as SequenceNode
from scanner.errors import DocumentError, ExpressionError, get_close_matches
from scanner.jmes.lint import traps
from scanner.patterns import regex

TEXT, TEXTS, FLAG, NUMBERS, ANYTHING = "text", "texts", "flag", "numbers", "anything"
FORMULA, FORMULAS = "formula", "formulas"
_CALL: Final[Mapping[str, str]] = {"call": TEXT, "with": FORMULAS, "page": NUMBERS, "token": "token", "absent": TEXTS, "region": FORMULA}
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "row": {
        "scope": TEXT,
        "each": TEXT,
        "list": "list",
        "where": FORMULA,
        "describe": "describe",
        "more": "answers",
        "region": FORMULA,
        "id": FORMULA,
        "identifiers": FORMULAS,
        "properties": "properties",
        "automatic": FLAG,
        "absent": TEXTS,
        "runtime": "runtime",
        "terraform": ANYTHING,
    },
    "list": {**_CALL, "items": FORMULA, "over": FORMULAS, "from": FORMULAS, "complete": FLAG, "of": FORMULA, "one": FLAG},
    "describe": {**_CALL, "batch": NUMBERS, "each": TEXT, "of": FORMULA, "items": FORMULA, "key": FORMULA, "failures": FORMULA},
    "answer": {
        **_CALL,
        "batch": NUMBERS,
        "each": TEXT,
        "of": FORMULA,
        "items": FORMULA,
        "key": FORMULA,
        "failures": FORMULA,
        "take": FORMULA,
        "when": FORMULA,
        "otherwise": TEXT,
        "many": FLAG,
        "optional": FLAG,
    },
    "token": {"read": TEXT, "write": TEXT},
    "property": {"from": FORMULA, "keep": FLAG},
}
"""The fields of each part of a row, and what each holds."""
REQUIRED: Final[Mapping[str, Sequence[str]]] = {
    "row": ("list", "id", "identifiers"),
    "describe": ("call",),
    "answer": ("call",),
    "token": ("read", "write"),
    "property": ("from",),
}
_CALL_NAME: Final = regex(r"[a-z0-9-]+:[A-Z][A-Za-z0-9]*")
_TYPE: Final = regex(r"[A-Za-z0-9]+::[A-Za-z0-9]+(?:::[A-Za-z0-9]+)?")
_NAME: Final = regex(r"[a-zA-Z][A-Za-z0-9]*")


def read_catalog(folder: Path) -> dict[str, Row]:
    """Every row of the files of a folder, by type, in the order of files and lines; CatalogError at the first that cannot be meant."""
    found: dict[str, Row] = {}
    for path in sorted(folder.glob("*.yaml")):
        for type_name, line, data in read_rows(path.read_bytes(), path.name):
            if type_name in found:
                first = found[type_name]
                raise CatalogError(f"{type_name} has a row in {first.file}:{first.line} already", file=path.name, line=line)
            found[type_name] = row_of(type_name, data, path.name, line)
    hold_together(found)
    return found


def read_rows(data: bytes, file: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """The rows of one file: type, line and data; CatalogError where one cannot be meant."""
    try:
        root = documents.read(data, file, "yaml").root
        if not isinstance(root, MappingNode):
            raise CatalogError("a file of the catalogue is a mapping of types to rows", file=file, line=root.start[0])
        reader = _Reader(file)
        for key, node in root.entries:
            if not _TYPE.fullmatch(key.text):
                raise reader.error(f'"{key.text}" is no CloudFormation type; write AWS::Service::Type', key)
            reader.row(node)
            yield key.text, key.start[0], documents.to_python(node, file=file)
    except DocumentError as error:
        raise CatalogError(error.message, file=error.file, line=error.line, column=error.column) from error


def hold_together(rows: Mapping[str, Row]) -> None:
    """Refuse rows that name a row that is none, one of another scope, or one another in a circle."""
    for row in rows.values():
        for name in row.follows:
            if name not in rows:
                raise CatalogError(f"{row.type} hangs on {name}, which has no row", file=row.file, line=row.line)
            if rows[name].scope != row.scope:
                message = f"{row.type} has scope {row.scope} and hangs on {name}, whose scope is {rows[name].scope}; they are equal"
                raise CatalogError(message, file=row.file, line=row.line)
    done: set[str] = set()
    for row in rows.values():
        path: list[str] = []
        pending: list[tuple[str, bool]] = [(row.type, False)]
        while pending:
            name, leaving = pending.pop()
            if leaving:
                path.pop()
                done.add(name)
            elif name in path:
                circle = " -> ".join([*path[path.index(name) :], name])
                raise CatalogError(f"{name} hangs on itself: {circle}", file=row.file, line=row.line)
            elif name not in done:
                path.append(name)
                pending.append((name, True))
                pending.extend((other, False) for other in rows[name].follows)


class _Reader:
    """Holds the rows of one file to the language."""

    def __init__(self, file: str) -> None:
        self.file = file

    def error(self, message: str, node: Node) -> CatalogError:
        return CatalogError(message, file=self.file, line=node.start[0], column=node.start[1])

    def row(self, node: Node) -> None:
        """One row, whole."""
        row = self.part("row", node)
        self.scalar(row, "scope", lambda text: text in (REGION, ACCOUNT), "region or account")
        self.origin(row)
        describe = row.get("describe")
        if isinstance(describe, MappingNode):
            self.asked(describe, needs_ids=True)
        more = row.get("more")
        for key, answer in more.entries if isinstance(more, MappingNode) else ():
            if key.text in RECORD or not _NAME.fullmatch(key.text):
                raise self.error(f'"{key.text}" is what a record holds already; name the answer otherwise', key)
            self.asked(self.part("answer", answer), needs_ids=False)

    def origin(self, row: MappingNode) -> None:
        """`list` has one origin, and what goes with it."""
        listing = row.get("list")
        assert isinstance(listing, MappingNode)  # noqa: S101  # `part` has read it
        origins = [name for name in ("call", "from", "of", "one") if listing.get(name) is not None]
        if len(origins) != 1:
            raise self.error("`list` has one of call, from, of and one", listing)
        allowed = {"call": {*_CALL, "items", "over"}, "from": {"from", "complete"}}.get(origins[0], set(origins))
        for key, _ in listing.entries:
            if key.text not in allowed:
                raise self.error(f'"{key.text}" does not go with "{origins[0]}"', key)
        if origins == ["of"] and row.get("each") is None:
            raise self.error("`of` reads the parent's record; name the parent in `each`", listing)
        over = listing.get("over")
        if isinstance(over, MappingNode) and len(over.entries) != 1:
            raise self.error("`over` is one argument and the list of its values", over)

    def asked(self, node: MappingNode, needs_ids: bool) -> None:
        """A call that answers for ids names them once, and says which answer is whose."""
        batch, each, key = node.get("batch"), node.get("each"), node.get("key")
        if batch is not None and each is not None:
            raise self.error("`batch` describes several ids and `each` one; write one of them", each)
        if isinstance(batch, MappingNode):
            if len(batch.entries) != 1:
                raise self.error("`batch` is one argument and the most ids that it takes", batch)
            if key is None or node.get("items") is None:
                raise self.error("`batch` needs `items` and `key`: which answer is whose", batch)
        elif needs_ids and each is None:
            raise self.error("`describe` needs `batch` or `each`: the argument that takes the ids", node)

    def part(self, kind: str, node: Node) -> MappingNode:
        """A mapping whose fields are known, each holding what it should."""
        if not isinstance(node, MappingNode):
            raise self.error(f"a {kind} is a mapping of fields", node)
        fields = FIELDS[kind]
        for key, value in node.entries:
            if key.text not in fields:
                near = get_close_matches(key.text, fields, 1)
                hint = f'did you mean "{near[0]}"?' if near else f"one of {', '.join(fields)}"
                raise self.error(f'unknown field "{key.text}"; {hint}', key)
            self.field(fields[key.text], key.text, value)
        for name in REQUIRED.get(kind, ()):
            if node.get(name) is None:
                raise self.error(f'the {kind} has no "{name}"; it is required', node)
        return node

    def field(self, kind: str, name: str, node: Node) -> None:
        """One field's value."""
        if kind in FIELDS:
            self.part(kind, node)
        elif kind in (FORMULAS, "properties", "answers", NUMBERS):
            if not isinstance(node, MappingNode):
                raise self.error(f'"{name}" is a mapping', node)
            for key, value in node.entries:
                self.entry(kind, key.text, value)
        elif kind == "runtime":
            for item in node.items if isinstance(node, SequenceNode) else [node]:
                self.field(FORMULAS if isinstance(item, MappingNode) else TEXT, name, item)
        elif kind == TEXTS:
            if not isinstance(node, SequenceNode) or not all(isinstance(item, Scalar) for item in node.items):
                raise self.error(f'"{name}" is a list of texts', node)
        elif kind == FLAG:
            if not isinstance(node, Scalar) or not isinstance(node.value, bool):
                raise self.error(f'"{name}" is true or false', node)
        elif kind != ANYTHING:
            self.word(kind, name, node)

    def word(self, kind: str, name: str, node: Node) -> None:
        """A text, or an expression."""
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            raise self.error(f'"{name}" is text; a constant is written `"`...`"`', node)
        if kind == FORMULA:
            formula = Formula(node.value)
            try:
                trap = next(iter(traps(formula.expression)), None)  # compiling tells what cannot be meant
            except ExpressionError as error:
                trap = error
            if trap is not None:
                raise CatalogError(str(trap), file=self.file, line=node.start[0], column=node.start[1]) from trap
        elif name == "call" and not _CALL_NAME.fullmatch(node.value):
            raise self.error(f'"{node.value}" is no call; write service:Operation as botocore and AWS name them', node)

    def entry(self, kind: str, name: str, node: Node) -> None:
        """One entry of a mapping whose keys are free."""
        if kind == NUMBERS:
            if not isinstance(node, Scalar) or not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 1:
                raise self.error(f'"{name}" is a whole number above 0', node)
        elif kind == "answers":
            self.part("answer", node)
        elif kind == "properties" and isinstance(node, MappingNode):
            self.part("property", node)
        else:
            self.word(FORMULA, name, node)

    def scalar(self, node: MappingNode, name: str, holds: Any, wanted: str) -> None:
        """A field that has few values."""
        value = node.get(name)
        if isinstance(value, Scalar) and not holds(value.text):
            raise self.error(f'"{name}" is {wanted}', value)
