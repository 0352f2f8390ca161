"""The paths that an expression reads from its document, by its text alone: where a computed value came from."""

from __future__ import annotations

from scanner.jmes import Node
from scanner.snapshot import Pointer

ITEM, THIS = "item", "this"
CHAINS = ("subexpression", "index_expression")
LISTS = ("projection", "value_projection", "filter_projection", "flatten", "pipe")


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
