"""The Action, the workflows and the recipes are what their own readers take, and it installs as a runner would install it.

Installed by tests/consumers/install.sh: check-jsonschema (the published schemas), zizmor (the security of workflows), shellcheck,
pre-commit.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scanner import setup
from tests.consumers.tools import ROOT, run, tool

pytestmark = pytest.mark.consumers

ACTION = ROOT / "github-action"
ACTIONS = [str(path) for path in (ACTION / "action.yml", ACTION / "comment" / "action.yml")]
CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SOME = "0123456789abcdef0123456789abcdef01234567"
"""A commit."""


def recipes(title: str) -> list[str]:
    """The YAML blocks below a heading of docs/ci.md."""
    section = CI.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    found = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert found, title
    return found


@pytest.fixture
def workflows(tmp_path: Path) -> Path:
    """A repository with our workflows, the examples, what `plimsoll init` writes and what the documents show, as users would have them."""
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    shown = re.findall(r"```yaml\n(name:.*?)```", (ROOT / "docs" / "action.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(shown) == 1
    setup.init(str(tmp_path))
    texts = {f"shown{number}.yml": text for number, text in enumerate(shown)}
    texts |= {file.name: file.read_text(encoding="utf-8") for file in (ACTION / "examples").glob("*.yml")}
    texts |= {f"own-{file.name}": file.read_text(encoding="utf-8") for file in (ROOT / ".github" / "workflows").glob("*.yml")}
    texts |= {"init.yml": (tmp_path / setup.WORKFLOW).read_text(encoding="utf-8")}
    (tmp_path / setup.WORKFLOW).unlink()
    for name, text in texts.items():
        (folder / name).write_text(text.replace("@COMMIT", f"@{SOME}"), encoding="utf-8")
    return folder


def test_the_published_schema_takes_the_actions():
    done = run(tool("check-jsonschema"), "--builtin-schema", "vendor.github-actions", *ACTIONS)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_the_published_schema_takes_the_workflows(workflows: Path, schema: str):
    done = run(tool("check-jsonschema"), "--builtin-schema", schema, *map(str, workflows.iterdir()))

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("title", "schema"), [("GitLab CI", "vendor.gitlab-ci"), ("Azure Pipelines", "vendor.azure-pipelines")])
def test_the_published_schema_takes_a_recipe(tmp_path: Path, title: str, schema: str):
    for text in recipes(title):
        (tmp_path / "ci.yml").write_text(text, encoding="utf-8")
        done = run(tool("check-jsonschema"), "--builtin-schema", schema, str(tmp_path / "ci.yml"))

        assert done.returncode == 0, done.stdout


def auditor(*paths: str) -> subprocess.CompletedProcess[str]:
    """Zizmor at its strictest."""
    return run(tool("zizmor"), "--offline", "--no-progress", "--no-config", "--persona", "auditor", *paths)


def test_zizmor_finds_nothing_in_the_actions():
    done = auditor(*ACTIONS)

    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing_in_the_workflows(workflows: Path):
    """The job's name apart, which the shortest sample leaves out."""
    done = auditor(*(str(path) for path in workflows.iterdir() if not path.name.startswith("shown")))

    assert done.returncode == 0, done.stdout


def test_zizmor_finds_what_it_should(tmp_path: Path):
    """So the tests above can fail."""
    bad = (ACTION / "action.yml").read_text(encoding="utf-8").replace('"$GITHUB_ACTION_PATH/judge.sh"', "${{ inputs.path }}")
    (tmp_path / "action.yml").write_text(bad, encoding="utf-8")

    assert auditor(str(tmp_path / "action.yml")).returncode != 0


def test_shellcheck_finds_nothing_in_the_scripts():
    done = run(tool("shellcheck"), *map(str, sorted(ACTION.glob("*.sh"))))

    assert done.returncode == 0, done.stdout


def test_pre_commit_takes_the_hooks():
    done = run(tool("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml")

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["scan", "audit"])
def test_it_installs_from_its_own_checkout(tmp_path: Path, command: str):
    """Hash-locked, without the network for Plimsoll itself; a second step of the job finds it again."""
    output = tmp_path / "output"
    given = {"PYTHON": sys.executable, "COMMAND": command, "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(output)}
    for _ in range(2):
        done = subprocess.run(
            ["bash", str(ACTION / "install.sh")], env={**os.environ, **given}, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    outputs = dict(line.partition("=")[::2] for line in output.read_text().splitlines())

    assert run(outputs["plimsoll"], "scan", "examples/ecs-case-study/repaired").returncode == 0
    assert run(outputs["python"], "-I", "-c", "import boto3").returncode == (0 if command == "audit" else 1)
