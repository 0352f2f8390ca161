"""A saved snapshot as a target: each world that it was made from becomes a Snapshot again, and findings point to its lines.

A file of one world is read once, as a stream. One of several, whose records may come in any order, is read twice: first for where each
world's resources stand, then world by world. Packed files are known by their content.
"""

from __future__ import annotations

import io
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from scanner.errors import SourceError
from scanner.snapshot import Gap, Location, Snapshot
from scanner.snapshot_file import CONFIG, LIVE, Scope, recognise, scopes_of
from scanner.snapshot_lines import CHUNK, Line, chunks_of, parse
from scanner.snapshot_packed import PLAIN, Unpacked, opened, packing_of
from scanner.sources.saved_reading import Held, Reading, snapshot_of

if TYPE_CHECKING:
    from scanner.redaction import Redactor
    from scanner.sources import Options
    from scanner.sources.discover import Candidate

__all__ = ["read_saved_file", "read_snapshots", "recognise"]

_HELD: Final = 64 << 20
"""Bytes of an unpacked file that are kept in memory; what is more goes to a temporary file."""


def read_saved_file(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The worlds of a saved snapshot that a walk found."""
    yield from read_snapshots(Path(candidate.path), candidate.name, options.redactor)


def read_snapshots(source: Path | IO[bytes], file: str, redactor: Redactor) -> Iterator[Snapshot]:
    """The worlds of a saved snapshot, one at a time, in the order of the header and then of their first record.

    `source` is a path or a stream that can seek; `file` names it in locations. What is wrong in it is a Gap, with its line, of every
    world (kind "error", or "incomplete" where the footer is missing). SourceError where the file itself cannot be read.
    """
    if isinstance(source, (str, Path)):
        with opened(source, file) as unpacked:
            yield from _read(unpacked, file, redactor)
        return
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    packing = packing_of(source.read(4))
    source.seek(0)
    yield from _read(Unpacked(source, packing, size, file), file, redactor)


def _read(unpacked: Unpacked, file: str, redactor: Redactor) -> Iterator[Snapshot]:
    first = unpacked.read(CHUNK)
    if _worlds_in(first, file) <= 1:
        yield from _in_memory(_Rest(first, unpacked), file, redactor)
        return
    with tempfile.SpooledTemporaryFile(_HELD) as copy:  # a packed stream cannot be read in another order than its own
        stream: Any = copy
        if unpacked.packing == PLAIN:
            stream = unpacked.stream
        else:
            data = first
            while data:
                copy.write(data)
                data = unpacked.read(CHUNK)
        stream.seek(0)
        yield from _by_world(stream, file, redactor)


class _Rest:
    """A stream of which the beginning was read already."""

    def __init__(self, first: bytes, stream: Unpacked) -> None:
        self._first = first
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        first, self._first = self._first, b""
        return first or self._stream.read(size)


def _worlds_in(first: bytes, file: str) -> int:
    """How many worlds the header announces; 0 where it cannot be told from the beginning of the file."""
    for chunk in chunks_of(io.BytesIO(first)):
        for number, data in enumerate(chunk.lines, chunk.number):
            if not data.isspace():
                try:
                    record = parse(Line(number, data), file)
                except SourceError:
                    return 0
                return len(scopes_of(record)) if record["kind"] == "header" else 0
    return 0


def _in_memory(stream: _Rest, file: str, redactor: Redactor) -> Iterator[Snapshot]:
    worlds: dict[str, Held] = {}

    def take(world: str, line: Line, offset: int, record: dict[str, Any]) -> None:
        held = worlds.get(world)
        if held is None:
            held = worlds[world] = Held(redactor)
        held.add(line, file, record)

    reading = Reading(file, take)
    reading.read(stream)
    for world in dict.fromkeys((*reading.scopes, *worlds, *reading.coverage)) or {file: None}:
        yield _snapshot(reading, world, worlds.pop(world) if world in worlds else Held(redactor))


def _by_world(stream: IO[bytes], file: str, redactor: Redactor) -> Iterator[Snapshot]:
    places: dict[str, array[int]] = {}
    """By world: the number and the offset of each line, in turns."""

    def take(world: str, line: Line, offset: int, record: dict[str, Any]) -> None:
        places.setdefault(world, array("Q")).extend((line.number, offset))

    reading = Reading(file, take)
    reading.read(stream)
    for world in dict.fromkeys((*reading.scopes, *places, *reading.coverage)):
        held = Held(redactor)
        found = iter(places.pop(world, ()))
        for number, offset in zip(found, found, strict=True):
            stream.seek(offset)
            line = Line(number, stream.readline())
            held.add(line, file, parse(line, file))
        yield _snapshot(reading, world, held)


def _snapshot(reading: Reading, world: str, held: Held) -> Snapshot:
    header = reading.header or {}
    scope = reading.scopes.get(world, Scope(world))
    place = Location(reading.file, reading.header_line, 1, reading.header_line, 2)
    gaps: list[Gap] = [*reading.gaps, *held.gaps]
    return snapshot_of(
        scope,
        held.resources(scope, place),
        reading.coverage.get(world, ()),
        gaps,
        live=header.get("source", LIVE) in (LIVE, CONFIG),
        time=header.get("started"),
    )
