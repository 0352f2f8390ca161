"""Collections from the command to the snapshot: kept, broken off, gone on with, run by threads, processes and a cluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scanner import audit, catalog, permissions, scan, snapshot_parts
from scanner.audit import AuditSettings
from scanner.config import Config
from scanner.errors import CredentialsError
from scanner.progress import Progress
from scanner.redaction import Redactor
from scanner.scan import Settings
from scanner.sources.aws import part_task
from scanner.sources.aws.accounts import Asked
from scanner.sources.aws.credentials import Identity, Vault
from tests import moto_account
from tests.cluster import cluster
from tests.live_world import CHEAP, KEY, OTHER, PLACES, WHERE, read, report_of, run, told
from tests.live_world import aws_environment as aws_environment  # a fixture
from tests.live_world import two_accounts as two_accounts  # a fixture
from tests.moto_account import ACCOUNT

# ---------------------------------------------------------------- snapshots, and going on


def test_what_is_kept_is_judged_the_same_later_and_elsewhere(monkeypatch):
    first = report_of(*WHERE, "--select", CHEAP, "--snapshot", "snap")
    moto_account.adopt(monkeypatch, {})
    later = json.loads(run("scan", "snap", "--select", CHEAP, "--format", "json").stdout)
    fresh = [finding["location"]["file"] for finding in later["findings"] if finding["verdict"] == "fail"]

    assert told(first) == told(later)
    assert sorted(fresh) == [f"snap/{ACCOUNT}/{region}.jsonl.zst" for region in PLACES]
    assert [finding["location"] for finding in first["findings"]] == [finding["location"] for finding in later["findings"]]


def test_an_audit_that_keeps_nothing_and_one_that_does_say_the_same():
    assert told(report_of(*WHERE, "--select", CHEAP)) == told(report_of(*WHERE, "--select", CHEAP, "--snapshot", "snap"))


def test_the_index_records_accounts_regions_and_the_endpoint(world, tmp_path):
    run("collect", *WHERE, "--select", CHEAP, "--output", "snap")
    index = snapshot_parts.read_index(tmp_path / "snap" / "snapshot.json")

    assert [(account.id, account.partition, account.regions) for account in index.accounts] == [(ACCOUNT, "aws", PLACES)]
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
    return AuditSettings(who=Asked(roles=roles), regions=PLACES, types=types, directory=directory, **more)


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


def test_credentials_that_expire_half_way_leave_gaps_and_a_resumed_audit_is_whole(monkeypatch):
    select = ("--select", CHEAP, "--select", "no-stray-default-cluster", "--select", "cloudtrail-enabled")
    whole = told(report_of("--region", "eu-west-1", *select))
    frozen, asked = Vault.frozen, iter(range(1000))

    def expiring(self, account, refresh=False):
        if next(asked) > 6:
            raise CredentialsError("credentials-expired", "the session has expired; sign in again")
        return frozen(self, account, refresh)

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "frozen", expiring)
        broken = report_of("--region", "eu-west-1", *select, "--snapshot", "snap")
    resumed = report_of("--region", "eu-west-1", *select, "--resume", "snap")

    assert {gap["account"] for gap in broken["gaps"]} == {ACCOUNT}
    assert {gap["settle"] for gap in broken["gaps"]} == {"sign in again"}
    known = {one[:4] for one in whole}
    assert [one for one in told(broken) if one[3] in ("pass", "fail") and one[:4] not in known] == []
    assert "unknown" in {one[3] for one in told(broken)}
    assert told(resumed) == whole
    assert resumed["gaps"] == []


def test_gaps_fail_a_strict_run(monkeypatch):
    monkeypatch.setattr(part_task, "run", lose("us-east-1"))

    assert run("audit", *WHERE, "--select", "no-stray-default-cluster", "--strict").exit_code in (1, 4)
