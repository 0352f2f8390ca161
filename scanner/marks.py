"""Waivers laid over the findings of a run, while its worlds are judged; and what is to be said of them afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from scanner import packaged
from scanner.errors import get_close_matches
from scanner.identity import short
from scanner.records import replace
from scanner.report import Exemption, Finding, Verdict
from scanner.snapshot import Resource, Snapshot
from scanner.sources.discover import read_bytes

if TYPE_CHECKING:
    from scanner.waiver_comments import Written
    from scanner.waivers import Rule

WAIVABLE: Final = (Verdict.FAIL, Verdict.UNKNOWN)
WORD: Final = b"plimsoll"
"""What a file mentions that holds waivers."""
LARGEST: Final = 10 << 20
"""Bytes of a file that are looked through."""
MOST_NOTES: Final = 50
"""Notes of one kind; the rest are counted."""


class Marks:
    """The waivers of a run: of a file, and those that stand beside what they waive."""

    def __init__(
        self, central: Sequence[Rule], *, lifetimes: Mapping[str, int], day: str, inline: bool = False, count: bool = True
    ) -> None:
        """Take the waivers of files, whether those in scanned files are read, how long one may last, and the day.

        Without `count` those in scanned files are read and excuse nothing.
        """
        self.central = list(central)
        self.inline = inline
        self.count = count
        self.lifetimes = lifetimes
        self.day = day
        self.files: dict[str, Written] = {}
        """What was read beside resources, by file that mentions waivers."""
        self._seen: set[str] = set()
        self.resources: dict[int, set[str]] = {}
        """The ids of the resources that an inline waiver is written for, by its identity as an object."""
        self._used: Counter[int] = Counter()
        """How many findings each waiver excused, by its identity as an object."""
        self._too_long: dict[int, str] = {}
        self._snapshot: Snapshot | None = None
        self._by_id: dict[str, Resource] | None = None
        self._blocks: dict[tuple[str, int], list[Rule]] = {}
        self._loose: list[Rule] = []
        """Of the world: waivers in blocks that are folded into another resource."""

    @property
    def own(self) -> list[Rule]:
        """The waivers of scanned files."""
        return [rule for written in self.files.values() for rule in written.rules]

    @property
    def expired(self) -> list[Rule]:
        """The waivers that have ended."""
        return [rule for rule in (*self.central, *self.own) if self._has_ended(rule)]

    @property
    def by_place(self) -> bool:
        """Whether a waiver of this world is chosen by where what decided a finding is written."""
        return bool(self._loose)

    def begin(self, snapshot: Snapshot) -> None:
        """A world is judged from now on: read what stands beside its resources."""
        self._snapshot, self._by_id = snapshot, None
        self._blocks, self._loose = {}, []
        if not self.inline or snapshot.live:
            return
        places = {(one.origin.resource.file, one.origin.resource.line): None for one in snapshot.resources if one.origin.resource}
        for file in {file for file, _ in places}:
            self._look_through(file)
            for rule in self.files[file].rules if file in self.files else ():
                if rule.block is None:
                    continue
                place = (file, rule.block.line)
                if place in places:
                    self._blocks.setdefault(place, []).append(rule)
                else:
                    self._loose.append(rule)
        for one in snapshot.resources if self._blocks else ():
            at = one.origin.resource
            for rule in self._blocks.get((at.file, at.line), ()) if at is not None else ():
                self.resources.setdefault(id(rule), set()).add(one.id)

    def _look_through(self, file: str) -> None:
        """Read the waivers of a file, where it mentions any."""
        if file in self._seen:
            return
        self._seen.add(file)
        try:
            mentions = WORD in read_bytes(file, LARGEST)
        except (OSError, ValueError):
            return  # the scan has said so
        if mentions:
            from scanner import waiver_comments

            self.files[file] = waiver_comments.read(file)

    def mark(self, finding: Finding) -> Finding:
        """A finding with what excuses it."""
        if finding.verdict not in WAIVABLE or not (self.central or self._blocks or self._loose):
            return finding
        for rule in self._fitting(finding):
            if self.holds(rule, finding):
                self._used[id(rule)] += 1
                return replace(finding, waiver=rule.waiver)
        return finding

    def holds(self, rule: Rule, finding: Finding) -> bool:
        """Whether a waiver that is meant for a finding excuses it: it has not ended, and lasts no longer than it may."""
        if self._has_ended(rule):
            return False
        from scanner import waivers

        why = waivers.over_long(rule, finding.severity, self.lifetimes, self.day)
        if why is not None:
            self._too_long[id(rule)] = why
        return why is None

    def _has_ended(self, rule: Rule) -> bool:
        return rule.waiver.until is not None and rule.waiver.until < self.day

    def _fitting(self, finding: Finding) -> Iterator[Rule]:
        """Those beside it first."""
        from scanner import waivers

        resource = self._resource(finding.resource)
        at = resource.origin.resource if resource is not None else None
        if self.count:
            beside = self._blocks.get((at.file, at.line), []) if at is not None else []
            yield from waivers.chosen([*beside, *(rule for rule in self._loose if _stands_in(finding, rule))], finding.policy)
        meant = waivers.chosen(self.central, finding.policy)
        if not meant:
            return
        file = at.file if at is not None else finding.location.file if finding.location is not None else None
        tags = tags_of(resource)
        for rule in meant:
            if waivers.fits(rule, (finding.resource, short(finding.resource)), finding.account, finding.region, file, tags):
                yield rule

    def _resource(self, identity: str) -> Resource | None:
        if self._by_id is None:
            self._by_id = {one.id: one for one in self._snapshot.resources} if self._snapshot is not None else {}
        return self._by_id.get(identity)

    @property
    def _counted(self) -> list[Rule]:
        return [*self.central, *(self.own if self.count else ())]

    def exemptions(self, policies: Iterable[str]) -> tuple[Exemption, ...]:
        """The waivers that count in a run that asked some policies, with what became of each."""
        asked = set(policies)
        return tuple(
            Exemption(rule.policy, rule.selects, rule.waiver, self._state(rule, asked), rule.is_broad, self._used[id(rule)])
            for rule in self._counted
        )

    def _state(self, rule: Rule, asked: set[str]) -> Literal["holds", "ended", "too-long", "unused", "not-asked"]:
        if self._has_ended(rule):
            return "ended"
        if id(rule) in self._too_long:
            return "too-long"
        if self._used[id(rule)]:
            return "holds"
        from scanner import waivers

        return "unused" if any(waivers.glob(rule.policy, name) for name in asked) else "not-asked"

    def notes(self, policies: Iterable[str]) -> list[str]:
        """What is to be said of the waivers of a run that asked some policies: ended, too long, over-broad, unused, not understood."""
        asked = set(policies)
        known = asked | known_policies()
        counted = self._counted
        unused = [rule for rule in counted if self._state(rule, asked) in ("unused", "not-asked")]
        problems = [str(problem) for written in self.files.values() for problem in written.problems]
        return [
            *bounded("waivers that cannot be meant", problems),
            *bounded(
                "waivers that have ended",
                [f"{rule.place}: the waiver of {rule.policy} ended on {rule.waiver.until}; mend what it waived" for rule in self.expired],
            ),
            *bounded(
                "waivers that last too long",
                [
                    f"{rule.place}: the waiver of {rule.policy} does not hold: it {self._too_long[id(rule)]}"
                    for rule in counted
                    if id(rule) in self._too_long
                ],
            ),
            *bounded(
                "over-broad waivers",
                [
                    f"{rule.place}: the waiver of {rule.policy} is over-broad; name a policy, or the resources"
                    for rule in counted
                    if rule.is_broad
                ],
            ),
            *bounded("unused waivers", [text for rule in unused if (text := _unused(rule, asked, known))]),
        ]


def _stands_in(finding: Finding, rule: Rule) -> bool:
    """Whether what decided a finding is written in the block of a waiver."""
    at, block = finding.location, rule.block
    return at is not None and block is not None and at.file == block.file and block.line <= at.line <= block.end_line


def _unused(rule: Rule, asked: set[str], known: set[str]) -> str:
    """What to say of a waiver that excused nothing; empty where its policies were not asked."""
    from scanner import waivers

    if not any(waivers.glob(rule.policy, name) for name in known):
        near = get_close_matches(rule.policy, known, 1)
        return f'{rule.place}: there is no policy "{rule.policy}"' + (f'; did you mean "{near[0]}"?' if near else "; see plimsoll policies")
    if not any(waivers.glob(rule.policy, name) for name in asked):
        return ""
    return f"{rule.place}: the waiver of {rule.policy} excuses nothing here; remove it, or mend what selects"


def known_policies() -> set[str]:
    """The ids of the built-in policies."""
    index = packaged.built_index()
    return {entry["id"] for entry in index["policies"]} if index is not None else set()


def bounded(what: str, notes: Sequence[str]) -> list[str]:
    """Notes of one kind: the first of them, and how many more there are."""
    more = len(notes) - MOST_NOTES
    return [*notes[:MOST_NOTES], *([f"and {more:,} more {what}"] if more > 0 else [])]


def tags_of(resource: Resource | None) -> dict[str, str]:
    """The tags of a resource whose values are known."""
    tags = resource.properties.get("Tags") if resource is not None else None
    if isinstance(tags, dict):
        return {key: value for key, value in tags.items() if isinstance(value, str)}
    pairs = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    return {str(tag.get("Key")): tag["Value"] for tag in pairs if isinstance(tag.get("Value"), str)}
