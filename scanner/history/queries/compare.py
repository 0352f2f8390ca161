"""One run beside another of its project: what came, what went, and whether the rules or the scope made the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import packing, schema
from scanner.history.queries import paging, rows, run, runs, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.history.schema import Happened

TOLD: Final = tuple(str(one) for one in (Happened.OPENED, Happened.REOPENED, Happened.FIXED, Happened.WAIVED, Happened.UNWAIVED))
"""What is listed of what happened."""
MOST_SUMMED: Final = 40
"""Runs of which it is summed what each policy opened and fixed; of more, only the sums of all policies are told."""
MOST_COUNTED: Final = 5_000
"""Findings that were waived in them, or no longer, which are counted by policy."""
MOST_RUNS: Final = 100
"""That are offered to choose from."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The run `to` (the last of all) beside `from` (the one before it in its project), and what happened between.

    NotFound where a run is not there, where they are of different projects, or where `from` is not the earlier one.
    """
    later, earlier = _pair(connection, asked)
    offered = runs.runs_of(connection, connection.execute(runs.RUNS.order_by(schema.run.c.id.desc()).limit(MOST_RUNS)).mappings())
    told: dict[str, Any] = {"runs": [{name: one[name] for name in ("run", "project", "started")} for one in offered]}
    if later is None or earlier is None:
        return {**told, "earlier": None, "later": None if later is None else runs.runs_of(connection, [later])[0]}
    span = _span(connection, earlier["id"], later["id"])
    listed, following = _listed(connection, later["project_id"], span, asked)
    counted, policies = _policies(connection, later["project_id"], earlier["id"], later["id"])
    unpacker = packing.Packing(connection)
    first, second = runs.runs_of(connection, [earlier, later])
    return {
        **told,
        "earlier": first,
        "later": second,
        "severities": _severities(connection, earlier, later),
        "rules": run.rules(connection, unpacker, later["ruleset"], earlier["id"]),
        "scope": _scope(connection, earlier["id"], later["id"]),
        "counted": counted,
        "policies": policies,
        "happened": asked["happened"],
        "events": listed,
        "next": paging.cursor([following]) if following is not None else None,
        "first_page": asked["cursor"] is None,
    }


def _pair(connection: sa.Connection, asked: Asked) -> tuple[Any, Any]:
    """(later, earlier) as rows of RUNS; None where there is none yet."""
    number = asked["to"]
    if number is None:
        number = connection.scalar(sa.select(sa.func.max(schema.run.c.id)))
    if number is None:
        return None, None
    later = run.one(connection, number)
    before = asked["from"]
    if before is None:
        before = run.neighbour(connection, later["project_id"], later["id"], earlier=True)
    if before is None:
        return later, None
    earlier = run.one(connection, before)
    if earlier["project_id"] != later["project_id"]:
        raise NotFound(
            f"run {before} is of {earlier['project']} and run {number} of {later['project']}; compare runs of one project, see the runs"
        )
    if before >= number:
        raise NotFound(f"run {before} is not earlier than run {number}; give the earlier one as from, see the runs")
    return later, earlier


def _severities(connection: sa.Connection, earlier: Mapping[Any, Any], later: Mapping[Any, Any]) -> list[dict[str, Any]]:
    """By severity: how many of the project stood how after each, and what the runs after the earlier one changed."""
    then, now = (run.changes(connection, row["id"]) for row in (earlier, later))
    column, of = schema.summary_project.c, schema.run.c
    names = [name for name in schema.CHANGES if name != "fix_age"]
    between = sa.select(of.id).where(of.project == later["project_id"], of.id > earlier["id"], of.id <= later["id"])
    query = (
        sa.select(column.severity, *(sa.func.sum(column[name]).label(name) for name in names))
        .where(column.run.in_(between))
        .group_by(column.severity)
    )
    sums = {row["severity"]: row for row in connection.execute(query).mappings()}
    return [
        {
            "severity": after["severity"],
            "then": {name: before[name] for name in schema.COUNTS},
            "now": {name: after[name] for name in schema.COUNTS},
            **{name: int(sums[rank][name] or 0) if rank in sums else 0 for name in names},
        }
        for rank, (before, after) in enumerate(zip(then, now, strict=True))
    ]


def _span(connection: sa.Connection, earlier: int, later: int) -> tuple[int, int]:
    """The numbers of the first and last event after one run, up to another; (1, 0) where there is none. Later runs have later numbers."""
    event = schema.event.c
    last_run = connection.scalar(sa.select(event.run).where(event.run <= later).order_by(event.run.desc()).limit(1))
    first_run = connection.scalar(sa.select(event.run).where(event.run > earlier).order_by(event.run).limit(1))
    if first_run is None or last_run is None or first_run > last_run:
        return 1, 0
    first = connection.scalar(sa.select(sa.func.min(event.id)).where(event.run == first_run))
    last = connection.scalar(sa.select(sa.func.max(event.id)).where(event.run == last_run))
    return int(first or 1), int(last or 0)


def _listed(connection: sa.Connection, project: int, span: tuple[int, int], asked: Asked) -> tuple[list[dict[str, Any]], int | None]:
    """A page of what happened, the latest first."""
    event, finding = schema.event.c, schema.finding.c
    kinds = asked["happened"] or TOLD
    last = span[1] if asked["cursor"] is None else min(span[1], asked["cursor"][0] - 1)
    query = (
        sa.select(event.id, event.finding, event.happened, event.at, event.by_rules)
        .select_from(schema.event.join(schema.finding, finding.id == event.finding))
        .where(event.id.between(span[0], last), event.happened.in_(kinds), (finding.project + 0) == project)
        .order_by(event.id.desc())
        .limit(asked.page_size + 1)
    )
    found = list(connection.execute(query))
    shown = found[: asked.page_size]
    numbers = list(dict.fromkeys(row.finding for row in shown))
    findings = dict(zip(numbers, rows.findings(connection, numbers, asked.now), strict=True))
    listed = [
        {"happened": row.happened, "at": times.stamp(row.at), "by_rules": bool(row.by_rules), **findings[row.finding]} for row in shown
    ]
    return listed, shown[-1].id if len(found) > asked.page_size else None


def _policies(connection: sa.Connection, project: int, earlier: int, later: int) -> tuple[bool, list[dict[str, Any]]]:
    """(whether the runs, and what was waived in them, were few enough, the policies with most that happened)."""
    event, finding, policy, summary = schema.event.c, schema.finding.c, schema.policy.c, schema.summary_policy.c
    of = schema.run.c
    between = list(
        connection.scalars(sa.select(of.id).where(of.project == project, of.id > earlier, of.id <= later).limit(MOST_SUMMED + 1))
    )
    waivings = (event.run.in_(between), event.happened.in_((str(Happened.WAIVED), str(Happened.UNWAIVED))))
    few = sa.select(event.id).where(*waivings).limit(MOST_COUNTED + 1).subquery()
    if len(between) > MOST_SUMMED or (connection.scalar(sa.select(sa.func.count()).select_from(few)) or 0) > MOST_COUNTED:
        return False, []
    summed = [name for name in schema.CHANGES if name != "fix_age"]
    sums = sa.select(summary.policy, *(sa.func.sum(summary[name]).label(name) for name in summed)).where(summary.run.in_(between))
    counts: dict[int, Counter[str]] = {}
    for row in connection.execute(sums.group_by(summary.policy)).mappings():
        if any(row[name] for name in summed):
            counts[row["policy"]] = Counter({name: int(row[name]) for name in summed})
    waived = (
        sa.select(finding.policy, event.happened, sa.func.count().label("times"))
        .select_from(schema.event.join(schema.finding, finding.id == event.finding))
        .where(*waivings)
        .group_by(finding.policy, event.happened)
    )
    for each in connection.execute(waived):
        counts.setdefault(each.policy, Counter())[each.happened] += each.times
    names = connection.execute(sa.select(policy.id, policy.name, policy.title, policy.severity).where(policy.id.in_(counts)))
    told = [
        {
            "policy": row.name,
            "title": row.title,
            "severity": times.severity(row.severity),
            "opened": counts[row.id]["opened"] + counts[row.id]["reopened"],
            "fixed": counts[row.id]["fixed"],
            "by_rules": counts[row.id]["opened_by_rules"] + counts[row.id]["fixed_by_rules"],
            "waived": counts[row.id]["waived"],
            "unwaived": counts[row.id]["unwaived"],
        }
        for row in names
    ]
    told.sort(key=lambda one: (-(one["opened"] + one["fixed"] + one["by_rules"]), one["policy"]))
    return True, told


def _scope(connection: sa.Connection, earlier: int, later: int) -> dict[str, list[dict[str, Any]]]:
    """Places that only one of the runs evaluated: what stands there cannot be compared."""
    column, place = schema.run_place.c, schema.place.c

    def evaluated(number: int) -> dict[int, dict[str, Any]]:
        query = (
            sa.select(place.id, place.world, place.account, place.region)
            .select_from(schema.run_place.join(schema.place, place.id == column.place))
            .where(column.run == number, column.evaluated)
            .order_by(place.world, place.account, place.region)
        )
        return {
            row.id: {"world": row.world, "account": row.account or None, "region": row.region or None} for row in connection.execute(query)
        }

    then, now = evaluated(earlier), evaluated(later)
    return {
        "only_then": [told for number, told in then.items() if number not in now],
        "only_now": [told for number, told in now.items() if number not in then],
    }
