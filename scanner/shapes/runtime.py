"""What AWS's APIs answer of a live resource: the shapes behind `Runtime`, from `schemas/runtime.json` (made by `make schemas`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from scanner.packaged import schemas_dir
from scanner.shapes.types import Members, Type
from scanner.unknown import ANY, ARRAY, BOOLEAN, NUMBER, OBJECT, STRING

SCALARS = {"text": STRING, "number": NUMBER, "boolean": BOOLEAN, "anything": ANY}


@cache
def _file() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((schemas_dir() / "runtime.json").read_text("utf-8"))
    return found


class Live:
    """A structure of an API."""

    __slots__ = ("_members", "label", "open", "resource")

    def __init__(self, members: Mapping[str, Any], label: str) -> None:
        """Take the packed members and the name for messages."""
        self._members = members
        self.label = label
        self.open = False
        self.resource: str | None = None

    def names(self) -> Iterable[str]:
        """The members, as the API spells them."""
        return self._members

    def get(self, name: str) -> Type | None:
        """A member; any may be left out."""
        packed = self._members.get(name)
        if packed is None:
            return None
        return _unpack(packed).or_null(expected=False)


def _unpack(packed: Any) -> Type:
    """A shape: a word, `[element]`, `{"enum": [...]}`, `{"map": shape}` or `{"to": name}`."""
    if isinstance(packed, str):
        return Type(SCALARS[packed])
    if isinstance(packed, list):
        return Type(ARRAY, element=lambda: _unpack(packed[0]))
    if "enum" in packed:
        return Type(STRING, tuple(packed["enum"]))
    if "map" in packed:
        return Type(OBJECT)
    return Type(OBJECT, objects=(_structure(packed["to"]),))


@cache
def _structure(name: str) -> Members:
    return Live(_file()["shapes"][name], f"{name.partition('.')[2]} of the {name.partition('.')[0]} API")


@cache
def state_of(resource_type: str) -> Members | None:
    """What `Runtime` of a type holds; None where that is not written down."""
    packed = _file()["types"].get(resource_type)
    return Live(packed, f"Runtime of {resource_type}") if packed is not None else None


@cache
def answer_of(resource_type: str) -> Members | None:
    """The properties of a type that may have values of the API beside CloudFormation's, and the way to them; None where there are none."""
    packed = _file()["answers"].get(resource_type)
    return Live(packed, resource_type) if packed is not None else None
