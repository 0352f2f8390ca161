"""What findings name: projects, places, policies, resources. Their rows are found or made, and numbered by the one writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from scanner.history import schema as s
from scanner.history.lines import RANKS, plain
from scanner.history.packing import Packing, as_json
from scanner.history.scope import Where
from scanner.outputs.grounds import called
from scanner.records import dataclass

SLICE: Final = 2000
"""Values that one statement asks for."""
_T = TypeVar("_T")


def slices(values: Iterable[_T], size: int = SLICE) -> Iterator[Sequence[_T]]:
    """Values in slices that a statement can take."""
    held = list(values)
    for start in range(0, len(held), size):
        yield held[start : start + size]


class Numbers:
    """The next number of each table: there is one writer, so it counts by itself."""

    def __init__(self, connection: sa.Connection) -> None:
        """Take the connection."""
        self._connection = connection
        self._last: dict[str, int] = {}

    def next(self, table: sa.Table) -> int:
        """A number that no row of the table has."""
        if table.name not in self._last:
            self._last[table.name] = self._connection.scalar(sa.select(sa.func.max(table.c.id))) or 0
        self._last[table.name] += 1
        return self._last[table.name]


@dataclass(slots=True)
class PlaceRow:
    """A place, and the last runs that looked there."""

    id: int
    where: Where
    last_run: int | None
    tried_run: int | None


class Places:
    """The places of a project."""

    def __init__(self, connection: sa.Connection, numbers: Numbers, project: int) -> None:
        """Read them."""
        self._connection = connection
        self._numbers = numbers
        self._project = project
        rows = connection.execute(sa.select(s.place).where(s.place.c.project == project))
        self.by_where = {
            (where := Where(row.world, row.account, row.region)): PlaceRow(row.id, where, row.last_run, row.tried_run) for row in rows
        }
        self.by_id = {row.id: row for row in self.by_where.values()}
        self._was_evaluated = any(row.last_run is not None for row in self.by_id.values())

    def is_new_to_us(self, place: int) -> bool:
        """Whether a place that no run evaluated may have been as it is for long: an account's, or any in the first run of a project.

        A template or root that a later run is the first to find was written meanwhile.
        """
        return not self._was_evaluated or self.by_id[place].where.account != ""

    def of(self, where: Where) -> PlaceRow:
        """The place of a name; it is made where it is new."""
        row = self.by_where.get(where)
        if row is None:
            row = PlaceRow(self._numbers.next(s.place), where, None, None)
            self.by_where[where] = self.by_id[row.id] = row
            named = {"world": where.world, "account": where.account, "region": where.region}
            self._connection.execute(s.place.insert(), {"id": row.id, "project": self._project, **named})
        return row


class Policies:
    """The policies that the history knows, and those of this run."""

    def __init__(
        self, connection: sa.Connection, numbers: Numbers, run: int, rules: Sequence[Mapping[str, Any]], out_of_reach: Iterable[str]
    ):
        """Take the run's rules, as its report has them; `out_of_reach`: those that were not asked."""
        self._connection = connection
        self._numbers = numbers
        self._run = run
        self.ids: dict[str, int] = {}
        self._digests: dict[str, bytes] = {}
        for row in connection.execute(sa.select(s.policy.c.id, s.policy.c.name, s.policy.c.digest)):
            self.ids[row.name], self._digests[row.name] = row.id, row.digest
        without = set(out_of_reach)
        self.rules = {plain(rule["id"]): rule for rule in rules}
        self.asked = digests_of(rules, without)
        """By id of those that were asked: the digest of the rule."""

    def keep(self) -> None:
        """Make the rows of those asked what this run says of them."""
        new, changed = [], []
        for name, digest in self.asked.items():
            if name not in self.ids:
                self.ids[name] = self._numbers.next(s.policy)
                new.append(self._row(name, digest) | {"first_run": self._run, "last_run": self._run})
            elif self._digests[name] != digest:
                row = self._row(name, digest)
                changed.append({f"new_{key}": value for key, value in row.items()} | {"new_changed_run": self._run})
        if new:
            self._connection.execute(s.policy.insert(), new)
        if changed:
            keys = [key.removeprefix("new_") for key in changed[0] if key != "new_id"]
            values: dict[Any, Any] = {key: sa.bindparam(f"new_{key}") for key in keys}
            self._connection.execute(s.policy.update().where(s.policy.c.id == sa.bindparam("new_id")).values(values), changed)
        for part in slices(self.asked_ids()):
            self._connection.execute(s.policy.update().where(s.policy.c.id.in_(part)).values(last_run=self._run))

    def asked_ids(self) -> list[int]:
        """The rows of the policies that were asked."""
        return [self.ids[name] for name in self.asked]

    def of(self, name: str) -> int:
        """The policy of a name, of which a finding may speak though no rule does."""
        if name not in self.ids:
            self.ids[name] = self._numbers.next(s.policy)
            row = self._row(name, bytes(16)) | {"first_run": self._run, "last_run": self._run}
            self._connection.execute(s.policy.insert(), row)
        return self.ids[name]

    def _row(self, name: str, digest: bytes) -> dict[str, Any]:
        rule = self.rules.get(name, {"id": name, "title": name, "severity": "info", "category": ""})
        return {
            "id": self.ids[name],
            "name": name,
            "digest": digest,
            "title": plain(rule["title"]),
            "severity": RANKS[rule["severity"]],
            "category": plain(rule["category"]),
            "rule": rule,
        }


