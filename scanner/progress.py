"""How far a collection is: a line that moves on a terminal, and one line at the end anywhere else."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self, TextIO


class Progress:
    """Counts in silence; `close` writes one line."""

    def __init__(self, out: TextIO | None = None) -> None:
        """Take where the line is written; None for nowhere."""
        self.out = out
        self.accounts = 0
        self.regions = 0
        self.parts = 0
        self.finished = 0
        self.reused = 0
        self.calls = 0
        self.gaps = 0
        self.lost = 0
        self.notes: list[str] = []
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Write the line, unless the collection was broken off."""
        self.close(told=error is None)

    def begin(self, accounts: int, regions: int, parts: int, reused: int, calls: int, gaps: int) -> None:
        """Say what there is to do, and what was done to find that out."""
        self.accounts, self.regions, self.parts, self.reused = accounts, regions, parts, reused
        self.calls += calls
        self.gaps += gaps
        self.update()

    def part(self, calls: int, gaps: int, *, lost: bool = False) -> None:
        """A part of an account is there, or lost."""
        self.finished += 1
        self.calls += calls
        self.gaps += gaps
        self.lost += lost
        self.update()

    def note(self, texts: Sequence[str]) -> None:
        """What a person should know besides."""
        self.notes.extend(texts)

    def update(self) -> None:
        """Show how far it is."""

    def close(self, *, told: bool = True) -> None:
        """Write the line."""
        if told and self.out is not None:
            self.out.write(f"{self.line()}\n")

    def line(self) -> str:
        """`collected 2 accounts in 3 regions: 1,204 calls, no gaps, 12.3 s`."""
        seconds = time.monotonic() - self._started
        parts = [
            f"collected {count(self.accounts, 'account')} in {count(self.regions, 'region')}: {count(self.calls, 'call')}",
            count(self.gaps, "gap") if self.gaps else "no gaps",
            *([f"{count(self.reused, 'part')} kept from before"] if self.reused else []),
            *([f"{count(self.lost, 'part')} lost"] if self.lost else []),
            f"{seconds:.1f} s",
        ]
        return "; ".join([", ".join(parts), *self.notes])


def count(number: int, noun: str) -> str:
    """`1 call`, `1,204 calls`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Moving(Progress):
    """A bar on a terminal, with the numbers beside it; gone when it is done."""

    def __init__(self, out: TextIO) -> None:
        """Take the terminal."""
        super().__init__(out)
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        console = Console(file=out, force_terminal=True)
        text = TextColumn("{task.description}", markup=False)
        self._bar: Any = Bar(SpinnerColumn(), text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console, transient=True)
        self._task = self._bar.add_task("asking who we are", total=None)
        self._bar.start()

    def update(self) -> None:
        """Move."""
        gaps = f", {count(self.gaps, 'gap')}" if self.gaps else ""
        said = f"{count(self.accounts, 'account')}, {count(self.regions, 'region')}, {count(self.calls, 'call')}{gaps}"
        self._bar.update(self._task, description=said, total=self.parts or None, completed=self.finished)

    def close(self, *, told: bool = True) -> None:
        """Clear the bar, and write the line."""
        self._bar.stop()
        super().close(told=told)


def progress_on(out: TextIO, *, quiet: bool = False) -> Progress:
    """What fits the place where it is written."""
    return Moving(out) if out.isatty() and not quiet else Progress(out)
