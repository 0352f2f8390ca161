"""`plimsoll explain`: what was found, where, by which path, why that decides, what would have to be different, what settles a doubt."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from scanner import policy_loader, report_json
from scanner.cli import main
from scanner.consequences import linked
from scanner.evaluate import evaluate
from scanner.evidence import reads_below
from scanner.functions.event_reasons import unmatched
from scanner.library import Library
from scanner.outputs.settlement import how_to_settle
from scanner.records import replace
from scanner.report import Finding, Part, Related, Rule, Severity, Verdict
from scanner.scan import Settings, judged_worlds
from scanner.unknown import Unknown
from scanner.whereabouts import member
from scanner.world import World

ROOT = Path(__file__).parents[1]
BROKEN = ROOT / "examples" / "ecs-case-study" / "broken"
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8"))
TELLINGS = sorted((ROOT / "tests" / "policies").glob("*/*.yaml"))
WIDEST = 80

TEMPLATE = """\
Parameters:
  Size: {Type: String}
Conditions: {Small: !Equals [!Ref Size, small]}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: web
        - {Name: api, Image: api, Environment: [{Name: DB_PASSWORD, Value: hunter2-S3cr3t}], Memory: !If [Small, 64, !Ref AWS::NoValue]}
        - {Name: log, Image: log, Memory: 64}
  Launch:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties:
      ImageId: ami-0123456789abcdef0
      InstanceType: t3.micro
      UserData:
        Fn::Base64: |
          #!/bin/bash
          echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config
          echo DB_PASSWORD=hunter2-S3cr3t >> /etc/app.env
"""
NULLED = """\
id: reads-a-secret
title: Containers have no password
severity: low
category: security
resource: {AWS::ECS::TaskDefinition: ContainerDefinitions}
assert: "none(Environment, &Name == 'DB_PASSWORD' && Value)"
why: w
fix: f
examples:
  - {expect: pass, given: {ContainerDefinitions: [{Name: web}]}}
  - {expect: fail, given: {ContainerDefinitions: [{Name: web, Environment: [{Name: DB_PASSWORD, Value: x}]}]}}
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path / "template.yaml"


def explained(*arguments: str | Path, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["explain", *map(str, arguments)], catch_exceptions=False, env={"COLUMNS": "80"})

    assert done.exit_code == code, done.output
    return done.output


def worlds(path: Path, library: Library) -> Iterator[World]:
    yield from judged_worlds([str(path)], Settings(), library.field_names())


@pytest.fixture(scope="module")
def library() -> Library:
    return policy_loader.load([])


def failures(verdict: str = "fail") -> list[tuple[str, str]]:
    """(telling, policy) of the case study."""
    told = []
    for name in ("template.yaml", "account.jsonl"):
        done = CliRunner().invoke(main, ["scan", str(BROKEN / name), "--format", "json"])
        told += [(name, finding["policy"]) for finding in json.loads(done.stdout)["findings"] if finding["verdict"] == verdict]
    return sorted(set(told))


