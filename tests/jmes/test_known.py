"""Generated code for known documents gives what the three-valued evaluation gives, or leaves to it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import EvaluationError, ExpressionError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Expression, compile_expression
from scanner.jmes.known import NotKnown
from scanner.jmes.values import truth
from tests.jmes.generate import Documents, Expressions
from tests.jmes.test_compliance import SUITE, cases

LEFT = object()


def known(expression: Expression, document: Any) -> Any:
    """The value by generated code, or LEFT."""
    try:
        return expression.known(document, Context())
    except NotKnown:
        return LEFT


def holds(expression: Expression, document: Any) -> Any:
    """The truth by generated code, or LEFT."""
    try:
        return expression.holds(document, Context())
    except NotKnown:
        return LEFT


def agree(expression: Expression, document: Any) -> bool:
    """Hold both functions to the three-valued evaluation; whether the value was found without it."""
    value, held = known(expression, document), holds(expression, document)
    try:
        expected = expression.evaluate(document, Context())
    except EvaluationError:
        assert value is LEFT and held is LEFT
        return True
    if value is not LEFT:
        assert repr(value) == repr(expected.value)
    if held is not LEFT:
        assert held is truth(expected.value, Context())
    return value is not LEFT and held is not LEFT


@pytest.mark.skipif(not SUITE.is_dir(), reason="the compliance suite is not beside this repository")
@pytest.mark.parametrize(("document", "case"), cases())
def test_compliance_case_holds_for_generated_code(document: Any, case: dict[str, Any]) -> None:
    """The suite's result without the three-valued evaluation; its errors leave."""
    try:
        expression = compile_expression(case["expression"])
    except ExpressionError:
        return
    if "error" in case:
        assert known(expression, document) is LEFT
    else:
        assert repr(known(expression, document)) == repr(case["result"])
        assert agree(expression, document)


def compare_with_evaluation(seed: int) -> None:
    """One random expression on three random known documents: never another value, and never left without an error."""
    random = Random(seed)
    expressions, documents = Expressions(random, calls=False), Documents(random, density=0)
    text = expressions.dense() if seed % 2 else expressions.expression(random.choice([1, 2, 3, 4]))
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return
    for _ in range(3):
        assert agree(expression, documents.plain(4)), text


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**40))
def test_generated_code_agrees_with_the_three_valued_evaluation(seed: int) -> None:
    """Value, truth and errors alike, on random expressions and documents."""
    compare_with_evaluation(seed)


def test_generated_code_agrees_on_old_seeds() -> None:
    """The same on 1,500 seeds that stay the same."""
    for seed in range(1500):
        compare_with_evaluation(seed)


VALUES = [None, True, False, 0, 1, 1.0, 2, "1", "", [], [1], [True], {}, {"a": 1}, {"a": True}]


@pytest.mark.parametrize("text", ["a == b", "a != b", "any(c, &@ == b)", "c[?@ == a] == [b]"])
def test_values_of_all_kinds_are_compared_as_the_specification_says(text: str) -> None:
    """True is not 1, at any depth; 1.0 is 1."""
    expression = compile_expression(text, FUNCTIONS)
    for one in VALUES:
        for other in VALUES:
            assert agree(expression, {"a": one, "b": other, "c": [one, "x"]})


@pytest.mark.parametrize(
    "text",
    [
        "not_null(a, b, `0`)",
        "not_null(a, length(b), c)",
        "not_null(`null`, a, b.x || c)",
        "not_null(`1`, length(a))",
        "not_null(a, not_null(b, c), `null`) && a",
        "not_null(a[?x], b[0].x, c) == b",
    ],
)
def test_later_arguments_of_not_null_are_read_where_they_count_and_err_where_they_do_not(text: str) -> None:
    """JMESPath evaluates all arguments: an error in the last one is an error, whatever the first gives."""
    expression = compile_expression(text)
    for a in (None, "x", 1, [{"x": 1}]):
        for b in (None, "x", 1, [{"x": 2}]):
            for c in (None, "y"):
                agree(expression, {"a": a, "b": b, "c": c})


def test_a_call_that_is_written_twice_is_made_once_and_errs_once() -> None:
    expression = compile_expression("contains(@, 'y') && [contains(@, 'y')]")

    assert expression.source("it").count("'y' in ") == 2  # one for the value, one for the truth
    for document in (None, "", "x", "y", 1, [], ["x"], ["y"], {"y": 1}):
        agree(expression, document)
