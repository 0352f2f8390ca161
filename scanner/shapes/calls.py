"""Calls: whether a function takes what it is given, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from scanner.errors import PolicyError
from scanner.jmes import EXPRESSION, Function, Node
from scanner.jmes.builtins import BUILTINS
from scanner.shapes.asking import Asking
from scanner.shapes.comparisons import literal_hint, may_be_newer, values_hint
from scanner.shapes.members import resource_type
from scanner.shapes.parts import disjoint, without_null
from scanner.shapes.results import RESULTS
from scanner.shapes.scope import Scope
from scanner.shapes.types import ANYTHING, Type, constant, describe, list_of
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

PREDICATES = ("any", "all", "none")
MEMBERS = {"join": (1, STRING), "sum": (0, NUMBER), "avg": (0, NUMBER), **dict.fromkeys(("max", "min", "sort"), (0, NUMBER | STRING))}
"""Functions that want a list of something: which argument, and what its elements may be."""
PLURALS = {STRING: "texts", NUMBER: "numbers", NUMBER | STRING: "numbers or texts"}
ORDERED_BY = ("sort_by", "max_by", "min_by")
DEFAULTS = ((ARRAY, "`[]`"), (STRING, "''"), (OBJECT, "`{}`"), (NUMBER, "`0`"))


def call(ask: Asking, node: Node, scope: Scope) -> Type:
    """The type of a call's result."""
    name = str(node.value)
    if not node.children and name in ("item", "this"):
        return scope.item if name == "item" else scope.this
    if name in ask.names:
        return ask.names[name]
    before = ask.slips()
    arguments = [Type(EXPRESSION) if child.kind == "expref" else ask.type_of(child, scope) for child in node.children]
    relation = ask.world.relation(name)
    if relation is not None and node.children:
        _starts(ask, node, arguments[0], relation.starts, f"{name}() starts from {' or '.join(relation.starts)}")
        found = relation.result()
        return found.of(found.bits | NULL) if arguments[0].bits & NULL and not relation.is_list else found
    function = ask.expression.functions.get(name) or BUILTINS.get(name)
    if function is None:
        return ANYTHING
    for position, (child, argument) in enumerate(zip(node.children, arguments, strict=True)) if ask.slips() == before else ():
        _fits(ask, function, node, position, child, argument)
    body = _body(ask, node, scope, arguments)
    if ask.slips() == before:
        _CHECKS.get(name, _nothing)(ask, node, arguments)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(ask, node, arguments, body)
    result = RESULTS.get(name)
    return result(arguments) if result is not None else Type(function.returns)


def _fits(ask: Asking, function: Function, node: Node, position: int, child: Node, argument: Type) -> None:
    """Complain where an argument is of no type that the function takes, or may be null where that fails."""
    wanted = function.parameter(position).types
    if wanted == EXPRESSION or argument.bits & EXPRESSION or not argument.bits:
        return
    if not (argument.bits & ~NULL or NULL) & wanted:
        hint = None
        if argument.bits & STRING and wanted & NUMBER:
            hint = f"write to_number({ask.text[child.start : child.end]})"
        elif argument.bits & (NUMBER | BOOLEAN) and wanted & STRING:
            hint = f"write to_string({ask.text[child.start : child.end]})"
        ask.report(child, f"{function.name}() takes {describe(Type(wanted))}, and {ask.shown(child)} is {describe(argument)}", hint)
    elif argument.nullable and not wanted & NULL:
        default = next(text for bit, text in DEFAULTS if argument.bits & wanted & bit)
        hint = f"write ({ask.text[child.start : child.end]} || {default})"
        ask.report(child, f"{ask.shown(child)} may be null, and {function.name}() fails on null", hint, warning=True)


def _body(ask: Asking, node: Node, scope: Scope, arguments: list[Type]) -> Type:
    """The type of what an expression reference gives for an element of the list beside it."""
    listed = next((argument for argument in arguments if argument.bits & ARRAY), None)
    element = listed.elements() if listed is not None else ANYTHING
    found = ANYTHING
    for child in node.children:
        if child.kind == "expref":
            inner = scope.at(element)
            found = ask.condition(child.children[0], inner) if node.value in PREDICATES else ask.type_of(child.children[0], inner)
            if node.value in ORDERED_BY and found.bits and not found.bits & (NUMBER | STRING):
                message = f"{node.value}() orders by numbers or texts, and {ask.shown(child.children[0])} is {describe(found)}"
                ask.report(child.children[0], message)
    return found


def _starts(ask: Asking, node: Node, given: Type, types: Iterable[str], says: str) -> None:
    """Complain where the first argument, which should be a resource or a reference to one, is neither."""
    child = node.children[0]
    wanted = frozenset(types)
    actual = given.resources()
    text = ask.text[child.start : child.end]
    if given.bits & ~(BOOLEAN | NUMBER | ARRAY | NULL) or given.bits in (0, NULL):
        if actual and not actual & wanted:
            ask.report(child, f"{says}, and {ask.shown(child)} is {' or '.join(sorted(actual))}")
    elif given.bits & ARRAY:
        rest = "".join(f", {ask.text[other.start : other.end]}" for other in node.children[1:])
        ask.report(child, f"{says}, and {ask.shown(child)} is a list", f"write {text}[].{node.value}(@{rest}) for each element")
    else:
        ask.report(child, f"{says}, and {ask.shown(child)} is {describe(given)}")