def digests_of(rules: Iterable[Mapping[str, Any]], without: Iterable[str]) -> dict[str, bytes]:
    """By id of the policies that were asked: the digest of the rule, as the report has it."""
    left_out = set(without)
    return {plain(rule["id"]): sha256(as_json(rule)).digest()[:16] for rule in rules if rule["id"] not in left_out}


class RulesBefore:
    """By which rules places were judged before."""

    def __init__(self, connection: sa.Connection, packing: Packing) -> None:
        """Take the connection."""
        self._connection = connection
        self._packing = packing
        self._of_run: dict[int, dict[str, bytes]] = {}

    def of(self, run: int) -> dict[str, bytes]:
        """By id of the policies that a run asked: the digest of the rule."""
        if run not in self._of_run:
            query = sa.select(s.ruleset.c.rules, s.run.c.foot).join_from(s.run, s.ruleset).where(s.run.c.id == run)
            rules, foot = self._connection.execute(query).one()
            without = self._packing.unpack_json(foot)["summary"]["policiesWithoutReach"]
            self._of_run[run] = digests_of(self._packing.unpack_json(rules), without)
        return self._of_run[run]


class Resources:
    """The resources of places."""

    def __init__(self, connection: sa.Connection, numbers: Numbers) -> None:
        """Take the connection."""
        self._connection = connection
        self._numbers = numbers

    def of(self, named: Mapping[tuple[str, int, str], str]) -> tuple[dict[tuple[str, int, str], int], list[tuple[int, str, str]]]:
        """The rows of (name, place, type) with their owners, made where they are new.

        With those whose owner changed: (row, owner before, owner now).
        """
        found: dict[tuple[str, int, str], int] = {}
        moved = []
        for part in slices({name for name, _, _ in named}):
            for row in self._connection.execute(sa.select(s.resource).where(s.resource.c.name.in_(part))):
                key = (row.name, row.place, row.type)
                if key in named:
                    found[key] = row.id
                    if row.owner != named[key]:
                        moved.append((row.id, row.owner, named[key]))
        new = []
        for key, owner in named.items():
            if key not in found:
                found[key] = self._numbers.next(s.resource)
                name, place, type_name = key
                values = {"id": found[key], "name": name, "place": place, "type": type_name, "owner": owner}
                new.append(values | {"called": called(name).lower()[:200]})
        if new:
            self._connection.execute(s.resource.insert(), new)
        for number, _, owner in moved:
            self._connection.execute(s.resource.update().where(s.resource.c.id == number).values(owner=owner))
        return found, moved
