"""The traps of JMESPath itself: what parses, yet cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.errors import ExpressionError
from scanner.jmes.expression import Expression
from scanner.jmes.nodes import Node

_STEPS = ("subexpression", "index_expression", "projection", "filter_projection", "value_projection", "flatten")
_WORDS = ("null", "true", "false")


def traps(expression: Expression) -> list[ExpressionError]:
    """Every trap in an expression, in the order of its text: `!a.b`, `a | [0] || b`, and `null` for a literal."""
    text = expression.text
    found: list[ExpressionError] = []
    if "!" in text:
        found += _negated_path(expression)
    if "||" in text and "|" in text.replace("||", ""):
        found += _pipe_into_or(expression)
    if any(text.count(word) > text.count(f"`{word}`") for word in _WORDS):
        found += _bare_words(expression)
    return sorted(found, key=lambda error: error.offset)


def _negated_path(expression: Expression) -> Iterator[ExpressionError]:
    """`!a.b` is `(!a).b`, which is always null: `!` binds what stands next to it more tightly than a dot or a bracket."""
    seen: set[int] = set()
    for node in expression.nodes.walk():
        first = _first(node)
        if first is node or first.kind != "not_expression" or first.start in seen or not _bare(expression.text, first):
            continue
        seen.add(first.start)
        negated = expression.text[first.start + 1 : first.end].strip()
        path = expression.text[first.start + 1 : node.end].strip()
        yield ExpressionError(
            f'"!" applies to "{negated}" alone, so this is always null',
            expression=expression.text,
            offset=first.start,
            hint=f"write !({path})",
        )


def _first(node: Node) -> Node:
    """The node that a path starts with."""
    while node.kind in _STEPS and node.children:
        node = node.children[0]
    return node


def _bare(text: str, negation: Node) -> bool:
    """Whether a negation stands without parentheses of its own: `(!a).b` is meant."""
    return not text[: negation.start].rstrip().endswith("(") or not text[negation.end :].lstrip().startswith(")")


def _pipe_into_or(expression: Expression) -> Iterator[ExpressionError]:
    """`a | [0] || b` is `a | ([0] || b)`: `b` reads what `a` gave, not what the reader thinks."""
    for node in expression.nodes.walk():
        if node.kind != "pipe" or node.children[1].kind != "or_expression" or _enclosed(expression.text, node.children[1]):
            continue
        first, last = node.children[1].children
        if expression.text[first.start] != "[" or not _reads_current(last):
            continue
        left = expression.text[node.start : first.end].strip()
        rest = expression.text[last.start : last.end].strip()
        yield ExpressionError(
            f'"||" binds more tightly than "|", so "{rest}" reads what stands left of the "|"',
            expression=expression.text,
            offset=last.start,
            hint=f"write ({left}) || {rest}",
        )


def _enclosed(text: str, node: Node) -> bool:
    """Whether a node stands in parentheses."""
    return text[: node.start].rstrip().endswith("(") and text[node.end :].lstrip().startswith(")")


def _reads_current(node: Node) -> bool:
    """Whether the value of a node depends on the current one: a field, `@`, an index."""
    if node.kind in ("field", "current", "identity", "index", "slice"):
        return True
    if node.kind in ("literal", "expref"):
        return False
    if node.kind in (*_STEPS, "pipe") and node.children:
        return _reads_current(node.children[0])
    return any(_reads_current(child) for child in node.children)


def _bare_words(expression: Expression) -> Iterator[ExpressionError]:
    """`null`, `true` and `false` without backticks are fields of that name."""
    inner = {child for node in expression.nodes.walk() if node.kind == "subexpression" for child in node.children[1:]}
    for node in expression.nodes.walk():
        source = expression.text[node.start : node.end]
        if node.kind == "field" and node not in inner and source in _WORDS:
            yield ExpressionError(
                f'"{source}" is a field of that name here',
                expression=expression.text,
                offset=node.start,
                hint=f"write `{source}` in backticks",
            )
