"""From terms to lines of Python, for values of which everything is known.

The types that a value may have are followed, so that checks are written only where they can fail; a value used twice is computed once;
lists that are only asked whether they are empty, or for their first member, are never made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from scanner.jmes.calls import Function
from scanner.jmes.known import calls, compare, fusion, streams
from scanner.jmes.known.terms import CURRENT, STREAMS, Term, may_leave, steps_leave
from scanner.jmes.known.value import Value, spell, types_of_literal
from scanner.jmes.known.writer import TooDeep, Writer
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT

__all__ = ["Generator", "TooDeep"]
MAX_DEPTH: Final = 60
TRUE, FALSE = "True", "False"
Local = Callable[["Generator"], Value]


class Generator:
    """Writes the code of terms into one function."""

    def __init__(
        self,
        functions: Mapping[str, Function],
        uses: Counter[Hashable],
        constants: dict[str, Any],
        name: str,
        locals_: Mapping[str, Local] | None = None,
    ) -> None:
        """Take the functions that may be called, how often each value is used (empty: count), where constants are gathered, their suffix.

        `locals_` are calls without arguments that are answered by code: `item()`, a binding, a parameter.
        """
        self.functions = functions
        self.writer = Writer(uses)
        self.constants = constants
        self.name = name
        self.locals = locals_ or {}
        self.safe: frozenset[str] = frozenset()
        """Of those, the ones that cannot raise."""
        self.inlined = 0
        """Expressions around that are written out in the place of a call."""
        self.assumed = False
        """Whether the one around stands under an assumption."""
        self.twofold = 0
        """Flattenings around, whose body is written twice."""
        self.nested = False
        """Inside a function within the function."""
        self.fused: dict[tuple[Hashable, Term], fusion.Asked] = {}
        """By current value and stream: questions that a shared loop has answered."""
        self.memories: dict[Hashable, tuple[str, str]] | None = None
        """By call without its first argument: the names of what it gives by that, and of what it gives else; None where nothing is kept."""
        self.first: list[str] = []
        """What is computed once, before all documents."""
        self.thing: Hashable = None
        """The key of the value that is certainly a thing of the caller's."""
        self.depth = 0

    def value(self, term: Term, current: Value) -> Value:
        """Write the code of a term; its value."""
        with self._deeper():
            return _KINDS[term[0]](self, term, current)

    def condition(self, term: Term, current: Value) -> str:
        """Write the code of a term of which only the truth is asked: a Python expression, or "True", "False"."""
        with self._deeper():
            return _condition(self, term, current)

    def branch(self, term: Term, current: Value, then: Callable[[], Any]) -> None:
        """Write `then` for where a term is true: `&&` as one test inside the other."""
        if term[0] == "and":
            self.branch(term[1], current, lambda: self.branch(term[2], current, then))
            return
        if term[0] == "let":
            bound = _bound(self, term, current)
            self.branch(term[2], bound, then)
            return
        held = self.condition(term, current)
        if held == TRUE:
            then()
        elif held != FALSE:
            self.writer.block(f"if {held}:", then)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeep
        try:
            yield
        finally:
            self.depth -= 1

    def constant(self, value: Any) -> Value:
        """A literal."""
        code = spell(value)
        if code is None:
            code = f"K{len(self.constants)}_{self.name}"
            self.constants[code] = value
        return Value(code, types_of_literal(value), True, None, True, value)

    def answer(self, asked: fusion.Asked, leaves_for_null: bool) -> str:
        """The truth of a question that a shared loop has answered."""
        return fusion.answer(self, asked, leaves_for_null)

    def leaves(self, term: Term) -> bool:
        """Whether a term may raise."""
        return may_leave(term, self.safe)

    def steps_leave(self, term: Term) -> bool:
        """Whether a stream may raise after its first list is there: then it cannot end early."""
        return steps_leave(term, self.safe)

    def truth(self, value: Value) -> str:
        """The truth of a value as a Python expression."""
        if value.literal:
            return TRUE if is_true(value.value) else FALSE
        if value.types == NUMBER:
            return TRUE
        if value.types == NULL:
            return FALSE
        if not value.types & NUMBER:
            return value.code
        value = self.writer.atom(value)
        return f"({value.code} or {value.code}.__class__ in NUMBERS)"


