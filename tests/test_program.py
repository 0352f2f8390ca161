"""The program as the shell starts it: it ends at once, with its exit code, and nothing that was written is lost."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

import scanner
from scanner.__main__ import OurModules

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "benchmarks" / "small.yaml"
BROKEN = ROOT / "examples" / "ecs-case-study" / "broken" / "template.yaml"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scanner", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("scan", str(SMALL)), 0), (("scan", str(BROKEN)), 1), (("scan", "nowhere"), 2), (("scan", "--nonsense"), 2), (("--version",), 0)],
    ids=str,
)
def test_the_exit_code_is_the_command_s(arguments: tuple[str, ...], code: int):
    assert run(*arguments).returncode == code


def test_all_of_a_long_report_reaches_a_pipe_and_a_file(tmp_path: Path):
    """More than the buffer of a stream holds."""
    done = run("scan", str(BROKEN), "--format", "json", "--format", f"sarif={tmp_path / 'out.sarif'}")

    assert len(done.stdout) > 50_000
    assert json.loads(done.stdout)["summary"]
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"]


def test_what_was_said_of_a_mistake_reaches_the_reader():
    assert run("scan", "nowhere").stderr == 'plimsoll: "nowhere" does not exist; name a file or folder to scan\n'


def test_a_reader_who_goes_away_is_no_mistake():
    with subprocess.Popen(
        [sys.executable, "-m", "scanner", "scan", str(BROKEN), "--format", "json"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full_is_told_without_a_traceback():
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "scanner", "scan", str(BROKEN)]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.stderr.startswith("plimsoll: standard output cannot be written: No space left on device; ")
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


def test_our_modules_are_found_as_python_finds_them():
    found = [one.name for one in pkgutil.walk_packages(scanner.__path__, "scanner.")]
    for name in found:
        package = name.rpartition(".")[0]
        path = list(sys.modules[package].__path__) if package in sys.modules else [str(ROOT / package.replace(".", "/"))]
        ours, theirs = OurModules.find_spec(name, path), PathFinder.find_spec(name, path)

        assert ours is not None
        assert theirs is not None
        assert type(ours.loader) is type(theirs.loader)
        assert [ours.name, ours.origin, ours.cached, ours.parent, ours.has_location, ours.submodule_search_locations] == [
            theirs.name,
            theirs.origin,
            theirs.cached,
            theirs.parent,
            theirs.has_location,
            theirs.submodule_search_locations,
        ]
    assert len(found) > 200


@pytest.mark.parametrize("name", ["scanner.nothing", "scannerless", "json.decoder", "yaml"])
def test_what_is_not_there_and_what_is_not_ours_is_left_to_python(name: str):
    assert OurModules.find_spec(name, scanner.__path__) is None
    assert OurModules.find_spec(name, None) is None
