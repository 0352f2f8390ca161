"""Source text as it may be shown: what redaction removed from a snapshot is removed from the lines that hold it, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scanner.patterns import regex
from scanner.redaction.rules import DETECTED
from scanner.snapshot import Location, Resource, Snapshot
from scanner.unknown import Unknown
from scanner.whereabouts import walk

MASK = "(sensitive)"
_KEY = regex(r"""\s*["']?[\w:.$-]{1,80}["']?\s*:(?=\s|$)""")
_LINES = regex(r"\r\n|\n|\r")


class Showable:
    """The files of some worlds, masked."""

    def __init__(self) -> None:
        """Start with none."""
        self._places: dict[str, list[Location]] = {}

    def add(self, snapshot: Snapshot) -> None:
        """Note where a snapshot's sensitive values are written."""
        for resource in snapshot.resources:
            for location in sensitive_places(resource):
                self._places.setdefault(location.file, []).append(location)

    def lines(self, file: str) -> str | None:
        """The text of a file with its lines where they were; None where it is not there."""
        try:
            text = Path(file).read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            return None
        lines = _LINES.split(text.removeprefix("\ufeff"))
        for location in self._places.get(file, ()):
            mask(lines, location)
        return "\n".join(detected(line) for line in lines)


def sensitive_places(resource: Resource) -> Iterator[Location]:
    """Where the values of a resource are written that must not be shown, or that hold such a piece."""
    for value, pointer in walk(resource.properties):
        if is_sensitive(value):
            location = resource.origin.at(pointer)
            if location is not None:
                yield location


def is_sensitive(value: Any) -> bool:
    """Whether a value, or a piece of it, was redacted or must not be shown."""
    if not isinstance(value, Unknown):
        return False
    return (
        value.sensitive or value.redacted is not None or any(map(is_sensitive, value.parts or ())) or any(map(is_sensitive, value.causes))
    )


def mask(lines: list[str], location: Location) -> None:
    """Remove a region from the lines that hold it; the key that it begins with stays, and what follows keeps its columns."""
    first, last = location.line - 1, min(location.end_line, len(lines)) - 1
    if not 0 <= first < len(lines):
        return
    text = lines[first]
    start = min(location.column - 1, len(text))
    key = _KEY.match(text, start)
    end = location.end_column - 1 if last == first else len(text)
    shown = start if key is None else min(key.end() + 1, end)
    lines[first] = text[:shown] + MASK[: end - shown].ljust(end - shown) + text[end:]
    for index in range(first + 1, last + 1):
        lines[index] = MASK


def detected(line: str) -> str:
    """A line without what looks like a key or a token, whoever wrote it."""
    found = DETECTED.search(line)
    return line if found is None else line[: found.start()] + MASK
