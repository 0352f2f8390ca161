"""What is in a value: attributes, elements, the pairs of a collection, by known keys and unknown ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.sources.terraform.forms import is_fixed, is_mistake, may_be_missing, number_of, spread, text_of, whole
from scanner.sources.terraform.nodes import Span
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import derived, grow, key_of, lift, types_of
from scanner.unknown import ABSENT, ANY, ARRAY, NOTHING, NUMBER, OBJECT, OpenList, OpenObject, Unknown


def member(base: Any, name: str, scope: Scope, span: Span) -> Any:
    """`base.name`."""
    if hasattr(base, "get") and not isinstance(base, dict):
        return base.get(name, scope, span)
    if isinstance(base, Unknown) and base.one_of is not None:
        return lift([base], lambda items: member(items[0], name, scope, span))
    return element(base, name, scope, span)


def element(base: Any, key: Any, scope: Scope, span: Span) -> Any:
    """`base[key]`, neither a choice at its top."""
    if is_mistake(base) or is_mistake(key):
        return base if is_mistake(base) else key
    if isinstance(base, Unknown):
        if not base.types & (ARRAY | OBJECT):
            raise scope.wrong("a text, number or boolean has no members", span)
        known = isinstance(key, (str, int))
        return derived(base, ("member", key if known else key_of(key)), ANY)
    if base is None or base is ABSENT:
        raise scope.wrong("null has no members", span)
    if isinstance(key, Unknown):
        return _unknown_key(base, key)
    if isinstance(base, dict):
        name = key if isinstance(key, str) else text_of(key)
        if name not in base:
            raise scope.wrong(f"the object has no {name!r}", span)
        return base[name]
    if isinstance(base, OpenObject):
        name = key if isinstance(key, str) else text_of(key)
        return base.known[name] if name in base.known else _unseen(base, name)
    if isinstance(base, (list, OpenList)):
        return _item(base, key, scope, span)
    if hasattr(base, "get") and (isinstance(key, str) or hasattr(base, "spread")):
        return base.get(key, scope, span)
    if hasattr(base, "get"):
        raise scope.wrong("a single object has no elements; leave the index out", span)
    raise scope.wrong("a text, number or boolean has no members", span)


def _item(base: Any, key: Any, scope: Scope, span: Span) -> Any:
    place = number_of(key)
    if not isinstance(place, int):
        raise scope.wrong(f"{key!r} is no index of a list", span)
    if isinstance(base, OpenList) or not is_fixed(base):
        reason = base.reason if isinstance(base, OpenList) else "how many elements come before it is not known"
        return Unknown(reason=reason, identity=("item", place, key_of(base)))
    if not -len(base) <= place < len(base) or place < 0:
        raise scope.wrong(f"the list has no element {place}", span)
    return base[place]


def _unseen(base: OpenObject, name: str) -> Unknown:
    return Unknown(reason=base.reason or "not all members are known", identity=("member", name, key_of(base)), may_be_absent=False)


def _unknown_key(base: Any, key: Unknown) -> Any:
    """A member by an unknown key: one of all, which may all be the same."""
    inner: list[Any] = []
    base = spread(base)
    if isinstance(base, dict):
        inner = list(base.values())
    elif isinstance(base, list) and is_fixed(base):
        inner = list(base)
    if inner and all(key_of(one) == key_of(inner[0]) for one in inner[1:]):
        return inner[0]
    types = 0
    for one in inner:
        types |= types_of(whole(one))
    return Unknown(
        reason=key.reason,
        types=types or ANY,
        identity=("element", key_of(whole(base)), key_of(key)),
        sensitive=key.sensitive,
        settle=key.settle,
    )


def each_of(items: Any, apply: Callable[[Any], Any]) -> Any:
    """A list with a function applied to each element, also to those that may be missing or that are not seen."""
    if isinstance(items, list):
        return [_applied(item, apply) for item in items]
    more = items.more if items.more is NOTHING else apply(items.more)
    return OpenList(tuple((apply(item), missing) for item, missing in items.items), more, items.ordered, items.nonempty, items.reason)


def _applied(item: Any, apply: Callable[[Any], Any]) -> Any:
    if may_be_missing(item) and item.one_of is not None:
        return grow(item, [ABSENT if one is ABSENT else _applied(one, apply) for one in item.one_of])
    return apply(item)


def pairs_of(collection: Any) -> tuple[list[tuple[Any, Any, bool]], Unknown | None]:
    """(key, value, whether it may be missing) of a collection in order, and what stands for those that are not seen."""
    if isinstance(collection, dict):
        return [(key, collection[key], False) for key in sorted(collection)], None
    if isinstance(collection, OpenObject):
        rest = Unknown(reason=collection.reason) if collection.open else None
        return [(key, collection.known[key], False) for key in sorted(collection.known)], rest
    if isinstance(collection, OpenList):
        listed = [(Unknown("its place is not known", types=NUMBER), value, missing) for value, missing in collection.items]
        return listed, None if collection.more is NOTHING else _as_unknown(collection.more, collection.reason)
    if is_fixed(collection):
        return [(place, value, False) for place, value in enumerate(collection)], None
    return [(Unknown("its place is not known", types=NUMBER), value, False) for value in collection], None


def _as_unknown(value: Any, reason: str) -> Unknown:
    return value if isinstance(value, Unknown) else Unknown(reason=reason)
