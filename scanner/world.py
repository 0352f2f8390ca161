"""One world, indexed: the resources of a type, the resource that a reference names, and what refers to a resource.

`resources`, `resource` and `referrers` of the policy language are lookups here; openness ends at the world's edge. What the world
cannot see is an OpenList's `more` or an Unknown that keeps the identity it has.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from scanner.jmes.lookup import Members
from scanner.membership import GLOBAL_TYPES, in_scope, member, members_of
from scanner.naming import (
    ID_PREFIXES,
    NAMED_BY_PREFIX,
    arn_fits,
    has_unknown_name,
    is_generated_id,
    key_of,
    local_parts,
    named,
    names_it,
    names_of,
    type_named,
    unknown_resource,
    unseen_resource,
)
from scanner.references import References, Referring
from scanner.snapshot import Gap, Resource, Snapshot
from scanner.summaries import unseen
from scanner.unknown import NULL, OBJECT, OpenList, OpenObject, Unknown, is_plain

Sought = tuple[Sequence[str], Any, int]
"""What members of a list are looked up by (see `Members.where`): a path, what stands there, and how many of the others are shown."""

REOPENING = frozenset({"denied", "incomplete", "macro", "nested-stack", "unreadable"})
"""Kinds of gap behind which more resources may stand. An error inside one resource of a template hides no other."""


EVERYWHERE = (*GLOBAL_TYPES, "AWS::S3::Bucket")
"""Types whose names mean one resource whatever the region (Amazon S3 User Guide, "General purpose buckets naming rules")."""


class World:
    """A Snapshot with its indexes. Nothing in it changes once it is made, but for what is remembered."""

    def __init__(
        self, snapshot: Snapshot, closed: frozenset[str] = frozenset(), strict: bool = False, names: frozenset[str] | None = None
    ) -> None:
        """Take a snapshot, the types that the user declares closed, whether assumptions are dropped, and the fields that are read."""
        self._fields = names
        self.snapshot = snapshot
        self.strict = strict
        self.declared = closed
        self.by_type: dict[str, list[Resource]] = {}
        self.by_id: dict[str, Resource] = {}
        self._shared_ids: set[str] = set()
        self._by_properties: dict[int, Resource] = {}
        self._texts: dict[str, dict[str, dict[str, Any]]] = {}
        """By type and name: the properties of the first resource that has that name."""
        self._namesakes: dict[tuple[str, str], list[Resource]] = {}
        """By type and name: the resources that share a name."""
        self.several = len({one.region for one in snapshot.resources if one.region not in (None, "global")}) > 1
        """Its resources lie in more than one region, so that what a name names hangs on where it stands."""
        self._identities: dict[str, dict[Hashable, Resource]] = {}
        """The same of names that are unknown but for their identity."""
        self.strong: dict[str, Resource] = {}
        self._referrers: dict[str, Referring] = {}
        self._members: dict[Hashable, Members] = {}
        self._unseen: dict[str, Unknown] = {}
        self._reopened = {gap.type: gap for gap in snapshot.gaps if hides_more(gap, snapshot.live)}
        self._with_unknown_name: dict[str, list[Resource]] = {}
        self._summaries: dict[str, Any] = {}
        self._order = {resource: place for place, resource in enumerate(snapshot.resources)}
        self.remembered: dict[Hashable, Any] = {}
        self.followed: dict[str, dict[Any, Any]] = {}
        """Relation -> start -> where generated code was led, all of it known."""
        self.left: set[tuple[str, Any]] = set()
        """(relation, start) that it could not follow."""
        self._known_names: dict[str, dict[str, Any]] = {}
        self._plain: dict[int, bool] = {}
        """By `id` of a resource's properties, or of a list that the world keeps: whether everything is known of it."""
        self.known: dict[str, list[Resource]] = {}
        """By type: the resources that certainly exist and of which everything is known; one look at each when the world is made."""
        for resource in snapshot.resources:
            self.by_type.setdefault(resource.type, []).append(resource)
            if self.by_id.setdefault(resource.id, resource) is not resource:
                self._shared_ids.add(resource.id)
            self._by_properties[id(resource.properties)] = resource
            plain = self._plain[id(resource.properties)] = is_plain(resource.properties)
            if plain and resource.exists is True:
                self.known.setdefault(resource.type, []).append(resource)
            texts = self._texts.setdefault(resource.type, {})
            for name in names_of(resource):
                if not isinstance(name, str):
                    self._identities.setdefault(resource.type, {}).setdefault(key_of(name), resource)
                    continue
                first = texts.setdefault(name, resource.properties)
                if first is not resource.properties:
                    self._namesakes.setdefault((resource.type, name), [self._by_properties[id(first)]]).append(resource)
                if name.startswith("arn:") or is_generated_id(name):
                    self.strong.setdefault(name, resource)

    def of(self, value: Any) -> Resource | None:
        """The resource whose properties a value is, by identity of the object."""
        return self._by_properties.get(id(value)) if isinstance(value, dict) else None

    def knows(self, value: Any) -> bool:
        """Whether nothing in a value is unknown; of a resource that is known already."""
        kind = value.__class__
        if kind is not dict and kind is not list:
            return is_plain(value)
        found = self._plain.get(id(value))
        if found is None:
            return all(map(self.knows, value)) if kind is list else is_plain(value)
        return found

    def is_plain(self, resource: Resource) -> bool:
        """Whether everything is known of a resource."""
        return self._plain[id(resource.properties)]

    def gap_of(self, type_name: str) -> Gap | None:
        """What reopens a type: something of it could not be read."""
        return self._reopened.get(type_name) or self._reopened.get("*")

    def hidden(self, type_name: str) -> dict[tuple[str | None, str | None], list[Gap]]:
        """By account and region: the gaps of a live world behind which resources of a type may stand, unless it is declared closed."""
        found: dict[tuple[str | None, str | None], list[Gap]] = {}
        if type_name in self.declared or type_name == "AWS::Account":
            return found
        for gap in self.snapshot.gaps:
            if gap.type in (type_name, "*") and hides_more(gap, self.snapshot.live):
                found.setdefault((gap.account, gap.region), []).append(gap)
        if not found and not self.is_closed(type_name) and type_name not in self.snapshot.in_use and type_name not in self.by_type:
            reason = f"{type_name} was not collected"
            found[None, None] = [Gap(type_name, reason, kind="unreadable", settle=f"collect {type_name}")]
        return found

    def is_closed(self, type_name: str) -> bool:
        """Whether what is not here of a type does not exist."""
        if self.gap_of(type_name):
            return False
        closed = self.snapshot.closed
        return type_name in closed or "*" in closed or type_name in self.declared or type_name == "AWS::Account"

    def summary(self, type_name: str, cause: Unknown) -> Any:
        """What is known of the members of a type that the world cannot see; made once."""
        if type_name not in self._summaries:
            self._summaries[type_name] = unseen(type_name, cause, self._fields)
        return self._summaries[type_name]

    def more(self, type_name: str) -> Unknown:
        """Why there may be members of a type that the world cannot see; made once."""
        if type_name not in self._unseen:
            self._unseen[type_name] = self._more(type_name)
        return self._unseen[type_name]

    def _more(self, type_name: str) -> Unknown:
        gap = self.gap_of(type_name)
        if gap:
            reason, settle = f"{type_name} could not all be read: {gap.reason}", gap.settle or gap.reason
        elif self.snapshot.live:
            reason, settle = f"{type_name} was not collected", f"collect {type_name}"
        else:
            reason, settle = f"{type_name} may exist that this code does not declare", f"--closed {type_name}"
        return Unknown(reason=reason, types=OBJECT, truthy=True, settle=settle)

    def resources(
        self,
        type_name: str,
        scope: str = "all",
        near: Resource | None = None,
        assumed: bool = False,
        among: frozenset[Resource] | None = None,
        sought: Sought | None = None,
    ) -> Any:
        """The resources of a type in the scope of `near` (of those `among`, or that may be what is `sought`): a list, or an OpenList."""
        if among is not None:
            listed = [r for r in sorted(among, key=self._order.__getitem__) if in_scope(r, scope, near)]
            return self._list(members_of((r, False) for r in listed), type_name, assumed, None)
        wide = scope == "all" or near is None
        place = () if wide or near is None else (scope, near.account, near.region, near.type.startswith(GLOBAL_TYPES))
        members = self._members.get(key := (type_name, place))
        if members is None:
            listed = [r for r in self.by_type.get(type_name, ()) if in_scope(r, scope, near)]
            members = self._members[key] = members_of((r, False) for r in listed)
            self._plain[id(members.items)] = all(map(self.knows, members.items))
        return self._list(members, type_name, assumed, sought)

    def known_referrers(self, type_name: str, assumed: bool) -> tuple[Mapping[int, Any], list[Any] | None]:
        """The resources of a type that refer to a resource, by the `id` of its properties; and the empty list that all others have.

        None is what is not known: of a single resource, or of all where the list may have more members.
        """
        if not self._is_whole(type_name, assumed):
            return {}, None
        found: dict[int, Any] = {}
        plain = self._plain
        for target, pairs in self._index_of(type_name).items():
            listed: list[Any] = []
            for one, doubtful in pairs:
                if doubtful or one.exists is not True or not plain[id(one.properties)]:
                    found[id(target.properties)] = None
                    break
                listed.append(one.properties)
            else:
                found[id(target.properties)] = listed
        return found, []

    def _is_whole(self, type_name: str, assumed: bool) -> bool:
        """Whether a list of a type has no member that is not seen."""
        return self.is_closed(type_name) or (assumed and not self.strict and not self.gap_of(type_name))

    def _list(self, members: Members, type_name: str, assumed: bool, sought: Sought | None) -> Any:
        items = members.items if sought is None else members.where(*sought)
        if self._is_whole(type_name, assumed):
            return items
        if items is not members.items:
            return self._open(items, type_name)
        if members.whole is None:
            members.whole = self._open(items, type_name)
        return members.whole

    def _open(self, items: list[Any], type_name: str) -> OpenList:
        more = self.more(type_name)
        return OpenList(tuple((item, False) for item in items), self.summary(type_name, more), reason=more.reason, causes=(more,))

    def find(self, value: Any, type_name: str, near: Resource | None = None) -> Any:
        """The properties of the resource of a type that a reference names; a name is one of the region that `near` lies in.

        null where nothing is referred to, or nothing of that name exists; an Unknown that keeps its identity where the world
        cannot see whether it does.
        """
        if value is None:
            return None
        if value.__class__ is str:
            listed = self.all_named(value, type_name, near)
            if len(listed) > 1:
                reason = f"{value} is the name of {len(listed)} resources of {type_name}"
                return Unknown(reason=reason, types=OBJECT, settle=f"the ARN in place of {value}", truthy=True)
            if listed:
                return member(listed[0], False)
        own = self.of(value)
        if own is not None:
            return value if own.type == type_name else None
        if isinstance(value, (OpenObject, OpenList)):
            return unseen_resource(value, type_name)
        if isinstance(value, (dict, list, bool, int, float)):
            return None
        found = self.lookup(value, type_name, near)
        if found is not None:
            return member(found, False)
        return self._missing(value, type_name)

    def all_named(self, text: str, type_name: str, near: Resource | None = None) -> list[Resource]:
        """The resources of a type that have just this name, id or ARN. Where there are several, those of the region of `near`.

        Of task definitions of one family it is the newest revision (Amazon ECS API Reference, `taskDefinition`).
        """
        texts = self._texts.get(type_name)
        first = texts.get(text) if texts is not None else None
        if first is None:
            return []
        listed = self._namesakes.get((type_name, text))
        if listed is None:
            listed = [self._by_properties[id(first)]]
            if not self.is_loose(text):
                return listed
        if near is not None and self.is_loose(text) and not type_name.startswith(EVERYWHERE):
            listed = [one for one in listed if in_scope(one, "region", near)]
        if len(listed) > 1 and type_name == "AWS::ECS::TaskDefinition":
            return newest(listed)
        return listed

    def is_loose(self, text: str) -> bool:
        """Whether what a text names hangs on the region that it stands in: it is a name, no ARN and no generated id."""
        return self.several and not text.startswith("arn:") and not is_generated_id(text)

    def named(self, text: str, type_name: str, near: Resource | None = None) -> Resource | None:
        """The one resource of a type that has just this name, id or ARN; None where there is none, or several."""
        listed = self.all_named(text, type_name, near)
        return listed[0] if len(listed) == 1 else None

    def known_by_name(self, type_name: str) -> Mapping[str, Any]:
        """Properties of the known resources of a type, by each name that none before them has; made once."""
        found = self._known_names.get(type_name)
        if found is None:
            found = self._texts.get(type_name, {})
            if self.several or self._namesakes:
                shared = {name for kind, name in self._namesakes if kind == type_name}
                found = {name: one for name, one in found.items() if name not in shared and not self.is_loose(name)}
            if len(self.known.get(type_name, ())) < len(self.by_type.get(type_name, ())):
                known = {id(resource.properties) for resource in self.known.get(type_name, ())}
                found = {name: properties for name, properties in found.items() if id(properties) in known}
            self._known_names[type_name] = found
        return found

    def lookup(self, value: Any, type_name: str, near: Resource | None = None) -> Resource | None:
        """The resource of a type that a name or reference leads to."""
        if isinstance(value, Unknown):
            if value.reference is not None:
                target = self.named(value.reference.resource, type_name)
                fits = target is not None and target.type == type_name and names_it(type_name, value.reference.attribute)
                return target if fits else None
            found = self._identities.get(type_name, {}).get(key_of(value))
            if found is None and value.parts:
                tail = value.parts[-1]
                before = value.parts[-2] if len(value.parts) > 1 else ""
                if isinstance(tail, Unknown) and isinstance(before, str) and before.endswith(("/", ":")):
                    return self.lookup(tail, type_name, near)
                if isinstance(tail, str) and re.search(r"[:/]", tail) and local_parts(value.parts):
                    return self.named(re.split(r"[:/]", tail)[-1], type_name, near)
            return found
        found = self.named(value, type_name, near)
        if found is None and isinstance(value, str) and value.startswith("arn:"):
            for name in (value.rsplit("/", 1)[-1], value.rsplit(":", 1)[-1]):
                fitting = [one for one in self.all_named(name, type_name) if arn_fits(value, one)]
                if len(fitting) == 1:
                    return fitting[0]
        return found

    def _missing(self, value: Any, type_name: str) -> Any:
        if isinstance(value, Unknown) and value.reference is not None and value.reference.resource in self.by_id:
            target = self.by_id[value.reference.resource]
            other = target.type != type_name and names_it(target.type, value.reference.attribute)
            return None if other else unknown_resource(value, type_name)
        prefix = ID_PREFIXES.get(type_name)
        if isinstance(value, str) and prefix and type_name not in NAMED_BY_PREFIX and not value.startswith((prefix, "arn:")):
            return None
        if isinstance(value, str) and self.is_closed(type_name) and not self.unnamed(type_name) and not self._is_elsewhere(value):
            return None
        return unknown_resource(value, type_name, self.gap_of(type_name))

    def _is_elsewhere(self, text: str) -> bool:
        """Whether a text is the ARN of something in an account or a region that was not read (`arn:aws:SERVICE:REGION:ACCOUNT:...`)."""
        parts = text.split(":", 5) if text.startswith("arn:") else ()
        if len(parts) < 6:
            return False
        accounts, regions = self.snapshot.accounts, self.snapshot.regions
        other = parts[4].isdigit() and accounts and parts[4] not in accounts
        return bool(other or (parts[3] and regions and parts[3] not in regions))

    def referrers(self, value: Any, type_name: str, assumed: bool = False, sought: Sought | None = None) -> Any:
        """The resources of a type with a reference to a resource anywhere in them (that may be what is `sought`)."""
        if value is None:
            return []
        target = self.of(value)
        if target is None:
            if isinstance(value, Unknown) and self.is_closed(type_name):  # all of them are seen; what they would refer to is not
                more = Unknown(reason=value.reason, types=OBJECT, truthy=True, settle=value.settle)
                return OpenList(more=unseen(type_name, more, self._fields), reason=more.reason, causes=(more,))
            more = self.more(type_name)
            return OpenList(more=self.summary(type_name, more), reason=more.reason, causes=(more,))
        members = self._members.get(key := (target, type_name))
        if members is None:
            pairs = self._index_of(type_name).get(target)
            if pairs is None:  # one empty list for all
                members = self._members.get(none := (None, type_name))
                if members is None:
                    members = self._members[none] = members_of(())
            else:
                members = self._members[key] = members_of(pairs)
        return self._list(members, type_name, assumed, sought)

    def _index_of(self, type_name: str) -> Referring:
        """What refers to which resource; made once."""
        index = self._referrers.get(type_name)
        if index is None:
            index = self._referrers[type_name] = References(self, type_name).index()
        return index

    def resolve_any(self, value: Any) -> Any:
        """The properties of the resource that a reference leads to, whatever its type; else an Unknown, or null for null."""
        if value is None or self.of(value) is not None:
            return value
        if isinstance(value, Unknown) and value.reference is not None and value.reference.resource in self.by_id:
            return member(self.by_id[value.reference.resource], False)
        if isinstance(value, str) and value in self._shared_ids:
            return Unknown(reason=f"{value!r} names resources of more than one type")
        if isinstance(value, str) and (found := self.by_id.get(value) or self.strong.get(value)) is not None:
            return member(found, False)
        return value if isinstance(value, Unknown) else Unknown(reason=f"{value!r} names nothing that is seen here")

    def unnamed(self, type_name: str) -> list[Resource]:
        """The resources of a type whose given name is unknown: any text may be it."""
        if type_name not in self._with_unknown_name:
            self._with_unknown_name[type_name] = [resource for resource in self.by_type.get(type_name, ()) if has_unknown_name(resource)]
        return self._with_unknown_name[type_name]


