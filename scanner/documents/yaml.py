"""YAML with positions: libyaml's events put together by a bounded, iterative composer.

The stock composer dies with SIGSEGV on deep nesting and hangs on merge keys that multiply; its resolver reads dates, `yes` and
account ids with leading zeros as something else than the texts that CloudFormation takes them for.
"""

from __future__ import annotations

import math
from typing import Any

import yaml
from yaml import events

from scanner.documents.comments import Comments
from scanner.documents.nodes import (
    LONGEST_NUMBER,
    Limits,
    Lines,
    Mapping,
    Node,
    Position,
    Scalar,
    Sequence,
    duplicate,
    error,
    quote,
    too_large,
)
from scanner.errors import DocumentError
from scanner.patterns import regex
from scanner.records import dataclass, field

_CONTROL = regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXOTIC_BREAKS = ("\x85", "\u2028", "\u2029")
_TAG_DIRECTIVE = regex(r"(?:\s|#[^\n\r]*|%YAML[^\n\r]*)*+%TAG", needs=("%TAG",))
_FLOAT = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
_STANDARD = "tag:yaml.org,2002:"
_CONSTANTS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_TAGGED_TYPES: dict[str, tuple[type, ...]] = {"int": (int,), "float": (int, float), "bool": (bool,), "null": (type(None),)}
_HINTS = {
    "found character that cannot start any token": "quote the text, and indent with spaces, not tabs",
    "mapping values are not allowed in this context": "quote a text that holds ': ', or mend the indentation",
    "did not find expected key": "check the indentation of this line and the quotes before it",
    "did not find expected ',' or ']'": "close the list, or quote its texts",
    "did not find expected ',' or '}'": "close the mapping, or quote its texts",
    "could not find expected ':'": "write ': ' after the key, or mend the indentation",
    "found unexpected end of stream": "close the quotes or the bracket",
}
_HINT = "check the indentation and the quotes here and on the line before"


def parse(text: str, file: str, limits: Limits, lines: Lines) -> tuple[Node, dict[int, str]]:
    """The root and the comments (by line) of a YAML text without byte order mark; DocumentError where it cannot be read.

    An empty text is null. Aliases share the node they name; recursive ones, `%TAG` and a second document are refused.
    """
    wrong = _CONTROL.search(text)
    if wrong:
        raise error(f"character U+{ord(wrong[0]):04X} is not allowed in YAML; remove it", file, lines.position(wrong.start()))
    directive = _TAG_DIRECTIVE.match(text)
    if directive:
        raise error("%TAG is not supported; write the tags in full", file, lines.position(directive.end() - 4))
    composer = _Composer(text, file, limits, lines)
    return composer.document(), composer.comments.by_line


@dataclass(slots=True)
class _Frame:
    """A container that is not closed yet."""

    node: Mapping | Sequence
    anchor: str | None
    expects_key: bool
    size: int = 1
    """Nodes inside, itself included, aliases followed."""
    height: int = 1
    """Levels of nesting, itself included, aliases followed."""
    key: Scalar | None = None
    """The key that waits for its value."""
    index: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    merge: tuple[int, list[Mapping]] | None = None
    """Where the merge key stands among the entries, and what it names."""


@dataclass(slots=True, frozen=True)
class _Anchored:
    node: Node
    size: int
    height: int


