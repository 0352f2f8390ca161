"""Records of a saved snapshot as resources: canonical and redacted, whoever wrote them, and their places found when they are asked for.

Most records are what we wrote, so that nothing is left to do: that is looked at, not believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.canonical import canonicalise
from scanner.canonical.settled import is_canonical
from scanner.encoding import decode
from scanner.errors import SourceError
from scanner.redaction import Redactor, redact
from scanner.redaction.clean import is_clean
from scanner.snapshot import Location, Origin, Pointer, Resource
from scanner.snapshot_lines import Line, parse
from scanner.sources.saved_places import Places

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
        Origin(location, Places(line, file), _NO_DEFAULTS),
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
        origin=Origin(location, Places(line, location.file, (type, given)), origin.defaults),
        exists=decode(record.get("exists", True)),
        identifiers=_identifiers(record),
    )


_OBJECTS: Final = '"properties" and "identifiers" are objects, not one of the $-forms'


def _identifiers(record: Mapping[str, Any]) -> dict[str, Any]:
    identifiers = decode(record.get("identifiers") or {})
    if not isinstance(identifiers, dict):
        raise SourceError(_OBJECTS)
    return identifiers
