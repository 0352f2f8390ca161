"""What a collection would call, and the role that lets it: neither more nor less."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from scanner import catalog, permissions, scan
from scanner.cli import main
from scanner.config import Config
from scanner.errors import UsageError
from scanner.permissions import INLINE, MANAGED, Trust
from scanner.scan import Settings
from scanner.sources.aws.secret_reads import SECRET_READS
from tests import moto_account

ROOT = "arn:aws:iam::123456789012:root"
EVERYTHING = permissions.actions_of(catalog.rows())


def rules(*select: str) -> scan.Rules:
    return scan.rules_of(Settings(select=select), Config())


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments)

    assert done.exit_code == 0, done.output
    return done.output


# ---------------------------------------------------------------- types and plan


def test_the_types_of_a_policy_are_those_that_it_and_its_relations_read():
    chosen = rules("ecs-task-outside-service", "service-has-capacity-source")

    found = permissions.types_of(chosen.policies, chosen.library)

    assert {"AWS::ECS::Task", "AWS::ECS::Service", "AWS::ECS::CapacityProvider", "AWS::AutoScaling::AutoScalingGroup"} <= found


def test_the_types_of_a_policy_of_ones_own_are_told_in_the_same_way(tmp_path):
    """Through a relation, and the relation that this one calls."""
    (tmp_path / "subnets-have-tables.yaml").write_text(
        """
id: subnets-have-tables
title: Subnets have route tables
severity: low
category: operations
resource: AWS::EC2::Subnet
assert: exists(route_table(@))
why: Because.
fix: Mend it.
examples:
  - expect: fail
    given: {VpcId: vpc-0a1b2c3d4e5f60718}
    live: true
    others: [{type: AWS::EC2::VPC, id: vpc-0a1b2c3d4e5f60718, properties: {}}]
  - expect: pass
    given: {VpcId: vpc-0a1b2c3d4e5f60718}
    id: subnet-0a1b2c3d4e5f60718
    others:
      - {type: AWS::EC2::RouteTable, id: rtb-0a1b2c3d4e5f60718, properties: {VpcId: vpc-0a1b2c3d4e5f60718}}
      - {type: AWS::EC2::SubnetRouteTableAssociation, properties: {SubnetId: subnet-0a1b2c3d4e5f60718, RouteTableId: rtb-0a1b2c3d4e5f60718}}
