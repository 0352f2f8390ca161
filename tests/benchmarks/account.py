"""An account in memory: as many resources as asked for, linked as in a real one, all known; about one in thirty breaks a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scanner.snapshot import Resource, Snapshot
from scanner.world import World
from tests.benchmarks.corpus import DOCUMENTS

ACCOUNT, REGION = "111122223333", "eu-west-1"
BLOCK = 1000
"""Resources are made in blocks that know only their own: so many in each."""
COUNTS = {
    "TaskDefinition": 300, "Task": 250, "Service": 80, "ContainerInstance": 40, "Cluster": 4, "Role": 80, "InstanceProfile": 20,
    "SecurityGroup": 74, "VPC": 2, "InternetGateway": 2, "Subnet": 16, "RouteTable": 6, "Route": 12, "SubnetRouteTableAssociation": 16,
    "NatGateway": 4, "AutoScalingGroup": 5, "LaunchTemplate": 5, "CapacityProvider": 4, "Pipeline": 10, "Project": 20, "Rule": 20,
    "Repository": 30,
}  # fmt: skip
PRIVATE = (2, 3, 4, 5, 8, 9, 10, 11, 14, 15)
"""The subnets of a block whose default route is a NAT gateway."""
Properties = dict[str, Any]


def arn(service: str, rest: str) -> str:
    """An ARN in the account."""
    return f"arn:aws:{service}:{'' if service == 'iam' else REGION}:{ACCOUNT}:{rest}"


def broken(index: int) -> bool:
    """Whether the resource of that number breaks what it can."""
    return index % 31 == 7


def task_definition(block: int, index: int) -> tuple[str, str, Properties]:
    """Revisions of ten families, three containers each."""
    family, revision = f"app-{block}-{index % 10}", index // 10 + 1
    first, *others = DOCUMENTS["AWS::ECS::TaskDefinition"][0]["ContainerDefinitions"]
    others = [{**others[0], "Image": ""}, *others[1:]] if broken(index) else others
    properties = {**DOCUMENTS["AWS::ECS::TaskDefinition"][0], "Family": family, "ContainerDefinitions": [dict(first), *others]}
    return "AWS::ECS::TaskDefinition", arn("ecs", f"task-definition/{family}:{revision}"), properties


def task(block: int, index: int) -> tuple[str, str, Properties]:
    """Tasks of services; some were started by hand."""
    cluster = f"shop-{block}-{index % 4}"
    group, starter = (f"family:app-{block}", None) if broken(index) else (f"service:web-{index % 80}", "ecs-svc/1234567890123456789")
    properties: Properties = {
        "Cluster": arn("ecs", f"cluster/{cluster}"),
        "TaskDefinition": arn("ecs", f"task-definition/app-{block}-{index % 10}:30"),
        "Group": group,
        "Runtime": {"lastStatus": "STOPPED" if index % 17 == 0 else "RUNNING", "group": group, "startedBy": starter},
    }
    if starter is not None:
        properties["StartedBy"] = starter
    return "AWS::ECS::Task", arn("ecs", f"task/{cluster}/{block:08x}{index:08x}"), properties


def service(block: int, index: int) -> tuple[str, str, Properties]:
    """Services on Fargate, each behind a load balancer."""
    cluster, name = f"shop-{block}-{index % 4}", f"web-{block}-{index}"
    sample = DOCUMENTS["AWS::ECS::Service"][0]
    balancers = [{**sample["LoadBalancers"][0], "ContainerName": "web" if broken(index) else "app"}, sample["LoadBalancers"][1]]
    message = "(service web) was unable to place a task. Reason: No Container Instances were found in your cluster."
    events = [{"message": message}, *sample["Runtime"]["events"]] if index % 40 == 3 else sample["Runtime"]["events"]
    properties = {
        **sample,
        "ServiceName": name,
        "Cluster": arn("ecs", f"cluster/{cluster}"),
        "TaskDefinition": arn("ecs", f"task-definition/app-{block}-{index % 10}:30"),
        "LoadBalancers": balancers,
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {
                "AssignPublicIp": "DISABLED",
                "Subnets": [subnet_id(block, PRIVATE[index % 10]), subnet_id(block, PRIVATE[(index + 5) % 10])],
            }
        },
        "Runtime": {**sample["Runtime"], "events": events, "runningCount": 2 if index % 40 in (3, 5) else 3},
    }
    return "AWS::ECS::Service", arn("ecs", f"service/{cluster}/{name}"), properties


def subnet_id(block: int, index: int) -> str:
    """The id of a subnet."""
    return f"subnet-{block:08x}{index:09x}"


def cluster(block: int, index: int) -> tuple[str, str, Properties]:
    """Clusters with capacity providers."""
    name = "default" if block % 31 == 7 and index == 0 else f"shop-{block}-{index}"
    properties = {**DOCUMENTS["AWS::ECS::Cluster"][0], "ClusterName": name, "CapacityProviders": ["FARGATE", f"shop-{block}-{index}"]}
    properties["DefaultCapacityProviderStrategy"] = [{"CapacityProvider": f"shop-{block}-{index}", "Weight": 1}]
    if name == "default":
        properties["Runtime"] = {**properties["Runtime"], "activeServicesCount": 0}
    return "AWS::ECS::Cluster", arn("ecs", f"cluster/shop-{block}-{index}"), properties


def container_instance(block: int, index: int) -> tuple[str, str, Properties]:
    """Instances of the clusters; the agent of some is disconnected."""
    sample = DOCUMENTS["AWS::ECS::ContainerInstance"][0]
    properties = {
        **sample,
        "Cluster": arn("ecs", f"cluster/shop-{block}-{index % 4}"),
        "Ec2InstanceId": f"i-{block:08x}{index:09x}",
        "Runtime": {**sample["Runtime"], "agentConnected": not broken(index)},
    }
    return "AWS::ECS::ContainerInstance", arn("ecs", f"container-instance/shop-{block}-{index % 4}/{block:08x}{index:08x}"), properties


def role(block: int, index: int) -> tuple[str, str, Properties]:
    """Roles; every fourth is an instance role."""
    trusted = "ec2.amazonaws.com" if index % 4 == 0 and not broken(index // 4) else "ecs-tasks.amazonaws.com"
    statement = {"Effect": "Allow", "Principal": {"Service": [trusted]}, "Action": ["sts:AssumeRole"]}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    name = f"role-{block}-{index}"
    properties = {**DOCUMENTS["AWS::IAM::Role"][0], "RoleName": name, "AssumeRolePolicyDocument": document}
    return "AWS::IAM::Role", arn("iam", f"role/{name}"), properties


def instance_profile(block: int, index: int) -> tuple[str, str, Properties]:
    """Instance profiles of the instance roles."""
    name, roles = f"profile-{block}-{index}", [] if index == 19 and block % 3 == 0 else [f"role-{block}-{index * 4}"]
    return "AWS::IAM::InstanceProfile", arn("iam", f"instance-profile/{name}"), {"InstanceProfileName": name, "Path": "/", "Roles": roles}


def network(kind: str, block: int, index: int) -> tuple[str, str, Properties]:
    """Two networks of eight subnets, with NAT gateways behind an internet gateway."""
    vpc = f"vpc-{block:08x}{index % 2:09x}"
    table, gateway = f"rtb-{block:08x}{index % 6:09x}", f"igw-{block:08x}{index % 2:09x}"
    if kind == "VPC":
        return "AWS::EC2::VPC", vpc, {"CidrBlock": "10.0.0.0/16"}
    if kind == "InternetGateway":
        return "AWS::EC2::InternetGateway", gateway, {"Tags": []}
    if kind == "Subnet":
        sample = DOCUMENTS["AWS::EC2::Subnet"][0]
        return "AWS::EC2::Subnet", subnet_id(block, index), {**sample, "VpcId": vpc, "CidrBlock": f"10.0.{index}.0/24"}
    if kind == "RouteTable":
        return "AWS::EC2::RouteTable", table, {"VpcId": vpc, "Runtime": {"Associations": [{"Main": False}]}}
    if kind == "Route":
        route: Properties = {"RouteTableId": table, "Runtime": {"State": "active"}}
        if index >= 6:
            return "AWS::EC2::Route", f"{table}|10.1.0.0/16", {**route, "DestinationCidrBlock": "10.1.0.0/16", "TransitGatewayId": "tgw-1"}
        way = {"GatewayId": gateway} if index % 6 < 2 else {"NatGatewayId": f"nat-{block:08x}{index % 4:09x}"}
        return "AWS::EC2::Route", f"{table}|0.0.0.0/0", {**route, "DestinationCidrBlock": "0.0.0.0/0", **way}
    if kind == "SubnetRouteTableAssociation":
        properties = {"SubnetId": subnet_id(block, index), "RouteTableId": f"rtb-{block:08x}{index % 6:09x}"}
        return "AWS::EC2::SubnetRouteTableAssociation", f"rtbassoc-{block:08x}{index:09x}", properties
    if kind == "NatGateway":
        nat = {"SubnetId": subnet_id(block, index % 2), "ConnectivityType": "public", "Runtime": {"State": "available"}}
        return "AWS::EC2::NatGateway", f"nat-{block:08x}{index:09x}", nat
    return "AWS::EC2::SecurityGroup", f"sg-{block:08x}{index:09x}", {**DOCUMENTS["AWS::EC2::SecurityGroup"][0], "VpcId": vpc}


def compute(kind: str, block: int, index: int) -> tuple[str, str, Properties]:
    """Groups of instances, each of a template of its own, for the block's clusters."""
    name = f"shop-{block}-{index}"
    if kind == "CapacityProvider":
        provider = {"AutoScalingGroupArn": f"group-{block}-{index}", "ManagedScaling": {"Status": "ENABLED"}}
        return "AWS::ECS::CapacityProvider", arn("ecs", f"capacity-provider/{name}"), {"Name": name, "AutoScalingGroupProvider": provider}
    if kind == "AutoScalingGroup":
        properties = {
            "AutoScalingGroupName": f"group-{block}-{index}",
            "MinSize": "2",
            "MaxSize": "8",
            "VPCZoneIdentifier": [subnet_id(block, PRIVATE[index]), subnet_id(block, PRIVATE[index + 5])],
            "LaunchTemplate": {"LaunchTemplateId": f"lt-{block:08x}{index:09x}", "Version": "1"},
        }
        return "AWS::AutoScaling::AutoScalingGroup", f"group-{block}-{index}", properties
    data = dict(DOCUMENTS["AWS::EC2::LaunchTemplate"][0]["LaunchTemplateData"])
    data["UserData"] = f"#!/bin/bash\necho ECS_CLUSTER=shop-{block}-{index % 4} >> /etc/ecs/ecs.config\n"
    data["IamInstanceProfile"] = {"Name": f"profile-{block}-{index}"}
    return "AWS::EC2::LaunchTemplate", f"lt-{block:08x}{index:09x}", {"LaunchTemplateName": name, "LaunchTemplateData": data}


