"""The nouns of a document: scalars, mappings and sequences, each with the place where it stands."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

from scanner import lean_json
from scanner.errors import DocumentError
from scanner.records import dataclass, field
from scanner.snapshot import Location

Position = tuple[int, int]
"""(line, column), both counted from 1, columns in code points."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost. Beyond any of these it is refused; a hostile one must not hold up a scan."""

    bytes: int = 10 << 20
    """Length of the input: bytes, or code points where text is given."""
    depth: int = 200
    """Containers inside one another, aliases followed."""
    nodes: int = 100_000
    """Scalars, mappings and sequences, each alias counted as often as it is followed."""


LIMITS = Limits()
"""The limits for a file that nobody vouches for: a template may have 1 MB, some 60,000 nodes. Plans and snapshots need wider ones."""

LONGEST_NUMBER = 1000
"""Digits that a number may have; reading longer ones costs more than linear time, and no AWS property holds one."""


@dataclass(slots=True, eq=False)
class Scalar:
    """A text, number, boolean or null. `end` is exclusive."""

    value: Any
    """str, int, float, bool or None; a key's value is always its text."""
    text: str
    """As written, escapes and folding resolved: `010`, `1.10`, `yes`; of a quoted text the text itself."""
    tag: str | None
    """A short tag as written (`!Ref`), else None; standard tags (`!!str`) are already applied."""
    plain: bool
    """Written without quotes, so that `value` was read from its form."""
    start: Position
    end: Position

    def __init__(self, value: Any, text: str, tag: str | None, plain: bool, start: Position, end: Position) -> None:
        """Written out: a small template has hundreds of them."""
        self.value = value
        self.text = text
        self.tag = tag
        self.plain = plain
        self.start = start
        self.end = end

    def location(self, file: str) -> Location:
        """Where it stands in `file`."""
        return Location(file, *self.start, *self.end)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values in the order written; merge keys are applied."""

    entries: list[tuple[Scalar, Node]]
    tag: str | None
    start: Position
    end: Position
    _index: dict[str, tuple[Scalar, Node]] | None = field(default=None, repr=False)

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """The key's own node and its value, or None."""
        if self._index is None:
            self._index = {name.text: (name, value) for name, value in self.entries}
        return self._index.get(key)

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        found = self.entry(key)
        return found[1] if found else None

    def keys(self) -> list[str]:
        """The keys' texts, in order."""
        return [key.text for key, _ in self.entries]

    def location(self, file: str) -> Location:
        """Where it stands in `file`, to the end of its last entry."""
        return Location(file, *self.start, *self.end)


@dataclass(slots=True, eq=False)
class Sequence:
    """Elements in order."""

    items: list[Node]
    tag: str | None
    start: Position
    end: Position

    def location(self, file: str) -> Location:
        """Where it stands in `file`, to the end of its last element."""
        return Location(file, *self.start, *self.end)


Node = Scalar | Mapping | Sequence


@dataclass(slots=True, eq=False)
class Document:
    """One document, whole."""

    root: Node
    comments: dict[int, str]
    """The text after `#`, by line; empty for JSON."""
    format: Literal["yaml", "json"]
    file: str
    lines: Lines | None = field(default=None, repr=False)
    """The text that it was read from."""

    def written(self, node: Scalar) -> str:
        """A scalar as it stands in the file: quotes, indentation and all."""
        return self.lines.between(node.start, node.end) if self.lines is not None else node.text

    def to_python(self, tags: Literal["refuse", "keep"] = "refuse") -> Any:
        """The plain JSON value of the whole document; see the function `to_python`."""
        return to_python(self.root, file=self.file, tags=tags)


def to_python(node: Node, *, file: str | None = None, tags: Literal["refuse", "keep"] = "refuse") -> Any:
    """The plain JSON value of a node: fresh dicts and lists, also where an alias is followed twice.

    A short tag raises DocumentError, or with `tags="keep"` becomes a dict with the tag as its only key: `!Ref A` is `{"!Ref": "A"}`.
    Iterative: the depth of a document costs no stack.
    """
    result: list[Any] = []
    pending: list[tuple[Node, Any, Any]] = [(node, result, None)]
    while pending:
        item, parent, key = pending.pop()
        value: Any
        if isinstance(item, Scalar):
            value = item.value
        elif isinstance(item, Mapping):
            value = {}
            pending.extend((child, value, name.text) for name, child in reversed(item.entries))
        else:
            value = []
            pending.extend((child, value, None) for child in reversed(item.items))
        if item.tag is not None:
            if tags == "refuse":
                raise error(f"unexpected tag {quote(item.tag)}; quote the text where it begins with an exclamation mark", file, item.start)
            value = {item.tag: value}
        if key is None:
            parent.append(value)
        else:
            parent[key] = value
    return result[0]


class Lines:
    """From an offset in a text to its line and column. `\\n`, `\\r\\n` and `\\r` end a line, as in editors and on GitHub."""

    def __init__(self, text: str, first: int = 1) -> None:
        """Take the text, and the number of its first line in the file it comes from."""
        self._text = text
        self.first = first

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" not in self._text:
            return [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]
        return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", self._text))]

    def position(self, offset: int) -> Position:
        """(line, column) of a 0-based offset in code points."""
        from bisect import bisect_right

        starts = self._starts
        line = bisect_right(starts, offset) - 1
        return line + self.first, offset - starts[line] + 1

    def between(self, start: Position, end: Position) -> str:
        """The text from one position to another, which is exclusive."""
        first, last = (self._starts[line - self.first] + column - 1 for line, column in (start, end))
        return self._text[first:last]


def error(message: str, file: str | None, position: Position) -> DocumentError:
    """A DocumentError at a position."""
    return DocumentError(message, file=file, line=position[0], column=position[1])


def duplicate(key: Scalar, first: Scalar, file: str) -> DocumentError:
    """The error of a key that one mapping holds twice."""
    return error(f"duplicate key {quote(key.text)}, first on line {first.start[0]}; remove or rename one of them", file, key.start)


def too_large(what: str, limit: int, file: str, position: Position) -> DocumentError:
    """The error of a document beyond a limit."""
    return error(f"more than {limit:,} {what}; split the document into smaller ones", file, position)


def quote(text: str) -> str:
    """What the user wrote, in quotes on one line, cut where it is long."""
    return lean_json.dumps(text if len(text) <= 60 else text[:57] + "...", ensure_ascii=False)
