"""Live accounts from the command to the report: against moto over HTTP, with every option that says who, where, what and how."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scanner import audit, catalog, permissions, scan, snapshot_parts
from scanner.audit import AuditSettings
from scanner.catalog.actions import action_of
from scanner.cli import main
from scanner.config import Config
from scanner.outputs import table
from scanner.progress import Moving, Progress, progress_on
from scanner.redaction import Redactor
from scanner.report import Header, Report, Summary
from scanner.scan import Settings
from scanner.snapshot import Gap
from scanner.sources.aws import calls, part_task
from scanner.sources.aws.accounts import Asked
from scanner.sources.aws.credentials import Identity
from tests import moto_account
from tests.cluster import cluster
from tests.moto_account import ACCOUNT

pytestmark = pytest.mark.xdist_group("moto-audit")

OTHER = "111122223333"
REGIONS = ("eu-west-1", "us-east-1")
CHEAP = "asg-launch-has-instance-profile"
WHERE = ("--region", "eu-west-1", "--region", "us-east-1")
KEY = "a key of these tests"


@pytest.fixture(scope="module")
def world() -> Iterator[str]:
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


@pytest.fixture(autouse=True)
def aws(world, tmp_path, monkeypatch):
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


def read(path: Path) -> str:
    if path.suffix != ".zst":
        return path.read_text(encoding="utf-8")
    import zstandard

    with path.open("rb") as stream:
        return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True).read().decode("utf-8")


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


def test_the_region_is_that_of_the_environment_where_none_is_named(monkeypatch):
    monkeypatch.setenv("AWS_REGION", "us-east-1")

    assert verdicts(report_of("--select", CHEAP)) == {(ACCOUNT, "us-east-1"): "fail"}


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


# ---------------------------------------------------------------- snapshots, and going on


def test_what_is_kept_is_judged_the_same_later_and_elsewhere(monkeypatch):
    first = report_of(*WHERE, "--select", CHEAP, "--snapshot", "snap")
    moto_account.adopt(monkeypatch, {})
    later = json.loads(run("scan", "snap", "--select", CHEAP, "--format", "json").stdout)
    fresh = [finding["location"]["file"] for finding in later["findings"] if finding["verdict"] == "fail"]

    assert told(first) == told(later)
    assert sorted(fresh) == [f"snap/{ACCOUNT}/{region}.jsonl.zst" for region in REGIONS]
    assert [finding["location"] for finding in first["findings"]] == [finding["location"] for finding in later["findings"]]


def test_an_audit_that_keeps_nothing_and_one_that_does_say_the_same():
    assert told(report_of(*WHERE, "--select", CHEAP)) == told(report_of(*WHERE, "--select", CHEAP, "--snapshot", "snap"))


def test_the_index_records_accounts_regions_and_the_endpoint(world, tmp_path):
    run("collect", *WHERE, "--select", CHEAP, "--output", "snap")
    index = snapshot_parts.read_index(tmp_path / "snap" / "snapshot.json")

    assert [(account.id, account.partition, account.regions) for account in index.accounts] == [(ACCOUNT, "aws", REGIONS)]
    assert index.endpoint == world
    assert index.catalogue == catalog.digest()


@pytest.mark.parametrize("name", ["snap.jsonl", "snap.jsonl.gz", "snap.jsonl.zst"])
def test_a_snapshot_may_be_one_file(name):
    run("collect", *WHERE, "--select", CHEAP, "--output", name)
    later = json.loads(run("scan", name, "--select", CHEAP, "--format", "json").stdout)

    assert told(later) == told(report_of(*WHERE, "--select", CHEAP))
    assert later["gaps"] == []


def test_a_collection_needs_a_place():
    assert "pass --output DIR" in run("collect", "--region", "eu-west-1").stderr


def test_a_snapshot_is_not_written_over(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    done = run("collect", "--region", "eu-west-1", "--output", "full")

    assert done.exit_code == 2
    assert '"full" is not empty' in done.stderr


def test_types_are_collected_by_name(tmp_path):
    run("collect", "--region", "eu-west-1", "--type", "AWS::ECS::Cluster", "--output", "snap")

    assert "AWS::ECS::Cluster" in read(tmp_path / "snap" / ACCOUNT / "eu-west-1.jsonl.zst")


class Interrupted(Progress):
    """A user who stops the collection after some parts."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.after = after

    def part(self, calls: int, gaps: int, *, lost: bool = False) -> None:
        super().part(calls, gaps, lost=lost)
        if self.finished == self.after:
            raise KeyboardInterrupt


def settings_for(directory: Path, **more: Any) -> AuditSettings:
    chosen = scan.rules_of(Settings(select=(CHEAP,)), Config())
    types = permissions.types_of(chosen.policies, chosen.library)
    roles = (f"arn:aws:iam::{OTHER}:role/Audit", f"arn:aws:iam::{ACCOUNT}:role/Audit")
    return AuditSettings(who=Asked(roles=roles), regions=REGIONS, types=types, directory=directory, **more)


