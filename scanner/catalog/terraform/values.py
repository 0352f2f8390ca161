"""Values on their way into properties: present or not, under another name, in a new object, one list behind another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.catalog.terraform.rows import Rule
from scanner.cfn_schemas import Shape
from scanner.unknown import ABSENT, ANY, ARRAY, NOTHING, NULL, STRING, OpenList, OpenObject, Unknown, reference

PAIR: Final = frozenset({"Key", "Value"})


def given(value: Any) -> bool:
    """Whether an argument is there at all."""
    return value is not None and value is not ABSENT and value != []


def as_text(value: Any) -> Any:
    """A member of a map of texts; Terraform makes texts of numbers and booleans there."""
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return value.but(one_of=tuple(ABSENT if one is None else as_text(one) for one in value.one_of), types=ANY, identity=None)
        if value.reference is None and value.parts is None and not value.types & STRING:
            return Unknown(
                value.reason, types=STRING, may_be_absent=bool(value.types & NULL), settle=value.settle, sensitive=value.sensitive
            )
        return optional(value)
    return ("true" if value else "false") if isinstance(value, bool) else str(value) if isinstance(value, (int, float)) else value


def optional(value: Any) -> Any:
    """A value that may be null as one that may be absent."""
    if isinstance(value, Unknown) and value.types & NULL and value.one_of is None and value.types != ANY:
        return value.but(types=value.types & ~NULL, may_be_absent=True)
    return value


def translated(value: Any, rule: Rule) -> Any:
    """A value as CloudFormation calls it."""
    if not rule.values or isinstance(value, (list, dict, OpenList, OpenObject)):
        return value
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return value.but(one_of=tuple(translated(one, rule) for one in value.one_of), identity=None, types=ANY)
        return Unknown(value.reason, may_be_absent=bool(value.types & NULL), settle=value.settle)
    text = "true" if value is True else "false" if value is False else str(value)
    if value is None or text not in rule.values:
        return value
    after = rule.values[text]
    return ABSENT if after is None else after


def owner(value: Any) -> Any:
    """The resource whose attribute a value is."""
    if isinstance(value, Unknown):
        if value.reference is not None:
            return reference(value.reference.resource, "id")
        if value.one_of is not None:
            return value.but(one_of=tuple(owner(one) for one in value.one_of), identity=None, types=ANY)
    reason = value.reason if isinstance(value, Unknown) else "what it belongs to is not declared here"
    return Unknown(reason, types=STRING, settle=value.settle if isinstance(value, Unknown) else None)


def wrapped(value: Any, name: str) -> Any:
    """A value, or each of a list, as the member of a new object."""
    if isinstance(value, list):
        return [wrapped(one, name) for one in value]
    if isinstance(value, OpenList):
        items = tuple((wrapped(one, name), missing) for one, missing in value.items)
        return OpenList(
            items,
            value.more if value.more is NOTHING else wrapped(value.more, name),
            value.ordered,
            value.nonempty,
            value.reason,
            value.causes,
        )
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(
            one_of=tuple(one if one is None or one is ABSENT else wrapped(one, name) for one in value.one_of), identity=None, types=ANY
        )
    if isinstance(value, Unknown) and value.types & NULL and value.types != ANY:
        return Unknown(value.reason, one_of=({name: value.but(types=value.types & ~NULL)}, ABSENT), settle=value.settle)
    return {name: value}


def present(item: Any) -> tuple[dict[str, Any] | None, Any]:
    """An object that may be a choice between itself and nothing: the object, and whether it is there."""
    if isinstance(item, dict):
        return item, True
    if not isinstance(item, Unknown) or item.one_of is None:
        return None, False
    branches = [present(one) for one in item.one_of]
    values = [found for found, _ in branches if found is not None]
    if not values:
        return None, False
    names = list(dict.fromkeys(name for one in values for name in one))
    chosen = values[0] if all(one == values[0] for one in values[1:]) else {name: _column(item, branches, name) for name in names}
    return chosen, item.but(one_of=tuple(exists for _, exists in branches), types=ANY, identity=None)


def _column(item: Unknown, branches: list[tuple[dict[str, Any] | None, Any]], name: str) -> Any:
    cells = tuple(ABSENT if found is None else found.get(name, ABSENT) for found, _ in branches)
    if all(one is cells[0] or one == cells[0] for one in cells[1:]):
        return cells[0]
    return item.but(one_of=cells, types=ANY, identity=None)


def twin(listed: Any, item: Any, rule: Rule) -> dict[str, Any] | None:
    """The object of a list that an argument says more of: what the rule states is the same, and nothing else is said twice."""
    stated = {path[0] for path in rule.const}
    if not stated or not isinstance(listed, list) or not isinstance(item, dict):
        return None
    for one in listed:
        if isinstance(one, dict) and one.keys() & item.keys() == stated and all(one[name] == item[name] for name in stated):
            return one
    return None


def at(into: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What stands at a path, None where nothing does."""
    found: Any = into
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def put(into: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value at a path; objects and lists that stand there already take it in."""
    for step in path[:-1]:
        below = into.setdefault(step, {})
        if not isinstance(below, dict):
            return
        into = below
    before = into.get(path[-1])
    if isinstance(before, dict) and isinstance(value, dict):
        for name, item in value.items():
            put(before, (name,), item)
    else:
        into[path[-1]] = longer(before, value)


def longer(before: Any, value: Any) -> Any:
    """Two lists as one, whatever is known of them; what is no list stands over what was there."""
    if before is None or before is ABSENT:
        return value
    if isinstance(before, list) and isinstance(value, list):
        return [*before, *value]
    if not isinstance(before, (list, OpenList, Unknown)) or not isinstance(value, (list, OpenList)):
        return value
    if isinstance(before, Unknown):
        if before.one_of is not None:
            return before.but(one_of=tuple(longer(one, value) for one in before.one_of), identity=None, types=ANY)
        if not before.types & ARRAY:
            return value
    sides = [_opened(before), _opened(value)]
    doubt = next(one for one in sides if one.reason or one.more is not NOTHING or any(missing for _, missing in one.items))
    more = sides[0].more if sides[1].more is NOTHING else sides[1].more if sides[0].more is NOTHING else Unknown(doubt.reason)
    ordered = sides[0].ordered and sides[1].ordered
    return OpenList((*sides[0].items, *sides[1].items), more, ordered, sides[0].nonempty or sides[1].nonempty, doubt.reason, doubt.causes)


def _is_there(member: Any) -> bool:
    """Whether a member of a list is there, whatever it is."""
    if not isinstance(member, Unknown):
        return member is not ABSENT
    return not member.may_be_absent and all(_is_there(one) for one in member.one_of or ())


def _opened(value: Any) -> OpenList:
    if isinstance(value, OpenList):
        return value
    if isinstance(value, list):
        return OpenList(tuple((one, False) for one in value), nonempty=any(_is_there(one) for one in value))
    return OpenList((), Unknown(value.reason, settle=value.settle), reason=value.reason, causes=(value,))


def copied(value: Any) -> Any:
    """A value of a row that a resource may have for its own."""
    if isinstance(value, dict):
        return {name: copied(item) for name, item in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value


def default(into: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set what the provider takes where nothing is written; below an object that is not there, nothing."""
    for step in path[:-1]:
        below = into.get(step)
        if not isinstance(below, dict):
            return
        into = below
    found = into.get(path[-1])
    if found is None:
        into[path[-1]] = copied(value)
    elif isinstance(found, Unknown) and found.may_be_absent and found.one_of is None:
        into[path[-1]] = Unknown(found.reason, types=ANY, settle=found.settle, sensitive=found.sensitive)


def pair_of(shape: Shape) -> tuple[str, str] | None:
    """The members of a list's elements, where those are a key and a value."""
    names = set(shape.items.properties) if shape.items is not None else set()
    if names >= PAIR:
        return ("Key", "Value")
    return ("Name", "Value") if names >= {"Name", "Value"} else None


def inside(value: Any, name: str) -> Any:
    """Blocks as what one of their arguments holds."""
    if isinstance(value, list):
        return [inside(one, name) for one in value]
    if isinstance(value, dict):
        return value.get(name, [])
    if isinstance(value, OpenList):
        more = value.more if value.more is NOTHING else inside(value.more, name)
        items = tuple((inside(one, name), missing) for one, missing in value.items)
        return OpenList(items, more, value.ordered, value.nonempty, value.reason, value.causes)
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(one_of=tuple(one if one is ABSENT else inside(one, name) for one in value.one_of), identity=None, types=ANY)
    return Unknown(value.reason, types=ARRAY, settle=value.settle) if isinstance(value, Unknown) else value
