"""Many questions about the members of one list are asked in one loop.

"Is there a container that is privileged", "one that runs as root", "one whose environment holds a password": each is a stream that is only
asked whether it has a member. Streams that start from the same list are walked together, step by step as long as their steps are the same;
each has a flag, which later code looks up. A stream in which something may raise is walked to its end, so that no error is lost; what it
raises marks its flag, and only those who look at that flag leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from scanner.jmes.known import streams
from scanner.jmes.known.compare import asks_for_some
from scanner.jmes.known.terms import CURRENT, STREAMS, Term, direct_fields, parts_of, root_paths
from scanner.jmes.known.value import Value
from scanner.unknown import ANY, ARRAY, NULL, OBJECT

if TYPE_CHECKING:
    from scanner.jmes.known.generator import Generator

_QUANTIFIED: Final = "members"
"""The kind of a step over the members of a quantifier's list: as a filter, but null is a member like any other."""
MAX_NESTING: Final = 4
"""Loops inside loops that are fused."""


class Asked:
    """One stream whose emptiness is asked: its first list, its steps from there, and its flag."""

    __slots__ = ("base", "flag", "leaves", "steps", "term")

    def __init__(self, term: Term) -> None:
        """Take a stream or the call of a quantifier."""
        self.term = term
        self.steps: list[Term] = []
        if term[0] == "call":
            decisive = ("not", term[2][1][1]) if term[1] == "all" else term[2][1][1]
            self.steps.append((_QUANTIFIED, decisive))
            term = term[2][0]
        while term[0] in ("project", "filter", "flatten"):
            self.steps.append(term[:1] + term[2:])
            term = term[1]
        self.steps.reverse()
        self.base = term
        self.flag = ""
        self.leaves = False


def questions(terms: Iterable[Term]) -> Iterator[Term]:
    """The streams and quantifiers in conditions whose truth alone is asked, all of the same current value."""
    stack = list(terms)
    while stack:
        term = stack.pop()
        kind = term[0]
        if kind in ("and", "or", "not"):
            stack += parts_of(term)
        elif (kind in ("project", "filter", "flatten") and term[1] is not CURRENT) or (
            kind == "call" and term[1] in ("any", "all", "none") and term[2][0] != CURRENT
        ):
            yield term
        elif kind == "compare":
            counted = asks_for_some(term[1], term[2], term[3])
            if counted is not None:
                yield counted[0]


def fuse(generator: Generator, terms: Iterable[Term], current: Value, depth: int = 0) -> None:
    """Write the loops that several streams share, for conditions of the current value."""
    if depth >= MAX_NESTING:
        return
    groups: dict[Term, dict[Term, Asked]] = {}
    for term in questions(terms):
        asked = Asked(term)
        if asked.base[0] not in STREAMS and not generator.leaves(asked.base) and (current.key, term) not in generator.fused:
            groups.setdefault(asked.base, {}).setdefault(term, asked)
    for base, found in groups.items():
        if len(found) > 1 and base[0] not in ("literal", "list", "object"):
            _walk_together(generator, base, list(found.values()), current, depth)


def _walk_together(generator: Generator, base: Term, asked: list[Asked], current: Value, depth: int) -> None:
    writer = generator.writer
    listed = generator.value(base, current)
    if not listed.types & ARRAY:
        return
    listed = writer.atom(listed)
    for one in asked:
        one.flag = writer.name("q")
        one.leaves = any(generator.leaves(term) for step in one.steps for term in step[1:])
    flags = " = ".join(one.flag for one in asked)
    writer.emit(f"{flags} = None")

    def inside() -> None:
        writer.emit(f"{flags} = False")
        _over(generator, listed.code, [(one, 0) for one in asked], depth)

    writer.block(f"if {listed.code}.__class__ is list:", inside)
    for one in asked:
        generator.fused[current.key, one.term] = one
        if one.steps[-1][0] == _QUANTIFIED and len(one.steps) == 1:
            writer.emit(f"if {one.flag} is None and {listed.code} is not None: {one.flag} = UNSET")


Standing = list[tuple[Asked, int]]
"""Streams with the step that is to be taken next."""


def _over(generator: Generator, source: str, standing: Standing, depth: int) -> None:
    """One loop for the next step of some streams."""
    reads = sum(_reads(one.steps[step]) for one, step in standing)
    streams.over(generator, source, lambda element: _take(generator, element, standing, depth), reads)


def _reads(step: Term) -> int:
    return sum(direct_fields(term) for term in step[1:])


