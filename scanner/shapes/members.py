"""What objects hold: by CloudFormation's schemas, by the shapes of AWS's APIs, as built by an expression, or as narrowed by a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from scanner.cfn_schemas import Shape, type_schema
from scanner.shapes import documents, runtime
from scanner.shapes.types import ANYTHING, Built, Members, Type, join, list_of
from scanner.unknown import ABSENT, ANY, NULL, OBJECT, STRING

RUNTIME = "Runtime"
Live = Callable[[], Type | None]
"""What the API tells of a place, read only when asked for."""


class Declared:
    """An object of CloudFormation's schemas; a property that its API spells likewise may have the API's values, too."""

    __slots__ = ("_found", "_live", "_place", "_shape", "label", "open", "resource")

    def __init__(self, shape: Shape, place: str, resource_type: str, live: Live, *, root: bool) -> None:
        """Take the shape, its path and type, what the API tells of the same place, and whether it is the whole resource."""
        self._shape = shape
        self._place = (place, resource_type)
        self._live = live
        self._found: dict[str, Type | None] = {}
        self.label = f"{place} of {resource_type}" if place else resource_type
        self.resource = resource_type if root else None
        self.open = shape.open and not (root and shape.properties)

    def names(self) -> Iterable[str]:
        """The properties that are named."""
        return self._shape.properties

    def get(self, name: str) -> Type | None:
        """A property; of an open object any."""
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _read(self, name: str) -> Type | None:
        place, resource_type = self._place
        if name == RUNTIME and self.resource is not None:
            live = runtime.state_of(resource_type)
            if live is not None:
                return Type(NULL | OBJECT, objects=(live,))
        shape = self._shape.properties.get(name)
        if shape is None:
            shape = self._shape.values if self.open else None
            if shape is None:
                return ANYTHING if self.open else None
        found = of_shape(shape, f"{place}.{name}" if place else name, resource_type, lambda: _live_member(self._live(), name))
        stated = name in self._shape.required or shape.default is not ABSENT
        return found.or_null(expected=stated)


class Untyped:
    """A resource of a type that has no schema, or one in which anything goes."""

    __slots__ = ("label", "open", "resource")

    def __init__(self, type_name: str) -> None:
        """Take the type."""
        self.label = type_name
        self.resource = type_name
        self.open = True

    def names(self) -> Iterable[str]:
        """None is known."""
        return ()

    def get(self, name: str) -> Type | None:
        """Anything."""
        return ANYTHING


class Narrowed:
    """An object of which a condition tells more."""

    __slots__ = ("_known", "_whole", "label", "open", "resource")

    def __init__(self, whole: Members | None, known: Mapping[str, Type]) -> None:
        """Take the object (None: any), and what is known of some members."""
        self._whole = whole
        self._known = known
        self.label = whole.label if whole is not None else "an object"
        self.open = whole is None or whole.open
        self.resource = whole.resource if whole is not None else None

    def names(self) -> Iterable[str]:
        """The members of the whole."""
        return self._whole.names() if self._whole is not None else self._known

    def get(self, name: str) -> Type | None:
        """What is known, else what the whole says."""
        if name in self._known:
            return self._known[name]
        return self._whole.get(name) if self._whole is not None else ANYTHING


def _live_member(whole: Type | None, name: str) -> Type | None:
    """What the API says of a property."""
    return whole.objects[0].get(name) if whole is not None and whole.objects else None


def of_shape(shape: Shape, place: str, resource_type: str, live: Live) -> Type:
    """What stands at a place of a resource's properties."""
    bits = shape.types or ANY
    document = documents.grammar(resource_type, place) if shape.json else None
    if document is not None:
        return Type(bits, objects=(document,))
    objects: tuple[Members, ...] | None = None
    if bits & OBJECT and (shape.properties or not shape.open or shape.values is not None):
        objects = (Declared(shape, place, resource_type, live, root=False),)
    items = shape.items
    return Type(
        bits,
        _values_of(shape, bits, live),
        objects=objects,
        element=None if items is None else cache(lambda: of_shape(items, f"{place}[]", resource_type, lambda: _live_element(live()))),
    )


def _live_element(whole: Type | None) -> Type | None:
    return whole.elements() if whole is not None and whole.element is not None else None


def _values_of(shape: Shape, bits: int, live: Live) -> tuple[str, ...] | None:
    """The texts that may stand there: those of CloudFormation, and those that the API knows beside them."""
    values = shape.enum
    if values is None or bits & ~(STRING | NULL) or not all(isinstance(value, str) for value in values):
        return None
    known = live()
    return values if known is None or known.values is None else (*values, *(value for value in known.values if value not in values))


@cache
def resource_members(type_name: str) -> Members:
    """The properties of a whole resource."""
    schema = type_schema(type_name)
    if schema is None or (schema.root.open and set(schema.root.properties) <= {RUNTIME}):
        return Untyped(type_name)
    return Declared(schema.root, "", type_name, lambda: _live_root(type_name), root=True)


def _live_root(type_name: str) -> Type | None:
    found = runtime.answer_of(type_name)
    return Type(OBJECT, objects=(found,)) if found is not None else None


def resource_type(type_names: Iterable[str]) -> Type:
    """A resource of one of some types."""
    return Type(OBJECT, objects=tuple(resource_members(name) for name in type_names))


def merged(types: Iterable[Type]) -> Type:
    """What `merge` makes of objects: later members win, where they are certainly there."""
    members: dict[str, Type] = {}
    for found in types:
        if found.objects is None or len(found.objects) != 1 or found.objects[0].open:
            return Type(OBJECT)
        for name in found.objects[0].names():
            value: Type = found.objects[0].get(name) or ANYTHING
            members[name] = value if isinstance(found.objects[0], Built) or name not in members else join(members[name], value)
    return Type(OBJECT, objects=(Built(members, "what is merged here"),))


def values_of(found: Type) -> Type:
    """What `values` and `.*` give: a list of all members."""
    if found.objects is None or any(members.open for members in found.objects):
        return list_of(None)
    inner: list[Any] = [members.get(name) for members in found.objects for name in members.names()]
    return list_of(join(*(value for value in inner if value is not None)))
