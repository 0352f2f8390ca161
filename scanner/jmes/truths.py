"""Truth, and functions over every alternative of a value."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.choices import chosen_alternative, join, read, restrict, widen
from scanner.jmes.context import Context
from scanner.jmes.kinds import causes_of, derive, identical, identity_of, is_certain_list, selector_of, types_of
from scanner.jmes.members import list_items, object_entries
from scanner.jmes.questions import TRUE
from scanner.jmes.texts import is_filled
from scanner.unknown import ABSENT, ANY, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

MAX_CHOICES: Final = 256
"""A value with more alternatives than this is only known by its types."""


def truth(value: Any, context: Context) -> bool | None:
    """JMESPath's truth: False for null, false, and what is empty; None where it cannot be told."""
    kind = value.__class__
    if kind is bool:
        return bool(value)
    if kind is Unknown:
        return _truth_of_unknown(value, context)
    if kind is list:
        if not value or (value[0].__class__ is not Unknown and value[0] is not ABSENT) or is_certain_list(value):
            return bool(value)
        return truth(OpenList(tuple((item, False) for item in value)), context)
    if kind is OpenList:
        items, more, _, nonempty = list_items(value, context)
        if nonempty or any(not maybe for _, maybe in items):
            return True
        return None if items or more is not NOTHING else False
    if kind is dict and value:
        first = next(iter(value.values()))
        if first.__class__ is not Unknown and first is not ABSENT:
            return True
    if kind in (dict, OpenObject):
        entries, unseen = object_entries(value, context)
        if any(not maybe for _, _, maybe in entries):
            return True
        return None if entries or unseen else False
    return kind in (int, float) or bool(value)


def _truth_of_unknown(value: Unknown, context: Context) -> bool | None:
    if value.truthy:
        return True
    if value.one_of is not None:
        verdicts = {truth(simple, context) for simple in alternatives(value, context)}
        return verdicts.pop() if len(verdicts) == 1 else None
    if value.types == NUMBER and not value.may_be_absent:
        return True
    if value.types == NULL:
        return False
    if value.types == STRING and not value.may_be_absent and is_filled(value):
        return True
    return context.ask(value, TRUE)


def halves(value: Any, want: bool, context: Context) -> list[Any]:
    """A simple alternative restricted to where it is true (or false): no, one or a few simple values."""
    certain = truth(value, context)
    if certain is not None:
        return [value] if certain is want else []
    kind = value.__class__
    if kind is Unknown:
        types = value.types
        if want:
            types &= ~NULL
            if types == BOOLEAN:
                return [True]
            return [value.but(types=types, truthy=True, identity=identity_of(value), causes=causes_of(value))]
        empty: list[tuple[int, Any]] = [(NULL, None), (BOOLEAN, False), (ARRAY, []), (OBJECT, {})]
        text = [""] if types & STRING and not is_filled(value) else []
        return [item for bit, item in empty if types & bit] + text
    if kind in (list, OpenList):
        if not want:
            return [[]]
        items, more, ordered, _ = list_items(value, context)
        return [OpenList(tuple(items), more, ordered, True, causes=causes_of(value))]
    return [value] if want else [{}]


def side(value: Any, want: bool, context: Context) -> list[Any]:
    """Every value restricted to where it is true (or false)."""
    return [half for simple in alternatives(value, context) for half in halves(simple, want, context)]


def alternatives(value: Any, context: Context) -> list[Any]:
    """Its simple alternatives (none of which has alternatives itself), absent read as null, choices made followed."""
    if value.__class__ is not Unknown or value.one_of is None:
        return [value]
    if _is_crowded([value]):
        return [widen([value], ())]
    chosen = chosen_alternative(value, context)
    readings = [read(value.one_of[chosen], context)] if chosen is not None and not value.may_be_absent else _readings(value, context)
    found: list[Any] = []
    for reading in readings:
        found += alternatives(reading, context)
    if value.truthy:
        found = [half for simple in found for half in halves(simple, True, context)]
    return found


def restrict_all(value: Any, types: int, context: Context) -> Any:
    """The part of any value that has one of the types, or NOTHING."""
    if not types_of(value) & ~types:
        return value
    found = [part for part in (restrict(simple, types) for simple in alternatives(value, context)) if part is not NOTHING]
    return join(found, value) if found else NOTHING


def lift(value: Any, function: Callable[[Any], Any], context: Context, pin: bool = False) -> Any:
    """`function` over every simple alternative, the results joined; those that fail become a doubt.

    With `pin` the choice counts as made while the function looks (so that other values with its selector agree): only for
    functions that call no closure, since results kept by others would be kept under that choice.
    """
    if value.__class__ is not Unknown or value.one_of is None:
        return function(value)
    if _is_crowded([value]):
        return function(widen([value], ()))
    chosen = chosen_alternative(value, context)
    if chosen is not None and not value.may_be_absent and not value.truthy:
        return lift(read(value.one_of[chosen], context), function, context, pin)
    key = selector_of(value)
    results: list[Any] = []
    failure: EvaluationError | None = None
    aligned = key is not None and chosen is None and not value.truthy and not value.may_be_absent
    for index, alternative in enumerate(_readings(value, context)):
        pinned = pin and aligned and key is not None
        if pinned:
            context.pick[key] = index
        try:
            for simple in halves(alternative, True, context) if value.truthy else (alternative,):
                results.append(lift(simple, function, context, pin))
        except EvaluationError as error:
            failure = error
        finally:
            if pinned:
                del context.pick[key]
    if failure is not None:
        if not results:
            raise failure
        context.doubt(*causes_of(value))
        return join(results, value)
    if aligned:
        return _aligned(results, value, key)
    return join(results, value)


def _readings(value: Unknown, context: Context) -> list[Any]:
    """Its alternatives as they are read (choices of alternatives inside stay open)."""
    found = [read(alternative, context) for alternative in value.one_of or ()]
    return [*found, None] if value.may_be_absent else found


def _aligned(results: list[Any], value: Unknown, key: Hashable) -> Any:
    """Results that stand in the order of a selector's choices: they keep its correlation."""
    if all(identical(result, results[0]) for result in results):
        return results[0]
    if _is_crowded(results):
        return widen(results, (value,))
    return derive(ANY, value, *(result for result in results if result.__class__ is Unknown), one_of=tuple(results), selector=key)


def _is_crowded(values: Sequence[Any]) -> bool:
    """Whether there are more alternatives, all in all, than we look at one by one."""
    stack, count = list(values), 0
    while stack and count <= MAX_CHOICES:
        value = stack.pop()
        if value.__class__ is Unknown and value.one_of is not None:
            stack.extend(value.one_of)
        else:
            count += 1
    return count > MAX_CHOICES
