"""The body of a resource as values, and where each of them stands."""

from __future__ import annotations

from typing import Any

from scanner.errors import DocumentError
from scanner.snapshot import Location, Pointer
from scanner.sources.choices import graft
from scanner.sources.terraform.code import META
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import spread
from scanner.sources.terraform.instances import ANY_KEY, expand
from scanner.sources.terraform.nodes import Block, Body, Call, Expression, File, Literal, Name, Object, Tuple
from scanner.sources.terraform.scope import BLOCK, Scope
from scanner.sources.values import grow, impossible, leaves_of
from scanner.unknown import ABSENT, NOTHING, OpenList, Unknown

ENCODERS = frozenset({"jsonencode", "tolist", "toset", "tomap", "yamlencode", "base64encode"})
"""Functions whose argument's parts are found again in their result."""
NONE: frozenset[str] = frozenset()


def values_of(body: Body, scope: Scope, passed_over: frozenset[str] = META) -> tuple[dict[str, Any], list[DocumentError]]:
    """The arguments of a body and its nested blocks (each a list of objects, as several may stand), and what in it cannot be meant.

    What steers Terraform is passed over; in nested blocks nothing does, there `provider` and `count` are arguments like others.
    """
    values: dict[str, Any] = {}
    errors: list[DocumentError] = []
    for name, argument in body.arguments.items():
        if name in passed_over:
            continue
        try:
            values[name] = evaluate(argument.value, scope)
        except DocumentError as error:
            errors.append(error)
            values[name] = impossible(error)
    for block in body.blocks:
        if block.type in passed_over or block.type == "dynamic":
            continue
        inner, more = values_of(block.body, scope, NONE)
        errors.extend(more)
        _append(values, block.type, [inner], NOTHING, "")
    for block in body.of("dynamic"):
        errors.extend(_dynamic(block, scope, values))
    return values, errors


def _append(values: dict[str, Any], name: str, items: list[Any], more: Any, reason: str) -> None:
    """Put nested blocks behind those of their name."""
    before = values.get(name)
    listed = before if isinstance(before, list) else []
    if isinstance(before, OpenList):
        both = (*before.items, *((item, False) for item in items))
        rest = before.more if more is NOTHING else more if before.more is NOTHING else Unknown(reason)
        values[name] = OpenList(both, rest, reason=before.reason or reason)
    elif more is NOTHING:
        values[name] = [*listed, *items]
    else:
        values[name] = OpenList(tuple((item, False) for item in (*listed, *items)), more, reason=reason)


def _dynamic(block: Block, scope: Scope, values: dict[str, Any]) -> list[DocumentError]:
    """The blocks that a `dynamic` block makes. Terraform Language, "dynamic Blocks"."""
    content = next(iter(block.body.of("content")), None)
    if not block.labels or content is None or "for_each" not in block.body.arguments:
        return [scope.wrong("a dynamic block has a label, for_each and content", block.span)]
    name = block.labels[0]
    stated = block.body.arguments.get("iterator")
    iterator = stated.value.name if stated is not None and isinstance(stated.value, Name) else name
    errors: list[DocumentError] = []

    def make(key: Any, inner: Scope) -> Any:
        each = inner.given.get("each", {"key": key, "value": key})
        found, more = values_of(content.body, scope.within(**{iterator: each}), NONE)
        errors.extend(more)
        return found

    listed = _listed(block, scope)
    if isinstance(listed, list):
        made: list[Any] = []
        for place, item in enumerate(listed):
            scope.run.spend(BLOCK)
            found, more = values_of(content.body, scope.within(**{iterator: {"key": place, "value": _present(item)}}), NONE)
            errors.extend(more)
            made.append(_optional(item, found))
        _append(values, name, made, NOTHING, "")
        return errors
    instances = expand(block, scope, ("dynamic", scope.file.name, block.span), make)
    known = [
        graft(one.exists, one.object, ABSENT) if one.exists is not True else one.object for one in instances.items if one.key != ANY_KEY
    ]
    rest = instances.open
    _append(values, name, known, NOTHING if rest is None else rest.object, instances.reason)
    return errors


def _listed(block: Block, scope: Scope) -> Any:
    """for_each of a dynamic block where it is a list: there it may hold anything, not only texts."""
    try:
        value = evaluate(block.body.arguments["for_each"].value, scope)
    except DocumentError:
        return None
    value = spread(value)
    return value if isinstance(value, list) else None


def _present(item: Any) -> Any:
    """The value of an element where it is there."""
    if isinstance(item, Unknown) and item.one_of is not None and ABSENT in leaves_of(item):
        left = [leaf for leaf in leaves_of(item) if leaf is not ABSENT]
        return left[0] if len(left) == 1 else item
    return item


def _optional(item: Any, made: Any) -> Any:
    if isinstance(item, Unknown) and item.one_of is not None and ABSENT in leaves_of(item):
        return grow(item, [ABSENT if one is ABSENT else _optional(one, made) for one in item.one_of])
    return made


def places_of(body: Body, passed_over: frozenset[str] = META) -> dict[Pointer, Location]:
    """Where the values of a body stand, as far as they are written there: arguments, nested blocks, and the parts of written objects."""
    found: dict[Pointer, Location] = {}
    counts: dict[str, int] = {}
    for argument in body.arguments.values():
        if argument.name not in passed_over:
            found[(argument.name,)] = argument.file.location(argument.span)
            _written(argument.value, (argument.name,), argument.file, found)
    for block in body.blocks:
        inner = block
        if block.type in passed_over:
            continue
        if block.type == "dynamic":
            content = next(iter(block.body.of("content")), None)
            if content is None or not block.labels:
                continue
            inner = Block(block.labels[0], (), content.body, block.span, block.file)
        place = counts.get(inner.type, 0)
        counts[inner.type] = place + 1
        found[(inner.type, place)] = block.file.location(block.span)
        found.setdefault((inner.type,), block.file.location(block.span))
        for pointer, location in places_of(inner.body, NONE).items():
            found[(inner.type, place, *pointer)] = location
    return found


def _written(node: Expression, pointer: Pointer, file: File, found: dict[Pointer, Location], depth: int = 0) -> None:
    if depth > 60:
        return
    if isinstance(node, Call) and node.name in ENCODERS and node.arguments:
        _written(node.arguments[0], pointer, file, found, depth + 1)
    elif isinstance(node, Object):
        for key, value in node.items:
            if isinstance(key, Literal):
                name = str(key.value)
                line, column = key.span[:2]
                found[(*pointer, name)] = file.location((line, column, value.span[2], value.span[3]))
                _written(value, (*pointer, name), file, found, depth + 1)
    elif isinstance(node, Tuple):
        for place, item in enumerate(node.items):
            found[(*pointer, place)] = file.location(item.span)
            _written(item, (*pointer, place), file, found, depth + 1)
