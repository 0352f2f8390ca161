"""Findings reach Security Hub: those of each account with its own credentials, and what did not arrive is told. Moto plays Security Hub.

Moto takes what AWS refuses (101 findings, any account's) and has no BatchUpdateFindings, so a hub of a few lines plays those.
"""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]  # botocore has no stubs

from scanner.errors import CredentialsError
from scanner.outputs import asff
from scanner.records import replace
from scanner.security_hub import ACTIONS, batches, send
from tests import moto_account
from tests.live_world import CHEAP, OTHER, WHERE, run
from tests.live_world import aws_environment as aws_environment  # a fixture
from tests.live_world import two_accounts as two_accounts  # a fixture
from tests.moto_account import ACCOUNT
from tests.outputs.asff_rules import asff_errors
from tests.outputs.everything import beside_a_base

SEND = ("--select", CHEAP, "--send", "security-hub")
THERE = f"arn:aws:iam::{OTHER}:role/auditor"


@pytest.fixture(autouse=True)
def empty_hubs(world: str) -> None:
    from moto.securityhub.models import securityhub_backends

    for account in (ACCOUNT, OTHER):
        for region in ("eu-west-1", "us-east-1"):
            securityhub_backends[account][region].findings.clear()


def held(world: str, region: str = "eu-west-1", account: str | None = None) -> dict[str, dict[str, Any]]:
    """What Security Hub has, by Id."""
    hub = moto_account.client(world, "securityhub", region, account)
    return {one["Id"]: one for page in hub.get_paginator("get_findings").paginate() for one in page["Findings"]}


def failed(found: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found.values() if one["Compliance"]["Status"] == "FAILED"]


# ---------------------------------------------------------------- the commands


def test_an_audit_sends_each_regions_findings_to_that_region(world: str):
    done = run("audit", *WHERE, *SEND)

    assert done.exit_code == 1
    assert "sent to Security Hub" in done.stderr
    for region in ("eu-west-1", "us-east-1"):
        found = held(world, region)
        assert len(failed(found)) == 1
        assert {one["Region"] for one in found.values()} == {region}
        assert asff_errors(list(found.values())) == []


def test_each_accounts_findings_are_sent_with_its_own_credentials(world: str):
    run("audit", "--region", "eu-west-1", "--role", THERE, "--role", f"arn:aws:iam::{ACCOUNT}:role/auditor", *SEND)

    assert {one["AwsAccountId"] for one in held(world).values()} == {ACCOUNT}
    assert {one["AwsAccountId"] for one in held(world, account=OTHER).values()} == {OTHER}


def test_a_snapshot_is_sent_when_it_is_scanned(world: str):
    run("collect", *WHERE, "--role", THERE, "--output", "kept", "--type", "AWS::EC2::*", "--type", "AWS::AutoScaling::*")
    done = run("scan", "kept", *SEND, "--role", THERE)

    assert done.exit_code == 1
    assert len(failed(held(world, account=OTHER))) == 1
    assert held(world) == {}


def test_of_a_snapshot_the_regions_that_are_named_are_sent_alone(world: str):
    run("collect", *WHERE, "--output", "kept", "--type", "AWS::EC2::*", "--type", "AWS::AutoScaling::*")
    run("scan", "kept", *SEND, "--region", "us-east-1")

    assert held(world, "us-east-1")
    assert held(world) == {}


def test_findings_of_an_account_without_credentials_are_told_and_end_the_run_with_2(world: str):
    """AWS takes findings of an account from that account alone."""
    run("collect", "--region", "eu-west-1", "--role", THERE, "--output", "kept", "--type", "AWS::EC2::*", "--type", "AWS::AutoScaling::*")
    done = run("scan", "kept", *SEND)

    assert done.exit_code == 2
    assert f"not sent: account {OTHER}: no credentials lead to it; add a --profile or --role of account {OTHER}" in done.stderr
    assert held(world) == {}


def test_what_is_fixed_since_the_baseline_is_archived(world: str):
    run("audit", "--region", "eu-west-1", *SEND, "--format", "json=before.json")
    (before,) = failed(held(world))
    template = before["ProductFields"]["plimsoll/policy"]
    groups = moto_account.client(world, "autoscaling")
    groups.delete_auto_scaling_group(AutoScalingGroupName="nodes", ForceDelete=True)
    ec2 = moto_account.client(world, "ec2")
    ec2.delete_launch_template(LaunchTemplateName="nodes")
    try:
        done = run("audit", "--region", "eu-west-1", *SEND, "--baseline", "before.json")
    finally:
        from tests.live_world import build

        moto_account.client(world, "ecs").delete_cluster(cluster="harbor")
        build(world, "eu-west-1", None)

    after = held(world)[before["Id"]]
    assert done.exit_code == 0
    assert template == CHEAP
    assert (after["RecordState"], after["CreatedAt"]) == ("ARCHIVED", before["CreatedAt"])


