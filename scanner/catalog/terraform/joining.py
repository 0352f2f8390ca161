"""The resources of one root together: what is folded into its parent, what stands inline and is one of its own, and references by
CloudFormation's attribute names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.mapping import Mapped, map_resource, map_split
from scanner.catalog.terraform.rows import Row, rows_of
from scanner.encoding import text_value
from scanner.records import dataclass, field
from scanner.snapshot import Gap, Location, Pointer
from scanner.unknown import ABSENT, ANY, NOTHING, OpenList, OpenObject, Unknown, reference

ATTRIBUTES = {"id": "Ref", "arn": "Arn"}
"""What attributes are called where a row does not say otherwise; other names are CloudFormation's but for case."""


@dataclass(slots=True, eq=False)
class Joined:
    """One canonical resource in the making."""

    id: str
    type: str
    declared: Declared
    properties: dict[str, Any]
    places: dict[Pointer, Location] = field(default_factory=dict)
    exists: Any = True


def join(declared: Sequence[Declared]) -> tuple[list[Joined], list[Gap]]:
    """The resources of a root in order, and a Gap for each type that the catalogue has not got."""
    kinds = {one.id: one for one in declared}
    found: list[Joined] = []
    folds: list[Mapped] = []
    by_id: dict[str, list[Joined]] = {}
    unknown_kinds: dict[str, Declared] = {}
    for one in declared:
        chosen = [row for row in rows_of(one.kind) if fits(row, one) is not False]
        if not rows_of(one.kind):
            unknown_kinds.setdefault(one.kind, one)
        for row in chosen:
            mapped = map_resource(one, row)
            if row.fold is not None:
                folds.append(mapped)
                continue
            sure = fits(row, one)
            joined = Joined(one.id, row.type, one, mapped.properties, places_of(mapped), one.exists if sure is True else _doubt(sure))
            found.append(joined)
            by_id.setdefault(one.id, []).append(joined)
            found.extend(_inline(one, row))
    for mapped in folds:
        _fold(mapped, by_id, found)
    names = _Names(kinds)
    for joined in found:
        joined.properties = names.rewritten(joined.properties)
    return found, [_not_modelled(kind, one) for kind, one in sorted(unknown_kinds.items())]


def _not_modelled(kind: str, one: Declared) -> Gap:
    return Gap(kind, f"{kind} is not modelled; what hangs on it is not judged", one.location, kind="not-modelled")


def _doubt(sure: Any) -> Any:
    return sure.but(one_of=(True, False)) if isinstance(sure, Unknown) else sure


def fits(row: Row, declared: Declared) -> Any:
    """Whether a row is for a resource: True, False, or an Unknown where an argument that decides is not known."""
    for name, wanted in row.when.items():
        value = declared.values.get(name)
        if isinstance(value, Unknown):
            return Unknown(value.reason, one_of=(True, False), selector=("when", declared.id, name, str(wanted)), settle=value.settle)
        if value not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def places_of(mapped: Mapped) -> dict[Pointer, Location]:
    """Where the properties stand: each at its argument, else at the nearest that is written."""
    found: dict[Pointer, Location] = {}
    places = mapped.declared.places
    for target, source in mapped.sources.items():
        at = source
        while at:
            place = places.get(at)
            if place is not None:
                found[target] = place
                break
            at = at[:-1]
    return found


def _inline(one: Declared, row: Row) -> Iterable[Joined]:
    """The resources that stand inline."""
    for name, split in row.split.items():
        blocks = one.values.get(name)
        items: list[tuple[Any, Any]] = []
        if isinstance(blocks, list):
            items = [(block, one.exists) for block in blocks]
        elif isinstance(blocks, OpenList):
            items = [(block, Unknown(blocks.reason, one_of=(True, False)) if missing else one.exists) for block, missing in blocks.items]
            if blocks.more is not NOTHING:
                items.append((blocks.more, Unknown(blocks.reason, one_of=(True, False))))
        elif isinstance(blocks, Unknown):
            items = [({}, Unknown(blocks.reason, one_of=(True, False)))]
        for place, (block, exists) in enumerate(items):
            if isinstance(block, Unknown) and block.one_of is not None:
                inner = next((leaf for leaf in block.one_of if isinstance(leaf, dict)), None)
                exists = block.but(one_of=tuple(leaf is not ABSENT for leaf in block.one_of)) if inner is not None else exists
                block = inner
            if not isinstance(block, dict):
                continue
            mapped = map_split(one, row, name, place, block)
            mapped.properties[split.parent] = reference(one.id, "id")
            yield Joined(f"{one.id}.{name}[{place}]", split.type, one, mapped.properties, places_of(mapped), exists)


# ---------------------------------------------------------------- folding


def _fold(mapped: Mapped, by_id: Mapping[str, list[Joined]], found: Sequence[Joined]) -> None:
    """Lay the properties of a satellite into the resource that it names."""
    name = mapped.row.fold
    value = mapped.declared.values.get(name or "")
    targets, sure = _targets(value, mapped.row.type, by_id, found)
    places = places_of(mapped)
    for target in targets:
        exists = mapped.declared.exists if sure else Unknown(_reason(value), one_of=(True, False), settle=getattr(value, "settle", None))
        for key, given in mapped.properties.items():
            _lay(target, (key,), target.properties, key, given, exists, places, (key,))


