"""The ECS clusters: what each stands on, and which causes of the case study threaten it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import latest, paging, rows, threats, times
from scanner.history.queries.asking import Asked, NotFound
from scanner.history.queries.causes import CAUSES, POLICIES

CLUSTERS: Final = 20
"""Of a page."""
LISTED: Final = 100
"""Members of one role that a cluster's page lists; it tells how many more there are."""
SHOWN: Final = 10
"""Findings of a cause that a cluster's page lists."""
GROUPS: Final = {
    "services": ("service", "task", "image"),
    "hosts": ("host", "launch", "identity", "capacity", "instance"),
    "network": ("network",),
    "pipelines": ("pipeline", "source", "build", "deployment", "trigger", "trail", "account"),
}
"""What a cluster's page shows together: roles of `inventory.members.ROLES`."""


def data(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """A page of clusters by their ids, on it those that most causes threaten first; each with what it holds and the state of each cause."""
    project = latest.project_of(connection, asked)
    column, place = schema.platform.c, schema.place.c
    asks = [place.project == project] if project is not None else []
    if asked["cursor"] is not None:
        asks.append(sa.tuple_(column.name, column.id) > sa.tuple_(*map(sa.literal, asked["cursor"])))
    found = list(connection.execute(_rows(*asks).order_by(column.name, column.id).limit(CLUSTERS + 1)).mappings())
    shown = found[:CLUSTERS]
    causes = threats.of_clusters(connection, {row["id"]: row["body"] for row in shown})
    whole = connection.scalar(sa.select(sa.func.count()).select_from(schema.platform))
    clusters = [{**cluster_of(row, asked.now), "causes": causes[row["id"]]} for row in shown]
    clusters.sort(
        key=lambda one: (-sum(cause["state"] == "fails" for cause in one["causes"]), one["account"] or one["world"], one["name"], one["id"])
    )
    return {
        "project": asked["project"],
        "projects": latest.names(connection),
        "clusters": clusters,
        "causes": [{"cause": one.name, "title": one.title, "short": one.short} for one in CAUSES],
        "total": int(whole or 0),
        "next": paging.cursor([shown[-1]["name"], shown[-1]["id"]]) if len(found) > CLUSTERS else None,
        "first_page": asked["cursor"] is None,
    }


def platform(connection: sa.Connection, asked: Asked) -> dict[str, Any]:
    """The cluster `name`; of several with that id the one that was seen last. NotFound where none is known."""
    found = list(
        connection.execute(
            _rows(schema.platform.c.name == asked["name"]).order_by(schema.run.c.started.desc(), schema.platform.c.id)
        ).mappings()
    )
    if not found:
        raise NotFound(f'no run saw an ECS cluster "{asked["name"][:200]}"; see all clusters')
    row = found[0]
    body = row["body"]
    (causes,) = threats.of_clusters(connection, {row["id"]: body}).values()
    per_member = _open_of_members(connection, row["id"])
    members = [{**one, "open": per_member.get(one["resource"], 0)} for one in body["members"]]
    listed = _causes_listed(connection, row["id"], asked.now)
    return {
        **cluster_of(row, asked.now),
        "counts": body.get("counts", {}),
        "groups": {name: _group(members, roles) for name, roles in GROUPS.items()},
        "called": {one["resource"]: one["name"] for one in members} | {body["id"]: body["name"]},
        "unknown": body.get("unknown", []),
        "causes": [{**one, "findings": listed.get(one["cause"], [])} for one in causes],
        "elsewhere": [{"project": other["project"], "world": other["world"], "seen": times.stamp(other["started"])} for other in found[1:]],
    }


def keys(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """The ids of all clusters."""
    return ({"name": name} for name in connection.scalars(sa.select(schema.platform.c.name).distinct().order_by(schema.platform.c.name)))


def _rows(*asks: sa.ColumnElement[bool]) -> sa.Select[Any]:
    platform, place, project, run = schema.platform.c, schema.place.c, schema.project.c, schema.run.c
    return (
        sa.select(
            platform.id,
            platform.name,
            platform.body,
            project.name.label("project"),
            place.world,
            place.account,
            place.region,
            place.problem,
            run.started,
            run.id.label("run"),
        )
        .select_from(
            schema.platform.join(schema.place, place.id == platform.place)
            .join(schema.project, project.id == place.project)
            .join(schema.run, run.id == platform.run)
        )
        .where(*asks)
    )


def cluster_of(row: Mapping[Any, Any], now: int) -> dict[str, Any]:
    """A cluster for a list: its counts by role, tasks and agents as far as they are known."""
    body = row["body"]
    members = body["members"]
    roles = Counter(one["role"] for one in members if not one.get("uncertain"))
    services = [one for one in members if one["role"] == "service"]
    agents = [one["agentConnected"] for one in members if isinstance(one.get("agentConnected"), bool)]
    return {
        "id": row["name"],
        "name": body["name"],
        "project": row["project"],
        "world": row["world"],
        "account": row["account"] or body.get("account"),
        "region": row["region"] or body.get("region"),
        "seen": times.stamp(row["started"]),
        "run": row["run"],
        "days_unseen": rows.days(row["started"], now),
        "problem": row["problem"],
        "roles": dict(sorted(roles.items())),
        "uncertain": sum(bool(one.get("uncertain")) for one in members),
        "desired": _sum(services, "desired"),
        "running": _sum(services, "running"),
        "agents": len(agents),
        "disconnected": sum(not one for one in agents),
        "unseen_links": len(body.get("unknown", ())),
    }


def _sum(members: list[Mapping[str, Any]], name: str) -> int | None:
    """The sum of a fact, None where no member tells it."""
    told = [one[name] for one in members if isinstance(one.get(name), int)]
    return sum(told) if told else None


def _group(members: list[dict[str, Any]], roles: tuple[str, ...]) -> dict[str, Any]:
    """Members of some roles, by role; `more` counts those that are not listed."""
    found: dict[str, Any] = {}
    for role in roles:
        of_role = [one for one in members if one["role"] == role]
        if of_role:
            of_role.sort(key=lambda one: (-one["open"], one["type"], one["name"], one["resource"]))
            found[role] = {"members": of_role[:LISTED], "more": max(0, len(of_role) - LISTED)}
    return found


def _open_of_members(connection: sa.Connection, number: int) -> dict[str, int]:
    """By id of a member: how many findings of any policy are open at it."""
    member, platform, resource, finding = schema.member.c, schema.platform.c, schema.resource.c, schema.finding.c
    own, of = schema.place.alias("own"), schema.place.alias("of_member")
    query = (
        sa.select(member.resource, sa.func.count().label("open"))
        .select_from(
            schema.member.join(schema.platform, platform.id == member.platform)
            .join(own, own.c.id == platform.place)
            .join(schema.resource, resource.name == member.resource)
            .join(of, sa.and_(of.c.id == resource.place, of.c.project == own.c.project, of.c.world == own.c.world))
            .join(schema.finding, finding.resource == resource.id)
        )
        .where(member.platform == number, finding.status == "open")
        .group_by(member.resource)
    )
    return {row.resource: row.open for row in connection.execute(query)}


def _causes_listed(connection: sa.Connection, number: int, now: int) -> dict[str, list[dict[str, Any]]]:
    """By cause: its findings that are open, waived or unknown, the worst first."""
    order = {"open": 0, "unknown": 1, "waived": 2}
    names = {
        row.name: row.id
        for row in connection.execute(sa.select(schema.policy.c.name, schema.policy.c.id).where(schema.policy.c.name.in_(POLICIES)))
    }
    by_policy = {names[policy]: cause.name for cause in CAUSES for policy in cause.policies if policy in names}
    found = [row for row in connection.execute(threats.findings([number], by_policy)) if row.status in order]
    found.sort(key=lambda row: (order[row.status], row.severity, row.id))
    by_cause: dict[str, list[int]] = {}
    for row in found:
        listed = by_cause.setdefault(by_policy[row.policy], [])
        if row.id not in listed and len(listed) < SHOWN:
            listed.append(row.id)
    numbers = [number for listed in by_cause.values() for number in listed]
    told = dict(zip(numbers, rows.findings(connection, numbers, now), strict=True))
    return {cause: [told[number] for number in listed] for cause, listed in by_cause.items()}
