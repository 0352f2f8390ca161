"""Records of a saved snapshot as resources: canonical and redacted, whoever wrote them, and their places found when they are asked for.

Most records are what we wrote, so that nothing is left to do: that is looked at, not believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.canonical import canonicalise
from scanner.canonical.settled import is_canonical
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar, read
from scanner.documents import Sequence as SequenceNode
from scanner.encoding import decode
from scanner.errors import DocumentError, SourceError
from scanner.redaction import Redactor, redact
from scanner.redaction.clean import is_clean
from scanner.snapshot import Location, Origin, Pointer, Resource
from scanner.snapshot_lines import LINE_LIMITS, Line, parse

_NO_DEFAULTS: Final[frozenset[Pointer]] = frozenset()


def resource_of(record: dict[str, Any], line: Line, file: str, redactor: Redactor) -> Resource:
    """The resource of a record, which is used up. SourceError where its values cannot be meant."""
    data = line.data
    width = len(data.rstrip(b"\r\n")) if data.isascii() else len(data.decode("utf-8-sig", "replace").rstrip("\r\n"))
    location = Location(file, line.number, 1, line.number, width + 1)
    type, properties = record["type"], record["properties"]
    try:
        is_settled = (
            (line.decoded or (b'"$' not in data and b"\\u" not in data))
            and properties.__class__ is dict
            and is_canonical(type, properties)
            and is_clean(type, properties, data, line.marks)
        )
    except RecursionError:
        is_settled = False
    if not is_settled:
        return _resource(parse(line, file) if line.decoded else record, line, location, redactor)
    return Resource(
        type,
        record["id"],
        properties,
        record.get("account"),
        record.get("region"),
        Origin(location, _Places(line, file), _NO_DEFAULTS),
        record.get("exists", True) if line.decoded else decode(record.get("exists", True)),
        (record.get("identifiers") or {}) if line.decoded else _identifiers(record),
    )


def _resource(record: dict[str, Any], line: Line, location: Location, redactor: Redactor) -> Resource:
    """The same, by canonicalisation and redaction."""
    type = record["type"]
    given = decode(record["properties"])
    if not isinstance(given, dict):
        raise SourceError(_OBJECTS)
    properties, origin = canonicalise(type, given, Origin(location))
    return Resource(
        type=type,
        id=record["id"],
        properties=redact(type, properties, redactor),
        account=record.get("account"),
        region=record.get("region"),
        origin=Origin(location, _Places(line, location.file, (type, given)), origin.defaults),
        exists=decode(record.get("exists", True)),
        identifiers=_identifiers(record),
    )


_OBJECTS: Final = '"properties" and "identifiers" are objects, not one of the $-forms'


def _identifiers(record: Mapping[str, Any]) -> dict[str, Any]:
    identifiers = decode(record.get("identifiers") or {})
    if not isinstance(identifiers, dict):
        raise SourceError(_OBJECTS)
    return identifiers


class _Places(Mapping[Pointer, Location]):
    """Where the properties of a resource stand, found out when first asked for: most resources have no finding."""

    __slots__ = ("_file", "_found", "_given", "_line")

    def __init__(self, line: Line, file: str, given: tuple[str, dict[str, Any]] | None = None) -> None:
        """Take the line and its file; the type and the properties as given, where bringing them into shape moved something."""
        self._line = line
        self._file = file
        self._given = given
        self._found: Mapping[Pointer, Location] | None = None

    def _places(self) -> Mapping[Pointer, Location]:
        if self._found is None:
            found = self._read()
            if self._given is not None:
                type, given = self._given
                found = canonicalise(type, given, Origin(None, found))[1].properties
            self._found, self._given = found, None
        return self._found

    def _read(self) -> Mapping[Pointer, Location]:
        try:
            document = read(self._line.data.rstrip(b"\r\n"), self._file, "json", LINE_LIMITS, first_line=self._line.number)
        except DocumentError:
            return {}  # a line that is none by itself: what stands in it has the place of the line
        node = document.root.get("properties") if isinstance(document.root, MappingNode) else None
        return places_of(node, self._file) if node is not None else {}

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
