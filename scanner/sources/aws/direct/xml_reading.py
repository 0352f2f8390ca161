"""XML answers read as botocore's parsers read them, with what there is to do for a shape worked out once.

As with JSON, an answer that is other than its shape says is left to botocore's own parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from scanner.sources.aws.answers import blob, timestamp
from scanner.sources.aws.direct.json_reading import Unusual

Reader = Callable[[Any], Any]
"""From an element, or from the list of elements of a flattened list or map."""


class Unread(Exception):
    """A shape with something that this does not read: attributes, members outside of the body."""


def xml_reader(shape: Any) -> Reader:
    """What makes of an element what botocore's parser makes of it for a shape of an operation's output. Unread where it cannot."""
    return _Readers().of(shape)


class _Readers:
    """Readers by shape: shapes may hold themselves."""

    def __init__(self) -> None:
        self._made: dict[str, Reader] = {}
        self._begun: set[str] = set()

    def of(self, shape: Any) -> Reader:
        kind = shape.type_name
        if kind == "structure":
            return self._once(shape)
        if kind == "list":
            return _list_of(self.of(shape.member))
        if kind == "map":
            names = (shape.key.serialization.get("name") or "key", shape.value.serialization.get("name") or "value")
            return _map_of(*names, self.of(shape.key), self.of(shape.value))
        return _SCALARS.get(kind, _text)

    def _once(self, shape: Any) -> Reader:
        name = shape.name
        if name in self._begun:
            return self._made.get(name) or (lambda element: self._made[name](element))
        self._begun.add(name)
        made = self._made[name] = self._structure(shape)
        return made

    def _structure(self, shape: Any) -> Reader:
        if shape.is_tagged_union or shape.metadata.get("exception"):
            raise Unread
        members = []
        repeated: dict[str, bool] = {}
        for name, member in shape.members.items():
            told = member.serialization
            if told.get("location") or told.get("xmlAttribute") or told.get("eventheader"):
                raise Unread
            tag, many = _tag(member, name), bool(told.get("flattened"))
            if repeated.setdefault(tag, many) != many:
                raise Unread
            members.append((tag, name, self.of(member)))
        return _structure_of(members, repeated)


def _tag(member: Any, name: str) -> str:
    """The name of the elements of a member: a flattened list has no element of its own."""
    told = member.serialization
    if member.type_name == "list" and told.get("flattened"):
        of_items = member.member.serialization.get("name")
        if of_items is not None:
            return str(of_items)
    return str(told.get("name", name))


def _structure_of(members: list[tuple[str, str, Reader]], repeated: dict[str, bool]) -> Reader:
    def read(element: Any) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for child in element:
            tag = child.tag
            many = repeated.get(tag)
            if many is None:
                tag = local(tag)
                many = repeated.get(tag)
                if many is None:
                    continue
            if many:
                held.setdefault(tag, []).append(child)
            elif tag in held:
                raise Unusual
            else:
                held[tag] = child
        return {name: reader(held[tag]) for tag, name, reader in members if tag in held}

    return read


def _list_of(reader: Reader) -> Reader:
    def read(elements: Iterable[Any]) -> list[Any]:
        return [reader(element) for element in elements]

    return read


def _map_of(key_tag: str, value_tag: str, key: Reader, value: Reader) -> Reader:
    def read(entries: Iterable[Any]) -> dict[Any, Any]:
        found = {}
        for entry in entries:
            pair = {local(element.tag): element for element in entry}
            if len(entry) != 2 or pair.keys() != {key_tag, value_tag}:
                raise Unusual
            found[key(pair[key_tag])] = value(pair[value_tag])
        return found

    return read


@lru_cache(4096)
def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2] if tag.startswith("{") else tag


def _text(element: Any) -> str:
    return element.text or ""


_SCALARS: dict[str, Reader] = {
    "boolean": lambda element: element.text == "true",
    "float": lambda element: float(element.text or ""),
    "double": lambda element: float(element.text or ""),
    "integer": lambda element: int(element.text or ""),
    "long": lambda element: int(element.text or ""),
    "timestamp": lambda element: timestamp(element.text or ""),
    "blob": lambda element: blob(element.text or ""),
}
