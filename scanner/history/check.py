"""Whether the history is whole: what is counted is what is there, and reports can be given back as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
import zstandard

from scanner.errors import UsageError
from scanner.history import give_back, manifest
from scanner.history import schema as s
from scanner.history.counts import counted
from scanner.history.nouns import slices
from scanner.history.packing import Packing, as_json
from scanner.history.portions import DIGEST, line_digest
from scanner.history.schema import CHANGES, COUNTS, Happened

SUMMARIES: Final = {s.summary_run: (), s.summary_project: (), s.summary_place: ("place",), s.summary_policy: ("policy",)}
"""The summaries, with what each is kept by beside its run and the severity."""
_SHOWN: Final = 5


def problems(connection: sa.Connection, *, every: bool = False) -> Iterator[str]:
    """What is wrong, a sentence each. `every`: give back all kept runs, not only the last of each project."""
    yield from _of_database(connection)
    yield from _told("standing", _standing(connection, s.standing), counts_of(connection, s.standing))
    yield from _told("standing_owner", _standing(connection, s.standing_owner), counts_of(connection, s.standing_owner))
    held = {row.id: row.findings for row in connection.execute(sa.select(s.waiver.c.id, s.waiver.c.findings))}
    yield from _told("waiver", held, dict.fromkeys(held, 0) | excused(connection))
    for table in SUMMARIES:
        yield from _told(table.name, _written(connection, table), _happened(connection, table))
    yield from _of_manifests(connection)
    yield from _of_reports(connection, every)


def repair(connection: sa.Connection) -> None:
    """Count everything anew: what stands, what waivers excuse, and what changed in each run. Manifests that are wrong are done without."""
    if any(True for _ in _of_manifests(connection)):
        connection.execute(s.place.update().values(told_run=None))
        connection.execute(s.manifest.delete())
    for table in (s.standing, s.standing_owner):
        connection.execute(table.delete())
        keys = [column.name for column in table.primary_key]
        rows = [dict(zip(keys, key, strict=True)) | counts for key, counts in counts_of(connection, table).items()]
        for part in slices(rows):
            connection.execute(table.insert(), part)
    connection.execute(s.waiver.update().values(findings=0))
    for number, findings in excused(connection).items():
        connection.execute(s.waiver.update().where(s.waiver.c.id == number).values(findings=findings))
    for table in SUMMARIES:
        _mend(connection, table)


def _mend(connection: sa.Connection, table: sa.Table) -> None:
    keys = [column.name for column in table.primary_key]
    right, held = _happened(connection, table), _written(connection, table)
    for key in right.keys() | held.keys():
        if right.get(key) == held.get(key):
            continue
        where = [table.c[name] == value for name, value in zip(keys, key, strict=True)]
        changes = right.get(key, dict.fromkeys(CHANGES, 0))
        if not connection.execute(table.update().where(*where).values(changes)).rowcount:
            connection.execute(table.insert().values(dict(zip(keys, key, strict=True)) | dict.fromkeys(COUNTS, 0) | changes))


def counts_of(connection: sa.Connection, table: sa.Table) -> dict[tuple[Any, ...], dict[str, int]]:
    """What `standing` or `standing_owner` should say, counted from the findings."""
    f = s.finding.c
    keys = [s.resource.c.owner if column.name == "owner" else f[column.name] for column in table.primary_key]
    query = sa.select(*keys, f.status, sa.func.count()).join_from(s.finding, s.resource).group_by(*keys, f.status)
    return counted(connection.execute(query))


def excused(connection: sa.Connection) -> dict[int, int]:
    """By waiver: how many findings it excuses."""
    query = sa.select(s.finding.c.waiver, sa.func.count()).where(s.finding.c.waiver.is_not(None)).group_by(s.finding.c.waiver)
    return {row[0]: row[1] for row in connection.execute(query)}


def _standing(connection: sa.Connection, table: sa.Table) -> dict[tuple[Any, ...], dict[str, int]]:
    keys = len(table.primary_key)
    rows = connection.execute(sa.select(*table.primary_key, *(table.c[name] for name in COUNTS)))
    return {tuple(row[:keys]): dict(zip(COUNTS, row[keys:], strict=True)) for row in rows}


def _written(connection: sa.Connection, table: sa.Table) -> dict[tuple[Any, ...], dict[str, int]]:
    """What a summary says that runs changed; rows that say nothing are left out."""
    keys = len(table.primary_key)
    rows = connection.execute(sa.select(*table.primary_key, *(table.c[name] for name in CHANGES)))
    return {tuple(row[:keys]): dict(zip(CHANGES, row[keys:], strict=True)) for row in rows if any(row[keys:])}


def _happened(connection: sa.Connection, table: sa.Table) -> dict[tuple[Any, ...], dict[str, int]]:
    """What a summary should say that kept runs changed, counted from the events."""
    e, f = s.event.c, s.finding.c
    named = {"run": e.run, "severity": e.severity, "place": f.place, "policy": f.policy}
    keys = [named[column.name] for column in table.primary_key]
    query = (
        sa.select(*keys, e.happened, e.by_rules, sa.func.count(), sa.func.coalesce(sa.func.sum(e.age), 0))
        .join_from(s.event, s.finding)
        .join(s.run, s.run.c.id == e.run)
        .where(s.run.c.kept, e.happened.in_([Happened.OPENED.value, Happened.REOPENED.value, Happened.FIXED.value]))
        .group_by(*keys, e.happened, e.by_rules)
    )
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for *key, happened, by_rules, number, age in connection.execute(query):
        row = found.setdefault(tuple(key), dict.fromkeys(CHANGES, 0))
        if by_rules:
            row["fixed_by_rules" if happened == Happened.FIXED else "opened_by_rules"] += number
            continue
        row[happened] += number
        if happened == Happened.FIXED:
            row["fix_age"] += int(age)
    return found


def _told(name: str, held: Mapping[Any, Any], right: Mapping[Any, Any]) -> Iterator[str]:
    wrong = sorted(str(key) for key in held.keys() | right.keys() if held.get(key) != right.get(key))
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        yield f"{name}: {len(wrong)} of {len(held)} rows are not what the findings say: {', '.join(wrong[:_SHOWN])}{more}"


def _of_database(connection: sa.Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield f"the file: {said}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_SHOWN):
            yield f"{row[0]}: row {row[1]} names what is not there in {row[2]}"


def _of_manifests(connection: sa.Connection) -> Iterator[str]:
    """Compare what the last reports had, as it is kept for the next ones, with the findings."""
    f = s.finding.c
    for project, name in connection.execute(sa.select(s.project.c.id, s.project.c.name)).all():
        places = connection.scalars(sa.select(s.place.c.id).where(s.place.c.project == project, s.place.c.told_run.is_not(None))).all()
        try:
            held = manifest.read(connection, places)
        except UsageError as error:
            yield f"manifest of {name}: {error.message.partition(';')[0]}"
            continue
        kept = {finding: (place, mark) for finding, place, mark in zip(held.findings, held.places, held.marks(), strict=False)}
        right = {
            finding: (place, mark)
            for part in slices(places)
            for finding, place, mark in connection.execute(sa.select(f.id, f.place, f.mark).where(f.place.in_(part), f.present))
        }
        yield from _told(f"manifest of {name}", kept, right)


def _of_reports(connection: sa.Connection, every: bool) -> Iterator[str]:
    """Give reports back, and compare what names them."""
    last = sa.select(sa.func.max(s.run.c.id)).where(s.run.c.kept).group_by(s.run.c.project)
    chosen = sa.select(s.run, s.ruleset.c.rules).join_from(s.run, s.ruleset).where(s.run.c.kept)
    packing = Packing(connection)
    for row in connection.execute((chosen if every else chosen.where(s.run.c.id.in_(last))).order_by(s.run.c.id)).all():
        try:
            head, foot, rules = packing.unpack_json(row.head), packing.unpack_json(row.foot), packing.unpack_json(row.rules)
            whole = sha256(as_json([head, rules, foot]))
            lines = 0
            for line in give_back.lines_in(connection, row.id, packing):
                whole.update(line_digest(line))
                lines += 1
        except (zstandard.ZstdError, KeyError, ValueError) as error:
            yield f"run {row.id}: its report cannot be read back: {type(error).__name__}"
            continue
        if whole.digest()[:DIGEST] != row.digest:
            yield f"run {row.id}: its report is given back with {lines} of {row.findings} findings, and is not what was added"
