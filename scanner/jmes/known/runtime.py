"""What generated code calls: JMESPath's functions on known values, strict equality, and the way out.

A wrong type, like everything else that is an error in JMESPath, raises NotKnown: the three-valued evaluation words the error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn

from scanner import lean_json
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.leaving import LEAVING, NotKnown
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

NUMBERS: Final = frozenset((int, float))
SCALARS: Final = frozenset((type(None), bool, int, float, str))
TYPES: Final[dict[type, int]] = {type(None): NULL, bool: BOOLEAN, int: NUMBER, float: NUMBER, str: STRING, list: ARRAY, dict: OBJECT}
_NAMES: Final = {NULL: "null", BOOLEAN: "boolean", NUMBER: "number", STRING: "string", ARRAY: "array", OBJECT: "object"}


class Unset:
    """Marks a lazily computed local that was not computed yet."""


UNSET: Final = Unset()


def leave() -> NoReturn:
    """Leave generated code."""
    raise NotKnown


def empty(value: Any, otherwise: Any) -> Any:
    """What a function makes of the empty default that stands for a false value; leaves for any other."""
    if value or value.__class__ in NUMBERS:
        raise NotKnown
    return otherwise


def settled(context: Any, value: Any) -> Any:
    """What a function gave, which must be known through and through."""
    if value.__class__ in SCALARS or context.knows(value):
        return value
    raise NotKnown


def equals(one: Any, other: Any) -> bool:
    """JMESPath's `==`: true is not 1, at any depth."""
    kind = one.__class__
    if kind is list:
        return other.__class__ is list and len(one) == len(other) and all(map(equals, one, other))
    if kind is dict:
        if other.__class__ is not dict or len(one) != len(other):
            return False
        return all(key in other and equals(value, other[key]) for key, value in one.items())
    if kind is bool or other.__class__ is bool:
        return one is other
    return bool(one == other)


def has_member(members: Any, value: Any) -> bool:
    """Whether a list holds a value, or a text another."""
    kind = members.__class__
    if kind is list:
        if value.__class__ is str or value is None:
            return value in members
        return any(equals(member, value) for member in members)
    if kind is str:
        return value.__class__ is str and value in members
    raise NotKnown


def size(value: Any) -> int:
    """`length`."""
    kind = value.__class__
    if kind is list or kind is str or kind is dict:
        return len(value)
    raise NotKnown


def begins(text: Any, prefix: Any) -> bool:
    """`starts_with`."""
    if text.__class__ is str and prefix.__class__ is str:
        return bool(text.startswith(prefix))
    raise NotKnown


def ends(text: Any, suffix: Any) -> bool:
    """`ends_with`."""
    if text.__class__ is str and suffix.__class__ is str:
        return bool(text.endswith(suffix))
    raise NotKnown


def to_string(value: Any) -> str:
    """`to_string`: JSON without spaces."""
    try:
        return value if value.__class__ is str else lean_json.dumps(value, separators=(",", ":"))
    except RecursionError:
        raise NotKnown from None


def to_number(value: Any) -> Any:
    """`to_number`."""
    return value if value.__class__ in NUMBERS else BUILTINS["to_number"].call(None, value)


def type_name(value: Any) -> str:
    """`type`."""
    return _NAMES[TYPES[value.__class__]]


def of_one_kind(values: Iterable[Any]) -> None:
    """Leave where values are not all numbers or all texts."""
    seen = set(map(type, values))
    if seen and seen != {str} and not seen <= NUMBERS:
        raise NotKnown


def by_keys(members: list[Any], keys: list[Any]) -> list[Any]:
    """`sort_by`: members in the order of their keys."""
    of_one_kind(keys)
    key = iter(keys).__next__
    return sorted(members, key=lambda member: key())


def first_by(choose: Callable[..., int]) -> Callable[[list[Any], list[Any]], Any]:
    """`max_by` and `min_by`: the first member with the greatest or least key; null of none."""

    def chosen(members: list[Any], keys: list[Any]) -> Any:
        of_one_kind(keys)
        return members[choose(range(len(keys)), key=keys.__getitem__)] if members else None

    return chosen


