"""Live accounts from the command to the report: against moto over HTTP, with every option that says who, where, what and how."""

from __future__ import annotations

import io
import json
import re

import pytest

from scanner import catalog, permissions, scan
from scanner.catalog.actions import action_of
from scanner.config import Config
from scanner.outputs import table
from scanner.progress import Moving, Progress, progress_on
from scanner.report import Header, Report, Summary
from scanner.scan import Settings
from scanner.snapshot import Gap
from scanner.sources.aws import calls, regions
from tests import moto_account
from tests.live_world import CHEAP, OTHER, WHERE, read, report_of, run, told, verdicts
from tests.live_world import aws_environment as aws_environment  # a fixture
from tests.live_world import two_accounts as two_accounts  # a fixture
from tests.moto_account import ACCOUNT

# ---------------------------------------------------------------- the report


def test_an_audit_judges_the_account_of_the_credentials():
    report = report_of("--region", "eu-west-1", "--select", CHEAP)

    assert report["header"]["targets"] == [ACCOUNT]
    assert verdicts(report) == {(ACCOUNT, "eu-west-1"): "fail"}
    assert report["gaps"] == []
    assert report["summary"]["worlds"] == 1


def test_what_is_not_kept_is_no_place():
    """A finding of an account names the resource, the account and the region, and no file."""
    (finding,) = [one for one in report_of("--region", "eu-west-1", "--select", CHEAP)["findings"] if one["verdict"] == "fail"]

    assert finding["location"] is None
    assert (finding["account"], finding["region"]) == (ACCOUNT, "eu-west-1")
    assert "plimsoll-" not in json.dumps(finding)


@pytest.mark.parametrize("name", ["table", "json", "sarif", "sarif-github"])
def test_every_format_tells_of_an_account(name):
    done = run("audit", "--region", "eu-west-1", "--select", CHEAP, "--format", name)

    assert done.exit_code == 1
    assert ACCOUNT in done.stdout
    assert "launch" in done.stdout.lower()


def test_in_sarif_a_resource_of_an_account_has_a_path_of_its_own():
    log = json.loads(run("audit", "--region", "eu-west-1", "--select", CHEAP, "--format", "sarif").stdout)
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in log["runs"][0]["results"]
        for place in result["locations"]
        if result["kind"] == "fail"
    }

    assert all(uri.startswith(f"aws/{ACCOUNT}/eu-west-1/ec2/launchtemplate/") for uri in uris)
    assert len(uris) == 1


def test_only_the_types_that_the_policies_read_are_collected(world, monkeypatch):
    asked = watched(monkeypatch)
    run("audit", "--region", "eu-west-1", "--select", CHEAP)
    chosen = scan.rules_of(Settings(select=(CHEAP,)), Config())
    needed = catalog.needed(permissions.types_of(chosen.policies, chosen.library))

    assert asked - {"sts:GetCallerIdentity", "ec2:DescribeRegions"} <= {site.name for site in catalog.calls_of(needed)}


def test_what_is_called_is_what_the_role_allows(monkeypatch):
    """The whole catalogue, and only what `plimsoll role` allows: who one is needs no permission."""
    asked = watched(monkeypatch)
    run("collect", "--region", "eu-west-1", "--output", "all")
    allowed = permissions.actions_of(catalog.rows())

    assert len(asked) > 50
    assert {action_of(call) for call in asked} - {"sts:GetCallerIdentity"} <= set(allowed)


def watched(monkeypatch) -> set[str]:
    """The names of all calls from now on."""
    asked: set[str] = set()
    call = calls.Api.call

    def watching(self, place, name, *arguments, **named):
        asked.add(name)
        return call(self, place, name, *arguments, **named)

    monkeypatch.setattr(calls.Api, "call", watching)
    return asked


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--fail-on", "critical"), 0),
        (("--fail-on", "high"), 1),
        (("--severity", "critical"), 0),
        (("--ignore", CHEAP), 0),
    ],
)
def test_the_options_of_a_scan_hold_for_an_audit(arguments, code):
    select = ("--select", CHEAP, "--select", "agent-disconnected-with-tasks")

    assert run("audit", "--region", "eu-west-1", *select, *arguments).exit_code == code


def test_the_configuration_of_the_working_folder_holds(tmp_path):
    (tmp_path / "plimsoll.yaml").write_text(f"select: [{CHEAP}]\nfail-on: critical\n", encoding="utf-8")

    report = run("audit", "--region", "eu-west-1", "--format", "json")

    assert report.exit_code == 0
    assert {finding["policy"] for finding in json.loads(report.stdout)["findings"]} == {CHEAP}


def test_the_report_goes_to_files(tmp_path):
    run("audit", "--region", "eu-west-1", "--select", CHEAP, "--format", "json=report.json", "--format", "sarif=report.sarif")

    assert {path.name for path in tmp_path.iterdir()} >= {"report.json", "report.sarif"}


