"""One file of a saved snapshot, read once from its header to its footer: what is covered, and what is wrong in it, with its line.

What becomes of the resources is for others to say (`Held`: they are kept, by world).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import DocumentError, SourceError
from scanner.records import dataclass, field
from scanner.redaction.clean import marks_in
from scanner.snapshot import LEFT_OUT, Gap, Location, Resource, Snapshot
from scanner.snapshot_file import CANONICAL, COMPLETE, DENIED, IN_USE, KIND_OF_STATUS, UNREAD, VERSION, Scope, scopes_of
from scanner.snapshot_lines import LONGEST, Chunk, Line, chunks_of, parse, records_in
from scanner.sources.saved_resources import resource_of

if TYPE_CHECKING:
    from scanner.redaction import Redactor
    from scanner.snapshot_lines import Readable

ACCOUNT: Final = "AWS::Account"
EVERYWHERE: Final = (None, "*", "global", "aws-global")
"""Regions of a coverage record that stand for all."""

Covered = tuple[str, int, dict[str, Any]]
"""A coverage record: its file, its line, itself."""
Take = Callable[[str, Line, int, dict[str, Any]], None]
"""What is done with a resource: its world, its line, the bytes before that, its record."""


@dataclass(slots=True)
class Reading:
    """What a pass over a file tells but for its resources."""

    file: str
    take: Take
    header: dict[str, Any] | None = None
    header_line: int = 1
    scopes: dict[str, Scope] = field(default_factory=dict)
    coverage: dict[str, list[Covered]] = field(default_factory=dict)
    """By world."""
    gaps: list[Gap] = field(default_factory=list)
    """Of the file as a whole: they hold for each of its worlds."""
    count: int = 0
    """Resources."""
    digest: str | None = None
    """Of the lines before the footer; None where there is no footer."""
    account: str | None = None
    """Of which a part is read: its gaps are of this account,"""
    region: str | None = None
    """and of this region."""

    def gap(self, reason: str, line: int, column: int = 1, kind: str = "error") -> None:
        """Something of the file that cannot be read, so that nothing in it is certain to be complete."""
        self.gaps.append(Gap("*", reason, Location(self.file, line, column, line, column + 1), self.account, self.region, kind))

    def read(self, stream: Readable) -> None:
        """Read a stream to its end. What cannot be unpacked ends it, with a gap; what was read before stays."""
        import hashlib

        digest = hashlib.sha256()
        ended = False
        number = 1
        try:
            for chunk in chunks_of(stream):
                number = chunk.number
                if ended:
                    if any(not line.isspace() for line in chunk.lines):
                        self._after_footer(number)
                        break
                    continue
                ended = self._chunk(chunk, digest)
        except SourceError as error:
            self.gap(error.message, number)
        if self.header is None:
            self.gap("the snapshot has no header", 1)
        if self.digest is None:
            reason = "the snapshot has no footer: writing it was broken off, so resources may be missing"
            self.gap(reason, self.header_line, kind="incomplete")

    def _after_footer(self, number: int) -> None:
        self.gap("a record stands after the footer; the file was written to twice", number)

    def _chunk(self, chunk: Chunk, digest: Any) -> bool:
        """Take a chunk in; True where it holds the footer."""
        lines: list[tuple[int, int, bytes]] = []
        offset = chunk.offset
        for number, data in enumerate(chunk.lines, chunk.number):
            if not data.isspace():
                lines.append((number, offset, data))
            offset += len(data)
            if number == chunk.number:
                offset += chunk.cut
        while lines and self.header is None and not self.count:
            if self._one(lines.pop(0), digest, lines):
                return True
        together = (
            self.header is not None and self.header.get("form") == CANONICAL and all(len(data) <= LONGEST for _, _, data in lines[:1])
        )
        read = records_in([data for _, _, data in lines]) if together and lines else None
        if read is None:
            return any(self._one(line, digest, lines[place + 1 :]) for place, line in enumerate(lines))
        records, decoded = read
        marks = marks_in(b"".join([data for _, _, data in lines]))
        for place, ((number, offset, data), record) in enumerate(zip(lines, records, strict=True)):
            if record["kind"] == "footer":
                digest.update(b"".join([one for _, _, one in lines[:place]]))
                return self._footer(number, record, digest, lines[place + 1 :])
            self._record(Line(number, data, marks, decoded), offset, record)
        digest.update(b"".join([data for _, _, data in lines]))
        return False

    def _one(self, line: tuple[int, int, bytes], digest: Any, others: Sequence[tuple[int, int, bytes]]) -> bool:
        """Take one line in, strictly; True where it is the footer."""
        number, offset, data = line
        try:
            whole = Line(number, data)
            record = parse(whole, self.file)
        except DocumentError as error:
            self.gap(error.message, error.line or number, error.column or 1)
            digest.update(data)
            return False
        if record["kind"] == "footer":
            return self._footer(number, record, digest, others)
        digest.update(data)
        self._record(whole, offset, record)
        return False

    def _footer(self, number: int, record: dict[str, Any], digest: Any, others: Sequence[tuple[int, int, bytes]]) -> bool:
        """Hold the file to its footer."""
        self.digest = f"sha256:{digest.hexdigest()}"
        if record["resources"] != self.count:
            self.gap(f"the footer counts {record['resources']} resources, the file holds {self.count}", number)
        if record.get("digest") not in (None, self.digest):
            reason = "the file was changed after it was written: its digest does not match; leave the digest out of a file edited by hand"
            self.gap(reason, number)
        if others:
            self._after_footer(others[0][0])
        return True

    def _record(self, line: Line, offset: int, record: dict[str, Any]) -> None:
        kind, number = record["kind"], line.number
        if kind == "header":
            self._header(number, record)
            return
        self.count += kind == "resource"
        world = record.get("world")
        if world is None and len(self.scopes) == 1:
            world = next(iter(self.scopes))
        if world is None:
            self.gap(f'the {kind} record has no "world", and the header does not name exactly one', number)
        elif kind == "resource":
            self.take(world, line, offset, record)
        else:
            self.coverage.setdefault(world, []).append((self.file, number, record))

    def _header(self, number: int, record: dict[str, Any]) -> None:
        if self.header is not None:
            self.gap("a second header; write each snapshot to its own file", number)
            return
        self.header, self.header_line = record, number
        self.scopes = {scope.world: scope for scope in scopes_of(record)}
        if record["version"] != VERSION:
            self.gap(f"version {record['version']} of the snapshot format is not known; this reads version {VERSION}", number)


# ---------------------------------------------------------------- worlds


class Held:
    """The resources of one world."""

    def __init__(self, redactor: Redactor) -> None:
        """Take what redacts them."""
        self.redactor = redactor
        self.gaps: list[Gap] = []
        self._found: dict[tuple[str, str], Resource] = {}

    def add(self, line: Line, file: str, record: dict[str, Any], region: str | None = None) -> None:
        """Add the resource of a record; what is wrong with it is a Gap of its type. `region` is that of the part that is read.

        What two parts of an account tell of one resource counts once: as its own region tells it. In one file it is a mistake.
        """
        key = (record["type"], record["id"])
        twin = self._found.get(key)
        if twin is not None:
            first = twin.origin.resource
            if first is not None and first.file == file:
                reason = f'"{record["id"]}" stands twice, first on line {first.line}; remove one'
                self.gaps.append(self._gap(record, reason, line, file))
                return
            if record.get("region") != region:
                return
        try:
            self._found[key] = resource_of(record, line, file, self.redactor)
        except SourceError as error:
            self.gaps.append(self._gap(record, error.message, line, file))

    @staticmethod
    def _gap(record: dict[str, Any], reason: str, line: Line, file: str) -> Gap:
        location = Location(file, line.number, 1, line.number, len(line.data.decode("utf-8-sig", "replace").rstrip("\r\n")) + 1)
        return Gap(record["type"], reason, location, record.get("account"), record.get("region"), kind="error")

    def resources(self, scope: Scope, place: Location | None) -> list[Resource]:
        """All of them; and where none is the account, the accounts of the scope, which account-wide policies are asked of."""
        found = list(self._found.values())
        return found if any(resource.type == ACCOUNT for resource in found) else [*found, *accounts_of(scope, place)]


def accounts_of(scope: Scope, place: Location | None) -> Iterator[Resource]:
    """The account that account-wide policies are asked of: in each world there is one at least."""
    from scanner.snapshot import Origin

    origin = Origin(place)
    if not scope.accounts:
        yield Resource(ACCOUNT, f"{scope.world}#{ACCOUNT}", {}, origin=origin)
    for account in scope.accounts:
        yield Resource(ACCOUNT, account, {"AccountId": account}, account, origin=origin, identifiers={"Ref": account})


def snapshot_of(
    scope: Scope,
    resources: Iterable[Resource],
    coverage: Sequence[Covered],
    gaps: Iterable[Gap],
    *,
    live: bool,
    time: str | None,
    types: frozenset[str] | None = None,
) -> Snapshot:
    """The Snapshot of a world: its types are closed where coverage says so for all of its scope, and no gap reopens them.

    `types` are those that were asked for; None: it is not known.
    """
    from scanner.satellites import fold_satellites

    closed, in_use, uncovered = covered(scope, coverage, types)
    every = (*gaps, *uncovered)
    opened = {gap.type for gap in every if gap.kind not in (UNREAD, LEFT_OUT)}
    return Snapshot(
        world=scope.world,
        resources=tuple(fold_satellites(list(resources))),
        gaps=every,
        closed=frozenset() if "*" in opened else frozenset(closed - opened),
        in_use=frozenset(in_use),
        live=live,
        time=time,
        accounts=frozenset(scope.accounts),
        regions=frozenset(scope.regions),
    )


def covered(scope: Scope, coverage: Sequence[Covered], types: frozenset[str] | None) -> tuple[set[str], set[str], list[Gap]]:
    """The types of which all was read in every account and region, those of which all in use was, and a Gap for each that was not."""
    wanted = {(account, region) for account in scope.accounts or (None,) for region in scope.regions or (None,)}
    missing: dict[str, set[tuple[str | None, str | None]]] = {}
    first: dict[str, Location] = {}
    gaps = []
    failed, in_use = set(), set()
    for file, number, record in coverage:
        type, account, region, status = record["type"], record.get("account"), record.get("region"), record["status"]
        location = Location(file, number, 1, number, 2)
        left = missing.setdefault(type, set(wanted))
        first.setdefault(type, location)
        if status in (COMPLETE, IN_USE):
            left.difference_update([pair for pair in left if _covers(account, region, *pair)])
            if status == IN_USE:
                in_use.add(type)
            continue
        if status != UNREAD:
            failed.add(type)
        gaps.append(gap_of(record, location))
    closed = {type for type, left in missing.items() if not left and type not in failed and type not in in_use}
    for type, left in sorted(missing.items()):
        if left and type not in failed and (types is None or type in types):
            account, region = min(left, key=str)
            where = "/".join(part for part in (account, region) if part)
            reason = f"the snapshot does not say that {type} was read in {where}"
            gaps.append(Gap(type, reason, first[type], account, region, "incomplete"))
    return closed, in_use, gaps


def gap_of(record: dict[str, Any], location: Location) -> Gap:
    """What a coverage record says that was not read."""
    account, region, status, action = record.get("account"), record.get("region"), record["status"], record.get("action")
    where = " in ".join(part for part in (action, region or account) if part)
    reason = record.get("reason") or status
    settle = record.get("settle") or (f"grant {action}" if status == DENIED and action else None)
    return Gap(
        type=record["type"],
        reason=f"{reason} ({where})" if where and where not in reason else reason,
        location=location,
        account=account,
        region=region,
        kind=KIND_OF_STATUS.get(status, status),
        settle=settle,
        action=action,
        time=record.get("time"),
    )


def _covers(account: str | None, region: str | None, wanted_account: str | None, wanted_region: str | None) -> bool:
    """Whether a coverage record speaks of an account and a region; what the header leaves open, every record covers."""
    return (account in (None, wanted_account) or wanted_account is None) and (
        region in (*EVERYWHERE, wanted_region) or wanted_region is None
    )
