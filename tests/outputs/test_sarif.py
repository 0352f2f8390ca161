"""What SARIF says of each verdict, place and rule, held to the final schema and to GitHub's own rules."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import attr
import jsonschema
import pytest
import sarif_om as om

from scanner.outputs import Options, writer
from scanner.outputs.category import automation_id
from scanner.outputs.sarif_serialiser import members, serialise
from scanner.outputs.uris import file_uri, resource_name, synthetic_uri
from scanner.report import Finding, Report, Severity, Verdict
from scanner.snapshot import Location
from tests.outputs.everything import RULES, beside_a_base, findings, report
from tests.outputs.github_rules import github_errors
from tests.outputs.regenerate import render

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def run_of(text: str) -> dict[str, Any]:
    run = json.loads(text)["runs"][0]
    assert isinstance(run, dict)
    return run


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    return run_of(render("sarif", report()))


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
def test_it_is_valid_by_the_final_schema(name: str):
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)

    assert [error.message for error in validator.iter_errors(json.loads(render(name, report())))] == []


def test_an_empty_report_is_valid_too():
    text = render("sarif", replace(report(), findings=(), header=replace(report().header, rules=(), targets=())))

    jsonschema.validate(json.loads(text), SCHEMA)

    assert run_of(text)["results"] == []


def test_each_verdict_has_its_kind_and_only_a_fail_has_a_level(run: dict[str, Any]):
    pairs = {(result["properties"]["verdict"], result["kind"], result["level"]) for result in run["results"]}

    assert pairs == {
        ("fail", "fail", "error"),
        ("fail", "fail", "note"),
        ("unknown", "open", "none"),
        ("pass", "pass", "none"),
        ("skipped", "notApplicable", "none"),
    }


def test_level_is_written_where_it_is_the_default():
    """Absent, it would mean the rule's own level."""
    result = om.Result(message=om.Message(text="x"), level="warning", kind="fail")

    assert members(result).items() >= {"level": "warning", "kind": "fail"}.items()


def test_a_suppression_has_a_status():
    """sarif-om calls it `state`, which GitHub's upload refuses."""
    suppression = om.Suppression(kind="external", state="accepted", justification="until June")

    assert json.loads(serialise(suppression)) == {"kind": "external", "status": "accepted", "justification": "until June"}


def test_an_object_that_is_not_sarif_is_refused():
    with pytest.raises(TypeError, match="not a class of SARIF objects"):
        serialise({"x": object()})


def test_a_policy_that_broke_is_a_notification_and_no_result(run: dict[str, Any]):
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    broken = [one for one in notifications if one["descriptor"]["id"] == "policy-error"]

    assert [(one["level"], one["associatedRule"]["id"]) for one in broken] == [("error", "cloudtrail-enabled")]
    assert len(run["results"]) == len([finding for finding in findings() if finding.verdict is not Verdict.ERROR])


def test_a_gap_is_a_notification_and_the_execution_stays_successful(run: dict[str, Any]):
    invocation = run["invocations"][0]
    gaps = [one["message"]["text"] for one in invocation["toolExecutionNotifications"] if one["descriptor"]["id"] == "gap"]

    assert invocation["executionSuccessful"] is True
    assert gaps == [
        "not read: not valid YAML: found a tab.",
        "AWS::ECS::Service 123456789012 eu-west-1: AccessDenied: ecs:ListServices.",
    ]


