"""JSON answers read as botocore's parsers read them, with what there is to do for a shape worked out once.

Most of an answer is texts and numbers, for which there is nothing to do. Where an answer is other than its shape says, this gives up
(Unusual, or whatever the odd value raises), and botocore's own parser has the last word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scanner.sources.aws.answers import blob, timestamp

Reader = Callable[[Any], Any]
REST: Final = "rest-json"


class Unusual(Exception):
    """An answer that is not as its shape says."""


def json_reader(shape: Any, protocol: str) -> Reader:
    """What makes of a JSON document what botocore's parser makes of it for a shape of an operation's output."""
    return _Readers(protocol).of(shape) or _as_it_is


class _Readers:
    """Readers by shape: shapes may hold themselves (AWS WAF's statements)."""

    def __init__(self, protocol: str) -> None:
        from botocore.utils import ensure_boolean  # type: ignore[import-untyped]  # botocore has no types

        plain: dict[str, Reader] = {"timestamp": timestamp, "blob": blob}
        rest: dict[str, Reader] = {"integer": int, "long": int, "float": float, "double": float, "boolean": ensure_boolean}
        self._scalars = plain | rest if protocol == REST else plain
        self._made: dict[str, Reader] = {}
        self._begun: set[str] = set()

    def of(self, shape: Any) -> Reader | None:
        """The reader of a shape; None where a value stays as it is."""
        kind = shape.type_name
        if kind == "structure":
            return None if shape.is_document_type else self._once(shape)
        if kind == "list":
            return _list_of(self.of(shape.member))
        if kind == "map":
            return _map_of(self.of(shape.key), self.of(shape.value))
        return self._scalars.get(kind)

    def _once(self, shape: Any) -> Reader:
        name = shape.name
        if name in self._begun:
            return self._made.get(name) or (lambda value: self._made[name](value))
        self._begun.add(name)
        made = self._made[name] = self._structure(shape)
        return made

    def _structure(self, shape: Any) -> Reader:
        members = [(member.serialization.get("name", name), name, self.of(member)) for name, member in shape.members.items()]
        read = _structure_of(members)
        return _union_of(read, frozenset(key for key, _, _ in members)) if shape.is_tagged_union else read


def _as_it_is(value: Any) -> Any:
    return value


def _structure_of(members: list[tuple[str, str, Reader | None]]) -> Reader:
    def read(value: Any) -> Any:
        if value is None:
            return None
        given = value.get
        found = {}
        for key, name, reader in members:
            held = given(key)
            if held is not None:
                found[name] = held if reader is None else reader(held)
        return found

    return read


def _union_of(read: Reader, names: frozenset[str]) -> Reader:
    def read_union(value: Any) -> Any:
        if value is None:
            return None
        told = [key for key, held in value.items() if held is not None and key != "__type"]
        if len(told) != 1 or told[0] not in names:
            raise Unusual
        return read(value)

    return read_union


def _list_of(reader: Reader | None) -> Reader:
    if reader is None:
        return lambda value: value if type(value) is list else list(value)
    return lambda value: [None if held is None else reader(held) for held in value]


def _map_of(key: Reader | None, reader: Reader | None) -> Reader:
    if key is not None:
        return lambda value: {key(name): held if reader is None else reader(held) for name, held in value.items()}
    if reader is None:
        return lambda value: value if type(value) is dict else dict(value.items())
    return lambda value: {name: reader(held) for name, held in value.items()}
