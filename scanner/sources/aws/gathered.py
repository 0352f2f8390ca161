"""What is gathered of one type, what an answer says of which id, and what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner.catalog import Row
from scanner.catalog.actions import action_of
from scanner.catalog.rows import Call, Describing
from scanner.records import dataclass, field, replace
from scanner.sources.aws.calls import Answer
from scanner.sources.aws.faults import BUDGET, DENIED, DENIED_BY_SCP, DEPENDENCY, NOT_AVAILABLE, REGION_DISABLED, THROTTLED, Fault
from scanner.unknown import Unknown

Record = dict[str, Any]
"""What the catalogue's expressions see: `item`, `parent`, the answers of `more` calls, account, region and partition."""

COMPLETE, PARTIAL, FAILED, SKIPPED, UNREAD, IN_USE = "complete", "partial", "failed", "skipped", "unread", "in-use"
STATUS_OF: Final = {
    DENIED: "denied",
    DENIED_BY_SCP: "denied",
    THROTTLED: "throttled",
    BUDGET: SKIPPED,
    DEPENDENCY: SKIPPED,
    REGION_DISABLED: SKIPPED,
    NOT_AVAILABLE: SKIPPED,
}
"""The status of coverage, by a fault's reason; every other is `failed`, or `partial` where some pages came."""
GONE: Final = "MISSING"
"""A failure's reason for what does not exist any more."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why not everything is known of a type."""

    status: str
    action: str | None
    reason: str
    settle: str | None = None
    time: str | None = None


@dataclass(slots=True, eq=False)
class Gathered:
    """What was gathered of one row."""

    row: Row
    in_use: bool
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """More of the type may exist."""
    unread: list[Problem] = field(default_factory=list)
    """Of one record, one answer is not known."""

    def fail(self, call: Call, answer: Answer) -> None:
        """Note the fault of an answer, unless it says that nothing is there."""
        fault = told(call, answer.fault)
        if fault is not None:
            self.problems.append(problem_of(fault, bool(answer.pages)))

    def miss(self, call: Call, reason: str, status: str = PARTIAL) -> None:
        """Note what an answer with status 200 leaves open."""
        action = action_of(call.name)
        self.problems.append(Problem(status, action, f"{action}: {reason}"))


def told(call: Call, fault: Fault | None) -> Fault | None:
    """A fault that leaves something open, with its IAM action; None where the code is an answer: there is none."""
    if fault is None or call.says_none(fault.code, fault.message) or fault.is_nothing_there:
        return None
    return replace(fault, action=action_of(call.name))


def problem_of(fault: Fault, partly: bool = False) -> Problem:
    """A fault as a Problem."""
    status = STATUS_OF.get(fault.reason, PARTIAL if partly else FAILED)
    return Problem(status, fault.action, fault.text, fault.settle, fault.time)


def merged(pages: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The pages of an answer as one: lists joined, of all else what the last page says. None where there is no page."""
    if len(pages) <= 1:
        return dict(pages[0]) if pages else None
    whole: dict[str, Any] = {}
    for page in pages:
        for name, value in page.items():
            before = whole.get(name)
            whole[name] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return whole


def unread(gathered: Gathered, fault: Fault) -> Unknown:
    """What stands for an answer that a fault took, noted."""
    gathered.unread.append(replace(problem_of(fault), status=UNREAD))
    return Unknown(fault.text, settle=fault.settle)


def missing(gathered: Gathered, call: Call, reason: str) -> Unknown:
    """What stands for an answer that AWS left out, noted."""
    action = action_of(call.name)
    gathered.unread.append(Problem(UNREAD, action, f"{action}: {reason}"))
    return Unknown(f"{action}: {reason}", settle=f"what {action} leaves out")


def answers_by_id(
    describing: Describing, batch: Mapping[str, Any], answer: Answer
) -> tuple[dict[str, list[Any]], set[str], dict[str, str]]:
    """Of a call's pages: what answers each id, the ids that are gone, and why others were not described."""
    found: dict[str, list[Any]] = {}
    gone: set[str] = set()
    failed: dict[str, str] = {}
    single = describing.batch is not None and not describing.batch.most
    if single:
        identity = next(iter(batch))
        if answer.fault is not None:  # half an answer is none
            return {}, gone if told(describing.call, answer.fault) is not None else {identity}, failed
        value: Any = merged(answer.pages)
        items = describing.items.of(value) if describing.items is not None and value is not None else value
        if describing.take is not None and items is not None:
            items = describing.take.of(items)
        if items is not None:
            found[identity] = items if describing.many and isinstance(items, list) else [items]
        return found, gone, failed
    for page in answer.pages:
        for item in (describing.items.of(page) if describing.items is not None else None) or ():
            named = describing.key.of(item) if describing.key is not None else None
            if describing.take is not None:
                item = describing.take.of(item)
            found.setdefault(named if isinstance(named, str) else str(named), []).append(item)
        for failure in (describing.failures.of(page) if describing.failures is not None else None) or ():
            identity, reason = str(failure.get("id")), str(failure.get("reason"))
            gone.add(identity) if reason == GONE else failed.setdefault(identity, reason)
    if answer.fault is not None and told(describing.call, answer.fault) is None:
        gone.update(identity for identity in batch if identity not in found)
    return found, gone, failed
