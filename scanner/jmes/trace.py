"""Why an expression gave its verdict: it is walked again, and what decided is told as a tree of grounds.

Of `&&` that is false, every false side; of `||` that is false, every alternative; turned round for what is true. Of a filter, the
members it kept or may have kept with what their condition read, or where it kept none, why each was left out. A binding or a relation
that decided is gone into. What is unknown counts as deciding where the verdict is.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.context import Context
from scanner.jmes.expression import Expression
from scanner.jmes.ground import Explanation, Ground, TracedRead, Turn
from scanner.jmes.nodes import Node
from scanner.jmes.places import Place, Walker, members_of
from scanner.jmes.tracer import (
    CHAINS,
    MAX_MEMBERS,
    PROJECTIONS,
    QUANTIFIERS,
    WALKS,
    Kind,
    Tracer,
    indexed,
    is_quantifier,
    read,
    read_at,
)
from scanner.records import replace
from scanner.unknown import OpenList, Unknown

MAX_TOLD: Final = 6
"""Things that a function tells of one answer."""


def explain(expression: Expression, document: Any, context: Context) -> list[TracedRead]:
    """The reads that decided the verdict, the most telling first; empty where none did (`true`). Never raises for the document."""
    return trace(expression, document, context).reads


def trace(expression: Expression, document: Any, context: Context) -> Explanation:
    """Why an expression has its truth on a document. Never raises for the document; nothing of the context changes."""
    walker = Walker(expression, document, context.fork({}))
    tracer = Tracer(_KINDS, _value)
    grounds: list[Ground] = []
    holds = None
    with suppress(RecursionError):
        holds = walker.truth(expression.nodes, walker.root)
        grounds = tracer.why(walker, expression.nodes, walker.root)
    return Explanation(holds, tuple(grounds), tuple(walker.followed))


# ---------------------------------------------------------------- the truth of a node, by its kind


def _value(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    """A path, a projection, a multi-select: true where the value is there."""
    if node.kind == "pipe" and node.children[1].kind not in (*WALKS, *CHAINS, *PROJECTIONS):
        return tracer.through_pipe(walker, node, place)
    reads, because = tracer.parts(walker, node, place)
    if node.kind in PROJECTIONS:
        members = [read_at(walker.text(node), member) for member, _ in (walker.locate(node, place).members or ())[:MAX_MEMBERS]]
        reads = members or reads
    return [tracer.ground(walker, node, place, reads, because)] if reads or because else []


def _junction(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    stops_at = node.kind == "or_expression"
    sides = _sides(node, node.kind)
    whole = walker.truth(node, place)
    truths = [walker.truth(side, place) for side in sides]
    decides = None if whole is None else stops_at if whole is stops_at else not stops_at
    chosen = [side for side, held in zip(sides, truths, strict=True) if held is decides and side.kind != "literal"]
    chosen = chosen or [side for side in sides if side.kind != "literal"]
    because = tuple(ground for side in chosen for ground in tracer.why(walker, side, place))
    if len(because) < 2:
        return list(because)
    return [Ground(walker.text(node), whole, "all" if whole is None or whole is stops_at else "one", (), because)]


def _sides(node: Node, kind: str) -> list[Node]:
    """The sides of a chain of one junction."""
    return [side for child in node.children for side in (_sides(child, kind) if child.kind == kind else [child])]


def _not(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    return tracer.why(walker, node.children[0], place)


def _comparator(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    reads, because = tracer.apart(walker, node.children, place)
    return [tracer.ground(walker, node, place, reads, because)] if reads or because else []


def _call(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    if is_quantifier(node):
        base, condition = node.children
        return _members(tracer, walker, node, place, base, condition.children[0], QUANTIFIERS[node.value], node.value != "any")
    inner = walker.opened(node, place)
    if inner is None:
        return _answer(tracer, walker, node, place)
    found = walker.locate(node, place)
    below = tracer.inside(*inner, found)
    boolean = isinstance(found.value, bool) and bool(below)
    reads = () if boolean else (read(walker, node, found),)
    ground = tracer.ground(walker, node, place, reads, below)
    return [replace(ground, title=inner[1])]


def _answer(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    """A function that answers true or false: its arguments, and what it tells of its answer."""
    found = walker.locate(node, place)
    if node.value == "not_null" or not isinstance(found.value, (bool, Unknown)):
        reads, because = tracer.parts(walker, node, place)
        if not any(one.value is found.value for one in reads):
            reads = [read(walker, node, found), *reads]
        return [tracer.ground(walker, node, place, reads, because)]
    function = walker.expression.functions.get(node.value)
    told = _told(walker, node, place, found.value) if function is not None and function.tells is not None else []
    if told:
        more = max(0, len(told) - MAX_TOLD)
        turn: Turn = "" if len(told) < 2 else "one" if found.value is True else "all"
        return [Ground(walker.text(node), walker.truth(node, place), turn, because=tuple(told[:MAX_TOLD]), left_out=more)]
    reads, because = tracer.all_parts(walker, node.children, place)
    return [tracer.ground(walker, node, place, reads or [read(walker, node, found)], because)]


def _told(walker: Walker, node: Node, place: Place, answer: Any) -> list[Ground]:
    """What a function tells of its answer, at the places inside its arguments."""
    tells = walker.expression.functions[node.value].tells
    given = [walker.locate(child, place) for child in node.children]
    grounds = []
    for one in tells(*(argument.value for argument in given)) if tells is not None else ():
        reads = []
        for argument, path in ((one.argument, one.path), *((one.beside,) if one.beside is not None else ())):
            at = given[argument]
            for step in path:
                at = at.below(step)
            reads.append(read_at(".".join((walker.text(node.children[argument]), *map(str, path))), at))
        held = answer if isinstance(answer, bool) else None
        grounds.append(Ground(reads[0].expression, held, "", tuple(reads), note=one.note))
    return grounds


def _filter(tracer: Tracer, walker: Walker, node: Node, place: Place) -> list[Ground]:
    base, tail, condition = node.children
    return _members(tracer, walker, node, place, base, condition, True, False, tail)


def _members(
    tracer: Tracer,
    walker: Walker,
    node: Node,
    place: Place,
    base: Node,
    condition: Node,
    wanted: bool,
    opposite: bool,
    tail: Node | None = None,
) -> list[Ground]:
    """any, all, none and filters: the members that decided with what their condition read; where none did, all of them.

    `wanted` is the truth of the condition that decides; `opposite` says that the whole is false then.
    """
    found = walker.locate(base, place)
    whole = walker.truth(node, place)
    members = members_of(found)
    truths = [_kept(walker, member, condition, tail) for member, _ in members]
    decided = whole is (not opposite)
    if decided:
        chosen = [member for (member, maybe), held in zip(members, truths, strict=True) if held is wanted and not maybe]
    elif whole is None:
        chosen = [member for (member, maybe), held in zip(members, truths, strict=True) if held is None or (maybe and held is wanted)]
    else:
        chosen = []
    open_ended = isinstance(found.value, (OpenList, Unknown))
    chosen = chosen or ([] if whole is None and open_ended else [member for member, _ in members])
    names = {id(member): indexed(walker, base, index) for index, (member, _) in enumerate(members)}
    because = [_member(tracer, walker, member, names[id(member)], condition, tail) for member in chosen[:MAX_MEMBERS]]
    reads: list[TracedRead] = []
    if not decided:
        more, below = tracer.parts(walker, base, place)
        reads = more if whole is False or not members or open_ended else []
        because += below if not members or open_ended else []
    turn: Turn = "one" if not decided and whole is not None else "all"
    left_out = max(0, len(chosen) - MAX_MEMBERS)
    return [Ground(walker.text(node), whole, turn if len(because) > 1 else "", tuple(reads), tuple(because), left_out=left_out)]


def _kept(walker: Walker, member: Place, condition: Node, tail: Node | None) -> bool | None:
    """The truth of a condition on a member; false where a filter's tail gives nothing."""
    held = walker.truth(condition, member)
    if held is True and tail is not None and tail.kind != "identity":
        try:
            return walker.value(tail, member) is not None
        except EvaluationError:
            return None
    return held


def _member(tracer: Tracer, walker: Walker, member: Place, name: str, condition: Node, tail: Node | None) -> Ground:
    """A member, and why its condition is what it is there."""
    held = walker.truth(condition, member)
    below = tuple(tracer.why(walker, condition, member))
    reads: tuple[TracedRead, ...] = ()
    if held is True and tail is not None and tail.kind != "identity" and _kept(walker, member, condition, tail) is False:
        reads = (read(walker, tail, walker.locate(tail, member)),)
    single = below[0] if len(below) == 1 and below[0].about is None and not reads else None
    about = read_at(name, member)
    if single is not None:
        return replace(single, about=about)
    return Ground(walker.text(condition), held, "all" if len(below) > 1 else "", reads, below, about)


_KINDS: Final[Mapping[str, Kind]] = {
    "and_expression": _junction,
    "or_expression": _junction,
    "not_expression": _not,
    "comparator": _comparator,
    "filter_projection": _filter,
    "function_expression": _call,
}
