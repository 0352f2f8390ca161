"""One run: its scope, its gaps, its rules and what it changed; and the run as the report that it was."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import packing, schema
from scanner.history.queries import runs, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.history.queries.downloads import Download

MOST_GAPS: Final = 100
MOST_PLACES: Final = 200
MOST_RULES: Final = 40

keys = runs.keys


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The run with the number `id`; NotFound where there is none."""
    row = one(connection, asked["id"])
    (told,) = runs.runs_of(connection, [row])
    before = neighbour(connection, row["project_id"], row["id"], earlier=True)
    after = neighbour(connection, row["project_id"], row["id"], earlier=False)
    unpacker = packing.Packing(connection)
    head, foot = (unpacker.unpack_json(packed) for packed in _packed(connection, row["id"]))
    summary = foot.get("summary", {})
    return {
        **told,
        "before": before,
        "after": after,
        "targets": head.get("targets", []),
        "closed": head.get("closed", []),
        "strict": bool(head.get("strict", False)),
        "notes": summary.get("notes", []),
        "assumptions": foot.get("assumptions", []),
        "without_reach": summary.get("policiesWithoutReach", []),
        "skipped_files": summary.get("skippedFiles", 0),
        "verdicts": summary.get("verdicts", {}),
        "severities": changes(connection, row["id"]),
        "scope": scope(connection, row["id"]),
        "gaps_told": gaps(connection, row["id"]),
        "rules": rules(connection, unpacker, row["ruleset"], before),
    }


def report(connection: sa.Connection, asked: Asked) -> Download:
    """The run given back; NotFound where there is none, or where it is pruned."""
    from scanner.history import give_back

    row = one(connection, asked["id"])
    if not row["kept"]:
        raise NotFound(f"run {row['id']} is pruned: its counts are kept, its findings are not; see the runs")
    return Download(f"plimsoll-{row['project']}-{row['id']}.json", give_back.text_of(connection, row["id"]))


def one(connection: sa.Connection, number: int) -> Any:
    """The row of a run (of `runs.RUNS`). NotFound where there is none."""
    row = connection.execute(runs.RUNS.where(schema.run.c.id == number)).mappings().first()
    if row is None:
        last = connection.scalar(sa.select(sa.func.max(schema.run.c.id)))
        raise NotFound(f"there is no run {number}; " + (f"the last one is {last}" if last is not None else "none is added yet"))
    return row


def neighbour(connection: sa.Connection, project: int, number: int, *, earlier: bool) -> int | None:
    """The number of the run before or after one, in its project."""
    column = schema.run.c
    beside = sa.func.max(column.id) if earlier else sa.func.min(column.id)
    found: int | None = connection.scalar(
        sa.select(beside).where(column.project == project, column.id < number if earlier else column.id > number)
    )
    return found


def _packed(connection: sa.Connection, number: int) -> tuple[bytes, bytes]:
    row = connection.execute(sa.select(schema.run.c.head, schema.run.c.foot).where(schema.run.c.id == number)).one()
    return bytes(row.head), bytes(row.foot)


def changes(connection: sa.Connection, number: int) -> list[dict[str, Any]]:
    """By severity: how many of the project stand how after the run, and what the run changed."""
    column = schema.summary_project.c
    found = {row["severity"]: row for row in connection.execute(sa.select(schema.summary_project).where(column.run == number)).mappings()}
    names = [name for name in (*schema.COUNTS, *schema.CHANGES) if name != "fix_age"]
    return [
        {"severity": times.severity(rank), **{name: int(found[rank][name]) if rank in found else 0 for name in names}} for rank in range(5)
    ]


def scope(connection: sa.Connection, number: int) -> dict[str, Any]:
    """Where the run was to look; what it did not evaluate first."""
    column, place = schema.run_place.c, schema.place.c
    query = (
        sa.select(place.world, place.account, place.region, column.evaluated, column.problem)
        .select_from(schema.run_place.join(schema.place, place.id == column.place))
        .where(column.run == number)
        .order_by(column.evaluated, column.problem.is_(None), place.world, place.account, place.region)
    )
    found = [
        {
            "world": row["world"],
            "account": row["account"] or None,
            "region": row["region"] or None,
            "evaluated": bool(row["evaluated"]),
            "problem": row["problem"],
        }
        for row in connection.execute(query).mappings()
    ]
    return {"places": found[:MOST_PLACES], "total": len(found)}


def gaps(connection: sa.Connection, number: int) -> dict[str, Any]:
    """What the run could not read: alike gaps of several places as one, those of most places first."""
    column = schema.run_gap.c
    query = sa.select(
        column.account, column.region, column.type, column.kind, column.action, column.settle, column.reason, column.written
    ).where(column.run == number)
    alike: dict[tuple[str, ...], list[Any]] = {}
    for row in connection.execute(query):
        alike.setdefault((row.type, row.kind, row.action, row.settle or row.reason), []).append(row)
    told = [
        {
            "type": type_name,
            "kind": kind,
            "action": action or None,
            "settle": settle,
            "reason": found[0].reason,
            "times": len(found),
            "places": [
                {"account": account or None, "region": region or None}
                for account, region in list(dict.fromkeys((row.account, row.region) for row in found))[:10]
            ],
            "written": found[0].written or None,
        }
        for (type_name, kind, action, settle), found in alike.items()
    ]
    told.sort(key=lambda one: (-one["times"], one["type"], one["settle"]))
    kinds = Counter(one["kind"] for one in told)
    return {"gaps": told[:MOST_GAPS], "total": len(told), "kinds": dict(sorted(kinds.items()))}


def rules(connection: sa.Connection, unpacker: packing.Packing, ruleset: int, before: int | None) -> dict[str, Any]:
    """How many policies were asked, and which were added, left out or changed since the run before."""
    column = schema.ruleset.c
    earlier = None
    if before is not None:
        earlier = connection.scalar(sa.select(schema.run.c.ruleset).where(schema.run.c.id == before))
    packed = {
        row.id: bytes(row.rules) for row in connection.execute(sa.select(column.id, column.rules).where(column.id.in_([ruleset, earlier])))
    }
    now = _by_id(unpacker, packed[ruleset])
    told: dict[str, Any] = {"asked": len(now), "same": earlier == ruleset, "added": [], "left_out": [], "changed": []}
    if earlier is None or earlier == ruleset:
        return {**told, "first": earlier is None}
    then = _by_id(unpacker, packed[earlier])
    return {
        **told,
        "first": False,
        "added": sorted(now.keys() - then.keys())[:MOST_RULES],
        "left_out": sorted(then.keys() - now.keys())[:MOST_RULES],
        "changed": sorted(name for name in now.keys() & then.keys() if now[name] != then[name])[:MOST_RULES],
    }


def _by_id(unpacker: packing.Packing, packed: bytes) -> dict[str, Any]:
    return {rule["id"]: rule for rule in unpacker.unpack_json(packed)}
