"""From a character of a scalar's value back to the place where it is written: YAML folds lines, strips indentation and reads escapes.

Folding changes white space alone, so the characters that are none match one to one, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.documents.nodes import Lines, Position
from scanner.patterns import regex

WHITE = " \t\r\n"
_ESCAPE = regex(r"\\(?:x([\da-fA-F]{2})|u([dD][89abAB][\da-fA-F]{2}\\u[\da-fA-F]{4})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))", re.DOTALL)
_WHITE_ESCAPES = "ntr \t\r\n"
"""After a backslash: what gives white space, or at a line's end nothing."""


def place_of(written: str, start: Position, count: int) -> Position:
    """Where the character with `count` characters before it stands, white space not counted; beyond the last, the place after it.

    `written` is the scalar as it stands in its file, `start` the place where it begins there.
    """
    at = 0
    for number, offset in enumerate(_offsets(written)):
        at = offset
        if number == count:
            break
    else:
        at += 1
    line, column = Lines(written, start[0]).position(at)
    return line, column + start[1] - 1 if line == start[0] else column


def solid(text: str) -> int:
    """How many characters of a text are no white space."""
    return len(text) - sum(text.count(white) for white in WHITE)


def _offsets(written: str) -> Iterator[int]:
    """The offsets of a scalar's characters that are no white space."""
    style = written[:1]
    if style == '"':
        return _escaped(written)
    first, last = 0, len(written)
    if style in ("|", ">"):
        first = next((offset for offset, character in enumerate(written) if character in "\r\n"), last)
    elif style == "'":
        first, last = 1, last - 1
    found = (offset for offset in range(first, last) if written[offset] not in WHITE)
    return _unquoted(written, found) if style == "'" else found


def _unquoted(written: str, found: Iterator[int]) -> Iterator[int]:
    """Two single quotes are one."""
    for offset in found:
        yield offset
        if written[offset] == "'":
            next(found, None)


def _escaped(written: str) -> Iterator[int]:
    """A text in double quotes."""
    offset = 1
    while offset < len(written) - 1:
        escape = _ESCAPE.match(written, offset)
        if escape is None:
            if written[offset] not in WHITE:
                yield offset
            offset += 1
            continue
        number = escape[1] or escape[3] or escape[4]
        if chr(int(number, 16)) not in WHITE if number else escape[5] is None or escape[5] not in _WHITE_ESCAPES:
            yield offset
        offset = escape.end()
