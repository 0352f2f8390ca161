"""Calls that are another expression on their argument, written out in place: no frame is opened, nothing is looked up or remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scanner.jmes.calls import Inline
from scanner.jmes.known.terms import Term, complexity, parts_of, term_of
from scanner.jmes.known.value import Value
from scanner.unknown import NULL, OBJECT

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator

MAX_COMPLEXITY: Final = 40
MAX_DEPTH: Final = 3
"""Expressions that are written out inside one another."""
ITSELF: Final = ("item", "this")
"""Calls by which the expression names its argument."""


def written_out(generator: Generator, inline: Inline, argument: Value) -> Value | None:
    """The value of the call; None where it must be called: the argument may be of another kind, or the expression reads what is around."""
    if argument.kind not in inline.kinds or generator.inlined >= MAX_DEPTH:
        return None
    term = term_of(inline.expression())
    if complexity(term) > MAX_COMPLEXITY or not _stands_alone(generator, term):
        return None
    writer = generator.writer
    if not argument.types & NULL:
        return _evaluate(generator, inline, term, argument)
    result = writer.name("r")
    writer.emit(f"{result} = {generator.constant(inline.otherwise).code}")
    there = argument.but(OBJECT)

    def evaluate() -> Value:
        value = _evaluate(generator, inline, term, there)
        writer.emit(f"{result} = {value.code}")
        return value

    _, value = writer.block(f"if {argument.code} is not None:", evaluate)
    return Value(result, atom=True, kind=value.kind)


def _evaluate(generator: Generator, inline: Inline, term: Term, argument: Value) -> Value:
    outer = generator.locals, generator.safe, generator.assumed
    generator.locals = dict.fromkeys(ITSELF, lambda _: argument)
    generator.safe = frozenset(ITSELF)
    generator.assumed = inline.assumed
    generator.inlined += 1
    try:
        return generator.writer.atom(generator.value(term, argument))
    finally:
        generator.locals, generator.safe, generator.assumed = outer
        generator.inlined -= 1


def _stands_alone(generator: Generator, term: Term) -> bool:
    """Whether a term calls nothing that hangs on where it is evaluated."""
    stack = [term]
    while stack:
        one = stack.pop()
        if one[0] == "call" and one[1] not in ITSELF:
            function = generator.functions.get(one[1])
            if function is None or function.hangs_on_place:
                return False
        stack += parts_of(one)
    return True
