"""Which findings are chosen, and how a page of them is read without walking through all of them.

A page is at most `size` rows in the order of (opened, id), newest first. Each set of filters is read as a few streams, each of which an
index gives in that order; their first rows are merged. What no index knows (a resource's owner, type, name) is looked up for few
resources, else tried on at most LOOK findings a page, which then says how far it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import times
from scanner.history.queries.asking import Asked
from scanner.records import dataclass, replace

DEFAULT_STATUSES: Final = ("open",)
LOOK: Final = 20_000
"""Findings that a page tries where no index knows what is asked."""
FEW: Final = 2_000
"""Resources whose findings are read one resource after the other."""
MOST_STREAMS: Final = 240
ORDER: Final = "order by opened desc, id desc"
LAST: Final = "\U0010ffff"
"""After all characters."""
Key = tuple[int, int]
"""(opened, id) of a row."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Filters, resolved to the rows that they name. `places`, `policy` and `project` are None where they are not filtered."""

    statuses: tuple[str, ...]
    severities: tuple[int, ...]
    """Ranks; empty: all."""
    policy: int | None = None
    places: tuple[int, ...] | None = None
    project: int | None = None
    owner: str | None = None
    type: str | None = None
    text: str | None = None
    since: int | None = None
    until: int | None = None
    """Seconds; exclusive."""
    nothing: str = ""
    """The filters that name what the history has nothing of: `policy`; empty where all is there."""

    @property
    def of_resources(self) -> bool:
        """Whether resources are filtered."""
        return self.owner is not None or self.type is not None or bool(self.text)

    @property
    def counted(self) -> bool:
        """Whether `standing` knows how many there are."""
        return not self.of_resources and self.since is None and self.until is None and set(self.statuses) <= set(schema.COUNTS)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of findings, by number, in order."""

    ids: tuple[int, ...]
    next: Key | None
    """Where the next page goes on; None after the last."""
    looked: int | None = None
    """Where a page is not full because only so many were tried: when the last of those was opened."""


def choice_of(connection: sa.Connection, asked: Asked) -> Choice:
    """The filters of a page."""
    nothing = ""
    project = policy = None
    if asked["project"] is not None:
        project = connection.scalar(sa.select(schema.project.c.id).where(schema.project.c.name == asked["project"]))
        nothing = nothing or ("" if project is not None else "project")
    if asked["policy"] is not None:
        policy = connection.scalar(sa.select(schema.policy.c.id).where(schema.policy.c.name == asked["policy"]))
        nothing = nothing or ("" if policy is not None else "policy")
    places = None
    told = [name for name in ("account", "region", "world") if asked[name] is not None]
    if told:
        place = schema.place.c
        asks = [place[name] == asked[name] for name in told]
        asks += [place.project == project] if project is not None else []
        places = tuple(connection.scalars(sa.select(place.id).where(*asks).order_by(place.id)))
        nothing = nothing or ("" if places else " and ".join(told))
    return Choice(
        statuses=asked["status"] or DEFAULT_STATUSES,
        severities=tuple(sorted({times.rank(word) for word in asked["severity"]})),
        policy=policy,
        places=places,
        project=project,
        owner=asked["owner"],
        type=asked["type"],
        text=asked["text"],
        since=None if asked["since"] is None else times.begins(asked["since"]),
        until=None if asked["until"] is None else times.begins(asked["until"]) + times.DAY,
        nothing=nothing,
    )


def standing_where(choice: Choice, table: sa.Table = schema.standing) -> list[sa.ColumnElement[bool]]:
    """The conditions of a choice on `standing`, or on `standing_owner`."""
    found = []
    if choice.policy is not None and "policy" in table.c:
        found.append(table.c.policy == choice.policy)
    if choice.owner is not None and "owner" in table.c:
        found.append(table.c.owner == choice.owner)
    if choice.severities:
        found.append(table.c.severity.in_(choice.severities))
    if choice.places is not None:
        found.append(table.c.place.in_(choice.places))
    elif choice.project is not None:
        found.append(table.c.place.in_(sa.select(schema.place.c.id).where(schema.place.c.project == choice.project)))
    return found


def amount(choice: Choice, table: sa.Table = schema.standing) -> sa.ColumnElement[int]:
    """How many findings of its statuses a row of `standing`, or of `standing_owner`, counts."""
    columns = [table.c[status] for status in choice.statuses]
    whole: sa.ColumnElement[int] = columns[0]
    for column in columns[1:]:
        whole = whole + column
    return whole


def total(connection: sa.Connection, choice: Choice) -> int | None:
    """How many there are; None where that would have to be counted."""
    if choice.nothing:
        return 0
    if not choice.counted:
        return None
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(amount(choice)), 0)).where(*standing_where(choice))) or 0)


def page(connection: sa.Connection, choice: Choice, after: Key | None, size: int) -> Page:
    """The page after a row, or the first."""
    if choice.nothing or (choice.counted and after is None and total(connection, choice) == 0):
        return Page((), None)
    resources = _few_resources(connection, choice)
    if resources is not None:
        return _of_resources(connection, choice, resources, after, size)
    streams, rest = _streams(connection, choice)
    return _merge(connection, choice, streams, rest, after, size)


def pages(connection: sa.Connection, choice: Choice, size: int) -> Iterator[tuple[int, ...]]:
    """All that is chosen, page after page."""
    after: Key | None = None
    while True:
        found = page(connection, choice, after, size)
        if found.ids:
            yield found.ids
        if found.next is None:
            return
        after = found.next


@dataclass(frozen=True, slots=True)
class _Stream:
    """Conditions that an index meets in the order of (opened, id)."""

    status: str
    where: str


def _few_resources(connection: sa.Connection, choice: Choice) -> list[int] | None:
    """The resources that the filters name, if those are few."""
    if not choice.of_resources:
        return None
    found = list(connection.scalars(sa.select(schema.resource.c.id).where(*resource_where(choice)).limit(FEW + 1)))
    return found if len(found) <= FEW else None


def resource_where(choice: Choice) -> list[sa.ColumnElement[bool]]:
    """The conditions of a choice on `resource`: its id, or what a person calls it, begins with the text."""
    column = schema.resource.c
    found = []
    if choice.owner is not None:
        found.append(column.owner == choice.owner)
    if choice.type is not None:
        found.append(column.type == choice.type)
    if choice.text:
        called = choice.text.lower()
        found.append(
            sa.or_(
                sa.and_(column.called >= called, column.called < called + LAST),
                sa.and_(column.name >= choice.text, column.name < choice.text + LAST),
            )
        )
    return found


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
            return [
                _Stream(status, f"policy = {choice.policy} and place = {place} and status = '{status}'")
                for status in choice.statuses
                for place in places
            ], rest + _resource_rest(choice)
        rest.append(f"policy + 0 = {choice.policy}")
        places = choice.places
    rest += _resource_rest(choice)
    if places is not None and len(places) * len(choice.statuses) * len(severities) <= MOST_STREAMS:
        wheres = [f"place = {place} and severity = {severity}" for place in places for severity in severities]
    elif choice.project is not None:
        wheres = [f"project = {choice.project} and severity = {severity}" for severity in severities]
    else:
        wheres = [f"severity = {severity}" for severity in severities] if choice.severities else [""]
    if places is not None and not wheres[0].startswith("place"):
        rest.append(f"place + 0 in ({_numbers(places)})")
    return [
        _Stream(status, f"status = '{status}'" + (f" and {where}" if where else "")) for status in choice.statuses for where in wheres
    ], rest


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
    """The first `size` rows of streams after a key."""
    if not streams:
        return Page((), None)
    values: dict[str, Any] = {"since": choice.since, "until": choice.until, "owner": choice.owner, "type": choice.type}
    values.update(text=choice.text, beyond=f"{choice.text}{LAST}", called=(choice.text or "").lower())
    values.update(called_beyond=f"{values['called']}{LAST}")
    spans = _span(after, values)
    bound = _bound(connection, streams, spans, values) if rest else None
    if bound is not None:
        values.update(end_opened=bound[0], end_id=bound[1])
        spans = [*spans, "(opened, id) >= (:end_opened, :end_id)"]
    keys = _first(connection, streams, [*spans, *rest], f"limit {size + 1}", values)
    if len(keys) > size:
        return Page(tuple(key[1] for key in keys[:size]), keys[size - 1])
    return Page(tuple(key[1] for key in keys), bound, None if bound is None else bound[0])


def _first(connection: sa.Connection, streams: list[_Stream], asks: list[str], limit: str, values: Mapping[str, Any]) -> list[Key]:
    """What `limit` leaves of each stream, merged, and what it leaves of that. Made of numbers, of our words and of bound parameters."""
    parts = [
        f"select opened, id from (select opened, id from finding where {' and '.join([stream.where, *asks])} {ORDER} {limit}) s{number}"  # noqa: S608  # as said
        for number, stream in enumerate(streams)
    ]
    whole = f"select opened, id from ({' union all '.join(parts)}) a {ORDER} {limit.partition(' offset')[0]}"  # noqa: S608  # as said
    used = {name: value for name, value in values.items() if f":{name}" in whole}
    return [(int(row[0]), int(row[1])) for row in connection.execute(sa.text(whole), used)]


def _span(after: Key | None, values: dict[str, Any]) -> list[str]:
    """What lies after the key, and between the days."""
    spans = [f"opened {sign} :{name}" for sign, name in ((">=", "since"), ("<", "until")) if values[name] is not None]
    if after is not None:
        spans.append("(opened, id) < (:after_opened, :after_id)")
        values.update(after_opened=after[0], after_id=after[1])
    return spans


def _bound(connection: sa.Connection, streams: list[_Stream], spans: list[str], values: Mapping[str, Any]) -> Key | None:
    """The key down to which about LOOK rows are tried, as the indexes alone tell; None where that is all of them."""
    return next(iter(_first(connection, streams, spans, f"limit 1 offset {max(1, LOOK // len(streams))}", values)), None)


def _numbers(values: Iterable[int]) -> str:
    return ", ".join(map(str, values))
