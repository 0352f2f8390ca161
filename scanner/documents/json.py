"""JSON with positions: strict (RFC 8259), iterative, bounded.

libyaml cannot stand in: it refuses valid JSON (surrogate pairs, long keys, DEL) and reads `1e3` as text.
"""

from __future__ import annotations

import math
import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # typeshed leaves scanstring out

from scanner.documents.nodes import LONGEST_NUMBER, Limits, Lines, Mapping, Node, Scalar, Sequence, duplicate, error, quote, too_large
from scanner.errors import DocumentError
from scanner.patterns import regex

_SPACE = r"[ \t\r\n]*+"
_TEXT = r'"([^"\\\x00-\x1f]*+)"'  # without escapes
_NUMBER = r"(-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?)"
_BLANK = regex(_SPACE)
_VALUE = regex(f"{_SPACE}(?:{_TEXT}|(true|false|null)|{_NUMBER})")
_KEY = regex(f"{_SPACE}{_TEXT}{_SPACE}:")
_LITERALS = {"true": True, "false": False, "null": None}
_WORD = regex(r"[^\s,:\[\]{}\"]{1,40}")
_SURROGATE = regex("[\ud800-\udfff]")
_HINTS = {
    "Invalid control character at": "control character in a string; write it as an escape such as \\n",
    "Unterminated string starting at": "string without an end; close it with a double quote",
    "Invalid \\escape: ": "unknown escape in a string; write \\\\ for a backslash",
    "Invalid \\escape": "unknown escape in a string; write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "bad \\u escape in a string; write four hexadecimal digits after \\u",
}


def parse(text: str, file: str, limits: Limits, lines: Lines) -> Node:
    """The root of a JSON text without byte order mark; DocumentError where it is not strict JSON or beyond the limits.

    Integers without fraction or exponent are int, other numbers float; NaN, infinities, lone surrogates and duplicate keys are refused.
    """
    return _Parser(text, file, limits, lines).document()