def delivery(kind: str, block: int, index: int) -> tuple[str, str, Properties]:
    """Repositories, and pipelines that a rule starts when an image is pushed."""
    name = f"shop-{block}-{index}"
    if kind == "Repository":
        return "AWS::ECR::Repository", name, {**DOCUMENTS["AWS::ECR::Repository"][0], "RepositoryName": name}
    if kind == "Project":
        return "AWS::CodeBuild::Project", f"build-{name}", {**DOCUMENTS["AWS::CodeBuild::Project"][0], "Name": f"build-{name}"}
    if kind == "Pipeline":
        first, *others = DOCUMENTS["AWS::CodePipeline::Pipeline"][0]["Stages"]
        image = {
            **first["Actions"][0],
            "Configuration": {"RepositoryName": name, **({} if broken(block + index) else {"ImageTag": "latest"})},
        }
        stages = [{**first, "Actions": [image, *first["Actions"][1:]]}, *others[:2]]
        return "AWS::CodePipeline::Pipeline", arn("codepipeline", name), {"Name": name, "Stages": stages}
    if index == COUNTS["Rule"] - 1:
        pattern = {"source": ["aws.ecs"], "detail-type": ["ECS Container Instance State Change"], "detail": {"agentConnected": [False]}}
        return (
            "AWS::Events::Rule",
            arn("events", f"rule/{name}"),
            {"Name": name, "State": "ENABLED", "EventPattern": pattern, "Targets": [{}]},
        )
    detail = {"action-type": ["PUSH"], "result": ["SUCCESS"], "repository-name": [name], "image-tag": ["latest"]}
    properties = {
        "Name": name,
        "State": "ENABLED",
        "EventPattern": {"source": ["aws.ecr"], "detail-type": ["ECR Image Action"], "detail": detail},
        "Targets": [{"Id": "pipeline", "Arn": arn("codepipeline", f"shop-{block}-{index % 10}")}],
    }
    return "AWS::Events::Rule", arn("events", f"rule/{name}"), properties


