"""Why a resource passes or is skipped, part by part: made only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scanner.evaluate import frame_for, items_of, picks_of_existence
from scanner.evidence import describe, evidence_of, part_of
from scanner.frame import Frame, Run
from scanner.jmes import Context
from scanner.jmes.trace import trace
from scanner.jmes.values import truth
from scanner.library import Library
from scanner.policy import Policy
from scanner.records import replace
from scanner.report import Finding, Verdict
from scanner.whereabouts import Part
from scanner.world import World


def explained(policy: Policy, library: Library, world: World, finding: Finding) -> Iterator[Finding]:
    """A finding that folds the parts of a resource that passed, unfolded, each with its evidence."""
    # an id may be shared by resources of several types
    resource = next(one for one in world.by_type[finding.type] if one.id == finding.resource)
    pick = picks_of_existence(resource.exists)
    run = Run(world, library.data)
    items, _, _ = items_of(policy, policy.targets[resource.type], resource, world, library.data, pick)
    if not items:
        expression = policy.targets[resource.type]
        assert expression is not None  # noqa: S101  # without one, the resource itself is the one item
        frame = frame_for(policy, resource.properties, resource, run)
        seen = trace(expression, resource.properties, Context(pick=pick, data=frame))
        yield replace(finding, evidence=(evidence_of(world, Part(resource), "when", expression, seen),))
    for item in (one.value for one in items):
        frame = frame_for(policy, item, resource, Run(world, library.data))
        skipped = finding.verdict is Verdict.SKIPPED or (policy.when is not None and applies(policy, frame, pick) is False)
        scene = describe(policy, () if skipped else policy.clauses, item, resource, world, frame, pick)
        yield replace(
            finding,
            verdict=Verdict.SKIPPED if skipped else Verdict.PASS,
            part=part_of(world, resource, item, policy.targets[resource.type]),
            location=scene.location or finding.location,
            related=scene.related,
            evidence=scene.evidence,
        )


def applies(policy: Policy, frame: Frame, pick: dict[Any, int]) -> bool | None:
    """The truth of the policy's condition on an item."""
    context = Context(pick=pick, data=frame)
    return truth(policy.when.evaluate(frame.item, context).value, context) if policy.when is not None else True
