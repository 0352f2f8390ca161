"""Lists and objects of which some members may be missing or unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scanner.jmes.choices import present, read
from scanner.jmes.context import Context
from scanner.jmes.kinds import PLAIN, causes_of, derive, identity_of, is_certain_list, is_known
from scanner.unknown import ABSENT, ANY, NOTHING, OBJECT, OpenList, OpenObject, Unknown

Members = tuple[list[tuple[Any, bool]], Any, bool, bool]
"""Of a list: [(value, may be missing)], the summary of further members or NOTHING, ordered, nonempty."""
Entries = tuple[list[tuple[str, Any, bool]], bool]
"""Of an object: [(key, value, may be missing)], and whether there may be further keys."""


def list_items(value: Any, context: Context) -> Members:
    """The members of a simple list, or of the list part of an Unknown: none of them ABSENT, the summary renewed."""
    kind = value.__class__
    if kind is list:
        if is_certain_list(value):
            return [(item, False) for item in value], NOTHING, True, False
        return _there(((item, False) for item in value), context), NOTHING, True, False
    if kind is OpenList:
        more = value.more
        if more is not NOTHING:
            more, _ = present(renew(more), context)
            more = NOTHING if more is ABSENT else more
        return _there(value.items, context), more, value.ordered, value.nonempty
    return [], derive(ANY, value), True, value.truthy


def _there(items: Iterable[tuple[Any, bool]], context: Context) -> list[tuple[Any, bool]]:
    found = []
    for item, maybe in items:
        if item.__class__ is Unknown or item is ABSENT:
            there, absent = present(item, context)
            if there is not ABSENT:
                found.append((there, maybe or absent))
        else:
            found.append((item, maybe))
    return found


def renew(value: Any, made: dict[int, Any] | None = None) -> Any:
    """A summary's value as another member may have it: no identity with any other reading of the summary."""
    made = {} if made is None else made
    kind = value.__class__
    if kind in PLAIN or is_known(value):
        return value
    if id(value) in made:
        return made[id(value)]
    result: Any
    if kind is Unknown:
        choices = None if value.one_of is None else tuple(renew(item, made) for item in value.one_of)
        parts = None if value.parts is None else tuple(renew(item, made) for item in value.parts)
        result = value.but(one_of=choices, parts=parts, identity=None, reference=None, redacted=None, causes=causes_of(value))
    elif kind is list:
        result = [renew(item, made) for item in value]
    elif kind is dict:
        result = {key: renew(item, made) for key, item in value.items()}
    elif kind is OpenList:
        items = tuple((renew(item, made), maybe) for item, maybe in value.items)
        result = OpenList(items, value.more, value.ordered, value.nonempty, value.reason, value.causes)
    elif kind is OpenObject:
        result = OpenObject(_Renewed(value.known, made), value.open, value.reason, value.causes)
    else:
        result = value
    made[id(value)] = result
    return result


class _Renewed(Mapping[str, Any]):
    """The entries of a summary's object, each renewed when it is first read: most never are."""

    __slots__ = ("_entries", "_made", "_source")

    def __init__(self, source: Mapping[str, Any], made: dict[int, Any]) -> None:
        self._source = source
        self._made = made
        self._entries: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._entries:
            self._entries[key] = renew(self._source[key], self._made)
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._source)

    def __len__(self) -> int:
        return len(self._source)

    def __contains__(self, key: object) -> bool:
        return key in self._source


def make_list(
    items: Sequence[tuple[Any, bool]], more: Any = NOTHING, ordered: bool = True, nonempty: bool = False, causes: tuple[Unknown, ...] = ()
) -> Any:
    """A list from (value, may be missing) pairs: a plain one where nothing is open."""
    if more is NOTHING and ordered and not any(maybe for _, maybe in items):
        return [item for item, _ in items]
    return OpenList(tuple(items), more, ordered, nonempty, causes[0].reason if causes else "", causes)


def lengths(items: Sequence[tuple[Any, bool]], more: Any, nonempty: bool) -> tuple[int, float]:
    """The least and the greatest number of members."""
    least = sum(1 for _, maybe in items if not maybe)
    return max(least, 1 if nonempty else 0), float("inf") if more is not NOTHING else len(items)


def object_entries(value: Any, context: Context) -> Entries:
    """The known entries of a simple object (or of the object part of an Unknown), and whether there may be further ones."""
    kind = value.__class__
    if kind is Unknown:
        return [], True
    known, unseen = (value, False) if kind is dict else (value.known, value.open)
    found = []
    for key, item in known.items():
        there, maybe = present(item, context)
        if there is not ABSENT:
            found.append((key, there, maybe))
    return found, unseen


def read_entry(value: Any, key: str, context: Context) -> Any:
    """What `.key` gives on a simple value: null where it is no object or has no such key."""
    kind = value.__class__
    if kind is dict:
        return read(value.get(key), context)
    if kind is Unknown:
        if not value.types & OBJECT:
            return None
        return derive(ANY, value, identity=("field", identity_of(value), key))
    if kind is OpenObject:
        if key in value.known:
            return read(value.known[key], context)
        return derive(ANY, value) if value.open else None
    return None
