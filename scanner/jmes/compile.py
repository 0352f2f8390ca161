"""From the syntax tree to nested closures, made once per expression: `closure(value, context) -> value`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scanner.errors import ExpressionError
from scanner.jmes import lists
from scanner.jmes.calls import Function, call
from scanner.jmes.choices import join, read, restrict
from scanner.jmes.compare import compare, equality
from scanner.jmes.context import FAILED, Context
from scanner.jmes.kinds import EXPRESSION, causes_of, types_of, unknown_boolean
from scanner.jmes.members import read_entry
from scanner.jmes.narrow import assume, facts, narrowed
from scanner.jmes.syntax import Node, near
from scanner.jmes.truths import lift, side, truth
from scanner.unknown import ABSENT, ANY, NOTHING, NULL, OpenObject, Unknown

Closure = Callable[[Any, Context], Any]


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

    def refuse(self, message: str, node: Node, hint: str | None = None) -> ExpressionError:
        """The error for a node, its caret under its first character."""
        return ExpressionError(message, expression=self.text, offset=node.start, hint=hint)


def _identity(compiler: Compiler, node: Node) -> Closure:
    return lambda value, context: value


def _current(compiler: Compiler, node: Node) -> Closure:
    return lambda value, context: narrowed(value, context) if context.assumed else value


def _literal(compiler: Compiler, node: Node) -> Closure:
    literal = node.value
    return lambda value, context: literal


def _field(compiler: Compiler, node: Node) -> Closure:
    name = node.value

    def field(value: Any, context: Context) -> Any:
        kind = value.__class__
        if kind is dict:
            found = value.get(name)
            if found.__class__ is Unknown or found is ABSENT:
                found = read(found, context)
                return narrowed(found, context) if context.assumed else found
            return found
        if kind is Unknown:
            found = lift(value, lambda simple: read_entry(simple, name, context), context)
            return narrowed(found, context) if context.assumed else found
        return read_entry(value, name, context) if kind is OpenObject else None

    return field


def _index(compiler: Compiler, node: Node) -> Closure:
    position = node.value

    def index(value: Any, context: Context) -> Any:
        found = lift(value, lambda simple: lists.index(simple, position, context), context)
        return narrowed(found, context) if context.assumed else found

    return index


def _slice(compiler: Compiler, node: Node) -> Closure:
    bounds = node.value
    return lambda value, context: lift(value, lambda simple: lists.cut(simple, bounds, context), context)


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

    def projection(value: Any, context: Context) -> Any:
        found = base(value, context)
        if found.__class__ is not Unknown:
            return lists.project(found, None, right, context)
        return lift(found, lambda simple: lists.project(simple, None, right, context), context)

    return projection


def _filter_projection(compiler: Compiler, node: Node) -> Closure:
    base, right = compiler.compile(node.children[0]), _right(compiler, node.children[1])
    condition = compiler.compile(node.children[2])

    def filter_projection(value: Any, context: Context) -> Any:
        found = base(value, context)
        if found.__class__ is not Unknown:
            return lists.project(found, condition, right, context)
        return lift(found, lambda simple: lists.project(simple, condition, right, context), context)

    return filter_projection


def _value_projection(compiler: Compiler, node: Node) -> Closure:
    base, right = compiler.compile(node.children[0]), _right(compiler, node.children[1])

    def value_projection(value: Any, context: Context) -> Any:
        return lift(base(value, context), lambda simple: lists.project_values(simple, right, context), context)

    return value_projection


def _flatten(compiler: Compiler, node: Node) -> Closure:
    base = compiler.compile(node.children[0])
    return lambda value, context: lift(base(value, context), lambda simple: lists.flatten(simple, context), context)


def _comparator(compiler: Compiler, node: Node) -> Closure:
    left, right = compiler.children(node)
    operation = node.value
    if operation == "eq":
        return lambda value, context: equality(left(value, context), right(value, context), context)
    if operation == "ne":
        return lambda value, context: _negate(equality(left(value, context), right(value, context), context), context)
    return lambda value, context: compare(operation, left(value, context), right(value, context), context)


def _negate(value: Any, context: Context) -> Any:
    """JMESPath's `!`."""
    verdict = truth(value, context)
    if verdict is not None:
        return not verdict
    if value.__class__ is Unknown and value.one_of is not None:
        return lift(value, lambda simple: _negate(simple, context), context, pin=True)
    return unknown_boolean(value)


def _not(compiler: Compiler, node: Node) -> Closure:
    operand = compiler.compile(node.children[0])
    return lambda value, context: _negate(operand(value, context), context)


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
            assumed = context.assumed
            if known:
                context.assumed = assume(known, value, context)
            second = context.guard(lambda current: right(current, context), value, *causes_of(first))
            context.assumed = assumed
            found = side(first, stops_at, context)
            return join(found if second is FAILED else [*found, second], first)

        return junction

    return compile_junction


def _multi_select(make: Callable[[Compiler, Node], Closure]) -> Callable[[Compiler, Node], Closure]:
    """A list or object of expressions: null where the current value is null."""

    def compile_multi_select(compiler: Compiler, node: Node) -> Closure:
        build = make(compiler, node)

        def select(value: Any, context: Context) -> Any:
            if value is None:
                return None
            types = types_of(value)
            if not types & NULL:
                return build(value, context)
            rest = restrict(value, ANY & ~NULL)
            if rest is NOTHING:
                return None
            found = context.guard(lambda current: build(current, context), rest, *causes_of(value))
            return None if found is FAILED else join([None, found], value)

        return lambda value, context: lift(value, lambda simple: select(simple, context), context)

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
    name = node.value
    function = compiler.functions.get(name)
    if function is None:
        raise compiler.refuse(f'unknown function "{name}"', node, near(name, sorted(compiler.functions)))
    _check_arguments(compiler, function, node)
    compiler.call_sites.setdefault(name, []).append(node.start)
    arguments = compiler.children(node)
    expected = [function.parameter(position).types for position in range(len(arguments))]

    def invoke(value: Any, context: Context) -> Any:
        given = [argument(value, context) for argument in arguments]
        for argument, types in zip(given, expected, strict=True):
            if argument.__class__ is Unknown or not types_of(argument) & types:
                return call(function, given, context)
        return function.call(context, *given)

    return invoke


def _check_arguments(compiler: Compiler, function: Function, node: Node) -> None:
    """Refuse a wrong number of arguments, and `&` where it is missing or does not belong."""
    least, most = function.arity
    given = len(node.children)
    if given < least or (most is not None and given > most):
        wanted = f"{least} or more" if most is None else str(least) if least == most else f"{least} to {most}"
        signature = ", ".join(parameter.name for parameter in function.parameters)
        plural = "" if wanted == "1" else "s"
        raise compiler.refuse(
            f"{function.name}() takes {wanted} argument{plural}, not {given}", node, f"write {function.name}({signature})"
        )
    for position, argument in enumerate(node.children):
        types = function.parameter(position).types
        if argument.kind == "expref" and not types & EXPRESSION:
            raise compiler.refuse(f'{function.name}() takes a value here, not an expression with "&"', argument)
        if argument.kind != "expref" and types == EXPRESSION:
            source = compiler.text[argument.start : argument.end]
            raise compiler.refuse(f"{function.name}() takes an expression here", argument, f"write &{source}")


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
