"""Calls of functions: straight on with arguments of the right plain types, through `call` with all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.jmes.abstract.quick import QUICK
from scanner.jmes.abstract.writer import Atom, NotGenerated, is_pure, slow
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.calls import Function
from scanner.jmes.kinds import types_of
from scanner.jmes.nodes import Node
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

if TYPE_CHECKING:
    from scanner.jmes.abstract.generator import Generator

_CLASSES: Final = (
    (STRING, ("str",)),
    (ARRAY, ("list",)),
    (OBJECT, ("dict",)),
    (NUMBER, ("int", "float")),
    (BOOLEAN, ("bool",)),
)


def write_call(generator: Generator, node: Node, current: Atom) -> Atom:
    """A function's result."""
    function = generator.functions[node.value]
    if not function.name.isascii() or not function.name.isidentifier() or function.name != node.value:
        raise NotGenerated
    arguments = _arguments(generator, node, function, current)
    codes = [argument.code for argument in arguments]
    algebra = f"call(f_{function.name}, [{', '.join(map(slow, arguments))}], context)"
    boolean = function.returns == BOOLEAN
    built_in = BUILTINS.get(function.name) is function
    quick = _in_place(function, arguments) if built_in else None
    if quick is not None:
        return generator.assign(f"{quick} else {algebra}", boolean=boolean)
    tests = []
    for place, (child, argument) in enumerate(zip(node.children, arguments, strict=True)):
        test = None if child.kind == "expref" else _fits(argument, function.parameter(place).types)
        tests += [test] if test else []
    prefix = "q" if built_in and function.name in QUICK else "c"
    direct = f"{prefix}_{function.name}({', '.join(['context', *codes])})"
    return generator.assign(f"{direct} if {' and '.join(tests)} else {algebra}" if tests else direct, boolean=boolean)


def _arguments(generator: Generator, node: Node, function: Function, current: Atom) -> list[Atom]:
    """The arguments, written in their order; those that are held to a type may be raw."""
    found: list[Atom] = []
    for place, child in enumerate(node.children):
        if child.kind == "expref":
            region = generator.writer.nested(child.children[0])
            found.append(Atom(f"bound({region}, context)", sure=True))
            continue
        argument = generator.operand(child, current)
        held = function.parameter(place).types & ANY != ANY
        later = [after for after in node.children[place + 1 :] if after.kind != "expref"]
        found.append(argument if (held and all(map(is_pure, later))) or argument.literal else generator.settled(argument))
    return found


def _fits(argument: Atom, types: int) -> str | None:
    """Code for a quick test that an argument is plain and has one of the types; None where that is certain."""
    code = argument.code
    if argument.literal and types_of(argument.value) & types:
        return None
    if types & ANY == ANY:
        return None if argument.sure else f"{code}.__class__ is not Unknown"
    if argument.literal:
        return "False"
    tests = [f"{code} is None"] if types & NULL else []
    tests += [f"{code}.__class__ is {name}" for bit, names in _CLASSES if types & bit for name in names]
    return f"({' or '.join(tests)})" if tests else "False"


def _in_place(function: Function, arguments: list[Atom]) -> str | None:
    """Code that needs no call: `value if test`; None for functions that have none."""
    first = arguments[0]
    if first.literal:
        return None
    code, name = first.code, function.name
    plain = f" or {code} is {first.plain}" if first.plain else ""
    members = f"{plain} or {code}.__class__ is list and no_hole(map(type, {code}))"
    if name == "length":
        return f"len({code}) if {code}.__class__ is str{members}"
    if name == "not_null" and len(arguments) > 1:
        last = arguments[-1].code
        for argument in reversed(arguments[:-1]):
            if argument.literal:
                return None
            last = f"{argument.code} if {argument.code} is not None else {last}"
        tests = [f"{argument.code}.__class__ is not Unknown" for argument in arguments if not argument.sure]
        return f"({last}) if {' and '.join(tests) or 'True'}"
    second = arguments[-1]
    if name == "contains":
        if second.literal and second.value.__class__ is str:
            return f"{second.code} in {code} if {code}.__class__ is str{members}"
        if not second.literal:
            return f"{second.code} in {code} if {second.code}.__class__ is str and ({code}.__class__ is str{members})"
    if name in ("starts_with", "ends_with"):
        method = name.replace("_", "")
        tests = [f"{argument.code}.__class__ is str" for argument in arguments if not argument.literal]
        if all(argument.value.__class__ is str for argument in arguments if argument.literal) and tests:
            return f"{code}.{method}({second.code}) if {' and '.join(tests)}"
    return None
