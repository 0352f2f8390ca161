"""`finding.mark`: what names a line of a report: its position (8 bytes, big-endian, from the least one on), its digest (16)."""

from __future__ import annotations

from typing import Final

_LEAST: Final = -(1 << 63)


def mark_of(digest: bytes, position: int) -> bytes:
    """The mark of a line."""
    return (position - _LEAST).to_bytes(8, "big") + digest


def digest_in(mark: bytes) -> bytes:
    """The digest of a line."""
    return mark[8:]


def position_in(mark: bytes) -> int:
    """The position of a line in the reports of its project."""
    return int.from_bytes(mark[:8], "big") + _LEAST
