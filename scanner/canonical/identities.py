"""Identities of values that are made of other unknown values."""

from __future__ import annotations

from collections.abc import Hashable

from scanner import digests
from scanner.unknown import Unknown


def digest(text: str) -> str:
    """A short name of a text for identities: equal for equal texts, and the text is not in it."""
    return digests.digest(text)[:32]


def identity_of(value: Unknown) -> Hashable:
    """An Unknown's identity for use inside another: known parts of a text stand in it by their digest, since redaction never sees it."""
    if value.parts is None or value.identity is None or value.redacted is not None:
        return value.identity
    return ("text", *(digest(part) if isinstance(part, str) else identity_of(part) for part in value.parts))


def derived_identity(head: str | tuple[Hashable, ...], value: Unknown) -> Hashable:
    """The identity of what is made of an unknown value, None where that has none."""
    inner = identity_of(value)
    return None if inner is None else (*(head if isinstance(head, tuple) else (head,)), inner)