def test_every_index_leads_where_the_name_says(run: dict[str, Any]):
    driver = run["tool"]["driver"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for note in run["invocations"][0]["toolExecutionNotifications"]:
        assert driver["notifications"][note["descriptor"]["index"]]["id"] == note["descriptor"]["id"]
    for rule in driver["rules"]:
        for relationship in rule.get("relationships", []):
            target = relationship["target"]
            taxonomy = run["taxonomies"][target["toolComponent"]["index"]]
            assert taxonomy["name"] == target["toolComponent"]["name"]
            assert taxonomy["taxa"][target["index"]]["id"] == target["id"]


def test_the_numbers_of_severities_are_texts_in_githubs_bands(run: dict[str, Any]):
    found = {rule["properties"]["severity"]: rule["properties"].get("security-severity") for rule in run["tool"]["driver"]["rules"]}

    assert found == {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5", "info": None}


def test_a_rule_explains_itself_in_markdown(run: dict[str, Any]):
    markdown = run["tool"]["driver"]["rules"][0]["help"]["markdown"]

    assert [line for line in markdown.splitlines() if line.startswith("## ")] == [
        "## Why",
        "## How to mend",
        "## References",
        "## Controls",
    ]
    assert "| security-hub | EC2.99 |" in markdown


def test_angle_brackets_of_a_policy_open_no_html_but_stay_in_code():
    rule = replace(RULES[1], fix="Write `<name>` and <b>x</b>.\n\n```\n<cluster>\n```")
    text = render("sarif", replace(report(), findings=(), header=replace(report().header, rules=(rule,))))

    assert "Write `<name>` and &lt;b>x&lt;/b>.\n\n```\n<cluster>\n```" in run_of(text)["tool"]["driver"]["rules"][0]["help"]["markdown"]


def test_the_message_links_to_the_steps_of_the_path(run: dict[str, Any]):
    result = run["results"][0]

    assert "[the launch template \\[v1\\] that the group uses](1)" in result["message"]["text"]
    assert result["relatedLocations"][0]["id"] == 1


def test_columns_are_code_points(run: dict[str, Any]):
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_file_that_is_not_there_gets_no_line_hash():
    """The uploader computes its own."""
    result = run_of(render("sarif", report(), Options(lines=lambda file: None)))["results"][0]

    assert "partialFingerprints" not in result
    assert list(result["fingerprints"]) == ["plimsoll/v1"]


def test_results_are_written_while_the_findings_are_read():
    out = io.StringIO()
    sizes: list[int] = []

    def watched() -> Iterator[Finding]:
        for finding in findings():
            sizes.append(len(out.getvalue()))
            yield finding

    writer("sarif")(replace(report(), findings=watched()), out)

    assert sizes[:-1] == sorted(set(sizes[:-1]))


def test_github_takes_its_flavour():
    assert github_errors(render("sarif-github", report())) == []


def test_github_would_misread_the_full_file():
    """So the check above can fail."""
    assert "cloudtrail-enabled: kind open is shown as an open alert" in github_errors(render("sarif", report()))


def test_githubs_flavour_holds_fails_alone_worst_first():
    run = run_of(render("sarif-github", report()))
    order = [RULES[result["ruleIndex"]].severity for result in run["results"]]

    assert order == sorted((finding.severity for finding in findings() if finding.verdict is Verdict.FAIL), key=lambda one: one.rank)
    assert {result["kind"] for result in run["results"]} == {"fail"}


def test_what_is_left_out_for_github_is_said():
    run = run_of(render("sarif-github", report(), Options(limit=2)))
    texts = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]

    assert [result["ruleId"] for result in run["results"]] == ["asg-launch-has-instance-profile", "ecs-taskdef-no-privileged"]
    assert "3 of 5 results were left out, the least severe first." in texts


def test_no_limit_lets_githubs_refusal_through():
    fail = replace(next(findings()), related=(), evidence=())
    many = (replace(fail, severity=Severity.LOW) for _ in range(25_010))

    assert len(run_of(render("sarif-github", replace(report(), findings=many), Options(limit=10**9)))["results"]) == 25_000


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a/b.yaml", "a/b.yaml"),
        ("./a//b.yaml", "a/b.yaml"),
        ("my file#1.yaml", "my%20file%231.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("größe.yaml", "gr%C3%B6%C3%9Fe.yaml"),
        ("bad\udcff.yaml", "bad%FF.yaml"),
        ("/repo/a.yaml", "a.yaml"),
        ("/elsewhere/a b.yaml", "file:///elsewhere/a%20b.yaml"),
        ("100%.yaml", "100%25.yaml"),
    ],
)
def test_a_file_is_a_relative_encoded_uri(file: str, expected: str):
    assert file_uri(file, "/repo") == expected


