"""Lines of a snapshot, cut from a stream and read as records: many at a time where we wrote them, else one by one and strictly.

Reading holds a chunk of lines at a time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from scanner.documents import Limits, read, to_python
from scanner.encoding import KINDS as KINDS_OF_VALUES
from scanner.encoding import decode, redacted_value
from scanner.errors import DocumentError, SourceError
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.unknown import Unknown

if TYPE_CHECKING:

    class Readable(Protocol):
        """What bytes come from."""

        def read(self, size: int, /) -> bytes:
            """The next bytes; none at the end."""


KINDS: Final = ("header", "resource", "coverage", "footer")
"""Of records."""
LONGEST: Final = 32 << 20
"""Bytes of one line."""
CHUNK: Final = 256 << 10
"""Bytes of a chunk of lines, as a rule."""
LINE_LIMITS: Final = Limits(bytes=LONGEST, nodes=2_000_000)
_SURROGATE: Final = regex(rb"\\u[dD][89a-fA-F]")
_WANTED: Final[Mapping[str, Mapping[str, type]]] = {
    "header": {"version": int},
    "resource": {"type": str, "id": str, "properties": dict},
    "coverage": {"type": str, "status": str},
    "footer": {"resources": int},
}
_TEXTS: Final = ("world", "account", "region", "source", "started", "finished", "reason", "action", "settle", "time", "digest", "form")
_OPTIONAL: Final = dict.fromkeys(_TEXTS, str)
_OPTIONAL_OF: Final[Mapping[str, Mapping[str, type]]] = {
    "header": {"worlds": list, "tool": dict, "catalogue": str, "types": list, "endpoint": str},
    "resource": {"identifiers": dict},
    "footer": {"calls": int},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as it stands there."""

    number: int
    data: bytes
    marks: tuple[bytes, ...] | None = None
    """What it may hold at most of what `redaction.clean.marks_in` finds; None: that was not asked."""
    decoded: bool = False
    """No value of its record is still encoded."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that follow one another, blank ones among them, each with its end."""

    number: int
    """Of the first line."""
    offset: int
    """Bytes before it."""
    lines: list[bytes]
    cut: int = 0
    """Bytes that the first line lost because it is too long."""


def chunks_of(stream: Readable, number: int = 1, offset: int = 0) -> Iterator[Chunk]:
    """The lines of a stream, many at a time. One that is too long is cut, and so cannot be read."""
    held: list[bytes] = []
    size, position = 0, offset
    while data := stream.read(CHUNK):
        start, position = position, position + len(data)
        end = data.rfind(b"\n") + 1
        if not end:
            if size <= LONGEST:
                held.append(data)
            size += len(data)
            continue
        lines = data[:end].splitlines(keepends=True) if b"\r" not in data else _split(data[:end])
        cut = 0
        if held:
            whole = size + len(lines[0])
            lines[0] = b"".join([*held, lines[0]])[: LONGEST + 1]
            cut = whole - len(lines[0])
        yield Chunk(number, offset, lines, cut)
        number, offset = number + len(lines), start + end
        held, size = ([data[end:]], len(data) - end) if end < len(data) else ([], 0)
    if held:
        yield Chunk(number, offset, [b"".join(held)[: LONGEST + 1]])


def _split(data: bytes) -> list[bytes]:
    """Lines that end with a line feed, and with nothing else."""
    return [line + b"\n" for line in data.split(b"\n")[:-1]]


def parse(line: Line, file: str) -> dict[str, Any]:
    """The record of a line, its values still encoded; DocumentError at the line where it is none."""
    if len(line.data) > LONGEST:
        raise DocumentError(f"a line of more than {LONGEST:,} bytes; split the resource", file=file, line=line.number, column=1)
    record = _quick(line.data)
    if record is None:  # in doubt, the strict reader decides, and tells where it is wrong
        document = read(line.data.rstrip(b"\r\n"), file, "json", LINE_LIMITS, first_line=line.number)
        record = to_python(document.root, file=file)
    problem = problem_of(record)
    if problem:
        raise DocumentError(problem, file=file, line=line.number, column=1)
    return dict(record)


