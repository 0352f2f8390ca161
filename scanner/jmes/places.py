"""Where a value stands: the parts of an expression that only walk through a document, walked again with their paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.context import Context
from scanner.jmes.expression import Expression
from scanner.jmes.syntax import Node
from scanner.jmes.truths import truth
from scanner.unknown import OpenList, OpenObject, Unknown

Pointer = tuple[str | int, ...]
_SAME_MEMBERS: Final = ("sort", "sort_by", "reverse", "to_array", "max_by", "min_by")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A value and where it stands."""

    value: Any
    pointer: Pointer | None = None
    """Its path in the document; of what is not there, the path at which it would be. None for what was computed or called."""
    source: Any = None
    """What a function call gave, where it stands inside that."""
    path: Pointer = ()
    """Its path inside `source`."""
    members: tuple[tuple[Place, bool], ...] | None = None
    """Of a list made by the expression: (member, may be missing)."""
    entries: dict[str, Place] | None = None
    """Of an object made by the expression."""
    text: str | None = None
    """How the expression writes it, where `@` stands for it behind a pipe."""

    def step(self, value: Any, key: str | int) -> Place:
        """The place of what stands in it under a key or an index."""
        pointer = None if self.pointer is None else (*self.pointer, key)
        return Place(value, pointer, self.source, (*self.path, key))


class Walker:
    """Finds the places that the nodes of an expression lead to in one document."""

    def __init__(self, expression: Expression, document: Any, context: Context) -> None:
        """Take what is walked; the context is this walker's own."""
        self.expression = expression
        self.context = context
        self.root = Place(document, ())
        self._known: dict[int, Pointer] | None = None

    def value(self, node: Node, place: Place) -> Any:
        """The node's value at a place; EvaluationError where it certainly fails."""
        return self.expression.closures[node](place.value, self.context)

    def truth(self, node: Node, place: Place) -> bool | None:
        """The node's truth at a place; None also where it fails."""
        try:
            return truth(self.value(node, place), self.context)
        except EvaluationError:
            return None

    def locate(self, node: Node, place: Place) -> Place:
        """Where the node's value stands, seen from a place."""
        find = _KINDS.get(node.kind)
        return find(self, node, place) if find is not None else Place(self.value(node, place))

    def named(self, value: Any) -> Place:
        """The place of what a function gave: in the document where it is a part of it, else nowhere."""
        if self._known is None:
            self._known = _pointers(self.root.value)
        pointer = self._known.get(id(value)) if isinstance(value, (dict, list, OpenList, OpenObject, Unknown)) else None
        return Place(value, pointer, None if pointer is not None else value)

    def named_as(self, node: Node, place: Place) -> Place:
        """The place, called what the expression calls it."""
        return place if node.kind == "current" else replace(place, text=self.expression.text[node.start : node.end])


def members_of(place: Place) -> list[tuple[Place, bool]]:
    """The members of a list, each with its place (the index as written) and whether it may be missing."""
    if place.members is not None:
        return list(place.members)
    value = place.value
    if isinstance(value, OpenList):
        return [(place.step(item, index), maybe) for index, (item, maybe) in enumerate(value.items)]
    if isinstance(value, list):
        return [(place.step(item, index), False) for index, item in enumerate(value)]
    if isinstance(value, Unknown) and value.one_of is not None:
        return [member for choice in value.one_of if isinstance(choice, (list, OpenList)) for member in members_of(_at(place, choice))]
    return []


def _at(place: Place, value: Any) -> Place:
    return Place(value, place.pointer, place.source, place.path)


def _pointers(document: Any) -> dict[int, Pointer]:
    """The first path of every container in a document, by the object's id."""
    found: dict[int, Pointer] = {}
    stack: list[tuple[Any, Pointer]] = [(document, ())]
    while stack:
        item, pointer = stack.pop()
        if isinstance(item, (dict, list, OpenList, OpenObject, Unknown)) and id(item) not in found:
            found[id(item)] = pointer
            children = item.known if isinstance(item, OpenObject) else item
            if isinstance(children, Mapping):
                stack.extend((child, (*pointer, key)) for key, child in children.items())
            elif isinstance(children, list):
                stack.extend((child, (*pointer, index)) for index, child in enumerate(children))
            elif isinstance(children, OpenList):
                stack.extend((child, (*pointer, index)) for index, (child, _) in enumerate(children.items))
    return found


# ---------------------------------------------------------------- by kind of node


def _current(walker: Walker, node: Node, place: Place) -> Place:
    return place