def test_a_finding_that_is_sent_again_keeps_the_time_at_which_it_was_created(world: str):
    run("audit", "--region", "eu-west-1", *SEND)
    before = held(world)
    for one in before.values():
        one["CreatedAt"] = "2026-01-02T03:04:05Z"
    moto_account.client(world, "securityhub").batch_import_findings(Findings=list(before.values()))

    run("audit", "--region", "eu-west-1", *SEND)

    assert {one["CreatedAt"] for one in held(world).values()} == {"2026-01-02T03:04:05Z"}
    assert all(one["UpdatedAt"] > "2026-01-02T03:04:05Z" for one in held(world).values())
    assert before.keys() == held(world).keys()


def test_nothing_is_sent_of_a_run_that_fails(world: str, tmp_path: Any):
    (tmp_path / "empty").mkdir()

    assert run("scan", "empty", *SEND).exit_code == 3
    assert run("audit", *SEND, "--region", "eu-west-1", "--fail-on", "nonsense").exit_code == 2
    assert held(world) == {}


def test_findings_of_templates_are_of_no_account_and_that_is_told(world: str, tmp_path: Any):
    (tmp_path / "template.yaml").write_text("Resources:\n  Queue:\n    Type: AWS::ECS::Cluster\n", encoding="utf-8")
    done = run("scan", "template.yaml", "--send", "security-hub")

    assert "no finding is of an account, so Security Hub was sent nothing" in done.stderr
    assert held(world) == {}


@pytest.mark.parametrize("option", [("--profile", "x"), ("--role", THERE), ("--region", "eu-west-1")])
def test_an_option_that_says_how_to_send_asks_for_sending(option: tuple[str, str], tmp_path: Any):
    done = run("scan", str(tmp_path), *option)

    assert done.exit_code == 2
    assert "add --send security-hub, or leave it out" in done.stderr


def test_the_role_may_send_where_that_is_asked_for():
    allowed = run("role", "--select", CHEAP, "--send", "security-hub").stdout

    assert all(action in allowed for action in ACTIONS)
    assert "securityhub" not in run("role", "--select", CHEAP).stdout


# ---------------------------------------------------------------- what AWS refuses


class Hub:
    """Security Hub as AWS tells of it: refuses findings of other accounts, more than a hundred, and leaves notes and workflows alone."""

    def __init__(self, account: str = "123456789012", refuses: str = "") -> None:
        self.account = account
        self.refuses = refuses
        self.held: dict[str, dict[str, Any]] = {}
        self.asked: list[dict[str, Any]] = []

    def get_paginator(self, _: str) -> Any:
        return self

    def paginate(self, **asked: Any) -> list[Any]:
        self.asked.append(asked["Filters"])
        ids = {one["Value"] for one in asked["Filters"].get("Id", [])}
        return [{"Findings": [one for one in self.held.values() if not ids or one["Id"] in ids]}]

    def batch_import_findings(self, Findings: list[dict[str, Any]]) -> dict[str, Any]:
        assert len(Findings) <= 100
        assert {one["AwsAccountId"] for one in Findings} == {self.account}
        bad = [{"Id": one["Id"], "ErrorCode": "InvalidInput", "ErrorMessage": "no\x1b[2J"} for one in Findings if one["Id"] == self.refuses]
        for one in Findings:
            if one["Id"] != self.refuses:
                before = self.held.get(one["Id"], {})
                self.held[one["Id"]] = {**one, **{key: before[key] for key in ("Workflow", "Note") if key in before}}
        return {"SuccessCount": len(Findings) - len(bad), "FailedCount": len(bad), "FailedFindings": bad}

    def batch_update_findings(self, FindingIdentifiers: list[dict[str, str]], Note: Any, Workflow: Any) -> dict[str, Any]:
        for one in FindingIdentifiers:
            self.held[one["Id"]].update(Note=Note, Workflow=Workflow)
        return {"ProcessedFindings": FindingIdentifiers, "UnprocessedFindings": []}


def ours() -> list[dict[str, Any]]:
    found = [one for one in asff.values(beside_a_base()) if one["Region"] == "eu-west-1"]
    assert len({one["AwsAccountId"] for one in found}) == 1
    return found


def hub_of(findings: list[dict[str, Any]], **said: Any) -> Hub:
    return Hub(findings[0]["AwsAccountId"], **said)


