"""What an expression sees: the module it stands in, the names that loops give, and the bounds of the run."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from scanner.errors import DocumentError
from scanner.records import dataclass, field
from scanner.sources.terraform.nodes import Call, File, Span, mistake

if TYPE_CHECKING:
    from scanner.redaction import Redactor

DEPTH: Final = 250
"""Levels of expressions, locals and modules inside one another."""
STEPS: Final = 3_000_000
"""Expressions that are evaluated for one root; a real one takes thousands."""


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
    files: dict[str, bytes | str] = field(default_factory=dict)
    """Remembered contents of files that functions read."""

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
