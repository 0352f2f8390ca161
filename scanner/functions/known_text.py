"""What generated code calls for texts that are known."""

from __future__ import annotations

import functools
from typing import Any


def glob(context: Any, text: str | None, pattern: str | None) -> bool:
    """Whether the whole text matches a pattern of `*` (any characters) and `?` (one); false where either is null."""
    if text is None or pattern is None:
        return False
    kind, first, middle, last, least = parsed(pattern)
    if kind is EXACT:
        return text == first
    if kind is WALKED:
        return _walk(text, pattern)
    if not text.startswith(first) or len(text) < least or not text.endswith(last):
        return False
    if not middle:
        return True
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        place = text.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


EXACT, STARRED, WALKED = 0, 1, 2


@functools.lru_cache(maxsize=1024)
def parsed(pattern: str) -> tuple[int, str, tuple[str, ...], str, int]:
    """How a pattern is matched, the texts before, between and after its stars, and the least length that matches."""
    if "?" in pattern:
        return WALKED, "", (), "", 0
    first, *middle = pattern.split("*")
    if not middle:
        return EXACT, first, (), "", len(first)
    last = middle.pop()
    return STARRED, first, tuple(piece for piece in middle if piece), last, len(first) + len(last)


def _walk(text: str, pattern: str) -> bool:
    """Match letter by letter; after a mismatch the last star takes one letter more, so the time is at most the product of both lengths."""
    place = wanted = 0
    star, resumed = -1, 0
    while place < len(text):
        if wanted < len(pattern) and pattern[wanted] == "*":
            star, resumed = wanted, place
            wanted += 1
        elif wanted < len(pattern) and pattern[wanted] in ("?", text[place]):
            place, wanted = place + 1, wanted + 1
        elif star >= 0:
            resumed += 1
            place, wanted = resumed, star + 1
        else:
            return False
    return not pattern[wanted:].strip("*")
