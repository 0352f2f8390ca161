"""Where relations and references of one world lead, and whether that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scanner.errors import EvaluationError
from scanner.frame import Frame, Run
from scanner.identity import short
from scanner.jmes import Context
from scanner.library import Library
from scanner.naming import given_names
from scanner.records import dataclass, field
from scanner.snapshot import Resource
from scanner.unknown import ABSENT, NOTHING, OpenList, Unknown
from scanner.world import World


@dataclass(frozen=True, slots=True)
class Found:
    """Where a link leads."""

    resources: tuple[tuple[Resource, bool], ...] = ()
    """Each with whether it is uncertain that the link leads there."""
    unknown: Unknown | None = None
    """Why it may lead to what is not seen here."""

    def __iter__(self) -> Iterator[tuple[Resource, bool]]:
        """The resources that are seen."""
        return iter(self.resources)


@dataclass(slots=True)
class Links:
    """What the relations say in one world."""

    world: World
    library: Library
    run: Run
    context: Context
    kept: dict[tuple[str, int], Found] = field(default_factory=dict)

    def follow(self, relation: str, start: Resource) -> Found:
        """Where a named relation leads from a resource; remembered."""
        key = (relation, id(start.properties))
        if key not in self.kept:
            self.kept[key] = self.found(self.call(relation, start, start.properties))
        return self.kept[key]

    def call(self, function: str, near: Resource, *arguments: Any) -> Any:
        """The value of a function or relation, asked on a resource; an Unknown where it fails."""
        self.context.data = Frame(self.run, near.properties, near.properties, near)
        self.context.blame.clear()
        self.context.touched.clear()
        try:
            return self.library.functions[function].call(self.context, *arguments)
        except EvaluationError as error:
            return Unknown(reason=error.message)

    def named(self, value: Any, type_name: str, near: Resource) -> Found:
        """The resource of a type that a reference names; nowhere for None."""
        if isinstance(value, Unknown) and value.one_of is not None:
            return self.found(value.but(one_of=tuple(self._find(one, type_name, near) for one in value.one_of)))
        return self.found(self._find(value, type_name, near))

    def _find(self, value: Any, type_name: str, near: Resource) -> Any:
        return None if value is None or value is ABSENT else self.world.find(value, type_name, near)

    def found(self, value: Any, doubt: bool = False) -> Found:
        """The resources in a value, and why there may be more."""
        resource = self.world.of(value)
        if resource is not None:
            return Found(((resource, doubt or resource.exists is not True),))
        pairs: Iterable[tuple[Any, bool]] = ()
        more: Unknown | None = None
        if isinstance(value, OpenList) and value.more is not NOTHING:
            more = value.more if isinstance(value.more, Unknown) else Unknown(value.reason or "there may be more", causes=value.causes)
        if isinstance(value, (list, OpenList)):
            pairs = members_of(value)
        elif isinstance(value, Unknown) and value.one_of is not None:
            pairs = ((item, True) for item in value.one_of)
        elif isinstance(value, Unknown):
            more = value
        gathered: dict[int, tuple[Resource, bool]] = {}
        for item, maybe in pairs:
            inner = self.found(item, doubt or maybe)
            for one, doubtful in inner:
                before = gathered.get(id(one))
                gathered[id(one)] = (one, doubtful and (before is None or before[1]))
            more = more or inner.unknown
        return Found(tuple(gathered.values()), more)


def name_of(resource: Resource) -> str:
    """The name that people know a resource by: the one it is given, else the end of its id."""
    texts = [name for name in given_names(resource) if isinstance(name, str) and not name.startswith("arn:")]
    return texts[0] if texts else short(resource.id)


def value_at(properties: Any, *path: str) -> Any:
    """A value inside a resource; None where a step is missing or unknown."""
    for step in path:
        properties = properties.get(step) if isinstance(properties, Mapping) else None
    return properties


def members_of(value: Any) -> list[tuple[Any, bool]]:
    """The members of a list that are seen, each with whether it may be missing."""
    if isinstance(value, list):
        return [(item, False) for item in value]
    return list(value.items) if isinstance(value, OpenList) else []
