"""JMESPath's functions on plain lists and objects, without the algebra's bookkeeping; everything else goes to the functions themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner.jmes.builtins import BUILTINS
from scanner.jmes.context import Context
from scanner.unknown import OpenList, OpenObject, Sentinel, Unknown

Call = Callable[..., Any]
no_hole: Final = frozenset((Unknown, Sentinel)).isdisjoint
"""Whether none of some classes is one of a value that may be absent: the list whose members have them is certain."""
_NUMBERS: Final = frozenset((int, float))
_TEXT: Final = frozenset((str,))
_NAMES: Final = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    OpenList: "array",
    OpenObject: "object",
}


def _alike(values: list[Any]) -> bool:
    """Whether values are all texts or all numbers."""
    kinds = set(map(type, values))
    return kinds <= _TEXT or kinds <= _NUMBERS


def _by_key(name: str, finish: Callable[[list[Any], list[Any]], Any]) -> Call:
    """A function over (list, &key), each key computed once; the function itself gets the computed ones."""
    function = BUILTINS[name].call

    def by_key(context: Context, members: Any, key: Callable[[Any], Any]) -> Any:
        if members.__class__ is not list or not no_hole(map(type, members)):
            return function(context, members, key)
        keys = [key(member) for member in members]
        if _alike(keys):
            return finish(members, keys)
        computed = iter(keys)
        return function(context, members, lambda member: next(computed))

    return by_key


def _sorted(members: list[Any], keys: list[Any]) -> list[Any]:
    return [members[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]


def _first(choose: Callable[..., int]) -> Callable[[list[Any], list[Any]], Any]:
    return lambda members, keys: members[choose(range(len(keys)), key=keys.__getitem__)] if members else None


def _map(context: Context, key: Callable[[Any], Any], members: Any) -> Any:
    if members.__class__ is list and no_hole(map(type, members)):
        return [key(member) for member in members]
    return BUILTINS["map"].call(context, key, members)


def _of_list(name: str, fits: Callable[[list[Any]], bool], compute: Callable[[list[Any]], Any]) -> Call:
    """A function of one list."""
    function = BUILTINS[name].call

    def of_list(context: Context, value: Any) -> Any:
        return compute(value) if value.__class__ is list and fits(value) else function(context, value)

    return of_list


def _whole_numbers(values: list[Any]) -> bool:
    """Whether all are integers: no sum of them is out of range."""
    return set(map(type, values)) <= {int}


def _certain(value: list[Any]) -> bool:
    return no_hole(map(type, value))


def _of_object(name: str, compute: Callable[[dict[str, Any]], Any]) -> Call:
    """A function of one object."""
    function = BUILTINS[name].call

    def of_object(context: Context, value: Any) -> Any:
        plain = value.__class__ is dict and no_hole(map(type, value.values()))
        return compute(value) if plain else function(context, value)

    return of_object


def _merge(context: Context, *values: Any) -> Any:
    if not all(value.__class__ is dict and no_hole(map(type, value.values())) for value in values):
        return BUILTINS["merge"].call(context, *values)
    found: dict[str, Any] = {}
    for value in values:
        found.update(value)
    return found


def _join(context: Context, separator: Any, value: Any) -> Any:
    if separator.__class__ is str and value.__class__ is list and set(map(type, value)) <= _TEXT:
        return separator.join(value)
    return BUILTINS["join"].call(context, separator, value)


def _type(context: Context, value: Any) -> Any:
    return _NAMES.get(value.__class__) or BUILTINS["type"].call(context, value)


QUICK: Final[dict[str, Call]] = {
    "join": _join,
    "keys": _of_object("keys", lambda value: [*value]),
    "map": _map,
    "max": _of_list("max", _alike, lambda values: max(values) if values else None),
    "max_by": _by_key("max_by", _first(max)),
    "merge": _merge,
    "min": _of_list("min", _alike, lambda values: min(values) if values else None),
    "min_by": _by_key("min_by", _first(min)),
    "reverse": _of_list("reverse", _certain, lambda values: values[::-1]),
    "sort": _of_list("sort", _alike, sorted),
    "sort_by": _by_key("sort_by", _sorted),
    "sum": _of_list("sum", _whole_numbers, sum),
    "type": _type,
    "values": _of_object("values", lambda value: [*value.values()]),
}
"""By name: what stands for a function's `call` in generated code."""