def test_what_is_collected_holds_no_trace_of_the_credentials(tmp_path):
    run("collect", "--role", f"arn:aws:iam::{OTHER}:role/Audit", "--region", "eu-west-1", "--select", CHEAP, "--output", "snap")
    text = "".join(read(path) for path in (tmp_path / "snap").rglob("*") if path.is_file())

    assert "testing" not in text
    assert "ASIA" not in text


# ---------------------------------------------------------------- who and where


def test_profiles_are_accounts(tmp_path):
    (tmp_path / "aws-config").write_text(
        f"[profile base]\naws_access_key_id=testing\naws_secret_access_key=testing\n[profile other]\nsource_profile=base\n"
        f"role_arn=arn:aws:iam::{OTHER}:role/Audit\n",
        encoding="utf-8",
    )

    report = report_of("--profile", "base", "--profile", "other", *WHERE, "--select", CHEAP)

    assert report["header"]["targets"] == [ACCOUNT, OTHER]
    assert verdicts(report) == {(ACCOUNT, "eu-west-1"): "fail", (ACCOUNT, "us-east-1"): "fail", (OTHER, "eu-west-1"): "fail"}


def test_roles_are_accounts():
    roles = ("--role", f"arn:aws:iam::{OTHER}:role/Audit", "--external-id", "word", "--session-name", "night")

    assert verdicts(report_of(*roles, *WHERE, "--select", CHEAP)) == {(OTHER, "eu-west-1"): "fail"}


def test_an_organization_is_audited_whole_and_what_is_closed_is_told(world):
    """The closed account is a gap that nobody can mend: it fails no strict run."""
    org = moto_account.client(world, "organizations", "us-east-1")
    org.create_organization(FeatureSet="ALL")
    made = {
        name: org.create_account(AccountName=name, Email=f"{name}@example.org")["CreateAccountStatus"]["AccountId"]
        for name in ("web", "old")
    }
    org.tag_resource(ResourceId=made["web"], Tags=[{"Key": "team", "Value": "harbor"}])
    org.close_account(AccountId=made["old"])

    done = run(
        "audit", "--organization", "--role-name", "Reader", "--region", "us-east-1", "--select", "ecs-task-outside-service", "--strict"
    )
    chosen = report_of("--organization", "--account-tag", "team=harbor", "--region", "us-east-1", "--select", CHEAP)
    rooted = org.list_roots()["Roots"][0]["Id"]
    below = report_of("--organization", "--organizational-unit", rooted, "--region", "us-east-1", "--select", CHEAP)

    assert done.exit_code == 0, done.output
    assert f"Skipped: account {made['old']} is suspended" in done.stdout
    assert chosen["header"]["targets"] == [made["web"]]
    assert set(below["header"]["targets"]) == {ACCOUNT, made["web"]}
    assert [gap["account"] for gap in below["gaps"]] == [made["old"]]


def test_all_regions_are_those_that_are_enabled():
    done = run("audit", "--all-regions", "--select", "ecs-task-outside-service", "--format", "json")
    report = json.loads(done.stdout)

    assert re.search(r"in \d\d regions", done.stderr)
    assert {gap["kind"] for gap in report["gaps"]} <= {"left-out"}


@pytest.mark.parametrize("output", ["snap", "snap.jsonl.zst"])
def test_a_region_that_is_not_enabled_is_told_and_opens_nothing(monkeypatch, output):
    """Nothing can be made there, so what is nowhere else does not exist: that no trail is logging stays certain."""
    monkeypatch.setattr(regions, "_enabled", lambda *_: {"eu-west-1": True, "af-south-1": False, "ap-east-1": False})
    live = run("audit", "--all-regions", "--select", "cloudtrail-enabled", "--strict", "--format", "json")
    table_of = run("audit", "--all-regions", "--select", "cloudtrail-enabled").stdout
    run("collect", "--all-regions", "--select", "cloudtrail-enabled", "--output", output)
    saved = json.loads(run("scan", output, "--select", "cloudtrail-enabled", "--strict", "--format", "json").stdout)

    assert [finding["verdict"] for finding in saved["findings"]] == ["fail"]
    assert told(json.loads(live.stdout)) == told(saved)
    assert {(gap["kind"], gap["region"]) for gap in saved["gaps"]} == {("left-out", "af-south-1"), ("left-out", "ap-east-1")}
    assert "Skipped: not opted in: af-south-1, ap-east-1 (1 account)" in table_of
    assert run("scan", output, "--select", "ecs-container-instance-agent-connected", "--strict").exit_code != 4


def test_the_region_is_that_of_the_environment_where_none_is_named(monkeypatch):
    monkeypatch.setenv("AWS_REGION", "us-east-1")

    assert verdicts(report_of("--select", CHEAP)) == {(ACCOUNT, "us-east-1"): "fail"}


