"""What JSON cannot say, written under keys that begin with `$`.

    {"$unknown": "reason"}  {"$unknown": {"reason": ..., "type": ..., "id": ..., "oneOf": [...], ...}}
    {"$ref": "id", "attribute": "Arn"}     an attribute of a resource, known after deployment
    {"$text": ["echo ", {"$ref": "A"}]}    a text that embeds unknown texts
    {"$maybe": value}                      an element or member that may not be there
    {"$list": [...], "more": true}         a list with maybe-elements, or that may have more
    {"$object": {...}, "open": true}       an object that may have keys that we cannot see
    {"$redacted": {"hash": ..., "kind": ...}}  a value that redaction removed
    {"$absent": true}                      the alternative of `oneOf` that is not there

Every short form stands for one Unknown (`reference`, `text_value`, ...); what differs from it stands beside the form's key, under the
names of `$unknown`. A user's key that begins with `$` is written with one `$` more. Encoding and decoding are iterative and bounded.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from scanner.errors import SourceError
from scanner.unknown import (
    ABSENT,
    ANY,
    ARRAY,
    BOOLEAN,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    OpenList,
    OpenObject,
    Reference,
    Unknown,
    maybe,
    reference,
)

TYPE_NAMES: Final = {"null": NULL, "boolean": BOOLEAN, "number": NUMBER, "string": STRING, "array": ARRAY, "object": OBJECT}
"""The names of `type`, one or a list."""
KINDS: Final = {"string": STRING, "text": STRING, "number": NUMBER, "boolean": BOOLEAN, "list": ARRAY, "object": OBJECT}
"""What a redacted value was, and the type it has: `text` is a string of several words or lines."""
DEPTH: Final = 1000
"""Levels that a document may have."""
KEYS: Final = {
    "reason": "reason",
    "types": "type",
    "may_be_absent": "mayBeAbsent",
    "identity": "id",
    "one_of": "oneOf",
    "selector": "selector",
    "prefix": "prefix",
    "suffix": "suffix",
    "parts": "text",
    "reference": "ref",
    "minimum": "min",
    "maximum": "max",
    "truthy": "truthy",
    "sensitive": "sensitive",
    "redacted": "redacted",
    "settle": "settle",
}
"""Unknown's fields by the key that each is written under."""
_FIELDS: Final = {key: name for name, key in KEYS.items()}
_ATOMS: Final = (str, int, float, bool, type(None))
_MAY_BE: Final = "may not be there"

Step = Generator[Any, Any, Any]


def text_value(parts: Sequence[Any]) -> Unknown:
    """A text that embeds unknown texts, with all that follows from its parts: strings and Unknowns, in order.

    It has an identity where each of its unknown parts has one.
    """
    unknown = [part for part in parts if isinstance(part, Unknown)]
    reasons = list(dict.fromkeys(part.reason for part in unknown))
    settles = {part.settle for part in unknown}
    identity = None
    if all(part.identity is not None for part in unknown):
        identity = ("text", *(part.identity if isinstance(part, Unknown) else part for part in parts))
    return Unknown(
        reason="; ".join(reasons) or "a text",
        types=STRING,
        identity=identity,
        prefix=_edge(parts, "prefix"),
        suffix=_edge(parts, "suffix"),
        parts=tuple(parts),
        truthy=any(part.truthy if isinstance(part, Unknown) else bool(part) for part in parts),
        sensitive=any(part.sensitive for part in unknown),
        settle=settles.pop() if len(settles) == 1 else None,
    )


def redacted_value(digest: str, kind: str) -> Unknown:
    """A known value that redaction removed: `digest` is its keyed hash, `kind` one of KINDS."""
    return Unknown(
        reason="a sensitive value, redacted",
        types=KINDS.get(kind, ANY),
        identity=("redacted", digest),
        truthy=kind in ("string", "text"),
        sensitive=True,
        redacted=(digest, kind),
    )


def encode(value: Any) -> Any:
    """The JSON form of a document: dicts, lists and atoms only.

    SourceError where something in it is no document (a date, a key that is no text), or where it is too deep.
    """
    return _drive(_encode, value)


def decode(value: Any) -> Any:
    """The document that `encode` wrote, or a person: SourceError where a `$`-form cannot be meant."""
    return _drive(_decode, value)


def _drive(step: Callable[[Any], Step], value: Any) -> Any:
    """Run a generator that asks for the results of its children, without recursion."""
    stack = [step(value)]
    result: Any = None
    while stack:
        try:
            child = stack[-1].send(result)
        except StopIteration as done:
            stack.pop()
            result = done.value
            continue
        if len(stack) >= DEPTH:
            raise SourceError(f"the document is nested more than {DEPTH} levels deep")
        stack.append(step(child))
        result = None
    return result


