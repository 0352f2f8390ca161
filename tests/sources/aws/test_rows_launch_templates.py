"""Launch templates: the versions that groups start instances from, asked for region by region and not template by template."""

from __future__ import annotations

from typing import Any

from scanner.unknown import Unknown
from tests.sources.aws.collecting import collect, statuses
from tests.sources.aws.plain_api import PlainApi, fault

TYPE = "AWS::EC2::LaunchTemplate"


def version(template: str, number: int, default: bool = False) -> dict[str, Any]:
    """A version as DescribeLaunchTemplateVersions tells it."""
    return {
        "LaunchTemplateId": template,
        "VersionNumber": number,
        "DefaultVersion": default,
        "LaunchTemplateData": {"InstanceType": f"t{number}"},
    }


def group(template: str, number: str) -> dict[str, Any]:
    """A group that starts instances from a version."""
    return {"AutoScalingGroupName": "g", "LaunchTemplate": {"LaunchTemplateId": template, "LaunchTemplateName": "n", "Version": number}}


def templates(**replies: Any) -> PlainApi:
    """Two templates; of the first a group uses version 2, which is neither its default nor its latest."""

    def versions(arguments: dict[str, Any], region: str) -> dict[str, Any]:
        if "LaunchTemplateId" in arguments:
            return {"LaunchTemplateVersions": [version(arguments["LaunchTemplateId"], int(number)) for number in arguments["Versions"]]}
        return {"LaunchTemplateVersions": [version("lt-1", 3), version("lt-1", 1, default=True), version("lt-2", 1, default=True)]}

    listed = [
        {"LaunchTemplateId": name, "DefaultVersionNumber": 1, "LatestVersionNumber": latest} for name, latest in (("lt-1", 3), ("lt-2", 1))
    ]
    usual = {
        "ec2:DescribeLaunchTemplates": {"LaunchTemplates": listed},
        "ec2:DescribeLaunchTemplateVersions": versions,
        "autoscaling:DescribeAutoScalingGroups": {"AutoScalingGroups": [group("lt-1", "2"), group("lt-2", "$Default")]},
    }
    return PlainApi(usual | replies)


def numbers(resource: Any) -> list[int]:
    """The numbers of the versions that a template shows."""
    return sorted(one["VersionNumber"] for one in resource.properties["Runtime"]["LaunchTemplateVersions"])


def test_default_latest_and_what_groups_name_are_there():
    first, second = collect(templates(), TYPE).resources

    assert (numbers(first), numbers(second)) == ([1, 2, 3], [1])
    assert first.properties["LaunchTemplateData"] == {"InstanceType": "t1"}


def test_all_templates_of_a_region_take_one_call_and_one_for_each_that_is_pinned():
    api = templates()

    collect(api, TYPE)

    assert api.times("ec2:DescribeLaunchTemplateVersions") == 2
    assert api.times("autoscaling:DescribeAutoScalingGroups") == 1


def test_without_the_groups_nobody_knows_which_versions_are_used():
    """The default version is still known; which others count is not, and the reason is the one of the groups."""
    denied = {"autoscaling:DescribeAutoScalingGroups": fault(action="autoscaling:DescribeAutoScalingGroups")}

    part = collect(templates(**denied), TYPE)

    first = part.resources[0].properties
    assert first["LaunchTemplateData"] == {"InstanceType": "t1"}
    assert isinstance(first["Runtime"]["LaunchTemplateVersions"], Unknown)
    assert statuses(part) == {"LaunchTemplate": ["complete", "unread"]}
