"""What the generator knows of a value while it writes code: how to spell it, its possible types, what makes it the same value again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from scanner.jmes.kinds import types_of
from scanner.records import dataclass
from scanner.unknown import ANY


@dataclass(slots=True)
class Value:
    """A value of the generated code."""

    code: str
    """A Python expression without side effects."""
    types: int = ANY
    """The JMESPath types that it may have."""
    atom: bool = False
    """The code is a name or a constant: it may be repeated at no cost."""
    key: Hashable = None
    """Values with one key are one value; None where it has no name."""
    literal: bool = False
    value: Any = None
    """Of a literal."""
    kind: str | None = None
    """It is certainly of this kind, or null (see `Function.kind_argument`)."""

    def but(self, types: int) -> Value:
        """The same value where less is possible."""
        return Value(self.code, types, self.atom, self.key, kind=self.kind)


def spell(value: Any) -> str | None:
    """A scalar as Python source; None for what must stand in a table of constants."""
    kind = value.__class__
    if value is None or kind is bool or kind is str:
        return repr(value)
    if (kind is int and abs(value) < 1 << 62) or (kind is float and value == value and abs(value) != float("inf")):
        return f"({value!r})"
    return None


def types_of_literal(value: Any) -> int:
    """The one type of a JSON value."""
    return types_of(value)
