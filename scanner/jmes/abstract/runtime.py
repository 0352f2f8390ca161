"""What generated code calls, beside the functions: everything that is not plain JSON falls into the algebra here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from scanner.jmes import steps, truths
from scanner.jmes.abstract.quick import QUICK, no_hole
from scanner.jmes.calls import call
from scanner.jmes.compare import compare, equality
from scanner.jmes.context import Context
from scanner.jmes.lists import project
from scanner.jmes.narrow import Fact
from scanner.jmes.steps import Closure
from scanner.unknown import ABSENT, OpenList, Sentinel, Unknown

UNSET: Final = Sentinel("UNSET")
"""In `resume`: what follows the filter was not evaluated yet."""
whole: Final = frozenset((Unknown, Sentinel, type(None))).isdisjoint
"""Whether none of some classes is one of a value that may be absent (`no_hole`), and none of them is null's."""
_UNSURE: Final = frozenset((Unknown, Sentinel, OpenList))


def path(value: Any, names: tuple[str, ...], context: Context) -> Any:
    """Several fields, one after the other."""
    for name in names:
        value = steps.field(value, name, context)
    return value


def truth(value: Any, context: Context) -> bool | None:
    """JMESPath's truth, quickly for plain lists and objects."""
    if value.__class__ is dict:
        for item in value.values():
            if item.__class__ is Unknown or item is ABSENT:
                break
        else:
            return bool(value)
    elif value.__class__ is list and no_hole(map(type, value)):
        return bool(value)
    return truths.truth(value, context)


def plain_truth(value: Any, context: Context) -> bool | None:
    """The same where it can be told without noting anything; None for all else."""
    kind = value.__class__
    if kind is dict or kind is list:
        return bool(value) if no_hole(map(type, value.values() if kind is dict else value)) else None
    return True if kind is int or kind is float or (kind is Unknown and value.truthy) else None


def flatten(value: Any, context: Context) -> Any:
    """`[]`, quickly for plain lists."""
    if value.__class__ is list:
        merged: list[Any] = []
        for item in value:
            if item.__class__ is list:
                merged += item
            elif item.__class__ in _UNSURE:
                break
            else:
                merged.append(item)
        else:
            return merged
    return None if value is None else steps.flatten(value, context)


def resume(
    found: list[Any],
    item: Any,
    rest: Iterator[Any],
    held: Any,
    result: Any,
    condition: Closure | None,
    right: Closure | None,
    context: Context,
) -> Any:
    """A projection from the first member of doubt on: it was `held`, its `result` is unknown or UNSET; `found` stands before it."""
    condition = None if condition is None else _first(held, condition)
    right = _first(result, right) if right is not None and result is not UNSET else right
    tail = project([item, *rest], condition, right, context)
    if tail.__class__ is list:
        return found + tail
    items = (*((member, False) for member in found), *tail.items)
    return OpenList(items, tail.more, tail.ordered, tail.nonempty, tail.reason, tail.causes)


def _first(value: Any, function: Closure) -> Closure:
    """A function whose first result is known already."""
    pending = [value]
    return lambda item, context: pending.pop() if pending else function(item, context)


def bound(function: Closure, context: Context) -> Callable[[Any], Any]:
    """An argument such as `&Name`."""
    return lambda item: function(item, context)


NAMESPACE: Final[dict[str, Any]] = {
    "__builtins__": {},
    "ABSENT": ABSENT,
    "Fact": Fact,
    "UNSET": UNSET,
    "Unknown": Unknown,
    "bool": bool,
    "bound": bound,
    "call": call,
    "compare": compare,
    "current": steps.current,
    "cut": steps.cut,
    "dict": dict,
    "equality": equality,
    "field": steps.field,
    "flatten": flatten,
    "float": float,
    "index": steps.index,
    "inequality": steps.inequality,
    "int": int,
    "iter": iter,
    "junction": steps.junction,
    "len": len,
    "list": list,
    "map": map,
    "negate": steps.negate,
    "no_hole": no_hole,
    "path": path,
    "plain_truth": plain_truth,
    "project": steps.project,
    "project_values": steps.project_values,
    "resume": resume,
    "seen": steps.seen,
    "select": steps.select,
    "str": str,
    "truth": truth,
    "type": type,
    "undecided": steps.undecided,
    "whole": whole,
    **{f"q_{name}": function for name, function in QUICK.items()},
}
"""All that generated code can name beside the functions that it calls."""