def _literal(node: Node, position: int) -> str | None:
    if position < len(node.children) and node.children[position].kind == "literal":
        value = node.children[position].value
        return value if isinstance(value, str) else None
    return None


def _resource(ask: Asking, node: Node, arguments: list[Type], body: Type) -> Type:
    name = _literal(node, 1)
    return resource_type([name]).of(OBJECT | NULL) if name is not None else Type(OBJECT | NULL)


def _resources(position: int) -> Callable[[Asking, Node, list[Type], Type], Type]:
    def result(ask: Asking, node: Node, arguments: list[Type], body: Type) -> Type:
        name = _literal(node, position)
        return list_of(resource_type([name]) if name is not None else ANYTHING)

    return result


def _map(ask: Asking, node: Node, arguments: list[Type], body: Type) -> Type:
    return list_of(body)


def _data(ask: Asking, node: Node, arguments: list[Type], body: Type) -> Type:
    """The type of what a data file holds."""
    name = _literal(node, 0)
    if name is None:
        return ANYTHING
    try:
        found = constant(ask.world.data(name), f"data('{name}')")
    except PolicyError as error:
        ask.report(node.children[0], error.message)
        return ANYTHING
    return found


_SPECIAL: Mapping[str, Callable[[Asking, Node, list[Type], Type], Type]] = {
    "resource": _resource,
    "resources": _resources(0),
    "referrers": _resources(1),
    "map": _map,
    "data": _data,
}


def _nothing(ask: Asking, node: Node, arguments: list[Type]) -> None:
    """Nothing more to check."""


def _check_members(ask: Asking, node: Node, arguments: list[Type]) -> None:
    """Complain where the elements of a list are none that the function takes."""
    position, wanted = MEMBERS[str(node.value)]
    if not arguments[position].bits & ARRAY or arguments[position].element is None:
        return
    element = arguments[position].elements()
    child = node.children[position]
    if element.bits and not element.bits & wanted:
        message = f"{node.value}() takes a list of {PLURALS[wanted]}, and each element of {ask.shown(child)} is {describe(element)}"
        ask.report(child, message)
    elif element.nullable:
        ask.report(child, f"an element of {ask.shown(child)} may be null, and {node.value}() fails on null", warning=True)


def _check_contains(ask: Asking, node: Node, arguments: list[Type]) -> None:
    """Complain where a list can never hold what is looked for, or a text is asked for something else."""
    where, what = arguments
    if where.bits & ~(ARRAY | NULL) == 0 and where.bits & ARRAY and where.element is not None:
        element = where.elements()
        if element.bits and what.bits and disjoint(element, what):
            hint = values_hint(element, what) if node.children[1].kind == "literal" else values_hint(what, element)
            hint = hint or literal_hint(element, node.children[1])
            newer = may_be_newer(element, what) or may_be_newer(what, element)
            ask.report(node.children[1], f"{ask.shown(node.children[0])} never holds {ask.shown(node.children[1])}", hint, warning=newer)
    elif where.bits & ~NULL == STRING and what.bits and not what.bits & STRING:
        ask.report(node.children[1], f"a text never holds {ask.shown(node.children[1])}, which is {describe(what)}")


def _check_missing(ask: Asking, node: Node, arguments: list[Type]) -> None:
    """Complain where no element of the one list can be in the other."""
    wanted, have = arguments
    if wanted.bits & have.bits & ARRAY and wanted.element is not None and have.element is not None:
        first, second = without_null(wanted.elements()), without_null(have.elements())
        if first.bits and second.bits and disjoint(first, second):
            message = f"{ask.shown(node.children[1])} never holds an element of {ask.shown(node.children[0])}, so all are missing"
            ask.report(node.children[1], message)


def _check_same(ask: Asking, node: Node, arguments: list[Type]) -> None:
    """Complain where two resources can never be one."""
    first, second = (argument.resources() for argument in arguments)
    if first and second and not first & second:
        shown = " and ".join(
            f"{ask.shown(child)} is {' or '.join(sorted(names))}" for child, names in zip(node.children, (first, second), strict=True)
        )
        ask.report(node, f"{shown}, so they are never the same")


def _check_reference(ask: Asking, node: Node, arguments: list[Type]) -> None:
    """Complain where `resource` or `referrers` is given neither a resource nor a reference."""
    name = _literal(node, 1)
    types = (name,) if name is not None and node.value == "resource" else tuple(arguments[0].resources() or ())
    says = f"resource() finds {name or 'a resource'}" if node.value == "resource" else "referrers() starts from a resource"
    _starts(ask, node, arguments[0], types, says)


_CHECKS: Mapping[str, Callable[[Asking, Node, list[Type]], None]] = {
    **dict.fromkeys(MEMBERS, _check_members),
    "contains": _check_contains,
    "missing": _check_missing,
    "same": _check_same,
    "resource": _check_reference,
    "referrers": _check_reference,
}
"""What is looked at beside the types of the arguments."""
