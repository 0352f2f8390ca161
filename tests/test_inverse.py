"""A relation that turns another round is looked up, and gives what asking every resource would."""

from __future__ import annotations

from typing import Any

import pytest

from scanner import policy_loader
from scanner.frame import Frame, Run
from scanner.inverse import candidates, inverse_of
from scanner.jmes import Context, compile_expression
from scanner.snapshot import Resource, Snapshot
from scanner.unknown import Unknown, maybe, reference
from scanner.world import World

LIBRARY = policy_loader.load([])
CLUSTER, GROUP, LAUNCH = "AWS::ECS::Cluster", "AWS::AutoScaling::AutoScalingGroup", "AWS::AutoScaling::LaunchConfiguration"
SLOW = compile_expression("resources('AWS::AutoScaling::AutoScalingGroup')[?any(group_clusters(@), &same(item(), @))]", LIBRARY.functions)
"""The same relation in a form that is not recognised."""


def fleet(name: Any, index: int) -> list[Resource]:
    """A group whose boot script names a cluster."""
    script = Unknown("script", parts=("#!/bin/bash\necho ECS_CLUSTER=", name, " >> /etc/ecs/ecs.config\n"), types=8)
    user_data = script if isinstance(name, Unknown) else f"#!/bin/bash\necho ECS_CLUSTER={name} >> /etc/ecs/ecs.config\n"
    return [
        Resource(LAUNCH, f"w#Launch{index}", {"UserData": user_data}),
        Resource(GROUP, f"w#Group{index}", {"LaunchConfigurationName": reference(f"w#Launch{index}")}),
    ]


def world(closed: bool) -> World:
    names: list[Any] = ["a", "b", "a", "elsewhere", reference("w#C"), Unknown("parameter Name", identity=("parameter", "Name"), types=8)]
    resources = [Resource(CLUSTER, f"w#{name.upper()}", {"ClusterName": name}) for name in "ab"]
    resources.append(Resource(CLUSTER, "w#C", {}))
    for index, name in enumerate(names):
        resources.extend(fleet(name, index))
    resources.append(Resource(GROUP, "w#Odd", {"LaunchConfigurationName": maybe(reference("w#Launch0"), "a condition")}))
    return World(Snapshot("w", tuple(resources), closed=frozenset({"*"} if closed else ())))


def asked(here: World, cluster: Resource, slow: bool) -> tuple[str, set[str]]:
    run = Run(here, LIBRARY.data)
    assume = LIBRARY.relations["cluster_groups"].assume
    context = Context(data=Frame(run, cluster.properties, cluster.properties, cluster, assume=assume))
    found = SLOW(cluster.properties, context) if slow else LIBRARY.functions["cluster_groups"].call(context, cluster.properties)
    return str(found), set(run.assumptions)


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("cluster", ["w#A", "w#B", "w#C"])
def test_looking_up_gives_what_asking_every_resource_gives(closed, cluster):
    here, there = world(closed), world(closed)
    quick, assumed = asked(here, here.by_id[cluster], slow=False)
    slow, assumed_there = asked(there, there.by_id[cluster], slow=True)

    assert quick == slow
    assert assumed == assumed_there


def test_only_those_that_may_lead_to_a_resource_are_asked_for_it():
    here = world(closed=True)
    inverse = inverse_of(LIBRARY.relations["cluster_groups"].value, LIBRARY.functions)
    assert inverse is not None
    found = {one.id for one in candidates(Run(here, LIBRARY.data), "cluster_groups", inverse, None, here.by_id["w#B"])}

    assert "w#Group1" in found
    assert not {"w#Group0", "w#Group2", "w#Group3"} & found


@pytest.mark.parametrize(
    "text",
    [
        "resources('AWS::ECS::Cluster')[?ClusterName == 'a']",
        "resources('AWS::ECS::Cluster')[?any(group_clusters(@), &same(item(), @))]",
        "resources('AWS::ECS::Cluster')[?any(resources('AWS::ECS::Cluster'), &same(@, item()))]",
        "resources('AWS::ECS::Cluster')[?ClusterName && any(group_clusters(@), &same(@, item()))]",
    ],
)
def test_other_forms_are_asked_one_by_one(text):
    assert inverse_of(compile_expression(text, LIBRARY.functions), LIBRARY.functions) is None


@pytest.mark.parametrize("name", ["cluster_groups", "pipeline_rules", "repository_pushes", "instance_providers", "ecs_launch_roles"])
def test_relations_that_ask_every_resource_of_a_type_are_turned_round(name):
    """Asked of each of n resources they would take n times n steps."""
    assert inverse_of(LIBRARY.relations[name].value, LIBRARY.functions) is not None


@pytest.mark.parametrize(
    "text",
    [
        "resources('T')[?any(Xs, &same(@, item()))].Name[] | [0]",
        "resources('T')[?any(Xs[].Y, &same(resource(Id, 'U'), this())) && Name]",
    ],
)
def test_whatever_follows_the_filter_is_asked_of_what_it_keeps(text):
    assert inverse_of(compile_expression(text, LIBRARY.functions), LIBRARY.functions) is not None


@pytest.mark.parametrize(
    "text",
    [
        "resources('T')[?Name || any(Xs, &same(@, item()))]",
        "resources('T')[?any(Xs, &same(@, item()))].resources('U')[]",
        "resources('T')[?any(resources('U'), &same(@, item()))]",
        "resources('T')[?any(Xs, &same(resource(item().Y, 'U'), item()))]",
        "resources('T', 'all')[?any(Xs, &same(@, item()))]",
        "Ts[?any(Xs, &same(@, item()))]",
    ],
)
def test_what_asks_for_more_than_itself_is_not_turned_round(text):
    assert inverse_of(compile_expression(text, LIBRARY.functions), LIBRARY.functions) is None
