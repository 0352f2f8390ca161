"""A file that is made while it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.records import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """What a view for downloads gives."""

    name: str
    """`findings.csv`."""
    parts: Iterator[str]
    """Its text; the connection stays open until the last part is read."""
