"""Where a value stands: the parts of an expression that only walk through a document, walked again with their paths."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.context import Context
from scanner.jmes.expression import Expression
from scanner.jmes.nodes import Node
from scanner.jmes.truths import truth
from scanner.records import dataclass, replace
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
    made_of: tuple[Place, ...] = ()
    """What the call was given that gave it, or gave what it stands in."""

    def step(self, value: Any, key: str | int) -> Place:
        """The place of what stands in it under a key or an index."""
        pointer = None if self.pointer is None else (*self.pointer, key)
        return Place(value, pointer, self.source, (*self.path, key), made_of=self.made_of)

    def below(self, key: str | int) -> Place:
        """The place under a key or an index: what the expression put there, else what stands there."""
        if self.entries is not None and key in self.entries:
            return self.entries[str(key)]
        known = self.value.known if isinstance(self.value, OpenObject) else self.value
        return self.step(known.get(key) if isinstance(known, dict) else None, key)

    def but(self, value: Any, members: tuple[tuple[Place, bool], ...] | None = None) -> Place:
        """The same place with another value: what an expression made of what stands there."""
        return Place(value, self.pointer, self.source, self.path, members, made_of=self.made_of)


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """A call that led from one value to others, met on the way to what decided."""

    name: str
    title: str
    """What the function means; empty where it is no relation."""
    arguments: tuple[Place, ...]
    """What it was given, but for literals; of a relation what it starts from."""
    value: Any
    found: Place | None = None
    """Of a relation: where its value stands."""


class Walker:
    """Finds the places that the nodes of an expression lead to in one document."""

    def __init__(self, expression: Expression, document: Any, context: Context, outer: Walker | None = None) -> None:
        """Take what is walked; the context is this walker's own. `outer` walks the expression that calls this one."""
        self.expression = expression
        self.context = context
        self.top: Walker = self if outer is None else outer.top
        self.followed: list[Followed] = [] if outer is None else self.top.followed
        self._known: dict[int, Pointer] | None = None
        self._values: dict[tuple[Node, int], tuple[Any, Any, EvaluationError | None]] = {}
        self._places: dict[Hashable, tuple[Place, Place]] = {}
        self._opened: dict[tuple[int, int], Walker] = {}
        """Of the top: the walkers by their expression and document, which they keep alive."""
        self.root: Place = Place(document, ()) if outer is None or document is self.top.root.value else self.top.named(document)

    def text(self, node: Node) -> str:
        """How the expression writes a node."""
        return self.expression.text[node.start : node.end]

    def opened(self, node: Node, place: Place) -> tuple[Walker, str] | None:
        """The walker of the expression that a call stands for, and what the call means; None where it stands for none."""
        function = self.expression.functions.get(node.value) if node.kind == "function_expression" else None
        if function is None or function.opens is None:
            return None
        try:
            opened = function.opens(self.context, *(self.value(child, place) for child in node.children))
        except EvaluationError:
            return None
        if opened is None:
            return None
        key = (id(opened.expression), id(opened.document))
        walker = self.top._opened.get(key)
        if walker is None:
            context = self.context.fork({})
            context.data = opened.data
            walker = self.top._opened[key] = Walker(opened.expression, opened.document, context, self)
        return walker, opened.title

    def value(self, node: Node, place: Place) -> Any:
        """The node's value at a place, found out once; EvaluationError where it certainly fails."""
        key = (node, id(place.value))
        if key not in self._values:
            value, failure = None, None
            try:
                value = self.expression.closures[node](place.value, self.context)
            except EvaluationError as error:
                failure = error
            self._values[key] = (place.value, value, failure)
        _, value, failure = self._values[key]
        if failure is not None:
            raise failure
        return value

    def truth(self, node: Node, place: Place) -> bool | None:
        """The node's truth at a place; None also where it fails."""
        try:
            return truth(self.value(node, place), self.context)
        except EvaluationError:
            return None

    def locate(self, node: Node, place: Place) -> Place:
        """Where the node's value stands, seen from a place; found out once."""
        find = _KINDS.get(node.kind)
        if find is None:
            return Place(self.value(node, place))
        key = (node, id(place.value), place.pointer, id(place.source), place.path, place.text, id(place.members), id(place.entries))
        if key not in self._places:
            self._places[key] = (place, find(self, node, place))
        return self._places[key][1]

    def named(self, value: Any) -> Place:
        """The place of what a function gave: in the document where it is a part of it, else nowhere."""
        top = self.top
        if top._known is None:
            top._known = _pointers(top.root.value)
        pointer = top._known.get(id(value)) if isinstance(value, (dict, list, OpenList, OpenObject, Unknown)) else None
        return Place(value, pointer, None if pointer is not None else value)

    def named_as(self, node: Node, place: Place) -> Place:
        """The place, called what the expression calls it."""
        return place if node.kind == "current" else replace(place, text=self.text(node))


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
        return [member for choice in value.one_of if isinstance(choice, (list, OpenList)) for member in members_of(place.but(choice))]
    return []


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
    return place.but(value, tuple(members_of(place)[slice(*node.value)]) if node.value[2] != 0 else None)


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
    return base.but(walker.value(node, place), tuple(found))


