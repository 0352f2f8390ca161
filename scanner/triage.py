"""A run with what is waived marked and, beside a base, what is new.

A change cannot acquit itself: beside a base, configuration, policies, what is declared closed, and waivers come from the base. What the
change adds to them is told, and counts when it is merged.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner import scan, waivers
from scanner.config import Config
from scanner.errors import NothingToScanError, UsageError
from scanner.marks import WAIVABLE, Marks
from scanner.records import dataclass, field, replace
from scanner.report import Finding, Report, Verdict
from scanner.scan import Settings
from scanner.snapshot import LEFT_OUT, Gap
from scanner.sources.discover import name_of
from scanner.waivers import Rule

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.baseline import Renames
    from scanner.change import Change

STATES = ("new", "unchanged", "gone")


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with its findings in a list, and the configuration that it was made by."""

    report: Report
    own: Config


@dataclass(slots=True)
class _Base:
    """What the base of a change says."""

    findings: list[Finding] = field(default_factory=list)
    central: list[Rule] = field(default_factory=list)
    inline: list[tuple[Rule, set[str]]] = field(default_factory=list)
    """The waivers in scanned files, and the resources that each is written for."""
    gaps: tuple[Gap, ...] = ()

    def by_resource(self, renames: Renames) -> dict[str, list[Rule]]:
        """The waivers in scanned files by the resources, under their names in the head, that they are written for."""
        found: dict[str, list[Rule]] = {}
        for rule, resources in self.inline:
            for identity in resources:
                found.setdefault(renames.of_id(identity), []).append(rule)
        return found


def judged(targets: Sequence[str], settings: Settings) -> Judged:
    """Scan the targets; mark what is waived, and beside a base (`settings.base`, `settings.baseline`) what is new, unchanged and gone."""
    for name in targets:
        if not os.path.exists(name):
            raise UsageError(f'"{name}" does not exist; name a file or folder to scan')
    if settings.base is None:
        configs = [scan.config_of(settings, name) for name in targets]
        marks = marks_of(settings, configs, targets)
        report = scan.scan(targets, settings, configs=configs, marking=marks)
        return Judged(finished(report, marks, saved_baseline(settings, configs[0]), targets), configs[0])
    if settings.baseline is not None:
        raise UsageError("--base and --baseline exclude each other; leave one out")
    from scanner import change

    with change.beside(settings.base, targets) as found:
        return _beside(targets, settings, found)


def marks_of(settings: Settings, configs: Sequence[Config], targets: Sequence[str]) -> Marks:
    """The waivers that hold for a run: the file that is named, else those at the targets' roots; and those beside what they waive."""
    wanted = settings.inline_waivers if settings.inline_waivers is not None else configs[0].inline_waivers is not False
    files = files_of_waivers(settings, configs, targets)
    rules = [rule for file, shown in files.items() for rule in waivers.read(file, shown)]
    return Marks(rules, inline=wanted, lifetimes=configs[0].waiver_days, day=waivers.today())


def files_of_waivers(settings: Settings, configs: Sequence[Config], targets: Sequence[str]) -> dict[Path, str]:
    """The files of waivers, with their names in reports."""
    named = [settings.waivers or own.waivers or waivers.find(name) for own, name in zip(configs, targets, strict=True)]
    return {file: name_of(file) for file in named if file is not None}


def saved_baseline(settings: Settings, own: Config) -> Report | None:
    """The saved report that findings are compared with."""
    path = settings.baseline or own.baseline
    if path is None:
        return None
    from scanner import baseline

    return baseline.load(path)


def finished(report: Report, marks: Marks, before: Report | None, targets: Sequence[str] | None = None) -> Report:
    """Read the findings of a run to their end; compare them with a saved report; complete the summary."""
    findings = list(report.findings)
    notes = marks.notes(rule.id for rule in report.header.rules)
    report.summary = replace(report.summary, exemptions=marks.exemptions(rule.id for rule in report.header.rules))
    if before is not None:
        from scanner import baseline

        notes = [f"compared with a report of {before.header.started}", *notes]
        roots = report.header.targets if targets is None else [name_of(target) for target in targets]
        findings = baseline.compared(findings, before.findings, covered=_Covered(report, notes, roots, before.summary.gaps))
    return _complete(report, findings, notes, states=before is not None)


