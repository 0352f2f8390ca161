"""What the rules may ask of the inference that runs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from scanner.errors import ExpressionError, ExpressionWarning
from scanner.jmes import Expression, Node
from scanner.shapes.scope import Scope
from scanner.shapes.types import Type


class World(Protocol):
    """What expressions call beside plain functions."""

    def relation(self, name: str) -> Declared | None:
        """A relation by its name."""

    def data(self, name: str) -> Any:
        """A data file as JSON; PolicyError where there is none."""


class Declared(Protocol):
    """A relation."""

    @property
    def starts(self) -> tuple[str, ...]:
        """The types it starts from."""

    @property
    def is_list(self) -> bool:
        """Whether it leads to a list, so that null leads to an empty one."""

    def result(self) -> Type:
        """What it leads to."""


class Asking(Protocol):
    """One expression while its types are inferred."""

    expression: Expression
    text: str
    world: World
    names: Mapping[str, Type]
    types: dict[int, Type]
    """What nodes may be that were asked, by `id`."""
    problems: list[ExpressionError]

    def type_of(self, node: Node, scope: Scope) -> Type:
        """What a node's value may be."""

    def condition(self, node: Node, scope: Scope) -> Type:
        """The type of a node that is asked for its truth."""

    def assume(self, node: Node, scope: Scope, outcome: bool) -> Scope:
        """The scope where a condition has come out true or false."""

    def report(self, node: Node, message: str, hint: str | None = None, *, warning: bool = False, at: int | None = None) -> None:
        """Complain about a node."""

    def slips(self) -> int:
        """How many errors there are by now; warnings do not count."""

    def shown(self, node: Node) -> str:
        """A node in a message."""


def problem(text: str, offset: int, message: str, hint: str | None, *, warning: bool) -> ExpressionError:
    """A complaint: an error, or a warning of what fails on some documents."""
    kind = ExpressionWarning if warning else ExpressionError
    return kind(message, expression=text, offset=offset, hint=hint)
