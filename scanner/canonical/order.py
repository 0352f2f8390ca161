"""The canonical order of a list whose order means nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from scanner.snapshot import Location, Pointer
from scanner.unknown import ABSENT, Unknown


def sort_list(value: list[Any]) -> list[int] | None:
    """The old indexes of a list's members in canonical order; None where a member is too little known to have a place."""
    keys: list[str] = []
    for item in value:
        key = _sort_key(item)
        if key is None:
            return None
        keys.append(key)
    return sorted(range(len(value)), key=keys.__getitem__)


def rekey(places: Mapping[Pointer, Location], at: Pointer, order: Sequence[int]) -> dict[Pointer, Location]:
    """Places below a list after its members were put into another order: `order` names the old index of each new one."""
    new = {old: index for index, old in enumerate(order)}
    size = len(at)

    def moved(pointer: Pointer) -> Pointer:
        if len(pointer) <= size or pointer[:size] != at:
            return pointer
        step = pointer[size]
        return (*at, new.get(step, step) if isinstance(step, int) else step, *pointer[size + 1 :])

    return {moved(pointer): place for pointer, place in places.items()}


def _sort_key(value: Any) -> str | None:
    """A text that orders members: their JSON, unknowns by identity. None where one may be absent or has no identity."""
    if isinstance(value, Unknown) and (value.may_be_absent or (value.one_of is not None and ABSENT in value.one_of)):
        return None
    try:
        return _TEXT.encode(value)
    except TypeError:
        return None


def _identity_key(value: Any) -> str:
    if isinstance(value, Unknown) and value.identity is not None:
        return "\uffff" + repr(value.identity)
    if isinstance(value, Unknown) and value.one_of is not None:
        return "\uffff" + repr(value.selector)
    raise TypeError


_TEXT = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=_identity_key)
