"""What is known of a value before there is a document: an abstract type, which covers every value that may stand there.

A Type never rules out a value that can occur. What null means is kept apart: `expected` says that only a document which breaks its
schema lacks the value, so that nobody is warned of it, yet no condition on it counts as always true either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final, Protocol

from scanner.jmes import EXPRESSION
from scanner.records import dataclass
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING

SCALARS: Final = BOOLEAN | NUMBER | STRING
_MOST_VALUES: Final = 64


class Members(Protocol):
    """What one kind of object holds."""

    @property
    def label(self) -> str:
        """What it is called in messages: `AWS::ECS::Service`, `ContainerDefinitions[] of AWS::ECS::TaskDefinition`."""

    @property
    def resource(self) -> str | None:
        """The resource type whose properties these are, None where it is no whole resource."""

    @property
    def open(self) -> bool:
        """Whether it may have members that are not named."""

    def names(self) -> Iterable[str]:
        """The members that are known by name."""

    def get(self, name: str) -> Type | None:
        """What a member may be; None where there is none of that name."""


Element = Callable[[], "Type"]
"""The elements of a list, told when asked for: schemas may be recursive."""


@dataclass(frozen=True, slots=True)
class Type:
    """Everything that a value may be."""

    bits: int = ANY
    """The JMESPath types, as bits of `scanner.unknown`; EXPRESSION for an expression reference; 0 for what cannot be."""
    values: tuple[Any, ...] | None = None
    """All booleans, numbers and texts that it may be; None where there are too many."""
    filled: bool | None = None
    """Of a text, list or object: certainly not empty, certainly empty, or either."""
    objects: tuple[Members, ...] | None = None
    """The objects that it may be; None for any object."""
    element: Element | None = None
    """The elements where it is a list; None for anything."""
    expected: bool = False
    """Where it is null, the document breaks its schema or leaves something out that has a default."""

    @property
    def nullable(self) -> bool:
        """Whether it may well be null."""
        return bool(self.bits & NULL) and self.bits != ANY and not self.expected

    def of(self, bits: int) -> Type:
        """The same with other JMESPath types."""
        return Type(bits, self.values, self.filled, self.objects, self.element, self.expected)

    def or_null(self, *, expected: bool) -> Type:
        """The same or null; `expected` as in the field."""
        return Type(self.bits | NULL, self.values, self.filled, self.objects, self.element, expected)

    def elements(self) -> Type:
        """What an element of it may be, where it is a list."""
        return ANYTHING if self.element is None else self.element()

    def resources(self) -> frozenset[str] | None:
        """The resource types that it may be, where it is a whole resource or nothing; None for all else."""
        if not self.bits & OBJECT or self.bits & ~(OBJECT | NULL) or self.objects is None:
            return None
        names = frozenset(members.resource or "" for members in self.objects)
        return None if "" in names else names


class Built:
    """An object that an expression makes: every member is there."""

    __slots__ = ("_members", "label", "open", "resource")

    def __init__(self, members: Mapping[str, Type], label: str = "the object that is built here", *, open: bool = False) -> None:
        """Take its members; `open` where it may have more."""
        self._members = members
        self.label = label
        self.open = open
        self.resource: str | None = None

    def names(self) -> Iterable[str]:
        """The keys."""
        return self._members

    def get(self, name: str) -> Type | None:
        """The value of a key."""
        return self._members.get(name) or (ANYTHING if self.open else None)


EMPTY: Final[Members] = Built({}, "an empty object")
"""What is left of an object that came out false."""


class Given:
    """An object that is written down: a literal, a data file."""

    __slots__ = ("_value", "label", "open", "resource")

    def __init__(self, value: Mapping[str, Any], label: str) -> None:
        """Take the object, and what it is called in messages."""
        self._value = value
        self.label = label
        self.open = False
        self.resource: str | None = None

    def names(self) -> Iterable[str]:
        """The keys."""
        return self._value

    def get(self, name: str) -> Type | None:
        """The value of a key."""
        return constant(self._value[name], f"{name} of {self.label}") if name in self._value else None


ANYTHING: Final = Type()
NULL_TYPE: Final = Type(NULL)
NEVER: Final = Type(0)
BOOL: Final = Type(BOOLEAN)
NUM: Final = Type(NUMBER)
TEXT: Final = Type(STRING)


def list_of(element: Type | None, bits: int = ARRAY, filled: bool | None = None) -> Type:
    """A list."""
    return Type(bits, filled=filled, element=None if element is None else (lambda: element))


def constant(value: Any, label: str = "this object") -> Type:
    """The type of a JSON value; objects in it are called by the label."""
    if value is None:
        return NULL_TYPE
    if isinstance(value, bool):
        return Type(BOOLEAN, (value,))
    if isinstance(value, (int, float)):
        return Type(NUMBER, (value,))
    if isinstance(value, str):
        return Type(STRING, (value,), filled=bool(value))
    if isinstance(value, list):
        known = 0 < len(value) <= _MOST_VALUES
        return Type(ARRAY, filled=bool(value), element=(lambda: join(*(constant(item, label) for item in value))) if known else None)
    return Type(OBJECT, filled=bool(value), objects=(Given(value, label),))


def join(*types: Type) -> Type:
    """What is one of several."""
    real = [found for found in types if found.bits]
    if not real or all(found is real[0] for found in real):
        return real[0] if real else NEVER
    bits = 0
    for found in real:
        bits |= found.bits
    filled = {found.filled for found in real if found.bits & (STRING | ARRAY | OBJECT)}
    return Type(
        bits,
        _joined_values(real),
        filled.pop() if len(filled) == 1 else None,
        _joined_objects([found.objects for found in real if found.bits & OBJECT]),
        _joined_elements([found for found in real if found.bits & ARRAY]),
        all(found.expected for found in real if found.bits & NULL),
    )


def _joined_values(types: list[Type]) -> tuple[Any, ...] | None:
    found: list[Any] = []
    for item in types:
        if item.values is None and item.bits & SCALARS:
            return None
        found.extend(value for value in item.values or () if not holds(found, value))
    return tuple(found) if len(found) <= _MOST_VALUES else None


def _joined_objects(objects: list[tuple[Members, ...] | None]) -> tuple[Members, ...] | None:
    found: dict[int, Members] = {}
    for alternatives in objects:
        if alternatives is None:
            return None
        found.update((id(members), members) for members in alternatives)
    return tuple(found.values()) if objects else None


def _joined_elements(lists: list[Type]) -> Element | None:
    known = [found.element for found in lists if found.filled is not False or found.element is not None]
    if None in known or not known:
        return None
    told = [element for element in dict.fromkeys(known) if element is not None]
    return told[0] if len(told) == 1 else cache(lambda: join(*(element() for element in told)))


def holds(values: Iterable[Any], wanted: Any) -> bool:
    """Whether a value is among others, as JMESPath compares: `true` is no 1."""
    return any(value == wanted and isinstance(value, bool) == isinstance(wanted, bool) for value in values)


NAMES: Final = ((BOOLEAN, "boolean"), (NUMBER, "a number"), (STRING, "text"), (ARRAY, "a list"), (OBJECT, "an object"))


def describe(found: Type) -> str:
    """Its JMESPath types for a person: "text", "a number or a list"; null only where it is nothing else."""
    names = [name for bit, name in NAMES if found.bits & bit]
    if found.bits & EXPRESSION:
        names.append("an expression")
    return " or ".join(names) or "null"
