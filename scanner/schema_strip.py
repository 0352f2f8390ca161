"""From a resource's JSON Schema to the little that judging needs: a packed tree with shared definitions, never narrower than its source.

A packed node is a dict of short keys, absent where nothing is said: `t` types (bits of `unknown.NULL`..), `i` integer, `p` properties,
`l` items, `v` values (pattern or additional properties), `c` closed (no other keys), `r` required, `e` enum, `f` formats, `u` unordered,
`j` may be JSON text, `$` the name of a shared definition (alone in its node, save for `f`).

`anyOf` and `oneOf` are joined (types, properties, formats united; required intersected), `allOf` and siblings are laid over one another;
conditions (`if`, `not`, dependencies) are left out. What remains accepts everything that the source accepts.
"""

from __future__ import annotations

from typing import Any

from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

Node = dict[str, Any]

TYPES = {"null": NULL, "boolean": BOOLEAN, "integer": NUMBER, "number": NUMBER, "string": STRING, "array": ARRAY, "object": OBJECT}
"""JSON Schema's types as bits."""

LIMIT = 10_000
"""Joined definitions per type beyond which a join becomes "anything" (no real type comes near)."""


class Stripper:
    """Strips one type's schema; joined definitions get names of their own, so that recursive ones end."""

    def __init__(self, schema: dict[str, Any]) -> None:
        """Take the whole schema, whose `definitions` the references speak of."""
        self.schema = schema
        self.source: dict[str, Any] = schema.get("definitions", {})
        self.done: dict[str, Node] = {}

    def strip(self) -> Node:
        """The packed type: `root`, `d` (the definitions it needs), `k` (primary identifier), `w` (read-only), as dotted names."""
        root = self.node({key: value for key, value in self.schema.items() if key != "definitions"})
        root["t"] = OBJECT
        packed: Node = {"root": root, "d": self.done}
        packed["k"] = [dotted(pointer) for pointer in self.schema.get("primaryIdentifier", [])]
        packed["w"] = sorted({dotted(pointer) for pointer in self.schema.get("readOnlyProperties", [])})
        return packed

    def node(self, schema: Any, *, branch: bool = False) -> Node:
        """One schema as a packed node. In a branch of a union, properties alone do not mean an object."""
        if not isinstance(schema, dict):
            return {}
        found = self.own(schema, branch=branch)
        for part in schema.get("allOf", ()):
            found = self.overlay(found, self.node(part, branch=True))
        for key in ("anyOf", "oneOf"):
            parts = [self.node(part, branch=True) for part in schema.get(key, ())]
            if parts:
                joined = parts[0]
                for part in parts[1:]:
                    joined = self.join(joined, part)
                found = self.overlay(found, joined)
        return found

    def own(self, schema: dict[str, Any], *, branch: bool) -> Node:
        """What a schema says itself, without its unions."""
        reference = schema.get("$ref")
        formats = sorted({str(schema["format"])} if "format" in schema else set()) + relationship(schema)
        if isinstance(reference, str) and reference.startswith("#/definitions/"):
            name = reference.removeprefix("#/definitions/")
            self.define(name)
            return {"$": name, "f": formats} if formats else {"$": name}
        if isinstance(reference, str):
            return self.node(self.resolve(reference), branch=branch)
        found = types_of(schema)
        if formats:
            found["f"] = formats
        if isinstance(schema.get("enum"), list):
            found["e"] = schema["enum"]
        elif "const" in schema:
            found["e"] = [schema["const"]]
        if schema.get("insertionOrder") is False:
            found["u"] = 1
        self.members(schema, found, branch=branch)
        if "json" in formats or found.get("t") == OBJECT | STRING:
            found["j"] = 1
        return found

    def members(self, schema: dict[str, Any], found: Node, *, branch: bool) -> None:
        """Add properties, values, required and items."""
        properties = schema.get("properties")
        if isinstance(properties, dict) and properties:
            found["p"] = {name: self.node(value) for name, value in properties.items()}
            if "t" not in found and not branch:
                found["t"] = OBJECT
        values = list((schema.get("patternProperties") or {}).values())
        if isinstance(schema.get("additionalProperties"), dict):
            values.append(schema["additionalProperties"])
        for value in values:
            node = self.node(value)
            found["v"] = self.join(found["v"], node) if "v" in found else node
        if schema.get("additionalProperties") is False:
            found["c"] = 1
        elif "v" in found and not isinstance(schema.get("additionalProperties"), dict):
            found["v"] = {}
        if schema.get("required"):
            found["r"] = sorted(str(name) for name in schema["required"])
        items = schema.get("items")
        if isinstance(items, dict):
            found["l"] = self.node(items)

    def resolve(self, reference: str) -> Any:
        """What a reference elsewhere in the same document points to; nothing where it leads nowhere."""
        found: Any = self.schema
        for step in reference.removeprefix("#/").split("/"):
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def define(self, name: str) -> None:
        """Strip a definition once; it may refer to itself."""
        if name not in self.done:
            self.done[name] = {}
            self.done[name] = self.node(self.source.get(name))

    def settled(self, node: Node) -> Node:
        """The node that a reference stands for, with the reference's own formats."""
        seen: set[str] = set()
        while "$" in node:
            if node["$"] in seen:
                return {}
            seen.add(node["$"])
            node = {**self.done[node["$"]], **({"f": node["f"]} if "f" in node else {})}
        return node

    def overlay(self, first: Node, second: Node) -> Node:
        """Both hold: properties of either, the types of the first that says any."""
        if not second or first == second:
            return first
        if not first:
            return second
        first, second = self.settled(first), self.settled(second)
        found = {**second, **first}
        if "p" in first and "p" in second:
            found["p"] = {**second["p"], **first["p"]}
        if "p" in first and "p" not in second and "c" not in first:
            found.pop("c", None)
        if "t" in first and "t" in second and first["t"] & second["t"]:
            found["t"] = first["t"] & second["t"]
        if "f" in first and "f" in second:
            found["f"] = sorted({*first["f"], *second["f"]})
        if "r" in first and "r" in second:
            found["r"] = sorted({*first["r"], *second["r"]})
        if "v" in second and "v" in first:
            found["v"] = self.join(first["v"], second["v"])
        return found

    def join(self, first: Node, second: Node) -> Node:
        """Either holds: the union of both; equal nodes are themselves. Joined definitions are named, so that recursion ends."""
        if not first or not second:
            return {}
        if first == second:
            return first
        if "$" in first and "$" in second:
            name = "|".join(sorted({*first["$"].split("|"), *second["$"].split("|")}))
            if name not in self.done and len(self.done) < LIMIT:
                self.done[name] = {}
                self.done[name] = self.union(self.settled(first), self.settled(second))
            return {"$": name} if name in self.done else {}
        return self.union(self.settled(first), self.settled(second))

    def union(self, first: Node, second: Node) -> Node:
        """The join of two settled nodes: what only one of them limits is not limited."""
        found: Node = {}
        if "t" in first and "t" in second:
            found["t"] = first["t"] | second["t"]
        if "i" in first and "i" in second:
            found["i"] = 1
        if "e" in first and "e" in second:
            found["e"] = [*first["e"], *(value for value in second["e"] if value not in first["e"])]
        formats = sorted({*first.get("f", ()), *second.get("f", ())})
        if formats:
            found["f"] = formats
        required = sorted({*first.get("r", ())} & {*second.get("r", ())})
        if required:
            found["r"] = required
        for key in ("u", "j"):
            if key in first or key in second:
                found[key] = 1
        self.union_members(first, second, found)
        return found

    def union_members(self, first: Node, second: Node, found: Node) -> None:
        """Properties of either; closed only if every side that may be an object is closed."""
        mine, theirs = first.get("p", {}), second.get("p", {})
        names = [*mine, *(name for name in theirs if name not in mine)]
        if names:
            found["p"] = {name: self.either(first, second, name) for name in names}
        for key, bit in (("l", ARRAY), ("v", OBJECT)):
            sides = [side for side in (first, second) if not side.get("t") or side["t"] & bit]
            if sides and all(key in side for side in sides):
                found[key] = self.join(sides[0][key], sides[-1][key])
        objects = [side for side in (first, second) if not side.get("t") or side["t"] & OBJECT]
        if objects and all("c" in side for side in objects) and ("v" in found or not any("v" in side for side in objects)):
            found["c"] = 1

    def either(self, first: Node, second: Node, name: str) -> Node:
        """A property of a union: of both sides, of the one that knows it where the other refuses it, else anything."""
        sides = [side for side in (first, second) if name in side.get("p", ()) or not refuses(side, name)]
        nodes = [side["p"][name] if name in side.get("p", ()) else side.get("v", {}) for side in sides]
        return nodes[0] if len(nodes) == 1 else self.join(nodes[0], nodes[1])


