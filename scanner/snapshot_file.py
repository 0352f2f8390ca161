"""Saved snapshots: JSON Lines of a header, resources, coverage and a footer.

    {"kind": "header", "version": 1, "tool": {...}, "source": "live", "started": "...Z",
     "worlds": [{"world": ..., "accounts": [...], "regions": [...]}], "form": "canonical"}
    {"kind": "resource", "world": ..., "type": ..., "id": ..., "account": ..., "region": ..., "identifiers": {...}, "properties": {...}}
    {"kind": "coverage", "world": ..., "type": ..., "status": "complete", "account": ..., "region": ..., "action": ..., "reason": ...}
    {"kind": "footer", "finished": "...Z", "resources": 2, "digest": "sha256:..."}

Each record names its world. A file without a footer is incomplete. The digest is SHA-256 of the lines before the footer, blank ones
left out; a file written by hand may leave it out. `schemas/snapshot.schema.json` describes every line; values that JSON lacks are in the
form of `encoding`. Reading holds a chunk of lines at a time, writing one line.

`"form": "canonical"` in the header says that we wrote the file: then keys that stand twice are not looked for, which is all that is taken
on trust. That values are in canonical form, and nothing in them sensitive, is looked at in every file.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Final

from scanner import __version__
from scanner.encoding import encode
from scanner.errors import SourceError
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.snapshot import Gap, Resource, Snapshot

if TYPE_CHECKING:
    from pathlib import Path


VERSION: Final = 1
LIVE, CODE, CONFIG = "live", "code", "config"
"""Where a snapshot was gathered: an account, infrastructure code, or what AWS Config holds of accounts."""
CANONICAL: Final = "canonical"
"""The `form` of what we wrote."""
COMPLETE, IN_USE, UNREAD, DENIED = "complete", "in-use", "unread", "denied"
"""Statuses: all there is; all that is in use, more may exist, no gap; no resource is missing, but something of one; refused."""
STATUS_OF_KIND: Final = {"incomplete": "partial"}
KIND_OF_STATUS: Final = {"partial": "incomplete", "failed": "incomplete", "skipped": "incomplete", "throttled": "incomplete"}
"""Coverage that is not complete is a Gap, of this kind where its status is not itself one."""
_HEADER: Final = regex(rb'\A(?:\xef\xbb\xbf)?\s*\{[^\r\n]{0,4000}?"kind"\s*:\s*"header"', needs=(b'"kind"',))


@dataclass(frozen=True, slots=True)
class Scope:
    """A world of the header: what was looked at."""

    world: str
    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def recognise(first: bytes) -> bool:
    """Whether the first bytes of a file are those of a saved snapshot: a header on the first line that is not blank."""
    return _HEADER.match(first) is not None


def scopes_of(header: Mapping[str, Any]) -> list[Scope]:
    """The worlds that a header announces; what is malformed among them is left out, its records name their world anyway."""
    found = []
    for item in header.get("worlds") or ():
        if isinstance(item, dict) and isinstance(item.get("world"), str):
            accounts, regions = ([one for one in item.get(key) or () if isinstance(one, str)] for key in ("accounts", "regions"))
            found.append(Scope(item["world"], tuple(accounts), tuple(regions)))
    return found


# ---------------------------------------------------------------- writing


def header_record(source: str, started: str | None, scopes: Sequence[Scope]) -> dict[str, Any]:
    """The first record of what is written here, all of it canonical and redacted. `started` is RFC 3339, UTC."""
    worlds = [{"world": scope.world, "accounts": list(scope.accounts), "regions": list(scope.regions)} for scope in scopes]
    tool = {"name": "plimsoll", "version": __version__}
    return {"kind": "header", "version": VERSION, "tool": tool, "source": source, "form": CANONICAL, "started": started, "worlds": worlds}


def resource_record(resource: Resource, world: str) -> dict[str, Any]:
    """A resource as a record: already redacted, as every Snapshot is."""
    record: dict[str, Any] = {"kind": "resource", "world": world, "type": resource.type, "id": resource.id}
    record.update({key: value for key, value in (("account", resource.account), ("region", resource.region)) if value is not None})
    if resource.identifiers:
        record["identifiers"] = encode(dict(resource.identifiers))
    if resource.exists is not True:
        record["exists"] = encode(resource.exists)
    record["properties"] = encode(resource.properties)
    return record


def coverage_record(gap: Gap, world: str) -> dict[str, Any]:
    """A gap as a record."""
    record = {"kind": "coverage", "world": world, "type": gap.type, "status": STATUS_OF_KIND.get(gap.kind, gap.kind), "reason": gap.reason}
    place = f"{gap.location.file}:{gap.location.line}:{gap.location.column}" if gap.location else None
    more = {"account": gap.account, "region": gap.region, "at": place, "action": gap.action, "time": gap.time, "settle": gap.settle}
    record.update({key: value for key, value in more.items() if value is not None})
    return record


def records_of(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """The resources of a snapshot, and what it covers."""
    for resource in snapshot.resources:
        yield resource_record(resource, snapshot.world)
    for status, types in ((COMPLETE, snapshot.closed), (IN_USE, snapshot.in_use)):
        for type in sorted(types):
            yield {"kind": "coverage", "world": snapshot.world, "type": type, "status": status}
    for gap in snapshot.gaps:
        yield coverage_record(gap, snapshot.world)


def write_records(records: Iterable[Mapping[str, Any]], out: IO[bytes], finished: str | None = None) -> None:
    """Write a header and the records that follow it, and then the footer that counts them."""
    import hashlib

    digest = hashlib.sha256()
    resources = 0
    for record in records:
        resources += record["kind"] == "resource"
        line = dumped(record)
        digest.update(line)
        out.write(line)
    out.write(dumped({"kind": "footer", "finished": finished, "resources": resources, "digest": f"sha256:{digest.hexdigest()}"}))


def write(snapshots: Iterable[Snapshot], path: Path, scopes: Sequence[Scope] = (), finished: str | None = None) -> None:
    """Write snapshots to a file, one after another: whole, or not at all.

    SourceError where the file cannot be written. Live and time are taken from the first snapshot.
    """

    def records() -> Iterator[Mapping[str, Any]]:
        first = True
        for snapshot in snapshots:
            if first:
                yield header_record(LIVE if snapshot.live else CODE, snapshot.time, scopes or [Scope(snapshot.world)])
                first = False
            yield from records_of(snapshot)
        if first:
            yield header_record(CODE, None, scopes)

    with replacing(path) as out:
        write_records(records(), out, finished)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when it is whole; only its owner may read it, since it describes an account."""
    import tempfile

    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
            temporary = out.name
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a file that can be written", file=str(path)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def dumped(record: Mapping[str, Any]) -> bytes:
    """One line: ASCII only, so that no character in it ends a line for any reader."""
    return json.dumps(record, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"
