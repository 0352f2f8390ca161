"""A report beside the lines that its places had: what did not change, what is new, and what is no longer there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

import sqlalchemy as sa

from scanner.history import manifest
from scanner.history import schema as s
from scanner.history.manifest import Manifest
from scanner.history.marks import mark_of
from scanner.history.portions import Laid


class Present:
    """What some places had."""

    def __init__(self, connection: sa.Connection, places: Iterable[int]) -> None:
        """Read it."""
        self._connection = connection
        self.places = set(places)
        self.lines = manifest.read(connection, self.places)

    def beside(self, laid: Laid) -> Beside:
        """A report that was laid beside it."""
        return Beside(self._connection, laid, self.lines, self.places)


class Beside:
    """A report beside what its places had."""

    def __init__(self, connection: sa.Connection, laid: Laid, before: Manifest, places: set[int]) -> None:
        """Find the lines that did not change."""
        self._connection = connection
        self._read = places
        self.laid = laid
        self.positions: list[int | None] = []
        """Of each line, where it did not change."""
        self.places = array("q")
        self.findings = array("q")
        """Their rows; 0 where the line is new."""
        self._before = before
        rest: list[int] = []
        for here, there, length in chain(laid.same, [(laid.lines, 0, 0)]):
            rest += range(len(self.positions), here)
            new = here - len(self.positions)
            self.positions += [None] * new
            self.positions += before.positions[there : there + length]
            for column, known in ((self.places, before.places), (self.findings, before.findings)):
                if new:
                    column.frombytes(bytes(column.itemsize * new))
                column += known[there : there + length]
        self.left = self._find(rest)
        """By place, the lines that the report does not have: mark and row. Of places that were not read, as they are asked for."""

    def _find(self, rest: Sequence[int]) -> dict[int, dict[bytes, int]]:
        """Find those lines of `rest` that are among the other ones of before, in the order of both; what then remains of these."""
        before, taken = self._before, self.laid.taken
        missed: dict[bytes, list[int]] = {}
        at = len(taken)
        while (at := taken.rfind(0, 0, at)) >= 0:
            missed.setdefault(before.digest(at), []).append(at)
        for line in rest:
            known = missed.get(self.laid.digest(line))
            if known:
                old = known.pop()
                self.positions[line] = before.positions[old]
                self.places[line], self.findings[line] = before.places[old], before.findings[old]
        left: dict[int, dict[bytes, int]] = {}
        for digest, lines in missed.items():
            for line in lines:
                left.setdefault(before.places[line], {})[mark_of(digest, before.positions[line])] = before.findings[line]
        return left

    def left_of(self, place: int) -> dict[bytes, int]:
        """What is left of a place, of which it may have turned out only now that the report has lines."""
        if place not in self.left:
            self.left[place] = {}
            if place not in self._read:
                query = sa.select(s.finding.c.mark, s.finding.c.id).where(s.finding.c.place == place, s.finding.c.present)
                self.left[place] = {row.mark: row.id for row in self._connection.execute(query)}
        return self.left[place]

    def new(self) -> Iterable[int]:
        """The lines that are new, in their order."""
        at = -1
        while True:
            try:
                at = self.findings.index(0, at + 1)
            except ValueError:
                return
            yield at

    def manifest(self, given: dict[int, int]) -> Manifest:
        """What the next report is compared with. `given`: the positions of lines that are new or moved."""
        for line, position in given.items():
            self.positions[line] = position
        return Manifest(array("q", self.positions), self.laid.digests, self.places, self.findings, self.laid.portions)  # type: ignore[arg-type]  # each has a position now
