"""From the syntax tree to nested closures, made once per expression: `closure(value, context) -> value`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scanner.errors import ExpressionError
from scanner.jmes import steps
from scanner.jmes.calls import Function, call
from scanner.jmes.compare import compare, equality
from scanner.jmes.context import Context
from scanner.jmes.kinds import EXPRESSION, types_of
from scanner.jmes.narrow import facts
from scanner.jmes.nodes import Node
from scanner.jmes.steps import Closure as Closure
from scanner.jmes.truths import truth
from scanner.unknown import ABSENT, Unknown


class Compiler:
    """Turns the nodes of one expression into closures; keeps them by node for the tracer."""

    def __init__(self, text: str, functions: Mapping[str, Function]) -> None:
        """Take the expression's text, for errors, and every function that it may call."""
        self.text = text
        self.functions = functions
        self.closures: dict[Node, Closure] = {}
        self.call_sites: dict[str, list[int]] = {}

    def compile(self, node: Node) -> Closure:
        """The closure of a node and of all below it."""
        closure = _KINDS[node.kind](self, node)
        self.closures[node] = closure
        return closure

    def children(self, node: Node) -> list[Closure]:
        """The closures of a node's children."""
        return [self.compile(child) for child in node.children]


def _identity(compiler: Compiler, node: Node) -> Closure:
    return lambda value, context: value


def _current(compiler: Compiler, node: Node) -> Closure:
    return steps.current


def _literal(compiler: Compiler, node: Node) -> Closure:
    literal = node.value
    return lambda value, context: literal


def _field(compiler: Compiler, node: Node) -> Closure:
    name = node.value

    def field(value: Any, context: Context) -> Any:
        if value.__class__ is not dict:
            return steps.field(value, name, context)
        found = value.get(name)
        return steps.seen(found, context) if found.__class__ is Unknown or found is ABSENT else found

    return field


def _index(compiler: Compiler, node: Node) -> Closure:
    position = node.value

    return lambda value, context: steps.index(value, position, context)


def _slice(compiler: Compiler, node: Node) -> Closure:
    bounds = node.value
    return lambda value, context: steps.cut(value, bounds, context)


def _chain(compiler: Compiler, node: Node) -> Closure:
    closures = compiler.children(node)
    if len(closures) == 2:
        first, second = closures
        return lambda value, context: second(first(value, context), context)

    def chain(value: Any, context: Context) -> Any:
        for closure in closures:
            value = closure(value, context)
        return value

    return chain


def _right(compiler: Compiler, node: Node) -> Closure | None:
    """What follows a projection, None where nothing does."""
    closure = compiler.compile(node)
    return None if node.kind == "identity" else closure


def _projection(compiler: Compiler, node: Node) -> Closure:
    base, right = compiler.compile(node.children[0]), _right(compiler, node.children[1])
    return lambda value, context: steps.project(base(value, context), None, right, context)


def _filter_projection(compiler: Compiler, node: Node) -> Closure:
    base, right = compiler.compile(node.children[0]), _right(compiler, node.children[1])
    condition = compiler.compile(node.children[2])
    return lambda value, context: steps.project(base(value, context), condition, right, context)


def _value_projection(compiler: Compiler, node: Node) -> Closure:
    base, right = compiler.compile(node.children[0]), _right(compiler, node.children[1])
    return lambda value, context: steps.project_values(base(value, context), right, context)


def _flatten(compiler: Compiler, node: Node) -> Closure:
    base = compiler.compile(node.children[0])
    return lambda value, context: steps.flatten(base(value, context), context)


def _comparator(compiler: Compiler, node: Node) -> Closure:
    left, right = compiler.children(node)
    operation = node.value
    if operation == "eq":
        return lambda value, context: equality(left(value, context), right(value, context), context)
    if operation == "ne":
        return lambda value, context: steps.inequality(left(value, context), right(value, context), context)
    return lambda value, context: compare(operation, left(value, context), right(value, context), context)


def _not(compiler: Compiler, node: Node) -> Closure:
    operand = compiler.compile(node.children[0])
    return lambda value, context: steps.negate(operand(value, context), context)


def _junction(stops_at: bool) -> Callable[[Compiler, Node], Closure]:
    """`&&` stops at what is false, `||` at what is true."""

    def compile_junction(compiler: Compiler, node: Node) -> Closure:
        left, right = compiler.children(node)
        known = facts(node.children[0], not stops_at, compiler.closures)

        def junction(value: Any, context: Context) -> Any:
            first = left(value, context)
            verdict = truth(first, context)
            if verdict is stops_at:
                return first
            if verdict is not None:
                return right(value, context)
            return steps.undecided(first, stops_at, value, right, known, context)

        return junction

    return compile_junction


