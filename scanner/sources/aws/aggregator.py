"""What an aggregator of AWS Config holds of many accounts: advanced queries, one for each type, asked in the aggregator's account alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scanner.snapshot import Gap
from scanner.snapshot_file import KIND_OF_STATUS
from scanner.sources.aws.faults import Place
from scanner.sources.aws.gathered import problem_of
from scanner.sources.aws.send import Caller
from scanner.sources.aws_config_items import parsed

CALL: Final = "config:SelectAggregateResourceConfig"
ACTION: Final = CALL
_MEMBERS: Final = (
    "accountId, awsRegion, arn, resourceId, resourceName, resourceType, configuration, supplementaryConfiguration, tags,"
    " configurationItemStatus, configurationItemCaptureTime, availabilityZone"
)
_PAGE: Final = 100
"""Most that a page may hold (AWS Config API Reference, SelectAggregateResourceConfig)."""


def query(kind: str) -> str:
    """The query for all items of a type."""
    return f"SELECT {_MEMBERS} WHERE resourceType = '{kind}'"


def select(api: Caller, place: Place, name: str, types: Iterable[str]) -> tuple[list[dict[str, Any]], list[Gap]]:
    """The configuration items of types that an aggregator holds, and a Gap for each query that was not wholly answered."""
    items: list[dict[str, Any]] = []
    gaps: list[Gap] = []
    for kind in sorted(types):
        answer = api.call(place, CALL, {"ConfigurationAggregatorName": name, "Expression": query(kind)}, {"MaxResults": _PAGE})
        spoilt = 0
        for page in answer.pages:
            for text in page.get("Results") or ():
                item = _item(text)
                if item is None:
                    spoilt += 1
                else:
                    items.append(item)
        if spoilt:
            reason = f"{ACTION}: {spoilt} results for {kind} are no configuration items"
            gaps.append(Gap(kind, reason, None, place.account, place.region, "incomplete", action=ACTION))
        if answer.fault is not None:
            problem = problem_of(answer.fault, bool(answer.pages))
            status = KIND_OF_STATUS.get(problem.status, problem.status)
            reason = f"{problem.reason}: {kind}"
            gaps.append(Gap(kind, reason, None, place.account, place.region, status, problem.settle, problem.action, problem.time))
    return items, gaps


def _item(text: Any) -> dict[str, Any] | None:
    """A result: an item as JSON in a text."""
    try:
        found = parsed(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
