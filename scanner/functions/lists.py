"""Functions over lists of which members may be missing or unseen: any, all, none, missing, unique."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from scanner.errors import EvaluationError
from scanner.frame import Frame
from scanner.functions.kleene import Truth
from scanner.jmes import FAILED, Context
from scanner.jmes.values import alternatives, derive, equal, gather, list_items, make_list, truth, types_of, unknown_boolean
from scanner.unknown import ARRAY, NOTHING, Unknown
from scanner.world import World, same

Predicate = Callable[[Any], Any]


def _truths(context: Context, value: Any, predicate: Predicate, decisive: bool) -> tuple[list[tuple[Truth, bool]], list[Any]]:
    """What the predicate says of each member as (truth, whether the member may be missing), and why where it is not known.

    Unseen members are one that may be missing. A certain member of the decisive truth decides alone, whatever comes of the others: an
    error among them is raised (or, where it only may happen, noted as a doubt) only where none does or may. A member for which the
    predicate itself may fail is not certain.
    """
    if value is None:
        return [], []
    items, more, _, _ = list_items(value, context)
    before, failure = context.may_fail, None
    doubt = before
    found: list[tuple[Truth, bool]] = []
    doubtful: list[Any] = []
    for item, maybe in [*items, *([(more, True)] if more is not NOTHING else [])]:
        context.may_fail = False
        try:
            held = context.guard(predicate, item, *gather([value])) if maybe else predicate(item)
        except EvaluationError as error:
            failure = failure or error
            continue
        finally:
            doubted = context.may_fail
            doubt = context.may_fail = doubt or doubted
        if held is FAILED:
            continue
        verdict = truth(held, context)
        if verdict is decisive and not maybe and not doubted:
            context.may_fail = before
            return [(decisive, False)], []
        found.append((verdict, maybe))
        if verdict is None:
            doubtful.append(held)
        if maybe:
            doubtful.append(value)
    if failure is not None:
        if all(verdict is not decisive and verdict is not None for verdict, _ in found):
            raise failure
        context.doubt(*gather([*doubtful, value]))  # it fails, unless one that is not certain decides
        return [(decisive, False)], []
    return found, doubtful


def any_member(context: Context, value: Any, predicate: Predicate) -> Any:
    """`any(list, &p)`: some member is truthy; one certain true decides."""
    found, doubtful = _truths(context, value, predicate, True)
    if any(verdict and not maybe for verdict, maybe in found):
        return True
    return unknown_boolean(*doubtful) if any(verdict is not False for verdict, _ in found) else False


def all_members(context: Context, value: Any, predicate: Predicate) -> Any:
    """`all(list, &p)`: every member is truthy, `[]` too; one certain false decides."""
    found, doubtful = _truths(context, value, predicate, False)
    if any(verdict is False and not maybe for verdict, maybe in found):
        return False
    return unknown_boolean(*doubtful) if any(verdict is not True for verdict, _ in found) else True


def no_member(context: Context, value: Any, predicate: Predicate) -> Any:
    """`none(list, &p)`: not any."""
    found = any_member(context, value, predicate)
    return not found if isinstance(found, bool) else found


def missing(context: Context, wanted: Any, have: Any) -> Any:
    """`missing(wanted, have)`: the members of `wanted` that are not in `have`, in order.

    One is certainly missing if no completion has it, and left out if every completion has it.
    """
    if wanted is None:
        return []
    items, more, ordered, _ = list_items(wanted, context)
    owned, unseen, _, _ = ([], NOTHING, True, False) if have is None else list_items(have, context)
    kept: list[tuple[Any, bool]] = []
    doubtful: list[Any] = []
    for item, maybe in items:
        verdicts = [(equal(item, one, context), unsure) for one, unsure in owned]
        if unseen is not NOTHING:
            verdicts.append((equal(item, unseen, context), True))
        if any(verdict and not unsure for verdict, unsure in verdicts):
            continue
        absent = all(verdict is False for verdict, _ in verdicts)
        kept.append((item, maybe or not absent))
        if not absent:
            doubtful.append(have)
            doubtful.append(item)
    return make_list(kept, more, ordered, False, gather([*doubtful, wanted]))


def unique(context: Context, value: Any) -> Any:
    """`unique(list)`: without repeats, in order; resources are one by identity, values by equality."""
    if value is None:
        return []
    if isinstance(value, Unknown):
        return derive(ARRAY, value, truthy=value.truthy)
    items, more, ordered, nonempty = list_items(value, context)
    kept: list[tuple[Any, bool]] = []
    twins: dict[Hashable, list[int]] = {}
    for item, maybe in items:
        kind, key = _key(context, item)
        places = range(len(kept)) if kind is None else sorted(place for other in _others(twins, kind, key) for place in other)
        for place in places:
            other, other_maybe = kept[place]
            verdict = _one(context, item, other)
            if verdict:
                if other_maybe and not maybe:
                    kept[place] = (other, False)
                ordered = ordered and not other_maybe
                break
            if verdict is None:
                maybe = True
        else:
            for group in {kind, (kind, key)}:
                twins.setdefault(group, []).append(len(kept))
            kept.append((item, maybe))
    if more is not NOTHING and any(_one(context, more, item) is not False for item, _ in kept):
        ordered = False  # an unseen twin may stand before, and is the one that is kept
    return make_list(kept, more, ordered, nonempty, gather([value]))


def _key(context: Context, item: Any) -> tuple[str | None, Hashable]:
    """What a member can be told apart by from others of its kind: a resource by which it is, a plain value by itself; else (None, None)."""
    if item.__class__ is dict:
        own = isinstance(context.data, Frame) and context.data.run.world.of(item) is not None
        return ("resource", id(item)) if own else (None, None)
    return ("plain", (types_of(item), item)) if item.__class__ in (str, int, float, bool, type(None)) else (None, None)


def _others(twins: dict[Hashable, list[int]], kind: str, key: Hashable) -> list[list[int]]:
    """Where those members stand that may be one with a member of a kind: its twin, and all of other kinds."""
    return [twins.get((kind, key), []), *(twins.get(other, []) for other in ("resource", "plain", None) if other != kind)]


def _one(context: Context, one: Any, other: Any) -> Truth:
    """Whether two members are one: the same resource, or equal values."""
    if one is other:
        return True
    frame = context.data
    if not isinstance(frame, Frame):
        return equal(one, other, context)
    world = frame.run.world
    verdicts = {
        _one_of_simple(world, left, right, context) for left in alternatives(one, context) for right in alternatives(other, context)
    }
    return verdicts.pop() if len(verdicts) == 1 else None


def _one_of_simple(world: World, left: Any, right: Any, context: Context) -> Truth:
    """Whether two simple members are one."""
    if world.of(left) is not None or world.of(right) is not None:
        return same(world, left, right)
    return equal(left, right, context)
