"""Text as HTML: everything that others wrote is escaped, and a policy's Markdown becomes a few plain elements."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from scanner.outputs.plain_text import cut, one_line
from scanner.outputs.sarif_rules import web_uri
from scanner.patterns import regex

LONGEST: int = 1000
"""Characters of one name or message."""
_CODE = regex(r"(?<![^\s(\[\"])`(.+?)`(?=$|[\s,.;:)\]\"])")
"""Code between backticks; it may hold backticks of its own, as JMESPath's literals do."""
_BOLD = regex(r"\*\*([^*]+)\*\*")
_ITEM = regex(r"(?:[-*]|\d+\.) +")


def text(value: str, longest: int = LONGEST) -> str:
    """One line of text, for between tags or inside a quoted attribute; blanks alone are told to be that."""
    line = cut(one_line(value), longest)
    return "(blank)" if line.isspace() else escape(line)


def prose(value: str, longest: int = LONGEST) -> str:
    """One line in which what stands between backticks is code, and what stands between double asterisks is bold."""
    parts = _CODE.split(cut(one_line(value), longest))
    return "".join(
        f"<code>{escape(part)}</code>" if number % 2 else _BOLD.sub(r"<strong>\1</strong>", escape(part))
        for number, part in enumerate(parts)
    )


def markdown(value: str) -> str:
    """A policy's own Markdown: paragraphs, lists and fenced code; no other element, no link, no HTML of its own."""
    return "".join(_blocks(value))


def _blocks(value: str) -> Iterator[str]:
    code: list[str] | None = None
    paragraph: list[str] = []
    for line in [*value.strip().split("\n"), ""]:
        if line.lstrip().startswith("```"):
            if code is None:
                yield from _paragraph(paragraph)
                code = []
            else:
                yield _fenced(code)
                code = None
        elif code is not None:
            code.append(one_line(line.replace("\t", "    ")))
        elif not line.strip():
            yield from _paragraph(paragraph)
        else:
            paragraph.append(line.strip().lstrip("#").strip() if line.startswith("#") else line.strip())
    if code:
        yield _fenced(code)


def _fenced(lines: list[str]) -> str:
    return '<pre tabindex="0">' + escape("\n".join(lines).rstrip()) + "</pre>"


def _paragraph(lines: list[str]) -> Iterator[str]:
    """Lines up to a blank one: a list where each begins an item or goes on with one, else a paragraph. The lines are taken."""
    if not lines:
        return
    items: list[str] = []
    before: list[str] = []
    for line in lines:
        if start := _ITEM.match(line):
            items.append(line[start.end() :])
        elif items:
            items[-1] += " " + line
        else:
            before.append(line)
    if before:
        yield f"<p>{prose(' '.join(before), 4 * LONGEST)}</p>"
    if items:
        yield "<ul>" + "".join(f"<li>{prose(item, 4 * LONGEST)}</li>" for item in items) + "</ul>"
    lines.clear()


def reference(value: str) -> str:
    """A reference as a link, where it is an address of the web; else as text."""
    uri = web_uri(value)
    return text(value) if uri is None else f'<a href="{escape(uri)}" rel="noreferrer noopener">{text(value)}</a>'


def number(value: int) -> str:
    """`12,345`."""
    return f"{value:,}"
