"""What a run did with each place of its project, and what may therefore be said of findings that it does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa

from scanner.errors import UsageError
from scanner.history import schema as s
from scanner.history.lines import Line, plain
from scanner.history.nouns import PlaceRow, Places, slices
from scanner.history.recording import Row
from scanner.history.scope import GLOBAL, GapKey, Look, Scope, Where

Unseen = frozenset[tuple[int, str, str, str, str]]
"""Policy, type, world, account (empty: all) and region (empty: all) in which not all of the type was read."""


class Looking:
    """The places of a run, with their rows."""

    def __init__(self, connection: sa.Connection, scope: Scope, places: Places) -> None:
        """Take the scope; its places are made where they are new."""
        self._connection = connection
        self._scope = scope
        self.places = places
        self._gaps: dict[int, set[GapKey]] = {}
        self.lines: dict[int, int] = {}
        """How many lines the report has of each place."""
        for where in sorted(scope.listed):
            places.of(where)
        for where, _ in scope.wanted():
            places.of(where)
        self._looks = {row.id: self._look(row) for row in places.by_where.values()}

    def _look(self, row: PlaceRow) -> Look | None:
        if row.last_run is not None and row.last_run not in self._gaps:
            columns = (s.run_gap.c.type, s.run_gap.c.kind, s.run_gap.c.written)
            rows = self._connection.execute(sa.select(*columns).where(s.run_gap.c.run == row.last_run))
            self._gaps[row.last_run] = {(kind, why, written.rpartition(":")[0]) for kind, why, written in rows}
        return self._scope.look(row.where, self._gaps.get(row.last_run) if row.last_run is not None else None)

    def refuse_older(self, at: int, named: str) -> None:
        """UsageError where a run that was started later than `at` has looked at one of these places already."""
        tried = {row.tried_run: row for row in self.places.by_where.values() if row.tried_run is not None and self.look(row.id) is not None}
        for part in slices(tried):
            later = sa.select(s.run.c.id).where(s.run.c.id.in_(part), s.run.c.started > at).order_by(s.run.c.id)
            found = self._connection.scalar(later.limit(1))
            if found is not None:
                where = " ".join(filter(None, tried[found].where))
                what = f"it was started before run {found}, which looked at {where}"
                raise UsageError(f"{what}; add reports in the order of their making, or give this one its own --project", file=named)

    def look(self, place: int) -> Look | None:
        """What the run did with a place; None where it did not look there."""
        if place not in self._looks:
            self._looks[place] = self._look(self.places.by_id[place])
        return self._looks[place]

    def closes(self, place: int) -> bool:
        """Whether what was not found in a place is not there."""
        look = self.look(place)
        return look is not None and look.evaluated

    def place_of(self, line: Line) -> int:
        """The place of a finding."""
        return self.places.of(self._scope.where(line.world, line.account, line.region, line.type)).id

    def place_named(self, world: str, account: str | None, region: str | None, type_name: str) -> int:
        """The place of something in a world."""
        return self.places.of(self._scope.where(plain(world), account, region, type_name)).id

    def readable(self) -> list[int]:
        """The places of which the report may have lines."""
        worlds = {where.world for where in self._scope.listed}
        return sorted(row.id for row in self.places.by_where.values() if row.where.world in worlds or self.look(row.id) is not None)

    def tried(self) -> list[int]:
        """The places that the run was to evaluate."""
        looks = ((place, self.look(place)) for place in sorted(self.places.by_id))
        return [place for place, look in looks if look is not None and look.tried]

    def unseen(self, vanished: Iterable[Row]) -> Unseen:
        """Where not all of a type was read, as the report's findings say."""
        gone = {row.id for row in vanished}
        f = s.finding.c
        found: set[tuple[int, str, str, str, str]] = set()
        for part in slices(self.lines):
            query = sa.select(f.id, f.policy, f.place, s.resource.c.type).join_from(s.finding, s.resource)
            for row in self._connection.execute(query.where(sa.text("unseen and present"), f.place.in_(part))):
                if row.id not in gone:
                    where = self.places.by_id[row.place].where
                    region = "" if where.region == GLOBAL else where.region
                    found.add((row.policy, row.type, where.world, where.account, region))
        return frozenset(found)

    def doubts(self, rows: Iterable[Row], vanished: Iterable[Row]) -> frozenset[tuple[int, int]]:
        """(policy, resource) of which the report has a finding that cannot be told, of resources with broken findings that it has not."""
        gone = {row.id for row in vanished}
        f = s.finding.c
        untold = sa.or_(f.status == s.Status.UNKNOWN, f.unsure, sa.and_(f.status == s.Status.WAIVED, ~f.failed | f.fixed.is_not(None)))
        found: set[tuple[int, int]] = set()
        for part in slices({row.resource for row in rows if row.life.fails}):
            query = sa.select(f.id, f.policy, f.resource).where(f.resource.in_(part), f.present, untold)
            found.update((row.policy, row.resource) for row in self._connection.execute(query) if row.id not in gone)
        return frozenset(found)

    def judge(self, asked: set[int], doubts: frozenset[tuple[int, int]], unseen: Unseen) -> Callable[[Row], bool | None]:
        """What tells of a finding that the report does not have whether it may be there unseen; None: nothing is known of it."""

        def doubtful(row: Row) -> bool | None:
            look = self.look(row.place)
            if look is None or not look.evaluated or row.policy not in asked:
                return None
            if row.type in look.unread or (row.life.fails and (row.policy, row.resource) in doubts):
                return True
            where: Where = self.places.by_id[row.place].where
            accounts, regions = {where.account, ""}, {where.region, ""}
            return any((row.policy, row.type, where.world, account, region) in unseen for account in accounts for region in regions)

        return doubtful

    def keep(self, run: int) -> None:
        """Write where the run looked, and of which places it has lines."""
        rows = []
        evaluated, tried, told = [], [], []
        for place in sorted(self.places.by_id):
            look, lines = self.look(place), self.lines.get(place, 0)
            if look is None and not lines:
                continue
            looked = look or Look(False, self._scope.stray())
            rows.append({"run": run, "place": place, "evaluated": looked.evaluated, "problem": looked.problem, "lines": lines})
            if looked.evaluated:
                evaluated.append(place)
            if looked.evaluated or lines:
                told.append(place)
            if looked.tried:
                tried.append({"row": place, "said": looked.problem})
        if rows:
            self._connection.execute(s.run_place.insert(), rows)
        for part in slices(evaluated):
            self._connection.execute(s.place.update().where(s.place.c.id.in_(part)).values(last_run=run))
        for part in slices(told):
            self._connection.execute(s.place.update().where(s.place.c.id.in_(part)).values(told_run=run))
        if tried:
            values = {"tried_run": run, "problem": sa.bindparam("said")}
            self._connection.execute(s.place.update().where(s.place.c.id == sa.bindparam("row")).values(values), tried)

    def evaluated(self) -> Sequence[int]:
        """The places that were evaluated."""
        return [place for place in sorted(self.places.by_id) if self.closes(place)]
