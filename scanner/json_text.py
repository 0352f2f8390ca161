"""JSON text that may embed unknown texts, as a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from scanner.documents import read
from scanner.encoding import text_value
from scanner.errors import DocumentError
from scanner.patterns import regex
from scanner.unknown import ANY, STRING, Unknown

MARK: Final = regex("\ue000([0-9]+)\ue001")
"""How an unknown part is written while the text is parsed: a number between two private-use characters."""


def parse_json_text(parts: Sequence[Any]) -> dict[str, Any] | list[Any] | None:
    """The object or list that a JSON text holds, None where it is no JSON object or list.

    `parts` are strings and Unknowns. An unknown inside a JSON string becomes a part of that string (it is taken to hold nothing that
    JSON escapes, as ids, names and ARNs do not); one that stands for a whole value is any value; one in a key makes the result None.
    """
    first = next(iter(parts), "")
    if isinstance(first, str) and first.lstrip()[:1] not in ("{", "[", ""):
        return None
    text: list[str] = []
    whole: set[int] = set()
    inside = False
    for number, part in enumerate(parts):
        if isinstance(part, str):
            if MARK.search(part):
                return None
            text.append(part)
            inside = _ends_inside_string(part, inside)
        elif inside:
            text.append(f"\ue000{number}\ue001")
        else:
            whole.add(number)
            text.append(f'"\ue000{number}\ue001"')
    try:
        parsed = read("".join(text), "", "json").to_python()
    except DocumentError:
        return None
    if not isinstance(parsed, (dict, list)):
        return None
    if len(text) == 1:
        return parsed
    return parsed if _put_back(parsed, parts, whole) else None


def _ends_inside_string(text: str, inside: bool) -> bool:
    for found in re.finditer(r'\\.|"', text, re.DOTALL):
        if found[0] == '"':
            inside = not inside
    return inside


def _put_back(root: dict[str, Any] | list[Any], parts: Sequence[Any], whole: set[int]) -> bool:
    """Put the unknown parts into a parsed document, in place; False where one stands in a key."""
    pending: list[dict[str, Any] | list[Any]] = [root]
    while pending:
        container = pending.pop()
        if isinstance(container, dict) and any(MARK.search(key) for key in container):
            return False
        places = list(container.items()) if isinstance(container, dict) else list(enumerate(container))
        for key, item in places:
            if isinstance(item, (dict, list)):
                pending.append(item)
            elif isinstance(item, str) and MARK.search(item):
                container[key] = _with_parts(item, parts, whole)  # type: ignore[index]  # a key of this container
    return True


def _with_parts(text: str, parts: Sequence[Any], whole: set[int]) -> Any:
    alone = MARK.fullmatch(text)
    if alone:
        part = parts[int(alone[1])]
        if int(alone[1]) not in whole:
            return part
        if isinstance(part.identity, tuple) and part.identity[:1] == ("json",) and len(part.causes) == 1:
            return part.causes[0]  # the value whose JSON it is
        identity = ("json value", part.identity) if part.identity is not None else None
        return Unknown(reason=part.reason, types=ANY, identity=identity, sensitive=part.sensitive, settle=part.settle)
    pieces = MARK.split(text)
    found = [parts[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces)]
    return text_value([_as_text(piece) for piece in found if piece != "" or isinstance(piece, Unknown)])


def _as_text(part: Any) -> Any:
    return part.but(types=STRING) if isinstance(part, Unknown) and part.types != STRING else part
