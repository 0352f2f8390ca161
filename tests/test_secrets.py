"""A secret planted in user data, a task's environment, a build or a parameter leaves no source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scanner.cli import main

SECRETS = [
    "hunter2-S3cr3t!",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "p4rameter-s3cret",
    "d3fault-s3cret",
    "t4sk-env-s3cret",
    "bu1ld-env-s3cret",
    "inl1ne-bu1ldspec-s3cret",
]
TEMPLATE = r"""
Parameters:
  Password: {Type: String, NoEcho: true}
  Token: {Type: String, NoEcho: true, Default: d3fault-s3cret}
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Launch:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties:
      ImageId: ami-0123456789abcdef0
      InstanceType: t3.micro
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
          echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config
          echo DB_PASSWORD=hunter2-S3cr3t! >> /etc/app.env
          export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
          curl -H "Authorization: token ghp_16C7e42F292c6912E7710c838347Ae178B4a" https://example.com
          echo "${Password}" | some-login --stdin
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: "1", MaxSize: "1", AvailabilityZones: [eu-west-1a], LaunchConfigurationName: !Ref Launch}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ContainerDefinitions:
        - Name: web
          Image: web
          Environment:
            - {Name: DB_PASSWORD, Value: t4sk-env-s3cret}
            - {Name: OTHER, Value: !Ref Password}
            - {Name: THIRD, Value: !Sub "x-${Token}"}
  Build:
    Type: AWS::CodeBuild::Project
    Properties:
      Artifacts: {Type: NO_ARTIFACTS}
      ServiceRole: arn:aws:iam::111122223333:role/build
      Environment:
        Type: LINUX_CONTAINER
        ComputeType: BUILD_GENERAL1_SMALL
        Image: aws/codebuild/standard:7.0
        EnvironmentVariables: [{Name: TOKEN, Value: bu1ld-env-s3cret}]
      Source:
        Type: NO_SOURCE
        BuildSpec: |
          version: 0.2
          env: {variables: {API_KEY: inl1ne-bu1ldspec-s3cret}}
          phases: {build: {commands: ["docker login -u me -p inl1ne-bu1ldspec-s3cret", "docker build -t a ."]}}
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    given = [{"ParameterKey": "Password", "ParameterValue": "p4rameter-s3cret"}]
    (tmp_path / "parameters.json").write_text(json.dumps(given), encoding="utf-8")
    return tmp_path


def printed(target: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--parameters", str(target / "parameters.json")], catch_exceptions=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["table", "json", "sarif", "sarif-github"])
def test_no_output_holds_a_secret(target, name):
    text = printed(target, "scan", str(target), "--format", name)

    assert "asg-launch-has-instance-profile" in text
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("policy", ["userdata-agent-recovers", "asg-launch-has-instance-profile", "buildspec-docker-needs-privileged"])
def test_no_explanation_holds_a_secret(target, policy):
    text = printed(target, "explain", policy, str(target / "template.yaml"))

    assert "FAIL" in text
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize(
    "type_name",
    ["AWS::AutoScaling::LaunchConfiguration", "AWS::ECS::TaskDefinition", "AWS::CodeBuild::Project"],
)
def test_no_query_reads_a_secret(target, type_name):
    text = printed(target, "query", str(target / "template.yaml"), "@", "--type", type_name)

    assert "template.yaml#" in text
    assert [secret for secret in SECRETS if secret in text] == []


def test_what_the_policies_need_stays(target):
    """The cluster's name and the commands are kept, so that verdicts are those of the unredacted text."""
    template = str(target / "template.yaml")
    text = printed(target, "query", template, "ecs_config(UserData)", "--type", "AWS::AutoScaling::LaunchConfiguration")

    assert '"ECS_CLUSTER"' in text
    assert "template.yaml#Cluster" in text
