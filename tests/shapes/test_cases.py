"""What the typed lint finds: one folder for each rule, a policy beside what lint says of it.

`python -m tests.shapes.test_cases` writes what is expected anew; read the diff.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from scanner import policy_lint, policy_loader

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


@cache
def said() -> dict[str, str]:
    """What lint says, by case: all are loaded at once."""
    library = policy_loader.load(FOLDERS)
    texts = {folder.name: "" for folder in FOLDERS}
    for problem in [*library.errors, *policy_lint.lint(library, builtin=False, warnings=True)]:
        texts[str(problem.file).partition("/")[0]] += f"{problem}\n"
    return texts


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_lint_says_what_is_written_down(folder):
    assert said()[folder.name] == (folder / "expected.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for case in FOLDERS:
        (case / "expected.txt").write_text(said()[case.name], encoding="utf-8")
