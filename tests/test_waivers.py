"""A waiver excuses what it is written for, while it may; everything else about it is said."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from scanner import scan, waiver_comments, waivers
from scanner.errors import UsageError
from scanner.marks import Marks
from scanner.report import Finding, Severity, Verdict, Waiver
from scanner.snapshot import Location, Resource, Snapshot
from tests.repositories import Repo, cluster, template

HERE = Location("a.yaml", 7, 3, 7, 4)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def file_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / waivers.NAME
    path.write_text(text, encoding="utf-8")
    return path


# ---------------------------------------------------------------- the text of one


def test_a_comment_says_policy_end_reason_owner_and_ticket_in_any_order():
    text = ' plimsoll:waive ecs-* owner=ann reason="old \\"box\\" = fine" until 2027-01-31 ticket=OPS-1'
    rule = waivers.comment_rule(text, HERE)

    assert rule is not None
    assert (rule.policy, rule.waiver.reason, rule.waiver.until) == ("ecs-*", 'old "box" = fine', "2027-01-31")
    assert (rule.waiver.owner, rule.waiver.ticket, rule.waiver.inline) == ("ann", "OPS-1", True)
    assert rule.waiver.location == Location("a.yaml", 7, 4, 7, 3 + len(text))


@pytest.mark.parametrize("text", ["words", " see plimsoll:waive in the docs", " plimsoll:waiver x", ""])
def test_words_about_waivers_are_none(text):
    assert waivers.comment_rule(text, HERE) is None


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        ("plimsoll:waive", "names its policy", 3),
        ("plimsoll:waive ecs-a", 'add reason="..."', 3),
        ("plimsoll:waive ecs-a because reason=x", '"because" means nothing here', 24),
        ("plimsoll:waive ecs-a reason=old box", "quote texts with spaces", 35),
        ('plimsoll:waive ecs-a reason="x', "quotes that do not close", 30),
        ("plimsoll:waive ecs-a reason=x until 2027-02-30", "is no day", 39),
        ("plimsoll:waive ecs-a reason=x until soon", "YYYY-MM-DD", 39),
        ("plimsoll:waive ecs-a reason=x until", "write until YYYY-MM-DD", 33),
        ("plimsoll:waive ecs-a reson=x", 'did you mean "reason"?', 24),
        ("plimsoll:waive ecs-a reason=x reason=y", "said twice", 33),
        ("plimsoll:waive a/../b reason=x", "no policy id or glob", 18),
        ("plimsoll:waive x reason=" + "y" * 5000, "too long", 3),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_column(text, says, column):
    with pytest.raises(UsageError, match=r"a\.yaml:7:") as caught:
        waivers.comment_rule(text, HERE)

    assert says in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [("ecs-*", "ecs-a", True), ("*", "", True), ("a?c", "abc", True), ("a*b*c", "a-b-c", True), ("a*b", "abc", False), ("", "a", False)],
)
def test_a_glob_is_the_whole_text(pattern, text, fits):
    assert waivers.glob(pattern, text) is fits


def test_a_hostile_glob_takes_no_time():
    started = time.perf_counter()

    assert not waivers.glob("*a" * 100 + "b", "a" * 5000)
    assert time.perf_counter() - started < 2


# ---------------------------------------------------------------- beside what it waives


def attached(tmp_path: Path, name: str, text: str) -> list[tuple[str, int]]:
    """(policy, line of the resource) of the waivers of a file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = waiver_comments.read(str(path))

    assert found.problems == []
    return [(rule.policy, rule.block.line) for rule in found.rules if rule.block is not None]


def test_a_comment_of_a_template_is_for_the_block_that_holds_it_or_follows_it(tmp_path):
    text = """Resources:
  # plimsoll:waive above reason=x

  # more words
  First:
    Type: AWS::ECS::Cluster # plimsoll:waive behind reason=x
    # plimsoll:waive inside reason=x
    Properties:
# plimsoll:waive outdented reason=x
      ClusterName: "# plimsoll:waive text reason=x"
      Other: |
        # plimsoll:waive block-text reason=x
      # plimsoll:waive last reason=x
  Second:
    Type: AWS::ECS::Cluster
"""

    assert attached(tmp_path, "a.yaml", text) == [("above", 5), ("behind", 5), ("inside", 5), ("outdented", 5), ("last", 5)]


