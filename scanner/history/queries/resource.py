"""The page of a resource: what is found on it, its life, and what it is related to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import give_back, schema
from scanner.history.queries import rows
from scanner.history.queries.asking import Asked, NotFound
from scanner.history.queries.finding import STANDING, known_resources, life

MOST_FINDINGS: Final = 200
MOST_FIXED: Final = 20
MOST_EVENTS: Final = 50
MOST_PLACES: Final = 20
READ: Final = 40
"""Findings whose paths are read for neighbours."""
MOST_NEIGHBOURS: Final = 60


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """A resource by its id, in all projects and places that know it."""
    name = asked["name"]
    column = schema.resource.c
    found = connection.execute(sa.select(column.id, column.place, column.type, column.owner).where(column.name == name)).all()
    if not found:
        raise NotFound(f'the history has no resource "{name[:200]}"; look for it by the beginning of its name among the findings')
    ids = [row.id for row in found]
    standing = _standing(connection, ids)
    neighbours = _neighbours(connection, name, standing)
    platforms = _platforms(connection, name)
    named = [one["resource"] for one in neighbours] + [one["resource"] for platform in platforms for one in platform["members"]]
    return {
        "resource": name,
        "types": sorted({row.type for row in found}),
        "owner": next((row.owner for row in found if row.owner), None),
        "places": list(rows.places(connection, schema.place.c.id.in_({row.place for row in found}), now=asked.now, limit=MOST_PLACES)),
        "counts": _counts(connection, ids),
        "findings": rows.findings(connection, standing[:MOST_FINDINGS], asked.now),
        "fixed": rows.findings(connection, _fixed(connection, ids), asked.now),
        "life": _life(connection, ids),
        "neighbours": neighbours,
        "platforms": platforms,
        "known_resources": known_resources(connection, named),
    }


def _standing(connection: sa.Connection, resources: list[int]) -> list[int]:
    column = schema.finding.c
    order = sa.case((column.status == "open", 0), (column.status == "unknown", 1), else_=2)
    asks = (column.resource.in_(resources), column.status.in_(STANDING))
    return list(connection.scalars(sa.select(column.id).where(*asks).order_by(order, column.severity, column.id).limit(MOST_FINDINGS + 1)))


def _counts(connection: sa.Connection, resources: list[int]) -> dict[str, int]:
    column = schema.finding.c
    counted = sa.select(column.status, sa.func.count()).where(column.resource.in_(resources)).group_by(column.status)
    return {str(row[0]): int(row[1]) for row in connection.execute(counted)}


def _fixed(connection: sa.Connection, resources: list[int]) -> list[int]:
    column = schema.finding.c
    asks = (column.resource.in_(resources), column.status == "fixed")
    return list(connection.scalars(sa.select(column.id).where(*asks).order_by(column.fixed.desc(), column.id).limit(MOST_FIXED)))


def _life(connection: sa.Connection, resources: list[int]) -> list[dict[str, Any]]:
    ids = connection.scalars(sa.select(schema.finding.c.id).where(schema.finding.c.resource.in_(resources)).limit(2 * MOST_FINDINGS))
    return life(connection, ids, MOST_EVENTS)


def _neighbours(connection: sa.Connection, name: str, standing: list[int]) -> list[dict[str, Any]]:
    """The resources that the paths of its findings lead over, each with the first sentence that says how."""
    found: dict[str, dict[str, Any]] = {}
    for line in give_back.lines_of(connection, standing[:READ]).values():
        for step in line.get("related", ()):
            other = str(step["resource"])
            if other != name:
                message, _, end = str(step["message"]).rpartition(": ")
                told = message if end and other.endswith(end) else str(step["message"])
                found.setdefault(other, {"resource": other, "how": told, "from": step.get("start"), "policy": line["policy"]})
    return list(found.values())[:MOST_NEIGHBOURS]


def _platforms(connection: sa.Connection, name: str) -> list[dict[str, Any]]:
    """The clusters that it belongs to, with their other members."""
    member, platform = schema.member, schema.platform
    mine = connection.execute(
        sa.select(platform.c.id, platform.c.name, member.c.role)
        .join(member, member.c.platform == platform.c.id)
        .where(member.c.resource == name)
        .order_by(platform.c.name, platform.c.id)
        .limit(MOST_PLACES)
    ).all()
    return [{"cluster": row.name, "role": row.role, "members": _members(connection, row.id, name)} for row in mine]


def _members(connection: sa.Connection, platform: int, name: str) -> list[Mapping[str, str]]:
    member = schema.member.c
    asks = (member.platform == platform, member.resource != name)
    found = connection.execute(
        sa.select(member.resource, member.role).where(*asks).order_by(member.role, member.resource).limit(MOST_NEIGHBOURS)
    )
    return [{"resource": row.resource, "role": row.role} for row in found]


def keys(connection: sa.Connection) -> Iterable[dict[str, str]]:
    """All resources that something stands on, those with the most severe findings first."""
    finding, resource = schema.finding.c, schema.resource.c
    worst = sa.func.min(finding.severity)
    found = (
        sa.select(resource.name)
        .join(schema.finding, finding.resource == resource.id)
        .where(finding.status.in_(STANDING))
        .group_by(resource.name)
        .order_by(worst, resource.name)
    )
    return ({"name": str(name)} for name in connection.scalars(found))
