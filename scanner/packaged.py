"""Where the policies and schemas that come with Plimsoll stand: in the wheel, or in a checkout beside the package; and their built form.

`policies/built/` holds the built-in policies as a run reads them (`policy_builder` writes it). Its `index.json` names the files that it was
made from, with their checksums: in a checkout it counts only as long as they are unchanged, so who edits a policy or the engine is answered
by what is edited.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from scanner import lean_json

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Of the index."""
_PACKAGE = os.path.dirname(os.path.realpath(__file__))


def policies_dir() -> Path:
    """The folder of the built-in policies, relations, data and packs."""
    from pathlib import Path

    return Path(_directory("policies"))


def schemas_dir() -> Path:
    """The folder of the JSON Schemas and of the packed resource schemas."""
    from pathlib import Path

    return Path(_directory("schemas"))


def read_schema(name: str) -> bytes:
    """A file of the schemas' folder."""
    return _read(os.path.join(_directory("schemas"), name))


@cache
def _directory(name: str) -> str:
    """A folder as text: `pathlib` costs a start as much as reading a template."""
    in_wheel = os.path.join(_PACKAGE, "_data", name)
    return in_wheel if os.path.isdir(in_wheel) else os.path.join(os.path.dirname(_PACKAGE), name)


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def built(name: str) -> str:
    """The path of a built file."""
    return os.path.join(_directory("policies"), "built", name)


@cache
def built_index() -> Mapping[str, Any] | None:
    """The index of what is built; None where nothing is, or where a file has changed since."""
    path = built("index.json")
    try:
        found: dict[str, Any] = lean_json.loads(_read(path))
        made = os.stat(path).st_mtime_ns
    except OSError:
        return None
    if found["format"] != FORMAT:
        return None
    policies = _directory("policies")
    installed = policies == os.path.join(_PACKAGE, "_data", "policies")
    return found if installed or _unchanged(policies, found["files"], made) else None


def _unchanged(folder: str, files: Mapping[str, int], made: int) -> bool:
    """Whether all files are what they were: not touched since, or of the same content."""
    try:
        for name, known in files.items():
            path = f"{folder}/{name}"
            if os.stat(path).st_mtime_ns > made and checksum(path) != known:
                return False
    except OSError:
        return False
    return True


def checksum(path: str) -> int:
    """The CRC-32 of a file."""
    import zlib

    return zlib.crc32(_read(path))


def built_data(name: str) -> Any:
    """A file of `policies/data`, from its built form; None where that is not there or no longer right."""
    path = built(os.path.join("data", f"{name}.json"))
    return lean_json.loads(_read(path)) if built_index() is not None and os.path.isfile(path) else None
