"""One canonical shape, whatever the source: values of the schema's types, documents for JSON text, decoded user data, documented
defaults, and sorted lists where order means nothing.

Works on documents with unknowns: every alternative of a choice is brought into shape by itself, and a value that is converted is no
longer the same value, so it gets an identity of its own.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from scanner.cfn_schemas import Shape, type_schema
from scanner.json_text import parse_json_text
from scanner.snapshot import Location, Origin, Pointer
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NOTHING, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

SIMPLE: Final = STRING | NUMBER | BOOLEAN
USER_DATA_OWNERS: Final = ("AWS::EC2::", "AWS::AutoScaling::")
"""Services whose property `UserData`, at any depth, is base64 text."""
BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
NUMBER_TEXT: Final = re.compile(r"\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*")
GZIP: Final = b"\x1f\x8b"


class WrittenNumber(float):
    """A number that is written as Python would not write it: `1.10`, `1e3`. Where the schema wants a text it is that text."""

    text: str

    def __new__(cls, value: float, text: str) -> WrittenNumber:
        """Take the number and its text."""
        made = super().__new__(cls, value)
        made.text = text
        return made


@dataclass(frozen=True, slots=True)
class Base64:
    """The base64 encoding of a text that may be partly unknown, as a template's function made it. No Snapshot holds one."""

    text: str | Unknown

    def encoded(self) -> str | Unknown:
        """The encoding itself: unknown where the text is."""
        if isinstance(self.text, str):
            return base64.b64encode(self.text.encode("utf-8", "surrogatepass")).decode("ascii")
        source = self.text
        identity = derived_identity("base64", source)
        return Unknown(
            reason=source.reason, types=STRING, identity=identity, sensitive=source.sensitive, truthy=source.truthy, settle=source.settle
        )


def canonicalise(type: str, value: Mapping[str, Any], origin: Origin) -> tuple[dict[str, Any], Origin]:
    """The properties of a resource in canonical form, and their origin under canonical pointers.

    `value` is left as it is. A value that cannot be what the schema says stays as written.
    """
    schema = type_schema(type)
    work = _Work(user_data=type.startswith(USER_DATA_OWNERS))
    properties = work.mapping(dict(value), schema.root if schema else None, ())
    places = {work.moved(pointer): place for pointer, place in origin.properties.items()}
    defaults = frozenset(work.moved(pointer) for pointer in work.defaults)
    return properties, replace(origin, properties=places, defaults=origin.defaults | defaults)


def digest(text: str) -> str:
    """A short name of a text for identities: equal for equal texts, and the text is not in it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def identity_of(value: Unknown) -> Hashable:
    """An Unknown's identity for use inside another: known parts of a text stand in it by their digest, since redaction never sees it."""
    if value.parts is None or value.identity is None or value.redacted is not None:
        return value.identity
    return ("text", *(digest(part) if isinstance(part, str) else identity_of(part) for part in value.parts))


def derived_identity(head: str | tuple[Hashable, ...], value: Unknown) -> Hashable:
    """The identity of what is made of an unknown value, None where that has none."""
    inner = identity_of(value)
    return None if inner is None else (*(head if isinstance(head, tuple) else (head,)), inner)


def sort_list(value: list[Any]) -> list[int] | None:
    """The old indexes of a list's members in canonical order; None where a member is too little known to have a place."""
    keys: list[str] = []
    for item in value:
        key = _sort_key(item)
        if key is None:
            return None
        keys.append(key)
    return sorted(range(len(value)), key=keys.__getitem__)


def rekey(places: Mapping[Pointer, Location], at: Pointer, order: Sequence[int]) -> dict[Pointer, Location]:
    """Places below a list after its members were put into another order: `order` names the old index of each new one."""
    new = {old: index for index, old in enumerate(order)}
    size = len(at)

    def moved(pointer: Pointer) -> Pointer:
        if len(pointer) <= size or pointer[:size] != at:
            return pointer
        step = pointer[size]
        return (*at, new.get(step, step) if isinstance(step, int) else step, *pointer[size + 1 :])

    return {moved(pointer): place for pointer, place in places.items()}


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
        return _simple(value, shape)

    def mapping(self, value: dict[str, Any], shape: Shape | None, pointer: Pointer, fill: bool = True) -> dict[str, Any]:
        """An object with its properties in shape and, with `fill`, its documented defaults."""
        named: Mapping[str, Shape] = shape.properties if shape is not None else {}
        others = shape.values if shape is not None else None
        result: dict[str, Any] = {}
        for name, item in value.items():
            inner = named.get(name, others)
            if self.user_data and name == "UserData":
                item = _decoded(item)
            result[name] = self.value(item, inner, (*pointer, name))
        for name, inner in named.items() if fill else ():
            default = inner.default
            if default is ABSENT:
                continue
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
            parsed = parse_json_text(value.parts)
            if parsed is not None:
                return self._inside(parsed, _document_shape(shape))
        if shape.json and value.types & STRING:
            return _document(value)
        wanted = shape.types
        if wanted & ARRAY and not wanted & SIMPLE and value.types == STRING:
            return [self._inside(value, shape.items)]
        return _converted(value, wanted)

    def _choice(self, value: Unknown, shape: Shape) -> Unknown:
        before = value.one_of or ()
        after = tuple(self._inside(item, shape) for item in before)
        if all(new is old for new, old in zip(after, before, strict=True)):
            return value
        identity = derived_identity(("as", shape.types), value)
        return value.but(types=_types(after), one_of=after, identity=identity, prefix="", suffix="", parts=None)


