"""The value of an expression: JSON in which what cannot be told is an Unknown, and what hangs on it a choice or an Unknown again.

HCL Native Syntax Specification, "Expression Evaluation"; Terraform Language, "Expressions". Values that Terraform computes when it
plans or applies are unknown here; a definite value holds whatever they turn out to be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner.errors import DocumentError
from scanner.sources.terraform.forms import bounded, is_fixed, is_mistake, spread, text, whole
from scanner.sources.terraform.loops import Loop
from scanner.sources.terraform.members import each_of, element, member, pairs_of
from scanner.sources.terraform.nodes import (
    ELEMENT,
    Attribute,
    Binary,
    Broken,
    Call,
    Conditional,
    Each,
    Expression,
    For,
    If,
    Index,
    Literal,
    Name,
    Object,
    Span,
    Splat,
    Template,
    Tuple,
    Unary,
)
from scanner.sources.terraform.operators import arithmetic, branch, equal, truth, unified
from scanner.sources.terraform.scope import DEPTH, STEPS, OvergrownError, Scope
from scanner.sources.values import (
    derived,
    impossible,
    join_text,
    key_of,
    lift,
    types_of,
)
from scanner.unknown import (
    ANY,
    ARRAY,
    BOOLEAN,
    NUMBER,
    STRING,
    OpenList,
    OpenObject,
    Unknown,
)


def evaluate(node: Expression, scope: Scope) -> Any:
    """The value of an expression; DocumentError where it cannot be meant, whatever is unknown."""
    kind = type(node)
    if kind is Literal:
        return node.value  # type: ignore[union-attr]  # of a Literal
    run = scope.run
    run.steps += 1
    run.depth += 2
    try:
        if run.steps > STEPS:
            raise OvergrownError
        if run.depth > DEPTH:
            return Unknown("values hang on one another in too many levels", settle="a plan")
        return _EVALUATE[kind](node, scope)
    finally:
        run.depth -= 2


def attempt(node: Expression, scope: Scope) -> Any:
    """The value of an expression, an Unknown that tells the mistake where it cannot be meant."""
    try:
        return evaluate(node, scope)
    except DocumentError as error:
        return impossible(error)


# ---------------------------------------------------------------- names and what is in them


def _literal(node: Literal, scope: Scope) -> Any:
    return node.value


def _broken(node: Broken, scope: Scope) -> Any:
    raise scope.wrong(node.reason, node.span)


def _name(node: Name, scope: Scope) -> Any:
    if node.name in scope.given:
        return scope.given[node.name]
    return scope.module.name(node.name, scope, node.span)


def _attribute(node: Attribute, scope: Scope) -> Any:
    return member(evaluate(node.base, scope), node.name, scope, node.span)


def _index(node: Index, scope: Scope) -> Any:
    base = evaluate(node.base, scope)
    key = evaluate(node.key, scope)
    return lift([base, key], lambda items: element(items[0], items[1], scope, node.span))


def _splat(node: Splat, scope: Scope) -> Any:
    base = evaluate(node.base, scope)
    return lift([base], lambda items: _splat_over(items[0], node, scope))


def _splat_over(base: Any, node: Splat, scope: Scope) -> Any:
    base = spread(base)
    if base is None:
        return []
    if isinstance(base, Unknown):
        if base.types & ARRAY and not base.types & ~ARRAY:
            return OpenList(more=derived(base, ("element",), ANY), reason=base.reason, causes=(base,))
        return derived(base, ("splat", node.span), ARRAY)
    return each_of(
        base if isinstance(base, (list, OpenList)) else [base], lambda item: evaluate(node.rest, scope.within(**{ELEMENT: item}))
    )


# ---------------------------------------------------------------- collections


def _tuple(node: Tuple, scope: Scope) -> Any:
    return [evaluate(item, scope) for item in node.items]


def _object(node: Object, scope: Scope) -> Any:
    result: dict[str, Any] = {}
    hidden: Unknown | None = None
    for key, value in node.items:
        name = text(evaluate(key, scope))
        if isinstance(name, Unknown):
            hidden = name
            evaluate(value, scope)
        elif name is None:
            raise scope.wrong("a key of an object is a text", node.span)
        else:
            result[name] = evaluate(value, scope)
    return OpenObject(result, True, hidden.reason, (hidden,)) if hidden is not None else result


def _for(node: For, scope: Scope) -> Any:
    loop = Loop(node, scope, evaluate)
    return lift([evaluate(node.collection, scope)], lambda items: loop.over(items[0]))


# ---------------------------------------------------------------- operators


def _conditional(node: Conditional, scope: Scope) -> Any:
    tree = truth(evaluate(node.condition, scope), scope, node.condition.span)
    if tree is True or tree is False:
        chosen, other = (node.yes, node.no) if tree else (node.no, node.yes)
        value = evaluate(chosen, scope)
        return unified(value, attempt(other, scope)) if types_of(value) & (BOOLEAN | NUMBER) else value
    yes, no = attempt(node.yes, scope), attempt(node.no, scope)
    return branch(tree, unified(yes, no), unified(no, yes))


def _unary(node: Unary, scope: Scope) -> Any:
    value = evaluate(node.operand, scope)
    if node.operator == "!":
        return branch(truth(value, scope, node.span), False, True)
    return lift([value], lambda items: arithmetic("-", 0, items[0], scope, node.span))


def _binary(node: Binary, scope: Scope) -> Any:
    operator = node.operator
    left = evaluate(node.left, scope)
    if operator in ("&&", "||"):
        tree = truth(left, scope, node.left.span)
        if tree is (operator == "||"):
            return tree
        other = truth(evaluate(node.right, scope), scope, node.right.span)
        return branch(tree, other, False) if operator == "&&" else branch(tree, True, other)
    right = evaluate(node.right, scope)
    if operator in ("==", "!="):
        tree = lift([left, right], lambda items: equal(items[0], items[1]))
        return tree if operator == "==" else branch(tree, False, True)
    return lift([left, right], lambda items: arithmetic(operator, items[0], items[1], scope, node.span))


# ---------------------------------------------------------------- texts


def _template(node: Template, scope: Scope) -> Any:
    if len(node.parts) == 1 and not isinstance(node.parts[0], (str, If, Each)):
        return evaluate(node.parts[0], scope)
    return _joined(node, scope)


def _joined(node: Template, scope: Scope) -> Any:
    pieces = [part if isinstance(part, str) else _part(part, scope, node.span) for part in node.parts]
    if all(isinstance(piece, str) for piece in pieces):
        return bounded("".join(pieces), scope)
    return lift(pieces, lambda items: _put_together(items, scope, node.span))


def _put_together(items: list[Any], scope: Scope, span: Span) -> Any:
    wrong = next((item for item in items if is_mistake(item)), None)
    return wrong if wrong is not None else join_text([_piece(item, scope, span) for item in items])


def _piece(value: Any, scope: Scope, span: Span) -> str | Unknown:
    found = text(whole(value))
    if found is None:
        raise scope.wrong("a list, an object or null stands in a text", span)
    return found


def _part(part: Any, scope: Scope, span: Span) -> Any:
    if isinstance(part, If):
        tree = truth(evaluate(part.condition, scope), scope, span)
        if tree is True or tree is False:
            chosen = part.yes if tree else part.no
            return _joined(chosen, scope) if chosen is not None else ""
        return branch(tree, attempt_text(part.yes, scope), attempt_text(part.no, scope) if part.no is not None else "")
    if isinstance(part, Each):
        return lift([evaluate(part.collection, scope)], lambda items: _repeated(items[0], part, scope, span))
    return evaluate(part, scope)


def attempt_text(node: Template, scope: Scope) -> Any:
    """A part of a template, an Unknown where it cannot be meant."""
    try:
        return _joined(node, scope)
    except DocumentError as error:
        return impossible(error)


def _repeated(collection: Any, part: Each, scope: Scope, span: Span) -> Any:
    collection = spread(collection)
    known = isinstance(collection, (dict, list)) and is_fixed(list(collection.values()) if isinstance(collection, dict) else collection)
    if not known:
        found = whole(collection)
        if isinstance(found, Unknown):
            return derived(found, ("for", span), STRING)
        if isinstance(found, (OpenList, OpenObject, list)):
            return Unknown(
                reason=getattr(found, "reason", "") or "not all elements are known", types=STRING, identity=("for", key_of(found))
            )
        raise scope.wrong("%{ for } goes over a list or a map", span)
    pieces = []
    for key, value, _ in pairs_of(collection)[0]:
        names = {part.value: value} if part.key is None else {part.key: key, part.value: value}
        pieces.append(_joined(part.body, scope.within(**names)))
    return lift(pieces, lambda items: join_text([_piece(item, scope, span) for item in items])) if pieces else ""


# ---------------------------------------------------------------- calls


def _call(node: Call, scope: Scope) -> Any:
    return scope.run.call(node, scope)


_EVALUATE: Final[dict[type, Callable[[Any, Scope], Any]]] = {
    Literal: _literal,
    Broken: _broken,
    Name: _name,
    Attribute: _attribute,
    Index: _index,
    Splat: _splat,
    Tuple: _tuple,
    Object: _object,
    For: _for,
    Conditional: _conditional,
    Unary: _unary,
    Binary: _binary,
    Template: _template,
    Call: _call,
}