def _complete(report: Report, findings: list[Finding], notes: Sequence[str], *, states: bool) -> Report:
    """Put findings and what is counted of them into a report."""
    failing = [finding for finding in findings if finding.verdict is Verdict.FAIL]
    counts = Counter(finding.state for finding in failing if finding.waiver is None)
    report.findings = findings
    report.summary = replace(
        report.summary,
        waived=sum(finding.waiver is not None and finding.state != "gone" for finding in failing),
        states={state: counts[state] for state in STATES} if states else {},  # type: ignore[index]  # a state is one of these texts
        notes=tuple(notes),
    )
    return report


class _Covered:
    """Whether a run would have a finding of its base, if it were still there: its policy was asked, and its place was read.

    What the base could not read either says nothing of what has gone since.
    """

    def __init__(self, report: Report, notes: list[str], roots: Sequence[str], gaps: Iterable[Gap], renames: Renames | None = None) -> None:
        """Take the run, where to tell what cannot be compared, the names of its targets, the base's gaps and the renames."""
        self._asked = {rule.id for rule in report.header.rules}
        self._roots = roots
        known = {_place(gap) for gap in gaps}
        self._unread = {_place(gap)[:4] for gap in report.summary.gaps if gap.kind != LEFT_OUT and _place(gap) not in known}
        self._notes = notes
        self._renames = renames
        self._told: set[str] = set()

    def __call__(self, finding: Finding) -> bool:
        """Whether it would."""
        world = self._renames.of_world(finding.world) if self._renames is not None else finding.world
        file = finding.location.file if finding.location is not None else world
        if finding.policy not in self._asked or not any(
            root == "." or place == root or place.startswith(f"{root}/") for root in self._roots for place in (world, file)
        ):
            return False
        unread = self._unread_of(finding, (world, file))
        if unread and unread not in self._told:
            self._told.add(unread)
            self._notes.append(f"{unread} was not wholly read, so it cannot be told what is gone from it")
        return not unread

    def _unread_of(self, finding: Finding, files: Sequence[str]) -> str:
        """The place that was not read; empty where all was."""
        for kind in ("*", finding.type):
            for file in files:
                if (kind, file, None, None) in self._unread:
                    return file
            for region in {finding.region, None}:
                if finding.account is not None and (kind, None, finding.account, region) in self._unread:
                    return " ".join(filter(None, (finding.account, region)))
        return ""


def _place(gap: Gap) -> tuple[str, str | None, str | None, str | None, str]:
    """What a gap is about: a type in a file, or in a region of an account."""
    if gap.account is not None:
        return gap.type, None, gap.account, gap.region, gap.kind
    return gap.type, gap.location.file if gap.location is not None else None, None, None, gap.kind


# ---------------------------------------------------------------- beside a base


def _beside(targets: Sequence[str], wanted: Settings, change: Change) -> Judged:
    """Scan the base and the head by the base's rules."""
    from scanner import baseline

    settings, notes = _by_the_base(wanted, change)
    if change.folder is None:
        nothing = [Config() for _ in targets]
        report = scan.scan(targets, settings, configs=nothing, marking=Marks((), lifetimes={}, day=waivers.today()))
        findings = baseline.compared(list(report.findings), ())
        return Judged(_complete(report, findings, [*change.notes, *notes], states=True), nothing[0])
    there = {target: os.path.relpath(os.path.realpath(target), change.here) for target in targets}
    inputs = [_inputs_at_base(path, change) for path in wanted.parameters_files]
    variables = [str(_inputs_at_base(path, change)) for path in wanted.variable_files]
    with _working_in(change.folder):
        configs = [_config_at_base(settings, wanted, target, name, change) for target, name in there.items()]
        asked = replace(settings, parameters_files=tuple(inputs), variable_files=tuple(variables))
        before = _scanned_base(list(there.values()), asked, configs)
    return _by_rules_of(before, targets, wanted, settings, configs, change, notes)


