"""A report is added: what it has of a place is compared with what that place had, and only what changed is read and written.

One transaction: a report is added whole or not at all.
"""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timezone
from hashlib import sha256

import sqlalchemy as sa

from scanner.errors import DocumentError, UsageError
from scanner.history import manifest, order, reading, store
from scanner.history import schema as s
from scanner.history.exemptions import Exemptions
from scanner.history.lines import read
from scanner.history.looking import Looking
from scanner.history.marks import mark_of
from scanner.history.nouns import Numbers, Places, Policies, RulesBefore, slices
from scanner.history.packing import ENOUGH, SAMPLE, Packing, as_json
from scanner.history.present import Beside, Present
from scanner.history.reading import Frame, LayoutError, Lines
from scanner.history.recording import Recorder, Row
from scanner.history.schema import Happened
from scanner.history.scope import Scope, Where
from scanner.history.surroundings import keep_gaps, keep_platforms
from scanner.records import dataclass

BATCH = 4000
"""New lines that are read and written at a time."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a report did."""

    run: int
    project: str
    again: bool
    """The same report was added before, as this run; nothing was done."""
    findings: int = 0
    happened: dict[Happened, int] | None = None


def add_file(engine: sa.Engine, path: str, project: str | None = None, named: str | None = None) -> Added:
    """Add the report in a file. UsageError where it cannot be read, or is older than what is known of its places.

    `project`: what it belongs to; without it `project_of` says. `named`: what the user calls the file.
    """
    try:
        with _uncollected(), reading.opened(path) as lines:
            return add_lines(engine, lines, project, named or path)
    except LayoutError:
        with _uncollected(), reading.rewritten(path) as lines:
            return add_lines(engine, lines, project, named or path)
    except DocumentError as error:
        raise UsageError(f"{error.message}; write one with plimsoll scan --format json=FILE", file=error.file) from error


def add_lines(engine: sa.Engine, lines: Lines, project: str | None, named: str) -> Added:
    """Add a report whose lines are known by their digests."""
    try:
        with store.writing(engine) as connection:
            added = Adding(connection, lines, project or project_of(lines.frame), named).run()
            store.measure(connection)
            return added
    except _AgainError as again:
        return again.added


class _AgainError(Exception):
    """The same report was added before: all that was begun for it is undone."""

    def __init__(self, added: Added) -> None:
        super().__init__(added)
        self.added = added


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: a million digests are none, and looking through them takes longer than reading them."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def project_of(frame: Frame) -> str:
    """`live` for a report on accounts alone; else the name of the repository's folder, or of the target's."""
    scope = Scope(frame.report)
    if scope.live:
        return "live"
    target = frame.report.header.targets[0] if frame.report.header.targets else os.curdir
    folder = start = os.path.abspath(target if os.path.exists(target) else os.curdir)
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return os.path.basename(start if os.path.isdir(start) else os.path.dirname(start)) or "code"
        folder = parent
    return os.path.basename(folder) or "code"