def _document(value: Unknown) -> Unknown:
    """The document that an unknown JSON text holds."""
    identity = derived_identity("json value", value)
    return Unknown(reason=value.reason, types=OBJECT, identity=identity, sensitive=value.sensitive, truthy=True, settle=value.settle)


def _converted(value: Unknown, wanted: int) -> Unknown:
    """An unknown as one of the wanted types: narrowed where it may have them, converted where AWS converts."""
    if not wanted or value.types & ~wanted == 0:
        return value
    overlap = value.types & wanted
    lossless = overlap and not value.types & SIMPLE & ~wanted
    if lossless:
        return value.but(types=overlap)
    target = overlap or wanted & SIMPLE
    if not target or not value.types & SIMPLE:
        return value
    identity = derived_identity(("as", target), value)
    if target & STRING and overlap:
        return value.but(types=target, identity=identity)
    return Unknown(
        reason=value.reason,
        types=target,
        may_be_absent=value.may_be_absent,
        identity=identity,
        minimum=value.minimum,
        maximum=value.maximum,
        sensitive=value.sensitive,
        settle=value.settle,
    )


def _simple(value: Any, shape: Shape | None) -> Any:
    """A text, number, boolean or null as its shape wants it; as it is where that cannot be."""
    wanted = shape.types if shape is not None else 0
    if isinstance(value, str):
        return value if shape is None else _from_text(value, shape)
    if value is None or value is ABSENT:
        return value
    bit = BOOLEAN if isinstance(value, bool) else NUMBER
    if wanted and not wanted & bit and wanted & STRING:
        return _written(value)
    if wanted and not wanted & (SIMPLE) and wanted & ARRAY:
        return [_simple(value, shape.items if shape is not None else None)]
    return value if isinstance(value, bool) else _plain_number(value)


def _from_text(value: str, shape: Shape) -> Any:
    wanted = shape.types
    if shape.json:
        parsed = parse_json_text((value,))
        if parsed is not None:
            return _Work(False).value(parsed, _document_shape(shape), ())
    if not wanted or wanted & STRING:
        return value
    if wanted & BOOLEAN and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if wanted & NUMBER and NUMBER_TEXT.fullmatch(value):
        return _plain_number(float(value)) if re.search(r"[.eE]", value) else int(value) if len(value) < 400 else value
    if wanted & ARRAY:
        return [value if shape.items is None else _simple(value, shape.items)]
    if wanted & SIMPLE:  # a text here would be taken for true
        kind = "boolean" if wanted & BOOLEAN else "number"
        return Unknown(
            f"a text that is no {kind}",
            types=wanted & SIMPLE,
            identity=("as", wanted & SIMPLE, digest(value)),
            settle=f"a {kind} in its place",
        )
    return value


def _document_shape(shape: Shape) -> Shape | None:
    """The shape of a document that was given as text: its own where it says anything of an object's properties."""
    return shape if shape.types & OBJECT and shape.properties else None


def _plain_number(value: float) -> float | int:
    if isinstance(value, WrittenNumber):
        value = float(value)
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _written(value: float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, WrittenNumber) else str(_plain_number(value))


def _decoded(value: Any) -> Any:
    """User data as text; Unknown where it is compressed."""
    if isinstance(value, Base64):
        return value.text
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(one_of=tuple(_decoded(item) for item in value.one_of))
    if not isinstance(value, str) or not BASE64.fullmatch(value):
        return value
    try:
        data = base64.b64decode(re.sub(r"\s", "", value), validate=True)
    except binascii.Error:
        return value
    if data.startswith(GZIP):
        return Unknown(reason="the user data is compressed", types=STRING, truthy=True, settle="the user data uncompressed")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return value


def _filled(value: Any, default: Any) -> Any:
    """A choice whose absent alternatives hold the documented default."""
    if not isinstance(value, Unknown) or value.one_of is None:
        return value
    filled = tuple(_copy(default) if item is ABSENT else _filled(item, default) for item in value.one_of)
    if all(new is old for new, old in zip(filled, value.one_of, strict=True)):
        return value
    return value.but(one_of=filled, types=_types(filled))


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value)) if isinstance(value, (dict, list)) else value


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


def _sort_key(value: Any) -> str | None:
    """A text that orders members: their JSON, unknowns by identity. None where one may be absent or has no identity."""
    if isinstance(value, Unknown) and (value.may_be_absent or (value.one_of is not None and ABSENT in value.one_of)):
        return None
    try:
        return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_identity_key)
    except TypeError:
        return None


def _identity_key(value: Any) -> str:
    if isinstance(value, Unknown) and value.identity is not None:
        return "\uffff" + repr(value.identity)
    if isinstance(value, Unknown) and value.one_of is not None:
        return "\uffff" + repr(value.selector)
    raise TypeError
