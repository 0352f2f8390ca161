"""A run with what is waived marked and, beside a saved report, what is new."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scanner import config, scan
from scanner.config import Config
from scanner.errors import UsageError
from scanner.marks import Marks
from scanner.records import dataclass, replace
from scanner.report import Finding, Report, Verdict
from scanner.scan import Settings
from scanner.sources.discover import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.waivers import Rule

STATES = ("new", "unchanged", "gone")


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with its findings in a list, and the configuration that it was made by."""

    report: Report
    own: Config


def judged(targets: Sequence[str], settings: Settings) -> Judged:
    """Scan the targets; mark what is waived, and beside a saved report (`settings.baseline`) what is new, unchanged and gone."""
    check_targets(targets)
    configs = [scan.config_of(settings, name) for name in targets]
    marks = marks_of(settings, configs, targets)
    report = scan.scan(targets, settings, configs=configs, marking=marks)
    return Judged(finished(report, marks, saved_baseline(settings, configs[0]), targets), configs[0])


def check_targets(targets: Sequence[str]) -> None:
    """Refuse a target that is not there."""
    for name in targets:
        if not os.path.exists(name):
            raise UsageError(f'"{name}" does not exist; name a file or folder to scan')


def marks_of(settings: Settings, configs: Sequence[Config], targets: Sequence[str]) -> Marks:
    """The waivers that hold for a run: the file that is named, else those at the targets' roots; and those beside what they waive."""
    wanted = settings.inline_waivers if settings.inline_waivers is not None else configs[0].inline_waivers is not False
    files = files_of_waivers(settings, configs, targets)
    rules: list[Rule] = []
    if files:
        from scanner import waivers

        rules = [rule for file, shown in files.items() for rule in waivers.read(file, shown)]
    return Marks(rules, inline=wanted, lifetimes=configs[0].waiver_days, day=scan.today())


def files_of_waivers(settings: Settings, configs: Sequence[Config], targets: Sequence[str]) -> dict[Path, str]:
    """The files of waivers, with their names in reports."""
    named = [settings.waivers or own.waivers or config.find(name, config.WAIVERS) for own, name in zip(configs, targets, strict=True)]
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
        findings = baseline.compared(findings, before.findings, covered=baseline.Covered(report, notes, roots, before.summary.gaps))
    return completed(report, findings, notes, states=before is not None)


def completed(report: Report, findings: list[Finding], notes: Sequence[str], *, states: bool) -> Report:
    """Put findings and what is counted of them into a report."""
    failing = [finding for finding in findings if finding.verdict is Verdict.FAIL]
    counts = Counter(finding.state for finding in failing if finding.waiver is None)
    report.findings = findings
    report.summary = replace(
        report.summary,
        waived=sum(finding.waiver is not None and finding.state != "gone" for finding in failing),
        states={state: counts[state] for state in STATES} if states else {},  # type: ignore[index]  # a state is one of these texts
        notes=(*report.summary.notes, *notes),
    )
    return report
