"""Functions on lists and sets. A set is a list here: sorted, each value once."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from typing import Any, Final

from scanner.records import dataclass, replace
from scanner.sources.terraform.forms import is_fixed, may_be_missing, number_of, text_of, tidy, whole
from scanner.sources.terraform.functions.site import Function, Site, UncomputedError, doubt_in, unknown_call
from scanner.sources.terraform.members import element as member_of
from scanner.sources.terraform.operators import branch, equal, truth
from scanner.sources.values import key_of, leaves_of, types_of
from scanner.unknown import ABSENT, ANY, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, STRING, OpenList, OpenObject, Unknown, has_unknown

MOST: Final = 20_000
"""Elements that a function may make."""


def listed(value: Any, site: Site) -> list[Any] | OpenList | Unknown:
    """An argument as a list; ValueError where it is none."""
    if isinstance(value, (list, OpenList)):
        return value
    if isinstance(value, Unknown) and value.types & ARRAY:
        return value
    if isinstance(value, Unknown):
        raise site.wrong(f"an argument of {site.name} is no list")
    raise ValueError("an argument is no list")


@dataclass(slots=True)
class Seen:
    """What is known of a list."""

    items: list[tuple[Any, bool]]
    """(element, whether it may be missing)."""
    more: Any = NOTHING
    """What stands for elements that are not seen."""
    reason: str = ""
    causes: tuple[Unknown, ...] = ()
    ordered: bool = True


def seen(value: Any, site: Site) -> Seen:
    """What is known of an argument that is a list."""
    given = listed(value, site)
    if isinstance(given, Unknown):
        return Seen([], Unknown(reason=given.reason, sensitive=given.sensitive, settle=given.settle), given.reason, (given,))
    if isinstance(given, OpenList):
        return Seen(list(given.items), given.more, given.reason, given.causes, given.ordered)
    return Seen([(item, may_be_missing(item)) for item in given])


def built(*parts: Seen) -> Any:
    """One list of several."""
    items = [pair for part in parts for pair in part.items]
    hidden = [part for part in parts if part.more is not NOTHING]
    ordered = all(part.ordered for part in parts)
    if not hidden and (ordered or len(items) < 2) and not any(missing and not may_be_missing(item) for item, missing in items):
        return [item for item, _ in items]
    more = NOTHING if not hidden else hidden[0].more if len(hidden) == 1 else Unknown(reason=hidden[0].reason)
    reason = next((part.reason for part in parts if part.reason), "an element may be missing")
    nonempty = any(not missing for _, missing in items)
    return OpenList(tuple(items), more, ordered, nonempty, reason, _once(cause for part in parts for cause in part.causes))


def _once(causes: Iterable[Unknown]) -> tuple[Unknown, ...]:
    """Each cause once, and not more than tell something."""
    return tuple({id(cause): cause for cause in causes}.values())[:20]


def concat(items: list[Any], site: Site) -> Any:
    """The lists one after another."""
    return built(*(seen(item, site) for item in items))


def flatten(items: list[Any], site: Site) -> Any:
    """The elements of a list, lists among them taken apart at any depth."""
    found: list[tuple[Any, bool]] = []
    more: Any = NOTHING
    reason: str = ""
    causes: list[Unknown] = []
    ordered = True
    pending: list[tuple[Any, bool]] = [(items[0], False)]
    listed(items[0], site)
    while pending:
        value, missing = pending.pop()
        if isinstance(value, list):
            pending.extend((item, missing or may_be_missing(item)) for item in reversed(value))
        elif isinstance(value, OpenList):
            pending.extend((item, missing or doubt) for item, doubt in reversed(value.items))
            ordered = ordered and value.ordered
            if value.more is not NOTHING:
                more, reason = Unknown(reason=value.reason), value.reason
                causes.extend(value.causes)
        elif isinstance(value, Unknown) and any(types_of(leaf) & ARRAY for leaf in leaves_of(value)):
            more, reason = Unknown(reason=value.reason, sensitive=value.sensitive, settle=value.settle), value.reason
            causes.append(value)
        else:
            found.append((value, missing))
        if len(found) > MOST:
            raise UncomputedError(f"it would make more than {MOST:,} elements")
    return built(Seen(found, more, reason, _once(causes), ordered))


def distinct(items: list[Any], site: Site) -> Any:
    """Each value once."""
    source = seen(items[0], site)
    result: list[tuple[Any, bool]] = []
    keys: set[Any] = set()
    reason = source.reason
    for item, missing in source.items:
        key = key_of(whole(item))
        if key in keys:
            if not missing:  # one of the two is certainly there
                result = [(one, doubt and key_of(whole(one)) != key) for one, doubt in result]
            continue
        keys.add(key)
        twin = bool(result) and (has_unknown(whole(item)) or any(has_unknown(whole(one)) for one, _ in result))
        same = twin and any(equal(item, one) is not False for one, _ in result)
        result.append((item, missing or same))
        reason = reason or (doubt_in([item])[0] if same else "")
    return built(Seen(result, source.more, reason, source.causes, source.ordered))


def as_set(value: Any, site: Site) -> Any:
    """A value as a set: each element once, texts in order."""
    found = distinct([value], site)
    if isinstance(found, list) and not any(has_unknown(whole(item)) for item in found):
        numbers = all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in found)
        if numbers:
            return sorted(found)
        if all(isinstance(item, (str, int, float, bool)) for item in found):
            return sorted(text_of(item) for item in found)
    if isinstance(found, list) and len(found) > 1:  # in which order they stand hangs on what they are
        reason, _, _ = doubt_in(found)
        return OpenList(tuple((item, may_be_missing(item)) for item in found), NOTHING, ordered=False, reason=reason)
    return replace(found, ordered=False) if isinstance(found, OpenList) else found


def _compact(items: list[Any], site: Site) -> Any:
    source = seen(items[0], site)
    kept = []
    reason = source.reason
    for item, missing in source.items:
        if item is None or item == "":
            continue
        doubtful = isinstance(item, Unknown) and not (item.truthy and item.types == STRING)
        kept.append((item, missing or doubtful))
        reason = reason or (item.reason if doubtful else "")
    return built(Seen(kept, source.more, reason, source.causes, source.ordered))


def _coalesce(items: list[Any], site: Site) -> Any:
    for place, item in enumerate(items):
        if item is None or item == "":
            continue
        if isinstance(item, Unknown) and not (item.truthy and not item.types & NULL):
            if place == len(items) - 1:
                return item
            return unknown_call("coalesce", items[place:], ANY)
        return item
    raise site.wrong("every argument of coalesce is null or empty")


def _coalescelist(items: list[Any], site: Site) -> Any:
    for item in items:
        if isinstance(item, list) and item and is_fixed(item):
            return item
        if not isinstance(item, list) or item:
            return unknown_call("coalescelist", items, ARRAY)
    raise site.wrong("every argument of coalescelist is empty")


def _length(items: list[Any], site: Site) -> Any:
    value = items[0]
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict) and is_fixed(list(value.values())):
        return len(value)
    if isinstance(value, list) and is_fixed(value):
        return len(value)
    if isinstance(value, (list, dict, OpenList, OpenObject, Unknown)):
        doubt = unknown_call("length", [value], NUMBER)
        least = 0
        if isinstance(value, OpenList):
            least = sum(not missing for _, missing in value.items) or int(value.nonempty)
        return doubt.but(minimum=float(least))
    raise ValueError("its argument is no list, map or text")


def _contains(items: list[Any], site: Site) -> Any:
    if isinstance(items[0], Unknown):
        return unknown_call("contains", items, BOOLEAN)
    source = seen(items[0], site)
    tree: Any = False
    for item, missing in source.items:
        for leaf in leaves_of(item) if isinstance(item, Unknown) and item.one_of is not None else [item]:
            if leaf is ABSENT:
                continue
            same = equal(leaf, items[1])
            sure = same is True and not missing and leaf is item
            if sure:
                return True
            if same is not False:
                doubt = same if same is not True else unknown_call("contains", [item, items[1]], BOOLEAN)
                tree = branch(tree, True, doubt)
    return tree if source.more is NOTHING else branch(tree, True, unknown_call("contains", items, BOOLEAN))


def _element(items: list[Any], site: Site) -> Any:
    value, place = listed(items[0], site), number_of(items[1])
    if isinstance(value, list) and is_fixed(value) and isinstance(place, int):
        if not value:
            raise site.wrong("element takes a list that is not empty")
        return value[place % len(value)]
    if isinstance(value, list) and isinstance(items[1], Unknown):
        return member_of(value, items[1], site.scope, site.node.span)
    return unknown_call("element", items, ANY)


def _slice(items: list[Any], site: Site) -> Any:
    value, start, end = items[0], number_of(items[1]), number_of(items[2])
    if isinstance(value, list) and is_fixed(value) and isinstance(start, int) and isinstance(end, int):
        if not 0 <= start <= end <= len(value):
            raise site.wrong(f"the list has {len(value)} elements, not {end}")
        return value[start:end]
    return unknown_call("slice", items, ARRAY)


def _index(items: list[Any], site: Site) -> int:
    return listed(items[0], site).index(items[1])  # type: ignore[union-attr]  # all is known here


def _range(items: list[Any], site: Site) -> list[Any]:
    numbers = [number_of(item) for item in items]
    if any(number is None for number in numbers):
        raise ValueError("its arguments are numbers")
    start, end = (0, numbers[0]) if len(numbers) == 1 else numbers[:2]
    assert start is not None and end is not None  # noqa: S101  # checked above, for the type checker
    step = numbers[2] if len(numbers) > 2 else (1 if end >= start else -1)
    if not step or not math.isfinite(step) or (end - start) / step > 1024:  # Terraform's own limit
        raise ValueError("more than 1,024 values")
    return [tidy(start + step * at) for at in range(max(0, math.ceil((end - start) / step)))]


def _reverse(items: list[Any], site: Site) -> Any:
    if isinstance(items[0], list):
        return items[0][::-1]
    return unknown_call("reverse", items, ARRAY)


def _one(items: list[Any], site: Site) -> Any:
    value = items[0]
    if isinstance(value, list):
        sure = [item for item in value if not may_be_missing(item)]
        if len(value) <= 1:
            if value and not sure:
                item = value[0]
                return _null_for_absent(item)
            return value[0] if value else None
        if len(sure) > 1:
            raise site.wrong("one takes a list of at most one element")
    return unknown_call("one", [value], ANY)


def _null_for_absent(item: Any) -> Any:
    if not isinstance(item, Unknown) or item.one_of is None:
        return item
    return item.but(one_of=tuple(None if one is ABSENT else _null_for_absent(one) for one in item.one_of), types=item.types | NULL)


def _every(wanted: bool) -> Callable[[list[Any], Site], Any]:
    def compute(items: list[Any], site: Site) -> Any:
        value = listed(items[0], site)
        if not isinstance(value, list) or not is_fixed(value):
            return unknown_call(site.name, [value], BOOLEAN)
        tree: Any = wanted
        for item in value:
            one = truth(item, site.scope, site.node.span)
            tree = branch(tree, one, False) if wanted else branch(tree, True, one)
        return tree

    return compute


def _sets(items: list[Any], site: Site, keep: Callable[[Any, list[list[Any]]], bool]) -> Any:
    lists = [item for item in items if isinstance(item, list)]
    merged = [value for one in lists for value in one]
    return as_set([value for value in merged if keep(value, lists)], site)


def _setproduct(items: list[Any], site: Site) -> list[Any]:
    if math.prod(len(item) for item in items) > MOST:
        raise UncomputedError(f"it would make more than {MOST:,} elements")
    return [list(one) for one in itertools.product(*items)]


def _chunks(items: list[Any], site: Site) -> list[Any]:
    size = int(number_of(items[1]) or 0) or max(1, len(items[0]))
    return [items[0][at : at + size] for at in range(0, len(items[0]), size)]


def _matchkeys(items: list[Any], site: Site) -> list[Any]:
    return [value for value, key in zip(items[0], items[1], strict=True) if key in items[2]]


def _union(items: list[Any], site: Site) -> Any:
    return as_set(concat(items, site), site)


FUNCTIONS: Final = {
    "alltrue": Function(_every(True), BOOLEAN, partial=True),
    "anytrue": Function(_every(False), BOOLEAN, partial=True),
    "chunklist": Function(_chunks, ARRAY, 2, 2),
    "coalesce": Function(_coalesce, ANY, 1, None, partial=True),
    "coalescelist": Function(_coalescelist, ARRAY, 1, None, partial=True),
    "compact": Function(_compact, ARRAY, partial=True),
    "concat": Function(concat, ARRAY, 1, None, partial=True),
    "contains": Function(_contains, BOOLEAN, 2, 2, partial=True),
    "distinct": Function(distinct, ARRAY, partial=True),
    "element": Function(_element, ANY, 2, 2, partial=True),
    "flatten": Function(flatten, ARRAY, partial=True),
    "index": Function(_index, NUMBER, 2, 2),
    "length": Function(_length, NUMBER, partial=True),
    "matchkeys": Function(_matchkeys, ARRAY, 3, 3),
    "one": Function(_one, ANY, partial=True),
    "range": Function(_range, ARRAY, 1, 3),
    "reverse": Function(_reverse, ARRAY, partial=True),
    "setintersection": Function(lambda items, site: _sets(items, site, lambda v, ls: all(v in one for one in ls)), ARRAY, 1, None),
    "setproduct": Function(_setproduct, ARRAY, 1, None),
    "setsubtract": Function(lambda items, site: as_set([value for value in items[0] if value not in items[1]], site), ARRAY, 2, 2),
    "setunion": Function(_union, ARRAY, 1, None, partial=True),
    "slice": Function(_slice, ARRAY, 3, 3, partial=True),
    "sort": Function(lambda items, site: sorted(text_of(item) for item in items[0]), ARRAY),
    "sum": Function(lambda items, site: tidy(math.fsum(number_of(item) or 0 for item in items[0])), NUMBER),
}
