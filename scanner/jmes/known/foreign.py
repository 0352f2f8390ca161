"""Calls of the caller's functions: written out, looked up where they are remembered, or made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.jmes.calls import Function
from scanner.jmes.kinds import EXPRESSION
from scanner.jmes.known import inlining
from scanner.jmes.known.arguments import arguments, held, once
from scanner.jmes.known.terms import Term
from scanner.jmes.known.value import Value
from scanner.jmes.leaving import MEMORY, PREFIX
from scanner.unknown import ANY, BOOLEAN, OBJECT, STRING

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator


def foreign(generator: Generator, term: Term, current: Value) -> Value:
    """A function of the caller's: its arguments are held to their types, its result must be known."""
    name, terms = term[1], term[2]
    writer = generator.writer
    function = generator.functions[name]
    values = arguments(generator, terms, current)

    def made() -> Value:
        if function.inline is not None and len(values) == 1:
            written = inlining.written_out(generator, function.inline, values[0])
            if written is not None:
                return Value(written.code, written.types, True, kind=written.kind)
        for position, value in enumerate(values):
            types = function.parameter(position).types & ANY
            if types != ANY and value.types != EXPRESSION:
                held(generator, value, types)
        assumed = ["True"] if function.assumes and generator.assumed else []
        code = f"{PREFIX}{name}({', '.join(['context', *(value.code for value in values), *assumed])})"
        kept = _kept(generator, function, values, assumed)
        if kept is not None:
            found = writer.atom(Value(kept, kind=_kind(function, values)))
            writer.emit(f"if {found.code} is None: {found.code} = {code}")
            return found
        found = writer.atom(Value(code, function.returns if function.returns == BOOLEAN else ANY, kind=_kind(function, values)))
        if not function.sure:
            if function.returns == BOOLEAN:
                writer.emit(f"if {found.code}.__class__ is not bool: leave()")
            else:
                writer.emit(f"if {found.code}.__class__ not in SCALARS: settled(context, {found.code})")
        return found

    return once(generator, name, values, made)


def _kept(generator: Generator, function: Function, values: list[Value], assumed: list[str]) -> str | None:
    """What a function is remembered to give, as an expression that is None where it must be called."""
    memory, first, others = function.memory, values[0] if values else None, values[1:]
    if memory is None or generator.memories is None or first is None or first.literal or not function.sure:
        return None
    if not all(value.literal and value.types == STRING for value in others):
        return None
    named = ", ".join(["context", *(value.code for value in others), *assumed])
    names = generator.memories.get(key := (function.name, named))
    if names is None:
        count = len(generator.memories) + 1
        names = generator.memories[key] = (f"m{count}", f"n{count}")
        generator.first.append(f"{names[0]}, {names[1]} = {MEMORY}{function.name}({named})")
    known, otherwise = names
    code, types = first.code, first.types & memory.takes
    by_object = f"{known}.get(id({code}), {otherwise})" if first.key == generator.thing else f"{known}.get(id({code}))"
    if not types:
        return None
    if first.types in (OBJECT, STRING):
        return by_object if types == OBJECT else f"{known}.get({code})"
    found = "None"
    if types & OBJECT:
        found = f"({by_object} if {code}.__class__ is dict else None)"
    if types & STRING:
        found = f"({known}.get({code}) if {code}.__class__ is str else {found})"
    return found


def _kind(function: Function, values: list[Value]) -> str | None:
    """The kind of what a call gives."""
    position = function.kind_argument
    named = values[position] if position is not None and position < len(values) else None
    return str(named.value) if named is not None and named.literal else None