def records_in(lines: Sequence[bytes]) -> tuple[list[dict[str, Any]], bool] | None:
    """The records of lines that we wrote, read together, and whether their values are decoded; None where the strict reader is to look.

    That is three times as fast as one by one, and keys that records share are one text in memory.
    """
    text = b"[[" + b"],[".join(lines) + b"]]"
    if b"\\u" in text and _SURROGATE.search(text):
        return None
    try:
        read, decoded = _read(text)
    except (ValueError, RecursionError, SourceError):
        return None
    if len(read) != len(lines):
        return None
    records = []
    for one in read:
        if len(one) != 1 or one[0].__class__ is not dict:
            return None
        record = one[0]
        if not _is_resource(record) and problem_of(record):
            return None
        records.append(record)
    return records, decoded


def _read(text: bytes) -> tuple[Any, bool]:
    """The value of a JSON text, and whether its forms are decoded: they are where there are no others than the most frequent two."""
    forms = len(_FORM.findall(text)) if b'"$' in text else 0
    if not forms:
        return _DECODER.decode(text.decode("utf-8")), True
    found = 0

    def opened(value: dict[str, Any]) -> Any:
        nonlocal found
        if len(value) == 1:
            (key,) = value
            if key == "$redacted" or key == "$unknown":
                new = decode(value) if key == "$unknown" else _redacted(value)
                if new.__class__ is Unknown and new.one_of is None and new.parts is None and not new.prefix and not new.suffix:
                    found += 1
                    return new
        return value

    read = json.JSONDecoder(parse_float=_number, parse_constant=_refused, object_hook=opened).decode(text.decode("utf-8"))
    return (read, True) if found == forms else (_DECODER.decode(text.decode("utf-8")), False)


def _redacted(value: dict[str, Any]) -> Any:
    form = value["$redacted"]
    if form.__class__ is dict and len(form) == 2:
        digest, kind = form.get("hash"), form.get("kind")
        if digest.__class__ is str and kind.__class__ is str and kind in KINDS_OF_VALUES:
            return redacted_value(digest, kind)
    return value


def _is_resource(record: dict[str, Any]) -> bool:
    """The quick answer for most records; False means that it is to be looked at."""
    get = record.get
    return (
        get("kind") == "resource"
        and get("type").__class__ is get("id").__class__ is get("world").__class__ is get("account").__class__ is str
        and get("region").__class__ is str
        and get("properties").__class__ is get("identifiers", _NO_IDENTIFIERS).__class__ is dict
    )


_NO_IDENTIFIERS: Final[dict[str, Any]] = {}


def _quick(data: bytes) -> Any:
    """The value of a plain line of JSON; None where there is anything about it that only the strict reader may judge."""
    if _SURROGATE.search(data) or data.count(b"[") + data.count(b"{") > 5000:
        return None
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate key")
    return result


def _refused(name: str) -> Any:
    raise ValueError(name)


def _number(text: str) -> float | int:
    """A number with a point or an exponent in canonical form: whole ones are integers."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


_FORM: Final = regex(rb'"\$[^"]*"\s*:')
_DECODER: Final = json.JSONDecoder(parse_float=_number, parse_constant=_refused)


def problem_of(record: Any) -> str | None:
    """What is wrong with a record, for a person."""
    if not isinstance(record, dict):
        return "a line of a snapshot is a JSON object"
    kind = record.get("kind")
    if kind not in KINDS:
        return f'"kind" is {json.dumps(kind)}; it is one of {", ".join(KINDS)}' if "kind" in record else 'the record has no "kind"'
    for key, wanted in _WANTED[kind].items():
        if not isinstance(record.get(key), wanted) or isinstance(record.get(key), bool):
            return f'the {kind} record needs "{key}"' + ("" if key not in record else f", {_NAMES[wanted]}")
    for key, wanted in (*_OPTIONAL.items(), *_OPTIONAL_OF.get(kind, {}).items()):
        if record.get(key) is not None and not isinstance(record[key], wanted):
            return f'"{key}" of the {kind} record is {_NAMES[wanted]}'
    return None


_NAMES: Final = {str: "a text", int: "a whole number", dict: "an object", list: "a list"}
