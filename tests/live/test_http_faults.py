"""The same over HTTP, for a sample: what AWS and what stands between answers, through boto3 and our own retries, to the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

pytest.importorskip("moto", reason="answers are put into each service's protocol by moto's serializers")

from scanner.catalog.actions import action_of
from scanner.cli import main
from scanner.sources.aws import part_task
from scanner.sources.aws.calls import Api
from scanner.sources.aws.gathered import merged
from tests import moto_account
from tests.live import record
from tests.live.case_study_account import REGION
from tests.moto_account import ACCOUNT
from tests.parity.replay import Asked, Replay, failure, kind_of
from tests.sources.aws.test_calls import Impatient

SELECTED = ("ecs-container-instance-agent-connected", "asg-launch-has-instance-profile", "cloudtrail-enabled")
CALLS = (
    "ecs:ListClusters",
    "ecs:DescribeContainerInstances",
    "ec2:DescribeLaunchTemplates",
    "autoscaling:DescribeAutoScalingGroups",
    "cloudtrail:DescribeTrails",
)
HTML = b"<!DOCTYPE html>\n<html><body><form action=login></form></body></html>"

Reply = tuple[int, bytes, str]


class Spoilt(Replay):
    """Answers one operation as a fault does, however often it is asked."""

    call: str = ""
    fault: Callable[[str], Reply] | None = None

    def answer(self, asked: Asked) -> Reply:
        """What was written down, or the fault."""
        sizes = [(size, number) for number, recorded in enumerate(self.recorded) if (size := recorded.size(asked)) is not None]
        found = self.recorded[max(sizes)[1]] if sizes else None
        if self.fault is not None and found is not None and found.call == self.call:
            return self.fault(found.model.service_model.resolved_protocol)
        return super().answer(asked)


def error(code: str, status: int, protocol: str) -> Reply:
    """An error in a protocol."""
    return status, failure(protocol, code, "said by the test"), kind_of(protocol)


def cut(protocol: str) -> Reply:
    """The connection ends without an answer."""
    raise ConnectionResetError


FAULTS: dict[str, tuple[Callable[[str], Reply], str, str]] = {
    "denied": (partial(error, "AccessDeniedException", 400), "denied", "AccessDeniedException"),
    "throttled": (partial(error, "ThrottlingException", 400), "incomplete", "ThrottlingException"),
    "expired": (partial(error, "ExpiredTokenException", 400), "incomplete", "ExpiredTokenException"),
    "unknown code": (partial(error, "SomethingNewException", 400), "incomplete", "SomethingNewException"),
    "a page of HTML": (lambda protocol: (200, HTML, "text/html"), "incomplete", "UnreadableAnswer"),
    "cut": (cut, "incomplete", "ConnectionClosedError"),
    "broken inside": (lambda protocol: (500, b"", kind_of(protocol)), "incomplete", "500"),
}
"""What is answered; the kind of the gap; what its reason names."""


def quoted(value: Any) -> Any:
    """An answer with policy documents percent-encoded, as IAM sends them and botocore decodes them."""
    if isinstance(value, list):
        return [quoted(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: quote(json.dumps(item)) if name.endswith("Document") and isinstance(item, dict) else quoted(item)
        for name, item in value.items()
    }


@pytest.fixture(scope="module", name="replay")
def recorded() -> Iterator[Spoilt]:
    """The broken account."""
    written = [
        {
            "call": one["call"],
            "with": one["with"],
            **({"error": one["error"]} if "error" in one else {"answer": quoted(merged(one["pages"]))}),
        }
        for one in record.read("broken").values()
    ]
    replay = Spoilt(written)
    with replay:
        replay._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # connections that are cut are meant
        yield replay


@pytest.fixture(name="audit")
def command(replay: Spoilt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """The command, on the recorded account; waiting takes no time."""
    moto_account.adopt(monkeypatch, moto_account.environment(tmp_path, replay.url))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(part_task, "Api", lambda *given, **named: Api(*given, clock=Impatient(), **named))

    def audit(call: str = "", fault: Callable[[str], Reply] | None = None) -> dict[str, Any]:
        replay.call, replay.fault = call, fault
        selected = [word for policy in SELECTED for word in ("--select", policy)]
        done = CliRunner().invoke(main, ["audit", "--region", REGION, *selected, "--format", "json"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        assert "Traceback" not in done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return audit


def verdicts(report: dict[str, Any]) -> dict[tuple[str, str], str]:
    """By policy and resource."""
    return {(one["policy"], one["resource"]): one["verdict"] for one in report["findings"]}


def test_the_recorded_account_answers_over_http_as_moto_did(replay: Spoilt, audit: Callable[..., dict[str, Any]]) -> None:
    report = audit()

    assert replay.refused == []
    assert report["gaps"] == []
    assert {policy for (policy, _), verdict in verdicts(report).items() if verdict == "fail"} == set(SELECTED)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_over_http_is_a_gap_and_no_verdict_becomes_another(audit: Callable[..., dict[str, Any]], call: str, fault: str) -> None:
    answer, kind, code = FAULTS[fault]
    before, report = audit(), audit(call, answer)
    gaps = [gap for gap in report["gaps"] if gap["action"] == action_of(call)]

    assert gaps, report["gaps"]
    assert kind in {gap["kind"] for gap in gaps}
    assert all(gap["account"] == ACCOUNT and gap["region"] == REGION and gap["time"] for gap in gaps)
    assert all(code in gap["reason"] and action_of(call) in gap["reason"] for gap in gaps)
    was = verdicts(before)
    for key, verdict in verdicts(report).items():
        assert verdict in (was.get(key, "unknown"), "unknown"), key
