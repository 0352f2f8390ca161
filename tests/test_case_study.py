"""The case study: each cause is found where it stands, in code and live; the repaired telling is clean."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scanner.cli import main

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
