"""What an explanation is made of: the grounds that a verdict rests on, and the values that they read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from scanner.jmes.places import Followed, Pointer
from scanner.records import dataclass

Turn = Literal["", "all", "one"]


@dataclass(frozen=True, slots=True, eq=False)
class TracedRead:
    """A value that the verdict hangs on."""

    expression: str
    """As it is written: `Privileged`, `route_table(@).Routes`."""
    value: Any
    pointer: Pointer | None
    """Its path in the document (where it would stand, if it is missing); None where it came out of a function call."""
    source: Any = None
    """What that call gave."""
    path: Pointer = ()
    """The value's path inside `source`."""
    made_of: tuple[TracedRead, ...] = ()
    """What that call was given."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A part of an expression that the verdict rests on, and why it is what it is."""

    expression: str
    """As it is written."""
    holds: bool | None
    """Its truth; None where it is unknown."""
    turn: Turn = ""
    """How many of `because` must change for it to change: all of them, or one; empty where there is one at most."""
    reads: tuple[TracedRead, ...] = ()
    """The values that it compares or tests itself."""
    because: tuple[Ground, ...] = ()
    about: TracedRead | None = None
    """The member of a list that it was asked of."""
    title: str = ""
    """What the relation that it calls means."""
    note: str = ""
    """What a function tells of its answer, or why it fails."""
    left_out: int = 0
    """Members that are not among `because`: there are too many."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Why an expression has its truth on a document."""

    holds: bool | None
    """None also where it fails."""
    grounds: tuple[Ground, ...]
    """Empty where nothing was read (`true`)."""
    followed: tuple[Followed, ...]
    """The calls that led there, in the order met."""

    @property
    def reads(self) -> list[TracedRead]:
        """All values read, each once, the most telling first."""
        return reads_in(self.grounds)


def reads_in(grounds: Sequence[Ground]) -> list[TracedRead]:
    """All values read below some grounds, each once: those of the members that decided before the list that holds them."""
    seen: set[tuple[str, Pointer | None, int]] = set()
    found = []
    for read in _reads(grounds):
        if read.value is None and read.pointer is None and read.source is None and not read.made_of:
            continue
        key = (read.expression, read.pointer, 0 if read.pointer is not None else id(read.value))
        if key not in seen:
            seen.add(key)
            found.append(read)
    return found


def _reads(grounds: Sequence[Ground]) -> Iterator[TracedRead]:
    for ground in grounds:
        yield from _reads(ground.because)
        yield from ground.reads
        if ground.about is not None and ground.holds is not False:
            yield ground.about
