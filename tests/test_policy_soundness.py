"""Built-in policies are sound: no document that a schema allows makes one break, and knowing less never turns a verdict round."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner import policy_loader
from scanner.canonical import canonicalise
from scanner.cfn_schemas import Shape, type_schema
from scanner.config import Config
from scanner.evaluate import evaluate
from scanner.examples import overall
from scanner.policy import Policy
from scanner.scan import Settings, worlds_of
from scanner.snapshot import Origin, Resource, Snapshot
from scanner.unknown import ANY, ARRAY, BOOLEAN, NUMBER, OBJECT, STRING, Unknown
from scanner.world import World

LIBRARY = policy_loader.load([])
TELLINGS = sorted((Path(__file__).parent / "policies").glob("*/*"))
TYPES = sorted({name for policy in LIBRARY.policies.values() for name in policy.types if type_schema(name)})
TEXTS = [
    "a", "default", "latest", "*", "ECR", "ECS", "CodeBuild", "Source", "Deploy", "0.0.0.0/0", "ec2.amazonaws.com", "", "sts:AssumeRole",
    "Allow", "AWS API Call via CloudTrail", "IMMUTABLE", "1", "Management", "arn:aws:iam::aws:policy/AdministratorAccess",
    "#!/bin/bash\necho ECS_CLUSTER=a >> /etc/ecs/ecs.config\n", "version: 0.2\nphases:\n  build:\n    commands: [docker push a:b]\n",
]  # fmt: skip
KEYS = ["Effect", "Action", "Principal", "Service", "detail", "detail-type", "source", "ImageTag", "RepositoryName", "Statement"]
SOUND = {"pass": {"pass", "skipped"}, "fail": {"fail"}, "skipped": {"skipped"}, "unknown": {"pass", "fail", "skipped", "unknown"}}
"""Verdict with less known -> what the verdict with all known may be."""


def free(dice: random.Random, depth: int) -> Any:
    """Any JSON value."""
    kind = dice.randrange(8)
    if kind < 3 or depth <= 0:
        return dice.choice(TEXTS)
    if kind == 3:
        return dice.choice([0, 1, -1.5, True, False, None])
    if kind < 6:
        return [free(dice, depth - 1) for _ in range(dice.randrange(3))]
    return {dice.choice(KEYS): free(dice, depth - 1) for _ in range(dice.randrange(3))}


def shaped(dice: random.Random, shape: Shape, depth: int, holes: bool) -> Any:
    """A value that a shape allows."""
    if holes and dice.random() < 0.06:
        return Unknown("a hole", types=shape.types or ANY)
    if shape.enum:
        return dice.choice(list(shape.enum))
    kinds = [kind for kind in (BOOLEAN, NUMBER, STRING, ARRAY, OBJECT) if shape.types & kind]
    kind = dice.choice(kinds) if kinds else 0
    if kind == BOOLEAN:
        return dice.random() < 0.5
    if kind == NUMBER:
        return dice.randrange(5)
    if kind == STRING:
        return dice.choice(TEXTS)
    if kind == ARRAY:
        count = dice.randrange(3) if depth > 0 else 0
        return [free(dice, 2) if shape.items is None else shaped(dice, shape.items, depth - 1, holes) for _ in range(count)]
    if kind == OBJECT and shape.properties and not shape.json:
        return {name: shaped(dice, inner, depth - 1, holes) for name, inner in shape.properties.items() if dice.random() < 0.5}
    return {key: free(dice, 3) for key in dice.sample(KEYS, dice.randrange(4))} if kind == OBJECT else free(dice, 3)


def generated(seed: int) -> Snapshot:
    """A world of resources of the types that policies read."""
    dice = random.Random(seed)
    resources = []
    for index in range(dice.randrange(4, 14)):
        type_name = dice.choice(TYPES)
        schema = type_schema(type_name)
        assert schema is not None
        given = shaped(dice, schema.root, 6, holes=seed % 2 == 1)
        properties, origin = canonicalise(type_name, given if isinstance(given, dict) else {}, Origin(None))
        resources.append(Resource(type_name, f"w#{type_name.rsplit('::', 1)[-1]}{index}", properties, origin=origin))
    closed = frozenset({"*"}) if dice.random() < 0.5 else frozenset()
    return Snapshot("w", tuple(resources), closed=closed, live=dice.random() < 0.5, time="2026-01-01T00:00:00Z")


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_no_policy_breaks_on_what_a_schema_allows(start):
    broken = [
        (seed, finding.policy, finding.message)
        for seed in range(start, start + 20)
        for finding in evaluate(LIBRARY.policies.values(), World(generated(seed)), LIBRARY.data)
        if finding.verdict == "error"
    ]

    assert broken == []


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a document."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from places(inner, (*path, key))


def copied(value: Any) -> Any:
    """A document of which the containers are new."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def masked(snapshot: Snapshot, dice: random.Random) -> Snapshot:
    """The same world with one to four values unknown."""
    resources = [dataclasses.replace(resource, properties=copied(resource.properties)) for resource in snapshot.resources]
    spots = [(index, path) for index, resource in enumerate(resources) for path in places(resource.properties)]
    done: list[tuple[int, tuple[Any, ...]]] = []
    for index, path in sorted(dice.sample(spots, min(len(spots), dice.choice([1, 1, 2, 4]))), key=lambda spot: len(spot[1])):
        if any(index == other and path[: len(above)] == above for other, above in done):
            continue
        holder: Any = resources[index].properties
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = Unknown("masked")
        done.append((index, path))
    return dataclasses.replace(snapshot, resources=tuple(resources))


def verdicts(policy: Policy, snapshot: Snapshot) -> dict[str, str]:
    """The verdict of each resource that a policy is asked of."""
    found: dict[str, list[Any]] = {}
    for finding in evaluate([policy], World(snapshot), LIBRARY.data):
        found.setdefault(finding.resource, []).append(finding.verdict)
    return {resource: overall(each) for resource, each in found.items()}


@pytest.mark.parametrize("telling", TELLINGS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_knowing_less_never_turns_a_verdict_round(telling):
    policy = LIBRARY.policies[telling.parent.name]
    dice = random.Random(telling.as_posix().rsplit("policies/", 1)[-1])
    for snapshot, _ in worlds_of([(str(telling), Config())], Settings()):
        if not snapshot.resources:
            continue
        known = verdicts(policy, snapshot)
        for _ in range(3):
            less = verdicts(policy, masked(snapshot, dice))

            assert {
                resource: (verdict, known[resource]) for resource, verdict in less.items() if known[resource] not in SOUND[verdict]
            } == {}
