"""Type constraints of variables, and values brought to them.

Terraform Language, "Type Constraints". A value that cannot have its variable's type is a mistake of the configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.records import dataclass, field
from scanner.sources.terraform.evaluate import attempt
from scanner.sources.terraform.forms import is_handle, number_of, spread, text, whole
from scanner.sources.terraform.nodes import Call, Expression, Literal, Name, Object, Span, Tuple
from scanner.sources.terraform.operators import truth
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import grow, lift
from scanner.unknown import ABSENT, ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """A type constraint."""

    name: str = "any"
    """any, string, number, bool, list, set, map, tuple or object."""
    element: Type | None = None
    members: Mapping[str, Type] = field(default_factory=dict)
    """Of an object, by name."""
    optional: Mapping[str, Any] = field(default_factory=dict)
    """Of an object: the default of each member that may be left out, None where it states none."""


ANYTHING: Final = Type()
BITS: Final = {
    "any": ANY,
    "string": STRING,
    "number": NUMBER,
    "bool": BOOLEAN,
    "list": ARRAY,
    "set": ARRAY,
    "tuple": ARRAY,
    "map": OBJECT,
    "object": OBJECT,
}
"""The JMESPath types of values of each kind."""


def read_type(node: Expression, scope: Scope) -> Type:
    """The type that an expression states; what cannot be read is any."""
    if isinstance(node, (Name, Literal)):
        stated = node.name if isinstance(node, Name) else node.value
        return Type(stated) if stated in BITS else ANYTHING
    if not isinstance(node, Call) or not node.arguments or node.name not in BITS:
        return ANYTHING
    inner = node.arguments[0]
    if node.name == "object" and isinstance(inner, Object):
        return _object(inner, scope)
    if node.name == "tuple" and isinstance(inner, Tuple):
        return Type("tuple")
    return Type(node.name, read_type(inner, scope))


def _object(node: Object, scope: Scope) -> Type:
    members: dict[str, Type] = {}
    optional: dict[str, Any] = {}
    for key, value in node.items:
        name = key.value if isinstance(key, Literal) else None
        if not isinstance(name, str):
            continue
        if isinstance(value, Call) and value.name == "optional" and value.arguments:
            optional[name] = attempt(value.arguments[1], scope) if len(value.arguments) > 1 else None
            value = value.arguments[0]
        members[name] = read_type(value, scope)
    return Type("object", None, members, optional)


def converted(value: Any, kind: Type, scope: Scope, span: Span) -> Any:
    """A value as its type wants it; DocumentError where it cannot have the type."""
    if value is None or value is ABSENT:
        return value
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return lift([value], lambda items: converted(items[0], kind, scope, span))
        return narrowed(value, kind)
    if kind.name == "any":
        return value
    if kind.name in ("string", "number", "bool"):
        return _scalar(value, kind.name, scope, span)
    value = spread(value)
    if kind.name in ("list", "set", "tuple"):
        return _list(whole(value) if is_handle(value) else value, kind, scope, span)
    if is_handle(value):
        return _members(value, kind, scope, span) if kind.name == "object" else whole(value)
    return _mapping(value, kind, scope, span)


def _members(value: Any, kind: Type, scope: Scope, span: Span) -> dict[str, Any]:
    """The members that an object type names of a resource or a module that is given whole."""
    return {name: converted(value.get(name, scope, span), member, scope, span) for name, member in kind.members.items()}


def _scalar(value: Any, name: str, scope: Scope, span: Span) -> Any:
    if name == "bool":
        return truth(value, scope, span)
    found = text(value) if name == "string" else number_of(value)
    if found is None:
        raise scope.wrong(f"the value is no {name}", span)
    return found


def narrowed(value: Unknown, kind: Type) -> Unknown:
    """An unknown value of a type: what it may be besides, a conversion takes away."""
    bits = BITS[kind.name]
    if bits == ANY or value.types & ~(bits | NULL) == 0:
        return value
    types = bits | (value.types & NULL)
    if bits == BOOLEAN and not value.types & NULL:
        return value.but(types=types, identity=None, one_of=(True, False), selector=("as", "bool", value.identity or id(value)))
    keeps = value.types & bits == bits and bits != STRING
    return value.but(
        types=types, identity=value.identity if keeps or value.types == ANY else ("as", kind.name, value.identity or id(value))
    )


def _list(value: Any, kind: Type, scope: Scope, span: Span) -> Any:
    inner = kind.element or ANYTHING
    if isinstance(value, OpenList):
        items = tuple((converted(item, inner, scope, span), missing) for item, missing in value.items)
        return OpenList(items, value.more, value.ordered, value.nonempty, value.reason, value.causes)
    if not isinstance(value, list):
        raise scope.wrong(f"the value is no {kind.name}", span)
    items_ = [_element(item, inner, scope, span) for item in value]
    if kind.name == "set" and all(isinstance(item, (str, int, float)) for item in items_):
        return sorted(dict.fromkeys(items_), key=lambda item: (isinstance(item, str), item))
    return items_


def _element(item: Any, inner: Type, scope: Scope, span: Span) -> Any:
    if isinstance(item, Unknown) and item.one_of is not None and ABSENT in item.one_of:
        return grow(item, [converted(one, inner, scope, span) for one in item.one_of])
    return converted(item, inner, scope, span)


def _mapping(value: Any, kind: Type, scope: Scope, span: Span) -> Any:
    if isinstance(value, OpenObject):
        known = {name: converted(item, kind.members.get(name, kind.element or ANYTHING), scope, span) for name, item in value.known.items()}
        return OpenObject(known, value.open, value.reason, value.causes)
    if not isinstance(value, dict):
        raise scope.wrong(f"the value is no {kind.name}", span)
    if kind.name == "map":
        return {name: converted(item, kind.element or ANYTHING, scope, span) for name, item in value.items()}
    result: dict[str, Any] = {}
    for name, member in kind.members.items():
        given = value.get(name)
        if given is None and name in kind.optional:
            result[name] = converted(kind.optional[name], member, scope, span)
        elif name not in value:
            raise scope.wrong(f"the object has no {name!r}", span)
        else:
            result[name] = converted(given, member, scope, span)
    return result
