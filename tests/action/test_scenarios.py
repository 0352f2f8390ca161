"""The Action as a repository uses it: what a pull request gets to see, what is uploaded, and whether it may be merged."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.action.harness import Run, Step
from tests.action.repository import BROKEN, FAILING, MOVED, POLICY, SOUND, WAIVED, changed, git, on, pull_request, scanned

UPLOAD = "github/codeql-action/upload-sarif"


def uploaded(run: Run) -> dict[str, Any]:
    """The one SARIF file that was uploaded."""
    uses = run.using(UPLOAD)
    assert len(uses) == 1
    return dict(json.loads(Path(uses[0].given["sarif_file"]).read_text())["runs"][0])


def alerts(run: Run) -> list[str]:
    """The rules of the uploaded results."""
    return [result["ruleId"] for result in uploaded(run)["results"]]


def found(run: Run, *names: str) -> dict[str, str]:
    """Some outputs."""
    return {name: run.outputs[name] for name in names}


def test_a_clean_change_passes_and_uploads_an_empty_file(tmp_path: Path):
    """An empty file closes the alerts of before."""
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"README.md": "hello"}, fail_on="high")

    assert run.outcome == "success"
    assert found(run, "conclusion", "exit-code", "failed", "new") == {"conclusion": "success", "exit-code": "0", "failed": "0", "new": "0"}
    assert alerts(run) == []
    assert [one for one in run.annotations if one.level == "error"] == []


def test_a_change_that_adds_a_finding_fails_after_the_upload(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"t.yaml": FAILING}, fail_on="new:high")

    assert run.outcome == "failure"
    assert found(run, "conclusion", "exit-code", "new", "fixed", "high") == {
        "conclusion": "failure",
        "exit-code": "1",
        "new": "1",
        "fixed": "0",
        "high": "1",
    }
    assert alerts(run) == [POLICY]
    assert [(one.level, one.title, one.file) for one in run.annotations if one.title == POLICY] == [("error", POLICY, "t.yaml")]
    assert POLICY in run.summary


def test_a_change_that_fixes_a_finding_passes_and_says_so(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": FAILING}, {"t.yaml": SOUND}, fail_on="high")

    assert run.outcome == "success"
    assert found(run, "new", "fixed", "failed") == {"new": "0", "fixed": "1", "failed": "0"}
    assert alerts(run) == []


def test_a_change_that_only_moves_lines_adds_nothing(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": FAILING}, {"t.yaml": MOVED}, fail_on="new:low")

    assert run.outcome == "success"
    assert found(run, "new", "fixed", "failed", "high") == {"new": "0", "fixed": "0", "failed": "1", "high": "1"}
    assert alerts(run) == [POLICY]  # it is still open on GitHub
    assert [one for one in run.annotations if one.title == POLICY] == []


def test_what_was_there_before_is_annotated_on_request(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": FAILING}, {"t.yaml": MOVED}, fail_on="new:low", annotations="all")

    assert [one.title for one in run.annotations if one.file] == [POLICY]


def test_a_fork_gets_summary_and_gate_without_an_upload(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"t.yaml": FAILING}, fork=True, fail_on="new:high")

    assert run.outcome == "failure"
    assert run.using(UPLOAD) == []
    assert POLICY in run.summary
    assert any("fork" in one.message for one in run.annotations if one.level == "notice")


def test_a_refused_upload_is_a_warning(tmp_path: Path):
    """A repository without code scanning is scanned all the same."""
    run = scanned(tmp_path, {"t.yaml": SOUND}, {}, fail_on="high", uses={UPLOAD: lambda _: Step("failure")})

    assert run.outcome == "success"
    assert any("code scanning" in one.message for one in run.annotations if one.level == "warning")


def test_a_refused_upload_that_was_insisted_on_fails(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {}, fail_on="high", upload_sarif="true", uses={UPLOAD: lambda _: Step("failure")})

    assert run.outcome == "failure"
    assert run.outputs["conclusion"] == "success"


def test_a_broken_template_hides_nothing(tmp_path: Path):
    """What can be read is judged; the rest is said, everywhere."""
    run = scanned(tmp_path, {"t.yaml": SOUND, "u.yaml": SOUND}, {"u.yaml": BROKEN}, fail_on="high")

    assert run.outcome == "success"
    assert run.outputs["gaps"] == "1"
    assert "u.yaml" in run.summary
    assert any("could not be read" in one.message for one in run.annotations if one.level == "warning")
    assert "u.yaml" in json.dumps(uploaded(run)["invocations"])


def test_a_broken_template_fails_a_strict_run(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"u.yaml": BROKEN}, fail_on="none", strict="true")

    assert run.outcome == "failure"
    assert found(run, "conclusion", "exit-code") == {"conclusion": "failure", "exit-code": "4"}


def test_nothing_to_scan_fails_and_closes_the_alerts(tmp_path: Path):
    """The last template was removed: what it failed is gone."""
    run = scanned(tmp_path, {"t.yaml": FAILING, "README.md": "hello"}, {"t.yaml": None})

    assert run.outcome == "failure"
    assert found(run, "conclusion", "exit-code") == {"conclusion": "error", "exit-code": "3"}
    assert alerts(run) == []
    assert uploaded(run)["invocations"][0]["executionSuccessful"] is True
    assert any("nothing to scan" in one.message for one in run.annotations if one.level == "error")
    assert "nothing to scan" in run.summary


def test_nothing_to_scan_may_be_right(tmp_path: Path):
    run = scanned(tmp_path, {"README.md": "hello"}, {}, if_nothing_to_scan="warn")

    assert run.outcome == "success"
    assert any("nothing to scan" in one.message for one in run.annotations if one.level == "warning")


def test_a_change_that_waives_itself_is_not_excused(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"t.yaml": WAIVED}, fail_on="new:high")

    assert run.outcome == "failure"
    assert found(run, "new", "waived") == {"new": "1", "waived": "0"}
    assert alerts(run) == [POLICY]


def test_a_change_that_loosens_its_own_gate_is_not_excused(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"t.yaml": FAILING, "plimsoll.yaml": f"fail-on: none\nignore: [{POLICY}]\n"})

    assert run.outcome == "failure"
    assert run.outputs["new"] == "1"
    assert POLICY in run.summary


def test_a_command_that_cannot_be_meant_closes_no_alert(tmp_path: Path):
    """GitHub keeps what it knows where an execution was not successful."""
    run = scanned(tmp_path, {"t.yaml": FAILING}, {}, pack="no-such-pack")

    assert run.outcome == "failure"
    assert found(run, "conclusion", "exit-code") == {"conclusion": "error", "exit-code": "2"}
    assert uploaded(run)["invocations"][0]["executionSuccessful"] is False
    assert any("no-such-pack" in one.message for one in run.annotations if one.level == "error")
    assert "no-such-pack" in run.summary


def test_a_push_is_compared_with_nothing(tmp_path: Path):
    changed(tmp_path / "repository", {"t.yaml": FAILING}, {})
    run = on(tmp_path, {"event_name": "push"}, fail_on="high")

    assert run.outcome == "failure"
    assert found(run, "new", "failed") == {"new": "1", "failed": "1"}


def test_unknowns_and_assumptions_are_in_the_summary(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": SOUND}, {"t.yaml": FAILING}, fail_on="none", select="")

    assert run.outcome == "success"
    assert int(run.outputs["unknown"]) > 0
    assert "Not known" in run.summary
    assert "Assumed" in run.summary


def test_reports_are_where_the_outputs_say(tmp_path: Path):
    run = scanned(
        tmp_path, {"t.yaml": FAILING}, {}, formats="html\njunit=out.xml", sarif_file="mine.sarif", fail_on="none", artifact="reports"
    )

    assert all(Path(run.outputs[name]).stat().st_size for name in ("sarif-file", "json-file", "html-file", "summary-file"))
    assert run.outputs["sarif-file"] == str(tmp_path / "repository" / "mine.sarif")
    assert (tmp_path / "repository" / "out.xml").exists()
    assert run.using("actions/upload-artifact")[0].given["path"] == run.outputs["directory"]


def test_a_category_names_the_results(tmp_path: Path):
    run = scanned(tmp_path, {"t.yaml": FAILING}, {}, category="shop", fail_on="none")

    assert run.outcome == "success"
    assert uploaded(run)["automationDetails"]["id"] == "shop/"


def test_names_of_an_attacker_are_inert(tmp_path: Path):
    """A resource's name that would be a workflow command, an output, markup."""
    evil = "x\n::error::pwned\n::set-env name=PATH::/tmp\n::stop-commands::x\nnew=0\n<script>alert(1)</script>\n`|"
    data = {"ImageId": "ami-1", "UserData": {"Fn::Base64": "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"}}
    template = json.dumps({"Resources": {evil: {"Type": "AWS::AutoScaling::LaunchConfiguration", "Properties": data}}})
    run = scanned(tmp_path, {"t.json": SOUND}, {"t.json": template}, fail_on="new:high")

    assert run.outputs["new"] == "1"
    assert run.commands == []
    assert [one.message for one in run.annotations if one.message == "pwned"] == []
    assert run.exported == {}
    assert run.path == []
    assert "<script>" not in run.summary


