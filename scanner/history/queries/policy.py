"""One policy: what it requires and why, how it went, and what fails it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, paging, policies, rows, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.history.queries.choice import Choice
from scanner.history.queries.streams import Key, page

SHOWN: Final = 20
"""Findings that are waived or unknown, and places, that are listed."""
TREND: Final = ("open", "waived", "unknown", "opened", "fixed")


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The policy `name`; NotFound where no run ever asked it."""
    project = latest.project_of(connection, asked)
    row = one(connection, asked["name"])
    standing = latest.standing_of(connection, project, row["id"]).get(row["id"], latest.NOTHING)
    last = {run.id for run in latest.last_runs(connection, project).values()}
    current = bool(latest.asked_now(connection, last, [(row["id"], row["last_run"])]))
    rule = row["rule"]
    return {
        **policies.policy_of(row, standing, current, latest.began(connection), asked.now),
        "project": asked["project"],
        "projects": latest.names(connection),
        **{name: rule.get(name, "") for name in ("why", "fix")},
        "references": list(rule.get("references", ())),
        "controls": [control_of(text) for text in rule.get("controls", ())],
        "follows": list(rule.get("follows", ())),
        "where": where_of(connection, row["id"], project),
        "days": asked["days"],
        "trend": trend(connection, row["id"], asked.now, asked["days"]),
        "failing": listed(connection, row["id"], project, "open", asked, asked["cursor"], asked.page_size),
        "excused": listed(connection, row["id"], project, "waived", asked, None, SHOWN),
        "untold": listed(connection, row["id"], project, "unknown", asked, None, SHOWN),
    }


def keys(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """The names of all policies, those with the most open findings first."""
    column = schema.policy.c
    open_ = sa.func.coalesce(sa.func.sum(schema.standing.c.open), 0)
    joined = schema.policy.outerjoin(schema.standing, schema.standing.c.policy == column.id)
    query = sa.select(column.name).select_from(joined).group_by(column.id, column.name).order_by(open_.desc(), column.name)
    return ({"name": name} for name in connection.scalars(query))


def one(connection: sa.Connection, name: str) -> Mapping[Any, Any]:
    """The row of a policy. NotFound, with a near name, where there is none."""
    found = policies.rows_of(connection, schema.policy.c.name == name)
    if not found:
        known = connection.scalars(sa.select(schema.policy.c.name).order_by(schema.policy.c.name)).all()
        raise NotFound(f'no run asked a policy called "{name}"; {latest.meant(name, known) or "see all policies"}')
    return found[0]


def control_of(text: str) -> dict[str, str]:
    """A control of a rule: `security-hub:ECS.4`."""
    framework, _, control = text.partition(":")
    return {"framework": framework, "control": control}


def where_of(connection: sa.Connection, policy: int, project: int | None) -> list[dict[str, Any]]:
    """The places with most open findings of a policy."""
    standing, place = schema.standing.c, schema.place.c
    sums = {name: sa.func.sum(standing[name]) for name in schema.COUNTS}
    asks = [standing.policy == policy, *([place.project == project] if project is not None else [])]
    query = (
        sa.select(place.world, place.account, place.region, *(total.label(name) for name, total in sums.items()))
        .select_from(schema.standing.join(schema.place, place.id == standing.place))
        .where(*asks)
        .group_by(place.id, place.world, place.account, place.region)
        .order_by(sums["open"].desc(), place.world, place.account, place.region)
        .limit(SHOWN)
    )
    return [
        {
            "world": row["world"],
            "account": row["account"] or None,
            "region": row["region"] or None,
            **{name: int(row[name]) for name in schema.COUNTS},
        }
        for row in connection.execute(query).mappings()
    ]


def trend(connection: sa.Connection, policy: int, now: int, days: int) -> list[dict[str, Any]]:
    """Day by day, over all projects: how many stood how after the day's last run that asked it, and what the day changed."""
    run, column = schema.run.c, schema.summary_policy.c
    names = (*schema.COUNTS, "opened", "fixed")
    sums = [sa.func.sum(column[name]).label(name) for name in names]
    runs = sa.select(run.id).where(run.started >= now - days * times.DAY)
    query = (
        sa.select(run.started, column.run, *sums)
        .select_from(schema.summary_policy.join(schema.run, run.id == column.run))
        .where(column.run.in_(runs), column.policy == policy)
        .group_by(run.started, column.run)
        .order_by(column.run)
    )
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute(query).mappings():
        before = found.get(day := times.day(row["started"]), {})
        found[day] = {
            "day": day,
            **{name: int(row[name]) for name in schema.COUNTS},
            **{name: int(row[name]) + before.get(name, 0) for name in ("opened", "fixed")},
        }
    return [found[day] for day in sorted(found)]


def listed(
    connection: sa.Connection, policy: int, project: int | None, status: str, asked: Asked, after: Key | None, size: int
) -> dict[str, Any]:
    """A page of the findings of a policy that stand so, newest first; `next` is the cursor of the next one."""
    chosen = page(connection, Choice((status,), (), policy=policy, project=project), after, size)
    return {
        "findings": rows.findings(connection, chosen.ids, asked.now),
        "next": paging.cursor(chosen.next) if chosen.next is not None else None,
    }