def test_a_comment_of_terraform_is_for_the_block_that_holds_it_or_follows_it(tmp_path):
    text = """# plimsoll:waive hash reason=x
// plimsoll:waive slashes reason=x
/* plimsoll:waive star reason=x */
resource "aws_ecs_cluster" "é" {
  name = "é" # plimsoll:waive inside reason=x
  tags = <<T
# plimsoll:waive text reason=x
T
  setting {
    # plimsoll:waive nested reason=x
  }
}
/*
 * plimsoll:waive lines reason=x
 */
data "a" "b" {}
"""

    assert attached(tmp_path, "a.tf", text) == [
        ("hash", 4),
        ("slashes", 4),
        ("star", 4),
        ("inside", 4),
        ("nested", 4),
        ("lines", 16),
    ]


def test_a_comment_property_of_terraforms_json_is_for_the_resource_that_holds_it(tmp_path):
    text = """{"resource": {"aws_ecs_cluster": {"c": {
  "//": "plimsoll:waive outer reason=x",
  "name": "c",
  "setting": [{"//": ["words", "plimsoll:waive inner reason=\\"x y\\""], "name": "containerInsights"}]},
 "d": [
  {"//": "plimsoll:waive listed reason=x\\nplimsoll:waive second reason=x"}]}},
 "data": [{"a": {"b": {
   "//": "plimsoll:waive read reason=x"}}}]}
"""

    assert attached(tmp_path, "a.tf.json", text) == [("outer", 1), ("inner", 1), ("listed", 6), ("second", 6), ("read", 7)]


def test_a_comment_property_on_a_line_with_two_resources_waives_neither(tmp_path):
    """Findings are told apart by their lines."""
    path = tmp_path / "a.tf.json"
    path.write_text('{"resource": {"a": {"b": {"//": "plimsoll:waive x reason=y"}, "c": {}}}}', encoding="utf-8")
    found = waiver_comments.read(str(path))

    assert found.rules == []
    assert [(problem.line, problem.column) for problem in found.problems] == [(1, 34)]