def _flatten(walker: Walker, node: Node, place: Place) -> Place:
    base = walker.locate(node.children[0], place)
    found: list[tuple[Place, bool]] = []
    for member, maybe in members_of(base):
        inner = isinstance(member.value, (list, OpenList)) or member.members is not None
        found += [(item, maybe or unsure) for item, unsure in members_of(member)] if inner else [(member, maybe)]
    return base.but(walker.value(node, place), tuple(found))


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
        return first.but(walker.value(node, place))
    return first if held is (node.kind == "or_expression") else walker.locate(node.children[1], place)


def _call(walker: Walker, node: Node, place: Place) -> Place:
    value = walker.value(node, place)
    if node.value == "not_null":
        for child in node.children:
            found = walker.locate(child, place)
            if found.value is not None:
                return found if found.value is value else found.but(value)
    if node.value in _SAME_MEMBERS or node.value == "unique":
        same = _same_members(walker, node, place, value)
        if same is not None:
            return same
    inner = walker.opened(node, place)
    if inner is not None:
        return _opened(walker, node, place, value, *inner)
    given = [
        replace(walker.locate(child, place), text=place.text or "@" if child.kind == "current" else walker.text(child))
        for child in node.children
        if child.kind not in ("literal", "expref")
    ]
    walker.followed.append(Followed(node.value, "", tuple(given), value))
    found = walker.named(value)
    return found if found.pointer is not None else replace(found, made_of=tuple(given))


def _same_members(walker: Walker, node: Node, place: Place, value: Any) -> Place | None:
    """What a function gave that only picks from or orders the members of a list; None where it cannot be told which."""
    base = walker.locate(node.children[0], place)
    places = {id(member.value): member for member, _ in members_of(base)}
    if id(value) in places and not isinstance(value, (str, int, float)):
        return places[id(value)]
    if isinstance(value, list) and all(id(item) in places for item in value):
        return base.but(value, tuple((places[id(item)], False) for item in value))
    return None


def _opened(walker: Walker, node: Node, place: Place, value: Any, inner: Walker, title: str) -> Place:
    """What a call of a binding or a relation gave: what its expression leads to."""
    for child in node.children:
        if child.kind == "function_expression":
            walker.locate(child, place)
    mark = len(walker.followed)
    found = inner.locate(inner.expression.nodes, inner.root)
    if title:
        walker.followed.insert(mark, Followed(node.value, title, (inner.root,), value, found))
    if found.value is value or (found.entries is not None and isinstance(value, dict)):
        return replace(found, value=value)
    alike = found.members is not None and isinstance(value, (list, OpenList))
    return found.but(value, found.members if alike else None)


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
