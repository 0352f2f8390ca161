"""Equality and order of values of which not everything is known."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from scanner.jmes.choices import join
from scanner.jmes.context import Context
from scanner.jmes.kinds import identity_of, types_of, unknown_boolean
from scanner.jmes.members import lengths, list_items, object_entries
from scanner.jmes.questions import BELOW, IS, UP_TO
from scanner.jmes.texts import affixes, literal_parts, may_be_text
from scanner.jmes.truths import lift, truth
from scanner.unknown import ARRAY, NOTHING, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

_INFINITY: Final = float("inf")
_TURNED: Final = {"lt": "gt", "lte": "gte", "gt": "lt", "gte": "lte"}
_ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


# ---------------------------------------------------------------- equality


def equal(one: Any, other: Any, context: Context) -> bool | None:
    """JMESPath's `==`, strict about types at every depth (true is not 1): None where completions differ."""
    if one.__class__ is Unknown or other.__class__ is Unknown:
        return True if one is other else _equal_unknown(one, other, context)
    types = types_of(one)
    if types != types_of(other):
        return False
    if types == ARRAY:
        return _equal_lists(one, other, context)
    if types == OBJECT:
        return _equal_objects(one, other, context)
    return bool(one == other)


def equality(one: Any, other: Any, context: Context) -> Any:
    """`==` as a value: True, False or an Unknown that keeps the choice it hangs on."""
    verdict = equal(one, other, context)
    if verdict is not None:
        return verdict
    if not _has_choice(one) and not _has_choice(other):
        return unknown_boolean(one, other)

    def simple(left: Any, right: Any) -> Any:
        found = equal(left, right, context)
        return unknown_boolean(left, right, one, other) if found is None else found

    return lift(one, lambda left: lift(other, lambda right: simple(left, right), context, pin=True), context, pin=True)


def _has_choice(value: Any) -> bool:
    return value.__class__ is Unknown and value.one_of is not None


def _equal_unknown(one: Any, other: Any, context: Context) -> bool | None:
    if one.__class__ is not Unknown:
        one, other = other, one
    if other.__class__ is Unknown and identity_of(one) == identity_of(other):
        return True
    if one.one_of is not None or _has_choice(other):
        if one.one_of is None:
            one, other = other, one
        verdicts: set[bool | None] = set()
        lift(one, lambda simple: verdicts.add(equal(simple, other, context)), context, pin=True)
        return verdicts.pop() if len(verdicts) == 1 else None
    if not types_of(one) & types_of(other):
        return False
    if other.__class__ is Unknown:
        return _equal_opaque(one, other, context)
    if one.truthy and truth(other, context) is False:
        return False
    if isinstance(other, str):
        return context.ask(one, IS, other) if may_be_text(one, other) else False
    if other.__class__ in (int, float):
        low, high = _bounds(one)
        if other < low or other > high:
            return False
        return True if one.types == NUMBER and low == high else context.ask(one, IS, other)
    return context.ask(one, IS, other) if other is None or other.__class__ is bool else None


def _equal_opaque(one: Unknown, other: Unknown, context: Context) -> bool | None:
    """Two Unknowns without alternatives and with different identities."""
    if one.types == other.types == NULL:
        return True
    if one.redacted is not None and other.redacted is not None:
        return one.redacted[0] == other.redacted[0]
    if one.reference is not None and other.reference is not None:
        if one.reference.resource == other.reference.resource:
            return True if one.reference.attribute == other.reference.attribute else None
        return False if one.reference.attribute == other.reference.attribute == "Ref" else None
    if not one.types & other.types & ~NUMBER:
        low, high = _bounds(one)
        other_low, other_high = _bounds(other)
        return False if high < other_low or other_high < low else None
    if not one.types & other.types & ~STRING:
        return _equal_texts(one, other, context)
    return None


def _equal_texts(one: Unknown, other: Unknown, context: Context) -> bool | None:
    prefix, suffix = affixes(one)
    other_prefix, other_suffix = affixes(other)
    if not (prefix.startswith(other_prefix) or other_prefix.startswith(prefix)):
        return False
    if not (suffix.endswith(other_suffix) or other_suffix.endswith(suffix)):
        return False
    parts, other_parts = literal_parts(one), literal_parts(other)
    if len(parts) != len(other_parts):
        return None
    verdicts = [equal(part, other_part, context) for part, other_part in zip(parts, other_parts, strict=True) if part is not one]
    if not verdicts or one.types != STRING or other.types != STRING:
        return None
    if all(verdict is True for verdict in verdicts):
        return True
    return False if verdicts.count(True) == len(verdicts) - 1 and False in verdicts else None


