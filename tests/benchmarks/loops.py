"""Twelve built-in policies as loops that a careful person writes: over lists and dicts, types checked, indexes made where they pay.

Each gives the verdicts of the resources of its type, in their order, from the same resources that the engine is asked about.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scanner.judge import FAIL, PASS, SKIPPED
from scanner.snapshot import Resource

ByType = Mapping[str, Sequence[Resource]]
NUMBERS = (int, float)
STARTERS = (
    "ecs-svc/*",
    "events-rule/*",
    "chronos-schedule/*",
    "AWS Step Functions*",
    "AWSStepFunctions*",
    "aws-batch*",
    "AWSBatch*",
    "CodeBuild*",
)


def container_count(by_type: ByType) -> list[int]:
    """`ecs-taskdef-container-count`."""
    codes = []
    for resource in by_type["AWS::ECS::TaskDefinition"]:
        containers = resource.properties.get("ContainerDefinitions")
        codes.append(PASS if type(containers) is list and 0 < len(containers) <= 10 else FAIL)
    return codes


def image_and_memory(by_type: ByType) -> list[int]:
    """`ecs-taskdef-image-and-memory`: each container is judged."""
    codes = []
    for resource in by_type["AWS::ECS::TaskDefinition"]:
        task = resource.properties
        containers = task.get("ContainerDefinitions")
        code = SKIPPED
        if type(containers) is list:
            bound = task.get("Memory") is not None
            for container in containers:
                if (
                    type(container) is dict
                    and container.get("Image")
                    and (container.get("Memory") is not None or container.get("MemoryReservation") is not None or bound)
                ):
                    code = code or PASS
                else:
                    code = FAIL
                    break
        codes.append(code)
    return codes


def outside_service(by_type: ByType) -> list[int]:
    """`ecs-task-outside-service`."""
    patterns = [re.compile(fnmatch.translate(pattern)).match for pattern in STARTERS]
    codes = []
    for resource in by_type["AWS::ECS::Task"]:
        task = resource.properties
        runtime = task.get("Runtime")
        if type(runtime) is not dict or runtime.get("lastStatus") != "RUNNING":
            codes.append(SKIPPED)
            continue
        group = task.get("Group")
        if group is None:
            group = runtime.get("group")
        if type(group) is str and group.startswith("service:"):
            codes.append(PASS)
            continue
        starter = task.get("StartedBy")
        if starter is None:
            starter = runtime.get("startedBy")
        codes.append(PASS if type(starter) is str and any(match(starter) for match in patterns) else FAIL)
    return codes


def agent_connected(by_type: ByType) -> list[int]:
    """`ecs-container-instance-agent-connected`."""
    codes = []
    for resource in by_type["AWS::ECS::ContainerInstance"]:
        runtime = resource.properties.get("Runtime")
        if type(runtime) is dict and (runtime.get("status") == "ACTIVE" or runtime.get("status") == "DRAINING"):
            codes.append(PASS if runtime.get("agentConnected") else FAIL)
        else:
            codes.append(SKIPPED)
    return codes


def disconnected_with_tasks(by_type: ByType) -> list[int]:
    """`agent-disconnected-with-tasks`."""
    codes = []
    for resource in by_type["AWS::ECS::ContainerInstance"]:
        runtime = resource.properties.get("Runtime")
        if type(runtime) is not dict or runtime.get("agentConnected"):
            codes.append(PASS)
        else:
            tasks = runtime.get("runningTasksCount")
            codes.append(PASS if tasks is None or (type(tasks) in NUMBERS and tasks == 0) else FAIL)
    return codes


def running_equals_desired(by_type: ByType) -> list[int]:
    """`service-running-equals-desired`: its three clauses ask the same, and only their messages differ."""
    codes = []
    for resource in by_type["AWS::ECS::Service"]:
        service = resource.properties
        runtime = service.get("Runtime")
        if type(runtime) is not dict:
            runtime = {}
        desired: Any = runtime.get("desiredCount")
        if desired is None:
            desired = service.get("DesiredCount")
        if service.get("SchedulingStrategy") == "DAEMON" or type(desired) not in NUMBERS or desired <= 0:
            codes.append(SKIPPED)
            continue
        running: Any = runtime.get("runningCount")
        pending: Any = runtime.get("pendingCount")
        present = (running if type(running) in NUMBERS else 0) + (pending if type(pending) in NUMBERS else 0)
        codes.append(PASS if present >= desired else FAIL)
    return codes


def container_mapping(by_type: ByType) -> list[int]:
    """`lb-container-mapping-valid`: from a service to its task definition, for each of its load balancers."""
    definitions: dict[Any, dict[str, Any]] = {}
    for resource in by_type["AWS::ECS::TaskDefinition"]:
        definitions[resource.id] = resource.properties
    codes = []
    for resource in by_type["AWS::ECS::Service"]:
        service = resource.properties
        balancers = service.get("LoadBalancers")
        definition = definitions.get(service.get("TaskDefinition"))
        code = SKIPPED
        if type(balancers) is list and definition is not None:
            containers = definition.get("ContainerDefinitions")
            for balancer in balancers:
                name = balancer.get("ContainerName") if type(balancer) is dict else None
                if name is None:
                    continue
                if not maps(containers, name, balancer.get("ContainerPort")):
                    code = FAIL
                    break
                code = PASS
        codes.append(code)
    return codes


def maps(containers: Any, name: Any, port: Any) -> bool:
    """Whether the container of that name opens that port."""
    if type(containers) is list:
        for container in containers:
            if type(container) is dict and container.get("Name") == name:
                mappings = container.get("PortMappings")
                if type(mappings) is not list:
                    return False
                return any(type(mapping) is dict and mapping.get("ContainerPort") == port for mapping in mappings)
    return False


def stray_default(by_type: ByType) -> list[int]:
    """`no-stray-default-cluster`."""
    codes = []
    for resource in by_type["AWS::ECS::Cluster"]:
        cluster = resource.properties
        if cluster.get("ClusterName") != "default":
            codes.append(SKIPPED)
            continue
        runtime = cluster.get("Runtime")
        instances = runtime.get("registeredContainerInstancesCount") if type(runtime) is dict else None
        services: Any = runtime.get("activeServicesCount") if type(runtime) is dict else None
        empty = instances is None or (type(instances) in NUMBERS and instances == 0)
        codes.append(PASS if empty or (type(services) in NUMBERS and services > 0) else FAIL)
    return codes


def one_role(by_type: ByType) -> list[int]:
    """`instance-profile-holds-one-role`."""
    codes = []
    for resource in by_type["AWS::IAM::InstanceProfile"]:
        roles = resource.properties.get("Roles")
        codes.append(PASS if type(roles) is list and len(roles) == 1 else FAIL)
    return codes


def trusts_ec2(by_type: ByType) -> list[int]:
    """`ecs-instance-role-trusts-ec2`: the roles that an instance profile holds."""
    held: set[Any] = set()
    for resource in by_type["AWS::IAM::InstanceProfile"]:
        roles = resource.properties.get("Roles")
        if type(roles) is list:
            held.update(role for role in roles if type(role) is str)
    codes = []
    for resource in by_type["AWS::IAM::Role"]:
        role = resource.properties
        if role.get("RoleName") not in held and resource.id not in held:
            codes.append(SKIPPED)
            continue
        document = role.get("AssumeRolePolicyDocument")
        statements = document.get("Statement") if type(document) is dict else None
        codes.append(PASS if any(map(lets_ec2, statements if type(statements) is list else [statements])) else FAIL)
    return codes


def lets_ec2(statement: Any) -> bool:
    """Whether a statement lets EC2 assume the role."""
    if type(statement) is not dict or statement.get("Effect") != "Allow":
        return False
    actions = statement.get("Action")
    principal = statement.get("Principal")
    if type(principal) is not dict or not any(
        action in ("sts:AssumeRole", "sts:*", "*") for action in (actions if type(actions) is list else [actions])
    ):
        return False
    services = principal.get("Service")
    return any(service in ("ec2.amazonaws.com", "ec2.amazonaws.com.cn") for service in (services if type(services) is list else [services]))


def source_tag(by_type: ByType) -> list[int]:
    """`ecr-source-tag-defined`: each source action that takes an image."""
    codes = []
    for resource in by_type["AWS::CodePipeline::Pipeline"]:
        code = SKIPPED
        stages = resource.properties.get("Stages")
        for stage in stages if type(stages) is list else ():
            actions = stage.get("Actions") if type(stage) is dict else None
            for action in actions if type(actions) is list else ():
                kind = action.get("ActionTypeId") if type(action) is dict else None
                if type(kind) is dict and kind.get("Category") == "Source" and kind.get("Provider") == "ECR":
                    configuration = action.get("Configuration")
                    if type(configuration) is dict and configuration.get("ImageTag"):
                        code = code or PASS
                    else:
                        code = FAIL
        codes.append(code)
    return codes


def repository_lets(by_type: ByType) -> list[int]:
    """`immutable-repo-vs-floating-tag`: from each such action to its repository."""
    repositories = {}
    for resource in by_type["AWS::ECR::Repository"]:
        repositories[resource.properties.get("RepositoryName", resource.id)] = resource.properties
    codes = []
    for resource in by_type["AWS::CodePipeline::Pipeline"]:
        code = SKIPPED
        stages = resource.properties.get("Stages")
        for stage in stages if type(stages) is list else ():
            actions = stage.get("Actions") if type(stage) is dict else None
            for action in actions if type(actions) is list else ():
                kind = action.get("ActionTypeId") if type(action) is dict else None
                if type(kind) is dict and kind.get("Category") == "Source" and kind.get("Provider") == "ECR":
                    configuration = action.get("Configuration")
                    name = configuration.get("RepositoryName") if type(configuration) is dict else None
                    repository = repositories.get(name) if type(name) is str else None
                    if repository is not None and type(configuration) is dict:
                        kept = mutable(repository, configuration.get("ImageTag"))
                        code = FAIL if not kept or code == FAIL else PASS
        codes.append(code)
    return codes


def mutable(repository: dict[str, Any], tag: Any) -> bool:
    """Whether a tag (`latest` where there is none) may be pushed again."""
    kind = repository.get("ImageTagMutability")
    if kind is None or kind == "MUTABLE":
        return True
    filters = repository.get("ImageTagMutabilityExclusionFilters")
    patterns = [one.get("ImageTagMutabilityExclusionFilterValue") for one in filters or () if type(one) is dict]
    listed = any(type(pattern) is str and fnmatch.fnmatchcase(tag or "latest", pattern) for pattern in patterns)
    return listed if kind == "IMMUTABLE_WITH_EXCLUSION" else kind == "MUTABLE_WITH_EXCLUSION" and not listed


LOOPS: Mapping[str, tuple[str, Callable[[ByType], list[int]]]] = {
    "ecs-taskdef-container-count": ("AWS::ECS::TaskDefinition", container_count),
    "ecs-taskdef-image-and-memory": ("AWS::ECS::TaskDefinition", image_and_memory),
    "ecs-task-outside-service": ("AWS::ECS::Task", outside_service),
    "ecs-container-instance-agent-connected": ("AWS::ECS::ContainerInstance", agent_connected),
    "agent-disconnected-with-tasks": ("AWS::ECS::ContainerInstance", disconnected_with_tasks),
    "service-running-equals-desired": ("AWS::ECS::Service", running_equals_desired),
    "lb-container-mapping-valid": ("AWS::ECS::Service", container_mapping),
    "no-stray-default-cluster": ("AWS::ECS::Cluster", stray_default),
    "instance-profile-holds-one-role": ("AWS::IAM::InstanceProfile", one_role),
    "ecs-instance-role-trusts-ec2": ("AWS::IAM::Role", trusts_ec2),
    "ecr-source-tag-defined": ("AWS::CodePipeline::Pipeline", source_tag),
    "immutable-repo-vs-floating-tag": ("AWS::CodePipeline::Pipeline", repository_lets),
}
"""By policy: the type whose resources are judged, and the loop."""
