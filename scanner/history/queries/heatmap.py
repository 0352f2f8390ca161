"""The heat map: open findings of each account (of infrastructure code: each world) by region, service or category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import choice, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.outputs.overview import service_of

MOST_ROWS: Final = 100
"""Accounts, those with the most first."""
MOST_COLUMNS: Final = 40
Line = tuple[str, bool]
"""An account, or a world; and whether it is an account."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """`cells` stand in the order of `columns`; a region that is not told is null. `more_rows` and `more_columns` are left out."""
    project = None
    if asked["project"] is not None:
        project = connection.scalar(sa.select(schema.project.c.id).where(schema.project.c.name == asked["project"]))
        if project is None:
            raise NotFound(f'the history knows no project "{asked["project"]}"; leave the filter out to see all projects')
    severities = tuple(sorted({times.rank(word) for word in asked["severity"]}))
    chosen = choice.Choice((), severities, project=project)
    place = schema.place.c
    mine = [place.project == project] if project is not None else []
    known = connection.execute(sa.select(place.id, place.account, place.world).where(*mine))
    lines: dict[int, Line] = {row.id: (row.account or row.world, bool(row.account)) for row in known}
    cells_of = _by_region(connection, chosen, lines) if asked["by"] == "region" else _by_policy(connection, chosen, lines, asked["by"])
    found: dict[Line, dict[str, list[int]]] = {}
    for line, column, severity, count in cells_of:
        found.setdefault(line, {}).setdefault(column, [0] * 5)[severity] += count
    widths: dict[str, int] = {}
    for cells in found.values():
        for column, counts in cells.items():
            widths[column] = widths.get(column, 0) + sum(counts)
    columns = sorted(sorted(widths, key=lambda column: (-widths[column], column))[:MOST_COLUMNS])
    ordered = sorted(found, key=lambda line: (-sum(map(sum, found[line].values())), line))
    return {
        "by": asked["by"],
        "project": asked["project"],
        "severities": [times.severity(rank) for rank in severities],
        "projects": list(connection.scalars(sa.select(schema.project.c.name).order_by(schema.project.c.name).limit(300))),
        "columns": [column or None for column in columns],
        "rows": [_row(name, is_account, found[name, is_account], columns) for name, is_account in ordered[:MOST_ROWS]],
        "most": max((sum(counts) for cells in found.values() for counts in cells.values()), default=0),
        "more_rows": max(0, len(ordered) - MOST_ROWS),
        "more_columns": max(0, len(widths) - MOST_COLUMNS),
        "empty": connection.scalar(sa.select(schema.run.c.id).limit(1)) is None,
    }


def _row(name: str, is_account: bool, cells: dict[str, list[int]], columns: list[str]) -> dict[str, Any]:
    counts = [cells.get(column, [0] * 5) for column in columns]
    return {
        "account": name if is_account else None,
        "world": None if is_account else name,
        "total": sum(map(sum, cells.values())),
        "cells": [{"open": sum(count), "severities": dict(zip(times.SEVERITIES, count, strict=True))} for count in counts],
    }


def _by_region(connection: sa.Connection, chosen: choice.Choice, lines: Mapping[int, Line]) -> Iterator[tuple[Line, str, int, int]]:
    regions = {row.id: row.region for row in connection.execute(sa.select(schema.place.c.id, schema.place.c.region))}
    for place, severity, count in choice.by_place(connection, chosen, "open"):
        if count:
            yield lines[place], regions[place], severity, count


def _by_policy(
    connection: sa.Connection, chosen: choice.Choice, lines: Mapping[int, Line], by: str
) -> Iterator[tuple[Line, str, int, int]]:
    """By the category of a policy, or by its service: that of the resources it is asked of."""
    policy, finding = schema.policy.c, schema.finding.c
    of = sa.select(schema.resource.c.type).join(schema.finding, finding.resource == schema.resource.c.id)
    first = of.where(finding.policy == policy.id).limit(1).scalar_subquery() if by == "service" else policy.category
    told = {row[0]: service_of(row[1] or "") if by == "service" else str(row[1]) for row in connection.execute(sa.select(policy.id, first))}
    if not told:
        return
    every = connection.scalar(sa.select(sa.func.count()).select_from(schema.place)) or 0
    names = sorted(set(told.values()))
    values = ", ".join(f"({number}, {names.index(name)})" for number, name in told.items())
    asks = ["s.open > 0"]
    asks += [f"s.severity in ({', '.join(map(str, chosen.severities))})"] if chosen.severities else []
    asks += [f"s.place in ({', '.join(map(str, lines))})"] if 2 * len(lines) <= every else []
    rows = connection.execute(
        sa.text(  # made of our words and of numbers
            f"with m(policy, at) as (values {values}) select s.place, m.at, s.severity, sum(s.open) from standing s"  # noqa: S608  # as said
            f" join m on m.policy = s.policy where {' and '.join(asks)} group by s.place, m.at, s.severity"
        )
    )
    for place, at, severity, count in rows:
        if place in lines:
            yield lines[place], names[at], severity, int(count)