def test_a_waiver_in_terraforms_json_waives(repo):
    body = {"//": "plimsoll:waive * reason=json", "name": "c"}
    repo.files({"main.tf.json": json.dumps({"resource": {"aws_ecs_cluster": {"c": body}}}, indent=2)})
    found = repo.scan()

    assert found.code == 0
    assert {finding["waiver"]["reason"] for finding in found.report["findings"] if finding["verdict"] == "fail"} == {"json"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tf.json", '{"//": "plimsoll:waive x reason=y"}'),
        ("a.tf.json", '{"resource": {"//": "plimsoll:waive x reason=y", "a": {"b": {}}}}'),
        ("a.tf.json", '{"variable": {"v": {"//": "plimsoll:waive x reason=y"}}}'),
        ("a.yaml", "# plimsoll:waive x reason=y\nParameters: {}\nResources:\n  A: {Type: AWS::ECS::Cluster}\n"),
        ("a.yaml", "Resources:\n  A: {Type: AWS::ECS::Cluster}\n# plimsoll:waive x reason=y\n"),
        ("a.tf", 'module "m" {\n  # plimsoll:waive x reason=y\n}\n'),
        ("a.tf", '# plimsoll:waive x reason=y\nlocals {}\nresource "a" "b" {}\n'),
    ],
)
def test_a_waiver_beside_no_resource_is_told(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = waiver_comments.read(str(path))

    assert [str(problem).partition("; ")[0].rpartition(": ")[2] for problem in found.problems] == ["this waiver stands beside no resource"]
    assert found.rules == []


def test_metadata_of_a_template_waives(repo):
    said = {"policy": "cluster-has-insights", "reason": "old", "until": "2999-01-31", "owner": "ann", "ticket": "T-1"}
    resource = {"Type": "AWS::ECS::Cluster", "Metadata": {"plimsoll": {"waive": [said]}}, "Properties": {"ClusterName": "x"}}
    repo.files({"a.json": json.dumps({"Resources": {"Cluster": resource}}, indent=2)})
    found = repo.scan()

    assert found.code == 0
    (finding,) = found.report["findings"]
    assert finding["waiver"]["reason"] == "old" and finding["waiver"]["inline"] is True
    assert finding["waiver"]["location"]["file"] == "a.json"


@pytest.mark.parametrize("wrong", [{"policy": "x"}, "x", {"policy": "x", "reason": "y", "resource": "z"}, {"policy": "x", "reason": ["y"]}])
def test_metadata_that_cannot_be_meant_is_told_with_its_line(repo, wrong):
    resource = {"Type": "AWS::ECS::Cluster", "Metadata": {"plimsoll": {"waive": [wrong]}}}
    repo.files({"a.json": json.dumps({"Resources": {"Cluster": resource}}, indent=2)})
    found = repo.scan()

    assert found.code == 1
    assert "a.json:8:" in found.notes or "a.json:9:" in found.notes or "a.json:1" in found.notes


def test_a_hostile_file_of_comments_is_bounded(tmp_path):
    path = tmp_path / "a.yaml"
    many = "  # plimsoll:waive x reason=y\n" * 60_000
    path.write_text(f"Resources:\n{many}  A:\n    Type: AWS::ECS::Cluster\n", encoding="utf-8")
    started = time.perf_counter()
    found = waiver_comments.read(str(path))

    assert len(found.rules) + len(found.problems) <= 2 * waiver_comments.MOST
    assert time.perf_counter() - started < 20


# ---------------------------------------------------------------- files of waivers


def test_every_key_of_a_file_is_read(tmp_path):
    text = """
waivers:
  - policy: ecs-*
    resource: ["*#Legacy*", "arn:aws:ecs:*"]
    account: "111122223333"
    region: eu-west-1
    path: services/old
    tag: {team: "shop-*"}
    reason: replaced in spring
    owner: ann
    ticket: OPS-1
    until: 2027-01-31
"""
    (rule,) = waivers.read(file_of(tmp_path, text))

    assert set(waivers.KEYS) == {line.strip(" -").split(":")[0] for line in text.splitlines()[2:]}
    assert rule.resource == ("*#Legacy*", "arn:aws:ecs:*")
    assert (rule.account, rule.region, rule.path, rule.tag) == (("111122223333",), ("eu-west-1",), ("services/old",), {"team": "shop-*"})
    assert rule.waiver == Waiver("replaced in spring", "2027-01-31", "ann", "OPS-1", rule.waiver.location)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "waivers: and a list"),
        ("waivers: x", "waivers: and a list"),
        ("waiver: []", 'unknown key "waiver"'),
        ("waivers: [x]", "a mapping with policy and reason"),
        ("waivers: [{policy: x}]", "needs reason"),
        ("waivers: [{reason: x}]", "needs policy"),
        ("waivers: [{policy: x, reason: ''}]", '"reason" is text'),
        ("waivers: [{policy: x, reason: y, util: 2027-01-01}]", 'did you mean "until"?'),
        ("waivers: [{policy: x, reason: y, until: 2027-13-01}]", "is no day"),
        ("waivers: [{policy: x, reason: y, tag: z}]", '"tag" is a mapping'),
        ("waivers: [{policy: x, reason: y, owner: [z]}]", '"owner" is text'),
        (f"waivers: [{{policy: x, reason: {'y' * 2000}}}]", "of at most 1,000 characters"),
        ("waivers: [", "waivers.yaml:1:"),
        ("waivers: [" + "{policy: x, reason: y}," * 2001 + "]", "more than 2,000 waivers"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_with_its_line(tmp_path, text, says):
    with pytest.raises(UsageError, match=r"plimsoll-waivers\.yaml:") as caught:
        waivers.read(file_of(tmp_path, text))

    assert says in str(caught.value)
    assert caught.value.line is not None


@pytest.mark.parametrize(
    ("selector", "fits"),
    [
        ("resource: Cluster", True),
        ("resource: 'infra/a.yaml#*'", True),
        ("resource: Other", False),
        ("path: infra", True),
        ("path: 'inf*/a.yaml'", True),
        ("path: a.yaml", False),
        ("tag: {team: 'sh*'}", True),
        ("tag: {team: other}", False),
        ("tag: {stage: '*'}", False),
        ("account: '*'", False),
        ("region: eu-west-1", False),
        ("resource: Cluster, path: other", False),
    ],
)
def test_each_selector_that_is_stated_must_fit(repo, selector, fits):
    text = template(cluster()).replace("      ClusterSettings", "      Tags: [{Key: team, Value: shop}]\n      ClusterSettings")
    said = f"waivers:\n  - {{policy: cluster-has-insights, reason: x, {selector}}}\n"
    repo.files({"infra/a.yaml": text, "plimsoll-waivers.yaml": said})
    found = repo.scan()

    assert found.states == {"infra/a.yaml#Cluster": " waived" if fits else ""}
    assert found.code == (0 if fits else 1)
    assert ("excuses nothing here" in found.notes) is not fits


def test_a_waived_finding_stays_in_the_report_and_is_counted(repo):
    repo.files({"a.yaml": template(cluster(), cluster("Second", before="  # plimsoll:waive cluster-has-insights reason=x\n"))})
    found = repo.scan()

    assert found.states == {"a.yaml#Cluster": "", "a.yaml#Second": " waived"}
    assert found.summary["verdicts"]["fail"] == 2
    assert found.summary["waived"] == 1
    assert found.code == 1


def test_inline_waivers_can_be_switched_off(repo):
    repo.files({"a.yaml": template(cluster(before="  # plimsoll:waive cluster-has-insights reason=x\n"))})

    assert repo.scan("--no-inline-waivers").states == {"a.yaml#Cluster": ""}
    repo.files({"plimsoll.yaml": "inline-waivers: false\n"})
    assert repo.scan().states == {"a.yaml#Cluster": ""}


def test_a_waiver_that_has_ended_excuses_nothing_and_is_told(repo):
    repo.files({"a.yaml": template(cluster(before="  # plimsoll:waive cluster-has-insights until 2020-02-29 reason=x\n"))})
    found = repo.scan()

    assert found.states == {"a.yaml#Cluster": ""}
    assert "a.yaml:3: the waiver of cluster-has-insights ended on 2020-02-29" in found.notes
    assert found.code == 1


def test_the_last_day_of_a_waiver_still_holds(repo):
    day = scan.today()
    repo.files({"a.yaml": template(cluster(before=f"  # plimsoll:waive cluster-has-insights until {day} reason=x\n"))})

    assert repo.scan().states == {"a.yaml#Cluster": " waived"} or scan.today() != day


def test_a_waiver_longer_than_its_severity_allows_does_not_hold(repo):
    text = template(
        cluster(before="  # plimsoll:waive cluster-has-insights until 2999-01-01 reason=x\n"),
        cluster("Endless", before="  # plimsoll:waive cluster-has-insights reason=x\n"),
    )
    repo.files({"a.yaml": text, "plimsoll.yaml": "waiver-days: {high: 90}\n"})
    found = repo.scan()

    assert found.states == {"a.yaml#Cluster": "", "a.yaml#Endless": ""}
    assert "waivers of high findings last 90 days at most" in found.notes
    assert "states no end" in found.notes
    repo.files({"plimsoll.yaml": "waiver-days: {critical: 90}\n"})
    assert set(repo.scan().states.values()) == {" waived"}


def test_days_are_counted_to_the_last_one():
    rule = waivers.comment_rule("plimsoll:waive x until 2027-01-31 reason=y", HERE)

    assert rule is not None
    assert waivers.days_left("2027-01-31", "2027-01-01") == 30
    assert waivers.over_long(rule, Severity.HIGH, {"high": 30}, "2027-01-01") is None
    assert "ends in 31 days" in (waivers.over_long(rule, Severity.HIGH, {"high": 30}, "2026-12-31") or "")


def test_unused_over_broad_and_misnamed_waivers_are_told(repo):
    said = """waivers:
  - {policy: cluster-has-insights, resource: Gone, reason: x}
  - {policy: "*", reason: x}
  - {policy: cluster-has-insight, reason: x}
  - {policy: ecs-task-no-privileged, reason: x}
"""
    repo.files({"a.yaml": template(cluster()), "plimsoll-waivers.yaml": said})
    notes = repo.scan().notes

    assert "plimsoll-waivers.yaml:2: the waiver of cluster-has-insights excuses nothing here" in notes
    assert "plimsoll-waivers.yaml:3: the waiver of * is over-broad" in notes
    assert 'plimsoll-waivers.yaml:4: there is no policy "cluster-has-insight"; did you mean "cluster-has-insights"?' in notes


def test_a_malformed_inline_waiver_waives_nothing_and_is_told(repo):
    repo.files({"a.yaml": template(cluster(before="  # plimsoll:waive cluster-has-insights\n"))})
    found = repo.scan()

    assert found.code == 1
    assert "a.yaml:3:5: a waiver says why" in found.notes


def test_a_malformed_file_ends_the_run(repo):
    repo.files({"a.yaml": template(cluster()), "plimsoll-waivers.yaml": "waivers: [{policy: x}]\n"})
    found = repo.scan()

    assert found.code == 2
    assert "plimsoll-waivers.yaml:1:11: a waiver needs reason" in found.error


def test_unknown_findings_are_excused_too(repo):
    text = template(
        cluster(value="!Ref A", before="  # plimsoll:waive cluster-has-insights reason=x\n"), before="Parameters: {A: {Type: String}}\n"
    )
    repo.files({"a.yaml": text})

    assert repo.scan("--strict").code == 0
    assert repo.scan("--strict", "--no-inline-waivers").code == 1


def test_a_waiver_in_terraform_waives_every_instance_of_its_block(repo):
    comment = '# plimsoll:waive cluster-has-insights reason="all of them"\n'
    text = comment + 'resource "aws_ecs_cluster" "c" {\n  count = 2\n  name  = "c${count.index}"\n}\n'
    repo.files({"main.tf": text})
    found = repo.scan()

    assert len(found.states) == 2 and set(found.states.values()) == {" waived"}
    assert found.code == 0


# ---------------------------------------------------------------- plimsoll waivers


def test_all_waivers_are_listed_with_the_days_left(repo):
    comment = '  # plimsoll:waive cluster-has-insights until 2020-01-31 reason="::error::x" owner=ann\n'
    repo.files(
        {
            "infra/a.yaml": template(cluster(before=comment)),
            "main.tf": '# plimsoll:waive * reason="tf"\nresource "aws_ecs_cluster" "c" {}\n',
            "plimsoll-waivers.yaml": "waivers:\n  - {policy: ecs-*, path: infra, reason: x, until: 2999-12-31}\n",
        }
    )
    done = repo.run("waivers")

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].startswith("ended ") and "infra/a.yaml:3" in lines[0]
    assert lines[1] == "    \\::error::x (owner ann)"  # a runner takes a line that begins with two colons as a command
    assert "days left (until 2999-12-31)  ecs-*  plimsoll-waivers.yaml:2" in done.stdout
    assert "no end  *  main.tf:1  OVER-BROAD" in done.stdout
    assert lines[-1] == "3 waivers: 2 hold, 0 of them end within 14 days; 1 ended"


