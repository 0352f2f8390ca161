"""Calls: JMESPath's own functions written out where that is shorter than a call, the caller's called by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scanner.jmes.kinds import EXPRESSION
from scanner.jmes.known import streams
from scanner.jmes.known.arguments import arguments, held, once
from scanner.jmes.known.foreign import foreign
from scanner.jmes.known.runtime import FAST
from scanner.jmes.known.terms import CURRENT, STREAMS, Term, direct_fields
from scanner.jmes.known.value import Value
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator

QUANTIFIERS: Final = {"any": (True, "True", "False"), "none": (True, "False", "True"), "all": (False, "False", "True")}
"""The truth of a member that decides, what the call gives then, and what it gives where none decides."""
MAX_ADDED: Final = 8
"""A sum of so many members is written as additions."""
_LENIENT: Final = frozenset({"length", "contains", "starts_with", "ends_with"})


def call(generator: Generator, term: Term, current: Value) -> Value:
    """The code of a call."""
    name, arguments = term[1], term[2]
    local = generator.locals.get(name)
    if local is not None and not arguments:
        return local(generator)
    written = _WRITTEN_OUT.get(name)
    if written is not None:
        return written(generator, term, current)
    if name in FAST:
        return _builtin(generator, term, current)
    return foreign(generator, term, current)


def reference(generator: Generator, term: Term, current: Value) -> Value:
    """`&body` as a function of one value."""
    writer = generator.writer
    name, element = writer.name("k"), writer.name("e")
    loops, writer.loops = writer.loops, 0
    nested, generator.nested = generator.nested, True

    def body() -> None:
        found = generator.value(term[1], Value(element, ANY, True, element))
        writer.emit(f"return {found.code}")

    writer.block(f"def {name}({element}):", body)
    writer.loops, generator.nested = loops, nested
    return Value(name, EXPRESSION, True)


def _builtin(generator: Generator, term: Term, current: Value) -> Value:
    name, terms = term[1], term[2]
    if name == "length" and terms[0][0] in STREAMS:
        return streams.count(generator, terms[0], current)
    if name in _LENIENT and terms[0][0] == "or" and terms[0][2][0] == "literal" and terms[0][2][1].value in ("", [], {}):
        found = _of_perhaps_missing(generator, name, terms, current)
        if found is not None:
            return found
    if (
        name == "sum"
        and terms[0][0] == "list"
        and terms[0][1] is CURRENT
        and 0 < len(terms[0][2]) <= MAX_ADDED
        and not current.types & NULL
    ):
        return _added(generator, terms[0][2], current)
    values = arguments(generator, terms, current)
    return once(generator, name, values, lambda: _spelled(generator, name, values))


def _spelled(generator: Generator, name: str, values: list[Value]) -> Value:
    """A function of JMESPath's own, as a name that holds what it gives."""
    function, types = FAST[name]
    for value in values:
        if types != ANY:
            held(generator, value, types)
    codes = [value.code for value in values]
    code = f"{function}({', '.join(codes)})"
    returns = generator.functions[name].returns
    if name in ("starts_with", "ends_with") and values[1].types == STRING:
        method = f"{codes[0]}.{'startswith' if name == 'starts_with' else 'endswith'}({codes[1]})"
        code = method if values[0].types == STRING else f"({method} if {codes[0]}.__class__ is str else leave())"
    elif name == "length":
        sized = f"len({codes[0]})"
        code = sized if not values[0].types & ~(ARRAY | OBJECT | STRING) else f"({sized} if {codes[0]}.__class__ in SIZED else leave())"
    elif name == "contains" and values[1].literal and values[1].types == STRING:
        inside = f"{codes[1]} in {codes[0]}"
        code = f"({inside})" if not values[0].types & ~(ARRAY | STRING) else f"({inside} if {codes[0]}.__class__ in SEARCHED else leave())"
    elif name == "contains" and values[0].literal and values[0].types == ARRAY and all(m.__class__ is str for m in values[0].value):
        wanted = generator.constant(frozenset(values[0].value)) if len(values[0].value) > 4 else values[0]
        code = f"({codes[1]}.__class__ is str and {codes[1]} in {wanted.code})"
    return generator.writer.atom(Value(code, returns))


