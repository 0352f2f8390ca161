"""Two accounts that moto plays, the commands on them, and what their reports say."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scanner.cli import main
from tests import moto_account

OTHER = "111122223333"
PLACES = ("eu-west-1", "us-east-1")
CHEAP = "asg-launch-has-instance-profile"
WHERE = ("--region", "eu-west-1", "--region", "us-east-1")
KEY = "a key of these tests"


@pytest.fixture(scope="module", name="world")
def two_accounts() -> Iterator[str]:
    """Two accounts: launch templates without a profile in two regions of one, in one region of the other."""
    with moto_account.server() as url:
        moto_account.reset(url)
        for account, region in ((None, "eu-west-1"), (None, "us-east-1"), (OTHER, "eu-west-1")):
            build(url, region, account)
        yield url


def build(url: str, region: str, account: str | None) -> None:
    script = b"#!/bin/bash\necho ECS_CLUSTER=harbor >> /etc/ecs/ecs.config\n"
    data = {"ImageId": "ami-12345678", "InstanceType": "t3.small", "UserData": base64.b64encode(script).decode()}
    ec2 = moto_account.client(url, "ec2", region, account)
    template = ec2.create_launch_template(LaunchTemplateName="nodes", LaunchTemplateData=data)["LaunchTemplate"]["LaunchTemplateId"]
    moto_account.client(url, "autoscaling", region, account).create_auto_scaling_group(
        AutoScalingGroupName="nodes",
        LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"},
        MinSize=0,
        MaxSize=1,
        AvailabilityZones=[f"{region}a"],
        Tags=[
            {"Key": "AmazonECSManaged", "Value": "", "PropagateAtLaunch": True, "ResourceId": "nodes", "ResourceType": "auto-scaling-group"}
        ],
    )
    ecs = moto_account.client(url, "ecs", region, account)
    ecs.create_cluster(clusterName="harbor")


@pytest.fixture(autouse=True, name="aws")
def aws_environment(world, tmp_path, monkeypatch):
    """Each test in an empty folder, with moto as AWS."""
    moto_account.adopt(monkeypatch, moto_account.environment(tmp_path, world))
    monkeypatch.setenv("PLIMSOLL_REDACTION_KEY", KEY)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, arguments)

    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert "Traceback" not in done.output
    return done


def report_of(*arguments: str) -> dict[str, Any]:
    """The JSON report of an audit."""
    done = run("audit", *arguments, "--format", "json")
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(report: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What a report says of accounts, but for when and in which files."""
    names = ("policy", "resource", "type", "verdict", "message", "world", "account", "region", "fingerprint")
    return [tuple(finding[name] for name in names) for finding in report["findings"]]


def verdicts(report: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """By account and region: the verdict of the launch template."""
    launch = (finding for finding in report["findings"] if finding["type"] == "AWS::EC2::LaunchTemplate")
    return {(finding["account"], finding["region"]): finding["verdict"] for finding in launch}


def read(path: Path) -> str:
    if path.suffix != ".zst":
        return path.read_text(encoding="utf-8")
    import zstandard

    with path.open("rb") as stream:
        return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True).read().decode("utf-8")
