"""Fn::FindInMap: the value of a cell, or where a key is not known the choice between the cells that it may be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from scanner.documents import Mapping, Node, Scalar
from scanner.errors import DocumentError
from scanner.sources.cloudformation.nodes import call_of, elements, mistake
from scanner.sources.values import LEAVES, as_text, bounded, choose, grow, key_of, lift
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NUMBER, STRING, Unknown

if TYPE_CHECKING:
    from scanner.sources.cloudformation.stack import Stack


def find_in_map(stack: Stack, node: Node) -> Any:
    """`[map, top-level key, second-level key, {DefaultValue: ...}]`; a key that is not in the map is an error at the call."""
    items = elements(node, "Fn::FindInMap", 3, 4)
    default: Node | None = None
    if len(items) == 4:
        default = items[3].get("DefaultValue") if isinstance(items[3], Mapping) else None
        if default is None:
            raise mistake("the fourth argument of Fn::FindInMap is a mapping with DefaultValue", items[3])
    keys = [stack.resolve(item) for item in items[:3]]
    return lift(keys, lambda values: _cell(stack, values, default, node))


def _cell(stack: Stack, values: list[Any], default: Node | None, node: Node) -> Any:
    texts = [as_text(value) for value in values]
    name, top, second = texts
    if name is None or top is None or second is None:
        raise mistake("the map and the keys of Fn::FindInMap are texts", node)
    if isinstance(name, Unknown):
        return _opaque(name, values)
    table = stack.mappings.get(name)
    if not isinstance(table, Mapping):
        if default is not None:
            return stack.resolve(default)
        raise mistake(f'map "{name}" is declared nowhere{stack.hint(name, stack.mappings)}', node)

    resolved: list[Any] = []

    def missing(error: _NoKeyError) -> Any:
        if default is None:
            raise error
        if not resolved:
            resolved.append(stack.resolve(default))
        return resolved[0]

    stack.spend(len(table.entries) if isinstance(top, Unknown) else 1, node)
    room = LEAVES // (len(table.entries) + 1) if isinstance(top, Unknown) else LEAVES

    def row(key: str, cells: Node) -> Any:
        if not isinstance(cells, Mapping):
            raise mistake(f'"{key}" of map "{name}" is a mapping', cells)
        return _among((name, key), cells, second, lambda _, cell: _literal(stack, cell), missing, room)

    try:
        return _among((name,), table, top, row, missing, LEAVES)
    except _NoKeyError as error:
        raise mistake(error.message + stack.hint(error.name, error.table.keys()), node) from None


class _NoKeyError(DocumentError):
    """A key that a map does not have."""

    def __init__(self, path: tuple[str, ...], key: str | None, table: Mapping) -> None:
        what = f'map "{path[0]}"' if len(path) == 1 else f'"{path[1]}" of map "{path[0]}"'
        super().__init__(f"{what} has no key that can be meant" if key is None else f'{what} has no key "{key}"')
        self.name = key or ""
        self.table = table


def _among(
    path: tuple[str, ...],
    table: Mapping,
    key: str | Unknown,
    read: Callable[[str, Any], Any],
    missing: Callable[[_NoKeyError], Any],
    room: int,
) -> Any:
    """The entry of a key; for an unknown key a choice between all entries and, last, what stands for a key that is missing.

    The same unknown key in the same map chooses the same entry. An entry that no deployment can choose (a key that does not fit, a
    cell that is missing) only holds its place: any possible value stands there. Beyond `room` outcomes the value is just unknown.
    """
    if isinstance(key, str):
        found = table.get(key)
        return missing(_NoKeyError(path, key, table)) if found is None else read(key, found)
    if len(table.entries) >= room:
        return _opaque(key, [*path, key])
    values: list[Any] = []
    for name, item in table.entries:
        fits = name.text.startswith(key.prefix) and name.text.endswith(key.suffix)
        values.append(_or_absent(partial(read, name.text, item)) if fits else ABSENT)
    values.append(_or_absent(partial(missing, _NoKeyError(path, None, table))))
    possible = [value for value in values if value is not ABSENT]
    if not possible:
        raise _NoKeyError(path, None, table)
    selector = ("key", *path, key_of(key))
    choice = Unknown(reason=key.reason, one_of=(), selector=selector, settle=key.settle, sensitive=key.sensitive)
    alternatives = [choose(possible[0] if value is ABSENT else value, selector, index) for index, value in enumerate(values)]
    return bounded(grow(choice, alternatives))


def _or_absent(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except _NoKeyError:
        return ABSENT


def _opaque(key: Unknown, path: list[Any]) -> Unknown:
    bits = STRING | NUMBER | BOOLEAN | ARRAY
    return Unknown(reason=key.reason, types=bits, identity=("map", *map(key_of, path)), settle=key.settle, sensitive=key.sensitive)


def _literal(stack: Stack, node: Node) -> Any:
    """A cell: a text, number or boolean, or a list of them."""
    if isinstance(node, Mapping) or call_of(node) is not None:
        raise mistake("a value in Mappings is a text or a list of texts", node)
    if isinstance(node, Scalar):
        return stack.resolve(node)
    return [_literal(stack, item) for item in node.items]