def _added(generator: Generator, terms: tuple[Term, ...], current: Value) -> Value:
    """`sum([a, b])` as `a + b`."""
    values = arguments(generator, terms, current)
    tests = [f"{value.code}.__class__ in NUMBERS" for value in values if value.types != NUMBER]
    added = " + ".join(value.code for value in values)
    code = f"({added} if {' and '.join(tests)} else leave())" if tests else f"({added})"
    return generator.writer.atom(Value(code, NUMBER))


def _of_perhaps_missing(generator: Generator, name: str, terms: tuple[Term, ...], current: Value) -> Value | None:
    """`length(x || [])`, `starts_with(x || '', 'a')`: one test of the type decides, the empty default is never made."""
    wanted: Value | None = None
    if name != "length":
        wanted = generator.value(terms[1], current)
        if not wanted.literal or wanted.types != STRING or not wanted.value:
            return None
    subject = generator.writer.atom(generator.value(terms[0][1], current))
    if subject.literal:
        return None
    code = subject.code
    spelled = {
        "length": f"len({code}) if {code}.__class__ in SIZED else empty({code}, 0)",
        "contains": f"{wanted.code if wanted else ''} in {code} if {code}.__class__ in SEARCHED else empty({code}, False)",
        "starts_with": f"{code}.startswith({wanted.code if wanted else ''}) if {code}.__class__ is str else empty({code}, False)",
        "ends_with": f"{code}.endswith({wanted.code if wanted else ''}) if {code}.__class__ is str else empty({code}, False)",
    }[name]
    make = lambda: generator.writer.atom(Value(f"({spelled})", generator.functions[name].returns))  # noqa: E731  # what `_once` may not need
    return once(generator, f"{name} or empty", [subject, *([wanted] if wanted is not None else [])], make)


def _not_null(generator: Generator, term: Term, current: Value) -> Value:
    """The first argument that is not null. All are evaluated, as functions do; but who cannot raise only where it is asked for."""
    return _first_of(generator, term[2], current)


def _first_of(generator: Generator, terms: tuple[Term, ...], current: Value) -> Value:
    writer, others = generator.writer, terms[1:]
    first = generator.value(terms[0], current)
    first = first if first.literal else writer.atom(first)
    if not others:
        return first
    if first.types == NULL:
        return _first_of(generator, others, current)
    if any(generator.leaves(other) for other in others):
        rest = _first_of(generator, others, current)
        rest = rest if rest.literal else writer.atom(rest)
        lines: list[str] = []
    elif not first.types & NULL:
        return first
    else:
        lines, rest = writer.capture(lambda: _first_of(generator, others, current))
    if not first.types & NULL or (rest.literal and rest.value is None):
        return first
    types = (first.types & ~NULL) | rest.types
    if not lines:
        return Value(f"({first.code} if {first.code} is not None else {rest.code})", types)
    result = writer.name("r")
    writer.emit(f"{result} = {first.code}")
    writer.emit(f"if {result} is None:")
    writer.lines += lines
    writer.level += 1
    writer.emit(f"{result} = {rest.code}")
    writer.level -= 1
    return Value(result, types, True)


def _to_array(generator: Generator, term: Term, current: Value) -> Value:
    value = arguments(generator, term[2], current)[0]
    if value.types == ARRAY:
        return value
    return Value(f"({value.code} if {value.code}.__class__ is list else [{value.code}])", ARRAY)


def _to_number(generator: Generator, term: Term, current: Value) -> Value:
    value = arguments(generator, term[2], current)[0]
    if value.types == NUMBER:
        return value
    return generator.writer.atom(Value(f"to_number({value.code})", NUMBER | NULL))


