"""Findings counted by policy, account, owner or resource.

The summaries know the counts of policies, accounts and owners for the filters that they know. For other filters, and for resources, the
newest findings are counted one by one; the answer says when those were not all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import choice, rows, streams, times
from scanner.history.queries.asking import Asked
from scanner.records import dataclass, replace

MOST: Final = 200
"""Groups that are told, the worst first."""
COUNTED: Final = 500
"""Findings that are counted one by one."""


_policy = schema.policy.c


@dataclass(frozen=True, slots=True)
class Group:
    """What is counted together."""

    name: str
    """What links and filters take."""
    title: str
    """Of a policy its title, of a resource its type, of an account "account" or "world"; of an owner nothing."""
    counts: tuple[int, int, int, int, int]
    """By severity, critical first."""


def groups(connection: sa.Connection, chosen: choice.Choice, asked: Asked) -> dict[str, Any]:
    """`groups`, worst first; `more_groups` are not told; `groups_of` is how many findings were counted where those are not all."""
    by = asked["group"]
    counted: int | None = None
    if chosen.nothing:
        found: list[Group] = []
    elif by != "resource" and _known(chosen, by):
        found = _of_summaries(connection, chosen, by)
    else:
        found, counted = _one_by_one(connection, chosen, by)
    found.sort(key=lambda group: ([-count for count in group.counts], group.name))
    return {
        "groups": [_told(group) for group in found[:MOST]],
        "more_groups": max(0, len(found) - MOST),
        "groups_of": counted,
    }


def _told(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "about": group.title or None,
        "total": sum(group.counts),
        "severities": dict(zip(times.SEVERITIES, group.counts, strict=True)),
    }


def _known(chosen: choice.Choice, by: str) -> bool:
    """Whether a summary has these counts."""
    if by != "owner":
        return chosen.counted
    return replace(chosen, owner=None).counted and chosen.policy is None


def _of_summaries(connection: sa.Connection, chosen: choice.Choice, by: str) -> list[Group]:
    if by == "policy":
        counted = choice.by_policy(connection, chosen, *chosen.statuses)
        named = {row[0]: (str(row[1]), str(row[2])) for row in connection.execute(sa.select(_policy.id, _policy.name, _policy.title))}
        return _grouped((*named[row[0]], row[1], sum(row[2:])) for row in counted if sum(row[2:]))
    if by == "account" and chosen.policy is None:
        counted = choice.by_place(connection, chosen, *chosen.statuses)
    else:
        table = schema.standing_owner if by == "owner" else schema.standing
        key, amount = table.c["owner" if by == "owner" else "place"], sa.func.sum(choice.amount(chosen, table))
        asks = choice.standing_where(chosen, table)
        rows = connection.execute(sa.select(key, table.c.severity, amount).where(*asks).group_by(key, table.c.severity)).all()
        if by == "owner":
            return _grouped((str(row[0]), "", int(row[1]), int(row[2])) for row in rows if row[2])
        counted = [tuple(map(int, row)) for row in rows]
    return _grouped((*name, severity, count) for name, severity, count in _of_accounts(connection, counted))


def _of_accounts(connection: sa.Connection, counted: Iterable[tuple[int, ...]]) -> Iterable[tuple[tuple[str, str], int, int]]:
    """Counts of places by the accounts that those are in."""
    rows = connection.execute(sa.select(schema.place.c.id, account_of(schema.place), kind_of(schema.place)))
    names = {row[0]: (str(row[1]), str(row[2])) for row in rows}
    return ((names[row[0]], row[1], sum(row[2:])) for row in counted if sum(row[2:]))


def account_of(place: sa.FromClause) -> sa.ColumnElement[str]:
    """The account of a place; of infrastructure code its world."""
    return sa.case((place.c.account != "", place.c.account), else_=place.c.world)


def kind_of(place: sa.FromClause) -> sa.ColumnElement[str]:
    """Which of the two `account_of` gives."""
    return sa.case((place.c.account != "", "account"), else_="world")


def _one_by_one(connection: sa.Connection, chosen: choice.Choice, by: str) -> tuple[list[Group], int | None]:
    """The groups of at most COUNTED findings, the newest; and how many those are, where they are not all."""
    ids: list[int] = []
    after: streams.Key | None = None
    while len(ids) < COUNTED:
        page = streams.page(connection, chosen, after, COUNTED - len(ids))
        ids += page.ids
        after = page.next
        if after is None or page.looked is not None:
            break
    return _grouped(_counts(connection, by, ids)), None if after is None else len(ids)


def _counts(connection: sa.Connection, by: str, ids: list[int]) -> Iterable[tuple[str, str, int, int]]:
    """(name, title, severity, count) of findings by a row of another table; its rows are read by their numbers, not joined."""
    if not ids:
        return
    finding = schema.finding.c
    table = {"policy": schema.policy, "account": schema.place}.get(by, schema.resource)
    key = finding[{"policy": "policy", "account": "place"}.get(by, "resource")]
    name = account_of(table) if by == "account" else table.c["owner" if by == "owner" else "name"]
    title = {"policy": schema.policy.c.title, "resource": schema.resource.c.type, "account": kind_of(schema.place)}.get(by, sa.literal(""))
    counted = sa.select(key, finding.severity, sa.func.count()).where(rows.among(finding.id, ids)).group_by(key, finding.severity)
    found = connection.execute(counted).all()
    told = connection.execute(sa.select(table.c.id, name, title).where(rows.among(table.c.id, {row[0] for row in found})))
    named = {row[0]: (str(row[1]), str(row[2])) for row in told}
    for number, severity, count in found:
        yield (*named[number], severity, count)


def _grouped(rows: Iterable[tuple[str, str, int, int]]) -> list[Group]:
    found: dict[tuple[str, str], list[int]] = {}
    for name, title, severity, count in rows:
        found.setdefault((name, title), [0] * 5)[severity] += count
    return [Group(name, title, (c[0], c[1], c[2], c[3], c[4])) for (name, title), c in found.items()]
