"""The life of a finding: what it is after a run, and what happened to it. Nothing here knows a database."""

from __future__ import annotations

from typing import Final

from scanner.history.schema import Happened, Status
from scanner.records import dataclass
from scanner.report import Verdict

DOUBT: Final = (Verdict.UNKNOWN, Verdict.ERROR)
CLEAN: Final = {Verdict.PASS: Status.PASSED, Verdict.SKIPPED: Status.SKIPPED}


@dataclass(slots=True)
class Life:
    """What a finding is now; times are seconds since 1970."""

    severity: int
    opened: int
    status: Status = Status.GONE
    failed: bool = False
    """It failed once."""
    fixed: int | None = None
    """Since when it is fixed; None: it fails, or never did."""
    reopened: int = 0
    unsure: bool = False
    """The last look could not tell, so it is as it was."""

    @property
    def fails(self) -> bool:
        """Whether it is broken now, waived or not, as far as is known."""
        return self.failed and self.fixed is None


def seen(life: Life, verdict: Verdict, waived: bool, severity: int, at: int) -> list[Happened]:
    """A report has it."""
    happened: list[Happened] = []
    was_waived, failed_before = life.status is Status.WAIVED, life.fails
    if failed_before and severity != life.severity:
        happened.append(Happened.SEVERITY)
    life.severity = severity
    if verdict in CLEAN:
        if failed_before:
            happened.append(Happened.FIXED)
            life.fixed = at
        life.status = Status.FIXED if life.failed else CLEAN[verdict]
        life.unsure = False
    elif verdict is Verdict.FAIL:
        if not failed_before:
            happened.append(Happened.REOPENED if life.failed else Happened.OPENED)
            life.reopened += life.failed
            life.failed, life.opened, life.fixed = True, at, None
        elif life.unsure:
            happened.append(Happened.SURE)
        life.status, life.unsure = Status.OPEN, False
    elif failed_before:
        if not life.unsure:
            happened.append(Happened.UNSURE)
        life.status, life.unsure = Status.OPEN, True
    else:
        life.status, life.unsure = Status.UNKNOWN, False
    if waived and life.status in (Status.OPEN, Status.UNKNOWN):
        life.status = Status.WAIVED
        if not was_waived:
            happened.append(Happened.WAIVED)
    elif was_waived and life.status is not Status.FIXED:
        happened.append(Happened.UNWAIVED)
    return happened


def missed(life: Life, doubtful: bool, at: int) -> list[Happened]:
    """A look at its place found it no more. `doubtful`: it may be there unseen, so it stays as it was."""
    if doubtful:
        happened = [Happened.UNSURE] if life.fails and not life.unsure else []
        life.unsure = True
        return happened
    happened = [Happened.FIXED] if life.fails else []
    if life.fails:
        life.fixed = at
    life.status, life.unsure = Status.FIXED if life.failed else Status.GONE, False
    return happened
