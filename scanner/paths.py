"""The paths that an expression reads from its document, by its text alone: where a computed value came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scanner.jmes import Expression, Node
from scanner.snapshot import Pointer

ITEM, THIS = "item", "this"
CHAINS = ("subexpression", "index_expression")
LISTS = ("projection", "value_projection", "filter_projection", "flatten", "pipe")


def paths_of(expression: Expression) -> Iterator[tuple[str, Pointer]]:
    """(root, pointer) of each path that is read from the top of an expression; root is `item` or `this`."""
    yield from walk(expression.nodes)


def walk(node: Node) -> Iterator[tuple[str, Pointer]]:
    """The paths below a node, whose current value is the item."""
    path = path_of(node)
    if path is not None:
        if path[1]:
            yield path
        return
    if node.kind in LISTS:
        yield from walk(node.children[0])
        return
    if node.kind in ("expref", "literal"):
        return
    for child in node.children[:1] if node.kind in CHAINS else node.children:
        yield from walk(child)


def path_of(node: Node) -> tuple[str, Pointer] | None:
    """The path that a node is; None where it is none."""
    if node.kind in ("current", "identity"):
        return ITEM, ()
    if node.kind == "field":
        return ITEM, (str(node.value),)
    if node.kind == "function_expression" and node.value in (ITEM, THIS) and not node.children:
        return str(node.value), ()
    if node.kind in CHAINS:
        first = path_of(node.children[0])
        for child in node.children[1:]:
            if first is None or child.kind not in ("field", "index"):
                return None
            first = (first[0], (*first[1], child.value))
        return first
    return None


def bindings_called(expression: Expression, bindings: Mapping[str, Expression]) -> list[str]:
    """The bindings that an expression calls, directly or through others, in the order of their declaration."""
    called: set[str] = set()
    stack = [expression]
    while stack:
        for name in stack.pop().calls:
            if name in bindings and name not in called:
                called.add(name)
                stack.append(bindings[name])
    return [name for name in bindings if name in called]
