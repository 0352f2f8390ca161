"""Where a function is called, and what stands for its result where that cannot be computed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from scanner.errors import DocumentError
from scanner.records import dataclass
from scanner.sources.choices import undecided
from scanner.sources.terraform.forms import is_mistake, whole
from scanner.sources.terraform.nodes import Call
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import key_of
from scanner.unknown import ANY, BOOLEAN, NOTHING, OpenList, OpenObject, Unknown


class UncomputedError(Exception):
    """A function's result that is not worked out here, though it may well have one: it is unknown, and no mistake."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A call: its syntax and what it sees."""

    node: Call
    scope: Scope

    @property
    def name(self) -> str:
        """The function's name."""
        return self.node.name

    def wrong(self, reason: str) -> DocumentError:
        """A mistake at the call."""
        return self.scope.wrong(reason, self.node.span)

    def key(self, value: Any) -> Hashable:
        """What is equal for arguments that are certainly equal."""
        return key_of(whole(value))


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """How a function is computed."""

    compute: Callable[[list[Any], Site], Any]
    """Its arguments, none of them a choice at its top, and the call; ValueError and its like where they cannot be meant."""
    types: int = ANY
    """The types of its result."""
    least: int = 1
    most: int | None = 1
    """How many arguments it takes; None: any number."""
    partial: bool = False
    """It is computed also where arguments, or what is in them, are unknown; else its result is unknown then."""


def doubt_in(values: Sequence[Any]) -> tuple[str, str | None, bool]:
    """The reason of the first unknown value in some, what settles it, and whether any is sensitive."""
    reason, settle, sensitive, found = "", None, False, False
    pending = list(reversed(values))
    while pending:
        value = pending.pop()
        if isinstance(value, Unknown):
            sensitive = sensitive or value.sensitive
            if not found:
                reason, settle, found = value.reason, value.settle, True
        elif isinstance(value, dict):
            pending.extend(reversed(value.values()))
        elif isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, OpenObject):
            pending.extend([*value.causes, *value.known.values()])
            reason = reason or value.reason
        elif isinstance(value, OpenList):
            pending.extend([*value.causes, *(item for item, _ in value.items), *([] if value.more is NOTHING else [value.more])])
            reason = reason or value.reason
    return reason or "an argument is not all known", settle, sensitive


def unknown_call(name: str, arguments: Sequence[Any], types: int) -> Unknown:
    """The result of a function of values that are not all known: equal where function and arguments are."""
    values = [whole(argument) for argument in arguments]
    wrong = next((value for value in values if is_mistake(value)), None)
    if wrong is not None:
        return wrong  # type: ignore[no-any-return]  # an Unknown, as is_mistake says
    reason, settle, sensitive = doubt_in(values)
    identity = ("call", name, *map(key_of, values))
    if types == BOOLEAN:
        return undecided(identity, reason, settle)
    return Unknown(reason=reason, types=types, identity=identity, sensitive=sensitive, settle=settle)
