"""The lines that the last reports of some places had, by their digests: what a new report has of them did not change."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import sqlalchemy as sa

from scanner.history import store

MARK: Final = struct.Struct(">16sq")
"""How `finding.mark` is laid out: digest, position."""
_WHOLE: Final = f"{MARK.size}s"


class Present:
    """The digests of present lines with their positions; what a report has is taken out of them."""

    def __init__(self, connection: sa.Connection, places: Iterable[int]) -> None:
        """Read them, place by place, from the index that covers them."""
        self._blobs = dict(_marks(connection, places))
        self._positions: dict[bytes, int] = {}
        self._twins: dict[bytes, list[int]] = {}
        """Further positions of lines that stand several times, word for word."""
        self.counts = {place: len(blob) // MARK.size for place, blob in self._blobs.items()}
        for blob in self._blobs.values():
            self._positions.update(MARK.iter_unpack(blob))
        if len(self._positions) < sum(self.counts.values()):
            self._find_twins()

    def _find_twins(self) -> None:
        for blob in self._blobs.values():
            for digest, position in MARK.iter_unpack(blob):
                if self._positions[digest] != position:
                    self._twins.setdefault(digest, []).append(position)

    def found(self, digests: Sequence[bytes]) -> list[int | None]:
        """The position of each line that did not change; None of those that are new. They are taken out."""
        take = self._positions.pop
        found: list[int | None] = [take(digest, None) for digest in digests]
        if self._twins:
            for place, digest in enumerate(digests):
                if found[place] is None and self._twins.get(digest):
                    found[place] = self._twins[digest].pop()
        return found

    def missing(self, connection: sa.Connection, place: int) -> set[bytes]:
        """The marks of a place that was not read with the others: it turned out that the report has lines of it."""
        (blob,) = (blob for _, blob in _marks(connection, [place]))
        self.counts[place] = len(blob) // MARK.size
        return {mark for (mark,) in struct.iter_unpack(_WHOLE, blob)}

    def left(self) -> dict[int, set[bytes]]:
        """By place: the marks of lines that the report does not have."""
        pack = MARK.pack
        left = {pack(digest, position) for digest, position in self._positions.items()}
        left.update(pack(digest, position) for digest, positions in self._twins.items() for position in positions)
        if not left:
            return {}
        found = {
            place: left.intersection(chain.from_iterable(struct.iter_unpack(_WHOLE, blob))) for place, blob in self._blobs.items() if blob
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
