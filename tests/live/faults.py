"""An audit of a recorded account in which one call goes wrong, and what its report may then say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from scanner import audit, scan
from scanner.audit import AuditSettings
from scanner.catalog.actions import action_of
from scanner.config import Config
from scanner.encoding import encode
from scanner.progress import Progress
from scanner.records import dataclass
from scanner.report import Finding, Verdict
from scanner.scan import Rules, Settings
from scanner.snapshot import Gap, Resource
from scanner.sources.aws import faults, part_task
from scanner.sources.aws.calls import Answer, Counts
from scanner.sources.aws.collect import Part
from scanner.sources.aws.faults import Fault, Place
from scanner.unknown import Unknown
from tests.live.case_study_account import REGION
from tests.live.record import key_of
from tests.moto_account import ACCOUNT

WHEN: Final = "2026-01-31T00:00:00Z"

Spoil = Callable[[Answer, Place, str], Answer]
"""What becomes of a call's answer."""


class Inline(Executor):
    """Calls at once, in the calling thread: the same order each time."""

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """What it gives is there already."""
        done: Future[Any] = Future()
        done.set_result(fn(*arguments, **named))
        return done


class RecordedApi:
    """Answers as was written down, but for one call."""

    def __init__(self, recorded: Mapping[str, Mapping[str, Any]], spoilt: str | None = None, spoil: Spoil | None = None) -> None:
        """Take the calls by their keys; `spoilt` is the key of the one that goes wrong."""
        self.recorded, self.spoilt, self.spoil = recorded, spoilt, spoil
        self.asked: list[str] = []

    counts = Counts()

    def call(self, place: Place, call: str, arguments: Mapping[str, Any], page: Any = None, token: Any = None) -> Answer:
        """What was written down; what was not is refused."""
        key = key_of(call, place.region, arguments)
        self.asked.append(key)
        record = self.recorded.get(key)
        if record is None:
            return Answer((), fault_of(faults.CLIENT_ERROR, "NotRecorded", place, call))
        error = record.get("error")
        answer = Answer(tuple(record["pages"]), fault_of(error["reason"], error["code"], place, call) if error else None)
        return self.spoil(answer, place, call) if self.spoil is not None and key == self.spoilt else answer

    def stop(self) -> None:
        """Nothing is under way."""


def fault_of(reason: str, code: str, place: Place, call: str, message: str = "", status: int | None = 400) -> Fault:
    """A fault as the API tells it."""
    return Fault(reason, code, message, action_of(call), place.account, place.region, WHEN, status)


def failing(reason: str, code: str, message: str = "", status: int | None = 400, *, pages: bool = False) -> Spoil:
    """The call fails; with `pages`, after what it gave so far."""

    def spoil(answer: Answer, place: Place, call: str) -> Answer:
        return Answer(answer.pages if pages else (), fault_of(reason, code, place, call, message, status))

    return spoil


FAULTS: Final[Mapping[str, Spoil]] = {
    "denied": failing(faults.DENIED, "AccessDeniedException"),
    "denied by the organization": failing(
        faults.DENIED_BY_SCP, "AccessDeniedException", "with an explicit deny in a service control policy"
    ),
    "throttled beyond patience": failing(faults.THROTTLED, "ThrottlingException"),
    "in a region that is disabled": failing(faults.REGION_DISABLED, "UnrecognizedClientException", status=403),
    "with a token that has expired": failing(faults.EXPIRED, "ExpiredTokenException"),
    "cut off": failing(faults.UNREACHABLE, "ConnectionClosedError", status=None),
    "after a page": failing(faults.SERVICE_ERROR, "InternalError", status=500, pages=True),
    "with a code that nobody knows": failing(faults.CLIENT_ERROR, "SomethingNewException"),
    "with HTML and status 200": failing(faults.BAD_RESPONSE, "UnreadableAnswer", "an HTML page", 200),
}
"""As `calls` tells them; tests/sources/aws/test_calls.py holds that it does, and test_http_faults.py here that an audit does."""

