"""Dynamic references: `{{resolve:service:reference}}` in a text, which CloudFormation resolves on deployment."""

from __future__ import annotations

from typing import Final

from scanner.sources.cloudformation.nodes import OPENING
from scanner.sources.values import describe, join_text, key_of
from scanner.unknown import STRING, Unknown

CLOSING: Final = "}}"
SECRET_SERVICES: Final = ("secretsmanager", "ssm-secure")
"""Services of dynamic references whose values are secrets (CloudFormation User Guide, "Get values stored in other services")."""


def resolve_dynamic(value: str | Unknown) -> str | Unknown:
    """A text with its dynamic references `{{resolve:service:reference}}` as unknown parts."""
    parts = (value,) if isinstance(value, str) or value.parts is None else value.parts
    if not any(isinstance(part, str) and OPENING in part for part in parts):
        return value
    outside: list[str | Unknown] = []
    inside: list[str | Unknown] | None = None
    for part in parts:
        if isinstance(part, Unknown):
            (outside if inside is None else inside).append(part)
            continue
        rest = part
        while rest:
            before, mark, rest = rest.partition(OPENING if inside is None else CLOSING)
            (outside if inside is None else inside).append(before)
            if mark:
                if inside is not None:
                    outside.append(_dynamic(join_text(inside)))
                inside = [] if inside is None else None
    if inside is not None:
        outside.extend([OPENING, *inside])
    return join_text(outside)


def _dynamic(name: str | Unknown) -> Unknown:
    known = name if isinstance(name, str) else name.prefix
    shown = describe(name)
    return Unknown(
        reason=f"dynamic reference {shown} is resolved on deployment",
        types=STRING,
        identity=("dynamic", name if isinstance(name, str) else key_of(name)),
        sensitive=known.startswith(SECRET_SERVICES) or ":" not in known,
        settle=f"dynamic reference {shown}",
    )
