"""Comparisons that can never be true, or that always are."""

from __future__ import annotations

from typing import Any

from scanner.jmes import Node
from scanner.shapes.asking import Asking
from scanner.shapes.parts import disjoint, without_null
from scanner.shapes.scope import Scope
from scanner.shapes.suggest import nearest
from scanner.shapes.types import BOOL, Type, describe
from scanner.unknown import BOOLEAN, NULL, NUMBER, STRING

SHOWN_VALUES = 6
WORDS = {"true": True, "false": False, "null": None}


def compare(ask: Asking, node: Node, scope: Scope) -> Type:
    """The type of a comparison; complains where its outcome is certain."""
    left, right = node.children
    before = ask.slips()
    types = ask.type_of(left, scope), ask.type_of(right, scope)
    if ask.slips() > before:
        return Type(BOOLEAN | NULL)
    if node.value not in ("eq", "ne"):
        return _ordered(ask, node, types)
    if not types[0].bits or not types[1].bits:
        return BOOL
    present = without_null(types[0]), without_null(types[1])
    if disjoint(*types):
        _never(ask, node, types, f"so this is always {'false' if node.value == 'eq' else 'true'}")
    elif present[0].bits and present[1].bits and disjoint(*present):
        _never(ask, node, present, "so they are equal only where both are null")
    return BOOL


def _ordered(ask: Asking, node: Node, types: tuple[Type, Type]) -> Type:
    """`<` and its like: of two numbers or of two texts."""
    first, second = types
    sides = list(zip(node.children, types, strict=True))
    if first.bits and second.bits and not first.bits & second.bits & (NUMBER | STRING):
        side, found = min(sides, key=lambda side: (side[0].kind == "literal", bool(side[1].bits & NUMBER)))
        other = second if found is first else first
        hint = f"write to_number({ask.text[side.start : side.end]})" if found.bits & STRING and other.bits & NUMBER else None
        if hint is None and (literal := next((one for one, _ in sides if one.kind == "literal"), None)) is not None:
            hint = literal_hint(found, literal)
        message = (
            f"{ask.shown(side)} is {describe(found)} and the other side is {describe(other)}, so they have no order: this is always null"
        )
        ask.report(side, message, hint)
        return Type(BOOLEAN | NULL)
    for (side, found), (other_side, _) in zip(sides, reversed(sides), strict=True):
        if side.kind == "literal" and found.bits == STRING and _as_json(str(side.value)) is not None:
            hint = f"write to_number({ask.text[other_side.start : other_side.end]}) and `{side.value}` in backticks"
            ask.report(side, f"texts are ordered letter by letter: '1024' comes before {_quoted(ask, side)}", hint)
            return Type(BOOLEAN | NULL)
    sure = first.bits == second.bits and first.bits in (NUMBER, STRING)
    return Type(BOOLEAN if sure else BOOLEAN | NULL)


def _never(ask: Asking, node: Node, types: tuple[Type, Type], outcome: str) -> None:
    """Two sides that are never equal."""
    left, right = node.children
    literal, other = (left, right) if left.kind == "literal" else (right, left)
    written, read = (types[0], types[1]) if left.kind == "literal" else (types[1], types[0])
    at = literal if literal.kind == "literal" else node
    if read.bits & written.bits & ~NULL:
        message = f"{ask.shown(other)} is never {_quoted(ask, literal)}, {outcome}"
        ask.report(at, message, values_hint(read, written), warning=may_be_newer(read, written))
        return
    if written.bits == NULL:
        ask.report(at, f"{ask.shown(other)} is never null, {outcome}")
        return
    hint = literal_hint(read, literal)
    ask.report(at, f"{ask.shown(other)} is {describe(read)} and {_quoted(ask, literal)} is {describe(written)}, {outcome}", hint)


def _quoted(ask: Asking, node: Node) -> str:
    """A literal as it is written, anything else in quotes."""
    text = ask.text[node.start : node.end]
    return text if node.kind == "literal" and len(text) <= 50 else ask.shown(node)


def literal_hint(read: Type, literal: Node) -> str | None:
    """How to write a literal of the type that stands on the other side."""
    if literal.kind != "literal":
        return None
    value: Any = literal.value
    if isinstance(value, str) and read.bits & (BOOLEAN | NUMBER):
        meant = _as_json(value)
        if meant is not None:
            return f"write `{value}` in backticks"
    if isinstance(value, (bool, int, float)) and read.bits & STRING:
        return f"write '{str(value).lower()}' for the text"
    return None


def _as_json(text: str) -> bool | float | None:
    """The boolean or number that a text is, if any."""
    if text in WORDS:
        return WORDS[text]
    try:
        return float(text)
    except ValueError:
        return None


def may_be_newer(read: Type, written: Type) -> bool:
    """Whether a value that is none differs in its numbers alone: a version that is younger than our schemas, perhaps."""
    known = {_without_digits(value) for value in read.values or ()}
    texts = [value for value in written.values or () if isinstance(value, str)]
    return any(_without_digits(text) in known and any(map(str.isdigit, text)) for text in texts)


def _without_digits(value: object) -> str:
    return "".join(character for character in str(value) if not character.isdigit())


def values_hint(read: Type, written: Type) -> str | None:
    """The value that was probably meant, or all of them where they are few."""
    texts = [value for value in read.values or () if isinstance(value, str)]
    for wrong in written.values or ():
        meant = nearest(wrong, texts) if isinstance(wrong, str) else None
        if meant is not None:
            return f"did you mean '{meant}'?"
    if len(texts) == 1:
        return f"here it is '{texts[0]}'"
    return f"one of {', '.join(repr(text) for text in texts)}" if 0 < len(texts) <= SHOWN_VALUES else None
