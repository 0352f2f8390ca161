"""Functions on maps and objects."""

from __future__ import annotations

from typing import Any, Final

from scanner.sources.terraform.forms import is_fixed, is_handle, text, text_of, whole
from scanner.sources.terraform.functions.site import Function, Site, doubt_in, unknown_call
from scanner.sources.values import leaves_of
from scanner.unknown import ABSENT, ANY, ARRAY, OBJECT, OpenList, OpenObject, Unknown


def _object(value: Any, site: Site) -> dict[str, Any] | OpenObject | Unknown:
    if not isinstance(value, (dict, OpenObject)):  # those keep the resources that they hold
        value = whole(value)
    if isinstance(value, (dict, OpenObject)) or (isinstance(value, Unknown) and value.types & OBJECT):
        return value
    raise ValueError("an argument is no map")


def merge(items: list[Any], site: Site) -> Any:
    """The maps together, later ones over earlier ones. Behind one that is not known only what comes after it is certain."""
    result: dict[str, Any] = {}
    hidden: list[Any] = []
    for item in items:
        if item is None:
            continue
        given = item if isinstance(item, dict) else _object(item, site)
        if isinstance(given, Unknown):
            hidden.append(given)
            result = {name: _maybe_other(value, given) for name, value in result.items()}
        elif isinstance(given, OpenObject):
            hidden.append(given)
            result = {name: _maybe_other(value, given) for name, value in result.items() if name not in given.known}
            result.update(given.known)
        else:
            for name, value in given.items():
                optional = isinstance(value, Unknown) and ABSENT in leaves_of(value)
                result[name] = Unknown(value.reason) if optional and name in result else value
    if not hidden:
        return result
    reason, _, _ = doubt_in(hidden)
    causes = tuple(one for one in hidden if isinstance(one, Unknown))
    return OpenObject(result, True, reason, causes)


def _maybe_other(value: Any, hidden: Unknown | OpenObject) -> Unknown:
    """A value that what is not known may stand over."""
    return Unknown(reason=hidden.reason or "another map may hold the key, too", settle=getattr(hidden, "settle", None))


def _lookup(items: list[Any], site: Site) -> Any:
    key = text(whole(items[1]))
    if is_handle(items[0]) and isinstance(key, str):
        return items[0].get(key, site.scope, site.node.span)
    given = _object(items[0], site)
    if isinstance(given, dict) and isinstance(key, str):
        if key in given:
            found = given[key]
            if isinstance(found, Unknown) and ABSENT in leaves_of(found):
                return unknown_call("lookup", items, ANY)
            return found
        if len(items) > 2:
            return items[2]
        raise site.wrong(f"the map has no {key!r}, and lookup no default")
    if isinstance(given, OpenObject) and isinstance(key, str) and key in given.known:
        return given.known[key]
    return unknown_call("lookup", items, ANY)


def _keys(items: list[Any], site: Site) -> Any:
    given = _object(items[0], site)
    if isinstance(given, dict) and is_fixed(list(given.values())):
        return sorted(given)
    if isinstance(given, OpenObject):
        return OpenList(
            tuple((name, False) for name in sorted(given.known)), Unknown(given.reason), reason=given.reason, causes=given.causes
        )
    return unknown_call("keys", [given], ARRAY)


def _values(items: list[Any], site: Site) -> Any:
    given = _object(items[0], site)
    if isinstance(given, dict):
        return [given[name] for name in sorted(given)]
    if isinstance(given, OpenObject):
        listed = tuple((given.known[name], False) for name in sorted(given.known))
        return OpenList(listed, Unknown(given.reason), reason=given.reason, causes=given.causes)
    return unknown_call("values", [given], ARRAY)


def _zipmap(items: list[Any], site: Site) -> Any:
    names, values = items
    if isinstance(names, list) and isinstance(values, list) and is_fixed(names) and is_fixed(values):
        if len(names) != len(values):
            raise site.wrong("the lists of zipmap have different lengths")
        known = [text(whole(name)) for name in names]
        if all(isinstance(name, str) for name in known):
            return dict(zip((str(name) for name in known), values, strict=True))
    return unknown_call("zipmap", items, OBJECT)


def _transpose(items: list[Any], site: Site) -> dict[str, Any]:
    result: dict[str, list[str]] = {}
    for name, values in items[0].items():
        for value in values:
            result.setdefault(text_of(value), []).append(name)
    return {name: sorted(result[name]) for name in sorted(result)}


FUNCTIONS: Final = {
    "keys": Function(_keys, ARRAY, partial=True),
    "lookup": Function(_lookup, ANY, 2, 3, partial=True),
    "merge": Function(merge, OBJECT, 0, None, partial=True),
    "transpose": Function(_transpose, OBJECT),
    "values": Function(_values, ARRAY, partial=True),
    "zipmap": Function(_zipmap, OBJECT, 2, 2, partial=True),
}
