"""A report's lines in portions of a few: a portion that a report before had is recognised as a whole, and its lines are known.

Where one changed, its lines are hashed one by one, until a line begins another portion. What names a line for ever is its
SHA-256. A portion is only compared with those of the report before, as rsync compares blocks: by XXH3 of 128 bits, ten times as
quick, with a seed that each project draws and no report knows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import Final, NamedTuple

from xxhash import xxh3_128_digest

from scanner.records import dataclass, field

DIGEST: Final = 16
"""Bytes of a line's SHA-256 that are kept, and of a portion's digest."""
_LEAST: Final = 3
_MOST: Final = 6
"""Lines of a portion. Fewer cost more to look at; of more, every run changes most."""
_CHUNK: Final = 1 << 18
"""Bytes that are read at a time: few enough to stay near the processor."""
_AHEAD: Final = 1 << 16
"""Bytes whose lines are hashed at a time, where there are no portions."""
_FURTHER: Final = 1 << 11
"""Bytes that are looked at beyond a portion that changed, to find the next one."""
_AGAIN: Final = 1 << 13
"""Bytes that are looked at then."""

Read = Callable[[memoryview], int]
"""Fills a buffer with the next bytes of a file, and tells how many; LayoutError where there are none."""


class Portion(NamedTuple):
    """Lines that stood beside each other in a report, each with the comma and the end of line behind it."""

    size: int
    """In bytes."""
    lines: int
    text: bytes
    """Digest of the text."""


@dataclass(slots=True)
class Before:
    """What reports before had."""

    digests: bytes = b""
    """Of the lines, in their order, each of `DIGEST` bytes."""
    portions: Sequence[Portion] = ()
    """In any order; those that follow each other are found soonest."""
    starts: Sequence[int] = ()
    """Of each portion the place of its first line in `digests`."""
    seed: int = 0
    """By which portions are hashed."""


@dataclass(slots=True)
class Laid:
    """The lines of a report."""

    digests: bytearray = field(default_factory=bytearray)
    """Each of `DIGEST` bytes."""
    same: list[tuple[int, int, int]] = field(default_factory=list)
    """Rows of lines that were found by their portions: place, place before, length."""
    portions: list[Portion] = field(default_factory=list)
    """All lines but the last one are in these, in their order."""
    taken: bytearray = field(default_factory=bytearray)
    """Of each line before: 1 where it is in `same`."""
    _places: array[int] = field(default_factory=lambda: array("Q"))
    _offsets: array[int] = field(default_factory=lambda: array("Q"))

    @property
    def lines(self) -> int:
        """How many."""
        return len(self.digests) // DIGEST

    def digest(self, place: int) -> bytes:
        """The digest of a line."""
        return bytes(self.digests[place * DIGEST : place * DIGEST + DIGEST])

    def begin(self, offset: int) -> None:
        """The lines that are told next begin at an offset."""
        self._places.append(self.lines)
        self._offsets.append(offset)

    def tell(self, lines: Sequence[bytes], digests: Sequence[bytes], offset: int) -> None:
        """Lines, of which the first begins at an offset, and which end with one byte each."""
        self._places.extend(range(self.lines, self.lines + len(lines)))
        self._offsets.extend(accumulate((len(line) + 1 for line in lines[:-1]), initial=offset))
        self.digests += b"".join(digests)

    def near(self, place: int) -> tuple[int, int]:
        """An offset at which a line begins, and how many lines further on the line of a place begins."""
        at = bisect_right(self._places, place) - 1
        return self._offsets[at], place - self._places[at]


def line_digest(line: bytes) -> bytes:
    """The digest of a line: of what it is in the file of a report, with the comma behind it."""
    return sha256(line + b",").digest()[:DIGEST]


def lay(read: Read, size: int, before: Before) -> Laid:
    """The lines of a report, of which `read` gives `size` bytes: from the first line to the end of the last, without what is behind it."""
    laying = _Laying(read, size, before)
    laying.run()
    return laying.laid


class _Laying:
    """One reading of a report's lines."""

    def __init__(self, read: Read, size: int, before: Before) -> None:
        self.laid = Laid(taken=bytearray(len(before.digests) // DIGEST))
        self._read = read
        self._unread = size
        self._before = before
        self._buffer = bytearray(2 * _CHUNK)
        self._view = memoryview(self._buffer)
        self._from = 0
        """Where in the buffer the portion in the making begins; what is before it is let go."""
        self._at = 0
        self._end = 0
        self._base = 0
        """The offset of the buffer in what is read."""
        self._lines = 0
        """Of the portion in the making."""

    def run(self) -> None:
        """Read all."""
        before, portions = self._before, self._before.portions
        firsts = {before.digests[start * DIGEST : start * DIGEST + DIGEST]: place for place, start in enumerate(before.starts)}
        expected, failed = 0, -1
        while True:
            ahead = _AGAIN if portions else _AHEAD
            if 0 <= expected < len(portions):
                expected = failed = self._take_portions(expected)
                if failed < len(portions):
                    ahead = portions[failed].size + _FURTHER
            lines = self._ahead(ahead)
            if not lines:
                self._take_last()
                return
            hashed = [sha256(line).digest()[:DIGEST] for line in lines]
            number, expected = _meeting(hashed, firsts, failed)
            if number:
                self._take_lines(lines[:number], hashed[:number])
            failed = -1

    def _have(self, number: int) -> bool:
        """Whether so many bytes are there from here on; they are read where they can be."""
        while self._end - self._at < number:
            if not self._unread:
                return False
            kept = self._end - self._from
            if self._from:
                self._view[:kept] = self._view[self._from : self._end]
                self._base += self._from
                self._at, self._end, self._from = self._at - self._from, kept, 0
            if len(self._buffer) - kept < max(_CHUNK, number):
                grown = bytearray(2 * (kept + max(_CHUNK, number)))
                grown[:kept] = self._view[:kept]
                self._buffer, self._view = grown, memoryview(grown)
            count = self._read(self._view[self._end : self._end + min(max(_CHUNK, number), self._unread)])
            self._unread -= count
            self._end += count
        return True

    def _ahead(self, size: int) -> list[bytes]:
        """The next lines, of about so many bytes, which are not taken yet; none where only the last one is left, which ends otherwise."""
        while True:
            more = self._have(size)
            cut = self._buffer.rfind(b"\n", self._at, min(self._at + size, self._end))
            if cut >= 0:
                return bytes(self._view[self._at : cut]).split(b"\n")
            if not more:
                return []
            size *= 2

    def _take_portions(self, first: int) -> int:
        """Take portions from one on, as long as what comes next is them; the one that it is not."""
        portions, starts, seed, taken = self._before.portions, self._before.starts, self._before.seed, self.laid.taken
        view, at, end = self._view, self._at, self._end
        row, place, line, offset = first, first, starts[first], self._base + at
        while place < len(portions):
            size, lines, text = portions[place]
            if end - at < size:
                self._go(at)
                enough = self._have(size)
                view, at, end = self._view, self._at, self._end  # what is there may have moved, enough or not
                if not enough:
                    break
            if xxh3_128_digest(view[at : at + size], seed) != text:
                break
            if starts[place] != line:
                self._keep(row, place, offset)
                row, line, offset = place, starts[place], self._base + at
            if taken.find(1, line, line + lines) >= 0:  # the report has its text twice
                break
            joins = 0 < self._lines < _LEAST and lines <= _MOST
            if self._lines and not joins:
                self._close()
            at += size
            line += lines
            place += 1
            if joins:
                self._join(place - 1)
                row, offset = place, self._base + at
        self._keep(row, place, offset)
        self._go(at)
        return place

    def _go(self, at: int) -> None:
        """Go on from a place in the buffer; what is before it is let go, unless it belongs to the portion in the making."""
        self._at = at
        if not self._lines:
            self._from = at

    def _join(self, place: int) -> None:
        """Take the portion that comes next into the small one that is in the making."""
        portion = self._before.portions[place]
        self._keep(place, place + 1, self._base + self._at, whole=False)
        self._at += portion.size
        self._lines += portion.lines

    def _keep(self, row: int, end: int, offset: int, *, whole: bool = True) -> None:
        """The lines of portions that follow each other here and before, from an offset on. `whole`: they stay portions."""
        if row == end:
            return
        laid, before = self.laid, self._before
        first, last = before.starts[row], before.starts[end - 1] + before.portions[end - 1].lines
        laid.begin(offset)
        laid.same.append((laid.lines, first, last - first))
        laid.digests += before.digests[first * DIGEST : last * DIGEST]
        laid.taken[first:last] = b"\1" * (last - first)
        if whole:
            laid.portions += before.portions[row:end]

    def _take_lines(self, lines: Sequence[bytes], digests: Sequence[bytes]) -> None:
        """Take lines that come next."""
        for start in range(0, len(lines), _MOST):
            part = lines[start : start + _MOST]
            if self._lines + len(part) > _MOST:
                self._close()
            self.laid.tell(part, digests[start : start + _MOST], self._base + self._at)
            self._at += sum(map(len, part)) + len(part)
            self._lines += len(part)

    def _take_last(self) -> None:
        """The line at the end, where there is one: a report may have none."""
        self._close()
        if self._at < self._end:
            self.laid.begin(self._base + self._at)
            self.laid.digests += line_digest(self._view[self._at : self._end].tobytes())

    def _close(self) -> None:
        """The portion in the making is one."""
        if self._lines:
            text = self._view[self._from : self._at]
            self.laid.portions.append(Portion(len(text), self._lines, xxh3_128_digest(text, self._before.seed)))
        self._lines, self._from = 0, self._at


def _meeting(hashed: Sequence[bytes], firsts: dict[bytes, int], failed: int) -> tuple[int, int]:
    """How many lines come before one that begins a portion, and the portion; (all, -1) where there is none.

    `failed`: the portion that the first line begins, and is not.
    """
    for number, digest in enumerate(hashed):
        portion = firsts.get(digest, -1)
        if portion >= 0 and (number or portion != failed):
            return number, portion
    return len(hashed), -1
