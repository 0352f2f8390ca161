"""What Security Hub refuses in a finding: the lengths and values of AWS's "AwsSecurityFinding" that moto does not check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

REQUIRED = {
    "SchemaVersion",
    "Id",
    "ProductArn",
    "GeneratorId",
    "AwsAccountId",
    "CreatedAt",
    "UpdatedAt",
    "Title",
    "Description",
    "Resources",
}
LONGEST = {"Id": 512, "GeneratorId": 512, "Title": 256, "Description": 1024, "Region": 16, "ProductArn": 2048}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
LABELS = {"INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"}


def asff_errors(findings: list[dict[str, Any]]) -> list[str]:
    """What would be refused, one sentence each; empty for good findings."""
    identifiers = [one.get("Id") for one in findings]
    doubled = ["two findings of one Id"] if len(set(identifiers)) != len(identifiers) else []
    return doubled + [f"{one.get('Id')}: {error}" for one in findings for error in _errors(one)]


def _errors(one: dict[str, Any]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in sorted(REQUIRED - set(one)))
    for name, longest in LONGEST.items():
        if name in one and not 1 <= len(one[name].strip()) <= longest:
            yield f"{name} has {len(one[name])} characters"
    if len(json.dumps(one).encode()) > 240 * 1024:
        yield "larger than 240 KB"
    if not re.fullmatch(r"\d{12}", one["AwsAccountId"]):
        yield "AwsAccountId is no account"
    if not re.fullmatch(r"arn:aws[a-z-]*:securityhub:[a-z0-9-]+:(\d{12}):product/\1/default", one["ProductArn"]):
        yield f"ProductArn {one['ProductArn']}"
    if not TIME.fullmatch(one["CreatedAt"]) or not TIME.fullmatch(one["UpdatedAt"]):
        yield "a time is no time"
    if one["Severity"]["Label"] not in LABELS or one["FindingProviderFields"]["Severity"]["Label"] not in LABELS:
        yield "the severity is none"
    if not 1 <= len(one["Resources"]) <= 32 or not all(resource["Id"] and resource["Type"] for resource in one["Resources"]):
        yield "resources"
    if one["Compliance"]["Status"] not in {"PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"}:
        yield "the compliance status is none"
    requirements = one["Compliance"].get("RelatedRequirements", [])
    if len(requirements) > 32 or any(not 1 <= len(text) <= 64 for text in requirements):
        yield "related requirements"
    fields = one.get("ProductFields", {})
    if len(fields) > 50 or any(len(key) > 128 or not 1 <= len(value.strip()) <= 2048 for key, value in fields.items()):
        yield "product fields"
    if one["RecordState"] not in {"ACTIVE", "ARCHIVED"} or one["Workflow"]["Status"] not in {"NEW", "NOTIFIED", "SUPPRESSED", "RESOLVED"}:
        yield "a state is none"
    note = one.get("Note", {"Text": "x", "UpdatedBy": "x"})
    if not 1 <= len(note["Text"]) <= 512 or not 1 <= len(note["UpdatedBy"]) <= 512:
        yield "the note"
    advice = one.get("Remediation", {}).get("Recommendation", {"Text": "x"})
    if not 1 <= len(advice["Text"]) <= 512:
        yield "the recommendation"