def _reason(value: Any) -> str:
    return value.reason if isinstance(value, Unknown) else "what it belongs to is not known"


def _targets(value: Any, type_name: str, by_id: Mapping[str, list[Joined]], found: Sequence[Joined]) -> tuple[list[Joined], bool]:
    """The resources of a type that a value may name, and whether it certainly names them."""
    if isinstance(value, Unknown) and value.reference is not None:
        return [one for one in by_id.get(value.reference.resource, ()) if one.type == type_name], True
    listed = [one for one in found if one.type == type_name]
    if isinstance(value, str):
        return [one for one in listed if value in _own_names(one)][:1], True
    if isinstance(value, Unknown):
        same = [one for one in listed if any(name == value for name in _own_names(one))]
        if same:
            return same[:1], True
        if value.one_of is not None:
            several = [target for leaf in value.one_of for target in _targets(leaf, type_name, by_id, found)[0]]
            return list(dict.fromkeys(several)), False
        return listed, False
    return [], True


def _own_names(joined: Joined) -> list[Any]:
    """What a resource is called by its own arguments."""
    values = joined.declared.values
    return [values[name] for name in ("name", "bucket", "id", "function_name", "cluster_name", "family") if values.get(name) is not None]


def _lay(
    target: Joined,
    pointer: Pointer,
    into: dict[str, Any],
    key: str,
    given: Any,
    exists: Any,
    places: Mapping[Pointer, Location],
    source: Pointer,
) -> None:
    """Put one property of a satellite into an object of its parent: lists grow, objects merge, other values stand over."""
    before = into.get(key)
    if isinstance(before, dict) and isinstance(given, dict):
        for name, value in given.items():
            _lay(target, (*pointer, name), before, name, value, exists, places, (*source, name))
        return
    shift = 0
    if isinstance(given, list):
        items = given if exists is True else [_if(exists, item) for item in given]
        if isinstance(before, list):
            shift = len(before)
            into[key] = [*before, *items]
        elif isinstance(before, OpenList):
            into[key] = OpenList(
                (*before.items, *((item, False) for item in items)), before.more, before.ordered, True, before.reason, before.causes
            )
        else:
            into[key] = items
    elif isinstance(given, OpenList) and isinstance(before, list):
        into[key] = OpenList(
            (*((item, False) for item in before), *given.items), given.more, False, given.nonempty, given.reason, given.causes
        )
    else:
        into[key] = given if exists is True else _if(exists, given, before)
    for at, place in places.items():
        if at[: len(source)] == source:
            rest = at[len(source) :]
            if shift and rest and isinstance(rest[0], int):
                rest = (rest[0] + shift, *rest[1:])
            target.places.setdefault((*pointer, *rest), place)


def _if(exists: Any, value: Any, otherwise: Any = ABSENT) -> Any:
    """A value where something exists, else another."""
    if exists is True:
        return value
    if exists is False:
        return otherwise if otherwise is not None else ABSENT
    if isinstance(exists, Unknown) and exists.one_of is not None:
        branches = tuple(_if(one, value, otherwise) for one in exists.one_of)
        return Unknown(exists.reason, types=ANY, one_of=branches, selector=exists.selector, settle=exists.settle)
    return Unknown(_reason(exists), one_of=(value, otherwise if otherwise is not None else ABSENT))


# ---------------------------------------------------------------- references


class _Names:
    """References by the provider's attributes become references by CloudFormation's."""

    def __init__(self, kinds: Mapping[str, Declared]) -> None:
        self.kinds = kinds

    def attribute(self, resource: str, name: str) -> str:
        """What an attribute is called in CloudFormation."""
        declared = self.kinds.get(resource)
        for row in rows_of(declared.kind) if declared is not None else ():
            if name in row.names:
                return row.names[name]
        return ATTRIBUTES.get(name) or "".join(word[:1].upper() + word[1:] for word in name.split("_"))

    def rewritten(self, value: Any) -> Any:
        """A value with its references rewritten."""
        if isinstance(value, dict):
            return {name: self.rewritten(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.rewritten(item) for item in value]
        if isinstance(value, Unknown):
            return self.unknown(value)
        if isinstance(value, OpenList):
            items = tuple((self.rewritten(item), missing) for item, missing in value.items)
            return OpenList(items, self.rewritten(value.more), value.ordered, value.nonempty, value.reason, value.causes)
        if isinstance(value, OpenObject):
            return OpenObject({name: self.rewritten(item) for name, item in value.known.items()}, value.open, value.reason, value.causes)
        return value

    def unknown(self, value: Unknown) -> Unknown:
        """An unknown value."""
        if value.reference is not None:
            made = reference(value.reference.resource, self.attribute(value.reference.resource, value.reference.attribute), value.types)
            return made.but(sensitive=value.sensitive, may_be_absent=value.may_be_absent)
        if value.one_of is not None:
            return value.but(one_of=tuple(self.rewritten(one) for one in value.one_of))
        if value.parts is not None:
            return text_value([self.rewritten(part) for part in value.parts]).but(
                sensitive=value.sensitive, may_be_absent=value.may_be_absent
            )
        return value
