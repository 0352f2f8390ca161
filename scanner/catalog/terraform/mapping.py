"""One resource of the provider as properties of CloudFormation, with a ledger: every argument is taken, dropped for a reason, or unmapped.

What is unmapped may be what a property says that nothing else gave: such properties are unknown, never absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.rows import AUTOMATIC, META, Row, Rule
from scanner.cfn_schemas import Shape, type_schema
from scanner.json_text import parse_json_text
from scanner.records import dataclass, field
from scanner.snapshot import Pointer
from scanner.unknown import ABSENT, ANY, ARRAY, NOTHING, NULL, OBJECT, STRING, OpenList, OpenObject, Unknown

PAIR: Final = frozenset({"Key", "Value"})


@dataclass(slots=True, eq=False)
class Mapped:
    """What a resource became."""

    row: Row
    declared: Declared
    properties: dict[str, Any] = field(default_factory=dict)
    sources: dict[Pointer, Pointer] = field(default_factory=dict)
    """Where each part came from: pointer into the properties -> pointer into the declared values."""
    unmapped: list[Pointer] = field(default_factory=list)
    """Arguments that no rule and no name takes."""


def map_resource(declared: Declared, row: Row) -> Mapped:
    """The properties of a resource by a row of its type."""
    mapped = Mapped(row, declared)
    schema = type_schema(row.type)
    work = _Work(row, mapped)
    values = {name: value for name, value in declared.values.items() if name not in row.split and name != row.fold and name not in META}
    if "region" in declared.values and "region" in row.rule.take:
        values["region"] = declared.values["region"]
    work.members(values, schema.root if schema else None, row.rule, (), mapped.properties, ())
    if mapped.unmapped and schema is not None:
        _open_up(mapped, schema.root)
    return mapped


def map_split(declared: Declared, row: Row, name: str, place: int, value: Mapping[str, Any]) -> Mapped:
    """The properties of a resource that stands inline in another; the name of its parent is not among them."""
    split = row.split[name]
    inner = Row(row.kind, split.type, split.rule, file=row.file, line=row.line)
    mapped = Mapped(inner, declared)
    schema = type_schema(split.type)
    _Work(inner, mapped).members(dict(value), schema.root if schema else None, split.rule, (name, place), mapped.properties, ())
    if mapped.unmapped and schema is not None:
        _open_up(mapped, schema.root)
    return mapped


def _open_up(mapped: Mapped, root: Shape) -> None:
    """Where something is unmapped, what no argument gave is unknown: a property of the type, or of the object that it stands in."""
    names = sorted({".".join(str(step) for step in pointer if isinstance(step, str)) for pointer in mapped.unmapped})
    reason = f"{mapped.declared.kind} {names[0]} is not modelled"
    known = {rule.to[0] for rule in mapped.row.rule.take.values() if rule.to}
    for name, shape in root.properties.items():
        if name not in mapped.properties and name not in known and name != "Runtime":
            mapped.properties[name] = Unknown(reason, types=shape.types or ANY, may_be_absent=True, settle="a plan or an account")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without case and underscores."""
    return name.replace("_", "").replace("-", "").lower()


def candidates(name: str, short: str) -> Iterator[str]:
    """What a provider's argument may be called in CloudFormation, without case: the same, its plural, with the type's name before it."""
    base = plain(name)
    yield base
    yield f"{base}s"
    if base.endswith("y"):
        yield f"{base[:-1]}ies"
    yield f"{base}es"
    if base.endswith("s"):
        yield base[:-1]
    yield plain(short) + base


@lru_cache(maxsize=16384)
def _named(name: str, properties: tuple[str, ...], short: str) -> str | None:
    known = {plain(one): one for one in properties}
    return next((known[one] for one in candidates(name, short) if one in known and known[one] != "Runtime"), None)


