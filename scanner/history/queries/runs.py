"""The runs, newest first, and the health of the scanner: how long runs take, what they miss, which places nobody has looked at for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, paging, rows, times
from scanner.history.queries.asking import Asked

MOST_PLACES: Final = 50
"""Places with a problem, or that are stale, that are listed."""
_run, _project = schema.run.c, schema.project.c
RUNS: Final = sa.select(
    _run.id,
    _run.started,
    _run.finished,
    _run.added,
    _run.live,
    _run.version,
    _run.ruleset,
    _run.findings,
    _run.resources,
    _run.gaps,
    _run.kept,
    _run.project.label("project_id"),
    _project.name.label("project"),
).select_from(schema.run.join(schema.project, _project.id == _run.project))
"""What `run_of` tells, to be narrowed by `where`."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """A page of runs, and the places that are not as they should be."""
    project = latest.project_of(connection, asked)
    asks = [_run.project == project] if project is not None else []
    if asked["cursor"] is not None:
        asks.append(_run.id < asked["cursor"][0])
    found = list(connection.execute(RUNS.where(*asks).order_by(_run.id.desc()).limit(asked.page_size + 1)).mappings())
    listed = runs_of(connection, found[: asked.page_size])
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "runs": listed,
        "next": paging.cursor([listed[-1]["run"]]) if len(found) > asked.page_size else None,
        "first_page": asked["cursor"] is None,
        **health(connection, project, asked.now),
    }


def runs_of(connection: sa.Connection, found: Iterable[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    """Rows of RUNS with how many places each evaluated, and what it changed."""
    listed = list(found)
    numbers = [row["id"] for row in listed]
    scope, summary = schema.run_place.c, schema.summary_project.c
    evaluated = sa.func.sum(sa.case((scope.evaluated, 1), else_=0))
    places = {
        row.run: (int(row.whole), int(row.evaluated))
        for row in connection.execute(
            sa.select(scope.run, sa.func.count().label("whole"), evaluated.label("evaluated"))
            .where(scope.run.in_(numbers))
            .group_by(scope.run)
        )
    }
    names = ("open", "opened", "reopened", "fixed", "opened_by_rules", "fixed_by_rules")
    changes = {
        row["run"]: {name: int(row[name] or 0) for name in names}
        for row in connection.execute(
            sa.select(summary.run, *(sa.func.sum(summary[name]).label(name) for name in names))
            .where(summary.run.in_(numbers))
            .group_by(summary.run)
        ).mappings()
    }
    nothing = dict.fromkeys(names, 0)
    return [run_of(row, *places.get(row["id"], (0, 0)), changes.get(row["id"], nothing)) for row in listed]


def run_of(row: Mapping[Any, Any], places: int, evaluated: int, changes: Mapping[str, int]) -> dict[str, Any]:
    """A run as pages and the API tell it. `kept` is false where it can no longer be given back as a report."""
    return {
        "run": row["id"],
        "project": row["project"],
        "live": bool(row["live"]),
        "started": times.stamp(row["started"]),
        "finished": times.stamp(row["finished"]),
        "added": times.stamp(row["added"]),
        "seconds": None if row["finished"] is None else max(0, row["finished"] - row["started"]),
        "version": row["version"],
        "findings": row["findings"],
        "resources": row["resources"],
        "gaps": row["gaps"],
        "kept": bool(row["kept"]),
        "places": places,
        "evaluated": evaluated,
        **changes,
    }


def health(connection: sa.Connection, project: int | None, now: int) -> dict[str, Any]:
    """How many places are evaluated, stale, failed or were never seen, and the worst of them."""
    asks = [schema.place.c.project == project] if project is not None else []
    known = list(rows.places(connection, *asks, now=now))
    states = {state: sum(one["state"] == state for one in known) for state in ("evaluated", "stale", "failed", "never")}
    troubled = [one for one in known if one["state"] != "evaluated"]
    troubled.sort(key=lambda one: -(one["days_unseen"] if one["days_unseen"] is not None else 10**9))
    return {"places": states, "troubled": troubled[:MOST_PLACES], "more_troubled": max(0, len(troubled) - MOST_PLACES)}


def keys(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """The numbers of all runs, the newest first."""
    return ({"id": str(number)} for number in connection.scalars(sa.select(_run.id).order_by(_run.id.desc())))
