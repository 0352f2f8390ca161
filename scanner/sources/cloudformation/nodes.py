"""What a template's nodes are: a function call in either form, its arguments, a literal; and the error at a node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scanner.documents import Mapping, Node, Scalar, Sequence
from scanner.errors import DocumentError, get_close_matches
from scanner.records import replace
from scanner.sources.values import as_text
from scanner.unknown import Unknown

SHORT_ONLY: Final = {"!Ref": "Ref", "!Condition": "Condition"}
OPENING: Final = "{{resolve:"
"""How a dynamic reference begins."""


def mistake(message: str, node: Node) -> DocumentError:
    """An error at a node's line and column; the file is known to whoever reports it."""
    return DocumentError(message, line=node.start[0], column=node.start[1])


def call_of(node: Node) -> tuple[str, Node] | None:
    """The function that a node calls, by its long name, and the argument: `!Sub x`, `{"Fn::Sub": "x"}`, `{"Condition": "A"}`.

    None where the node is no call; a mapping with several keys never is.
    """
    if node.tag is not None:
        name = SHORT_ONLY.get(node.tag, "Fn::" + node.tag.removeprefix("!"))
        return name, replace(node, tag=None)
    if isinstance(node, Mapping) and len(node.entries) == 1:
        key, value = node.entries[0]
        if key.text in ("Ref", "Condition") or key.text.startswith("Fn::"):
            return key.text, value
    return None


def elements(node: Node, function: str, at_least: int, at_most: int | None = None) -> list[Node]:
    """The arguments of a function that takes a list; DocumentError where there are fewer or more."""
    if not isinstance(node, Sequence) or node.tag is not None:
        raise mistake(f"{function} takes a list", node)
    count = len(node.items)
    if count < at_least or (at_most is not None and count > at_most):
        wanted = str(at_least) if at_most == at_least else f"{at_least} to {at_most}" if at_most else f"at least {at_least}"
        raise mistake(f"{function} takes {wanted} arguments, not {count}", node)
    return node.items


def literal(node: Node, what: str) -> str:
    """The text of a plain or quoted scalar; DocumentError where something else stands there."""
    if not isinstance(node, Scalar) or node.tag is not None:
        raise mistake(f"{what} is a text", node)
    return node.text


def meant(name: str, known: Iterable[str]) -> str:
    """`; did you mean "X"?` where a near name exists, else nothing."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.75)
    return f'; did you mean "{found[0]}"?' if found else ""


def piece(value: Any, node: Node) -> str | Unknown:
    """A value as a text that others are joined to; DocumentError at the node where it is none."""
    text = as_text(value)
    if text is None:
        raise mistake("a list, an object or null stands where a text is needed", node)
    return text
