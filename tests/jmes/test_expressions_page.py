"""docs/expressions.md says what the engine does: its tables are evaluated, its differences from stock jmespath tried on both."""

from __future__ import annotations

import builtins
import math
import re
from typing import Any

import jmespath
import jmespath.exceptions
import pytest

from scanner.jmes.builtins import BUILTINS
from tests.jmes.expressions_doc import GIVEN, PAGE, Cell, cells, code_in, gives, rewritten, rows, show
from tests.jmes.test_splits import outcomes

TEXT = PAGE.read_text(encoding="utf-8")
DIFFERENCES = [row for _, row in rows(TEXT, "expression", "stock", "here")]


@pytest.mark.parametrize("cell", cells(TEXT), ids=lambda cell: cell.expression)
def test_an_expression_gives_what_the_page_says(cell: Cell) -> None:
    """`python -m tests.jmes.expressions_doc` writes it there; read the diff."""
    assert gives(cell.expression) == cell.gives


def test_the_page_is_as_it_would_be_written() -> None:
    """What is given, too."""
    assert rewritten(TEXT) == TEXT


def test_what_is_given_is_listed() -> None:
    """All of it but `v`, which is another `u`."""
    listed = {code_in(row[place]) for _, row in rows(TEXT, "name", "is") for place in range(0, len(row) - 1, 2)}

    assert listed - {""} == GIVEN.keys() - {"v"}


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_every_function_of_jmespath_has_a_row(name: str) -> None:
    """With unknowns among its arguments."""
    assert any(f"{name}(" in cell.expression for cell in cells(TEXT))


@pytest.mark.parametrize(("left", "right"), [(left, right) for left in "TF?!" for right in "TF?!"])
def test_and_or_not_are_as_in_their_table(left: str, right: str) -> None:
    """By evaluation of every cell."""
    words = {"true": "T", "false": "F", "?": "?", "!": "!", "may fail": "E"}
    table = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in TEXT.splitlines() if line.startswith("| **a ")]
    row = table["TF?!".index(left)]
    column = "TF?!".index(right)
    written = {"T": "`true`", "F": "`false`", "?": "u", "!": "length(`1`)"}

    assert _outcome(f"({written[left]}) && ({written[right]})".replace("(u) && (u)", "(u) && (v)")) == words[row[1 + column]]
    assert _outcome(f"({written[left]}) || ({written[right]})".replace("(u) || (u)", "(u) || (v)")) == words[row[7 + column]]
    assert _outcome(f"!({written[left]})") == words[row[13]]


def _outcome(text: str) -> str:
    """T, F, ?, ! for a certain error, E for what may fail; of one evaluation."""
    found = gives(f"!(!({text}))")
    return {"true": "T", "false": "F", "?": "?", "error": "!"}.get(found, "E" if found.startswith("may fail") else found)


@pytest.mark.parametrize(("condition", "verdict"), [row for _, row in rows(TEXT, "condition", "verdict")])
def test_a_case_split_decides_what_the_page_says(condition: str, verdict: str) -> None:
    """One evaluation leaves it open."""
    assert outcomes(code_in(condition), GIVEN) == {verdict[0].upper()}


@pytest.mark.filterwarnings("ignore:deprecated string literal")
@pytest.mark.parametrize(("expression", "stock", "here"), DIFFERENCES, ids=[row[0] for row in DIFFERENCES])
def test_a_difference_from_stock_is_one(expression: str, stock: str, here: str) -> None:
    """On both sides; when stock changes its mind, this test says so."""
    text = code_in(expression)

    assert gives(text) == here
    assert _stock(text) == stock


def _stock(text: str) -> str:
    """What stock jmespath gives, as the page writes it."""
    try:
        value: Any = jmespath.search(text, {})
    except jmespath.exceptions.JMESPathError:
        return "error"
    except Exception as error:  # noqa: BLE001 - what stock lets through is the point
        return type(error).__name__ if hasattr(builtins, type(error).__name__) else "error"
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return show(value) if isinstance(value, (str, int, float, bool, list, dict, type(None))) else "a value of Python's"
