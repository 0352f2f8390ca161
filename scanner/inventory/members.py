"""The members of one cluster, each with the member that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from scanner.inventory.links import Found, Links, members_of, name_of, value_at
from scanner.inventory.surroundings import GROUP, INSTANCE, PIPELINE, REPOSITORY, SERVICE, Surroundings, actions_of, launches
from scanner.snapshot import Resource
from scanner.unknown import Unknown

ROLES: Final = {
    "service": "an ECS service",
    "task": "the task definition that a service runs",
    "image": "a repository that images are pulled from, or that a pipeline waits for",
    "capacity": "a capacity provider",
    "host": "an Auto Scaling group whose instances join the cluster",
    "instance": "a container instance, and the EC2 instance that it is",
    "launch": "a launch configuration or template that a group starts instances from",
    "identity": "an instance profile, and the role in it",
    "network": "a VPC, subnet or route table, or the gateway that a default route leads to",
    "pipeline": "a pipeline that deploys to a service, or that builds what is deployed",
    "deployment": "a CodeDeploy deployment group",
    "build": "a CodeBuild project that a pipeline runs, or that pushes images",
    "source": "a code repository that a pipeline starts from",
    "trigger": "an event rule that starts a pipeline",
    "trail": "a CloudTrail trail that may record what a trigger waits for",
    "account": "the account, where a trigger needs a trail in it",
}
"""What a member is to its cluster, in the order in which members are listed."""
FACTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    SERVICE: {
        "desired": ("Runtime.desiredCount", "DesiredCount"),
        "running": ("Runtime.runningCount",),
        "pending": ("Runtime.pendingCount",),
        "status": ("Runtime.status",),
        "launchType": ("LaunchType",),
    },
    GROUP: {"minimum": ("MinSize",), "maximum": ("MaxSize",), "desired": ("DesiredCapacity",)},
    INSTANCE: {
        "agentConnected": ("Runtime.agentConnected",),
        "status": ("Runtime.status",),
        "running": ("Runtime.runningTasksCount",),
        "instance": ("Ec2InstanceId",),
    },
    "AWS::Events::Rule": {"state": ("State",)},
    "AWS::CloudTrail::Trail": {"logging": ("IsLogging",)},
}
"""By type and name of a fact: where it is read, the first that is known. A fact that is not known is left out."""
COUNTS: Final = {
    "containerInstances": ("Runtime.registeredContainerInstancesCount",),
    "services": ("Runtime.activeServicesCount",),
    "running": ("Runtime.runningTasksCount",),
    "pending": ("Runtime.pendingTasksCount",),
}
"""What a live cluster says of itself."""
AS_NUMBERS: Final = frozenset({"desired", "running", "pending", "minimum", "maximum"})
"""Facts that may be written as a text."""
SOUGHT: Final = {SERVICE: "service", GROUP: "host", INSTANCE: "instance", PIPELINE: "pipeline"}
"""Types that are looked through: where more of them may stand than was read, that is told."""
GATEWAYS: Final = (("NatGatewayId", "AWS::EC2::NatGateway"), ("GatewayId", "AWS::EC2::InternetGateway"))
"""How a default route names what it leads to."""
THROUGH_CLOUDTRAIL: Final = "AWS API Call via CloudTrail"
"""The `detail-type` of an event that only a trail gives (Amazon EventBridge User Guide, "AWS service events delivered via CloudTrail")."""
NAMES_NO_CLUSTER: Final = "it is made for ECS, and its user data names no cluster that is seen here"


class Members:
    """Gathers the members of one cluster."""

    def __init__(self, links: Links, around: Surroundings, cluster: Resource) -> None:
        """Take the world's links, what belongs to which cluster, and the cluster."""
        self._links = links
        self._around = around
        self._cluster = cluster
        self._members: dict[str, dict[str, Any]] = {}
        self._unknown: dict[tuple[str, str, str], dict[str, str]] = {}

    def entry(self) -> dict[str, Any]:
        """The cluster and its members, in a fixed order."""
        cluster, around = self._cluster, self._around
        self._compute()
        for group, doubtful in self._hosts():
            self._host(group, doubtful)
        for service, doubtful in around.services.get(cluster.id, ()):
            self._service(service, doubtful)
        for pipeline, doubtful in around.pipelines.get(cluster.id, ()):
            self._pipeline(pipeline, cluster, doubtful)
        self._strays()
        self._unseen()
        order = {role: place for place, role in enumerate(ROLES)}
        counts = facts_of(cluster.properties, COUNTS)
        return {
            "id": cluster.id,
            "name": name_of(cluster),
            "type": cluster.type,
            "world": self._links.world.snapshot.world,
            "account": cluster.account,
            "region": cluster.region,
            **({"counts": counts} if counts else {}),
            "members": sorted(self._members.values(), key=lambda one: (order[one["role"]], one["type"], one["resource"])),
            **(
                {"unknown": sorted(self._unknown.values(), key=lambda one: (order[one["role"]], one["via"], one["reason"]))}
                if self._unknown
                else {}
            ),
        }

    def _add(self, resource: Resource, role: str, via: Resource, doubtful: bool = False, because: str = "", **facts: Any) -> bool:
        """A member; whether it is a new one, so that what it leads to is still to be gathered."""
        if resource is self._cluster:
            return False
        before = self._members.get(resource.id)
        if before is not None and (doubtful or "uncertain" not in before):
            return False  # else this way leads to it for certain, and so to all behind it
        member: dict[str, Any] = {"resource": resource.id, "type": resource.type, "role": role, "name": name_of(resource), "via": via.id}
        if doubtful:
            member["uncertain"] = True
            why = because or (resource.exists.reason if isinstance(resource.exists, Unknown) else "")
            member.update({"because": why} if why else {})
        self._members[resource.id] = {**member, **facts_of(resource.properties, FACTS.get(resource.type, {})), **facts}
        return True

    def _along(self, found: Found, role: str, via: Resource, doubtful: bool = False) -> Iterator[tuple[Resource, bool]]:
        """The new members that a link leads to; what it leads to unseen is noted."""
        if found.unknown is not None:
            self._cannot_tell(role, via, found.unknown)
        for resource, maybe in found:
            if self._add(resource, role, via, maybe or doubtful):
                yield resource, maybe or doubtful

    def _cannot_tell(self, role: str, via: Resource, unknown: Unknown) -> None:
        entry = {"role": role, "via": via.id, "reason": unknown.reason, "settle": unknown.settle or unknown.reason}
        self._unknown.setdefault((role, via.id, unknown.reason), entry)

    def _all(self, found: Found, role: str, via: Resource, doubtful: bool, then: Callable[[Resource, bool], None] | None = None) -> None:
        """The same, and what each new member leads to."""
        for resource, maybe in self._along(found, role, via, doubtful):
            if then is not None:
                then(resource, maybe)

    # ------------------------------------------------------------ services

    def _service(self, service: Resource, doubtful: bool) -> None:
        links = self._links
        if not self._add(service, "service", self._cluster, doubtful):
            return
        for task, maybe in self._along(links.follow("task_definition", service), "task", service, doubtful):
            self._images(task, maybe)
        for subnet, maybe in self._along(links.follow("service_subnets", service), "network", service, doubtful):
            self._subnet(subnet, maybe)
        for pipeline, maybe in self._around.pipelines.get(service.id, ()):
            self._pipeline(pipeline, service, maybe or doubtful)

    def _images(self, task: Resource, doubtful: bool) -> None:
        links = self._links
        for container, maybe in members_of(task.properties.get("ContainerDefinitions")):
            image = links.call("image", task, value_at(container, "Image"))
            repository = value_at(image, "repository")
            found = links.named(repository, REPOSITORY, task)
            if value_at(image, "registry") is None and not found.resources:
                continue  # a public image, or one that nothing is known of
            for one, unsure in self._along(Found(found.resources), "image", task, maybe or doubtful):
                self._builds(one, unsure)

    def _builds(self, repository: Resource, doubtful: bool) -> None:
        """The projects that push to a repository, and the pipelines that run them."""
        for project, maybe in self._around.pushing.get(repository.id, ()):
            if self._add(project, "build", repository, maybe or doubtful):
                for pipeline, unsure in self._around.running.get(project.id, ()):
                    self._pipeline(pipeline, project, unsure or maybe or doubtful)

    # ------------------------------------------------------------ hosts

    def _compute(self) -> None:
        """Capacity providers, and the container instances of a live cluster."""
        links, cluster = self._links, self._cluster
        for name, maybe in members_of(links.call("cluster_providers", cluster, cluster.properties)):
            if not isinstance(name, str) or not name.startswith("FARGATE"):
                found = links.named(name, "AWS::ECS::CapacityProvider", cluster)
                self._all(found, "capacity", cluster, maybe)
        for instance, maybe in self._around.instances.get(cluster.id, ()):
            if self._add(instance, "instance", cluster, maybe):
                machine = links.named(instance.properties.get("Ec2InstanceId"), "AWS::EC2::Instance", instance)
                self._all(Found(machine.resources), "instance", instance, maybe, self._machine)

    def _machine(self, machine: Resource, doubtful: bool) -> None:
        self._profile(machine, machine.properties.get("IamInstanceProfile"), doubtful)
        self._all(
            self._links.named(machine.properties.get("SubnetId"), "AWS::EC2::Subnet", machine), "network", machine, doubtful, self._subnet
        )

    def _hosts(self) -> Iterator[tuple[Resource, bool]]:
        """The groups of the cluster: by user data or capacity provider, and by the instances that have joined."""
        listed = self._around.groups.get(self._cluster.id, [])
        yield from listed
        joined = {one["instance"] for one in self._members.values() if one["type"] == INSTANCE and "instance" in one}
        for group in self._links.world.by_type.get(GROUP, ()):
            running = {value_at(one, "InstanceId") for one, _ in members_of(value_at(group.properties, "Runtime", "Instances"))}
            if joined & running and all(group is not one for one, _ in listed):
                yield group, False

    def _host(self, group: Resource, doubtful: bool, via: Resource | None = None, because: str = "") -> None:
        running = value_at(group.properties, "Runtime", "Instances")
        counted = {"instances": len(running)} if isinstance(running, list) else {}
        if not self._add(group, "host", via or self._cluster, doubtful, because, **counted):
            return
        for launch, maybe in launches(self._links, group):
            if self._add(launch, "launch", group, maybe or doubtful, because):
                for profile in profiles_of(self._links, launch):
                    self._profile(launch, profile, maybe or doubtful)
        self._all(self._links.follow("group_subnets", group), "network", group, doubtful, self._subnet)

    def _profile(self, launch: Resource, profile: Any, doubtful: bool) -> None:
        links = self._links
        name = value_at(profile, "Arn") or value_at(profile, "Name") if isinstance(profile, dict) else profile
        for one, maybe in self._along(links.named(name, "AWS::IAM::InstanceProfile", launch), "identity", launch, doubtful):
            for role, unsure in members_of(one.properties.get("Roles")):
                self._all(links.named(role, "AWS::IAM::Role", one), "identity", one, unsure or maybe)

    def _strays(self) -> None:
        """Groups made for ECS that join no cluster that is seen, in a network that members of this cluster stand in."""
        networks = {id(self._links.world.by_id[one["resource"]]) for one in self._members.values() if one["type"] == "AWS::EC2::VPC"}
        for group in self._around.strays:
            for subnet, _ in self._links.follow("group_subnets", group):
                vpc = self._links.named(subnet.properties.get("VpcId"), "AWS::EC2::VPC", subnet)
                if any(id(one) in networks for one, _ in vpc):
                    self._host(group, True, subnet, NAMES_NO_CLUSTER)
                    break

    # ------------------------------------------------------------ network

    def _subnet(self, subnet: Resource, doubtful: bool) -> None:
        links = self._links
        self._all(links.named(subnet.properties.get("VpcId"), "AWS::EC2::VPC", subnet), "network", subnet, doubtful)
        for table, maybe in self._along(links.follow("route_table", subnet), "network", subnet, doubtful):
            for route, unsure in links.follow("default_routes", table):
                for name, type_name in GATEWAYS:
                    value = route.properties.get(name)
                    if value is not None:
                        self._all(Found(links.named(value, type_name, route).resources), "network", table, maybe or unsure)

    # ------------------------------------------------------------ pipelines

    def _pipeline(self, pipeline: Resource, via: Resource, doubtful: bool) -> None:
        links = self._links
        actions = list(actions_of(pipeline))
        source = next((action for action in actions if action.category == "Source"), None)
        told = source.configuration if source is not None else {}
        said = {
            "source": source.provider if source is not None else None,
            "repository": self._shown(told, pipeline),
            "tag": told.get("ImageTag"),
        }
        if not self._add(pipeline, "pipeline", via, doubtful, **{name: value for name, value in said.items() if isinstance(value, str)}):
            return
        for group, maybe in self._around.deployments.get(pipeline.id, ()):
            self._add(group, "deployment", pipeline, maybe or doubtful)
        for action in actions:
            unsure = doubtful or action.doubtful
            if action.category == "Source" and action.provider == "ECR":
                found = links.named(action.configuration.get("RepositoryName"), REPOSITORY, pipeline)
                self._all(found, "image", pipeline, unsure, self._builds)
            elif action.category == "Source" and action.provider == "CodeCommit":
                found = links.named(action.configuration.get("RepositoryName"), "AWS::CodeCommit::Repository", pipeline)
                self._all(found, "source", pipeline, unsure)
            elif action.provider == "CodeBuild":
                self._all(
                    links.named(action.configuration.get("ProjectName"), "AWS::CodeBuild::Project", pipeline), "build", pipeline, unsure
                )
        self._all(links.follow("pipeline_rules", pipeline), "trigger", pipeline, doubtful, self._trigger)

    def _shown(self, told: Mapping[str, Any], pipeline: Resource) -> Any:
        """The name of the repository that a pipeline starts from."""
        found = self._links.named(told.get("RepositoryName"), REPOSITORY, pipeline)
        return name_of(found.resources[0][0]) if found.resources else told.get("RepositoryName", told.get("FullRepositoryId"))

    def _trigger(self, rule: Resource, doubtful: bool) -> None:
        """A rule; where its events come through CloudTrail, the account and its trails."""
        kinds = members_of(value_at(rule.properties, "EventPattern", "detail-type"))
        if all(kind != THROUGH_CLOUDTRAIL for kind, _ in kinds):
            return
        self._members[rule.id]["throughCloudTrail"] = True
        for type_name, role in (("AWS::CloudTrail::Trail", "trail"), ("AWS::Account", "account")):
            for one in self._links.world.by_type.get(type_name, ()):
                if one.account == rule.account:
                    self._add(one, role, rule, doubtful)

    # ------------------------------------------------------------ what is not seen

    def _unseen(self) -> None:
        """Members that may be there and were not read; and resources of which it is not known to which cluster they belong."""
        world, cluster = self._links.world, self._cluster
        for role, resource, unknown in self._around.unknown:
            if (resource.account, resource.region) == (cluster.account, cluster.region):
                self._cannot_tell(role, resource, unknown)
        for type_name, role in SOUGHT.items():
            if world.snapshot.live:
                for (account, region), gaps in world.hidden(type_name).items():
                    if account in (None, cluster.account) and region in (None, cluster.region):
                        for gap in gaps:
                            self._cannot_tell(role, cluster, Unknown(gap.reason, settle=gap.settle))
            elif (gap_of := world.gap_of(type_name)) is not None:
                self._cannot_tell(role, cluster, Unknown(gap_of.reason, settle=gap_of.settle))


def profiles_of(links: Links, launch: Resource) -> Iterator[Any]:
    """What a launch configuration, or the versions of a launch template that are used, name as instance profile."""
    if launch.type == "AWS::EC2::LaunchTemplate":
        for data, _ in members_of(links.call("launch_versions", launch, launch.properties)):
            yield value_at(data, "IamInstanceProfile")
    else:
        yield launch.properties.get("IamInstanceProfile")


def facts_of(properties: Mapping[str, Any], places: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Those facts that are known."""
    told: dict[str, Any] = {}
    for name, paths in places.items():
        for path in paths:
            value = value_at(properties, *path.split("."))
            if isinstance(value, str) and name in AS_NUMBERS and value.isdigit():
                value = int(value)
            if isinstance(value, float) and value.is_integer():
                value = int(value)
            if isinstance(value, (str, int, bool)):
                told[name] = value
                break
    return told
