"""On known documents: what stock jmespath says, but where it follows Python instead of the specification."""

from __future__ import annotations

from random import Random
from typing import Any

import jmespath
import jmespath.exceptions
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import Context, compile_expression
from tests.jmes.generate import Documents, Expressions
from tests.jmes.judge import ERROR, judge, same


def ours(text: str, document: Any) -> Any:
    """Our value, or ERROR."""
    try:
        return compile_expression(text)(document)
    except EvaluationError:
        return ERROR


def compare_with_judge(seed: int) -> None:
    """One random expression on three random known documents."""
    random = Random(seed)
    expressions, documents = Expressions(random, calls=False), Documents(random, density=0)
    text = expressions.dense() if seed % 2 else expressions.expression(random.choice([1, 2, 3, 4]))
    for _ in range(3):
        document = documents.plain(4)
        try:
            value = ours(text, document)
        except ExpressionError:
            return
        expected = judge(text, document)

        assert value is expected if ERROR in (value, expected) else same(value, expected) and repr(value) == repr(expected)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**40))
def test_known_documents_get_what_the_judge_says(seed: int) -> None:
    """Value and errors alike, on random expressions and documents."""
    compare_with_judge(seed)


def test_known_documents_get_what_the_judge_says_on_old_seeds() -> None:
    """The same on 600 seeds that stay the same."""
    for seed in range(600):
        compare_with_judge(seed)


DEPARTURES: list[tuple[str, Any, Any, Any]] = [
    ("[1] == [true]", "`[1]` == `[true]`", False, True),
    ("contains([true], 1)", "contains(`[true]`, `1`)", False, True),
    ("{a: 1} == {a: true}", '`{"a": 1}` == `{"a": true}`', False, True),
    ("'x' < 1", "'x' < `1`", None, TypeError),
    ("contains('abc', 1)", "contains('abc', `1`)", False, TypeError),
    ("to_number('1_000')", "to_number('1_000')", None, 1000),
    ("to_number(' 5 ')", "to_number(' 5 ')", None, 5),
    ("to_number('nan')", "to_number('nan')", None, float),
    ("merge({}, '')", "merge(`{}`, '')", ERROR, {}),
]


@pytest.mark.parametrize(("text", "expected", "stock"), [case[1:] for case in DEPARTURES], ids=[case[0] for case in DEPARTURES])
def test_departure_from_stock_is_ours(text: str, expected: Any, stock: Any) -> None:
    """Where stock follows Python we follow the specification; when stock changes its mind, this test says so."""
    assert same(ours(text, {}), expected)
    if isinstance(stock, type) and issubclass(stock, Exception):
        with pytest.raises(stock):
            jmespath.search(text, {})
    elif isinstance(stock, type):
        assert isinstance(jmespath.search(text, {}), stock)
    else:
        assert jmespath.search(text, {}) == stock


def test_known_document_touches_nothing() -> None:
    """An evaluation without unknowns blames nobody, touches no choice and doubts nothing."""
    context = Context()

    outcome = compile_expression("length(a[?b == 'x']) > `0`").evaluate({"a": [{"b": "x"}]}, context)

    assert (outcome.value, outcome.may_fail, context.blame, context.touched) == (True, False, [], {})