CONTENT: Final[dict[str, tuple[str, str]]] = {
    "ecs:DescribeClusters": ("clusters", "clusterArn"),
    "ecs:DescribeServices": ("services", "serviceArn"),
    "ecs:DescribeTasks": ("tasks", "taskArn"),
    "ecs:DescribeContainerInstances": ("containerInstances", "containerInstanceArn"),
    "ecr:BatchGetRepositoryScanningConfiguration": ("scanningConfigurations", "repositoryName"),
}
"""Calls that tell failures[] with status 200: the list of what was described, and its ids."""


def failures(answer: Answer, place: Place, call: str) -> Answer:
    """The first that was described stands under failures[] instead."""
    name, identity = CONTENT[call]
    page = dict(answer.pages[0])
    first, *rest = page[name]
    said = {"arn": first.get(identity), "repositoryName": first.get(identity), "reason": "BUSY", "failureReason": "BUSY"}
    return Answer(({**page, name: rest, "failures": [said]}, *answer.pages[1:]))


# ---------------------------------------------------------------- an audit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an audit told."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    folder: Path
    """The snapshot that it kept."""
    asked: frozenset[str]

    def resources(self) -> dict[tuple[str, str], Resource]:
        """What was collected, by type and id."""
        from scanner.sources import Options, read_targets

        (snapshot,) = read_targets([self.folder], Options())
        return {(one.type, one.id): one for one in snapshot.resources}


def rules() -> Rules:
    """What is judged: all policies of the default pack."""
    return scan.rules_of(Settings(), Config())


@contextmanager
def standing_in() -> Iterator[Callable[[RecordedApi], part_task.Desk]]:
    """A desk that answers from what was recorded, made once: its session of botocore costs more than an audit."""
    with pytest.MonkeyPatch.context() as patch:
        real = part_task.desk(None, audit.run_redactor("threads"))
        real.pool.shutdown()
        desk: Any = None

        def sit(api: RecordedApi) -> Any:
            nonlocal desk
            desk = part_task.Desk(api, real.vault, real.redactor, Inline(), real.session, None)  # type: ignore[arg-type]  # it calls as an Api
            return desk

        patch.setattr(part_task, "desk", lambda *_, **__: desk)
        yield sit


def audited(api: RecordedApi, sit: Callable[[RecordedApi], Any], chosen: Rules, folder: Path, types: frozenset[str]) -> Outcome:
    """Audit the account that an Api plays, through the parts that it writes and the reader of saved snapshots."""
    sit(api)
    settings = AuditSettings(regions=(REGION,), types=types, directory=folder, jobs=1)
    report = audit.audit(settings, chosen, Progress())
    findings = tuple(report.findings)
    return Outcome(findings, tuple(report.summary.gaps), folder, frozenset(api.asked))


# ---------------------------------------------------------------- what may be collected


def unsettled(given: Any, base: Any, action: str, path: str = "") -> list[str]:
    """Where a value of a faulty collection is neither what it was nor an Unknown that names the action."""
    if isinstance(given, Unknown):
        said = f"{given.reason} {given.settle}"
        return [] if given == base or action in said or said == f"{getattr(base, 'reason', '')} {getattr(base, 'settle', '')}" else [path]
    if isinstance(given, dict) and isinstance(base, dict) and given.keys() >= base.keys():  # what was absent may be unknown
        return [one for name in given for one in unsettled(given[name], base.get(name), action, f"{path}.{name}")]
    if isinstance(given, list) and isinstance(base, list) and len(given) == len(base):
        return [one for number, item in enumerate(given) for one in unsettled(item, base[number], action, f"{path}[{number}]")]
    return [] if type(given) is type(base) and given == base else [path]


