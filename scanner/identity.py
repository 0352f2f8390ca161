"""What names a part and a finding for ever: never a line, never an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scanner import lean_json
from scanner.digests import digest
from scanner.snapshot import Resource
from scanner.unknown import Unknown
from scanner.world import World

NAMES = ("Name", "Sid", "Id")


def part_key(world: World, item: Any) -> str:
    """The key of a judged part: the resource's id where it is a resource, else Name, Sid, Id, else its content."""
    resource: Resource | None = world.of(item)
    if resource is not None:
        return resource.id
    if isinstance(item, dict):
        for name in NAMES:
            if isinstance(item.get(name), str):
                return str(item[name])
    if isinstance(item, str):
        return item
    from scanner.encoding import encode

    return lean_json.dumps(by_kind(encode(item)), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def by_kind(value: Any) -> Any:
    """Encoded JSON in which a redacted value counts only by its kind: its hash changes with the run's key."""
    if isinstance(value, dict):
        redacted = value.get("$redacted")
        if isinstance(redacted, dict):
            return {"$redacted": redacted.get("kind")}
        return {key: by_kind(inner) for key, inner in value.items() if not (key == "id" and is_hash(inner))}
    return [by_kind(inner) for inner in value] if isinstance(value, list) else value


def is_hash(identity: Any) -> bool:
    """Whether an identity is that of a redacted value: it hangs on the run's key."""
    return isinstance(identity, list) and any(item == "redacted" or is_hash(item) for item in identity)


def fingerprint(policy: str, resource: str, key: str, clauses: Sequence[str]) -> str:
    """`plimsoll/v1`: SHA-256, as 64 hexadecimal digits, of policy id, resource id, part key and the clauses that decided."""
    quoted = lean_json.quoted
    text = f'["plimsoll/v1",{quoted(policy)},{quoted(resource)},{quoted(key)},[{",".join(map(quoted, clauses))}]]'
    return digest(text)


def unseen_fingerprint(policy: str, resource: str, type_name: str, region: str | None) -> str:
    """Of a finding that says: resources of a type were not all read in a place, so a policy cannot be judged there."""
    return fingerprint(policy, resource, f"{type_name} {region or ''}", ("unseen",))


def short(resource_id: str) -> str:
    """A resource's name for people: the address within its world, or the end of its ARN."""
    if "#" in resource_id:
        return resource_id.rsplit("#", 1)[-1]
    return resource_id.split(":", 5)[-1] if resource_id.startswith("arn:") else resource_id


def shown(value: Any) -> str:
    """A value in a message: lists joined by ", ", what is unknown as its reason, what is sensitive as (sensitive)."""
    if isinstance(value, Unknown):
        if value.sensitive or value.redacted is not None:
            return "(sensitive)"
        if value.reference is not None:
            name = short(value.reference.resource)
            return name if value.reference.attribute == "Ref" else f"{name}.{value.reference.attribute}"
        if value.parts:
            return "".join(part if isinstance(part, str) else "${" + shown(part) + "}" for part in value.parts)
        return f"({value.reason})"
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value) or "none"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    items = getattr(value, "items", None)
    if isinstance(items, tuple):
        return ", ".join(shown(item) for item, _ in items) + (", and perhaps more" if getattr(value, "more", None) is not None else "")
    from scanner.encoding import encode

    return lean_json.dumps(encode(value), ensure_ascii=False, sort_keys=True)
