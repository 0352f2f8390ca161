"""Texts with unknown parts, taken apart and put together: split, and as JSON text."""

from __future__ import annotations

from typing import Any, Final

from scanner import lean_json
from scanner.canonical import Base64, WrittenNumber
from scanner.patterns import regex
from scanner.sources.values import as_text, derived, is_choice, join_text, key_of, leaves_of
from scanner.unknown import ABSENT, STRING, OpenList, OpenObject, Unknown

NO_PUNCTUATION: Final = frozenset({"AWS::AccountId", "AWS::Region", "AWS::Partition", "AWS::StackName"})
"""Pseudo parameters whose values hold letters, digits and hyphens only."""
PLAIN: Final = regex(r"[A-Za-z0-9-]")
CLOSING: Final = "}}"
SECRET_SERVICES: Final = ("secretsmanager", "ssm-secure")
"""Services of dynamic references whose values are secrets (CloudFormation User Guide, "Get values stored in other services")."""


def split_text(delimiter: str, text: str | Unknown) -> tuple[list[Any], Unknown | None]:
    """The elements that a text certainly splits into from its beginning, and the text itself where there may be others."""
    if isinstance(text, str):
        return text.split(delimiter), None
    found: list[Any] = []
    current: list[str | Unknown] = []
    for part in text.parts if text.parts is not None else (text,):
        if isinstance(part, str):
            first, *others = part.split(delimiter)
            current.append(first)
            for piece in others:
                found.append(join_text(current))
                current = [piece]
        elif _cannot_hold(part, delimiter):
            current.append(part)
        else:
            return found, text
    return [*found, join_text(current)], None


def _cannot_hold(part: Unknown, delimiter: str) -> bool:
    identity = part.identity
    known = isinstance(identity, tuple) and len(identity) == 2 and identity[0] == "pseudo" and identity[1] in NO_PUNCTUATION
    return known and not PLAIN.search(delimiter)


def json_text(value: Any) -> list[str | Unknown]:
    """The pieces of a value's JSON text. An unknown text in it is taken to hold nothing that JSON escapes, as ids and names do not."""
    if isinstance(value, (dict, list)) and any(_may_be_missing(item) for item in (value.values() if isinstance(value, dict) else value)):
        doubt = next(item for item in (value.values() if isinstance(value, dict) else value) if _may_be_missing(item))
        return [Unknown(reason=doubt.reason, types=STRING, identity=("json", key_of(value)), truthy=True, settle=doubt.settle)]
    if isinstance(value, dict):
        pieces: list[str | Unknown] = ["{"]
        for name, item in value.items():
            pieces.append(("" if len(pieces) == 1 else ",") + lean_json.dumps(name, ensure_ascii=False) + ":")
            pieces.extend(json_text(item))
        return [*pieces, "}"]
    if isinstance(value, list):
        pieces = ["["]
        for number, item in enumerate(value):
            pieces.append("," if number else "")
            pieces.extend(json_text(item))
        return [*pieces, "]"]
    if isinstance(value, WrittenNumber):
        return [value.text]
    if isinstance(value, Base64):
        text = as_text(value)
        return [lean_json.dumps(text)] if isinstance(text, str) else ['"', text, '"'] if text else ["null"]
    if isinstance(value, Unknown):
        return _unknown_json(value)
    if isinstance(value, (OpenList, OpenObject)):
        return [Unknown(reason=value.reason, types=STRING, identity=("json", key_of(value)))]
    return [lean_json.dumps(value, ensure_ascii=False)]


def _may_be_missing(item: Any) -> bool:
    """Whether a member or element may not be there, so that not even the text around it is certain."""
    return isinstance(item, Unknown) and (item.may_be_absent or (item.one_of is not None and ABSENT in leaves_of(item)))


def _unknown_json(value: Unknown) -> list[str | Unknown]:
    if value.types != STRING or is_choice(value) or value.may_be_absent:
        return [derived(value, ("json",), STRING).but(causes=(value,))]  # by which it is found again when the text is parsed
    parts = value.parts if value.parts is not None else (value,)
    return ['"', *(lean_json.dumps(part, ensure_ascii=False)[1:-1] if isinstance(part, str) else part for part in parts), '"']
