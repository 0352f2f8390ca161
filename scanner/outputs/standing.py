"""How findings stand: open, excused by a waiver, or gone since the base; and how long waivers still hold."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from scanner.records import dataclass, field
from scanner.report import Finding, Verdict, Waiver

SOON: Final = 14
"""Days within which a waiver's end is worth a word."""


def is_open(finding: Finding) -> bool:
    """Whether it fails, nobody has excused it, and it is still there."""
    return finding.verdict is Verdict.FAIL and finding.waiver is None and finding.state != "gone"


def days_left(waiver: Waiver, started: str) -> int | None:
    """Days that a waiver holds after the day of the run (0: its last day; below 0: it has ended); None where it states no end."""
    try:
        return (date.fromisoformat(waiver.until or "") - date.fromisoformat(started[:10])).days
    except ValueError:
        return None


@dataclass(slots=True)
class Standing:
    """Counts of a run's findings beside its waivers and its base."""

    started: str
    """When the run started: RFC 3339."""
    waived: int = 0
    expiring: int = 0
    """Waived findings whose waiver ends within SOON days."""
    first_end: str | None = None
    """The day on which the first of these ends."""
    states: Counter[str] = field(default_factory=Counter)
    """Failing findings, not waived: new, unchanged, gone."""

    def add(self, finding: Finding) -> None:
        """Count a finding; what passes, is unknown or does not apply is no part of it."""
        if finding.verdict is not Verdict.FAIL:
            return
        if finding.state == "gone":
            self.states["gone"] += 1
        elif finding.waiver is not None:
            self.waived += 1
            left = days_left(finding.waiver, self.started)
            if left is not None and left <= SOON:
                self.expiring += 1
                self.first_end = min(self.first_end or "9999", finding.waiver.until or "")
        elif finding.state is not None:
            self.states[finding.state] += 1

    def sentences(self) -> list[str]:
        """What a reader is told of it: `2 waived, 1 of them until 2026-01-10 at most`, `beside the base: 1 new, 4 unchanged, 2 gone`."""
        said = []
        if self.waived:
            ending = f", {self.expiring} of them for at most {SOON} days (the first ends on {self.first_end})" if self.expiring else ""
            said.append(f"{self.waived:,} waived{ending}")
        if self.states:
            said.append("beside the base: " + ", ".join(f"{self.states[state]:,} {state}" for state in ("new", "unchanged", "gone")))
        return said
