"""The value of an expression: JSON in which what cannot be told is an Unknown, and what hangs on it a choice or an Unknown again.

HCL Native Syntax Specification, "Expression Evaluation"; Terraform Language, "Expressions". Values that Terraform computes when it
plans or applies are unknown here; a definite value holds whatever they turn out to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from scanner.canonical import Base64
from scanner.errors import DocumentError
from scanner.sources.choices import graft, undecided
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
from scanner.sources.terraform.scope import DEPTH, LONG, MADE, STEPS, Handle, OvergrownError, Scope
from scanner.sources.values import (
    choose,
    derived,
    differ,
    grow,
    impossible,
    join_text,
    key_of,
    leaves_of,
    lift,
    selector_of,
    types_of,
)
from scanner.unknown import (
    ABSENT,
    ANY,
    ARRAY,
    BOOLEAN,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    OpenList,
    OpenObject,
    Unknown,
    has_unknown,
)

MISTAKE: Final = "mistake in the template"
"""What settles a value that cannot be meant."""


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


def member(base: Any, name: str, scope: Scope, span: Span) -> Any:
    """`base.name`."""
    if hasattr(base, "get") and not isinstance(base, dict):
        return base.get(name, scope, span)
    if isinstance(base, Unknown) and base.one_of is not None:
        return lift([base], lambda items: member(items[0], name, scope, span))
    return element(base, name, scope, span)


def element(base: Any, key: Any, scope: Scope, span: Span) -> Any:
    """`base[key]`, neither a choice at its top."""
    if is_mistake(base) or is_mistake(key):
        return base if is_mistake(base) else key
    if isinstance(base, Unknown):
        if not base.types & (ARRAY | OBJECT):
            raise scope.wrong("a text, number or boolean has no members", span)
        known = isinstance(key, (str, int))
        return derived(base, ("member", key if known else key_of(key)), ANY)
    if base is None or base is ABSENT:
        raise scope.wrong("null has no members", span)
    if isinstance(key, Unknown):
        return _unknown_key(base, key)
    if isinstance(base, dict):
        name = key if isinstance(key, str) else text_of(key)
        if name not in base:
            raise scope.wrong(f"the object has no {name!r}", span)
        return base[name]
    if isinstance(base, OpenObject):
        name = key if isinstance(key, str) else text_of(key)
        return base.known[name] if name in base.known else _unseen(base, name)
    if isinstance(base, (list, OpenList)):
        return _item(base, key, scope, span)
    if hasattr(base, "get") and (isinstance(key, str) or hasattr(base, "spread")):
        return base.get(key, scope, span)
    if hasattr(base, "get"):
        raise scope.wrong("a single object has no elements; leave the index out", span)
    raise scope.wrong("a text, number or boolean has no members", span)


def _item(base: Any, key: Any, scope: Scope, span: Span) -> Any:
    place = number_of(key)
    if not isinstance(place, int):
        raise scope.wrong(f"{key!r} is no index of a list", span)
    if isinstance(base, OpenList) or not is_fixed(base):
        reason = base.reason if isinstance(base, OpenList) else "how many elements come before it is not known"
        return Unknown(reason=reason, identity=("item", place, key_of(base)))
    if not -len(base) <= place < len(base) or place < 0:
        raise scope.wrong(f"the list has no element {place}", span)
    return base[place]


def _unseen(base: OpenObject, name: str) -> Unknown:
    return Unknown(reason=base.reason or "not all members are known", identity=("member", name, key_of(base)), may_be_absent=False)


def _unknown_key(base: Any, key: Unknown) -> Any:
    """A member by an unknown key: one of all, which may all be the same."""
    inner: list[Any] = []
    base = spread(base)
    if isinstance(base, dict):
        inner = list(base.values())
    elif isinstance(base, list) and is_fixed(base):
        inner = list(base)
    if inner and all(key_of(one) == key_of(inner[0]) for one in inner[1:]):
        return inner[0]
    types = 0
    for one in inner:
        types |= types_of(whole(one))
    return Unknown(
        reason=key.reason,
        types=types or ANY,
        identity=("element", key_of(whole(base)), key_of(key)),
        sensitive=key.sensitive,
        settle=key.settle,
    )


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


def each_of(items: Any, apply: Callable[[Any], Any]) -> Any:
    """A list with a function applied to each element, also to those that may be missing or that are not seen."""
    if isinstance(items, list):
        return [_applied(item, apply) for item in items]
    more = items.more if items.more is NOTHING else apply(items.more)
    return OpenList(tuple((apply(item), missing) for item, missing in items.items), more, items.ordered, items.nonempty, items.reason)


def _applied(item: Any, apply: Callable[[Any], Any]) -> Any:
    if may_be_missing(item) and item.one_of is not None:
        return grow(item, [ABSENT if one is ABSENT else _applied(one, apply) for one in item.one_of])
    return apply(item)


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
    collection = evaluate(node.collection, scope)
    return lift([collection], lambda items: _for_over(items[0], node, scope))


def _for_over(collection: Any, node: For, scope: Scope) -> Any:
    collection = spread(collection)
    if not isinstance(collection, (list, dict, OpenList, OpenObject)):
        collection = whole(collection)
    if isinstance(collection, Unknown):
        if node.key is not None:
            return OpenObject({}, True, collection.reason, (collection,))
        element = derived(collection, ("element",), ANY)
        more = _loose(node, scope, derived(collection, ("key",), STRING | NUMBER), element)
        return OpenList((), more, reason=collection.reason, causes=(collection,))
    if collection is None or isinstance(collection, (str, int, float)):
        raise scope.wrong("a for expression goes over a list, a set or a map", node.span)
    pairs, rest = pairs_of(collection)
    if node.key is not None:
        return _for_object(pairs, rest, node, scope)
    result = [(_made(node, scope, key, value), doubt) for key, value, doubt in pairs]
    result = [(item, doubt) for item, doubt in result if item is not ABSENT]
    if isinstance(collection, OpenList) or rest is not None:
        more = NOTHING if rest is None else _loose(node, scope, derived(rest, ("key",), STRING | NUMBER), rest)
        ordered = not isinstance(collection, OpenList) or collection.ordered
        return OpenList(tuple((item, doubt or may_be_missing(item)) for item, doubt in result), more, ordered, reason=collection.reason)
    return [item for item, _ in result]


def _made(node: For, scope: Scope, key: Any, value: Any) -> Any:
    """The result for one element: ABSENT where the element is, or where the condition leaves it out."""
    if may_be_missing(value) and value.one_of is not None:
        return grow(value, [ABSENT if one is ABSENT else _made(node, scope, key, one) for one in value.one_of])
    inner = _loop(node, scope, key, value)
    keep = _kept(node, inner)
    if keep is False:
        return ABSENT
    found = evaluate(node.result, inner)
    return found if keep is True else branch(keep, found, ABSENT)


def may_be_missing(item: Any) -> bool:
    """Whether an element or member may not be there."""
    return isinstance(item, Unknown) and (item.may_be_absent or (item.one_of is not None and ABSENT in leaves_of(item)))


def pairs_of(collection: Any) -> tuple[list[tuple[Any, Any, bool]], Unknown | None]:
    """(key, value, whether it may be missing) of a collection in order, and what stands for those that are not seen."""
    if isinstance(collection, dict):
        return [(key, collection[key], False) for key in sorted(collection)], None
    if isinstance(collection, OpenObject):
        rest = Unknown(reason=collection.reason) if collection.open else None
        return [(key, collection.known[key], False) for key in sorted(collection.known)], rest
    if isinstance(collection, OpenList):
        listed = [(Unknown("its place is not known", types=NUMBER), value, missing) for value, missing in collection.items]
        return listed, None if collection.more is NOTHING else _as_unknown(collection.more, collection.reason)
    if is_fixed(collection):
        return [(place, value, False) for place, value in enumerate(collection)], None
    return [(Unknown("its place is not known", types=NUMBER), value, False) for value in collection], None


def _as_unknown(value: Any, reason: str) -> Unknown:
    return value if isinstance(value, Unknown) else Unknown(reason=reason)


def _loop(node: For, scope: Scope, key: Any, value: Any) -> Scope:
    names = node.variables
    return scope.within(**({names[0]: key, names[1]: value} if len(names) > 1 else {names[-1]: value}))


def _kept(node: For, scope: Scope) -> Any:
    return True if node.condition is None else truth(evaluate(node.condition, scope), scope, node.span)


def _loose(node: For, scope: Scope, key: Any, value: Any) -> Any:
    """The result for an element that is not seen: a summary, so a mistake in it is one of its possibilities."""
    try:
        found = evaluate(node.result, _loop(node, scope, key, value))
    except DocumentError as error:
        return impossible(error)
    return found if not isinstance(found, Unknown) else found.but(identity=None)


def _for_object(pairs: Sequence[tuple[Any, Any, bool]], rest: Unknown | None, node: For, scope: Scope) -> Any:
    result: dict[str, Any] = {}
    hidden = rest
    for key, value, doubt in pairs:
        for leaf, there in _leaves_by_presence(value):
            inner = _loop(node, scope, key, leaf)
            keep = branch(there, _kept(node, inner), False)
            if keep is False or node.key is None:
                continue
            name = text(evaluate(node.key, inner))
            found = evaluate(node.result, inner)
            if isinstance(name, Unknown) or name is None or doubt:
                hidden = name if isinstance(name, Unknown) else Unknown("a key that is not known")
            elif node.group:
                result.setdefault(name, []).append(found if keep is True else branch(keep, found, ABSENT))
            elif name in result and keep is not True:
                result[name] = branch(keep, found, result[name])
            else:
                result[name] = found if keep is True else branch(keep, found, ABSENT)
    return OpenObject(result, True, hidden.reason, (hidden,)) if hidden is not None else result


def _leaves_by_presence(value: Any) -> list[tuple[Any, Any]]:
    """(value, whether it is there) of each alternative of a member that may be missing; else the value itself."""
    if not may_be_missing(value) or value.one_of is None:
        return [(value, True)]
    present = [leaf for leaf in leaves_of(value) if leaf is not ABSENT]

    def there(tree: Any, leaf: Any) -> Any:
        if isinstance(tree, Unknown) and tree.one_of is not None:
            return grow(tree, [there(one, leaf) for one in tree.one_of])
        return tree is leaf

    return [(leaf, there(value, leaf)) for leaf in present]


# ---------------------------------------------------------------- operators


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


def _conditional(node: Conditional, scope: Scope) -> Any:
    tree = truth(evaluate(node.condition, scope), scope, node.condition.span)
    if tree is True or tree is False:
        chosen, other = (node.yes, node.no) if tree else (node.no, node.yes)
        value = evaluate(chosen, scope)
        return _unified(value, attempt(other, scope)) if types_of(value) & (BOOLEAN | NUMBER) else value
    yes, no = attempt(node.yes, scope), attempt(node.no, scope)
    return branch(tree, _unified(yes, no), _unified(no, yes))


def _unified(value: Any, other: Any) -> Any:
    """The value of a conditional whose other side is a text: numbers and booleans become texts, too."""
    if types_of(value) & (BOOLEAN | NUMBER) == 0 or types_of(other) & ~NULL != STRING:
        return value
    if isinstance(value, (bool, int, float)):
        return text_of(value)
    if isinstance(value, Unknown) and value.one_of is not None and not is_mistake(value):
        return grow(value, [_unified(one, other) for one in value.one_of])
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


def _unary(node: Unary, scope: Scope) -> Any:
    value = evaluate(node.operand, scope)
    if node.operator == "!":
        return branch(truth(value, scope, node.span), False, True)
    return lift([value], lambda items: _arithmetic("-", 0, items[0], scope, node.span))


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
    return lift([left, right], lambda items: _arithmetic(operator, items[0], items[1], scope, node.span))


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


def _arithmetic(operator: str, left: Any, right: Any, scope: Scope, span: Span) -> Any:
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


def tidy(value: Any) -> Any:
    """A number as JSON writes it: whole numbers without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def number_of(value: Any) -> int | float | None:
    """A value as a number, None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            try:
                return tidy(float(value))  # type: ignore[no-any-return]  # a float, or the int that it is
            except ValueError:
                return None
    return None


# ---------------------------------------------------------------- texts


def text_of(value: Any) -> str:
    """A number, boolean or text as Terraform writes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(tidy(value))


