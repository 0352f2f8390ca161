"""Findings of a run become rows: what is new, what changed, what is no longer there, and what happened to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import bulk, lives
from scanner.history import schema as s
from scanner.history.counts import Counts
from scanner.history.exemptions import Exemptions
from scanner.history.lines import Line
from scanner.history.lives import Life
from scanner.history.marks import digest_in, mark_of, position_in
from scanner.history.nouns import Numbers, Places, Policies, Resources, slices
from scanner.history.packing import Packing
from scanner.history.schema import Happened, Status
from scanner.records import dataclass

_NAMES: Final = (
    *("id", "copy", "fingerprint", "policy", "resource", "place", "severity", "status", "failed", "opened", "fixed", "reopened"),
    *("unsure", "present", "mark", "waiver", "first_run"),
)
_COLUMNS: Final = (*(s.finding.c[name] for name in _NAMES), s.resource.c.owner, s.resource.c.type)


@dataclass(slots=True)
class Row:
    """A finding as the database has it, and as it becomes."""

    id: int
    copy: int
    fingerprint: bytes
    policy: int
    resource: int
    place: int
    life: Life
    present: bool
    mark: bytes
    waiver: int | None
    owner: str
    type: str
    new: bool = False


class Recorder:
    """Writes the findings of one run."""

    def __init__(
        self,
        connection: sa.Connection,
        numbers: Numbers,
        packing: Packing,
        places: Places,
        policies: Policies,
        exemptions: Exemptions,
        run: int,
        project: int,
        at: int,
        by_rules: Callable[[int, int], bool],
    ) -> None:
        """Take what the run is, and what tells of (place, policy) whether the policy is new there or another than before."""
        self._connection = connection
        self._numbers = numbers
        self._packing = packing
        self._places = places
        self._policies = policies
        self._exemptions = exemptions
        self._run = run
        self._project = project
        self._at = at
        self._by_rules = by_rules
        self._resources = Resources(connection, numbers)
        self.counts = Counts()
        self.happened: dict[Happened, int] = dict.fromkeys(Happened, 0)
        self._writes: dict[str, list[tuple[Any, ...]]] = {}
        self._unsettled: list[int] = []
        """Findings that may not be unknown any more, or for other reasons."""
        self._any = connection.scalar(sa.select(s.finding.c.id).where(s.finding.c.project == project).limit(1)) is not None

    def see(
        self,
        lines: Sequence[tuple[Line, bytes, bytes]],
        where: Callable[[Line], int],
        left: Callable[[int], dict[bytes, int]],
    ) -> list[Row]:
        """Lines that are new or changed, each with its mark and text; the finding of each.

        `left`: of a place the lines that the report does not have, by their marks; what a line turns out to be is taken out.
        """
        placed = [where(line) for line, _, _ in lines]
        named = {(line.resource, place, line.type): line.owner for (line, _, _), place in zip(lines, placed, strict=True)}
        resources, moved = self._resources.of(named)
        for resource, before, now in moved:
            self._pass_on(resource, before, now)
        seen = []
        known = self._known({line.fingerprint for line, _, _ in lines}) if self._any else {}
        for (line, mark, text), place in zip(lines, placed, strict=True):
            rows = known.setdefault(line.fingerprint, [])
            row = _chosen(rows, place, left(place))
            resource = resources[line.resource, place, line.type]
            if row is None:
                copy = 1 + max((one.copy for one in rows), default=-1)
                number = self._numbers.next(s.finding)
                life = Life(line.severity, self._at)
                policy = self._policies.of(line.policy)
                row = Row(number, copy, line.fingerprint, policy, resource, place, life, False, b"", None, line.owner, line.type, True)
                rows.append(row)
            else:
                self._uncount(row)
                left(row.place).pop(row.mark, None)
            body = b"" if digest_in(mark) == digest_in(row.mark) else self._packing.pack(text)
            row.resource, row.owner, row.type = resource, line.owner, line.type
            self._observe(row, line, mark)
            self._write("version", (row.id, self._run, position_in(mark), body))
            seen.append(row)
        self.flush()
        return seen

    def _observe(self, row: Row, line: Line, mark: bytes) -> None:
        """What becomes of a finding that the report has."""
        life, waived = row.life, line.waiver is not None and line.verdict not in lives.CLEAN
        if line.gone:
            happened = lives.missed(life, False, self._at)
        else:
            happened = lives.seen(life, line.verdict, waived, line.severity, self._at)
        self._waive(row, self._exemptions.of(line.waiver, line.policy) if line.waiver and life.status is Status.WAIVED else None)
        row.present, row.mark = True, mark
        values = (row.resource, True, line.unseen, mark, line.message, line.part, line.written, row.waiver, *_living(life))
        if row.new:
            row.new = False
            named = (row.id, self._project, row.fingerprint, row.copy, row.policy, row.place, self._run)
            self._write("insert", (*named, *values))
        else:
            self._write("see", (*values, row.id))
            self._unsettled.append(row.id)
        for settle in line.settles:
            self._write("unsettled", (settle[:500], row.id))
        self._tell(row, happened)

    def miss(self, rows: Iterable[Row], doubtful: Callable[[Row], bool | None], *, vanish: bool) -> None:
        """Findings that the report does not have. `doubtful`: whether it may be there unseen; None: nothing is known, so it stays.

        `vanish`: until now the reports had it.
        """
        for row in rows:
            self._uncount(row)
            doubt = doubtful(row)
            before = (row.life.status, row.life.unsure)
            happened = [] if doubt is None else lives.missed(row.life, doubt, self._at)
            self._waive(row, row.waiver if row.life.status is Status.WAIVED else None)
            if vanish:
                self._write("version", (row.id, self._run, position_in(row.mark), None))
            if vanish or before != (row.life.status, row.life.unsure):
                self._write("miss", (row.life.status.value, row.life.fixed, row.life.unsure, row.waiver, row.id))
            if row.life.status in (Status.FIXED, Status.GONE):
                self._unsettled.append(row.id)
            self._tell(row, happened)
        self.flush()

    def move(self, moved: Iterable[tuple[int, bytes, int]]) -> None:
        """Lines that stand elsewhere in the report than before: their findings, digests and new positions."""
        for finding, digest, position in moved:
            self._write("move", (mark_of(digest, position), finding))
            self._write("version", (finding, self._run, position, b""))
        self.flush()

    def rows(self, *conditions: Any) -> list[Row]:
        """The findings for which conditions hold."""
        query = sa.select(*_COLUMNS).join_from(s.finding, s.resource).where(*conditions).order_by(s.finding.c.id)
        return [_row(found) for found in self._connection.execute(query).all()]

    def _known(self, fingerprints: Iterable[bytes]) -> dict[bytes, list[Row]]:
        """All findings of some fingerprints, by these."""
        found: dict[bytes, list[Row]] = {}
        for part in slices(fingerprints):
            for row in self.rows(s.finding.c.project == self._project, s.finding.c.fingerprint.in_(part)):
                found.setdefault(row.fingerprint, []).append(row)
        return found

    def _uncount(self, row: Row) -> None:
        self.counts.add(row.place, row.policy, row.owner, row.life.severity, row.life.status, -1)

    def _tell(self, row: Row, happened: Iterable[Happened]) -> None:
        """Count it as it is now, and write what happened."""
        life = row.life
        self.counts.add(row.place, row.policy, row.owner, life.severity, life.status)
        for one in happened:
            age = self._at - life.opened if one is Happened.FIXED else None
            by_rules = self._by_rules(row.place, row.policy)
            told = (self._numbers.next(s.event), self._run, row.id, one.value, life.severity, self._at, age, by_rules)
            self._write("event", told)
            self.counts.happen(row.place, row.policy, life.severity, one, age, by_rules)
            self.happened[one] += 1

    def _waive(self, row: Row, waiver: int | None) -> None:
        self._exemptions.touched.update({row.waiver, waiver} - {None})  # type: ignore[arg-type]  # None is taken out
        row.waiver = waiver

    def _pass_on(self, resource: int, before: str, now: str) -> None:
        """What is counted of a resource is another owner's from now on."""
        f = s.finding.c
        query = (
            sa.select(f.place, f.severity, f.status, sa.func.count()).where(f.resource == resource).group_by(f.place, f.severity, f.status)
        )
        for place, severity, status, number in self._connection.execute(query):
            self.counts.own(place, severity, Status(status), (before, now), number)

    def _write(self, kind: str, row: tuple[Any, ...]) -> None:
        self._writes.setdefault(kind, []).append(row)

    def flush(self) -> None:
        """Write what waits to be written."""
        writes, self._writes = self._writes, {}
        bulk.delete(self._connection, s.unsettled.c.finding, self._unsettled)
        self._unsettled.clear()
        bulk.insert(self._connection, s.finding, (*_NAMED, *_SEEN), writes.get("insert", ()))
        bulk.update(self._connection, s.finding, _SEEN, writes.get("see", ()))
        bulk.update(self._connection, s.finding, _MISSED, writes.get("miss", ()), also="present = false")
        bulk.update(self._connection, s.finding, ("mark",), writes.get("move", ()))
        bulk.insert(self._connection, s.version, ("finding", "run", "position", "body"), writes.get("version", ()))
        bulk.insert(self._connection, s.event, _EVENT, writes.get("event", ()))
        self._settle(writes.get("unsettled", ()))

    def _settle(self, rows: Sequence[tuple[Any, ...]]) -> None:
        ids: dict[str, int] = {}
        texts = {text for text, _ in rows}
        for part in slices(texts):
            query = sa.select(s.settlement.c.text, s.settlement.c.id).where(s.settlement.c.text.in_(part))
            ids.update((text, number) for text, number in self._connection.execute(query))
        new = [(self._numbers.next(s.settlement), text) for text in sorted(texts - ids.keys())]
        ids.update((text, number) for number, text in new)
        bulk.insert(self._connection, s.settlement, ("id", "text"), new)
        pairs = sorted({(ids[text], finding) for text, finding in rows})
        bulk.insert(self._connection, s.unsettled, ("settlement", "finding"), pairs)


