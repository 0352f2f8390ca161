"""Which findings are chosen by the filters of a page, and how many there are as far as the summaries know."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import times
from scanner.history.queries.asking import Asked
from scanner.records import dataclass, replace

DEFAULT_STATUSES: Final = ("open",)
LAST: Final = "\U0010ffff"
"""After all characters."""


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


def by_place(connection: sa.Connection, choice: Choice, *names: str) -> list[tuple[int, ...]]:
    """(place, severity, and of each of `names` how many stand so) for the places of a choice without a policy.

    Read from the summary of the last run that was to look at each: nothing has changed there since. What was found where no run said it
    looked is counted.
    """
    table, standing, place = schema.summary_place.c, schema.standing.c, schema.place.c
    asks: list[sa.ColumnElement[bool]] = [place.id.in_(choice.places)] if choice.places is not None else []
    asks += [place.project == choice.project] if choice.project is not None else []
    tried = sa.and_(place.id == table.place, place.tried_run == table.run)
    last = sa.select(table.place, table.severity, *(table[name] for name in names)).join(schema.place, tried).where(*asks)
    rest = (
        sa.select(standing.place, standing.severity, *(sa.func.sum(standing[name]) for name in names))
        .where(standing.place.in_(sa.select(place.id).where(place.tried_run.is_(None), *asks)))
        .group_by(standing.place, standing.severity)
    )
    wanted = choice.severities or range(len(times.SEVERITIES))
    found = [*connection.execute(last), *connection.execute(rest)]
    return [tuple(map(int, row)) for row in found if row[1] in wanted]


def by_policy(connection: sa.Connection, choice: Choice, *names: str) -> list[tuple[int, ...]]:
    """(policy, severity, and of each of `names` how many stand so), as far as a choice has no owner.

    Of the whole history it is read from the summaries of the last runs that asked each policy, where those are still kept; of a project
    that has most of the places, as that without what the other projects have.
    """
    if choice.places is not None or choice.policy is not None:
        return _walked(connection, names, *standing_where(choice))
    if choice.project is None:
        return _of_all(connection, choice, names)
    place, standing = schema.place.c, schema.standing.c
    rows = connection.execute(sa.select(place.project, sa.func.count()).group_by(place.project))
    places = {int(project): int(number) for project, number in rows}
    if 2 * places.get(choice.project, 0) <= sum(places.values()):
        return _walked(connection, names, *standing_where(choice))
    elsewhere = [
        standing.place.in_(sa.select(place.id).where(place.project != choice.project)),
        *standing_where(replace(choice, project=None)),
    ]
    left = {row[:2]: row[2:] for row in _of_all(connection, choice, names)}
    for row in _walked(connection, names, *elsewhere):
        whole = left.get(row[:2], row[2:])
        left[row[:2]] = tuple(all_ - other for all_, other in zip(whole, row[2:], strict=True))
    return [(*key, *counts) for key, counts in left.items()]


def _of_all(connection: sa.Connection, choice: Choice, names: tuple[str, ...]) -> list[tuple[int, ...]]:
    """`by_policy` of all places."""
    table, policy = schema.summary_policy.c, schema.policy.c
    severities = [table.severity.in_(choice.severities)] if choice.severities else []
    last = sa.and_(policy.id == table.policy, policy.last_run == table.run)
    kept = sa.select(table.policy, table.severity, *(table[name] for name in names)).join(schema.policy, last)
    found = [tuple(map(int, row)) for row in connection.execute(kept.where(*severities))]
    missing = list(connection.scalars(sa.select(policy.id).where(policy.id.not_in(sa.select(table.policy).join(schema.policy, last)))))
    if not missing:
        return found
    in_severities = [schema.standing.c.severity.in_(choice.severities)] if choice.severities else []
    return found + _walked(connection, names, schema.standing.c.policy.in_(missing), *in_severities)


def _walked(connection: sa.Connection, names: tuple[str, ...], *asks: sa.ColumnElement[bool]) -> list[tuple[int, ...]]:
    """`by_policy` as rows of `standing` tell it."""
    standing = schema.standing.c
    sums = (sa.func.sum(standing[name]) for name in names)
    query = sa.select(standing.policy, standing.severity, *sums).where(*asks).group_by(standing.policy, standing.severity)
    return [tuple(map(int, row)) for row in connection.execute(query)]


def total(connection: sa.Connection, choice: Choice) -> int | None:
    """How many there are; None where that would have to be counted."""
    if choice.nothing:
        return 0
    if not choice.counted:
        return None
    if choice.policy is None:
        return sum(sum(row[2:]) for row in by_place(connection, choice, *choice.statuses))
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(amount(choice)), 0)).where(*standing_where(choice))) or 0)


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
