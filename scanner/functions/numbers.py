"""Arithmetic that JMESPath lacks: exact for integers, intervals for numbers that are not known."""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Callable

from scanner.errors import EvaluationError
from scanner.jmes.values import derive
from scanner.unknown import NULL, NUMBER, Unknown

Number = int | float
Interval = tuple[float | None, float | None]
"""Least and greatest value, both possible; None for no bound."""


def multiply(a: Number | Unknown | None, b: Number | Unknown | None) -> Number | Unknown | None:
    """The product; null where either is null. Beyond the largest number it is that number."""
    return _apply(a, b, operator.mul, _product)


def subtract(a: Number | Unknown | None, b: Number | Unknown | None) -> Number | Unknown | None:
    """The difference; null where either is null."""
    return _apply(a, b, operator.sub, lambda x, y: (_minus(x[0], y[1]), _minus(x[1], y[0])))


def divide(a: Number | Unknown | None, b: Number | Unknown | None) -> Number | Unknown | None:
    """The quotient, an integer where it is whole; null where either is null. EvaluationError for a division by 0."""
    if b == 0 and not isinstance(b, Unknown) and a is not None:
        raise EvaluationError("divide: division by 0")
    return _apply(a, b, _quotient, _ratio)


def may_divide_by_zero(a: Number | Unknown | None, b: Number | Unknown | None) -> bool:
    """Whether a division may be by 0 although its divisor is not known to be."""
    return isinstance(b, Unknown) and a is not None and bool(b.types & NUMBER) and not _apart_from_zero(_interval(b))


def _quotient(a: Number, b: Number) -> Number:
    """a / b, exact where both are integers and it is whole."""
    return a // b if isinstance(a, int) and isinstance(b, int) and a % b == 0 else a / b


def _within(operation: Callable[[Number, Number], Number], a: Number, b: Number) -> Number:
    """A result that is a JSON number: what is too large is the largest one, so that arithmetic stays monotone and never fails."""
    try:
        result = operation(a, b)
    except OverflowError:
        result = math.inf if (a < 0) == (b < 0) else -math.inf
    return math.copysign(sys.float_info.max, result) if isinstance(result, float) and math.isinf(result) else result


def _apply(
    a: Number | Unknown | None,
    b: Number | Unknown | None,
    known: Callable[[Number, Number], Number],
    interval: Callable[[Interval, Interval], Interval],
) -> Number | Unknown | None:
    """An operation on what is known of two numbers."""
    if a is None or b is None:
        return None
    if not isinstance(a, Unknown) and not isinstance(b, Unknown):
        return _within(known, a, b)
    low, high = interval(_interval(a), _interval(b))
    may_be_null = any(isinstance(one, Unknown) and (one.types & NULL or one.may_be_absent) for one in (a, b))
    return derive(NUMBER | (NULL if may_be_null else 0), a, b, minimum=low, maximum=high)


def _interval(value: Number | Unknown) -> Interval:
    """The bounds of a number."""
    return (value.minimum, value.maximum) if isinstance(value, Unknown) else (value, value)


def _minus(a: float | None, b: float | None) -> float | None:
    """A bound of a difference (rounding is monotone, so the bounds hold for every number between)."""
    return None if a is None or b is None else _within(operator.sub, a, b)


def _product(x: Interval, y: Interval) -> Interval:
    """The bounds of a product; none where a factor has none, except that two lower bounds above 0 give one."""
    if x[0] is not None and x[1] is not None and y[0] is not None and y[1] is not None:
        corners = [_within(operator.mul, p, q) for p in (x[0], x[1]) for q in (y[0], y[1])]
        return min(corners), max(corners)
    if x[0] is not None and y[0] is not None and x[0] >= 0 and y[0] >= 0:
        return _within(operator.mul, x[0], y[0]), None
    return None, None


def _ratio(x: Interval, y: Interval) -> Interval:
    """The bounds of a quotient; none where the divisor may be 0."""
    low, high = y
    if not _apart_from_zero(y):
        return None, None
    if x[0] is not None and x[1] is not None and low is not None and high is not None:
        corners = [_within(_quotient, p, q) for p in (x[0], x[1]) for q in (low, high)]
        return min(corners), max(corners)
    if low is not None and low > 0 and x[0] is not None and x[0] >= 0:
        return (_within(_quotient, x[0], high) if high is not None else 0), (_within(_quotient, x[1], low) if x[1] is not None else None)
    return None, None


def _apart_from_zero(interval: Interval) -> bool:
    """Whether no number of the interval is 0."""
    return (interval[0] is not None and interval[0] > 0) or (interval[1] is not None and interval[1] < 0)
