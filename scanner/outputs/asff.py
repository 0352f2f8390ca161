"""The format `asff`: findings in AWS's Security Finding Format (2018-10-08), a JSON list as `batch-import-findings --findings` takes it.

AWS, "AwsSecurityFinding" and "BatchImportFindings": lengths of texts, at most 32 requirements and resources, 240 KB a finding, and
the account and region that the finding is of. So findings of accounts alone are written: what stands in a template has neither.
`scanner.security_hub` sends the same findings, a hundred at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from scanner.digests import digest
from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import cut, first_sentences, one_line
from scanner.outputs.sarif_rules import web_uri
from scanner.outputs.settlement import how_to_settle
from scanner.outputs.standing import is_open
from scanner.outputs.table import unread
from scanner.patterns import regex
from scanner.report import Finding, Header, Report, Rule, Severity, Verdict
from scanner.report_json import dumps
from scanner.snapshot import Gap

SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "CRITICAL",
    Severity.HIGH: "HIGH",
    Severity.MEDIUM: "MEDIUM",
    Severity.LOW: "LOW",
    Severity.INFO: "INFORMATIONAL",
}
STATUSES: Final[Mapping[Verdict, str]] = {
    Verdict.PASS: "PASSED",
    Verdict.FAIL: "FAILED",
    Verdict.UNKNOWN: "WARNING",
    Verdict.ERROR: "NOT_AVAILABLE",
}
"""`WARNING`: some information is missing. What a policy does not apply to is not written."""
TYPES: Final = ("Software and Configuration Checks/AWS Security Best Practices",)
PARTITIONS: Final = (("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"))
GLOBAL: Final[Mapping[str, str]] = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""The region that what belongs to an account as a whole is written for."""

_REGION: Final = regex(r"[a-z]{2}(-[a-z]+)+-\d{1,2}")

