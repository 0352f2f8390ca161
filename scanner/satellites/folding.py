"""Every fold of a satellite into its parents, and how it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.cfn_schemas import type_schema
from scanner.records import dataclass, replace
from scanner.snapshot import Location, Pointer, Resource
from scanner.unknown import ABSENT, ARRAY, NOTHING, STRING, OpenList, Unknown, reference

INLINE_POLICY: Final = ("PolicyName", "PolicyDocument")
RULE_OWN: Final = ("GroupId", "GroupName")


@dataclass(frozen=True, slots=True)
class Fold:
    """How resources of one type become members of a list of another."""

    satellite: str
    parent: str
    by: tuple[str, ...]
    """The satellite's properties that name its parents: a reference or a name, or a list of them."""
    at: str
    """The parent's list."""
    keep: tuple[str, ...] = ()
    """The properties that the member has; empty for all but `by`."""
    whole: bool = False
    """The member is a reference to the satellite, which stays a resource."""


FOLDS: Final = (
    Fold("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroup", RULE_OWN, "SecurityGroupIngress"),
    Fold("AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroup", RULE_OWN, "SecurityGroupEgress"),
    Fold("AWS::IAM::Policy", "AWS::IAM::Role", ("Roles",), "Policies", INLINE_POLICY),
    Fold("AWS::IAM::Policy", "AWS::IAM::User", ("Users",), "Policies", INLINE_POLICY),
    Fold("AWS::IAM::Policy", "AWS::IAM::Group", ("Groups",), "Policies", INLINE_POLICY),
    Fold("AWS::IAM::RolePolicy", "AWS::IAM::Role", ("RoleName",), "Policies", INLINE_POLICY),
    Fold("AWS::IAM::UserPolicy", "AWS::IAM::User", ("UserName",), "Policies", INLINE_POLICY),
    Fold("AWS::IAM::GroupPolicy", "AWS::IAM::Group", ("GroupName",), "Policies", INLINE_POLICY),
    Fold("AWS::IAM::ManagedPolicy", "AWS::IAM::Role", ("Roles",), "ManagedPolicyArns", whole=True),
    Fold("AWS::IAM::ManagedPolicy", "AWS::IAM::User", ("Users",), "ManagedPolicyArns", whole=True),
    Fold("AWS::IAM::ManagedPolicy", "AWS::IAM::Group", ("Groups",), "ManagedPolicyArns", whole=True),
)
"""Every fold, in the order applied."""


def fold(resources: Sequence[Resource]) -> list[Resource]:
    """What `fold_satellites` promises."""
    names = _names(resources)
    parents: dict[str, _Parent] = {}
    stays: dict[str, bool] = {}
    for one in FOLDS:
        for satellite in resources:
            if satellite.type != one.satellite:
                continue
            for value, pointer in _named(satellite, one):
                whole = _attach(one, satellite, value, pointer, names, parents)
                stays[satellite.id] = stays.get(satellite.id, one.whole) or not whole
    done = []
    for resource in resources:
        if not stays.get(resource.id, True):
            continue
        parent = parents.get(resource.id)
        done.append(resource if parent is None else parent.folded())
    return done


def _names(resources: Sequence[Resource]) -> dict[str, dict[str, Resource]]:
    """By type: resources by id and by every known text that names them."""
    names: dict[str, dict[str, Resource]] = {}
    wanted = {one.parent for one in FOLDS}
    for resource in resources:
        if resource.type in wanted:
            known = names.setdefault(resource.type, {})
            known[resource.id] = resource
            known.update((name, resource) for name in resource.identifiers.values() if isinstance(name, str))
    return names


def _named(satellite: Resource, fold: Fold) -> Iterator[tuple[Any, Pointer]]:
    """The values by which a satellite names its parents, with their pointers."""
    for name in fold.by:
        value = satellite.properties.get(name)
        if isinstance(value, list):
            yield from ((item, (name, index)) for index, item in enumerate(value))
        elif value is not None:
            yield value, (name,)


