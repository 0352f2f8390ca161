"""Snapshots of many accounts: a directory with a part for each account and region, and an index that is written last.

    DIR/snapshot.json                 the index: what was asked for, of whom, what is there, and what is not
    DIR/<account>/<region>.jsonl.zst  a part: a whole snapshot file, in frames of Zstandard, one or more for each service

`schemas/snapshot-index.schema.json` describes the index. Every file takes its place when it is whole. Parts may be unpacked (`.jsonl`) or
packed otherwise (`.jsonl.gz`): they are known by their content. A part's digest is that of its footer, however it is packed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from scanner.errors import SourceError
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.snapshot import Resource
from scanner.snapshot_file import LIVE, UNREAD, Scope, dumped, header_record, replacing, resource_record
from scanner.snapshot_index import INDEX, AccountEntry, Index, PartEntry, Skipped, read_index, remove_index, write_index
from scanner.snapshot_lines import Line, chunks_of, parse
from scanner.snapshot_packed import Packer, opened

__all__ = [
    "ENDINGS", "GLOBAL", "INDEX", "About", "AccountEntry", "Coverage", "Index", "PartEntry", "Skipped", "coverage_of", "finished",
    "parts_in", "read_index", "remove_index", "write_index", "write_part",
]  # fmt: skip

GLOBAL: Final = "global"
"""The region of the part that holds what an account has in no region."""
ENDINGS: Final = (".jsonl.zst", ".jsonl.gz", ".jsonl")
"""Of parts; the first is what is written."""
AGAIN: Final = frozenset({"failed", "throttled", "partial", "skipped"})
"""Coverage that may be better a second time, so that a part with it is not finished."""
ACCOUNT: Final = regex(r"[0-9A-Za-z_-]{1,64}")
REGION: Final = regex(r"[a-z][a-z0-9-]{0,63}")
_RESOURCE: Final = b'{"kind":"resource",'


class Coverage(Protocol):
    """How much of a type was seen in one account and region (`sources.aws.collect.Coverage`)."""

    @property
    def type(self) -> str:
        """The type."""

    @property
    def status(self) -> str:
        """complete, in-use, unread, denied, ..."""

    @property
    def action(self) -> str | None:
        """What was asked."""

    @property
    def reason(self) -> str | None:
        """For a person."""

    @property
    def time(self) -> str:
        """RFC 3339, UTC."""

    @property
    def settle(self) -> str | None:
        """What would let it be read."""


@dataclass(frozen=True, slots=True)
class About:
    """What is the same in all parts of a run but for the time."""

    catalogue: str
    """The catalogue's digest."""
    types: frozenset[str]
    """What was asked for."""
    started: str
    """When the part was begun: RFC 3339, UTC."""
    endpoint: str | None = None
    """What stood in AWS's place."""


# ---------------------------------------------------------------- writing


def write_part(
    directory: Path, account: str, region: str, resources: Iterable[Resource], coverage: Iterable[Coverage], calls: int, about: About
) -> PartEntry:
    """Write what an account holds in a region, canonical and redacted as it is. SourceError where the file cannot be written."""
    if not ACCOUNT.fullmatch(account) or not REGION.fullmatch(region):
        raise SourceError(f'"{account}/{region}" is no account and region; a part cannot be named after it')
    file = f"{account}/{region}{ENDINGS[0]}"
    digest = hashlib.sha256()
    count = 0
    _folder(directory, account)
    with replacing(directory / account / (region + ENDINGS[0])) as out:
        packer = Packer(out)

        def put(record: Mapping[str, Any]) -> None:
            line = dumped(record)
            digest.update(line)
            packer.write(line)

        head = header_record(LIVE, about.started, [Scope(account, (account,), (region,))])
        put({**head, "catalogue": about.catalogue, "types": sorted(about.types), "endpoint": about.endpoint})
        service = None
        for resource in resources:
            if resource.type.split("::")[1:2] != service:
                service = resource.type.split("::")[1:2]
                packer.end_frame()
            put(resource_record(resource, account))
            count += 1
        packer.end_frame()
        for one in coverage:
            put(coverage_of(one, account, region))
        finished = _now()
        entry = PartEntry(file, account, region, count, f"sha256:{digest.hexdigest()}", calls, about.started, finished)
        footer = {"kind": "footer", "finished": finished, "resources": count, "digest": entry.digest, "calls": calls}
        packer.write(dumped(footer))
        packer.end_frame()
    return entry