""",
        encoding="utf-8",
    )
    chosen = scan.rules_of(Settings(policies=(tmp_path,), select=("subnets-have-tables",)), Config())

    assert permissions.types_of(chosen.policies, chosen.library) == {
        "AWS::EC2::Subnet",
        "AWS::EC2::VPC",
        "AWS::EC2::RouteTable",
        "AWS::EC2::SubnetRouteTableAssociation",
    }


def test_the_plan_names_type_scope_call_and_action_and_asks_nobody(monkeypatch):
    """No credentials, no network: the catalogue alone."""
    moto_account.adopt(monkeypatch, {})
    lines = run("collect", "--plan", "--select", "ecs-task-outside-service").splitlines()

    assert lines[0].split() == ["TYPE", "SCOPE", "CALL", "IAM", "ACTION"]
    assert ["AWS::ECS::Task", "region", "ecs:ListTasks", "ecs:ListTasks"] in [line.split() for line in lines]
    assert re.fullmatch(r"\d+ types, \d+ operations in each region, \d+ once per account, \d+ IAM actions", lines[-1])


def test_the_plan_of_a_collection_without_policies_is_the_whole_catalogue():
    named = {line.split()[0] for line in run("collect", "--plan").splitlines() if line.startswith("AWS::")}

    assert named == {site.type for site in catalog.calls_of(catalog.rows().values())}


def test_the_plan_of_a_pack_is_smaller_than_that_of_everything():
    assert len(run("collect", "--plan", "--pack", "ecs-essentials")) < len(run("collect", "--plan"))


def test_the_plan_tells_what_cannot_be_collected():
    assert "AWS::Bedrock::Agent" in permissions.plan(["AWS::ECS::Cluster", "AWS::Bedrock::Agent"]).splitlines()[-1]


def test_types_are_named_by_patterns():
    lines = run("collect", "--plan", "--type", "AWS::ECS::*").splitlines()

    assert any(line.startswith("AWS::ECS::Cluster ") for line in lines)


def test_a_pattern_that_names_no_type_is_told():
    with pytest.raises(UsageError, match='no type that can be collected is called "AWS::ECS::Clster"; did you mean "AWS::ECS::Cluster"'):
        permissions.matching(["AWS::ECS::Clster"])


# ---------------------------------------------------------------- policies


def allowed(document: dict[str, Any]) -> set[str]:
    return {action for one in document["Statement"] if one["Effect"] == "Allow" for action in one["Action"]}


def test_the_policy_allows_exactly_the_calls_of_the_plan():
    document = json.loads(run("role", "--select", "ecs-task-outside-service"))
    listed = run("collect", "--plan", "--select", "ecs-task-outside-service").splitlines()

    assert allowed(document) == {line.split()[-1] for line in listed if line.startswith("AWS::")} | {
        "ec2:DescribeRegions",
        "account:ListRegions",
    }


def test_what_reads_secrets_is_denied_whatever_else_the_role_is_given():
    document = json.loads(run("role", "--select", "ecs-task-outside-service"))
    denial = next(one for one in document["Statement"] if one["Effect"] == "Deny")

    assert {"s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameters", "kms:Decrypt"} <= set(denial["Action"])


def test_no_row_of_the_catalogue_reads_what_is_denied():
    assert set(SECRET_READS) & set(EVERYTHING) == set()
    assert list(SECRET_READS) == sorted(SECRET_READS)


def test_every_action_lists_describes_or_reads():
    verbs = ("List", "Describe", "Get", "BatchGet", "BatchDescribe", "GET", "Search", "Lookup", "View", "Select")

    assert [action for action in EVERYTHING if not action.partition(":")[2].startswith(verbs)] == []


def test_a_long_policy_is_split_into_managed_ones_within_the_limit_that_say_the_same():
    documents = permissions.split(EVERYTHING)

    assert len(documents) > 1
    assert all(permissions.size(document) <= MANAGED for document in documents)
    assert sorted(action for document in documents for action in allowed(document)) == sorted(EVERYTHING)


def test_the_policy_of_everything_fits_a_role_inline_or_is_a_list():
    listed = json.loads(run("role", "--type", "*"))
    inline = json.loads(run("role", "--type", "*", "--inline")) if permissions.size(listed) < INLINE else None

    assert set().union(*(allowed(document) for document in listed if document["Statement"][0]["Effect"] == "Allow")) == set(EVERYTHING)
    assert inline is None or allowed(inline) == set(EVERYTHING)


def test_a_policy_too_long_to_stand_inline_is_told():
    with pytest.raises(UsageError, match=r"an inline policy 10,240 at most"):
        permissions.as_json([f"ec2:DescribeSomethingLong{number}" for number in range(400)], inline=True)


def test_asking_an_aggregator_needs_nothing_else():
    document = json.loads(run("role", "--source", "config-aggregator"))
    granted = [statement["Action"] for statement in document["Statement"] if statement["Effect"] == "Allow"]

    assert granted == [["account:ListRegions", "config:SelectAggregateResourceConfig", "ec2:DescribeRegions"]]


def test_an_aggregator_lists_no_organization():
    done = CliRunner().invoke(main, ["role", "--source", "config-aggregator", "--organization"])

    assert done.exit_code == 2
    assert "leave --organization out" in done.stderr


def test_who_lists_an_organization_may_also_assume_the_role_in_its_accounts():
    document = json.loads(run("role", "--select", "ecs-task-outside-service", "--organization", "--role-name", "Reader"))
    assume = next(one for one in document["Statement"] if one["Sid"] == "Assume")

    assert assume["Resource"] == "arn:*:iam::*:role/Reader"
    assert "organizations:ListAccounts" in allowed({"Statement": document["Statement"][:1]})


# ---------------------------------------------------------------- templates


def test_the_template_makes_a_role_that_can_be_assumed_with_the_external_id(monkeypatch, tmp_path):
    """moto builds the stack: managed policies, the inline denial, and the trust with its conditions."""
    text = run("role", "--format", "cloudformation", "--trust", ROOT, "--external-id", "shared-word", "--principal-org", "o-a1b2c3d4e5")
    with moto_account.server() as url:
        moto_account.reset(url)
        moto_account.adopt(monkeypatch, moto_account.environment(tmp_path, url))
        moto_account.client(url, "cloudformation").create_stack(
            StackName="plimsoll", TemplateBody=text, Capabilities=["CAPABILITY_NAMED_IAM"]
        )
        iam = moto_account.client(url, "iam")
        role = iam.get_role(RoleName="PlimsollAudit")["Role"]
        made = iam.list_policies(Scope="Local")["Policies"]
        documents = [iam.get_policy_version(PolicyArn=one["Arn"], VersionId="v1")["PolicyVersion"]["Document"] for one in made]
        inline = iam.list_role_policies(RoleName="PlimsollAudit")["PolicyNames"]

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"AWS": ROOT}
    assert trust["Condition"] == {"StringEquals": {"sts:ExternalId": "shared-word", "aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    chosen = scan.rules_of(Settings(), Config())
    wanted = permissions.actions_of(permissions.types_of(chosen.policies, chosen.library))
    assert set().union(*map(allowed, documents)) == set(wanted)
    assert inline == ["NoSecrets"]
    resources = yaml.safe_load(text)["Resources"]  # moto attaches no ManagedPolicyArns of a stack's role
    managed = [{"Ref": name} for name, resource in resources.items() if resource["Type"] == "AWS::IAM::ManagedPolicy"]
    assert resources["AuditRole"]["Properties"]["ManagedPolicyArns"] == managed


def test_a_trust_without_conditions_has_none():
    """An empty condition block is refused by IAM, so there is none."""
    template = permissions.template(EVERYTHING, Trust(ROOT))
    trust = template["Resources"]["AuditRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]

    assert trust["Condition"]["Fn::If"][0] == "HasCondition"
    assert trust["Condition"]["Fn::If"][2] == {"Ref": "AWS::NoValue"}


def test_who_is_trusted_must_be_said_when_the_stack_is_made_where_nobody_was_named():
    assert "Default" not in permissions.template(EVERYTHING, Trust())["Parameters"]["TrustedPrincipal"]


@pytest.mark.parametrize("form", ["cloudformation", "stackset"])
def test_the_template_is_one_that_plimsoll_reads_without_a_gap(form, tmp_path):
    (tmp_path / "role.yaml").write_text(run("role", "--format", form, "--trust", ROOT), encoding="utf-8")

    report = scan.scan([tmp_path])

    assert [finding for finding in report.findings if finding.verdict == "fail"] == []
    assert report.summary.gaps == ()
    assert report.summary.resources > 0


def test_the_stackset_tells_how_to_roll_it_out():
    text = run("role", "--format", "stackset", "--trust", ROOT, "--external-id", "word")
    comments = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))

    assert "create-stack-set" in comments
    assert f"ParameterKey=TrustedPrincipal,ParameterValue={ROOT} ParameterKey=ExternalId,ParameterValue=word" in comments
    assert yaml.safe_load(text)["Resources"]["AuditRole"]["Type"] == "AWS::IAM::Role"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--trust", "me"), '--trust "me" cannot be meant'),
        (("--external-id", "a;rm -rf"), '--external-id "a;rm -rf" cannot be meant'),
        (("--principal-org", "acme"), '--principal-org "acme" cannot be meant'),
        (("--role-name", "a b"), '--role-name "a b" cannot be meant'),
        (("--type", "AWS::Nothing::*"), "no type that can be collected"),
    ],
)
def test_what_cannot_be_meant_is_told(arguments, message):
    done = CliRunner().invoke(main, ["role", *arguments])

    assert done.exit_code == 2
    assert message in done.output


def test_a_policy_can_be_written_to_a_file(tmp_path):
    run("role", "--select", "ecs-task-outside-service", "--output", str(tmp_path / "policy.json"))

    assert "ecs:ListTasks" in allowed(json.loads((tmp_path / "policy.json").read_text(encoding="utf-8")))
