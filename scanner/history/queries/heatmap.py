"""The heat map: open findings of each account (of infrastructure code: each world) by region, service or category."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import choice, grouping, times
from scanner.history.queries.asking import Asked
from scanner.outputs.overview import service_of

MOST_ROWS: Final = 100
"""Accounts, those with the most first."""
MOST_COLUMNS: Final = 40


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """`cells` stand in the order of `columns`; a region that is not told is null. `more_rows` and `more_columns` are left out."""
    project = None
    if asked["project"] is not None:
        project = connection.scalar(sa.select(schema.project.c.id).where(schema.project.c.name == asked["project"]))
    severities = tuple(sorted({times.rank(word) for word in asked["severity"]}))
    found: dict[tuple[str, bool], dict[str, list[int]]] = {}
    for name, is_account, column, severity, count in (
        _by_region(connection, project, severities) if asked["by"] == "region" else _by_policy(connection, project, severities, asked["by"])
    ):
        if asked["project"] is None or project is not None:
            found.setdefault((name, is_account), {}).setdefault(column, [0] * 5)[severity] += count
    widths: dict[str, int] = {}
    for cells in found.values():
        for column, counts in cells.items():
            widths[column] = widths.get(column, 0) + sum(counts)
    columns = sorted(sorted(widths, key=lambda column: (-widths[column], column))[:MOST_COLUMNS])
    lines = sorted(found, key=lambda line: (-sum(map(sum, found[line].values())), line))
    return {
        "by": asked["by"],
        "project": asked["project"],
        "severities": [times.severity(rank) for rank in severities],
        "projects": list(connection.scalars(sa.select(schema.project.c.name).order_by(schema.project.c.name).limit(300))),
        "columns": [column or None for column in columns],
        "rows": [_row(name, is_account, found[name, is_account], columns) for name, is_account in lines[:MOST_ROWS]],
        "most": max((sum(counts) for cells in found.values() for counts in cells.values()), default=0),
        "more_rows": max(0, len(lines) - MOST_ROWS),
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


def _by_region(connection: sa.Connection, project: int | None, severities: tuple[int, ...]) -> list[tuple[str, bool, str, int, int]]:
    table, place = schema.standing.c, schema.place.c
    asks = choice.standing_where(choice.Choice((), severities, project=project))
    inner = sa.select(table.place, table.severity, sa.func.sum(table.open).label("open")).where(*asks)
    summed = inner.group_by(table.place, table.severity).subquery()
    rows = connection.execute(
        sa.select(place.account, place.world, place.region, summed.c.severity, summed.c.open)
        .join(schema.place, place.id == summed.c.place)
        .where(summed.c.open > 0)
    )
    return [(row.account or row.world, bool(row.account), row.region, row.severity, int(row.open)) for row in rows]


def _by_policy(
    connection: sa.Connection, project: int | None, severities: tuple[int, ...], by: str
) -> list[tuple[str, bool, str, int, int]]:
    """By the category of a policy, or by its service: that of the resources it is asked of."""
    table, place, policy, finding = schema.standing.c, schema.place.c, schema.policy.c, schema.finding.c
    asks = choice.standing_where(choice.Choice((), severities, project=project))
    of = sa.select(schema.resource.c.type).join(schema.finding, finding.resource == schema.resource.c.id)
    first = of.where(finding.policy == policy.id).limit(1).scalar_subquery() if by == "service" else policy.category
    columns = {
        row.id: service_of(row.column or "") if by == "service" else row.column
        for row in connection.execute(sa.select(policy.id, first.label("column")))
    }
    name = grouping.account_of(schema.place).label("name")
    accounts = sa.select(place.id, name, (place.account != "").label("is_account")).subquery()
    grouped = (
        sa.select(accounts.c.name, accounts.c.is_account, table.policy, table.severity, sa.func.sum(table.open).label("open"))
        .join(accounts, accounts.c.id == table.place)
        .where(*asks, table.open > 0)
        .group_by(accounts.c.name, accounts.c.is_account, table.policy, table.severity)
    )
    found: dict[tuple[str, bool, str, int], int] = {}
    for row in connection.execute(grouped):
        key = (row.name, bool(row.is_account), columns[row.policy], row.severity)
        found[key] = found.get(key, 0) + int(row.open)
    return [(*key, count) for key, count in found.items()]
