"""Whether a value is one of those that a type stands for; of what is not known, whether it may be such a value."""

from __future__ import annotations

from typing import Any

from scanner.jmes.values import types_of
from scanner.shapes.types import Type, holds
from scanner.unknown import NOTHING, OpenList, OpenObject, Unknown


def covers(found: Type, value: Any) -> bool:
    """Whether a type stands for a value."""
    if isinstance(value, Unknown):
        return bool(value.types & found.bits)  # an unknown resource has properties of any type: the engine knows no schema
    if not found.bits & types_of(value):
        return False
    if isinstance(value, (bool, int, float, str)):
        if found.values is not None:
            return holds(found.values, value)
        return not isinstance(value, str) or found.filled is None or found.filled == bool(value)
    if isinstance(value, (list, dict)) and found.filled is not None and found.filled != bool(value):
        return False
    if isinstance(value, OpenList):
        more = () if value.more is NOTHING else (value.more,)
        return all(covers(found.elements(), item) for item in (*(item for item, _ in value.items), *more))
    if isinstance(value, list):
        return all(covers(found.elements(), item) for item in value)
    known = value.known if isinstance(value, OpenObject) else value
    if not isinstance(known, dict) or found.objects is None:
        return True
    return any(
        all((inner := members.get(name)) is not None and covers(inner, item) for name, item in known.items()) for members in found.objects
    )