def test_a_region_that_nobody_knows_is_told_before_that_no_account_answers(monkeypatch):
    """It may be newer than boto3, which only an account can tell."""
    for name in moto_account.KEYS:
        monkeypatch.delenv(name)
    done = run("audit", "--select", CHEAP, "--region", "eu-nope-1")

    assert done.exit_code == 2
    assert '"eu-nope-1" is no region that this boto3 knows; did you mean "eu-north-1"?; and no account answers: no AWS cred' in done.stderr
    assert "no region that" not in run("audit", "--select", CHEAP, "--region", "eu-west-1").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "no region; pass --region NAME (repeatable) or --all-regions, or set AWS_REGION"),
        (("--region", "eu-wst-1"), '"eu-wst-1" is no region'),
        (("--region", "eu-west-1", "--all-regions"), "--region and --all-regions exclude each other"),
        (("--region", "eu-west-1", "--profile", "nobody"), 'there is no profile "nobody"'),
        (("--region", "eu-west-1", "--role", "Audit"), '"Audit" is no role'),
        (("--region", "eu-west-1", "--executor", "fibres"), 'there is no executor "fibres"'),
        (("--region", "eu-west-1", "--resume", "nowhere"), 'there is nothing to resume in "nowhere"'),
        (("--region", "eu-west-1", "--resume", "a", "--snapshot", "b"), "--resume names the directory"),
        (("--region", "eu-west-1", "--account-tag", "=x", "--organization"), '"=x" is no tag'),
    ],
)
def test_what_cannot_be_meant_ends_with_a_sentence(arguments, message):
    done = run("audit", "--select", CHEAP, *arguments)

    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_no_credentials_at_all_end_with_how_to_mend_it(monkeypatch):
    for name in moto_account.KEYS:
        monkeypatch.delenv(name)
    done = run("audit", "--region", "eu-west-1", "--select", CHEAP)

    assert done.exit_code == 2
    assert "no AWS credentials were found; run" in done.stderr


def test_an_endpoint_that_lies_open_is_refused(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://aws.example.org")

    assert "where credentials would travel open" in run("audit", "--region", "eu-west-1", "--select", CHEAP).stderr


def test_a_role_that_may_not_be_assumed_costs_its_account_alone(monkeypatch):
    from tests.sources.aws.test_accounts import refuse_role

    refuse_role(monkeypatch, "444455556666")
    roles = ("--role", f"arn:aws:iam::{OTHER}:role/Audit", "--role", "arn:aws:iam::444455556666:role/Audit")

    done = run("audit", *roles, "--region", "eu-west-1", "--select", CHEAP, "--format", "json")
    report = json.loads(done.stdout)

    assert report["header"]["targets"] == [OTHER]
    assert [(gap["account"], gap["kind"]) for gap in report["gaps"]] == [("444455556666", "denied")]
    assert "cannot be assumed" in report["gaps"][0]["reason"]


# ---------------------------------------------------------------- progress


def test_elsewhere_than_on_a_terminal_one_line_stands_on_standard_error():
    done = run("audit", *WHERE, "--select", CHEAP)

    assert re.fullmatch(r"collected 1 account in 2 regions: \d+ calls, no gaps, \d+\.\d s\n", done.stderr)


def test_on_a_terminal_a_bar_moves_and_is_gone():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    with progress_on(out) as shown:
        assert isinstance(shown, Moving)
        shown.begin(2, 3, 8, 0, 4, 1)
        shown.part(1200, 1)
    text = out.getvalue()

    assert "2 accounts, 3 regions, 1,204 calls, 2 gaps" in text
    assert text.endswith("s\n")


def test_notes_and_what_was_kept_stand_on_the_line():
    shown = Progress()
    shown.begin(1, 1, 1, 2, 3, 0)
    shown.note(["profile b is audited once"])

    assert re.fullmatch(
        r"collected 1 account in 1 region: 3 calls, no gaps, 2 parts kept from before, [\d.]+ s; profile b is audited once", shown.line()
    )


# ---------------------------------------------------------------- the table


def test_the_table_tells_what_nobody_can_read_apart_from_what_somebody_can():
    report = Report(Header("0", "2026-01-01T00:00:00Z", (ACCOUNT,), ()), ())
    gaps = [Gap("*", "not opted in", None, account, region, kind="left-out") for account in (ACCOUNT, OTHER) for region in ("af-south-1",)]
    report.summary = Summary(gaps=(*gaps, Gap("*", "AccessDenied: ecs:ListClusters", None, OTHER, "eu-west-1", kind="denied")))
    out = io.StringIO()
    table.write(report, out)

    assert "1 part of the target" in out.getvalue()
    assert "Skipped: not opted in: af-south-1 (2 accounts)" in out.getvalue()
