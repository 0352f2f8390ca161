"""Which causes threaten which clusters: from the findings of the causes' policies on the clusters' members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries.causes import CAUSES, POLICIES, Cause
from scanner.records import dataclass, field

STATES: Final = ("fails", "unknown", "waived", "holds", "not asked")
"""How a cause stands at a cluster, the most telling first.

fails: a finding of its policies is open at a member; unknown: none is, and one cannot be told; waived: it fails, and a waiver excuses it;
holds: all that was asked passes, or there is nothing there that it can befall (`judged` says how much was); not asked: no member was asked.
"""
WEIGHT: Final = {"open": "fails", "unknown": "unknown", "waived": "waived", "passed": "holds", "skipped": "holds"}
"""By status of a finding: what it makes of its cause."""


@dataclass(slots=True)
class Told:
    """What the findings of one cluster say of one cause."""

    states: set[str] = field(default_factory=set)
    judged: int = 0
    """Findings that say that something passes."""
    failing: int = 0
    sure: bool = False
    """One of those that fail stands at what is certainly a member."""
    doubted: bool = False
    """The last run could not tell one of those that fail."""


def of_clusters(connection: sa.Connection, platforms: Mapping[int, Mapping[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """By number of a platform, of those given with their bodies: each cause with its state."""
    told: dict[tuple[int, str], Told] = {}
    names = dict(connection.execute(sa.select(schema.policy.c.id, schema.policy.c.name).where(schema.policy.c.name.in_(POLICIES))).all())
    by_policy = {policy: cause.name for cause in CAUSES for policy in cause.policies}
    uncertain = {number: {one["resource"] for one in body["members"] if one.get("uncertain")} for number, body in platforms.items()}
    for row in connection.execute(findings(platforms, names)):
        found = told.setdefault((row.platform, by_policy[names[row.policy]]), Told())
        found.states.add(WEIGHT[row.status])
        found.judged += row.status == "passed"
        if row.status == "open":
            found.failing += 1
            found.sure = found.sure or row.resource not in uncertain[row.platform]
            found.doubted = found.doubted or bool(row.unsure)
    return {number: [cause_of(cause, told.get((number, cause.name), Told())) for cause in CAUSES] for number in platforms}


def cause_of(cause: Cause, told: Told) -> dict[str, Any]:
    """A cause at a cluster. `certain` is false where it fails only at what may not be a member, or can no longer be told."""
    state = next((state for state in STATES if state in told.states), "not asked")
    return {
        "cause": cause.name,
        "title": cause.title,
        "short": cause.short,
        "shows": cause.shows,
        "state": state,
        "certain": state != "fails" or (told.sure and not told.doubted),
        "failing": told.failing,
        "judged": told.judged,
        "policies": list(cause.policies),
    }


def findings(platforms: Iterable[int], policies: Iterable[int]) -> sa.Select[Any]:
    """(platform, resource, policy, status, unsure, id) of the findings of policies on the members of platforms, in their own world.

    The sum keeps the database from seeking each policy of each resource, instead of looking through the few findings of a resource.
    """
    platform, member, resource, finding = schema.platform.c, schema.member.c, schema.resource.c, schema.finding.c
    own, of = schema.place.alias("own"), schema.place.alias("of_member")
    return (
        sa.select(member.platform, member.resource, finding.policy, finding.status, finding.unsure, finding.severity, finding.id)
        .select_from(
            schema.member.join(schema.platform, platform.id == member.platform)
            .join(own, own.c.id == platform.place)
            .join(schema.resource, resource.name == member.resource)
            .join(of, sa.and_(of.c.id == resource.place, of.c.project == own.c.project, of.c.world == own.c.world))
            .join(schema.finding, finding.resource == resource.id)
        )
        .where(member.platform.in_(list(platforms)), (finding.policy + 0).in_(list(policies)), finding.status.in_(list(WEIGHT)))
    )
