"""Where the properties of a saved resource stand in its line, found out when first asked for: most resources have no finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves scanstring out
from typing import Any, Final

from scanner.canonical import canonicalise
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar, read
from scanner.documents import Sequence as SequenceNode
from scanner.errors import DocumentError
from scanner.patterns import regex
from scanner.snapshot import Location, Origin, Pointer
from scanner.snapshot_lines import LINE_LIMITS, Line

_BLANK: Final = regex(r"[ \t\n\r]*")
_SCAN: Final = JSONDecoder().scan_once  # type: ignore[attr-defined]  # typeshed leaves it out
_PROPERTIES: Final = "properties"


class Places(Mapping[Pointer, Location]):
    """The places of a line's properties, by pointer.

    A place that is asked for is looked up in the text of a line that we wrote; all places of a line are found by reading it strictly.
    """

    __slots__ = ("_file", "_found", "_given", "_line", "_spans")

    def __init__(self, line: Line, file: str, given: tuple[str, dict[str, Any]] | None = None) -> None:
        """Take the line and its file; the type and the properties as given, where bringing them into shape moved something."""
        self._line = line
        self._file = file
        self._given = given
        self._found: Mapping[Pointer, Location] | None = None
        self._spans: _Spans | None = None

    def _places(self) -> Mapping[Pointer, Location]:
        if self._found is None:
            found = self._read()
            if self._given is not None:
                type, given = self._given
                found = canonicalise(type, given, Origin(None, found))[1].properties
            self._found, self._given = found, None
        return self._found

    def _read(self) -> Mapping[Pointer, Location]:
        try:
            document = read(self._line.data.rstrip(b"\r\n"), self._file, "json", LINE_LIMITS, first_line=self._line.number)
        except DocumentError:
            return {}  # a line that is none by itself: what stands in it has the place of the line
        node = document.root.get(_PROPERTIES) if isinstance(document.root, MappingNode) else None
        return places_of(node, self._file) if node is not None else {}

    def __getitem__(self, pointer: Pointer) -> Location:
        if self._found is None and self._given is None and self._line.decoded and pointer:
            data = self._line.data
            if self._spans is None and data.isascii() and b"\r" not in data:
                self._spans = _Spans(data.decode("ascii").rstrip("\n"))
            if self._spans is not None:
                try:
                    start, end = self._spans.of(pointer)
                except (IndexError, StopIteration, ValueError, RecursionError):
                    return self._places()[pointer]
                return Location(self._file, self._line.number, start + 1, self._line.number, end + 1)
        return self._places()[pointer]

    def __iter__(self) -> Iterator[Pointer]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())


class _Spans:
    """Offsets in the JSON text of a record whose only forms are those that hold no places."""

    __slots__ = ("_known", "_members", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[Pointer, tuple[int, int, int]] = {}
        """By path from the record: where the key or the element begins, where the value does, and where it ends."""
        self._members: set[Pointer] = set()
        """The paths whose members are known."""

    def of(self, pointer: Pointer) -> tuple[int, int]:
        """Where a property begins (with its key) and ends. KeyError where there is none; other errors where the text is none of ours."""
        path: Pointer = (_PROPERTIES,)
        self._open((), 0)
        for step in pointer:
            _, value, _ = self._known[path]
            self._open(path, value)
            path = (*path, step)
        start, _, end = self._known[path]
        return start, end

    def _open(self, path: Pointer, at: int) -> None:
        """Learn the members of the object or list that begins here."""
        text = self._text
        if path in self._members:
            return
        self._members.add(path)
        if text[at] not in "{[" or text.startswith('{"$', at):
            return
        is_object = text[at] == "{"
        at = _blank(text, at + 1)
        number = 0
        while text[at] not in "]}":
            start, step = at, number
            if is_object:
                step, at = scanstring(text, at + 1, True)
                at = _blank(text, _blank(text, at) + 1)
            end = _SCAN(text, at)[1]
            if (*path, step) in self._known:
                raise ValueError("a key that stands twice")
            self._known[(*path, step)] = (start, at, end)
            at, number = _blank(text, end), number + 1
            if text[at] == ",":
                at = _blank(text, at + 1)


def _blank(text: str, at: int) -> int:
    if text[at] not in " \t\n\r":
        return at
    found = _BLANK.match(text, at)
    return found.end() if found is not None else at


def places_of(root: Node, file: str) -> dict[Pointer, Location]:
    """Where each part of encoded properties stands, by the pointer of what it decodes to."""
    found: dict[Pointer, Location] = {}
    pending: list[tuple[Node, Pointer]] = [(root, ())]
    while pending:
        node, pointer = pending.pop()
        if isinstance(node, SequenceNode):
            for number, item in enumerate(node.items):
                found[(*pointer, number)] = item.location(file)
                pending.append((item, (*pointer, number)))
        elif isinstance(node, MappingNode):
            inner = next((node.get(form) for form in ("$list", "$object", "$maybe") if node.get(form) is not None), None)
            if inner is not None:
                pending.append((inner, pointer))
            elif not any(_is_form(key) for key, _ in node.entries):
                for key, item in node.entries:
                    step = key.text[1:] if key.text.startswith("$$") else key.text
                    found[(*pointer, step)] = Location(file, *key.start, *max(key.end, item.end))
                    pending.append((item, (*pointer, step)))
    return found


def _is_form(key: Scalar) -> bool:
    return key.text.startswith("$") and not key.text.startswith("$$")
