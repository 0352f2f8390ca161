"""Conditions as decision trees: True, False, or a choice whose leaves are True and False.

What a comparison with an unknown gives hangs on the selector ("equals", both sides), so two conditions that ask the same agree, and
what hangs on a parameter's allowed values hangs on the parameter itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scanner.documents import Node, Scalar, Sequence
from scanner.sources.choices import graft, undecided
from scanner.sources.cloudformation.nodes import call_of, elements, literal, mistake
from scanner.sources.values import (
    as_text,
    differ,
    key_of,
    lift,
)
from scanner.unknown import Unknown, has_unknown

if TYPE_CHECKING:
    from scanner.sources.cloudformation.stack import Stack


def evaluate(stack: Stack, node: Node) -> Any:
    """The tree of a condition's expression; DocumentError where it cannot be meant."""
    call = call_of(node)
    if call is None:
        if isinstance(node, Scalar) and node.text.lower() in ("true", "false"):
            return node.text.lower() == "true"
        raise mistake("a condition is one of Fn::And, Fn::Or, Fn::Not, Fn::Equals and Condition", node)
    name, argument = call
    read = FUNCTIONS.get(name)
    if read is None:
        raise mistake(f"{name} does not give a condition; use Fn::And, Fn::Or, Fn::Not, Fn::Equals or Condition", node)
    stack.down(node)
    try:
        return read(stack, argument)
    finally:
        stack.up()


def _all_of(stack: Stack, node: Node) -> Any:
    result: Any = True
    for item in elements(node, "Fn::And", 1):
        result = graft(result, evaluate(stack, item), False)
    return result


def _any_of(stack: Stack, node: Node) -> Any:
    result: Any = False
    for item in elements(node, "Fn::Or", 1):
        result = graft(result, True, evaluate(stack, item))
    return result


def _not(stack: Stack, node: Node) -> Any:
    items = elements(node, "Fn::Not", 1, 1) if isinstance(node, Sequence) else [node]
    return graft(evaluate(stack, items[0]), False, True)


def _named(stack: Stack, node: Node) -> Any:
    return stack.condition(literal(node, "the name of a condition"), node)


def _equals(stack: Stack, node: Node) -> Any:
    first, second = (stack.resolve(item) for item in elements(node, "Fn::Equals", 2, 2))
    return lift([first, second], lambda sides: equal(sides[0], sides[1]))


FUNCTIONS: dict[str, Callable[[Stack, Node], Any]] = {
    "Fn::And": _all_of,
    "Fn::Or": _any_of,
    "Fn::Not": _not,
    "Fn::Equals": _equals,
    "Condition": _named,
}
"""What may stand in a condition."""


def equal(first: Any, second: Any) -> Any:
    """Whether two values without choices are equal: True, False, or a choice between them."""
    a, b = as_text(first), as_text(second)
    if a is None or b is None:
        a_key, b_key = key_of(first), key_of(second)
        if a_key == b_key:
            return True
        if not (has_unknown(first) or has_unknown(second)):
            return False
    else:
        a_key, b_key = key_of(a), key_of(b)
        if a_key == b_key:
            return True
        if differ(a, b):
            return False
    doubt = next((side for side in (first, second) if isinstance(side, Unknown)), None)
    sides = sorted((a_key, b_key), key=repr)
    return undecided(("equals", *sides), doubt.reason if doubt else "a comparison with an unknown value", doubt.settle if doubt else None)
