"""Comparisons: the cheapest Python that is exact for the types at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.jmes.known import streams
from scanner.jmes.known.runtime import NUMBERS, equals
from scanner.jmes.known.terms import STREAMS, Term
from scanner.jmes.known.value import Value
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator

PYTHON: Final = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_TURNED: Final = {"lt": "gt", "gt": "lt", "lte": "gte", "gte": "lte", "eq": "eq", "ne": "ne"}
_ASKS_FOR_SOME: Final[dict[tuple[object, object], bool]] = {
    ("gt", 0): True,
    ("gte", 1): True,
    ("ne", 0): True,
    ("eq", 0): False,
    ("lt", 1): False,
    ("lte", 0): False,
}
"""Comparisons of a length that only ask whether there is anything: whether they are true where there is."""


def comparison(generator: Generator, term: Term, current: Value, in_condition: bool) -> Value:
    """`a == b`, `a < b`; where only the truth is asked, false stands for null."""
    operator, left, right = term[1:]
    found = _emptiness(generator, operator, left, right, current)
    if found is not None:
        return found
    one = generator.value(left, current)
    other = generator.value(right, current)
    if operator in ("eq", "ne"):
        return _equality(generator, operator, one, other)
    return _order(generator, operator, one, other, in_condition)


def asks_for_some(operator: str, left: Term, right: Term) -> tuple[Term, bool] | None:
    """The stream of `length(xs[?..]) > 0` and its like, and whether the comparison is true where there is a member."""
    if right[0] == "call" and left[0] == "literal":
        return asks_for_some(_TURNED[operator], right, left)
    if left[0] != "call" or left[1] != "length" or right[0] != "literal" or right[1].value.__class__ not in NUMBERS:
        return None
    wanted = _ASKS_FOR_SOME.get((operator, right[1].value))
    return (left[2][0], wanted) if wanted is not None and left[2][0][0] in STREAMS else None


def _emptiness(generator: Generator, operator: str, left: Term, right: Term, current: Value) -> Value | None:
    """`length(xs[?..]) > 0`: whether there is one, without making the list."""
    asked = asks_for_some(operator, left, right)
    if asked is None:
        return None
    counted, wanted = asked
    if generator.steps_leave(counted) and (current.key, counted) not in generator.fused:
        return None
    found = streams.some(generator, counted, current, leaves_for_null=True)
    return Value(found if wanted else f"(not {found})", BOOLEAN)


def _equality(generator: Generator, operator: str, one: Value, other: Value) -> Value:
    same = operator == "eq"
    if one.literal and other.literal:
        return generator.constant(equals(one.value, other.value) is same)
    if one.literal:
        one, other = other, one
    common = one.types & other.types
    if not common:
        return generator.constant(not same)
    if other.literal:
        return _with_literal(generator, same, one, other)
    if not (one.types | other.types) & BOOLEAN and not common & (ARRAY | OBJECT):
        return Value(f"({one.code} {PYTHON[operator]} {other.code})", BOOLEAN)
    if STRING in (one.types, other.types) or NULL in (one.types, other.types):
        return Value(f"({one.code} {PYTHON[operator]} {other.code})", BOOLEAN)
    one, other = generator.writer.atom(one), generator.writer.atom(other)
    plain = f"{one.code}.__class__ is str or {one.code}.__class__ is {other.code}.__class__ is int"
    negated = "" if same else "not "
    return Value(f"({one.code} {PYTHON[operator]} {other.code} if {plain} else {negated}equals({one.code}, {other.code}))", BOOLEAN)


def _with_literal(generator: Generator, same: bool, one: Value, other: Value) -> Value:
    literal = other.value
    kind = literal.__class__
    if literal is None or kind is bool:
        return Value(f"({one.code} is {'' if same else 'not '}{other.code})", BOOLEAN)
    sign = "==" if same else "!="
    if kind is str or literal in ([], {}) or (kind in NUMBERS and (literal not in (0, 1) or not one.types & BOOLEAN)):
        code = {"list": "[]", "dict": "{}"}.get(kind.__name__) or other.code
        return Value(f"({one.code} {sign} {code})", BOOLEAN)
    if kind in NUMBERS:
        one = generator.writer.atom(one)
        twin = "False" if literal == 0 else "True"
        if same:
            return Value(f"({one.code} == {other.code} and {one.code} is not {twin})", BOOLEAN)
        return Value(f"({one.code} != {other.code} or {one.code} is {twin})", BOOLEAN)
    return Value(f"equals({one.code}, {other.code})" if same else f"(not equals({one.code}, {other.code}))", BOOLEAN)


def _order(generator: Generator, operator: str, one: Value, other: Value, in_condition: bool) -> Value:
    """Numbers with numbers and texts with texts; everything else gives null."""
    common = one.types & other.types & (NUMBER | STRING)
    if not common:
        return generator.constant(None)
    sign = PYTHON[operator]
    if one.types == other.types == common and common in (NUMBER, STRING):
        return Value(f"({one.code} {sign} {other.code})", BOOLEAN)
    writer = generator.writer
    one = one if one.atom else writer.atom(one)
    other = other if other.atom else writer.atom(other)
    checks = []
    for value, partner in ((one, other), (other, one)):
        if value.types in (NUMBER, STRING):
            continue
        if common == NUMBER:
            checks.append(f"{value.code}.__class__ in NUMBERS")
        elif common == STRING:
            checks.append(f"{value.code}.__class__ is str")
        elif value is one:
            fits = f"{value.code}.__class__ in NUMBERS and {partner.code}.__class__ in NUMBERS"
            checks.append(f"({fits} or {value.code}.__class__ is {partner.code}.__class__ is str)")
    guard = " and ".join(checks)
    compared = f"{one.code} {sign} {other.code}"
    if in_condition:
        return Value(f"({guard} and {compared})", BOOLEAN)
    return Value(f"(({compared}) if {guard} else None)", BOOLEAN | NULL)
