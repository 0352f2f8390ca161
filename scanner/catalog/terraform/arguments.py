"""The arguments of one resource put where they belong, with a ledger of those that nothing takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.exploding import Rest, exploded, settled
from scanner.catalog.terraform.matching import all_match, matches, negated, settle_of, without
from scanner.catalog.terraform.naming import named
from scanner.catalog.terraform.rows import AUTOMATIC, Row, Rule, computed
from scanner.catalog.terraform.values import (
    as_text,
    copied,
    default,
    given,
    inside,
    longer,
    optional,
    owner,
    pair_of,
    put,
    translated,
    twin,
    wrapped,
)
from scanner.catalog.terraform.values import at as at_path
from scanner.cfn_schemas import Shape
from scanner.json_text import parse_json_text
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.snapshot import Pointer
from scanner.unknown import ABSENT, ANY, ARRAY, NOTHING, NULL, OBJECT, STRING, OpenList, OpenObject, Unknown

SHA1: Final = regex(r"[0-9a-f]{40}")
COMMENT: Final = "//"
"""What Terraform's JSON syntax passes over in a block."""


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


def moved(pointer: Pointer, depth: int, by: int) -> Pointer:
    """A pointer to a member of a list that comes behind others."""
    step = pointer[depth] if len(pointer) > depth else None
    return (*pointer[:depth], step + by, *pointer[depth + 1 :]) if by and isinstance(step, int) else pointer


