"""Two tellings of one resource, brought to what both can know.

A reference of the template becomes what the live resource is called, and a text that names a resource of the case, where its type wants a
name, becomes that resource. What remains is compared as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.cfn_schemas import Shape, type_schema
from scanner.encoding import encode
from scanner.snapshot import Resource
from scanner.unknown import Unknown

NOT_THERE = object()
"""Stands for what one telling does not have."""


class Names:
    """What the live resources of a case are called."""

    def __init__(self, ids: Mapping[str, str], resources: Mapping[str, Resource]) -> None:
        """Take the live ids by logical id, and the live resources by id."""
        self._live = {logical: resources[identity] for logical, identity in ids.items() if identity in resources}
        self._logical: dict[tuple[str, str], str] = {}
        for logical, one in self._live.items():
            for name in (one.id, *(value for value in one.identifiers.values() if isinstance(value, str))):
                self._logical[one.type, name] = logical

    def called(self, logical: str, attribute: str) -> str:
        """What GetAtt or Ref of a live resource gives; AssertionError where its row does not say."""
        one = self._live[logical]
        found = one.identifiers.get(attribute, one.properties.get(attribute))
        if not isinstance(found, str):
            raise AssertionError(f"the row of {one.type} does not say what {attribute} is")
        return found

    def plain(self, value: Any, shape: Shape | None) -> Any:
        """A value as JSON, with names of resources of the case as {"$ref": logical id}."""
        if isinstance(value, dict):
            named: Mapping[str, Shape] = shape.properties if shape is not None else {}
            others = shape.values if shape is not None else None
            return {name: self.plain(item, named.get(name, others)) for name, item in value.items()}
        if isinstance(value, list):
            return [self.plain(item, shape.items if shape is not None else None) for item in value]
        if isinstance(value, Unknown) and value.reference is not None:
            value = self.called(value.reference.resource.rpartition("#")[2], value.reference.attribute)
        elif isinstance(value, Unknown) and value.parts is not None and value.redacted is None:
            parts = [self.plain(part, None) for part in value.parts]
            value = "".join(parts) if all(isinstance(part, str) for part in parts) else value
        if isinstance(value, str):
            for target in sorted(shape.targets) if shape is not None else ():
                if (target, value) in self._logical:
                    return {"$ref": self._logical[target, value]}
            return value
        return encode(value) if isinstance(value, Unknown) else value

    def properties(self, resource: Resource) -> dict[str, Any]:
        """The properties of a resource as JSON."""
        schema = type_schema(resource.type)
        plain = self.plain(resource.properties, schema.root if schema is not None else None)
        return {name: plain[name] for name in sorted(plain)}


def shared(wanted: Any, given: Any, partly: bool = False) -> Any:
    """As much of `given` as `wanted` speaks of: where they agree, it equals `wanted`.

    Members of lists are paired: in order where they agree so, else each with the first that agrees. With `partly`, `given` may have members
    that `wanted` does not name.
    """
    if isinstance(wanted, dict) and isinstance(given, dict):
        return {name: shared(item, given.get(name, NOT_THERE), partly) for name, item in wanted.items()}
    if isinstance(wanted, list) and isinstance(given, list):
        left = list(given)
        found = []
        for item in wanted:
            twin = next((one for one in left if shared(item, one, partly) == item), left[0] if left else NOT_THERE)
            if left:
                left.remove(twin)
            found.append(shared(item, twin, partly))
        return found if partly else [*found, *left]
    return f"missing, instead of {wanted!r}" if given is NOT_THERE else given


def differences(wanted: Any, given: Any, path: str = "") -> list[str]:
    """Where two JSON values differ, a line for each place. What is unknown differs as a whole."""
    if isinstance(wanted, dict) and isinstance(given, dict) and not any(name.startswith("$") for name in (*wanted, *given)):
        names = sorted({*wanted, *given})
        return [
            line
            for name in names
            for line in differences(wanted.get(name, "(nothing)"), given.get(name, "(nothing)"), f"{path}.{name}" if path else name)
        ]
    if isinstance(wanted, list) and isinstance(given, list) and len(wanted) == len(given):
        return [
            line
            for index, (one, other) in enumerate(zip(wanted, given, strict=True))
            for line in differences(one, other, f"{path}[{index}]")
        ]
    return [] if wanted == given else [f"{path}: wanted {wanted!r}, given {given!r}"]
