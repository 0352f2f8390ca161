"""OCSF and ASFF: classes, states and limits as their makers write them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scanner.report import Report, Verdict
from tests.outputs.asff_rules import asff_errors
from tests.outputs.everything import beside_a_base, findings, nasty, report
from tests.outputs.regenerate import render


def events(content: Report) -> list[dict[str, Any]]:
    found = json.loads(render("ocsf", content))
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("content", [report, beside_a_base, nasty])
def test_every_event_is_a_compliance_finding_by_the_schemas_rules(content: Any):
    for event in events(content()):
        activity = event["activity_id"]
        assert (event["class_uid"], event["category_uid"], event["type_uid"]) == (2003, 2, 200300 + activity)
        assert activity in (1, 2, 3)
        assert event["severity_id"] in range(1, 6)
        assert event["time"] == 1767323045000  # milliseconds
        assert event["finding_info"]["uid"] and event["finding_info"]["title"]
        assert event["compliance"]["standards"] and event["compliance"]["status_id"] in (0, 1, 2, 3)
        assert event["metadata"]["version"] == "1.5.0" and event["metadata"]["product"]["vendor_name"]
        assert ("cloud" in event) == ("cloud" in event["metadata"].get("profiles", []))
        assert all(resource.get("uid") or resource.get("name") for resource in event["resources"])


def test_what_does_not_apply_is_no_event_and_what_was_not_read_is_one():
    judged = [one for one in findings() if one.verdict is not Verdict.SKIPPED]
    found = events(report())

    assert len(found) == len(judged) + len(report().summary.gaps)
    assert [one["compliance"]["status"] for one in found[-2:]] == ["Unknown", "Unknown"]


def test_a_verdict_has_its_compliance_status():
    statuses = {one["unmapped"]["verdict"]: one["compliance"]["status_id"] for one in events(report()) if "unmapped" in one}

    assert statuses == {"pass": 1, "unknown": 2, "fail": 3, "error": 0}


def test_a_waived_finding_is_suppressed_and_one_that_is_gone_is_resolved_and_closed():
    found = {
        one["message"]: (one["activity_name"], one["status"]) for one in events(beside_a_base()) if "container number" in one["message"]
    }

    assert list(found.values()) == [
        ("Create", "Suppressed"),
        ("Update", "Suppressed"),
        ("Create", "New"),
        ("Update", "New"),
        ("Close", "Resolved"),
    ]


@pytest.mark.parametrize("content", [report, beside_a_base, nasty])
def test_security_hub_would_take_every_finding(content: Any):
    found = json.loads(render("asff", content()))

    assert found
    assert asff_errors(found) == []


def test_a_finding_without_an_account_is_no_finding_of_security_hub():
    found = json.loads(render("asff", report()))

    assert {one["AwsAccountId"] for one in found} == {"123456789012"}
    assert len(found) == 4  # a fail, a pass, a policy that broke, and what was denied


def test_a_waived_finding_is_suppressed_with_a_note():
    (waived,) = [one for one in json.loads(render("asff", beside_a_base())) if "number 0" in one["Description"]]

    assert waived["Workflow"] == {"Status": "SUPPRESSED"}
    assert waived["Note"]["Text"] == "waived until 2026-01-09: the vendor's agent needs it; replaced in spring"
    assert waived["Note"]["UpdatedBy"] == "team-shop"
