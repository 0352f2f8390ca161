"""Joins: a filter by equality over a set that can be looked up is asked of the members that may match, not of all.

`resources('T')[?A.B == item().X && rest]` becomes `_where(path, &item().X, 'T')[?A.B == item().X && rest]`, where `_where` is the
function that `Function.where` names: it gives the same list without those members that certainly do not match. The whole condition is
then still asked of the rest, so every evaluator of the tree gives the same answer, knowing nothing of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from scanner.jmes.calls import Function
from scanner.jmes.nodes import Node

if TYPE_CHECKING:
    from scanner.jmes.steps import Closure

QUANTIFIERS: Final = ("any", "none")
"""Functions over (list, &condition) to which a member whose condition is certainly false makes no difference."""
_CHAINS: Final = ("subexpression", "index_expression", "pipe")
_LISTS: Final = ("projection", "filter_projection", "value_projection", "flatten")
_ON_CURRENT: Final = ("comparator", "and_expression", "or_expression", "not_expression", "function_expression")
_MAY_FAIL: Final = ("function_expression", "slice", "expref")


def joined(node: Node, functions: Mapping[str, Function]) -> Node:
    """The tree that is evaluated in a tree's place: the same, with what can be looked up looked up; itself where nothing can.

    Places in the text are kept.
    """
    if node.kind in ("literal", "field", "slice", "index", "current", "identity"):
        return node
    children = tuple(joined(child, functions) for child in node.children)
    if node.kind == "filter_projection":
        children = (_narrower(children[0], children[2], functions), *children[1:])
    elif node.kind == "function_expression" and node.value in QUANTIFIERS and len(children) == 2 and children[1].kind == "expref":
        children = (_narrower(children[0], children[1].children[0], functions), children[1])
    if all(one is other for one, other in zip(children, node.children, strict=True)):
        return node
    return Node(node.kind, node.value, children, node.start, node.end)


def _narrower(source: Node, condition: Node, functions: Mapping[str, Function]) -> Node:
    """A list as far as a condition on its members can hold; itself where that cannot be looked up."""
    function = functions.get(source.value) if source.kind == "function_expression" else None
    if function is None or function.where is None or function.where not in functions:
        return source
    found = equality(condition)
    if found is None:
        return source
    path, key = found
    names = Node("literal", list(path), (), source.start, source.start)
    wanted = Node("expref", None, (key,), key.start, key.end)
    return Node("function_expression", function.where, (names, wanted, *source.children), source.start, source.end)


def equality(condition: Node) -> tuple[tuple[str, ...], Node] | None:
    """The path of a member and what it must equal where a condition holds; None where there is no such pair that can be looked up.

    What stands before it in a conjunction must not be able to fail: a member that is left out raises no error. A key that is
    computed is preferred to a literal, for it tells more.
    """
    found = None
    for operand in _operands(condition):
        pair = _pair(operand)
        if pair is not None and pair[1].kind != "literal":
            return pair
        found = found or pair
        if any(part.kind in _MAY_FAIL for part in operand.walk()):
            break
    return found


def _operands(condition: Node) -> Iterator[Node]:
    """The operands of a conjunction, in order."""
    stack = [condition]
    while stack:
        node = stack.pop()
        if node.kind == "and_expression":
            stack.extend(reversed(node.children))
        else:
            yield node


def _pair(node: Node) -> tuple[tuple[str, ...], Node] | None:
    if node.kind != "comparator" or node.value != "eq":
        return None
    for path, key in (node.children, node.children[::-1]):
        names = _names(path)
        if names and not reads_current(key):
            return names, key
    return None


def _names(node: Node) -> tuple[str, ...] | None:
    """The fields of a path from the current value; None where a node is something else."""
    if node.kind == "field":
        return (str(node.value),)
    if node.kind == "current":
        return ()
    if node.kind != "subexpression":
        return None
    names: tuple[str, ...] = ()
    for child in node.children:
        more = _names(child)
        if more is None:
            return None
        names += more
    return names


def reads_current(node: Node) -> bool:
    """Whether a node's value may depend on the current value."""
    if node.kind in ("literal", "expref"):
        return False
    if node.kind in _CHAINS or node.kind in _LISTS:
        return reads_current(node.children[0])
    if node.kind in _ON_CURRENT:
        return any(reads_current(child) for child in node.children)
    return True


def cover(node: Node, plan: Node, closures: dict[Node, Closure], compile_node: Callable[[Node], Closure]) -> None:
    """Give the nodes of the tree as it is written the closures of the tree that is evaluated, for the tracer.

    A list that is looked up keeps a closure of its own: the whole list.
    """
    if node is plan:
        return
    if node.value != plan.value:
        compile_node(node)
        return
    closures[node] = closures[plan]
    for child, planned in zip(node.children, plan.children, strict=True):
        cover(child, planned, closures, compile_node)