def is_true(value: Any) -> bool:
    """JMESPath's truth of a JSON value: null, false, and empty texts, lists and objects are false."""
    return bool(value) or value.__class__ in (int, float)


def _current(generator: Generator, term: Term, current: Value) -> Value:
    return current


def _literal(generator: Generator, term: Term, current: Value) -> Value:
    return generator.constant(term[1].value)


def _field(generator: Generator, term: Term, current: Value) -> Value:
    writer, name = generator.writer, repr(term[2])
    base = generator.value(term[1], current)
    if not base.types & OBJECT:
        return generator.constant(None)

    def read() -> Value:
        held = writer.atom(base)
        if held.types == OBJECT:
            return Value(f"{held.code}.get({name})")
        return Value(f"({held.code}.get({name}) if {held.code}.__class__ is dict else None)")

    return writer.shared(None if base.key is None else ("field", base.key, term[2]), read)


def _index(generator: Generator, term: Term, current: Value) -> Value:
    position = term[2]
    if position == 0 and term[1][0] in STREAMS and not generator.steps_leave(term[1]):
        return streams.first(generator, term[1], current)
    writer = generator.writer
    base = generator.value(term[1], current)
    if not base.types & ARRAY:
        return generator.constant(None)

    def read() -> Value:
        held = writer.atom(base)
        code = held.code
        there = code if position in (0, -1) else f"len({code}) > {position}" if position > 0 else f"len({code}) >= {-position}"
        found = f"{code}[{position}] if {there} else None"
        return Value(f"({found})" if held.types == ARRAY else f"(({found}) if {code}.__class__ is list else None)")

    return writer.shared(None if base.key is None else ("index", base.key, position), read)


def _slice(generator: Generator, term: Term, current: Value) -> Value:
    writer = generator.writer
    base = writer.atom(generator.value(term[1], current))
    if not base.types & ARRAY:
        return generator.constant(None)
    if term[4] == 0:
        writer.block(f"if {base.code}.__class__ is list:", lambda: writer.emit("leave()"))
        return generator.constant(None)
    cut = f"{base.code}[{':'.join('' if bound is None else str(bound) for bound in term[2:])}]"
    if base.types == ARRAY:
        return Value(cut, ARRAY)
    return Value(f"({cut} if {base.code}.__class__ is list else None)", ARRAY | NULL)


def _junction(generator: Generator, term: Term, current: Value) -> Value:
    """`a && b`, `a || b` as values."""
    writer, both = generator.writer, term[0] == "and"
    left = generator.value(term[1], current)
    if not left.literal:
        left = writer.atom(left)
    truth = generator.truth(left)
    if truth in (TRUE, FALSE):
        return generator.value(term[2], current) if (truth == TRUE) == both else left
    lines, right = writer.capture(lambda: generator.value(term[2], current))
    types = (left.types if both else left.types & ~NULL) | right.types
    if not lines:
        return Value(f"({right.code} if {truth} else {left.code})" if both else f"({left.code} if {truth} else {right.code})", types)
    result = writer.name("r")
    writer.emit(f"{result} = {left.code}")
    writer.emit(f"if {truth}:" if both else f"if not {truth}:")
    writer.lines += lines
    writer.level += 1
    writer.emit(f"{result} = {right.code}")
    writer.level -= 1
    return Value(result, types, True)


def _not(generator: Generator, term: Term, current: Value) -> Value:
    found = generator.condition(term[1], current)
    if found in (TRUE, FALSE):
        return generator.constant(found == FALSE)
    return Value(f"(not {found})", BOOLEAN)


