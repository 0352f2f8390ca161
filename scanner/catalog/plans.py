"""How a type's properties are taken from AWS's answers, derived from both models: CloudFormation's schema and botocore's.

A plan is plain JSON, a list of nodes that name one another by index, the first being the resource's properties:

    0                                                            as it is (node 0 itself is the resource, to which nothing leads)
    {"members": [[property, member, node, keep]...], "unread": [property...]}   a structure; `keep` keeps what is empty
    {"any": {member in lower case: [property, node, keep]}}      a structure of which no model tells the members
    {"list": node}, {"map": node}
    {"tags": "list" | "map"}                                     tags, whichever way AWS gives them
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.catalog.answers import BOOLEAN, DOCUMENT, LIST, MAP, NUMBER, STRUCTURE, TEXT, Form, record_form, taken
from scanner.catalog.rows import Row
from scanner.cfn_schemas import Shape, type_schema
from scanner.records import dataclass, field
from scanner.unknown import ABSENT, ARRAY, OBJECT
from scanner.unknown import BOOLEAN as BOOLEANS
from scanner.unknown import NUMBER as NUMBERS
from scanner.unknown import STRING as STRINGS

AS_IT_IS: Final = 0
_SCALARS: Final = {TEXT: STRINGS | NUMBERS | BOOLEANS, NUMBER: STRINGS | NUMBERS, BOOLEAN: STRINGS | BOOLEANS}
_RUNTIME: Final = "Runtime"


@dataclass(slots=True)
class Plan:
    """The nodes of one type, and what is worth a word to who writes the row."""

    nodes: list[Any] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Dotted properties that a live resource may have and that nothing reads."""
    properties: dict[str, int] = field(default_factory=dict)
    """By property that the row gives an expression for: the node that renames its value."""


class _Deriving:
    """Derives one type's plan."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.plan = Plan()
        self.plan.nodes.append(AS_IT_IS)
        self._seen: dict[tuple[Any, ...], int] = {}

    def node(self, shape: Shape | None, form: Form | None, path: str) -> int | None:
        """The index of the node for a value; None where the API's form cannot become the schema's."""
        types = _types(shape)
        if shape is None or shape.json or not types & (ARRAY | OBJECT):
            return AS_IT_IS if shape is None or form is None or _scalar(shape, form) else None
        if is_tags(shape, path) and (form is None or form.kind in (LIST, MAP)):
            return self._add(("tags", types & ARRAY), {"tags": "list" if types & ARRAY else "map"})
        if form is None:
            return self._unmodelled(shape, path)
        if form.kind == DOCUMENT:
            return AS_IT_IS
        if types & ARRAY and form.kind == LIST:
            inner = self.node(shape.items, form.element, path)
            return None if inner is None else self._add(("list", inner), {"list": inner}) if inner else AS_IT_IS
        if not types & OBJECT or form.kind not in (STRUCTURE, MAP):
            return AS_IT_IS if types & ~(ARRAY | OBJECT) and _scalar(shape, form) else None
        if not shape.properties or (form.kind == MAP and shape.values is not None):  # our tables may speak of single keys of a map
            return self._map(shape, form, path)
        return self._structure(shape, form, path) if form.kind == STRUCTURE else self._unmodelled(shape, path)

    def _map(self, shape: Shape, form: Form, path: str) -> int | None:
        if shape.values is None or form.kind != MAP:
            return AS_IT_IS
        inner = self.node(shape.values, form.element, path)
        return None if inner is None else self._add(("map", inner), {"map": inner})

    def _structure(self, shape: Shape, form: Form, path: str) -> int:
        names = tuple(shape.properties)
        key = ("structure", form.name or id(form), names)
        if key in self._seen:
            return self._seen[key]
        place = self._add(key, {})
        by_lower = {member.lower(): member for member in form.members}
        members: list[list[Any]] = []
        unread = []
        for name, inner in shape.properties.items():
            dotted = f"{path}.{name}" if path else name
            member = by_lower.get(name.lower())
            node = self.node(inner, form.members[member], dotted) if member is not None else None
            if dotted in self.row.absent:
                continue
            if member is None or node is None:
                unread.append(name)
                self.plan.unread.append(dotted)
            else:
                members.append([name, member, node, int(inner.default is not ABSENT)])
        self.plan.nodes[place] = {"members": members, "unread": unread}
        return place

    def _unmodelled(self, shape: Shape, path: str) -> int:
        """A value of which only the answer itself tells the members."""
        if shape.items is not None and not _types(shape) & OBJECT:
            inner = self.node(shape.items, None, path)
            return self._add(("list", inner), {"list": inner}) if inner else AS_IT_IS
        if not shape.properties:
            return AS_IT_IS
        key = ("any", tuple(shape.properties))
        if key in self._seen:
            return self._seen[key]
        place = self._add(key, {})
        found = {}
        for name, below in shape.properties.items():
            dotted = f"{path}.{name}" if path else name
            if dotted not in self.row.absent:
                found[name.lower()] = [name, self.node(below, None, dotted) or AS_IT_IS, int(below.default is not ABSENT)]
        self.plan.nodes[place] = {"any": found}
        return place

    def _add(self, key: tuple[Any, ...], node: Any) -> int:
        if key not in self._seen:
            self._seen[key] = len(self.plan.nodes)
            self.plan.nodes.append(node)
        return self._seen[key]


def _types(shape: Shape | None) -> int:
    """The JSON types of a shape; what has properties or elements is an object or a list, whether the schema says so or not."""
    if shape is None:
        return 0
    return shape.types or (OBJECT if shape.properties else ARRAY if shape.items is not None else 0)


def _scalar(shape: Shape, form: Form) -> bool:
    """Whether a value of the API's form may stand where the schema wants a scalar or a document."""
    if not shape.types or form.kind == DOCUMENT:
        return True
    if shape.json:
        return form.kind in (TEXT, STRUCTURE, MAP)
    return bool(shape.types & _SCALARS.get(form.kind, 0))