def extreme(choose: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
    """`max` and `min`."""

    def chosen(values: list[Any]) -> Any:
        of_one_kind(values)
        return choose(values) if values else None

    return chosen


def ordered(values: list[Any]) -> list[Any]:
    """`sort`."""
    of_one_kind(values)
    return sorted(values)


def joined(separator: Any, texts: Any) -> str:
    """`join`."""
    if separator.__class__ is not str or texts.__class__ is not list:
        raise NotKnown
    try:
        return str(separator.join(texts))
    except TypeError:
        raise NotKnown from None


def total(values: list[Any]) -> Any:
    """`sum`: every member a number."""
    if not set(map(type, values)) <= NUMBERS:
        raise NotKnown
    try:
        return sum(values)
    except OverflowError:
        raise NotKnown from None


def mean(values: list[Any]) -> float | None:
    """`avg`."""
    try:
        return total(values) / len(values) if values else None
    except OverflowError:
        raise NotKnown from None


def rounded(rounding: Callable[[float], int]) -> Callable[[float], int]:
    """`ceil` and `floor`."""

    def whole(number: float) -> int:
        try:
            return rounding(number)
        except (OverflowError, ValueError):
            raise NotKnown from None

    return whole


def merged(*values: dict[str, Any]) -> dict[str, Any]:
    """`merge`."""
    found: dict[str, Any] = {}
    for value in values:
        found.update(value)
    return found


def members(value: Any) -> Any:
    """What a loop over a possibly missing list goes through; leaves for what is neither list nor null."""
    if value.__class__ is list:
        return value
    if value is None:
        return ()
    raise NotKnown


FAST: Final[dict[str, tuple[str, int]]] = {
    "abs": ("abs", NUMBER),
    "avg": ("mean", ARRAY),
    "sum": ("total", ARRAY),
    "ceil": ("ceil", NUMBER),
    "floor": ("floor", NUMBER),
    "to_string": ("to_string", ANY),
    "type": ("type_name", ANY),
    "length": ("size", ANY),
    "contains": ("has_member", ANY),
    "starts_with": ("begins", ANY),
    "ends_with": ("ends", ANY),
    "join": ("joined", ANY),
    "max": ("greatest", ARRAY),
    "min": ("least", ARRAY),
    "sort": ("ordered", ARRAY),
    "merge": ("merged", OBJECT),
    "keys": ("list", OBJECT),
}
"""JMESPath's functions by name: what stands for them in NAMESPACE, and the types that each argument must be held to first."""
NAMESPACE: Final[dict[str, Any]] = {
    "__builtins__": {},
    "LEAVING": LEAVING,
    "NUMBERS": NUMBERS,
    "SCALARS": SCALARS,
    "SIZED": frozenset((list, str, dict)),
    "SEARCHED": frozenset((list, str)),
    "TYPES": TYPES,
    "UNSET": UNSET,
    "abs": abs,
    "all": all,
    "begins": begins,
    "bool": bool,
    "by_keys": by_keys,
    "ceil": rounded(math.ceil),
    "dict": dict,
    "empty": empty,
    "ends": ends,
    "equals": equals,
    "float": float,
    "frozenset": frozenset,
    "floor": rounded(math.floor),
    "greatest": extreme(max),
    "greatest_by": first_by(max),
    "has_member": has_member,
    "id": id,
    "int": int,
    "joined": joined,
    "least": extreme(min),
    "least_by": first_by(min),
    "leave": leave,
    "len": len,
    "list": list,
    "mean": mean,
    "members": members,
    "merged": merged,
    "ordered": ordered,
    "settled": settled,
    "size": size,
    "str": str,
    "to_number": to_number,
    "to_string": to_string,
    "total": total,
    "type_name": type_name,
}
"""All that generated code can name beside the caller's functions."""
