"""Parts of an abstract type: what is left of it under a condition, whether it is always true, whether two can be equal.

Each part covers every value of the whole for which the condition holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scanner.shapes.types import EMPTY, NEVER, SCALARS, Type, holds
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING


def _bit(value: Any) -> int:
    return BOOLEAN if isinstance(value, bool) else NUMBER if isinstance(value, (int, float)) else STRING


def only(found: Type, bits: int) -> Type:
    """The part of some JMESPath types."""
    kept = found.bits & bits
    values = None if found.values is None else tuple(value for value in found.values if _bit(value) & kept)
    if values == () and not kept & ~SCALARS:
        return NEVER
    return Type(kept, values, found.filled, found.objects, found.element, found.expected)


def without_null(found: Type) -> Type:
    """The part that is not null."""
    return found.of(found.bits & ~NULL) if found.bits & NULL else found


def valued(found: Type, values: Iterable[Any]) -> Type:
    """The part that is one of some booleans, numbers or texts."""
    kept = tuple(value for value in values if found.bits & _bit(value) and (found.values is None or holds(found.values, value)))
    bits = 0
    for value in kept:
        bits |= _bit(value)
    return Type(bits, kept) if kept else NEVER


def but(found: Type, value: Any) -> Type:
    """The part that is not a certain boolean, number or text."""
    values = found.values
    if values is None:
        return found
    kept = tuple(other for other in values if not holds((other,), value))
    bits = found.bits & ~SCALARS
    for other in kept:
        bits |= _bit(other)
    return Type(bits, kept, found.filled, found.objects, found.element, found.expected)


def truthy(found: Type) -> Type:
    """The part that is true in JMESPath's sense."""
    bits = found.bits & ~NULL
    if found.filled is False:
        bits &= ~(ARRAY | OBJECT | (STRING if found.values is None else 0))
    values = found.values if found.values is not None or found.bits & SCALARS & ~BOOLEAN else (True, False)
    if values is not None and found.bits & SCALARS:
        values = tuple(value for value in values if _bit(value) & bits and (value or _bit(value) == NUMBER))
        scalars = 0
        for value in values:
            scalars |= _bit(value)
        bits = bits & ~SCALARS | scalars
    filled = True if bits & (STRING | ARRAY | OBJECT) else None
    return Type(bits, values if bits & SCALARS else None, filled, found.objects, found.element) if bits else NEVER


def falsy(found: Type) -> Type:
    """The part that is false in JMESPath's sense: null, false, and what is empty."""
    bits = found.bits & NULL
    values: list[Any] = []
    if found.bits & BOOLEAN and (found.values is None or holds(found.values, False)):
        bits |= BOOLEAN
        values.append(False)
    if found.bits & STRING and ("" in found.values if found.values is not None else found.filled is not True):
        bits |= STRING
        values.append("")
    if found.filled is not True:
        bits |= found.bits & (ARRAY | OBJECT)
    if not bits:
        return NEVER
    empty = False if bits & (STRING | ARRAY | OBJECT) else None
    return Type(bits, tuple(values), empty, (EMPTY,) if bits & OBJECT else None, found.element, found.expected)


def truth(found: Type) -> bool | None:
    """Whether it is always true, always false, or neither is certain."""
    return None if may_be(found, True) and may_be(found, False) else may_be(found, True)


def may_be(found: Type, outcome: bool) -> bool:
    """Whether some value of a type comes out so in JMESPath's sense."""
    bits = found.bits
    if bits & (NUMBER if outcome else NULL):
        return True
    if bits & (ARRAY | OBJECT) and found.filled in (None, outcome):
        return True
    if bits & (BOOLEAN | STRING):
        if found.values is not None:
            return any(bool(value) == outcome for value in found.values if _bit(value) & bits & (BOOLEAN | STRING))
        return bool(bits & BOOLEAN) or found.filled in (None, outcome)
    return False


def disjoint(a: Type, b: Type) -> bool:
    """Whether two values can never be equal."""
    common = a.bits & b.bits
    if common & (NULL | ARRAY | OBJECT):
        return False
    if a.values is not None and b.values is not None:
        return not any(holds(b.values, value) for value in a.values)
    return not any(_possible(a, bit) and _possible(b, bit) and _meet(a, b, bit) for bit in (BOOLEAN, NUMBER, STRING) if common & bit)


def _possible(found: Type, bit: int) -> bool:
    return found.values is None or any(_bit(value) == bit for value in found.values)


def _meet(a: Type, b: Type, bit: int) -> bool:
    """Whether two scalars of one JMESPath type, one of which may be any, have a value in common."""
    for one, other in ((a, b), (b, a)):
        if one.values is not None and other.bits & bit == STRING and other.filled is not None:
            return any(_bit(value) == bit and bool(value) == other.filled for value in one.values)
    return True