def test_waivers_of_the_base_hold_and_their_end_is_announced(tmp_path: Path):
    """Expiring: within 14 days."""
    until = (date.today() + timedelta(days=10)).isoformat()
    waived = WAIVED.replace("2027-01-31", until)
    run = scanned(tmp_path, {"t.yaml": waived}, {"README.md": "hello"}, fail_on="high")

    assert run.outcome == "success"
    assert found(run, "failed", "new", "waived", "expiring") == {"failed": "0", "new": "0", "waived": "1", "expiring": "1"}
    assert alerts(run) == []
    assert until in run.summary


def test_a_shallow_clone_is_compared_or_says_why_not(tmp_path: Path):
    """Its origin cannot be reached here, so everything counts as new."""
    base = changed(tmp_path / "origin", {"t.yaml": FAILING}, {"t.yaml": MOVED})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/origin", "repository")
    git(tmp_path / "repository", "remote", "set-url", "origin", "https://127.0.0.1:9/harbor/shop")
    run = on(tmp_path, pull_request(base), fail_on="new:high")

    assert run.outcome == "failure"
    assert run.outputs["new"] == "1"
    assert "cannot be had" in run.summary


def test_the_token_reaches_the_steps_that_need_it_alone(tmp_path: Path):
    """Nothing of the log shows it, and nothing is written for later steps of the job."""
    said = "s3cret-token"
    run = scanned(tmp_path, {"t.yaml": SOUND}, {}, fail_on="high", token=said)

    assert said not in run.log + run.summary
    assert run.exported == {}