def text(value: Any) -> str | Unknown | None:
    """A value as a text, known or not; None where it is no text."""
    if isinstance(value, (str, bool, int, float)):
        return text_of(value)
    if isinstance(value, Base64):
        return value.encoded()
    if isinstance(value, Unknown) and value.types & (STRING | NUMBER | BOOLEAN):
        if value.types == STRING or is_mistake(value):
            return value
        if value.one_of is not None:
            return derived(value, ("text",), STRING)
        if value.types & (STRING | NULL) == value.types:
            return value.but(types=STRING)
        return derived(value, ("text",), STRING)
    return None


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


def is_fixed(items: list[Any]) -> bool:
    """Whether no element of a list may be missing, so that each has its place."""
    return not any(may_be_missing(item) for item in items)


def spread(value: Any) -> Any:
    """The instances of a block as the list or map that they are."""
    return value.spread() if hasattr(value, "spread") else value


def bounded(value: Any, scope: Scope) -> Any:
    """A value that was just made; OvergrownError where a run makes more of long texts than any real one does."""
    if type(value) is str and len(value) > LONG:
        scope.run.made += len(value)
        if scope.run.made > MADE:
            raise OvergrownError
    return value


def is_handle(value: Any) -> bool:
    """Whether a value is an object whose attributes are computed when they are asked for."""
    return hasattr(value, "whole") and hasattr(value, "get")


def is_mistake(value: Any) -> bool:
    """Whether a value stands for an alternative that cannot be deployed."""
    return isinstance(value, Unknown) and isinstance(value.identity, tuple) and value.identity[:1] == ("error",)


def whole(value: Any) -> Any:
    """A value in which objects that are computed when asked stand as one value each."""
    if isinstance(value, (str, int, float, bool, Unknown, OpenList, OpenObject, Base64)) or value is None or value is ABSENT:
        return value
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {name: whole(item) for name, item in value.items()}
    handle: Handle = value
    return handle.whole()


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