class _Parser:
    """One pass over a text. `at` is the offset of what comes next, `open` the containers that are not closed yet."""

    def __init__(self, text: str, file: str, limits: Limits, lines: Lines) -> None:
        self.text = text
        self.file = file
        self.limits = limits
        self.lines = lines
        self.at = 0
        self.nodes = 0
        self.open: list[Mapping | Sequence] = []
        self.keys: list[Scalar | None] = []  # of each open container, the key that waits for its value
        self.seen: list[dict[str, tuple[Scalar, Node]]] = []  # of each open container, the entries so far

    def document(self) -> Node:
        while True:
            node = self.value()
            if node is None:
                continue  # a container was opened: its first value comes next
            while self.open:
                self.attach(node)
                if self.comma():
                    break
                node = self.close()
            else:
                self.space()
                if self.at < len(self.text):
                    raise self.wrong("text after the end of the document; a JSON file holds one value")
                return node

    def value(self) -> Node | None:
        """The scalar or empty container that stands here; None where a container was opened."""
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self.space()
            raise too_large("values", self.limits.nodes, self.file, self.lines.position(self.at))
        found = _VALUE.match(self.text, self.at)
        if found:
            self.at = found.end()
            text, literal, number, _, _ = found.groups()
            if text is not None:
                return Scalar(text, text, None, False, self.lines.position(found.start(1) - 1), self.lines.position(self.at))
            value = _LITERALS[literal] if literal else self.number(number, found)
            return Scalar(
                value, literal or number, None, True, self.lines.position(found.start(2 if literal else 3)), self.lines.position(self.at)
            )
        self.space()
        character = self.text[self.at : self.at + 1]
        if character == '"':
            return self.string()
        if character in ("{", "["):
            return self.container(character)
        raise self.wrong(f"{self.found()} where a value is expected; write text in double quotes, and no comma after the last element")

    def container(self, character: str) -> Node | None:
        start = self.at
        if len(self.open) >= self.limits.depth:
            raise too_large("levels of nesting", self.limits.depth, self.file, self.lines.position(start))
        here = self.lines.position(start)
        node: Mapping | Sequence = Mapping([], None, here, here) if character == "{" else Sequence([], None, here, here)
        self.at += 1
        self.space()
        if self.text[self.at : self.at + 1] == ("}" if character == "{" else "]"):
            self.at += 1
            node.end = self.lines.position(self.at)
            return node
        self.open.append(node)
        self.seen.append({})
        self.keys.append(self.key() if character == "{" else None)
        return None

    def attach(self, node: Node) -> None:
        container = self.open[-1]
        if isinstance(container, Sequence):
            container.items.append(node)
            return
        key = self.keys[-1]
        assert key is not None, "a mapping that waits for a value has a key"  # noqa: S101  # narrows the type; key() set it
        self.seen[-1][key.text] = (key, node)
        container.entries.append((key, node))

    def comma(self) -> bool:
        """Whether another value follows in the innermost container; its key is then read."""
        self.space()
        if self.text[self.at : self.at + 1] != ",":
            return False
        self.at += 1
        if isinstance(self.open[-1], Mapping):
            self.keys[-1] = self.key()
        return True

    def close(self) -> Node:
        container = self.open[-1]
        bracket = "}" if isinstance(container, Mapping) else "]"
        if self.text[self.at : self.at + 1] != bracket:
            place = f"the {'object' if bracket == '}' else 'list'} that begins on line {container.start[0]}"
            raise self.wrong(f"{self.found()} where {place} needs a comma or its end; write ',' or '{bracket}'")
        self.at += 1
        container.end = self.lines.position(self.at)
        if isinstance(container, Mapping):
            container._index = self.seen[-1]
        self.open.pop()
        self.keys.pop()
        self.seen.pop()
        return container

    def key(self) -> Scalar:
        found = _KEY.match(self.text, self.at)
        if found:
            text = found[1]
            key = Scalar(text, text, None, False, self.lines.position(found.start(1) - 1), self.lines.position(found.end(1) + 1))
            self.at = found.end()
        else:
            key = self.unusual_key()
        first = self.seen[-1].get(key.text)
        if first:
            raise duplicate(key, first[0], self.file)
        return key

    def unusual_key(self) -> Scalar:
        """A key with escapes, or the error of what is none."""
        self.space()
        if self.text[self.at : self.at + 1] != '"':
            raise self.wrong(f"{self.found()} where a key is expected; write it in double quotes, and no comma after the last entry")
        key = self.string()
        self.space()
        if self.text[self.at : self.at + 1] != ":":
            raise self.wrong(f"{self.found()} after the key {quote(key.text)}; write ':' and a value")
        self.at += 1
        return key

    def string(self) -> Scalar:
        start = self.at
        try:
            value, self.at = scanstring(self.text, start + 1, True)
        except JSONDecodeError as problem:
            self.at = min(problem.pos, len(self.text))
            raise self.wrong(_HINTS.get(problem.msg, "bad string; check its escapes")) from None
        if _SURROGATE.search(value):
            self.at = start
            raise self.wrong("half a surrogate pair in a string; write both \\u escapes of the character")
        return Scalar(value, value, None, False, self.lines.position(start), self.lines.position(self.at))

    def number(self, text: str, found: re.Match[str]) -> int | float:
        start = found.start(3)
        if len(text) > LONGEST_NUMBER:
            self.at = start
            raise self.wrong(f"number of more than {LONGEST_NUMBER} digits; write it as a text")
        if found[4] is None and found[5] is None:
            return int(text)
        value = float(text)
        if math.isinf(value):
            self.at = start
            raise self.wrong(f"number {quote(text)} is too large; write it as a text")
        return value

    def space(self) -> None:
        if self.text[self.at : self.at + 1] in " \t\r\n":
            found = _BLANK.match(self.text, self.at)
            self.at = found.end() if found else self.at

    def found(self) -> str:
        """What stands here, for a message."""
        if self.at >= len(self.text):
            return "end of the file"
        word = _WORD.match(self.text, self.at)
        return quote(word[0] if word else self.text[self.at])

    def wrong(self, message: str) -> DocumentError:
        return error(message, self.file, self.lines.position(self.at))
