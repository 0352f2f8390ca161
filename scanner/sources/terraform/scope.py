"""What an expression sees: the module it stands in, the names that loops give, and the bounds of the run."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from scanner.errors import DocumentError
from scanner.records import dataclass, field
from scanner.sources.terraform.nodes import Call, File, Span, mistake
from scanner.unknown import OpenList, OpenObject, Unknown

if TYPE_CHECKING:
    from scanner.redaction import Redactor

DEPTH: Final = 600
"""Levels of expressions, locals and modules inside one another, in frames of Python's stack."""
STEPS: Final = 250_000
"""Expressions that are evaluated for one root; a real one takes thousands."""
BLOCK: Final = 5
"""Steps that a block, made by `dynamic`, `count` or `for_each`, counts as."""
MODULE: Final = 50
"""Steps that the call of a module counts as."""


LONG: Final = 4_096
"""Characters from which on texts that are made are counted."""
MADE: Final = 32 << 20
"""Characters of long texts that one run makes."""
SIZE: Final = 200_000
"""Values inside one value, and characters of its texts by the hundred."""
NESTED: Final = 150
"""Levels of values inside one another."""

OUTSIDE: Final = "only files of the scanned tree are read"
MOST_BYTES: Final = 10 << 20
"""Bytes of a file that a function reads."""


class OvergrownError(Exception):
    """The configuration asks for more work than any real one; what was not yet read stays unknown."""


class Handle(Protocol):
    """An object whose attributes are computed when they are asked for: a resource's instance, a data source's, a module's outputs."""

    def get(self, name: str, scope: Scope, span: Span) -> Any:
        """An attribute; DocumentError where there is none."""

    def whole(self) -> Any:
        """The object as one value, where an expression takes it whole."""


class Names(Protocol):
    """The module that an expression stands in."""

    def name(self, name: str, scope: Scope, span: Span) -> Any:
        """What a traversal begins with (`var`, `local`, `aws_vpc`); DocumentError where nothing is called so."""


@dataclass(slots=True, eq=False)
class Run:
    """The bounds of the reading of one root, shared by all its modules."""

    redactor: Redactor
    tree: str
    """The real path of the tree that files are read from: the repository of the target, else the target."""
    directory: str
    """The folder of the root module, from the tree's top: what paths that functions are given begin at."""
    call: Callable[[Call, Scope], Any]
    """Computes a call of a function (`functions.call`)."""
    depth: int = 0
    steps: int = 0
    made: int = 0
    sizes: dict[int, tuple[Any, int, int]] = field(default_factory=dict)
    """Of values that were measured, by id: the value, what is in it and how deep."""
    files: dict[str, bytes | str] = field(default_factory=dict)
    """Remembered contents of files that functions read."""

    def spend(self, steps: int) -> None:
        """Count work; OvergrownError where it is more than any real configuration takes."""
        self.steps += steps
        if self.steps > STEPS:
            raise OvergrownError

    def content(self, name: str) -> bytes | str:
        """The content of a file of the tree, or why it is not read."""
        if name not in self.files:
            self.files[name] = self._content(name)
        return self.files[name]

    def _content(self, name: str) -> bytes | str:
        if "\0" in name or posixpath.isabs(name) or name.startswith("~"):
            return OUTSIDE
        path = os.path.realpath(os.path.join(self.tree, self.directory, name))
        if os.path.commonpath([path, self.tree]) != self.tree:
            return OUTSIDE
        try:
            with open(path, "rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError as error:
            return error.strerror or "it cannot be read"
        return data if len(data) <= MOST_BYTES else f"it has more than {MOST_BYTES:,} bytes"

    def measured(self, value: Any) -> tuple[int, int]:
        """What is in a value, counted as often as it stands there, and how deep it is; without walking twice what is shared."""
        pending = [(value, 0)]
        while pending:
            one, level = pending[-1]
            inner = None if id(one) in self.sizes else _inner(one)
            left = [item for item in inner or () if id(item) not in self.sizes and _inner(item) is not None]
            if left and level <= NESTED:
                pending.extend((item, level + 1) for item in left)
                continue
            pending.pop()
            if left:
                self.sizes[id(one)] = (one, SIZE + 1, NESTED + 1)
            elif inner is not None:
                sizes = [self.sizes[id(item)][1:] if id(item) in self.sizes else _plain_size(item) for item in inner]
                self.sizes[id(one)] = (one, 1 + sum(size for size, _ in sizes), 1 + max((depth for _, depth in sizes), default=0))
        return self.sizes[id(value)][1:] if id(value) in self.sizes else _plain_size(value)


def _inner(value: Any) -> list[Any] | None:
    """What a value is made of; None of one that is whole."""
    kind = type(value)
    if kind is list:
        return value  # type: ignore[no-any-return]  # as its type says
    if kind is dict:
        return list(value.values())
    if kind is Unknown:
        return list(value.one_of or ()) or None
    if kind is OpenList:
        return [*(item for item, _ in value.items), value.more]
    return list(value.known.values()) if kind is OpenObject else None


def _plain_size(value: Any) -> tuple[int, int]:
    return (1 + len(value) // 100 if type(value) is str else 1), 0


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Where an expression is evaluated."""

    module: Names
    file: File
    run: Run
    given: Mapping[str, Any] = field(default_factory=dict)
    """Values of `each`, `count`, `self` and of the variables of loops, by name."""

    def within(self, **given: Any) -> Scope:
        """The same with further names."""
        return Scope(self.module, self.file, self.run, {**self.given, **given})

    def wrong(self, reason: str, span: Span) -> DocumentError:
        """A mistake at a place of this file."""
        return mistake(reason, span, self.file)
