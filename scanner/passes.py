"""Why a resource passes or is skipped, part by part: made only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scanner.evidence import describe, evidence_of, part_of
from scanner.frame import Frame, Run
from scanner.jmes import Context
from scanner.jmes.trace import trace
from scanner.jmes.values import list_items, truth
from scanner.library import Library
from scanner.policy import Policy
from scanner.records import replace
from scanner.report import Finding, Verdict
from scanner.snapshot import Resource
from scanner.unknown import ABSENT, OpenList, Unknown
from scanner.whereabouts import Part
from scanner.world import World


def explained(policy: Policy, library: Library, world: World, finding: Finding) -> Iterator[Finding]:
    """A finding that folds the parts of a resource that passed, unfolded, each with its evidence."""
    resource = world.by_id[finding.resource]
    pick = picks(resource)
    items = list(items_of(policy, library, world, resource, pick))
    if not items:
        expression = policy.targets[resource.type]
        assert expression is not None  # noqa: S101  # without one, the resource itself is the one item
        frame = frame_of(policy, library, world, resource, resource.properties)
        seen = trace(expression, resource.properties, Context(pick=pick, data=frame))
        yield replace(finding, evidence=(evidence_of(world, Part(resource), "when", expression, seen),))
    for item in items:
        frame = frame_of(policy, library, world, resource, item)
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


def frame_of(policy: Policy, library: Library, world: World, resource: Resource, item: Any) -> Frame:
    """What the policy's expressions see on an item."""
    return Frame(Run(world, library.data), item, resource.properties, resource, policy.bindings, policy.parameters)


def items_of(policy: Policy, library: Library, world: World, resource: Resource, pick: dict[Any, int]) -> Iterator[Any]:
    """The parts that are judged of a resource that passed: none of them is in doubt, or the doubt does not matter."""
    expression = policy.targets[resource.type]
    if expression is None:
        yield resource.properties
        return
    context = Context(pick=pick, data=frame_of(policy, library, world, resource, resource.properties))
    value = expression.evaluate(resource.properties, context).value
    alternatives = value.one_of if isinstance(value, Unknown) and value.one_of is not None else (value,)
    for alternative in alternatives:
        if isinstance(alternative, (list, OpenList)):
            yield from (inner for inner, _ in list_items(alternative, context)[0])
        elif alternative is not None and alternative is not ABSENT:
            yield alternative


def picks(resource: Resource) -> dict[Any, int]:
    """The choices under which a resource exists, where there is one way only."""
    found: dict[Any, int] = {}
    tree = resource.exists
    while isinstance(tree, Unknown) and tree.one_of is not None and tree.selector is not None:
        live = [index for index, branch in enumerate(tree.one_of) if branch is not False]
        if len(live) != 1:
            break
        found[tree.selector] = live[0]
        tree = tree.one_of[live[0]]
    return found
