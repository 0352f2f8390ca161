"""Simple values, known and unknown, as the schema's types."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from scanner.canonical.identities import derived_identity, digest
from scanner.cfn_schemas import Shape
from scanner.patterns import regex
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NUMBER, OBJECT, STRING, Unknown

SIMPLE: Final = STRING | NUMBER | BOOLEAN
NUMBER_TEXT: Final = regex(r"\s*[-+]?(\d{1,300}(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*")


class WrittenNumber(float):
    """A number that is written as Python would not write it: `1.10`, `1e3`. Where the schema wants a text it is that text."""

    text: str

    def __new__(cls, value: float, text: str) -> WrittenNumber:
        """Take the number and its text."""
        made = super().__new__(cls, value)
        made.text = text
        return made


def unknown_document(value: Unknown) -> Unknown:
    """The document that an unknown JSON text holds."""
    identity = derived_identity("json value", value)
    return Unknown(
        reason=value.reason,
        types=OBJECT,
        may_be_absent=value.may_be_absent,
        identity=identity,
        sensitive=value.sensitive,
        truthy=not value.may_be_absent,
        settle=value.settle,
    )


def converted(value: Unknown, wanted: int) -> Unknown:
    """An unknown as one of the wanted types: narrowed where it may have them, converted where AWS converts."""
    if not wanted or value.types & ~wanted == 0:
        return value
    overlap = value.types & wanted
    lossless = overlap and not value.types & SIMPLE & ~wanted
    if lossless:
        return value.but(types=overlap)
    target = overlap or wanted & SIMPLE
    if not target or not value.types & SIMPLE:
        return value
    identity = derived_identity(("as", target), value)
    if target & STRING and overlap:
        return value.but(types=target, identity=identity)
    return Unknown(
        reason=value.reason,
        types=target,
        may_be_absent=value.may_be_absent,
        identity=identity,
        minimum=value.minimum,
        maximum=value.maximum,
        sensitive=value.sensitive,
        settle=value.settle,
    )


def simple(value: Any, shape: Shape | None) -> Any:
    """A text, number, boolean or null as its shape wants it; as it is where that cannot be."""
    wanted = shape.types if shape is not None else 0
    if isinstance(value, str):
        return value if shape is None else _from_text(value, shape)
    if value is None or value is ABSENT:
        return value
    bit = BOOLEAN if isinstance(value, bool) else NUMBER
    if wanted and not wanted & bit and wanted & STRING:
        return _written(value)
    if wanted and not wanted & (SIMPLE) and wanted & ARRAY:
        return [simple(value, shape.items if shape is not None else None)]
    return value if isinstance(value, bool) else _plain_number(value)


def _from_text(value: str, shape: Shape) -> Any:
    wanted = shape.types
    if not wanted or wanted & STRING:
        return value
    if wanted & BOOLEAN and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if wanted & NUMBER and NUMBER_TEXT.fullmatch(value) and math.isfinite(float(value)):
        return _plain_number(float(value)) if re.search(r"[.eE]", value) else int(value)
    if wanted & ARRAY:
        return [value if shape.items is None else simple(value, shape.items)]
    if wanted & SIMPLE:  # a text here would be taken for true
        kind = "boolean" if wanted & BOOLEAN else "number"
        return Unknown(
            f"a text that is no {kind}",
            types=wanted & SIMPLE,
            identity=("as", wanted & SIMPLE, digest(value)),
            settle=f"a {kind} in its place",
        )
    return value


def _plain_number(value: float) -> float | int:
    if isinstance(value, WrittenNumber):
        value = float(value)
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _written(value: float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, WrittenNumber) else str(_plain_number(value))
