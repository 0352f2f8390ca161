"""Sends what the format `asff` wrote to AWS Security Hub: at most a hundred findings and 6 MB a call, each region's to that region."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from scanner import lean_json
from scanner.errors import UsageError
from scanner.records import dataclass

MOST: Final = 100
"""Findings of one call."""
LARGEST: Final = 6_000_000
"""Bytes of one call."""
KNOWN: Final = 20
"""Ids that one question about known findings names."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the findings."""

    taken: int
    refused: tuple[str, ...]
    """A sentence for each finding that Security Hub refused: "plimsoll/1f3a: InvalidInput: ..."."""


def read(text: str, file: str) -> list[dict[str, Any]]:
    """The findings of a file that `--format asff` wrote; UsageError for one that is none."""
    try:
        found = lean_json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(one, dict) and isinstance(one.get("ProductArn"), str) for one in found):
        raise UsageError("not a list of findings; write it with --format asff=FILE", file=file)
    return found


def send(findings: Sequence[Mapping[str, Any]], client: Callable[[str], Any]) -> Sent:
    """Import findings; `client` gives boto3's client of `securityhub` for a region, with credentials of the findings' account.

    A finding that Security Hub knows keeps the time at which it was created. Raises UsageError for what AWS or the network refuses as a
    whole: the findings sent before it stay.
    """
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # botocore has no stubs

    regions: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        regions.setdefault(str(finding["ProductArn"]).split(":")[3], []).append(dict(finding))
    taken = 0
    refused: list[str] = []
    for region, ours in sorted(regions.items()):
        try:
            hub = client(region)
            _keep_times(hub, ours)
            for batch in batches(ours):
                answer = hub.batch_import_findings(Findings=batch)
                taken += answer.get("SuccessCount", 0)
                refused += [f"{one['Id']}: {one['ErrorCode']}: {one['ErrorMessage']}" for one in answer.get("FailedFindings", [])]
        except (BotoCoreError, ClientError) as error:
            raise UsageError(f"Security Hub in {region} refuses: {error}; {taken} findings were sent before") from error
    return Sent(taken, tuple(refused))


def batches(findings: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Findings as calls take them."""
    batch: list[dict[str, Any]] = []
    size = 0
    for finding in findings:
        length = len(lean_json.dumps(finding))
        if batch and (len(batch) == MOST or size + length > LARGEST):
            yield batch
            batch, size = [], 0
        batch.append(finding)
        size += length
    if batch:
        yield batch


def _keep_times(hub: Any, findings: Sequence[dict[str, Any]]) -> None:
    """Give findings that are known the time at which they were created."""
    known: dict[str, str] = {}
    products = sorted({str(one["ProductArn"]) for one in findings})
    for start in range(0, len(findings), KNOWN):
        filters = {
            "Id": [{"Value": one["Id"], "Comparison": "EQUALS"} for one in findings[start : start + KNOWN]],
            "ProductArn": [{"Value": product, "Comparison": "EQUALS"} for product in products[:KNOWN]],
        }
        for page in hub.get_paginator("get_findings").paginate(Filters=filters):
            known.update({one["Id"]: one["CreatedAt"] for one in page.get("Findings", [])})
    for finding in findings:
        finding["CreatedAt"] = known.get(finding["Id"], finding["CreatedAt"])