def _by_rules_of(
    before: _Base, targets: Sequence[str], wanted: Settings, settings: Settings, configs: Sequence[Config], change: Change, notes: list[str]
) -> Judged:
    """Scan the head by the base's rules, and compare."""
    from scanner import additions, baseline

    marks = Marks(before.central, inline=True, lifetimes=configs[0].waiver_days, day=waivers.today(), count=False)
    settings = replace(settings, ignore_files=not any(os.path.basename(path) == ".gitignore" for path in change.changed))
    report = scan.scan(targets, settings, configs=[_for_head(own, change) for own in configs], marking=marks)
    beside = before.by_resource(change.renames)
    findings = [_inherited(finding, beside, marks) for finding in report.findings]
    notes = [*change.notes, *notes]
    covered = _Covered(report, notes, [name_of(target) for target in targets], before.gaps, change.renames)
    findings = baseline.compared(findings, before.findings, change.renames, covered, inherit=True)
    notes += marks.notes(rule.id for rule in report.header.rules)
    notes += additions.told(change, targets, wanted, configs, before.central, before.inline, marks)
    report.summary = replace(report.summary, exemptions=marks.exemptions(rule.id for rule in report.header.rules))
    return Judged(_complete(report, findings, notes, states=True), configs[0])


def _by_the_base(settings: Settings, change: Change) -> tuple[Settings, list[str]]:
    """The settings, with what they name inside the repository taken from the base; and notes on what is not there yet."""
    notes: list[str] = []

    def moved(path: Any) -> Any:
        if path is None:
            return None
        there = change.at_base(path)
        if there is None:
            return path.absolute()
        if change.folder is None or not os.path.exists(there):
            notes.append(f"{name_of(path)} is not in the base, so it counts only after merge")
            return None
        return type(path)(there)

    file = moved(settings.config)
    policies = tuple(path for path in map(moved, settings.policies) if path is not None)
    return replace(settings, config=file, policies=policies, waivers=moved(settings.waivers)), notes


def _inputs_at_base(path: Any, change: Change) -> Any:
    """A file of parameters or variables as it is in the base; the one at hand where the base has none."""
    there = change.at_base(path)
    return type(path)(there if there is not None and os.path.isfile(there) else os.path.abspath(path))


def _config_at_base(settings: Settings, wanted: Settings, target: str, name: str, change: Change) -> Config:
    """The configuration of a target in the base, which is the working folder now; an empty one where one of both is not there yet."""
    if settings.config is None and wanted.config is not None:
        return Config()
    if settings.config is None and not os.path.exists(name) and os.path.isdir(os.path.join(change.here, target)):
        return Config()
    return scan.config_of(settings, name)


@contextlib.contextmanager
def _working_in(folder: str) -> Iterator[None]:
    """Names are told from the working folder: those of the base's tree must be those of the head's."""
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _scanned_base(targets: Sequence[str], settings: Settings, configs: Sequence[Config]) -> _Base:
    """The findings and waivers of the base; none where the targets are not there yet."""
    there = [(target, own) for target, own in zip(targets, configs, strict=True) if os.path.exists(target)]
    marks = marks_of(settings, configs, targets)
    if not there:
        return _Base(central=marks.central)
    report = scan.scan([target for target, _ in there], settings, configs=[own for _, own in there], marking=marks)
    try:
        findings = list(report.findings)
    except NothingToScanError:
        findings = []
    inline = [(rule, marks.resources.get(id(rule), set())) for rule in marks.own] if marks.count else []
    return _Base(findings, marks.central, inline, report.summary.gaps)


def _for_head(own: Config, change: Change) -> Config:
    """A configuration of the base for the head: what it says is the base's, the files of values that it names are the head's."""

    def here(path: Any) -> Any:
        file = change.at_head(path) if path is not None else None
        return type(path)(file) if file is not None and os.path.isfile(file) else path

    return replace(own, parameters_file=here(own.parameters_file), variables_files=tuple(map(here, own.variables_files)))


def _inherited(finding: Finding, beside: Mapping[str, Sequence[Rule]], marks: Marks) -> Finding:
    """A finding with the waiver that the base has beside its resource."""
    if finding.waiver is not None or finding.verdict not in WAIVABLE:
        return finding
    for rule in waivers.chosen(beside.get(finding.resource, ()), finding.policy):
        if marks.holds(rule, finding):
            return replace(finding, waiver=rule.waiver)
    return finding
