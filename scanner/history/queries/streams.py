"""How a page of chosen findings is read without walking through all of them.

A page is at most `size` rows in the order of (opened, id), newest first. Each set of filters is read as a few streams, each of which an
index gives in that order; their first rows are merged. What no index knows (a resource's owner, type, name) is looked up for few
resources, else tried on at most about LOOK findings a page, which then says how far it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries.choice import LAST, Choice, amount, resource_where, standing_where, total
from scanner.records import dataclass, replace

LOOK: Final = 2_500
"""Findings that a page tries where no index knows what is asked."""
FEW: Final = 2_000
"""Resources whose findings are read one resource after the other."""
MOST_STREAMS: Final = 240
ORDER: Final = "order by opened desc, id desc"
_Stream = dict[str, int | str]
"""Columns and their values, under which an index knows rows in the order of (opened, id)."""
Key = tuple[int, int]
"""(opened, id) of a row."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of findings, by number, in order."""

    ids: tuple[int, ...]
    next: Key | None
    """Where the next page goes on; None after the last."""
    looked: int | None = None
    """Where a page is not full because only so many were tried: when the last of those was opened."""


def page(connection: sa.Connection, choice: Choice, after: Key | None, size: int) -> Page:
    """The page after a row, or the first."""
    if choice.nothing or (choice.counted and after is None and total(connection, choice) == 0):
        return Page((), None)
    resources = _few_resources(connection, choice)
    if resources is not None:
        return _of_resources(connection, choice, resources, after, size)
    streams, rest = _streams(connection, choice)
    return _merge(connection, choice, streams, rest, after, size)


def pages(connection: sa.Connection, choice: Choice, first: int, size: int) -> Iterator[tuple[int, ...]]:
    """All that is chosen, page after page; of `first` rows the first, so that it comes soon."""
    found = page(connection, choice, None, first)
    while True:
        if found.ids:
            yield found.ids
        if found.next is None:
            return
        found = page(connection, choice, found.next, size)


def newest(connection: sa.Connection, policies: Iterable[int], project: int | None, status: str, size: int) -> dict[int, list[int]]:
    """By policy: the newest of its findings that stand so (as `standing` counts them), at most `size`.

    First it is asked when the newest in each place was opened: only the places with the newest of those can have what is wanted.
    """
    finding, standing = schema.finding.c, schema.standing.c
    of_it = (finding.policy == standing.policy, finding.place == standing.place, finding.status == status)
    head = sa.select(finding.opened).where(*of_it).order_by(finding.opened.desc(), finding.id.desc()).limit(1).scalar_subquery()
    mine = [standing.place.in_(sa.select(schema.place.c.id).where(schema.place.c.project == project))] if project is not None else []
    asked = sa.select(standing.policy, standing.place, head).where(standing.policy.in_(list(policies)), standing[status] > 0, *mine)
    heads: dict[int, list[Key]] = {}
    for policy, place, opened in connection.execute(asked.distinct()):
        heads.setdefault(policy, []).append((opened, place))
    found: dict[int, list[int]] = {}
    for policy, keys in heads.items():
        streams: list[_Stream] = [{"policy": policy, "place": place, "status": status} for _, place in sorted(keys, reverse=True)[:size]]
        found[policy] = [number for _, number in _first(connection, streams, [], size, {})]
    return found


def _few_resources(connection: sa.Connection, choice: Choice) -> list[int] | None:
    """The resources that the filters name, if those are few."""
    if not choice.of_resources:
        return None
    found = list(connection.scalars(sa.select(schema.resource.c.id).where(*resource_where(choice)).limit(FEW + 1)))
    return found if len(found) <= FEW else None