@pytest.mark.parametrize(("name", "policy"), failures())
def test_every_failure_of_the_case_study_is_told_in_full_and_fits_a_terminal(
    name: str, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every section stands there; outside of a policy's own code no line is wider than 80 columns; no colour, no Python."""
    monkeypatch.chdir(BROKEN)
    text = explained(policy, name)
    finding = text.partition("How to mend it")[0]

    for heading in ("FAIL  ", "  Required\n", "  Found\n", "  Why, clause by clause\n", "  What would have to be different\n"):
        assert heading in finding
    assert "How to mend it" in text and "Why it matters" in text
    assert [line for line in finding.splitlines() if len(line) > WIDEST] == []
    assert "\x1b" not in text and " None\n" not in finding and "Unknown(" not in text


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ("private-subnet-routes-to-nat", ["no AWS::EC2::Route refers to PrivateRouteTableC  {}:156:3", "-> PrivateRouteTableC"]),
        ("userdata-sets-ecs-cluster", ["computed from `UserData`  {}:247:7", "no AWS::ECS::CapacityProvider refers to SpotGroup"]),
        ("trigger-tag-matches-source", ['imageTag` is ["latest"]', 'the event has "release"  {}:564:17', "-> PushRule"]),
        (
            "trigger-tag-is-pushed",
            ['`tag` is "latest"', "computed from `Source.BuildSpec`  {}:432:9", '`wanted()` is "release"  {}:564:17'],
        ),
        ("asg-launch-has-instance-profile", ["`IamInstanceProfile` is missing  {}:215:3", "-> InstanceGroup  {}:226:3, named at {}:231:7"]),
        ("agent-disconnect-is-watched", ['`EventPattern.source` is ["aws.ecr"]  {}:589:9', 'the event has "aws.ecs"']),
        ("trigger-via-cloudtrail-needs-trail", ["there is no AWS::CloudTrail::Trail in the account"]),
    ],
)
def test_the_step_that_matters_is_named_with_its_place(policy: str, says: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    flat = " ".join(explained(policy, "template.yaml").split())

    assert [wanted for wanted in says if " ".join(wanted.replace("{}", "template.yaml").split()) not in flat] == []


def test_a_caret_stands_under_the_region(target: Path) -> None:
    lines = explained("ecs-taskdef-image-and-memory", target).splitlines()
    shown = next(index for index, line in enumerate(lines) if "Memory: !If" in line)

    assert lines[shown + 1].index("^") == lines[shown].index("Memory")
    assert lines[shown + 1].count("^") == len("Memory: !If [Small, 64, !Ref AWS::NoValue]")
    assert "DB_PASSWORD" not in lines[shown]


@pytest.mark.parametrize("telling", TELLINGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_fails_or_is_unknown_has_grounds_and_its_pointers_lead_to_the_values(telling: Path, library: Library) -> None:
    """Of the policy that the telling is about: a clause has the truth of its verdict, and what is missing is missing there."""
    policy = library.policies[telling.parent.name]
    for world in worlds(telling, library):
        for finding in evaluate([policy], world, library.data):
            if finding.verdict not in (Verdict.FAIL, Verdict.UNKNOWN) or finding.message.startswith(("there may be more", "what is to be")):
                continue
            assert finding.evidence
            for evidence in finding.evidence:
                assert evidence.grounds
                if finding.verdict is Verdict.FAIL:
                    assert evidence.holds is False
                for read in (read for ground in evidence.grounds for read in reads_below(ground)):
                    if read.pointer is not None and read.resource is not None:
                        stands(world.by_id[read.resource].properties, read)


def stands(properties: Any, read: Any) -> None:
    found = properties
    for step in read.pointer:
        if isinstance(found, Unknown):
            return
        found = member(found, step)
    if read.missing:
        assert found is None or isinstance(found, Unknown)
    elif isinstance(found, (str, int, float, bool)) and isinstance(read.value, (int, float, bool)):
        assert read.value == found


def test_passes_are_told_on_request_only(target: Path) -> None:
    quiet = explained("ecs-taskdef-container-count", target)
    told = explained("ecs-taskdef-container-count", target, "--all")

    assert quiet == "Task: passes.\n--all explains these, too.\n"
    assert "PASS  Task" in told and "`length(containers()) <= `10`` holds" in told
    assert explained("ecs-taskdef-container-count", target, "--resource", "Task") == told


def test_what_is_skipped_is_told_by_the_condition_that_fails(target: Path) -> None:
    text = explained("userdata-cluster-exists", ROOT / "examples" / "ecs-case-study" / "broken" / "template.yaml", "--all")

    assert "SKIPPED  SpotLaunchConfiguration" in text
    assert "the condition `exists(named())` does not hold" in text


def test_a_resource_that_is_not_judged_is_refused_with_the_near_name(target: Path) -> None:
    assert 'judges no resource called "Tsk"; did you mean "Task"?' in explained(
        "ecs-taskdef-container-count", target, "--resource", "Tsk", code=2
    )


def test_an_unknown_is_told_with_what_hangs_on_it_and_what_to_pass(target: Path) -> None:
    """And passing that settles it."""
    text = explained("ecs-taskdef-image-and-memory", target, "--resource", "Task")

    assert "UNKNOWN  Task [api]" in text
    assert "it decides `exists(Memory)`" in text
    assert "pass --parameter Size=VALUE" in text
    assert "UNKNOWN" not in explained("ecs-taskdef-image-and-memory", target, "--parameter", "Size=small")
    assert "FAIL  Task [api]" in explained("ecs-taskdef-image-and-memory", target, "--parameter", "Size=large")


def test_a_doubt_about_an_open_list_is_settled_as_it_says(target: Path) -> None:
    text = explained("cloudtrail-enabled", target)

    assert "pass --closed AWS::CloudTrail::Trail" in text
    assert text.startswith("UNKNOWN")
    assert explained("cloudtrail-enabled", target, "--closed", "AWS::CloudTrail::Trail").startswith("FAIL")


def test_json_is_a_report_with_the_evidence_of_passes_too(target: Path) -> None:
    text = explained("ecs-taskdef-image-and-memory", target, "--format", "json", "--all", "--parameter", "Size=small")
    value = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    report = report_json.load(io.StringIO(text))
    again = io.StringIO()
    report_json.write(report, again)

    assert json.loads(again.getvalue()) == value
    assert {finding.verdict for finding in report.findings} == {Verdict.FAIL}
    assert [ground.turn for finding in report.findings for one in finding.evidence for ground in one.grounds] == ["one"]


@pytest.mark.parametrize("options", [[], ["--all"], ["--format", "json", "--all"]])
def test_no_secret_is_told_nor_shown_in_an_excerpt(target: Path, options: list[str]) -> None:
    """A policy that reads the secret itself, and policies that point to its line or its script."""
    (target.parent / "rules").mkdir()
    (target.parent / "rules" / "reads-a-secret.yaml").write_text(NULLED, encoding="utf-8")
    text = explained("reads-a-secret", target, "--policies", target.parent / "rules", *options)
    text += explained("ecs-taskdef-image-and-memory", target, *options)
    text += explained("userdata-agent-recovers", target, *options)

    assert "DB_PASSWORD" in text
    assert "hunter2" not in text
    assert options[-2:] == ["json", "--all"] or "(sensitive)" in text


@pytest.mark.parametrize("parameter", ["Memory", "=1", ""])
def test_a_parameter_that_is_none_is_refused_in_a_sentence(target: Path, parameter: str) -> None:
    assert "is no parameter; write --parameter NAME=VALUE" in explained("cloudtrail-enabled", target, "--parameter", parameter, code=2)


PATTERN = {"source": ["aws.ecr"], "detail": {"action": ["PUSH"], "tag": ["latest"]}}


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"source": "aws.ecr", "detail": {"action": "PUSH", "tag": "release"}}, [("tag", 'the event has "release"')]),
        ({"source": "aws.ecr", "detail": {"action": "PUSH"}}, [("tag", "the event has no such field")]),
        ({"source": "aws.ecs", "detail": {}}, [("source", 'the event has "aws.ecs"')]),
        ({"source": "aws.ecr", "detail": {"action": "PUSH", "tag": Unknown("parameter Tag")}}, [("tag", "the event has (parameter Tag)")]),
        ({"source": "aws.ecr", "detail": {"action": "PUSH", "tag": Unknown("p", sensitive=True)}}, [("tag", "the event has (sensitive)")]),
    ],
)
def test_of_an_event_pattern_the_fields_that_decide_are_told(event: Any, told: list[tuple[str, str]]) -> None:
    assert [(one.path[-1], one.note) for one in unmatched(PATTERN, event)] == told


