"""Which resources of a world a resource refers to: by ARN or generated id anywhere in it, by a name where the schema expects one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from scanner.cfn_schemas import Shape, type_schema
from scanner.naming import targets_in
from scanner.snapshot import Resource
from scanner.unknown import ABSENT, NOTHING, OpenList, OpenObject, Unknown

Referring = dict[Resource, list[tuple[Resource, bool]]]
"""By the resource that is referred to: what refers to it, in order, and whether that is in doubt."""


class Named(Protocol):
    """The resources of a world and their names."""

    by_type: dict[str, list[Resource]]
    by_id: dict[str, Resource]
    strong: dict[str, Resource]
    """By ARN or generated id: what is named so wherever it stands."""

    def lookup(self, value: Any, type_name: str, near: Resource | None = None) -> Resource | None:
        """The resource of a type that has a name, where `near` lies."""

    def unnamed(self, type_name: str) -> list[Resource]:
        """The resources of a type whose name is unknown: any text may be it."""

    def is_plain(self, resource: Resource) -> bool:
        """Whether everything is known of a resource."""


class References:
    """The references that the resources of a type hold."""

    def __init__(self, named: Named, type_name: str) -> None:
        """Take the world's names, and the type."""
        self._named = named
        self._type = type_name
        self._near: Resource | None = None
        """The resource that is being read."""
        self._texts: dict[Shape, dict[str, Iterable[str]]] = {}

    def index(self) -> Referring:
        """What each resource is referred to by."""
        found: Referring = {}
        schema = type_schema(self._type)
        shape = schema.root if schema else None
        for resource in self._named.by_type.get(self._type, ()):
            self._near = resource
            plain = self._named.is_plain(resource)
            led = self._in_known(resource.properties, shape) if plain else list(self._in(resource.properties, shape))
            doubts = dict(led)
            if len(doubts) < len(led):
                for target, doubtful in led:
                    doubts[target] = doubts[target] and doubtful
            pairs = (resource, False), (resource, True)
            for target, doubtful in doubts.items():
                if target is not resource:
                    found.setdefault(target, []).append(pairs[doubtful])
        return found

    def _in_known(self, root: Any, shape: Shape | None) -> list[tuple[Resource, bool]]:
        """The same as `_in` for a value of which everything is known."""
        found: list[tuple[Resource, bool]] = []
        strong = self._named.strong
        stack: list[tuple[Any, Shape | None]] = [(root, shape)]
        while stack:
            value, shape = stack.pop()
            if value.__class__ is dict:
                expected = self._expected(shape) if shape is not None else None
                for key, inner in value.items():
                    kind = inner.__class__
                    if kind is str:
                        if inner in strong:
                            found.append((strong[inner], False))
                        elif expected is not None and (types := expected.get(key, expected[""])):
                            found += self._by_name(inner, types, False)
                    elif kind is dict or kind is list:
                        stack.append((inner, shape.properties.get(key, shape.values) if shape is not None else None))
            elif value.__class__ is list:
                items = shape.items if shape is not None else None
                for inner in value:
                    if inner.__class__ is str:
                        if inner in strong:
                            found.append((strong[inner], False))
                        elif items is not None and items.targets:
                            found += self._by_name(inner, items.targets, False)
                    else:
                        stack.append((inner, items))
        return found

    def _expected(self, shape: Shape) -> Mapping[str, Iterable[str]]:
        """By key of an object: the types that a text there may name; under "" those of all keys that the schema does not name."""
        found = self._texts.get(shape)
        if found is None:
            found = {key: inner.targets for key, inner in shape.properties.items()}
            found[""] = shape.values.targets if shape.values is not None else ()
            self._texts[shape] = found
        return found

    def _in(self, root: Any, shape: Shape | None) -> Iterator[tuple[Resource, bool]]:
        """(resource, whether in doubt) of every reference in a value."""
        stack: list[tuple[Any, Shape | None, bool]] = [(root, shape, False)]
        while stack:
            value, shape, doubtful = stack.pop()
            if isinstance(value, OpenObject):
                value = dict(value.known)
            if isinstance(value, dict):
                for key, inner in value.items():
                    stack.append((inner, shape.properties.get(key, shape.values) if shape else None, doubtful))
            elif isinstance(value, list):
                stack.extend((inner, shape.items if shape else None, doubtful) for inner in value)
            elif isinstance(value, OpenList):
                stack.extend((inner, shape.items if shape else None, doubtful or maybe) for inner, maybe in value.items)
                if value.more is not NOTHING:
                    stack.append((value.more, shape.items if shape else None, True))
            elif isinstance(value, Unknown) and value.one_of is not None:
                stack.extend((inner, shape, True) for inner in value.one_of if inner is not ABSENT)
            elif isinstance(value, Unknown):
                yield from self._unknown(value, shape, doubtful)
            elif isinstance(value, str):
                if value in self._named.strong:
                    yield self._named.strong[value], doubtful
                elif shape is not None:
                    yield from self._by_name(value, shape.targets, doubtful)

    def _by_name(self, value: Any, types: Iterable[str], doubtful: bool) -> Iterator[tuple[Resource, bool]]:
        """What a name may be of: a resource that has it, or whichever has a name that is unknown."""
        for type_name in types:
            found = self._named.lookup(value, type_name, self._near)
            if found is not None:
                yield found, doubtful
            else:
                yield from ((candidate, True) for candidate in self._named.unnamed(type_name))

    def _unknown(self, value: Unknown, shape: Shape | None, doubtful: bool) -> Iterator[tuple[Resource, bool]]:
        """What an unknown value refers to: certainly by reference, in doubt wherever the schema expects a reference."""
        if value.reference is not None:
            target = self._named.by_id.get(value.reference.resource)
            if target is not None:
                yield target, doubtful
            return
        references = [part for part in value.parts or () if isinstance(part, Unknown) and part.reference is not None]
        for part in references:
            yield from self._unknown(part, None, doubtful)
        if references or value.redacted is not None or (value.settle or "").startswith("export"):
            return
        for type_name in targets_in(shape):
            found = self._named.lookup(value, type_name, self._near) if type_name != "*" else None
            if found is not None:
                yield found, doubtful
            else:
                yield from ((candidate, True) for candidate in self._all(type_name))

    def _all(self, type_name: str) -> Sequence[Resource]:
        if type_name != "*":
            return self._named.by_type.get(type_name, ())
        return [resource for listed in self._named.by_type.values() for resource in listed]
