"""Templates: quoted texts and heredocs with interpolations, directives and strip markers, from tree-sitter's nodes to ours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol

from scanner.patterns import regex
from scanner.sources.terraform.nodes import Broken, Each, Expression, File, If, Literal, Span, Template

DEPTH: Final = 200
"""Levels that blocks and expressions may be nested."""
_ESCAPE: Final = regex(r"\\(?:([nrt\"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Reads(Protocol):
    """What reads the expressions of a file: `hcl.Reader`."""

    file: File

    def span(self, node: Any) -> Span:
        """Where a node stands."""

    def text(self, node: Any) -> str:
        """The source of a node."""

    def expression(self, node: Any, depth: int) -> Expression:
        """The expression of a node."""


def template(reader: Reads, node: Any, depth: int) -> Expression:
    """A quoted text or heredoc with interpolations."""
    inner = node.named_children[0]
    if inner.type == "heredoc_template":
        return _heredoc(reader, inner, depth)
    children = [child for child in inner.children if not child.type.startswith("quoted_template_")]
    parts = _parts(reader, children, inner.start_byte + 1, inner.end_byte - 1, unescaped, depth)
    return Template(_stripped(parts), reader.span(node))


def _heredoc(reader: Reads, node: Any, depth: int) -> Expression:
    start = reader.file.data.find(b"\n", node.children[0].start_byte) + 1
    closing = node.children[-1].start_byte
    end = reader.file.data.rfind(b"\n", 0, closing) + 1
    children = [child for child in node.children[2:-1] if child.type != "heredoc_identifier"]
    end = max(start, end)
    read = _plain
    if reader.text(node.children[0]).startswith("<<-"):
        lines = reader.file.data[start:end].decode("utf-8", "replace").split("\n")
        cut = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip(" \t\r")), default=0)
        start += min(cut, len(lines[0]) - len(lines[0].lstrip(" \t")))
        indent = regex(rf"\n[ \t]{{0,{cut}}}")

        def read(text: str) -> str:
            return _plain(indent.sub("\n", text))

    parts = _parts(reader, children, start, end, read, depth)
    whole = _stripped(parts)
    if all(isinstance(part, str) for part in whole):
        return Literal("".join(whole), reader.span(node))
    return Template(whole, reader.span(node))


def _parts(reader: Reads, children: Sequence[Any], start: int, end: int, read: Callable[[str], str], depth: int) -> tuple[Any, ...]:
    """The parts between two offsets; texts are taken from the source, because the grammar passes over blanks in them.

    A strip marker stands as a Strip beside the text that it cuts.
    """
    parts: list[Any] = []
    at = start
    for child in children:
        if child.type not in ("template_interpolation", "template_directive"):
            continue
        parts.append(read(reader.file.data[at : child.start_byte].decode("utf-8", "replace")))
        at = child.end_byte
        if child.type == "template_interpolation":
            inner = next((one for one in child.named_children if one.type == "expression"), None)
            found = Broken("an empty interpolation", reader.span(child)) if inner is None else reader.expression(inner, depth + 1)
            parts.extend(_marked(reader.text(child), [found]))
        else:
            parts.extend(_directive(reader, child.named_children[0], read, depth + 1))
    parts.append(read(reader.file.data[at:end].decode("utf-8", "replace")))
    return tuple(part for part in parts if part != "")


def _directive(reader: Reads, node: Any, read: Callable[[str], str], depth: int) -> Iterator[Any]:
    """`if` or `for`, with the strip markers of its first and last tag."""
    if depth > DEPTH:
        yield Broken(f"it is nested more than {DEPTH} levels deep", reader.span(node))
        return
    children = node.children
    tags = [at for at, child in enumerate(children) if child.type.endswith(("_intro", "_start", "_end"))]
    sections = []
    for first, second in itertools.pairwise(tags):
        opening, closing = reader.text(children[first]), reader.text(children[second])
        inner = _parts(reader, children[first + 1 : second], children[first].end_byte, children[second].start_byte, read, depth)
        edges = ([Strip(False)] if opening.endswith("~}") else []), ([Strip(True)] if closing.startswith("%{~") else [])
        sections.append(Template(_stripped((*edges[0], *inner, *edges[1])), reader.span(node)))
    head = children[tags[0]]
    names = [reader.text(child) for child in head.named_children if child.type == "identifier"]
    over = reader.expression(next(child for child in head.named_children if child.type == "expression"), depth)
    if reader.text(head).startswith("%{~"):
        yield Strip(True)
    if node.type == "template_if":
        yield If(over, sections[0], sections[1] if len(sections) > 1 else None)
    else:
        yield Each(names[0] if len(names) > 1 else None, names[-1], over, sections[0])
    if reader.text(children[tags[-1]]).endswith("~}"):
        yield Strip(False)


class Strip:
    """A `~`: blanks of the text before it, or after it, are left out up to and with the line's end."""

    __slots__ = ("before",)

    def __init__(self, before: bool) -> None:
        """Take the side that it cuts."""
        self.before = before


def without_last_newline(node: Expression) -> Expression:
    """A heredoc's template without the line's end that closes its last line: the text of a file that was read as one."""
    if isinstance(node, Literal) and isinstance(node.value, str):
        return Literal(node.value.removesuffix("\n"), node.span)
    if isinstance(node, Template) and node.parts and isinstance(node.parts[-1], str):
        last = node.parts[-1].removesuffix("\n")
        return Template((*node.parts[:-1], *([last] if last else [])), node.span)
    return node


def unescaped(text: str) -> str:
    """The text that quoted source means."""
    if "\\" in text:
        text = _ESCAPE.sub(_letter, text)
    return _plain(text)


def _letter(match: Any) -> str:
    letter, short, long, other = match.groups()
    if letter:
        return _LETTERS[letter]
    if other is not None:
        return f"\\{other}"
    code = int(short or long, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "�"


def _plain(text: str) -> str:
    """The text that a heredoc's source means."""
    return text.replace("$${", "${").replace("%%{", "%{") if "{" in text else text


def _marked(text: str, parts: list[Any]) -> list[Any]:
    """Parts of an interpolation with its strip markers."""
    before = [Strip(True)] if text.startswith("${~") else []
    return [*before, *parts, *([Strip(False)] if text.endswith("~}") else [])]


def _stripped(parts: Sequence[Any]) -> tuple[Any, ...]:
    """Parts after their strip markers are obeyed."""
    result: list[Any] = []
    cut = False
    for part in parts:
        if isinstance(part, Strip):
            if part.before and result and isinstance(result[-1], str):
                result[-1] = result[-1].rstrip(" \t\r\n")
            cut = not part.before
            continue
        if cut and isinstance(part, str):
            part = part.lstrip(" \t\r\n")
        cut = False
        result.append(part)
    return tuple(part for part in result if part != "")
