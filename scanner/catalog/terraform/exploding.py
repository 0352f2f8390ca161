"""Blocks that hold lists where CloudFormation has one object for each element."""

from __future__ import annotations

from typing import Any

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.rows import Explode, Rule
from scanner.json_text import parse_json_text
from scanner.records import dataclass
from scanner.unknown import ABSENT, ANY, ARRAY, NOTHING, STRING, OpenList, Unknown, reference


@dataclass(slots=True, eq=False)
class Rest:
    """Stands for any number of further objects."""

    item: dict[str, Any]
    doubt: Unknown | OpenList


def settled(piece: Any) -> Any:
    """An object that a block makes, where there is no list to leave open."""
    return maybe_of(piece.item, piece.doubt) if isinstance(piece, Rest) else piece


def maybe_of(made: dict[str, Any], doubt: Unknown | OpenList) -> Unknown:
    """An object that may not be there."""
    settle = doubt.settle if isinstance(doubt, Unknown) else next((one.settle for one in doubt.causes), None)
    return Unknown(doubt.reason, one_of=(made, ABSENT), settle=settle)


def chosen(value: Any, make: Any) -> Any:
    """What is made of a value, of each alternative where it is a choice."""
    if isinstance(value, Unknown) and value.one_of is not None and ABSENT in value.one_of:
        return value.but(one_of=tuple(ABSENT if one is ABSENT else chosen(one, make) for one in value.one_of), identity=None, types=ANY)
    return make(value)


def exploded(item: Any, rule: Rule, declared: Declared) -> list[Any]:
    """The objects that a block makes: one for each element of its lists that CloudFormation has one of each. Without any there is none."""
    if not rule.explode:
        return [item]
    if isinstance(item, Unknown) and item.one_of is not None:
        return beside(item, [exploded(one, rule, declared) for one in item.one_of])
    if not isinstance(item, dict):
        return [] if item is ABSENT else [item]
    rest = {name: value for name, value in item.items() if name not in rule.explode}
    made: list[Any] = []
    for name, becomes in rule.explode.items():
        made.extend(pieces(rest, name, item.get(name), becomes, declared))
    return made


def beside(choice: Unknown, sides: list[list[Any]]) -> list[Any]:
    """The members of lists of which one is chosen: each position is a choice, too."""
    settled_sides = [[settled(piece) for piece in side] for side in sides]
    most = max((len(side) for side in settled_sides), default=0)
    return [
        choice.but(one_of=tuple(side[place] if place < len(side) else ABSENT for side in settled_sides), types=ANY, identity=None)
        for place in range(most)
    ]


def pieces(rest: dict[str, Any], name: str, value: Any, becomes: Explode, declared: Declared) -> list[Any]:
    """The objects that one list of a block makes."""
    if value is None or value is ABSENT or value is False:
        return []
    if becomes.own is not None or becomes.same is not None:
        value, becomes = flagged(value, becomes, declared), Explode(becomes.to)
    if becomes.of is not None:
        value = members(value, becomes.of)
    if isinstance(value, list):
        return [chosen(one, lambda leaf: {**rest, becomes.to: leaf}) for one in value]
    if isinstance(value, OpenList):
        found = [maybe_of({**rest, becomes.to: one}, value) if missing else {**rest, becomes.to: one} for one, missing in value.items]
        return found if value.more is NOTHING else [*found, Rest({**rest, becomes.to: value.more}, value)]
    if isinstance(value, Unknown) and value.one_of is not None:
        return beside(value, [pieces(rest, name, one, becomes, declared) for one in value.one_of])
    if isinstance(value, Unknown) and not (value.types & STRING and not value.types & ARRAY):
        member = Unknown(value.reason, types=STRING, settle=value.settle, sensitive=value.sensitive)
        return [Rest({**rest, becomes.to: member}, value)]
    return [{**rest, becomes.to: value}]


def members(value: Any, name: str) -> Any:
    """The list in a JSON text; a text that is not known is one member that is not known."""
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(one_of=tuple(one if one is ABSENT else members(one, name) for one in value.one_of), types=ANY, identity=None)
    parts = (value,) if isinstance(value, str) else value.parts if isinstance(value, Unknown) else None
    found = parse_json_text(parts) if parts is not None else value
    if isinstance(found, dict):
        listed = found.get(name, [])
        return listed if isinstance(listed, (list, OpenList)) else [listed]
    if isinstance(value, Unknown):
        return [Unknown(value.reason, types=ANY, settle=value.settle, sensitive=value.sensitive)]
    return [Unknown("it is no JSON text", types=ANY, settle="mistake in the template")]


def flagged(value: Any, becomes: Explode, declared: Declared) -> Any:
    """What a flag stands for, as a list: nothing where it is false."""
    named = reference(declared.id, becomes.own) if becomes.own is not None else declared.values.get(becomes.same or "")
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return value.but(one_of=tuple(flagged(one, becomes, declared) for one in value.one_of), types=ANY, identity=None)
        return OpenList(((named, True),), reason=value.reason, causes=(value,))
    return [named] if value is True or value == "true" else []
