"""Arithmetic on numbers of which not everything is known."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, compile_expression
from scanner.jmes.values import types_of
from scanner.unknown import NULL, NUMBER, Unknown


def between(low: float | None, high: float | None) -> Unknown:
    return Unknown("parameter N", types=NUMBER, minimum=low, maximum=high)


def outcome(name: str, a: Any, b: Any) -> Any:
    return compile_expression(f"{name}(a, b)", FUNCTIONS).evaluate({"a": a, "b": b}, Context())


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("multiply", 3, 4, 12),
        ("multiply", 2**52, 1, 2**52),
        ("multiply", 0.5, 4, 2.0),
        ("multiply", None, 4, None),
        ("divide", 200, 100, 2),
        ("divide", 1, 4, 0.25),
        ("divide", 2**53 - 1, 1, 2**53 - 1),
        ("divide", None, 0, None),
        ("divide", 4, None, None),
        ("subtract", 3, 5, -2),
        ("subtract", 3, None, None),
    ],
)
def test_known_numbers_are_exact_and_null_gives_null(name: str, a: Any, b: Any, expected: Any) -> None:
    found = outcome(name, a, b).value

    assert found == expected and type(found) is type(expected)


@pytest.mark.parametrize(
    ("name", "a", "b", "low", "high"),
    [
        ("multiply", between(1, 3), 2, 2, 6),
        ("multiply", between(-1, 3), -2, -6, 2),
        ("multiply", between(2, None), 3, 6, None),
        ("multiply", between(None, None), 3, None, None),
        ("divide", between(10, 20), 10, 1, 2),
        ("divide", between(0, None), 100, 0, None),
        ("divide", 100, between(1, 4), 25, 100),
        ("subtract", between(1, 3), between(0, 1), 0, 3),
        ("subtract", between(1, None), 1, 0, None),
    ],
)
def test_an_interval_stays_an_interval(name: str, a: Any, b: Any, low: Any, high: Any) -> None:
    found = outcome(name, a, b).value

    assert (found.minimum, found.maximum) == (low, high) and found.reason == "parameter N"


def test_division_by_zero_is_an_error_and_by_what_may_be_zero_a_doubt() -> None:
    with pytest.raises(EvaluationError, match="division by 0"):
        outcome("divide", 1, 0)
    assert outcome("divide", 1, between(0, 2)).may_fail
    assert not outcome("divide", 1, between(1, 2)).may_fail


def test_a_bound_decides_a_comparison() -> None:
    expression = compile_expression("divide(multiply(a, `50`), `100`) >= `1`", FUNCTIONS)

    assert expression.verdict({"a": between(2, None)}) is True


def test_what_may_be_null_may_give_null() -> None:
    found = outcome("multiply", Unknown("p", types=NUMBER | NULL), 2).value

    assert types_of(found) == NUMBER | NULL


def test_a_result_beyond_all_numbers_is_the_largest_one() -> None:
    assert outcome("multiply", 1e300, 1e300).value == outcome("multiply", 10**400, 1e300).value > 1e308
