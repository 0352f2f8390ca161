"""What a value is, whether it is known, and why not."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Final

from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

EXPRESSION: Final = 64
"""The type of an argument such as `&Name`, beside the JMESPath types of `scanner.unknown`."""
MAX_CAUSES: Final = 8
"""A computed value remembers so many of the Unknowns that it hangs on."""
_TYPES: Final[dict[type, int]] = {
    type(None): NULL,
    bool: BOOLEAN,
    int: NUMBER,
    float: NUMBER,
    str: STRING,
    list: ARRAY,
    dict: OBJECT,
    OpenList: ARRAY,
    OpenObject: OBJECT,
}
PLAIN: Final = (type(None), bool, int, float, str)


def types_of(value: Any) -> int:
    """The JMESPath types that a value may have, as bits; what may be absent may be null; a callable is EXPRESSION."""
    found = _TYPES.get(value.__class__)
    if found is not None:
        return found
    if isinstance(value, Unknown):
        if value.one_of is None:
            return value.types | (NULL if value.may_be_absent else 0)
        bits = NULL if value.may_be_absent else 0
        for alternative in leaves(value):
            bits |= types_of(alternative)
        return bits & ~NULL if value.truthy else bits
    if value is ABSENT:
        return NULL
    return EXPRESSION


def leaves(value: Unknown) -> list[Any]:
    """Its alternatives and theirs, down to those that have none; each shared one once. May-be-absent ones add ABSENT."""
    found: list[Any] = []
    seen: set[int] = set()
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if item.__class__ is not Unknown or item.one_of is None:
            found.append(item)
            continue
        if item.may_be_absent:
            found.append(ABSENT)
        stack.extend(reversed(item.one_of))
    return found


def is_known(value: Any) -> bool:
    """Whether a value is plain JSON through and through."""
    kind = value.__class__
    if kind in PLAIN:
        return True
    if kind is list:
        return all(item.__class__ in PLAIN or is_known(item) for item in value)
    if kind is dict:
        return all(item.__class__ in PLAIN or is_known(item) for item in value.values())
    return False


def is_certain_list(items: Sequence[Any]) -> bool:
    """Whether a plain list certainly has just these members (their values may be unknown)."""
    return not any(item.__class__ is Unknown or item is ABSENT for item in items)


def identical(one: Any, other: Any) -> bool:
    """Whether nothing can tell two values apart (1 or 1.0 included); an Unknown and an object only from itself.

    Objects of equal content may stand for different things: a function can tell two resources apart by which object it is given.
    """
    if one is other:
        return True
    kind = one.__class__
    if kind is not other.__class__ or kind in (Unknown, OpenList, OpenObject):
        return False
    if kind is list:
        return len(one) == len(other) and all(map(identical, one, other))
    return bool(one == other) and kind in PLAIN


def identity_of(unknown: Unknown) -> Hashable:
    """What makes it the same value elsewhere: its identity, else the very object."""
    return unknown if unknown.identity is None else unknown.identity


def selector_of(unknown: Unknown) -> Hashable:
    """What the choice among its alternatives hangs on; None for a computed value that hangs on nothing by itself."""
    if unknown.selector is not None:
        return unknown.selector
    if unknown.identity is not None:
        return ("value", unknown.identity)
    return None if unknown.causes else unknown


def causes_of(value: Any) -> tuple[Unknown, ...]:
    """The Unknowns of the document that a value's truth hangs on; empty for a known one."""
    kind = value.__class__
    if kind is Unknown:
        return value.causes or (value,)
    if kind is OpenList:
        hidden = value.more is not NOTHING or any(maybe for _, maybe in value.items)
        return gather((item for item, _ in value.items if item.__class__ is Unknown), value.causes or _said(value.reason, hidden))
    if kind is OpenObject:
        return (
            value.causes if value.open and value.causes else gather(value.known.values(), value.causes or _said(value.reason, value.open))
        )
    if kind is list:
        return gather(item for item in value if item.__class__ is Unknown)
    if kind is dict:
        return gather(item for item in value.values() if item.__class__ is Unknown)
    return ()


def _said(reason: str, hidden: bool) -> tuple[Unknown, ...]:
    return (Unknown(reason or "there may be more than is known"),) if hidden else ()


def gather(sources: Iterable[Any], first: Iterable[Unknown] = ()) -> tuple[Unknown, ...]:
    """The causes of several values, each once, at most MAX_CAUSES."""
    found: list[Unknown] = []
    for cause in first:
        if cause not in found and len(found) < MAX_CAUSES:
            found.append(cause)
    for source in sources:
        for cause in causes_of(source):
            if cause not in found and len(found) < MAX_CAUSES:
                found.append(cause)
    return tuple(found)


def derive(types: int, *sources: Any, **fields: Any) -> Unknown:
    """A new Unknown that hangs on what `sources` hang on; further fields as those of Unknown."""
    causes = fields.pop("causes", None) or gather(sources)
    if not causes:
        return Unknown(fields.pop("reason", "it has several possible values"), types, **fields)
    first = causes[0]
    reason = fields.pop("reason", None) or first.reason
    sensitive = types not in (BOOLEAN, NUMBER) and any(cause.sensitive for cause in causes)
    settle = next((cause.settle for cause in causes if cause.settle), None)
    return Unknown(reason, types, sensitive=sensitive, settle=settle, causes=causes, **fields)


def unknown_boolean(*sources: Any, reason: str | None = None) -> Unknown:
    """True or false, nobody knows which, for the causes of `sources` or the reason given."""
    return derive(BOOLEAN, *sources, reason=reason) if reason else derive(BOOLEAN, *sources)
