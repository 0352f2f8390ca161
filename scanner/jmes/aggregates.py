"""The functions of JMESPath that look at every member of a list: sum, sort, max_by and their like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.calls import type_error
from scanner.jmes.choices import join
from scanner.jmes.context import FAILED, Context
from scanner.jmes.kinds import causes_of, derive, gather, is_known, types_of
from scanner.jmes.members import lengths, list_items, make_list
from scanner.jmes.truths import restrict_all
from scanner.unknown import ANY, NOTHING, NULL, NUMBER, STRING, OpenList, Unknown

Held = tuple[list[tuple[Any, bool]], int]
"""The members of a list that has no wrong one, and their possible types."""
Key = Callable[[Any], Any]
_ORDERED: Final = NUMBER | STRING


def _check(name: str, members: list[tuple[Any, bool]], more: Any, expected: int, context: Context, source: Any) -> Held:
    """Hold the members to `expected`: those that can be, and the types they may have. With two types all must have the same one."""
    seen = sure = 0
    for item, maybe in members:
        types = types_of(item)
        if not types & expected and not maybe:
            raise type_error(name, expected, item)
        if types & ~expected:
            context.doubt(*gather([item] if item.__class__ is Unknown else [source]))
        seen |= types
        if not maybe and types in (NUMBER, STRING):
            sure |= types
    if more is not NOTHING:
        types = types_of(more)
        if types & ~expected:
            context.doubt(*causes_of(source))
        seen |= types
    if sure == _ORDERED:
        raise EvaluationError(f"{name}() cannot order numbers and texts together")
    if seen & _ORDERED == _ORDERED:
        context.doubt(*gather([source], _unknowns(members)))
    return [member for member in members if types_of(member[0]) & expected], seen & expected


def _unknowns(members: list[tuple[Any, bool]]) -> tuple[Unknown, ...]:
    return gather(item for item, _ in members if item.__class__ is Unknown)


def _plain(value: Any) -> list[Any] | None:
    """A list all of whose members are certain and known, or None."""
    return value if value.__class__ is list and is_known(value) else None


def _exact(name: str, compute: Callable[[], Any]) -> Any:
    """A result of arithmetic; whole numbers beyond every float are an error."""
    try:
        return compute()
    except OverflowError:
        raise EvaluationError(f"{name}() is out of range") from None


def call_sum(context: Context, value: Any) -> Any:
    """`sum`."""
    items, more, _, _ = list_items(value, context)
    items, _ = _check("sum", items, more, NUMBER, context, value)
    if _plain(value) is not None:
        return _exact("sum", lambda: sum(value))
    return _total(items, more, value)


def _total(items: list[tuple[Any, bool]], more: Any, source: Any) -> Unknown:
    """The interval of a sum of numbers."""
    low: float | None = 0 if more is NOTHING else None
    high = low
    for item, maybe in items:
        least, greatest = (item.minimum, item.maximum) if item.__class__ is Unknown else (item, item)
        if item.__class__ is Unknown and item.one_of is not None:
            least = greatest = None
        low = None if low is None or least is None else low + (min(least, 0) if maybe else least)
        high = None if high is None or greatest is None else high + (max(greatest, 0) if maybe else greatest)
    return derive(NUMBER, causes=gather([source], _unknowns(items)), minimum=low, maximum=high)


def call_avg(context: Context, value: Any) -> Any:
    """`avg`."""
    items, more, _, nonempty = list_items(value, context)
    items, _ = _check("avg", items, more, NUMBER, context, value)
    if _plain(value) is not None:
        return _exact("avg", lambda: sum(value) / len(value)) if value else None
    least, _ = lengths(items, more, nonempty)
    return derive(NUMBER if least else NUMBER | NULL, causes=gather([value], _unknowns(items)))


def call_join(context: Context, separator: Any, value: Any) -> Any:
    """`join`."""
    items, more, ordered, _ = list_items(value, context)
    items, _ = _check("join", items, more, STRING, context, value)
    if isinstance(separator, str) and _plain(value) is not None:
        return separator.join(value)
    if more is NOTHING and ordered and not any(maybe for _, maybe in items) and isinstance(separator, str):
        parts: list[Any] = []
        for item, _ in items:
            part = restrict_all(item, STRING, context)
            if part is NOTHING:
                raise type_error("join", STRING, item)
            parts += [separator, part] if parts else [part]
        return derive(STRING, *(part for part in parts if part.__class__ is Unknown), parts=tuple(parts))
    return derive(STRING, causes=gather([separator, value], _unknowns(items)))


def _extreme(name: str, choose: Callable[[list[Any]], Any]) -> Callable[[Context, Any], Any]:
    def extreme(context: Context, value: Any) -> Any:
        items, more, _, nonempty = list_items(value, context)
        items, types = _check(name, items, more, _ORDERED, context, value)
        if _plain(value) is not None:
            return choose(value) if value else None
        least, most = lengths(items, more, nonempty)
        if most == 0:
            return None
        found = [item for item, _ in items]
        if more is NOTHING and is_known(found) and len({types_of(item) for item in found}) == 1:
            certain = [item for item, maybe in items if not maybe]
            better = [item for item in found if not certain or choose([*certain, item]) == item or choose(certain) == item]
            return join([*better, *([] if least else [None])], value)
        return derive(types | (0 if least else NULL), causes=gather([value], _unknowns(items)))

    return extreme


def call_sort(context: Context, value: Any) -> Any:
    """`sort`."""
    items, more, _, nonempty = list_items(value, context)
    items, types = _check("sort", items, more, _ORDERED, context, value)
    if more is NOTHING and types in (0, NUMBER, STRING) and is_known([item for item, _ in items]):
        return make_list(sorted(items, key=lambda member: member[0]), NOTHING, True, nonempty, causes_of(value))
    causes = gather([value], _unknowns(items))
    return OpenList(tuple(items), more, False, nonempty, causes[0].reason if causes else "", causes)


def call_map(context: Context, key: Key, value: Any) -> Any:
    """`map`."""
    items, more, ordered, nonempty = list_items(value, context)
    found = []
    for item, maybe in items:
        result = context.guard(key, item, *causes_of(value)) if maybe else key(item)
        if result is not FAILED:
            found.append((result, maybe))
    rest = NOTHING if more is NOTHING else context.guard(key, more, *causes_of(value))
    rest = NOTHING if rest is FAILED else rest
    return make_list(found, rest, ordered, nonempty and len(found) == len(items), causes_of(value))


def _keys(name: str, key: Key, value: Any, context: Context) -> tuple[list[tuple[Any, bool]], list[Any], Any]:
    """Members that can be, their keys, and the summary of further members; a member whose key fails cannot be."""
    items, more, _, _ = list_items(value, context)
    members = []
    keys: list[Any] = []
    for item, maybe in items:
        found = context.guard(key, item, *causes_of(value)) if maybe else key(item)
        if found is not FAILED:
            members.append((item, maybe))
            keys.append(found)
    more_key: Any = NOTHING
    if more is not NOTHING:
        more_key = context.guard(key, more, *causes_of(value))
        if more_key is FAILED:
            more = more_key = NOTHING
    _check(name, [(found, maybe) for found, (_, maybe) in zip(keys, members, strict=True)], more_key, _ORDERED, context, value)
    right = [place for place, found in enumerate(keys) if types_of(found) & _ORDERED]
    return [members[place] for place in right], [keys[place] for place in right], more


def _comparable(keys: list[Any]) -> bool:
    return is_known(keys) and len({types_of(key) for key in keys}) <= 1


def call_sort_by(context: Context, value: Any, key: Key) -> Any:
    """`sort_by`."""
    members, keys, more = _keys("sort_by", key, value, context)
    _, _, ordered, nonempty = list_items(value, context)
    if more is NOTHING and ordered and _comparable(keys):
        order = sorted(range(len(members)), key=keys.__getitem__)
        return make_list([members[place] for place in order], NOTHING, True, nonempty, causes_of(value))
    causes = gather([value, *(found for found in keys if found.__class__ is Unknown)])
    return OpenList(tuple(members), more, False, nonempty, causes[0].reason if causes else "", causes)


def _extreme_by(name: str, choose: Callable[..., Any]) -> Callable[[Context, Any, Key], Any]:
    def extreme_by(context: Context, value: Any, key: Key) -> Any:
        members, keys, more = _keys(name, key, value, context)
        _, _, ordered, nonempty = list_items(value, context)
        least, most = lengths(members, more, nonempty)
        if most == 0:
            return None
        if more is NOTHING and ordered and _comparable(keys) and least == most:
            return members[choose(range(len(keys)), key=keys.__getitem__)][0]
        if more is not NOTHING:
            return derive(ANY, value)
        found = [item for item, _ in members]
        return join(found if least else [*found, None], value, *(key for key in keys if key.__class__ is Unknown))

    return extreme_by


call_max = _extreme("max", max)
call_min = _extreme("min", min)
call_max_by = _extreme_by("max_by", max)
call_min_by = _extreme_by("min_by", min)