def _take(generator: Generator, element: Value, standing: Standing, depth: int) -> None:
    """Take the next step of each stream on an element: equal steps are taken once."""
    conditions = [one.steps[step][1] for one, step in standing if one.steps[step][0] in ("filter", _QUANTIFIED)]
    _hoist(generator, [term for one, step in standing for term in one.steps[step][1:]], element)
    fuse(generator, conditions, element, depth + 1)
    equal: dict[Term, Standing] = {}
    for one, step in standing:
        equal.setdefault(one.steps[step], []).append((one, step))
    for step_term, members in equal.items():
        _step(generator, step_term, members, element, depth)


def _hoist(generator: Generator, terms: list[Term], element: Value) -> None:
    """Read what several streams read of an element before all of them."""
    if not element.types & OBJECT:
        return
    counts: Counter[Term] = Counter(path for term in terms for path in root_paths(term))
    for path, count in counts.items():
        if count > 1:
            generator.value(path, element)


def _step(generator: Generator, step: Term, members: Standing, element: Value, depth: int) -> None:
    writer = generator.writer
    alone = members[0][0] if len(members) == 1 else None

    def take() -> None:
        _take_step(generator, step, members, element, depth)

    def guarded() -> None:
        if any(generator.leaves(term) for term in step[1:]):
            written, _ = writer.block("try:", take)
            if written:
                writer.block("except LEAVING:", lambda: writer.emit(" = ".join([*(one.flag for one, _ in members), "UNSET"])))
        else:
            take()

    if alone is None:
        guarded()
    elif alone.leaves and not (step[0] == _QUANTIFIED and len(alone.steps) == 1):
        writer.block(f"if {alone.flag} is not UNSET:", guarded)
    else:
        writer.block(f"if not {alone.flag}:", guarded)


def _take_step(generator: Generator, step: Term, members: Standing, element: Value, depth: int) -> None:
    kind = step[0]
    further = [(one, place + 1) for one, place in members]
    if kind == "flatten":
        _spread(generator, element, further, depth)
    elif kind == _QUANTIFIED:
        generator.branch(step[1], element, lambda: _found(generator, [one for one, _ in members]))
    elif kind == "filter":
        generator.branch(step[1], element, lambda: _hand_on(generator, step[2], element, further, depth))
    else:
        _hand_on(generator, step[1], element, further, depth)


def _spread(generator: Generator, element: Value, further: Standing, depth: int) -> None:
    if not element.types & ARRAY:
        _arrive(generator, element, further, depth)
        return
    code = element.code
    source = code if element.types == ARRAY else f"({code} if {code}.__class__ is list else ({code},))"
    ended = [one for one, place in further if place == len(one.steps)]
    going = [(one, place) for one, place in further if place < len(one.steps)]
    if ended:
        there = f"if {code}:" if element.types == ARRAY else f"if {code} or {code}.__class__ is not list:"
        generator.writer.block(there, lambda: _found(generator, ended))
    if going:
        _over(generator, source, going, depth)


def _hand_on(generator: Generator, right: Term, element: Value, further: Standing, depth: int) -> None:
    writer = generator.writer
    made = generator.value(right, element)
    if made.literal and made.value is None:
        return
    made = made if made.literal else writer.atom(made)
    if not made.types & NULL:
        _arrive(generator, made, further, depth)
    else:
        there = made.but(made.types & ~NULL)
        writer.block(f"if {made.code} is not None:", lambda: _arrive(generator, there, further, depth))


def _arrive(generator: Generator, element: Value, further: Standing, depth: int) -> None:
    """An element that a step lets through: at the end of a stream it sets its flag."""
    ended = [one for one, place in further if place == len(one.steps)]
    going = [(one, place) for one, place in further if place < len(one.steps)]
    if ended:
        _found(generator, ended)
    if not going:
        return
    if any(_reads(one.steps[place]) for one, place in going) and element.types & OBJECT and element.types & ~OBJECT & ANY:
        streams.by_kind(generator, generator.writer.atom(element), lambda value: _take(generator, value, going, depth))
    else:
        _take(generator, element, going, depth)


def _found(generator: Generator, asked: list[Asked]) -> None:
    writer = generator.writer
    for one in asked:
        if one.leaves:
            writer.emit(f"if {one.flag} is not UNSET: {one.flag} = True")
        else:
            writer.emit(f"{one.flag} = True")


def answer(generator: Generator, asked: Asked, leaves_for_null: bool) -> str:
    """The truth of a question that a fused loop answered."""
    writer = generator.writer
    quantifier = asked.term[1] if asked.term[0] == "call" else None
    if asked.leaves or quantifier is not None:
        writer.emit(f"if {asked.flag} is UNSET: leave()")
    if leaves_for_null:
        writer.emit(f"if {asked.flag} is None: leave()")
    return f"(not {asked.flag})" if quantifier in ("all", "none") else asked.flag
