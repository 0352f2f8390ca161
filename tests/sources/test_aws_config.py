"""AWS Config as a source. Items have the members that AWS documents: github.com/awslabs/aws-config-resource-schema, by type, and the
Developer Guide's example of a configuration snapshot."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from scanner.cli import main
from scanner.redaction import Redactor
from scanner.snapshot import Resource, Snapshot
from scanner.sources import Options, read_targets
from scanner.sources.aws_config import NOT_ALL
from scanner.sources.aws_config_items import NO_STATE
from scanner.unknown import Unknown

ACCOUNT, REGION = "123456789012", "eu-west-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/web"
SERVICE = f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/harbor/web"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def item(kind: str, identity: str, configuration: Any, **more: Any) -> dict[str, Any]:
    """A configuration item."""
    return {
        "configurationItemVersion": "1.3",
        "configurationItemCaptureTime": "2026-01-31T09:00:00.000Z",
        "configurationItemStatus": "OK",
        "accountId": ACCOUNT,
        "awsRegion": REGION,
        "resourceType": kind,
        "resourceId": identity,
        "configuration": configuration,
        "supplementaryConfiguration": {},
        "tags": {},
        "relationships": [],
        **more,
    }


GROUP = item(
    "AWS::EC2::SecurityGroup",
    "sg-0a1b2c3d4e5f60718",
    {
        "description": "web",
        "groupName": "web",
        "groupId": "sg-0a1b2c3d4e5f60718",
        "vpcId": "vpc-0a1b2c3d4e5f60718",
        "ownerId": ACCOUNT,
        "ipPermissions": [
            {
                "fromPort": 22,
                "toPort": 22,
                "ipProtocol": "tcp",
                "ipRanges": ["0.0.0.0/0"],
                "ipv4Ranges": [{"cidrIp": "0.0.0.0/0", "description": "all"}],
                "ipv6Ranges": [],
                "prefixListIds": [],
                "userIdGroupPairs": [],
            }
        ],
        "ipPermissionsEgress": [],
        "tags": [{"key": "team", "value": "shop"}],
    },
    arn=f"arn:aws:ec2:{REGION}:{ACCOUNT}:security-group/sg-0a1b2c3d4e5f60718",
)
LAUNCH = item(
    "AWS::AutoScaling::LaunchConfiguration",
    f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:launchConfiguration:0a1b:launchConfigurationName/nodes",
    {
        "launchConfigurationName": "nodes",
        "launchConfigurationARN": f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:launchConfiguration:0a1b:launchConfigurationName/nodes",
        "imageId": "ami-0a1b2c3d4e5f60718",
        "iamInstanceProfile": {"value": "nodes"},
        "securityGroups": [{"value": "sg-0a1b2c3d4e5f60718"}],
        "instanceMonitoring": {"enabled": True},
        "keyName": "",
        "createdTime": "2026-01-01T00:00:00.000Z",
    },
    resourceName="nodes",
)
TABLE = item(
    "AWS::EC2::RouteTable",
    "rtb-0a1b2c3d4e5f60718",
    {
        "routeTableId": "rtb-0a1b2c3d4e5f60718",
        "vpcId": "vpc-0a1b2c3d4e5f60718",
        "routes": [{"destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-0a1b2c3d4e5f60718", "origin": "CreateRoute", "state": "active"}],
        "associations": [
            {
                "main": False,
                "routeTableAssociationId": "rtbassoc-0a",
                "routeTableId": "rtb-0a1b2c3d4e5f60718",
                "subnetId": "subnet-0a1b2c3d4e5f60718",
            }
        ],
        "propagatingVgws": [],
        "tags": [],
    },
)
WEB = item(
    "AWS::ECS::Service",
    SERVICE,
    {
        "ServiceArn": SERVICE,
        "ServiceName": "web",
        "Name": "web",
        "Cluster": f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/harbor",
        "DesiredCount": 2,
        "LaunchType": "FARGATE",
        "TaskDefinition": f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:3",
        "LoadBalancers": [],
        "NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp": "DISABLED", "Subnets": ["subnet-0a1b2c3d4e5f60718"]}},
    },
    arn=SERVICE,
    resourceName="web",
)
IAM = item(
    "AWS::IAM::Role",
    "AROAEXAMPLE",
    {
        "path": "/",
        "roleName": "web",
        "roleId": "AROAEXAMPLE",
        "arn": ROLE,
        "createDate": "2026-01-01T00:00:00.000Z",
        "assumeRolePolicyDocument": quote(json.dumps(TRUST), safe=""),
        "instanceProfileList": [],
        "rolePolicyList": [],
        "permissionsBoundary": None,
        "attachedManagedPolicies": [{"policyName": "Reads", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
        "tags": [],
    },
    arn=ROLE,
    awsRegion="global",
    resourceName="web",
)
RECORDER = item("AWS::Config::ConfigurationRecorder", "default", {"name": "default", "recordingGroup": {"allSupported": True}})
ITEMS = [GROUP, LAUNCH, TABLE, WEB, IAM]


def delivered(folder: Path, items: list[dict[str, Any]], **more: Any) -> Path:
    """A file as AWS Config delivers it."""
    path = folder / f"{ACCOUNT}_Config_{REGION}_ConfigSnapshot_20260131T090000Z_0a1b.json.gz"
    path.write_bytes(
        gzip.compress(json.dumps({"fileVersion": "1.0", "configSnapshotId": "0a1b", "configurationItems": items, **more}).encode())
    )
    return path


def read(folder: Path, items: list[dict[str, Any]], **more: Any) -> Snapshot:
    """The one account of a delivered file."""
    (snapshot,) = read_targets([delivered(folder, items, **more)], Options(redactor=Redactor(b"key")))
    return snapshot


def found(snapshot: Snapshot) -> dict[str, Resource]:
    """The first resource of each type."""
    return {one.type: one for one in reversed(snapshot.resources)}


def test_items_in_the_apis_spelling_become_canonical(tmp_path: Path) -> None:
    resources = found(read(tmp_path, ITEMS))
    group, launch, role = (
        resources[f"AWS::{name}"].properties for name in ("EC2::SecurityGroup", "AutoScaling::LaunchConfiguration", "IAM::Role")
    )

    assert resources["AWS::EC2::SecurityGroup"].id == "sg-0a1b2c3d4e5f60718"
    assert group["GroupDescription"] == "web"
    assert [(one["CidrIp"], one["FromPort"]) for one in group["SecurityGroupIngress"]] == [("0.0.0.0/0", 22)]
    assert (launch["IamInstanceProfile"], launch["SecurityGroups"], launch["InstanceMonitoring"]) == (
        "nodes",
        ["sg-0a1b2c3d4e5f60718"],
        True,
    )
    assert "KeyName" not in launch
    assert resources["AWS::IAM::Role"].id == ROLE
    assert role["AssumeRolePolicyDocument"] == TRUST
    assert role["ManagedPolicyArns"] == ["arn:aws:iam::aws:policy/ReadOnlyAccess"]


def test_items_in_cloudformations_spelling_are_taken_as_they_are(tmp_path: Path) -> None:
    service = found(read(tmp_path, ITEMS))["AWS::ECS::Service"]

    assert service.id == SERVICE
    assert service.identifiers["Ref"] == SERVICE
    assert service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"] == ["subnet-0a1b2c3d4e5f60718"]
    assert service.properties["DesiredCount"] == 2


def test_what_stands_inside_an_item_is_found(tmp_path: Path) -> None:
    resources = found(read(tmp_path, ITEMS))

    assert resources["AWS::EC2::Route"].properties["GatewayId"] == "igw-0a1b2c3d4e5f60718"
    assert resources["AWS::EC2::Route"].id == "rtb-0a1b2c3d4e5f60718|0.0.0.0/0"
    assert resources["AWS::EC2::SubnetRouteTableAssociation"].properties["SubnetId"] == "subnet-0a1b2c3d4e5f60718"


def test_what_an_item_does_not_show_is_unknown_and_null_is_absent(tmp_path: Path) -> None:
    resources = found(read(tmp_path, ITEMS))
    launch, role = resources["AWS::AutoScaling::LaunchConfiguration"].properties, resources["AWS::IAM::Role"].properties

    assert "PermissionsBoundary" not in role
    assert isinstance(launch["UserData"], Unknown)
    assert launch["UserData"].reason == "AWS Config does not show UserData of AWS::AutoScaling::LaunchConfiguration"
    assert isinstance(resources["AWS::ECS::Service"].properties["CapacityProviderStrategy"], Unknown)


@pytest.mark.parametrize("kind", ["AWS::ECS::Service", "AWS::EC2::SecurityGroup", "AWS::IAM::Role"])
def test_live_state_is_unknown_with_its_reason(tmp_path: Path, kind: str) -> None:
    state = found(read(tmp_path, ITEMS))[kind].properties["Runtime"]

    assert isinstance(state, Unknown)
    assert (state.reason, state.settle) == (NO_STATE, f"collect {kind} from the account")


def test_nothing_is_closed_unless_the_recorder_records_all(tmp_path: Path) -> None:
    some, every = read(tmp_path, ITEMS), read(tmp_path, [*ITEMS, RECORDER])

    assert some.closed == frozenset()
    assert [(gap.type, gap.reason) for gap in some.gaps] == [("*", NOT_ALL)]
    assert every.gaps == ()
    assert every.closed >= {"AWS::EC2::SecurityGroup", "AWS::ECS::Service"}
    assert "AWS::EC2::Subnet" not in every.closed


def test_a_history_file_closes_nothing_and_the_newest_item_counts(tmp_path: Path) -> None:
    older = item(
        "AWS::EC2::SecurityGroup", GROUP["resourceId"], {"description": "old"}, configurationItemCaptureTime="2025-01-01T00:00:00Z"
    )
    path = tmp_path / "history.json"
    path.write_text(json.dumps({"fileVersion": "1.0", "configurationItems": [older, GROUP, RECORDER]}), "utf-8")
    (snapshot,) = read_targets([path], Options())

    assert found(snapshot)["AWS::EC2::SecurityGroup"].properties["GroupDescription"] == "web"
    assert snapshot.closed == frozenset()


def test_an_item_without_configuration_is_a_gap_and_one_that_is_gone_is_none(tmp_path: Path) -> None:
    lost = item("AWS::EC2::Subnet", "subnet-1", None, configurationItemStatus="ResourceNotRecorded")
    gone = item("AWS::EC2::VPC", "vpc-1", None, configurationItemStatus="ResourceDeleted")
    snapshot = read(tmp_path, [lost, gone, RECORDER])

    assert [(gap.type, gap.kind, gap.region) for gap in snapshot.gaps] == [("AWS::EC2::Subnet", "incomplete", REGION)]
    assert "ResourceNotRecorded" in snapshot.gaps[0].reason
    assert "AWS::EC2::Subnet" not in snapshot.closed


def test_the_example_of_the_developer_guide_is_read(tmp_path: Path) -> None:
    """Its account has eleven digits, and its zone a misspelt name."""
    volume = {
        "configurationItemVersion": "1.0",
        "resourceId": "vol-ce676ccc",
        "arn": "arn:aws:us-west-2b:123456789012:volume/vol-ce676ccc",
        "accountId": "12345678910",
        "configurationItemCaptureTime": "2014-03-07T23:47:08.918Z",
        "configurationItemStatus": "OK",
        "availibilityZone": "us-west-2b",
        "resourceType": "AWS::EC2::Volume",
        "configuration": {"volumeId": "vol-ce676ccc", "size": 1, "snapshotId": "", "availabilityZone": "us-west-2b", "state": "in-use"},
    }
    snapshot = read(tmp_path, [volume])
    (one,) = snapshot.resources

    assert (snapshot.world, one.region) == ("12345678910", "us-west-2")
    assert one.properties["Size"] == 1


def test_the_command_scans_what_a_bucket_holds(tmp_path: Path) -> None:
    """Found by its content below a folder; secrets are redacted; another packed file is no target."""
    hidden = json.loads(json.dumps(WEB))
    hidden["configuration"]["Tags"] = [{"Key": "token", "Value": "AKIAIOSFODNN7EXAMPLE"}]
    delivered(tmp_path, [*ITEMS[:3], hidden, IAM])
    (tmp_path / "other.json.gz").write_bytes(gzip.compress(b'{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}'))
    done = CliRunner().invoke(main, ["scan", str(tmp_path), "--select", "asg-launch-has-instance-profile", "--format", "json"])
    report = json.loads(done.stdout)

    assert {gap["reason"] for gap in report["gaps"]} == {NOT_ALL}
    assert report["summary"]["worlds"] == 1
    assert "AKIAIOSFODNN7EXAMPLE" not in done.output
    assert not [one for one in report["findings"] if one["verdict"] == "fail"]


@pytest.mark.parametrize(
    "text",
    [
        '{"fileVersion": "1.0", "configurationItems": {}}',
        '{"fileVersion": "1.0", "configurationItems": [',
        '{"fileVersion": "1.0", "configurationItems": [NaN]}',
        '{"fileVersion": "1.0", "configurationItems": ' + "[" * 100_000,
        '{"fileVersion": "1.0", "configurationItems": [1, {}, {"resourceType": 3, "configuration": "{"}]}',
    ],
)
def test_what_is_no_snapshot_is_a_gap_and_no_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.json"
    path.write_text(text, "utf-8")
    (snapshot,) = read_targets([path], Options())

    assert snapshot.resources == ()
    assert snapshot.gaps