def coverage_of(one: Coverage, account: str, region: str) -> dict[str, Any]:
    """How much was seen of a type, as a record."""
    record = {"kind": "coverage", "world": account, "account": account, "region": region, "type": one.type, "status": one.status}
    more = {"action": one.action, "reason": one.reason, "settle": one.settle, "time": one.time}
    return {**record, **{key: value for key, value in more.items() if value is not None}}


def _folder(directory: Path, account: str) -> None:
    try:
        (directory / account).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a directory that can be written", file=str(directory)) from error


def _now() -> str:
    import time

    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


# ---------------------------------------------------------------- going on


def parts_in(directory: Path) -> dict[tuple[str, str], str]:
    """The files that are named as parts, relative to the directory, by account and region: of several for one the first of ENDINGS."""
    found: dict[tuple[str, str], str] = {}
    try:
        accounts = sorted(entry.name for entry in os.scandir(directory) if entry.is_dir(follow_symlinks=False))
        for account in accounts:
            if not ACCOUNT.fullmatch(account):
                continue
            names = {entry.name for entry in os.scandir(directory / account) if entry.is_file(follow_symlinks=False)}
            for ending in ENDINGS:
                for name in sorted(names):
                    region = name.removesuffix(ending)
                    if name.endswith(ending) and REGION.fullmatch(region):
                        found.setdefault((account, region), f"{account}/{name}")
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a directory that can be read", file=str(directory)) from error
    return found


def finished(directory: Path, catalogue: str, types: Iterable[str]) -> dict[tuple[str, str], PartEntry]:
    """The parts that need not be collected again, by account and region: whole, by this catalogue, with these types and all that was asked.

    What was denied is kept; what failed, was throttled, skipped or broken off is done again, and so is what cannot be read.
    """
    wanted = frozenset(types)
    found = {}
    for (account, region), file in parts_in(directory).items():
        try:
            entry = _finished(directory, file, account, region, catalogue, wanted)
        except SourceError:
            continue  # it is collected again, and then written over
        if entry is not None:
            found[account, region] = entry
    return found


def _was_refused(record: Mapping[str, Any]) -> bool:
    """Whether something was not read because it may not be: asking again gives the same answer. Faults may pass."""
    return str(record.get("settle") or "").startswith(("grant ", "let "))


def _finished(directory: Path, file: str, account: str, region: str, catalogue: str, types: frozenset[str]) -> PartEntry | None:
    """The entry of a part, held to its digest; None where it is to be done again."""
    digest = hashlib.sha256()
    header: dict[str, Any] | None = None
    count = 0
    with opened(directory / file, file, follow=False) as stream:
        for chunk in chunks_of(stream):
            for number, data in enumerate(chunk.lines, chunk.number):
                if data.startswith(_RESOURCE):
                    digest.update(data)
                    count += 1
                    continue
                record = parse(Line(number, data), file)
                if record["kind"] == "footer":
                    said = f"sha256:{digest.hexdigest()}"
                    if record.get("digest") != said or record["resources"] != count or header is None:
                        return None
                    calls = record.get("calls") or 0
                    return PartEntry(file, account, region, count, said, calls, header.get("started"), record.get("finished"))
                digest.update(data)
                if record["kind"] == "header":
                    scope = [{"world": account, "accounts": [account], "regions": [region]}]
                    asked = frozenset(one for one in record.get("types") or () if isinstance(one, str))
                    if record.get("catalogue") != catalogue or record.get("worlds") != scope or not asked >= types:
                        return None
                    header = record
                elif record.get("status") in AGAIN or (record.get("status") == UNREAD and not _was_refused(record)):
                    return None
    return None
