"""Members of a list by the value that they have at a path: which of them may equal what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.context import Context
from scanner.jmes.kinds import types_of
from scanner.unknown import ABSENT, STRING, OpenObject, Sentinel, Unknown

UNSURE: Final = Sentinel("UNSURE")
"""A key, or a value at a path, of which nothing is known that could be looked up."""
FEW: Final = 8
"""Of a list of so many members at most, asking all of them costs less than looking up."""
_SCALARS: Final = (str, int, float, bool, type(None))


class Lookup:
    """For one list and one path: what may equal a key, as `scanner.jmes.compare.equality` sees it. Nothing in it changes."""

    def __init__(self, members: Iterable[Any], path: Sequence[str]) -> None:
        """Read every member once."""
        self._scalars: dict[Hashable, list[int]] = {}
        self._references: dict[str, list[int]] = {}
        self._texts: list[int] = []
        self._referring: list[int] = []
        self._compound: list[int] = []
        self._doubtful: list[int] = []
        for position, member in enumerate(members):
            self._add(position, _value_at(member, path))

    def _add(self, position: int, value: Any) -> None:
        if value.__class__ in _SCALARS:
            self._scalars.setdefault((types_of(value), value), []).append(position)
            if value.__class__ is str:
                self._texts.append(position)
        elif value is UNSURE:
            self._doubtful.append(position)
        elif (resource := _referred(value)) is not None:
            self._references.setdefault(resource, []).append(position)
            self._referring.append(position)
        elif value.__class__ is Unknown:
            self._doubtful.append(position)
        else:
            self._compound.append(position)

    def candidates(self, key: Any) -> list[int] | None:
        """The positions of the members that may equal a key, in order; None where that may be any."""
        if key.__class__ in _SCALARS:
            types = types_of(key)
            maybe = self._referring if types == STRING else []
            return sorted([*self._scalars.get((types, key), ()), *maybe, *self._doubtful])
        if key.__class__ is Unknown:
            resource = _referred(key)
            if resource is None:
                return None
            return sorted([*self._references.get(resource, ()), *self._texts, *self._doubtful])
        return None if key is UNSURE or key is ABSENT else sorted([*self._compound, *self._doubtful])


def key_for(context: Context, key: Callable[[Any], Any]) -> Any:
    """What is looked for; UNSURE where it may fail or something around it is assumed. It leaves no trace in the context.

    Whatever doubt it brings comes again with the condition that is asked of the members.
    """
    if context.assumed:
        return UNSURE
    doubt, touched, blamed = context.may_fail, context.touched, len(context.blame)
    context.may_fail, context.touched = False, {}
    try:
        value = key(None)
        return UNSURE if context.may_fail else value
    except EvaluationError:
        return UNSURE
    finally:
        context.may_fail, context.touched = doubt, touched
        del context.blame[blamed:]


def _value_at(member: Any, path: Sequence[str]) -> Any:
    """The value at a path, null where there is none; UNSURE where what leads there is not known."""
    value = member
    for name in path:
        if value.__class__ is dict:
            value = value.get(name)
        elif value.__class__ in (Unknown, OpenObject) or value is ABSENT:
            return UNSURE
        else:
            return None
    return UNSURE if value is ABSENT else value


def _referred(value: Any) -> str | None:
    """The resource whose primary identifier a value is: two of these are equal where they are of one resource, and else certainly not."""
    if value.__class__ is not Unknown or value.one_of is not None or value.may_be_absent or value.redacted is not None:
        return None
    to = value.reference
    if to is None or to.attribute != "Ref" or value.types != STRING or value.identity != ("reference", to.resource, "Ref"):
        return None
    return to.resource


class Members:
    """The members of a list, looked up by the value that they have at a path. One for a list: its lookups are made when first asked."""

    __slots__ = ("_lookups", "_values", "items", "whole")

    def __init__(self, items: list[Any], values: list[Any]) -> None:
        """Take the members as the list has them (what may be missing as a choice), and each as it is where it is there."""
        self.items = items
        self._values = values
        self._lookups: dict[tuple[str, ...], Lookup] = {}
        self.whole: Any = None
        """The list of all members where that is more than `items`, once somebody asked for it."""

    def where(self, path: Sequence[str], key: Any, others: int = 0) -> list[Any]:
        """The members that may have a key at a path, in order, and the first few of the others."""
        if key is UNSURE or len(self.items) <= FEW:
            return self.items
        lookup = self._lookups.get(names := tuple(path))
        if lookup is None:
            lookup = self._lookups[names] = Lookup(self._values, names)
        found = lookup.candidates(key)
        if found is None:
            return self.items
        if others:
            kept = set(found)
            found = sorted([*found, *islice((place for place in range(len(self.items)) if place not in kept), others)])
        return [self.items[position] for position in found]
