"""Microsoft's SARIF Multitool takes what we write, by its rules `Sarif` and `Ghas`. Installed by tests/consumers/install.sh."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.outputs.everything import beside_a_base, clean_report, nasty, report
from tests.outputs.regenerate import render

ROOT = Path(__file__).parents[2]
MULTITOOL = ROOT / ".cache/consumers/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
BROKEN = ROOT / "examples/ecs-case-study/broken"

ACCEPTED = {
    "SARIF2005",  # the tool has no informationUri: the project has no public page yet
}

pytestmark = pytest.mark.consumers


def complaints(sarif: Path) -> list[str]:
    """What Multitool says at level error or warning. Its exit code is 0 even then, so its own log is read."""
    assert MULTITOOL.exists(), f"{MULTITOOL} is not there; run tests/consumers/install.sh"
    log = sarif.with_suffix(".validation.json")
    command = [str(MULTITOOL), "validate", str(sarif), "--rule-kind", "Sarif;Ghas", "-o", str(log), "--log", "ForceOverwrite"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert log.exists(), done.stdout + done.stderr
    run = json.loads(log.read_text(encoding="utf-8-sig"))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is True
    assert "1 files scanned" in done.stdout, done.stdout
    rules = {rule["id"]: rule for rule in run["tool"]["driver"].get("rules", [])}
    found = [result for result in run["results"] if result.get("level", "warning") in ("error", "warning")]
    return [f"{one['ruleId']}: {_text(one, rules)}" for one in found if one["ruleId"] not in ACCEPTED]


def _text(result: dict[str, Any], rules: dict[str, Any]) -> str:
    message = result["message"]
    if "text" in message:
        return str(message["text"])
    template = rules[result["ruleId"]]["messageStrings"][message["id"]]["text"]
    for number, argument in enumerate(message.get("arguments", [])):
        template = template.replace(f"{{{number}}}", argument)
    return str(template)


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
@pytest.mark.parametrize("content", [report, beside_a_base, nasty, clean_report])
def test_multitool_accepts_the_report(tmp_path: Path, name: str, content: Any):
    sarif = tmp_path / "report.sarif"
    sarif.write_text(render(name, content()), encoding="utf-8")

    assert complaints(sarif) == []


def test_multitool_refuses_a_bad_file(tmp_path: Path):
    """So the tests above can fail."""
    sarif = tmp_path / "bad.sarif"
    sarif.write_text(render("sarif", report()).replace('"startLine":12', '"startLine":0'), encoding="utf-8")

    assert complaints(sarif) != []


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
def test_multitool_accepts_the_case_study(tmp_path: Path, name: str):
    """The command's own file, written for the broken example."""
    sarif = tmp_path / "broken.sarif"
    command = [sys.executable, "-m", "scanner.cli", "scan", str(BROKEN.relative_to(ROOT)), "--format", f"{name}={sarif}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert sarif.exists(), done.stderr
    assert done.returncode == 1, done.stderr
    assert complaints(sarif) == []
