"""Quick verdicts by generated code are those of the three-valued evaluation, on every telling and on worlds that schemas allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner import policy_loader
from scanner.evaluate import evaluate, guarded, reaches
from scanner.examples import overall
from scanner.frame import Frame, Run
from scanner.jmes import Context
from scanner.judge import FAIL, LEFT, PASS, SKIPPED, Judges, Quick, generate, joined
from scanner.policy import Policy
from scanner.scan import Settings, judged_worlds
from scanner.snapshot import Snapshot
from scanner.world import World
from tests.test_policy_soundness import TELLINGS, generated

LIBRARY = policy_loader.load([])
POLICIES = list(LIBRARY.policies.values())
NAMES = {PASS: "pass", SKIPPED: "skipped", FAIL: "fail"}


def built(type_name: str, chosen: tuple[str, ...]) -> object:
    """Code for a type at once, however few its resources are."""
    return generate([LIBRARY.policies[identity] for identity in chosen], type_name)


JUDGES = Judges(POLICIES, built)  # type: ignore[arg-type]  # `generate` gives a Judge


def quick_verdicts(world: World) -> dict[tuple[str, str], tuple[int, str]]:
    """(policy, resource) -> quick verdict and the three-valued one."""
    quick = Quick(world, LIBRARY.data, JUDGES)
    found = {}
    for policy in POLICIES:
        if not reaches(policy, world):
            continue
        for resource in (one for name in policy.targets for one in world.by_type.get(name, ())):
            slow = overall([finding.verdict for finding in guarded(policy, resource, world, LIBRARY.data)])
            found[policy.id, resource.id] = (quick.verdict(policy, resource), slow)
    return found


def disagreements(world: World) -> list[tuple[tuple[str, str], tuple[int, str]]]:
    """Quick verdicts that the three-valued evaluation does not share. A quick FAIL may be more: a part may err elsewhere."""
    return [(key, pair) for key, pair in quick_verdicts(world).items() if pair[0] in (PASS, SKIPPED) and NAMES[pair[0]] != pair[1]]


@pytest.mark.parametrize("telling", TELLINGS, ids=lambda path: f"{path.parent.name}-{path.name}" if isinstance(path, Path) else "")
def test_a_telling_gets_the_same_verdict_from_generated_code(telling):
    for world in judged_worlds([str(telling)], Settings()):
        assert disagreements(world) == []


@pytest.mark.parametrize("start", range(0, 100, 10))
def test_a_world_that_schemas_allow_gets_the_same_verdicts(start):
    for seed in range(start, start + 10):
        assert disagreements(World(generated(seed), frozenset())) == []


def test_generated_code_decides_where_everything_is_known():
    counts = dict.fromkeys((PASS, SKIPPED, FAIL, LEFT), 0)
    known = 0
    for telling in TELLINGS:
        for world in judged_worlds([str(telling)], Settings()):
            if "*" not in world.snapshot.closed:
                continue
            for (_, resource), (code, slow) in quick_verdicts(world).items():
                if slow in NAMES.values() and world.knows(world.by_id[resource].properties):
                    counts[code] += 1
                    known += 1

    assert known > 100 and counts[LEFT] <= known * 0.1, counts


def test_findings_are_the_same_with_and_without_generated_code():
    for telling in TELLINGS:
        for world in judged_worlds([str(telling)], Settings()):
            slow = list(evaluate(POLICIES, world, LIBRARY.data, Judges([])))
            assert list(evaluate(POLICIES, world, LIBRARY.data, JUDGES)) == slow


def test_every_type_of_the_builtin_policies_has_code():
    def judge_all(policies: list[Policy]) -> dict[str, bool]:
        judges = Judges(policies, built)  # type: ignore[arg-type]  # `generate` gives a Judge
        return {name: judges.of(name, 1) is not None for name in judges.by_type}

    assert all(judge_all(POLICIES).values())


def test_code_in_several_parts_judges_as_one_and_keeps_each_row_once():
    """A type with more policies than one function takes has several."""
    policies = [policy for policy in POLICIES if "AWS::ECS::Service" in policy.targets]
    world = World(Snapshot("w", tuple(resource for seed in range(80) for resource in generated(seed).resources)))
    services = world.known["AWS::ECS::Service"]
    context = Context(data=Frame(Run(world, LIBRARY.data), None, None, None))

    whole = generate(policies, "AWS::ECS::Service")(services, context)
    parts = joined([generate([policy], "AWS::ECS::Service") for policy in policies])(services, context)

    assert len(services) > 5
    assert parts == whole
    assert len({id(row) for row in parts}) == len(set(parts))
