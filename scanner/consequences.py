"""Findings that are consequences of others: `follows` of their policy names the other's, and both stand on one path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scanner.records import replace
from scanner.report import Finding, Rule, Verdict


def linked(findings: Sequence[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """The findings in their order, each consequence with the fingerprint of what it follows.

    Both must fail in one world. They stand on one path where the cause's resource or part is the consequence's, or one that its path
    leads to, or the other way round.
    """
    follows = {rule.id: rule.follows for rule in rules if rule.follows}
    causes = {identity for followed in follows.values() for identity in followed}
    by_place = indexed(finding for finding in findings if finding.policy in causes and finding.verdict is Verdict.FAIL)
    led: dict[str, str] = {}
    result = []
    for finding in findings:
        cause = cause_of(finding, follows.get(finding.policy, ()), by_place) if finding.verdict is Verdict.FAIL else None
        if cause is None or led.get(cause.fingerprint) == finding.fingerprint:
            result.append(finding)
            continue
        led[finding.fingerprint] = cause.fingerprint
        result.append(replace(finding, follows=cause.fingerprint))
    return result


Place = tuple[str, str, str]
"""(world, policy, id of a resource)."""


def indexed(findings: Iterable[Finding]) -> Mapping[tuple[bool, Place], Finding]:
    """The first finding of a policy at each resource; True: it is about it, False: its path leads to it."""
    found: dict[tuple[bool, Place], Finding] = {}
    for finding in findings:
        for resource in about(finding):
            found.setdefault((True, (finding.world, finding.policy, resource)), finding)
        for step in finding.related:
            found.setdefault((False, (finding.world, finding.policy, step.resource)), finding)
    return found


def about(finding: Finding) -> tuple[str, ...]:
    """The ids of what a finding is about: its resource, and its part where that is one."""
    return (finding.resource, finding.part.key) if finding.part is not None else (finding.resource,)


def cause_of(finding: Finding, policies: Sequence[str], by_place: Mapping[tuple[bool, Place], Finding]) -> Finding | None:
    """The finding that one is a consequence of: of the first policy that has any on its path, the nearest."""
    for policy in policies:
        candidates = [(True, resource) for resource in (*about(finding), *(step.resource for step in finding.related))]
        candidates += [(False, resource) for resource in about(finding)]
        for is_about, resource in candidates:
            cause = by_place.get((is_about, (finding.world, policy, resource)))
            if cause is not None and cause.fingerprint != finding.fingerprint:
                return cause
    return None