def is_tags(shape: Shape, path: str) -> bool:
    """Whether a property holds a resource's tags: by its name, and a map of texts or a list of keys and values."""
    name = path.rpartition(".")[2].lower()
    if not name.endswith(("tags", "tagset")):
        return False
    if shape.types & ARRAY:
        return shape.items is not None and {"Key", "Value"} <= set(shape.items.properties)
    return bool(shape.types & OBJECT) and not shape.properties


def derive(row: Row, rows: Mapping[str, Row]) -> Plan:
    """The plan of a row; a type without a schema is taken as it is."""
    schema = type_schema(row.type)
    deriving = _Deriving(row)
    plan = deriving.plan
    record = record_form(row, rows)
    shapes: Mapping[str, Shape] = schema.root.properties if schema is not None else {}
    item = record.members["item"] if row.automatic else None
    by_lower = {member.lower(): member for member in (item.members if item is not None else ())}
    members: list[list[Any]] = []
    unread: list[str] = []
    for name, shape in shapes.items():
        if name in row.properties or name in row.absent or name == _RUNTIME:
            continue
        member = by_lower.get(name.lower())
        node = deriving.node(shape, item.members[member], name) if item is not None and member is not None else None
        if member is None or node is None:
            unread.append(name)
        else:
            members.append([name, member, node, int(shape.default is not ABSENT)])
    for name, formula in row.properties.items():
        shape_of = shapes.get(name)
        node = deriving.node(shape_of, taken(formula, record), name)
        plan.properties[name] = AS_IT_IS if node is None else node
    plan.unread[:0] = unread
    plan.nodes[0] = {"members": members, "unread": unread}
    return plan


def mismatches(row: Row, rows: Mapping[str, Row]) -> Iterator[str]:
    """Properties whose expression gives what cannot become the schema's, for the maintainers' check."""
    schema = type_schema(row.type)
    record = record_form(row, rows)
    for name, formula in row.properties.items():
        shape = schema.root.properties.get(name) if schema is not None else None
        form = taken(formula, record)
        if shape is not None and form is not None and _Deriving(row).node(shape, form, name) is None:
            yield name
