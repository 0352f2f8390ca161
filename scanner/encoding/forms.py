"""The tables of the $-forms, the Unknowns that the short forms stand for, and the driver that needs no recursion."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Final

from scanner.errors import SourceError
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING, Unknown

TYPE_NAMES: Final = {"null": NULL, "boolean": BOOLEAN, "number": NUMBER, "string": STRING, "array": ARRAY, "object": OBJECT}
"""The names of `type`, one or a list."""
KINDS: Final = {"string": STRING, "text": STRING, "number": NUMBER, "boolean": BOOLEAN, "list": ARRAY, "object": OBJECT}
"""What a redacted value was, and the type it has: `text` is a string of several words or lines."""
DEPTH: Final = 1000
"""Levels that a document may have."""
KEYS: Final = {
    "reason": "reason",
    "types": "type",
    "may_be_absent": "mayBeAbsent",
    "identity": "id",
    "one_of": "oneOf",
    "selector": "selector",
    "prefix": "prefix",
    "suffix": "suffix",
    "parts": "text",
    "reference": "ref",
    "minimum": "min",
    "maximum": "max",
    "truthy": "truthy",
    "sensitive": "sensitive",
    "redacted": "redacted",
    "settle": "settle",
}
"""Unknown's fields by the key that each is written under."""
ATOMS: Final = (str, int, float, bool, type(None))
"""What needs no encoding."""
MORE: Final = "there may be more"
"""The reason of an open list that states none."""

Step = Generator[Any, Any, Any]
"""A computation that yields a child and is sent the child's result."""


def text_value(parts: Sequence[Any]) -> Unknown:
    """A text that embeds unknown texts, with all that follows from its parts: strings and Unknowns, in order.

    It has an identity where each of its unknown parts has one.
    """
    unknown = [part for part in parts if isinstance(part, Unknown)]
    reasons = list(dict.fromkeys(part.reason for part in unknown))
    settles = {part.settle for part in unknown}
    identity = None
    if all(part.identity is not None for part in unknown):
        identity = ("text", *(part.identity if isinstance(part, Unknown) else part for part in parts))
    return Unknown(
        reason="; ".join(reasons) or "a text",
        types=STRING,
        identity=identity,
        prefix=_edge(parts, "prefix"),
        suffix=_edge(parts, "suffix"),
        parts=tuple(parts),
        truthy=any(part.truthy if isinstance(part, Unknown) else bool(part) for part in parts),
        sensitive=any(part.sensitive for part in unknown),
        settle=settles.pop() if len(settles) == 1 else None,
    )


def redacted_value(digest: str, kind: str) -> Unknown:
    """A known value that redaction removed: `digest` is its keyed hash, `kind` one of KINDS."""
    return Unknown(
        reason="a sensitive value, redacted",
        types=KINDS.get(kind, ANY),
        identity=("redacted", digest),
        truthy=kind in ("string", "text"),
        sensitive=True,
        redacted=(digest, kind),
    )


def drive(step: Callable[[Any], Step], value: Any) -> Any:
    """Run a generator that asks for the results of its children, without recursion."""
    stack = [step(value)]
    result: Any = None
    while stack:
        try:
            child = stack[-1].send(result)
        except StopIteration as done:
            stack.pop()
            result = done.value
            continue
        if len(stack) >= DEPTH:
            raise SourceError(f"the document is nested more than {DEPTH} levels deep")
        stack.append(step(child))
        result = None
    return result


def _edge(parts: Sequence[Any], side: str) -> str:
    """The known beginning (`prefix`) or end (`suffix`) of a text of parts."""
    known: list[str] = []
    for part in parts if side == "prefix" else reversed(parts):
        if isinstance(part, str):
            known.append(part)
            continue
        if not part.may_be_absent and part.one_of is None:
            known.append(getattr(part, side))
        break
    return "".join(known if side == "prefix" else reversed(known))
