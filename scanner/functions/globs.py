"""Glob patterns (`*` any characters, `?` one) against texts of which parts may be unknown, in three-valued logic.

A set of pattern positions is one integer, a bit for each, so that matching takes time in proportion to text times pattern over
the machine word, whatever the pattern: no backtracking.
"""

from __future__ import annotations

import re
from typing import Any

from scanner.functions.kleene import Truth
from scanner.unknown import STRING, Unknown

Token = str | Unknown
"""A character; "*" and "?" as STAR and ONE in patterns; an Unknown for a text that is not known."""

LARGEST = 1_000_000_000
"""Text times pattern: what is larger is not matched, and so not known."""


class _Mark:
    """A wildcard of a pattern."""


STAR = _Mark()
ONE = _Mark()


def tokens(value: str | Unknown) -> list[Any] | None:
    """A text as characters and unknown pieces; None where it may not be a text."""
    if isinstance(value, str):
        return list(value)
    if value.types & ~STRING or value.may_be_absent:
        return None
    return pieces(value)


def pieces(value: Unknown) -> list[Any]:
    """An unknown text as characters and unknown pieces; without parts, one piece between its known affixes."""
    if value.parts is None:
        return [*value.prefix, value, *value.suffix]
    found: list[Any] = []
    for part in value.parts:
        found.extend(part if isinstance(part, str) else [part])
    return found


def glob_tokens(pattern: list[Any]) -> list[Any]:
    """A pattern's tokens with `*` and `?` as wildcards."""
    wildcards = {"*": STAR, "?": ONE}
    return [piece if isinstance(piece, Unknown) else wildcards.get(piece, piece) for piece in pattern]


def matches(text: list[Any], pattern: list[Any]) -> Truth:
    """Whether the whole text matches the pattern, whatever its unknown pieces are; None where that depends on them.

    An unknown piece of a pattern stands for literal text; it certainly matches only the same piece of the text.
    """
    if must_match(text, pattern):
        return True
    return None if may_match(text, pattern) else False


def must_match(text: list[Any], pattern: list[Any]) -> bool:
    """Whether every completion matches; false also where that is not certain."""
    return _run(text, pattern, certain=True)


def may_match(text: list[Any], pattern: list[Any]) -> bool:
    """Whether some completion may match."""
    return _run(text, pattern, certain=False)


def _run(text: list[Any], pattern: list[Any], *, certain: bool) -> bool:
    """Whether every completion matches (a sufficient test), or some completion may (a necessary one)."""
    if len(text) * len(pattern) > LARGEST:
        return not certain
    stars = sum(1 << at for at, token in enumerate(pattern) if token is STAR or (not certain and isinstance(token, Unknown)))
    states = _closure(1, stars)
    masks: dict[Any, int] = {}
    for token in text:
        if isinstance(token, Unknown) and not certain:
            low = states & -states
            states = ((1 << (len(pattern) + 1)) - 1) & ~(low - 1) if states else 0
            continue
        key = id(token) if isinstance(token, Unknown) else token
        if key not in masks:
            masks[key] = sum(1 << at for at, wanted in enumerate(pattern) if _takes(wanted, token))
        states = _closure((states & stars) | ((states & masks[key]) << 1), stars)
        if not states:
            return False
    return bool(states >> len(pattern) & 1)


def _closure(states: int, stars: int) -> int:
    """The states after passing any stars without taking a character."""
    while True:
        more = states | ((states & stars) << 1)
        if more == states:
            return states
        states = more


def _takes(wanted: Any, token: Any) -> bool:
    """Whether one token of a pattern takes one token of the text."""
    if isinstance(token, Unknown):
        return isinstance(wanted, Unknown) and wanted == token
    return wanted is ONE or (isinstance(wanted, str) and wanted == token)


def wildcard_tokens(pattern: str) -> list[Any]:
    """EventBridge's wildcard: `*` any characters, a backslash before `*` or a backslash takes it literally."""
    return [STAR if match[0] == "*" else match[0][-1] for match in re.finditer(r"\\[*\\]|.", pattern, re.DOTALL)]