class _Composer:
    """One pass over a text's events."""

    def __init__(self, text: str, file: str, limits: Limits, lines: Lines) -> None:
        self.text = text
        self.file = file
        self.limits = limits
        self.lines = lines
        # from here on libyaml's own line numbers are not to be trusted: it counts lines at breaks that editors do not know, and at the end
        self.trusted = len(text) if text.isascii() or not any(mark in text for mark in _EXOTIC_BREAKS) else 0
        self.root: Node | None = None
        self.open: list[_Frame] = []
        self.anchors: dict[str, _Anchored | None] = {}  # None while the node is not closed
        self.nodes = 0
        self.at = 0
        self.comments = Comments(text, lines)

    def document(self) -> Node:
        parser = _parser(self.text, self.file)
        comments = self.comments
        try:
            while True:
                event = parser.get_event()
                kind = type(event)
                if event.end_mark.index > comments.next:
                    comments.before(event)
                if kind is events.ScalarEvent:
                    self.scalar(event)
                elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                    self.start(event)
                elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                    self.close(event)
                elif kind is events.AliasEvent:
                    self.alias(event)
                elif kind is events.DocumentEndEvent:
                    self.after(event, parser)
                    break
                elif kind is events.StreamEndEvent:
                    break
                self.at = event.end_mark.index
        except yaml.YAMLError as problem:
            raise self.translate(problem) from None
        except UnicodeError:
            here = self.lines.position(self.at)
            raise error("tag that is not valid text, near here; write it without % escapes", self.file, here) from None
        finally:
            parser.dispose()
        here = (self.lines.first, 1)
        return self.root if self.root is not None else Scalar(None, "", None, True, here, here)

    def after(self, event: Any, parser: Any) -> None:
        """Refuse what follows the first document. libyaml is not asked to read it, for its directives cost quadratic time."""
        offset = self.comments.after_document(event.end_mark.index)
        if offset == len(self.text):
            return
        if not event.explicit and not self.text.startswith(("---", "%"), offset):
            parser.get_event()  # raises what is wrong there
        raise error("a second document begins here; keep one document in a file", self.file, self.lines.position(offset))

    def scalar(self, event: Any) -> None:
        start, end = self.position(event.start_mark), self.position(event.end_mark)
        if event.style in ("|", ">"):  # ends where its last line does, not where the next token begins
            offset = event.start_mark.index
            end = self.lines.position(offset + len(self.text[offset : event.end_mark.index].rstrip(" \t\r\n")))
        frame = self.open[-1] if self.open else None
        is_key = frame is not None and frame.expects_key
        tag: str | None = event.tag
        text: str = event.value
        value: Any = text
        plain = False
        if tag is None:
            plain = event.implicit[0]
            if plain and not is_key:
                value = _resolve(text)
        elif tag.startswith(_STANDARD):
            value = self.standard(tag.removeprefix(_STANDARD), text, start)
            tag = None
        elif tag == "!":
            tag = None
        node = Scalar(text if is_key else value, text, tag, plain, start, end)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, 1, 0)
        self.count(1, start)
        self.add(node, 1, 0, end)

    def standard(self, name: str, text: str, start: Position) -> Any:
        """The value of a scalar with a tag of YAML's own; DocumentError where the text is not of that type."""
        if name in ("str", "timestamp"):
            return text
        if name not in _TAGGED_TYPES:
            raise error(f"tag {quote('!!' + name)} on a text is not supported; write the text without it", self.file, start)
        value = _resolve(text)
        if type(value) not in _TAGGED_TYPES[name]:
            raise error(f"{quote(text)} is not what its tag !!{name} says; mend one of them", self.file, start)
        return value

    def start(self, event: Any) -> None:
        start = self.position(event.start_mark)
        mapping = isinstance(event, events.MappingStartEvent)
        if self.open and self.open[-1].expects_key:
            raise error("a key that is a mapping or a list; a key must be a text", self.file, start)
        self.count(1, start)
        if len(self.open) >= self.limits.depth:
            raise too_large("levels of nesting", self.limits.depth, self.file, start)
        tag = event.tag
        if tag is not None and tag.startswith(_STANDARD):
            if tag != _STANDARD + ("map" if mapping else "seq"):
                name = "!!" + tag.removeprefix(_STANDARD)
                raise error(f"tag {quote(name)} on a {'mapping' if mapping else 'list'} is not supported; remove it", self.file, start)
            tag = None
        elif tag == "!":
            tag = None
        node: Mapping | Sequence = Mapping([], tag, start, start) if mapping else Sequence([], tag, start, start)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.open.append(_Frame(node, event.anchor, mapping))

    def close(self, event: Any) -> None:
        frame = self.open.pop()
        node = frame.node
        if event.end_mark.index > event.start_mark.index:  # a bracket; a block's end mark is the next token, its end its last child's
            node.end = self.position(event.end_mark)
        if isinstance(node, Mapping):
            _merge(node, frame)
        if frame.anchor:
            self.anchors[frame.anchor] = _Anchored(node, frame.size, frame.height)
        self.add(node, frame.size, frame.height, node.end)

    def alias(self, event: Any) -> None:
        start = self.position(event.start_mark)
        if event.anchor not in self.anchors:
            raise error(
                f"alias *{event.anchor} names no anchor above it; define &{event.anchor} first, or quote the text", self.file, start
            )
        target = self.anchors[event.anchor]
        if target is None:
            raise error(f"alias *{event.anchor} stands inside what it names; a document cannot contain itself", self.file, start)
        if self.open and self.open[-1].expects_key and not isinstance(target.node, Scalar):
            raise error("a key that is a mapping or a list; a key must be a text", self.file, start)
        self.count(target.size, start)
        self.add(target.node, target.size, target.height, self.position(event.end_mark))

    def add(self, node: Node, size: int, height: int, end: Position) -> None:
        """Hand a finished node to the innermost open container."""
        if not self.open:
            self.root = node
            return
        frame = self.open[-1]
        frame.size += size
        if height:
            frame.height = max(frame.height, height + 1)
            if len(self.open) + height > self.limits.depth:
                raise too_large("levels of nesting", self.limits.depth, self.file, node.start)
        container = frame.node
        container.end = end
        if isinstance(container, Sequence):
            container.items.append(node)
        elif frame.key is None:
            frame.key = self.key(frame, node)
            frame.expects_key = False
        else:
            key = frame.key
            if key.text == "<<" and key.plain:
                self.merge(frame, key, node)
            else:
                frame.index[key.text] = entry = (key, node)
                container.entries.append(entry)
            frame.key = None
            frame.expects_key = True

    def key(self, frame: _Frame, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise error("a key that is a mapping or a list; a key must be a text", self.file, node.start)
        key = node if node.value is node.text else Scalar(node.text, node.text, node.tag, node.plain, node.start, node.end)
        first = frame.index.get(key.text)
        if first:
            raise duplicate(key, first[0], self.file)
        return key

    def merge(self, frame: _Frame, key: Scalar, node: Node) -> None:
        """Note what a merge key names. Its nodes are counted already, so the cost of merging is bounded by the node limit."""
        if frame.merge is not None:
            raise error('duplicate key "<<"; give one merge key a list of aliases', self.file, key.start)
        sources = node.items if isinstance(node, Sequence) and node.tag is None else [node]
        named = [source for source in sources if isinstance(source, Mapping) and source.tag is None]
        if len(named) < len(sources):
            raise error('"<<" names something that is not a mapping; quote it if it is an ordinary key', self.file, key.start)
        frame.merge = (len(frame.index), named)

    def count(self, nodes: int, position: Position) -> None:
        self.nodes += nodes
        if self.nodes > self.limits.nodes:
            raise too_large("nodes, aliases followed", self.limits.nodes, self.file, position)

    def position(self, mark: Any) -> Position:
        if mark.index >= self.trusted:
            return self.lines.position(min(mark.index, len(self.text)))
        return mark.line + self.lines.first, mark.column + 1

    def translate(self, problem: yaml.YAMLError) -> DocumentError:
        what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
        hint = next((hint for start, hint in _HINTS.items() if what.startswith(start)), _HINT)
        mark, since = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
        here = self.position(mark) if mark is not None else self.lines.position(self.at)
        if since is not None and self.position(since)[0] < here[0]:
            what += f" {getattr(problem, 'context', None) or ''} that begins on line {self.position(since)[0]}"
        return error(f"{what}; {hint}", self.file, here)


def _parser(text: str, file: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        raise DocumentError("YAML cannot be read: PyYAML is installed without libyaml; install its wheel", file=file)
    return loader(text)


def _merge(node: Mapping, frame: _Frame) -> None:
    """Add the entries of the mappings that a merge key names, where the key stood. Own entries win, then the first named."""
    node._index = frame.index
    if frame.merge is None:
        return
    place, sources = frame.merge
    added: list[tuple[Scalar, Node]] = []
    for source in sources:
        for key, value in source.entries:
            if key.text not in frame.index:
                frame.index[key.text] = (key, value)
                added.append((key, value))
    node.entries[place:place] = added


def _resolve(text: str) -> Any:
    """The value of a plain scalar: JSON's constants and numbers, everything else the text itself."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[-1:].isdigit() and text[0] in "-0123456789" and len(text) <= LONGEST_NUMBER:
        digits = text[1:] if text[0] == "-" else text
        if digits.isascii() and digits.isdigit():
            return int(text) if digits[0] != "0" or digits == "0" else text
        try:
            number = float(text)
        except ValueError:
            return text
        return number if _FLOAT.match(text) and not math.isinf(number) else text
    return text