@pytest.mark.parametrize(
    ("type_name", "resource", "expected"),
    [
        ("AWS::ECS::Service", "arn:aws:ecs:eu-west-1:1:service/shop/web", "aws/1/eu-west-1/ecs/service/shop/web"),
        ("AWS::S3::Bucket", "arn:aws:s3:::logs", "aws/1/eu-west-1/s3/bucket/logs"),
        ("AWS::Logs::LogGroup", "arn:aws:logs:eu-west-1:1:log-group:/ecs/web", "aws/1/eu-west-1/logs/loggroup/log-group%3A/ecs/web"),
        ("AWS::ECS::Cluster", "x/../../y", "aws/1/eu-west-1/ecs/cluster/x/_../_../y"),
        ("AWS::ECS::Cluster", "a.yaml#Cluster", "aws/1/eu-west-1/ecs/cluster/a.yaml/Cluster"),
        ("AWS::Account", "1", "aws/1/eu-west-1/account/resource/1"),
        ("AWS::ECS::Cluster", "", "aws/1/eu-west-1/ecs/cluster/_"),
    ],
)
def test_what_stands_in_no_file_has_a_stable_relative_path(type_name: str, resource: str, expected: str):
    assert synthetic_uri(type_name, resource, "1", "eu-west-1") == expected


def test_a_resource_is_named_as_people_do():
    assert resource_name("arn:aws:ecs:eu-west-1:1:task-definition/shop:7") == "shop:7"
    assert resource_name("envs/prod#module.app.aws_ecs_service.web") == "module.app.aws_ecs_service.web"


def test_the_category_is_the_targets_and_the_same_in_every_run():
    header = report().header

    assert automation_id(replace(header, targets=(".",)), Options()) == "plimsoll/"
    assert automation_id(replace(header, targets=("./infra/",)), Options()) == "plimsoll/infra/"
    assert automation_id(replace(header, targets=("/repo/infra",)), Options(root="/repo")) == "plimsoll/infra/"
    assert automation_id(header, Options(category="nightly/prod/")) == "nightly/prod/"
    assert automation_id(header, Options()) == automation_id(header, Options())


def test_a_policy_without_a_rule_still_gives_a_result():
    stray = replace(next(findings()), policy="stray", message="")
    result = run_of(render("sarif", replace(report(), findings=[stray])))["results"][0]

    assert "ruleIndex" not in result
    assert result["message"]["text"].startswith("stray.")


def test_a_region_is_the_location():
    place = Location("a.yaml", 3, 5, 4, 1)
    result = run_of(render("sarif", replace(report(), findings=[replace(next(findings()), location=place)])))["results"][0]

    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 1}


NESTED = {
    "locations": "Location",
    "relatedLocations": "Location",
    "location": "Location",
    "physicalLocation": "PhysicalLocation",
    "artifactLocation": "ArtifactLocation",
    "region": "Region",
    "logicalLocations": "LogicalLocation",
    "message": "Message",
    "codeFlows": "CodeFlow",
    "threadFlows": "ThreadFlow",
    "suppressions": "Suppression",
}
"""Members that are made as plain dicts: the class of sarif-om of each, or of its members. Of a thread flow, `locations` are its own."""


def strange_names(value: dict[str, Any], kind: str) -> Iterator[str]:
    """Names of a plain dict, and of those in it, that the class of sarif-om does not have."""
    known = set(members(_filled(kind)))
    for name, member in value.items():
        if name not in known:
            yield f"{kind}.{name}"
        nested = "ThreadFlowLocation" if (kind, name) == ("ThreadFlow", "locations") else NESTED.get(name)
        for one in member if isinstance(member, list) else [member]:
            if isinstance(one, dict) and nested is not None:
                yield from strange_names(one, nested)
            elif isinstance(one, dict) and name not in ("properties", "fingerprints", "partialFingerprints"):
                yield f"{kind}.{name} is of no class"


def _filled(kind: str) -> Any:
    """An object of sarif-om with something in every attribute: what is written of it are all the names that SARIF knows."""
    made = object.__new__(getattr(om, kind))
    for one in attr.fields(type(made)):
        setattr(made, one.name, "filled")
    return made


@pytest.mark.parametrize("content", [report, beside_a_base])
def test_what_is_made_as_plain_dicts_has_the_names_of_sarif_om(content: Callable[[], Report]):
    run = run_of(render("sarif", content()))
    places = [place for note in run["invocations"][0]["toolExecutionNotifications"] for place in note.get("locations", ())]

    assert [name for result in run["results"] for name in strange_names(result, "Result")] == []
    assert [name for place in places for name in strange_names(place, "Location")] == []
    assert {name for result in run["results"] for name in result} >= {"locations", "relatedLocations", "codeFlows"}


def test_a_name_that_sarif_om_has_not_would_be_found():
    wrong = {"locations": [{"physicalLocation": {"region": {"beginLine": 1}}}]}

    assert list(strange_names(wrong, "Result")) == ["Region.beginLine"]
