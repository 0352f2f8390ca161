"""What each construct of an expression does with any value: shared by the closures and by generated code, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.jmes import lists
from scanner.jmes.choices import join, read, restrict
from scanner.jmes.compare import equality
from scanner.jmes.context import FAILED, Context
from scanner.jmes.kinds import causes_of, types_of, unknown_boolean
from scanner.jmes.members import read_entry
from scanner.jmes.narrow import Fact, assume, narrowed
from scanner.jmes.truths import lift, side, truth
from scanner.unknown import ABSENT, ANY, NOTHING, NULL, OpenObject, Unknown

Closure = Callable[[Any, Context], Any]
Bounds = tuple[int | None, int | None, int | None]


def seen(value: Any, context: Context) -> Any:
    """What reading an entry gives: absent as null, choices made and assumptions followed."""
    if value.__class__ is not Unknown:
        return None if value is ABSENT else value
    found = read(value, context)
    return narrowed(found, context) if context.assumed else found


def current(value: Any, context: Context) -> Any:
    """`@`, as the assumptions have it."""
    return narrowed(value, context) if context.assumed else value


def field(value: Any, name: str, context: Context) -> Any:
    """`.name`: null where there is no such entry."""
    kind = value.__class__
    if kind is dict:
        found = value.get(name)
        return seen(found, context) if found.__class__ is Unknown or found is ABSENT else found
    if kind is Unknown:
        found = lift(value, lambda simple: read_entry(simple, name, context), context)
        return current(found, context)
    return read_entry(value, name, context) if kind is OpenObject else None


def index(value: Any, position: int, context: Context) -> Any:
    """`[position]`: null where there is no such member."""
    return current(lift(value, lambda simple: lists.index(simple, position, context), context), context)


def cut(value: Any, bounds: Bounds, context: Context) -> Any:
    """`[start:stop:step]`."""
    return lift(value, lambda simple: lists.cut(simple, bounds, context), context)


def project(value: Any, condition: Closure | None, right: Closure | None, context: Context) -> Any:
    """`[*]` or `[?condition]` and what follows it."""
    if value.__class__ is not Unknown:
        return lists.project(value, condition, right, context)
    return lift(value, lambda simple: lists.project(simple, condition, right, context), context)


def project_values(value: Any, right: Closure | None, context: Context) -> Any:
    """`.*` and what follows it."""
    return lift(value, lambda simple: lists.project_values(simple, right, context), context)


def flatten(value: Any, context: Context) -> Any:
    """`[]`."""
    return lift(value, lambda simple: lists.flatten(simple, context), context)


def negate(value: Any, context: Context) -> Any:
    """JMESPath's `!`."""
    verdict = truth(value, context)
    if verdict is not None:
        return not verdict
    if value.__class__ is Unknown and value.one_of is not None:
        return lift(value, lambda simple: negate(simple, context), context, pin=True)
    return unknown_boolean(value)


def inequality(one: Any, other: Any, context: Context) -> Any:
    """`!=` as a value."""
    return negate(equality(one, other, context), context)


def junction(first: Any, stops_at: bool, value: Any, right: Closure, known: tuple[Fact, ...], context: Context) -> Any:
    """`&&` (which stops at what is false) or `||` (at what is true), its left side given; `known` is what that tells the right one."""
    verdict = truth(first, context)
    if verdict is None:
        return undecided(first, stops_at, value, right, known, context)
    return first if verdict is stops_at else right(value, context)


def undecided(first: Any, stops_at: bool, value: Any, right: Closure, known: tuple[Fact, ...], context: Context) -> Any:
    """The same where the truth of the left side was asked, and cannot be told."""
    assumed = context.assumed
    if known:
        context.assumed = assume(known, value, context)
    second = context.guard(lambda current: right(current, context), value, *causes_of(first))
    context.assumed = assumed
    found = side(first, stops_at, context)
    return join(found if second is FAILED else [*found, second], first)


def select(value: Any, build: Closure, context: Context) -> Any:
    """`{a: ...}` or `[...]`: null where the current value is null."""
    return lift(value, lambda simple: _select(simple, build, context), context)


def _select(value: Any, build: Closure, context: Context) -> Any:
    if value is None:
        return None
    if not types_of(value) & NULL:
        return build(value, context)
    rest = restrict(value, ANY & ~NULL)
    if rest is NOTHING:
        return None
    found = context.guard(lambda current: build(current, context), rest, *causes_of(value))
    return None if found is FAILED else join([None, found], value)
