"""What generated code calls for policy statements that are known: the rules of `iam`, shorter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scanner.functions.iam import matches
from scanner.functions.kleene import Truth
from scanner.functions.known_text import glob
from scanner.jmes.leaving import NotKnown


def iam_allows(context: Any, statements: Any, action: str | None, resource: str | None) -> bool:
    """Whether some statement allows the action on the resource and none denies it.

    NotKnown where a Condition or a policy variable decides.
    """
    if action is None or resource is None:
        return False
    wanted = action.lower()
    allowed: Truth = False
    doubted = False
    for statement in _members(statements):
        effect = statement.get("Effect") if statement.__class__ is dict else None
        if effect not in ("Allow", "Deny"):
            continue
        applies = _applies(statement, wanted, resource)
        if applies is False:
            continue
        if effect == "Deny":
            if applies:
                return False
            doubted = True
        elif not allowed:
            allowed = applies
    if allowed is False:
        return False
    if allowed is None or doubted:
        raise NotKnown
    return True


def _members(value: Any) -> Iterable[Any]:
    """The members of a list; null has none, and anything else is a list of itself."""
    if value.__class__ is list:
        members: list[Any] = value
        return members
    return () if value is None else (value,)


def _applies(statement: dict[str, Any], action: str, resource: str) -> Truth:
    """Whether a statement is about the request; None where that depends on it."""
    named = _names(statement, "Action", "NotAction", action, lower=True)
    if named is False:
        return False
    held = _names(statement, "Resource", "NotResource", resource, lower=False)
    if held is False:
        return False
    return True if named and held and statement.get("Condition") in (None, {}) else None


def _names(statement: dict[str, Any], element: str, inverse: str, value: str, *, lower: bool) -> Truth:
    """Whether an element, or its inverse, takes the value in."""
    negative = statement.get(inverse)
    if negative is not None:
        listed = _listed(negative, value, lower=lower)
        return None if listed is None else not listed
    positive = statement.get(element)
    return element == "Resource" if positive is None else _listed(positive, value, lower=lower)


def _listed(patterns: Any, value: str, *, lower: bool) -> Truth:
    """Whether one of the patterns, a text or a list of texts, matches."""
    found: Truth = False
    for pattern in _members(patterns):
        if pattern.__class__ is not str:
            continue
        if "${" in pattern:
            truth = matches(pattern, value, lower=lower)
        else:
            truth = glob(None, value, pattern.lower() if lower else pattern)
        if truth:
            return True
        if truth is None:
            found = None
    return found
