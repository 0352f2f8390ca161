"""Each function of ours gives what it declares: `Function.returns` is true, and so are the types that lint takes its results for."""

from __future__ import annotations

from typing import Any

import pytest

from scanner import frame
from scanner.frame import Frame, Run
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Function, compile_expression
from scanner.jmes.values import types_of
from scanner.shapes.infer import Inference
from scanner.shapes.scope import Scope
from scanner.shapes.types import constant
from scanner.snapshot import Origin, Resource, Snapshot
from scanner.unknown import ANY, Unknown
from scanner.world import World
from tests.shapes.membership import covers

SPEC = (
    "version: 0.2\nphases:\n  build:\n    commands:\n      - docker build -t web . && docker push 1.dkr.ecr.eu-west-1.amazonaws.com/web:1\n"
)
BOOT = "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"
DOCUMENT: dict[str, Any] = {
    "n": None,
    "t": "a",
    "list": [1, "a", None, {"x": 1}],
    "spec": SPEC,
    "boot": BOOT,
    "role": "arn:aws:iam::123456789012:role/a",
    "pattern": {"source": ["aws.ecr"]},
    "event": {"source": "aws.ecr"},
    "allow": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    "hole": Unknown("parameter P"),
    "text_hole": Unknown("parameter T", types=8),
}
EXAMPLES: dict[str, tuple[str, ...]] = {
    "any": ("any(list, &@)", "any(n, &@)", "any(list, &x)", "any(hole, &@)"),
    "all": ("all(list, &@)", "all(n, &@)", "all(hole, &@)"),
    "none": ("none(list, &@)", "none(n, &@)", "none(hole, &@)"),
    "missing": ("missing(list, n)", "missing(n, list)", "missing(list, hole)", "missing(list, list)"),
    "unique": ("unique(list)", "unique(n)", "unique(hole)"),
    "multiply": ("multiply(`2`, `3`)", "multiply(n, `3`)", "multiply(`2`, hole)"),
    "divide": ("divide(`2`, `3`)", "divide(n, `3`)", "divide(`2`, hole)"),
    "subtract": ("subtract(`2`, `3`)", "subtract(n, `3`)", "subtract(`2`, hole)"),
    "glob": ("glob(t, 'a*')", "glob(n, 'a')", "glob(text_hole, 'a')"),
    "parse_json": tuple(f"parse_json('{text}')" for text in ("null", "true", "1", '"a"', "[]", "{}")),
    "image": ("image('web')", "image('1.dkr.ecr.eu-west-1.amazonaws.com/web:1')", "image(n)", "image(text_hole)", "image('a@sha256:1')"),
    "arn_parts": ("arn_parts(role)", "arn_parts(n)", "arn_parts(t)", "arn_parts(text_hole)"),
    "endpoint_service": ("endpoint_service('com.amazonaws.eu-west-1.ecr.api')", "endpoint_service(t)", "endpoint_service(text_hole)"),
    "ecs_config": ("ecs_config(boot)", "ecs_config(n)", "ecs_config(text_hole)"),
    "agent_recovery": ("agent_recovery(boot)", "agent_recovery(n)", "agent_recovery(text_hole)"),
    "buildspec": ("buildspec(spec)", "buildspec(text_hole)"),
    "event_matches": ("event_matches(pattern, event)", "event_matches(n, event)", "event_matches(hole, event)"),
    "iam_allows": ("iam_allows(allow, 'a:b', '*')", "iam_allows(n, 'a:b', '*')", "iam_allows(hole, 'a:b', '*')"),
    "cidr_contains": (
        "cidr_contains('10.0.0.0/8', '10.1.0.0/16')",
        "cidr_contains(n, '10.0.0.0/8')",
        "cidr_contains(text_hole, '10.0.0.0/8')",
    ),
    "instance_type": ("instance_type('m5.large')", "instance_type(n)", "instance_type(text_hole)"),
    "this": ("this()",),
    "item": ("item()",),
    "resources": ("resources('AWS::ECS::Cluster')", "resources('AWS::ECS::Service', 'all')"),
    "resource": ("resource('shop', 'AWS::ECS::Cluster')", "resource('none', 'AWS::ECS::Cluster')", "resource(n, 'AWS::ECS::Cluster')"),
    "referrers": ("referrers(@, 'AWS::ECS::Service')", "referrers(resource('shop', 'AWS::ECS::Cluster'), 'AWS::ECS::Service')"),
    "same": ("same(@, @)", "same(n, @)", "same(hole, @)"),
    "exists": ("exists(n)", "exists(t)", "exists(hole)"),
    "id": ("id(this())", "id(n)"),
    "arn": ("arn(this())", "arn(n)"),
    "region": ("region(this())", "region(n)"),
    "account": ("account(this())", "account(n)"),
    "age_days": ("age_days('2026-01-01T00:00:00Z')", "age_days(n)"),
    "data": (),
}
OURS: dict[str, Function] = {**FUNCTIONS, **frame.FUNCTIONS}
ANYTHING_GOES = ("this", "item", "data")
"""What stands in a document or a file: their results are any type."""


class NoWorld:
    """No relations, no data."""

    def relation(self, name: str) -> None:
        return None

    def data(self, name: str) -> Any:
        return {}


def context() -> Context:
    resources = (
        Resource("AWS::ECS::TaskDefinition", "given", DOCUMENT, origin=Origin(None)),
        Resource("AWS::ECS::Cluster", "shop", {"ClusterName": "shop"}, origin=Origin(None)),
        Resource("AWS::ECS::Service", "web", {"Cluster": "shop"}, origin=Origin(None)),
    )
    world = World(Snapshot("w", resources, closed=frozenset("*"), live=True, time="2026-02-01T00:00:00Z"))
    return Context(data=Frame(Run(world, lambda name: {}), DOCUMENT, DOCUMENT, resources[0]))


def test_every_function_has_an_example():
    assert sorted(EXAMPLES) == sorted(OURS)


@pytest.mark.parametrize("name", sorted(set(OURS) - set(ANYTHING_GOES)))
def test_a_function_gives_all_the_types_that_it_declares_and_no_others(name):
    """Wider, and lint would warn of null where none comes; narrower, and it would call certain what is not."""
    given = 0
    for text in EXAMPLES[name]:
        expression = compile_expression(text, OURS)
        value = expression.evaluate(DOCUMENT, context()).value
        given |= types_of(value)

        assert not types_of(value) & ~OURS[name].returns, (text, value)
        start = constant({key: item for key, item in DOCUMENT.items() if not isinstance(item, Unknown)} | {"hole": None, "text_hole": "x"})
        inference = Inference(expression, NoWorld(), {})
        found = inference.value(Scope(start, start, start))
        if "hole" not in text:
            assert covers(found, value), (text, value, found)

    assert given == OURS[name].returns


def test_what_is_read_of_a_document_may_be_anything():
    assert all(OURS[name].returns == ANY for name in ANYTHING_GOES)
