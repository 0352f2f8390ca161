"""Why ECS platforms stop delivering, as the case study tells it: each cause, and the policies that see it."""

from __future__ import annotations

from typing import Final

from scanner.records import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of the case study."""

    name: str
    title: str
    """What is wrong, where it is."""
    short: str
    """A word or two, for a column."""
    shows: str
    """How it shows to people."""
    roles: tuple[str, ...]
    """Of the members (`inventory.members.ROLES`) that it stands at."""
    policies: tuple[str, ...]
    """Ids of the policies that fail where it is."""


CAUSES: Final = (
    Cause(
        "no-instance-profile",
        "Hosts have no instance profile, or one whose role cannot register them",
        "Instance profile",
        "Instances launch and never join the cluster; the agent's log says NoCredentialProviders.",
        ("launch", "identity"),
        (
            "asg-launch-has-instance-profile",
            "instance-profile-holds-one-role",
            "ecs-instance-role-permissions",
            "ecs-instance-role-trusts-ec2",
        ),
    ),
    Cause(
        "wrong-cluster",
        "ECS_CLUSTER is missing or wrong in the hosts' user data",
        "ECS_CLUSTER",
        "Instances register, in a stray cluster named default; the intended one stays empty.",
        ("launch", "cluster"),
        ("userdata-sets-ecs-cluster", "userdata-cluster-exists", "no-stray-default-cluster", "service-has-capacity-source"),
    ),
    Cause(
        "no-way-out",
        "Subnets have no route to the internet, so hosts do not reach ECS",
        "Way out",
        "Services say that no container instances were found in the cluster.",
        ("host", "network", "service"),
        (
            "private-subnet-routes-to-nat",
            "ecs-instance-subnet-has-egress",
            "igw-route-needs-public-ip",
            "fargate-public-subnet-needs-public-ip",
        ),
    ),
    Cause(
        "dead-agent",
        "The agent of a host is dead, and nothing brings it back or tells of it",
        "Agent",
        "Tasks do not start or stop, though the console shows them so: the closest instance has no agent connected.",
        ("instance", "launch", "cluster"),
        (
            "ecs-container-instance-agent-connected",
            "agent-disconnected-with-tasks",
            "userdata-agent-recovers",
            "agent-disconnect-is-watched",
        ),
    ),
    Cause(
        "no-trigger",
        "A push does not start the pipeline: no rule, or one that waits for a trail that does not log",
        "Push starts",
        "An image is pushed, and the pipeline has no new execution.",
        ("pipeline", "trigger", "account"),
        ("trigger-via-cloudtrail-needs-trail", "cloudtrail-enabled", "ecr-source-has-trigger"),
    ),
    Cause(
        "tag-differs",
        "The pipeline waits for another tag than the one that is pushed",
        "Image tag",
        "An image is pushed, and the pipeline has no new execution.",
        ("pipeline",),
        ("trigger-tag-matches-source", "trigger-tag-is-pushed", "ecr-source-tag-defined", "immutable-repo-vs-floating-tag"),
    ),
)
"""In the order in which a platform is built."""

POLICIES: Final = tuple(policy for cause in CAUSES for policy in cause.policies)
