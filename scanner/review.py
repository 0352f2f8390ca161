"""A change judged beside its base.

A change cannot acquit itself: configuration, policies, what is declared closed, and waivers come from the base. What the change adds to
them is told, and counts when it is merged.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scanner import additions, baseline, change, scan, waivers
from scanner.baseline import Renames
from scanner.change import Change
from scanner.config import Config
from scanner.errors import NothingToScanError, UsageError
from scanner.marks import WAIVABLE, Marks
from scanner.records import dataclass, field, replace
from scanner.report import Finding
from scanner.scan import Settings
from scanner.snapshot import Gap
from scanner.sources.discover import name_of
from scanner.triage import Judged, check_targets, completed, marks_of
from scanner.waivers import Rule


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


def judged(targets: Sequence[str], settings: Settings, ref: str) -> Judged:
    """Scan the targets; mark what is waived, and what is new, unchanged and gone since the merge base of a git ref and HEAD."""
    check_targets(targets)
    if settings.baseline is not None:
        raise UsageError("--base and --baseline exclude each other; leave one out")
    with change.beside(ref, targets) as found:
        return _beside(targets, settings, found)


def _beside(targets: Sequence[str], wanted: Settings, change: Change) -> Judged:
    """Scan the base and the head by the base's rules."""
    settings, notes = _by_the_base(wanted, change)
    if change.folder is None:
        nothing = [Config() for _ in targets]
        report = scan.scan(targets, settings, configs=nothing, marking=Marks((), lifetimes={}, day=scan.today()))
        findings = baseline.compared(list(report.findings), ())
        return Judged(completed(report, findings, [*change.notes, *notes], states=True), nothing[0])
    there = {target: _name_at_base(target, change, change.folder) for target in targets}
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
    marks = Marks(before.central, inline=True, lifetimes=configs[0].waiver_days, day=scan.today(), count=False)
    settings = replace(settings, ignore_files=not any(os.path.basename(path) == ".gitignore" for path in change.changed))
    report = scan.scan(targets, settings, configs=[_for_head(own, change) for own in configs], marking=marks)
    beside = before.by_resource(change.renames)
    findings = [_inherited(finding, beside, marks) for finding in report.findings]
    notes = [*change.notes, *notes]
    covered = baseline.Covered(report, notes, [name_of(target) for target in targets], before.gaps, change.renames)
    findings = baseline.compared(findings, before.findings, change.renames, covered, inherit=True)
    notes += marks.notes(rule.id for rule in report.header.rules)
    notes += additions.told(change, targets, wanted, configs, before.central, before.inline, marks)
    report.summary = replace(report.summary, exemptions=marks.exemptions(rule.id for rule in report.header.rules))
    return Judged(completed(report, findings, notes, states=True), configs[0])


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


def _name_at_base(target: str, change: Change, folder: str) -> str:
    """A target's name in the base, from its working folder: what it was renamed from, where the base has nothing of its name."""
    name = os.path.relpath(os.path.realpath(target), change.here)
    return name if os.path.exists(os.path.join(folder, name)) else change.renames.before(name_of(target)) or name


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
