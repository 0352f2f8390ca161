"""Relations followed by generated code, where all that they read is known."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from scanner.frame import Frame, Run, relation_function, resolve
from scanner.inverse import Inverse, candidates
from scanner.jmes import Context, Expression, Function
from scanner.jmes.calls import Memory
from scanner.jmes.leaving import LEAVING, NotKnown
from scanner.snapshot import Resource

_LEFT: Final = object()
"""Following it leaves to the three-valued evaluation."""
Among = Callable[[Run, Resource], tuple[str, frozenset[Resource]] | None]


def known_relation(
    name: str, starts: tuple[str, ...], is_list: bool, assume: str | None, value: Callable[[], Expression], among: Among
) -> tuple[Callable[[Context, Any], Any], Memory]:
    """What generated code calls for a relation, and what is remembered of it for the world: by the resource or reference it starts from."""

    def follow(context: Context, start: Any) -> Any:
        run: Run = context.data.run
        world = run.world
        properties = resolve(world, start, starts) if isinstance(start, str) else start
        if properties is None:
            return [] if is_list else None
        resource = world.of(properties)
        if resource is None or resource.type not in starts or not world.knows(properties):
            return _LEFT
        outer = context.data
        context.data = Frame(run, properties, properties, resource, assume=assume, among=among(run, resource))
        try:
            return value().known(properties, context)
        except LEAVING:
            return _LEFT
        finally:
            context.data = outer

    def call(context: Context, start: Any) -> Any:
        if start is None:
            return [] if is_list else None
        if start.__class__ is not str and start.__class__ is not dict:
            raise NotKnown
        followed = memory(context)[0]
        world = context.data.run.world
        if start.__class__ is str and world.is_loose(start):
            raise NotKnown  # where it leads hangs on where it stands
        key: Any = id(start) if start.__class__ is dict else start
        found = followed.get(key, _LEFT)
        if found is not _LEFT:
            return found
        if (name, key) in world.left or (start.__class__ is not str and world.of(start) is None):
            raise NotKnown
        found = follow(context, start)
        if found is _LEFT:
            world.left.add((name, key))
            raise NotKnown
        followed[key] = found
        return found

    def memory(context: Context) -> tuple[dict[Any, Any], None]:
        return context.data.run.world.followed.setdefault(name, {}), None

    return call, Memory(memory)


def function_of(
    name: str,
    title: str,
    starts: tuple[str, ...],
    to: Any,
    assume: str | None,
    value_of: Callable[[str], Expression],
    inverse_of: Callable[[str], Inverse | None],
) -> Function:
    """The function that follows a relation; its expression and what it turns round are asked for by its name, when it is followed."""
    is_list = isinstance(to, list)

    def among(run: Run, target: Resource) -> tuple[str, frozenset[Resource]] | None:
        """Which resources can matter to an inverse relation from a target: looked up; None where a relation is none."""
        inverse = inverse_of(name)
        return (inverse.type, candidates(run, name, inverse, assume, target)) if inverse is not None else None

    value = functools.partial(value_of, name)
    known, memory = known_relation(name, starts, is_list, assume, value, among)
    return relation_function(name, title, starts, is_list, assume, value, among, known, memory)