def _attach(
    fold: Fold, satellite: Resource, value: Any, pointer: Pointer, names: dict[str, dict[str, Resource]], parents: dict[str, _Parent]
) -> bool:
    """Make a satellite a member of the parents that a value names; whether every alternative of the value is among them."""
    known = names.get(fold.parent, {})
    found: dict[str, Resource] = {}
    whole = True
    for leaf in _leaves(value):
        targets = _targets(leaf, known)
        found.update((target.id, target) for target in targets or _possible(leaf, known))
        whole = whole and (leaf is ABSENT or bool(targets))
    for target in found.values():
        member, places = _member(fold, satellite, pointer)
        doubtful = _where(_where(member, satellite.exists), value, lambda leaf, target=target: target in _targets(leaf, known))
        parents.setdefault(target.id, _Parent(target)).add(fold.at, doubtful, places, _is_many(satellite.id))
    return whole


def _is_many(identity: str) -> bool:
    """Whether a resource stands for any number of instances: of it, or of a module that it is declared in."""
    return identity.endswith("[*]") or "[*]." in identity


def _targets(value: Any, known: Mapping[str, Resource]) -> list[Resource]:
    """The parents that a value without choices names: one, or several where it is a list."""
    if isinstance(value, list):
        return [target for item in value for target in _targets(item, known)]
    if isinstance(value, Unknown):
        found = known.get(value.reference.resource) if value.reference is not None else None
    else:
        found = known.get(value) if isinstance(value, str) else None
    return [found] if found is not None else []


def _possible(value: Any, known: Mapping[str, Resource]) -> list[Resource]:
    """The parents that an unknown name may be one of: those that are given a name. One that AWS makes up is nobody's parameter.

    What another stack exports is that stack's own.
    """
    if not isinstance(value, Unknown) or value.reference is not None or not value.types & STRING:
        return []
    if (value.settle or "").startswith("export"):
        return []
    parents = {id(resource): resource for resource in known.values()}.values()
    return [resource for resource in parents if any(_may_be(value, name) for name in resource.identifiers.values())]


def _may_be(value: Unknown, name: Any) -> bool:
    if isinstance(name, str):
        return name.startswith(value.prefix) and name.endswith(value.suffix)
    return isinstance(name, Unknown) and name.reference is None


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, Unknown) and value.one_of is not None:
        return [leaf for item in value.one_of for leaf in _leaves(item)]
    return [value]


def _where(member: Any, tree: Any, holds: Any = lambda leaf: leaf is True) -> Any:
    """A member that is there where a tree's leaf holds, ABSENT where it does not."""
    if isinstance(tree, Unknown) and tree.one_of is not None:
        branches = tuple(_where(member, branch, holds) for branch in tree.one_of)
        if all(branch is branches[0] for branch in branches):
            return branches[0]
        return Unknown(reason=tree.reason, one_of=branches, selector=tree.selector, settle=tree.settle)
    if isinstance(tree, Unknown) and tree.reference is None:
        return Unknown(reason=tree.reason, one_of=(member, ABSENT), settle=tree.settle)
    return member if holds(tree) else ABSENT


def _member(fold: Fold, satellite: Resource, pointer: Pointer) -> tuple[Any, dict[Pointer, Location]]:
    """What a satellite is inside its parent, and where its parts stand, relative to it."""
    if fold.whole:
        place = satellite.origin.at(pointer)
        return reference(satellite.id), {(): place} if place is not None else {}
    kept = {
        name: value
        for name, value in satellite.properties.items()
        if (name in fold.keep if fold.keep else name not in fold.by) and name != "Runtime"
    }
    places = {key: place for key, place in satellite.origin.properties.items() if key and key[0] in kept}
    if satellite.origin.resource is not None:
        places[()] = satellite.origin.resource
    return kept, places


