"""Conditions: those that ask nothing, and what a condition tells of the values that it asks about."""

from __future__ import annotations

from scanner.jmes import Node
from scanner.records import replace
from scanner.shapes.asking import Asking
from scanner.shapes.parts import but, falsy, only, truth, truthy, valued, without_null
from scanner.shapes.scope import Change, Scope
from scanner.shapes.types import Type
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

TYPE_BITS = {"null": NULL, "boolean": BOOLEAN, "number": NUMBER, "string": STRING, "array": ARRAY, "object": OBJECT}
"""What `type()` calls them."""
PATHS = ("field", "subexpression", "index_expression")
MIRRORED = {"lt": "gt", "lte": "gte", "gt": "lt", "gte": "lte"}


def check(ask: Asking, node: Node, found: Type, *, guard: bool = False, beside: bool = False) -> None:
    """Complain where the truth of a node's value is certain, or is not what it seems to be.

    `guard`: it stands before `&&`, behind `!` or gives way to a default, where a number is asked for its presence alone.
    `beside`: it stands beside `&&`, where what is always true is idle and not wrong.
    """
    if not found.bits:
        return
    known = truth(found)
    if found.resources() and found.filled is not True and known is None:
        ask.report(
            node, f"{ask.shown(node)} is a resource, and a resource without properties is false", f"write exists({_text(ask, node)})"
        )
    elif found.bits & ~NULL == NUMBER and (known is True or not guard):
        hint = f"write exists({_text(ask, node)}), or compare it" if found.bits & NULL else "compare it"
        message = f"{ask.shown(node)} is a number, and every number is true, 0 too"
        ask.report(node, message, hint, warning=bool(found.bits & NULL) or (beside and node.kind in PATHS))
    elif known is not None:
        outcome = "null" if found.bits == NULL else str(known).lower()
        ask.report(node, f"{ask.shown(node)} is always {outcome} here", warning=known and beside)


def _text(ask: Asking, node: Node) -> str:
    return ask.text[node.start : node.end]


def assume(ask: Asking, node: Node, scope: Scope, outcome: bool) -> Scope:
    """The scope in which a condition has come out so."""
    kind = node.kind
    if kind == "not_expression":
        return assume(ask, node.children[0], scope, not outcome)
    if kind == ("and_expression" if outcome else "or_expression"):
        return assume(ask, node.children[1], assume(ask, node.children[0], scope, outcome), outcome)
    if kind == "comparator":
        return _compared(ask, node, scope, outcome)
    if kind == "function_expression" and node.children:
        scope = _called(ask, node, scope, outcome)
    return scope.narrowed(ask.text, node, ask.types, truthy if outcome else falsy)


def _narrow(ask: Asking, node: Node, scope: Scope, change: Change) -> Scope:
    return scope.narrowed(ask.text, node, ask.types, change)


def _only(bits: int) -> Change:
    return lambda found: only(found, bits)


def _filled(found: Type) -> Type:
    return replace(without_null(found), filled=True)


def _empty(found: Type) -> Type:
    return replace(without_null(found), filled=False)


def _called(ask: Asking, node: Node, scope: Scope, outcome: bool) -> Scope:
    """What the outcome of a function tells of its arguments."""
    name, arguments = node.value, node.children
    if name == "exists":
        return _narrow(ask, arguments[0], scope, without_null if outcome else _only(NULL))
    if not outcome:
        return scope
    if name in ("any", "contains"):
        scope = _narrow(ask, arguments[0], scope, _filled)
        among = ask.types.get(id(arguments[0]))
        if name == "contains" and among is not None and among.bits == ARRAY and (values := among.elements().values) is not None:
            return _narrow(ask, arguments[1], scope, lambda found: valued(found, values))
    elif name in ("starts_with", "ends_with", "glob"):
        scope = _narrow(ask, arguments[0], scope, _only(STRING))
    elif name == "same":
        for argument in arguments:
            scope = _narrow(ask, argument, scope, without_null)
    return scope


def _compared(ask: Asking, node: Node, scope: Scope, outcome: bool) -> Scope:
    """What the outcome of a comparison tells of its sides."""
    left, right = node.children
    operator = str(node.value)
    if left.kind == "literal":
        left, right, operator = right, left, MIRRORED.get(operator, operator)
    if operator in ("eq", "ne"):
        equal = outcome == (operator == "eq")
        if right.kind != "literal":
            return scope
        return _equal(ask, left, right.value, scope, equal)
    if outcome:
        for side, other in ((left, right), (right, left)):
            known = ask.types.get(id(other))
            scope = _narrow(ask, side, scope, _only(known.bits & (NUMBER | STRING) if known is not None else NUMBER | STRING))
    if left.kind == "function_expression" and left.value == "length" and right.kind == "literal" and isinstance(right.value, (int, float)):
        more = (operator, right.value) in (("gt", 0), ("gte", 1))
        if more or (operator, right.value) in (("lt", 1), ("lte", 0)):
            return _narrow(ask, left.children[0], scope, _filled if outcome == more else _empty)
    return scope


def _equal(ask: Asking, node: Node, value: object, scope: Scope, equal: bool) -> Scope:
    """What it tells that a node's value is, or is not, a literal."""
    if node.kind == "function_expression" and node.children:
        if node.value == "length" and value == 0:
            return _narrow(ask, node.children[0], scope, _empty if equal else _filled)
        if node.value == "type" and isinstance(value, str) and value in TYPE_BITS:
            bits = TYPE_BITS[value]
            return _narrow(ask, node.children[0], scope, _only(bits if equal else ~bits))
    if value is None:
        return _narrow(ask, node, scope, _only(NULL) if equal else without_null)
    if isinstance(value, (bool, int, float, str)):
        scalar = value
        return _narrow(ask, node, scope, (lambda found: valued(found, (scalar,))) if equal else (lambda found: but(found, scalar)))
    bits = ARRAY if isinstance(value, list) else OBJECT
    return _narrow(ask, node, scope, _only(bits)) if equal else scope
