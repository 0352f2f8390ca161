"""What the table keeps of a run's findings: failing ones by heading, unknowns by what would settle them, counts of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from scanner.report import Finding, Rule, Severity, Verdict

KEPT = 20
"""Findings kept under one heading; the rest are counted."""


def _rank(finding: Finding) -> int:
    return finding.severity.rank


@dataclass(slots=True)
class Group:
    """The failing findings under one heading."""

    kept: list[Finding] = field(default_factory=list)
    """At most KEPT: the worst, and of equals the first."""
    count: int = 0

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it where it is among the worst."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(finding)
            return
        if self.count == KEPT + 1:
            self.kept.sort(key=_rank)
        if finding.severity.rank < self.kept[-1].severity.rank:
            self.kept[-1] = finding
            self.kept.sort(key=_rank)


@dataclass(slots=True)
class Settlement:
    """The unknowns that one thing would settle."""

    settle: str
    text: str
    """The reason of the first of them."""
    count: int = 0
    policies: set[str] = field(default_factory=set)


class Tally:
    """Filled one finding at a time; its size grows with policies, resources that fail and reasons, not with findings."""

    def __init__(self, rules: Iterable[Rule], group: Literal["policy", "resource"]) -> None:
        """Take the rules of the run, and what the headings are."""
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in rules}
        self.failing: dict[str, Group] = {}
        self.errors: list[Finding] = []
        self.verdicts: Counter[str] = Counter()
        self.severities: Counter[Severity] = Counter()
        self._by_resource = group == "resource"
        self._settlements: dict[str, Settlement] = {}

    @property
    def unknown(self) -> int:
        """Unknown findings."""
        return self.verdicts[Verdict.UNKNOWN]

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it where the table shows it."""
        self.verdicts[finding.verdict] += 1
        if finding.verdict is Verdict.FAIL:
            self.severities[finding.severity] += 1
            group = self.failing.setdefault(finding.resource if self._by_resource else finding.policy, Group())
            group.add(finding)
        elif finding.verdict is Verdict.ERROR:
            if len(self.errors) < KEPT:
                self.errors.append(finding)
        elif finding.verdict is Verdict.UNKNOWN:
            self._settle(finding)

    def _settle(self, finding: Finding) -> None:
        """A finding that hangs on several things counts under each."""
        reasons = {reason.settle: reason.text for reason in finding.reasons} or {"no reason given": "no reason given"}
        for settle, text in reasons.items():
            one = self._settlements.setdefault(settle, Settlement(settle, text))
            one.count += 1
            one.policies.add(finding.policy)

    def headings(self) -> list[str]:
        """The keys of `failing`, worst first, then by name."""
        return sorted(self.failing, key=lambda key: (min(map(_rank, self.failing[key].kept)), key))

    def by_settlement(self) -> list[Settlement]:
        """What would settle the most findings first, then by name."""
        return sorted(self._settlements.values(), key=lambda one: (-one.count, one.settle))
