"""How much an expression may cost, from its text alone: what a bomb of 250 characters would need is refused before it runs.

JMESPath sees nothing but the current value, so each construct costs a multiple of that value's size; only `join` with a computed
separator multiplies two sizes. The bound holds for JMESPath's own constructs and functions; a function of the caller counts as one that
gives back as much as it is given (what its names cost is for whoever declares them).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, NamedTuple

from scanner.errors import ExpressionError
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.nodes import Node

MAX_COST: Final = 20_000
"""Work, and size of the result, as a multiple of the document's size. Ordinary expressions stay below 100."""
_CEILING: Final = 1e15
_SMALL_RESULTS: Final = ("contains", "starts_with", "ends_with", "length", "abs", "ceil", "floor", "sum", "avg", "type", "to_number")


class Bound(NamedTuple):
    """Per unit of the current value's size: size of the result and work, each as coefficient * size ** degree."""

    size: float
    size_degree: int
    work: float
    work_degree: int


_CURRENT: Final = Bound(1, 1, 1, 0)


def hold_cost(text: str, tree: Node) -> None:
    """ExpressionError where an expression may cost too much."""
    bound = _bound(tree)
    if max(bound.size_degree, bound.work_degree) > 1:
        join = next((node for node in tree.walk() if node.kind == "function_expression" and node.value == "join"), tree)
        raise ExpressionError(
            "join() with a computed separator may cost the square of the document",
            expression=text,
            offset=join.start,
            hint="write the separator as a text",
        )
    if max(bound.size, bound.work) > MAX_COST:
        raise ExpressionError(
            f"the expression may cost {max(bound.size, bound.work):,.0f} times the document's size, more than {MAX_COST:,}",
            expression=text,
            hint="repeat the document less often, as in [@, @]",
        )


def _bound(node: Node) -> Bound:
    return _KINDS.get(node.kind, _children)(node)


def _then(first: Bound, second: Bound) -> Bound:
    """One after the other."""
    size = min(max(first.size, 1) * second.size, _CEILING)
    work = min(first.work + max(first.size, 1) * second.work, _CEILING)
    return Bound(size, first.size_degree * second.size_degree, work, max(first.work_degree, first.size_degree * max(second.work_degree, 1)))


def _step(node: Node) -> Bound:
    return _CURRENT


def _literal(node: Node) -> Bound:
    return Bound(1 + len(json.dumps(node.value)), 0, 1, 0)


def _chain(node: Node) -> Bound:
    bound = _CURRENT
    for child in node.children:
        bound = _then(bound, _bound(child))
    return bound


def _flatten(node: Node) -> Bound:
    base = _bound(node.children[0])
    return base._replace(work=min(base.work + base.size, _CEILING), work_degree=max(base.size_degree, base.work_degree))


def _projection(node: Node) -> Bound:
    base, *bodies = (_bound(child) for child in node.children)
    body = bodies[0]
    work = min(base.work + base.size * (sum(part.work for part in bodies) + 2), _CEILING)
    return Bound(
        min(base.size * body.size + 1, _CEILING),
        max(base.size_degree, base.size_degree * max(body.size_degree, 1)),
        work,
        max(base.work_degree, base.size_degree * max(1, *(part.work_degree for part in bodies))),
    )


def _children(node: Node) -> Bound:
    """Constructs that evaluate their children on the current value: comparisons, junctions, multi-selects."""
    parts = [_bound(child) for child in node.children]
    compares = node.kind == "comparator"
    gathers = node.kind in ("multi_select_list", "multi_select_dict", "key_val_pair")
    sizes = [part.size for part in parts]
    size = (
        sum(sizes) + 1 + len(str(node.value or ""))
        if gathers
        else 1
        if compares or node.kind == "not_expression"
        else max(sizes, default=1)
    )
    degree = 0 if compares or node.kind == "not_expression" else max((part.size_degree for part in parts), default=0)
    work = sum(part.work for part in parts) + 1 + (sum(sizes) if compares else 0)
    work_degree = max((max(part.work_degree, part.size_degree if compares else 0) for part in parts), default=0)
    return Bound(min(size, _CEILING), degree, min(work, _CEILING), work_degree)


def _call(node: Node) -> Bound:
    body = next((_bound(child.children[0]) for child in node.children if child.kind == "expref"), None)
    own = node.value in BUILTINS
    given = [_bound(child) for child in node.children if child.kind != "expref" and (own or child.kind != "literal")]
    size = sum(part.size for part in given)
    degree = max((part.size_degree for part in given), default=0)
    work = sum(part.work + part.size for part in given) + 2
    work_degree = max((max(part.size_degree, part.work_degree) for part in given), default=0)
    if body is not None:
        work += size * (body.work + body.size + 4)
        work_degree = max(work_degree, degree * max(body.work_degree, body.size_degree, 1))
    if node.value == "map" and body is not None:
        size, degree = size * body.size + 1, max(degree, degree * max(body.size_degree, 1))
    elif node.value == "join":
        separator, members = given
        computed = node.children[0].kind != "literal" and bool(node.children[0].children or node.children[0].kind != "function_expression")
        size, degree = separator.size * members.size + members.size, members.size_degree + (separator.size_degree if computed else 0)
        work, work_degree = work + size, max(work_degree, degree)
    elif node.value == "to_string":
        size, work = 6 * size + 2, work + 6 * size
    elif node.value in _SMALL_RESULTS:
        size, degree = 12, 0
    elif own:
        size, work = size + 1, work + 4 * size
    else:
        size, degree = max(size, 1), max(degree, 1)
    return Bound(min(size, _CEILING), degree, min(work, _CEILING), work_degree)


_KINDS: Final[dict[str, Callable[[Node], Bound]]] = {
    **dict.fromkeys(("identity", "current", "field", "index", "slice"), _step),
    "literal": _literal,
    **dict.fromkeys(("subexpression", "index_expression", "pipe"), _chain),
    "flatten": _flatten,
    **dict.fromkeys(("projection", "filter_projection", "value_projection"), _projection),
    "function_expression": _call,
}
