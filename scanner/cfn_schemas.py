"""The shapes of AWS resource types: what values a property takes, what it may name, what it holds when nobody wrote it.

All types stand packed in `schemas/cloudformation.bin` (made by `schemas/refresh.py`) and are read one at a time: CloudFormation's, and
those that it lacks, from `schemas/types/`. Packed with each is what two tables of ours say of it: `schemas/references.json` (what a
property names, where the schema does not say) and `schemas/defaults.json` (documented constant defaults).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from scanner import lean_json
from scanner.errors import get_close_matches
from scanner.packaged import read_schema
from scanner.records import dataclass
from scanner.unknown import ABSENT, ARRAY, OBJECT

MAGIC = b"plimsoll-schemas 2\n"
_EMPTY: Mapping[str, Any] = {}

Node = dict[str, Any]
"""A packed node; `schema_strip` tells its keys."""
Notes = dict[str, Any]
"""What our tables say below one property: steps, and under the key "" the notes of the property itself."""


class Shape:
    """What values stand at one place of a resource's properties. Made when asked for: shapes may be recursive."""

    __slots__ = ("_defaults", "_items", "_json", "_node", "_notes", "_properties", "_targets", "_type", "_types", "_values")

    def __init__(self, type_: _Packed, node: Node, notes: Notes | None = None) -> None:
        """Take the packed type it belongs to, its node, and what our tables say of it."""
        self._type = type_
        self._node = type_.settle(node)
        self._notes: Mapping[str, Any] = notes or _EMPTY
        self._properties: dict[str, Shape] | None = None
        self._items: Shape | None = None
        self._values: Shape | None = None
        self._targets: frozenset[str] | None = None
        self._types: int | None = None
        self._json: bool | None = None
        self._defaults: tuple[tuple[str, Any], ...] | None = None

    def __repr__(self) -> str:
        """The bits and the names of its properties."""
        return f"Shape(types={self.types}, properties={list(self._node.get('p', ()))})"

    def _child(self, node: Node, step: str) -> Shape:
        return Shape(self._type, node, self._notes.get(step))

    @property
    def types(self) -> int:
        """The JSON types it may have, as bits of `unknown.NULL`..; 0 where anything goes. Text that holds JSON may be an object, too."""
        if self._types is None:
            stated = int(self._node.get("t", 0))
            self._types = stated | OBJECT if stated and "json" in self._own else stated
        return self._types

    @property
    def properties(self) -> Mapping[str, Shape]:
        """The named properties of an object, in the schema's order; then keys of a map or document that our tables speak of."""
        if self._properties is None:
            nodes = dict(self._node.get("p", _EMPTY))
            nodes.update((key, self._node.get("v", {})) for key in self._notes if key not in ("", "*") and key not in nodes)
            self._properties = {name: self._child(node, name) for name, node in nodes.items()}
        return self._properties

    @property
    def items(self) -> Shape | None:
        """The elements of a list; None where the schema does not say."""
        if self._items is None and "l" in self._node:
            self._items = self._child(self._node["l"], "*")
        return self._items

    @property
    def values(self) -> Shape | None:
        """What stands under keys that are not named in `properties` (a map's values); None where the schema does not say."""
        if self._values is None and "v" in self._node:
            self._values = self._child(self._node["v"], "*")
        return self._values

    @property
    def open(self) -> bool:
        """Whether an object may have keys beyond `properties`."""
        return "c" not in self._node or "v" in self._node

    @property
    def required(self) -> frozenset[str]:
        """The properties that every valid object has."""
        return frozenset(self._node.get("r", ()))

    @property
    def enum(self) -> tuple[Any, ...] | None:
        """The only values allowed, or None."""
        return tuple(self._node["e"]) if "e" in self._node else None

    @property
    def formats(self) -> tuple[str, ...]:
        """All formats that a value may have: `AWS::KMS::Key.Arn`, `AWS::KMS::Alias.AliasName`."""
        return tuple(self._node.get("f", ()))

    @property
    def format(self) -> str | None:
        """The format, where there is just one: `AWS::EC2::Subnet.Id`, `date-time`."""
        return self.formats[0] if len(self.formats) == 1 else None

    @property
    def targets(self) -> frozenset[str]:
        """The resource types that a value here may name, by the schema's formats and `schemas/references.json`; "*" for any."""
        if self._targets is None:
            named = {found.rpartition(".")[0] for found in self.formats if found.startswith("AWS::")}
            self._targets = frozenset({*named, *self._own.get("references", ())}).difference(self._own.get("names", ()))
        return self._targets

    @property
    def default(self) -> Any:
        """The documented constant that an omitted property holds, or ABSENT (`schemas/defaults.json`)."""
        return self._own.get("default", ABSENT)

    @property
    def defaults(self) -> tuple[tuple[str, Any], ...]:
        """The named properties that have a documented default, with it."""
        if self._defaults is None:
            self._defaults = tuple((name, inner.default) for name, inner in self.properties.items() if inner.default is not ABSENT)
        return self._defaults

    @property
    def ordered(self) -> bool:
        """Whether the order of a list means something."""
        return "u" not in self._node or "ordered" in self._own

    @property
    def json(self) -> bool:
        """An object that may be given as JSON text, such as a policy document."""
        if self._json is None:
            self._json = "j" in self._node or "json" in self._own
        return self._json

    @property
    def integer(self) -> bool:
        """Whether its numbers are whole."""
        return "i" in self._node

    @property
    def _own(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._notes.get("", _EMPTY)
        return found

    def at(self, pointer: Iterable[str | int]) -> Shape | None:
        """The shape at a path below this one; None where no valid value has such a place.

        A whole number steps into a list, as does "*"; text steps into an object. Below what the schema leaves open stands an
        anything-shape (types 0).
        """
        shape = self
        for step in pointer:
            found = shape._step(step)
            if found is None:
                return None
            shape = found
        return shape

    def _step(self, step: str | int) -> Shape | None:
        untyped = not self._node.keys() & {"t", "p", "l", "v", "c"}
        if isinstance(step, int) or (step == "*" and "l" in self._node):
            return self.items or (self._child({}, "*") if untyped or self._node.get("t", ARRAY) & ARRAY else None)
        if step in self.properties:
            return self.properties[step]
        if self.values is not None:
            return self.values
        may_be_object = untyped or self._node.get("t", OBJECT) & OBJECT
        return self._child({}, step) if may_be_object and self.open else None


class TypeSchema:
    """One resource type."""

    def __init__(self, name: str, tree: Node) -> None:
        """Take the type's name and its packed tree."""
        packed = _Packed(tree)
        properties = tree["root"].get("p", _EMPTY)
        node = {**tree["root"], "p": {**properties, "Runtime": properties.get("Runtime", {})}}
        self.name = name
        self.root = Shape(packed, node, tree.get("n"))
        """The properties, read-only ones and (untyped) `Runtime` among them."""
        self.primary_identifier: tuple[str, ...] = tuple(tree["k"])
        """The properties that name a resource of the type, dotted: ("ServiceArn", "Cluster")."""
        self.read_only: frozenset[str] = frozenset(tree["w"])
        """Dotted properties that AWS sets and nobody writes: "Endpoint.Address"; "*" stands for elements."""
        self.ref: str | None = tree.get("ref", self.primary_identifier[0] if len(self.primary_identifier) == 1 else None)
        """The attribute that `Ref` returns; None where that is not known or is put together of several."""
        self.ref_is_arn: bool = "arn" in tree or (self.ref is not None and self.ref.lower().endswith("arn"))
        """Whether `Ref` returns an ARN."""
        self._packed = packed
        self._attributes: Mapping[str, Shape] | None = None

    @property
    def attributes(self) -> Mapping[str, Shape]:
        """What GetAtt gives, by name. `attribute` knows the names with a free part, too."""
        if self._attributes is None:
            anything = Shape(self._packed, {})
            pointers = self._packed.tree.get("a", _EMPTY)
            self._attributes = {name: (self.root.at(at.split(".")) if at else None) or anything for name, at in pointers.items()}
        return self._attributes

    def attribute(self, name: str) -> Shape | None:
        """The shape of a GetAtt attribute, None where the type has none of that name."""
        found = self.attributes.get(name)
        if found is not None:
            return found
        for pattern, shape in self.attributes.items():
            if pattern.endswith("*") and name.startswith(pattern[:-1]):
                return shape
        return None


class _Packed:
    """One type's tree and its shared definitions."""

    __slots__ = ("definitions", "tree")

    def __init__(self, tree: Node) -> None:
        self.tree = tree
        self.definitions: Mapping[str, Node] = tree.get("d", _EMPTY)

    def settle(self, node: Node) -> Node:
        """The node that a reference stands for, with the reference's own formats."""
        if "$" not in node:
            return node
        seen: set[str] = set()
        while "$" in node and node["$"] not in seen:
            seen.add(node["$"])
            target = self.definitions.get(node["$"], {})
            node = {**target, "f": node["f"]} if "f" in node else target
        return node


@dataclass(frozen=True, slots=True)
class _Pack:
    """The file of all types, whole: nothing of it is unpacked before it is asked for."""

    about: Mapping[str, Any]
    data: bytes
    index: int
    """Where the lines of the index begin: `\\nNAME OFFSET LENGTH`, offsets from the end of the dictionary."""
    dictionary: int
    body: int

    def read(self, name: str) -> Node | None:
        """One type's packed tree."""
        start = self.data.find(f"\n{name} ".encode(), self.index - 1, self.dictionary)
        if start < 0:
            return None
        _, offset, length = self.data[start + 1 : self.data.index(b"\n", start + 1)].split()
        place = self.body + int(offset)
        inflate = zlib.decompressobj(-15, self.data[self.dictionary : self.body])
        found: Node = lean_json.loads(inflate.decompress(self.data[place : place + int(length)]))
        return found

    def names(self) -> list[str]:
        """Every type in it."""
        return [line.partition(b" ")[0].decode() for line in self.data[self.index : self.dictionary].splitlines()]


@cache
def _pack() -> _Pack:
    data = read_schema("cloudformation.bin")
    start = data.index(b"\n", len(MAGIC)) + 1
    about = lean_json.loads(data[len(MAGIC) : start])
    index, dictionary = about.pop("parts")
    return _Pack(about, data, start, start + index, start + index + dictionary)


@cache
def type_schema(name: str) -> TypeSchema | None:
    """The schema of a type, None where it is known nowhere. `Custom::*` types share one schema in which anything goes."""
    tree = _pack().read("AWS::CloudFormation::CustomResource" if name.startswith("Custom::") else name)
    return TypeSchema(name, tree) if tree is not None else None


@cache
def type_names() -> tuple[str, ...]:
    """Every type that has a schema, sorted."""
    return tuple(sorted(_pack().names()))


def about() -> Mapping[str, Any]:
    """Where the packed schemas come from: `source`, `version` and `date` (RFC 3339)."""
    return _pack().about


def nearest(name: str) -> str | None:
    """The type that was probably meant by a name that is none, for a did-you-mean; None where nothing is near."""
    by_lower = {known.lower(): known for known in type_names()}
    found = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.8)
    return by_lower[found[0]] if found else None
