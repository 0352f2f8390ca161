"""A resource's properties brought into shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner import lean_json
from scanner.canonical.identities import derived_identity
from scanner.canonical.scalars import SIMPLE, converted, simple, unknown_document
from scanner.canonical.user_data import Base64, decoded
from scanner.cfn_schemas import Shape, type_schema
from scanner.records import dataclass, field, replace
from scanner.snapshot import Origin, Pointer
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NOTHING, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

USER_DATA_OWNERS: Final = ("AWS::EC2::", "AWS::AutoScaling::")
"""Services whose property `UserData`, at any depth, is base64 text."""


def canonicalise(type: str, value: Mapping[str, Any], origin: Origin) -> tuple[dict[str, Any], Origin]:
    """The properties of a resource in canonical form, and their origin under canonical pointers.

    `value` is left as it is. A scalar that cannot be what the schema says stays as written; a structure that
    cannot (text for a list, an object for a text) is unknown: no verdict can rest on it.
    """
    schema = type_schema(type)
    work = _Work(user_data=type.startswith(USER_DATA_OWNERS))
    properties = work.mapping(dict(value), schema.root if schema else None, ())
    places = {work.moved(pointer): place for pointer, place in origin.properties.items()}
    defaults = frozenset(work.moved(pointer) for pointer in work.defaults)
    return properties, replace(origin, properties=places, defaults=origin.defaults | defaults)


def _parsed(parts: Sequence[Any]) -> Any:
    """What the parts of a text say as JSON; None where they are none."""
    from scanner.json_text import parse_json_text

    return parse_json_text(parts)


def misfit(value: Any, shape: Shape) -> str | None:
    """What a value is, where its structure cannot be what the schema says; deploying it fails. None where it fits, or may.

    One text where a list of texts is wanted is read as a list of one.
    """
    if not shape.types or shape.json or value is None:
        return None
    if isinstance(value, dict):
        return None if shape.types & OBJECT else "an object"
    if isinstance(value, list):
        return None if shape.types & ARRAY else "a list"
    if not isinstance(value, (str, int, float)) or shape.types & ~(ARRAY | OBJECT):
        return None
    of_objects = shape.items is not None and shape.items.types & (OBJECT | ARRAY) == shape.items.types != 0
    return "a text or number" if not shape.types & ARRAY or of_objects else None


def wanted(shape: Shape) -> str:
    """The structure that a schema wants, for a person."""
    kinds = [name for bit, name in ((ARRAY, "a list"), (OBJECT, "an object")) if shape.types & bit]
    return " or ".join(kinds) or "a text, number or boolean"


@dataclass(slots=True)
class _Work:
    """One resource being brought into shape. Pointers here are those of the value as given; `moved` turns them into canonical ones."""

    user_data: bool
    defaults: set[Pointer] = field(default_factory=set)
    _moves: dict[Pointer, dict[int, int]] = field(default_factory=dict)

    def moved(self, pointer: Pointer) -> Pointer:
        """The canonical pointer of a pointer as given."""
        if not self._moves:
            return pointer
        steps: list[str | int] = []
        for depth, step in enumerate(pointer):
            move = self._moves.get(pointer[:depth])
            steps.append(move.get(step, step) if move is not None and isinstance(step, int) else step)
        return tuple(steps)

    def value(self, value: Any, shape: Shape | None, pointer: Pointer) -> Any:
        """A value as its shape wants it. Inside a choice there are no pointers: `pointer` is that of the choice."""
        if value.__class__ is str and shape is not None and shape.types & STRING and not shape.json:
            return value  # most values
        if shape is not None and (given := misfit(value, shape)):
            mistake = Unknown(reason=f"{given} stands where the schema wants {wanted(shape)}", settle="mistake in the input")
            return self._unknown(mistake, shape)
        if isinstance(value, dict):
            return self.mapping(value, shape, pointer)
        if isinstance(value, list):
            return self._list(value, shape, pointer)
        if isinstance(value, Unknown):
            return self._unknown(value, shape)
        if isinstance(value, OpenList):
            return self._open_list(value, shape)
        if isinstance(value, OpenObject):
            return replace(value, known=_Work(self.user_data).mapping(dict(value.known), shape, (), fill=False))
        if isinstance(value, Base64):
            return self.value(value.encoded(), shape, pointer)
        if isinstance(value, str) and shape is not None and shape.json:
            parsed = _parsed((value,))
            if parsed is not None:
                return self._inside(parsed, _document_shape(shape))
        return simple(value, shape)

    def mapping(self, value: dict[str, Any], shape: Shape | None, pointer: Pointer, fill: bool = True) -> dict[str, Any]:
        """An object with its properties in shape and, with `fill`, its documented defaults."""
        named: Mapping[str, Shape] = shape.properties if shape is not None else {}
        others = shape.values if shape is not None else None
        result: dict[str, Any] = {}
        for name, item in value.items():
            inner = named.get(name, others)
            if self.user_data and name == "UserData":
                item = decoded(item)
            result[name] = self.value(item, inner, (*pointer, name))
        for name, default in shape.defaults if fill and shape is not None else ():
            if name not in result:
                result[name] = _copy(default)
                self.defaults.add((*pointer, name))
            else:
                result[name] = _filled(result[name], default)
        return result

    def _list(self, value: list[Any], shape: Shape | None, pointer: Pointer) -> list[Any]:
        inner = shape.items if shape is not None else None
        items = [self.value(item, inner, (*pointer, index)) for index, item in enumerate(value)]
        if shape is None or shape.ordered or len(items) < 2:
            return items
        from scanner.canonical.order import sort_list

        order = sort_list(items)
        if order is None or order == list(range(len(items))):
            return items
        self._moves[pointer] = {old: new for new, old in enumerate(order)}
        return [items[old] for old in order]

    def _inside(self, value: Any, shape: Shape | None) -> Any:
        """A value that no pointer leads to."""
        return value if value is ABSENT or value is NOTHING else _Work(self.user_data).value(value, shape, ())

    def _open_list(self, value: OpenList, shape: Shape | None) -> OpenList:
        inner = shape.items if shape is not None else None
        items = tuple((self._inside(item, inner), missing) for item, missing in value.items)
        return replace(value, items=items, more=self._inside(value.more, inner), ordered=shape is None or shape.ordered)

    def _unknown(self, value: Unknown, shape: Shape | None) -> Any:
        if value.redacted is not None or shape is None:
            return value if value.one_of is None else value.but(one_of=tuple(self._inside(item, None) for item in value.one_of))
        if value.one_of is not None:
            return self._choice(value, shape)
        if shape.json and value.parts is not None:
            parsed = _parsed(value.parts)
            if parsed is not None:
                return self._inside(parsed, _document_shape(shape))
        if shape.json and value.types & STRING:
            return unknown_document(value)
        wanted = shape.types
        if wanted & ARRAY and not wanted & SIMPLE and value.types == STRING:
            return [self._inside(value, shape.items)]
        return converted(value, wanted)

    def _choice(self, value: Unknown, shape: Shape) -> Unknown:
        before = value.one_of or ()
        after = tuple(self._inside(item, shape) for item in before)
        if all(new is old for new, old in zip(after, before, strict=True)):
            return value
        identity = derived_identity(("as", shape.types), value)
        return value.but(types=_types(after), one_of=after, identity=identity, prefix="", suffix="", parts=None)


def _document_shape(shape: Shape) -> Shape | None:
    """The shape of a document that was given as text: its own where it says anything of an object's properties."""
    return shape if shape.types & OBJECT and shape.properties else None


def _filled(value: Any, default: Any) -> Any:
    """A choice whose absent alternatives hold the documented default."""
    if not isinstance(value, Unknown) or value.one_of is None:
        return value
    filled = tuple(_copy(default) if item is ABSENT else _filled(item, default) for item in value.one_of)
    if all(new is old for new, old in zip(filled, value.one_of, strict=True)):
        return value
    return value.but(one_of=filled, types=_types(filled))


def _copy(value: Any) -> Any:
    return lean_json.loads(lean_json.dumps(value)) if isinstance(value, (dict, list)) else value


def _types(values: Sequence[Any]) -> int:
    bits = 0
    for value in values:
        if isinstance(value, Unknown):
            bits |= value.types
        elif isinstance(value, bool):
            bits |= BOOLEAN
        elif isinstance(value, (int, float)):
            bits |= NUMBER
        elif isinstance(value, str):
            bits |= STRING
        elif value is not ABSENT:
            bits |= 1 if value is None else ARRAY if isinstance(value, (list, OpenList)) else OBJECT
    return bits or 63
