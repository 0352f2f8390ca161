"""Where values that were read are written, and the path that leads from the judged resource to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from scanner.identity import short
from scanner.jmes.ground import TracedRead
from scanner.jmes.places import Followed, Place, members_of
from scanner.records import dataclass
from scanner.report import Related
from scanner.snapshot import Location, Pointer, Resource
from scanner.unknown import OpenList, OpenObject, Unknown
from scanner.world import World

MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """The judged part as a place: the resource that holds it, and its path there."""

    holder: Resource | None
    """The judged resource, or the resource that the part is; None where the part stands in neither."""
    pointer: Pointer = ()

    def standing(self, world: World, read: TracedRead | Place) -> tuple[Resource, Pointer] | None:
        """The resource in whose properties a value stands, and its path there; None for what was computed."""
        if read.pointer is not None:
            return None if self.holder is None else (self.holder, (*self.pointer, *read.pointer))
        return inside(world, read.source, read.path)


def inside(world: World, value: Any, path: Pointer) -> tuple[Resource, Pointer] | None:
    """The innermost resource that a path passes, and the rest of the path."""
    found = None
    for index in range(len(path) + 1):
        own = world.of(value)
        if own is not None:
            found = (own, path[index:])
        if index < len(path):
            value = member(value, path[index])
    return found


def member(value: Any, key: str | int) -> Any:
    """What stands under a key or an index; None where nothing known does."""
    if isinstance(value, OpenObject):
        value = value.known
    if isinstance(value, dict):
        return value.get(key)
    items = [item for item, _ in value.items] if isinstance(value, OpenList) else value
    if isinstance(items, list) and isinstance(key, int) and 0 <= key < len(items):
        return items[key]
    return None


def pointer_of(resource: Resource, item: Any) -> Pointer | None:
    """Where a part stands in its resource's properties, by identity of the object; None where it is not inside them."""
    for value, pointer in walk(resource.properties):
        if value is item and isinstance(item, (dict, list)):
            return pointer
    return None


def pointer_to(world: World, resource: Resource, other: Resource) -> Pointer | None:
    """Where a resource's properties name another resource; the first place, None where they do not."""
    for value, pointer in walk(resource.properties):
        if not isinstance(value, (str, Unknown)) or getattr(value, "one_of", None):
            continue
        if world.find(value, other.type, resource) is other.properties:
            return pointer
    return None


def walk(properties: Any) -> Iterator[tuple[Any, Pointer]]:
    """Every value of a document with its path, in the order of the document; an alternative has the path of its choice."""
    stack: list[tuple[Any, Pointer]] = [(properties, ())]
    while stack:
        value, pointer = stack.pop()
        yield value, pointer
        if isinstance(value, OpenObject):
            value = value.known
        if isinstance(value, dict):
            stack.extend((inner, (*pointer, key)) for key, inner in reversed(value.items()))
        elif isinstance(value, (list, OpenList)):
            items = value if isinstance(value, list) else [inner for inner, _ in value.items]
            stack.extend((inner, (*pointer, index)) for index, inner in reversed(list(enumerate(items))))
        elif isinstance(value, Unknown) and value.one_of:
            stack.extend((inner, pointer) for inner in reversed(value.one_of))


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A step from one resource to another."""

    message: str
    start: Resource
    end: Resource
    via: Location | None
    is_relation: bool


def path(
    world: World, resource: Resource, part: Part, item: Any, followed: Sequence[Followed], decided: Set[str] = frozenset()
) -> list[Related]:
    """The resources that the calls led to from the judged one, each once, a step after the one that it starts from.

    A step that is no relation is told only where it leads on, or to one of `decided`: the ids of the resources that values come from.
    """
    own = world.of(item)
    seen = {resource.id}
    first: list[Related] = []
    if own is not None and own is not resource:
        seen.add(own.id)
        message = f"the part that is judged: {short(own.id)}"
        first.append(Related(message, own.id, own.origin.resource, resource.id, named_at(world, resource, own)))
    left = list(edges(world, part, followed))
    steps: list[Edge] = []
    while left and len(steps) < MOST_STEPS:
        ready = next((edge for edge in left if edge.start.id in seen and edge.end.id not in seen), None)
        if ready is None:
            break
        left.remove(ready)
        seen.add(ready.end.id)
        steps.append(ready)
    return first + [related(world, step) for step in telling(steps, decided)]


def telling(steps: Sequence[Edge], decided: Set[str]) -> list[Edge]:
    """The steps that are relations, that lead to what decided, or that lead on to such."""
    needed = set(decided)
    kept = []
    for step in reversed(steps):
        if step.is_relation or step.end.id in needed:
            needed.add(step.start.id)
            kept.append(step)
    return kept[::-1]


def related(world: World, step: Edge) -> Related:
    """A step as the report tells it."""
    via = step.via or named_at(world, step.start, step.end)
    return Related(f"{step.message}: {short(step.end.id)}", step.end.id, step.end.origin.resource, step.start.id, via)


def edges(world: World, part: Part, followed: Iterable[Followed]) -> Iterator[Edge]:
    """The steps of the calls: relations, and what functions of the snapshot were given and gave."""
    for call in followed:
        ends = ends_of(world, call.value) or made_from(world, part, call)
        for place in call.arguments:
            standing = part.standing(world, place)
            for end in ends if standing is not None else ():
                start, pointer = standing or (end, ())
                if start is end:
                    continue
                named = isinstance(place.value, (str, Unknown)) and bool(pointer)
                via = start.origin.properties.get(pointer) if named else None
                yield Edge(message_of(call, end, pointer if named else ()), start, end, via, bool(call.title))


def made_from(world: World, part: Part, call: Followed) -> list[Resource]:
    """The resources from which a relation's computed values were made, each once."""
    found: dict[str, Resource] = {}
    for place in [made for member, _ in members_of(call.found) for made in member.made_of] if call.found is not None else []:
        standing = part.standing(world, place)
        if standing is not None:
            found.setdefault(standing[0].id, standing[0])
    return list(found.values())


def message_of(call: Followed, end: Resource, pointer: Pointer) -> str:
    """What a step means: the relation's title, else by which property one names the other."""
    kind = end.type.rsplit("::", 1)[-1]
    if call.title:
        return call.title
    names = [step for step in pointer if isinstance(step, str)]
    if names:
        return f"the {kind} that its {names[-1]} names"
    article = "an" if kind[:1] in "AEIO" else "a"
    return f"{article} {kind} that refers to it" if call.name == "referrers" else f"the {kind} it names"


def ends_of(world: World, value: Any) -> list[Resource]:
    """The resources in a value, one level deep."""
    items = value if isinstance(value, list) else [item for item, _ in value.items] if isinstance(value, OpenList) else [value]
    return [resource for item in items if (resource := world.of(item)) is not None]


def named_at(world: World, start: Resource, end: Resource) -> Location | None:
    """Where one of two resources names the other: in the first, else in the second."""
    for holder, other in ((start, end), (end, start)):
        pointer = pointer_to(world, holder, other)
        if pointer is not None:
            return holder.origin.properties.get(pointer)
    return None


def narrowest(places: Iterable[Location]) -> Location | None:
    """The place that covers the fewest lines; the first of equals."""
    found = sorted(enumerate(places), key=lambda pair: (pair[1].end_line - pair[1].line, pair[0]))
    return found[0][1] if found else None
