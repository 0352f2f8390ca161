"""The waivers that a run knew of, and which findings each excuses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from scanner.history import schema as s
from scanner.history.lines import plain
from scanner.history.nouns import Numbers, slices
from scanner.history.packing import as_json


class Exemptions:
    """The waivers of a project in one run."""

    def __init__(self, connection: sa.Connection, numbers: Numbers, run: int, project: int) -> None:
        """Read what is known."""
        self._connection = connection
        self._numbers = numbers
        self._run = run
        self._project = project
        query = sa.select(s.waiver.c.id, s.waiver.c.digest).where(s.waiver.c.project == project)
        self._ids = {row.digest: row.id for row in connection.execute(query)}
        self._here: dict[bytes, list[tuple[str, int]]] = {}
        """By what a finding tells of its waiver: (policy or glob, row) of this run's."""
        self.known: set[int] = set()
        """The rows of this run's waivers."""
        self.touched: set[int] = set()
        """Rows of which the number of findings may have changed."""

    def keep(self, stated: Iterable[Mapping[str, Any]]) -> None:
        """Make the rows what the report says of its waivers (`exemptions` of its summary)."""
        for one in stated:
            waiver = one["waiver"]
            state = {"state": one["state"], "broad": one.get("broad", False)}
            number = self._row(one["policy"], dict(one["selects"]), waiver, state)
            self._here.setdefault(_key(waiver), []).append((one["policy"], number))

    def of(self, waiver: Mapping[str, Any], policy: str) -> int:
        """The row of what a finding tells of its waiver; one is made where the report tells no more of it."""
        here = self._here.get(_key(waiver), [])
        for glob, number in here:
            if fnmatchcase(policy, glob):
                return number
        if here:
            return here[0][1]
        number = self._row(policy, {}, waiver, {"state": "holds", "broad": False})
        self._here.setdefault(_key(waiver), []).append((policy, number))
        return number

    def _row(self, policy: str, selects: dict[str, Any], waiver: Mapping[str, Any], state: dict[str, Any]) -> int:
        location = waiver.get("location") or {}
        told = [waiver.get(key) for key in ("reason", "owner", "ticket", "until")]
        digest = sha256(as_json([policy, selects, *told, location.get("file")])).digest()[:16]
        number = self._ids.get(digest)
        changing = state | {"last_run": self._run, "written": plain(f"{location['file']}:{location['line']}") if location else ""}
        if number is not None:
            if number not in self.known:
                self._connection.execute(s.waiver.update().where(s.waiver.c.id == number).values(changing))
        else:
            number = self._ids[digest] = self._numbers.next(s.waiver)
            row = {"id": number, "project": self._project, "digest": digest, "policy": plain(policy), "selects": selects}
            row |= {key: plain(waiver.get(key) or "") for key in ("reason", "owner", "ticket")}
            row |= {"until": waiver.get("until"), "inline": waiver.get("inline", False), "findings": 0, "first_run": self._run}
            self._connection.execute(s.waiver.insert(), row | changing)
        self.known.add(number)
        self.touched.add(number)
        return number

    def strays(self, places: Iterable[int]) -> list[tuple[int, int]]:
        """Present findings in places that a waiver excuses which this run does not know: (finding, waiver)."""
        stray = s.finding.c.waiver.in_(set(self._ids.values()) - self.known)
        found: list[tuple[int, int]] = []
        for part in slices(places):
            query = sa.select(s.finding.c.id, s.finding.c.waiver).where(stray, s.finding.c.present, s.finding.c.place.in_(part))
            found += [(row.id, row.waiver) for row in self._connection.execute(query)]
        return found

    def count(self) -> None:
        """Count anew the findings of what was touched."""
        for part in slices(self.touched):
            query = sa.select(s.finding.c.waiver, sa.func.count()).where(s.finding.c.waiver.in_(part)).group_by(s.finding.c.waiver)
            counts = {row[0]: row[1] for row in self._connection.execute(query)}
            rows = [{"row": number, "counted": counts.get(number, 0)} for number in part]
            statement = s.waiver.update().where(s.waiver.c.id == sa.bindparam("row")).values(findings=sa.bindparam("counted"))
            self._connection.execute(statement, rows)


def _key(waiver: Mapping[str, Any]) -> bytes:
    """What a finding tells of its waiver, whatever the order of its keys."""
    return json.dumps(waiver, sort_keys=True).encode()
