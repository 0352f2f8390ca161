"""Arguments of calls: each under a name, held to its types; and calls made once where their arguments are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scanner.jmes.known.terms import Term
from scanner.jmes.known.value import Value
from scanner.unknown import ARRAY, NULL, NUMBER, OBJECT, STRING

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator

_TESTS: Final = {
    ARRAY: "{0}.__class__ is not list",
    ARRAY | NULL: "{0}.__class__ is not list and {0} is not None",
    OBJECT: "{0}.__class__ is not dict",
    STRING: "{0}.__class__ is not str",
    STRING | NULL: "{0}.__class__ is not str and {0} is not None",
    NUMBER: "{0}.__class__ not in NUMBERS",
}
"""Python's test that a value has none of some types."""


def arguments(generator: Generator, terms: tuple[Term, ...], current: Value) -> list[Value]:
    """The arguments, each under a name: what follows may raise."""
    found = []
    for term in terms:
        value = generator.value(term, current)
        found.append(value if value.literal else generator.writer.atom(value))
    return found


def once(generator: Generator, name: str, values: list[Value], make: Callable[[], Value]) -> Value:
    """The value of a call, computed once where its arguments are the same."""
    if not all(value.literal or value.key is not None for value in values):
        return make()
    arguments = [("literal", value.code) if value.literal else value.key for value in values]
    key = ("call", name, generator.assumed, *arguments)
    found = generator.writer.look_up(key)
    if found is None:
        found = make()
        if not found.literal:
            found.key = key
            generator.writer.at_hand[-1][key] = found
    return found


def held(generator: Generator, value: Value, types: int) -> bool:
    """Write a check of an argument's types; whether it can pass."""
    possible = value.types & types
    if not possible:
        generator.writer.emit("leave()")
    elif value.types & ~types:
        test = _TESTS.get(types) or (f"not TYPES.get({{0}}.__class__, 0) & {types}")
        generator.writer.emit(f"if {test.format(value.code)}: leave()")
    return bool(possible)
