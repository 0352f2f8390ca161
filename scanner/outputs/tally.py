"""What the table keeps of a run's findings: failing ones by heading, unknowns by what would settle them, counts of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from scanner.outputs.standing import Standing, is_open
from scanner.records import dataclass, field, replace
from scanner.report import Finding, Header, Rule, Severity, Verdict

KEPT = 20
"""Findings kept under one heading; the rest are counted."""
SAMPLED = 1000
"""Things that settle unknown findings of which the first finding is kept; of later ones only those from the second on are."""


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
    samples: list[Finding] = field(default_factory=list)
    """The first of them, without their evidence; of a tally that keeps samples."""


class Tally:
    """Filled one finding at a time; its size grows with policies, resources that fail and reasons, not with findings."""

    def __init__(self, header: Header, group: Literal["policy", "resource"], samples: int = 0) -> None:
        """Take what was run, what the headings are, and how many unknown findings are kept for each thing that would settle them."""
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in header.rules}
        self.standing = Standing(header.started)
        self.failing: dict[str, Group] = {}
        self.before: dict[Severity, Counter[str]] = {}
        """Policies of failing findings that the base has, too: they are counted, and stand under no heading."""
        self.errors: list[Finding] = []
        self.verdicts: Counter[str] = Counter()
        self.severities: Counter[Severity] = Counter()
        self._samples = samples
        self._by_resource = group == "resource"
        self._settlements: dict[str, Settlement] = {}

    @property
    def unknown(self) -> int:
        """Unknown findings."""
        return self.verdicts[Verdict.UNKNOWN]

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it where the table shows it; what is waived or gone is counted apart."""
        self.standing.add(finding)
        if finding.state == "gone" or (finding.verdict is Verdict.FAIL and not is_open(finding)):
            return
        self.verdicts[finding.verdict] += 1
        if finding.verdict is Verdict.FAIL:
            self.severities[finding.severity] += 1
            if finding.state == "unchanged":
                self.before.setdefault(finding.severity, Counter())[finding.policy] += 1
                return
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
            if len(one.samples) < self._samples and (one.count > 1 or len(self._settlements) <= SAMPLED):
                one.samples.append(replace(finding, evidence=(), related=(), reasons=(), assumptions=()))

    def consequences(self) -> dict[str, list[Finding]]:
        """By the fingerprint of a finding that is kept: the kept ones that follow it, and are told beneath it."""
        kept = [finding for group in self.failing.values() for finding in group.kept]
        shown = {finding.fingerprint for finding in kept if finding.follows is None}
        found: dict[str, list[Finding]] = {}
        for finding in kept:
            if finding.follows in shown and finding.follows is not None:
                found.setdefault(finding.follows, []).append(finding)
        return found

    def headings(self, consequences: Mapping[str, list[Finding]] | None = None) -> list[str]:
        """The keys of `failing`, worst first, then by name; a heading is as bad as what is told beneath its findings."""
        beneath = consequences or {}

        def rank(key: str) -> int:
            kept = self.failing[key].kept
            return min(map(_rank, [*kept, *(follower for finding in kept for follower in beneath.get(finding.fingerprint, ()))]))

        return sorted(self.failing, key=lambda key: (rank(key), key))

    def by_settlement(self) -> list[Settlement]:
        """What would settle the most findings first, then by name."""
        return sorted(self._settlements.values(), key=lambda one: (-one.count, one.settle))
