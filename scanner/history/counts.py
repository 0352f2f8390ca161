"""How many findings stand how: kept up by what changed, never counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from scanner.history import bulk
from scanner.history import schema as s
from scanner.history.nouns import slices
from scanner.history.schema import CHANGES, COUNTS, Happened, Status

COLUMN: Final = {Status.OPEN: "open", Status.WAIVED: "waived", Status.UNKNOWN: "unknown", Status.PASSED: "passed"}
"""The statuses that are counted."""


class Counts:
    """What a run changed, to be laid over what is counted already."""

    def __init__(self) -> None:
        """Nothing has changed."""
        self._standing: Counter[tuple[int, int, int, str]] = Counter()
        self._owned: Counter[tuple[str, int, int, str]] = Counter()
        self._changes: Counter[tuple[int, int, int, str]] = Counter()
        """By place, policy, severity and what changed."""

    def add(self, place: int, policy: int, owner: str, severity: int, status: Status, number: int = 1) -> None:
        """Findings stand so; -1: no longer."""
        column = COLUMN.get(status)
        if column is not None:
            self._standing[place, policy, severity, column] += number
            self._owned[owner, place, severity, column] += number

    def own(self, place: int, severity: int, status: Status, owners: tuple[str, str], number: int) -> None:
        """The findings of a resource pass from one owner to another."""
        column = COLUMN.get(status)
        if column is not None:
            self._owned[owners[0], place, severity, column] -= number
            self._owned[owners[1], place, severity, column] += number

    def happen(self, place: int, policy: int, severity: int, happened: Happened, age: int | None, by_rules: bool) -> None:
        """Something happened to a finding."""
        name = {Happened.OPENED: "opened", Happened.REOPENED: "reopened", Happened.FIXED: "fixed"}.get(happened)
        if name is None:
            return
        if by_rules:
            name = "fixed_by_rules" if happened is Happened.FIXED else "opened_by_rules"
        self._changes[place, policy, severity, name] += 1
        if name == "fixed":
            self._changes[place, policy, severity, "fix_age"] += age or 0

    def total(self, name: str) -> int:
        """How many in all: "opened", "fixed", ..."""
        return sum(number for key, number in self._changes.items() if key[3] == name)

    def keep(self, connection: sa.Connection) -> None:
        """Lay the changes over `standing` and `standing_owner`."""
        _lay(connection, s.standing, ("place", "policy", "severity"), self._standing)
        _lay(connection, s.standing_owner, ("owner", "place", "severity"), self._owned)

    def summarise(self, connection: sa.Connection, run: int, project: int, places: Sequence[int], policies: Sequence[int]) -> None:
        """The summaries after a run that was to evaluate some places and asked some policies."""
        every = range(5)
        in_project = s.standing.c.place.in_(sa.select(s.place.c.id).where(s.place.c.project == project))
        whole = standing_by(connection, ("severity",))
        self._write(connection, s.summary_run, run, ("severity",), whole, {(rank,) for rank in every})
        own = standing_by(connection, ("severity",), in_project)
        self._write(connection, s.summary_project, run, ("severity",), own, {(rank,) for rank in every})
        by_place: dict[tuple[int, ...], dict[str, int]] = {}
        by_policy: dict[tuple[int, ...], dict[str, int]] = {}
        for part in slices(places):
            by_place |= standing_by(connection, ("place", "severity"), s.standing.c.place.in_(part))
        for part in slices(policies):
            by_policy |= standing_by(connection, ("policy", "severity"), s.standing.c.policy.in_(part))
        self._write(connection, s.summary_place, run, ("place", "severity"), by_place, {(place, 4) for place in places})
        self._write(connection, s.summary_policy, run, ("policy", "severity"), by_policy, {(policy, 4) for policy in policies})

    def _write(
        self,
        connection: sa.Connection,
        table: sa.Table,
        run: int,
        keys: tuple[str, ...],
        standing: Mapping[tuple[int, ...], Mapping[str, int]],
        always: set[tuple[int, ...]],
    ) -> None:
        """Rows of one summary: what stands, what changed, and those that are there in any case."""
        rows: dict[tuple[int, ...], dict[str, int]] = {key: dict(counts) for key, counts in standing.items()}
        chosen = itemgetter(*(("place", "policy", "severity").index(key) for key in keys))
        for key, number in self._changes.items():
            kept = chosen(key) if len(keys) > 1 else (chosen(key),)
            row = rows.get(kept)
            if row is None:
                row = rows[kept] = {}
            row[key[3]] = row.get(key[3], 0) + number
        columns = (*COUNTS, *CHANGES)
        written = [
            (run, *key, *(row.get(name, 0) for name in columns))
            for key in sorted(rows.keys() | always)
            if key in always or any(rows[key].values())
            for row in [rows.get(key, {})]
        ]
        bulk.insert(connection, table, ("run", *keys, *columns), written)


def standing_by(connection: sa.Connection, keys: tuple[str, ...], where: Any = None) -> dict[tuple[int, ...], dict[str, int]]:
    """Sums of `standing` by some of its keys."""
    columns = [s.standing.c[key] for key in keys]
    query = sa.select(*columns, *(sa.func.sum(s.standing.c[name]).label(name) for name in COUNTS)).group_by(*columns)
    rows = connection.execute(query if where is None else query.where(where))
    return {tuple(row[: len(keys)]): {name: int(getattr(row, name)) for name in COUNTS} for row in rows}


def _lay(connection: sa.Connection, table: sa.Table, keys: tuple[str, ...], changes: Mapping[tuple[Any, ...], int]) -> None:
    rows: dict[tuple[Any, ...], dict[str, int]] = {}
    for key, number in changes.items():
        if number:
            rows.setdefault(key[:-1], dict.fromkeys(COUNTS, 0))[key[-1]] += number
    if not rows:
        return
    insert = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(table)
    sums = {name: table.c[name] + insert.excluded[name] for name in COUNTS}
    statement = insert.on_conflict_do_update(index_elements=list(keys), set_=sums)
    connection.execute(statement, [dict(zip(keys, key, strict=True)) | counts for key, counts in rows.items()])
    connection.execute(table.delete().where(*(table.c[name] == 0 for name in COUNTS)))


def counted(rows: Iterable[Any]) -> dict[tuple[Any, ...], dict[str, int]]:
    """Counts by key, of rows that end with a status and a number."""
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for *key, status, number in rows:
        column = COLUMN.get(Status(status))
        if column is not None:
            found.setdefault(tuple(key), dict.fromkeys(COUNTS, 0))[column] += number
    return found
