"""Findings of two runs are paired by what they are; a saved report is a base like any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner import gate, triage
from scanner.baseline import Renames, compared, end_of
from scanner.errors import UsageError
from scanner.marks import Marks
from scanner.records import replace
from scanner.report import Evidence, Finding, Header, Part, Report, Rule, Severity, Summary, Verdict, Waiver
from scanner.snapshot import Gap
from tests.repositories import Repo, cluster, template


def finding(resource: str = "a.yaml#Cluster", **changes: Any) -> Finding:
    """A failing finding, with a fingerprint of its own for each resource, part and clause."""
    key = changes.pop("key", "")
    clause = changes.pop("clause", "x")
    made = Finding(
        policy="p",
        resource=resource,
        type="AWS::ECS::Cluster",
        verdict=Verdict.FAIL,
        severity=Severity.HIGH,
        message="m",
        world=resource.partition("#")[0],
        fingerprint=f"{resource}/{key}/{clause}",
        part=Part((), key) if key else None,
        evidence=(Evidence(clause),),
    )
    return replace(made, **changes)


def states(found: list[Finding]) -> list[tuple[str, str | None]]:
    return [(one.resource, one.state) for one in found]


def test_a_finding_is_known_by_its_fingerprint_whatever_its_place_and_words():
    known = finding(message="other words", severity=Severity.LOW, world="elsewhere")

    assert states(compared([finding()], [known])) == [("a.yaml#Cluster", "unchanged")]


def test_each_finding_has_one_partner():
    assert states(compared([finding(), finding()], [finding()])) == [("a.yaml#Cluster", "unchanged"), ("a.yaml#Cluster", "new")]


def test_a_part_or_clause_that_is_not_in_the_base_is_new():
    head = [finding(key="web"), finding(key="db"), finding(key="web", clause="y")]

    assert [state for _, state in states(compared(head, [finding(key="web")]))] == ["unchanged", "new", "new"]


@pytest.mark.parametrize(
    ("head", "gone"),
    [
        (finding(verdict=Verdict.ERROR, clause="error"), False),
        (finding(verdict=Verdict.UNKNOWN, clause="y"), False),
        (finding(verdict=Verdict.UNKNOWN, key="db"), True),
        (finding("b.yaml#Cluster", verdict=Verdict.ERROR), True),
        (finding(verdict=Verdict.ERROR, policy="another"), True),
        (finding(verdict=Verdict.PASS), True),
    ],
)
def test_what_nobody_can_tell_is_not_gone(head: Finding, gone: bool):
    """The policy broke on the resource, or does not know its parts: whether the fail is still there is not known."""
    assert ("gone" in [one.state for one in compared([head], [finding(key="web")])]) is gone


def test_a_rename_leads_to_the_partner_in_id_and_part():
    renames = Renames({"a.yaml": "b.yaml"}, {"envs/prod": "envs/live"})
    head = [finding("b.yaml#Cluster", key="b.yaml#Part"), finding("envs/live#aws_ecs_cluster.c")]
    base = [finding("a.yaml#Cluster", key="a.yaml#Part"), finding("envs/prod#aws_ecs_cluster.c")]

    assert [state for _, state in states(compared(head, base, renames))] == ["unchanged", "unchanged"]


def test_a_rename_comes_before_a_twin():
    """Two templates with the same names, of which one moves: each stays what it was."""
    head = [finding("b.yaml#Cluster"), finding("c.yaml#Cluster")]
    base = [finding("a.yaml#Cluster"), finding("c.yaml#Cluster", verdict=Verdict.PASS)]

    assert states(compared(head, base, Renames({"a.yaml": "b.yaml"}, {}))) == [("b.yaml#Cluster", "unchanged"), ("c.yaml#Cluster", "new")]


def test_the_end_of_an_address_pairs_only_where_it_is_unique():
    head = [finding("b.yaml#Cluster"), finding("c.yaml#Cluster")]

    assert states(compared(head, [finding("a.yaml#Cluster")]))[:2] == [("b.yaml#Cluster", "new"), ("c.yaml#Cluster", "new")]
    assert states(compared(head[:1], [finding("a.yaml#Cluster")])) == [("b.yaml#Cluster", "unchanged")]


def test_the_end_of_an_address_pairs_no_resource_that_both_runs_have():
    base = [finding("a.yaml#Cluster"), finding("b.yaml#Cluster", verdict=Verdict.PASS)]
    head = [finding("a.yaml#Cluster", verdict=Verdict.PASS), finding("b.yaml#Cluster")]

    assert states(compared(head, base))[1:] == [("b.yaml#Cluster", "new"), ("a.yaml#Cluster", "gone")]


@pytest.mark.parametrize(
    ("identity", "end"),
    [
        ("a.yaml#Cluster", "Cluster"),
        ("envs/prod#aws_ecs_cluster.main", "aws_ecs_cluster.main"),
        ("envs/prod#module.app.module.b.aws_ecs_cluster.main[0]", "aws_ecs_cluster.main[0]"),
        ('envs/prod#module.app["a.b"].aws_ecs_cluster.main["x.y"]', 'aws_ecs_cluster.main["x.y"]'),
        ("arn:aws:ecs:eu-west-1:111122223333:cluster/main", "cluster/main"),
        ("web", "web"),
    ],
)
def test_the_end_of_an_address_is_free_of_files_modules_and_accounts(identity, end):
    assert end_of(identity) == end


def test_what_was_unknown_is_new_as_a_fail_and_a_fail_that_is_unknown_now_is_neither_new_nor_gone():
    unknown = finding(verdict=Verdict.UNKNOWN)

    assert states(compared([finding()], [unknown])) == [("a.yaml#Cluster", "new")]
    assert states(compared([unknown], [finding()])) == [("a.yaml#Cluster", "unchanged")]
    assert states(compared([unknown], [unknown])) == [("a.yaml#Cluster", "unchanged")]


def test_passes_have_no_state_and_what_the_run_does_not_cover_is_not_gone():
    assert states(compared([finding(verdict=Verdict.PASS)], [])) == [("a.yaml#Cluster", None)]
    assert compared([], [finding()], covered=lambda _: False) == []
    assert compared([], [finding(state="gone"), finding(verdict=Verdict.UNKNOWN)]) == []


def test_only_what_stands_beside_a_resource_in_the_base_is_inherited():
    inline, central = Waiver("x", inline=True), Waiver("x")

    assert compared([finding()], [finding(waiver=inline)], inherit=True)[0].waiver == inline
    assert compared([finding()], [finding(waiver=central)], inherit=True)[0].waiver is None
    assert compared([finding()], [finding(waiver=inline)])[0].waiver is None


# ---------------------------------------------------------------- the gate


def report(*findings: Finding, strict: bool = False, gaps: tuple[Gap, ...] = ()) -> Report:
    return Report(Header("1", "2026-01-01T00:00:00Z", (), (), strict=strict), findings, Summary(gaps=gaps))


@pytest.mark.parametrize(
    ("text", "changes", "code"),
    [
        ("low", {}, 1),
        ("critical", {}, 0),
        ("none", {}, 0),
        ("new", {}, 1),  # beside no base everything is new
        ("new:high", {"state": "new"}, 1),
        ("new:critical", {"state": "new"}, 0),
        ("new:low", {"state": "unchanged"}, 0),
        ("new:low,high", {"state": "unchanged"}, 1),
        ("low", {"state": "gone"}, 0),
        ("low", {"waiver": Waiver("x")}, 0),
        ("low", {"verdict": Verdict.UNKNOWN}, 0),
        ("none", {"verdict": Verdict.ERROR}, 2),
    ],
)
def test_the_gate_closes_for_what_it_says(text, changes, code):
    assert gate.exit_code(report(finding(**changes)), gate.read(text)) == code


def test_a_strict_gate_closes_for_unknowns_that_are_not_excused():
    unknown = finding(verdict=Verdict.UNKNOWN)

    assert gate.exit_code(report(unknown, strict=True), gate.read("low")) == 1
    assert gate.exit_code(report(unknown, strict=True), gate.read("none")) == 0
    assert gate.exit_code(report(replace(unknown, state="unchanged"), strict=True), gate.read("new")) == 0
    assert gate.exit_code(report(replace(unknown, waiver=Waiver("x")), strict=True), gate.read("low")) == 0
    assert gate.exit_code(report(strict=True, gaps=(Gap("*", "x"),)), gate.read("none")) == 4


@pytest.mark.parametrize("text", ["", "awful", "new:", "old:high", "new:new", "low,,high", "none,low", ",".join(["low"] * 11)])
def test_a_gate_that_cannot_be_meant_is_refused(text):
    with pytest.raises(UsageError, match="--fail-on"):
        gate.read(text)


# ---------------------------------------------------------------- --baseline


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def saved(repo: Repo) -> str:
    path = repo.path.parent / "base.json"
    path.write_text(json.dumps(repo.scan().report), encoding="utf-8")
    return str(path)


def test_a_saved_report_is_a_base(repo):
    repo.files({"a.yaml": template(cluster(), cluster("Mended"))})
    base = saved(repo)
    repo.files({"a.yaml": template(cluster(), cluster("Mended", "enabled")), "b.yaml": template(cluster("Other"))})
    found = repo.scan("--baseline", base, "--fail-on", "new:high")

    assert found.states == {"a.yaml#Cluster": "unchanged", "b.yaml#Other": "new", "a.yaml#Mended": "gone"}
    assert found.summary["states"] == {"new": 1, "unchanged": 1, "gone": 1}
    assert "compared with a report of" in found.notes
    assert found.code == 1


def test_a_report_with_a_baseline_is_a_baseline(repo):
    repo.files({"a.yaml": template(cluster(), cluster("Mended"))})
    base = saved(repo)
    repo.files({"a.yaml": template(cluster(), cluster("Mended", "enabled"))})
    Path(base).write_text(json.dumps(repo.scan("--baseline", base).report), encoding="utf-8")

    assert repo.scan("--baseline", base).states == {"a.yaml#Cluster": "unchanged"}


def test_what_is_not_scanned_is_not_gone(repo):
    repo.files({"infra/a.yaml": template(cluster()), "b.yaml": template(cluster("Other"))})
    base = saved(repo)
    done = repo.run("scan", "infra", "--policies", str(repo.rules), "--no-builtin", "--baseline", base)

    assert "0 new, 1 unchanged, 0 gone" in done.stdout


@pytest.mark.parametrize(("text", "says"), [("{", "not a report"), ('{"schema": "x"}', "not known here"), (None, "name a report")])
def test_what_is_no_report_is_refused(repo, text, says):
    repo.files({"a.yaml": template(cluster())})
    path = repo.path.parent / "base.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    found = repo.scan("--baseline", str(path))

    assert found.code == 2
    assert says in found.error and "Traceback" not in found.error


def test_a_base_and_a_baseline_exclude_each_other(repo):
    repo.base(a_yaml=template(cluster()))

    assert "exclude each other" in repo.scan("--base", "main", "--baseline", "x.json").error


def test_what_was_not_read_in_an_account_is_not_gone():
    """A region that was denied, and an account that was not audited, say nothing of what is gone."""
    known = finding("arn:x", world="111122223333", account="111122223333", region="eu-west-1")
    other = finding("arn:y", world="444455556666", account="444455556666", region="eu-west-1")
    before = report(known, other)

    def after(*gaps: Gap) -> tuple[list[tuple[str, str | None]], str]:
        rule = Rule("p", "t", Severity.HIGH, "c", "w", "f")
        run = Report(Header("1", "2026-01-01T00:00:00Z", ("111122223333",), (rule,)), (), Summary(gaps=gaps))
        done = triage.finished(run, Marks((), lifetimes={}, day="2026-01-01"), before)
        return states(list(done.findings)), " ".join(done.summary.notes)

    assert after()[0] == [("arn:x", "gone")]
    denied = Gap("AWS::ECS::Cluster", "denied", account="111122223333", region="eu-west-1", kind="denied")
    assert after(denied)[0] == []
    assert "111122223333 eu-west-1 was not wholly read" in after(denied)[1]
    assert after(replace(denied, region="us-east-1"))[0] == [("arn:x", "gone")]
