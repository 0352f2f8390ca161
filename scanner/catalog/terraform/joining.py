"""The resources of one root together: what is folded into its parent, what stands inline and is one of its own, and references by
CloudFormation's attribute names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scanner.catalog.declared import Declared
from scanner.catalog.terraform.arguments import Mapped
from scanner.catalog.terraform.mapping import map_each, map_split, open_up
from scanner.catalog.terraform.matching import all_match, both, settle_of, sure
from scanner.catalog.terraform.referring import Names
from scanner.catalog.terraform.rows import Row, rows_of
from scanner.catalog.terraform.values import copied, given, longer, present, wrapped
from scanner.records import dataclass, field
from scanner.snapshot import Gap, Location, Pointer
from scanner.unknown import ABSENT, ANY, BOOLEAN, NOTHING, NULL, OpenList, Unknown, reference


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
    folds: list[tuple[Mapped, Any]] = []
    by_id: dict[str, list[Joined]] = {}
    unknown_kinds: dict[str, Declared] = {}
    for one in declared:
        listed = rows_of(one.kind)
        if not listed:
            unknown_kinds.setdefault(one.kind, one)
        for row in listed:
            exists = both(one.exists, fits(row, one))
            if exists is False:
                continue
            for place, (mapped, there) in enumerate(map_each(one, row)):
                if row.fold is not None:
                    folds.append((mapped, both(exists, there)))
                    continue
                own = one.id if place == 0 else f"{one.id}.{place}"
                joined = Joined(own, row.type, one, mapped.properties, places_of(mapped), both(exists, there))
                found.append(joined)
                by_id.setdefault(one.id, []).append(joined)
            found.extend(inline(one, row, exists))
    names = Names(kinds)
    for mapped, exists in folds:
        value = names.meant(mapped.declared.values.get(mapped.row.fold or ""))
        _fold(mapped, value, exists, by_id, [one for one in found if _agree(mapped.declared, one.declared, mapped.row.by[1:])])
    for joined in found:
        joined.properties = names.rewritten(joined.properties)
    found.extend(made_with(kinds, names))
    return found, [_not_modelled(kind, one) for kind, one in sorted(unknown_kinds.items())]


def made_with(kinds: Mapping[str, Declared], names: Names) -> Iterable[Joined]:
    """What AWS makes with resources of the root, as far as others refer to it."""
    for own, made in sorted(names.made.items()):
        one = kinds[own.rpartition(".")[0]]
        properties = {made.parent: names.rewritten(reference(one.id, "id")), **copied(made.properties)}
        yield Joined(own, made.type, one, properties, {}, one.exists)


def _not_modelled(kind: str, one: Declared) -> Gap:
    return Gap(kind, f"{kind} is not modelled; what hangs on it is not judged", one.location, kind="not-modelled")


def fits(row: Row, declared: Declared) -> Any:
    """Whether a row is for a resource: True, False, or a choice where an argument that decides is not known."""
    return all_match(declared.values, row.when, declared.id)


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


def inline(one: Declared, row: Row, exists: Any) -> Iterable[Joined]:
    """The resources that stand inline: blocks, or the values of a plain argument."""
    for name, split in row.split.items():
        beside = {other: one.values[other] for other in split.beside if other in one.values}
        for place, (item, there) in enumerate(_items(one.values.get(name))):
            block, sure_there = present(item if isinstance(item, dict) else wrapped(item, name))
            if block is None:
                continue
            mapped = map_split(one, row, name, place, {**beside, **block})
            parent = reference(one.id, split.of)
            mapped.properties[split.parent] = [parent] if split.listed else parent
            yield Joined(
                f"{one.id}.{name}[{place}]", split.type, one, mapped.properties, places_of(mapped), both(exists, both(there, sure_there))
            )


def _items(value: Any) -> list[tuple[Any, Any]]:
    """What stands under a name, one by one, with whether it is there; a flag that is off is nothing."""
    if not given(value) or value is False:
        return []
    if isinstance(value, list):
        return [(item, True) for item in value]
    if isinstance(value, OpenList):
        doubt = Unknown(value.reason, types=BOOLEAN, one_of=(True, False), settle=settle_of(value))
        found = [(item, doubt if missing else True) for item, missing in value.items]
        return found if value.more is NOTHING else [*found, (value.more, doubt)]
    if isinstance(value, Unknown) and value.one_of is not None:
        sides = [_items(one) for one in value.one_of]
        most = max((len(side) for side in sides), default=0)
        return [
            (value.but(one_of=tuple(side[place][0] if place < len(side) else ABSENT for side in sides), types=ANY, identity=None), True)
            for place in range(most)
        ]
    if isinstance(value, Unknown) and not sure(value):
        return [
            (value.but(types=value.types & ~NULL or ANY), Unknown(value.reason, types=BOOLEAN, one_of=(True, False), settle=value.settle))
        ]
    return [(value, True)]


# ---------------------------------------------------------------- folding


def _fold(mapped: Mapped, value: Any, exists: Any, by_id: Mapping[str, list[Joined]], found: Sequence[Joined]) -> None:
    """Lay the properties of a satellite into the resources that it names."""
    row = mapped.row
    places = places_of(mapped)
    for target, named in _targets(value, row, by_id, found):
        there = both(exists, named)
        if there is False:
            continue
        for key, item in mapped.properties.items():
            if mapped.declared.many:
                item = _any_number(item, there, row.at[1:] if row.append else ())
            _lay(target, (key,), target.properties, key, item, there, places, (key,))
        for path, reason in row.hides.items():
            _hide(target.properties, path, there, Unknown(reason, may_be_absent=True, settle="an account"))
        open_up(mapped, target.properties)


def _hide(into: dict[str, Any], path: str, exists: Any, hidden: Unknown) -> None:
    """Make what stands at a path unknown where something exists: a property, or a member of each element of a list."""
    name, _, rest = path.partition("[].")
    before = into.get(name)
    if rest and isinstance(before, list) and all(isinstance(one, dict) for one in before):
        for one in before:
            _hide(one, rest, exists, hidden)
    else:
        into[name] = _if(exists, hidden, before)


def _agree(one: Declared, other: Declared, names: Iterable[str]) -> bool:
    """Whether two resources may have the same arguments of some names."""
    pairs = [(one.values.get(name), other.values.get(name)) for name in names]
    return not any(isinstance(mine, str) and isinstance(yours, str) and mine != yours for mine, yours in pairs)


def _targets(value: Any, row: Row, by_id: Mapping[str, list[Joined]], found: Sequence[Joined]) -> list[tuple[Joined, Any]]:
    """The resources of a type that a value, or an element of a list, may name, each with whether it does."""
    if isinstance(value, (list, OpenList)):
        listed = _items(value)
        return [(target, both(there, named)) for item, there in listed for target, named in _targets(item, row, by_id, found)]
    if isinstance(value, Unknown):
        return _unknown_targets(value, row, by_id, found)
    same = [one for one in found if one.type == row.type and value in _own_names(one, row.by[:1])] if isinstance(value, str) else []
    return [(one, True) for one in same[:1]]


def _unknown_targets(value: Unknown, row: Row, by_id: Mapping[str, list[Joined]], found: Sequence[Joined]) -> list[tuple[Joined, Any]]:
    if value.reference is not None:
        return [(one, True) for one in by_id.get(value.reference.resource, ()) if one.type == row.type]
    listed = [one for one in found if one.type == row.type]
    same = [one for one in listed if any(name == value for name in _own_names(one, row.by[:1]))]
    if same:
        return [(same[0], True)]
    if value.one_of is not None:
        sides = [dict(_by_target(_targets(leaf, row, by_id, found))) for leaf in value.one_of]
        targets = {id(target): target for side in sides for target, _ in side.values()}
        return [
            (target, value.but(one_of=tuple(side[key][1] if key in side else False for side in sides), types=BOOLEAN, identity=None))
            for key, target in targets.items()
        ]
    if isinstance(value.identity, tuple) and value.identity[:1] == ("data",):
        return []  # what a data source reads is there before, so it is declared elsewhere
    doubt = Unknown(value.reason, types=BOOLEAN, one_of=(True, False), settle=value.settle)
    return [(one, doubt) for one in listed]


def _by_target(pairs: Iterable[tuple[Joined, Any]]) -> Iterable[tuple[int, tuple[Joined, Any]]]:
    return ((id(target), (target, named)) for target, named in pairs)


NAMES = ("name", "bucket", "id", "arn", "function_name", "cluster_name", "family")
"""Arguments that hold what a resource is called."""


def _own_names(joined: Joined, by: tuple[str, ...] = ()) -> list[Any]:
    """What a resource is called by its own arguments."""
    values = joined.declared.values
    return [values[name] for name in by or NAMES if values.get(name) is not None]


def _lay(
    target: Joined,
    pointer: Pointer,
    into: dict[str, Any],
    key: str,
    item: Any,
    exists: Any,
    places: Mapping[Pointer, Location],
    source: Pointer,
) -> None:
    """Put one property of a satellite into an object of its parent: lists grow, objects merge, other values stand over."""
    before = into.get(key)
    if isinstance(before, dict) and isinstance(item, dict):
        for name, value in item.items():
            _lay(target, (*pointer, name), before, name, value, exists, places, (*source, name))
        return
    shift = 0
    if isinstance(item, (list, OpenList)):
        shift = len(before) if isinstance(before, list) else 0
        into[key] = longer(before, _new(item, before) if exists is True else _doubtful(item, exists))
    else:
        into[key] = item if exists is True else _if(exists, item, before)
    for at, place in places.items():
        if at[: len(source)] == source:
            rest = at[len(source) :]
            if shift and rest and isinstance(rest[0], int):
                rest = (rest[0] + shift, *rest[1:])
            target.places.setdefault((*pointer, *rest), place)


def _new(given: Any, before: Any) -> Any:
    """A list without what stands in another already."""
    if not isinstance(given, list) or not isinstance(before, list):
        return given
    return [item for item in given if not any(item == one for one in before)]


def _doubtful(given: Any, exists: Any) -> Any:
    """A list whose members are there where something exists."""
    if isinstance(given, list):
        return [_if(exists, item) for item in given]
    return OpenList(
        tuple((_if(exists, item), missing) for item, missing in given.items), given.more, given.ordered, False, given.reason, given.causes
    )


def _any_number(given: Any, exists: Unknown, path: tuple[str, ...]) -> Any:
    """What any number of satellites give: of a list, or one at a path, no member is certain, and there may be more of its kind."""
    if isinstance(given, dict) and path:
        return {**given, path[0]: _any_number(given.get(path[0]), exists, path[1:])}
    if not isinstance(given, (list, OpenList)) or not given:
        return given
    members = given if isinstance(given, list) else [one for one in (*(item for item, _ in given.items), given.more) if one is not NOTHING]
    more = members[0] if len(members) == 1 else Unknown(exists.reason, one_of=tuple(members), types=ANY, settle=exists.settle)
    return OpenList((), more, ordered=False, reason=exists.reason, causes=(exists,))


def _if(exists: Any, value: Any, otherwise: Any = ABSENT) -> Any:
    """A value where something exists, else another."""
    if exists is True:
        return value
    if exists is False:
        return otherwise if otherwise is not None else ABSENT
    branches = tuple(_if(one, value, otherwise) for one in exists.one_of)
    return Unknown(exists.reason, types=ANY, one_of=branches, selector=exists.selector, settle=exists.settle)
