"""Documents with unknowns as JSON."""

from __future__ import annotations

from typing import Any

from scanner.encoding.forms import ATOMS, KEYS, MORE, TYPE_NAMES, Step, drive, redacted_value, text_value
from scanner.errors import SourceError
from scanner.unknown import ABSENT, NOTHING, OpenList, OpenObject, Unknown, maybe, reference


def encode(value: Any) -> Any:
    """The JSON form of a document: dicts, lists and atoms only.

    SourceError where something in it is no document (a date, a key that is no text), or where it is too deep.
    """
    return drive(_encode, value)


def _encode(value: Any) -> Step:
    if isinstance(value, dict):
        encoded: dict[str, Any] = {}
        for key, item in value.items():
            if not isinstance(key, str):
                raise SourceError(f'the key {key!r} is no text; write "{key}"')
            encoded[f"${key}" if key.startswith("$") else key] = item if isinstance(item, ATOMS) else (yield item)
        return encoded
    if isinstance(value, list):
        result: list[Any] = []
        for item in value:
            result.append(item if isinstance(item, ATOMS) else (yield item))
        return result
    if isinstance(value, Unknown):
        return (yield from _encode_unknown(value))
    if isinstance(value, OpenList):
        return (yield from _encode_open_list(value))
    if isinstance(value, OpenObject):
        encoded = {"$object": (yield dict(value.known)), "open": value.open}
        return {**encoded, "reason": value.reason} if value.reason else encoded
    if value is ABSENT:
        return {"$absent": True}
    if isinstance(value, ATOMS):
        return value
    raise SourceError(f"a value of type {type(value).__name__} cannot be written as JSON")


def _encode_open_list(value: OpenList) -> Step:
    items = []
    for item, may_be_missing in value.items:
        encoded = yield item
        items.append({"$maybe": encoded} if may_be_missing else encoded)
    result: dict[str, Any] = {"$list": items}
    if value.more is not NOTHING:
        result["more"] = True if _is_plain(value.more, value.reason) else [(yield value.more)]
    if not value.ordered:
        result["ordered"] = False
    if value.nonempty:
        result["nonempty"] = True
    if value.reason:
        result["reason"] = value.reason
    return result


def _is_plain(value: Any, reason: str) -> bool:
    return isinstance(value, Unknown) and value.reason == (reason or MORE) and not _differences(value, Unknown(value.reason))


def _encode_unknown(value: Unknown) -> Step:
    """The shortest form whose Unknown is the value, and beside it what differs."""
    if value.redacted is not None:
        form: dict[str, Any] = {"$redacted": {"hash": value.redacted[0], "kind": value.redacted[1]}}
        plain = redacted_value(*value.redacted)
    elif value.parts is not None:
        form = {"$text": (yield list(value.parts))}
        plain = text_value(value.parts)
    elif value.reference is not None:
        form = {"$ref": value.reference.resource, "attribute": value.reference.attribute}
        plain = reference(value.reference.resource, value.reference.attribute)
    elif value.one_of is not None and len(value.one_of) == 2 and value.one_of[1] is ABSENT and value.one_of[0] is not ABSENT:
        form = {"$maybe": (yield value.one_of[0]), "reason": value.reason}
        plain = maybe(value.one_of[0], value.reason).but(one_of=value.one_of)
    else:
        form = {}
        plain = Unknown(value.reason)
    for name in _differences(value, plain):
        form[KEYS[name]] = yield from _encode_field(name, getattr(value, name))
    if any(key.startswith("$") for key in form):
        return form
    return {"$unknown": {"reason": value.reason, **form} if form else value.reason}


def _differences(value: Unknown, plain: Unknown) -> list[str]:
    """The fields in which the two differ; nested documents by identity of the object."""
    return [name for name in KEYS if not _alike(getattr(value, name), getattr(plain, name)) and _can_be_written(name, value)]


def _can_be_written(name: str, value: Unknown) -> bool:
    """Not an identity that holds an Unknown itself: an evaluation made it, and outside of that evaluation it means nothing."""
    if name not in ("identity", "selector"):
        return True
    stack = [getattr(value, name)]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            return False
        if isinstance(item, tuple):
            stack.extend(item)
    return True


def _alike(one: Any, other: Any) -> bool:
    return one is other or (type(one) is type(other) and not isinstance(one, Unknown) and bool(one == other))


def _encode_field(name: str, value: Any) -> Step:
    if value is None:
        return None
    if name == "types":
        names = [label for label, bit in TYPE_NAMES.items() if value & bit]
        return names[0] if len(names) == 1 else names
    if name in ("one_of", "parts"):
        return (yield list(value))
    if name in ("identity", "selector"):
        return (yield from _encode_key(value))
    if name == "reference":
        return [value.resource, value.attribute]
    if name == "redacted":
        return list(value)
    return value


def _encode_key(value: Any) -> Step:
    """An identity or a selector: nested tuples become arrays."""
    return (yield _listed(value))


def _listed(value: Any, depth: int = 0) -> Any:
    if isinstance(value, tuple) and depth < 100:
        return [_listed(item, depth + 1) for item in value]
    if isinstance(value, ATOMS):
        return value
    raise SourceError(f"an identity holds a {type(value).__name__}; only texts, numbers and tuples of them can be written")
