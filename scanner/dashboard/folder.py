"""A folder that appears whole or not at all, and replaces only what we wrote ourselves."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scanner.errors import UsageError

MARKER: Final = ".plimsoll-report.json"
"""Lists what a folder holds of ours: only such a folder is replaced, and only while it holds nothing else."""


@contextlib.contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A new folder to write into; when the block ends well it stands at `target`, else nothing changed.

    UsageError where something else is there, or nothing can be written.
    """
    target = Path(os.path.abspath(target))
    check(target)
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise UsageError(f'"{target}" cannot be written: {error.strerror}; name a folder in one that exists') from error
    try:
        yield part
        held = sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())
        (part / MARKER).write_text(json.dumps({"format": 1, "files": [*held, MARKER]}, indent=1), encoding="utf-8")
        part.chmod(0o755)
        check(target)
        _swap(part, target)
    except OSError as error:
        raise UsageError(f'"{target}" cannot be written: {error.strerror}; make room, or name another folder') from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(part: Path, target: Path) -> None:
    """Put the new folder where the old one stands."""
    if not target.exists():
        part.rename(target)
        return
    old = part.with_suffix(".old")
    target.rename(old)
    try:
        part.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)


def check(target: Path) -> None:
    """UsageError where a folder holds what we did not write."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError(f'"{target}" is no folder; name a new one')
    if not target.exists():
        return
    held = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_symlink() or not path.is_dir()}
    foreign = sorted(held - _known(target))
    if foreign:
        raise UsageError(f'"{target}" holds what is no report, such as "{foreign[0]}"; name a new folder, or move it away')


def _known(target: Path) -> set[str]:
    """What a folder's marker says that we wrote."""
    try:
        found = json.loads((target / MARKER).read_text(encoding="utf-8"))
        return set(found["files"]) if found["format"] == 1 else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()
