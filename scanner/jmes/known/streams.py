"""Projections, filters and flattening as loops: each member is handed on, and no list is made that nobody asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scanner.jmes.known.terms import STREAMS, Term, direct_fields
from scanner.jmes.known.value import Value
from scanner.jmes.known.writer import MAX_LOOPS, TooDeep
from scanner.unknown import ANY, ARRAY, NULL, NUMBER, OBJECT

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator

Each = Callable[[Value], None]
MAX_TWOFOLD: Final = 3
"""Flattenings in one another whose body is written once for objects and once for members of lists."""


class Loop:
    """What is done around and inside the loops of a stream."""

    __slots__ = ("each", "enter", "gathers", "reads", "stop")

    def __init__(
        self,
        enter: Callable[[], None],
        each: Each,
        stop: str | None = None,
        gathers: str | None = None,
        reads: int = 0,
    ) -> None:
        """Take what is written where the list is there, what for each member, and the flag that ends all loops.

        `gathers` is the list to which `each` adds its member, where it does nothing else. `reads` is how many fields of a member are read.
        """
        self.enter = enter
        self.each = each
        self.stop = stop
        self.gathers = gathers
        self.reads = reads


def listed(generator: Generator, term: Term, current: Value) -> Value:
    """A stream as a list: null where its base is no list."""
    writer = generator.writer
    found = writer.name("a")
    writer.emit(f"{found} = None")
    place = len(writer.lines) - 1
    types = walk(
        generator,
        term,
        current,
        Loop(lambda: writer.emit(f"{found} = []"), lambda member: writer.emit(f"{found}.append({member.code})"), gathers=found),
    )
    if types == NULL:
        return generator.constant(None)
    if types == ARRAY:
        del writer.lines[place]
    return Value(found, types, True)


def some(generator: Generator, term: Term, current: Value, leaves_for_null: bool = False) -> str:
    """The name of a flag: whether a stream has a member. It ends at the first; nothing in it may raise."""
    writer = generator.writer
    fused = generator.fused.get((current.key, term))
    if fused is not None:
        return generator.answer(fused, leaves_for_null)
    flag = writer.name("c")
    writer.emit(f"{flag} = {None if leaves_for_null else False}")

    def enter() -> None:
        if leaves_for_null:
            writer.emit(f"{flag} = False")

    def each(member: Value) -> None:
        writer.emit(f"{flag} = True")
        if writer.loops:
            writer.emit("break")

    if walk(generator, term, current, Loop(enter, each, flag)) != ARRAY and leaves_for_null:
        writer.emit(f"if {flag} is None: leave()")
    return flag


def first(generator: Generator, term: Term, current: Value) -> Value:
    """The first member of a stream, or null. Nothing in it may raise."""
    writer = generator.writer
    found, flag = writer.name("x"), writer.name("c")
    writer.emit(f"{found} = None")
    writer.emit(f"{flag} = False")

    def each(member: Value) -> None:
        writer.emit(f"{found} = {member.code}")
        writer.emit(f"{flag} = True")
        writer.emit("break")

    walk(generator, term, current, Loop(lambda: None, each, flag))
    return Value(found, ANY, True)


def count(generator: Generator, term: Term, current: Value) -> Value:
    """`length` of a stream."""
    writer = generator.writer
    found = writer.name("n")
    writer.emit(f"{found} = None")
    loop = Loop(lambda: writer.emit(f"{found} = 0"), lambda member: writer.emit(f"{found} += 1"))
    if walk(generator, term, current, loop) != ARRAY:
        writer.emit(f"if {found} is None: leave()")
    return Value(found, NUMBER, True)


def walk(generator: Generator, term: Term, current: Value, loop: Loop) -> int:
    """Write the loops over a stream; ARRAY, ARRAY | NULL or NULL, as its base is certainly, perhaps or never a list."""
    kind = term[0]
    if kind == "flatten" and term[1][0] == "list" and len(term[1][2]) == 1:
        return _one_or_many(generator, term[1], current, loop)
    if kind == "flatten":
        return _base(generator, term[1], current, lambda member: _spread(generator, member, loop), 0, loop)
    if kind == "values":
        return _values(generator, term, current, loop)
    condition, right = (None, term[2]) if kind == "project" else (term[2], term[3])
    reads = direct_fields(right) + (direct_fields(condition) if condition else 0)

    def member(element: Value) -> None:
        if condition is None:
            _hand_on(generator, right, element, loop)
            return
        generator.branch(condition, element, lambda: _hand_on(generator, right, element, loop))

    return _base(generator, term[1], current, member, reads, loop)


def _hand_on(generator: Generator, right: Term, element: Value, loop: Loop) -> None:
    """What a projection makes of an element; null is left out."""
    writer = generator.writer
    made = generator.value(right, element)
    if made.literal and made.value is None:
        return
    made = made if made.literal else writer.atom(made)
    if not made.types & NULL:
        loop.each(made)
        return
    there = made.but(made.types & ~NULL)
    writer.block(f"if {made.code} is not None:", lambda: loop.each(there))


def _spread(generator: Generator, member: Value, loop: Loop) -> None:
    """One member of what is flattened."""
    if not member.types & ARRAY:
        loop.each(member)
        return
    if loop.gathers is not None:
        _gather(generator, member, loop)
    elif loop.reads and member.types & OBJECT and generator.twofold < MAX_TWOFOLD:
        _spread_by_kind(generator, member, loop)
    else:
        over(generator, _as_members(member), loop.each, 0)
        if loop.stop:
            generator.writer.emit(f"if {loop.stop}: break")


def _gather(generator: Generator, member: Value, loop: Loop) -> None:
    """Add the members of a list to a list at once."""
    writer, code = generator.writer, member.code
    if member.types == ARRAY:
        writer.emit(f"{loop.gathers} += {code}")
        return
    writer.emit(f"if {code}.__class__ is list: {loop.gathers} += {code}")
    writer.emit(f"else: {loop.gathers}.append({code})")


def _spread_by_kind(generator: Generator, member: Value, loop: Loop) -> None:
    """An object is handed on without a loop around it; members of lists get code of their own."""
    writer, code = generator.writer, member.code
    generator.twofold += 1
    written, _ = writer.block(f"if {code}.__class__ is dict:", lambda: loop.each(member.but(OBJECT)))

    def members() -> None:
        over(generator, code, loop.each, 0)
        if loop.stop:
            writer.emit(f"if {loop.stop}: break")

    inner, _ = writer.block(f"{'elif' if written else 'if'} {code}.__class__ is list:", members)
    rest = Value(code, member.types & ~(OBJECT | ARRAY), True, f"{code} no object, no list")
    heads = "else:" if written or inner else f"if {code}.__class__ is not dict and {code}.__class__ is not list:"
    writer.block(heads, lambda: loop.each(rest))
    generator.twofold -= 1


def _as_members(member: Value) -> str:
    """What a loop goes through: a list's members, or anything else alone."""
    code = member.code
    if not member.types & ARRAY:
        return f"({code},)"
    return code if member.types == ARRAY else f"({code} if {code}.__class__ is list else ({code},))"


