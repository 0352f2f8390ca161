"""The runs of a history, as a list for people or programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TextIO

import sqlalchemy as sa

from scanner.history import schema as s
from scanner.history.queries.times import stamp
from scanner.report_json import dumps


def runs(connection: sa.Connection, project: str | None = None) -> list[dict[str, Any]]:
    """The runs that are kept, the last first: id, project, started, findings, open, opened, fixed, gaps, version."""
    sums = sa.select(
        s.summary_project.c.run,
        *(sa.func.sum(s.summary_project.c[name]).label(name) for name in ("open", "opened", "reopened", "fixed")),
    ).group_by(s.summary_project.c.run)
    counts = sums.subquery()
    query = (
        sa.select(s.run, s.project.c.name, counts.c.open, counts.c.opened, counts.c.reopened, counts.c.fixed.label("mended"))
        .join_from(s.run, s.project)
        .join(counts, counts.c.run == s.run.c.id, isouter=True)
        .where(s.run.c.kept)
        .order_by(s.run.c.id.desc())
    )
    if project is not None:
        query = query.where(s.project.c.name == project)
    return [
        {
            "run": row.id,
            "project": row.name,
            "started": stamp(row.started),
            "findings": row.findings,
            "open": int(row.open or 0),
            "opened": int(row.opened or 0) + int(row.reopened or 0),
            "fixed": int(row.mended or 0),
            "gaps": row.gaps,
            "version": row.version,
        }
        for row in connection.execute(query)
    ]


def write(found: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """A line a run."""
    out.write(f"{'run':>6}  {'started':<20}  {'findings':>9} {'open':>8} {'opened':>7} {'fixed':>7} {'gaps':>5}  project\n")
    for one in found:
        numbers = f"{one['findings']:>9} {one['open']:>8} {one['opened']:>7} {one['fixed']:>7} {one['gaps']:>5}"
        out.write(f"{one['run']:>6}  {one['started']:<20}  {numbers}  {dumps(one['project'])[1:-1]}\n")


def write_json(found: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """A list of objects, a line each."""
    out.write("[" + ",\n".join(dumps(one) for one in found) + "]\n")
