"""Expressions of the catalogue: JMESPath over a record, cheap where a record is wholly known, three-valued where a call failed.

Most are paths (`item.serviceArn`), which need no parser and no compiler: an audit of a small account pays for the rest only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.catalog.functions import ROW_FUNCTIONS
from scanner.errors import EvaluationError
from scanner.jmes import Context, Expression, Node, compile_expression
from scanner.jmes.leaving import LEAVING
from scanner.patterns import regex
from scanner.unknown import ARRAY, NULL, OBJECT, OpenList, OpenObject, Unknown

GENERATE_AFTER: Final = 40
"""Evaluations on known records after which generated code pays."""
OPEN: Final = frozenset({Unknown, OpenList, OpenObject})
"""The classes of values that are not, or not wholly, known."""
_PATH: Final = regex(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_BELOW: Final = frozenset({"subexpression", "index_expression", "pipe", "projection", "filter_projection", "value_projection", "flatten"})
"""Nodes of which only the first child sees the current value."""


class Formula:
    """One expression. Threads may share it."""

    __slots__ = ("_asked", "_expression", "_generated", "_roots", "path", "text")

    def __init__(self, text: str) -> None:
        """Take its text; it is parsed when first asked, unless it is a path."""
        self.text = text
        self.path: tuple[str, ...] | None = tuple(text.split(".")) if _PATH.fullmatch(text) else None
        """Its steps, where it is nothing but a path."""
        self._expression: Expression | None = None
        self._roots: frozenset[str] | None = None
        self._asked = 0
        self._generated = False

    def __repr__(self) -> str:
        """Its text."""
        return f"<Formula {self.text!r}>"

    @property
    def expression(self) -> Expression:
        """The engine's; ExpressionError where it cannot be meant."""
        if self._expression is None:
            self._expression = compile_expression(self.text, ROW_FUNCTIONS)
        return self._expression

    @property
    def roots(self) -> frozenset[str]:
        """The fields of the record itself that it reads; "@" where it takes the whole record."""
        if self._roots is None:
            self._roots = frozenset({self.path[0]}) if self.path is not None else _roots(self.expression.nodes)
        return self._roots

    def of(self, document: Any, known: bool = True) -> Any:
        """Its value on a document. `known` says that nothing in the document is unknown.

        Where JMESPath would certainly fail, the value is Unknown with what it says: AWS answered what the row does not expect.
        """
        if self.path is not None:
            value = document
            for step in self.path:
                if value.__class__ is not dict:
                    break
                value = value.get(step)
            else:
                return value
            if value is None or known:
                return None
        elif known:
            self._asked += 1
            if self._asked > GENERATE_AFTER:
                try:
                    return self.expression.known(document, Context())
                except LEAVING:
                    pass  # the three-valued evaluation is the authority on errors
        try:
            return self.expression(document)
        except EvaluationError as error:
            return Unknown(f"{error.message} (in {self.text})", settle="the shape of AWS's answer")

    def holds(self, document: Any, known: bool = True) -> bool | Unknown:
        """Whether its value is true in JMESPath's sense, or Unknown."""
        value = self.of(document, known)
        if isinstance(value, (Unknown, OpenList, OpenObject)):
            return self.expression.verdict(document)
        return bool(value) or (isinstance(value, (int, float)) and not isinstance(value, bool))  # a number is true, 0 too


def _roots(node: Node) -> frozenset[str]:
    found: set[str] = set()
    pending = [node]
    while pending:
        node = pending.pop()
        if node.kind == "field":
            found.add(str(node.value))
        elif node.kind in ("identity", "current"):
            found.add("@")
        elif node.kind in _BELOW:
            pending.append(node.children[0])
        elif node.kind != "expref":
            pending.extend(node.children)
    return frozenset(found)


def opaque(value: Any) -> Any:
    """A value of an expression with nothing inside that is partly known: alternatives are in the API's spelling, and nobody renames them.

    A value that may be null may be absent: null results are absent properties. Why it is unknown is told by its reason, and what would
    settle it; a document holds neither causes nor what it is derived from.
    """
    if isinstance(value, (OpenList, OpenObject)):
        return Unknown(value.reason or "members may be missing", ARRAY if isinstance(value, OpenList) else OBJECT, settle=settle_of(value))
    if not isinstance(value, Unknown):
        return value
    may_be_absent = value.may_be_absent or bool(value.types & NULL)
    if value.one_of is not None:
        return Unknown(value.reason, may_be_absent=True, sensitive=value.sensitive, settle=settle_of(value))
    types = value.types & ~NULL or value.types
    return value.but(types=types, may_be_absent=may_be_absent, identity=None, settle=settle_of(value), causes=())


def settle_of(value: Any) -> str | None:
    """What would settle a value: its own word, or that of the first cause that has one."""
    own: str | None = getattr(value, "settle", None)
    return own or next((cause.settle for cause in value.causes if cause.settle), None)


def formulas(given: Mapping[str, Any] | None) -> dict[str, Formula]:
    """Expressions by name."""
    return {name: Formula(text) for name, text in (given or {}).items()}
