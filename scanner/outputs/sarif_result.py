"""A finding as a SARIF result, and what is no result (a gap, a policy that broke) as a notification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sarif_om as om

from scanner.evidence_json import evidence_to_json
from scanner.outputs.grounds import read_line
from scanner.outputs.plain_text import cut, link_text, one_line, sarif_text, sentence
from scanner.outputs.sarif_location import Places
from scanner.outputs.sarif_rules import LEVELS
from scanner.records import dataclass
from scanner.report import Finding, Verdict, Waiver
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

BASELINE_STATES: Mapping[str, str] = {"new": "new", "unchanged": "unchanged", "gone": "absent"}
"""SARIF's names of what a finding is beside the base."""

MOST_RELATED = 100
"""Related locations of one result; GitHub shows no more."""
MOST_FLOW = 50
"""Places of the way to one result."""
MOST_LINKS = 6
"""Related locations that the message itself names."""

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

    def result(self, finding: Finding) -> dict[str, Any]:
        """A SARIF result. Level and kind are always written; a level other than `none` belongs to `fail` alone (3.27.10)."""
        index = self.rules.get(finding.policy)
        result: dict[str, Any] = {"ruleId": finding.policy} if index is None else {"ruleId": finding.policy, "ruleIndex": index}
        result["kind"] = KINDS[finding.verdict]
        result["level"] = LEVELS[finding.severity] if finding.verdict is Verdict.FAIL else "none"
        result["message"] = {"text": self.message(finding)}
        result["locations"] = [self.places.of_finding(finding)]
        related = [
            self.places.of_related(one, number)
            for number, one in enumerate(finding.related[:MOST_RELATED], 1)
            if one.location is not None or self.placeless
        ]
        if related:
            result["relatedLocations"] = related
        if flows := self.flows(finding):
            result["codeFlows"] = flows
        result["fingerprints"] = {FINGERPRINT: finding.fingerprint}
        partial = self.places.line_hash(finding)
        if partial is not None:
            result["partialFingerprints"] = {LINE_HASH: partial}
        if finding.waiver is not None:
            result["suppressions"] = [self.suppression(finding.waiver)]
        if finding.state is not None:
            result["baselineState"] = BASELINE_STATES[finding.state]
        if self.evidence:
            result["properties"] = _properties(finding)
        return result

    def suppression(self, waiver: Waiver) -> dict[str, Any]:
        """A waiver as a suppression: accepted, with its reason; in the source where it stands beside what it waives."""
        suppression: dict[str, Any] = {
            "kind": "inSource" if waiver.inline else "external",
            "status": "accepted",
            "justification": one_line(waiver.reason),
        }
        if waiver.location is not None:
            suppression["location"] = {"physicalLocation": self.places.physical(waiver.location)}
        stated = {key: one_line(value) for key in ("until", "owner", "ticket") if (value := getattr(waiver, key)) is not None}
        return {**suppression, "properties": stated} if stated else suppression

    def flows(self, finding: Finding) -> list[dict[str, Any]] | None:
        """The way to the verdict: the steps of the path, then the values that decided. None where it has less than two places."""
        if finding.verdict not in (Verdict.FAIL, Verdict.UNKNOWN):
            return None
        steps = [(one.location, one.message) for one in finding.related[:MOST_RELATED]]
        steps += [(read.location, read_line(read)) for one in finding.evidence for read in one.reads]
        places = [(location, text) for location, text in dict.fromkeys(steps) if location is not None]
        if len(places) < 2:
            return None
        locations = [
            {"location": {"physicalLocation": self.places.physical(location), "message": {"text": cut(sarif_text(text), 400)}}}
            for location, text in places[:MOST_FLOW]
        ]
        return [{"threadFlows": [{"locations": locations}]}]

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
        location = None if gap.location is None else {"physicalLocation": self.places.physical(gap.location)}
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
    """The rest of what the Report says of a finding, under the names of the Report's own JSON."""
    found: dict[str, Any] = {
        "verdict": finding.verdict.value,
        "resource": finding.resource,
        "severity": finding.severity.value,
        "world": finding.world,
        "type": finding.type,
    }
    if finding.account is not None:
        found["account"] = finding.account
    if finding.region is not None:
        found["region"] = finding.region
    if finding.part is not None:
        found["part"] = {"pointer": list(finding.part.pointer), "key": finding.part.key}
    if finding.evidence:
        found["evidence"] = [evidence_to_json(one) for one in finding.evidence]
    if finding.reasons:
        found["reasons"] = [{"text": reason.text, "settle": reason.settle} for reason in finding.reasons]
    if finding.assumptions:
        found["assumptions"] = list(finding.assumptions)
    if finding.follows is not None:
        found["follows"] = finding.follows
    return found