class _Parent:
    """A resource that takes members in."""

    def __init__(self, resource: Resource) -> None:
        self.resource = resource
        self.added: dict[str, list[tuple[Any, dict[Pointer, Location]]]] = {}
        self.open: dict[str, list[Any]] = {}
        """Members of which there may be any number, by list."""

    def add(self, at: str, member: Any, places: dict[Pointer, Location], many: bool = False) -> None:
        """Take one more member of a list, or any number like it."""
        self.added.setdefault(at, []).append((member, places))
        if many:
            self.open.setdefault(at, []).append(member)

    def folded(self) -> Resource:
        """The resource with its members."""
        properties = dict(self.resource.properties)
        origin = self.resource.origin
        places = dict(origin.properties)
        defaults = set(origin.defaults)
        for at, members in self.added.items():
            if (at,) in defaults:  # a default holds only where nobody wrote the list
                properties.pop(at, None)
                defaults = {pointer for pointer in defaults if pointer[:1] != (at,)}
            before = properties.get(at)
            items = [member for member, _ in members]
            properties[at] = _extended(before, items)
            if not (before is None or isinstance(before, list)):
                continue
            for index, (_, own) in enumerate(members, start=len(before or [])):
                places.update({(at, index, *pointer): place for pointer, place in own.items()})
            first = members[0][1].get((), self.resource.origin.resource or next(iter(places.values()), None))
            if first is not None:
                places.setdefault((at,), first)
            places = self._sorted(properties, at, places)
        for at, more in self.open.items():
            properties[at] = _opened(properties[at], more)
        return replace(self.resource, properties=properties, origin=replace(origin, properties=places, defaults=frozenset(defaults)))

    def _sorted(self, properties: dict[str, Any], at: str, places: dict[Pointer, Location]) -> dict[Pointer, Location]:
        from scanner.canonical import rekey, sort_list

        schema = type_schema(self.resource.type)
        shape = schema.root.at((at,)) if schema else None
        order = sort_list(properties[at]) if shape is not None and not shape.ordered else None
        if order is None:
            return places
        properties[at] = [properties[at][old] for old in order]
        return rekey(places, (at,), order)


def _extended(before: Any, items: list[Any]) -> Any:
    """A list with more members, whatever is known of it."""
    if before is None or before is ABSENT:
        return list(items)
    if isinstance(before, list):
        return [*before, *items]
    if isinstance(before, OpenList):
        return replace(before, items=(*before.items, *((item, False) for item in items)))
    if isinstance(before, Unknown) and before.one_of is not None:
        return before.but(one_of=tuple(_extended(branch, items) for branch in before.one_of), types=ARRAY, identity=None)
    reason = before.reason if isinstance(before, Unknown) else "a value that is no list"
    return OpenList(tuple((item, False) for item in items), more=Unknown(reason), ordered=False, reason=reason)


def _opened(listed: Any, members: list[Any]) -> Any:
    """A list of which there may be more, each like one of some members that may be there."""
    if isinstance(listed, Unknown):
        branches = tuple(_opened([] if one is ABSENT else one, members) for one in listed.one_of or ())
        return listed.but(one_of=branches, types=ARRAY, identity=None) if branches else listed
    leaves = [leaf for member in members for leaf in _leaves(member) if leaf is not ABSENT]
    reason = next((member.reason for member in members if isinstance(member, Unknown)), "how many there are is not known")
    seen = (
        listed if isinstance(listed, OpenList) else OpenList(tuple((item, False) for item in listed), nonempty=any(map(_is_there, listed)))
    )
    if seen.more is not NOTHING:
        return replace(seen, more=Unknown(reason), ordered=False)
    more = leaves[0] if len(leaves) == 1 else Unknown(reason, one_of=tuple(leaves))
    return replace(seen, more=more, ordered=False, reason=seen.reason or reason)


def _is_there(member: Any) -> bool:
    return not isinstance(member, Unknown) or not (member.may_be_absent or ABSENT in _leaves(member))
