"""What JMESPath's functions on single values do: exact on what is known, sound on what is not.

Spec-strict where the stock implementation follows Python: `contains` uses our equality, `to_number` takes JSON numbers only,
`merge` checks its types, and no TypeError of Python gets out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from scanner import lean_json
from scanner.errors import EvaluationError
from scanner.jmes.calls import TYPE_NAMES
from scanner.jmes.choices import join, restrict
from scanner.jmes.compare import equal
from scanner.jmes.context import Context
from scanner.jmes.kinds import causes_of, derive, gather, is_known, types_of, unknown_boolean
from scanner.jmes.members import lengths, list_items, make_list, object_entries
from scanner.jmes.questions import ENDS, HOLDS, STARTS
from scanner.jmes.texts import affixes, least_length
from scanner.jmes.truths import restrict_all
from scanner.patterns import regex
from scanner.unknown import ABSENT, ANY, ARRAY, NOTHING, NULL, NUMBER, STRING, OpenList, OpenObject, Unknown

_NUMBER: Final = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_MAX_DIGITS: Final = 400


# ---------------------------------------------------------------- numbers


def call_abs(context: Context, number: Any) -> Any:
    """`abs`."""
    if number.__class__ is not Unknown:
        return abs(number)
    low, high = number.minimum, number.maximum
    if low is not None and low >= 0:
        return derive(NUMBER, number, minimum=low, maximum=high)
    return derive(NUMBER, number, minimum=0, maximum=None if low is None or high is None else max(abs(low), abs(high)))


def _rounded(rounding: Callable[[float], int]) -> Callable[[Context, Any], Any]:
    def round_number(context: Context, number: Any) -> Any:
        if number.__class__ is not Unknown:
            try:
                return rounding(number)
            except (OverflowError, ValueError):
                raise EvaluationError(f"{number!r} has no whole number beside it") from None
        ends = [None if end is None or not math.isfinite(end) else rounding(end) for end in (number.minimum, number.maximum)]
        return derive(NUMBER, number, minimum=ends[0], maximum=ends[1])

    return round_number


def call_to_number(context: Context, value: Any) -> Any:
    """`to_number`."""
    if value.__class__ is Unknown:
        types = value.types
        if not types & ~NUMBER:
            return value
        return derive(NUMBER | NULL, value) if types & (NUMBER | STRING) else None
    if types_of(value) == NUMBER:
        return value
    if not isinstance(value, str) or len(value) > _MAX_DIGITS or not _NUMBER.match(value):
        return None
    found = lean_json.loads(value)
    return None if found.__class__ is float and not math.isfinite(found) else found


# ---------------------------------------------------------------- texts


def _affix(start: bool) -> Callable[[Context, Any, Any], Any]:
    has = str.startswith if start else str.endswith

    def has_affix(context: Context, text: Any, affix: Any) -> Any:
        if isinstance(text, str) and isinstance(affix, str):
            return has(text, affix)
        if affix == "":
            return True
        known = affixes(text)[0 if start else 1] if text.__class__ is Unknown else text
        wanted = affixes(affix)[0 if start else 1] if affix.__class__ is Unknown else affix
        if affix.__class__ is not Unknown:
            if has(known, affix):
                return True
            return _answered(context, text, STARTS if start else ENDS, affix) if has(affix, known) else False
        if not has(known, wanted) and (text.__class__ is not Unknown or not has(wanted, known)):
            return False
        return unknown_boolean(text, affix)

    return has_affix


def _answered(context: Context, text: Unknown, asks: str, about: str) -> Any:
    """What was answered about an unknown text, else an unknown boolean."""
    answer = context.ask(text, asks, about)
    return unknown_boolean(text) if answer is None else answer


def call_to_string(context: Context, value: Any) -> Any:
    """`to_string`."""
    if isinstance(value, str):
        return value
    if value.__class__ is Unknown:
        if value.types == STRING:
            return value
        found: list[Any] = [derive(STRING, value, truthy=True)]
        text = restrict(value, STRING)
        if text is not NOTHING:
            found.append(text)
        if value.types & NULL:
            found.append("null")
        return join(found, value)
    if is_known(value):
        return lean_json.dumps(value, separators=(",", ":"))
    return derive(STRING, value, truthy=True, causes=_deep_causes(value))


def _deep_causes(value: Any) -> tuple[Unknown, ...]:
    """The causes of everything unknown inside a value."""
    found: list[Unknown] = []
    stack = [value]
    while stack:
        item = stack.pop()
        if item.__class__ is Unknown:
            found.append(item)
            continue
        found += causes_of(item) if item.__class__ in (OpenList, OpenObject) else ()
        if item.__class__ is list:
            stack.extend(item)
        elif item.__class__ is dict:
            stack.extend(item.values())
        elif item.__class__ is OpenList:
            stack.extend(member for member, _ in item.items)
        elif item.__class__ is OpenObject:
            stack.extend(item.known.values())
    return gather(found)


# ---------------------------------------------------------------- any type


def call_contains(context: Context, subject: Any, search: Any) -> Any:
    """`contains`."""
    kind = subject.__class__
    if kind is list or kind is OpenList:
        return _contains_member(context, subject, search)
    if kind is str:
        return _text_contains(subject, search)
    if subject.types == STRING:
        if isinstance(search, str):
            known = [*affixes(subject), *(part for part in subject.parts or () if isinstance(part, str))]
            return True if any(search in part for part in known) else _answered(context, subject, HOLDS, search)
        if not types_of(search) & STRING:
            return False
    return unknown_boolean(subject, search)


def _contains_member(context: Context, subject: Any, search: Any) -> Any:
    items, more, _, _ = list_items(subject, context)
    doubtful: list[Any] = []
    for item, maybe in items:
        verdict = equal(item, search, context)
        if verdict is True and not maybe:
            return True
        if verdict is True:
            doubtful.append(subject)
        elif verdict is None:
            doubtful += [item, search]
    if more is not NOTHING and equal(more, search, context) is not False:
        doubtful.append(subject)
    return unknown_boolean(*doubtful) if doubtful else False


def _text_contains(subject: str, search: Any) -> Any:
    if isinstance(search, str):
        return search in subject
    types = types_of(search)
    if not types & STRING:
        return False
    known = [*affixes(search), *(part for part in search.parts or () if isinstance(part, str))]
    if types == STRING and any(part not in subject for part in known):
        return False
    return unknown_boolean(search)


def call_length(context: Context, value: Any) -> Any:
    """`length`."""
    kind = value.__class__
    if kind is str:
        return len(value)
    if kind is Unknown:
        return derive(NUMBER, value, minimum=least_length(value))
    if kind in (list, OpenList):
        items, more, _, nonempty = list_items(value, context)
        least, most = lengths(items, more, nonempty)
    else:
        entries, unseen = object_entries(value, context)
        least, most = sum(not maybe for _, _, maybe in entries), math.inf if unseen else len(entries)
    if least == most:
        return least
    return derive(NUMBER, value, minimum=least, maximum=None if most == math.inf else most)


def call_reverse(context: Context, value: Any) -> Any:
    """`reverse`."""
    kind = value.__class__
    if kind is str:
        return value[::-1]
    if kind is Unknown:
        if value.types == STRING:
            beginning, end = affixes(value)
            return derive(STRING, value, prefix=end[::-1], suffix=beginning[::-1], truthy=value.truthy)
        return derive(value.types & (ARRAY | STRING), value, truthy=value.truthy)
    items, more, ordered, nonempty = list_items(value, context)
    return make_list(items[::-1], more, ordered, nonempty, causes_of(value))


def call_type(context: Context, value: Any) -> Any:
    """`type`."""
    types = types_of(value)
    names = {**TYPE_NAMES, STRING: "string", ARRAY: "array"}
    return join([name for bit, name in names.items() if types & bit], value)


def call_not_null(context: Context, *values: Any) -> Any:
    """`not_null`."""
    found: list[Any] = []
    for value in values:
        types = types_of(value)
        if types == NULL:
            continue
        if not types & NULL:
            found.append(value)
            break
        part = restrict_all(value, ANY & ~NULL, context)
        if part is not NOTHING:
            found.append(part)
    else:
        found.append(None)
    return join(found, *values)


def call_to_array(context: Context, value: Any) -> Any:
    """`to_array`."""
    kind = value.__class__
    if kind in (list, OpenList):
        return value
    if kind is Unknown and value.types & ARRAY:
        if value.types == ARRAY:
            return value
        return join([restrict(value, ARRAY), [restrict(value, ANY & ~ARRAY)]], value)
    return [value]


# ---------------------------------------------------------------- objects


def call_keys(context: Context, value: Any) -> Any:
    """`keys`."""
    entries, unseen = object_entries(value, context)
    more = derive(STRING, value) if unseen else NOTHING
    return make_list([(key, maybe) for key, _, maybe in entries], more, value.__class__ is dict, False, causes_of(value))


def call_values(context: Context, value: Any) -> Any:
    """`values`."""
    entries, unseen = object_entries(value, context)
    more = derive(ANY, value) if unseen else NOTHING
    return make_list([(item, maybe) for _, item, maybe in entries], more, value.__class__ is dict, False, causes_of(value))


def call_merge(context: Context, *values: Any) -> Any:
    """Later keys win; where a later object has unseen keys, what was known before is no longer."""
    known: dict[str, Any] = {}
    unseen = False
    unordered = any(value.__class__ is OpenObject for value in values)
    for value in values:
        entries, more = object_entries(value, context)
        if more:
            known = {key: _overwritten(item, value) for key, item in known.items()}
        unseen = unseen or more
        for key, item, maybe in entries:
            unordered = unordered or maybe
            known[key] = _laid_over(known.get(key, ABSENT), item, value) if maybe else item
    return OpenObject(known, unseen, causes=gather(values)) if unseen or unordered else known


def _overwritten(item: Any, value: Any) -> Unknown:
    """An entry that unseen keys of a later object may have overwritten."""
    absent = item.__class__ is Unknown and (item.may_be_absent or any(choice is ABSENT for choice in item.one_of or ()))
    return derive(ANY, value, may_be_absent=absent)


def _laid_over(before: Any, item: Any, value: Any) -> Any:
    """An entry, which an earlier object may have had, and over which a later one may lay another."""
    flat = before.__class__ is Unknown and before.one_of is not None and not before.may_be_absent and before.selector is None
    choices = tuple(before.one_of) if flat else (before,)
    return derive(ANY, value, one_of=(*choices, item))


call_ceil = _rounded(math.ceil)
call_floor = _rounded(math.floor)
call_starts_with = _affix(start=True)
call_ends_with = _affix(start=False)