def test_what_is_refused_is_told_without_what_a_terminal_would_obey():
    hub = hub_of(ours(), refuses=ours()[0]["Id"])
    sent = send(ours(), lambda *_: hub)

    assert (sent.taken, sent.whole) == (len(ours()) - 1, False)
    assert sent.refused[0].startswith(f"{ours()[0]['Id']}: InvalidInput: no")
    assert "\x1b" not in "".join(sent.sentences())


def test_a_place_that_refuses_all_ends_no_other():
    """In one region Security Hub is not enabled."""
    elsewhere = [{**one, "Region": "us-east-1", "ProductArn": one["ProductArn"].replace("eu-west-1", "us-east-1")} for one in ours()]
    hub = hub_of(ours())

    def client(_: str, region: str) -> Hub:
        if region == "us-east-1":
            raise ClientError({"Error": {"Code": "InvalidAccessException", "Message": "not subscribed"}}, "GetFindings")
        return hub

    sent = send([*elsewhere, *ours()], client)

    assert sent.taken == len(ours())
    ((why, count),) = sent.unsent.items()
    assert count == len(elsewhere)
    assert why.endswith("in us-east-1 refuses: InvalidAccessException: securityhub:GetFindings; enable Security Hub there")


def test_a_place_without_credentials_is_asked_once():
    asked = []

    def client(account: str, region: str) -> Any:
        asked.append((account, region))
        raise CredentialsError("invalid", "there are none; sign in")

    many = [{**ours()[0], "Id": f"plimsoll/{number}"} for number in range(250)]
    sent = send(many, client)

    assert len(asked) == 1
    assert list(sent.unsent.values()) == [250]


def test_many_findings_are_asked_for_once_and_few_by_their_ids():
    few = hub_of(ours())
    send(ours()[:3], lambda *_: few)
    many = hub_of(ours())
    send([{**ours()[0], "Id": f"plimsoll/{number}"} for number in range(250)], lambda *_: many)

    assert [len(asked["Id"]) for asked in few.asked] == [3]
    assert [asked["GeneratorId"] for asked in many.asked] == [[{"Value": "plimsoll/", "Comparison": "PREFIX"}]]
    assert len(many.held) == 250


def test_a_waiver_that_begins_or_ends_changes_the_workflow_of_a_known_finding():
    """BatchImportFindings leaves note and workflow of a known finding alone."""
    waived = next(one for one in ours() if one["Workflow"]["Status"] == "SUPPRESSED")
    plain = {key: value for key, value in waived.items() if key != "Note"} | {"Workflow": {"Status": "NEW"}}
    hub = hub_of(ours())

    for finding, status, note in ((plain, "NEW", None), (waived, "SUPPRESSED", "waived"), (plain, "NEW", "the waiver no longer holds")):
        send([finding], lambda *_: hub)
        (found,) = hub.held.values()
        assert found["Workflow"]["Status"] == status
        assert found.get("Note", {}).get("Text", "").startswith(note or "")


def test_what_a_person_suppressed_stays_suppressed():
    (one, *_) = [one for one in ours() if one["Workflow"]["Status"] == "NEW"]
    hub = hub_of(ours())
    hub.held[one["Id"]] = {**one, "Workflow": {"Status": "SUPPRESSED"}, "Note": {"Text": "we know", "UpdatedBy": "ann"}}
    send([one], lambda *_: hub)

    assert hub.held[one["Id"]]["Workflow"]["Status"] == "SUPPRESSED"


def test_a_call_holds_at_most_a_hundred_findings_and_six_megabytes():
    assert [len(batch) for batch in batches([{"Id": str(number)} for number in range(250)])] == [100, 100, 50]
    assert [len(batch) for batch in batches([{"Id": "x" * 2_000_000} for _ in range(5)])] == [2, 2, 1]


@pytest.mark.parametrize(
    ("resource", "home", "region"),
    [
        ("arn:aws:iam::111122223333:role/x", None, "us-east-1"),
        ("arn:aws:iam::111122223333:role/x", "eu-west-1", "eu-west-1"),
        ("arn:aws-cn:iam::111122223333:role/x", "eu-west-1", "cn-north-1"),
        ("arn:aws-cn:iam::111122223333:role/x", "cn-northwest-1", "cn-northwest-1"),
    ],
)
def test_what_belongs_to_an_account_as_a_whole_is_written_for_a_region_of_its_partition(resource: str, home: str | None, region: str):
    """That which is asked for, where it is of the partition: Security Hub may be enabled there alone."""
    content = beside_a_base()
    first = next(one for one in content.findings if one.account)
    content.findings = [replace(first, resource=resource, region=None)]

    assert next(asff.values(content, home))["Region"] == region
