"""The third truth value: what exists but cannot be told from here, and how much of it is known nevertheless.

A document is JSON whose leaves, members and whole subtrees may be an Unknown, whose lists may be an OpenList and whose objects
may be an OpenObject. A *completion* replaces every one of them by a JSON value (or leaves the key or element out) consistently:
equal identities get equal values, equal selectors make the same choice. A definite answer holds for every completion.
"""

from __future__ import annotations

import marshal
from collections.abc import Hashable, Mapping
from typing import Any, Final

from scanner.records import dataclass, field, replace

NULL, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT = 1, 2, 4, 8, 16, 32
"""The JMESPath types, as bits of `Unknown.types`."""
ANY: Final = NULL | BOOLEAN | NUMBER | STRING | ARRAY | OBJECT


class Sentinel:
    """A value that no JSON value can be confused with."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        """Take the name it is shown by."""
        self.name = name

    def __repr__(self) -> str:
        """Its name."""
        return self.name

    def __reduce__(self) -> str:
        """Pickle as the module's one instance."""
        return self.name


ABSENT: Final = Sentinel("ABSENT")
"""An alternative of `Unknown.one_of`: the key or the element is not there."""
NOTHING: Final = Sentinel("NOTHING")
"""`OpenList.more` of a list that has no further elements (null is a possible element)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute of a resource of the same world, known after deployment."""

    resource: str
    """The id of the resource."""
    attribute: str
    """`Ref` for what Ref returns (the primary identifier), else the attribute's name (`Arn`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """A value that exists but cannot be told from here.

    `Unknown(reason)` alone is any JSON value, never absent. Python's `==` is identity: equal to itself, or where both have the
    same `identity`.
    """

    reason: str
    """For a person: "parameter ImageTag has no default"."""
    types: int = ANY
    """The JMESPath types it may have."""
    may_be_absent: bool = False
    """The key or element may not be there at all."""
    identity: Hashable = None
    """Equal identities are equal values, wherever they stand in the world."""
    one_of: tuple[Any, ...] | None = None
    """Its alternatives, where there are few: documents or ABSENT, one chosen by `selector`."""
    selector: Hashable = None
    """What the choice hangs on: values with one selector choose the same index. None: on nothing else."""
    prefix: str = ""
    """The known beginning of a text."""
    suffix: str = ""
    """The known end of a text."""
    parts: tuple[Any, ...] | None = None
    """A text that embeds unknown texts: strings and Unknowns, in order."""
    reference: Reference | None = None
    """Set where it is an attribute of a resource of the world."""
    minimum: float | None = None
    maximum: float | None = None
    truthy: bool = False
    """It is certainly true in JMESPath's sense (a non-empty text)."""
    sensitive: bool = False
    """Its value must never be shown, even if it became known."""
    redacted: tuple[str, str] | None = None
    """(keyed hash, kind) of a known value that redaction removed; the hash alone decides equality."""
    settle: str | None = None
    """What would settle it, the key by which outputs group: "parameter ImageTag"."""
    causes: tuple[Unknown, ...] = ()
    """The Unknowns of the document that a computed value hangs on; empty where it stands in a document itself."""

    def __eq__(self, other: object) -> bool:
        """Itself, or the same identity."""
        return self is other or (isinstance(other, Unknown) and self.identity is not None and self.identity == other.identity)

    def __hash__(self) -> int:
        """By identity where there is one."""
        return hash(self.identity) if self.identity is not None else id(self)

    def but(self, **changes: Any) -> Unknown:
        """The same with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list of which some members may not exist, or which may have members that we cannot see."""

    items: tuple[tuple[Any, bool], ...] = ()
    """(value, whether it may be missing), in order."""
    more: Any = NOTHING
    """NOTHING, or the summary (usually an Unknown) of any number of further members, which may stand anywhere."""
    ordered: bool = True
    nonempty: bool = False
    reason: str = ""
    """Why there may be more, for a person; empty where there is no more."""
    causes: tuple[Unknown, ...] = field(default=(), compare=False)
    """As `Unknown.causes`: why a member may be missing, or why there may be more."""


@dataclass(frozen=True, slots=True)
class OpenObject:
    """An object that may have keys that we cannot see, or whose key order is not known."""

    known: Mapping[str, Any] = field(default_factory=dict)
    open: bool = True
    reason: str = ""
    causes: tuple[Unknown, ...] = field(default=(), compare=False)


def reference(resource: str, attribute: str = "Ref", types: int = STRING) -> Unknown:
    """The value of an attribute of a resource of this world: unknown before deployment, equal to its twin."""
    return Unknown(
        reason=f"{attribute} of {resource} is known after deployment",
        types=types,
        identity=("reference", resource, attribute),
        reference=Reference(resource, attribute),
        truthy=types == STRING,
        settle="deployment",
    )


def maybe(value: Any, reason: str, selector: Hashable = None) -> Unknown:
    """An element or member that may not be there."""
    return Unknown(reason=reason, one_of=(value, ABSENT), selector=selector)


def is_plain(value: Any) -> bool:
    """Whether a document is plain JSON through and through; a very deep one is said not to be.

    `marshal` refuses everything but plain values, and finds them several times as fast as a loop of ours.
    """
    try:
        marshal.dumps(value)
    except ValueError:
        return False
    return True


def has_unknown(value: Any) -> bool:
    """Whether anything inside a document is not plain JSON. Iterative: documents may be deep."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, (Unknown, OpenList, OpenObject)) or item is ABSENT:
            return True
    return False
