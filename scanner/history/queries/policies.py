"""All policies, those that fail most first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, times
from scanner.history.queries.asking import Asked

NEW_DAYS = 30
"""Days for which a policy is told to be new, or changed."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """Each policy with how its findings stand; `current` is false where the last run of no project asked it."""
    project = latest.project_of(connection, asked)
    runs = {row.id for row in latest.last_runs(connection, project).values()}
    rows = rows_of(connection)
    standing = latest.standing_of(connection, project)
    current = latest.asked_now(connection, runs, [(row["id"], row["last_run"]) for row in rows])
    if project is not None:
        rows = [row for row in rows if row["id"] in standing or row["id"] in current]
    began = latest.began(connection)
    told = [policy_of(row, standing.get(row["id"], latest.NOTHING), row["id"] in current, began, asked.now) for row in rows]
    told.sort(key=lambda one: (not one["open"], times.rank(one["severity"]), -one["open"], one["policy"]))
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "policies": told,
        "failing": sum(one["open"] > 0 for one in told),
        "not_asked": sum(not one["current"] for one in told),
        "largest": max((one["open"] for one in told), default=0),
    }


def rows_of(connection: sa.Connection, *asks: sa.ColumnElement[bool]) -> list[Mapping[Any, Any]]:
    """The rows of policies, with when they were first and last asked and when their rule was last changed."""
    column = schema.policy.c
    first, last, changed = (schema.run.alias(name) for name in ("first", "last", "changed"))
    query = (
        sa.select(
            column.id,
            column.name,
            column.title,
            column.severity,
            column.category,
            column.rule,
            column.last_run,
            first.c.started.label("first_asked"),
            last.c.started.label("last_asked"),
            changed.c.started.label("changed"),
        )
        .select_from(
            schema.policy.join(first, first.c.id == column.first_run)
            .join(last, last.c.id == column.last_run)
            .outerjoin(changed, changed.c.id == column.changed_run)
        )
        .where(*asks)
        .order_by(column.name)
    )
    return list(connection.execute(query).mappings())


def policy_of(row: Mapping[Any, Any], standing: Mapping[str, int], is_asked: bool, began: int, now: int) -> dict[str, Any]:
    """A policy for a list. `began`: when the first run of all was started; what it asked is not new."""
    return {
        "policy": row["name"],
        "title": row["title"],
        "severity": times.severity(row["severity"]),
        "category": row["category"],
        **standing,
        "current": is_asked,
        "first_asked": times.stamp(row["first_asked"]),
        "last_asked": times.stamp(row["last_asked"]),
        "new": row["first_asked"] > began and now - row["first_asked"] < NEW_DAYS * times.DAY,
        "changed": times.stamp(row["changed"]) if row["changed"] is not None and now - row["changed"] < NEW_DAYS * times.DAY else None,
    }
