"""Why a part has its verdict: the clause, the values it read, where they stand, and the path through relations.

Made only for findings: the clauses that decided are walked once more by the tracer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from scanner.errors import EvaluationError
from scanner.frame import Frame
from scanner.identity import part_key, short, shown
from scanner.jmes import Context, Expression
from scanner.jmes.ground import Explanation, TracedRead
from scanner.jmes.ground import Ground as TracedGround
from scanner.jmes.places import Followed
from scanner.jmes.trace import trace
from scanner.naming import given_names
from scanner.policy import Clause, Policy, Template
from scanner.records import dataclass
from scanner.report import Evidence, Ground, Part, Read, Related
from scanner.snapshot import Location, Origin, Pointer, Resource
from scanner.unknown import NOTHING, OpenList, Unknown
from scanner.whereabouts import Part as Whereabouts
from scanner.whereabouts import narrowest, path, pointer_of, pointer_to
from scanner.world import World

LONGEST = 400
"""Characters of a value that evidence shows."""
MOST_READS = 20
MOST_MADE_OF = 4


@dataclass(frozen=True, slots=True)
class Scene:
    """What a finding shows of its evidence."""

    location: Location | None
    related: tuple[Related, ...]
    evidence: tuple[Evidence, ...]


def part_of(world: World, resource: Resource, item: Any, expression: Expression | None) -> Part | None:
    """The judged part, where it is not the whole resource. One that no list holds is named by its path: its content may change."""
    if expression is None:
        return None
    pointer = pointer_of(resource, item) or ()
    if pointer and not any(isinstance(step, int) for step in pointer):
        return Part(pointer, ".".join(str(step) for step in pointer))
    return Part(pointer, part_key(world, item))


def render(template: Template | None, policy: Policy, item: Any, frame: Frame, pick: Mapping[Any, int]) -> str:
    """A message with its expressions filled in; without a template, the requirement."""
    if template is None:
        return f"required: {policy.title}"
    parts = []
    for part in template.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        try:
            parts.append(shown(named(frame.run.world, part.evaluate(item, Context(pick=dict(pick), data=frame)).value)))
        except EvaluationError as error:
            parts.append(f"({error.message})")
    return "".join(parts)


def named(world: World, value: Any) -> Any:
    """A value for a message: a resource's id becomes its short name, a reference the name that its resource is given."""
    if isinstance(value, list):
        return [named(world, item) for item in value]
    if isinstance(value, Unknown) and value.reference is not None and value.reference.attribute == "Ref":
        target = world.by_id.get(value.reference.resource)
        texts = [name for name in given_names(target) if isinstance(name, str) and not name.startswith("arn:")] if target else []
        return texts[0] if texts else value
    return short(value) if isinstance(value, str) and value in world.by_id else value


def describe(
    policy: Policy, clauses: Sequence[Clause], item: Any, resource: Resource, world: World, frame: Frame, pick: Mapping[Any, int]
) -> Scene:
    """The evidence of the clauses that decided, the narrowest place, and the path through relations.

    Where it is unknown whether a requirement applies, its condition is evidence, too.
    """
    own = world.of(item)
    base = pointer_of(resource, item) if own is None or own is resource else None
    part = Whereabouts(resource, base) if base is not None else Whereabouts(own)
    context = Context(pick=dict(pick), data=frame)
    evidence: list[Evidence] = []
    followed: list[Followed] = []
    for role, expression, needed in questions(policy, clauses):
        explanation = trace(expression, item, context)
        if needed or explanation.holds is None:
            evidence.append(evidence_of(world, part, role, expression, explanation))
            followed.extend(explanation.followed)
    if policy.when is not None:
        followed.extend(trace(policy.when, item, context).followed)
    if base is None and own is not None:
        base = pointer_to(world, resource, own)
    decided = {read.resource for one in evidence for ground in one.grounds for read in reads_below(ground) if read.resource is not None}
    steps = path(world, resource, part, item, followed, decided)
    steps += elsewhere(world, {resource.id, *(step.resource for step in steps)}, evidence)
    return Scene(place(evidence, resource, base), tuple(steps), tuple(evidence))


def reads_below(ground: Ground) -> Iterator[Read]:
    """All reads of a ground and below it, with what they were computed from."""
    for read in (*ground.reads, *((ground.about,) if ground.about is not None else ())):
        yield read
        yield from sources_of(read)
    for one in ground.because:
        yield from reads_below(one)


def questions(policy: Policy, clauses: Sequence[Clause]) -> Iterator[tuple[Literal["assert", "when"], Expression, bool]]:
    """(role, expression, whether it is evidence whatever its truth): the clauses, and the conditions that may hang in doubt."""
    if policy.when is not None:
        yield "when", policy.when, not clauses
    for clause in clauses:
        if clause.when is not None:
            yield "when", clause.when, False
        yield "assert", clause.that, True


def evidence_of(
    world: World, part: Whereabouts, role: Literal["assert", "when"], expression: Expression, explanation: Explanation
) -> Evidence:
    """An explanation with its values in the report's form and the places where they stand."""
    reads = tuple(read_of(world, seen, part) for seen in explanation.reads[:MOST_READS])
    grounds = tuple(ground_of(world, ground, part) for ground in explanation.grounds)
    return Evidence(expression.text, reads, explanation.holds, grounds, role)


