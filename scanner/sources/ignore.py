"""The patterns of `.gitignore` files and of `--exclude`, in git's meaning (gitignore(5)).

Matching takes time linear in text times pattern, whatever the pattern: ignore files come from repositories that nobody vouches for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scanner.patterns import regex
from scanner.records import dataclass, field

STAR, ANY, DEEP = "*", "?", "**"
_CLASS = regex(r"\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]")
MOST = 10_000
"""Patterns of one file; what follows is not read."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of an ignore file."""

    segments: tuple[Segment | str, ...]
    """Between slashes; "**" for any number of folders."""
    negated: bool = False
    folders_only: bool = False

    def matches(self, parts: Sequence[str], is_folder: bool) -> bool:
        """Whether the path, given by its parts below the ignore file's folder, is meant."""
        if self.folders_only and not is_folder:
            return False
        if len(self.segments) == 2 and self.segments[0] == DEEP and isinstance(self.segments[1], Segment):
            return self.segments[1].matches(parts[-1])
        return _matches(self.segments, parts)


@dataclass(frozen=True, slots=True)
class Segment:
    """A pattern for one name: characters, `?`, `*`, and sets of characters."""

    tokens: tuple[object, ...]
    literal: str | None
    """The name itself where the pattern holds no wildcard."""

    def matches(self, name: str) -> bool:
        """Whether a whole name fits: greedy with one step back, linear in name times pattern."""
        if self.literal is not None:
            return name == self.literal
        at = token = 0
        star = mark = -1
        while at < len(name):
            if token < len(self.tokens) and self.tokens[token] == STAR:
                star, mark = token, at
                token += 1
            elif token < len(self.tokens) and _fits(self.tokens[token], name[at]):
                at += 1
                token += 1
            elif star >= 0:
                token, mark = star + 1, mark + 1
                at = mark
            else:
                return False
        return all(rest == STAR for rest in self.tokens[token:])


@dataclass(frozen=True, slots=True)
class _Letter:
    value: str


@dataclass(frozen=True, slots=True)
class _Set:
    ranges: tuple[tuple[str, str], ...]
    negated: bool


def _fits(token: object, character: str) -> bool:
    if isinstance(token, _Letter):
        return token.value == character
    if isinstance(token, _Set):
        return any(low <= character <= high for low, high in token.ranges) != token.negated
    return token == ANY


def _matches(segments: Sequence[Segment | str], parts: Sequence[str]) -> bool:
    """Segments against the parts of a path: which prefixes of the path the segments so far can take."""
    reached = {0}
    for number, segment in enumerate(segments):
        if not reached:
            return False
        if isinstance(segment, str):
            least = min(reached) + (number == len(segments) - 1)  # at the end, "**" stands for what is inside
            reached = set(range(least, len(parts) + 1))
        else:
            reached = {start + 1 for start in reached if start < len(parts) and segment.matches(parts[start])}
    return len(parts) in reached


def pattern(line: str) -> Pattern | None:
    """The pattern of a line; None for a blank line and a comment."""
    text = re.sub(r"(?<!\\)[ \t]+$", "", line.rstrip("\r\n"))
    if not text or text.startswith("#"):
        return None
    negated = text.startswith("!")
    text = text.removeprefix("!") if negated else text
    folders_only = text.endswith("/")
    text = text[:-1] if folders_only else text
    if not text:
        return None
    anchored = "/" in text
    segments: list[Segment | str] = [] if anchored else [DEEP]
    for name in text.removeprefix("/").split("/"):
        if name != DEEP:
            segments.append(_segment(name))
        elif not segments or segments[-1] != DEEP:
            segments.append(DEEP)
    return Pattern(tuple(segments), negated, folders_only)


def _segment(text: str) -> Segment:
    tokens: list[object] = []
    at = 0
    while at < len(text):
        character = text[at]
        found = _CLASS.match(text, at)
        if character == "\\" and at + 1 < len(text):
            tokens.append(_Letter(text[at + 1]))
            at += 2
        elif character == "[":  # one that is never closed matches nothing
            tokens.append(_Set(tuple(_ranges(found[2])), bool(found[1])) if found and found[2] else _Set((), False))
            at = found.end() if found else len(text)
        else:
            if not (character == STAR and tokens and tokens[-1] == STAR):
                tokens.append(character if character in (STAR, ANY) else _Letter(character))
            at += 1
    plain = all(isinstance(token, _Letter) for token in tokens)
    return Segment(tuple(tokens), "".join(token.value for token in tokens if isinstance(token, _Letter)) if plain else None)


def _ranges(text: str) -> Iterable[tuple[str, str]]:
    """The pairs of first and last characters of a set, escapes resolved."""
    letters = re.findall(r"\\.|.", text, re.DOTALL)
    at = 0
    while at < len(letters):
        is_range = at + 2 < len(letters) and letters[at + 1] == "-"
        yield letters[at][-1], letters[at + 2 if is_range else at][-1]
        at += 3 if is_range else 1


@dataclass(slots=True)
class Rules:
    """The ignore files that hold at one folder, outermost first."""

    files: list[tuple[int, list[Pattern]]] = field(default_factory=list)
    """(number of path parts above the ignore file's folder, its patterns)."""

    def with_file(self, depth: int, text: str) -> Rules:
        """These rules and those of one more file, whose folder lies `depth` parts below the root."""
        patterns = [found for line in text.splitlines()[:MOST] if (found := pattern(line)) is not None]
        return Rules([*self.files, (depth, patterns)]) if patterns else self

    def ignores(self, parts: Sequence[str], is_folder: bool) -> bool:
        """Whether a path, by its parts below the root, is ignored: the last pattern that fits decides."""
        for depth, patterns in reversed(self.files):
            below = parts[depth:]
            for one in reversed(patterns):
                if one.matches(below, is_folder):
                    return not one.negated
        return False
