"""Hiding runs of a text of which parts may be unknown.

While a text is read, a character of the Supplementary Private Use Area-A stands for each unknown part.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner import lean_json
from scanner.encoding import text_value
from scanner.patterns import regex
from scanner.redaction.rules import HIDDEN
from scanner.unknown import ABSENT, Unknown

Find = Callable[[str], list[tuple[int, int]]]
"""The sensitive runs of a text, in order and apart."""
Hide = Callable[[Any], Unknown]
"""What stands for a known value."""
MOST: Final = 64
"""Alternatives that are tried in their text; where there are more they are hidden whole."""
_HOLE: Final = chr(0xF0000)
_HOLES: Final = regex(f"[{HIDDEN}]", needs=(HIDDEN[0],))


def hide_text(value: str | Unknown, find: Find, hide: Hide) -> str | Unknown:
    """A text without its sensitive runs; the same object where there are none."""
    if isinstance(value, str):
        return cut(value, find(_HOLES.sub("\ufffd", value)), hide)
    if value.redacted is not None:
        return value
    if value.sensitive and value.parts is None:
        return _blank(value, hide)
    if value.parts is None:
        return _affixes(value, "", "", find, hide)
    pieces = _flat(value)
    texts = [_HOLES.sub("\ufffd", piece) if isinstance(piece, str) else _HOLE for piece in pieces]
    text = "".join(texts)
    found = find(text)
    tries = sum(len(piece.one_of or ()) for piece in pieces if isinstance(piece, Unknown))
    result: list[Any] = []
    start = 0
    for piece, shown in zip(pieces, texts, strict=True):
        end = start + len(shown)
        if isinstance(piece, str):
            new: str | Unknown = cut(piece, _within(found, start, end), hide)
            result.extend(new.parts if isinstance(new, Unknown) and new.parts is not None else (new,))
        else:
            result.append(_hole(piece, text[:start], text[end:], find if tries <= MOST else _everything, hide))
        start = end
    return _assembled(value, pieces, result, hide)


def cut(text: str, found: list[tuple[int, int]], hide: Hide) -> str | Unknown:
    """A known text with the runs hidden: itself, one redacted value, or a text of parts."""
    if not found:
        return text
    parts: list[Any] = []
    position = 0
    for start, end in found:
        if start > position:
            parts.append(text[position:start])
        parts.append(hide(text[start:end]))
        position = end
    if position < len(text):
        parts.append(text[position:])
    return parts[0] if len(parts) == 1 else text_value(parts)


def _everything(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))] if text else []


def _within(found: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of the runs between two offsets, counted from the first."""
    return [(max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start]


def _flat(value: Unknown) -> list[str | Unknown]:
    """The parts of a text, and of the texts among them."""
    pieces: list[str | Unknown] = []
    pending: list[Any] = list(reversed(value.parts or ()))
    while pending:
        part = pending.pop()
        if (
            isinstance(part, Unknown)
            and part.parts is not None
            and part.redacted is None
            and part.one_of is None
            and not part.may_be_absent
        ):
            pending.extend(reversed(part.parts))
        else:
            pieces.append(part)
    return pieces


def _hole(value: Unknown, before: str, after: str, find: Find, hide: Hide) -> Unknown:
    """An unknown part of a text: what is known of it is judged where it stands."""
    if value.redacted is not None:
        return value
    if value.sensitive:
        return _blank(value, hide)
    if value.one_of is None:
        return _affixes(value, before, after, find, hide)
    alternatives = tuple(_alternative(one, before, after, find, hide) for one in value.one_of)
    if all(one is other for one, other in zip(alternatives, value.one_of, strict=True)):
        return value
    return value.but(one_of=alternatives, prefix="", suffix="", parts=None, identity=_hashed(value, hide))


def _alternative(value: Any, before: str, after: str, find: Find, hide: Hide) -> Any:
    if isinstance(value, str):
        shown = _HOLES.sub("\ufffd", value)
        return cut(value, _within(find(before + shown + after), len(before), len(before) + len(shown)), hide)
    if isinstance(value, Unknown):
        return _hole(value, before, after, find, hide) if value.parts is None else hide_text(value, _everything, hide)
    return value if value is None or isinstance(value, bool) or value is ABSENT else hide(value)


def _affixes(value: Unknown, before: str, after: str, find: Find, hide: Hide) -> Unknown:
    """An unknown text of which the beginning and the end may be known."""
    if not value.prefix and not value.suffix:
        return value
    prefix, suffix = (_HOLES.sub("\ufffd", affix) for affix in (value.prefix, value.suffix))
    found = find(before + prefix + _HOLE + suffix + after)
    start = len(before)
    middle = start + len(prefix)
    end = middle + 1 + len(suffix)
    head = _within(found, start, middle)
    tail = _within(found, middle + 1, end)
    if not head and not tail:
        return value
    known_head = value.prefix[: head[0][0]] if head else value.prefix
    known_tail = value.suffix[tail[-1][1] :] if tail else value.suffix
    return value.but(prefix=known_head, suffix=known_tail, identity=_hashed(value, hide))


def _blank(value: Unknown, hide: Hide) -> Unknown:
    """A sensitive value of which nothing may be known but that it is itself."""
    alternatives = None
    if value.one_of is not None:
        alternatives = tuple(one if one is None or one is ABSENT or isinstance(one, Unknown) else hide(one) for one in value.one_of)
    if not value.prefix and not value.suffix and alternatives == value.one_of:
        return value
    return value.but(prefix="", suffix="", one_of=alternatives, identity=_hashed(value, hide))


def _hashed(value: Unknown, hide: Hide) -> Any:
    """The identity of a value that lost known text: equal as before, and without the text."""
    if value.identity is None or value.reference is not None:
        return value.identity
    redacted = hide(lean_json.dumps(value.identity, default=repr)).redacted
    return ("redacted", redacted[0] if redacted else "")


def _assembled(value: Unknown, pieces: list[Any], parts: list[Any], hide: Hide) -> str | Unknown:
    """The text of the new parts; the value itself where they are the old ones."""
    if len(parts) == len(pieces) and all(one is other for one, other in zip(parts, pieces, strict=True)):
        return value
    text = text_value(parts)
    return text.but(
        reason=value.reason,
        settle=value.settle,
        may_be_absent=value.may_be_absent,
        types=value.types,
        truthy=value.truthy,
        identity=text.identity if text.identity is not None else _hashed(value, hide),
        sensitive=value.sensitive or text.sensitive,
    )
