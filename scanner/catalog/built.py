"""The catalogue's built form: rows and plans as JSON, so that a run reads neither YAML nor botocore's models for them.

`catalog.json` beside the files is written by `make catalog` (`builder`). It tells the checksums of the files that it was made from: in a
checkout it counts only as long as they are unchanged. Its plans count as long as the installed botocore is not older than the one that
they were derived from: an older one may leave out members that the plans count on.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from scanner.catalog.plans import Plan
from scanner.catalog.rows import Row, row_of
from scanner.digests import digest
from scanner.records import dataclass, field

FORMAT: Final = 1
FILE: Final = "catalog.json"
_FOLDER: Final = os.path.dirname(os.path.realpath(__file__))


@dataclass(frozen=True, slots=True)
class Catalog:
    """All rows, and what is built of them."""

    rows: Mapping[str, Row]
    digest: str
    plans: Mapping[str, Any]
    """By type: a built plan."""
    botocore: tuple[int, ...] = ()
    """The version that the plans were derived from."""
    derived: dict[str, Plan] = field(default_factory=dict)


class _BuiltRows(Mapping[str, Row]):
    """Rows of the built form, each made when it is first asked for: an audit needs few."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = entries
        self._made: dict[str, Row] = {}

    def __getitem__(self, name: str) -> Row:
        found = self._made.get(name)
        if found is None:
            entry = self._entries[name]
            found = self._made.setdefault(name, row_of(name, entry["row"], entry["file"], entry["line"]))
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def folder() -> Path:
    """Where the catalogue's files stand."""
    return Path(_FOLDER)


@cache
def catalog() -> Catalog:
    """The built form where it is right, else what the files say."""
    found = _read()
    if found is None:
        from scanner.catalog.reading import read_catalog

        rows = read_catalog(folder())
        return Catalog(rows, digest_of(texts()), {})
    plans = {name: entry["plan"] for name, entry in found["rows"].items()}
    return Catalog(_BuiltRows(found["rows"]), found["digest"], plans, version_of(found["botocore"]))


def _read() -> dict[str, Any] | None:
    try:
        with open(os.path.join(_FOLDER, FILE), "rb") as stream:
            found: dict[str, Any] = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    if found.get("format") != FORMAT or found["files"] != checksums(texts()):
        return None
    return found


def texts() -> dict[str, bytes]:
    """The files of the catalogue, by name."""
    found = {}
    for name in sorted(os.listdir(_FOLDER)):
        if name.endswith(".yaml"):
            with open(os.path.join(_FOLDER, name), "rb") as stream:
                found[name] = stream.read()
    return found


def checksums(texts: Mapping[str, bytes]) -> dict[str, int]:
    """The CRC-32 of each file."""
    return {name: zlib.crc32(text) for name, text in texts.items()}


def digest_of(texts: Mapping[str, bytes]) -> str:
    """The version of the catalogue that the files say."""
    return "sha256:" + digest("\0".join(part for name, text in texts.items() for part in (name, text.decode())))


def version_of(text: str) -> tuple[int, ...]:
    """`1.44.5` as numbers that compare."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def plan_of(row: Row) -> Plan:
    """How a row's properties are taken from AWS's answers: built, or derived from the installed botocore."""
    import botocore  # type: ignore[import-untyped]  # botocore has no types

    known = catalog()
    plan = known.derived.get(row.type) if known.rows.get(row.type) is row else None
    if plan is not None:
        return plan
    built = known.plans.get(row.type)
    if built is not None and known.rows[row.type] is row and version_of(botocore.__version__) >= known.botocore:
        plan = Plan(built["nodes"], built["unread"], built["properties"])
    else:
        from scanner.catalog.plans import derive

        plan = derive(row, {**known.rows, row.type: row})
    if known.rows.get(row.type) is row:
        known.derived[row.type] = plan
    return plan
