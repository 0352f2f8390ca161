"""Varied worlds made from the case study's two accounts: the platform of one team, repaired, with the faults that it has on a day.

A fault takes the place of what the repaired account holds with what the broken one holds, or changes one fact as the API would show it.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASE_STUDY = Path(__file__).parents[1] / "ecs-case-study"
ACCOUNT, REGION, PRODUCT = "111122223333", "ap-northeast-2", "harbor"
_NUMBERED = re.compile(
    r"\b(?:(i|lt|eipalloc|nat|rtb|sg|subnet|vpc|igw|rtbassoc)-0[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})\b"
)
"""Ids of EC2, and those of the forms 8-4-4-4-12 and 32 digits."""
_HOSTS = (
    "AWS::AutoScaling::AutoScalingGroup", "AWS::AutoScaling::LaunchConfiguration", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate",
    "AWS::ECS::CapacityProvider", "AWS::ECS::Cluster", "AWS::ECS::ContainerInstance", "AWS::ECS::Service", "AWS::ECS::Task",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
)  # fmt: skip

TAGGED = (
    "AWS::AutoScaling::AutoScalingGroup", "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::EC2::Instance",
    "AWS::EC2::Subnet", "AWS::ECR::Repository", "AWS::ECS::Cluster", "AWS::ECS::ContainerInstance", "AWS::ECS::Service",
    "AWS::ECS::TaskDefinition", "AWS::Events::Rule", "AWS::IAM::Role",
)  # fmt: skip
"""What says whose it is."""

Records = dict[str, dict[str, Any]]
"""Resources of a snapshot, by type and id."""


@dataclass(frozen=True)
class Platform:
    """One team's platform in a region of an account."""

    account: str
    region: str
    product: str
    owner: str


def _account(state: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASE_STUDY / state / "account.jsonl").read_text("utf-8").splitlines()]


def _resources(records: Sequence[dict[str, Any]]) -> Records:
    return {f"{one['type']} {one['id']}": one for one in records if one["kind"] == "resource"}


def _of_type(name: str) -> Callable[[Records, Records], None]:
    def change(world: Records, broken: Records) -> None:
        """Take all resources of the types from the broken account."""
        for key in [key for key, one in world.items() if one["type"] in name.split()]:
            del world[key]
        world.update({key: copy.deepcopy(one) for key, one in broken.items() if one["type"] in name.split()})

    return change


def _the_one(world: Records, type_name: str, part: str = "") -> dict[str, Any]:
    return next(one for one in world.values() if one["type"] == type_name and part in one["id"])


def _route(world: Records, broken: Records) -> None:
    """A private subnet loses its way to the NAT gateway."""
    del world["AWS::EC2::Route rtb-03a9d6b2c5e87af42|0.0.0.0/0"]


def _agent(world: Records, broken: Records) -> None:
    """The agent of one host died, and its task runs on unseen."""
    runtime = _the_one(world, "AWS::ECS::ContainerInstance")["properties"]["Runtime"]
    runtime["agentConnected"] = False


def _unheard(world: Records, broken: Records) -> None:
    """Nobody is told when an agent disconnects."""
    del world[next(key for key in world if key.endswith("rule/harbor-agent-disconnected"))]


def _short(world: Records, broken: Records) -> None:
    """A service runs fewer tasks than it wants."""
    service = _the_one(world, "AWS::ECS::Service")["properties"]["Runtime"]
    service["runningCount"], service["pendingCount"] = 1, 1


def _no_trail(world: Records, broken: Records) -> None:
    """The trail that the push rule waits for stops logging."""
    for key in [key for key, one in world.items() if one["type"] == "AWS::CloudTrail::Trail"]:
        del world[key]
    rule = next(key for key in world if key.endswith("rule/harbor-image-pushed"))
    world[rule] = copy.deepcopy(broken[rule])


def _unbound(world: Records, broken: Records) -> None:
    """A container has no bound of memory."""
    container = _the_one(world, "AWS::ECS::TaskDefinition")["properties"]["ContainerDefinitions"][0]
    for name in ("Memory", "MemoryReservation"):
        del container[name]


FAULTS: Mapping[str, Callable[[Records, Records], None]] = {
    "hosts": _of_type(" ".join(_HOSTS)),
    "route": _route,
    "agent": _agent,
    "unheard": _unheard,
    "short": _short,
    "trail": _no_trail,
    "tag": _of_type("AWS::CodePipeline::Pipeline AWS::CodeBuild::Project AWS::ECR::Repository"),
    "unbound": _unbound,
}
"""By name, in the order in which they are laid over one another."""


class Replay:
    """Makes the records of accounts from those of the case study."""

    def __init__(self) -> None:
        """Read both accounts."""
        repaired = _account("repaired")
        self._repaired, self._broken = _resources(repaired), _resources(_account("broken"))
        self._coverage = [one for one in repaired if one["kind"] == "coverage"]

    def account(self, platforms: Sequence[tuple[Platform, Sequence[str]]], denied: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The records (resources, coverage) of one account with its platforms and their faults; `denied` are types that it may not list."""
        account = platforms[0][0].account
        resources: dict[tuple[str, str], dict[str, Any]] = {}
        for platform, faults in platforms:
            for one in self._world(faults).values():
                if one["type"] in denied:
                    continue
                if one["type"] == "AWS::Account":
                    one["properties"]["Regions"] = sorted({each.region for each, _ in platforms})
                if one["type"] in TAGGED:
                    more = {"PropagateAtLaunch": True} if one["type"].endswith("AutoScalingGroup") else {}
                    one["properties"].setdefault("Tags", []).append({"Key": "Owner", "Value": platform.owner, **more})
                made = named(one, platform)
                resources[made["type"], made["id"]] = made
        coverage = {}
        for region in sorted({platform.region for platform, _ in platforms}):
            for one in self._coverage:
                said = dict(one)
                if one["type"] in denied:
                    said |= {"status": "denied", "reason": f"AccessDenied: {one['action']} in {region} of {account}"}
                    said |= {"settle": f"grant {one['action']}"}
                coverage[region, json.dumps(said)] = named(said, Platform(account, region, PRODUCT, ""))
        return [*(resources[key] for key in sorted(resources)), *coverage.values()]

    def _world(self, faults: Sequence[str]) -> Records:
        world = copy.deepcopy(self._repaired)
        for name in FAULTS:
            if name in faults:
                FAULTS[name](world, self._broken)
        return world


def named(record: Mapping[str, Any], platform: Platform) -> dict[str, Any]:
    """A record of the case study under the names of another platform; what AWS numbers is numbered anew."""

    def other(found: re.Match[str]) -> str:
        digits = hashlib.sha256(f"{platform.account} {platform.region} {platform.product} {found[0]}".encode()).hexdigest()
        if found[1]:
            return f"{found[1]}-0{digits[:16]}"
        rest = iter(digits)
        return re.sub("[0-9a-f]", lambda _: next(rest), found[0])

    line = _NUMBERED.sub(other, json.dumps(record))
    line = line.replace(ACCOUNT, platform.account).replace(REGION, platform.region).replace(PRODUCT, platform.product)
    made: dict[str, Any] = json.loads(line)
    return made