def _let(generator: Generator, term: Term, current: Value) -> Value:
    return generator.value(term[2], _bound(generator, term, current))


def _bound(generator: Generator, term: Term, current: Value) -> Value:
    found = generator.value(term[1], current)
    return found if found.literal else generator.writer.atom(found)


def _select(generator: Generator, term: Term, current: Value) -> Value:
    """`[a, b]` and `{a: b}`: null on null."""
    writer = generator.writer
    base = generator.value(term[1], current)
    base = base if base.literal else writer.atom(base)
    whole = ARRAY if term[0] == "list" else OBJECT
    if base.types == NULL:
        return generator.constant(None)
    there = base if not base.types & NULL else base.but(base.types & ~NULL)
    if not base.types & NULL:
        if term[0] == "list" and all(member[0] == "literal" for member in term[2]):
            return generator.constant([member[1].value for member in term[2]])
        return Value(_spelled(generator, term, there), whole)
    lines, code = writer.capture(lambda: _spelled(generator, term, there))
    if not lines:
        return Value(f"({code} if {base.code} is not None else None)", whole | NULL)
    result = writer.name("r")
    writer.emit(f"{result} = None")
    writer.emit(f"if {base.code} is not None:")
    writer.lines += lines
    writer.level += 1
    writer.emit(f"{result} = {code}")
    writer.level -= 1
    return Value(result, whole | NULL, True)


def _spelled(generator: Generator, term: Term, base: Value) -> str:
    if term[0] == "list":
        return "[" + ", ".join(generator.value(member, base).code for member in term[2]) + "]"
    return "{" + ", ".join(f"{key!r}: {generator.value(member, base).code}" for key, member in term[2]) + "}"


def _condition(generator: Generator, term: Term, current: Value) -> str:
    kind = term[0]
    if kind in ("and", "or"):
        return _both_or_either(generator, term, current)
    if kind == "not":
        found = generator.condition(term[1], current)
        return {TRUE: FALSE, FALSE: TRUE}.get(found) or f"(not {found})"
    fused = generator.fused.get((current.key, term)) if kind in ("filter", "project", "flatten", "call") else None
    if fused is not None:
        return generator.answer(fused, leaves_for_null=False)
    if kind in STREAMS and not generator.steps_leave(term):
        return streams.some(generator, term, current)
    if kind == "compare":
        return generator.truth(compare.comparison(generator, term, current, in_condition=True))
    if kind == "let":
        return generator.condition(term[2], _bound(generator, term, current))
    return generator.truth(generator.value(term, current))


def _both_or_either(generator: Generator, term: Term, current: Value) -> str:
    writer, both = generator.writer, term[0] == "and"
    left = generator.condition(term[1], current)
    if left in (TRUE, FALSE):
        return generator.condition(term[2], current) if (left == TRUE) == both else left
    lines, right = writer.capture(lambda: generator.condition(term[2], current))
    if not lines:
        if (right == TRUE and both) or (right == FALSE and not both):
            return left
        return f"({left} {term[0]} {right})"
    result = writer.name("c")
    writer.emit(f"{result} = {left}")
    writer.emit(f"if {result}:" if both else f"if not {result}:")
    writer.lines += lines
    writer.level += 1
    writer.emit(f"{result} = {right}")
    writer.level -= 1
    return result


def _compare(generator: Generator, term: Term, current: Value) -> Value:
    return compare.comparison(generator, term, current, in_condition=False)


_KINDS: Final[dict[str, Callable[[Generator, Term, Value], Value]]] = {
    CURRENT[0]: _current,
    "literal": _literal,
    "field": _field,
    "index": _index,
    "slice": _slice,
    **dict.fromkeys(STREAMS, streams.listed),
    "compare": _compare,
    "and": _junction,
    "or": _junction,
    "not": _not,
    "list": _select,
    "object": _select,
    "call": calls.call,
    "expression": calls.reference,
    "let": _let,
}