def ground_of(world: World, seen: TracedGround, part: Whereabouts) -> Ground:
    """A Ground of the report."""
    return Ground(
        seen.expression,
        seen.holds,
        seen.turn,
        tuple(read_of(world, one, part) for one in seen.reads),
        tuple(ground_of(world, one, part) for one in seen.because),
        None if seen.about is None else read_of(world, seen.about, part),
        seen.title,
        seen.note,
        seen.left_out,
    )


def place(evidence: Sequence[Evidence], resource: Resource, base: Pointer | None) -> Location | None:
    """The narrowest place that decided: a property that was read, else one that a value was computed from, else the part."""
    origin = resource.origin
    reads = [read for one in evidence for read in one.reads]
    made_of = [inner for read in reads for inner in sources_of(read)]
    for stage in (reads, made_of):
        pointers = [read.pointer for read in stage if read.resource == resource.id and read.pointer is not None]
        written = narrowest(origin.properties[pointer] for pointer in pointers if pointer in origin.properties)
        if written is not None:
            return written
    pointers = [read.pointer for read in (*reads, *made_of) if read.resource == resource.id and read.pointer is not None]
    parents = {parent for pointer in pointers if (parent := written_parent(origin, pointer))}
    deepest = max(map(len, parents), default=0)
    nearest = narrowest(origin.properties[parent] for parent in sorted(parents, key=repr) if len(parent) == deepest)
    return nearest or (origin.at(base) if base else origin.resource)


def written_parent(origin: Origin, pointer: Pointer) -> Pointer:
    """The nearest ancestor of a property that is written somewhere; empty where only the resource is."""
    while pointer and pointer not in origin.properties:
        pointer = pointer[:-1]
    return pointer


def elsewhere(world: World, seen: set[str], evidence: Sequence[Evidence]) -> Iterator[Related]:
    """The resources that values were read or computed from and that no step of the path leads to."""
    reads = [read for one in evidence for read in one.reads]
    for found in (*reads, *(inner for read in reads for inner in sources_of(read))):
        if found.resource is not None and found.resource not in seen and found.pointer:
            seen.add(found.resource)
            message = f"what {found.expression} is read from: {short(found.resource)}"
            yield Related(message, found.resource, world.by_id[found.resource].origin.resource, None, found.location)


def sources_of(read: Read) -> Iterator[Read]:
    """What a value was computed from, and what that was."""
    for inner in read.made_of:
        yield inner
        yield from sources_of(inner)


def read_of(world: World, seen: TracedRead, part: Whereabouts) -> Read:
    """A Read of the report, with its place where it is written: in the judged part, or in what a relation led to."""
    standing = part.standing(world, seen)
    value = value_of(world, seen.value)
    if standing is None:
        made_of = tuple(read_of(world, one, part) for one in seen.made_of[:MOST_MADE_OF])
        return Read(seen.expression, value, missing=seen.value is None, made_of=made_of)
    holder, pointer = standing
    return Read(
        seen.expression,
        value,
        holder.id,
        pointer,
        holder.origin.at(pointer),
        missing=seen.value is None,
        default=pointer in holder.origin.defaults,
    )


def value_of(world: World, value: Any) -> Any:
    """A value as JSON, cut where it is long; a resource is its id, under `$resource`."""
    own = world.of(value)
    if own is not None:
        return {"$resource": own.id}
    if isinstance(value, OpenList):
        return open_list(world, value)
    if isinstance(value, list) and any(world.of(item) is not None for item in value):
        return [value_of(world, item) for item in value[:MOST_READS]]
    from scanner.encoding import encode

    return trimmed(encode(value), [LONGEST])


def open_list(world: World, value: OpenList) -> dict[str, Any]:
    """A list that may have more members: those that are seen, and why there may be more."""
    reason = value.reason or next((cause.reason for cause in value.causes), "") or getattr(value.more, "reason", "")
    items = [({"$maybe": value_of(world, item)} if maybe else value_of(world, item)) for item, maybe in value.items[:MOST_READS]]
    return {"$list": items, **({} if value.more is NOTHING else {"more": True}), **({"reason": reason} if reason else {})}


def trimmed(value: Any, left: list[int]) -> Any:
    """JSON of about so many characters: texts are cut, and what is left out of lists and objects is told as "..."."""
    if isinstance(value, str):
        left[0] -= len(value)
        return value if left[0] >= 0 else value[: max(0, len(value) + left[0])] + "..."
    if isinstance(value, dict):
        kept: dict[str, Any] = {}
        for key, inner in value.items():
            if left[0] <= 0 and kept and not key.startswith("$"):
                kept["..."] = f"{len(value) - len(kept)} more"
                break
            left[0] -= len(key) + 4
            kept[key] = trimmed(inner, left)
        return kept
    if isinstance(value, list):
        items: list[Any] = []
        for inner in value:
            if left[0] <= 0 and items:
                return [*items, "..."]
            items.append(trimmed(inner, left))
        return items
    left[0] -= 4
    return value
