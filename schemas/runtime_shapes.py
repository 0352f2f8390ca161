"""Pack the shapes of AWS's APIs that `Runtime` holds, from the installed botocore, into schemas/runtime.json.

`make schemas` runs it. One line for each type and each structure, so that a diff can be read. A shape is a word (`text`, `number`,
`boolean`), `[element]`, `{"enum": [...]}`, `{"map": shape}` or `{"to": "service.Structure"}`. The same botocore gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LAUNCH_VERSIONS = {"LatestVersionNumber": "number", "LaunchTemplateVersions": [{"to": "ec2.LaunchTemplateVersion"}]}

RUNTIME: dict[str, tuple[str, ...]] = {
    "AWS::AutoScaling::AutoScalingGroup": ("autoscaling.AutoScalingGroup",),
    "AWS::CloudTrail::Trail": ("cloudtrail.GetTrailStatusResponse", "cloudtrail.Trail"),
    "AWS::CodePipeline::Pipeline": ("codepipeline.GetPipelineStateOutput",),
    "AWS::EC2::Instance": ("ec2.Instance",),
    "AWS::EC2::LaunchTemplate": ("ec2.LaunchTemplate",),
    "AWS::EC2::NatGateway": ("ec2.NatGateway",),
    "AWS::EC2::Route": ("ec2.Route",),
    "AWS::EC2::RouteTable": ("ec2.RouteTable",),
    "AWS::EC2::Subnet": ("ec2.Subnet",),
    "AWS::EC2::VPCEndpoint": ("ec2.VpcEndpoint",),
    "AWS::ECS::CapacityProvider": ("ecs.CapacityProvider",),
    "AWS::ECS::Cluster": ("ecs.Cluster",),
    "AWS::ECS::ContainerInstance": ("ecs.ContainerInstance",),
    "AWS::ECS::Service": ("ecs.Service",),
    "AWS::ECS::Task": ("ecs.Task",),
    "AWS::ECS::TaskDefinition": ("ecs.TaskDefinition",),
    "AWS::Events::Rule": ("events.DescribeRuleResponse",),
}
"""The structures whose members `Runtime` of a type has."""
BESIDE: dict[str, dict[str, Any]] = {"AWS::EC2::LaunchTemplate": LAUNCH_VERSIONS}
"""Members that a second call of the API adds."""
MOST_VALUES = 64
"""An enumeration with more values (instance types) is text: nobody compares with it but by name."""
WORDS = {
    **dict.fromkeys(("string", "character", "timestamp", "blob"), "text"),
    **dict.fromkeys(("integer", "long", "double", "float", "bigdecimal"), "number"),
    "boolean": "boolean",
}


class Packer:
    """Packs structures, and those that they lead to."""

    def __init__(self) -> None:
        """Start with none."""
        from botocore.session import get_session

        self._session = get_session()
        self._models: dict[str, Any] = {}
        self.structures: dict[str, dict[str, Any]] = {}

    def structure(self, name: str) -> dict[str, Any]:
        """The members of `service.Structure`; below it all structures are packed, too."""
        service, _, shape = name.partition(".")
        if service not in self._models:
            self._models[service] = self._session.get_service_model(service)
        members = self._models[service].shape_for(shape).members
        return {member: self.shape(service, inner) for member, inner in sorted(members.items())}

    def shape(self, service: str, shape: Any) -> Any:
        """One shape of a service."""
        kind = shape.type_name
        if kind == "list":
            return [self.shape(service, shape.member)]
        if kind == "map":
            return {"map": self.shape(service, shape.value)}
        if kind == "structure":
            name = f"{service}.{shape.name}"
            if name not in self.structures:
                self.structures[name] = {}  # before its members: structures may hold themselves
                self.structures[name] = self.structure(name)
            return {"to": name}
        values = getattr(shape, "enum", None)
        return {"enum": values} if values and len(values) <= MOST_VALUES else WORDS[kind]


def pack() -> str:
    """The text of the file."""
    from botocore import __version__

    packer = Packer()
    types: dict[str, dict[str, Any]] = {}
    for name, sources in sorted(RUNTIME.items()):
        members = dict(BESIDE.get(name, {}))
        for source in sources:
            members = {**packer.structure(source), **members}
        types[name] = dict(sorted(members.items()))
    for name in [inner["to"] for members in BESIDE.values() for kept in members.values() if isinstance(kept, list) for inner in kept]:
        packer.structures[name] = packer.structure(name)
    lines = ["{", f'"about": {json.dumps({"source": "botocore", "version": __version__})},']
    for title, entries in (("types", types), ("shapes", dict(sorted(packer.structures.items())))):
        rows = [f"{json.dumps(name)}: {json.dumps(members, separators=(',', ':'))}" for name, members in entries.items()]
        lines += [f'"{title}": {{', ",\n".join(rows), "}" if title == "shapes" else "},"]
    return "\n".join([*lines, "}"]) + "\n"


def main() -> None:
    """Write the file beside this script and say how large it is."""
    target = HERE / "runtime.json"
    target.write_text(pack(), encoding="utf-8")
    sys.stdout.write(f"{target}: {len(RUNTIME)} types, {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