def _field(walker: Walker, node: Node, place: Place) -> Place:
    if place.entries is not None:
        entries = place.entries
        return entries[node.value] if node.value in entries else Place(None)
    return place.step(walker.value(node, place), node.value)


def _index(walker: Walker, node: Node, place: Place) -> Place:
    value = walker.value(node, place)
    members = members_of(place)
    position: int = node.value
    if not any(maybe for _, maybe in members) and -len(members) <= position < len(members):
        return members[position][0]
    return place.step(value, position) if place.members is None else Place(value)


def _slice(walker: Walker, node: Node, place: Place) -> Place:
    value = walker.value(node, place)
    return Place(
        value, place.pointer, place.source, place.path, tuple(members_of(place)[slice(*node.value)]) if node.value[2] != 0 else None
    )


def _chain(walker: Walker, node: Node, place: Place) -> Place:
    found = place
    for child in node.children:
        found = walker.locate(child, found)
        if node.kind == "pipe":
            found = walker.named_as(child, found)
    return found


def kept_members(walker: Walker, node: Node, place: Place) -> list[tuple[Place, bool]]:
    """The members of a projection's base that its condition keeps or may keep."""
    base = walker.locate(node.children[0], place)
    if node.kind == "value_projection":
        entries = base.value.known if isinstance(base.value, OpenObject) else base.value
        return [(base.step(item, key), False) for key, item in entries.items()] if isinstance(entries, Mapping) else []
    kept = []
    for member, maybe in members_of(base):
        held = walker.truth(node.children[2], member) if node.kind == "filter_projection" else True
        if held is not False:
            kept.append((member, maybe or held is None))
    return kept


def _projection(walker: Walker, node: Node, place: Place) -> Place:
    found = []
    for member, maybe in kept_members(walker, node, place):
        try:
            result = walker.locate(node.children[1], member)
        except EvaluationError:
            continue
        if result.value is not None:
            found.append((result, maybe))
    base = walker.locate(node.children[0], place)
    return Place(walker.value(node, place), base.pointer, base.source, base.path, tuple(found))


def _flatten(walker: Walker, node: Node, place: Place) -> Place:
    base = walker.locate(node.children[0], place)
    found: list[tuple[Place, bool]] = []
    for member, maybe in members_of(base):
        inner = isinstance(member.value, (list, OpenList)) or member.members is not None
        found += [(item, maybe or unsure) for item, unsure in members_of(member)] if inner else [(member, maybe)]
    return Place(walker.value(node, place), base.pointer, base.source, base.path, tuple(found))


def _select_list(walker: Walker, node: Node, place: Place) -> Place:
    value = walker.value(node, place)
    if not isinstance(value, list):
        return Place(value)
    return Place(value, members=tuple((walker.locate(child, place), False) for child in node.children))


def _select_object(walker: Walker, node: Node, place: Place) -> Place:
    value = walker.value(node, place)
    if not isinstance(value, dict):
        return Place(value)
    return Place(value, entries={pair.value: walker.locate(pair.children[0], place) for pair in node.children})


def _either(walker: Walker, node: Node, place: Place) -> Place:
    first = walker.locate(node.children[0], place)
    held = truth(first.value, walker.context)
    if held is None:
        return Place(walker.value(node, place), first.pointer, first.source, first.path)
    return first if held is (node.kind == "or_expression") else walker.locate(node.children[1], place)


def _call(walker: Walker, node: Node, place: Place) -> Place:
    value = walker.value(node, place)
    if node.value == "not_null":
        for child in node.children:
            found = walker.locate(child, place)
            if found.value is not None:
                return found
    if node.value in _SAME_MEMBERS:
        base = walker.locate(node.children[0], place)
        places = {id(member.value): member for member, _ in members_of(base)}
        if id(value) in places and not isinstance(value, (str, int, float)):
            return places[id(value)]
        if isinstance(value, list) and all(id(item) in places for item in value):
            return Place(value, base.pointer, base.source, base.path, tuple((places[id(item)], False) for item in value))
    return walker.named(value)


_KINDS: Final[dict[str, Callable[[Walker, Node, Place], Place]]] = {
    "identity": _current,
    "current": _current,
    "field": _field,
    "index": _index,
    "slice": _slice,
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _chain,
    "projection": _projection,
    "filter_projection": _projection,
    "value_projection": _projection,
    "flatten": _flatten,
    "multi_select_list": _select_list,
    "multi_select_dict": _select_object,
    "or_expression": _either,
    "and_expression": _either,
    "function_expression": _call,
}
