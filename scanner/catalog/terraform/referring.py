"""References by the provider's attributes become references by CloudFormation's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from scanner.canonical import Base64
from scanner.catalog.declared import Declared
from scanner.catalog.terraform.rows import Made, rows_of
from scanner.encoding import text_value
from scanner.unknown import OpenList, OpenObject, Unknown, reference

LINKS = 20
"""Satellites that name one another."""
ATTRIBUTES = {"id": "Ref", "arn": "Arn"}
"""What attributes are called where a row does not say otherwise; other names are CloudFormation's but for case."""


@cache
def called(kind: str, name: str) -> str:
    """What an attribute of a provider's type is called in CloudFormation."""
    for row in rows_of(kind):
        if name in row.names:
            return row.names[name]
    return ATTRIBUTES.get(name) or "".join(word[:1].upper() + word[1:] for word in name.split("_"))


@cache
def named(kind: str) -> tuple[str, ...]:
    """The attributes of a provider's type that name a resource of it."""
    listed = [name for row in rows_of(kind) for name, attribute in row.names.items() if not attribute.startswith("=")]
    return tuple(dict.fromkeys([*ATTRIBUTES, *listed]))


class Names:
    """References by the provider's attributes become references by CloudFormation's."""

    def __init__(self, kinds: Mapping[str, Declared]) -> None:
        """Take the resources of the root, by id."""
        self.kinds = kinds
        self.made: dict[str, Made] = {}
        """What AWS makes with resources and others refer to, by the id that it gets."""
        self._adopted = dict(adopted(kinds.values()))

    def attribute(self, resource: str, name: str) -> str:
        """What an attribute is called in CloudFormation."""
        declared = self.kinds.get(resource)
        if declared is not None:
            return called(declared.kind, name)
        return called("", name)

    def meant(self, value: Any) -> Any:
        """What a reference to a satellite's attribute stands for: what the satellite's argument holds."""
        for _ in range(LINKS):
            if not isinstance(value, Unknown) or value.reference is None:
                break
            attribute = self.attribute(value.reference.resource, value.reference.attribute)
            if not attribute.startswith("="):
                break
            value = self.kinds[value.reference.resource].values.get(attribute[1:])
        else:
            return value.but(reference=None) if isinstance(value, Unknown) else value
        return value

    def rewritten(self, value: Any) -> Any:
        """A value with its references rewritten."""
        if isinstance(value, dict):
            return {name: self.rewritten(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.rewritten(item) for item in value]
        if isinstance(value, Unknown):
            return self.unknown(value)
        if isinstance(value, OpenList):
            items = tuple((self.rewritten(item), missing) for item, missing in value.items)
            return OpenList(items, self.rewritten(value.more), value.ordered, value.nonempty, value.reason, value.causes)
        if isinstance(value, Base64):
            return Base64(self.rewritten(value.text))
        if isinstance(value, OpenObject):
            return OpenObject({name: self.rewritten(item) for name, item in value.known.items()}, value.open, value.reason, value.causes)
        return value

    def unknown(self, value: Unknown) -> Any:
        """An unknown value."""
        if value.reference is not None:
            resource = value.reference.resource
            attribute = self.attribute(resource, value.reference.attribute)
            if attribute.startswith("="):
                meant = self.meant(value)
                return self.rewritten(meant) if meant is not value and meant is not None else value.but(reference=None)
            known = self._adopted.get((resource, value.reference.attribute)) or self._made(resource, value.reference.attribute)
            if known is not None:
                return reference(known, "Ref")
            made = reference(resource, attribute, value.types)
            return made.but(sensitive=value.sensitive, may_be_absent=value.may_be_absent)
        if value.one_of is not None:
            return value.but(one_of=tuple(self.rewritten(one) for one in value.one_of))
        if value.parts is not None:
            return text_value([self.rewritten(part) for part in value.parts]).but(
                sensitive=value.sensitive, may_be_absent=value.may_be_absent
            )
        return value

    def _made(self, resource: str, attribute: str) -> str | None:
        """The id of what AWS makes with a resource and an attribute of it names; None where it is no such attribute."""
        declared = self.kinds.get(resource)
        for row in rows_of(declared.kind) if declared is not None else ():
            made = row.made.get(attribute)
            if made is not None:
                own = f"{resource}.{made.name}"
                self.made[own] = made
                return own
        return None


def adopted(declared: Iterable[Declared]) -> Iterator[tuple[tuple[str, str], str]]:
    """What AWS makes with a resource and another resource of the root takes over: (resource, attribute) -> the other's id."""
    for one in declared:
        for row in rows_of(one.kind):
            for name, rule in row.rule.take.items():
                value = one.values.get(name)
                if rule.owner and isinstance(value, Unknown) and value.reference is not None:
                    yield from (
                        ((value.reference.resource, other), one.id) for other in (value.reference.attribute, *row.rule.take[name].aliases)
                    )
