"""The page of findings: those that filters choose, newest first, or how many there are of each policy, resource, owner or account."""

from __future__ import annotations

import csv as csv_files
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner import lean_json
from scanner.history import schema
from scanner.history.queries import choice, grouping, rows, streams, times
from scanner.history.queries.asking import Asked
from scanner.history.queries.downloads import Download
from scanner.history.queries.paging import cursor
from scanner.outputs.csv_table import safe

MOST_CHOICES: Final = 300
"""Names that a filter's field offers."""
FIRST: Final = 200
WINDOW: Final = 1_000
"""Findings that a download reads first, and then at a time."""
COLUMNS: Final = (
    "policy",
    "title",
    "severity",
    "status",
    "unsure",
    "resource",
    "type",
    "part",
    "owner",
    "account",
    "region",
    "project",
    "world",
    "message",
    "written",
    "since",
    "age_days",
    "fixed",
    "reopened",
    "fingerprint",
)
"""Of the CSV."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """Findings or groups of them, with where the next page goes on.

    `total` is null where it would have to be counted. `looked_back_to` says, on a page that is not full, back to when findings were tried.
    """
    chosen = choice.choice_of(connection, asked)
    found: dict[str, Any] = {
        "statuses": list(chosen.statuses),
        "unknown_filter": chosen.nothing or None,
        "total": choice.total(connection, chosen),
        "group": asked["group"],
        "findings": [],
        "groups": [],
        "groups_of": None,
        "next": None,
        "looked_back_to": None,
        "choices": choices(connection),
        "empty": connection.scalar(sa.select(schema.run.c.id).limit(1)) is None,
    }
    if asked["group"]:
        return {**found, **grouping.groups(connection, chosen, asked)}
    page = streams.page(connection, chosen, asked["cursor"], asked.page_size)
    found["findings"] = rows.findings(connection, page.ids, asked.now)
    found["next"] = None if page.next is None else cursor(page.next)
    found["looked_back_to"] = times.stamp(page.looked)
    return found


def choices(connection: sa.Connection) -> dict[str, list[str]]:
    """What the filters' fields offer: the names that the history knows, of each at most MOST_CHOICES."""
    place = schema.place.c

    def names(column: sa.Column[Any], *asks: sa.ColumnElement[bool]) -> list[str]:
        return list(connection.scalars(sa.select(column).where(*asks).distinct().order_by(column).limit(MOST_CHOICES)))

    return {
        "policy": names(schema.policy.c.name),
        "account": names(place.account, place.account != ""),
        "region": names(place.region, place.region != ""),
        "project": names(schema.project.c.name),
        "owner": _different(connection, "owner"),
        "type": _different(connection, "type"),
    }


def _different(connection: sa.Connection, column: str) -> list[str]:
    """The different values of an indexed column of `resource`, by a step of the index for each."""
    rows_ = connection.execute(
        sa.text(
            f"with recursive d(v) as (select min({column}) from resource where {column} > ''"  # noqa: S608  # the column is ours
            f" union all select (select min({column}) from resource where {column} > d.v) from d where d.v is not null)"
            f" select v from d where v is not null limit {MOST_CHOICES}"
        )
    )
    return [str(row[0]) for row in rows_]


def csv(connection: sa.Connection, asked: Asked) -> Download:
    """All that is chosen, as CSV: no cell is one that a spreadsheet computes."""
    return Download("findings.csv", _csv(_all(connection, asked)))


def _csv(found: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    text = io.StringIO()
    lines = csv_files.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for one in found:
        lines.writerow([_cell(one[name]) for name in COLUMNS])
        if text.tell() > 1 << 14:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "") if isinstance(value, bool) else safe(str(value))


def json(connection: sa.Connection, asked: Asked) -> Download:
    """All that is chosen, as a list of JSON, one finding a line."""
    return Download("findings.json", _json(_all(connection, asked)))


def _json(found: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    yield "["
    before = "\n"
    for one in found:
        yield before + lean_json.dumps(dict(one), ensure_ascii=True)
        before = ",\n"
    yield "\n]\n"


def _all(connection: sa.Connection, asked: Asked) -> Iterator[Mapping[str, Any]]:
    for ids in streams.pages(connection, choice.choice_of(connection, asked), FIRST, WINDOW):
        yield from rows.findings(connection, ids, asked.now)