def newest(listed: list[Resource]) -> list[Resource]:
    """Of task definitions of one family the one with the highest revision; all of them where the revisions are not known."""
    found: dict[int, Resource] = {}
    for one in listed:
        state = one.properties.get("Runtime")
        revision = state.get("revision") if isinstance(state, dict) else None
        if not isinstance(revision, int):
            return listed
        found[revision] = one
    return [found[max(found)]]


def hides_more(gap: Gap, live: bool) -> bool:
    """Whether more resources of a gap's type may stand behind it."""
    return gap.kind in REOPENING or (gap.kind == "error" and (live or gap.type == "*"))


def same(world: World, a: Any, b: Any) -> bool | None:
    """Whether two simple values lead to one resource; None where that cannot be told. Absent on either side is not the same."""
    if a is None or b is None:
        return False
    first, second = world.of(a), world.of(b)
    if first is not None and second is not None:
        return first is second
    if first is None and second is None:
        known = isinstance(a, Unknown) and isinstance(b, Unknown)
        if known and a.identity is not None and a.identity == b.identity:
            return True if not (a.types & NULL) else None
        if known and named(a) is not None and named(b) is not None and type_named(a) == type_named(b):
            return False if named(a) != named(b) else None
        return a == b if isinstance(a, str) and isinstance(b, str) else None
    declared, other = (first, b) if first is not None else (second, a)
    if declared is None or not isinstance(other, Unknown):
        return None
    text = named(other)
    if text is None or not isinstance(text, str):
        return None
    if type_named(other) != declared.type:
        return False
    if has_unknown_name(declared):
        return None
    logical = declared.id.rsplit("#", 1)[-1]
    known_name = any(isinstance(name, str) for name in names_of(declared)[1:])
    return False if known_name or f"-{logical}-" not in text else None
