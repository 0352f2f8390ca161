"""Functions over lists of which members may be missing or unseen: any, all, none, missing, unique."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.errors import EvaluationError
from scanner.frame import Frame
from scanner.functions.kleene import Truth
from scanner.jmes import FAILED, Context
from scanner.jmes.values import alternatives, derive, equal, gather, list_items, make_list, truth, unknown_boolean
from scanner.unknown import ARRAY, NOTHING, Unknown
from scanner.world import World, same

Predicate = Callable[[Any], Any]


def _truths(context: Context, value: Any, predicate: Predicate, decisive: bool) -> tuple[list[tuple[Truth, bool]], list[Any]]:
    """What the predicate says of each member as (truth, whether the member may be missing), and why where it is not known.

    Unseen members are one that may be missing. A certain member of the decisive truth decides alone, whatever comes of the others: an
    error among them is raised (or, where it only may happen, noted as a doubt) only where none does.
    """
    if value is None:
        return [], []
    items, more, _, _ = list_items(value, context)
    before, failure = context.may_fail, None
    found: list[tuple[Truth, bool]] = []
    doubtful: list[Any] = []
    for item, maybe in [*items, *([(more, True)] if more is not NOTHING else [])]:
        try:
            held = context.guard(predicate, item, *gather([value])) if maybe else predicate(item)
        except EvaluationError as error:
            failure = failure or error
            continue
        if held is FAILED:
            continue
        verdict = truth(held, context)
        if verdict is decisive and not maybe:
            context.may_fail = before
            return [(decisive, False)], []
        found.append((verdict, maybe))
        if verdict is None:
            doubtful.append(held)
        if maybe:
            doubtful.append(value)
    if failure is not None:
        raise failure
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
    for item, maybe in items:
        for place, (other, other_maybe) in enumerate(kept):
            verdict = _one(context, item, other)
            if verdict:
                if other_maybe and not maybe:
                    kept[place] = (other, False)
                ordered = ordered and not other_maybe
                break
            if verdict is None:
                maybe = True
        else:
            kept.append((item, maybe))
    if more is not NOTHING and any(_one(context, more, item) is not False for item, _ in kept):
        ordered = False  # an unseen twin may stand before, and is the one that is kept
    return make_list(kept, more, ordered, nonempty, gather([value]))


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
