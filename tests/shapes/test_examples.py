"""On every example of the built-in policies and relations, the types that lint infers cover the values that come out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from scanner import examples, policy_loader
from scanner.errors import EvaluationError
from scanner.frame import Frame, Run
from scanner.jmes import Context, Expression
from scanner.library import Library
from scanner.policy import Policy
from scanner.shapes import Relations
from scanner.shapes.policies import PolicyTypes
from scanner.shapes.types import Type
from scanner.unknown import OpenList, Unknown
from tests.shapes.membership import covers


@cache
def library() -> Library:
    return policy_loader.load([])


def parts(policy: Policy, target: Expression | None, properties: Any, context: Context) -> list[Any]:
    """What a policy judges of a resource, as far as it is known."""
    if target is None:
        return [properties]
    value = target.evaluate(properties, context).value
    items = [item for item, _ in value.items] if isinstance(value, OpenList) else value if isinstance(value, list) else [value]
    return [item for item in items if item is not None and not isinstance(item, Unknown)]


def frames(policy: Policy) -> Iterator[Frame]:
    """A frame for each part that the policy's examples judge."""
    for example in policy.examples:
        type_name = str(example.fields.get("type") or next(iter(policy.targets)))
        world = examples.world_of(type_name, example.fields, live=policy.reach == "live")
        resource = next(one for one in world.snapshot.resources if one.id == str(example.fields.get("id", "given")))
        run = Run(world, library().data)
        parameters = {**policy.parameters, **example.fields.get("parameters", {})}
        start = Frame(run, resource.properties, resource.properties, resource, parameters=parameters)
        for part in parts(policy, policy.targets[type_name], resource.properties, Context(data=start)):
            yield Frame(Run(world, library().data), part, resource.properties, resource, policy.bindings, parameters)


def value_of(expression: Expression, frame: Frame) -> Any:
    """An expression's value for a part; None where it fails, which is no value."""
    try:
        return expression.evaluate(frame.item, Context(data=frame)).value
    except EvaluationError:
        return None


@pytest.mark.parametrize("policy", library().policies.values(), ids=lambda policy: policy.id)
def test_the_types_of_a_policy_cover_its_values(policy):
    types = PolicyTypes(Relations(library()), policy)
    types.run()
    asked = 0
    for frame in frames(policy):
        assert covers(types.item, frame.item), types.item
        for name, expression in policy.bindings.items():
            value = value_of(expression, frame)

            assert value is None or covers(types.names[name], value), (name, value, types.names[name])
        asked += 1

    assert asked


@pytest.mark.parametrize("name", library().relations)
def test_the_type_of_a_relation_covers_what_it_leads_to(name):
    relation = library().relations[name]
    declared = Relations(library()).relation(name)
    assert declared is not None
    for example in relation.examples:
        type_name = str(example.fields.get("type") or relation.starts[0])
        world = examples.world_of(type_name, example.fields, live=False)
        start = next(one for one in world.snapshot.resources if one.id == str(example.fields.get("id", "given")))
        frame = Frame(Run(world, library().data), start.properties, start.properties, start)
        value = library().functions[name].call(Context(data=frame), start.properties)

        assert value is None or covers(declared.result(), value), (value, declared.result())


def test_a_type_without_the_value_is_noticed():
    """The measure itself: a policy's part is no text."""
    assert not covers(Type(8), {"Name": "web"})
