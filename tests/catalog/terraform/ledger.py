"""What becomes of each argument that the provider's schema has, by the rows alone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from scanner.catalog.terraform.naming import named
from scanner.catalog.terraform.rows import AUTOMATIC, META, Row, Rule
from scanner.cfn_schemas import Shape, type_schema
from scanner.unknown import ARRAY, OBJECT

Block = dict[str, Any]


@cache
def provider() -> dict[str, Any]:
    """The provider's schema: `about`, and arguments by type."""
    found: dict[str, Any] = json.loads(gzip.decompress((Path(__file__).parent / "provider-schema.json.gz").read_bytes()))
    return found


def arguments(block: Block) -> Iterator[tuple[str, Block | None]]:
    """The arguments of a block that can be written, with the blocks among them."""
    for name, inner in block.items():
        if not name.startswith((" ", ".")):
            yield name, inner


def root(type_name: str) -> Shape:
    """The properties of a type."""
    schema = type_schema(type_name)
    assert schema is not None, f"{type_name} has no schema"
    return schema.root


def strays(row: Row, block: Block) -> list[str]:
    """Arguments of a type that its row neither takes nor drops and that no property is called like."""
    own = {name: inner for name, inner in arguments(block) if name != row.fold and (name not in META or name in row.rule.take)}
    found = []
    for name in [name for name in own if name in row.split]:
        inner = own.pop(name)
        split = row.split[name]
        found.extend(_strays(inner or {name: None}, root(split.type), split.rule, split.type, True, f"{name}."))
    return found + _strays(own, top(row), row.rule, row.type, row.automatic, "")


def top(row: Row) -> Shape | None:
    """Where a row's arguments go: the type's properties, or an object among them."""
    shape = root(row.type)
    return shape.at((*row.at, "*") if row.append else row.at) if row.at else shape


def _strays(block: Block, shape: Shape | None, rule: Rule, type_name: str, automatic: bool, prefix: str) -> list[str]:
    found = []
    for name, inner in arguments(block):
        if name in rule.drop or name in rule.explode:
            continue
        own = rule.take.get(name, AUTOMATIC)
        if own.list is not None:
            continue
        if own.spread:
            found.extend(_strays(inner or {}, shape, own, type_name, automatic, f"{prefix}{name}."))
            continue
        path = own.to
        if path is None:
            automatically = _called(name, shape, type_name) if automatic or name in rule.take else None
            if automatically is None:
                found.append(prefix + name)
                continue
            path = (automatically,)
        if inner is None or own.json or own.keep or own.pairs or own.unknown:
            continue
        below = at(shape, path)
        if below is not None and (own.append or (below.items is not None and not below.types & OBJECT)):
            below = below.items
        if own.only is not None:
            inner = inner.get(own.only) or {}
            below = below.items or below if below is not None else None
        if own.wrap is not None and below is not None:
            below, own = below.properties.get(own.wrap), Rule(take=own.take)
            below = below.items or below if below is not None else None
        if below is not None and not below.properties and not own.take:
            continue  # anything may stand there
        found.extend(_strays(inner, below, own, type_name, True, f"{prefix}{name}."))
    return found


def _called(name: str, shape: Shape | None, type_name: str) -> str | None:
    return None if shape is None else named(name, tuple(shape.properties), type_name.rpartition("::")[2])


def at(shape: Shape | None, path: tuple[str, ...]) -> Shape | None:
    """The shape at a path of names; lists are stepped into by themselves."""
    for step in path:
        if shape is None:
            return None
        if step not in shape.properties and shape.items is not None:
            shape = shape.items
        if step in shape.properties:
            shape = shape.properties[step]
        else:
            shape = shape.values
    return shape


def typos(row: Row, block: Block) -> list[str]:
    """Arguments that a row names and that the provider has not got."""
    rules = [(row.rule, block, "")]
    found = [name for name in (row.fold, *row.when) if name is not None and name not in block and name not in META]
    for name, split in row.split.items():
        inner = block.get(name)
        if name not in block:
            found.append(name)
        rules.append((split.rule, inner if inner is not None else {**block, name: None}, f"{name}."))
    while rules:
        rule, inside, prefix = rules.pop()
        if "..." in inside:
            continue
        made = {one.to for one in rule.explode.values()}
        beside = [name for own in rule.take.values() for name in own.unless]
        for name in (*rule.take, *rule.drop, *rule.explode, *beside):
            if (
                name not in inside
                and not _only(inside, name)
                and name not in made
                and name != row.fold
                and name not in inside.get(" computed", ())
            ):
                found.append(prefix + name)
        rules.extend((own.several, inside[name], f"{prefix}{name}.") for name, own in rule.take.items() if own.several and name in inside)
        rules.extend((own, inside[name], f"{prefix}{name}.") for name, own in rule.take.items() if isinstance(inside.get(name), dict))
    return found


def _only(inside: Block, name: str) -> bool:
    """Whether the one block of a block has an argument."""
    blocks = [one for one in inside.values() if isinstance(one, dict)]
    return len(blocks) == 1 and name in blocks[0]


def misplaced(row: Row) -> list[str]:
    """Properties that a row gives and that the CloudFormation type has not got."""
    found = _misplaced(row.rule, top(row), "") if top(row) is not None else [".".join(row.at)]
    found += [path for path in row.hides if not _there(root(row.type), tuple(path.replace("[]", "").split(".")))]
    for name, split in row.split.items():
        inner = root(split.type)
        found.extend(_misplaced(split.rule, inner, f"{name}: "))
        if split.parent not in inner.properties:
            found.append(f"{name}: {split.parent}")
    return found


def _misplaced(rule: Rule, shape: Shape | None, prefix: str) -> list[str]:
    found = []
    if shape is not None and shape.items is not None and not shape.properties:
        shape = shape.items
    made = {one.to for one in rule.explode.values()}
    for path in (*rule.const, *rule.defaults, *((name,) for name in made if name not in rule.take)):
        if not _there(shape, path):
            found.append(prefix + ".".join(path))
    for name, own in rule.take.items():
        found.extend(prefix + ".".join(path) for path in own.also if not _there(shape, path))
        if own.list is not None:
            if not _there(shape, (own.list,)):
                found.append(prefix + own.list)
            continue
        if own.spread:
            found.extend(_misplaced(own, shape, prefix))
            continue
        path = own.to or ()
        if not _there(shape, path):
            found.append(prefix + ".".join(path))
            continue
        below = at(shape, path) if path else (shape.properties.get(_called(name, shape, "") or "") if shape is not None else None)
        if own.wrap is not None:
            inner = below.items if below is not None and below.items is not None else below
            if not _there(inner, (own.wrap,)):
                found.append(f"{prefix}{'.'.join(path)}.{own.wrap}")
            continue
        if below is not None and (own.take or own.const or own.defaults or own.explode):
            found.extend(_misplaced(own, below.items if below.types & ARRAY and below.items is not None else below, f"{prefix}{name}: "))
    return found


def _there(shape: Shape | None, path: tuple[str, ...]) -> bool:
    """Whether values may stand at a path of names."""
    if "Runtime" in path:
        return True
    for step in path:
        if shape is None:
            return False
        if step not in shape.properties and shape.items is not None and not shape.properties:
            shape = shape.items
        if not shape.properties and shape.values is None and shape.items is None and not shape.types & ~(OBJECT | ARRAY):
            return True  # anything goes below
        found = shape.properties.get(step, shape.values)
        if found is None:
            return False
        shape = found
    return True
