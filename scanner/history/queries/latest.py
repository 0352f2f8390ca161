"""The projects and their last runs, and whether what was asked before is still asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from scanner.errors import get_close_matches
from scanner.history import schema
from scanner.history.queries.asking import Asked, NotFound
from scanner.history.queries.choice import Choice, by_policy

LONGEST = 200
"""Characters of a name that are compared with those that are known."""


def names(connection: sa.Connection) -> list[str]:
    """The names of all projects, in order."""
    return sorted(connection.scalars(sa.select(schema.project.c.name)))


def project_of(connection: sa.Connection, asked: Asked) -> int | None:
    """The number of the project that a page is asked for; None where that is all there is. NotFound where there is no such project."""
    name = asked["project"]
    if name is None:
        return None
    numbers = {row.name: row.id for row in connection.execute(sa.select(schema.project.c.id, schema.project.c.name))}
    if name not in numbers:
        raise NotFound(f'no project is called "{name}"; {meant(name, sorted(numbers)) or f"there are {told(sorted(numbers))}"}')
    return numbers[name] if len(numbers) > 1 else None


def meant(name: str, known: Iterable[str]) -> str:
    """`did you mean "x"?` where a known name is near; else empty."""
    near = get_close_matches(name[:LONGEST], known, 1)
    return f'did you mean "{near[0]}"?' if near else ""


def told(known: Iterable[str], most: int = 5) -> str:
    """The first of some names: `a, b, c and 4 more`."""
    listed = list(known)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more if listed else "none yet"


def last_runs(connection: sa.Connection, project: int | None = None) -> dict[int, Any]:
    """The last run of each project, or of one: its row (id, started, ruleset, live, version) by the project's number."""
    run = schema.run.c
    last = sa.select(sa.func.max(run.id)).where(*([run.project == project] if project is not None else [])).group_by(run.project)
    rows = connection.execute(
        sa.select(run.id, run.project, run.started, run.ruleset, run.live, run.version).where(run.id.in_(last)).order_by(run.id)
    )
    return {row.project: row for row in rows}


def began(connection: sa.Connection) -> int:
    """When the first run of all was started; 0 where there is none."""
    return int(connection.scalar(sa.select(sa.func.min(schema.run.c.started))) or 0)


def asked_now(connection: sa.Connection, runs: Iterable[int], policies: Iterable[tuple[int, int]]) -> set[int]:
    """The policies, of (number, number of the last run that asked it), that one of some last runs asked."""
    of_last = set(runs)
    found = {policy for policy, last in policies if last in of_last}
    others = [policy for policy, last in policies if last not in of_last]
    if others and of_last:
        column = schema.summary_policy.c
        found.update(connection.scalars(sa.select(column.policy).where(column.run.in_(of_last), column.policy.in_(others)).distinct()))
    return found


def standing_of(connection: sa.Connection, project: int | None, *policies: int) -> dict[int, dict[str, int]]:
    """By policy (all, or those given): how many of its findings stand how now. A policy without any may be left out.

    Over all projects the last run that asked a policy has counted them; nothing changes them but a run that asks it.
    """
    column, policy = schema.summary_policy.c, schema.policy.c
    if project is not None and policies:
        of_project = schema.standing.c.place.in_(sa.select(schema.place.c.id).where(schema.place.c.project == project))
        return _counted(connection, of_project, schema.standing.c.policy.in_(policies))
    found: dict[int, dict[str, int]] = {}
    if project is not None:
        for number, _, *counts in by_policy(connection, Choice((), (), project=project), *schema.COUNTS):
            told = found.setdefault(number, dict.fromkeys(schema.COUNTS, 0))
            for name, count in zip(schema.COUNTS, counts, strict=True):
                told[name] += count
        return {number: told for number, told in found.items() if any(told.values())}
    sums = [sa.func.sum(column[name]).label(name) for name in schema.COUNTS]
    joined = schema.policy.outerjoin(schema.summary_policy, sa.and_(column.run == policy.last_run, column.policy == policy.id))
    query = sa.select(policy.id, *sums).select_from(joined).where(*([policy.id.in_(policies)] if policies else [])).group_by(policy.id)
    left: list[int] = []
    for row in connection.execute(query).mappings():
        if row["open"] is None:
            left.append(row["id"])
        else:
            found[row["id"]] = {name: int(row[name]) for name in schema.COUNTS}
    return {**found, **(_counted(connection, schema.standing.c.policy.in_(left)) if left else {})}


def _counted(connection: sa.Connection, *asks: sa.ColumnElement[bool]) -> dict[int, dict[str, int]]:
    column = schema.standing.c
    sums = [sa.func.sum(column[name]).label(name) for name in schema.COUNTS]
    rows = connection.execute(sa.select(column.policy, *sums).where(*asks).group_by(column.policy)).mappings()
    return {row["policy"]: {name: int(row[name]) for name in schema.COUNTS} for row in rows}


def unknown_of(connection: sa.Connection, project: int | None) -> int:
    """How many findings cannot be told now, as the last runs have counted them."""
    column = schema.summary_project.c
    runs = [row.id for row in last_runs(connection, project).values()]
    return int(connection.scalar(sa.select(sa.func.sum(column.unknown)).where(column.run.in_(runs))) or 0)


NOTHING = dict.fromkeys(schema.COUNTS, 0)
"""Of a policy without findings."""
