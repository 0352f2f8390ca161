"""The tool as a user runs it: a command, its input, what it prints and its exit code.

A scenario is a folder of `tests/scenarios/` with `command` (its arguments, one a line; `input/` is the working folder), `expected.txt`
(standard output, then standard error below a line of dashes) and `exit`. `python -m tests.test_scenarios` writes what is expected
anew; read the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parent / "scenarios"
ROOT = Path(__file__).parents[1]


def run(folder: Path) -> tuple[str, int]:
    """What a scenario prints, and its exit code. What changes from run to run is written as <...>."""
    arguments = (folder / "command").read_text(encoding="utf-8").split("\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1", "PLIMSOLL_REDACTION_KEY": "scenario"}
    done = subprocess.run(
        [sys.executable, "-m", "scanner.cli", *(argument for argument in arguments if argument)],
        cwd=folder / "input",
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    text = done.stdout + ("-----\n" + done.stderr if done.stderr else "")
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>", text)
    return text, done.returncode


FOLDERS = sorted(folder for folder in SCENARIOS.iterdir() if (folder / "command").is_file())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_command_does_what_is_written_down(folder):
    text, code = run(folder)

    assert code == int((folder / "exit").read_text(encoding="utf-8"))
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert "Traceback" not in text


if __name__ == "__main__":
    for scenario in FOLDERS:
        printed, status = run(scenario)
        (scenario / "expected.txt").write_text(printed, encoding="utf-8")
        (scenario / "exit").write_text(f"{status}\n", encoding="utf-8")
