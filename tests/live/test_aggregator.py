"""An aggregator of AWS Config as a source: queries page by page, an account is a world, nothing that it may lack passes for absent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scanner.cli import main
from scanner.sources.aws import aggregator, part_task
from scanner.sources.aws.calls import Answer, Counts
from scanner.sources.aws.faults import DENIED, Fault, Place
from tests import moto_account
from tests.sources.aws.replies import error, ok, serving
from tests.sources.aws.test_calls import World
from tests.sources.test_aws_config import GROUP, LAUNCH, WEB

ACCOUNT, REGION = "111122223333", "eu-west-1"
OTHER = {**GROUP, "accountId": "444455556666"}
SELECTED = ("--region", REGION, "--select", "asg-launch-has-instance-profile", "--source", "config-aggregator", "all")
KIND = "AWS::AutoScaling::LaunchConfiguration"


class Held:
    """An account whose aggregator holds items."""

    counts = Counts()

    def __init__(self, items: list[dict[str, Any]], fault: str | None = None) -> None:
        """Take the items, and the type whose query is denied."""
        self.items, self.fault = items, fault
        self.asked: list[str] = []

    def call(self, place: Place, call: str, arguments: Mapping[str, Any], page: Any = None, token: Any = None) -> Answer:
        """What the aggregator, and who asks, answer."""
        self.asked.append(call)
        if call != aggregator.CALL:
            regions = [{"RegionName": REGION, "OptInStatus": "opt-in-not-required"}]
            return Answer(({"Account": ACCOUNT, "Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/a/b", "Regions": regions},))
        assert arguments["ConfigurationAggregatorName"] == "all"
        kind = arguments["Expression"].rpartition(" = ")[2].strip("'")
        if kind == self.fault:
            return Answer(
                (), Fault(DENIED, "AccessDeniedException", "", aggregator.ACTION, place.account, place.region, "2026-01-31T00:00:00Z")
            )
        return Answer(({"Results": [json.dumps(one) for one in self.items if one["resourceType"] == kind]},))

    def stop(self) -> None:
        """Nothing is under way."""


@pytest.fixture(name="run")
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Commands against an aggregator."""
    moto_account.adopt(monkeypatch, moto_account.environment(tmp_path, "http://127.0.0.1:9"))
    monkeypatch.setenv("PLIMSOLL_REDACTION_KEY", "a key of these tests")
    monkeypatch.chdir(tmp_path)

    def run(held: Held, *arguments: str) -> Result:
        monkeypatch.setattr(part_task, "Api", lambda *_, **__: held)
        done = CliRunner().invoke(main, arguments)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        return done

    return run


def test_an_audit_judges_what_an_aggregator_holds_and_asks_no_other_account(run: Any) -> None:
    held = Held([LAUNCH, WEB, OTHER])
    report = json.loads(run(held, "audit", *SELECTED, "--format", "json").stdout)

    assert report["header"]["targets"] == [LAUNCH["accountId"]]
    assert {gap["type"] for gap in report["gaps"]} == {"*"}
    assert set(held.asked) == {"sts:GetCallerIdentity", "ec2:DescribeRegions", aggregator.CALL}
    assert {one["verdict"] for one in report["findings"]} <= {"pass", "unknown", "skipped"}


def test_what_is_kept_is_judged_alike_and_says_where_it_is_from(run: Any, tmp_path: Path) -> None:
    live = json.loads(run(Held([LAUNCH, WEB]), "audit", *SELECTED, "--format", "json").stdout)
    done = run(Held([LAUNCH, WEB]), "collect", *SELECTED, "--output", "held.jsonl")
    saved = json.loads(run(Held([]), "scan", "held.jsonl", "--select", "asg-launch-has-instance-profile", "--format", "json").stdout)
    header = json.loads((tmp_path / "held.jsonl").read_text("utf-8").splitlines()[0])

    assert done.exit_code == 0, done.output
    assert header["source"] == "config"
    assert [(one["policy"], one["resource"], one["verdict"]) for one in saved["findings"]] == [
        (one["policy"], one["resource"], one["verdict"]) for one in live["findings"]
    ]
    (kept,), (told,) = saved["gaps"], live["gaps"]
    assert kept["reason"].startswith(told["reason"])
    assert (kept["type"], kept["kind"], kept["settle"]) == (told["type"], told["kind"], told["settle"])


def test_a_query_that_is_denied_is_a_gap_that_says_what_to_grant(run: Any) -> None:
    report = json.loads(run(Held([LAUNCH, WEB, GROUP], "AWS::ECS::Cluster"), "audit", *SELECTED, "--format", "json").stdout)
    (gap,) = [one for one in report["gaps"] if one["type"] != "*"]

    assert (gap["kind"], gap["settle"], gap["action"]) == ("denied", f"grant {aggregator.ACTION}", aggregator.ACTION)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("audit", "--region", REGION, "--source", "config", "all"), '"config" is no source; write --source config-aggregator NAME'),
        (("audit", *SELECTED), 'the aggregator "all" gave nothing'),
        (("audit", *SELECTED, "--snapshot", "kept"), "what an aggregator holds is one file"),
        (("collect", *SELECTED, "--output", "kept"), "what an aggregator holds is one file"),
    ],
)
def test_what_cannot_be_meant_ends_with_a_sentence(run: Any, arguments: tuple[str, ...], message: str) -> None:
    done = run(Held([]), *arguments)

    assert done.exit_code == 2
    assert message in done.stderr


def test_pages_are_followed_over_http_and_kept_when_a_later_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore knows how the operation pages; the last page here is denied."""
    pages = {None: ok(Results=[json.dumps(LAUNCH)], NextToken="2"), "2": ok(Results=["{", json.dumps(LAUNCH)], NextToken="3")}

    def answer(request: Any) -> Any:
        return pages.get(request.arguments.get("NextToken")) or error("AccessDeniedException")

    with serving(answer) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        world = World(server)
        items, gaps = aggregator.select(world.api, Place(ACCOUNT, REGION), "all", [KIND])

    assert [one["resourceId"] for one in items] == [LAUNCH["resourceId"]] * 2
    assert [gap.kind for gap in gaps] == ["incomplete", "denied"]
    assert all(request.arguments["MaxResults"] == 100 for request in server.seen)
