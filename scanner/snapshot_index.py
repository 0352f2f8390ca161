"""The index of a snapshot of many accounts: what was asked for, of whom, what is there, and what is not.

`snapshot.json` in the snapshot's directory, written last. `schemas/snapshot-index.schema.json` describes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from scanner import __version__
from scanner.errors import SourceError
from scanner.records import dataclass, fields
from scanner.snapshot import Gap
from scanner.snapshot_file import LIVE, replacing
from scanner.snapshot_packed import opened

INDEX: Final = "snapshot.json"
VERSION: Final = 1
LARGEST: Final = 256 << 20
"""Bytes of an index."""


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part, as the index names it."""

    file: str
    """Relative to the directory, with forward slashes."""
    account: str
    region: str
    resources: int
    digest: str
    """SHA-256 of its lines before the footer: `sha256:...`."""
    calls: int = 0
    started: str | None = None
    finished: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {one.name: getattr(self, one.name) for one in fields(type(self))}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> PartEntry:
        """The entry of `to_json`. SourceError where it cannot be meant."""
        return cls(
            file=_text(said, "file"),
            account=_text(said, "account"),
            region=_text(said, "region"),
            resources=_number(said, "resources"),
            digest=_text(said, "digest"),
            calls=_number(said, "calls") if "calls" in said else 0,
            started=_optional(said, "started"),
            finished=_optional(said, "finished"),
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """A region of an account that was not read."""

    region: str
    reason: str
    """For a person."""
    kind: str = "incomplete"
    """As of a Gap."""
    settle: str | None = None


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account that was asked."""

    id: str
    partition: str = "aws"
    name: str | None = None
    regions: tuple[str, ...] = ()
    """Those that were asked for, `global` not among them."""
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """What a directory holds."""

    catalogue: str
    types: tuple[str, ...]
    """What was asked for; other types may be there because these hang on them."""
    started: str | None
    finished: str | None
    endpoint: str | None = None
    accounts: tuple[AccountEntry, ...] = ()
    parts: tuple[PartEntry, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """What concerns no part: accounts that could not be asked, parts that were lost."""
    source: str = LIVE


# ---------------------------------------------------------------- writing


def write_index(directory: Path, index: Index) -> None:
    """Write what the directory holds, when all of it is there. SourceError where the file cannot be written."""
    said = index_to_json(index)
    with replacing(directory / INDEX) as out:
        out.write(json.dumps({**said, "digest": digest_of(said)}, indent=1, allow_nan=False).encode("ascii") + b"\n")


def remove_index(directory: Path) -> None:
    """Let the directory have no index, because its parts are about to change; nothing where it has none."""
    try:
        (directory / INDEX).unlink(missing_ok=True)
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a directory that can be written", file=str(directory / INDEX)) from error


def digest_of(said: Mapping[str, Any]) -> str:
    """The digest of an index: of its JSON with sorted keys and without the digest itself. It covers all parts by their digests."""
    text = json.dumps({key: value for key, value in said.items() if key != "digest"}, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"


def index_to_json(index: Index) -> dict[str, Any]:
    """Plain data."""
    return {
        "kind": "index",
        "version": VERSION,
        "tool": {"name": "plimsoll", "version": __version__},
        "source": index.source,
        "catalogue": index.catalogue,
        "endpoint": index.endpoint,
        "types": list(index.types),
        "started": index.started,
        "finished": index.finished,
        "accounts": [_account_to_json(one) for one in index.accounts],
        "parts": [one.to_json() for one in index.parts],
        "gaps": [_said(gap, ("type", "reason", "account", "region", "kind", "settle", "action", "time")) for gap in index.gaps],
    }


def _account_to_json(one: AccountEntry) -> dict[str, Any]:
    skipped = [_said(region, ("region", "reason", "kind", "settle")) for region in one.skipped]
    return {"id": one.id, "partition": one.partition, "name": one.name, "regions": list(one.regions), "skipped": skipped}


def _said(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(record, name)) is not None}


# ---------------------------------------------------------------- reading


def read_index(path: Path) -> Index:
    """The index of a directory. SourceError where it cannot be read, or cannot be meant."""
    name = str(path)
    with opened(path, name, follow=False) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SourceError(f"an index of more than {LARGEST:,} bytes; split the accounts", file=name)
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError("the index is no JSON; collect again with --resume", file=name) from error
    try:
        if not isinstance(said, dict) or said.get("kind") != "index":
            raise SourceError('the index is no object with "kind": "index"')
        if said.get("version") != VERSION:
            raise SourceError(f"version {said.get('version')!r} of the index is not known; this reads version {VERSION}")
        if said.get("digest") not in (None, digest_of(said)):
            raise SourceError("the index was changed after it was written: its digest does not match")
        return _index_of(said)
    except SourceError as error:
        raise SourceError(error.message, file=name) from error


def _index_of(said: Mapping[str, Any]) -> Index:
    return Index(
        catalogue=_optional(said, "catalogue") or "",
        types=_texts(said, "types"),
        started=_optional(said, "started"),
        finished=_optional(said, "finished"),
        endpoint=_optional(said, "endpoint"),
        accounts=tuple(_account_of(one) for one in _objects(said, "accounts")),
        parts=tuple(PartEntry.of_json(one) for one in _objects(said, "parts")),
        gaps=tuple(_gap_of(one) for one in _objects(said, "gaps")),
        source=_optional(said, "source") or LIVE,
    )


def _account_of(said: Mapping[str, Any]) -> AccountEntry:
    skipped = tuple(
        Skipped(_text(one, "region"), _text(one, "reason"), _optional(one, "kind") or "incomplete", _optional(one, "settle"))
        for one in _objects(said, "skipped")
    )
    return AccountEntry(_text(said, "id"), _optional(said, "partition") or "aws", _optional(said, "name"), _texts(said, "regions"), skipped)


def _gap_of(said: Mapping[str, Any]) -> Gap:
    return Gap(
        _text(said, "type"),
        _text(said, "reason"),
        None,
        _optional(said, "account"),
        _optional(said, "region"),
        _optional(said, "kind") or "incomplete",
        _optional(said, "settle"),
        _optional(said, "action"),
        _optional(said, "time"),
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str):
        raise SourceError(f'"{name}" in the index is no text')
    return found


def _optional(said: Mapping[str, Any], name: str) -> str | None:
    return None if said.get(name) is None else _text(said, name)


def _number(said: Mapping[str, Any], name: str) -> int:
    found = said.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise SourceError(f'"{name}" in the index is no number')
    return found


def _objects(said: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = said.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise SourceError(f'"{name}" in the index is no list of objects')
    return found


def _texts(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = said.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise SourceError(f'"{name}" in the index is no list of texts')
    return tuple(found)