def _equal_lists(one: Any, other: Any, context: Context) -> bool | None:
    items, more, ordered, nonempty = list_items(one, context)
    other_items, other_more, other_ordered, other_nonempty = list_items(other, context)
    low, high = lengths(items, more, nonempty)
    other_low, other_high = lengths(other_items, other_more, other_nonempty)
    if high < other_low or other_high < low:
        return False
    if high == 0 and other_high == 0:
        return True
    certain = more is NOTHING and other_more is NOTHING and low == high and other_low == other_high
    if not (certain and ordered and other_ordered):
        return None
    return _all(equal(left, right, context) for (left, _), (right, _) in zip(items, other_items, strict=True))


def _equal_objects(one: Any, other: Any, context: Context) -> bool | None:
    if one.__class__ is dict and other.__class__ is dict and len(one) != len(other) and not _any_unknown(one) and not _any_unknown(other):
        return False
    entries, unseen = object_entries(one, context)
    other_entries, other_unseen = object_entries(other, context)
    known = {key: (value, maybe) for key, value, maybe in entries}
    other_known = {key: (value, maybe) for key, value, maybe in other_entries}
    verdict: bool | None = None if unseen or other_unseen else True
    for here, there, there_unseen in ((known, other_known, other_unseen), (other_known, known, unseen)):
        for key, (_, maybe) in here.items():
            if key not in there:
                if not maybe and not there_unseen:
                    return False
                verdict = None
    for key, (value, maybe) in known.items():
        if key in other_known:
            other_value, other_maybe = other_known[key]
            found = equal(value, other_value, context)
            if found is False and not maybe and not other_maybe:
                return False
            if found is not True or maybe or other_maybe:
                verdict = None
    return verdict


def _any_unknown(value: dict[str, Any]) -> bool:
    return any(item.__class__ not in (str, int, float, bool, type(None), list, dict, OpenList, OpenObject) for item in value.values())


def _all(verdicts: Any) -> bool | None:
    result: bool | None = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            result = None
    return result


# ---------------------------------------------------------------- order


def compare(operation: str, one: Any, other: Any, context: Context) -> Any:
    """`<` `<=` `>` `>=` (lt, lte, gt, gte): True, False, null where the two cannot be ordered, or an Unknown."""
    if one.__class__ in (int, float) and other.__class__ in (int, float):
        return _ORDER[operation](one, other)
    if one.__class__ is str and other.__class__ is str:
        return _ORDER[operation](one, other)
    return lift(
        one, lambda left: lift(other, lambda right: _compare(operation, left, right, context), context, pin=True), context, pin=True
    )


def _compare(operation: str, one: Any, other: Any, context: Context) -> Any:
    types, other_types = types_of(one), types_of(other)
    common = types & other_types & (NUMBER | STRING)
    if not common:
        return None
    if one.__class__ is not Unknown and other.__class__ is not Unknown:
        return _ORDER[operation](one, other)
    verdict: Any = unknown_boolean(one, other)
    if common == NUMBER:
        low, high = _bounds(one)
        other_low, other_high = _bounds(other)
        compare_ends = _ORDER[operation]
        at_best, at_worst = ((low, other_high), (high, other_low)) if operation in ("lt", "lte") else ((high, other_low), (low, other_high))
        if compare_ends(*at_worst):
            verdict = True
        elif not compare_ends(*at_best):
            verdict = False
        else:
            answer = _asked(operation, one, other, context)
            verdict = verdict if answer is None else answer
    if one.__class__ is Unknown and other.__class__ is Unknown and identity_of(one) == identity_of(other):
        verdict = operation in ("lte", "gte")
    certain = common in (NUMBER, STRING) and types == other_types == common
    return verdict if certain else join([verdict, None], one, other)


def _asked(operation: str, one: Any, other: Any, context: Context) -> bool | None:
    """The order of a number that nothing is known of and one that is known, where it was answered."""
    if one.__class__ is not Unknown:
        one, other, operation = other, one, _TURNED[operation]
    if other.__class__ is Unknown or one.types != NUMBER:
        return None
    found = context.ask(one, BELOW if operation in ("lt", "gte") else UP_TO, other)
    return found if found is None or operation in ("lt", "lte") else not found


def _bounds(value: Any) -> tuple[float, float]:
    """The interval of a number."""
    if value.__class__ is Unknown:
        return (-_INFINITY if value.minimum is None else value.minimum), (_INFINITY if value.maximum is None else value.maximum)
    return value, value
