"""The GitHub Action's files: pinned whole, no input read by a shell, each one word of the command, the gate last, all documented."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
import yaml

from scanner import report_json
from scanner.cli import main
from scanner.outputs.standing import is_open
from scanner.report import Report
from tests.action.harness import Run, Runner, Step
from tests.action.repository import FAILING, MOVED, POLICY, changed
from tests.outputs.everything import beside_a_base, clean_report, report

ROOT = Path(__file__).parents[1]
ACTION = ROOT / "github-action"
FILES = [ACTION / "action.yml", ACTION / "comment" / "action.yml"]
SPECS: list[dict[str, Any]] = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES]
SPEC = SPECS[0]
STEPS: list[dict[str, Any]] = SPEC["runs"]["steps"]
SAID = "s3cret"
LOCKS = ["requirements.txt", "requirements-aws.txt"]

FAKE = """#!{python}
import json, os, sys
open({seen!r}, "w").write(json.dumps(sys.argv[1:]))
json.dump(dict(os.environ), open({seen!r} + ".env", "w"))
sys.stderr.write({complaint!r})
print("::error::from a resource's name")
print("```")
sys.exit({code})
"""


@dataclass(frozen=True)
class Ran:
    """A run of the Action, and the words that the command was given."""

    run: Run
    words: list[str]
    environment: dict[str, str]


def ran(tmp_path: Path, code: int = 0, complaint: str = "plimsoll: it broke\n", github: dict[str, Any] | None = None, **inputs: str) -> Ran:
    """Run the Action with a command that writes nothing and only says what it was given."""
    command, seen, workspace, temp = (tmp_path / name for name in ("plimsoll", "seen", "workspace", "temp"))
    workspace.mkdir(exist_ok=True)
    temp.mkdir(exist_ok=True)
    command.write_text(FAKE.format(python=sys.executable, seen=str(seen), complaint=complaint, code=code))
    command.chmod(0o755)
    installed = {"install": {"python": sys.executable, "plimsoll": str(command)}}
    run = Runner(workspace, temp, github or {}, instead=installed).run(ACTION, **inputs)
    given = json.loads(seen.read_text()) if seen.exists() else []
    environment = json.loads(Path(f"{seen}.env").read_text()) if seen.exists() else {}
    return Ran(run, [word for word in given if not word.startswith("--format=")], environment)


def module(name: str) -> ModuleType:
    """A module of the Action, which is no package."""
    sys.path.insert(0, str(ACTION))
    try:
        spec = importlib.util.spec_from_file_location(f"github_action_{name}", ACTION / f"{name}.py")
        assert spec is not None and spec.loader is not None
        made = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = made  # data classes look their module up
        spec.loader.exec_module(made)
        return made
    finally:
        sys.path.remove(str(ACTION))


def test_no_expression_stands_in_a_shell_script():
    """`${{ inputs.x }}` there would run what a pull request's author writes."""
    assert [step["name"] for spec in SPECS for step in spec["runs"]["steps"] if "${{" in step.get("run", "")] == []