def _values(generator: Generator, term: Term, current: Value) -> Value:
    value = arguments(generator, term[2], current)[0]
    if not held(generator, value, OBJECT):
        return generator.constant(None)
    return Value(f"list({value.code}.values())", ARRAY)


def _reverse(generator: Generator, term: Term, current: Value) -> Value:
    value = arguments(generator, term[2], current)[0]
    if not held(generator, value, ARRAY | STRING):
        return generator.constant(None)
    return Value(f"{value.code}[::-1]", value.types & (ARRAY | STRING))


def _exists(generator: Generator, term: Term, current: Value) -> Value:
    value = generator.value(term[2][0], current)
    if value.literal or not value.types & NULL:
        return generator.constant(value.value is not None if value.literal else True)
    return Value(f"({value.code} is not None)", BOOLEAN)


def _keyed(generator: Generator, term: Term, current: Value) -> Value:
    """`sort_by`, `max_by`, `min_by`, `map`: the expression's values in a list beside the members."""
    name, terms = term[1], term[2]
    body, listed = (terms[0], terms[1]) if name == "map" else (terms[1], terms[0])
    writer = generator.writer
    members = arguments(generator, (listed,), current)[0]
    if not held(generator, members, ARRAY):
        return generator.constant(None)
    keys = writer.name("a")
    writer.emit(f"{keys} = []")
    streams.over(
        generator,
        members.code,
        lambda element: writer.emit(f"{keys}.append({generator.value(body[1], element).code})"),
        direct_fields(body[1]),
    )
    if name == "map":
        return Value(keys, ARRAY, True)
    function, returns = {"sort_by": ("by_keys", ARRAY), "max_by": ("greatest_by", ANY), "min_by": ("least_by", ANY)}[name]
    return writer.atom(Value(f"{function}({members.code}, {keys})", returns))


def _quantifier(generator: Generator, term: Term, current: Value) -> Value:
    """`any`, `all`, `none`: the first member that decides ends the loop; null is an empty list."""
    name, (listed, body) = term[1], term[2]
    writer = generator.writer
    decisive, found, otherwise = QUANTIFIERS[name]
    flag = writer.name("q")
    writer.emit(f"{flag} = {otherwise}")
    stop: str | None = None

    def decide() -> None:
        writer.emit(f"{flag} = {found}")
        if stop is not None:
            writer.emit(f"{stop} = True")
        writer.emit("break")

    condition = body[1] if decisive else ("not", body[1])

    def each(element: Value) -> None:
        generator.branch(condition, element, decide)

    reads = direct_fields(body[1])
    if listed[0] in STREAMS and not generator.steps_leave(listed):
        stop = writer.name("s")
        writer.emit(f"{stop} = False")
        inside = streams.Loop(lambda: None, lambda element: _with_kind(generator, element, each, reads), stop)
        streams.walk(generator, listed, current, inside)
        return Value(flag, BOOLEAN, True)
    members = arguments(generator, (listed,), current)[0]
    if not members.types & ~(ARRAY | NULL):
        source = members.code if members.types == ARRAY else f"({members.code} or ())"
    else:
        source = f"({members.code} if {members.code}.__class__ is list else members({members.code}))"
    if members.types != NULL and not streams.over(generator, source, each, reads):
        held(generator, members, ARRAY | NULL)
    return Value(flag, BOOLEAN, True)


def _with_kind(generator: Generator, element: Value, each: streams.Each, reads: int) -> None:
    if reads and element.types & OBJECT and element.types != OBJECT:
        streams.by_kind(generator, generator.writer.atom(element), each)
    else:
        each(element)


_WRITTEN_OUT: Final[dict[str, Callable[[Generator, Term, Value], Value]]] = {
    **dict.fromkeys(QUANTIFIERS, _quantifier),
    **dict.fromkeys(("map", "sort_by", "max_by", "min_by"), _keyed),
    "not_null": _not_null,
    "to_array": _to_array,
    "to_number": _to_number,
    "values": _values,
    "reverse": _reverse,
    "exists": _exists,
}
