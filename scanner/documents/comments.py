"""The comments of a YAML text: what libyaml passes over, found between the marks of its events."""

from __future__ import annotations

import re
from typing import Any

from yaml import events

from scanner.documents.nodes import Lines
from scanner.patterns import regex

_BREAK = "\n\r\x85\u2028\u2029"
_SPACE = f" \t{_BREAK}"
_COMMENT = regex(f"#[^{_BREAK}]*")
_SPACED_COMMENT = regex(f"(?<![^{_SPACE}])#[^{_BREAK}]*")
_PROPERTIES = regex(f"(?:[!&][^{_SPACE}]*|[{_SPACE}]+|#[^{_BREAK}]*)*+")
_BLOCK_HEADER = regex(rf"[|>][-+0-9]*[ \t]+(#[^{_BREAK}]*)")
_AFTER_DOCUMENT = regex(rf"(?:[{_SPACE}]|#[^{_BREAK}]*|(?<![^{_BREAK}])\.\.\.(?=[{_SPACE}]|\Z))*+")


class Comments:
    """Gathers comments while events go by. They stand between tokens, between a tag and its content, and behind the `|` of a block."""

    def __init__(self, text: str, lines: Lines) -> None:
        """Take the text that the events come from."""
        self._text = text
        self._lines = lines
        self._at = 0  # up to where comments have been looked for
        self.next = self._find(0)
        """The offset of the next `#`; an event that ends before it needs no look."""
        self.by_line: dict[int, str] = {}
        """The text after `#`, by line."""

    def before(self, event: Any) -> None:
        """Take the comments before an event and inside its own marks, but none from inside a text."""
        start, end = event.start_mark.index, event.end_mark.index
        self._take(self.next, start)
        if isinstance(event, events.DocumentStartEvent):
            self._take(start, end, _SPACED_COMMENT)
        elif isinstance(event, events.ScalarEvent):
            content = self._properties(event, start, end)
            if event.style in ("|", ">"):
                header = _BLOCK_HEADER.match(self._text, content)
                if header:
                    self._take(header.start(1), header.end(1))
        elif isinstance(event, (events.MappingStartEvent, events.SequenceStartEvent)):
            end = self._properties(event, start, len(self._text))
        self._at = max(self._at, end)
        self.next = self._find(self._at)

    def after_document(self, offset: int) -> int:
        """Take the comments behind the document's end at `offset`; the offset of what follows them."""
        if not self._text[offset:].strip(_SPACE):
            return len(self._text)
        found = _AFTER_DOCUMENT.match(self._text, offset)
        end = found.end() if found else offset
        self._take(min(offset, self.next), end)
        return end

    def _find(self, offset: int) -> int:
        found = self._text.find("#", offset)
        return found if found >= 0 else len(self._text) + 1

    def _properties(self, event: Any, start: int, end: int) -> int:
        """Pass over a node's tag and anchor: the offset of its content."""
        if event.tag is None and event.anchor is None:
            return start
        found = _PROPERTIES.match(self._text, start, end)
        content = found.end() if found else start
        self._take(start, content, _SPACED_COMMENT)
        return content

    def _take(self, start: int, end: int, pattern: re.Pattern[str] = _COMMENT) -> None:
        if self._text.find("#", start, end) >= 0:
            for found in pattern.finditer(self._text, start, end):
                self.by_line[self._lines.position(found.start())[0]] = found[0][1:]
