"""Old runs are forgotten: their reports, events and summaries, and the findings that are over. What is open stays, with its opening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import bulk
from scanner.history import schema as s
from scanner.history.nouns import slices
from scanner.history.schema import Happened, Status
from scanner.records import dataclass

DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Pruned:
    """How much was forgotten."""

    runs: int
    findings: int


def prune(connection: sa.Connection, now: int, days: int | None, number: int | None) -> Pruned:
    """Forget the runs that neither rule keeps: those older than some days, and all but the last ones of each project.

    The last run of each project and of each place is always kept.
    """
    runs = forgotten(connection, now, days, number)
    if not runs:
        return Pruned(0, 0)
    for part in slices(runs):
        for table in (s.summary_run, s.summary_project, s.summary_place, s.summary_policy, s.run_place, s.run_gap):
            connection.execute(table.delete().where(table.c.run.in_(part)))
        connection.execute(s.run.update().where(s.run.c.id.in_(part)).values(kept=False, head=b"", foot=b""))
    _thin(connection, runs)
    _forget_events(connection, runs)
    findings = _forget_findings(connection)
    _sweep(connection)
    return Pruned(len(runs), findings)


def forgotten(connection: sa.Connection, now: int, days: int | None, number: int | None) -> list[int]:
    """The runs that are not to be kept."""
    needed = {run for column in (s.place.c.last_run, s.place.c.tried_run) for run in connection.scalars(sa.select(column))}
    rows = connection.execute(
        sa.select(s.run.c.id, s.run.c.project, s.run.c.started).where(s.run.c.kept).order_by(s.run.c.project, s.run.c.id.desc())
    )
    found = []
    for _, group in groupby(rows, attrgetter("project")):
        for place, row in enumerate(group):
            young = days is not None and row.started >= now - days * DAY
            few = number is not None and place < number
            if place and not young and not few and row.id not in needed:
                found.append(row.id)
    return sorted(found)


def _thin(connection: sa.Connection, runs: Sequence[int]) -> None:
    """Take away the versions that no kept run shows; what only said "as before" gets its line."""
    kept: dict[int, list[int]] = {}
    for project, run in connection.execute(sa.select(s.run.c.project, s.run.c.id).where(s.run.c.kept).order_by(s.run.c.id)):
        kept.setdefault(project, []).append(run)
    v = s.version.c
    old = sa.select(v.finding).where(v.run <= max(runs)).distinct()
    for part in slices(connection.scalars(old)):
        rows = connection.execute(
            sa.select(v.finding, v.run, v.body, s.finding.c.project)
            .join_from(s.version, s.finding)
            .where(v.finding.in_(part))
            .order_by(v.finding, v.run)
        )
        gone, filled = [], []
        for _, group in groupby(rows, attrgetter("finding")):
            less, more = _thinned(list(group), kept)
            gone += less
            filled += more
        for key in gone:
            connection.execute(s.version.delete().where(v.finding == key[0], v.run == key[1]))
        for finding, run, body in filled:
            connection.execute(s.version.update().where(v.finding == finding, v.run == run).values(body=body))


def _thinned(rows: Sequence[Any], kept: dict[int, list[int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int, bytes]]]:
    """Of the versions of one finding: those that no kept run shows, and those that need the line of one before them."""
    gone: list[tuple[int, int]] = []
    filled: list[tuple[int, int, bytes]] = []
    line = b""
    carried = True
    """Nothing that stays has the line that an empty version would mean."""
    shows = False
    """A version that stays has a body before this one."""
    for place, row in enumerate(rows):
        until = rows[place + 1].run if place + 1 < len(rows) else None
        seen = any(row.run <= run and (until is None or run < until) for run in kept.get(row.project, ()))
        if row.body:
            line, carried = row.body, not seen
        if not seen or (row.body is None and not shows):
            gone.append((row.finding, row.run))
            continue
        if row.body == b"" and carried:
            filled.append((row.finding, row.run, line))
            carried = False
        shows = shows or row.body is not None
    return gone, filled


def _forget_events(connection: sa.Connection, runs: Iterable[int]) -> None:
    """Take away what happened in those runs, but for the openings of what is open."""
    e, f = s.event.c, s.finding.c
    opening = e.happened.in_([Happened.OPENED.value, Happened.REOPENED.value])
    stays = sa.select(e.id).join_from(s.event, s.finding).where(opening, f.failed, f.fixed.is_(None), e.at == f.opened)
    for part in slices(runs):
        over = sa.select(e.id).where(e.run.in_(part), e.id.not_in(stays))
        for events in slices(connection.scalars(over)):
            connection.execute(s.notification.delete().where(s.notification.c.event.in_(events)))
            connection.execute(s.event.delete().where(e.id.in_(events)))


def _forget_findings(connection: sa.Connection) -> int:
    """Take away the findings that are over and that no kept run has; how many they were."""
    f = s.finding.c
    over = sa.select(f.id).where(
        f.status.in_([Status.FIXED.value, Status.GONE.value]),
        ~f.present,
        ~sa.exists().where(s.version.c.finding == f.id, s.version.c.body.is_not(None)),
        ~sa.exists().where(s.event.c.finding == f.id),
    )
    found = list(connection.scalars(over))
    for part in slices(found):
        for table in (s.version, s.unsettled):
            connection.execute(table.delete().where(table.c.finding.in_(part)))
    bulk.delete(connection, s.finding.c.id, found)
    return len(found)


def _sweep(connection: sa.Connection) -> None:
    """Take away what nothing names any more."""
    connection.execute(s.resource.delete().where(~sa.exists().where(s.finding.c.resource == s.resource.c.id)))
    connection.execute(s.settlement.delete().where(~sa.exists().where(s.unsettled.c.settlement == s.settlement.c.id)))
    last_kept = sa.select(s.run.c.id).where(s.run.c.kept)
    unused = ~sa.exists().where(s.finding.c.waiver == s.waiver.c.id)
    connection.execute(s.waiver.delete().where(unused, s.waiver.c.last_run.not_in(last_kept)))


def shrink(engine: sa.Engine) -> None:
    """Give the room that is free now back to the file system, where the database does not do so by itself."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM")
        finally:
            raw.close()