def test_the_list_for_programs_has_all_of_it(repo):
    repo.files({"a.yaml": template(cluster(before="  # plimsoll:waive x reason=y until 2020-01-31\n  # plimsoll:waive\n"))})
    done = repo.run("waivers", ".", "--format", "json")
    said = json.loads(done.stdout)

    assert done.returncode == 2
    assert said["schema"] == "plimsoll/waivers/v1"
    (one,) = said["waivers"]
    assert (one["policy"], one["state"], one["inline"], one["overBroad"]) == ("x", "ended", True, False)
    assert one["daysLeft"] < 0
    assert [problem["line"] for problem in said["problems"]] == [4]


# ---------------------------------------------------------------- accounts


def test_a_waiver_of_an_account_and_region_fits_what_was_found_there():
    resource = Resource("AWS::ECS::Cluster", "arn:x", {"Tags": [{"Key": "team", "Value": "shop"}]}, "111122223333", "eu-west-1")
    snapshot = Snapshot("111122223333", (resource,), live=True)
    said = Waiver("x")
    there = waivers.Rule("p*", said, account=("1111*",), region=("eu-west-1",), tag={"team": "*"})
    elsewhere = waivers.Rule("p", said, account=("444455556666",))

    def marked(*rules: waivers.Rule) -> Waiver | None:
        marks = Marks(rules, inline=True, lifetimes={}, day="2026-01-01")
        marks.begin(snapshot)
        made = Finding(
            "p", "arn:x", "AWS::ECS::Cluster", Verdict.FAIL, Severity.LOW, "m", "w", "f", account="111122223333", region="eu-west-1"
        )
        return marks.mark(made).waiver

    assert marked(elsewhere, there) is said
    assert marked(elsewhere) is None


def test_a_report_lists_every_waiver_with_what_became_of_it(repo):
    said = """waivers:
  - {policy: cluster-has-insights, resource: Cluster, reason: x, owner: shop, until: 2999-01-01}
  - {policy: cluster-has-insights, resource: Gone, reason: x}
  - {policy: "*", reason: x, until: 2020-01-01}
  - {policy: ecr-repository-exists, reason: x}
"""
    repo.files({"a.yaml": template(cluster()), "plimsoll-waivers.yaml": said})

    listed = repo.scan().summary["exemptions"]

    assert [(one["policy"], one["state"], one["findings"], one.get("broad", False)) for one in listed] == [
        ("cluster-has-insights", "holds", 1, False),
        ("cluster-has-insights", "unused", 0, False),
        ("*", "ended", 0, True),
        ("ecr-repository-exists", "not-asked", 0, False),
    ]
    assert listed[0]["selects"] == {"resource": ["Cluster"]}
    assert (listed[0]["waiver"]["owner"], listed[0]["waiver"]["until"]) == ("shop", "2999-01-01")
