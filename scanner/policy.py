"""Policies and relations as a run holds them.

A built-in one is read piece by piece, when a piece is first asked for (`ReadLate`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from scanner.jmes import Expression
from scanner.records import dataclass, field, replace
from scanner.report import Rule, Severity

T = TypeVar("T", bound="ReadLate")


@dataclass(frozen=True, slots=True)
class Source:
    """Text of a policy file with the place where it stands."""

    text: str
    file: str
    line: int
    column: int
    """Where the text begins; where `written` is given, where that does."""
    written: str | None = None
    """The scalar as it stands in the file, where its text is not there letter for letter: folded, escaped, on several lines."""
    skipped: int = 0
    """Characters of the scalar before the text, white space not counted."""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        if self.written is None:
            return self.line, self.column + offset
        from scanner.documents.written import place_of, solid

        return place_of(self.written, (self.line, self.column), self.skipped + solid(self.text[:offset]))

    def part(self, start: int, end: int) -> Source:
        """A part of the text."""
        if self.written is None:
            return replace(self, text=self.text[start:end], column=self.column + start)
        from scanner.documents.written import solid

        return replace(self, text=self.text[start:end], skipped=self.skipped + solid(self.text[:start]))


@dataclass(frozen=True, slots=True)
class Example:
    """An example that a policy or relation carries, as written."""

    fields: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """A message: text and expressions in braces, in order."""

    parts: tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the clauses that must all hold."""

    that: Expression
    when: Expression | None = None
    message: Template | None = None


class ReadLate:
    """A record of which some fields may be read when they are first asked for.

    A built-in policy or relation is so: what only judging and explaining need of it stands in files of its own.
    """

    __slots__ = ()
    if not TYPE_CHECKING:  # a checker must still see a field that is none

        def __getattr__(self, name: str) -> Any:
            """A field that was not read yet."""
            unread = object.__getattribute__(self, "unread")
            if unread is None or name not in self.__slots__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            value = unread(name)
            object.__setattr__(self, name, value)
            return value


def is_read(record: ReadLate, name: str) -> bool:
    """Whether a field is there."""
    try:
        object.__getattribute__(record, name)
    except AttributeError:
        return False
    return True


def partly(record: type[T], fields: Mapping[str, Any]) -> T:
    """A `ReadLate` record with some fields, `unread` among them, which gives the others."""
    made = object.__new__(record)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


@dataclass(frozen=True, slots=True)
class Relation(ReadLate):
    """A named way from one resource to others."""

    id: str
    title: str
    starts: tuple[str, ...]
    """The types it starts from."""
    to: Any
    """A type name, a list with one type name (or several), or a value kind."""
    value: Expression
    assume: str | None
    examples: tuple[Example, ...]
    file: str
    sources: tuple[tuple[Expression, Source], ...] = ()
    """Where its expression stands."""
    unread: Callable[[str], Any] | None = field(default=None, repr=False, compare=False)
    """Gives a field that was not read yet."""

    @property
    def is_list(self) -> bool:
        """Whether it leads to a list, so that null leads to an empty one."""
        return isinstance(self.to, list)


@dataclass(frozen=True, slots=True)
class Policy(ReadLate):
    """What must be true of which resources."""

    id: str
    title: str
    severity: Severity
    category: str
    targets: Mapping[str, Expression | None]
    """Type -> the expression of the part judged; None for the whole resource."""
    parameters: Mapping[str, Any]
    """Name -> the value in force."""
    bindings: Mapping[str, Expression]
    when: Expression | None
    clauses: tuple[Clause, ...]
    message: Template | None
    why: str
    fix: str
    references: tuple[str, ...]
    controls: tuple[str, ...]
    examples: tuple[Example, ...]
    reach: str
    follows: tuple[str, ...]
    file: str
    sources: tuple[tuple[Expression, Source], ...] = ()
    """Where each of its expressions stands."""
    builtin: bool = False
    """Carried by Plimsoll, not by the user."""
    types: frozenset[str] = field(default_factory=frozenset)
    """All types that it and its relations read: literal in their texts."""
    demands: str = ""
    """Digest of what it demands: `library.demands_of`."""
    unread: Callable[[str], Any] | None = field(default=None, repr=False, compare=False)
    """Gives a field that was not read yet."""

    @property
    def rule(self) -> Rule:
        """What a report says of it."""
        said = (self.id, self.title, self.severity, self.category, self.why, self.fix, self.references, self.controls, self.follows)
        return Rule(*said, self.demands)

    def with_severity(self, severity: Severity) -> Policy:
        """The same policy, of another severity; what was not read yet stays so."""
        read: dict[str, Any] = {name: object.__getattribute__(self, name) for name in Policy.__match_args__ if is_read(self, name)}
        return partly(Policy, {**read, "severity": severity})
