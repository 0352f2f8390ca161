"""The rows of what container platforms stand on, against moto over HTTP: what boto3 made is there, and nothing else failed.

What moto cannot show (it has no such call, or drops what was written) is held to AWS's documents in tests/parity.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from scanner.catalog import needed, rows
from scanner.encoding import encode
from scanner.redaction import Redactor
from scanner.snapshot import Resource
from scanner.sources.aws.calls import Api
from scanner.sources.aws.collect import Coverage, collect_part
from scanner.sources.aws.faults import Place
from scanner.sources.aws.limits import Patience
from tests import moto_account
from tests.sources.aws import moto_world

pytest.importorskip("moto", reason="moto plays AWS")

FILES = ("account", "application-autoscaling", "autoscaling", "ec2", "ecr", "ecs", "elb", "elbv2", "iam", "servicediscovery")
NOT_IN_MOTO = {
    "AWS::EC2::ClientVpnAuthorizationRule",
    "AWS::EC2::ClientVpnEndpoint",
    "AWS::EC2::ImageBlockPublicAccess",
    "AWS::EC2::InstanceMetadataDefaults",
    "AWS::EC2::PlacementGroup",
    "AWS::EC2::SnapshotBlockPublicAccess",
    "AWS::EC2::VPCBlockPublicAccessExclusion",
    "AWS::EC2::VPCBlockPublicAccessOptions",
    "AWS::ECR::AccountSetting",
    "AWS::ECR::PublicRepository",
    "AWS::ECR::PullThroughCacheRule",
    "AWS::ECR::RepositoryCreationTemplate",
}
"""Types whose calls moto 5.2.5 does not have."""
PARTLY_IN_MOTO = {
    "AWS::ApplicationAutoScaling::ScalableTarget",  # three namespaces of the API are unknown to it
    "AWS::EC2::EBSEncryptionByDefault",  # it has no call for the key
}
NOT_MADE = {
    "AWS::Account::AlternateContact",
    "AWS::EC2::CarrierGateway",
    "AWS::EC2::GatewayRouteTableAssociation",
    "AWS::EC2::SpotFleet",
    "AWS::EC2::VPCEndpointService",
    "AWS::EC2::VPCEndpointServicePermissions",
    "AWS::ECR::RegistryPolicy",
    "AWS::ECR::ReplicationConfiguration",
    "AWS::ECS::AccountSetting",
    "AWS::ECS::TaskSet",
    "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    "AWS::IAM::ServerCertificate",
    "AWS::IAM::VirtualMFADevice",
    "AWS::ServiceDiscovery::PublicDnsNamespace",
}
"""Types of which the world has none."""
TOLD_ELSEWHERE = {
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::TransitGatewayAttachment",
    "AWS::IAM::GroupPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::UserPolicy",
}
"""Types that a live account tells as part of another, so that there are none, and that is complete."""

Seen = tuple[list[Resource], list[Coverage]]


class Keys:
    """What moto takes from anybody."""

    def frozen(self, account: str, refresh: bool = False) -> tuple[str, str, str | None]:
        """The same for every account."""
        return "testing", "testing", None


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """The world, made and collected once."""
    with pytest.MonkeyPatch.context() as patch, moto_account.server() as url:
        moto_account.adopt(patch, moto_account.environment(tmp_path_factory.mktemp("aws"), url))
        moto_account.reset(url)
        moto_world.build(partial(moto_account.client, url))
        wanted = needed(name for name, row in rows().items() if row.file.removesuffix(".yaml") in FILES)
        with ThreadPoolExecutor(8) as pool:
            api = Api(Keys(), patience=Patience(service_error=1, bad_response=1))  # what moto lacks stays lacking
            parts = [
                collect_part(api, Place(moto_account.ACCOUNT, region, "aws"), wanted, Redactor(b"key"), pool)
                for region in (moto_world.REGION, "global")
            ]
        yield [one for part in parts for one in part.resources], [line for part in parts for line in part.coverage]


def mine() -> set[str]:
    """The types of these files."""
    return {name for name, row in rows().items() if row.file.removesuffix(".yaml") in FILES}


def one_of(seen: Seen, type_name: str, **properties: Any) -> dict[str, Any]:
    """The properties of the one resource that has these."""
    (found,) = [
        one.properties
        for one in seen[0]
        if one.type == type_name and all(one.properties.get(name) == value for name, value in properties.items())
    ]
    return found


def test_of_every_type_that_was_made_there_is_one(seen: Seen):
    assert mine() - {one.type for one in seen[0]} == NOT_IN_MOTO | NOT_MADE | TOLD_ELSEWHERE


def test_only_what_moto_lacks_is_not_read(seen: Seen):
    gaps = {line.type for line in seen[1] if line.status not in ("complete", "in-use")}

    assert gaps & mine() == NOT_IN_MOTO | PARTLY_IN_MOTO


def test_ids_are_unique(seen: Seen):
    assert len({(one.type, one.id) for one in seen[0]}) == len(seen[0])


def test_no_planted_secret_is_there(seen: Seen):
    text = json.dumps([[encode(one.properties), encode(dict(one.identifiers))] for one in seen[0]])

    assert moto_world.SECRET not in text


def test_user_data_is_text_wherever_it_stands(seen: Seen):
    template = one_of(seen, "AWS::EC2::LaunchTemplate")
    data = {version["VersionNumber"]: version["LaunchTemplateData"] for version in template["Runtime"]["LaunchTemplateVersions"]}

    assert one_of(seen, "AWS::AutoScaling::LaunchConfiguration")["UserData"] == moto_world.USER_DATA
    assert template["LaunchTemplateData"]["UserData"] == moto_world.USER_DATA
    assert data[1]["UserData"] == moto_world.USER_DATA
    assert "UserData" not in data[2]


def test_tasks_that_run_and_that_stopped_are_there(seen: Seen):
    assert {"RUNNING", "STOPPED"} <= {one.properties["Runtime"]["desiredStatus"] for one in seen[0] if one.type == "AWS::ECS::Task"}


def test_rules_stand_in_their_group(seen: Seen):
    group = one_of(seen, "AWS::EC2::SecurityGroup", GroupName="web")

    assert {rule.get("CidrIp") or rule.get("SourceSecurityGroupId") for rule in group["SecurityGroupIngress"]} == {
        "0.0.0.0/0",
        group["GroupId"],
    }
    assert group["SecurityGroupEgress"] == [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]


def test_the_image_that_a_container_names_is_there(seen: Seen):
    image = one_of(seen, "AWS::ECR::Image")

    assert (image["RepositoryName"], image["ImageTags"]) == ("shop", ["latest"])


def test_both_gateways_tell_their_attachment(seen: Seen):
    types = {one.properties["AttachmentType"] for one in seen[0] if one.type == "AWS::EC2::VPCGatewayAttachment"}

    assert types == {"IGW", "VGW"}


def test_policies_and_attachments_stand_in_their_role(seen: Seen):
    role = one_of(seen, "AWS::IAM::Role", RoleName="ecsInstanceRole")

    assert [policy["PolicyName"] for policy in role["Policies"]] == ["p"]
    assert role["ManagedPolicyArns"] == [f"arn:aws:iam::{moto_account.ACCOUNT}:policy/logs"]


def test_target_health_stands_under_runtime(seen: Seen):
    group = one_of(seen, "AWS::ElasticLoadBalancingV2::TargetGroup")

    assert [health["Target"]["Id"] for health in group["Runtime"]["TargetHealthDescriptions"]] == ["10.0.1.9"]


def test_the_account_knows_its_name_partition_and_regions(seen: Seen):
    account = one_of(seen, "AWS::Account")

    assert (account["AccountId"], account["Aliases"], account["Partition"]) == (moto_account.ACCOUNT, ["shop"], "aws")
    assert {"eu-west-1", "us-east-1"} <= set(account["Regions"])
    assert account["Runtime"]["SummaryMap"]["Users"] == 1


def test_a_user_shows_that_there_is_a_password_and_not_which(seen: Seen):
    assert one_of(seen, "AWS::IAM::User")["LoginProfile"] == {"PasswordResetRequired": False}
