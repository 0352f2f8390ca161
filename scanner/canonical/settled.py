"""Whether properties are in canonical form already, so that bringing them into shape once more would change nothing.

Says yes only where that is certain; a no means that `canonicalise` is to decide. Costs a tenth of it, and copies nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Final

from scanner.canonical.order import sort_list
from scanner.canonical.shape import USER_DATA_OWNERS
from scanner.canonical.user_data import decoded
from scanner.cfn_schemas import Shape, type_schema
from scanner.json_text import parse_json_text
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NUMBER, OBJECT, STRING, Unknown

_SIMPLE: Final = STRING | NUMBER | BOOLEAN
_EQUAL: Final = frozenset({int, bool, type(None)})
_NOTHING: Final[Mapping[str, Any]] = {}


def is_canonical(type: str, properties: dict[str, Any]) -> bool:
    """Whether properties that came from JSON, their floats plain and their forms decoded, need no `canonicalise`."""
    return _mapping(properties, _form(type), type.startswith(USER_DATA_OWNERS))


@cache
def _form(type: str) -> _Form | None:
    schema = type_schema(type)
    return _Form(schema.root) if schema is not None else None


class _Form:
    """A shape with the answers that are asked for at each value."""

    __slots__ = (
        "_named",
        "_shape",
        "array",
        "boolean",
        "defaults",
        "items",
        "json",
        "null",
        "number",
        "object",
        "others",
        "text",
        "unordered",
    )

    def __init__(self, shape: Shape) -> None:
        types = shape.types
        open_number = types & _SIMPLE and not types & STRING
        self._shape = shape
        self._named: dict[str, _Form] | None = None
        self.items: _Form | None = None
        self.others: _Form | None = None
        self.defaults: tuple[str, ...] = ()
        self.json = shape.json
        self.text = (not types or bool(types & STRING)) and not shape.json
        self.number = not types or bool(types & NUMBER or open_number)
        self.boolean = not types or bool(types & BOOLEAN or open_number)
        self.object = not types or shape.json or bool(types & OBJECT)
        self.array = not types or shape.json or bool(types & ARRAY)
        self.unordered = not shape.ordered

    @property
    def types(self) -> int:
        """As the shape has them."""
        return self._shape.types

    def named(self) -> dict[str, _Form]:
        """The forms below it; made when first asked for, since shapes may be recursive."""
        if self._named is None:
            properties = self._shape.properties
            self._named = {name: _Form(inner) for name, inner in properties.items()}
            self.defaults = tuple(name for name, inner in properties.items() if inner.default is not ABSENT)
            self.others = _Form(self._shape.values) if self._shape.values is not None else None
            self.items = _Form(self._shape.items) if self._shape.items is not None else None
        return self._named


def _mapping(value: dict[str, Any], form: _Form | None, data: bool) -> bool:
    named: Mapping[str, _Form] = _NOTHING
    others = None
    if form is not None:
        named, others = form.named(), form.others
        for name in form.defaults:
            if name not in value:
                return False
    elif not data:
        return True
    for name, item in value.items():
        if data and name == "UserData" and decoded(item) is not item:
            return False
        inner = named.get(name, others)
        kind = item.__class__
        if kind is str:
            if inner is None or inner.text:
                continue
            if not inner.json or parse_json_text((item,)) is not None or (inner.types and not inner.types & STRING):
                return False
        elif not _value(item, kind, inner, data):
            return False
    return True


def _list(value: list[Any], form: _Form | None, data: bool) -> bool:
    if form is None:
        return not data or all(_value(item, item.__class__, None, data) for item in value)
    form.named()
    inner = form.items
    for item in value:
        if not _value(item, item.__class__, inner, data):
            return False
    return not form.unordered or len(value) < 2 or _in_order(value)


def _value(item: Any, kind: type, form: _Form | None, data: bool) -> bool:
    if kind is dict:
        return (form is None or form.object) and _mapping(item, form, data)
    if kind is list:
        return (form is None or form.array) and _list(item, form, data)
    if kind is str:
        return form is None or form.text
    if item is None:
        return True
    if kind is bool:
        return form is None or form.boolean
    if kind is int or kind is float:
        return form is None or form.number
    return kind is Unknown and _unknown(item, form)


def _unknown(item: Unknown, form: _Form | None) -> bool:
    if item.redacted is not None:
        return item.one_of is None
    if item.one_of is not None or (form is not None and form.json):
        return False
    return form is None or not form.types or not item.types & ~form.types


def _in_order(value: Sequence[Any]) -> bool:
    """Whether a list whose order means nothing is in canonical order."""
    before = value[0]
    for item in value[1:]:
        order = _compared(before, item)
        if order is None:
            places = sort_list(list(value))
            return places is None or places == list(range(len(value)))
        if order > 0:
            return False
        before = item
    return True


def _compared(a: Any, b: Any) -> int | None:
    """Below zero where the JSON text of a member, its keys sorted, comes before that of another, zero where it is the same.

    None where that takes writing it. The texts are those of `sort_list`.
    """
    kind, other = a.__class__, b.__class__
    if kind is Unknown or other is Unknown:
        a, b = _text_of(a), _text_of(b)
        if a is None or b is None:
            return None
        kind, other = a.__class__, b.__class__
    if kind is not other:
        return None
    if kind is str:
        return 0 if a == b else -1 if encode_basestring(a) < encode_basestring(b) else 1
    if kind is dict:
        return _compared_objects(a, b)
    if kind is list:
        for one, another in zip(a, b, strict=False):
            order = _compared(one, another)
            if order != 0:
                return order
        return (len(a) < len(b)) - (len(a) > len(b))  # a comma comes before a bracket
    if kind not in _EQUAL:
        return None
    if a == b:
        return 0
    one, another = (str(a), str(b)) if kind is int else (json.dumps(a), json.dumps(b))
    return None if one.startswith(another) or another.startswith(one) else -1 if one < another else 1


def _compared_objects(a: dict[str, Any], b: dict[str, Any]) -> int | None:
    names = sorted(a)
    others = names if a.keys() == b.keys() else sorted(b)
    for name, other in zip(names, others, strict=False):
        order = _compared(a[name], b[name]) if name == other else -1 if encode_basestring(name) < encode_basestring(other) else 1
        if order != 0:
            return order
    return (len(a) < len(b)) - (len(a) > len(b))


def _text_of(value: Any) -> Any:
    """What stands for an unknown value in the text by which lists are sorted; None where it has none."""
    if value.__class__ is not Unknown:
        return value
    if value.identity is None or value.one_of is not None or value.may_be_absent:
        return None
    return "\uffff" + repr(value.identity)
