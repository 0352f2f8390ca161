"""GitHub's `primaryLocationLineHash`: what tells an alert again after lines moved.

The algorithm is that of github/codeql-action, src/fingerprints.ts: for each line, a polynomial hash (base 37, modulo 2**64) of
the 100 UTF-16 units that follow its beginning, blanks and tabs left out, and the number of times that it has occurred.
"""

from __future__ import annotations

from array import array

BLOCK = 100
BASE = 37
MASK = (1 << 64) - 1
MOST_LINES = 200_000
"""A file with more lines gets no hash from us (the uploader computes its own): memory stays bounded."""


class LineHashes:
    """The hashes of one file's lines; each is computed when asked for."""

    def __init__(self, text: str) -> None:
        """Take the file's text as decoded from UTF-8 with U+FFFD for what is not, byte order mark and line ends kept."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
        if not text.isascii() and max(text) > "\uffff":
            text = _utf16_units(text)
        end = len(text)
        self._units = text + "\uffff" + "\0" * BLOCK
        self._starts = array("Q")
        self._occurrences = array("Q")
        self._asked: dict[int, str] = {}
        seen: dict[str, int] = {}
        start = 0
        while start >= 0 and len(self._starts) < MOST_LINES:
            window = self._units[start : start + BLOCK]
            seen[window] = seen.get(window, 0) + 1
            self._starts.append(start)
            self._occurrences.append(seen[window])
            line_end = self._units.find("\n", start, end)
            start = line_end + 1 if line_end >= 0 else -1

    def at(self, line: int) -> str | None:
        """`<hexadecimal hash>:<occurrence>` of a line, counted from 1; None where the file has no such line."""
        if not 1 <= line <= len(self._starts):
            return None
        if line not in self._asked:
            self._asked[line] = self._compute(line)
        return self._asked[line]

    def _compute(self, line: int) -> str:
        start = self._starts[line - 1]
        value = 0
        for unit in self._units[start : start + BLOCK]:
            value = value * BASE + ord(unit)
        return f"{value & MASK:x}:{self._occurrences[line - 1]}"


def _utf16_units(text: str) -> str:
    """The text with each character above U+FFFF as its two surrogates."""
    return "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))