class Work:
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
            if name in rule.drop or name in rule.explode or name == COMMENT:
                continue
            own = rule.take.get(name)
            if own is None:
                found = self.named(name, shape) if self.row.automatic or target else None
                if found is None:
                    if given(value) and not self.computed((*source, name)):
                        self.mapped.unmapped.append((*source, name))
                    continue
                self.put((found,), value, shape, AUTOMATIC, (*source, name), into, target)
                continue
            if own.unless:
                value = without(value, all_match(values, own.unless, self.mapped.declared.id))
            if own.list is not None:
                self.attribute(own, value, (*source, name), into, target)
            elif own.several is not None and isinstance(value, list) and len(value) > 1:
                self.put(own.several.to or (name,), value, shape, own.several, (*source, name), into, target)
            elif own.spread:
                self.spread(own, value, shape, (*source, name), into, target)
            else:
                path = own.to or (self.named(name, shape) or name,)
                self.put(path, value, shape, own, (*source, name), into, target)
                if own.several is not None and own.several.to is not None and isinstance(value, (OpenList, Unknown)):
                    there = Unknown(value.reason, types=ARRAY, may_be_absent=True, settle=settle_of(value))
                    put(into, own.several.to, there)
        self.usual(values, rule, into)

    def usual(self, values: Mapping[str, Any], rule: Rule, into: dict[str, Any]) -> None:
        """What holds whatever is written, and where nothing is."""
        for path, constant in rule.const.items():
            put(into, path, copied(constant))
        for path, usual in rule.defaults.items():
            default(into, path, usual)
        for name, own in rule.take.items():
            value = values.get(name)
            if own.also and given(value):
                there = matches(value, {"given": True}, (self.mapped.declared.id, name))
                for path, beside in own.also.items():
                    if at_path(into, path) is None:
                        put(into, path, without(beside, negated(there)))

    def spread(self, rule: Rule, value: Any, shape: Shape | None, source: Pointer, into: dict[str, Any], target: Pointer) -> None:
        """A block whose arguments stand beside it; what may or may not be there leaves what it gives open."""
        if isinstance(value, dict):
            self.members(value, shape, rule, source, into, target)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                self.spread(rule, item, shape, (*source, place), into, target)
        elif isinstance(value, (Unknown, OpenList, OpenObject)):
            doubt = value if isinstance(value, Unknown) else Unknown(value.reason)
            for own in rule.take.values():
                if own.spread:
                    self.spread(own, doubt, shape, source, into, target)
                elif own.list is not None:
                    into[own.list] = longer(
                        into.get(own.list, []), OpenList((), Unknown(doubt.reason), reason=doubt.reason, causes=(doubt,))
                    )
                elif own.to is not None and at_path(into, own.to) is None:
                    put(into, own.to, Unknown(doubt.reason, may_be_absent=True, settle=doubt.settle))

    def computed(self, source: Pointer) -> bool:
        """Whether only the provider sets an argument."""
        return ".".join(step for step in source if isinstance(step, str)) in computed(self.row.kind)

    def named(self, name: str, shape: Shape | None) -> str | None:
        """The property that an argument is called like."""
        return None if shape is None else named(name, tuple(shape.properties), self.short)

    def attribute(self, rule: Rule, value: Any, source: Pointer, into: dict[str, Any], target: Pointer) -> None:
        """An argument that is one of a list of keys and values."""
        assert rule.list is not None  # noqa: S101  # the caller asked
        if not given(value):
            return
        listed = into.get(rule.list, [])
        found = translated(value, rule)
        text = "true" if found is True else "false" if found is False else found
        text = str(text) if isinstance(text, (int, float)) else text
        if isinstance(listed, list):
            self.mapped.sources[(*target, rule.list, len(listed))] = source
        self.mapped.sources.setdefault((*target, rule.list), source)
        element: Any = {"Key": rule.key, "Value": optional(text)}
        if isinstance(value, Unknown) and value.types & NULL and value.one_of is None:
            element = Unknown(value.reason, one_of=(element, ABSENT), settle=value.settle)
        into[rule.list] = longer(listed, [element])

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
        if rule.unknown is not None:
            hidden = Unknown(rule.unknown, types=(inner.types if inner is not None else 0) or ANY, may_be_absent=True, settle="an account")
            put(into, path, hidden)
            self.mapped.sources.setdefault(place, source)
            return
        if rule.wrap is not None:
            member = (inner.items or inner) if inner is not None else None
            member = member.properties.get(rule.wrap) if member is not None else None
            whole = isinstance(value, list) and member is not None and bool(member.types & ARRAY)
            value = {rule.wrap: value} if whole else wrapped(value, rule.wrap)
            rule = Rule(append=rule.append, take={rule.wrap: Rule(take=rule.take, values=rule.values, json=rule.json)}, const=rule.const)
        value = self.prepared(value, rule)
        if rule.append:
            before = at_path(into, path)
            at = (*place, len(before) if isinstance(before, list) else 0)
            item = self.value(value, inner.items if inner is not None else None, rule, source, at)
            if item is ABSENT:
                return
            same = twin(before, item, rule)
            if same is not None:
                same.update(item)
                return
            put(into, path, [item])
            self.mapped.sources[at] = source
            return
        before = at_path(into, path)
        outside, self.mapped.sources = self.mapped.sources, {}
        found = self.value(value, inner, rule, source, place)
        inside_sources, self.mapped.sources = self.mapped.sources, outside
        if found is ABSENT:
            return
        by = len(before) if isinstance(before, list) and isinstance(found, list) else 0
        self.mapped.sources.setdefault(place, source)
        for pointer, origin in inside_sources.items():
            self.mapped.sources[moved(pointer, len(place), by)] = origin
        put(into, path, found)

    def prepared(self, value: Any, rule: Rule) -> Any:
        """A value as its rule reads it, before it is brought into form."""
        if rule.owner:
            return owner(value)
        if rule.only is not None:
            return inside(value, rule.only)
        if rule.hashed and isinstance(value, str) and SHA1.fullmatch(value):
            return Unknown("a plan of this provider shows its hash only", types=STRING, truthy=True, settle="the code")
        return translated(value, rule)

    def value(self, value: Any, shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """A value in the form that its place wants."""
        if isinstance(value, Unknown):
            return self.unknown(value, shape, rule, source, target)
        if isinstance(value, str):
            if rule.json or (shape is not None and shape.types & (ARRAY | OBJECT) and not shape.types & STRING):
                parsed = parse_json_text((value,))
                if parsed is not None:
                    return self.value(parsed, shape, Rule(take=rule.take, drop=rule.drop, keep=rule.keep), source, target)
                if shape is not None and shape.types & ARRAY and not shape.types & OBJECT and not shape.json:
                    return [value]
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
        if shape is not None and value.types == STRING and shape.types & ARRAY and not shape.types & (STRING | OBJECT):
            return [value]
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
        pair = pair_of(shape) if shape is not None and len(items) == 1 and isinstance(items[0], dict) and not rule.take else None
        if pair is not None and not items[0].keys() & {pair[0].lower(), *pair}:
            return self.object_value(items[0], shape, rule, (*source, 0), target)  # Terraform 0.11 wrote maps as blocks
        inner = shape.items if shape is not None else None
        result: list[Any] = []
        rest: list[Rest] = []
        for place, item in enumerate(items):
            for one in exploded(item, rule, self.mapped.declared):
                if isinstance(one, Rest):
                    rest.append(one)
                    continue
                at = (*target, len(result))
                found = self.value(one, inner, rule, (*source, place), at)
                self.mapped.sources[at] = (*source, place)
                result.append(found)
        if not rest:
            return result
        doubt = rest[0].doubt
        more = self.value(rest[0].item, inner, rule, source, ()) if len(rest) == 1 else Unknown(doubt.reason, types=OBJECT)
        causes = (doubt,) if isinstance(doubt, Unknown) else doubt.causes
        return OpenList(tuple((one, False) for one in result), more, reason=doubt.reason, causes=causes)

    def open_list(self, value: OpenList, shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """A list of which not all is known."""
        if shape is not None and shape.types and not shape.types & ARRAY:
            return Unknown(value.reason, types=shape.types, may_be_absent=True, settle=next((one.settle for one in value.causes), None))
        inner = shape.items if shape is not None else None
        items: list[tuple[Any, bool]] = []
        for item, missing in value.items:
            items.extend((self.value(settled(one), inner, rule, source, ()), missing) for one in exploded(item, rule, self.mapped.declared))
        more = value.more
        if more is not NOTHING:
            made = [self.value(settled(one), inner, rule, source, ()) for one in exploded(more, rule, self.mapped.declared)]
            more = made[0] if len(made) == 1 else Unknown(value.reason, types=OBJECT)
        return OpenList(tuple(items), more, value.ordered, value.nonempty, value.reason, value.causes)

    def object_value(self, value: dict[str, Any], shape: Shape | None, rule: Rule, source: Pointer, target: Pointer) -> Any:
        """An object, a map, or one block."""
        if rule.keep:
            return {name: as_text(one) for name, one in value.items() if one is not None}
        if shape is not None and shape.types & ARRAY and not shape.types & OBJECT:
            pair = rule.pairs or pair_of(shape)
            if pair is not None:
                for place, name in enumerate(sorted(value)):
                    self.mapped.sources[(*target, place)] = (*source, name)
                return [{pair[0]: name, pair[1]: optional(value[name])} for name in sorted(value) if value[name] is not None]
            return self.list_value([value], shape, rule, source, target)
        if not rule.take and (shape is None or not shape.properties or shape.values is not None):
            if shape is None or shape.json:
                return value if shape is not None else {name: one for name, one in value.items() if one is not None}
            known, others = shape.properties, shape.values  # the keys of a map are its own
            return {
                name: one if others is None else self.value(one, known.get(name, others), AUTOMATIC, (*source, name), (*target, name))
                for name, one in value.items()
                if one is not None
            }
        result: dict[str, Any] = {}
        before = len(self.mapped.unmapped)
        self.members(value, shape, rule, source, result, target)
        if shape is not None and len(self.mapped.unmapped) > before:
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
            pair = rule.pairs or pair_of(shape)
            known = [({pair[0]: name, pair[1]: optional(one)}, False) for name, one in sorted(value.known.items())] if pair else []
            return OpenList(tuple(known), Unknown(value.reason), ordered=False, reason=value.reason, causes=value.causes)
        known_value = self.object_value(dict(value.known), shape, rule, source, target)
        return OpenObject(known_value, True, value.reason, value.causes) if isinstance(known_value, dict) else known_value
