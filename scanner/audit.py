"""The whole story of live accounts: who and where, parts collected into a directory, and the directory judged as any saved snapshot."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from scanner import catalog, scan, snapshot_parts, workers
from scanner.errors import UsageError
from scanner.progress import Progress
from scanner.records import dataclass, field, replace
from scanner.redaction import ENVIRONMENT_KEY, Redactor
from scanner.report import Report
from scanner.scan import Rules
from scanner.snapshot import LEFT_OUT, Gap, Origin, Snapshot
from scanner.snapshot_file import LIVE, Scope, coverage_record, header_record, replacing, write_records
from scanner.snapshot_lines import Line, chunks_of, parse
from scanner.snapshot_packed import Packer, opened
from scanner.snapshot_parts import AccountEntry, Index, PartEntry, Skipped
from scanner.sources import Options, read_targets
from scanner.sources.aws import part_task, regions
from scanner.sources.aws.accounts import Asked, Who, find, identities
from scanner.sources.aws.endpoints import GLOBAL
from scanner.sources.aws.part_task import Desk, Task
from scanner.sources.aws.regions import Regions
from scanner.workers import Certificates, Lost, Setup
from scanner.world import World

if TYPE_CHECKING:
    from scanner.scan import Marking

FILES: Final = (".jsonl", ".jsonl.gz", ".jsonl.zst")
"""How the name of a snapshot in one file ends."""
AT_A_TIME: Final = 16
"""Accounts that are asked for their regions at a time."""


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What a collection or an audit is asked to do."""

    who: Asked = field(default_factory=Asked)
    regions: tuple[str, ...] = ()
    every_region: bool = False
    types: frozenset[str] = frozenset()
    """What is collected: `permissions.types_of` policies, or others."""
    directory: Path | None = None
    """Where the snapshot is kept; None: nowhere."""
    resume: bool = False
    """Go on with what the directory holds already."""
    executor: str = workers.THREADS
    jobs: int | None = None
    """Parts at a time."""
    certificates: Certificates | None = None
    """Of a cluster."""


@dataclass(frozen=True, slots=True)
class Where:
    """The accounts and their regions: what there is to collect, and what is left out."""

    who: Who
    regions: Mapping[str, Regions]
    """By account."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is left out."""
        return (*self.who.gaps, *(gap for account in self.who.accounts for gap in self.regions[account.id].gaps))


def collect(settings: AuditSettings, progress: Progress) -> Index:
    """Collect types of accounts into the directory, a part for each account and region; its index is written last.

    UsageError where nobody can be asked, where no type can be collected, or where the directory holds something else. What cannot be
    read of an account is a Gap: of its part, or of the index where it concerns none.
    """
    if settings.directory is None:
        raise UsageError("a collection needs a directory; name one")
    rows = catalog.needed(settings.types)
    if not any(True for _ in catalog.calls_of(rows)):
        raise UsageError("the catalogue can collect nothing that these policies read; select others, or see plimsoll collect --plan")
    prepare(settings.directory, resume=settings.resume)
    started = scan.now()
    profile = settings.who.profiles[0] if len(settings.who.profiles) == 1 else None
    run_id = secrets.token_hex(8)
    desk = part_task.desk(profile, run_redactor(settings.executor))
    part_task.share(run_id, desk)
    whole = False
    try:
        where = who_and_where(settings, desk)
        part_task.trusted(run_id, (account.id for account in where.who.accounts))
        types = tuple(sorted(settings.types))
        first = Task(run_id, str(settings.directory.resolve()), types, catalog.digest(), part_task.key_id(desk.redactor), profile)
        entries, lost = _collected(settings, desk, where, tasks_of(where, rows, first), progress)
        whole = True
    finally:
        if not whole:
            desk.api.stop()
        part_task.forget(run_id)
    return _indexed(settings, desk, where, started, entries, lost)


def collect_file(settings: AuditSettings, file: Path, progress: Progress) -> Index:
    """Collect into one file, which takes its name's place when it is whole: packed where the name ends in .gz or .zst."""
    try:
        held = tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise UsageError(f'"{file}" cannot be written: {error.strerror}; name a file in a folder that exists') from error
    with held as folder:
        index = collect(replace(settings, directory=Path(folder)), progress)
        with replacing(file) as out, packing(out, file.name) as packed:
            write_records(_records(Path(folder), index), packed, index.finished)
    return index


@contextlib.contextmanager
def packing(out: IO[bytes], name: str) -> Iterator[Any]:
    """What packs, by the ending of a file's name, all that is written to it."""
    if name.endswith(".gz"):
        import gzip

        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as packed:
            yield packed
    elif name.endswith(".zst"):
        packer = Packer(out)
        yield packer
        packer.end_frame()
    else:
        yield out