def collection_wrongs(base: Part, faulty: Part, action: str, hanging: frozenset[str]) -> list[str]:
    """What a faulty collection may not hold. `hanging`: the types whose reading comes by the faulted call."""
    found = []
    before = {(one.type, one.id): one for one in base.resources}
    after = {(one.type, one.id): one for one in faulty.resources}
    told = [line for line in faulty.coverage if line.status not in ("complete", "in-use")]
    opened = {line.type for line in told if line.status != "unread"}
    found += [f"{key} was not there before" for key in after.keys() - before.keys()]
    for key in before:
        if key not in after:
            found += [] if key[0] in opened else [f"{key} is gone, and {key[0]} is told to be complete"]
        elif where := unsettled(after[key].properties, before[key].properties, action):
            found.append(f"{key} differs at {where}")
    found += [f"{line.type} hangs on nothing that failed, and is {line.status}" for line in told if line.type not in hanging]
    gaps = [line for line in told if line.action == action]
    if not gaps and [encode(one.properties) for one in base.resources] != [encode(one.properties) for one in faulty.resources]:
        found.append(f"nothing tells of {action}")
    if any(line.time != WHEN and action in (line.reason or "") for line in gaps):
        found += [] if all("BUSY" in str(line.reason) for line in gaps) else [f"{action} is told at another time"]
    return found


# ---------------------------------------------------------------- what may be told


def by_part(findings: tuple[Finding, ...]) -> dict[tuple[str, str, str], Finding]:
    """Findings by policy, resource and part."""
    return {(one.policy, one.resource, one.part.key if one.part else ""): one for one in findings}


def verdicts(findings: tuple[Finding, ...]) -> dict[tuple[str, str], set[Verdict]]:
    """By policy and resource."""
    found: dict[tuple[str, str], set[Verdict]] = {}
    for one in findings:
        found.setdefault((one.policy, one.resource), set()).add(one.verdict)
    return found


def plainly(finding: Finding) -> tuple[Any, ...]:
    """A finding, but for the line of the snapshot where its resource stands."""
    said = finding.reasons, finding.assumptions, finding.follows, finding.account, finding.region
    return finding.policy, finding.resource, finding.part, finding.verdict, finding.message, finding.fingerprint, *said


def told_gap(outcome: Outcome, action: str, region: str) -> Gap | None:
    """The gap of an action, with its account, region and time."""
    for gap in outcome.gaps:
        if gap.action == action and gap.account == ACCOUNT and gap.region == region and gap.time and action in gap.reason:
            return gap
    return None


def wrongs(base: Outcome, faulty: Outcome, action: str, hanging: frozenset[str]) -> list[str]:
    """What the report of a faulty audit may not say, beside that of the same audit without the fault.

    `hanging`: the policies that read what the faulted call answers.
    """
    found = []
    aside = {plainly(one) for one in base.findings if one.policy not in hanging}
    if aside != {plainly(one) for one in faulty.findings if one.policy not in hanging}:
        found.append("what does not hang on the call has changed")
    before, after = verdicts(base.findings), verdicts(faulty.findings)
    opened = {gap.type for gap in faulty.gaps}
    types = {one.resource: one.type for one in base.findings}
    for key, was in before.items():
        now = after.get(key)
        if now is None:
            if (types[key[1]], key[1]) in faulty.resources() or not opened & {types[key[1]], "*"}:
                found.append(f"{key} is not judged any more, though nothing says that it was not read")
        elif was == {Verdict.SKIPPED} and now == {Verdict.PASS}:
            continue  # whether the policy means it hangs on the call; what it requires holds
        elif not now <= {*was, Verdict.UNKNOWN} or (was - now and Verdict.UNKNOWN not in now):
            found.append(f"{key} was {was} and is {now}")
    failed = {key for key, one in by_part(base.findings).items() if one.verdict is Verdict.FAIL}
    for part, one in by_part(faulty.findings).items():
        if one.verdict is Verdict.FAIL and part not in failed:
            found.append(f"{part} fails now")
        if one.verdict is Verdict.UNKNOWN and not any(action in json.dumps([why.text, why.settle]) for why in one.reasons):
            found.append(f"{part} is unknown for another reason: {one.reasons}")
        if (one.policy, one.resource) not in before and one.verdict is not Verdict.UNKNOWN:
            found.append(f"{part} was not judged before")
    return found
