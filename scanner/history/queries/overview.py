"""The first page: how things stand and how they went, what is new against what was fixed, how far the view reaches, and what is worst."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import choice, rows, times
from scanner.history.queries.asking import Asked, NotFound

MOST_POINTS: Final = 120
"""Of a chart; more days are taken together."""
WORST: Final = 10
"""Policies, accounts, places and gaps that are told."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The overview of the whole history or of one project, over the last `days`."""
    project = None
    if asked["project"] is not None:
        project = connection.scalar(sa.select(schema.project.c.id).where(schema.project.c.name == asked["project"]))
        if project is None:
            raise NotFound(f'the history knows no project "{asked["project"]}"; leave the filter out to see all projects')
    latest = _latest(connection, project)
    standing = _standing(connection, project)
    days, totals = _trend(connection, project, asked.now, asked["days"])
    return {
        "project": asked["project"],
        "projects": list(connection.scalars(sa.select(schema.project.c.name).order_by(schema.project.c.name).limit(300))),
        "days": asked["days"],
        "last_run": latest,
        "standing": standing["now"],
        "trend": days,
        "changes": totals,
        "coverage": _coverage(connection, project, asked.now),
        "policies": standing["policies"],
        "accounts": standing["accounts"],
    }


def _latest(connection: sa.Connection, project: int | None) -> dict[str, Any] | None:
    run = schema.run.c
    asks = [run.project == project] if project is not None else []
    row = connection.execute(
        sa.select(run.id, run.started, run.finished, run.resources, run.version, schema.project.c.name)
        .join(schema.project, schema.project.c.id == run.project)
        .where(*asks)
        .order_by(run.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return {
        "id": row.id,
        "project": row.name,
        "started": times.stamp(row.started),
        "finished": times.stamp(row.finished),
        "resources": row.resources,
        "version": row.version,
    }


def _standing(connection: sa.Connection, project: int | None) -> dict[str, Any]:
    """All that stands now, and the policies and accounts with the most severe findings."""
    chosen = choice.Choice((), (), project=project)
    now: dict[str, Any] = {"open": dict.fromkeys(times.SEVERITIES, 0), **dict.fromkeys(("waived", "unknown", "passed"), 0)}
    places: dict[int, list[int]] = {}
    for place, rank, *counts in choice.by_place(connection, chosen, *schema.COUNTS):
        now["open"][times.severity(rank)] += counts[0]
        for name, count in zip(schema.COUNTS[1:], counts[1:], strict=True):
            now[name] += count
        if counts[0]:
            places.setdefault(place, [0] * 5)[rank] += counts[0]
    now["total"] = sum(now["open"].values())
    decided = now["total"] + now["waived"] + now["passed"]
    now["score"] = 100 * now["passed"] // decided if decided else None
    policies: dict[int, list[int]] = {}
    for policy, rank, count in choice.by_policy(connection, chosen, "open"):
        if count:
            policies.setdefault(policy, [0] * 5)[rank] += count
    return {"now": now, "policies": _worst_policies(connection, policies), "accounts": _worst_accounts(connection, places)}


def _worst_policies(connection: sa.Connection, policies: dict[int, list[int]]) -> list[dict[str, Any]]:
    worst = sorted(policies, key=lambda policy: [-count for count in policies[policy]])[:WORST]
    named = {row.id: row for row in connection.execute(sa.select(schema.policy).where(schema.policy.c.id.in_(worst)))} if worst else {}
    return [
        {
            "policy": named[policy].name,
            "title": named[policy].title,
            "severity": times.severity(named[policy].severity),
            "open": sum(policies[policy]),
            "severities": dict(zip(times.SEVERITIES, policies[policy], strict=True)),
        }
        for policy in worst
    ]


def _worst_accounts(connection: sa.Connection, places: dict[int, list[int]]) -> list[dict[str, Any]]:
    """The accounts, and of infrastructure code the worlds, with the most severe findings."""
    place = schema.place.c
    found: dict[tuple[str, bool], list[int]] = {}
    for row in connection.execute(sa.select(place.id, place.account, place.world)):
        if row.id in places:
            sums = found.setdefault((row.account or row.world, bool(row.account)), [0] * 5)
            for rank, count in enumerate(places[row.id]):
                sums[rank] += count
    worst = sorted(found, key=lambda name: ([-count for count in found[name]], name))[:WORST]
    return [
        {
            "account": name if is_account else None,
            "world": None if is_account else name,
            "open": sum(found[name, is_account]),
            "severities": dict(zip(times.SEVERITIES, found[name, is_account], strict=True)),
        }
        for name, is_account in worst
    ]


def _trend(connection: sa.Connection, project: int | None, now: int, days: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """For each day since the first run (at most `days`): what was open at its end, what was opened and fixed in it; and the sums."""
    table = schema.summary_run if project is None else schema.summary_project
    step = -(-days // MOST_POINTS)
    length = step * times.DAY
    end = now // times.DAY * times.DAY + times.DAY
    start = end - -(-days // step) * length
    run = schema.run.c
    slot = ((run.started - start) // length).label("slot")
    mine = [run.project == project] if project is not None else []
    last = sa.select(sa.func.max(run.id).label("id"), slot).where(run.started >= start, run.started < end, *mine).group_by(slot).subquery()
    posture = sa.select(last.c.slot, table.c.severity, table.c.open).join(table, table.c.run == last.c.id)
    at: dict[int, dict[str, int]] = {}
    for row in connection.execute(posture):
        at.setdefault(int(row.slot), {})[times.severity(row.severity)] = int(row.open)
    before = sa.select(run.id).where(run.started < start, *mine).order_by(run.started.desc(), run.id.desc()).limit(1).scalar_subquery()
    standing = {
        times.severity(row.severity): int(row.open)
        for row in connection.execute(sa.select(table.c.severity, table.c.open).where(table.c.run == before))
    }
    sums = [sa.func.sum(table.c[name]).label(name) for name in schema.CHANGES]
    changes = (
        sa.select(slot, table.c.severity, *sums)
        .join(schema.run, run.id == table.c.run)
        .where(run.started >= start, run.started < end, *mine)
        .group_by(slot, table.c.severity)
    )
    changed = [dict(row._mapping) for row in connection.execute(changes)]
    return _points(at, standing, changed, start, length, end), _sums(changed)


def _points(
    at: dict[int, dict[str, int]], standing: dict[str, int], changed: list[dict[str, Any]], start: int, length: int, end: int
) -> list[dict[str, Any]]:
    points = []
    for slot in range((end - start) // length):
        standing = at.get(slot, standing)
        mine = [row for row in changed if int(row["slot"]) == slot]
        if standing or mine:
            opened = sum(int(row["opened"]) + int(row["reopened"]) for row in mine)
            point = {severity: standing.get(severity, 0) for severity in times.SEVERITIES}
            fixed = sum(int(row["fixed"]) for row in mine)
            points.append({"day": times.day(start + slot * length), **point, "new": opened, "fixed": fixed})
    return points


def _sums(changed: list[dict[str, Any]]) -> dict[str, Any]:
    """What changed, without what new or changed policies brought; and the days that what was fixed had been open, on the mean."""

    def whole(name: str, severity: int | None = None) -> int:
        return sum(int(row[name]) for row in changed if severity is None or row["severity"] == severity)

    def mean(severity: int | None = None) -> float | None:
        fixed = whole("fixed", severity)
        return round(whole("fix_age", severity) / fixed / times.DAY, 1) if fixed else None

    return {
        **{name: whole(name) for name in ("opened", "reopened", "fixed", "opened_by_rules", "fixed_by_rules")},
        "mean_days_to_fix": mean(),
        "mean_days_to_fix_by_severity": {word: mean(rank) for rank, word in enumerate(times.SEVERITIES)},
    }


def _coverage(connection: sa.Connection, project: int | None, now: int) -> dict[str, Any]:
    """How many places were looked at, which were not or not for long, and what could not be read."""
    place, run = schema.place, schema.run
    mine = [place.c.project == project] if project is not None else []
    late = now - rows.STALE_DAYS * times.DAY
    bad, never = place.c.problem.is_not(None), place.c.last_run.is_(None)
    partly = sa.and_(bad, place.c.last_run == place.c.tried_run)
    stale = sa.and_(sa.not_(bad), run.c.started <= late)
    counted = connection.execute(
        sa.select(
            sa.func.count().label("places"),
            sa.func.count().filter(bad).label("bad"),
            sa.func.count().filter(partly).label("partly"),
            sa.func.count().filter(stale).label("stale"),
            sa.func.count().filter(sa.and_(sa.not_(bad), never)).label("never"),
        )
        .select_from(place.outerjoin(run, run.c.id == place.c.last_run))
        .where(*mine)
    ).one()
    old = place.c.last_run.in_(sa.select(run.c.id).where(run.c.started <= late))
    trouble = rows.places(connection, sa.or_(bad, never, old), *mine, now=now, limit=WORST, worst_first=True)
    latest = sa.select(place.c.tried_run).where(place.c.tried_run.is_not(None), *mine).distinct()
    return {
        "places": counted.places,
        "evaluated": counted.places - counted.bad - counted.stale - counted.never,
        "partly": counted.partly,
        "stale": counted.stale,
        "failed": counted.bad - counted.partly,
        "never": counted.never,
        "trouble": list(trouble),
        "gaps": int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(run.c.gaps), 0)).where(run.c.id.in_(latest))) or 0),
        "gaps_by_what_settles": _gaps(connection, latest),
    }


def _gaps(connection: sa.Connection, runs: sa.Select[Any]) -> list[dict[str, Any]]:
    gap = schema.run_gap.c
    amount = sa.func.count().label("amount")
    grouped = (
        sa.select(gap.type, gap.reason, gap.settle, amount)
        .where(gap.run.in_(runs))
        .group_by(gap.type, gap.reason, gap.settle)
        .order_by(amount.desc(), gap.type, gap.reason, gap.settle)
        .limit(WORST)
    )
    return [
        {"type": row.type, "reason": row.reason, "settle": row.settle or None, "gaps": int(row.amount)}
        for row in connection.execute(grouped)
    ]
