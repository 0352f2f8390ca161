"""What of a world belongs to which cluster: each service, group, container instance and pipeline is looked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.inventory.links import Found, Links, members_of, value_at
from scanner.snapshot import Resource
from scanner.unknown import OpenObject, Unknown

SERVICE: Final = "AWS::ECS::Service"
GROUP: Final = "AWS::AutoScaling::AutoScalingGroup"
INSTANCE: Final = "AWS::ECS::ContainerInstance"
PIPELINE: Final = "AWS::CodePipeline::Pipeline"
DEPLOYMENT: Final = "AWS::CodeDeploy::DeploymentGroup"
CLUSTER: Final = "AWS::ECS::Cluster"
REPOSITORY: Final = "AWS::ECR::Repository"
PROJECT: Final = "AWS::CodeBuild::Project"

Reached = dict[str, list[tuple[Resource, bool]]]
"""By id of a resource: what belongs to it, with whether that is uncertain."""


class Action:
    """An action of a pipeline."""

    __slots__ = ("category", "configuration", "doubtful", "provider")

    def __init__(self, action: Mapping[str, Any], doubtful: bool) -> None:
        """Take the action as the pipeline has it, and whether it may be missing."""
        self.category = value_at(action, "ActionTypeId", "Category")
        self.provider = value_at(action, "ActionTypeId", "Provider")
        configuration = action.get("Configuration")
        self.configuration: Mapping[str, Any] = configuration if isinstance(configuration, dict) else {}
        self.doubtful = doubtful


def actions_of(pipeline: Resource) -> Iterator[Action]:
    """The actions of a pipeline that are seen, stage by stage."""
    for stage, maybe in members_of(pipeline.properties.get("Stages")):
        for action, doubtful in members_of(value_at(stage, "Actions")):
            if isinstance(action, dict):
                yield Action(action, maybe or doubtful)


class Surroundings:
    """The members of clusters that must be looked for from their own side."""

    def __init__(self, links: Links) -> None:
        """Look at each resource of the types once."""
        self._links = links
        self.services: Reached = {}
        """By cluster."""
        self.groups: Reached = {}
        """By cluster: those whose instances join it by their user data or their capacity provider."""
        self.strays: list[Resource] = []
        """The groups made for ECS whose user data leads to no cluster that is seen."""
        self.instances: Reached = {}
        """By cluster: its container instances."""
        self.unknown: list[tuple[str, Resource, Unknown]] = []
        """(role, resource, reason): what may belong to any cluster."""
        self.pipelines: Reached = {}
        """By service, and by cluster where the service of the action is not seen."""
        self.deployments: dict[str, list[tuple[Resource, bool]]] = {}
        """By pipeline: the CodeDeploy groups that it deploys through."""
        self.running: Reached = {}
        """By CodeBuild project: the pipelines that run it."""
        self.pushing: Reached = {}
        """By repository: the CodeBuild projects that push to it."""
        world = links.world
        for service in world.by_type.get(SERVICE, ()):
            self._put(self.services, links.follow("service_cluster", service), service, "service")
        for group in world.by_type.get(GROUP, ()):
            self._group(group)
        for instance in world.by_type.get(INSTANCE, ()):
            self._put(self.instances, links.named(instance.properties.get("Cluster"), CLUSTER, instance), instance, "instance")
        for pipeline in world.by_type.get(PIPELINE, ()):
            for action in actions_of(pipeline):
                self._action(pipeline, action)
        for project in world.by_type.get(PROJECT, ()):
            self._pushes(project)

    def _put(self, into: Reached, found: Found, member: Resource, role: str) -> None:
        """A member under each resource that it belongs to."""
        for owner, doubtful in found:
            listed = into.setdefault(owner.id, [])
            if all(one is not member for one, _ in listed):
                listed.append((member, doubtful or member.exists is not True))
        if found.unknown is not None and role:
            self.unknown.append((role, member, found.unknown))

    def _group(self, group: Resource) -> None:
        links = self._links
        clusters = links.follow("group_clusters", group)
        self._put(self.groups, clusters, group, "host" if clusters.resources or self._is_made_for_ecs(group) else "")
        if not clusters.resources and self._is_made_for_ecs(group):
            self.strays.append(group)

    def _is_made_for_ecs(self, group: Resource) -> bool:
        """Whether what a group starts instances from sets the ECS agent up, or gives them a role that only container instances need."""
        links = self._links
        for data, _ in members_of(links.call("group_launch_data", group, group.properties)):
            settings = links.call("ecs_config", group, value_at(data, "UserData"))
            if (isinstance(settings, dict) and settings) or (isinstance(settings, OpenObject) and settings.known):
                return True
        return any(links.follow("ecs_launch_roles", launch).resources for launch, _ in launches(links, group))

    def _action(self, pipeline: Resource, action: Action) -> None:
        links, said = self._links, action.configuration
        if action.provider == "CodeBuild":
            self._put(self.running, links.named(said.get("ProjectName"), PROJECT, pipeline), pipeline, "")
        elif action.provider == "ECS":
            clusters = links.named(said.get("ClusterName"), CLUSTER, pipeline)
            services = self._service(said.get("ServiceName"), clusters, pipeline)
            self._put(self.pipelines, services if services.resources else clusters, pipeline, "")
        elif action.provider == "CodeDeployToECS":
            for group, doubtful in links.named(said.get("DeploymentGroupName"), DEPLOYMENT, pipeline):
                self.deployments.setdefault(pipeline.id, []).append((group, doubtful))
                services = links.follow("deployed_services", group)
                if not services.resources:
                    services = self._deployed(group)
                self._put(self.pipelines, services, pipeline, "")

    def _service(self, name: Any, clusters: Found, near: Resource) -> Found:
        """The service that a name means in a cluster: services of other clusters may be called the same."""
        found = self._links.named(name, SERVICE, near)
        if found.resources or not isinstance(name, str):
            return found
        of_cluster = {id(service): doubtful for cluster, _ in clusters for service, doubtful in self.services.get(cluster.id, ())}
        named = self._links.world.all_named(name, SERVICE, near)
        return Found(tuple((service, of_cluster[id(service)]) for service in named if id(service) in of_cluster))

    def _deployed(self, group: Resource) -> Found:
        """The services of a deployment group, by the clusters that it names beside them."""
        found: list[tuple[Resource, bool]] = []
        for pair, _ in members_of(group.properties.get("ECSServices")):
            clusters = self._links.named(value_at(pair, "ClusterName"), CLUSTER, group)
            found += self._service(value_at(pair, "ServiceName"), clusters, group)
        return Found(tuple(found))

    def _pushes(self, project: Resource) -> None:
        variables = value_at(project.properties, "Environment", "EnvironmentVariables")
        does = self._links.call("buildspec", project, value_at(project.properties, "Source", "BuildSpec"), variables)
        for push, doubtful in members_of(value_at(does, "pushes")):
            found = self._links.named(value_at(push, "repository"), REPOSITORY, project)
            self._put(self.pushing, Found(tuple((one, maybe or doubtful) for one, maybe in found)), project, "")


def launches(links: Links, group: Resource) -> Iterator[tuple[Resource, bool]]:
    """The launch configuration or templates that a group starts instances from."""
    yield from links.named(group.properties.get("LaunchConfigurationName"), "AWS::AutoScaling::LaunchConfiguration", group)
    for said, maybe in members_of(links.call("launch_specifications", group, group.properties)):
        name = value_at(said, "LaunchTemplateId")
        for launch, doubtful in links.named(
            value_at(said, "LaunchTemplateName") if name is None else name, "AWS::EC2::LaunchTemplate", group
        ):
            yield launch, maybe or doubtful
