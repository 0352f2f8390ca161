"""Images in use: those that containers and pipelines name, wherever their registry is."""

from __future__ import annotations

from typing import Any

from tests.sources.aws.collecting import SHOP, collect, statuses
from tests.sources.aws.plain_api import ACCOUNT, REGION, PlainApi, fault

TYPE = "AWS::ECR::Image"
TASK = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:1"
HOME = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
ELSEWHERE = "444455556666.dkr.ecr.us-east-1.amazonaws.com"
DIGEST = "sha256:" + "1" * 64


def world(images: list[str], described: Any, configuration: dict[str, str] | None = None) -> PlainApi:
    """A service whose task definition has containers of these images, and a pipeline whose source is a repository, if any."""
    action = {
        "name": "Image",
        "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "ECR", "version": "1"},
        "configuration": configuration,
    }
    pipeline = {"name": "shop", "stages": [{"name": "Source", "actions": [action]}]}
    containers = [{"name": f"c{number}", "image": image} for number, image in enumerate(images)]
    service = {"serviceArn": f"{SHOP}/web", "clusterArn": SHOP, "status": "ACTIVE", "taskDefinition": TASK}
    return PlainApi(
        {
            "ecs:ListClusters": {"clusterArns": [SHOP]},
            "ecs:DescribeClusters": {"clusters": [{"clusterArn": SHOP, "clusterName": "shop", "status": "ACTIVE"}], "failures": []},
            "ecs:ListServices": {"serviceArns": [f"{SHOP}/web"]},
            "ecs:DescribeServices": {"services": [service], "failures": []},
            "ecs:ListTasks": {"taskArns": []},
            "events:ListEventBuses": {"EventBuses": []},
            "scheduler:ListSchedules": {"Schedules": []},
            "ecs:DescribeTaskDefinition": {
                "taskDefinition": {"taskDefinitionArn": TASK, "family": "web", "revision": 1, "containerDefinitions": containers}
            },
            "codepipeline:ListPipelines": {"pipelines": [{"name": "shop"}] if configuration else []},
            "codepipeline:GetPipeline": {
                "pipeline": pipeline,
                "metadata": {"pipelineArn": f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:shop"},
            },
            "codepipeline:GetPipelineState": {},
            "codepipeline:ListTagsForResource": {"tags": []},
            "ecr:DescribeImages": described,
        }
    )


def found(arguments: dict[str, Any], region: str) -> dict[str, Any]:
    """Whatever is asked for is there."""
    (wanted,) = arguments["imageIds"]
    digest = wanted.get("imageDigest", DIGEST)
    one = {"registryId": arguments.get("registryId", ACCOUNT), "repositoryName": arguments["repositoryName"], "imageDigest": digest}
    return {"imageDetails": [{**one, "imageTags": [wanted["imageTag"]] if "imageTag" in wanted else []}]}


def asked(api: PlainApi) -> list[tuple[str, dict[str, Any]]]:
    """Where and with what images were asked for."""
    return sorted(
        ((region, arguments) for call, region, arguments in api.asked if call == "ecr:DescribeImages"),
        key=lambda one: str(sorted(one[1].items())),
    )


def test_tag_digest_and_no_tag_are_each_asked_for_as_they_stand():
    api = world([f"{HOME}/shop:1.2", f"{HOME}/shop@{DIGEST}", f"{HOME}/base/shop"], found)

    collect(api, TYPE)

    assert asked(api) == [
        (REGION, {"registryId": ACCOUNT, "repositoryName": "shop", "imageIds": [{"imageDigest": DIGEST}]}),
        (REGION, {"registryId": ACCOUNT, "repositoryName": "shop", "imageIds": [{"imageTag": "1.2"}]}),
        (REGION, {"registryId": ACCOUNT, "repositoryName": "base/shop", "imageIds": [{"imageTag": "latest"}]}),
    ]


def test_an_image_elsewhere_is_asked_for_there():
    """Its ARN and its region are those of its registry."""
    api = world([f"{ELSEWHERE}/shop:1"], found)

    (image,) = [one for one in collect(api, TYPE).resources if one.type == TYPE]

    assert asked(api) == [("us-east-1", {"registryId": "444455556666", "repositoryName": "shop", "imageIds": [{"imageTag": "1"}]})]
    assert (image.id, image.region) == (f"arn:aws:ecr:us-east-1:444455556666:repository/shop@{DIGEST}", "us-east-1")


def test_images_of_other_registries_are_not_ecr_s():
    api = world(["nginx:1", "public.ecr.aws/docker/library/redis:7"], found)

    part = collect(api, TYPE)

    assert asked(api) == []
    assert statuses(part)["Image"] == ["in-use"]


def test_a_pipeline_s_source_without_a_tag_means_latest():
    api = world([], found, {"RepositoryName": "shop"})

    collect(api, TYPE)

    assert asked(api) == [(REGION, {"repositoryName": "shop", "imageIds": [{"imageTag": "latest"}]})]


def test_a_tag_that_is_not_there_is_an_answer():
    """The image is not there, and that is no gap."""
    part = collect(world([f"{HOME}/shop:gone"], fault("client-error", "ImageNotFoundException")), TYPE)

    assert [one for one in part.resources if one.type == TYPE] == []
    assert statuses(part)["Image"] == ["in-use"]


def test_a_registry_that_is_denied_is_a_gap():
    part = collect(world([f"{ELSEWHERE}/shop:1"], fault(action="ecr:DescribeImages")), TYPE)

    assert statuses(part)["Image"] == ["denied"]
