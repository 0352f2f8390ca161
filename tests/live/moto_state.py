"""What moto cannot show of the case study's account, set in the server's own state: it runs in the test's process."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

from tests.live.case_study_account import REGION
from tests.moto_account import ACCOUNT

NO_AGENT: Final = (
    "(service harbor-service) was unable to place a task because no container instance met all of its requirements. The closest matching "
    "(container-instance 7d3f1b9c5e8a42069b6c0d4e2f7a1835) doesn't have the agent connected. For more information, see the Troubleshooting "
    "section of the Amazon ECS Developer Guide."
)
STEADY: Final = "(service harbor-service) has reached a steady state."


def set_live_state(repaired: bool) -> None:
    """The account's live state, as the example's account.jsonl tells it."""
    from moto.autoscaling.models import autoscaling_backends
    from moto.ec2.models import ec2_backends
    from moto.ecs.models import ecs_backends

    ecs: Any = ecs_backends[ACCOUNT][REGION]
    ec2: Any = ec2_backends[ACCOUNT][REGION]
    groups: Any = autoscaling_backends[ACCOUNT][REGION].autoscaling_groups
    harbor = ecs.container_instances["harbor-ecs"]
    (service,) = ecs.services.values()
    started = sorted(harbor.values(), key=lambda one: str(one.ec2_instance_id))
    running = started if repaired else started[:1]
    for one in running:  # moto's scheduler places no task of a service
        run_task(ecs, service, one)
        one.running_tasks_count = 1  # moto counts only tasks that RunTask started
    if not repaired:
        started[0].agent_connected = False  # moto's agents never disconnect
    for cluster in ecs.clusters.values():  # moto counts no active services, and each desired task as pending
        cluster.active_services_count = sum(one.cluster_name == cluster.name for one in ecs.services.values())
        cluster.pending_tasks_count = 0
        cluster.running_tasks_count = len(running) if cluster.name == "harbor-ecs" else 0
        cluster.registered_container_instances_count = len(ecs.container_instances.get(cluster.name, ()))
    service.running_count, service.pending_count = len(running), 0  # moto's services start nothing
    now = datetime.datetime(2026, 11, 24, 4, 31, 52, tzinfo=datetime.UTC)
    service.events = [{"id": "3c7e1a9d-5b2f-4d86-9c40-8e6f1b3a7d25", "createdAt": now, "message": STEADY if repaired else NO_AGENT}]  # none
    state = {"runningCount": len(running), "pendingCount": 0, "rolloutState": "COMPLETED" if repaired else "IN_PROGRESS"}
    service.deployments[0].update(state)  # they stay as they were made
    if repaired:
        service.launch_type = None  # moto takes no capacityProviderStrategy, and puts EC2 in its place
    for name, group in groups.items():  # moto never gives instances the profile of what launches them
        has_profile = repaired or name == "harbor-SpotGroup"
        for state_of in group.instance_states if has_profile else ():
            profile_of(ec2, state_of.instance.id)


def run_task(ecs: Any, service: Any, instance: Any) -> None:
    """A task of a service on an instance."""
    from moto.ecs.models import Task

    cluster = ecs.clusters[service.cluster_name]
    definition = ecs.describe_task_definition(service.task_definition)
    task: Any = Task(
        cluster, definition, instance.container_instance_arn, {}, ecs, f"service:{service.name}", "EC2", started_by="ecs-svc/1"
    )
    task.advance = lambda: None  # moto moves a task towards its end each time that it is described
    ecs.tasks.setdefault(service.cluster_name, {})[task.task_arn] = task


def profile_of(ec2: Any, instance: str) -> None:
    """Give an instance the profile."""
    arn = f"arn:aws:iam::{ACCOUNT}:instance-profile/harbor-InstanceProfile"
    ec2.associate_iam_instance_profile(instance, "harbor-InstanceProfile", arn)


@contextmanager
def answering_what_moto_lacks() -> Iterator[None]:
    """Answer two operations that moto has not, in the shapes of AWS's documented examples; and know AWS's managed policies."""
    from moto.codepipeline.responses import CodePipelineResponse
    from moto.core.config import default_user_config
    from moto.dax.responses import DAXResponse

    def get_pipeline_state(self: Any) -> str:
        name = self._get_param("name")
        execution = {"pipelineExecutionId": "4d8b2f6a-1c7e-4935-b0a8-6e3d9c5f1272", "status": "Succeeded"}
        stages = self.codepipeline_backend.pipelines[name].pipeline["stages"]
        states = [{"stageName": stage["name"], "latestExecution": execution} for stage in stages]
        return json.dumps({"pipelineName": name, "pipelineVersion": 1, "stageStates": states})

    def describe_subnet_groups(self: Any) -> str:
        return json.dumps({"SubnetGroups": []})

    iam: Any = default_user_config["iam"]
    with (
        mock.patch.object(CodePipelineResponse, "get_pipeline_state", get_pipeline_state, create=True),  # moto keeps no state of pipelines
        mock.patch.object(DAXResponse, "describe_subnet_groups", describe_subnet_groups, create=True),  # moto has no groups
        mock.patch.dict(iam, load_aws_managed_policies=True),  # without, the roles' policies of AWS cannot be attached
    ):
        yield