def _records(folder: Path, index: Index) -> Iterator[Mapping[str, Any]]:
    """The records of a directory as those of one file: a world for each account."""
    scopes = [Scope(account.id, (account.id,), account.regions) for account in index.accounts]
    said = {"catalogue": index.catalogue, "types": list(index.types), "endpoint": index.endpoint}
    yield {**header_record(LIVE, index.started, scopes), **{key: value for key, value in said.items() if value is not None}}
    for part in index.parts:
        with opened(folder / part.file, part.file) as stream:
            for chunk in chunks_of(stream):
                records = (
                    parse(Line(number, line), part.file) for number, line in enumerate(chunk.lines, chunk.number) if not line.isspace()
                )
                yield from (record for record in records if record["kind"] in ("resource", "coverage"))
    for gap in index.gaps:
        yield coverage_record(gap, gap.account or "")
    for account in index.accounts:
        for left in account.skipped:
            yield coverage_record(Gap("*", left.reason, None, account.id, left.region, kind=left.kind, settle=left.settle), account.id)


def prepare(directory: Path, *, resume: bool) -> None:
    """Make the directory; UsageError where it cannot be, or holds what a new snapshot would mix with."""
    held = sorted(os.listdir(directory)) if directory.is_dir() else []
    if resume and not held:
        raise UsageError(f'there is nothing to resume in "{directory}"; name the directory of a snapshot, or collect with --snapshot')
    if held and not resume:
        raise UsageError(f'"{directory}" is not empty; name another, or go on with what it holds: --resume {directory}')
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f'"{directory}" cannot be made: {error.strerror}; name a directory that can') from error


def run_redactor(executor: str) -> Redactor:
    """The redaction of a run: with the user's key, else with one made for it, which workers elsewhere cannot be given."""
    if executor.startswith(workers.CLUSTER) and not os.environ.get(ENVIRONMENT_KEY):
        raise UsageError(f"workers of a cluster need one redaction key; set the same {ENVIRONMENT_KEY} here and on all of them")
    return Redactor.from_environment()


def who_and_where(settings: AuditSettings, desk: Desk) -> Where:
    """Ask the accounts who they are, and which regions they have enabled. UsageError where that leaves nothing."""
    session = desk.session
    regions.check(settings.regions, session)
    names = settings.regions
    if not names and not settings.every_region:
        named = desk.vault.region(identities(settings.who, None)[0])
        if named is None:
            raise UsageError("no region; pass --region NAME (repeatable) or --all-regions, or set AWS_REGION")
        names = (named,)
        regions.check(names, session)
    try:
        who = find(settings.who, desk.api, desk.vault, regions.to_ask(names, session), names)
    except UsageError as error:
        doubt = regions.doubt(names, session)
        if doubt is None:
            raise
        raise UsageError(f"{doubt}; and no account answers: {error.message}") from error
    with ThreadPoolExecutor(min(AT_A_TIME, len(who.accounts)), "where") as pool:
        found = pool.map(lambda account: regions.of_account(account, desk.api, session, names, settings.every_region), who.accounts)
        where = Where(who, {account.id: one for account, one in zip(who.accounts, found, strict=True)})
    if not any(one.names for one in where.regions.values()):
        raise UsageError(f"there is no region to collect: {where.gaps[-1].reason}; name others, or pass --all-regions")
    return where


def tasks_of(where: Where, rows: Sequence[catalog.Row], first: Task) -> list[Task]:
    """A task for each account and region, and one for what is asked once in an account, where there are such types."""
    scopes = {row.scope for row in rows}
    tasks = []
    for account in where.who.accounts:
        names = where.regions[account.id].names
        if not names:
            continue
        places = [*([GLOBAL] if catalog.ACCOUNT in scopes else []), *(names if catalog.REGION in scopes else ())]
        tasks += [
            replace(first, account=account.id, region=region, partition=account.partition, identity=account.identity) for region in places
        ]
    return tasks


def _collected(
    settings: AuditSettings, desk: Desk, where: Where, tasks: Sequence[Task], progress: Progress
) -> tuple[list[PartEntry], list[Gap]]:
    """The parts, those that were finished before among them; and a Gap for each that was lost."""
    kept = _kept(settings, desk, tasks) if settings.resume else {}
    entries = list(kept.values())
    left = [task.to_json() for task in tasks if (task.account, task.region) not in kept]
    places = len({name for found in where.regions.values() for name in found.names})
    progress.begin(len(where.who.accounts), places, len(left), len(kept), desk.api.counts.calls, len(where.gaps))
    progress.note(where.who.notes)
    if settings.directory is not None:
        snapshot_parts.remove_index(settings.directory)  # it would tell of parts that change now
    lost: list[Gap] = []
    setup = Setup(part_task.adopt, (desk.redactor,))
    with workers.executor(settings.executor, settings.jobs, settings.certificates, setup) as crew:
        for said, answer in crew.finished(part_task.run, left):
            failed = answer.reason if isinstance(answer, Lost) else answer.get("failed")
            if failed is None:
                entries.append(PartEntry.of_json(answer["entry"]))
                progress.part(answer["calls"], answer["gaps"])
            else:
                lost.append(lost_gap(said, failed))
                progress.part(0, 1, lost=True)
    return entries, lost


