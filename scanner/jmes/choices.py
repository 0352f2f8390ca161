"""Values that may be absent, or be one of several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scanner.jmes.context import Context
from scanner.jmes.kinds import causes_of, derive, identical, identity_of, leaves, selector_of, types_of
from scanner.jmes.texts import merge_parts
from scanner.unknown import ABSENT, ANY, NOTHING, NULL, STRING, Unknown

MAX_ALTERNATIVES: Final = 16
"""A joined value keeps so many alternatives before it is only known by its types."""


def present(value: Any, context: Context, made: dict[int, tuple[Any, bool]] | None = None) -> tuple[Any, bool]:
    """(what an entry or element is given that it is there, whether it may be absent); ABSENT where it certainly is."""
    if value.__class__ is not Unknown:
        return value, value is ABSENT
    if value.one_of is None:
        if value.may_be_absent:
            there = value.but(may_be_absent=False, identity=identity_of(value), causes=causes_of(value))
            return unfold(there, context), True
        return unfold(value, context), False
    if not may_be_absent(value):
        return value, False
    made = {} if made is None else made
    if id(value) not in made:
        made[id(value)] = _present(value, value.one_of, context, made)
    return made[id(value)]


def _present(value: Unknown, one_of: tuple[Any, ...], context: Context, made: dict[int, tuple[Any, bool]]) -> tuple[Any, bool]:
    chosen = chosen_alternative(value, context)
    if chosen is not None:
        there, maybe = present(one_of[chosen], context, made)
        return there, maybe or value.may_be_absent
    maybe = value.may_be_absent
    there_alternatives = []
    for alternative in one_of:
        there, absent = present(alternative, context, made)
        maybe = maybe or absent
        if there is not ABSENT:
            there_alternatives.append(there)
    if not there_alternatives:
        return ABSENT, True
    return (join(there_alternatives, value), True) if maybe else (value, False)


def read(value: Any, context: Context, made: dict[int, Any] | None = None) -> Any:
    """What reading a key or element gives: absent reads as null (in alternatives of alternatives, too), a choice made is followed."""
    if value.__class__ is not Unknown:
        return None if value is ABSENT else value
    made = {} if made is None else made
    if id(value) not in made:
        made[id(value)] = _read(value, context, made)
    return made[id(value)]


def _read(value: Unknown, context: Context, made: dict[int, Any]) -> Any:
    if value.one_of is None:
        if not value.may_be_absent:
            return unfold(value, context)
        return value.but(may_be_absent=False, types=value.types | NULL, truthy=False, identity=identity_of(value), causes=causes_of(value))
    chosen = chosen_alternative(value, context)
    if chosen is not None and not value.may_be_absent:
        return read(value.one_of[chosen], context, made)
    if value.may_be_absent:
        return join([*(read(alternative, context, made) for alternative in value.one_of), None], value)
    if may_be_absent(value):
        alternatives = tuple(read(alternative, context, made) for alternative in value.one_of)
        return value.but(one_of=alternatives, selector=selector_of(value), identity=identity_of(value), causes=causes_of(value))
    return value


def may_be_absent(value: Unknown) -> bool:
    """Whether it, or one of its alternatives, may be absent."""
    return value.may_be_absent or any(leaf is ABSENT or (leaf.__class__ is Unknown and leaf.may_be_absent) for leaf in leaves(value))


def unfold(value: Any, context: Context) -> Any:
    """A text that embeds a choice, as a choice among texts; any other value as it is."""
    if value.__class__ is not Unknown or value.parts is None or value.one_of is not None:
        return value
    for place, part in enumerate(value.parts):
        if part.__class__ is Unknown and part.one_of is not None and len(part.one_of) <= MAX_ALTERNATIVES and not part.may_be_absent:
            readings = [_as_text(choice) for choice in part.one_of]
            if any(reading is None for reading in readings):
                continue
            key, chosen = selector_of(part), chosen_alternative(part, context)
            texts = [_with_part(value, place, reading) for reading in readings]
            if chosen is not None:
                return unfold(texts[chosen], context)
            texts = [unfold(text, context) for text in texts]
            if sum(1 if text.__class__ is str else len(text.one_of or (1,)) for text in texts) > MAX_ALTERNATIVES:
                return value
            return derive(STRING, part, one_of=tuple(texts), selector=key, identity=identity_of(value))
    return value


def _as_text(choice: Any) -> Any:
    """An alternative as it stands in a text, or None where we cannot say."""
    if choice.__class__ is str or (
        choice.__class__ is Unknown and choice.types == STRING and choice.one_of is None and not choice.may_be_absent
    ):
        return choice
    return str(choice) if choice.__class__ is int else None


def _with_part(value: Unknown, place: int, part: Any) -> Any:
    parts = merge_parts((*(value.parts or ())[:place], part, *(value.parts or ())[place + 1 :]))
    if all(item.__class__ is str for item in parts):
        return "".join(parts)
    return value.but(parts=parts, identity=None, truthy=False, causes=causes_of(value))


def chosen_alternative(value: Unknown, context: Context) -> int | None:
    """The index chosen for its alternatives, or None, noted as touched."""
    key = selector_of(value)
    if key is None or value.one_of is None:
        return None
    index = context.pick.get(key)
    if index is not None and index < len(value.one_of):
        return index
    context.touch(key, len(value.one_of))
    return None


def join(values: Iterable[Any], *sources: Any) -> Any:
    """One value that may be any of `values`; it hangs on `sources` and on what the unknown ones hang on."""
    flat: list[Any] = []
    for value in values:
        loose = value.__class__ is Unknown and value.one_of is not None and not value.truthy and selector_of(value) is None
        for item in value.one_of if loose else (value,):
            if not any(identical(item, other) for other in flat):
                flat.append(item)
    if len(flat) == 1:
        return flat[0]
    if len(flat) > MAX_ALTERNATIVES or (any(map(_is_opaque, flat)) and all(item is None or _is_opaque(item) for item in flat)):
        return widen(flat, sources)
    return derive(ANY, *sources, *(item for item in flat if item.__class__ is Unknown), one_of=tuple(flat))


def _is_opaque(value: Any) -> bool:
    """Whether nothing but its types and its causes are known of a computed value."""
    return (
        value.__class__ is Unknown
        and value.one_of is None
        and bool(value.causes)
        and value.identity is None
        and not (value.truthy or value.prefix or value.suffix or value.parts or value.reference or value.redacted)
        and value.minimum is None
        and value.maximum is None
    )


def widen(values: list[Any], sources: Iterable[Any]) -> Unknown:
    """One value of which only the types are known."""
    bits = 0
    for value in values:
        bits |= types_of(value)
    return derive(bits, *sources, *(value for value in values if value.__class__ is Unknown))


def restrict(value: Any, types: int) -> Any:
    """The part of a simple alternative that has one of the types, or NOTHING."""
    if value.__class__ is Unknown:
        left = value.types & types
        if not left:
            return NOTHING
        if left == NULL:
            return None
        return value if left == value.types else value.but(types=left, identity=identity_of(value), causes=causes_of(value))
    return value if types_of(value) & types else NOTHING
