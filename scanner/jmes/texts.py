"""What is known of a text of which parts are unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scanner.unknown import STRING, Unknown


def literal_parts(text: Unknown) -> tuple[Any, ...]:
    """Its parts in order, strings and Unknowns; the text itself where no parts are known."""
    return text.parts if text.parts is not None else (text,)


def affixes(text: Unknown) -> tuple[str, str]:
    """The longest known beginning and end."""
    return _affix(text, start=True), _affix(text, start=False)


def _affix(text: Unknown, start: bool) -> str:
    """One of the two: whoever asks for both at every level of texts in texts asks twice as often at each."""
    own = text.prefix if start else text.suffix
    return own if text.parts is None else max(own, _edge(text.parts, start), key=len)


def _edge(parts: tuple[Any, ...], start: bool) -> str:
    known = ""
    for part in parts if start else reversed(parts):
        if isinstance(part, str):
            known = known + part if start else part + known
            continue
        if part.__class__ is Unknown and not part.may_be_absent and part.one_of is None:
            known = known + _affix(part, start) if start else _affix(part, start) + known
        break
    return known


def least_length(text: Unknown) -> int:
    """The number of characters it has at least."""
    if text.types != STRING:
        return 1 if text.truthy else 0
    parts = sum(len(part) if isinstance(part, str) else 0 for part in text.parts or ())
    return max(parts, len(text.prefix), len(text.suffix), 1 if text.truthy else 0)


def may_be_text(unknown: Unknown, text: str) -> bool:
    """Whether an unknown value (some completion of it a text) can be just this text: its known parts occur in it in order."""
    if (not text and unknown.truthy) or not text.startswith(unknown.prefix) or not text.endswith(unknown.suffix):
        return False
    parts = merge_parts(unknown.parts or (unknown,))
    if all(isinstance(part, str) for part in parts):
        return text == "".join(parts)
    at, end = 0, len(text)
    if isinstance(parts[0], str):
        if not text.startswith(parts[0]):
            return False
        at, parts = len(parts[0]), parts[1:]
    if isinstance(parts[-1], str):
        end -= len(parts[-1])
        if end < at or not text.endswith(parts[-1]):
            return False
        parts = parts[:-1]
    for part in parts:
        if isinstance(part, str):
            found = text.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
    return True


def merge_parts(parts: Iterable[Any]) -> tuple[Any, ...]:
    """The parts with neighbouring strings made one and empty ones left out."""
    merged: list[Any] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)


def is_filled(unknown: Unknown) -> bool:
    """Whether an unknown text certainly has a character."""
    return bool(unknown.truthy or unknown.prefix or unknown.suffix) or any(
        part != "" if isinstance(part, str) else part.types == STRING and not part.may_be_absent and part.one_of is None and is_filled(part)
        for part in unknown.parts or ()
    )
