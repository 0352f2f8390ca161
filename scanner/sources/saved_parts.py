"""A directory of parts as a target: account by account, all parts of an account together one world, and only one account in memory.

What the index says that was not read is a Gap, and so is a part that cannot be read, is not what the index names, or is not there. A
directory without an index is one whose collection was broken off.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import SourceError
from scanner.records import dataclass, field, replace
from scanner.snapshot import LEFT_OUT, Gap, Location, Snapshot
from scanner.snapshot_file import LIVE, Scope
from scanner.snapshot_index import INDEX, AccountEntry, Index, PartEntry, read_index
from scanner.snapshot_lines import Line
from scanner.snapshot_packed import opened
from scanner.snapshot_parts import GLOBAL, parts_in
from scanner.sources.saved_reading import Covered, Held, Reading, snapshot_of

if TYPE_CHECKING:
    from scanner.sources import Options
    from scanner.sources.discover import Candidate

MANY: Final = 2000
"""Resources of an account whose memory is worth looking for at once."""
BROKEN_OFF: Final = "the snapshot has no index: collecting it was broken off, so parts may be missing"
RESUME: Final = "collect it again with --resume"


@dataclass(slots=True)
class _Account:
    """An account of which something is known."""

    id: str
    entry: AccountEntry | None = None
    parts: list[PartEntry] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


@dataclass(slots=True)
class _Contents:
    """What the parts of an account hold."""

    held: Held
    coverage: list[Covered] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    live: bool = True
    times: list[str] = field(default_factory=list)


def read_saved_directory(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The accounts of a directory, one at a time, in the order of its index, and then what the index says of others."""
    directory = Path(candidate.path)
    index, gap = _index_of(directory, candidate.name)
    accounts, stray = _accounts_of(directory, index, gap, candidate.name)
    for account in accounts:
        with _quietly():
            snapshot = _snapshot(directory, candidate.name, index, account, options)
        size = len(snapshot.resources)
        yield snapshot
        del snapshot  # before the next account is read
        if size > MANY:
            gc.collect()  # what was judged refers to itself, and would stay beside the next account
    if stray:
        yield Snapshot(candidate.name, (), tuple(stray), live=index.source == LIVE)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Without garbage collection: nothing of what is read is garbage, and looking through it would take most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _index_of(directory: Path, name: str) -> tuple[Index, Gap | None]:
    """The index; where there is none that can be read, one of the parts that are there, and why."""
    place = Location(f"{name}/{INDEX}", 1, 1, 1, 2)
    gap = None
    if (directory / INDEX).exists() or (directory / INDEX).is_symlink():
        try:
            return read_index(directory / INDEX), None
        except SourceError as error:
            gap = Gap("*", error.message, place, kind="error")
    found = {key: PartEntry(file, *key, 0, "") for key, file in parts_in(directory).items()}
    ids = dict.fromkeys(account for account, _ in found)
    accounts = [AccountEntry(one, regions=tuple(region for account, region in found if account == one and region != GLOBAL)) for one in ids]
    index = Index("", (), None, None, accounts=tuple(accounts), parts=tuple(found.values()))
    return index, gap or Gap("*", BROKEN_OFF, replace(place, file=name), kind="incomplete", settle=RESUME)


def _accounts_of(directory: Path, index: Index, gap: Gap | None, name: str) -> tuple[list[_Account], list[Gap]]:
    """The accounts, each with its parts and with what the index says of it; and the gaps that concern none."""
    found: dict[str, _Account] = {}
    for entry in index.accounts:
        one = found.setdefault(entry.id, _Account(entry.id, entry))
        one.gaps.extend(Gap("*", bad.reason, None, entry.id, bad.region, bad.kind, bad.settle) for bad in entry.skipped)
    for part in index.parts:
        found.setdefault(part.account, _Account(part.account)).parts.append(part)
    stray = []
    for said in index.gaps:
        if said.account is None or (said.kind == LEFT_OUT and said.account not in found):
            stray.append(said)
        else:
            found.setdefault(said.account, _Account(said.account)).gaps.append(said)
    for one in found.values():
        one.gaps.extend(_promised(index, one))
        if gap is not None:
            one.gaps.append(replace(gap, account=one.id))
    if gap is not None and not found:
        stray.append(gap)
    stray.extend(_unnamed(directory, index, name) if gap is None else ())
    return list(found.values()), stray


def _promised(index: Index, account: _Account) -> Iterator[Gap]:
    """A Gap for each part that the index promises and does not name, where nothing says why."""
    there = {part.region for part in index.parts}
    promised = list(account.entry.regions) if account.entry is not None and there - {GLOBAL} else []
    if GLOBAL in there:
        promised.insert(0, GLOBAL)
    told = {part.region for part in account.parts} | {gap.region for gap in account.gaps}
    for region in promised:
        if region not in told and None not in told:
            yield Gap("*", f"the snapshot has no part for {region}", None, account.id, region, "incomplete", RESUME)
    if account.entry is not None and not account.parts and not account.gaps and not promised:
        yield Gap("*", "the snapshot has no part of the account", None, account.id, None, "incomplete", RESUME)


