"""Findings reach Security Hub in calls that it takes, and keep the time at which they were created. Moto plays Security Hub."""

from __future__ import annotations

import json
from typing import Any

import boto3  # type: ignore[import-untyped]  # boto3 has no stubs
import pytest
from moto import mock_aws

from scanner.errors import UsageError
from scanner.security_hub import batches, read, send
from tests.outputs.everything import beside_a_base
from tests.outputs.regenerate import render


@pytest.fixture
def hubs(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield lambda region: boto3.client("securityhub", region_name=region)


def ours() -> list[dict[str, Any]]:
    return read(render("asff", beside_a_base()), "findings.json")


def held(hub: Any) -> dict[str, dict[str, Any]]:
    return {one["Id"]: one for one in hub.get_findings()["Findings"]}


def test_every_finding_is_sent(hubs: Any):
    sent = send(ours(), hubs)

    assert (sent.taken, sent.refused) == (len(ours()), ())
    assert {one["Id"] for one in ours()} == set(held(hubs("eu-west-1")))


def test_a_finding_that_is_sent_again_keeps_the_time_at_which_it_was_created(hubs: Any):
    send(ours(), hubs)
    later = json.loads(json.dumps(ours()).replace("2026-01-02T", "2026-02-02T"))

    send(later, hubs)

    found = held(hubs("eu-west-1"))
    assert {one["CreatedAt"][:10] for one in found.values()} == {"2026-01-02"}
    assert {one["UpdatedAt"][:10] for one in found.values()} == {"2026-02-02"}


def test_a_call_holds_at_most_a_hundred_findings_and_six_megabytes():
    assert [len(batch) for batch in batches([{"Id": str(number)} for number in range(250)])] == [100, 100, 50]
    assert [len(batch) for batch in batches([{"Id": "x" * 2_000_000} for _ in range(5)])] == [2, 2, 1]


def test_what_is_refused_is_told():
    class Hub:
        def get_paginator(self, _: str) -> Any:
            return self

        def paginate(self, **_: Any) -> list[Any]:
            return []

        def batch_import_findings(self, Findings: list[Any]) -> dict[str, Any]:
            failed = [{"Id": Findings[0]["Id"], "ErrorCode": "InvalidInput", "ErrorMessage": "no"}]
            return {"SuccessCount": len(Findings) - 1, "FailedFindings": failed}

    sent = send(ours(), lambda _: Hub())

    assert sent.taken == len(ours()) - 1
    assert sent.refused[0].endswith(": InvalidInput: no")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"Id": "x"}]'])
def test_a_file_that_holds_no_findings_is_refused(text: str):
    with pytest.raises(UsageError, match="write it with --format asff=FILE"):
        read(text, "x.json")
