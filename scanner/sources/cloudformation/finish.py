"""The last step on a resource's resolved properties: dynamic references, lists of unknown length, and where each part stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.records import replace
from scanner.snapshot import Location, Pointer
from scanner.sources.cloudformation.nodes import OPENING
from scanner.unknown import ABSENT, ARRAY, STRING, OpenList, OpenObject, Unknown


def finish(value: Any) -> Any:
    """A value with its dynamic references as unknown texts and availability zones as an open list. Containers change in place."""
    if isinstance(value, dict):
        for name, item in value.items():
            value[name] = finish(item)
    elif isinstance(value, list):
        value[:] = [finish(item) for item in value]
    elif isinstance(value, OpenObject):
        return replace(value, known=finish(dict(value.known)))
    elif isinstance(value, str):
        return _dynamic(value) if OPENING in value else value
    elif isinstance(value, Unknown):
        return _finish_unknown(value)
    return value


def _finish_unknown(value: Unknown) -> Any:
    if value.one_of is not None:
        done = tuple(item if item is ABSENT else finish(item) for item in value.one_of)
        return value if all(new is old for new, old in zip(done, value.one_of, strict=True)) else value.but(one_of=done, identity=None)
    if value.parts is not None:
        return _dynamic(value) if any(OPENING in part for part in value.parts if isinstance(part, str)) else value
    if value.types == ARRAY and isinstance(value.identity, tuple) and value.identity[0] == "zones":
        zone = Unknown(reason=value.reason, types=STRING, truthy=True, settle=value.settle)
        return OpenList(more=zone, ordered=False, nonempty=True, reason=value.reason)
    return value


def _dynamic(value: str | Unknown) -> Any:
    from scanner.sources.cloudformation.dynamic import resolve_dynamic

    return resolve_dynamic(value)


def places_of(root: dict[str, Any], places: Mapping[int, tuple[Any, dict[str | int, Location]]]) -> dict[Pointer, Location]:
    """Where each part of resolved properties stands, by pointer. What a map or a parameter gave has none below its own."""
    found: dict[Pointer, Location] = {}
    pending: list[tuple[Any, Pointer]] = [(root, ())]
    while pending:
        container, pointer = pending.pop()
        kept = places.get(id(container))
        for step, place in kept[1].items() if kept is not None else ():
            found[(*pointer, step)] = place
        entries = container.items() if isinstance(container, dict) else enumerate(container)
        pending.extend((item, (*pointer, step)) for step, item in entries if isinstance(item, (dict, list)))
    return found
