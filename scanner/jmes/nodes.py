"""The positioned syntax tree, apart from its parser: who only looks at trees need not load that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scanner.records import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node of the syntax tree, of the kinds of `jmespath.ast`.

    `value` is a field's, function's or key's name, an index, a literal, an operator (`eq`, `lte`) or a slice's three numbers.
    `start` and `end` are offsets into the expression, in code points, the end exclusive.
    """

    kind: str
    value: Any
    children: tuple[Node, ...]
    start: int
    end: int

    def plain(self) -> tuple[Any, ...]:
        """It and all below it as plain values, from which `node_of` makes it again."""
        return self.kind, self.value, self.start, self.end, tuple(child.plain() for child in self.children)

    def walk(self) -> Iterator[Node]:
        """Itself and all below it, in the order of the text."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def node_of(plain: tuple[Any, ...]) -> Node:
    """A node from what `Node.plain` gave."""
    kind, value, start, end, children = plain
    return Node(kind, value, tuple(map(node_of, children)), start, end)
