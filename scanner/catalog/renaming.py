"""Plans at work: values in the API's spelling become values in CloudFormation's. Each plan is made into closures once.

What the API gives as empty for what is not set (an empty list, text or map) is absent, unless CloudFormation documents a default for
the property: then empty is another value than absent. An empty structure stays: some say something by being there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from scanner.catalog.formulas import OPEN, opaque
from scanner.catalog.functions import SETTLE
from scanner.unknown import Unknown

Rename = Callable[[Any], Any]
OWN_TAG: Final = "aws:"
"""Before the keys of tags that AWS sets: nobody writes them."""
_KEYS: Final = ("Key", "key", "TagKey", "tagKey")
_VALUES: Final = ("Value", "value", "TagValue", "tagValue")


def renaming(nodes: Sequence[Any]) -> list[Rename | None]:
    """The closure of each node of a plan; None for what stays as it is (no node but the first leads there)."""
    made: list[Rename | None] = [None] * len(nodes)
    for place, node in enumerate(nodes):
        made[place] = _closure(node, made)
    return made


def _closure(node: Any, made: list[Rename | None]) -> Rename | None:
    if "members" in node:
        return _structure(node["members"], node["unread"], made)
    if "any" in node:
        return _unmodelled(node["any"], made)
    if "list" in node:
        return _list(node["list"], made)
    if "map" in node:
        return _map(node["map"], made)
    return _tag_list if node["tags"] == "list" else _tag_map


def unread(name: str) -> Unknown:
    """The value of a property that no answer shows: a new one each time, for what two resources hold need not be equal."""
    return Unknown(f"{name} is not shown by a live account", may_be_absent=True, settle=SETTLE)


def _structure(members: Sequence[Any], missing: Sequence[str], made: list[Rename | None]) -> Rename:
    def rename(value: Any) -> Any:
        if value.__class__ is not dict:
            return opaque(value)
        result: dict[str, Any] = {}
        for name, member, node, keep in members:
            found = value.get(member)
            if found is None or (not keep and (found == "" or found == [])):
                continue
            if node:
                found = made[node](found)
                if found is None:
                    continue
            elif found.__class__ in OPEN:
                found = opaque(found)
            result[name] = found
        for name in missing:
            result[name] = unread(name)
        return result

    return rename


def _unmodelled(members: Mapping[str, Sequence[Any]], made: list[Rename | None]) -> Rename:
    def rename(value: Any) -> Any:
        if value.__class__ is not dict:
            return opaque(value)
        result: dict[str, Any] = {}
        for member, found in value.items():
            known = members.get(member.lower())
            if known is None or found is None:
                continue
            name, node, keep = known
            if not keep and (found == "" or found == []):
                continue
            result[name] = made[node](found) if node else opaque(found)
        return result

    return rename


def _list(node: int, made: list[Rename | None]) -> Rename:
    def rename(value: Any) -> Any:
        if value.__class__ is not list:
            return opaque(value)
        inner = made[node]
        return [inner(item) for item in value] if inner is not None else value

    return rename


def _map(node: int, made: list[Rename | None]) -> Rename:
    def rename(value: Any) -> Any:
        if value.__class__ is not dict:
            return opaque(value)
        inner = made[node] if node else None
        return ({key: inner(item) for key, item in value.items()} if inner is not None else value) or None

    return rename


def _pairs(value: Any) -> list[tuple[str, dict[str, Any]]] | None:
    """(key, the tag as given) of tags as a list or as a map; None where they are neither."""
    if value.__class__ is dict:
        return [(key, {"Key": key, "Value": item}) for key, item in value.items()]
    if value.__class__ is not list or not all(item.__class__ is dict for item in value):
        return None
    return [(next((item[name] for name in _KEYS if name in item), ""), item) for item in value]


def _tag_list(value: Any) -> Any:
    pairs = _pairs(value)
    if pairs is None:
        return opaque(value)
    tags = []
    for key, item in pairs:
        if not key.startswith(OWN_TAG):
            others = {name: one for name, one in item.items() if name == "PropagateAtLaunch"}
            tags.append({"Key": key, "Value": next((item[name] for name in _VALUES if name in item), ""), **others})
    return tags or None


def _tag_map(value: Any) -> Any:
    pairs = _pairs(value)
    if pairs is None:
        return opaque(value)
    tags = {key: next((item[name] for name in _VALUES if name in item), "") for key, item in pairs}
    return {key: item for key, item in tags.items() if not key.startswith(OWN_TAG)} or None
