"""Breaks the engine's rules one by one in a copy, and sees that a test fails: `python -m tests.jmes.mutants [--only TEXT] [--fuzz]`.

The working tree is never touched: `scanner`, `tests/jmes` and the data beside them are copied into a temporary folder, in which each
mutant of `mutants.toml` is applied, held against the tests and the soundness fuzz, and taken back. 1 where one survives.
"""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("scanner", "schemas", "policies", "tests/jmes", "docs", "pyproject.toml")
QUICK = (
    *("test_unknowns.py", "test_rules.py", "test_both_ways.py", "test_choices.py"),
    *("test_calls.py", "test_splits.py", "test_expressions_page.py"),
)
LAST = ("test_abstract.py", "test_differential.py", "test_soundness.py")
"""Slower ones, for what survives those and the fuzz."""
TRIALS = 60_000
"""Of the fuzz, at most, for one mutant."""
PATIENCE = 600
"""Seconds after which a mutant that makes something hang counts as killed."""


@dataclass(frozen=True)
class Mutant:
    """One broken rule."""

    file: str
    """In `scanner/`."""
    rule: str
    """The rule, as it should be."""
    old: str
    """Stands there once."""
    new: str


def load() -> list[Mutant]:
    """The table of mutants."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [Mutant(**row) for row in table["mutant"]]


def copy(folder: Path) -> None:
    """What the tests of the engine need, in a folder of its own."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, target)


def command(folder: Path, *arguments: str) -> str | None:
    """What a Python command said in the copy, where it failed; None where it did not."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    try:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return "it hangs"
    return None if done.returncode == 0 else done.stdout + done.stderr


def tests(folder: Path, *names: str) -> str | None:
    """The first test that fails, or None."""
    said = command(folder, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *names)
    if said is None:
        return None
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    return found[1] if found else said.strip().splitlines()[-1]


def fuzz(folder: Path) -> str | None:
    """The first violation that the fuzz finds, or None."""
    said = command(folder, "-m", "tests.jmes.soundness", str(TRIALS), "--stop")
    if said is None:
        return None
    found = re.search(r"^again: .*--case (.*)$", said, re.MULTILINE)
    return f"fuzz, {found[1]}" if found else f"fuzz: {said.strip().splitlines()[-1]}"


def killer(folder: Path, only: str) -> str | None:
    """What fails in the copy: a quick test, the fuzz, or a slower test; None where nothing does."""
    if only == "fuzz":
        return fuzz(folder)
    quick = tests(folder, *(f"tests/jmes/{name}" for name in QUICK))
    return quick if only == "quick" else quick or fuzz(folder) or tests(folder, *(f"tests/jmes/{name}" for name in LAST))


def judge(mutant: Mutant, folder: Path, only: str) -> str | None:
    """What kills a mutant; it is taken back afterwards. LookupError where its text does not stand there just once."""
    path = folder / "scanner" / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise LookupError(f"{mutant.file} has {source.count(mutant.old)} times {mutant.old!r}")
    write(path, source.replace(mutant.old, mutant.new))
    try:
        return killer(folder, only)
    finally:
        write(path, source)


def write(path: Path, source: str) -> None:
    """A module's source, a second younger than before: Python then sees that what it compiled is old."""
    young = int(path.stat().st_mtime) + 1
    path.write_text(source, encoding="utf-8")
    os.utime(path, (young, young))


def main(arguments: list[str]) -> int:
    """Judge every mutant, and print what kills it."""
    parser = argparse.ArgumentParser(description="mutation test of the engine's rules")
    parser.add_argument("--only", default="", help="those whose file or rule holds this text")
    parser.add_argument("--fuzz", action="store_true", help="hold them against the fuzz alone")
    parser.add_argument("--quick", action="store_true", help="hold them against the quick tests alone")
    options = parser.parse_args(arguments)
    only = "fuzz" if options.fuzz else "quick" if options.quick else ""
    chosen = [mutant for mutant in load() if options.only in f"{mutant.file} {mutant.rule}"]
    survived = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        copy(folder)
        where = command(folder, "-c", f"import scanner; assert scanner.__file__.startswith({name!r})")
        unbroken = where or killer(folder, only)
        if unbroken is not None:
            print(f"without any mutant: {unbroken}")
            return 1
        for mutant in chosen:
            start = time.monotonic()
            found = judge(mutant, folder, only)
            survived += found is None
            told = f"killed by {found}" if found else "SURVIVED"
            print(f"{mutant.file}: {mutant.rule}: {told} ({time.monotonic() - start:.0f} s)", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} killed")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
