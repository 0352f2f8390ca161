"""Tells a channel what was opened or reopened since it was last told; nothing is told twice.

A row of `notification` stands for what was told, and the highest one for how far the channel was led through the events. While a message
is on its way a row with a negative time holds the channel: a second `notify` does not post beside the first. A row that is older than a
message can take belongs to one that died.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from scanner.errors import UsageError
from scanner.history import schema, store
from scanner.history.queries import times
from scanner.notify.forms import GROUPS, SHOWN, Group, News, Told
from scanner.records import dataclass
from scanner.report import Severity

STALE: Final = 900
"""Seconds after which a message that was on its way is taken for lost."""
_BEFORE: Final = schema.run_place.alias("before")
_FIRST_LOOK: Final = ~(
    sa.exists()
    .where(_BEFORE.c.place == schema.finding.c.place, _BEFORE.c.evaluated, _BEFORE.c.run < schema.event.c.run)
    .correlate(schema.finding, schema.event)
)
"""No run that is kept evaluated the place of a finding before."""
HAPPENED: Final = (str(schema.Happened.OPENED), str(schema.Happened.REOPENED))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a channel wants to know."""

    severity: Severity = Severity.HIGH
    """And worse."""
    project: str | None = None
    form: str = "generic"
    url: str | None = None
    """Where the dashboard is, for links."""