def _one_or_many(generator: Generator, listed: Term, current: Value, loop: Loop) -> int:
    """`[x][]`: the members of x where it is a list, else x itself; the list around it is never made."""
    writer = generator.writer
    base = generator.value(listed[1], current)
    base = base if base.literal else writer.atom(base)
    if base.types == NULL:
        return NULL

    def inside() -> None:
        there = base.but(base.types & ~NULL) if base.types & NULL else base
        member = generator.value(listed[2][0], there)
        member = member if member.literal else writer.atom(member)
        loop.enter()
        if loop.gathers is not None:
            _spread(generator, member, loop)
        else:
            over(generator, _as_members(member), loop.each, 0)

    if not base.types & NULL:
        inside()
        return ARRAY
    writer.block(f"if {base.code} is not None:", inside)
    return ARRAY | NULL


def _values(generator: Generator, term: Term, current: Value, loop: Loop) -> int:
    """`.*`."""
    writer = generator.writer
    base = generator.value(term[1], current)
    if not base.types & OBJECT:
        return NULL
    base = writer.atom(base)

    def inside() -> None:
        loop.enter()
        over(generator, f"{base.code}.values()", lambda element: _hand_on(generator, term[2], element, loop), direct_fields(term[2]))

    if base.types == OBJECT:
        inside()
        return ARRAY
    writer.block(f"if {base.code}.__class__ is dict:", inside)
    return ARRAY | NULL


def _base(generator: Generator, base: Term, current: Value, member: Each, reads: int, loop: Loop) -> int:
    """Hand each member of the base list on: of a stream directly, of any other value through a loop."""
    writer = generator.writer
    if base[0] in STREAMS:

        def each(element: Value) -> None:
            if reads and element.types & OBJECT and element.types != OBJECT:
                by_kind(generator, writer.atom(element), member)
            else:
                member(element)

        return walk(generator, base, current, Loop(loop.enter, each, loop.stop, reads=reads))
    value = generator.value(base, current)
    if not value.types & ARRAY:
        return NULL
    value = writer.atom(value) if not value.literal else value

    def inside() -> None:
        loop.enter()
        over(generator, value.code, member, reads)

    if value.types == ARRAY:
        inside()
        return ARRAY
    writer.block(f"if {value.code}.__class__ is list:", inside)
    return ARRAY | NULL


def over(generator: Generator, source: str, member: Each, reads: int) -> bool:
    """A loop; where fields of the element are read, one half of its body for objects and one for the rest. Whether anything was written."""
    writer = generator.writer
    if writer.loops >= MAX_LOOPS:
        raise TooDeep
    element = writer.name("e")
    writer.loops += 1

    def body() -> None:
        if reads:
            by_kind(generator, Value(element, ANY, True, element), member)
        else:
            member(Value(element, ANY, True, element))

    written, _ = writer.block(f"for {element} in {source}:", body)
    writer.loops -= 1
    return written


def by_kind(generator: Generator, element: Value, member: Each) -> None:
    """The body for an object, and the one for anything else."""
    writer, code = generator.writer, element.code
    written, _ = writer.block(f"if {code}.__class__ is dict:", lambda: member(element.but(OBJECT)))
    rest = Value(code, element.types & ~OBJECT, True, f"{code} no object")
    writer.block("else:" if written else f"if {code}.__class__ is not dict:", lambda: member(rest))
