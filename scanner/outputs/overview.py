"""What a page keeps of a run's findings: the worst that are open, those that are waived or gone, and counts of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from scanner.outputs.standing import Standing, days_left, is_open
from scanner.outputs.tally import Tally
from scanner.records import dataclass, field
from scanner.report import Finding, Header, Severity, Verdict

NEVER: Final = 1_000_000
"""Days that a waiver without an end is sorted by."""
SAMPLES: Final = 5
"""Unknown findings shown of those that one thing would settle."""


@dataclass(slots=True)
class Kept:
    """The first of many findings by a key; the rest are counted."""

    most: int
    count: int = 0
    _pairs: list[tuple[Any, Finding]] = field(default_factory=list)

    def add(self, key: tuple[int, ...], finding: Finding) -> None:
        """Count a finding, and keep it while it may be among the first; of equals the earlier one is first."""
        self.count += 1
        self._pairs.append(((*key, self.count), finding))
        if len(self._pairs) > 2 * self.most + 16:
            self._cut()

    def _cut(self) -> None:
        self._pairs.sort(key=lambda pair: pair[0])
        del self._pairs[self.most :]

    def findings(self) -> list[Finding]:
        """The first `most`, in order."""
        self._cut()
        return [finding for _, finding in self._pairs]


@dataclass(slots=True)
class Line:
    """The counts of one service or policy."""

    severities: Counter[Severity] = field(default_factory=Counter)
    """Open findings."""
    verdicts: Counter[str] = field(default_factory=Counter)
    waived: int = 0

    @property
    def failing(self) -> int:
        """Open findings."""
        return sum(self.severities.values())


class Overview:
    """Filled one finding at a time; its size is bounded by `most`, and by the number of policies, services and reasons."""

    def __init__(self, header: Header, most: int) -> None:
        """Take what was run, and how many findings of each list are kept."""
        self.header = header
        self.tally = Tally(header, "policy", SAMPLES)
        self.open = Kept(most)
        """New ones first, then the worst."""
        self.waived = Kept(most)
        """Those whose waiver ends first."""
        self.gone = Kept(most)
        self.total = Line()
        self.new = Counter[Severity]()
        self.services: dict[str, Line] = {}
        self.policies: dict[str, Line] = {rule.id: Line() for rule in header.rules}

    @property
    def standing(self) -> Standing:
        """Counts beside waivers and the base."""
        return self.tally.standing

    def read(self, findings: Iterable[Finding]) -> Overview:
        """Add all findings, to their end."""
        for finding in findings:
            self.add(finding)
        return self

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it where it is shown."""
        self.tally.add(finding)
        if finding.state == "gone":
            self.gone.add((finding.severity.rank,), finding)
            return
        if is_open(finding):
            self.open.add((finding.state == "unchanged", finding.severity.rank), finding)
            if finding.state == "new":
                self.new[finding.severity] += 1
        elif finding.verdict is Verdict.FAIL and finding.waiver is not None:
            left = days_left(finding.waiver, self.header.started)
            self.waived.add((NEVER if left is None else left, finding.severity.rank), finding)
        service, policy = service_of(finding.type), finding.policy
        for line in (self.total, self.services.setdefault(service, Line()), self.policies.setdefault(policy, Line())):
            line.verdicts[finding.verdict] += 1
            if is_open(finding):
                line.severities[finding.severity] += 1
            elif finding.verdict is Verdict.FAIL:
                line.waived += 1

    def score(self) -> int | None:
        """Of the checks that could be decided, the percentage that passes, rounded down; what is waived does not pass. None without any."""
        passed, failed = self.total.verdicts[Verdict.PASS], self.total.verdicts[Verdict.FAIL]
        return 100 * passed // (passed + failed) if passed + failed else None

    def by_service(self) -> list[tuple[str, Line]]:
        """The services with the most severe failing findings first, then by name."""
        return sorted(self.services.items(), key=lambda pair: ([-pair[1].severities[one] for one in Severity], pair[0]))


def service_of(type_name: str) -> str:
    """`ECS` of `AWS::ECS::Service`; `Account` of `AWS::Account`; the type itself where it has no such parts."""
    parts = type_name.split("::")
    return parts[1] if len(parts) > 1 and parts[1] else type_name
