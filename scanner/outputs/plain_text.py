"""Text that others wrote, made harmless for the place where it will stand. Attackers choose resource and file names."""

from __future__ import annotations

import re

from scanner.patterns import regex

_SENTENCE_END = regex(r"[.!?](?=\s|$)")
_HEADING = regex(r"#|```|\*\*[^*\n]*\*\*:?\Z")
_ESCAPED = {ord(mark): f"\\{mark}" for mark in "\\`*_{}[]<>()#+!|~@&"}


def one_line(text: str) -> str:
    """One line without characters that steer a terminal, hide text or turn it round: white space becomes a blank, the rest `\\uXXXX`."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    import unicodedata

    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"
    return character


def sarif_text(text: str) -> str:
    """`one_line`, in which nothing reads as an embedded link of SARIF or Markdown: a blank parts `](`."""
    line = one_line(text)
    return line.replace("](", "] (").replace("][", "] [") if "]" in line else line


def link_text(text: str) -> str:
    """Text that stands between the brackets of a SARIF link: backslashes and brackets escaped."""
    return re.sub(r"([\\\[\]])", r"\\\1", one_line(text))


def markdown_text(text: str) -> str:
    """`one_line`, in which no character means anything to Markdown; fit for a table's cell."""
    return one_line(text).translate(_ESCAPED)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark already."""
    text = text.rstrip()
    return text if not text or text[-1] in ".!?" else text + "."


def first_sentences(text: str, limit: int) -> str:
    """The whole sentences of the first paragraph (no heading, no code) that fit in `limit` characters; at least the first, cut to fit."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
    paragraph = next((part for part in paragraphs if not _HEADING.match(part)), paragraphs[0])
    paragraph = re.sub(r" +", " ", one_line(paragraph))
    if len(paragraph) <= limit:
        return paragraph
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph) if match.end() <= limit]
    return paragraph[: ends[-1]] if ends else cut(paragraph, limit)


def cut(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