class _Work:
    """One resource being mapped."""

    def __init__(self, row: Row, mapped: Mapped) -> None:
        self.row = row
        self.mapped = mapped
        self.short = row.type.rpartition("::")[2]

    def members(
        self, values: Mapping[str, Any], shape: Shape | None, rule: Rule, source: Pointer, into: dict[str, Any], target: Pointer
    ) -> None:
        """Put the arguments of a resource or block where they belong."""
        for name, value in values.items():
            if name in rule.drop or name in rule.explode:
                continue
            own = rule.take.get(name)
            if own is None:
                found = self.named(name, shape) if self.row.automatic or target else None
                if found is None:
                    if given(value):
                        self.mapped.unmapped.append((*source, name))
                    continue
                self.put((found,), value, shape, AUTOMATIC, (*source, name), into, target)
            elif own.list is not None:
                self.attribute(own, value, (*source, name), into, target)
            else:
                path = own.to or (self.named(name, shape) or name,)
                self.put(path, value, shape, own, (*source, name), into, target)
        for path, constant in rule.const.items():
            _deep(into, path, constant)
        for path, default in rule.defaults.items():
            _default(into, path, default)

    def named(self, name: str, shape: Shape | None) -> str | None:
        """The property that an argument is called like."""
        return None if shape is None else _named(name, tuple(shape.properties), self.short)

    def attribute(self, rule: Rule, value: Any, source: Pointer, into: dict[str, Any], target: Pointer) -> None:
        """An argument that is one of a list of keys and values."""
        assert rule.list is not None  # noqa: S101  # the caller asked
        if not given(value):
            return
        listed = into.setdefault(rule.list, [])
        if not isinstance(listed, list):
            return
        found = translated(value, rule)
        text = "true" if found is True else "false" if found is False else found
        text = str(text) if isinstance(text, (int, float)) else text
        self.mapped.sources[(*target, rule.list, len(listed))] = source
        self.mapped.sources.setdefault((*target, rule.list), source)
        element = {"Key": rule.key, "Value": optional(text)}
        if isinstance(value, Unknown) and value.types & NULL and value.one_of is None:
            listed.append(Unknown(value.reason, one_of=(element, ABSENT), settle=value.settle))
        else:
            listed.append(element)

    def put(
        self, path: tuple[str, ...], value: Any, shape: Shape | None, rule: Rule, source: Pointer, into: dict[str, Any], target: Pointer
    ) -> None:
        """Put a value at a path below an object."""
        if not given(value):
            return
        inner = shape
        for step in path:
            inner = inner.properties.get(step, inner.values) if inner is not None else None
        place = (*target, *path)
        if rule.append:
            listed = _reach(into, path)
            if isinstance(listed, list):
                at = (*place, len(listed))
                listed.append(self.value(translated(value, rule), inner.items if inner is not None else None, rule, source, at))
                self.mapped.sources[at] = source
            return
        found = self.value(translated(value, rule), inner, rule, source, place)
        if found is ABSENT:
            return
        self.mapped.sources[place] = source
        _deep(into, path, found)

    def value(self, value: Any, shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """A value in the form that its place wants."""
        if isinstance(value, Unknown):
            return self.unknown(value, shape, rule, source, target)
        if isinstance(value, str):
            if rule.json or (shape is not None and shape.types & (ARRAY | OBJECT) and not shape.types & STRING):
                parsed = parse_json_text((value,))
                if parsed is not None:
                    return self.value(parsed, shape, Rule(take=rule.take, drop=rule.drop, keep=rule.keep), source, target)
            return value
        if isinstance(value, list):
            return self.list_value(value, shape, rule, source, target)
        if isinstance(value, OpenList):
            return self.open_list(value, shape, rule, source, target)
        if isinstance(value, dict):
            return self.object_value(value, shape, rule, source, target)
        if isinstance(value, OpenObject):
            return self.open_object(value, shape, rule, source, target)
        return value

    def unknown(self, value: Unknown, shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """What is known of an unknown value, in form."""
        if value.one_of is not None:
            before = len(self.mapped.sources)
            branches = tuple(
                ABSENT if one is None or one is ABSENT else self.value(translated(one, rule), shape, rule, source, ())
                for one in value.one_of
            )
            for pointer in list(self.mapped.sources)[before:]:  # inside a choice there are no places
                del self.mapped.sources[pointer]
            if all(new is old for new, old in zip(branches, value.one_of, strict=True)):
                return value
            return value.but(one_of=branches, identity=None, types=ANY)
        if value.parts is not None and (rule.json or (shape is not None and shape.json)):
            parsed = parse_json_text(value.parts)
            if parsed is not None:
                return self.value(parsed, shape, Rule(take=rule.take, drop=rule.drop, keep=rule.keep), source, target)
        if rule.json and shape is not None:
            return Unknown(
                value.reason,
                types=shape.types or ANY,
                may_be_absent=bool(value.types & NULL),
                sensitive=value.sensitive,
                settle=value.settle,
            )
        if shape is not None and shape.types and not shape.types & value.types & ~NULL:
            return Unknown(value.reason, types=shape.types, may_be_absent=True, sensitive=value.sensitive, settle=value.settle)
        return optional(value)

    def list_value(self, items: list[Any], shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """A list, or the blocks of one name."""
        if shape is not None and shape.types and not shape.types & ARRAY:
            if not items:
                return ABSENT
            if len(items) == 1:
                return self.value(items[0], shape, rule, (*source, 0), target)
            return Unknown("several blocks stand where one is wanted", types=shape.types, settle="mistake in the template")
        inner = shape.items if shape is not None else None
        result: list[Any] = []
        for place, item in enumerate(items):
            for one in self.exploded(item, rule):
                at = (*target, len(result))
                found = self.value(one, inner, rule, (*source, place), at)
                self.mapped.sources[at] = (*source, place)
                result.append(found)
        return result

    def exploded(self, item: Any, rule: Rule) -> list[Any]:
        """The objects that a block makes: one for each element of its lists that CloudFormation has one of each."""
        if not rule.explode or not isinstance(item, dict):
            return [item]
        rest = {name: value for name, value in item.items() if name not in rule.explode}
        made: list[Any] = []
        for name, becomes in rule.explode.items():
            value = item.get(name)
            if isinstance(value, (str, bool)) or (isinstance(value, Unknown) and value.types & STRING and not value.types & ARRAY):
                value = [value]
            if isinstance(value, list):
                made.extend({**rest, becomes: one} for one in value)
            elif value is not None:
                reason = value.reason if isinstance(value, (Unknown, OpenList)) else f"{name} is not known"
                made.append({**rest, becomes: Unknown(reason, types=STRING, may_be_absent=True)})
        return made or [rest]

    def open_list(self, value: OpenList, shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """A list of which not all is known."""
        if shape is not None and shape.types and not shape.types & ARRAY:
            return Unknown(value.reason, types=shape.types, may_be_absent=True, settle=next((one.settle for one in value.causes), None))
        inner = shape.items if shape is not None else None
        items: list[tuple[Any, bool]] = []
        for item, missing in value.items:
            items.extend((self.value(one, inner, rule, source, ()), missing) for one in self.exploded(item, rule))
        more = value.more
        if more is not NOTHING:
            made = [self.value(one, inner, rule, source, ()) for one in self.exploded(more, rule)]
            more = made[0] if len(made) == 1 else Unknown(value.reason, types=OBJECT)
        return OpenList(tuple(items), more, value.ordered, value.nonempty, value.reason, value.causes)

    def object_value(self, value: dict[str, Any], shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """An object, a map, or one block."""
        if rule.keep:
            return value
        if shape is not None and shape.types & ARRAY and not shape.types & OBJECT:
            pair = rule.pairs or _pair_of(shape)
            if pair is not None:
                for place, name in enumerate(sorted(value)):
                    self.mapped.sources[(*target, place)] = (*source, name)
                return [{pair[0]: name, pair[1]: optional(value[name])} for name in sorted(value) if value[name] is not None]
            return self.list_value([value], shape, rule, source, target)
        if shape is None or (not shape.properties and not rule.take):
            if shape is not None and shape.values is not None and not shape.json:
                return {name: self.value(one, shape.values, AUTOMATIC, (*source, name), (*target, name)) for name, one in value.items()}
            return {name: one for name, one in value.items() if one is not None} if not (shape is not None and shape.json) else value
        result: dict[str, Any] = {}
        before = len(self.mapped.unmapped)
        self.members(value, shape, rule, source, result, target)
        if len(self.mapped.unmapped) > before:
            self.hide(self.mapped.unmapped[before], shape, result)
        return result

    def hide(self, pointer: Pointer, shape: Shape, result: dict[str, Any]) -> None:
        """Members of an object in which something is unmapped that nothing gave: unknown."""
        reason = f"{self.row.kind} {'.'.join(str(step) for step in pointer if isinstance(step, str))} is not modelled"
        for name, inner in shape.properties.items():
            if name not in result:
                result[name] = Unknown(reason, types=inner.types or ANY, may_be_absent=True, settle="a plan or an account")

    def open_object(self, value: OpenObject, shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """A map of which not all keys are known."""
        if shape is not None and shape.types & ARRAY and not shape.types & OBJECT:
            pair = rule.pairs or _pair_of(shape)
            known = [({pair[0]: name, pair[1]: optional(one)}, False) for name, one in sorted(value.known.items())] if pair else []
            return OpenList(tuple(known), Unknown(value.reason), ordered=False, reason=value.reason, causes=value.causes)
        known_value = self.object_value(dict(value.known), shape, rule, source, target)
        return OpenObject(known_value, True, value.reason, value.causes) if isinstance(known_value, dict) else known_value


def _pair_of(shape: Shape) -> tuple[str, str] | None:
    """The members of a list's elements, where those are a key and a value."""
    names = set(shape.items.properties) if shape.items is not None else set()
    if names >= PAIR:
        return ("Key", "Value")
    return ("Name", "Value") if names >= {"Name", "Value"} else None


def given(value: Any) -> bool:
    """Whether an argument is there at all."""
    return value is not None and value is not ABSENT and value != []


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
    for before, after in rule.values.items():
        if value == before and isinstance(value, bool) == isinstance(before, bool):
            return ABSENT if after is None else after
    return value


def _reach(into: dict[str, Any], path: tuple[str, ...]) -> Any:
    for step in path[:-1]:
        into = into.setdefault(step, {})
    return into.setdefault(path[-1], [])


def _deep(into: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value at a path; objects and lists that stand there already take it in."""
    for step in path[:-1]:
        below = into.setdefault(step, {})
        if not isinstance(below, dict):
            return
        into = below
    before = into.get(path[-1])
    if isinstance(before, dict) and isinstance(value, dict):
        for name, item in value.items():
            _deep(before, (name,), item)
    elif isinstance(before, list) and isinstance(value, list):
        before.extend(value)
    else:
        into[path[-1]] = value


def _default(into: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set what the provider takes where nothing is written; below an object that is not there, nothing."""
    for step in path[:-1]:
        below = into.get(step)
        if not isinstance(below, dict):
            return
        into = below
    found = into.get(path[-1])
    if found is None:
        into[path[-1]] = value
    elif isinstance(found, Unknown) and found.may_be_absent and found.one_of is None:
        into[path[-1]] = Unknown(found.reason, types=ANY, settle=found.settle, sensitive=found.sensitive)
