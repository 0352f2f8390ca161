"""Why an expression gave its verdict: it is walked again, and the reads that decided are noted.

Of `&&` that is false, every false side; of `||` that is true, every true side; of a filter, the members it kept or may have kept with
what their condition read, or where it kept none, why each was left out. What is unknown counts as deciding where the verdict is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.context import Context
from scanner.jmes.expression import Expression
from scanner.jmes.places import Place, Pointer, Walker, kept_members, members_of
from scanner.jmes.syntax import Node
from scanner.unknown import OpenList

MAX_READS: Final = 40
MAX_MEMBERS: Final = 20
_STEPS: Final = ("subexpression", "index_expression", "pipe")
_PROJECTIONS: Final = ("projection", "value_projection", "flatten")
_QUANTIFIERS: Final = {"any": True, "none": True, "all": False}
"""Functions over (list, &condition), and the truth of the condition on a member that decides."""


@dataclass(frozen=True, slots=True, eq=False)
class TracedRead:
    """A value that the verdict hangs on."""

    expression: str
    """As it is written: `Privileged`, `route_table(@).Routes`."""
    value: Any
    pointer: Pointer | None
    """Its path in the document (where it would stand, if it is missing); None where it came out of a function call."""
    source: Any = None
    """What that call gave."""
    path: Pointer = ()
    """The value's path inside `source`."""


def explain(expression: Expression, document: Any, context: Context) -> list[TracedRead]:
    """The reads that decided the verdict, the most telling first; empty where none did (`true`). Never raises for the document."""
    tracer = _Tracer(expression, document, context.fork({}))
    with suppress(RecursionError):
        tracer.why(expression.nodes, tracer.walker.root)
    return tracer.reads


class _Tracer:
    def __init__(self, expression: Expression, document: Any, context: Context) -> None:
        self.walker = Walker(expression, document, context)
        self.text = expression.text
        self.functions = expression.functions
        self.reads: list[TracedRead] = []
        self.seen: set[tuple[str, Pointer | None, int]] = set()

    def note(self, node: Node, place: Place) -> None:
        """Note a read, once."""
        if place.value is None and place.pointer is None and place.source is None:
            return
        text = place.text if node.kind == "current" and place.text else self.text[node.start : node.end]
        key = (text, place.pointer, 0 if place.pointer is not None else id(place.value))
        if key not in self.seen and len(self.reads) < MAX_READS:
            self.seen.add(key)
            self.reads.append(TracedRead(text, place.value, place.pointer, place.source, place.path))

    def why(self, node: Node, place: Place) -> None:
        """Note what decided the truth of a node."""
        explain_kind = _KINDS.get(node.kind)
        try:
            if explain_kind is not None:
                explain_kind(self, node, place)
            else:
                self.read(node, place)
        except EvaluationError:
            for child in node.children:
                if child.kind not in ("expref", "literal"):
                    self.why(child, place)

    def read(self, node: Node, place: Place) -> None:
        """Note the value of a path."""
        if node.kind != "literal":
            self.note(node, self.walker.locate(node, place))


def _junction(tracer: _Tracer, node: Node, place: Place) -> None:
    stops_at = node.kind == "or_expression"
    left, right = node.children
    truths = [tracer.walker.truth(left, place), tracer.walker.truth(right, place)]
    whole = tracer.walker.truth(node, place)
    for child, held in zip((left, right), truths, strict=True):
        decides = held is stops_at if whole is stops_at else held is None if whole is None else True
        if decides:
            tracer.why(child, place)


def _operands(tracer: _Tracer, node: Node, place: Place) -> None:
    for child in node.children:
        tracer.why(child, place)


def _filter(tracer: _Tracer, node: Node, place: Place) -> None:
    kept = kept_members(tracer.walker, node, place)
    if tracer.walker.truth(node, place) is True:
        kept = [member for member in kept if not member[1]] or kept
    for member, _ in kept[:MAX_MEMBERS]:
        tracer.why(node.children[2], member)
        tracer.note(node, member)
    if kept and not isinstance(tracer.walker.value(node, place), OpenList):
        return
    base = tracer.walker.locate(node.children[0], place)
    if kept and not isinstance(base.value, OpenList):
        return
    if not kept:
        for member, _ in members_of(base)[:MAX_MEMBERS]:
            tracer.why(node.children[2], member)
    tracer.why(node.children[0], place)


def _projection(tracer: _Tracer, node: Node, place: Place) -> None:
    found = tracer.walker.locate(node, place)
    if _has_filter(node):
        tracer.why(node.children[0], place)
    for member, _ in (found.members or ())[:MAX_MEMBERS]:
        tracer.note(node, member)
    if not found.members:
        tracer.note(node, found)


def _has_filter(node: Node) -> bool:
    return any(child.kind == "filter_projection" for child in node.walk())


def _chain(tracer: _Tracer, node: Node, place: Place) -> None:
    last = node.children[-1]
    if node.kind == "pipe" and last.kind not in ("field", "index", "current", "slice"):
        first = node.children[0]
        tracer.why(last, tracer.walker.named_as(first, tracer.walker.locate(first, place)))
        if _has_filter(first):
            tracer.why(first, place)
        return
    if _has_filter(node):
        tracer.why(node.children[0], place)
    tracer.note(node, tracer.walker.locate(node, place))


def _call(tracer: _Tracer, node: Node, place: Place) -> None:
    if node.value == "not_null":
        tracer.read(node, place)
        return
    known = node.value not in tracer.functions
    if not known and node.value not in _QUANTIFIERS:
        tracer.note(node, tracer.walker.locate(node, place))
    if node.value in _QUANTIFIERS and len(node.children) == 2 and node.children[1].kind == "expref":
        _quantifier(tracer, node, place)
        return
    for child in node.children:
        if child.kind not in ("expref", "literal") and (known or child.kind != "current"):
            tracer.why(child, place)


def _quantifier(tracer: _Tracer, node: Node, place: Place) -> None:
    """any, all, none: the members that decided, with what their condition read; all of them where none did."""
    wanted = _QUANTIFIERS[node.value]
    condition = node.children[1].children[0]
    members = [member for member, _ in members_of(tracer.walker.locate(node.children[0], place))]
    deciding = [member for member in members if tracer.walker.truth(condition, member) is not (not wanted)]
    for member in (deciding or members)[:MAX_MEMBERS]:
        tracer.why(condition, member)
    for member in deciding[:MAX_MEMBERS]:
        tracer.note(node, member)
    tracer.why(node.children[0], place)


_KINDS: Final[dict[str, Callable[[_Tracer, Node, Place], None]]] = {
    "and_expression": _junction,
    "or_expression": _junction,
    "not_expression": _operands,
    "comparator": _operands,
    "multi_select_list": _operands,
    "multi_select_dict": _operands,
    "key_val_pair": _operands,
    "filter_projection": _filter,
    **dict.fromkeys(_PROJECTIONS, _projection),
    **dict.fromkeys(_STEPS, _chain),
    "function_expression": _call,
}