def test_a_collection_that_was_broken_off_goes_on_where_it_was(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        audit.collect(settings_for(tmp_path / "snap", jobs=1), Interrupted(2))
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "snap").rglob("*.zst")}
    shown = Progress()
    index = audit.collect(settings_for(tmp_path / "snap", resume=True), shown)

    assert not any(path.name == "snapshot.json" for path in kept)
    assert 2 <= len(kept) < len(index.parts)
    assert (shown.reused, shown.parts) == (len(kept), len(index.parts) - len(kept))
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    whole = audit.collect(settings_for(tmp_path / "whole"), Progress())
    assert [(part.account, part.region, part.resources) for part in index.parts] == [
        (part.account, part.region, part.resources) for part in whole.parts
    ]


def test_what_a_simulator_answered_is_not_kept_for_aws(tmp_path, monkeypatch):
    run("collect", "--region", "eu-west-1", "--select", CHEAP, "--output", "snap")
    monkeypatch.setattr(audit, "_endpoint", lambda directory, part: "https://aws.example.org")
    done = run("collect", "--region", "eu-west-1", "--select", CHEAP, "--resume", "snap")

    assert "kept from before" not in done.stderr


def test_who_stops_a_collection_is_told_how_it_goes_on(tmp_path):
    """With a signal, as a terminal sends it: no traceback, and soon."""
    command = [sys.executable, "-m", "scanner.cli", "collect", "--all-regions", "--output", "snap", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as running:
        deadline = time.monotonic() + 120
        while not list(tmp_path.glob("snap/*/*.zst")) and time.monotonic() < deadline:
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)

    assert running.returncode == 130, errors
    assert errors.splitlines()[-1] == "plimsoll: stopped; go on with --resume snap"
    assert "Traceback" not in errors


def test_without_boto3_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    assert "install plimsoll[aws]" in run("audit", "--region", "eu-west-1", "--select", CHEAP).stderr


def test_an_audit_goes_on_with_what_a_collection_left(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        audit.collect(settings_for(tmp_path / "snap", jobs=1), Interrupted(1))
    roles = ("--role", f"arn:aws:iam::{OTHER}:role/Audit", "--role", f"arn:aws:iam::{ACCOUNT}:role/Audit")
    done = run("audit", *roles, *WHERE, "--select", CHEAP, "--resume", "snap", "--format", "json")

    assert "kept from before" in done.stderr
    assert told(json.loads(done.stdout)) == told(report_of(*roles, *WHERE, "--select", CHEAP))


def test_parts_of_other_types_are_not_reused(tmp_path):
    run("collect", "--region", "eu-west-1", "--type", "AWS::ECS::Cluster", "--output", "snap")
    done = run("collect", "--region", "eu-west-1", "--type", "AWS::EC2::LaunchTemplate", "--resume", "snap")

    assert "kept from before" not in done.stderr
    assert "AWS::EC2::LaunchTemplate" in read(tmp_path / "snap" / ACCOUNT / "eu-west-1.jsonl.zst")


# ---------------------------------------------------------------- executors


BOTH = ("--role", f"arn:aws:iam::{OTHER}:role/Audit", "--role", f"arn:aws:iam::{ACCOUNT}:role/Audit", *WHERE, "--select", CHEAP)


@pytest.fixture(scope="module")
def expected(world, tmp_path_factory) -> list[tuple[Any, ...]]:
    """What threads say."""
    with pytest.MonkeyPatch.context() as patch:
        moto_account.adopt(patch, moto_account.environment(tmp_path_factory.mktemp("expected"), world))
        patch.setenv("PLIMSOLL_REDACTION_KEY", KEY)
        return told(report_of(*BOTH))


def test_processes_say_what_threads_say(expected):
    assert told(report_of(*BOTH, "--executor", "processes", "--jobs", "2")) == expected


def test_processes_share_the_key_of_a_run_that_was_given_none(monkeypatch):
    """Hashes of one secret in two parts are equal, or two values would seem to differ."""
    monkeypatch.delenv("PLIMSOLL_REDACTION_KEY")

    report = report_of(*BOTH, "--executor", "processes", "--jobs", "2")

    assert report["gaps"] == []
    assert len(report["header"]["targets"]) == 2


def test_a_cluster_that_loses_a_worker_says_what_threads_say(world, tmp_path, expected):
    environment = {**moto_account.environment(tmp_path, world), "PLIMSOLL_REDACTION_KEY": KEY, "AWS_REGION": "eu-west-1"}
    with cluster(tmp_path, workers=1, environment=environment) as running:
        doomed = running.worker(threads=1)

        class Killing(Progress):
            def part(self, calls: int, gaps: int, *, lost: bool = False) -> None:
                super().part(calls, gaps, lost=lost)
                if doomed.poll() is None:
                    doomed.send_signal(signal.SIGKILL)

        chosen = scan.rules_of(Settings(select=(CHEAP,)), Config())
        shown = Killing()
        found = audit.audit(settings_for(tmp_path / "snap", executor=running.address), chosen, shown)
        findings = list(found.findings)

    assert doomed.poll() is not None
    assert (shown.lost, found.summary.gaps) == (0, ())
    assert sorted(finding.fingerprint for finding in findings) == sorted(row[-1] for row in expected)
    assert sorted((finding.account, finding.region, finding.verdict.value) for finding in findings) == sorted(
        (row[6], row[7], row[3]) for row in expected
    )
    index = snapshot_parts.read_index(tmp_path / "snap" / "snapshot.json")
    assert len({(part.account, part.region) for part in index.parts}) == len(index.parts)


def test_a_cluster_needs_one_redaction_key_for_all(monkeypatch):
    monkeypatch.delenv("PLIMSOLL_REDACTION_KEY")

    done = run("audit", "--region", "eu-west-1", "--select", CHEAP, "--executor", "dask://127.0.0.1:8786")

    assert done.exit_code == 2
    assert "set the same PLIMSOLL_REDACTION_KEY here and on all of them" in done.stderr


def test_a_task_holds_neither_credentials_nor_the_redaction_key(tmp_path, monkeypatch):
    tasks: list[Mapping[str, Any]] = []
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "PLANTED-SECRET")
    work = part_task.run

    def noting(said: Mapping[str, Any]) -> dict[str, Any]:
        tasks.append(said)
        return work(said)

    monkeypatch.setattr(part_task, "run", noting)
    audit.collect(settings_for(tmp_path / "snap"), Progress())

    assert tasks
    assert "PLANTED-SECRET" not in json.dumps(tasks)
    assert KEY not in json.dumps(tasks)


