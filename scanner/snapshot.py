"""The nouns: resources in canonical form, where each property stands, and what the source could not see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.records import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. Lines and columns count from 1, columns in code points; the end column is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __init__(self, file: str, line: int, column: int, end_line: int, end_column: int) -> None:
        """Written out: each property has one."""
        put = object.__setattr__
        put(self, "file", file)
        put(self, "line", line)
        put(self, "column", column)
        put(self, "end_line", end_line)
        put(self, "end_column", end_column)


type_any = "*"

Pointer = tuple[str | int, ...]
"""A path inside canonical properties: ("ContainerDefinitions", 0, "Privileged")."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a resource and each of its properties stand. Kept beside the properties, never inside them."""

    resource: Location | None
    """The resource's own key or line."""
    properties: Mapping[Pointer, Location] = field(default_factory=dict)
    """By canonical pointer: the value's key and value (the key where a key stands there)."""
    defaults: frozenset[Pointer] = frozenset()
    """Pointers whose value is a documented default, not written by anyone."""
    calls: tuple[tuple[str, Location], ...] = ()
    """Of a resource in a module: the address and place of each module call that leads to it, the outermost first."""

    def at(self, pointer: Pointer) -> Location | None:
        """The place of a property, else of its nearest ancestor, else of the resource."""
        while pointer:
            found = self.properties.get(pointer)
            if found is not None:
                return found
            pointer = pointer[:-1]
        return self.resource


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One AWS resource in canonical form. `properties` is one dict object for the resource's life: it is its identity."""

    type: str
    id: str
    properties: dict[str, Any]
    account: str | None = None
    region: str | None = None
    origin: Origin = Origin(None)
    exists: Any = True
    """True, or an Unknown whose alternatives are True and False with the condition's selector (decision trees nest)."""
    identifiers: Mapping[str, Any] = field(default_factory=dict)
    """What else names it, by attribute (`Ref`, `Arn`, `Name`): text, or Unknown; only what is known."""


LEFT_OUT = "left-out"
"""The kind of a Gap that nobody can mend: a closed account, a region that is not enabled. It is told, and reopens nothing."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the source knows that it could not read."""

    type: str
    """The CloudFormation type that is missing, or "*" for all."""
    reason: str
    """For a person: "AccessDenied: ecs:ListClusters in eu-west-1"."""
    location: Location | None = None
    account: str | None = None
    region: str | None = None
    kind: str = "unreadable"
    """unreadable | denied | not-modelled | too-large | macro | incomplete | unread (of a resource, not a resource) ..."""
    settle: str | None = None
    """What would let it be read, as unknowns are grouped by it: "grant ecs:ListClusters"; None where the reason says all."""
    action: str | None = None
    """The action that was not, or not wholly, answered: "ecs:ListClusters"."""
    time: str | None = None
    """When it was asked for: RFC 3339, UTC."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The resources of one world, and a record of what the source could not see."""

    world: str
    """The world's name: a template's path, an account id."""
    resources: tuple[Resource, ...]
    gaps: tuple[Gap, ...] = ()
    closed: frozenset[str] = frozenset()
    """Types of which nothing more exists than what is here ("*" for every type without a gap); empty for infrastructure code."""
    in_use: frozenset[str] = frozenset()
    """Types of which only what other resources name was gathered (task definitions in use): what is not here may exist."""
    live: bool = False
    """Gathered from an account, so `Runtime` is there and absence is absence."""
    time: str | None = None
    """When it was gathered: RFC 3339, UTC."""
    passed_over: int = 0
    """Files that were not read by rule (excluded, ignored)."""
    accounts: frozenset[str] = frozenset()
    """Of a live world: the accounts that were read; empty: not told."""
    regions: frozenset[str] = frozenset()
    """The regions that were read; empty: not told. What an ARN of another place names may exist, whatever is closed."""
