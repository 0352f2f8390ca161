"""What is new: findings of a run beside those of a base, paired by what they are and not by where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scanner.errors import DocumentError, UsageError
from scanner.identity import short
from scanner.records import dataclass, replace
from scanner.report import Finding, Report, Verdict
from scanner.snapshot import LEFT_OUT, Gap

if TYPE_CHECKING:
    from pathlib import Path

OPEN = (Verdict.FAIL, Verdict.UNKNOWN)
"""The verdicts that have a state. A fail is known only where the base fails, too; an unknown also where the base is certain of it."""


@dataclass(frozen=True, slots=True)
class Renames:
    """What a change has moved: files, and folders whose files of code all went to one other folder. By the names of findings."""

    files: Mapping[str, str]
    folders: Mapping[str, str]

    def of_world(self, world: str) -> str:
        """The world's name after the change."""
        return self.files.get(world) or self.folders.get(world) or world

    def before(self, name: str) -> str | None:
        """What a file or folder was called before the change, where it was moved as a whole."""
        for old, new in self.files.items():
            if new == name:
                return old
        inside = [(old, new.removeprefix(name)) for old, new in self.files.items() if new.startswith(f"{name}/")]
        homes = {old.removesuffix(rest) if old.endswith(rest) else None for old, rest in inside}
        return homes.pop() if len(homes) == 1 else None

    def of_id(self, identity: str) -> str:
        """The id of a resource after the change, or what else names a part."""
        world, mark, address = identity.partition("#")
        return f"{self.of_world(world)}#{address}" if mark else identity


NOTHING = Renames({}, {})


def load(path: Path) -> Report:
    """A saved report; UsageError where the file holds none."""
    from scanner import report_json

    try:
        with path.open(encoding="utf-8") as stream:
            return report_json.load(stream, str(path))
    except DocumentError as error:
        what = f"{error.message}; write one with plimsoll scan --format json=FILE"
        raise UsageError(what, file=error.file, line=error.line, column=error.column) from error
    except OSError as error:
        raise UsageError(f"{error.strerror}; name a report that plimsoll scan --format json wrote", file=str(path)) from error


class Covered:
    """Whether a run would have a finding of its base, if it were still there: its policy was asked, and its place was read.

    What the base could not read either says nothing of what has gone since.
    """

    def __init__(self, report: Report, notes: list[str], roots: Sequence[str], gaps: Iterable[Gap], renames: Renames = NOTHING) -> None:
        """Take the run, where to tell what cannot be compared, the names of its targets, the base's gaps and the renames."""
        self._asked = {rule.id for rule in report.header.rules}
        self._roots = roots
        known = {_place(gap) for gap in gaps}
        self._unread = {_place(gap)[:4] for gap in report.summary.gaps if gap.kind != LEFT_OUT and _place(gap) not in known}
        self._notes = notes
        self._renames = renames
        self._told: set[str] = set()

    def __call__(self, finding: Finding) -> bool:
        """Whether it would."""
        world = self._renames.of_world(finding.world)
        file = finding.location.file if finding.location is not None else world
        if finding.policy not in self._asked or not any(
            root == "." or place == root or place.startswith(f"{root}/") for root in self._roots for place in (world, file)
        ):
            return False
        unread = self._unread_of(finding, (world, file))
        if unread and unread not in self._told:
            self._told.add(unread)
            self._notes.append(f"{unread} was not wholly read, so it cannot be told what is gone from it")
        return not unread

    def _unread_of(self, finding: Finding, files: Sequence[str]) -> str:
        """The place that was not read; empty where all was."""
        for kind in ("*", finding.type):
            for file in files:
                if (kind, file, None, None) in self._unread:
                    return file
            for region in {finding.region, None}:
                if finding.account is not None and (kind, None, finding.account, region) in self._unread:
                    return " ".join(filter(None, (finding.account, region)))
        return ""


def _place(gap: Gap) -> tuple[str, str | None, str | None, str | None, str]:
    """What a gap is about: a type in a file, or in a region of an account."""
    if gap.account is not None:
        return gap.type, None, gap.account, gap.region, gap.kind
    return gap.type, gap.location.file if gap.location is not None else None, None, None, gap.kind