def seconds(stamp: str, file: str) -> int:
    """The seconds since 1970 of an RFC 3339 time."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        raise UsageError(f'"{stamp}" is no time; a report says when it was started as 2026-01-31T12:00:00Z', file=file) from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp())  # noqa: UP017  # as in 3.11's documentation


class Adding:
    """One report on its way into the database."""

    def __init__(self, connection: sa.Connection, lines: Lines, project: str, named: str) -> None:
        """Take the report."""
        self.connection = connection
        self.lines = lines
        self.report = lines.frame.report
        self.project_name = project
        self.named = named
        self.at = seconds(self.report.header.started, named)
        self.numbers = Numbers(connection)
        self.packing = Packing(connection)

    def run(self) -> Added:
        """Add it."""
        project, top, seed = self._project()
        places = Places(self.connection, self.numbers, project)
        beside, looking = self._compare(places, seed)
        laid = beside.laid
        digest = reading.digest_of(self.lines.frame, laid.digests)
        self._refuse_again(digest)
        looking.refuse_older(self.at, self.named)
        self._learn(laid.lines)
        given = order.placed(beside.positions, top)
        run = self._run_row(project, digest, laid.lines)
        policies = Policies(self.connection, self.numbers, run, self.lines.frame.rules, self.report.summary.policies_without_reach)
        policies.keep()
        exemptions = Exemptions(self.connection, self.numbers, run, project)
        exemptions.keep(self.lines.frame.foot["summary"].get("exemptions", []))
        by_rules = _ByRules(places, policies, RulesBefore(self.connection, self.packing))
        recorder = Recorder(self.connection, self.numbers, self.packing, places, policies, exemptions, run, project, self.at, by_rules)

        new = set(beside.new())
        self._see(recorder, beside, looking, sorted(new), given)
        self._miss(recorder, looking, beside.left, set(policies.asked_ids()))
        moved = [(beside.findings[at], laid.digest(at), given[at]) for at in given if at not in new]
        recorder.move(moved)
        self._rematch(recorder, exemptions, looking)
        recorder.counts.keep(self.connection)
        exemptions.count()
        looking.keep(run)
        recorder.counts.summarise(self.connection, run, project, looking.tried(), policies.asked_ids())
        keep_gaps(self.connection, self.numbers, run, self.report.summary.gaps)
        keep_platforms(self.connection, self.numbers, run, looking, self.lines.frame.foot["summary"].get("platforms", []))
        if given:
            highest = max(top, *given.values())
            self.connection.execute(s.project.update().where(s.project.c.id == project).values(top=highest))
        manifest.write(self.connection, run, beside.manifest(given))
        return Added(run, self.project_name, False, laid.lines, recorder.happened)

    def _compare(self, places: Places, seed: int) -> tuple[Beside, Looking]:
        """The report's lines beside those that its places had, and where it looked."""
        if self.report.summary.places:
            looking = Looking(self.connection, Scope(self.report), places)
            return self._beside(looking.readable(), seed), looking
        beside = self._beside(places.by_id, seed)  # an older report: it looked where it has findings
        return beside, Looking(self.connection, Scope(self.report, self._seen(beside, places)), places)

    def _beside(self, places: Iterable[int], seed: int) -> Beside:
        present = Present(self.connection, places)
        return present.beside(self.lines.lay(present.lines.before(seed)))

    def _refuse_again(self, digest: bytes) -> None:
        """_AgainError where a run has this digest."""
        query = sa.select(s.run.c.id, s.project.c.name).join_from(s.run, s.project).where(s.run.c.digest == digest)
        before = self.connection.execute(query).one_or_none()
        if before is not None:
            raise _AgainError(Added(before.id, before.name, True))

    def _learn(self, total: int) -> None:
        if not self.packing.known and total >= ENOUGH:
            self.packing.learn([self.lines.line(at) for at in range(0, total, max(1, total // SAMPLE))])

    def _project(self) -> tuple[int, int, int]:
        """The project's row, the highest position in it, and the seed of its portions."""
        row = self.connection.execute(sa.select(s.project).where(s.project.c.name == self.project_name)).one_or_none()
        if row is not None:
            return row.id, row.top, row.seed
        number, seed = self.numbers.next(s.project), secrets.randbits(63)
        self.connection.execute(s.project.insert(), {"id": number, "name": self.project_name, "top": 0, "seed": seed})
        return number, 0, seed

    def _run_row(self, project: int, digest: bytes, total: int) -> int:
        frame, summary = self.lines.frame, self.report.summary
        rules = sha256(as_json(frame.rules)).digest()[:16]
        ruleset = self.connection.scalar(sa.select(s.ruleset.c.id).where(s.ruleset.c.digest == rules))
        if ruleset is None:
            ruleset = self.numbers.next(s.ruleset)
            row = {"id": ruleset, "digest": rules, "rules": self.packing.pack_json(frame.rules)}
            self.connection.execute(s.ruleset.insert(), row)
        number = self.numbers.next(s.run)
        self.connection.execute(
            s.run.insert(),
            {
                "id": number,
                "project": project,
                "digest": digest,
                "started": self.at,
                "finished": seconds(summary.finished, self.named) if summary.finished is not None else None,
                "added": int(time.time()),
                "live": Scope(self.report).live,
                "version": self.report.header.version,
                "ruleset": ruleset,
                "findings": total,
                "resources": summary.resources,
                "gaps": len(summary.gaps),
                "head": self.packing.pack_json(frame.header),
                "foot": self.packing.pack_json(frame.foot),
                "kept": True,
            },
        )
        return number

    def _seen(self, beside: Beside, places: Places) -> set[Where]:
        """The places of all findings, of a report that names no places."""
        seen = {places.by_id[place].where for place in set(beside.places) - {0}}
        for at in beside.new():
            line = read(self.lines.line(at), at, self.named)
            live = line.account is not None and line.world.isdecimal()
            seen.add(Where(line.world, line.account or "", line.region or "global") if live else Where(line.world))
        return seen

    def _see(self, recorder: Recorder, beside: Beside, looking: Looking, new: Sequence[int], given: dict[int, int]) -> None:
        """The lines that are new, and how many there are of each place."""
        for batch in slices(new, BATCH):
            marks = [mark_of(beside.laid.digest(at), given[at]) for at in batch]
            texts = [self.lines.line(at) for at in batch]
            lines = [(read(text, at, self.named), mark, text) for at, mark, text in zip(batch, marks, texts, strict=True)]
            for at, row in zip(batch, recorder.see(lines, looking.place_of, beside.left_of), strict=True):
                beside.places[at], beside.findings[at] = row.place, row.id
        looking.lines = dict(Counter(beside.places))

    def _miss(self, recorder: Recorder, looking: Looking, left: dict[int, dict[bytes, int]], asked: set[int]) -> None:
        """What is no longer there, and what stood without being in reports."""
        closing = [place for place in looking.places.by_id if looking.closes(place)]
        kept: list[Row] = []
        for part in slices(closing):
            kept += recorder.rows(sa.text(f"({s.KEPT})"), s.finding.c.place.in_(part))
        gone = [row for place, lines in left.items() if looking.closes(place) or place in looking.lines for row in lines.values()]
        vanished: list[Row] = []
        for part in slices(sorted(gone)):
            vanished += recorder.rows(s.finding.c.id.in_(part))
        doubts = looking.doubts([*kept, *vanished], vanished)
        judge = looking.judge(asked, doubts, looking.unseen(vanished))
        recorder.miss(vanished, judge, vanish=True)
        recorder.miss((row for row in kept if row.policy in asked), judge, vanish=False)

    def _rematch(self, recorder: Recorder, exemptions: Exemptions, looking: Looking) -> None:
        """Findings whose line did not change though their waiver is another one now."""
        if not self.report.summary.exemptions:
            return
        strays = exemptions.strays(looking.lines)
        if not strays:
            return
        from scanner.history.give_back import lines_of

        told = lines_of(self.connection, [finding for finding, _ in strays])
        for finding, waiver in strays:
            line = told[finding]
            now = exemptions.of(line["waiver"], line["policy"])
            exemptions.touched.update((waiver, now))
            self.connection.execute(s.finding.update().where(s.finding.c.id == finding).values(waiver=now))


class _ByRules:
    """Whether what happens is not a change of posture: a policy is new in a place or another than before, or the place is new to us."""

    def __init__(self, places: Places, policies: Policies, before: RulesBefore) -> None:
        self._places = places
        self._policies = policies
        self._before = before
        self._names: dict[int, str] = {}

    def __call__(self, place: int, policy: int) -> bool:
        last = self._places.by_id[place].last_run
        if last is None:
            return self._places.is_new_to_us(place)
        if policy not in self._names:
            self._names = {number: name for name, number in self._policies.ids.items()}
        name = self._names[policy]
        return self._before.of(last).get(name) != self._policies.asked.get(name)


def told(added: Added) -> str:
    """What is said of an added report."""
    if added.again:
        return f"the same report is run {added.run} of {added.project} already; nothing was added"
    words = {Happened.OPENED: "opened", Happened.REOPENED: "reopened", Happened.FIXED: "fixed", Happened.WAIVED: "waived"}
    words |= {Happened.UNSURE: "can no longer be told"}
    happened = added.happened or {}
    changes = ", ".join(f"{happened[one]} {word}" for one, word in words.items() if happened.get(one))
    return f"run {added.run} of {added.project}: {added.findings} findings, {changes or 'nothing opened or fixed'}"
