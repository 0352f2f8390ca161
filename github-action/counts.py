"""What the Action's outputs count, from the report that was written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scanner.outputs.github import LEVELS
from scanner.outputs.standing import SOON, days_left
from scanner.report import Report, Severity, Verdict, Waiver
from scanner.report_json import finding_to_json


@dataclass
class Counts:
    """Counts of one report. What is gone since the base counts as fixed alone."""

    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    """Failing, not waived."""
    new: Counter[Severity] = field(default_factory=Counter)
    """Failing, not waived and not in the base; without a base, all that fail."""
    fixed: int = 0
    waived: int = 0
    expiring: int = 0
    """Waived findings whose waiver ends soon."""
    gaps: int = 0
    compared: bool = False
    """Whether there was a base to compare with."""

    def add(self, finding: dict[str, Any], started: str) -> None:
        """Count a finding in its JSON form; `started` is when the run did."""
        verdict, severity, state, waiver = finding["verdict"], Severity(finding["severity"]), finding.get("state"), finding.get("waiver")
        self.compared = self.compared or (state is not None and verdict == Verdict.FAIL)
        if state == "gone":
            self.fixed += verdict == Verdict.FAIL
            return
        self.verdicts[verdict] += 1
        if verdict != Verdict.FAIL:
            return
        if waiver is None:
            self.severities[severity] += 1
            self.new[severity] += state != "unchanged"
            return
        left = days_left(Waiver("", waiver.get("until")), started)
        self.waived += 1
        self.expiring += left is not None and left <= SOON

    @property
    def failed(self) -> int:
        """Failing, not waived."""
        return sum(self.severities.values())

    @property
    def begun(self) -> int:
        """New failing findings."""
        return sum(self.new.values())

    def annotations(self) -> Counter[str]:
        """New findings by the level that GitHub shows them at."""
        levels: Counter[str] = Counter()
        for severity, number in self.new.items():
            levels[LEVELS[severity]] += number
        return levels

    def outputs(self) -> Iterator[tuple[str, int]]:
        """The Action's outputs that are counts."""
        yield "total", sum(self.verdicts.values())
        yield "failed", self.failed
        yield "new", self.begun
        yield "fixed", self.fixed
        yield "unknown", self.verdicts[Verdict.UNKNOWN]
        yield "waived", self.waived
        yield "expiring", self.expiring
        yield "gaps", self.gaps
        for severity in Severity:
            yield severity.value, self.severities[severity]


def of(file: Path) -> Counts:
    """The counts of a report that the command wrote, in little memory: each finding stands on a line of its own."""
    counts = Counts()
    started = ""
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            member = line.strip().rstrip(",")
            if member.startswith('{"policy":'):
                counts.add(json.loads(member), started)
            elif member.startswith('"header":'):
                started = json.loads(member.removeprefix('"header":'))["started"]
            elif member.startswith('"gaps":'):
                counts.gaps = len(json.loads(member.removeprefix('"gaps":')))
            elif member.startswith('"summary":'):
                counts.compared = counts.compared or bool(json.loads(member.removeprefix('"summary":').removesuffix("}")).get("states"))
    return counts


def count(report: Report) -> Counts:
    """The counts of a report that was read otherwise."""
    counts = Counts(gaps=len(report.summary.gaps), compared=bool(report.summary.states))
    for finding in report.findings:
        counts.add(finding_to_json(finding), report.header.started)
    return counts
