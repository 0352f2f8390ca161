"""The built wheel is whole: installed alone into an empty environment, it scans from another folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "ecs-case-study"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what a checkout holds, not from what else lies about in this one."""
    source = tmp_path_factory.mktemp("source")
    for name in ("scanner", "policies", "schemas"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source], check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def plimsoll(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment that holds the wheel and what it asks for, and nothing else."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "install", "--no-compile", "--require-hashes", "--requirement", str(ROOT / "requirements" / "run.txt")], check=True
    )
    subprocess.run([*pip, "install", "--no-deps", str(wheel)], check=True)
    subprocess.run([*pip, "check"], check=True)
    return environment / "bin" / "plimsoll"


def run(command: Path, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "GITHUB"))}
    return subprocess.run([command, *arguments], cwd=folder, capture_output=True, text=True, env=clean, check=False)


def test_the_wheel_carries_policies_and_schemas(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("policies", "schemas"):
        expected = {
            f"scanner/_data/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

        assert expected
        assert expected <= names


def test_the_wheel_carries_no_tests_and_no_caches(wheel: Path):
    assert [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("tests") or "__pycache__" in name] == []


def test_the_installed_command_scans_from_another_folder(plimsoll: Path, tmp_path: Path):
    shutil.copytree(EXAMPLES / "broken", tmp_path / "infra")
    result = run(plimsoll, "scan", "infra", "--format", "json", folder=tmp_path)

    assert (result.returncode, result.stderr) == (1, "")
    assert any(finding["verdict"] == "fail" for finding in json.loads(result.stdout)["findings"])


def test_the_installed_command_knows_its_policies_and_their_examples(plimsoll: Path, tmp_path: Path):
    for arguments in (["policies"], ["test"], ["lint"], ["explain", "asg-launch-has-instance-profile"]):
        result = run(plimsoll, *arguments, folder=tmp_path)

        assert (result.returncode, "Traceback" in result.stderr) == (0, False), f"{arguments}: {result.stderr}"


def test_the_version_is_the_packages(plimsoll: Path, tmp_path: Path):
    from scanner import __version__

    assert __version__ in run(plimsoll, "--version", folder=tmp_path).stdout
