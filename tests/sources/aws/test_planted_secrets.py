"""A secret that AWS shows anywhere leaves collection nowhere: not in the snapshot, not in a report, not in what is printed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from scanner.catalog import needed
from scanner.cli import main
from scanner.outputs import FORMATS
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Snapshot
from scanner.snapshot_file import Scope, write
from scanner.sources.aws.calls import Api
from scanner.sources.aws.collect import Part, collect_part
from scanner.sources.aws.faults import Place
from tests.sources.aws.planted import ACCOUNT, KINDS, REGION, SECRETS, arn
from tests.sources.aws.planted_answers import answers

pytest.importorskip("moto", reason="answers are put into each service's protocol by moto's serializers")
from tests.parity.worlds import Keys, replaying  # it needs moto

TYPES = (
    "AWS::AutoScaling::LaunchConfiguration",
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Alarm",
    "AWS::CodeBuild::Project",
    "AWS::CodePipeline::Pipeline",
    "AWS::CodePipeline::Webhook",
    "AWS::EC2::LaunchTemplate",
    "AWS::ECS::Cluster",
    "AWS::ECS::Task",
    "AWS::ECS::TaskDefinition",
    "AWS::Events::EventBus",
    "AWS::Events::Rule",
    "AWS::KMS::Key",
    "AWS::SNS::Subscription",
    "AWS::SQS::Queue",
    "AWS::SSM::Document",
    "AWS::SSM::Parameter",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::Secret",
)
REFUSED = {"AWS::KMS::Key", "AWS::SQS::Queue", "AWS::SecretsManager::ResourcePolicy"}
"""Types of which every call is refused, with an error that repeats a secret."""


def seen(text: str) -> dict[str, str]:
    """The kinds of secret that a text shows, each with what stands around it."""
    return {name: text[max(0, text.index(secret) - 80) : text.index(secret) + 80] for name, secret in SECRETS.items() if secret in text}


@pytest.fixture(scope="module")
def part() -> Part:
    """What is collected, over HTTP."""
    with replaying(answers()) as replay, ThreadPoolExecutor(8) as pool:
        found = collect_part(Api(Keys()), Place(ACCOUNT, REGION, "aws"), needed(TYPES), Redactor(b"a key"), pool)
        assert replay.unasked() == ["sts:GetCallerIdentity"]
    return found


@pytest.fixture(scope="module")
def saved(part: Part, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot as a file, its gaps among it."""
    path = tmp_path_factory.mktemp("planted") / "snapshot.jsonl"
    gaps = tuple(
        Gap(one.type, one.reason or one.status, account=ACCOUNT, region=REGION, settle=one.settle) for one in part.coverage if one.reason
    )
    write([Snapshot(ACCOUNT, tuple(part.resources), gaps, live=True)], path, [Scope(ACCOUNT, (ACCOUNT,), (REGION,))])
    return path


@contextmanager
def account() -> Iterator[None]:
    """AWS, as the commands find it."""
    with replaying(answers()):
        access, secret, _ = Keys().frozen(ACCOUNT)
        os.environ.update({"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": secret})
        yield


def printed(*arguments: str) -> str:
    """All that a command prints."""
    done = CliRunner().invoke(main, [*arguments], catch_exceptions=False)
    return done.stdout + done.stderr


def test_there_are_twenty_kinds_and_every_one_is_planted():
    """A kind that no answer held would be tested for nothing."""
    told = json.dumps(answers())
    known = json.dumps([text for text, _ in KINDS.values()])

    assert len(KINDS) >= 20
    assert sorted(seen(known)) == sorted(KINDS)
    assert sorted(seen(told)) == sorted(KINDS)


def test_every_type_was_collected(part: Part):
    """But those that were refused."""
    assert {one.type for one in part.resources} >= set(TYPES) - REFUSED


def test_no_secret_is_in_the_snapshot(saved: Path):
    assert seen(saved.read_text("utf-8")) == {}


def test_no_secret_is_in_the_reason_of_a_gap(part: Part):
    """AWS repeats in an error what it was sent, and who sent it."""
    reasons = [f"{one.reason} {one.settle}" for one in part.coverage if one.reason]

    assert any("sqs:GetQueueAttributes" in reason for reason in reasons)
    assert seen("\n".join(reasons)) == {}


def test_no_secret_is_in_an_error():
    """Each kind in an error of its own, which is told whole but for it."""
    faults = []
    with replaying(answers()):
        api = Api(Keys())
        for number in range(len(KINDS)):
            secret = arn("secretsmanager", f"secret:s{number}-AbCdEf")
            answer = api.call(Place(ACCOUNT, REGION, "aws"), "secretsmanager:GetResourcePolicy", {"SecretId": secret})
            faults.append(answer.fault)

    assert all(fault is not None and "cannot be done with" in fault.message for fault in faults)
    assert seen(repr(faults) + "\n".join(f"{fault.text} {fault.settle}" for fault in faults if fault is not None)) == {}


def reported(folder: Path, *arguments: str) -> dict[str, str]:
    """What a command writes in every format, and what it prints beside."""
    reports = {name: folder / name for name in sorted(FORMATS)}
    said = printed(*arguments, "--select", "*", *(f"--format={name}={path}" for name, path in reports.items()))
    texts = {name: path.read_text("utf-8") for name, path in reports.items()}
    assert all(len(text) > 100 for text in texts.values())
    return {**texts, "streams": said}


def test_no_report_shows_a_secret(saved: Path, tmp_path: Path):
    texts = reported(tmp_path, "scan", str(saved))

    assert {name: found for name, text in texts.items() if (found := seen(text))} == {}


def test_no_audit_shows_a_secret(tmp_path: Path):
    """Progress, gaps and findings: in every format, and on both streams."""
    with account():
        texts = reported(tmp_path, "audit", "--region", REGION)

    assert " calls, " in texts["streams"]
    assert {name: found for name, text in texts.items() if (found := seen(text))} == {}


def test_no_secret_is_in_a_collected_directory(tmp_path: Path):
    """Neither in a part, nor in the index, nor in what the command says; whatever judges the directory later shows none."""
    import zstandard

    directory = tmp_path / "snapshot"
    with account():
        said = printed("collect", "--region", REGION, "--output", str(directory), *(word for name in TYPES for word in ("--type", name)))
    files = [path for path in directory.rglob("*") if path.is_file()]
    parts = [
        zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True).read()
        for path in files
        if path.suffix == ".zst"
    ]
    index = [path.read_bytes() for path in files if path.suffix != ".zst"]
    text = b"\n".join([*parts, *index]).decode()

    assert parts
    assert "AWS::ECS::TaskDefinition" in text
    assert seen(text + said) == {}
    assert seen(printed("scan", str(directory), "--select", "*", "--format", "json")) == {}


@pytest.mark.parametrize(
    "type_name", [name for name in TYPES if name.endswith(("Project", "Pipeline", "TaskDefinition", "Rule", "Document"))]
)
def test_no_query_reads_a_secret(saved: Path, type_name: str):
    assert seen(printed("query", str(saved), "@", "--type", type_name)) == {}


def test_what_policies_read_stays(part: Part):
    """Names, commands and settings of the agent: a verdict is that of the account as it is."""
    launch = next(one for one in part.resources if one.type == "AWS::AutoScaling::LaunchConfiguration")
    text = json.dumps(launch.properties, default=lambda value: [getattr(value, "parts", None), repr(value)])

    assert "ECS_CLUSTER=shop" in text
