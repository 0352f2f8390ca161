"""Text that others wrote as GitHub's Markdown: it renders as itself, makes no element, mentions nobody and links nowhere."""

from __future__ import annotations

from typing import Final

from scanner.outputs.plain_text import cut, one_line
from scanner.patterns import regex

LONGEST: Final = 300
"""Characters of one name or message."""
_APART: Final = "&#8203;"
"""A zero-width space: GitHub makes mentions, issue numbers and bare addresses into links after Markdown is read, so no backslash helps."""

_ESCAPED: Final = {ord(mark): f"\\{mark}" for mark in "\\*_[]!~$"} | {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("|"): "&#124;",
    ord("`"): "&#96;",
    ord("@"): f"@{_APART}",
    ord("#"): f"\\#{_APART}",
}
_BARE: Final = regex(r"(?i)\b(www)\.|\b(gh)-(?=\d)")
_NO_SPAN: Final = frozenset("`|\\")


def plain(text: str, longest: int = LONGEST) -> str:
    """One line, fit for a table's cell or the middle of a sentence."""
    escaped = cut(one_line(text), longest).strip().translate(_ESCAPED)
    escaped = escaped.replace("://", f":{_APART}//")
    return _BARE.sub(lambda match: f"{match[1]}{_APART}." if match[1] else f"{match[2]}{_APART}-", escaped)


def code(text: str, longest: int = LONGEST) -> str:
    """One line as code, where no character of it could end the code or the cell; else as `plain` does."""
    line = cut(one_line(text), longest).strip()
    return plain(line, longest) if not line or _NO_SPAN & set(line) else f"`{line}`"


def prose(text: str, longest: int = LONGEST) -> str:
    """A policy's own sentence: what stands between backticks is code, the rest is plain."""
    parts = cut(one_line(text), longest).split("`")
    if len(parts) % 2 == 0:
        return plain(text, longest)
    return "".join(code(part) if number % 2 else _kept(part) for number, part in enumerate(parts))


def _kept(part: str) -> str:
    """Plain text whose blanks at both ends stay."""
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
    return before + plain(part, LONGEST * 10) + (after if part.strip() else "")