def _kept(settings: AuditSettings, desk: Desk, tasks: Sequence[Task]) -> dict[tuple[str, str], PartEntry]:
    """The parts that were finished before: what a simulator answered is not taken for AWS's."""
    directory = settings.directory or Path()
    done = snapshot_parts.finished(directory, catalog.digest(), settings.types)
    places = [(task.account, task.region) for task in tasks if (task.account, task.region) in done]
    return {place: done[place] for place in places if _endpoint(directory, done[place]) == desk.override}


def _endpoint(directory: Path, part: PartEntry) -> Any:
    """What stood in AWS's place when a part was collected."""
    with opened(directory / part.file, part.file) as stream:
        first = next(chunks_of(stream)).lines[0]
    return parse(Line(1, first), part.file).get("endpoint")


def lost_gap(said: Mapping[str, Any], reason: str) -> Gap:
    """A part that is not there: anything may stand in its region."""
    what, _, mend = reason.partition("; ")
    return Gap("*", what, None, said["account"], said["region"], kind="incomplete", settle=mend or "plimsoll audit --resume DIR")


def _indexed(settings: AuditSettings, desk: Desk, where: Where, started: str, entries: Sequence[PartEntry], lost: Sequence[Gap]) -> Index:
    """Write what the directory holds, last of all: who writes before is not done."""
    regional = any(row.scope == catalog.REGION for row in catalog.needed(settings.types))
    accounts = tuple(
        AccountEntry(
            one.id, one.partition, one.name, where.regions[one.id].names if regional else (), tuple(skipped(where.regions[one.id]))
        )
        for one in where.who.accounts
    )
    ordered = sorted(entries, key=lambda entry: (entry.account, entry.region))
    gaps = (*where.gaps, *sorted(lost, key=lambda gap: (gap.account or "", gap.region or "")))
    types = tuple(sorted(settings.types))
    index = Index(catalog.digest(), types, started, scan.now(), desk.override, accounts, tuple(ordered), gaps)
    snapshot_parts.write_index(settings.directory or Path(), index)
    return index


def skipped(found: Regions) -> Iterator[Skipped]:
    """Regions that an account has not enabled: no call can see what may stand there, and nothing can be made there."""
    for region, reason in found.skipped:
        yield Skipped(region, reason, LEFT_OUT)


# ---------------------------------------------------------------- judging


def audit(settings: AuditSettings, rules: Rules, progress: Progress, *, strict: bool = False, marking: Marking | None = None) -> Report:
    """Collect, and judge what was collected, account by account. The header's targets are the accounts.

    Findings name places in the snapshot's files only where it is kept (`directory`): what is thrown away is no place.
    """
    folder = tempfile.TemporaryDirectory(prefix="plimsoll-") if settings.directory is None else None
    directory = settings.directory or Path(folder.name if folder is not None else "")
    index = collect(replace(settings, directory=directory), progress)
    report = Report(scan.header_of([account.id for account in index.accounts], rules, (), strict), ())
    report.findings = scan.findings_of(report, rules, _worlds(directory, folder, rules, strict), marking)
    return report


def _worlds(
    directory: Path, folder: tempfile.TemporaryDirectory[str] | None, rules: Rules, strict: bool
) -> Iterator[tuple[Snapshot, World]]:
    """The accounts of a directory, one at a time; a temporary one goes when they have been read."""
    names = rules.library.field_names()
    try:
        for snapshot in read_targets([directory], Options(redactor=Redactor.from_environment())):
            shown = snapshot if folder is None else placeless(snapshot)
            yield shown, World(shown, frozenset(), strict, names)
            del snapshot, shown  # before the next account is read
    finally:
        if folder is not None:
            folder.cleanup()


def placeless(snapshot: Snapshot) -> Snapshot:
    """A snapshot that stands in no file."""
    return replace(
        snapshot,
        resources=tuple(replace(one, origin=Origin(None, {}, one.origin.defaults)) for one in snapshot.resources),
        gaps=tuple(replace(gap, location=None) for gap in snapshot.gaps),
    )
