"""The lines that the last reports of some places had, by their digests: what a new report has of them did not change."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import sqlalchemy as sa

from scanner.history import store
from scanner.history.alignment import aligned

SIZE: Final = 24
"""Bytes of a mark: the position (8, big-endian, from the least one on, so that marks sort by it), the digest (16)."""
_LEAST: Final = -(1 << 63)
_WHOLE: Final = f"{SIZE}s"
_POSITION: Final = struct.Struct(">Q16x")


def mark_of(digest: bytes, position: int) -> bytes:
    """What names a line in its place: `finding.mark`."""
    return (position - _LEAST).to_bytes(8, "big") + digest


def digest_in(mark: bytes) -> bytes:
    """The digest of a line."""
    return mark[8:]


def position_in(mark: bytes) -> int:
    """The position of a line in the reports of its project."""
    return int.from_bytes(mark[:8], "big") + _LEAST


class Present:
    """The lines that some places had, in their order; beside them those of a report."""

    def __init__(self, connection: sa.Connection, places: Iterable[int]) -> None:
        """Read them, place by place, from the index that covers them."""
        self._blobs = dict(_marks(connection, places))
        self.counts = {place: len(blob) // SIZE for place, blob in self._blobs.items()}
        self._left: set[bytes] = set()

    def found(self, digests: Sequence[bytes]) -> list[int | None]:
        """The position of each line that did not change; None of those that are new."""
        marks = sorted(chain.from_iterable(chain.from_iterable(struct.iter_unpack(_WHOLE, blob) for blob in self._blobs.values())))
        positions = [position + _LEAST for (position,) in _POSITION.iter_unpack(b"".join(marks))]
        before = [mark[8:] for mark in marks]
        found: list[int | None] = []
        rest: dict[bytes, list[int]] = {}
        seen = 0
        for here, there, length in chain(aligned(digests, before), [(len(digests), len(before), 0)]):
            for place in range(seen, there):
                rest.setdefault(before[place], []).append(place)
            found += [None] * (here - len(found))
            found += positions[there : there + length]
            seen = there + length
        for place, position in enumerate(found) if rest else ():
            if position is None and rest.get(digests[place]):  # it stands elsewhere
                found[place] = positions[rest[digests[place]].pop()]
        self._left = {marks[place] for places in rest.values() for place in places}
        return found

    def missing(self, connection: sa.Connection, place: int) -> set[bytes]:
        """The marks of a place that was not read with the others: it turned out that the report has lines of it."""
        (blob,) = (blob for _, blob in _marks(connection, [place]))
        self.counts[place] = len(blob) // SIZE
        return {mark for (mark,) in struct.iter_unpack(_WHOLE, blob)}

    def left(self) -> dict[int, set[bytes]]:
        """By place: the marks of lines that the report, whose lines were found, does not have."""
        if not self._left:
            return {}
        found = {
            place: self._left.intersection(chain.from_iterable(struct.iter_unpack(_WHOLE, blob))) for place, blob in self._blobs.items()
        }
        return {place: marks for place, marks in found.items() if marks}


def _marks(connection: sa.Connection, places: Iterable[int]) -> Iterable[tuple[int, bytes]]:
    """Of each place the marks of its present lines, one behind the other: one row instead of thousands."""
    if connection.dialect.name == "sqlite":
        driver = store.sqlite_of(connection)
        kept, driver.text_factory = driver.text_factory, bytes  # the bytes are joined as text, and are none
        try:
            for place in places:
                row = driver.execute("SELECT group_concat(mark, '') FROM finding WHERE place = ? AND present", (place,)).fetchone()
                yield place, row[0] or b""
        finally:
            driver.text_factory = kept
        return
    with store.psycopg_of(connection).cursor(binary=True) as cursor:
        for place in places:
            row = cursor.execute("SELECT string_agg(mark, ''::bytea) FROM finding WHERE place = %s AND present", (place,)).fetchone()
            yield place, row[0] or b"" if row else b""
