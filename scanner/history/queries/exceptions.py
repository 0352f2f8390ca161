"""The waivers that are written now: how long they hold, what they excuse, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, times
from scanner.history.queries.asking import Asked

SOON: Final = (7, 30, 60)
"""Days within which an end is told."""
GROUPS: Final = ("ended", "too-long", "7", "30", "60", "later", "no-end", "unused", "not-asked")
"""Where a waiver is listed, the most urgent first.

ended: its last day is over; too-long: it lasts longer than the configuration lets it, so it does not hold; 7, 30, 60: it ends within so
many days; later, no-end: it holds longer, or states no end; unused: its policies were asked, and it excused nothing; not-asked: they were
not.
"""
ACTIVE: Final = frozenset({"7", "30", "60", "later", "no-end"})
"""Groups of those that hold, and excuse something."""
MOST: Final = 2_000
"""Waivers that a page lists."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The waivers that the last run of their project knew of, by group; `removed` counts those that it no longer did."""
    project = latest.project_of(connection, asked)
    today = times.day(asked.now)
    written = [waiver_of(row, today) for row in _rows(connection, project)]
    written.sort(key=lambda one: (GROUPS.index(one["group"]), one["until"] or "", one["policy"], one["written"] or ""))
    column = schema.waiver.c
    whole = connection.scalar(
        sa.select(sa.func.count()).select_from(schema.waiver).where(*([column.project == project] if project is not None else []))
    )
    groups = {group: sum(one["group"] == group for one in written) for group in GROUPS}
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "today": today,
        "groups": groups,
        "active": sum(groups[group] for group in ACTIVE),
        "broad": sum(one["broad"] for one in written),
        "waivers": written[:MOST],
        "total": len(written),
        "removed": int(whole or 0) - len(written),
        "by_owner": by_owner(written),
    }


def _rows(connection: sa.Connection, project: int | None) -> list[Mapping[Any, Any]]:
    column, first, last = schema.waiver.c, schema.run.alias("first"), schema.run.alias("last")
    runs = [row.id for row in latest.last_runs(connection, project).values()]
    query = (
        sa.select(*(each for each in column if each.name != "digest"), schema.project.c.name.label("project_name"))
        .add_columns(first.c.started.label("first_seen"), last.c.started.label("last_seen"))
        .select_from(
            schema.waiver.join(schema.project, schema.project.c.id == column.project)
            .join(first, first.c.id == column.first_run)
            .join(last, last.c.id == column.last_run)
        )
        .where(column.last_run.in_(runs))
    )
    return list(connection.execute(query).mappings())


def waiver_of(row: Mapping[Any, Any], today: str) -> dict[str, Any]:
    """A waiver as pages and the API tell it; `days_left` is null where it states no end."""
    left = None if row["until"] is None else (date.fromisoformat(row["until"]) - date.fromisoformat(today)).days
    return {
        "project": row["project_name"],
        "policy": row["policy"],
        "selects": row["selects"],
        "reason": row["reason"],
        "owner": row["owner"] or None,
        "ticket": row["ticket"] or None,
        "until": row["until"],
        "days_left": left,
        "group": group_of(row["state"], left),
        "written": row["written"] or None,
        "inline": bool(row["inline"]),
        "broad": bool(row["broad"]),
        "findings": row["findings"],
        "first_seen": times.stamp(row["first_seen"]),
        "last_seen": times.stamp(row["last_seen"]),
    }


def group_of(state: str, left: int | None) -> str:
    """One of GROUPS, of the state in the last run and the days that are left."""
    if left is not None and left < 0:
        return "ended"
    if state in ("ended", "too-long", "unused", "not-asked"):
        return state
    if left is None:
        return "no-end"
    return next((str(days) for days in SOON if left <= days), "later")


def by_owner(waivers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each owner, those who answer for most first; the owner of those that name none is null."""
    found: dict[str | None, dict[str, Any]] = {}
    for one in waivers:
        counts = found.setdefault(
            one["owner"], {"owner": one["owner"], "waivers": 0, "active": 0, "ending": 0, "ended": 0, "unused": 0, "findings": 0}
        )
        counts["waivers"] += 1
        counts["active"] += one["group"] in ACTIVE
        counts["ending"] += one["group"] in ("7", "30")
        counts["ended"] += one["group"] in ("ended", "too-long")
        counts["unused"] += one["group"] == "unused"
        counts["findings"] += one["findings"]
    return sorted(found.values(), key=lambda one: (-one["waivers"], one["owner"] or ""))
