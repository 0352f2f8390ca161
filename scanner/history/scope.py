"""Where a run looked, what it may therefore close, and why it may not elsewhere. Nothing here knows a database."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final, NamedTuple

from scanner.history.lines import plain
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.report import Report
from scanner.snapshot import LEFT_OUT, Gap, type_any

GLOBAL: Final = "global"
"""The region of what an account has outside its regions."""


class Where(NamedTuple):
    """A place's name: a world of infrastructure code, or an account's region; what is not told is empty."""

    world: str
    account: str = ""
    region: str = ""


_ACCOUNT: Final = regex("[0-9]{12}")

GapKey = tuple[str, str, str]
"""Type, kind and file: what tells a gap from another where a world is read again."""


def key_of(gap: Gap) -> GapKey:
    """What tells a gap from another."""
    return gap.type, gap.kind, gap.location.file if gap.location is not None else ""


@dataclass(slots=True)
class Look:
    """What a run did with a place."""

    evaluated: bool
    """What is not found there is not there."""
    problem: str | None = None
    """Why it was not, or not wholly, evaluated."""
    unread: set[str] = field(default_factory=set)
    """Types of which more may be there."""

    @property
    def tried(self) -> bool:
        """Whether the run was to evaluate it."""
        return self.evaluated or self.problem is not None


class Scope:
    """The places of a run."""

    def __init__(self, report: Report, seen: Iterable[Where] = ()) -> None:
        """Take the report's header and summary; `seen`: the places of its findings, where the report itself names none (older ones)."""
        self.gaps = [gap for gap in report.summary.gaps if gap.kind != LEFT_OUT]
        named = [Where(plain(one.world), plain(one.account or ""), plain(one.region or "")) for one in report.summary.places]
        self.listed = frozenset(named or seen)
        self.targets = [posixpath.normpath(target) for target in report.header.targets]
        self.accounts: dict[str, set[str]] = {}
        """Of each live world the accounts."""
        for where in self.listed:
            if where.account:
                self.accounts.setdefault(where.world, set()).add(where.account)

    @property
    def live(self) -> bool:
        """Whether all that was looked at are accounts."""
        return bool(self.listed) and all(where.account for where in self.listed)

    def where(self, world: str, account: str | None, region: str | None, type_name: str) -> Where:
        """The place of a finding."""
        here = self.accounts.get(world)
        if here is None and (Where(world) in self.listed or _ACCOUNT.fullmatch(world) is None):
            return Where(world)
        here = here or {world}  # an account of which nothing could be read
        owner = account or (next(iter(here)) if len(here) == 1 else "")
        return Where(world, owner, region if region and not of_account(type_name) else GLOBAL)

    def wanted(self) -> list[tuple[Where, str]]:
        """Account's regions that could not be read at all, with the reason."""
        homes = {account: world for world, accounts in self.accounts.items() for account in accounts}
        return [
            (Where(homes.get(gap.account, gap.account), gap.account, gap.region or GLOBAL), gap.reason)
            for gap in self.gaps
            if gap.type == type_any and gap.account
        ]

    def stray(self) -> str | None:
        """Why places of which the report has findings may still not be evaluated: a gap that names no account."""
        gaps = (gap for gap in self.gaps if gap.type == type_any and gap.account is None and gap.region is None)
        return next((gap.reason for gap in gaps), None)

    def look(self, where: Where, known: AbstractSet[GapKey] | None = None) -> Look | None:
        """What the run did with a place; None where it did not look there.

        `known`: the gaps of the last run that evaluated the place, in spite of which it found what it found; None where there is none.
        """
        if where.account:
            return self._look_at_account(where)
        if where.world in self.accounts:
            return Look(True)  # the part of a live world of which no account is told
        if where not in self.listed and not any(_under(where.world, target) for target in self.targets):
            return None
        news = [gap for gap in self.gaps if _names(gap, where.world)]
        fresh = [gap for gap in news if known is not None and key_of(gap) not in known]
        whole = [gap for gap in fresh if gap.type == type_any]
        if whole:
            return Look(False, whole[0].reason)
        if where not in self.listed and news:
            return Look(False, news[0].reason)
        problem = next((gap.reason for gap in news), None)
        return Look(True, problem, {gap.type for gap in fresh})

    def _look_at_account(self, where: Where) -> Look | None:
        if where in self.listed:
            problem = next((gap.reason for gap in self.gaps if _is_in(gap, where)), None)
            return Look(True, problem)
        problem = next((gap.reason for gap in self.gaps if gap.type == type_any and _is_in(gap, where)), None)
        return Look(False, problem) if problem is not None else None


@cache
def of_account(type_name: str) -> bool:
    """Whether a type is collected once for an account, in whatever region its resources are."""
    from scanner import catalog

    row = catalog.rows().get(type_name)
    return row is not None and row.scope == catalog.ACCOUNT


def _is_in(gap: Gap, where: Where) -> bool:
    """Whether a gap of a live world hides something of a place."""
    if gap.account is None and gap.region is None:
        return False
    return gap.account in (None, where.account) and gap.region in (None, where.region)


def _names(gap: Gap, world: str) -> bool:
    """Whether a gap of infrastructure code is about a world: about it, a file of it, or nothing that it names."""
    if gap.account is not None or gap.region is not None:
        return False
    return gap.location is None or gap.location.file == world or gap.location.file.startswith(world.rstrip("/") + "/")


def _under(world: str, target: str) -> bool:
    """Whether a target holds a world."""
    name = posixpath.normpath(world)
    return target == name or (target == "." and not name.startswith(("/", ".."))) or name.startswith(target.rstrip("/") + "/")
