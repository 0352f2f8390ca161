"""The table of deliberate breaks stays applicable (the breaks themselves are tried by `python -m tests.jmes.mutants`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jmes.mutants import Mutant, load

MUTANTS = load()
SCANNER = Path(__file__).parents[2] / "scanner"


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.file}: {mutant.rule}")
def test_what_a_mutant_breaks_stands_there_once(mutant: Mutant) -> None:
    """A rule that moved or changed its words takes its mutant along."""
    source = (SCANNER / mutant.file).read_text(encoding="utf-8")

    assert source.count(mutant.old) == 1 and mutant.old != mutant.new
    compile(source.replace(mutant.old, mutant.new), mutant.file, "exec")  # a break is no mistake of spelling


def test_every_rule_has_a_name_of_its_own() -> None:
    """And there are enough of them."""
    assert len({(mutant.file, mutant.rule) for mutant in MUTANTS}) == len(MUTANTS) >= 40