TITLE, DESCRIPTION, IDENTIFIER, VALUE, REQUIREMENT, ADVICE, NOTE, MOST = 256, 1024, 512, 1024, 64, 512, 512, 32


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the findings of accounts while they are read, then what could not be read of accounts."""
    out.write("[")
    before = "\n"
    for value in values(report):
        out.write(before + dumps(value))
        before = ",\n"
    out.write("\n]\n")


def values(report: Report, home: str | None = None) -> Iterator[dict[str, Any]]:
    """The findings of a report. What belongs to an account as a whole is written for `home`, if that is a region of its partition."""
    rules = {rule.id: rule for rule in report.header.rules}
    remedies: dict[str, dict[str, Any]] = {}
    for finding in report.findings:
        if finding.verdict in STATUSES and is_account(finding.account):
            rule = rules.get(finding.policy)
            value = _value(finding, rule, report.header, home)
            if rule is not None and finding.verdict is not Verdict.PASS:
                if rule.id not in remedies:
                    remedies[rule.id] = _remedy(rule)
                value["Remediation"] = remedies[rule.id]
            yield value
    for gap in unread(report):
        if is_account(gap.account):
            yield _gap(gap, report.header, home)


def is_account(text: str | None) -> bool:
    """Whether it is the twelve digits of an account."""
    return text is not None and len(text) == 12 and text.isascii() and text.isdigit()


def _value(finding: Finding, rule: Rule | None, header: Header, home: str | None) -> dict[str, Any]:
    title = rule.title if rule is not None else finding.policy
    partition, region = _partition(finding.resource, finding.region, home)
    severity = SEVERITIES[finding.severity] if finding.verdict is Verdict.FAIL else "INFORMATIONAL"
    value = {
        **_head(f"plimsoll/{finding.fingerprint}", finding.policy, finding.account or "", region, partition, severity, header),
        "Title": _text(title, TITLE),
        "Description": _text(finding.message or title, DESCRIPTION),
        "Resources": [
            {"Type": _resource_type(finding.type), "Id": _text(finding.resource, IDENTIFIER), "Partition": partition, "Region": region}
        ],
        "Compliance": _compliance(finding, rule),
        "ProductFields": _fields(finding),
        "RecordState": "ARCHIVED" if finding.state == "gone" else "ACTIVE",
        "Workflow": {"Status": _workflow(finding)},
    }
    if finding.waiver is not None:
        until = f" until {finding.waiver.until}" if finding.waiver.until else ""
        by = _text(finding.waiver.owner or "plimsoll", NOTE)
        value["Note"] = {"Text": _text(f"waived{until}: {finding.waiver.reason}", NOTE), "UpdatedBy": by, "UpdatedAt": header.started}
    return value


def _remedy(rule: Rule) -> dict[str, Any]:
    url = next((uri for uri in map(web_uri, rule.references) if uri), None)
    return {"Recommendation": {"Text": _text(first_sentences(rule.fix, ADVICE), ADVICE), **({"Url": url} if url else {})}}


def _head(identifier: str, generator: str, account: str, region: str, partition: str, severity: str, header: Header) -> dict[str, Any]:
    return {
        "SchemaVersion": "2018-10-08",
        "Id": identifier,
        "ProductArn": f"arn:{partition}:securityhub:{region}:{account}:product/{account}/default",
        "ProductName": "Plimsoll",
        "CompanyName": "Plimsoll",
        "Region": region,
        "GeneratorId": _text(f"plimsoll/{generator}", IDENTIFIER),
        "AwsAccountId": account,
        "Types": list(TYPES),
        "CreatedAt": header.started,
        "UpdatedAt": header.started,
        "Severity": {"Label": severity, "Original": severity},
        "FindingProviderFields": {"Severity": {"Label": severity, "Original": severity}, "Types": list(TYPES)},
    }


def _partition(resource: str, region: str | None, home: str | None) -> tuple[str, str]:
    """The partition that an ARN or a region says, and the region; that of the account as a whole where there is none."""

    def of(name: str) -> str:
        return next((partition for start, partition in PARTITIONS if name.startswith(start)), "aws")

    said = resource.split(":")[1] if resource.startswith("arn:") else ""
    named = said if said in GLOBAL else ""
    known = region if region is not None and _REGION.fullmatch(region) else None
    partition = named or of(known or home or "")
    return partition, known or (home if home is not None and of(home) == partition else GLOBAL[partition])


def _workflow(finding: Finding) -> str:
    if finding.verdict is Verdict.PASS or finding.state == "gone":
        return "RESOLVED"
    return "SUPPRESSED" if finding.waiver is not None and not is_open(finding) else "NEW"


def _compliance(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    value: dict[str, Any] = {"Status": STATUSES[finding.verdict]}
    if rule is not None and rule.controls:
        value["RelatedRequirements"] = [_text(control, REQUIREMENT) for control in rule.controls[:MOST]]
    if finding.reasons:
        value["StatusReasons"] = [
            {"ReasonCode": "UNKNOWN", "Description": _text(f"{reason.text}; {how_to_settle(reason.settle)}", VALUE)}
            for reason in finding.reasons[:MOST]
        ]
    return value


def _fields(finding: Finding) -> dict[str, str]:
    """What the format has no place for; at most fifty texts, none of them empty."""
    clauses = "; ".join(one.clause for one in finding.evidence)
    found = {
        "plimsoll/policy": finding.policy,
        "plimsoll/verdict": str(finding.verdict),
        "plimsoll/fingerprint": finding.fingerprint,
        "plimsoll/type": finding.type,
        "plimsoll/part": finding.part.key if finding.part else "",
        "plimsoll/state": finding.state or "",
        "plimsoll/waived-until": (finding.waiver.until or "") if finding.waiver else "",
        "plimsoll/clause": clauses,
        "plimsoll/assumed": "; ".join(finding.assumptions),
        "plimsoll/follows": finding.follows or "",
    }
    return {key: _text(value, VALUE) for key, value in found.items() if value.strip()}


def _resource_type(type_name: str) -> str:
    """`AwsEcsService` of `AWS::ECS::Service`, as Security Hub names types; it takes names that it does not know."""
    service, kind = ([*type_name.split("::")[1:], "", ""])[:2]
    return _text("Aws" + service[:1].upper() + service[1:].lower() + kind, IDENTIFIER) if service else "Other"


def _gap(gap: Gap, header: Header, home: str | None) -> dict[str, Any]:
    """What could not be read of an account, as a check without a result."""
    partition, region = _partition("", gap.region, home)
    account = gap.account or ""
    identifier = "plimsoll/gap/" + digest(f"{gap.type}\n{account}\n{region}\n{gap.reason}")
    what = "everything" if gap.type == "*" else gap.type
    settle = f"; {how_to_settle(gap.settle)}" if gap.settle else ""
    return {
        **_head(identifier, "not-read", account, region, partition, "INFORMATIONAL", header),
        "Title": _text(f"Not read: {what}", TITLE),
        "Description": _text(f"{gap.reason}: a failing finding may hide there{settle}", DESCRIPTION),
        "Resources": [{"Type": "AwsAccount", "Id": f"AWS::::Account:{account}", "Partition": partition, "Region": region}],
        "Compliance": {"Status": "NOT_AVAILABLE"},
        "RecordState": "ACTIVE",
        "Workflow": {"Status": "NEW"},
    }


def _text(value: str, longest: int) -> str:
    """One line of at most so many characters, and at least one."""
    return cut(one_line(value), longest).strip() or "-"