def _chosen(rows: Sequence[Row], place: int, left: Mapping[bytes, int]) -> Row | None:
    """The finding that a line tells of, among those of its fingerprint in its place: one that the report does not have elsewhere.

    First one whose line changed, then one that had none.
    """
    free = [row for row in rows if row.place == place and (not row.present or row.mark in left)]
    return min(free, key=lambda row: (not row.present, row.copy), default=None)


def _row(found: Any) -> Row:
    life = Life(found.severity, found.opened, Status(found.status), found.failed, found.fixed, found.reopened, found.unsure)
    named = (found.id, found.copy, found.fingerprint, found.policy, found.resource, found.place, life, found.present, found.mark)
    return Row(*named, found.waiver, found.owner, found.type)


def _living(life: Life) -> tuple[Any, ...]:
    return (life.severity, life.status.value, life.failed, life.opened, life.fixed, life.reopened, life.unsure)


_LIVING: Final = ("severity", "status", "failed", "opened", "fixed", "reopened", "unsure")
_NAMED: Final = ("id", "project", "fingerprint", "copy", "policy", "place", "first_run")
_SEEN: Final = ("resource", "present", "unseen", "mark", "message", "part", "written", "waiver", *_LIVING)
_MISSED: Final = ("status", "fixed", "unsure", "waiver")
_EVENT: Final = ("id", "run", "finding", "happened", "severity", "at", "age", "by_rules")
