"""What the generator knows of a value while it writes code, how values are spelled, and the lines of one generated module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from scanner.jmes.nodes import Node
from scanner.records import dataclass

INLINE_LEVEL: Final = 14
"""Code that is indented further becomes a function of its own: so Python's limits (20 loops in one another, 100 levels) stay far."""
MAX_LINES: Final = 5000
"""An expression that needs more is evaluated by closures."""
_PURE: Final = ("literal", "field", "subexpression", "current", "identity")
_WIDE: Final = 1 << 62


HOT: Final = "hot"
"""A function for plain JSON: a condition, an argument such as `&Name`."""
COLD: Final = "cold"
"""A function for the algebra to call on values of doubt: short, quick for none."""
BODY: Final = "body"
"""As COLD: only what a multi-select does with a value that is not null."""


class NotGenerated(Exception):  # it ends generation, it is no error of the user's
    """An expression of which no code can be made; closures evaluate it."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A value of the generated code: a name or a constant, so that it may be repeated."""

    code: str
    sure: bool = False
    """It is no Unknown (but may be an OpenList or OpenObject)."""
    boolean: bool = False
    """It is true, false or Unknown."""
    is_object: bool = False
    """It is a plain object."""
    raw: bool = False
    """It comes straight out of a plain object: `seen` was not asked yet. Code that finds it plain may use it as it is."""
    plain: str | None = None
    """The name of a local list: where the value is that very list, it is a plain one without holes and nulls."""
    literal: bool = False
    value: Any = None
    """Of a literal."""


def slow(atom: Atom) -> str:
    """Code of a value for the algebra: a raw one is settled on the way."""
    return f"({atom.code} := seen({atom.code}, context))" if atom.raw else atom.code


def is_pure(node: Node) -> bool:
    """Whether evaluation of a node neither fails nor calls: a value before it may stay raw meanwhile."""
    return all(step.kind in _PURE for step in node.walk())


class Writer:
    """Collects the functions and constants of one expression."""

    def __init__(self, name: str) -> None:
        """Take the name of the function to write; every other name that is defined begins with it."""
        self.name = name
        self.lines: list[str] = []
        self.constants: list[str] = []
        self.level = 0
        self._names = 0
        self.hot = True
        """Whether code for plain JSON is written in place; else everything is left to the algebra, in little code."""
        self._regions: dict[tuple[Node, str], str] = {}
        self._literals: dict[Node, str] = {}
        self._pending: list[tuple[str, Node, str]] = []

    @property
    def roomy(self) -> bool:
        """Whether more code may be nested here."""
        return self.hot and self.level < INLINE_LEVEL

    def emit(self, line: str) -> None:
        """Add a line at the current level."""
        self.lines.append(" " * self.level + line)
        if len(self.lines) > MAX_LINES:
            raise NotGenerated

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """`head` and what is emitted inside, one level deeper."""
        self.emit(head)
        self.level += 1
        yield
        self.level -= 1

    def local(self, prefix: str = "t") -> str:
        """A new local name."""
        self._names += 1
        return f"{prefix}{self._names}"

    def literal(self, node: Node) -> str:
        """The name of a literal's value: the same object at each of its readings."""
        if node not in self._literals:
            self._literals[node] = self.constant(spell(node.value))
        return self._literals[node]

    def constant(self, code: str) -> str:
        """The name of a constant made once."""
        name = f"{self.name}_k{len(self.constants) + 1}"
        self.constants.append(f"{name} = {code}")
        return name

    def region(self, node: Node, kind: str = COLD) -> str:
        """The name of a function `(value, context)` that evaluates a node, to be written later."""
        key = (node, kind)
        if key not in self._regions:
            self._regions[key] = f"{self.name}_{len(self._regions) + 1}"
            self._pending.append((self._regions[key], node, kind))
        return self._regions[key]

    def nested(self, node: Node) -> str:
        """The function of a node that is not written in place: as quick as the code around."""
        return self.region(node, HOT if self.hot else COLD)

    def take(self) -> tuple[str, Node, str] | None:
        """A function that is still to be written."""
        self._names = 0
        return self._pending.pop() if self._pending else None


def spell(value: Any) -> str:
    """JSON as Python source. Numbers are parenthesised: `2.__class__` is none."""
    kind = value.__class__
    if value is None or kind is bool:
        return repr(value)
    if kind is str:
        return ascii(value)
    if kind is int:
        return f"({value!r})" if -_WIDE < value < _WIDE else f"({value:#x})"
    if kind is float:
        return f"({value!r})" if value - value == 0 else f"float({str(value)!r})"
    if kind is list:
        return f"[{', '.join(map(spell, value))}]"
    if kind is dict:
        return f"{{{', '.join(f'{key!a}: {spell(item)}' for key, item in value.items())}}}"
    raise NotGenerated


def is_scalar(value: Any) -> bool:
    """Whether a literal may stand in the code: anything else is made once and stands among the constants."""
    kind = value.__class__
    if kind is float:
        return bool(value - value == 0)
    return value is None or kind is bool or kind is str or (kind is int and -_WIDE < value < _WIDE)
