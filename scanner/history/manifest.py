"""The manifest of a run: what lines its report had, in their order; kept until other reports have told anew of all its places.

With it the next report is compared without reading what did not change.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress
from typing import Final

import sqlalchemy as sa

from scanner.errors import UsageError
from scanner.history import schema as s
from scanner.history.marks import digest_in, mark_of, position_in
from scanner.history.nouns import slices
from scanner.history.portions import DIGEST, Before, Portion
from scanner.records import dataclass, field

_RECORD: Final = struct.Struct("<QI16s")
"""A portion: bytes, lines, digest of the text."""


def _numbers() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Manifest:
    """Lines in their order, a column for each thing that is known of them."""

    positions: array[int] = field(default_factory=_numbers)
    """They rise from line to line."""
    digests: bytes | bytearray = b""
    places: array[int] = field(default_factory=_numbers)
    findings: array[int] = field(default_factory=_numbers)
    """Rows of `finding`."""
    portions: Sequence[Portion] = ()
    starts: Sequence[int] = ()
    """Of each portion the first line."""

    def digest(self, line: int) -> bytes:
        """The digest of a line."""
        return bytes(self.digests[line * DIGEST : line * DIGEST + DIGEST])

    def marks(self) -> Iterator[bytes]:
        """What names each line in its place."""
        for position, start in zip(self.positions, range(0, len(self.digests), DIGEST), strict=False):
            yield mark_of(bytes(self.digests[start : start + DIGEST]), position)

    def before(self, seed: int) -> Before:
        """What a report is laid beside. `seed`: the project's."""
        return Before(bytes(self.digests), self.portions, self.starts, seed)


def write(connection: sa.Connection, run: int, manifest: Manifest) -> None:
    """Keep the manifest of a run; those of which no place is left, by `place.told_run`, are taken away before, and their room is used."""
    told = sa.select(s.place.c.told_run).where(s.place.c.told_run.is_not(None))
    connection.execute(s.manifest.delete().where(s.manifest.c.run.not_in(told)))
    if connection.scalar(sa.select(s.place.c.id).where(s.place.c.told_run == run).limit(1)) is None:
        return
    portions = b"".join([_RECORD.pack(*one) for one in manifest.portions])
    columns = {name: _packed(getattr(manifest, name)) for name in ("positions", "places", "findings")}
    digests = bytes(manifest.digests)
    connection.execute(s.manifest.insert(), {"run": run, "digests": digests, "portions": portions, **columns})


def read(connection: sa.Connection, places: Iterable[int]) -> Manifest:
    """The lines that some places have now, as the last runs that told of them left them."""
    wanted = set(places)
    told: dict[int, set[int]] = {}
    for part in slices(wanted):
        query = sa.select(s.place.c.id, s.place.c.told_run).where(s.place.c.id.in_(part), s.place.c.told_run.is_not(None))
        for place, run in connection.execute(query):
            told.setdefault(run, set()).add(place)
    untold = wanted.difference(*told.values())
    parts = [(_read(connection, run), chosen) for run, chosen in sorted(told.items())]
    if untold:
        parts.append((_counted(connection, untold), untold))
    if len(parts) == 1 and set(parts[0][0].places) <= parts[0][1]:
        return parts[0][0]
    return _merged(parts)


def _read(connection: sa.Connection, run: int) -> Manifest:
    row = connection.execute(sa.select(s.manifest).where(s.manifest.c.run == run)).one_or_none()
    lines = len(row.digests) // DIGEST if row is not None else -1
    if (
        row is None
        or {len(column) for column in (row.positions, row.places, row.findings)} != {8 * lines}
        or len(row.portions) % _RECORD.size
    ):
        raise UsageError(f"the manifest of run {run} is damaged; plimsoll history check --repair does without it")
    found = Manifest(_unpacked(row.positions), row.digests, _unpacked(row.places), _unpacked(row.findings))
    found.portions = list(map(Portion._make, _RECORD.iter_unpack(row.portions)))
    found.starts = list(accumulate((one.lines for one in found.portions[:-1]), initial=0)) if found.portions else ()
    return found


def _counted(connection: sa.Connection, places: Iterable[int]) -> Manifest:
    """The lines of places of which no manifest is left, since the schema was another when they were told."""
    rows: list[tuple[int, bytes, int, int]] = []
    f = s.finding.c
    for part in slices(places):
        query = sa.select(f.mark, f.place, f.id).where(f.place.in_(part), f.present)
        rows += [(position_in(mark), digest_in(mark), place, finding) for mark, place, finding in connection.execute(query)]
    return _columns(sorted(rows))


def _columns(rows: Sequence[tuple[int, bytes, int, int]]) -> Manifest:
    return Manifest(
        array("q", [row[0] for row in rows]),
        b"".join([row[1] for row in rows]),
        array("q", [row[2] for row in rows]),
        array("q", [row[3] for row in rows]),
    )


def _merged(parts: Sequence[tuple[Manifest, set[int]]]) -> Manifest:
    """The lines of each part that are in its places, in their order; and the portions of which all lines still follow each other."""
    rows: list[tuple[int, bytes, int, int]] = []
    for part, places in parts:
        digests = [digest for (digest,) in struct.iter_unpack(f"{DIGEST}s", part.digests)]
        every = zip(part.positions, digests, part.places, part.findings, strict=True)
        rows += compress(every, [place in places for place in part.places])
    rows.sort()
    found = _columns(rows)
    kept = [
        (one, start)
        for part, _ in parts
        for one, before in zip(part.portions, part.starts, strict=True)
        for start in [bisect_left(found.positions, part.positions[before])]
        if _slice(found, start, one.lines) == _slice(part, before, one.lines)
    ]
    found.portions, found.starts = [one for one, _ in kept], [start for _, start in kept]
    return found


def _slice(manifest: Manifest, line: int, lines: int) -> bytes | bytearray:
    return manifest.digests[line * DIGEST : (line + lines) * DIGEST]


def _packed(numbers: array[int]) -> bytes:
    """Little-endian, eight bytes each."""
    if sys.byteorder == "big":
        numbers = array("q", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(body: bytes) -> array[int]:
    numbers = array("q")
    numbers.frombytes(body)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
