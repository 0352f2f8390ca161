"""What the rows beside ECS's make of answers that moto does not give: services that are off, settings that only some answers tell."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.snapshot import Resource
from scanner.sources.aws.faults import DENIED, Place
from scanner.unknown import Unknown
from tests.sources.aws.collecting import collect, statuses
from tests.sources.aws.plain_api import ACCOUNT, HERE, PlainApi, fault

EVERYWHERE = Place(ACCOUNT, "global")
OWNER = {"Grantee": {"ID": "75aa57f0", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
SETTINGS = (
    "GetBucketAccelerateConfiguration",
    "GetBucketCors",
    "GetBucketEncryption",
    "GetBucketLifecycleConfiguration",
    "GetBucketLogging",
    "GetBucketNotificationConfiguration",
    "GetObjectLockConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPolicyStatus",
    "GetPublicAccessBlock",
    "GetBucketReplication",
    "GetBucketTagging",
    "ListBucketIntelligentTieringConfigurations",
    "GetBucketVersioning",
    "GetBucketWebsite",
)
"""Calls that read one setting of a bucket each."""
OFF = [
    ("AWS::Macie::Session", "macie2:GetMacieSession", "AccessDeniedException", "Macie is not enabled."),
    (
        "AWS::SecurityHub::Hub",
        "securityhub:DescribeHub",
        "InvalidAccessException",
        f"Account {ACCOUNT} is not subscribed to AWS Security Hub",
    ),
]


@pytest.mark.parametrize(("type_name", "call", "code", "message"), OFF)
def test_a_service_that_is_off_has_no_resource_and_no_gap(type_name: str, call: str, code: str, message: str):
    part = collect(PlainApi({call: fault(DENIED, code, message=message)}), type_name)

    assert part.resources == []
    assert [one.status for one in part.coverage] == ["complete"]


@pytest.mark.parametrize(("type_name", "call", "code", "message"), OFF)
def test_a_service_that_may_not_be_asked_is_a_gap(type_name: str, call: str, code: str, message: str):
    """Macie says both with one code."""
    part = collect(PlainApi({call: fault(DENIED, code, message="User is not authorized to perform it")}), type_name)

    assert [one.status for one in part.coverage] == ["denied"]


def bucket(**replies: Any) -> Resource:
    """A bucket of which nothing is configured, unless said otherwise."""
    usual: dict[str, Any] = {f"s3:{name}": {} for name in SETTINGS}
    usual |= {"s3:ListBuckets": {"Buckets": [{"Name": "b", "BucketRegion": "eu-west-1"}]}, "s3:GetBucketAcl": {"Grants": [OWNER]}}
    (found,) = collect(PlainApi(usual | {f"s3:{name}": reply for name, reply in replies.items()}), "AWS::S3::Bucket", EVERYWHERE).resources
    return found


def granted(*permissions: str, to: str = ALL_USERS) -> dict[str, Any]:
    """An ACL that grants the owner all, and a group some."""
    return {"Grants": [OWNER, *({"Grantee": {"URI": to, "Type": "Group"}, "Permission": one} for one in permissions)]}


@pytest.mark.parametrize(
    ("acl", "name"),
    [
        (granted(), "Private"),
        (granted("READ"), "PublicRead"),
        (granted("WRITE", "READ"), "PublicReadWrite"),
        (granted("READ", to="http://acs.amazonaws.com/groups/global/AuthenticatedUsers"), "AuthenticatedRead"),
        (granted("WRITE", "READ_ACP", to="http://acs.amazonaws.com/groups/s3/LogDelivery"), "LogDeliveryWrite"),
    ],
)
def test_an_acl_is_told_by_its_name(acl: dict[str, Any], name: str):
    assert bucket(GetBucketAcl=acl).properties["AccessControl"] == name


@pytest.mark.parametrize("acl", [granted("READ_ACP"), {"Grants": [OWNER, OWNER]}, {"Grants": []}])
def test_an_acl_that_has_no_name_is_not_taken_for_private(acl: dict[str, Any]):
    found = bucket(GetBucketAcl=acl).properties

    assert isinstance(found["AccessControl"], Unknown)
    assert found["Runtime"]["Grants"] == acl["Grants"]


def test_each_event_of_a_notification_is_one_of_its_own():
    """As in CloudFormation, where a configuration has one."""
    told = {"QueueConfigurations": [{"QueueArn": "arn:q", "Events": ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"]}]}

    found = bucket(GetBucketNotificationConfiguration=told).properties["NotificationConfiguration"]

    assert [(one["Event"], one["Queue"]) for one in found["QueueConfigurations"]] == [
        ("s3:ObjectCreated:Put", "arn:q"),
        ("s3:ObjectRemoved:*", "arn:q"),
    ]


def test_a_bucket_without_settings_shows_none():
    found = bucket().properties

    assert found.keys().isdisjoint(
        {"NotificationConfiguration", "VersioningConfiguration", "LoggingConfiguration", "AccelerateConfiguration"}
    )


def test_a_setting_that_was_denied_is_unknown_and_may_be_absent():
    """A bucket that hides its policy from us may have none."""
    found = bucket(GetPublicAccessBlock=fault()).properties["PublicAccessBlockConfiguration"]

    assert isinstance(found, Unknown)
    assert found.may_be_absent


def test_where_a_bucket_is_is_asked_where_the_list_does_not_tell():
    """The oldest of Europe are in a region that has another name there."""
    replies = {"ListBuckets": {"Buckets": [{"Name": "b"}]}}

    assert bucket(**replies, GetBucketLocation={"LocationConstraint": "EU"}).region == "eu-west-1"
    assert bucket(**replies, GetBucketLocation={}).region == "us-east-1"


def test_the_state_of_a_pipeline_that_cannot_be_read_leaves_its_definition():
    api = PlainApi(
        {
            "codepipeline:ListPipelines": {"pipelines": [{"name": "shop"}]},
            "codepipeline:GetPipeline": {
                "pipeline": {"name": "shop", "stages": [], "version": 1},
                "metadata": {"pipelineArn": "arn:aws:codepipeline:eu-west-1:111122223333:shop"},
            },
            "codepipeline:GetPipelineState": fault(),
            "codepipeline:ListTagsForResource": {"tags": []},
        }
    )

    part = collect(api, "AWS::CodePipeline::Pipeline", HERE)
    (found,) = part.resources

    assert found.properties["Name"] == "shop"
    assert isinstance(found.properties["Runtime"]["stageStates"], Unknown)
    assert statuses(part)["Pipeline"] == ["complete", "unread"]


def test_the_accounts_block_of_public_access_is_one_resource_or_none():
    block = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False, "RestrictPublicBuckets": True}
    kind = "AWS::S3::AccountPublicAccessBlock"

    (found,) = collect(PlainApi({"s3control:GetPublicAccessBlock": {"PublicAccessBlockConfiguration": block}}), kind, EVERYWHERE).resources
    never = collect(PlainApi({"s3control:GetPublicAccessBlock": fault(DENIED, "NoSuchPublicAccessBlockConfiguration")}), kind, EVERYWHERE)

    assert {name: found.properties[name] for name in block} == block
    assert (never.resources, [one.status for one in never.coverage]) == ([], ["complete"])


def test_multi_region_access_points_are_asked_for_where_they_are_known():
    point = {"Name": "p", "Alias": "a.mrap", "PublicAccessBlock": {"BlockPublicAcls": False}, "Regions": [{"Bucket": "b"}]}
    api = PlainApi({"s3control:ListMultiRegionAccessPoints": {"AccessPoints": [point]}})

    (found,) = collect(api, "AWS::S3::MultiRegionAccessPoint", EVERYWHERE).resources

    assert found.properties["PublicAccessBlockConfiguration"] == {"BlockPublicAcls": False}
    assert {region for _, region, _ in api.asked} == {"us-west-2"}


def test_a_machine_that_was_never_scanned_has_no_patch_state():
    told = [{"InstanceId": "i-1", "PingStatus": "Online"}, {"InstanceId": "i-2", "PingStatus": "ConnectionLost"}]
    api = PlainApi(
        {
            "ssm:DescribeInstanceInformation": {"InstanceInformationList": told},
            "ssm:DescribeInstancePatchStates": {"InstancePatchStates": [{"InstanceId": "i-1", "MissingCount": 2}]},
        }
    )

    first, second = collect(api, "AWS::SSM::ManagedInstance").resources

    assert first.properties["Runtime"]["PatchState"]["MissingCount"] == 2
    assert second.properties["Runtime"] == {"PingStatus": "ConnectionLost"}
    assert api.times("ssm:DescribeInstancePatchStates") == 1
