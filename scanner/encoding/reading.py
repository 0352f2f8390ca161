"""JSON with $-forms, written by us or by a person, as documents with unknowns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scanner.encoding.forms import ATOMS, KEYS, KINDS, MORE, TYPE_NAMES, Step, drive, redacted_value, text_value
from scanner.errors import SourceError, get_close_matches
from scanner.records import fields
from scanner.unknown import ABSENT, NOTHING, OpenList, OpenObject, Reference, Unknown, maybe, reference

_FIELDS: Final = {key: name for name, key in KEYS.items()}
_MAY_BE: Final = "may not be there"


def decode(value: Any) -> Any:
    """The document that `encode` wrote, or a person: SourceError where a `$`-form cannot be meant."""
    return drive(_decode, value)


def _decode(value: Any) -> Step:
    if isinstance(value, dict):
        forms = [key for key in value if key.startswith("$") and not key.startswith("$$")]
        if forms:
            return (yield from _decode_form(value, forms))
        decoded: dict[str, Any] = {}
        for key, item in value.items():
            decoded[key[1:] if key.startswith("$$") else key] = item if isinstance(item, ATOMS) else (yield item)
        return decoded
    if isinstance(value, list):
        result: list[Any] = []
        for item in value:
            result.append(item if isinstance(item, ATOMS) else (yield item))
        return result
    return value


def _decode_form(value: Mapping[str, Any], forms: list[str]) -> Step:
    form = forms[0]
    if len(forms) > 1:
        raise SourceError(f'"{form}" and "{forms[1]}" cannot stand in one object')
    known = _FORMS.get(form)
    if known is None:
        near = get_close_matches(form, _FORMS, n=1)
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
    summary: Any = Unknown(reason or MORE) if more is True else NOTHING
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
            near = get_close_matches(key, _FIELDS, n=1)
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
    if isinstance(value, ATOMS):
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
