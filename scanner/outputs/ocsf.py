"""The format `ocsf`: Compliance Findings (class 2003) of the Open Cybersecurity Schema Framework 1.5.0, one event a line of a JSON list.

What fails, passes, is unknown or broke is an event each, and so is every part of the target that was not read; what a policy does not
apply to is none. Times are milliseconds since 1970. The profile `cloud` is named where the account is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from scanner.digests import digest
from scanner.evidence_json import evidence_to_json
from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import cut, first_sentences, one_line
from scanner.outputs.prometheus import seconds
from scanner.outputs.sarif_rules import split_control, web_uri
from scanner.outputs.settlement import how_to_settle
from scanner.outputs.table import unread
from scanner.outputs.uris import resource_name
from scanner.report import Finding, Header, Report, Rule, Severity, Verdict
from scanner.report_json import dumps, waiver_to_json
from scanner.snapshot import Gap

SCHEMA: Final = "1.5.0"
CLASS: Final = 2003
LONGEST: Final = 2000
"""Characters of one text."""

SEVERITIES: Final[Mapping[Severity, tuple[int, str]]] = {
    Severity.INFO: (1, "Informational"),
    Severity.LOW: (2, "Low"),
    Severity.MEDIUM: (3, "Medium"),
    Severity.HIGH: (4, "High"),
    Severity.CRITICAL: (5, "Critical"),
}
COMPLIANCE: Final[Mapping[Verdict, tuple[int, str]]] = {
    Verdict.PASS: (1, "Pass"),
    Verdict.FAIL: (3, "Fail"),
    Verdict.UNKNOWN: (2, "Warning"),
    Verdict.ERROR: (0, "Unknown"),
}
"""`Warning` is what the schema calls a check that gave no result for want of information."""
ACTIVITIES: Final = {1: "Create", 2: "Update", 3: "Close"}
STATUSES: Final = {1: "New", 3: "Suppressed", 4: "Resolved"}


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the events while the findings are read."""
    rules = {rule.id: rule for rule in report.header.rules}
    out.write("[")
    before = "\n"
    for event in _events(report, rules):
        out.write(before + dumps(event))
        before = ",\n"
    out.write("\n]\n")


def _events(report: Report, rules: Mapping[str, Rule]) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        if finding.verdict in COMPLIANCE:
            yield _event(finding, rules.get(finding.policy), report.header)
    for gap in unread(report):
        yield _gap(gap, report.header)


def _event(finding: Finding, rule: Rule | None, header: Header) -> dict[str, Any]:
    number, caption = SEVERITIES[finding.severity if finding.verdict is not Verdict.PASS else Severity.INFO]
    activity = {"gone": 3, "unchanged": 2}.get(finding.state or "", 1)
    title = rule.title if rule is not None else finding.policy
    info = {
        "uid": finding.fingerprint,
        "title": _text(title),
        "desc": _text(finding.message or title),
        "types": [rule.category] if rule is not None and rule.category else None,
        "analytic": {"name": finding.policy, "uid": finding.policy, "type": "Rule", "type_id": 1},
        "last_seen_time": None if finding.state == "gone" else 1000 * seconds(header.started),
    }
    event = {
        **_head(activity, number, caption, finding.account, finding.region, header),
        "message": _text(finding.message or title),
        **(_status(finding) if finding.verdict is not Verdict.PASS else {}),
        "finding_info": _present(info),
        "compliance": _compliance(finding, rule),
        "resources": [_resource(finding)],
        "unmapped": _unmapped(finding),
    }
    if rule is not None and finding.verdict is not Verdict.PASS:
        references = [uri for uri in map(web_uri, rule.references) if uri]
        event["remediation"] = _present({"desc": _text(first_sentences(rule.fix, LONGEST)), "references": references or None})
    if finding.evidence:
        event["evidences"] = [{"data": evidence_to_json(one)} for one in finding.evidence]
    return event


def _head(activity: int, severity: int, caption: str, account: str | None, region: str | None, header: Header) -> dict[str, Any]:
    product = {"name": "Plimsoll", "vendor_name": "Plimsoll", "version": header.version}
    head: dict[str, Any] = {
        "activity_id": activity,
        "activity_name": ACTIVITIES[activity],
        "category_uid": 2,
        "category_name": "Findings",
        "class_uid": CLASS,
        "class_name": "Compliance Finding",
        "type_uid": CLASS * 100 + activity,
        "type_name": f"Compliance Finding: {ACTIVITIES[activity]}",
        "severity_id": severity,
        "severity": caption,
        "time": 1000 * seconds(header.started),
        "metadata": {"version": SCHEMA, "product": product, **({"profiles": ["cloud"]} if account else {})},
    }
    if account:
        owner = {"name": account, "uid": account, "type": "AWS Account", "type_id": 10}
        head["cloud"] = _present({"provider": "AWS", "account": owner, "region": region})
    return head


def _status(finding: Finding) -> dict[str, Any]:
    number = 4 if finding.state == "gone" else 3 if finding.waiver is not None else 1
    return {"status_id": number, "status": STATUSES[number]}


def _compliance(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    number, caption = COMPLIANCE[finding.verdict]
    pairs = [split_control(control) for control in rule.controls] if rule is not None else []
    details = [_text(reason.text) for reason in finding.reasons]
    return _present(
        {
            "control": finding.policy,
            "standards": list(dict.fromkeys(framework for framework, _ in pairs)) or ["plimsoll"],
            "requirements": [control for _, control in pairs] or None,
            "status_id": number,
            "status": caption,
            "status_details": details or None,
        }
    )


def _resource(finding: Finding) -> dict[str, Any]:
    return _present(
        {
            "uid": _text(finding.resource) or finding.type,
            "name": _text(resource_name(finding.resource)) or None,
            "type": finding.type,
            "region": finding.region,
        }
    )


def _unmapped(finding: Finding) -> dict[str, Any]:
    """What the schema has no place for."""
    place = finding.location
    return _present(
        {
            "verdict": str(finding.verdict),
            "world": one_line(finding.world),
            "file": one_line(place.file) if place else None,
            "line": place.line if place else None,
            "part": _text(finding.part.key) if finding.part else None,
            "state": finding.state,
            "waiver": waiver_to_json(finding.waiver) if finding.waiver else None,
            "settle": [how_to_settle(reason.settle) for reason in finding.reasons] or None,
            "assumptions": list(finding.assumptions) or None,
            "follows": finding.follows,
        }
    )


def _gap(gap: Gap, header: Header) -> dict[str, Any]:
    """A part of the target that was not read, as a check without a result."""
    place = f"{gap.location.file}:{gap.location.line}" if gap.location else ""
    where = place or " ".join(part for part in (gap.account, gap.region) if part) or "target"
    what = "everything there" if gap.type == "*" else gap.type
    return {
        **_head(1, 1, "Informational", gap.account, gap.region, header),
        "message": _text(f"not read: {gap.reason}"),
        "status_id": 1,
        "status": STATUSES[1],
        "finding_info": {
            "uid": digest(f"gap\n{gap.type}\n{where}\n{gap.reason}"),
            "title": _text(f"Not read: {what}"),
            "desc": _text(f"{gap.reason}; a failing finding may hide there"),
        },
        "compliance": {"control": "not-read", "standards": ["plimsoll"], "status_id": 0, "status": "Unknown"},
        "resources": [{"uid": _text(where), "type": gap.type}],
    }


def _text(value: str) -> str:
    return cut(one_line(value), LONGEST)


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