def _unnamed(directory: Path, index: Index, name: str) -> Iterator[Gap]:
    """A Gap for each file that looks like a part and is not read, as the index does not name it; it hides nothing that was asked for."""
    named = {(part.account, part.region) for part in index.parts}
    for key, file in parts_in(directory).items():
        if key not in named:
            place = Location(f"{name}/{file}", 1, 1, 1, 2)
            yield Gap("*", "the index does not name this part, so it is not read", place, *key, kind="not-recognised")


# ---------------------------------------------------------------- an account


def _snapshot(directory: Path, name: str, index: Index, account: _Account, options: Options) -> Snapshot:
    contents = _Contents(Held(options.redactor))
    for part in account.parts:
        _read_part(directory, name, part, contents)
    regions = account.entry.regions if account.entry is not None else ()
    gaps: list[Gap] = [*account.gaps, *contents.gaps, *contents.held.gaps]
    lost = {gap.region for gap in gaps if gap.type == "*"}  # told as a whole: not once more for each type
    asked = dict.fromkeys((*regions, *(part.region for part in account.parts if part.region != GLOBAL)))
    scope = Scope(account.id, (account.id,), tuple(region for region in asked if region not in lost))
    return snapshot_of(
        scope,
        contents.held.resources(scope, Location(f"{name}/{INDEX}", 1, 1, 1, 2)),
        contents.coverage,
        gaps,
        live=contents.live if account.parts else index.source == LIVE,
        time=min(contents.times, default=index.started),
        types=frozenset(index.types) or None,
    )


def _read_part(directory: Path, name: str, part: PartEntry, contents: _Contents) -> None:
    """Read a part into its account. What is wrong with it is a Gap of its account and region; the rest goes on."""
    file = f"{name}/{part.file}"
    strangers: list[int] = []

    def take(world: str, line: Line, offset: int, record: dict[str, Any]) -> None:
        if world != part.account or record.get("account") not in (None, part.account):
            strangers.append(line.number)
        else:
            contents.held.add(line, file, record, part.region)

    reading = Reading(file, take, account=part.account, region=part.region)
    try:
        with opened(_path_of(directory, part), file, follow=False) as stream:
            reading.read(stream)
    except SourceError as error:
        reading.gap(error.message, 1, kind="incomplete")
    if strangers:
        reading.gap(f"{len(strangers)} records are of another account than {part.account}, and are left out", strangers[0])
    header = reading.header
    if header is not None:
        _hold_to_index(reading, part, header)
        contents.live = contents.live and header.get("source", LIVE) == LIVE
        if isinstance(header.get("started"), str):
            contents.times.append(header["started"])
    contents.gaps.extend(reading.gaps)
    contents.coverage.extend(_of_part(reading.coverage.get(part.account, ()), part))


def _hold_to_index(reading: Reading, part: PartEntry, header: Mapping[str, Any]) -> None:
    """A Gap where a part is not the one that the index names."""
    for scope in reading.scopes.values():
        if scope.accounts not in ((), (part.account,)) or scope.regions not in ((), (part.region,)):
            reading.gap(f"the part is not that of {part.account} in {part.region}, as which the index names it", reading.header_line)
    if part.digest and reading.digest is not None and part.digest != reading.digest:
        reading.gap("the part is not the one that the index names: its digest is another", reading.header_line)


def _of_part(coverage: Sequence[Covered], part: PartEntry) -> Iterator[Covered]:
    """Coverage of a part speaks of its account and region, whatever it says itself."""
    for file, number, record in coverage:
        yield file, number, {**record, "account": part.account, "region": part.region}


def _path_of(directory: Path, part: PartEntry) -> Path:
    """Where a part is. SourceError for a file that is not below the directory, or behind a link."""
    steps = part.file.split("/")
    if "\\" in part.file or ":" in part.file or "\0" in part.file or any(step in ("", ".", "..") for step in steps):
        raise SourceError(f'"{part.file}" in the index is no path below the snapshot; collect it again')
    path = directory.joinpath(*steps)
    inside = directory.resolve()
    if any((directory.joinpath(*steps[:depth])).is_symlink() for depth in range(1, len(steps) + 1)) or not path.resolve().is_relative_to(
        inside
    ):
        raise SourceError(f'"{part.file}" is a link, which is not followed; put the part itself there')
    if not path.exists():
        raise SourceError("the index names this part, and it is not there; " + RESUME)
    return path