def _edge(parts: Sequence[Any], side: str) -> str:
    """The known beginning (`prefix`) or end (`suffix`) of a text of parts."""
    known: list[str] = []
    for part in parts if side == "prefix" else reversed(parts):
        if isinstance(part, str):
            known.append(part)
            continue
        if not part.may_be_absent and part.one_of is None:
            known.append(getattr(part, side))
        break
    return "".join(known if side == "prefix" else reversed(known))


# ---------------------------------------------------------------- encode


def _encode(value: Any) -> Step:
    if isinstance(value, dict):
        encoded: dict[str, Any] = {}
        for key, item in value.items():
            if not isinstance(key, str):
                raise SourceError(f'the key {key!r} is no text; write "{key}"')
            encoded[f"${key}" if key.startswith("$") else key] = item if isinstance(item, _ATOMS) else (yield item)
        return encoded
    if isinstance(value, list):
        result: list[Any] = []
        for item in value:
            result.append(item if isinstance(item, _ATOMS) else (yield item))
        return result
    if isinstance(value, Unknown):
        return (yield from _encode_unknown(value))
    if isinstance(value, OpenList):
        return (yield from _encode_open_list(value))
    if isinstance(value, OpenObject):
        encoded = {"$object": (yield value.known), "open": value.open}
        return {**encoded, "reason": value.reason} if value.reason else encoded
    if value is ABSENT:
        return {"$absent": True}
    if isinstance(value, _ATOMS):
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
    return isinstance(value, Unknown) and value.reason == (reason or _MORE) and not _differences(value, Unknown(value.reason))


_MORE: Final = "there may be more"


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
    return [name for name in KEYS if not _alike(getattr(value, name), getattr(plain, name))]


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
    if isinstance(value, _ATOMS):
        return value
    raise SourceError(f"an identity holds a {type(value).__name__}; only texts, numbers and tuples of them can be written")


# ---------------------------------------------------------------- decode


def _decode(value: Any) -> Step:
    if isinstance(value, dict):
        forms = [key for key in value if key.startswith("$") and not key.startswith("$$")]
        if forms:
            return (yield from _decode_form(value, forms))
        decoded: dict[str, Any] = {}
        for key, item in value.items():
            decoded[key[1:] if key.startswith("$$") else key] = item if isinstance(item, _ATOMS) else (yield item)
        return decoded
    if isinstance(value, list):
        result: list[Any] = []
        for item in value:
            result.append(item if isinstance(item, _ATOMS) else (yield item))
        return result
    return value


