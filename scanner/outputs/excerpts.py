"""Excerpts of source: the line that a place names, with a caret under the region."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scanner.patterns import regex
from scanner.snapshot import Location

LINE_END: re.Pattern[str] = regex(r"\r\n|\n|\r")


class Excerpts:
    """Shows each place once; a whole record on one line tells nothing, and is not shown."""

    def __init__(self, lines: Callable[[str], str | None] | None, width: int) -> None:
        """Take the reader of source text (already free of what must not be shown), and the columns of the page."""
        self._lines = lines
        self._width = width
        self._files: dict[str, list[str] | None] = {}
        self._shown: set[Location] = set()

    def show(self, location: Location | None, indent: int) -> Iterator[str]:
        """The lines of an excerpt; none where the place was shown or its file is not there."""
        if location is None or location in self._shown:
            return
        self._shown.add(location)
        lines = self._of(location.file)
        if lines is None or not 0 < location.line <= len(lines):
            return
        gutter = " " * indent + " " * len(str(location.line)) + " | "
        before, region, after = parts_of(lines[location.line - 1], location)
        if not region.strip() or (len(region) > self._width and region.startswith("{")):
            return
        room = max(10, self._width - len(gutter))
        shift = max(0, len(before) - 8) if len(before) + len(region) > room else 0
        line = before[shift:] + region
        line = line[: room - 4] + " ..." if after or len(line) > room else line
        yield " " * indent + f"{location.line} | {_visible(line).rstrip()}"
        yield gutter + " " * (len(before) - shift) + "^" * max(1, min(len(region), room - 4 - len(before) + shift))
        if location.end_line > location.line:
            yield gutter + f"... to line {location.end_line}"

    def _of(self, file: str) -> list[str] | None:
        if file not in self._files:
            text = self._lines(file) if self._lines is not None else None
            self._files[file] = None if text is None else LINE_END.split(text.removeprefix("\ufeff"))
        return self._files[file]


def parts_of(text: str, location: Location) -> tuple[str, str, bool]:
    """What stands before a region in its first line, the region there, and whether more follows.

    Only the region is shown, and the list marks before it: what else stands in the line was not read, so nobody knows what it holds.
    """
    start = location.column - 1
    end = location.end_column - 1 if location.end_line == location.line else len(text)
    before = text[:start]
    if before.strip(" \t-"):
        before = "... ".rjust(start) if start >= len("... ") else " " * start
    region = text[start:end].rstrip()
    return before, region, location.end_line == location.line and bool(text[end:].strip(" \t,:\"'"))


def _visible(text: str) -> str:
    """A line whose columns stay where they are: what steers a terminal becomes `?`."""
    return "".join(character if character.isprintable() else " " if character == "\t" else "?" for character in text)
