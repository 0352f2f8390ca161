"""Relations and data files as the types that expressions get of them."""

from __future__ import annotations

from typing import Any

from scanner.errors import ExpressionError
from scanner.library import Library
from scanner.policy import Relation
from scanner.records import dataclass
from scanner.shapes.infer import Inference
from scanner.shapes.members import resource_type
from scanner.shapes.parts import without_null
from scanner.shapes.scope import Scope
from scanner.shapes.types import ANYTHING, Type, describe, list_of
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

KINDS = {"boolean": BOOLEAN, "number": NUMBER, "text": STRING, "object": OBJECT}
"""What a relation leads to, if not to resources."""


@dataclass(slots=True)
class Declared:
    """A relation, whose result is inferred when first asked for."""

    relation: Relation
    world: Relations
    _found: Type | None = None

    @property
    def starts(self) -> tuple[str, ...]:
        """The types it starts from."""
        return self.relation.starts

    @property
    def is_list(self) -> bool:
        """Whether it leads to a list."""
        return self.relation.is_list

    def result(self) -> Type:
        """Resources as declared; of objects and values what the expression gives."""
        if self._found is None:
            self._found = ANYTHING  # relations have no circles; a broken library may
            self._found = declared(self.relation) or settled(self.relation, self.infer()[0])
        return self._found

    def infer(self) -> tuple[Type, list[ExpressionError]]:
        """The type of its expression, and the complaints about it."""
        start = resource_type(self.relation.starts)
        inference = Inference(self.relation.value, self.world, {})
        found = inference.value(Scope(start, start, start))
        if not inference.problems:
            _check_result(inference, self.relation, found)
        return found, inference.problems


class Relations:
    """All relations of a library, and its data files."""

    def __init__(self, library: Library) -> None:
        """Take the library."""
        self._library = library
        self._declared: dict[str, Declared] = {}
        self._data: dict[str, Any] = {}

    def relation(self, name: str) -> Declared | None:
        """A relation by its name."""
        if name not in self._declared:
            relation = self._library.relations.get(name)
            if relation is None:
                return None
            self._declared[name] = Declared(relation, self)
        return self._declared[name]

    def data(self, name: str) -> Any:
        """A data file as JSON; PolicyError where there is none."""
        if name not in self._data:
            self._data[name] = self._library.data(name)
        return self._data[name]


def ends(relation: Relation) -> list[str]:
    """The types and kinds that it leads to."""
    return list(relation.to) if relation.is_list else [relation.to]


def declared(relation: Relation) -> Type | None:
    """The type of a relation that leads to resources."""
    if not all("::" in name for name in ends(relation)):
        return None
    found = resource_type(ends(relation))
    return list_of(found) if relation.is_list else found.of(OBJECT | NULL)


def wanted(relation: Relation) -> int:
    """The types that its value, or an element of it, is declared to have."""
    return sum({KINDS.get(name, OBJECT) for name in ends(relation)})


def settled(relation: Relation, found: Type) -> Type:
    """What was inferred, as far as it is what was declared."""
    if relation.is_list:
        element = without_null(found.elements()) if found.bits & ARRAY else ANYTHING
        return list_of(element if element.bits != ANY & ~NULL else Type(wanted(relation)))
    return found if found.bits != ANY else Type(wanted(relation) | NULL)


def _check_result(inference: Inference, relation: Relation, found: Type) -> None:
    """Complain where the value is never what the relation is declared to lead to."""
    node = relation.value.nodes
    says = f'"{relation.id}" is declared to lead to'
    if relation.is_list and found.bits and not found.bits & (ARRAY | NULL):
        inference.report(node, f"{says} a list, and this is {describe(found)}")
        return
    if not relation.is_list and found.bits & ~NULL == ARRAY:
        inference.report(node, f"{says} one, and this is a list", "write | [0] after it, or put `to` in brackets")
        return
    actual = without_null(found.elements() if relation.is_list else found)
    if actual.bits and not actual.bits & wanted(relation):
        inference.report(node, f"{says} {' or '.join(ends(relation))}, and this gives {describe(actual)}")
        return
    resources = actual.resources()
    types = {name for name in ends(relation) if "::" in name}
    if resources and types and not resources & types:
        inference.report(node, f"{says} {' or '.join(sorted(types))}, and this gives {' or '.join(sorted(resources))}")