def compared(
    head: Sequence[Finding],
    base: Sequence[Finding] | Iterable[Finding],
    renames: Renames = NOTHING,
    covered: Callable[[Finding], bool] = lambda _: True,
    *,
    inherit: bool = False,
) -> list[Finding]:
    """The findings of the head with their states, and after them those of the base that are gone.

    Paired by fingerprint; then by the address that a rename gives it; then, of resources that are not in the other run at all, by
    policy, type and end of the address where both runs have one only. `covered`: whether the head would have this finding if it were
    still there; those of the base for which it is false are left out, and so are those of a resource on which the policy broke, and parts
    of one of which nothing is known. `inherit`: what stands beside a resource in the base and excuses
    it there excuses its partner.
    """
    base = list(base)
    before = [finding for finding in base if finding.verdict in OPEN and finding.state != "gone"]
    pairing = Pairing(head, before)
    pairing.by(lambda finding: finding.fingerprint, lambda finding: finding.fingerprint)
    pairing.by(_address, lambda finding: _address(finding, renames))
    here, there = {finding.resource for finding in head}, {finding.resource for finding in base} if pairing.left else set()
    if pairing.left:
        pairing.by(
            lambda finding: None if finding.resource in there else _end(finding),
            lambda finding: None if renames.of_id(finding.resource) in here else _end(finding),
            unique=True,
        )
    undecided = {(finding.policy, finding.resource, finding.verdict) for finding in head if _is_open_as_a_whole(finding)}

    def may_last(finding: Finding) -> bool:
        """Whether the head does not know: its policy broke on the resource, or knows of no part of it."""
        where = finding.policy, renames.of_id(finding.resource)
        return (*where, Verdict.ERROR) in undecided or (finding.part is not None and (*where, Verdict.UNKNOWN) in undecided)

    marked = [_marked(finding, pairing.partner(place), inherit) for place, finding in enumerate(head)]
    gone = [
        replace(finding, state="gone", follows=None)
        for place, finding in enumerate(before)
        if place not in pairing.found and finding.verdict is Verdict.FAIL and covered(finding) and not may_last(finding)
    ]
    return [*marked, *gone]


def _is_open_as_a_whole(finding: Finding) -> bool:
    """Whether a finding leaves open what any part of its resource is like."""
    return finding.verdict is Verdict.ERROR or (finding.verdict is Verdict.UNKNOWN and finding.part is None)


def _marked(finding: Finding, partner: Finding | None, inherit: bool) -> Finding:
    """A finding with its state, and with the waiver that stands beside its partner."""
    if finding.verdict not in OPEN:
        return finding
    excuse = partner.waiver if inherit and partner is not None and partner.waiver is not None and partner.waiver.inline else None
    return replace(finding, state="new" if partner is None else "unchanged", waiver=finding.waiver or excuse)


class Pairing:
    """The findings of both runs that have no partner yet, by their places in each."""

    def __init__(self, head: Sequence[Finding], base: Sequence[Finding]) -> None:
        """Take both."""
        self.head = head
        self.base = base
        self.known: dict[int, int] = {}
        """Places in the head that the base has -> those of their partners."""
        self.found: set[int] = set()
        """Places in the base that the head has."""

    @property
    def left(self) -> bool:
        """Whether both still have findings without a partner."""
        return len(self.found) < len(self.base) and any(
            finding.verdict in OPEN and place not in self.known for place, finding in enumerate(self.head)
        )

    def partner(self, place: int) -> Finding | None:
        """The finding of the base that one of the head is."""
        return self.base[self.known[place]] if place in self.known else None

    def by(self, of_head: Callable[[Finding], Hashable], of_base: Callable[[Finding], Hashable], *, unique: bool = False) -> None:
        """Pair those with equal keys, in order; None is no key. `unique`: only where each run has one.

        A fail of the head takes a fail of the base; an unknown one takes an unknown one first.
        """
        waiting: dict[Any, list[int]] = defaultdict(list)
        for place, finding in enumerate(self.base):
            key = of_base(finding) if place not in self.found else None
            if key is not None:
                waiting[key].append(place)
        asking = [(place, of_head(finding)) for place, finding in self._asking()]
        counts = Counter(key for _, key in asking)
        for place, key in asking:
            if key is None or (unique and (counts[key] > 1 or len(waiting.get(key, ())) > 1)):
                continue
            self._take(place, waiting.get(key, []))

    def _asking(self) -> Iterable[tuple[int, Finding]]:
        """Fails first: an unknown finding must not take what a fail needs."""
        left = [(place, finding) for place, finding in enumerate(self.head) if finding.verdict in OPEN and place not in self.known]
        return sorted(left, key=lambda pair: pair[1].verdict is not Verdict.FAIL)

    def _take(self, place: int, candidates: list[int]) -> None:
        verdict = self.head[place].verdict
        taken = next((one for one in candidates if self.base[one].verdict is verdict), None)
        if taken is None and verdict is Verdict.UNKNOWN:
            taken = next(iter(candidates), None)
        if taken is not None:
            candidates.remove(taken)
            self.known[place] = taken
            self.found.add(taken)


def _clauses(finding: Finding) -> tuple[str, ...]:
    return tuple(one.clause for one in finding.evidence if one.role == "assert")


def _key(finding: Finding) -> str:
    return finding.part.key if finding.part is not None else ""


def _address(finding: Finding, renames: Renames = NOTHING) -> Hashable:
    """Policy, resource, part and clause under the names after a change."""
    return (finding.policy, finding.type, renames.of_id(finding.resource), renames.of_id(_key(finding)), _clauses(finding))


def _end(finding: Finding) -> Hashable:
    """Policy, type, end of the address, part and clause."""
    return (finding.policy, finding.type, end_of(finding.resource), end_of(_key(finding)), _clauses(finding))


def end_of(identity: str) -> str:
    """The end of an address: a logical id; of Terraform the type and the name without modules; of an ARN its resource."""
    address = short(identity)
    if "#" not in identity or "." not in address:
        return address
    depth = 0
    dots = []
    for place, letter in enumerate(address):
        depth += (letter == "[") - (letter == "]")
        if letter == "." and not depth:
            dots.append(place)
    return address[dots[-2] + 1 :] if len(dots) > 1 else address
