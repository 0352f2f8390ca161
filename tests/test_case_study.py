"""The case study: each cause is found where it stands, in code, plan and live; the repaired telling is clean."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scanner.cli import main
from tests import case_study_plans

EXAMPLES = Path(__file__).parents[1] / "examples" / "ecs-case-study"

IN_CODE = {
    ("asg-launch-has-instance-profile", "LaunchConfiguration"),
    ("userdata-sets-ecs-cluster", "SpotLaunchConfiguration"),
    ("private-subnet-routes-to-nat", "PrivateSubnetC"),
    ("ecs-instance-subnet-has-egress", "InstanceGroup"),
    ("userdata-agent-recovers", "LaunchConfiguration"),
    ("trigger-tag-matches-source", "Pipeline"),
    ("trigger-tag-is-pushed", "Pipeline"),
}
"""(policy, logical id): what the broken template shows as it stands."""

DECLARED = {
    ("agent-disconnect-is-watched", "Cluster"),
    ("trigger-via-cloudtrail-needs-trail", "PushRule"),
    ("cloudtrail-enabled", "AWS::Account"),
}
"""What it shows once event rules and trails are declared closed."""

ADDRESSES = {
    "LaunchConfiguration": 'module.cluster.aws_launch_configuration.this["base"]',
    "SpotLaunchConfiguration": 'module.cluster.aws_launch_configuration.this["spot"]',
    "PrivateSubnetC": 'module.network.aws_subnet.private["c"]',
    "InstanceGroup": 'module.cluster.aws_autoscaling_group.this["base"]',
    "Pipeline": "module.delivery.aws_codepipeline.this",
    "Cluster": "module.cluster.aws_ecs_cluster.this",
    "PushRule": "module.delivery.aws_cloudwatch_event_rule.push",
    "AWS::Account": "AWS::Account",
}
"""The Terraform address of what the template calls by a logical id."""

TERRAFORM = ("terraform", "terraform/plan.json")
"""The tellings in Terraform: its code, and the plan of it."""

LIVE = {policy for policy, _ in IN_CODE | DECLARED} | {
    "no-stray-default-cluster",
    "ecs-container-instance-agent-connected",
    "agent-disconnected-with-tasks",
    "service-running-equals-desired",
}


def scan(target: Path, *options: str) -> tuple[list[dict[str, Any]], int]:
    """The findings of a scan, and its exit code."""
    done = CliRunner().invoke(main, ["scan", str(target), "--format", "json", *options])
    report = json.loads(done.stdout)
    assert report["gaps"] == []
    return report["findings"], done.exit_code


def found(findings: list[dict[str, Any]], verdict: str) -> set[tuple[str, str]]:
    return {(finding["policy"], finding["resource"].rsplit("#", 1)[-1]) for finding in findings if finding["verdict"] == verdict}


@pytest.fixture
def undeclared(tmp_path: Path) -> Path:
    """The broken template without its configuration."""
    shutil.copy(EXAMPLES / "broken" / "template.yaml", tmp_path)
    return tmp_path


def test_the_broken_template_shows_all_six_causes() -> None:
    findings, code = scan(EXAMPLES / "broken" / "template.yaml")

    assert found(findings, "fail") == IN_CODE | DECLARED
    assert found(findings, "unknown") == set()
    assert code == 1


def test_what_only_the_account_knows_is_unknown_unless_declared(undeclared: Path) -> None:
    findings, code = scan(undeclared, "--parameters", str(EXAMPLES / "broken" / "parameters.json"))

    assert found(findings, "fail") == IN_CODE
    assert found(findings, "unknown") == DECLARED
    assert code == 1


@pytest.mark.parametrize("telling", TERRAFORM)
def test_the_broken_terraform_shows_all_six_causes(telling: str) -> None:
    findings, code = scan(EXAMPLES / "broken" / telling)

    assert found(findings, "fail") == {(policy, ADDRESSES[name]) for policy, name in IN_CODE | DECLARED}
    assert found(findings, "unknown") == set()
    assert code == 1


@pytest.mark.parametrize("telling", TERRAFORM)
@pytest.mark.parametrize("world", ["broken", "repaired"])
def test_every_policy_says_of_terraform_what_it_says_of_the_template(world: str, telling: str, tmp_path: Path) -> None:
    """Not of those of the pack alone."""
    config = tmp_path / "plimsoll.yaml"
    config.write_text("closed: [AWS::Events::Rule, AWS::CloudTrail::Trail]\n", "utf-8")
    template, _ = scan(EXAMPLES / world / "template.yaml", "--config", str(config), "--select", "*")
    mine, _ = scan(EXAMPLES / world / telling, "--config", str(config), "--select", "*")

    verdicts = [sorted((finding["policy"], finding["verdict"]) for finding in one) for one in (template, mine)]
    assert verdicts[1] == verdicts[0]


@pytest.mark.parametrize("telling", TERRAFORM)
def test_the_repaired_terraform_is_clean(telling: str) -> None:
    findings, code = scan(EXAMPLES / "repaired" / telling)

    assert {finding["verdict"] for finding in findings} == {"pass", "skipped"}
    assert code == 0


def test_a_plan_without_its_code_contradicts_nothing(tmp_path: Path) -> None:
    """What a plan alone cannot tell is unknown: a cause is never hidden, and none is made up."""
    for world in ("broken", "repaired"):
        for name in ("plan.json", "plimsoll.yaml"):
            shutil.copy(EXAMPLES / world / "terraform" / name, tmp_path)
        findings, _ = scan(tmp_path / "plan.json")
        causes = {(policy, ADDRESSES[name]) for policy, name in IN_CODE | DECLARED} if world == "broken" else set()

        assert found(findings, "fail") <= causes
        assert causes <= found(findings, "fail") | found(findings, "unknown")


@pytest.mark.parametrize("telling", TERRAFORM)
def test_a_finding_in_a_module_points_into_it_and_tells_who_calls_it(telling: str) -> None:
    findings, _ = scan(EXAMPLES / "broken" / telling, "--select", "userdata-sets-ecs-cluster")

    (failed,) = (finding for finding in findings if finding["verdict"] == "fail")
    assert failed["location"]["file"].endswith("broken/terraform/modules/cluster/main.tf")
    call = failed["related"][-1]
    assert call["message"].endswith("module.cluster")
    assert call["location"]["file"].endswith("broken/terraform/main.tf")


def test_the_table_tells_who_calls_a_module_before_the_path() -> None:
    """However long the path is, the reader learns which call it is about."""
    done = CliRunner().invoke(main, ["scan", str(EXAMPLES / "broken" / "terraform"), "--select", "ecs-instance-subnet-has-egress"])

    shown = done.stdout[done.stdout.index("CRITICAL") :]
    assert shown.index("see the call of the module that declares it: module.cluster") < shown.index("see the part that is judged")


@pytest.mark.parametrize("world", ["broken", "repaired"])
def test_the_plan_is_of_the_code(world: str) -> None:
    """`python -m tests.case_study_plans` writes it."""
    assert (EXAMPLES / world / "terraform" / "plan.json").read_text("utf-8") == case_study_plans.written(world)


def test_a_value_that_the_plan_calls_sensitive_is_shown_nowhere() -> None:
    plan = EXAMPLES / "repaired" / "terraform" / "plan.json"
    done = CliRunner().invoke(main, ["query", str(plan), "resources('AWS::SNS::Subscription')[].[Protocol, Endpoint]"])

    assert done.exit_code == 0
    assert "email" in done.output
    assert "operators@example.com" not in done.output
    assert "operators@example.com" in plan.read_text("utf-8")


def test_the_broken_account_shows_all_six_causes() -> None:
    findings, code = scan(EXAMPLES / "broken" / "account.jsonl")

    assert {policy for policy, _ in found(findings, "fail")} == LIVE
    assert found(findings, "unknown") == set()
    assert code == 1


def test_the_repaired_telling_is_clean_with_nothing_unknown() -> None:
    findings, code = scan(EXAMPLES / "repaired")

    assert {finding["verdict"] for finding in findings} == {"pass", "skipped"}
    assert code == 0


def test_the_repaired_telling_is_not_clean_by_having_nothing_to_judge() -> None:
    findings, _ = scan(EXAMPLES / "repaired")

    passed = {policy for policy, _ in found(findings, "pass")}
    assert LIVE - passed == {"no-stray-default-cluster", "trigger-via-cloudtrail-needs-trail"}


def test_a_finding_points_to_the_line_of_its_resource() -> None:
    lines = (EXAMPLES / "broken" / "template.yaml").read_text("utf-8").splitlines()
    findings, _ = scan(EXAMPLES / "broken" / "template.yaml")

    for finding in findings:
        if finding["verdict"] == "fail" and finding["type"] != "AWS::Account":
            logical = finding["resource"].rsplit("#", 1)[-1]
            start = lines.index(f"  {logical}:")
            end = next((n for n in range(start + 1, len(lines)) if lines[n].startswith("  ") and lines[n][2] not in " #"), len(lines))
            assert start < finding["location"]["line"] <= end, finding
