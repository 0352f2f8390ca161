"""The evidence of a finding as JSON, in both directions, and the reader of a report's objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, TypeVar

from scanner.errors import DocumentError
from scanner.report import Evidence, Ground, Read, Related
from scanner.snapshot import Location

_T = TypeVar("_T")
MAX_DEPTH: Final = 64
"""Grounds below grounds that are read back; the tracer makes far fewer."""


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    """A clause with what it read and the grounds of its truth."""
    value: dict[str, Any] = {"clause": evidence.clause, "reads": [read_to_json(read) for read in evidence.reads]}
    if evidence.role != "assert":
        value["role"] = evidence.role
    value["holds"] = evidence.holds
    value["grounds"] = [ground_to_json(ground) for ground in evidence.grounds]
    return value


def ground_to_json(ground: Ground) -> dict[str, Any]:
    """A ground; what it has nothing of is left out."""
    value: dict[str, Any] = {"expression": ground.expression, "holds": ground.holds}
    if ground.turn:
        value["turn"] = ground.turn
    if ground.title:
        value["title"] = ground.title
    if ground.note:
        value["note"] = ground.note
    if ground.about is not None:
        value["about"] = read_to_json(ground.about)
    if ground.reads:
        value["reads"] = [read_to_json(read) for read in ground.reads]
    if ground.because:
        value["because"] = [ground_to_json(one) for one in ground.because]
    if ground.left_out:
        value["leftOut"] = ground.left_out
    return value


def read_to_json(read: Read) -> dict[str, Any]:
    """A value that was read; `missing`, `default` and `madeOf` are present only where they say something."""
    value: dict[str, Any] = {
        "expression": read.expression,
        "value": read.value,
        "resource": read.resource,
        "pointer": None if read.pointer is None else list(read.pointer),
        "location": location_to_json(read.location),
    }
    if read.missing:
        value["missing"] = True
    if read.default:
        value["default"] = True
    if read.made_of:
        value["madeOf"] = [read_to_json(one) for one in read.made_of]
    return value


def related_to_json(related: Related) -> dict[str, Any]:
    """A step of the path through relations."""
    value: dict[str, Any] = {"message": related.message, "resource": related.resource, "location": location_to_json(related.location)}
    if related.start is not None:
        value["start"] = related.start
    if related.via is not None:
        value["via"] = location_to_json(related.via)
    return value


def location_to_json(location: Location | None) -> dict[str, Any] | None:
    """`{file, line, column, endLine, endColumn}`: from 1, in code points, the end exclusive."""
    if location is None:
        return None
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


class Reader:
    """An object of the file that knows its own path, so that what is wrong is told with its place."""

    def __init__(self, value: Any, path: str, file: str | None) -> None:
        """Take the object, its path in the file, and the file."""
        self.path = path
        self.file = file
        if not isinstance(value, dict):
            raise self.wrong("is not an object")
        self.value: Mapping[str, Any] = value

    def wrong(self, what: str, key: str = "") -> DocumentError:
        """A complaint about a field, or about the whole object."""
        path = f"{self.path}.{key}".strip(".") or "the whole"
        return DocumentError(f"not a report: {path} {what}", file=self.file)

    def get(self, key: str, kind: type[_T], absent: _T | None = None) -> _T:
        """A field of a type; `absent` stands for one that is not there."""
        found = self.value.get(key, absent)
        if found is None:
            raise self.wrong("is missing", key)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise self.wrong(f"is not a {_NAMES[kind]}", key)
        return found

    def text(self, key: str) -> str:
        """A field that is text."""
        return self.get(key, str)

    def text_or_none(self, key: str) -> str | None:
        """A field that is text, null or not there."""
        return None if self.value.get(key) is None else self.get(key, str)

    def texts(self, key: str) -> tuple[str, ...]:
        """A field that is a list of texts, or not there."""
        found = self.get(key, list, [])
        if not all(isinstance(item, str) for item in found):
            raise self.wrong("is not a list of texts", key)
        return tuple(found)

    def pointer(self, key: str) -> tuple[str | int, ...]:
        """A field that is a path of keys and indices."""
        found = self.get(key, list)
        if not all(isinstance(item, (str, int)) and not isinstance(item, bool) for item in found):
            raise self.wrong("is not a path of keys and indices", key)
        return tuple(found)

    def count(self, key: str) -> int:
        """A field that is a whole number of 0 or more, or not there."""
        found = self.get(key, int, 0)
        if found < 0:
            raise self.wrong("is less than 0", key)
        return found

    def counts(self, key: str) -> dict[str, int]:
        """A field that is an object of counts."""
        inner = self.child(key)
        return {name: inner.count(name) for name in inner.value}

    def child(self, key: str) -> Reader:
        """A field that is an object."""
        return Reader(self.get(key, dict), f"{self.path}.{key}".strip("."), self.file)

    def children(self, key: str) -> Iterator[Reader]:
        """A field that is a list of objects, or not there."""
        for index, item in enumerate(self.get(key, list, [])):
            yield Reader(item, f"{self.path}.{key}[{index}]".strip("."), self.file)

    def location(self, key: str = "location") -> Location | None:
        """A field that is a place, null or not there."""
        if self.value.get(key) is None:
            return None
        inner = self.child(key)
        numbers = [inner.get(name, int) for name in ("line", "column", "endLine", "endColumn")]
        if min(numbers) < 1:
            raise inner.wrong("counts from 1")
        return Location(inner.text("file"), *numbers)


_NAMES: Mapping[type, str] = {str: "text", int: "whole number", bool: "true or false", list: "list", dict: "object"}


def evidence_of(reader: Reader) -> Evidence:
    """The evidence that JSON tells; DocumentError with its path where it tells none."""
    return Evidence(
        reader.text("clause"),
        tuple(read_of(one) for one in reader.children("reads")),
        _truth(reader),
        tuple(_ground(one, 0) for one in reader.children("grounds")),
        "when" if _choice(reader, "role", ("assert", "when"), "assert") == "when" else "assert",
    )


def _truth(reader: Reader) -> bool | None:
    return None if reader.value.get("holds") is None else reader.get("holds", bool)


def _choice(reader: Reader, key: str, allowed: tuple[str, ...], absent: str) -> str:
    found = reader.get(key, str, absent)
    if found not in allowed:
        raise reader.wrong("is none of " + ", ".join(allowed), key)
    return found


def _ground(reader: Reader, depth: int) -> Ground:
    if depth > MAX_DEPTH:
        raise reader.wrong("is nested too deep")
    turns: Mapping[str, Literal["", "all", "one"]] = {"": "", "all": "all", "one": "one"}
    return Ground(
        expression=reader.text("expression"),
        holds=_truth(reader),
        turn=turns[_choice(reader, "turn", tuple(turns), "")],
        reads=tuple(read_of(one) for one in reader.children("reads")),
        because=tuple(_ground(one, depth + 1) for one in reader.children("because")),
        about=None if reader.value.get("about") is None else read_of(reader.child("about")),
        title=reader.get("title", str, ""),
        note=reader.get("note", str, ""),
        left_out=reader.count("leftOut"),
    )


def read_of(reader: Reader, depth: int = 0) -> Read:
    """The read that JSON tells."""
    if depth > MAX_DEPTH:
        raise reader.wrong("is nested too deep")
    return Read(
        expression=reader.text("expression"),
        value=reader.value.get("value"),
        resource=reader.text_or_none("resource"),
        pointer=None if reader.value.get("pointer") is None else reader.pointer("pointer"),
        location=reader.location(),
        missing=reader.get("missing", bool, False),
        default=reader.get("default", bool, False),
        made_of=tuple(read_of(one, depth + 1) for one in reader.children("madeOf")),
    )


def related_of(reader: Reader) -> Related:
    """The step of a path that JSON tells."""
    return Related(reader.text("message"), reader.text("resource"), reader.location(), reader.text_or_none("start"), reader.location("via"))
