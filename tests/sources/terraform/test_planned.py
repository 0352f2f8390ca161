"""A plan alone, and a plan beside its code: what is told, what is left out because nobody wrote it, what stays unknown."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources import Options, read_targets
from scanner.unknown import Unknown

GROUP = "aws_security_group.g"


def change(address: str, after: dict[str, Any], unknown: dict[str, Any], actions: tuple[str, ...] = ("create",)) -> dict[str, Any]:
    kind, _, name = address.partition(".")
    inner = {"actions": list(actions), "before": None, "after": after, "after_unknown": unknown}
    return {"address": address, "mode": "managed", "type": kind, "name": name, "change": inner}


def configured(address: str, expressions: dict[str, Any]) -> dict[str, Any]:
    kind, _, name = address.partition(".")
    return {"address": address, "mode": "managed", "type": kind, "name": name, "expressions": expressions}


@pytest.fixture
def read(tmp_path: Path):
    """The resources of a plan, by address, with code beside it or without."""

    def reader(changes: list[Any], resources: list[Any], code: str = "", variables: dict[str, Any] | None = None) -> dict[str, Resource]:
        plan = {
            "format_version": "1.2",
            "variables": {name: {"value": value} for name, value in (variables or {}).items()},
            "resource_changes": changes,
            "configuration": {"root_module": {"resources": resources}},
        }
        (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")
        if code:
            (tmp_path / "main.tf").write_text(code, "utf-8")
        (snapshot,) = read_targets([tmp_path / "plan.json"], Options(redactor=Redactor(b"key of this test")))
        return {one.id.rpartition("#")[2]: one for one in snapshot.resources}

    return reader


def test_what_a_plan_does_not_know_is_what_its_configuration_refers_to(read):
    found = read(
        [
            change("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}, {"id": True}),
            change("aws_subnet.s", {"cidr_block": "10.0.1.0/24"}, {"vpc_id": True, "availability_zone": True}),
        ],
        [configured("aws_subnet.s", {"vpc_id": {"references": ["aws_vpc.v.id", "aws_vpc.v"]}, "cidr_block": {}})],
    )

    properties = found["aws_subnet.s"].properties
    assert properties["VpcId"].reference.resource.endswith("#aws_vpc.v")
    assert "AvailabilityZone" not in properties  # nobody wrote it


def test_an_expression_that_makes_something_of_what_it_refers_to_is_not_that(read):
    """A plan says what an expression refers to, not what it does with it."""
    found = read(
        [change("aws_sqs_queue.q", {"name": "q"}, {"arn": True}), change("aws_sqs_queue.p", {}, {"name": True})],
        [configured("aws_sqs_queue.p", {"name": {"references": ["aws_sqs_queue.q.arn", "aws_sqs_queue.q"]}})],
    )

    assert found["aws_sqs_queue.p"].properties["QueueName"].reference is None


def test_user_data_of_which_a_plan_shows_the_hash_is_a_text_that_the_plan_has_elsewhere(read):
    """Older providers show SHA-1; the text is a variable's value, or a constant of the configuration."""
    join = "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"
    digest = hashlib.sha1(join.encode(), usedforsecurity=False).hexdigest()
    other = hashlib.sha1(b"another", usedforsecurity=False).hexdigest()
    launch = {"image_id": "ami-1", "instance_type": "t3.micro"}
    found = read(
        [
            change("aws_launch_configuration.a", {**launch, "user_data": digest}, {}),
            change("aws_launch_configuration.b", {**launch, "user_data": other}, {}),
            change("aws_ecs_cluster.c", {"name": digest}, {}),
        ],
        [
            configured("aws_launch_configuration.a", {"user_data": {"references": ["each.value"]}}),
            configured("aws_launch_configuration.b", {"user_data": {}}),
            configured("aws_ecs_cluster.c", {"name": {}}),
        ],
        variables={"groups": {"base": [{"user_data": join}]}},
    )

    assert found["aws_launch_configuration.a"].properties["UserData"] == join
    assert isinstance(found["aws_launch_configuration.b"].properties["UserData"], Unknown)
    assert found["aws_ecs_cluster.c"].properties["ClusterName"] == digest


def test_blocks_of_which_nothing_is_known_may_be_dynamic(read):
    """The configuration in a plan does not show dynamic blocks: without the code, rules may be there."""
    group = [change(GROUP, {"name": "g"}, {"ingress": True, "arn": True})]
    resources = [configured(GROUP, {"name": {"constant_value": "g"}})]

    alone = read(group, resources)[GROUP].properties
    beside = read(group, resources, 'resource "aws_security_group" "g" { name = "g" }')[GROUP].properties

    assert isinstance(alone["SecurityGroupIngress"], Unknown)
    assert "SecurityGroupIngress" not in beside


def test_blocks_of_one_name_are_not_mistaken_for_one_another(read):
    """Sets have no order: which of two routes has which gateway is told by neither."""
    routes = [{"cidr_block": "10.0.0.0/8"}, {"cidr_block": "0.0.0.0/0"}]
    gateways = [{"gateway_id": {"references": [f"aws_internet_gateway.{name}.id"]}, "cidr_block": {}} for name in "ab"]
    changes = [
        change("aws_route_table.t", {"route": routes}, {"route": [{"gateway_id": True}, {"gateway_id": True}]}),
        *(change(f"aws_internet_gateway.{name}", {}, {"id": True}) for name in "ab"),
    ]

    found = read(changes, [configured("aws_route_table.t", {"route": gateways})])

    assert found["aws_route_table.t.route[0]"].properties["GatewayId"].reference is None


def test_the_code_beside_a_plan_says_more(read):
    """Lists of references, and texts that embed them; with the plan's own variables."""
    code = (
        'variable "name" {}\n'
        'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\nresource "aws_subnet" "a" { vpc_id = aws_vpc.v.id }\n'
        'resource "aws_subnet" "b" { vpc_id = aws_vpc.v.id }\n'
        'resource "aws_lb" "l" {\n  name = var.name\n  subnets = [aws_subnet.a.id, aws_subnet.b.id]\n}\n'
    )
    changes = [
        change("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}, {"id": True}),
        *(change(f"aws_subnet.{name}", {}, {"vpc_id": True}) for name in "ab"),
        change("aws_lb.l", {"name": "shop", "enable_http2": True}, {"subnets": True, "subnet_mapping": True}),
    ]

    properties = read(changes, [], code, {"name": "shop"})["aws_lb.l"].properties

    assert {one.reference.resource.rpartition("#")[2] for one in properties["Subnets"]} == {"aws_subnet.a", "aws_subnet.b"}
    assert properties["Name"] == "shop"
    assert "LoadBalancerAttributes" not in properties  # the provider's default
    assert "SubnetMappings" not in properties


def test_of_what_is_there_already_everything_counts(read):
    """What nobody wrote is a fact of a resource that exists."""
    found = read(
        [change("aws_lb.l", {"name": "l", "internal": False, "arn": "arn:aws:elasticloadbalancing:1"}, {}, ("no-op",))],
        [configured("aws_lb.l", {"name": {"constant_value": "l"}})],
    )

    assert found["aws_lb.l"].properties["Scheme"] == "internet-facing"
    assert found["aws_lb.l"].identifiers["Ref"] == "arn:aws:elasticloadbalancing:1"


def test_what_a_plan_destroys_is_not_there(read):
    found = read([change("aws_lb.l", {}, {}, ("delete",)), change("aws_lb.m", {"name": "m"}, {}, ("delete", "create"))], [])

    assert "aws_lb.l" not in found
    assert "aws_lb.m" in found
