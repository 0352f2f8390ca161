"""What expressions do with lists of which some members may be missing: index, slice, project, filter, flatten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.errors import EvaluationError
from scanner.jmes.choices import join, restrict
from scanner.jmes.context import FAILED, Context
from scanner.jmes.kinds import causes_of, derive, gather, identity_of, is_certain_list, types_of
from scanner.jmes.members import lengths, list_items, make_list, object_entries
from scanner.jmes.truths import alternatives, restrict_all, truth
from scanner.unknown import ANY, ARRAY, NOTHING, NULL, OBJECT, OpenList, Unknown

Closure = Callable[[Any, Context], Any]
Kept = tuple[Any, bool, list[Any]]
"""A member of a projection: (result, may be missing, what that hangs on)."""


def index(value: Any, position: int, context: Context) -> Any:
    """`[position]` of a simple value: null where it is no list or too short."""
    kind = value.__class__
    if kind is Unknown:
        if not value.types & ARRAY:
            return None
        return derive(ANY, value, identity=("index", identity_of(value), position))
    if kind is not list and kind is not OpenList:
        return None
    if kind is list and is_certain_list(value):
        return value[position] if -len(value) <= position < len(value) else None
    items, more, ordered, nonempty = list_items(value, context)
    least, most = lengths(items, more, nonempty)
    needed = position + 1 if position >= 0 else -position
    if needed > most:
        return None
    if more is not NOTHING or not ordered:
        found = [item for item, _ in items]
        if more is not NOTHING:
            found.append(more)
        return join(found if needed <= least else [*found, None], value)
    return _land(items if position >= 0 else items[::-1], needed - 1, value)


def _land(items: list[tuple[Any, bool]], position: int, value: Any) -> Any:
    """What may stand at a position, counted from the front, of an ordered list without further members."""
    found: list[Any] = []
    certain = 0
    for before, (item, maybe) in enumerate(items):
        if certain <= position <= before:
            found.append(item)
        certain += not maybe
        if certain > position:
            break
    else:
        found.append(None)
    return join(found, value)


def cut(value: Any, bounds: tuple[int | None, int | None, int | None], context: Context) -> Any:
    """`[start:stop:step]` of a simple value: null where it is no list, EvaluationError for a step of 0."""
    types = types_of(value)
    if not types & ARRAY:
        return None
    if bounds[2] == 0:
        if types == ARRAY:
            raise EvaluationError("a slice with step 0 has no meaning")
        context.doubt(*causes_of(value))
        return None
    if value.__class__ is Unknown:
        whole = OpenList((), derive(ANY, value), causes=causes_of(value))
        return whole if types == ARRAY else join([None, whole], value)
    items, more, ordered, _ = list_items(value, context)
    if more is NOTHING and ordered and not any(maybe for _, maybe in items):
        return [item for item, _ in items][slice(*bounds)]
    kept = [(item, True) for item, _ in items]
    if (bounds[2] or 1) < 0:
        kept.reverse()
    return OpenList(tuple(kept), more, ordered, causes=causes_of(value))


def project(value: Any, condition: Closure | None, right: Closure | None, context: Context) -> Any:
    """`[*]` and `[?condition]` with what follows, on a simple value: null where it is no list."""
    if value.__class__ is list:
        return _project_plain(value, condition, right, context)
    return _on_type(value, ARRAY, lambda part: _project(part, list_items(part, context), condition, right, context))


def _project_plain(value: list[Any], condition: Closure | None, right: Closure | None, context: Context) -> Any:
    """A projection of a plain list: a plain one as long as nothing in it is unknown."""
    if not is_certain_list(value):
        return _project(value, list_items(value, context), condition, right, context)
    found: list[tuple[Any, bool]] = []
    doubtful: list[Any] = []
    for item in value:
        held = True if condition is None else condition(item, context)
        verdict = held if held is True or held is False else truth(held, context)
        if verdict is False:
            continue
        if verdict is None:
            kept = _after(item, True, [held], right, context, value)
        else:
            result = item if right is None else right(item, context)
            if result is None:
                continue
            kept = (result, False, []) if result.__class__ is not Unknown else _without_null(result, False, [], context)
        if kept is not None:
            found.append(kept[:2])
            doubtful += kept[2]
    return make_list(found, causes=gather(doubtful)) if doubtful else [item for item, _ in found]


def project_values(value: Any, right: Closure | None, context: Context) -> Any:
    """`.*` with what follows, on a simple value: null where it is no object."""
    return _on_type(value, OBJECT, lambda part: _project(part, _values(part, context), None, right, context))


def _values(value: Any, context: Context) -> tuple[list[tuple[Any, bool]], Any, bool, bool]:
    entries, unseen = object_entries(value, context)
    more = derive(ANY, value) if unseen else NOTHING
    return [(item, maybe) for _, item, maybe in entries], more, value.__class__ is dict, False


def _on_type(value: Any, bit: int, function: Callable[[Any], Any]) -> Any:
    """Null for the other types, `function` for the one."""
    types = types_of(value)
    if not types & bit:
        return None
    if types == bit:
        return function(value)
    return join([None, function(restrict(value, bit))], value)


def _project(
    value: Any,
    members: tuple[list[tuple[Any, bool]], Any, bool, bool],
    condition: Closure | None,
    right: Closure | None,
    context: Context,
) -> Any:
    items, more, ordered, nonempty = members
    found: list[tuple[Any, bool]] = []
    doubtful: list[Any] = []
    for item, listed_maybe in items:
        kept = _keep(item, listed_maybe, condition, right, context, value)
        if kept is None:
            continue
        result, maybe, reasons = kept
        found.append((result, maybe))
        doubtful += reasons
        if listed_maybe:
            doubtful.append(value)
    rest: Any = NOTHING
    if more is not NOTHING:
        kept = _keep(more, True, condition, right, context, value)
        doubtful.append(value)
        if kept is not None:
            rest = kept[0]
    untouched = condition is None and right is None and len(found) == len(items) and (more is NOTHING or not types_of(more) & NULL)
    return make_list(found, rest, ordered, nonempty and untouched, gather(doubtful))


def _keep(item: Any, maybe: bool, condition: Closure | None, right: Closure | None, context: Context, source: Any) -> Kept | None:
    """What a projection makes of one member, or None where it is left out."""
    reasons: list[Any] = []
    if condition is not None:
        held = _guarded(condition, item, context, source) if maybe else condition(item, context)
        if held is FAILED:
            return None
        verdict = truth(held, context)
        if verdict is False:
            return None
        if verdict is None:
            maybe = True
            reasons.append(held)
    return _after(item, maybe, reasons, right, context, source)


def _after(item: Any, maybe: bool, reasons: list[Any], right: Closure | None, context: Context, source: Any) -> Kept | None:
    """What follows the condition, on a member that it keeps."""
    result = item
    if right is not None:
        result = _guarded(right, item, context, *(reasons or [source])) if maybe else right(item, context)
        if result is FAILED:
            return None
    return _without_null(result, maybe, reasons, context)


def _without_null(result: Any, maybe: bool, reasons: list[Any], context: Context) -> Kept | None:
    """A projection leaves null out."""
    types = types_of(result)
    if types & NULL:
        rest = NOTHING if types == NULL else restrict_all(result, ANY & ~NULL, context)
        if rest is NOTHING:
            return None
        reasons.append(result)
        return rest, True, reasons
    return result, maybe, reasons


def _guarded(closure: Closure, item: Any, context: Context, *sources: Any) -> Any:
    return context.guard(lambda value: closure(value, context), item, *gather(sources))


def flatten(value: Any, context: Context) -> Any:
    """`[]` of a simple value: null where it is no list."""
    if value.__class__ is list and is_certain_list(value):
        merged: list[Any] = []
        for item in value:
            if item.__class__ is list:
                merged += item
            elif item.__class__ in (OpenList, Unknown):
                break
            else:
                merged.append(item)
        else:
            return merged
    return _on_type(value, ARRAY, lambda part: _flatten(part, context))


def _flatten(value: Any, context: Context) -> Any:
    items, more, ordered, _ = list_items(value, context)
    found: list[tuple[Any, bool]] = []
    rest: list[Any] = []
    doubtful: list[Any] = [value] if more is not NOTHING or any(maybe for _, maybe in items) else []
    for item, maybe in items:
        choices = alternatives(item, context)
        maybe = maybe or len(choices) > 1
        if len(choices) > 1:
            doubtful.append(item)
        for choice in choices:
            ordered = _splice(choice, maybe, found, rest, doubtful, context) and ordered
    if more is not NOTHING:
        inner: list[tuple[Any, bool]] = []
        for choice in alternatives(more, context):
            _splice(choice, True, inner, rest, doubtful, context)
        rest += [item for item, _ in inner]
    summary = join(rest, value) if rest else NOTHING
    return make_list(found, summary, ordered, False, gather(doubtful))


def _splice(item: Any, maybe: bool, found: list[tuple[Any, bool]], rest: list[Any], doubtful: list[Any], context: Context) -> bool:
    """Put the members of one member into `found` and the summary of the unseen ones into `rest`; whether order is kept."""
    kind = item.__class__
    if kind is list or kind is OpenList:
        members, more, ordered, _ = list_items(item, context)
        found += [(member, unsure or maybe) for member, unsure in members]
        if more is not NOTHING:
            rest.append(more)
        if more is not NOTHING or any(unsure for _, unsure in members):
            doubtful.append(item)
        return ordered
    if kind is Unknown and item.types & ARRAY:
        other = restrict(item, ANY & ~ARRAY)
        if other is not NOTHING:
            found.append((other, True))
        rest.append(derive(ANY, item))
        doubtful.append(item)
        return True
    found.append((item, maybe))
    return True