def _decode_form(value: Mapping[str, Any], forms: list[str]) -> Step:
    form = forms[0]
    if len(forms) > 1:
        raise SourceError(f'"{form}" and "{forms[1]}" cannot stand in one object')
    known = _FORMS.get(form)
    if known is None:
        near = difflib.get_close_matches(form, _FORMS, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f'write "${form}" for a key of your own'
        raise SourceError(f'"{form}" is no form of ours; {hint}')
    rest = {key: item for key, item in value.items() if key != form}
    return (yield from known(value[form], rest))


def _decode_unknown(value: Any, rest: dict[str, Any]) -> Step:
    if isinstance(value, str):
        value = {"reason": value}
    if rest or not isinstance(value, dict) or not isinstance(value.get("reason"), str):
        raise SourceError('"$unknown" takes a reason, or an object with a "reason", and nothing beside it')
    return (yield from _changed(Unknown(value["reason"]), value))


def _decode_ref(value: Any, rest: dict[str, Any]) -> Step:
    attribute = rest.pop("attribute", "Ref")
    if not isinstance(value, str) or not isinstance(attribute, str):
        raise SourceError('"$ref" takes the id of a resource, and "attribute" a name')
    return (yield from _changed(reference(value, attribute), rest))


def _decode_text(value: Any, rest: dict[str, Any]) -> Step:
    parts = yield from _parts(value, "$text")
    return (yield from _changed(text_value(parts), rest))


def _decode_maybe(value: Any, rest: dict[str, Any]) -> Step:
    reason = rest.get("reason", _MAY_BE)
    return (yield from _changed(maybe((yield value), reason), rest))


def _decode_redacted(value: Any, rest: dict[str, Any]) -> Step:
    if not isinstance(value, dict) or set(value) != {"hash", "kind"} or not isinstance(value["hash"], str) or value["kind"] not in KINDS:
        raise SourceError('"$redacted" takes {"hash": text, "kind": ' + "|".join(KINDS) + "}")
    return (yield from _changed(redacted_value(value["hash"], value["kind"]), rest))


def _decode_absent(value: Any, rest: dict[str, Any]) -> Step:
    if value is not True or rest:
        raise SourceError('write {"$absent": true}')
    return ABSENT
    yield


def _decode_list(value: Any, rest: dict[str, Any]) -> Step:
    _only(rest, {"more", "ordered", "nonempty", "reason"}, "$list")
    reason = _typed(rest, "reason", str, "")
    more = rest.get("more", False)
    if not isinstance(value, list) or not (isinstance(more, bool) or (isinstance(more, list) and len(more) == 1)):
        raise SourceError('"$list" takes a list, and "more" true, false or [one value that stands for all of them]')
    items = []
    for item in value:
        may_be_missing = isinstance(item, dict) and set(item) == {"$maybe"}
        items.append(((yield item["$maybe"] if may_be_missing else item), may_be_missing))
    summary: Any = Unknown(reason or _MORE) if more is True else NOTHING
    if isinstance(more, list):
        summary = yield more[0]
    return OpenList(tuple(items), summary, _typed(rest, "ordered", bool, True), _typed(rest, "nonempty", bool, False), reason)


def _decode_object(value: Any, rest: dict[str, Any]) -> Step:
    _only(rest, {"open", "reason"}, "$object")
    known = yield value
    if not isinstance(known, dict):
        raise SourceError('"$object" takes an object')
    return OpenObject(known, _typed(rest, "open", bool, True), _typed(rest, "reason", str, ""))


_FORMS: Final[dict[str, Callable[[Any, dict[str, Any]], Step]]] = {
    "$unknown": _decode_unknown,
    "$ref": _decode_ref,
    "$text": _decode_text,
    "$maybe": _decode_maybe,
    "$list": _decode_list,
    "$object": _decode_object,
    "$redacted": _decode_redacted,
    "$absent": _decode_absent,
}


def _changed(plain: Unknown, keys: Mapping[str, Any]) -> Step:
    """The Unknown with the fields that stand beside its form."""
    changes: dict[str, Any] = {}
    for key, value in keys.items():
        name = _FIELDS.get(key)
        if name is None:
            near = difflib.get_close_matches(key, _FIELDS, n=1)
            raise SourceError(f'an unknown value has no "{key}"' + (f'; did you mean "{near[0]}"?' if near else ""))
        changes[name] = yield from _decode_field(name, key, value)
    return plain.but(**changes)


def _decode_field(name: str, key: str, value: Any) -> Step:
    if name in ("identity", "selector"):
        return _tupled(value, key)
    if value is None and name in _NULLABLE:
        return None
    if name == "types":
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or any(not isinstance(item, str) or item not in TYPE_NAMES for item in names):
            raise SourceError('"type" is one or a list of ' + ", ".join(TYPE_NAMES))
        return sum(TYPE_NAMES[item] for item in set(names))
    if name == "one_of":
        if not isinstance(value, list) or not value:
            raise SourceError('"oneOf" is a list of at least one alternative')
        return tuple((yield value))
    if name == "parts":
        return tuple((yield from _parts(value, key)))
    if name in ("reference", "redacted"):
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(item, str) for item in value):
            raise SourceError(f'"{key}" is a list of two texts')
        return Reference(*value) if name == "reference" else tuple(value)
    wanted = _WANTED[name]
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise SourceError(f'"{key}" cannot be {value!r}')
    return value


_WANTED: Final[dict[str, tuple[type, ...]]] = {
    **dict.fromkeys(("reason", "prefix", "suffix", "settle"), (str,)),
    **dict.fromkeys(("may_be_absent", "truthy", "sensitive"), (bool,)),
    **dict.fromkeys(("minimum", "maximum"), (int, float)),
}
_NULLABLE: Final = frozenset(field.name for field in fields(Unknown) if field.default is None)


def _parts(value: Any, key: str) -> Step:
    parts = (yield value) if isinstance(value, list) else None
    if parts is None or any(not isinstance(part, (str, Unknown)) for part in parts):
        raise SourceError(f'"{key}" is a list of texts and unknown texts')
    return parts


def _tupled(value: Any, key: str, depth: int = 0) -> Any:
    """An identity or a selector: arrays become tuples, so that it can be hashed."""
    if isinstance(value, list) and depth < 100:
        return tuple(_tupled(item, key, depth + 1) for item in value)
    if isinstance(value, _ATOMS):
        return value
    raise SourceError(f'"{key}" is a text, a number or a list of them')


def _only(keys: Mapping[str, Any], allowed: set[str], form: str) -> None:
    for key in keys:
        if key not in allowed:
            raise SourceError(f'"{form}" has no "{key}" beside it; it takes {", ".join(sorted(allowed))}')


def _typed(keys: Mapping[str, Any], key: str, wanted: type, default: Any) -> Any:
    value = keys.get(key, default)
    if not isinstance(value, wanted):
        raise SourceError(f'"{key}" cannot be {value!r}')
    return value
