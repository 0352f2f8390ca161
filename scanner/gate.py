"""What fails a run: `--fail-on`, and the exit code of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scanner.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_PARTIAL, EXIT_USAGE, UsageError
from scanner.records import dataclass
from scanner.report import Finding, Report, Severity, Verdict
from scanner.snapshot import LEFT_OUT

DEFAULT: Final = "low"
NEVER: Final = "none"
NEW: Final = "new"
FORM: Final = "a severity, new, new:SEVERITY, several of them joined by commas, or none"
MOST: Final = 10
"""Conditions of one gate."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The least severities that fail a run; None where nothing does."""

    every: Severity | None = None
    """Of failing findings, whatever their state."""
    new: Severity | None = None
    """Of those that are new. Beside no base everything is new."""

    def closes(self, finding: Finding) -> bool:
        """Whether a finding fails the run. What is waived or gone never does."""
        if finding.verdict is not Verdict.FAIL or not counts(finding):
            return False
        return within(finding.severity, self.every) or (finding.state != "unchanged" and within(finding.severity, self.new))

    def closes_unknown(self, finding: Finding) -> bool:
        """Whether an unknown finding fails a strict run: any does, or where the gate speaks of new ones alone, any new one."""
        if finding.verdict is not Verdict.UNKNOWN or not counts(finding):
            return False
        return self.every is not None or (self.new is not None and finding.state != "unchanged")


def within(severity: Severity, least: Severity | None) -> bool:
    """Whether a severity is at or above another."""
    return least is not None and severity.rank <= least.rank


def counts(finding: Finding) -> bool:
    """Whether a finding is of this run and excused by nothing."""
    return finding.waiver is None and finding.state != "gone"


def mistaken(text: str) -> str | None:
    """What is wrong with the text of a gate; None where nothing is."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > MOST:
        return f"more than {MOST} conditions"
    for part in parts:
        state, colon, severity = part.rpartition(":")
        name = severity if colon or severity != NEW else DEFAULT
        if part == NEVER and len(parts) == 1:
            continue
        if (colon and state.strip() != NEW) or name.strip() not in [str(one) for one in Severity]:
            return f'"{part[:40]}" is none; severities are {", ".join(Severity)}'
    return None


def read(text: str) -> Gate:
    """The gate that a text says; UsageError where it says none."""
    wrong = mistaken(text)
    if wrong is not None:
        raise UsageError(f"--fail-on is {FORM}; {wrong}")
    least: dict[bool, Severity] = {}
    for part in (part.strip() for part in text.split(",")):
        if part == NEVER:
            continue
        severity = Severity(part.rpartition(":")[2].strip() if part != NEW else DEFAULT)
        is_new = part.startswith(NEW)
        if is_new not in least or severity.rank > least[is_new].rank:
            least[is_new] = severity
    return Gate(least.get(False), least.get(True))


def exit_code(report: Report, gate: Gate) -> int:
    """2 for a policy that broke, 1 for what closes the gate, 4 for what could not be read under --strict, else 0."""
    findings: Iterable[Finding] = report.findings
    broke = closed = False
    for finding in findings:
        broke = broke or (finding.verdict is Verdict.ERROR and finding.state != "gone")
        closed = closed or gate.closes(finding) or (report.header.strict and gate.closes_unknown(finding))
    if broke:
        return EXIT_USAGE
    if closed:
        return EXIT_FINDINGS
    unread = any(gap.kind != LEFT_OUT for gap in report.summary.gaps)  # nobody can read a closed account, or a region that is not enabled
    return EXIT_PARTIAL if report.header.strict and unread else EXIT_CLEAN