def refuses(node: Node, name: str) -> bool:
    """Whether a value of this shape cannot have a property of that name: it is no object, or closed without it."""
    no_object = bool(node.get("t")) and not node["t"] & OBJECT
    return no_object or ("c" in node and "v" not in node and name not in node.get("p", ()))


def types_of(schema: dict[str, Any]) -> Node:
    """The types that a schema states, `i` where every number is an integer."""
    stated = schema.get("type")
    names = [stated] if isinstance(stated, str) else list(stated or ())
    mask = 0
    for name in names:
        mask |= TYPES[name]
    found: Node = {"t": mask} if mask else {}
    if "integer" in names and "number" not in names:
        found["i"] = 1
    return found


def relationship(schema: dict[str, Any]) -> list[str]:
    """`TYPE.Property` of a registry schema's `relationshipRef`, as a list of none or one."""
    found = schema.get("relationshipRef")
    if not isinstance(found, dict) or "typeName" not in found:
        return []
    return [f"{found['typeName']}.{dotted(str(found.get('propertyPath', '')))}"]


def dotted(pointer: str) -> str:
    """`/properties/Endpoint/Address` as `Endpoint.Address`; steps into lists and maps are `*`."""
    steps = pointer.removeprefix("/properties/").split("/")
    return ".".join("*" if step == "items" else step for step in steps if step not in ("properties", ""))


def strip(schema: dict[str, Any]) -> Node:
    """Strip a resource's schema (`typeName`, `properties`, `definitions`, ...) into its packed form."""
    return Stripper(schema).strip()
