"""Why a part did not pass: the clause, the values it read, where they stand, and the path through relations.

Made only for findings: the evaluation is run once more with the tracer on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.encoding import encode
from scanner.errors import EvaluationError
from scanner.frame import Frame
from scanner.identity import part_key, short, shown
from scanner.jmes import Context, Expression
from scanner.jmes.trace import TracedRead, explain
from scanner.naming import given_names
from scanner.paths import THIS, bindings_called, paths_of
from scanner.policy import Clause, Policy, Template
from scanner.report import Evidence, Part, Read, Related
from scanner.snapshot import Location, Pointer, Resource
from scanner.unknown import Unknown
from scanner.world import World

LONGEST = 400
"""Characters of a value that evidence shows."""
MOST_READS = 20


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


def pointer_of(resource: Resource, item: Any) -> Pointer | None:
    """Where a part stands in its resource's properties, by identity of the object; None where it is not inside them."""
    stack: list[tuple[Any, Pointer]] = [(resource.properties, ())]
    while stack:
        value, pointer = stack.pop()
        if value is item and isinstance(item, (dict, list)):
            return pointer
        if isinstance(value, dict):
            stack.extend((inner, (*pointer, key)) for key, inner in value.items())
        elif isinstance(value, list):
            stack.extend((inner, (*pointer, index)) for index, inner in enumerate(value))
        elif getattr(value, "one_of", None):
            stack.extend((inner, pointer) for inner in value.one_of)
    return None


def pointer_to(world: World, resource: Resource, other: Resource) -> Pointer | None:
    """Where a resource's properties name another resource; the first place, None where they do not."""
    stack: list[tuple[Any, Pointer]] = [(resource.properties, ())]
    while stack:
        value, pointer = stack.pop()
        if isinstance(value, dict):
            stack.extend((inner, (*pointer, key)) for key, inner in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((inner, (*pointer, index)) for index, inner in reversed(list(enumerate(value))))
        elif isinstance(value, (str, Unknown)) and world.find(value, other.type) is other.properties:
            return pointer
    return None


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
    """The evidence of the clauses that decided, the narrowest place, and the path through relations."""
    frame.run.tracing = True
    own = world.of(item)
    base = pointer_of(resource, item) if own is None or own is resource else None
    holder = resource if base is not None else own
    evidence = []
    pointers: list[Pointer] = []
    for clause in clauses:
        reads = [read_of(world, seen, holder, base or ()) for seen in trace(clause.that, item, frame, pick)[:MOST_READS]]
        pointers.extend(read.pointer for read in reads if read.pointer is not None and read.resource == resource.id)
        evidence.append(Evidence(clause.that.text, tuple(reads)))
    if policy.when is not None:
        trace(policy.when, item, frame, pick)
    if base is None and own is not None:
        base = pointer_to(world, resource, own)
    return Scene(place(policy, clauses, resource, base, pointers), tuple(related(frame, resource, own)), tuple(evidence))


def place(policy: Policy, clauses: Sequence[Clause], resource: Resource, base: Pointer | None, reads: Sequence[Pointer]) -> Location | None:
    """The narrowest place that decided: a property that was read, else one that a binding was computed from, else the part."""
    origin = resource.origin
    computed = [
        pointer if root == THIS else (*(base or ()), *pointer)
        for clause in clauses
        for name in bindings_called(clause.that, policy.bindings)
        for root, pointer in paths_of(policy.bindings[name])
        if root == THIS or base is not None
    ]
    for pointers in (reads, computed):
        written = narrowest(origin.properties[pointer] for pointer in pointers if pointer in origin.properties)
        if written is not None:
            return written
    return narrowest(found for pointer in reads if (found := origin.at(pointer))) or (origin.at(base) if base else origin.resource)


def trace(expression: Expression, item: Any, frame: Frame, pick: Mapping[Any, int]) -> list[TracedRead]:
    """What the tracer saw; an evaluation that breaks shows nothing."""
    try:
        return list(explain(expression, item, Context(pick=dict(pick), data=frame)))
    except EvaluationError:
        return []


def read_of(world: World, seen: TracedRead, holder: Resource | None, base: Pointer) -> Read:
    """A Read of the report, with its place where it is written: in the judged part, or in what a relation led to."""
    pointer = (*base, *seen.pointer) if seen.pointer is not None and holder is not None else None
    if seen.pointer is None:
        holder = world.of(seen.source)
        pointer = seen.path if holder is not None else None
    if pointer is None or holder is None:
        return Read(seen.expression, cut(seen.value))
    return Read(seen.expression, cut(seen.value), holder.id, pointer, holder.origin.at(pointer))


def cut(value: Any) -> Any:
    """A value as JSON, cut where it is long."""
    encoded = encode(value)
    text = shown(value)
    return encoded if len(text) <= LONGEST and len(repr(encoded)) <= 4 * LONGEST else text[:LONGEST] + "..."


def narrowest(places: Iterable[Location]) -> Location | None:
    """The place that covers the fewest lines; the first of equals."""
    found = sorted(enumerate(places), key=lambda pair: (pair[1].end_line - pair[1].line, pair[0]))
    return found[0][1] if found else None


def related(frame: Frame, resource: Resource, own: Resource | None) -> Iterable[Related]:
    """The resources along the path through relations, in order, each once."""
    seen = {resource.id}
    if own is not None and own is not resource:
        seen.add(own.id)
        yield Related(f"the part that is judged: {short(own.id)}", own.id, own.origin.resource)
    for step in frame.run.steps:
        if step.start is None or step.start.id not in seen:
            continue
        for end in step.ends:
            if end.id not in seen and len(seen) < MOST_READS:
                seen.add(end.id)
                yield Related(f"{step.title}: {short(end.id)}", end.id, end.origin.resource)