def test_every_foreign_action_is_pinned_to_a_commit_whose_tag_is_named():
    workflows = [*(ACTION / "examples").glob("*.yml"), *(ROOT / ".github" / "workflows").glob("*.yml")]
    lines = [line.strip() for file in [*FILES, *workflows] for line in file.read_text().splitlines() if re.match(r"\s*(- )?uses:", line)]
    foreign = [line for line in lines if "OWNER/plimsoll" not in line]

    assert len(foreign) > 5
    assert [line for line in foreign if not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_one_action_is_pinned_to_one_commit():
    texts = [file.read_text() for file in [*FILES, *(ACTION / "examples").glob("*.yml"), *(ROOT / ".github" / "workflows").glob("*.yml")]]
    pins = {pin for text in texts for pin in re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40})", text)}

    assert [name for name, number in Counter(name for name, _ in pins).items() if number > 1] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_and_hashed(lock: str):
    text = (ACTION / lock).read_text().replace("\\\n", " ")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert all(re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", row) for row in rows)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_of_the_project_is_locked(lock: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = project["optional-dependencies"]["aws"] if "aws" in lock else []
    wanted = {re.split(r"[<>=!~\[ ]", row)[0].lower() for row in [*project["dependencies"], *extra]}
    locked = set(re.findall(r"^([\w.-]+)==", (ACTION / lock).read_text(), re.MULTILINE))

    assert wanted <= locked


def test_both_locks_hold_the_same_versions():
    pins = [set(re.findall(r"^[\w.-]+==\S+", (ACTION / lock).read_text(), re.MULTILINE)) for lock in LOCKS]

    assert pins[0] < pins[1]


def test_the_gate_is_last_and_upload_and_comment_come_whatever_happened():
    names = [step["name"] for step in STEPS]

    assert names[-1] == "Judge"
    assert names.index("Scan") < names.index("Upload to code scanning") < names.index("Comment")
    assert all(step["if"].startswith("always()") for step in STEPS[names.index("Scan") + 1 :])


def test_every_input_is_used_and_every_input_and_output_documented():
    documented = (ROOT / "docs" / "action.md").read_text()

    for spec in SPECS:
        steps = yaml.safe_dump(spec["runs"]["steps"])
        assert [name for name in spec["inputs"] if f"inputs.{name}" not in steps] == []
        assert [name for name in [*spec["inputs"], *spec["outputs"]] if f"| `{name}` |" not in documented] == []
    rows = set(re.findall(r"^\| `([\w-]+)` \|", documented, re.MULTILINE))
    assert rows - {name for spec in SPECS for name in [*spec["inputs"], *spec["outputs"]]} == set()


def test_a_default_is_documented_as_it_is():
    documented = (ROOT / "docs" / "action.md").read_text()
    defaults = {name: said["default"] for name, said in SPEC["inputs"].items() if said["default"] and "${{" not in said["default"]}

    assert [name for name, value in defaults.items() if f"| `{name}` | `{value}` |" not in documented] == []


def test_the_documented_examples_are_the_files():
    """Each begins with what it is for, which is shown; the rest is in the file."""
    documented = (ROOT / "docs" / "action.md").read_text()

    assert [file.name for file in (ACTION / "examples").iterdir() if f"github-action/examples/{file.name}" not in documented] == []


def test_the_examples_fit_together():
    """The workflow that comments waits for the one that scans, and takes the artifact that this one leaves."""
    first, second = (yaml.safe_load((ACTION / "examples" / name).read_text()) for name in ("pull-request.yml", "fork-comment.yml"))
    trigger = second[True]["workflow_run"]  # YAML 1.1 reads `on` as a truth
    scan = first["jobs"]["plimsoll"]["steps"][-1]["with"]
    fetch, comment = (step["with"] for step in second["jobs"]["comment"]["steps"])

    assert trigger["workflows"] == [first["name"]]
    assert scan["artifact"] == fetch["name"]
    assert comment["report"] == f"{fetch['path']}/plimsoll.json"


@pytest.mark.parametrize("name", ["pull-request.yml", "audit.yml"])
def test_an_example_gives_inputs_that_there_are(name: str):
    steps = next(iter(yaml.safe_load((ACTION / "examples" / name).read_text())["jobs"].values()))["steps"]

    assert set(steps[-1]["with"]) <= set(SPEC["inputs"])


def test_each_line_of_an_input_is_one_word(tmp_path: Path):
    made = ran(
        tmp_path,
        path="infra one\n  --no-builtin\n\n$(touch pwned)\n",
        closed="AWS::Events::Rule",
        strict="true",
        builtin="false",
        parameters="Name=a b\nTag=$(id)",
        variables="x=`id`",
        fail_on="new:high",
        config="; touch pwned",
        arguments="--jobs=2",
    )

    assert made.words == [
        "scan",
        "--parameter=Name=a b",
        "--parameter=Tag=$(id)",
        "--var=x=`id`",
        "--closed=AWS::Events::Rule",
        "--config=; touch pwned",
        "--fail-on=new:high",
        "--strict",
        "--no-builtin",
        "--jobs=2",
        "--",
        "infra one",
        "--no-builtin",
        "$(touch pwned)",
    ]
    assert not (tmp_path / "workspace" / "pwned").exists()


@pytest.mark.parametrize(
    ("event", "base", "words"),
    [
        ({"pull_request": {"number": 1, "base": {"sha": "a" * 40}}}, "auto", [f"--base={'a' * 40}"]),
        ({"merge_group": {"base_sha": "b" * 40}}, "auto", [f"--base={'b' * 40}"]),
        ({}, "auto", []),
        ({"pull_request": {"number": 1, "base": {"sha": "a" * 40}}}, "none", []),
        ({}, "origin/main", ["--base=origin/main"]),
    ],
)
def test_the_base_is_what_the_change_goes_to(tmp_path: Path, event: dict[str, Any], base: str, words: list[str]):
    made = ran(tmp_path, github={"event": event}, base=base)

    assert [word for word in made.words if word.startswith("--base")] == words


def test_an_audit_reads_no_files(tmp_path: Path):
    made = ran(tmp_path, command="audit", arguments="--all-regions", pack="mine")

    assert made.words == ["audit", "--pack=mine", "--all-regions"]


def test_an_audit_refuses_inputs_about_files(tmp_path: Path):
    made = ran(tmp_path, command="audit", exclude="*.yaml")

    assert made.run.outcome == "failure"
    assert made.words == []
    assert any(one.message.startswith("exclude says how files are read") for one in made.run.annotations)


@pytest.mark.parametrize(
    "inputs",
    [
        {"fail_on": "low\n::error::x"},
        {"strict": "yes"},
        {"comment": "on"},
        {"upload_sarif": "always"},
        {"base": "a\nb"},
        {"sarif_file": "a\nexit-code=0"},
        {"output_directory": "a\rb"},
        {"command": "query"},
    ],
)
def test_an_input_that_cannot_be_meant_stops_the_action(tmp_path: Path, inputs: dict[str, str]):
    made = ran(tmp_path, 0, "", None, **inputs)

    assert made.run.outcome == "failure"
    assert made.run.outputs["conclusion"] == "error"
    assert made.words == []
    assert [one.level for one in made.run.annotations] == ["error"]
    assert next(iter(inputs)).replace("_", "-") in made.run.annotations[0].message


def test_an_option_that_the_command_lacks_fails_clearly(tmp_path: Path):
    made = ran(
        tmp_path, 2, "Usage: plimsoll scan [OPTIONS]\nTry 'plimsoll scan -h' for help.\n\nError: No such option: --base\n", base="main"
    )

    assert made.run.outcome == "failure"
    assert made.run.outputs["conclusion"] == "error"
    assert [(one.level, one.message) for one in made.run.annotations] == [("error", "No such option: --base")]
    assert "No such option" in made.run.summary


@pytest.mark.parametrize(("code", "given"), [(0, "2"), (1, "2"), (2, "2"), (3, "3"), (130, "130"), (-9, "137")])
def test_a_command_that_writes_nothing_passes_nothing(tmp_path: Path, code: int, given: str):
    """Whatever it says, an absent report is no success."""
    if code < 0:
        made = ran(tmp_path, 0, "", path="x")
        script = tmp_path / "plimsoll"
        script.write_text(f"#!{sys.executable}\nimport os\nos.kill(os.getpid(), 9)\n")
        installed = {"install": {"python": sys.executable, "plimsoll": str(script)}}
        run = Runner(tmp_path / "workspace", tmp_path / "temp", {}, instead=installed).run(ACTION)
    else:
        made = ran(tmp_path, code)
        run = made.run

    assert run.outcome == "failure"
    assert run.outputs["exit-code"] == given
    assert run.outputs["conclusion"] == "error"
    assert Path(run.outputs["sarif-file"]).exists()


def test_what_is_scanned_gives_the_runner_no_commands(tmp_path: Path):
    run = ran(tmp_path, complaint="::error::from a file\n::add-path::/tmp\n").run

    assert run.commands == []
    assert [one.message for one in run.annotations if one.title != "Plimsoll"] == []
    assert "::error::from a resource's name" in run.log


def test_the_command_sees_no_token_and_none_of_the_runners_files(tmp_path: Path):
    """What reads untrusted files could not tell them to anybody."""
    seen = ran(tmp_path, token=SAID, path="x").environment

    assert SAID not in json.dumps(seen)
    assert [name for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY") if name in seen] == []


@pytest.mark.parametrize(("shallow", "base", "given"), [(True, "main", True), (False, "main", False), (True, "none", False)])
def test_git_gets_the_token_to_fetch_the_base_of_a_shallow_clone(tmp_path: Path, shallow: bool, base: str, given: bool):
    """For GitHub's address alone; git itself is told by its environment, so it stands in no file."""
    (tmp_path / "workspace" / ".git").mkdir(parents=True)
    if shallow:
        (tmp_path / "workspace" / ".git" / "shallow").touch()
    seen = ran(tmp_path, token=SAID, base=base).environment

    assert (seen.get("GIT_CONFIG_KEY_0") == "http.https://github.com/.extraheader") is given
    assert ("GIT_CONFIG_VALUE_0" in seen) is given


def test_an_install_that_fails_closes_the_gate(tmp_path: Path):
    """Nothing else has an outcome then."""
    (tmp_path / "temp").mkdir()
    uses = {"actions/setup-python": lambda _: Step("success", {"python-path": "/bin/false"})}
    run = Runner(tmp_path, tmp_path / "temp", uses=uses).run(ACTION, python_version="9", upload_sarif="true", comment="true")

    assert run.outcome == "failure"
    assert run.outputs["conclusion"] == "error"
    assert run.outputs["exit-code"] == ""


@pytest.mark.parametrize(
    ("gate", "upload", "uploaded", "code"),
    [
        ("0", "auto", "success", 0),
        ("1", "auto", "success", 1),
        ("4", "auto", "", 4),
        ("", "auto", "", 2),
        ("0", "auto", "failure", 0),
        ("0", "true", "failure", 2),
        ("1", "true", "failure", 1),
        ("0", "false", "skipped", 0),
        ("2", "true", "failure", 2),
        ("3", "auto", "failure", 3),
        ("137", "auto", "failure", 137),
    ],
)
def test_the_gate_closes_by_the_exit_code(gate: str, upload: str, uploaded: str, code: int):
    """No exit code means that the scan itself broke."""
    environment = {**os.environ, "GATE": gate, "UPLOAD": upload, "UPLOADED": uploaded}
    done = subprocess.run(["bash", str(ACTION / "judge.sh")], env=environment, capture_output=True, check=False)

    assert done.returncode == code


@pytest.mark.parametrize("make", [report, beside_a_base, clean_report])
def test_counts_are_those_of_the_report(tmp_path: Path, make: Callable[[], Report]):
    """Read from its lines, as from the report itself."""
    counts, file = module("counts"), tmp_path / "report.json"
    with file.open("w") as out:
        report_json.write(make(), out)
    said, made = counts.of(file), make()

    assert dict(said.outputs()) == dict(counts.count(make()).outputs())
    assert said.compared == counts.count(make()).compared
    assert said.failed == sum(is_open(finding) for finding in made.findings)
    assert said.gaps == len(made.summary.gaps)


def test_only_new_findings_are_annotated():
    """The format writes the new ones of a level before the others; of each level so many are printed as are new."""
    lines = [
        "::error file=a,title=p::new",
        "::error file=b,title=p::old",
        "::warning file=c,title=p::old",
        "::notice title=plimsoll::9 more findings are in the report",
        "::warning title=plimsoll::1 parts of the target could not be read, so a fail may hide there",
    ]
    shown = module("scan").shown

    assert list(shown(lines, Counter({"error": 1}))) == [lines[0], lines[4]]
    assert list(shown(lines, None)) == lines


def test_nothing_but_annotations_is_printed_as_such():
    assert list(module("scan").shown(["::set-env name=PATH::x", "::stop-commands::x", "hello"], None)) == []


def test_a_summary_that_is_too_long_is_cut_at_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """GitHub would drop the whole of it."""
    file = tmp_path / "summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    module("runner").summarise("| a | ünïcode |\n" * 100_000)

    assert file.stat().st_size <= 1024 * 1024
    assert file.read_text().rstrip().endswith("the report in full is in the files")
    assert "\n| a | ünïcode |\n\n" in file.read_text()


@pytest.mark.parametrize("hook", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()), ids=lambda hook: hook["id"])
def test_a_hook_is_a_command_that_there_is(hook: dict[str, Any]):
    words = [*hook["entry"].split(), *hook["args"]]
    command = main.get_command(click.Context(main), words[1])
    assert command is not None
    with command.make_context(words[1], words[2:], parent=click.Context(main)) as context:
        assert context.params

    assert words[0] == "plimsoll"
    assert hook["pass_filenames"] is False


def test_a_commit_is_judged_beside_head(tmp_path: Path):
    """The hook plimsoll-new: what failed before fails no commit, what is added does."""
    hook = next(hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()) if hook["id"] == "plimsoll-new")
    words = [sys.executable, "-m", "scanner", *hook["entry"].split()[1:], *hook["args"], f"--select={POLICY}"]
    repository = tmp_path / "repository"
    changed(repository, {"t.yaml": FAILING}, {"t.yaml": FAILING})

    def code() -> int:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(words, cwd=repository, env=environment, capture_output=True, check=False).returncode

    (repository / "t.yaml").write_text(MOVED)
    assert code() == 0
    (repository / "u.yaml").write_text(FAILING)
    assert code() == 1
