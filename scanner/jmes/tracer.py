"""How the grounds of a verdict are gathered: a node's truth by its kind, a value by the calls and filters that it came through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.context import Context
from scanner.jmes.ground import Ground, TracedRead
from scanner.jmes.nodes import Node
from scanner.jmes.places import Place, Walker, members_of
from scanner.jmes.truths import truth
from scanner.unknown import BOOLEAN, OpenList, Unknown

MAX_GROUNDS: Final = 150
MAX_MEMBERS: Final = 20
TESTS: Final = ("and_expression", "or_expression", "not_expression", "comparator")
WALKS: Final = ("identity", "current", "field", "index", "slice")
CHAINS: Final = ("subexpression", "index_expression", "pipe")
PROJECTIONS: Final = ("projection", "value_projection", "flatten")
QUANTIFIERS: Final = {"any": True, "none": True, "all": False}
"""Functions over (list, &condition), and the truth of the condition on a member that decides."""

Parts = tuple[list[TracedRead], list[Ground]]
"""The values that an operand is, and the grounds of what it was computed from."""
Kind = Callable[["Tracer", Walker, Node, Place], list[Ground]]
"""Explains the truth of a node of one kind."""


class Tracer:
    """Walks an expression; each node has its truth (`why`) or its value (`parts`) explained."""

    def __init__(self, kinds: Mapping[str, Kind], value: Kind) -> None:
        """Take how the truth of a node is explained, by its kind, and how that of any other."""
        self._kinds = kinds
        self._value = value
        self.left = MAX_GROUNDS
        """Grounds that may still be made: an explanation is for a person."""

    def why(self, walker: Walker, node: Node, place: Place) -> list[Ground]:
        """The grounds of a node's truth."""
        if node.kind == "literal" or self.left <= 0:
            return []
        self.left -= 1
        kind = self._kinds.get(node.kind, self._value)
        try:
            return kind(self, walker, node, place)
        except EvaluationError as error:
            return self.failed(walker, node, place, error)

    def failed(self, walker: Walker, node: Node, place: Place, error: EvaluationError) -> list[Ground]:
        """The ground of what cannot be evaluated: what its parts read."""
        below = [ground for child in node.children if child.kind not in ("expref", "literal") for ground in self.why(walker, child, place)]
        return [Ground(walker.text(node), None, because=tuple(below), note=error.message)]

    def ground(self, walker: Walker, node: Node, place: Place, reads: Iterable[TracedRead], because: Iterable[Ground]) -> Ground:
        """The ground of a node."""
        below = tuple(because)
        return Ground(walker.text(node), walker.truth(node, place), "all" if len(below) > 1 else "", tuple(reads), below)

    def parts(self, walker: Walker, node: Node, place: Place) -> Parts:
        """The values that a node reads, and why they are what they are."""
        if node.kind in ("literal", "expref"):
            return [], []
        if node.kind in ("not_expression", "comparator") or is_quantifier(node):
            return [], self.why(walker, node, place)
        if node.kind == "function_expression":
            return self.of_call(walker, node, place)
        if node.kind.startswith("multi_select") or node.kind == "key_val_pair":
            return self.all_parts(walker, node.children, place)
        found = walker.locate(node, place)
        return [read(walker, node, found)], self.origin(walker, node, place, found)

    def apart(self, walker: Walker, nodes: Iterable[Node], place: Place) -> Parts:
        """The parts of operands: one that has grounds of its own is a ground itself, where there are others beside it."""
        operands = [node for node in nodes if node.kind not in ("literal", "expref")]
        if len(operands) < 2:
            return self.all_parts(walker, operands, place)
        reads: list[TracedRead] = []
        because: list[Ground] = []
        for node in operands:
            more, below = self.parts(walker, node, place)
            if below and more:
                because.append(Ground(walker.text(node), walker.truth(node, place), "", tuple(more), tuple(below)))
            else:
                reads += more
                because += below
        return reads, because

    def all_parts(self, walker: Walker, nodes: Iterable[Node], place: Place) -> Parts:
        """The parts of several nodes."""
        reads: list[TracedRead] = []
        because: list[Ground] = []
        for node in nodes:
            more, below = self.parts(walker, node, place)
            reads += more
            because += below
        return reads, because

    def of_call(self, walker: Walker, node: Node, place: Place) -> Parts:
        """The parts of a call: its value, and those of its arguments or of the expression that it stands for."""
        found = walker.locate(node, place)
        if node.value == "not_null":
            return [read(walker, node, found)], self.origin(walker, node, place, found)
        inner = walker.opened(node, place)
        if inner is not None:
            below = self.inside(*inner, found, as_value=True)
            if is_test(inner[0].expression.nodes, found.value, as_value=True):
                return [], [self.ground(walker, node, place, (), below)]
            return [read(walker, node, found)], below
        if node.value not in walker.expression.functions:
            return self.all_parts(walker, node.children, place)
        vain = [child for child in node.children if child.kind not in ("current", "literal", "expref")]
        vain = [child for child in vain if not (tells(found.value) and tells(walker.value(child, place)))]
        _, below = self.all_parts(walker, vain, place)
        return [read(walker, node, found)], below

    def inside(self, walker: Walker, title: str, found: Place, *, as_value: bool = False) -> list[Ground]:
        """The grounds of a binding's or a relation's value. A relation that leads somewhere needs none: the path tells."""
        node = walker.expression.nodes
        asks = is_test(node, found.value, as_value=as_value)
        if title and tells(found.value) and not asks:
            return []
        if asks or self.left <= 0:
            return self.why(walker, node, walker.root)
        self.left -= 1
        try:
            reads, because = self.parts(walker, node, walker.root)
        except EvaluationError as error:
            return self.failed(walker, node, walker.root, error)
        told = found.pointer is not None or found.made_of or (found.source is not None and found.path)
        own = [one for one in reads if one.expression != walker.text(node) or not told]
        if any(one.expression == walker.text(node) for one in because):
            return because
        return [*(Ground(one.expression, holds_of(one.value), reads=(one,)) for one in own), *because]

    def origin(self, walker: Walker, node: Node, place: Place, found: Place) -> list[Ground]:
        """Why a path leads where it does: the calls and filters that it begins with."""
        if node.kind in PROJECTIONS and not tells(found.value):
            return self.dead_end(walker, node, place)
        first = node
        while first.kind in (*CHAINS, *PROJECTIONS, "or_expression", "and_expression"):
            if first.kind == "pipe" and first.children[1].kind not in (*WALKS, *CHAINS):
                return self.through_pipe(walker, first, place)
            first = self.side_of(walker, first, place)
        if first.kind == "filter_projection":
            return self.why(walker, first, place) if not tells(found.value) or node.kind == "pipe" else []
        if first.kind == "function_expression" and first is not node:
            reads, because = self.of_call(walker, first, place)
            made = bool(reads) and bool(reads[0].made_of)
            if not tells(walker.value(first, place)) or (made and not tells(found.value)):
                return because or [self.ground(walker, first, place, reads, ())]
            return because
        if first.kind == "function_expression" and first.value == "not_null":
            _, because = self.all_parts(walker, (child for child in first.children if child.kind == "function_expression"), place)
            return because
        return []

    @staticmethod
    def side_of(walker: Walker, node: Node, place: Place) -> Node:
        """The part of a path that it begins with; of a junction the side whose value it is."""
        left = node.children[0]
        if node.kind not in ("or_expression", "and_expression"):
            return left
        return node.children[1] if walker.truth(left, place) is (node.kind == "and_expression") else left

    def dead_end(self, walker: Walker, node: Node, place: Place) -> list[Ground]:
        """Why a projection gives nothing: its list is empty, or each member leads to nothing."""
        base = node.children[0]
        if base.kind == "multi_select_list":
            return [ground for child in base.children for ground in self.vain(walker, child, place)]
        if node.kind == "flatten":
            return self.dead_end(walker, base, place) if base.kind in PROJECTIONS else self.vain(walker, base, place)
        members = members_of(walker.locate(base, place))
        if not members:
            return self.vain(walker, base, place)
        grounds = []
        for index, (member, _) in enumerate(members[:MAX_MEMBERS]):
            reads, because = self.parts(walker, node.children[1], member)
            opened = walker.opened(node.children[1], member)
            about = read_at(indexed(walker, base, index), member)
            title = opened[1] if opened is not None else ""
            grounds.append(Ground(walker.text(node.children[1]), False, "", tuple(reads), tuple(because), about, title))
        return grounds

    def vain(self, walker: Walker, node: Node, place: Place) -> list[Ground]:
        """The grounds of a value that is empty or missing; itself where nothing tells more."""
        if node.kind == "literal" or tells(walker.value(node, place)):
            return []
        reads, because = self.parts(walker, node, place)
        return because or ([self.ground(walker, node, place, reads, ())] if reads else [])

    def through_pipe(self, walker: Walker, node: Node, place: Place) -> list[Ground]:
        """The grounds of both sides of a pipe."""
        first, last = node.children
        middle = walker.named_as(first, walker.locate(first, place))
        return [*self.why(walker, last, middle), *(self.why(walker, first, place) if has_filter(first) else [])]


