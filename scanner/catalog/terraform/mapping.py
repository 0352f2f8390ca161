"""One resource of the provider as properties of CloudFormation, with a ledger: every argument is taken, dropped for a reason, or unmapped.

What is unmapped may be what a property says that nothing else gave: such properties are unknown, never absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.arguments import Mapped, Work
from scanner.catalog.terraform.exploding import exploded, settled
from scanner.catalog.terraform.rows import META, Row
from scanner.catalog.terraform.tags import tag
from scanner.catalog.terraform.values import present, put
from scanner.cfn_schemas import type_schema
from scanner.unknown import ANY, Unknown


def map_resource(declared: Declared, row: Row) -> Mapped:
    """The properties of a resource by a row of its type."""
    return _mapped(declared, row, declared.values)


def map_each(declared: Declared, row: Row) -> list[tuple[Mapped, Any]]:
    """What a resource becomes, with whether it is there: one, or one for each element of the lists that its row explodes."""
    if not row.rule.explode:
        return [(map_resource(declared, row), True)]
    found = []
    for item in exploded(declared.values, row.rule, declared):
        values, exists = present(settled(item))
        if values is not None:
            found.append((_mapped(declared, row, values), exists))
    return found


def _mapped(declared: Declared, row: Row, given_values: Mapping[str, Any]) -> Mapped:
    mapped = Mapped(row, declared)
    schema = type_schema(row.type)
    work = Work(row, mapped)
    taken = row.rule.take
    values = {
        name: value
        for name, value in given_values.items()
        if name not in row.split and (name != row.fold or name in taken) and (name not in META or name in taken)
    }
    tag(values, declared.default_tags, row)
    shape = schema.root if schema else None
    if row.at:
        below = shape.at((*row.at, "*") if row.append else row.at) if shape is not None else None
        inner: dict[str, Any] = {}
        work.members(values, below, row.rule, (), inner, (*row.at, 0) if row.append else row.at)
        put(mapped.properties, row.at, [inner] if row.append else inner)
    else:
        work.members(values, shape, row.rule, (), mapped.properties, ())
    if row.fold is None:
        open_up(mapped, mapped.properties)
    return mapped


def map_split(declared: Declared, row: Row, name: str, place: int, value: Mapping[str, Any]) -> Mapped:
    """The properties of a resource that stands inline in another; the name of its parent is not among them."""
    split = row.split[name]
    inner = Row(row.kind, split.type, split.rule, file=row.file, line=row.line)
    mapped = Mapped(inner, declared)
    schema = type_schema(split.type)
    Work(inner, mapped).members(dict(value), schema.root if schema else None, split.rule, (name, place), mapped.properties, ())
    open_up(mapped, mapped.properties)
    return mapped


def open_up(mapped: Mapped, properties: dict[str, Any]) -> None:
    """Where something is unmapped, what no argument gave is unknown: a property of the type, or of the object that it stands in."""
    schema = type_schema(mapped.row.type)
    if not mapped.unmapped or schema is None:
        return
    names = sorted({".".join(str(step) for step in pointer if isinstance(step, str)) for pointer in mapped.unmapped})
    reason = f"{mapped.declared.kind} {names[0]} is not modelled"
    for name, shape in schema.root.properties.items():
        if name not in properties and name != "Runtime":
            properties[name] = Unknown(reason, types=shape.types or ANY, may_be_absent=True, settle="a plan or an account")
