"""Findings and places as pages and the API tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import times

STALE_DAYS: Final = 7
"""Days after which a place that nobody looked at is told to be stale."""

_finding, _policy, _resource, _place, _project = (
    schema.finding.c,
    schema.policy.c,
    schema.resource.c,
    schema.place.c,
    schema.project.c,
)
FINDINGS: Final = sa.select(
    _finding.id,
    _finding.fingerprint,
    _finding.severity,
    _finding.status,
    _finding.unsure,
    _finding.failed,
    _finding.message,
    _finding.part,
    _finding.written,
    _finding.opened,
    _finding.fixed,
    _finding.reopened,
    _policy.name.label("policy"),
    _policy.title,
    _policy.category,
    _resource.name.label("resource"),
    _resource.type,
    _resource.owner,
    _project.name.label("project"),
    _place.world,
    _place.account,
    _place.region,
).select_from(
    schema.finding.outerjoin(schema.policy, _policy.id == _finding.policy)
    .outerjoin(schema.resource, _resource.id == _finding.resource)
    .outerjoin(schema.place, _place.id == _finding.place)
    .outerjoin(schema.project, _project.id == _finding.project)
)
"""What `finding_of` tells, to be narrowed by `where`. All of them are there: outer joins keep SQLite from beginning with one."""


def among(column: sa.ColumnElement[Any], numbers: Iterable[int]) -> sa.ColumnElement[bool]:
    """Whether a column is one of many numbers, which are written into the statement: a thousand parameters cost more than the rows."""
    return column.in_(sa.bindparam("numbers", list(numbers), expanding=True, unique=True, literal_execute=True, type_=schema.Key))


def findings(connection: sa.Connection, ids: Iterable[int], now: int) -> list[dict[str, Any]]:
    """Findings by number, in the order of the numbers given."""
    order = {number: at for at, number in enumerate(ids)}
    if not order:
        return []
    rows = connection.execute(FINDINGS.where(among(_finding.id, order))).mappings()
    return [finding_of(row, now) for row in sorted(rows, key=lambda row: order[row["id"]])]


def finding_of(row: Mapping[Any, Any], now: int) -> dict[str, Any]:
    """A row of `FINDINGS`. `since`: when it was last opened, or first seen where it never failed; `age_days` counts from there."""
    return {
        "fingerprint": bytes(row["fingerprint"]).hex(),
        "policy": row["policy"],
        "title": row["title"],
        "category": row["category"],
        "severity": times.severity(row["severity"]),
        "status": row["status"],
        "unsure": bool(row["unsure"]),
        "resource": row["resource"],
        "type": row["type"],
        "owner": row["owner"] or None,
        "project": row["project"],
        "world": row["world"],
        "account": row["account"] or None,
        "region": row["region"] or None,
        "message": row["message"],
        "part": row["part"] or None,
        "written": row["written"] or None,
        "since": times.stamp(row["opened"]),
        "age_days": days(row["opened"], row["fixed"] if row["fixed"] is not None else now),
        "fixed": times.stamp(row["fixed"]),
        "reopened": row["reopened"],
    }


def days(start: int, end: int) -> int:
    """Whole days between two times; never below 0."""
    return max(0, (end - start) // times.DAY)


def places(
    connection: sa.Connection, *asks: sa.ColumnElement[bool], now: int, limit: int | None = None, worst_first: bool = False
) -> Iterator[dict[str, Any]]:
    """The places that meet conditions, by world, account and region, or those with problems and those unseen for longest first."""
    last, tried = schema.run.alias("last"), schema.run.alias("tried")
    order = [_place.world, _place.account, _place.region]
    if worst_first:
        order = [_place.problem.is_(None), sa.func.coalesce(last.c.started, 0), *order]  # type: ignore[list-item]  # all are columns to sort by
    rows = connection.execute(
        sa.select(
            _place.world,
            _place.account,
            _place.region,
            _place.problem,
            _project.name.label("project"),
            last.c.started.label("seen"),
            last.c.id.label("last_run"),
            tried.c.id.label("tried_run"),
            tried.c.started.label("tried"),
        )
        .select_from(
            schema.place.join(schema.project, _project.id == _place.project)
            .outerjoin(last, last.c.id == _place.last_run)
            .outerjoin(tried, tried.c.id == _place.tried_run)
        )
        .where(*asks)
        .order_by(*order)
        .limit(limit)
    ).mappings()
    return (place_of(row, now) for row in rows)


def place_of(row: Mapping[Any, Any], now: int) -> dict[str, Any]:
    """A place and how far what is known of it can be relied on.

    `state`: evaluated; partly (the last run could not read all of it); failed (the last run could not look at it); stale (none has for
    STALE_DAYS); never.
    """
    unseen = None if row["seen"] is None else days(row["seen"], now)
    state = "never" if unseen is None else "stale" if unseen >= STALE_DAYS else "evaluated"
    if row["problem"]:
        state = "partly" if row["last_run"] == row["tried_run"] else "failed"
    return {
        "project": row["project"],
        "world": row["world"],
        "account": row["account"] or None,
        "region": row["region"] or None,
        "state": state,
        "last_seen": times.stamp(row["seen"]),
        "days_unseen": unseen,
        "last_run": row["last_run"],
        "last_try": times.stamp(row["tried"]),
        "problem": row["problem"],
    }