def read(walker: Walker, node: Node, place: Place) -> TracedRead:
    """A read of a node's value."""
    text = place.text if node.kind == "current" and place.text else walker.text(node)
    return read_at(text, place)


def read_at(text: str, place: Place) -> TracedRead:
    """A read of what stands at a place, with what it was computed from where it stands in no document."""
    made = tuple(read_at(one.text or "", one) for one in place.made_of) if place.pointer is None else ()
    return TracedRead(text, place.value, place.pointer, place.source, place.path, made)


def holds_of(value: Any) -> bool | None:
    """The truth of a value that was read."""
    return truth(value, Context())


def tells(value: Any) -> bool:
    """Whether a value is there and known to be: what is missing, empty or unknown wants an explanation."""
    if isinstance(value, OpenList):
        return bool(value.items)
    return not isinstance(value, Unknown) and value not in (None, [], {}, "", False)


def is_test(node: Node, value: Any, *, as_value: bool) -> bool:
    """Whether a binding's or a relation's expression asks for a truth: a junction that gives a value is none where its value counts."""
    if node.kind in ("and_expression", "or_expression") and as_value:
        return isinstance(value, bool) or (isinstance(value, Unknown) and value.types == BOOLEAN)
    return node.kind in TESTS or is_quantifier(node)


def is_quantifier(node: Node) -> bool:
    """Whether a node asks a condition of the members of a list."""
    return (
        node.kind == "function_expression" and node.value in QUANTIFIERS and len(node.children) == 2 and node.children[1].kind == "expref"
    )


def has_filter(node: Node) -> bool:
    """Whether a filter stands in a node."""
    return any(child.kind == "filter_projection" for child in node.walk())


def indexed(walker: Walker, base: Node, index: int) -> str:
    """How an expression would write a member of a list."""
    spread = any(child.kind in (*PROJECTIONS, "filter_projection", "pipe", "slice") for child in base.walk())
    return f"{walker.text(base)} | [{index}]" if spread else f"{walker.text(base)}[{index}]"
