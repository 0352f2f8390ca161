"""How far a value goes in a text, and what of a URL is sensitive."""

from __future__ import annotations

import re
from typing import Final

from scanner.patterns import regex
from scanner.redaction.rules import DETECTED, is_opaque
from scanner.redaction.values import KEEP, judge

Span = tuple[int, int]
"""Start and end (exclusive) of a sensitive run of characters."""
SEPARATOR: Final = "\x1f"
"""Between the words of one command."""
_WORD_END: Final = regex(r"[\s;|&<>)\"'\\$(]")
_LINE_END: Final = regex(r"[\n>\"'\\\x1f]")


def extent(text: str, start: int, quote: str, to_line_end: bool) -> int:
    """The end of an unquoted value: of its word, or of the line; never beyond the quote that encloses it, or a `\\n` inside it."""
    ends = _LINE_END if to_line_end else _WORD_END
    position, depth = start, 0
    while position < len(text):
        found = ends.search(text, position)
        if found is None:
            return len(text)
        position, character = found.start(), found[0]
        if character == "\n" or (quote and text.startswith(quote, position) and not depth):
            break
        if character == "\\":
            if quote and text[position + 1 : position + 2] in ("n", "r", "t", "\n"):
                break
            position += 2
        elif character in "\"'" and not quote and not depth and not to_line_end:
            position = closing(text, position + 1, character) + 1
        elif character == "(" or (character == ")" and depth):
            depth += 1 if character == "(" else -1
            position += 1
        elif _ends(text, position, to_line_end, depth):
            break
        else:
            position += 1
    return min(position, len(text))


def _ends(text: str, position: int, to_line_end: bool, depth: int) -> bool:
    """Whether an unquoted value ends at a character that may end one."""
    character = text[position]
    if to_line_end:
        return character == SEPARATOR or (character == ">" and text[position - 1].isspace())
    return not depth and character not in "$\"'"


def flow_end(text: str, start: int, end: int) -> int:
    """The end of a value in YAML's flow form: the brackets that the line opened before it are no part of it."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    opened = sum(before.count(bracket) for bracket in "{[") - sum(before.count(bracket) for bracket in "}]")
    while opened > 0 and end > start and text[end - 1] in "}],":
        opened -= text[end - 1] != ","
        end -= 1
    return end


def closing(text: str, start: int, quote: str) -> int:
    """Where a quoted text ends: at its closing quote, or the end of the text."""
    position = text.find(quote, start)
    while position > 0 and quote == '"' and text[position - 1] == "\\":
        position = text.find(quote, position + 1)
    return position if position >= 0 else len(text)


def url_spans(url: str) -> list[Span]:
    """What is sensitive of a URL: credentials, the values of its query, opaque pieces of its path. Scheme, host and path stay."""
    found: list[Span] = []
    body = url.index("://") + 3
    host_end = next((body + index for index, character in enumerate(url[body:]) if character in "/?#"), len(url))
    credentials = re.search(r":(?!\d+$)", url[body:host_end]) is not None
    at = url.rfind("@", body) if credentials else url.rfind("@", body, host_end)
    if at >= 0:
        found.append((body, at))
        body = at + 1
        host_end = max(host_end, body)
    if is_opaque(url[body:host_end]) or DETECTED.search(url, body):
        path = url.find("/", body)
        return [*found, (path + 1 if path >= 0 else body, len(url))]
    query = min((index for index in (url.find("?", body), url.find("#", body)) if index >= 0), default=len(url))
    for piece in re.finditer(r"[^/]+", url[host_end:query]):
        if is_opaque(piece[0]):
            found.append((host_end + piece.start(), host_end + piece.end()))
    for value in re.finditer(r"[?&#](?:(?P<name>[\w.-]+)=)?(?P<value>[^&#]*)", url[query:]):
        if judge(value["name"] or "query", value["value"]) != KEEP:
            found.append((query + value.start("value"), query + value.end("value")))
    return found


def merged(found: list[Span]) -> list[Span]:
    """In order, overlapping ones joined, empty ones left out."""
    result: list[Span] = []
    for start, end in sorted(found):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result