def _multi_select(make: Callable[[Compiler, Node], Closure]) -> Callable[[Compiler, Node], Closure]:
    """A list or object of expressions: null where the current value is null."""

    def compile_multi_select(compiler: Compiler, node: Node) -> Closure:
        build = make(compiler, node)

        return lambda value, context: steps.select(value, build, context)

    return compile_multi_select


def _select_list(compiler: Compiler, node: Node) -> Closure:
    closures = compiler.children(node)
    return lambda value, context: [closure(value, context) for closure in closures]


def _select_object(compiler: Compiler, node: Node) -> Closure:
    closures = [(pair.value, compiler.compile(pair)) for pair in node.children]
    return lambda value, context: {key: closure(value, context) for key, closure in closures}


def _pair(compiler: Compiler, node: Node) -> Closure:
    return compiler.compile(node.children[0])


def _expression_reference(compiler: Compiler, node: Node) -> Closure:
    inner = compiler.compile(node.children[0])
    return lambda value, context: lambda item: inner(item, context)


def _call(compiler: Compiler, node: Node) -> Closure:
    function = called(node, compiler.text, compiler.functions)
    compiler.call_sites.setdefault(function.name, []).append(node.start)
    arguments = compiler.children(node)
    expected = [function.parameter(position).types for position in range(len(arguments))]

    def invoke(value: Any, context: Context) -> Any:
        given = [argument(value, context) for argument in arguments]
        for argument, types in zip(given, expected, strict=True):
            if argument.__class__ is Unknown or not types_of(argument) & types:
                return call(function, given, context)
        return function.call(context, *given)

    return invoke


def check_calls(nodes: Node, text: str, functions: Mapping[str, Function]) -> dict[str, list[int]]:
    """The offsets at which each function is called; ExpressionError for the first call that cannot be meant. Compiles nothing."""
    sites: dict[str, list[int]] = {}
    for node in nodes.walk():
        if node.kind == "function_expression":
            sites.setdefault(called(node, text, functions).name, []).append(node.start)
    return sites


def called(node: Node, text: str, functions: Mapping[str, Function]) -> Function:
    """The function that a node calls; ExpressionError for an unknown one and for wrong arguments."""
    name = node.value
    function = functions.get(name)
    if function is None:
        from scanner.jmes.syntax import near

        hint = near(name, sorted(functions))
        raise ExpressionError(f'unknown function "{name}"', expression=text, offset=node.start, hint=hint)
    _check_number(function, node, text)
    for position, argument in enumerate(node.children):
        types = function.parameter(position).types
        if argument.kind == "expref" and not types & EXPRESSION:
            message = f'{name}() takes a value here, not an expression with "&"'
            raise ExpressionError(message, expression=text, offset=argument.start)
        if argument.kind != "expref" and types == EXPRESSION:
            hint = f"write &{text[argument.start : argument.end]}"
            raise ExpressionError(f"{name}() takes an expression here", expression=text, offset=argument.start, hint=hint)
    return function


def _check_number(function: Function, node: Node, text: str) -> None:
    """Refuse a wrong number of arguments."""
    least, most = function.arity
    given = len(node.children)
    if given < least or (most is not None and given > most):
        wanted = f"{least} or more" if most is None else str(least) if least == most else f"{least} to {most}"
        signature = ", ".join(parameter.name for parameter in function.parameters)
        plural = "" if wanted == "1" else "s"
        message = f"{function.name}() takes {wanted} argument{plural}, not {given}"
        raise ExpressionError(message, expression=text, offset=node.start, hint=f"write {function.name}({signature})")


_KINDS: dict[str, Callable[[Compiler, Node], Closure]] = {
    "identity": _identity,
    "current": _current,
    "literal": _literal,
    "field": _field,
    "index": _index,
    "slice": _slice,
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _chain,
    "projection": _projection,
    "filter_projection": _filter_projection,
    "value_projection": _value_projection,
    "flatten": _flatten,
    "comparator": _comparator,
    "not_expression": _not,
    "and_expression": _junction(stops_at=False),
    "or_expression": _junction(stops_at=True),
    "multi_select_list": _multi_select(_select_list),
    "multi_select_dict": _multi_select(_select_object),
    "key_val_pair": _pair,
    "expref": _expression_reference,
    "function_expression": _call,
}
