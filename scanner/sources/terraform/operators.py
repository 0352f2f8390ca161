"""What operators make of values: conditions, comparisons, arithmetic, and a value by a condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner.sources.choices import graft, undecided
from scanner.sources.terraform.forms import is_mistake, number_of, text, text_of, tidy, whole
from scanner.sources.terraform.nodes import Span
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import choose, differ, grow, key_of, leaves_of, lift, selector_of, types_of
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING, Unknown, has_unknown


def truth(value: Any, scope: Scope, span: Span) -> Any:
    """A value as a condition: True, False, or a tree of them."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return lift([value], lambda items: truth(items[0], scope, span))
        if not value.types & (BOOLEAN | STRING):
            raise scope.wrong("a condition is true or false", span)
        return undecided(("truth", key_of(value)), value.reason, value.settle)
    raise scope.wrong("a condition is true or false", span)


def unified(value: Any, other: Any) -> Any:
    """The value of a conditional whose other side is a text: numbers and booleans become texts, too."""
    if types_of(value) & (BOOLEAN | NUMBER) == 0 or types_of(other) & ~NULL != STRING:
        return value
    if isinstance(value, (bool, int, float)):
        return text_of(value)
    if isinstance(value, Unknown) and value.one_of is not None and not is_mistake(value):
        return grow(value, [unified(one, other) for one in value.one_of])
    return text(value) if isinstance(value, Unknown) and not value.types & (ARRAY | OBJECT) else value


def branch(tree: Any, yes: Any, no: Any) -> Any:
    """A value by a condition: a tree whose leaves are True, False or mistakes; where the condition is a mistake, so is the value."""
    if tree is True or tree is False:
        return yes if tree else no
    wrong = [leaf for leaf in leaves_of(tree) if is_mistake(leaf)]
    found = graft(_decided(tree), yes, no)
    return found if not wrong else _with_mistakes(tree, found, wrong[0])


def _with_mistakes(tree: Any, value: Any, wrong: Any) -> Any:
    """A value of a condition, with a mistake wherever the condition is one."""
    if is_mistake(tree):
        return wrong
    if not isinstance(tree, Unknown) or tree.one_of is None:
        return value
    selector = selector_of(tree)
    return grow(tree, [_with_mistakes(one, choose(value, selector, place), wrong) for place, one in enumerate(tree.one_of)])


def _decided(tree: Any) -> Any:
    """A tree whose leaves are all True or False: one that failed counts as a choice of its own."""
    if isinstance(tree, Unknown) and tree.one_of is None:
        return undecided(("truth", key_of(tree)), tree.reason, tree.settle)
    if isinstance(tree, Unknown) and tree.one_of is not None:
        return grow(tree, [_decided(one) for one in tree.one_of])
    return tree


def equal(left: Any, right: Any) -> Any:
    """Whether two values are equal, neither a choice: True, False, or undecided. Values of two types never are."""
    left, right = whole(left), whole(right)
    if is_mistake(left) or is_mistake(right):
        return left if is_mistake(left) else right
    if not has_unknown(left) and not has_unknown(right):
        return type(left) is type(right) and left == right if isinstance(left, bool) or isinstance(right, bool) else left == right
    a, b = key_of(left), key_of(right)
    if a == b:
        return True
    if not types_of(left) & types_of(right):
        return False
    if isinstance(left, (str, Unknown)) and isinstance(right, (str, Unknown)) and _both_texts(left, right) and differ(left, right):
        return False
    doubt = left if isinstance(left, Unknown) else right
    reason, settle = (doubt.reason, doubt.settle) if isinstance(doubt, Unknown) else ("a comparison with what is not all known", None)
    return undecided(("equals", *sorted((a, b), key=repr)), reason, settle)


def _both_texts(left: Any, right: Any) -> bool:
    return all(isinstance(side, str) or side.types == STRING for side in (left, right))


def arithmetic(operator: str, left: Any, right: Any, scope: Scope, span: Span) -> Any:
    """A comparison or computation of two numbers, neither a choice."""
    for side in (left, right):
        if is_mistake(side):
            return side
        if isinstance(side, Unknown):
            if not side.types & (NUMBER | STRING):
                raise scope.wrong(f'"{operator}" is for numbers', span)
            identity = ("arithmetic", operator, key_of(left), key_of(right))
            if operator in _COMPARE:
                return undecided(identity, side.reason, side.settle)
            return Unknown(reason=side.reason, types=NUMBER, identity=identity, sensitive=side.sensitive, settle=side.settle)
    first, second = number_of(left), number_of(right)
    if first is None or second is None:
        raise scope.wrong(f'"{operator}" is for numbers', span)
    if operator in _COMPARE:
        return _COMPARE[operator](first, second)
    try:
        return tidy(_NUMBERS[operator](first, second))
    except (ArithmeticError, ValueError) as error:
        raise scope.wrong(f'"{operator}" cannot be computed: {error}', span) from error


_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_NUMBERS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a - b * int(a / b),
}
