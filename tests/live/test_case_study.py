"""The case study's account, over HTTP: an audit finds each failure where it stands, and none once it is repaired."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("moto", reason="moto is the account")

from scanner.cli import main
from tests import moto_account
from tests.live.case_study_account import EXAMPLES, REGION, Builder
from tests.live.moto_state import answering_what_moto_lacks, set_live_state
from tests.moto_account import ACCOUNT
from tests.test_case_study import DECLARED, IN_CODE, LIVE

STANDS_AT = {
    ("asg-launch-has-instance-profile", "harbor-LaunchConfiguration"),
    ("userdata-sets-ecs-cluster", "harbor-SpotLaunchConfiguration"),
    ("private-subnet-routes-to-nat", "PrivateSubnetC"),
    ("ecs-instance-subnet-has-egress", "harbor-InstanceGroup"),
    ("userdata-agent-recovers", "harbor-LaunchConfiguration"),
    ("trigger-tag-matches-source", "harbor-pipeline"),
    ("trigger-tag-is-pushed", "harbor-pipeline"),
    ("agent-disconnect-is-watched", "cluster/harbor-ecs"),
    ("trigger-via-cloudtrail-needs-trail", "harbor-image-pushed"),
    ("cloudtrail-enabled", ACCOUNT),
    ("no-stray-default-cluster", "cluster/default"),
    ("ecs-container-instance-agent-connected", "container-instance/harbor-ecs/"),
    ("agent-disconnected-with-tasks", "container-instance/harbor-ecs/"),
    ("service-running-equals-desired", "harbor-service"),
}
"""(policy, part of the resource's id, or the logical id of what AWS names)."""


class Audited:
    """An account's audit."""

    def __init__(self, url: str, state: str, folder: Path) -> None:
        """Build the account, audit it, keep the snapshot."""
        builder = Builder(url, state)
        moto_account.reset(url)
        builder.build()
        set_live_state(builder.repaired)
        self.names = builder.names
        self.snapshot = folder / state
        self.done = CliRunner().invoke(main, ["audit", "--region", REGION, "--format", "json", "--snapshot", str(self.snapshot)])
        assert self.done.stdout, self.done.stderr
        self.report: dict[str, Any] = json.loads(self.done.stdout)

    def found(self, *verdicts: str) -> list[tuple[str, str]]:
        """(policy, resource) of the findings with these verdicts."""
        return [(one["policy"], one["resource"]) for one in self.report["findings"] if one["verdict"] in verdicts]


@pytest.fixture(scope="module", name="audits")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Audited]]:
    """Both accounts, one after the other."""
    folder = tmp_path_factory.mktemp("case-study")
    with pytest.MonkeyPatch.context() as patch, moto_account.server() as url, answering_what_moto_lacks():
        moto_account.adopt(patch, moto_account.environment(folder, url))
        patch.setenv("PLIMSOLL_REDACTION_KEY", "a key of these tests")
        patch.chdir(folder)
        yield {state: Audited(url, state, folder) for state in ("broken", "repaired")}


def test_the_broken_account_fails_the_policies_that_its_telling_fails(audits: dict[str, Audited]) -> None:
    """Those of the template, and those that only an account can show."""
    broken = audits["broken"]

    assert {policy for policy, _ in broken.found("fail")} == LIVE
    assert {policy for policy, _ in IN_CODE | DECLARED} < LIVE
    assert broken.done.exit_code == 1


def test_each_failure_stands_at_its_resource_and_nowhere_else(audits: dict[str, Audited]) -> None:
    broken = audits["broken"]
    left = broken.found("fail")

    for policy, where in STANDS_AT:
        (found,) = [one for one in left if one[0] == policy]
        assert broken.names.get(where, where) in found[1], found
        left.remove(found)
    assert left == []


def test_the_repaired_account_fails_nothing(audits: dict[str, Audited]) -> None:
    repaired = audits["repaired"]

    assert repaired.found("fail", "unknown", "error") == []
    assert repaired.done.exit_code == 0


def test_the_repaired_account_is_not_clean_by_having_nothing_to_judge(audits: dict[str, Audited]) -> None:
    """What was found broken passes: but for a cluster that is gone and a rule that no longer needs the trail."""
    passed = {policy for policy, _ in audits["repaired"].found("pass")}

    assert LIVE - passed == {"no-stray-default-cluster", "trigger-via-cloudtrail-needs-trail"}


@pytest.mark.parametrize("state", ["broken", "repaired"])
def test_the_audit_reads_everything_that_its_policies_need(audits: dict[str, Audited], state: str) -> None:
    assert audits[state].report["gaps"] == []


@pytest.mark.parametrize("state", ["broken", "repaired"])
def test_the_account_says_what_its_telling_says(audits: dict[str, Audited], state: str) -> None:
    """examples/**/account.jsonl is written by hand; the same policies judge the same number of resources in the account, alike."""
    written = json.loads(CliRunner().invoke(main, ["scan", str(EXAMPLES / state / "account.jsonl"), "--format", "json"]).stdout)

    assert judged(audits[state].report) == judged(written)


@pytest.mark.parametrize("state", ["broken", "repaired"])
def test_the_snapshot_that_an_audit_keeps_is_judged_alike(audits: dict[str, Audited], state: str) -> None:
    saved = json.loads(CliRunner().invoke(main, ["scan", str(audits[state].snapshot), "--format", "json"]).stdout)
    names = ("policy", "resource", "verdict", "message", "fingerprint")

    assert [[one[name] for name in names] for one in saved["findings"]] == [
        [one[name] for name in names] for one in audits[state].report["findings"]
    ]


@pytest.mark.parametrize("state", ["broken", "repaired"])
def test_the_clusters_of_the_account_stand_on_what_its_telling_says(audits: dict[str, Audited], state: str) -> None:
    """examples/**/account.jsonl again: as many members of each role and type, but for machines, which no policy asks an audit for."""
    written = json.loads(CliRunner().invoke(main, ["scan", str(EXAMPLES / state / "account.jsonl"), "--format", "json"]).stdout)

    assert clusters(audits[state].report) == clusters(written)


def clusters(report: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """By name of a cluster: role and type of its members."""
    return {
        one["name"]: sorted((each["role"], each["type"]) for each in one["members"] if each["type"] != "AWS::EC2::Instance")
        for one in report["summary"]["platforms"]
    }


def judged(report: dict[str, Any]) -> set[tuple[str, str]]:
    """(policy, verdict) of a report, but for those that are skipped."""
    return {(one["policy"], one["verdict"]) for one in report["findings"] if one["verdict"] != "skipped"}
