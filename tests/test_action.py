"""The GitHub Action: pinned whole, no input read by a shell, scanned names never commands, SARIF uploaded before the gate closes."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = ROOT / "github-action"
SPEC: dict[str, Any] = yaml.safe_load((ACTION / "action.yml").read_text())
STEPS: list[dict[str, Any]] = SPEC["runs"]["steps"]

FAKE = """#!/usr/bin/env python3
import json, os, sys
open(os.environ["SEEN"], "w").write(json.dumps(sys.argv[1:]))
sarif = next(word.partition("=")[2].partition("=")[2] for word in sys.argv if word.startswith("--format=sarif-github="))
if os.environ.get("WRITE", "1") == "1":
    open(sarif, "w").write("{}")
print("::error::from a resource's name")
print("```")
sys.exit(int(os.environ.get("CODE", "0")))
"""


@dataclass(frozen=True)
class Ran:
    code: int
    log: str
    outputs: str
    summary: str
    seen: str


def scan(folder: Path, **inputs: str) -> Ran:
    """Run scan.sh as the Action does, with a command that only says what it was given."""
    command = folder / "plimsoll"
    command.write_text(FAKE)
    command.chmod(0o755)
    defaults = {name.upper().replace("-", "_"): str(given["default"]) for name, given in SPEC["inputs"].items()}
    files = {name: str(folder / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "SEEN")}
    environment = {**os.environ, **defaults, **files, "PLIMSOLL": str(command), **inputs}
    done = subprocess.run(["bash", str(ACTION / "scan.sh")], env=environment, cwd=folder, capture_output=True, text=True, check=False)
    texts = [Path(path).read_text() if Path(path).exists() else "" for path in files.values()]
    return Ran(done.returncode, done.stdout + done.stderr, texts[0], texts[1], texts[2])


def test_no_expression_stands_in_a_shell_script():
    """`${{ inputs.x }}` there would run what a pull request's author writes."""
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_every_foreign_action_is_pinned_to_a_commit():
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]) for step in STEPS if "uses" in step)


def test_every_dependency_is_pinned_and_hashed():
    text = (ACTION / "requirements.txt").read_text().replace("\\\n", " ")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert all(re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", row) for row in rows)


def test_every_dependency_of_the_project_is_locked():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[<>=!~\[ ]", row)[0].lower() for row in project["dependencies"]}
    locked = set(re.findall(r"^([\w.-]+)==", (ACTION / "requirements.txt").read_text(), re.MULTILINE))

    assert wanted <= locked


def test_upload_comes_before_the_gate_and_both_always():
    names = [step["name"] for step in STEPS]

    assert names == ["Install Plimsoll", "Scan", "Upload to code scanning", "Judge"]
    assert all(step["if"].startswith("always()") for step in STEPS[2:])


def test_every_input_is_used_and_documented():
    steps = yaml.safe_dump(STEPS)
    documented = (ROOT / "docs" / "action.md").read_text()

    assert [name for name in SPEC["inputs"] if f"inputs.{name}" not in steps] == []
    assert [name for name in [*SPEC["inputs"], *SPEC["outputs"]] if f"`{name}`" not in documented] == []


def test_each_line_of_an_input_is_one_word(tmp_path: Path):
    ran = scan(tmp_path, TARGETS="infra one\n  --no-builtin\n\n$(touch pwned)\n", CLOSED="AWS::Events::Rule", STRICT="true")

    import json

    assert json.loads(ran.seen) == [
        "scan",
        "--closed=AWS::Events::Rule",
        "--fail-on=low",
        "--strict",
        "--format=table",
        "--format=sarif-github=plimsoll.sarif",
        "--",
        "infra one",
        "--no-builtin",
        "$(touch pwned)",
    ]
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("code", ["0", "1", "2", "3", "4"])
def test_the_scan_hands_its_exit_code_on_and_goes_on_itself(tmp_path: Path, code: str):
    """So that the upload still runs."""
    ran = scan(tmp_path, CODE=code)

    assert ran.code == 0
    assert ran.outputs == f"exit-code={code}\nsarif-file=plimsoll.sarif\n"


def test_no_sarif_file_gives_no_output(tmp_path: Path):
    (tmp_path / "plimsoll.sarif").write_text("an old one")

    assert scan(tmp_path, CODE="2", WRITE="0").outputs == "exit-code=2\n"


@pytest.mark.parametrize("name", ["", "a\nexit-code=0", "a\rb"])
def test_a_sarif_file_of_several_lines_is_refused(tmp_path: Path, name: str):
    """It would write an output of its own."""
    ran = scan(tmp_path, SARIF_FILE=name)

    assert ran.code == 2
    assert ran.outputs == ""


def test_what_is_scanned_gives_the_runner_no_commands(tmp_path: Path):
    log = scan(tmp_path).log
    token = re.search(r"^::stop-commands::([0-9a-f]{32})$", log, re.MULTILINE)

    assert token
    assert log.index("::stop-commands::") < log.index("::error::") < log.index(f"\n::{token[1]}::")


def test_the_summary_is_no_markdown(tmp_path: Path):
    lines = scan(tmp_path).summary.splitlines()

    assert lines[0] == "### Plimsoll"
    assert all(not line or line.startswith("    ") for line in lines[1:])


@pytest.mark.parametrize(("given", "expected"), [("0", 0), ("1", 1), ("4", 4), ("", 2)])
def test_the_gate_closes_by_the_exit_code(given: str, expected: int):
    """No exit code means that the scan itself broke."""
    done = subprocess.run(["bash", "-c", STEPS[-1]["run"]], env={**os.environ, "EXIT_CODE": given}, check=False)

    assert done.returncode == expected