MAKERS: dict[str, Callable[[int, int], tuple[str, str, Properties]]] = {
    "TaskDefinition": task_definition,
    "Task": task,
    "Service": service,
    "ContainerInstance": container_instance,
    "Cluster": cluster,
    "Role": role,
    "InstanceProfile": instance_profile,
}
FAMILIES = {
    **dict.fromkeys(
        ("SecurityGroup", "VPC", "InternetGateway", "Subnet", "RouteTable", "Route", "SubnetRouteTableAssociation", "NatGateway"), network
    ),
    **dict.fromkeys(("AutoScalingGroup", "LaunchTemplate", "CapacityProvider"), compute),
    **dict.fromkeys(("Pipeline", "Project", "Rule", "Repository"), delivery),
}


def resources(count: int) -> Iterator[Resource]:
    """So many resources, and a trail."""
    trail = DOCUMENTS["AWS::CloudTrail::Trail"][0]
    yield Resource("AWS::CloudTrail::Trail", arn("cloudtrail", "trail/organisation"), trail, ACCOUNT, REGION)
    for block in range(-(-count // BLOCK)):
        for kind, number in COUNTS.items():
            for index in range(number):
                type_name, identity, properties = MAKERS[kind](block, index) if kind in MAKERS else FAMILIES[kind](kind, block, index)
                identifiers = {"Arn": identity} if identity.startswith("arn:") else {}
                yield Resource(type_name, identity, properties, ACCOUNT, REGION, identifiers=identifiers)


def world(count: int) -> World:
    """The account as a world that was gathered live: what is not here does not exist."""
    return World(Snapshot(ACCOUNT, tuple(resources(count)), closed=frozenset("*"), live=True, time="2026-01-31T00:00:00Z"))
