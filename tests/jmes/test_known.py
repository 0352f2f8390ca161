"""Generated code for known documents gives what the three-valued evaluation gives, or leaves to it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import EvaluationError, ExpressionError
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