@pytest.mark.parametrize(
    ("settle", "how"),
    [
        ("parameter Tag", "pass --parameter Tag=VALUE"),
        ("--closed AWS::Events::Rule", "pass --closed AWS::Events::Rule"),
        ("AWS::Region", "pass --parameter AWS::Region=REGION"),
        ("deployment", "scan the account after deployment"),
        ("AccessDenied: ecs:ListClusters", "permission that was refused: AccessDenied: ecs:ListClusters"),
        ("export vpc", "scan the template that exports vpc"),
        ("macro Loop", "--template-stage Processed"),
        ("collect AWS::ECS::Task", "gather AWS::ECS::Task into the snapshot"),
        ("collect AWS::ECS::Task from the account", "gather AWS::ECS::Task from the account into the snapshot"),
        ("collect the logs by hand", "settle this: collect the logs by hand"),
        ("parameter of the plan", "settle this: parameter of the plan"),
        ("--closed for good", "settle this: --closed for good"),
        ("something else", "settle this: something else"),
    ],
)
def test_each_doubt_names_what_to_pass(settle: str, how: str) -> None:
    assert how in how_to_settle(settle)


def finding(policy: str, resource: str, *related: str, part: str = "", verdict: Verdict = Verdict.FAIL, world: str = "w") -> Finding:
    steps = tuple(Related("", name, None) for name in related)
    mark = f"{policy}|{resource}|{world}"
    return Finding(policy, resource, "T", verdict, Severity.LOW, "", world, mark, part=Part((), part) if part else None, related=steps)


