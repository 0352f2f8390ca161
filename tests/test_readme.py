"""What the README says is so: commands, formats and exit codes are those there are, links lead somewhere, samples are real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scanner import errors
from scanner.cli import main
from scanner.outputs import FORMATS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").rglob("*.md")])


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "scanner.cli", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_short_documents_stay_short():
    assert len(README.splitlines()) <= 150
    assert len((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_readme_lists_every_command_and_no_other():
    assert main.list_commands(click.Context(main)) == sorted(set(re.findall(r"^\| `plimsoll ([a-z]+)", README, re.MULTILINE)))


def test_readme_and_outputs_name_every_format():
    for text in (README, (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")):
        assert set(FORMATS) <= set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))


def test_readme_tells_every_exit_code():
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}

    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path):
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", document.read_text(encoding="utf-8"))

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_readmes_sample_is_what_the_command_prints():
    command, *lines = re.search(r"```\n\$ plimsoll (.*?)\n    \.\.\.\n```", README, re.DOTALL)[1].split("\n")  # type: ignore[index]  # it is there
    result = run(*command.split())

    assert lines == result.stdout.split("\n")[: len(lines)]
    assert result.returncode == errors.EXIT_FINDINGS


def test_the_readmes_policy_keeps_its_examples_and_has_no_traps(tmp_path: Path):
    text = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)[1]  # type: ignore[index]  # it is there
    name = re.search(r"`mine/(.+?\.yaml)`", README)[1]  # type: ignore[index]  # it is there
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert ((tested := run("test", tmp_path)).returncode, tested.stdout) == (0, "2 examples hold, 0 do not\n")
    assert run("lint", tmp_path).returncode == 0
