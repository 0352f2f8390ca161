"""Values in other forms: as numbers, as texts, whole; and what may be asked of one whatever it is."""

from __future__ import annotations

from typing import Any, Final

from scanner.canonical import Base64
from scanner.sources.terraform.scope import LONG, MADE, Handle, OvergrownError, Scope
from scanner.sources.values import derived, leaves_of
from scanner.unknown import ABSENT, BOOLEAN, NULL, NUMBER, STRING, OpenList, OpenObject, Unknown

MISTAKE: Final = "mistake in the template"
"""What settles a value that cannot be meant."""


def tidy(value: Any) -> Any:
    """A number as JSON writes it: whole numbers without a point."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def number_of(value: Any) -> int | float | None:
    """A value as a number, None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            try:
                return tidy(float(value))  # type: ignore[no-any-return]  # a float, or the int that it is
            except ValueError:
                return None
    return None


def text_of(value: Any) -> str:
    """A number, boolean or text as Terraform writes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(tidy(value))


def text(value: Any) -> str | Unknown | None:
    """A value as a text, known or not; None where it is no text."""
    if isinstance(value, (str, bool, int, float)):
        return text_of(value)
    if isinstance(value, Base64):
        return value.encoded()
    if isinstance(value, Unknown) and value.types & (STRING | NUMBER | BOOLEAN):
        if value.types == STRING or is_mistake(value):
            return value
        if value.one_of is not None:
            return derived(value, ("text",), STRING)
        if value.types & (STRING | NULL) == value.types:
            return value.but(types=STRING)
        return derived(value, ("text",), STRING)
    return None


def may_be_missing(item: Any) -> bool:
    """Whether an element or member may not be there."""
    return isinstance(item, Unknown) and (item.may_be_absent or (item.one_of is not None and ABSENT in leaves_of(item)))


def is_fixed(items: list[Any]) -> bool:
    """Whether no element of a list may be missing, so that each has its place."""
    return not any(may_be_missing(item) for item in items)


def spread(value: Any) -> Any:
    """The instances of a block as the list or map that they are."""
    return value.spread() if hasattr(value, "spread") else value


def bounded(value: Any, scope: Scope) -> Any:
    """A value that was just made; OvergrownError where a run makes more of long texts than any real one does."""
    if type(value) is str and len(value) > LONG:
        scope.run.made += len(value)
        if scope.run.made > MADE:
            raise OvergrownError
    return value


def is_handle(value: Any) -> bool:
    """Whether a value is an object whose attributes are computed when they are asked for."""
    return hasattr(value, "whole") and hasattr(value, "get")


def is_mistake(value: Any) -> bool:
    """Whether a value stands for an alternative that cannot be deployed."""
    return isinstance(value, Unknown) and isinstance(value.identity, tuple) and value.identity[:1] == ("error",)


def whole(value: Any) -> Any:
    """A value in which objects that are computed when asked stand as one value each."""
    if isinstance(value, (str, int, float, bool, Unknown, OpenList, OpenObject, Base64)) or value is None or value is ABSENT:
        return value
    if isinstance(value, list):
        return [whole(item) for item in value]
    if isinstance(value, dict):
        return {name: whole(item) for name, item in value.items()}
    handle: Handle = value
    return handle.whole()
