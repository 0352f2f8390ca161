"""A finding as a SARIF result, and what is no result (a gap, a policy that broke) as a notification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sarif_om as om

from scanner.outputs.grounds import read_line
from scanner.outputs.plain_text import cut, link_text, sarif_text, sentence
from scanner.outputs.sarif_location import Places
from scanner.outputs.sarif_rules import LEVELS
from scanner.records import dataclass
from scanner.report import Finding, Verdict
from scanner.report_json import finding_to_json
from scanner.snapshot import Gap

FINGERPRINT: Final = "plimsoll/v1"
LINE_HASH: Final = "primaryLocationLineHash"

KINDS: Mapping[Verdict, str] = {
    Verdict.PASS: "pass",
    Verdict.FAIL: "fail",
    Verdict.UNKNOWN: "open",
    Verdict.SKIPPED: "notApplicable",
}
"""SARIF's kind of a verdict; ERROR is no result but a notification."""

PREFIXES: Mapping[Verdict, str] = {Verdict.UNKNOWN: "Unknown: ", Verdict.SKIPPED: "Not applicable: "}
"""What a message begins with, so that nobody reads it as a fail."""

MOST_RELATED = 100
"""Related locations of one result; GitHub shows no more."""
MOST_FLOW = 50
"""Places of the way to one result."""
MOST_LINKS = 6
"""Related locations that the message itself names."""

EVIDENCE_KEYS = (
    "verdict",
    "resource",
    "severity",
    "world",
    "type",
    "account",
    "region",
    "part",
    "evidence",
    "reasons",
    "assumptions",
    "follows",
)

NOTICES: Mapping[str, tuple[str, str]] = {
    "gap": (
        "A part of the target could not be read.",
        "What the part holds was not judged: a fail may hide in it. The notification says what could not be read, where and why.",
    ),
    "policy-error": (
        "A policy broke on a resource.",
        "The policy's expression cannot be evaluated on this resource, so nothing is known of it. Mend the policy.",
    ),
    "left-out": (
        "Results were left out of this file.",
        "GitHub shows 5,000 results; the least severe ones beyond the limit were left out. The formats sarif and json hold them all.",
    ),
}
"""The kinds of notifications, in the order of their indices: what happened, and what it means."""


@dataclass(frozen=True, slots=True)
class Results:
    """Makes the results of one run."""

    places: Places
    rules: Mapping[str, int]
    """The index of each rule by its id."""
    titles: Mapping[str, str]
    """The title of each rule by its id; the message of a finding that has none."""
    evidence: bool = True
    """Whether a result carries its evidence as properties."""
    placeless: bool = True
    """Whether a related location may lack a file (GitHub expects one)."""

    def result(self, finding: Finding) -> Any:
        """A SARIF result. Level and kind are always written; a level other than `none` belongs to `fail` alone (3.27.10)."""
        related = [
            self.places.of_related(one, number)
            for number, one in enumerate(finding.related[:MOST_RELATED], 1)
            if one.location is not None or self.placeless
        ]
        partial = self.places.line_hash(finding)
        return om.Result(
            rule_id=finding.policy,
            rule_index=self.rules.get(finding.policy, -1),
            kind=KINDS[finding.verdict],
            level=LEVELS[finding.severity] if finding.verdict is Verdict.FAIL else "none",
            message=om.Message(text=self.message(finding)),
            locations=[self.places.of_finding(finding)],
            related_locations=related or None,
            code_flows=self.flows(finding),
            fingerprints={FINGERPRINT: finding.fingerprint},
            partial_fingerprints=None if partial is None else {LINE_HASH: partial},
            properties=_properties(finding) if self.evidence else None,
        )

    def flows(self, finding: Finding) -> list[Any] | None:
        """The way to the verdict: the steps of the path, then the values that decided. None where it has less than two places."""
        if finding.verdict not in (Verdict.FAIL, Verdict.UNKNOWN):
            return None
        steps = [(one.location, one.message) for one in finding.related[:MOST_RELATED]]
        steps += [(read.location, read_line(read)) for one in finding.evidence for read in one.reads]
        places = [
            om.ThreadFlowLocation(
                location=om.Location(message=om.Message(text=cut(sarif_text(text), 400)), physical_location=self.places.physical(location))
            )
            for location, text in dict.fromkeys(steps)
            if location is not None
        ]
        return [om.CodeFlow(thread_flows=[om.ThreadFlow(locations=places[:MOST_FLOW])])] if len(places) > 1 else None

    def message(self, finding: Finding) -> str:
        """The first sentence is a title (GitHub shows it as one); then the path, the reasons and the assumptions."""
        sentences = [
            PREFIXES.get(finding.verdict, "") + sentence(sarif_text(finding.message or self.titles.get(finding.policy, finding.policy)))
        ]
        links = [
            f"[{link_text(one.message)}]({number})" if one.location else sarif_text(one.message)
            for number, one in enumerate(finding.related[:MOST_LINKS], 1)
        ]
        if links:
            sentences.append(f"See {', '.join(links)}.")
        if finding.verdict is Verdict.UNKNOWN:
            sentences += [sentence(f"Because {sarif_text(reason.text)}") for reason in finding.reasons]
        sentences += [sentence(f"Assuming that {sarif_text(assumption)}") for assumption in finding.assumptions]
        return cut(" ".join(sentences), 4000)

    def error(self, finding: Finding) -> Any:
        """A policy that broke on a resource, as a notification."""
        text = f"policy {finding.policy} broke on {finding.resource}: {finding.message}"
        rule = om.ReportingDescriptorReference(id=finding.policy, index=self.rules.get(finding.policy, -1))
        return notification("policy-error", text, level="error", location=self.places.of_finding(finding), associated_rule=rule)

    def gap(self, gap: Gap) -> Any:
        """What could not be read, as a notification."""
        where = " ".join(part for part in ("" if gap.type == "*" else gap.type, gap.account, gap.region) if part)
        text = f"{where or 'not read'}: {gap.reason}"
        location = None if gap.location is None else om.Location(physical_location=self.places.physical(gap.location))
        return notification("gap", text, level="warning", location=location)


def notification(kind: str, text: str, *, level: str, location: Any = None, associated_rule: Any = None) -> Any:
    """A SARIF notification of one of NOTICES."""
    return om.Notification(
        descriptor=om.ReportingDescriptorReference(id=kind, index=list(NOTICES).index(kind)),
        message=om.Message(text=sentence(sarif_text(text))),
        level=level,
        locations=None if location is None else [location],
        associated_rule=associated_rule,
    )


def notification_descriptors() -> list[Any]:
    """The driver's descriptors of NOTICES."""
    return [
        om.ReportingDescriptor(
            id=kind,
            short_description=om.MultiformatMessageString(text=what),
            full_description=om.MultiformatMessageString(text=meaning),
            help=om.MultiformatMessageString(text=meaning),
        )
        for kind, (what, meaning) in NOTICES.items()
    ]


def _properties(finding: Finding) -> dict[str, Any]:
    """The rest of what the Report says of a finding, in the Report's own JSON."""
    whole = finding_to_json(finding)
    return {key: whole[key] for key in EVIDENCE_KEYS if whole.get(key) not in (None, [])}
