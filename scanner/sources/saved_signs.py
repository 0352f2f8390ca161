"""By what saved snapshots are known before they are read: folders of parts, and packed files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from scanner.patterns import regex
from scanner.snapshot_index import INDEX
from scanner.snapshot_packed import beginning, opened
from scanner.snapshot_parts import ENDINGS

FIRST: Final = 8192
"""Bytes by which a file is known."""
_INDEX: Final = regex(rb'\s*\{\s*"kind"\s*:\s*"index"')
_ACCOUNT: Final = regex(r"\d{12}")


def holds_parts(entries: Sequence[os.DirEntry[str]]) -> bool:
    """Whether a folder is a snapshot of many accounts: by its index, or where that is missing or damaged, by its parts."""
    for entry in entries:
        if entry.name == INDEX and entry.is_file(follow_symlinks=False):
            with opened(entry.path, entry.path, follow=False) as stream:
                if _INDEX.match(stream.read(FIRST)) is not None:
                    return True
    accounts = [entry for entry in entries if _ACCOUNT.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)]
    return any(_has_part(entry.path) for entry in accounts)


def _has_part(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.endswith(ENDINGS[0]) and entry.is_file(follow_symlinks=False) for entry in entries)
    except OSError:
        return False  # it is met again as a folder, and told there


def unpacked(first: bytes) -> bytes:
    """The first bytes of what is in a packed file; its own where they cannot be unpacked."""
    return beginning(first, FIRST) or first