def _of_resources(connection: sa.Connection, choice: Choice, resources: list[int], after: Key | None, size: int) -> Page:
    """The findings of few resources, sorted here: an expression keeps the database from walking along an index of status instead."""
    column = schema.finding.c
    opened = column.opened
    asks: list[sa.ColumnElement[bool]] = [
        column.resource.in_(resources),
        sa.func.coalesce(column.status, "").in_(choice.statuses),
        *([column.severity.in_(choice.severities)] if choice.severities else []),
        *([column.policy + 0 == choice.policy] if choice.policy is not None else []),
        *([column.place.in_(choice.places)] if choice.places is not None else []),
        *([column.project + 0 == choice.project] if choice.project is not None else []),
        *([opened >= choice.since] if choice.since is not None else []),
        *([opened < choice.until] if choice.until is not None else []),
        *([sa.tuple_(opened, column.id) < sa.tuple_(*map(sa.literal, after))] if after is not None else []),
    ]
    found = sa.select(opened, column.id).where(*asks).order_by(opened.desc(), column.id.desc()).limit(size + 1)
    keys = [(int(row[0]), int(row[1])) for row in connection.execute(found)]
    return Page(tuple(key[1] for key in keys[:size]), keys[size - 1] if len(keys) > size else None)


def _streams(connection: sa.Connection, choice: Choice) -> tuple[list[_Stream], list[str]]:
    """The streams to be merged, and the conditions that each row must meet beside."""
    severities = choice.severities or tuple(range(5))
    if choice.owner is not None:
        choice = replace(choice, places=_places_of_owner(connection, choice))
    places = choice.places
    rest: list[str] = []
    if choice.policy is not None:
        places = tuple(_places_of(connection, choice))
        if len(places) * len(choice.statuses) <= MOST_STREAMS:
            if choice.severities:
                rest.append(f"severity + 0 in ({_numbers(severities)})")
            found: list[_Stream] = [
                {"policy": choice.policy, "place": place, "status": status} for status in choice.statuses for place in places
            ]
            return found, rest + _resource_rest(choice)
        rest.append(f"policy + 0 = {choice.policy}")
        places = choice.places
    rest += _resource_rest(choice)
    keys: list[_Stream]
    if places is not None and len(places) * len(choice.statuses) * len(severities) <= MOST_STREAMS:
        keys = [{"place": place, "severity": severity} for place in places for severity in severities]
        places = None
    elif choice.project is not None:
        keys = [{"project": choice.project, "severity": severity} for severity in severities]
    else:
        keys = [{"severity": severity} for severity in severities]
    if places is not None:
        rest.append(f"place + 0 in ({_numbers(places)})")
    return [{"status": status, **key} for status in choice.statuses for key in keys], rest


def _places_of(connection: sa.Connection, choice: Choice) -> Iterable[int]:
    """Where a policy has findings of the statuses, as far as `standing` tells; else all places that are asked for."""
    if set(choice.statuses) <= set(schema.COUNTS):
        return connection.scalars(
            sa.select(schema.standing.c.place)
            .where(*standing_where(choice), amount(choice) > 0)
            .distinct()
            .order_by(schema.standing.c.place)
        )
    if choice.places is not None:
        return choice.places
    place = schema.place.c
    return connection.scalars(
        sa.select(place.id).where(*([place.project == choice.project] if choice.project is not None else [])).limit(MOST_STREAMS + 1)
    )


def _places_of_owner(connection: sa.Connection, choice: Choice) -> tuple[int, ...] | None:
    """Where an owner has findings, as far as `standing_owner` tells; else all places that are asked for."""
    if not set(choice.statuses) <= set(schema.COUNTS):
        return choice.places
    column = schema.standing_owner.c
    found = set(connection.scalars(sa.select(column.place).where(column.owner == choice.owner).distinct()))
    return tuple(sorted(found if choice.places is None else found & set(choice.places)))


def _resource_rest(choice: Choice) -> list[str]:
    asks = []
    if choice.owner is not None:
        asks.append("r.owner = :owner")
    if choice.type is not None:
        asks.append("r.type = :type")
    if choice.text:
        asks.append("(r.called >= :called and r.called < :called_beyond or r.name >= :text and r.name < :beyond)")
    return [f"exists (select 1 from resource r where r.id = finding.resource and {' and '.join(asks)})"] if asks else []  # noqa: S608  # our words


