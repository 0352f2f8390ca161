"""Kleene's logic on True, False and None (not known), and documents as it sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from scanner.unknown import ABSENT, ARRAY, NOTHING, NULL, OpenList, OpenObject, Unknown

Truth = bool | None
"""True, False, or None where it is not known."""


def either(truths: Iterable[Truth]) -> Truth:
    """True if one is true, False if all are false."""
    found: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            found = None
    return found


def every(truths: Iterable[Truth]) -> Truth:
    """False if one is false, True if all are true."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def negation(truth: Truth) -> Truth:
    """Not."""
    return None if truth is None else not truth


def unknowns_in(value: Any) -> list[Unknown]:
    """The Unknowns inside a document, in order; what an open list or object hides counts as one, with its reason."""
    found: list[Unknown] = []
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            found.append(item)
        elif isinstance(item, OpenList):
            if item.more is not NOTHING or any(maybe for _, maybe in item.items):
                found.append(Unknown(item.reason or "the list may have other members", causes=item.causes))
            stack.extend(element for element, _ in reversed(item.items))
        elif isinstance(item, OpenObject):
            if item.open:
                found.append(Unknown(item.reason or "the object may have other keys", causes=item.causes))
            stack.extend(reversed(list(item.known.values())))
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
    return found


def members(value: Any) -> tuple[list[tuple[Any, bool]], bool]:
    """The members of a list as (value, whether it may be missing), and whether there may be more.

    null is no list: []. A single value that is no list is a list of one (as AWS's documents allow). An Unknown is a list of
    which nothing is known.
    """
    if value is None:
        return [], False
    if isinstance(value, OpenList):
        return [pair for item, maybe in value.items for pair in _member(item, maybe)], value.more is not NOTHING
    if isinstance(value, Unknown):
        return ([], True) if value.types & (ARRAY | NULL) else (_member(value, False), False)
    if isinstance(value, list):
        return [pair for item in value for pair in _member(item, False)], False
    return [(value, False)], False


def _member(item: Any, maybe: bool) -> list[tuple[Any, bool]]:
    """An element, and whether it may be missing; an alternative that it is absent only says that it may."""
    if item is ABSENT:
        return []
    if isinstance(item, Unknown) and item.one_of is not None:
        stands = tuple(one for one in item.one_of if one is not ABSENT)
        maybe = maybe or item.may_be_absent or len(stands) < len(item.one_of)
        if not stands:
            return []
        return [(stands[0] if len(stands) == 1 else Unknown(item.reason, one_of=stands, settle=item.settle), maybe)]
    return [(item, maybe or (isinstance(item, Unknown) and item.may_be_absent))]


def judge(value: Any, predicate: Callable[[Any], Truth], absent: Any = None) -> Truth:
    """What holds of a value: where it has alternatives, what holds of all of them; `absent` is how the predicate sees ABSENT."""
    if not isinstance(value, Unknown) or value.one_of is None:
        return predicate(value)
    truths = {predicate(absent) if one is ABSENT else judge(one, predicate, absent) for one in value.one_of}
    return truths.pop() if len(truths) == 1 else None


def any_of(value: Any, predicate: Callable[[Any], Truth]) -> Truth:
    """Whether the predicate holds of some member of a list whose members may be missing, and which may have more."""
    found, more = members(value)
    truths = [(judge(item, predicate), maybe) for item, maybe in found]
    return either([*(None if maybe and truth else truth for truth, maybe in truths), *([None] if more else [])])


def field(value: Any, key: str) -> Any:
    """A key of an object; None where it is absent, an Unknown where it cannot be told."""
    if isinstance(value, dict):
        found = value.get(key)
        return None if found is ABSENT else found
    if isinstance(value, OpenObject):
        if key in value.known or not value.open:
            return value.known.get(key)
        return Unknown(value.reason or "the object may have more keys", may_be_absent=True)
    if isinstance(value, Unknown):
        return Unknown(value.reason, may_be_absent=True, settle=value.settle)
    return None