CAUSE, EFFECT = "cause", "effect"
RULES = [Rule(CAUSE, "", Severity.LOW, "", "", ""), Rule(EFFECT, "", Severity.LOW, "", "", "", follows=(CAUSE,))]


@pytest.mark.parametrize(
    ("cause", "effect", "follows"),
    [
        (finding(CAUSE, "a"), finding(EFFECT, "a"), True),
        (finding(CAUSE, "group", part="subnet"), finding(EFFECT, "subnet"), True),
        (finding(CAUSE, "launch"), finding(EFFECT, "service", "cluster", "launch"), True),
        (finding(CAUSE, "service", "launch"), finding(EFFECT, "launch"), True),
        (finding(CAUSE, "a", "vpc"), finding(EFFECT, "b", "vpc"), False),
        (finding(CAUSE, "a"), finding(EFFECT, "a", world="other"), False),
        (finding(CAUSE, "a", verdict=Verdict.UNKNOWN), finding(EFFECT, "a"), False),
        (finding(CAUSE, "a"), finding(EFFECT, "a", verdict=Verdict.UNKNOWN), False),
    ],
)
def test_a_finding_follows_another_on_its_path(cause: Finding, effect: Finding, follows: bool) -> None:
    """In whatever order they come."""
    for findings in ([cause, effect], [effect, cause]):
        found = {one.policy: one.follows for one in linked(findings, RULES)}

        assert found == {CAUSE: None, EFFECT: cause.fingerprint if follows else None}


def test_findings_that_follow_each_other_are_no_circle() -> None:
    rules = [replace(RULES[0], follows=(EFFECT,)), RULES[1]]
    first, second = linked([finding(CAUSE, "a"), finding(EFFECT, "a")], rules)

    assert (first.follows, second.follows) == (second.fingerprint, None)


def test_the_case_study_groups_what_follows() -> None:
    done = CliRunner().invoke(main, ["scan", str(BROKEN / "template.yaml"), "--format", "json"])
    findings = {one["policy"]: one for one in json.loads(done.stdout)["findings"] if one["verdict"] == "fail"}

    assert findings["private-subnet-routes-to-nat"]["follows"] == findings["ecs-instance-subnet-has-egress"]["fingerprint"]
    assert "and so high private-subnet-routes-to-nat" in CliRunner().invoke(main, ["scan", str(BROKEN / "template.yaml")]).stdout


def test_a_report_without_findings_says_what_was_met(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("Resources: {A: {Type: AWS::SNS::Topic}}\n", encoding="utf-8")
    text = explained("ecs-taskdef-container-count", tmp_path / "t.yaml")

    assert "holds no AWS::ECS::TaskDefinition" in " ".join(text.split())