def _merge(connection: sa.Connection, choice: Choice, streams: list[_Stream], rest: list[str], after: Key | None, size: int) -> Page:
    """The first `size` rows of streams after a key.

    Many findings were opened by one run, so a span of keys is read in pieces in each of which an index knows both ends.
    """
    if not streams:
        return Page((), None)
    text, called = choice.text or "", (choice.text or "").lower()
    values: dict[str, Any] = {"since": choice.since, "until": choice.until, "owner": choice.owner, "type": choice.type}
    values.update(text=text, beyond=text + LAST, called=called, called_beyond=called + LAST)
    days = [f"opened {sign} :{name}" for sign, name in ((">=", "since"), ("<", "until")) if values[name] is not None]
    bound = _bound(connection, streams, days, after, values) if rest else None
    keys: list[Key] = []
    for piece in _pieces(after, bound):
        keys += _first(connection, streams, [*piece, *days, *rest], size + 1 - len(keys), values)
        if len(keys) > size:
            return Page(tuple(key[1] for key in keys[:size]), keys[size - 1])
    return Page(tuple(key[1] for key in keys), bound, None if bound is None else bound[0])


def _pieces(after: Key | None, end: Key | None) -> Iterator[list[str]]:
    """Conditions on keys below `after` and not below `end`, newest first."""
    if after is not None and end is not None and after[0] == end[0]:
        yield [f"opened = {after[0]}", f"id < {after[1]}", f"id >= {end[1]}"]
        return
    if after is not None:
        yield [f"opened = {after[0]}", f"id < {after[1]}"]
    between = [f"opened < {after[0]}"] if after is not None else []
    yield between + ([f"opened > {end[0]}"] if end is not None else [])
    if end is not None:
        yield [f"opened = {end[0]}", f"id >= {end[1]}"]


def _bound(connection: sa.Connection, streams: list[_Stream], days: list[str], after: Key | None, values: Mapping[str, Any]) -> Key | None:
    """The key down to which about LOOK rows are tried, as the indexes alone tell; None where that is all of them."""
    for piece in _pieces(after, None):
        for key in _first(connection, streams, [*piece, *days], 1, values, skip=LOOK):
            return key
    return None


def _first(
    connection: sa.Connection, streams: list[_Stream], asks: list[str], count: int, values: Mapping[str, Any], *, skip: int = 0
) -> list[Key]:
    """The first rows of streams, merged, after those that are skipped. Made of numbers, of our words and of bound parameters.

    Of more than one stream PostgreSQL skips in each its share, so about as many.
    """
    if connection.dialect.name == "postgresql" and len(streams) > 1:
        whole = _lateral(streams, asks, count, max(1, skip // len(streams)) if skip else 0)
    else:
        whole = f"{_united(streams, asks)} {ORDER} limit {count} offset {skip}"
    used = {name: value for name, value in values.items() if f":{name}" in whole}
    return [(int(row[0]), int(row[1])) for row in connection.execute(sa.text(whole), used)]


def _united(streams: list[_Stream], asks: list[str]) -> str:
    """The rows of all streams: SQLite merges them as they are read, each in the order of its index."""
    wheres = [" and ".join([*(f"{column} = {_quoted(value)}" for column, value in stream.items()), *asks]) for stream in streams]
    return " union all ".join(f"select opened, id from finding where {where}" for where in wheres)  # noqa: S608  # as said


def _lateral(streams: list[_Stream], asks: list[str], count: int, skip: int) -> str:
    """The first rows of each stream, planned once for all, and the first of those."""
    columns = tuple(streams[0])
    told = ", ".join(f"({', '.join(_quoted(stream[column]) for column in columns)})" for stream in streams)
    where = " and ".join([*(f"finding.{column} = v.{column}" for column in columns), *asks])
    return (
        f"select s.opened, s.id from (values {told}) v({', '.join(columns)})"  # noqa: S608  # as said
        f" cross join lateral (select opened, id from finding where {where} {ORDER} limit {count} offset {skip}) s {ORDER} limit {count}"
    )


def _quoted(value: int | str) -> str:
    """A number, or a status: one of our own words."""
    return f"'{value}'" if isinstance(value, str) else str(value)


def _numbers(values: Iterable[int]) -> str:
    return ", ".join(map(str, values))
