"""Saved snapshots: JSON Lines of a header, resources, coverage and a footer.

    {"kind": "header", "version": 1, "tool": {...}, "source": "live", "started": "...Z",
     "worlds": [{"world": ..., "accounts": [...], "regions": [...]}]}
    {"kind": "resource", "world": ..., "type": ..., "id": ..., "account": ..., "region": ..., "identifiers": {...}, "properties": {...}}
    {"kind": "coverage", "world": ..., "type": ..., "status": "complete", "account": ..., "region": ..., "action": ..., "reason": ...}
    {"kind": "footer", "finished": "...Z", "resources": 2, "digest": "sha256:..."}

Each record names its world. A file without a footer is incomplete. The digest is SHA-256 of the lines before the footer, blank ones
left out; a file written by hand may leave it out. `schemas/snapshot.schema.json` describes every line; values that JSON lacks are in the
form of `encoding`. Reading and writing hold one line at a time.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Final

from scanner import __version__
from scanner.documents import Limits, read, to_python
from scanner.encoding import encode
from scanner.errors import DocumentError, SourceError
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.snapshot import Gap, Resource, Snapshot

if TYPE_CHECKING:
    from pathlib import Path

VERSION: Final = 1
KINDS: Final = ("header", "resource", "coverage", "footer")
LIVE, CODE = "live", "code"
"""Where a snapshot was gathered: an account, or infrastructure code."""
LONGEST: Final = 32 << 20
"""Bytes of one line."""
LINE_LIMITS: Final = Limits(bytes=LONGEST, nodes=2_000_000)
STATUS_OF_KIND: Final = {"incomplete": "partial"}
KIND_OF_STATUS: Final = {"partial": "incomplete", "failed": "incomplete", "skipped": "incomplete", "throttled": "incomplete"}
"""Coverage that is not complete is a Gap, of this kind where its status is not itself one."""
_SURROGATE: Final = regex(rb"\\u[dD][89a-fA-F]")
_HEADER: Final = regex(rb'\A(?:\xef\xbb\xbf)?\s*\{[^\r\n]{0,4000}?"kind"\s*:\s*"header"', needs=(b'"kind"',))
_WANTED: Final[Mapping[str, Mapping[str, type]]] = {
    "header": {"version": int},
    "resource": {"type": str, "id": str, "properties": dict},
    "coverage": {"type": str, "status": str},
    "footer": {"resources": int},
}
_OPTIONAL: Final = {"world": str, "account": str, "region": str, "source": str, "started": str, "reason": str, "action": str, "digest": str}
_OPTIONAL_OF: Final[Mapping[str, Mapping[str, type]]] = {"header": {"worlds": list, "tool": dict}, "resource": {"identifiers": dict}}


@dataclass(frozen=True, slots=True)
class Scope:
    """A world of the header: what was looked at."""

    world: str
    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as it stands there."""

    number: int
    offset: int
    """Bytes before it."""
    data: bytes


def recognise(first: bytes) -> bool:
    """Whether the first bytes of a file are those of a saved snapshot: a header on the first line that is not blank."""
    return _HEADER.match(first) is not None


def lines_of(stream: IO[bytes]) -> Iterator[Line]:
    """The lines that are not blank. One that is too long is cut, and so cannot be read."""
    number = offset = 0
    while True:
        data = stream.readline(LONGEST + 1)
        if not data:
            return
        number += 1
        size = len(data)
        while not data.endswith(b"\n") and len(data) > LONGEST:
            rest = stream.readline(LONGEST + 1)
            size += len(rest)
            if len(rest) <= LONGEST:
                break
        if data.strip():
            yield Line(number, offset, data)
        offset += size


def parse(line: Line, file: str) -> dict[str, Any]:
    """The record of a line, its values still encoded; DocumentError at the line where it is none."""
    if len(line.data) > LONGEST:
        raise DocumentError(f"a line of more than {LONGEST:,} bytes; split the resource", file=file, line=line.number, column=1)
    record = _quick(line.data)
    if record is None:  # in doubt, the strict reader decides, and tells where it is wrong
        document = read(line.data.rstrip(b"\r\n"), file, "json", LINE_LIMITS, first_line=line.number)
        record = to_python(document.root, file=file)
    problem = _problem(record)
    if problem:
        raise DocumentError(problem, file=file, line=line.number, column=1)
    return dict(record)


def _quick(data: bytes) -> Any:
    """The value of a plain line of JSON; None where there is anything about it that only the strict reader may judge."""
    if _SURROGATE.search(data) or data.count(b"[") + data.count(b"{") > 5000:
        return None
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("duplicate key")
    return result


def _refused(name: str) -> Any:
    raise ValueError(name)


def _problem(record: Any) -> str | None:
    """What is wrong with a record, for a person."""
    if not isinstance(record, dict):
        return "a line of a snapshot is a JSON object"
    kind = record.get("kind")
    if kind not in KINDS:
        return f'"kind" is {json.dumps(kind)}; it is one of {", ".join(KINDS)}' if "kind" in record else 'the record has no "kind"'
    for key, wanted in _WANTED[kind].items():
        if not isinstance(record.get(key), wanted) or isinstance(record.get(key), bool):
            return f'the {kind} record needs "{key}"' + ("" if key not in record else f", {_NAMES[wanted]}")
    for key, wanted in (*_OPTIONAL.items(), *_OPTIONAL_OF.get(kind, {}).items()):
        if record.get(key) is not None and not isinstance(record[key], wanted):
            return f'"{key}" of the {kind} record is {_NAMES[wanted]}'
    return None


_NAMES: Final = {str: "a text", int: "a whole number", dict: "an object", list: "a list"}


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
    """The first record. `started` is RFC 3339, UTC."""
    worlds = [{"world": scope.world, "accounts": list(scope.accounts), "regions": list(scope.regions)} for scope in scopes]
    tool = {"name": "plimsoll", "version": __version__}
    return {"kind": "header", "version": VERSION, "tool": tool, "source": source, "started": started, "worlds": worlds}


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
    record.update({key: value for key, value in (("account", gap.account), ("region", gap.region), ("at", place)) if value is not None})
    return record


def records_of(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """The resources of a snapshot, and what it covers."""
    for resource in snapshot.resources:
        yield resource_record(resource, snapshot.world)
    for type in sorted(snapshot.closed):
        yield {"kind": "coverage", "world": snapshot.world, "type": type, "status": "complete"}
    for gap in snapshot.gaps:
        yield coverage_record(gap, snapshot.world)


def write_records(records: Iterable[Mapping[str, Any]], out: IO[bytes], finished: str | None = None) -> None:
    """Write a header and the records that follow it, and then the footer that counts them."""
    import hashlib

    digest = hashlib.sha256()
    resources = 0
    for record in records:
        resources += record["kind"] == "resource"
        line = _dumped(record)
        digest.update(line)
        out.write(line)
    out.write(_dumped({"kind": "footer", "finished": finished, "resources": resources, "digest": f"sha256:{digest.hexdigest()}"}))


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


def _dumped(record: Mapping[str, Any]) -> bytes:
    """One line: ASCII only, so that no character in it ends a line for any reader."""
    return json.dumps(record, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"