def a_task(tmp_path: Path, **more: Any) -> dict[str, Any]:
    fit = {
        "run": "a-run",
        "directory": str(tmp_path),
        "types": ("AWS::ECS::Cluster",),
        "catalogue": catalog.digest(),
        "key": part_task.key_id(Redactor.from_environment()),
        "account": ACCOUNT,
        "region": "eu-west-1",
        "identity": Identity(None, (), "eu-west-1"),
    }
    return part_task.Task(**{**fit, **more}).to_json()


@pytest.fixture
def no_desk():
    yield
    part_task.forget("a-run")


@pytest.mark.usefixtures("no_desk")
def test_a_worker_that_is_fit_collects(tmp_path):
    assert part_task.run(a_task(tmp_path))["entry"]["account"] == ACCOUNT


@pytest.mark.usefixtures("no_desk")
@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"catalogue": "sha256:other"}, "a worker has another catalogue; install the same version of Plimsoll on all workers"),
        ({"key": "000000000000"}, "a worker has another redaction key; set the same PLIMSOLL_REDACTION_KEY here and on all workers"),
        (
            {"account": OTHER},
            f"the default credentials leads to account {ACCOUNT} on a worker, not to {OTHER}; give all workers the same profiles",
        ),
    ],
)
def test_a_worker_that_is_not_fit_collects_nothing(tmp_path, more, message):
    assert part_task.run(a_task(tmp_path, **more)) == {"failed": message}
    assert list(tmp_path.glob("*/*.zst")) == []


def lose(region: str):
    """Work that dies over one region."""
    work = part_task.run

    def losing(said: Mapping[str, Any]) -> dict[str, Any]:
        if said["region"] == region:
            raise MemoryError
        return work(said)

    return losing


def test_a_part_that_is_lost_is_a_gap_and_nothing_passes_behind_it(monkeypatch):
    whole = report_of(*WHERE, "--select", "no-stray-default-cluster")
    monkeypatch.setattr(part_task, "run", lose("us-east-1"))
    done = run("audit", *WHERE, "--select", "no-stray-default-cluster", "--format", "json")
    report = json.loads(done.stdout)

    assert [(gap["type"], gap["account"], gap["region"], gap["reason"]) for gap in report["gaps"]] == [
        ("*", ACCOUNT, "us-east-1", "MemoryError")
    ]
    assert "1 part lost" in done.stderr
    assert [one for one in told(report) if one[7] == "eu-west-1"] == [one for one in told(whole) if one[7] == "eu-west-1"]
    assert {one[3] for one in told(report) if one[7] == "us-east-1"} == {"unknown"}


def test_gaps_fail_a_strict_run(monkeypatch):
    monkeypatch.setattr(part_task, "run", lose("us-east-1"))

    assert run("audit", *WHERE, "--select", "no-stray-default-cluster", "--strict").exit_code in (1, 4)


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