class Channel:
    """A webhook as the history knows it."""

    def __init__(self, place: str, address: str, wanted: Wanted, clock: Callable[[], float] = time.time) -> None:
        """`place`: the history; it must be there. UsageError otherwise."""
        store.for_reading(place).dispose()
        self._engine = store.for_writing(place)
        self._digest = hashlib.blake2b(f"{address.strip()}\n{wanted.project or ''}".encode(), digest_size=16).digest()
        self._wanted = wanted
        self._clock = clock

    def close(self) -> None:
        """Let the history go."""
        self._engine.dispose()

    def news(self) -> News:
        """What would be told now. UsageError for a project that is not in the history."""
        with store.reading(self._engine) as connection:
            return self._news(connection)

    def claim(self) -> News:
        """What is to be told, and the channel held until `tell` or `release`. UsageError where another message is on its way."""
        row = schema.notification
        now = int(self._clock())
        mine = row.c.channel == self._digest
        with store.writing(self._engine) as connection:
            connection.execute(sa.delete(row).where(mine, row.c.sent < 0, row.c.sent > STALE - now))
            if connection.execute(sa.select(row.c.id).where(mine, row.c.sent < 0)).first() is not None:
                raise UsageError("a message to this channel is on its way; run it again in a while")
            found = self._news(connection)
            if found.top is not None:
                connection.execute(sa.insert(row).values(channel=self._digest, event=found.top, sent=-now))
        return found

    def tell(self, found: News) -> None:
        """Write down that it was told."""
        row = schema.notification
        now = int(self._clock())
        with store.writing(self._engine) as connection:
            connection.execute(sa.update(row).where(row.c.channel == self._digest, row.c.sent < 0).values(sent=now))
            if found.floor is None:  # the row above is enough to say that all before it was told
                return
            events = sa.select(sa.literal(self._digest), schema.event.c.id, sa.literal(now)).where(
                *self._conditions(connection, found.floor, found.top), schema.event.c.id != found.top
            )
            joined = events.join(schema.finding, schema.finding.c.id == schema.event.c.finding)
            connection.execute(sa.insert(row).from_select(["channel", "event", "sent"], joined))

    def release(self) -> None:
        """Let the channel go, as nothing was told."""
        row = schema.notification
        with store.writing(self._engine) as connection:
            connection.execute(sa.delete(row).where(row.c.channel == self._digest, row.c.sent < 0))

    def _news(self, connection: sa.Connection) -> News:
        row = schema.notification
        floor = connection.scalar(sa.select(sa.func.max(row.c.event)).where(row.c.channel == self._digest, row.c.sent > 0))
        top = connection.scalar(sa.select(sa.func.max(schema.event.c.id)))
        if top is None or top == floor:
            return News(floor, None)
        where = self._conditions(connection, floor, top)
        counted = self._counts(connection, where)
        if floor is None:
            groups, looks = self._groups(connection, where), 0
            counted = _begun(counted)
        else:
            by_rules = schema.event.c.by_rules
            groups = self._groups(connection, [*where, sa.or_(by_rules.is_(False), _FIRST_LOOK)])
            looks = sum(self._counts(connection, [*where, by_rules, _FIRST_LOOK]).values())
        return News(floor, top, counted, tuple(groups[:GROUPS]), max(0, len(groups) - GROUPS), looks)

    def _conditions(self, connection: sa.Connection, floor: int | None, top: int | None) -> list[Any]:
        """Events that the channel was not told, of findings that are open still."""
        event, finding = schema.event, schema.finding
        where = [
            event.c.id <= top,
            event.c.happened.in_(HAPPENED),
            finding.c.status == str(schema.Status.OPEN),
            finding.c.severity <= self._wanted.severity.rank,
        ]
        if floor is not None:  # a new channel begins with all that is open
            where.append(event.c.id > floor)
        if self._wanted.project is not None:
            number = connection.scalar(sa.select(schema.project.c.id).where(schema.project.c.name == self._wanted.project))
            if number is None:
                raise UsageError(f'there is no project "{self._wanted.project}" in the history; plimsoll history lists them')
            where.append(finding.c.project == number)
        return where

    def _counts(self, connection: sa.Connection, where: Sequence[Any]) -> dict[tuple[str, str, bool], int]:
        """(severity, what happened, newly judged) -> findings."""
        event, finding = schema.event, schema.finding
        keys = (finding.c.severity, event.c.happened, event.c.by_rules)
        query = sa.select(*keys, sa.func.count(finding.c.id.distinct()).label("n"))
        query = query.join(finding, finding.c.id == event.c.finding).where(*where).group_by(*keys)
        return {(times.severity(each.severity), each.happened, bool(each.by_rules)): each.n for each in connection.execute(query)}

    def _groups(self, connection: sa.Connection, where: Sequence[Any]) -> list[Group]:
        """By policy, the worst and largest first; findings of the first few."""
        event, finding, policy = schema.event, schema.finding, schema.policy
        amount = sa.func.count(finding.c.id.distinct()).label("n")
        query = sa.select(policy.c.id, policy.c.name, policy.c.title, sa.func.min(finding.c.severity).label("worst"), amount)
        query = query.join(finding, finding.c.id == event.c.finding).join(policy, policy.c.id == finding.c.policy).where(*where)
        query = query.group_by(policy.c.id, policy.c.name, policy.c.title).order_by("worst", amount.desc(), policy.c.name)
        found = connection.execute(query).all()
        return [
            Group(
                each.name,
                each.title,
                times.severity(each.worst),
                each.n,
                self._told(connection, where, each.id) if place < GROUPS else (),
            )
            for place, each in enumerate(found)
        ]

    def _told(self, connection: sa.Connection, where: Sequence[Any], policy: int) -> tuple[Told, ...]:
        """The worst findings of a policy, those of one fingerprint once."""
        event, finding, resource, place, project = schema.event, schema.finding, schema.resource, schema.place, schema.project
        query = (
            sa.select(
                finding.c.fingerprint,
                finding.c.severity,
                finding.c.message,
                resource.c.name.label("resource"),
                resource.c.type,
                resource.c.owner,
                place.c.account,
                place.c.region,
                project.c.name.label("project"),
                sa.func.max(event.c.at).label("at"),
                sa.func.max(event.c.happened).label("happened"),  # "reopened" comes after "opened"
            )
            .select_from(event)
            .join(finding, finding.c.id == event.c.finding)
            .join(resource, resource.c.id == finding.c.resource)
            .join(place, place.c.id == finding.c.place)
            .join(project, project.c.id == finding.c.project)
            .where(*where, finding.c.policy == policy)
        )
        columns = [each for each in query.selected_columns if each.name not in ("at", "happened")]
        query = query.group_by(*columns).order_by(finding.c.severity, sa.desc("at"), resource.c.name, finding.c.fingerprint).limit(SHOWN)
        return tuple(
            Told(
                each.fingerprint.hex(),
                times.severity(each.severity),
                each.message,
                each.resource,
                each.type,
                each.account,
                each.region,
                each.project,
                each.owner,
                each.happened,
                times.stamp(each.at),
            )
            for each in connection.execute(query)
        )


def _begun(counts: Mapping[tuple[str, str, bool], int]) -> dict[tuple[str, str, bool], int]:
    """What a first message counts: whatever opened it, it is open."""
    found: Counter[tuple[str, str, bool]] = Counter()
    for (severity, happened, _), count in counts.items():
        found[severity, happened, False] += count
    return found
