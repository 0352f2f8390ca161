"""The lines of a generated function: indentation, names, and which values are at hand in which block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import TypeVar

from scanner.jmes.known.value import Value

MAX_INDENTATION = 60
"""Python refuses more than 100 levels, and more than 20 loops in one another."""
MAX_LOOPS = 12
Made = TypeVar("Made")


class TooDeep(Exception):
    """The expression nests deeper than Python's own limits."""


class Writer:
    """Collects lines. A block is kept only if something is written in it."""

    def __init__(self, uses: Counter[Hashable]) -> None:
        """Take how often each value is used, as counted by a first run; empty in that run."""
        self.lines: list[str] = []
        self.level = 1
        self.loops = 0
        self.names: Counter[str] = Counter()
        self.uses = uses
        self.used: Counter[Hashable] = Counter()
        self.at_hand: list[dict[Hashable, Value]] = [{}]

    def emit(self, line: str) -> None:
        """Add a line at the current level."""
        if self.level > MAX_INDENTATION:
            raise TooDeep
        self.lines.append(" " * self.level + line)

    def name(self, prefix: str = "t") -> str:
        """A local name that was not used before. Each prefix counts for itself, so that the names of loops stay from run to run."""
        self.names[prefix] += 1
        return f"{prefix}{self.names[prefix]}"

    def capture(self, write: Callable[[], Made]) -> tuple[list[str], Made]:
        """The lines that `write` makes, taken out, and what it gives; values that it brings to hand are gone after it."""
        outer, self.lines = self.lines, []
        self.level += 1
        self.at_hand.append({})
        try:
            made = write()
        finally:
            self.at_hand.pop()
            self.level -= 1
            lines, self.lines = self.lines, outer
        return lines, made

    def block(self, head: str, write: Callable[[], Made]) -> tuple[bool, Made]:
        """`head` and the lines of `write` below it, or nothing where it writes none."""
        lines, made = self.capture(write)
        if lines:
            self.emit(head)
            self.lines += lines
        return bool(lines), made

    def atom(self, value: Value) -> Value:
        """The same value under a name, so that it can be repeated."""
        if value.atom:
            return value
        name = self.name()
        self.emit(f"{name} = {value.code}")
        named = Value(name, value.types, True, value.key, kind=value.kind)
        if value.key is not None:
            self.at_hand[-1][value.key] = named
        return named

    def look_up(self, key: Hashable) -> Value | None:
        """A value that is at hand."""
        for scope in reversed(self.at_hand):
            found = scope.get(key)
            if found is not None:
                return found
        return None

    def shared(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """A value without side effects, computed once where it is used more than once."""
        if key is None:
            return make()
        self.used[key] += 1
        found = self.look_up(key)
        if found is not None:
            return found
        value = make()
        value.key = key
        if self.uses[key] > 1 and not value.literal:
            value = self.atom(value)
            self.at_hand[-1][key] = value
        return value
