"""What is known of a resource that the world cannot see: its type, and so the types of what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.cfn_schemas import Shape, type_schema
from scanner.unknown import ABSENT, ANY, ARRAY, OBJECT, OpenList, OpenObject, Unknown

DEPTH = 6
"""How many levels of a type's schema a summary follows."""
NODES = 3000
"""How many values a summary may hold; beyond, only their types are told."""


def unseen(type_name: str, cause: Unknown, names: frozenset[str] | None = None) -> Any:
    """The summary of any number of resources of a type: an object whose properties have the types that its schema gives them.

    With `names` only properties of these names are told (those that expressions read); of the others nothing is.
    """
    schema = type_schema(type_name)
    if schema is None or not schema.root.properties:
        return cause
    return _Summary(cause, names).object_of(schema.root.properties, DEPTH)


class _Summary:
    """Makes one summary. No two places share an Unknown: the same object would be the same value."""

    def __init__(self, cause: Unknown, names: frozenset[str] | None) -> None:
        self.cause = cause
        self.names = names
        self.nodes = 0

    def object_of(self, properties: Mapping[str, Shape], depth: int) -> OpenObject:
        """An object with properties that each may be there."""
        told = properties if self.names is None else [name for name in properties if name in self.names]
        known = {name: self.optional(properties[name], depth - 1) for name in told}
        return OpenObject(known, open=True, reason=self.cause.reason, causes=(self.cause,))

    def optional(self, shape: Shape, depth: int) -> Unknown:
        """A property that may be there, with a value of its shape."""
        self.nodes += 1
        types = shape.types or ANY
        if depth > 0 and self.nodes < NODES:
            if types == OBJECT and shape.properties:
                return self.unknown(one_of=(self.object_of(shape.properties, depth), ABSENT))
            if types == ARRAY and shape.items is not None:
                return self.unknown(one_of=(self.members(shape.items, depth - 1), ABSENT))
        return self.unknown(types=types, may_be_absent=True)

    def members(self, shape: Shape, depth: int) -> OpenList:
        """A list of which no member is seen."""
        types = shape.types or ANY
        expands = depth > 0 and types == OBJECT and bool(shape.properties) and self.nodes < NODES
        more: Any = self.object_of(shape.properties, depth) if expands else self.unknown(types=types)
        return OpenList(more=more, reason=self.cause.reason, causes=(self.cause,))

    def unknown(self, **fields: Any) -> Unknown:
        """An Unknown that hangs on the cause."""
        return Unknown(self.cause.reason, settle=self.cause.settle, causes=(self.cause,), **fields)
