"""Runs the examples that policies and relations carry: small worlds with the verdict that they must get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scanner.canonical import canonicalise
from scanner.encoding import decode, encode
from scanner.errors import EvaluationError, PolicyError, SourceError
from scanner.evaluate import evaluate
from scanner.frame import Frame, Run
from scanner.jmes import Context
from scanner.library import Library
from scanner.policy import Example, Policy, Relation
from scanner.records import dataclass, replace
from scanner.report import Verdict
from scanner.snapshot import Origin, Resource, Snapshot
from scanner.world import World

EXPECTATIONS = ("pass", "fail", "unknown", "skipped")


@dataclass(frozen=True, slots=True)
class Result:
    """What an example gave."""

    subject: str
    """The policy's or relation's id."""
    file: str
    line: int
    problem: str | None
    """What is wrong, for a person; None where the example holds."""


def run(library: Library) -> Iterator[Result]:
    """The results of all examples of a library's policies and relations, in order."""
    for _, relation in sorted(library.relations.items()):
        for example in relation.examples:
            yield Result(relation.id, relation.file, example.line, relation_problem(library, relation, example))
    for _, policy in sorted(library.policies.items()):
        kinds = [example.fields.get("expect") for example in policy.examples]
        for needed in ("pass", "fail"):
            if needed not in kinds:
                yield Result(policy.id, policy.file, 1, f'there is no example that expects "{needed}"; a policy carries a pass and a fail')
        for example in policy.examples:
            yield Result(policy.id, policy.file, example.line, policy_problem(library, policy, example))


def resource_of(type_name: str, identity: str, properties: Any, origin: Origin | None = None) -> Resource:
    """A resource of an example, in canonical form."""
    decoded, placed = canonicalise(type_name, decode(properties), origin or Origin(None))
    return Resource(type=type_name, id=identity, properties=decoded, origin=placed)


def world_of(type_name: str, fields: Mapping[str, Any], live: bool) -> World:
    """The world of an example: closed unless it says `open: true`."""
    resources = [resource_of(type_name, str(fields.get("id", "given")), fields.get("given") or {})]
    for other in fields.get("others") or ():
        resources.append(resource_of(str(other["type"]), str(other["id"]), other.get("properties") or {}))
    if not any(resource.type == "AWS::Account" for resource in resources):
        resources.append(Resource(type="AWS::Account", id="account", properties={}))
    closed = frozenset() if fields.get("open") else frozenset({"*"})
    return World(Snapshot("example", tuple(resources), closed=closed, live=live, time=str(fields.get("time", "2026-01-31T00:00:00Z"))))


def misshapen(fields: Mapping[str, Any]) -> str | None:
    """What is wrong with the form of an example's fields."""
    for name in ("given", "parameters"):
        if name in fields and not isinstance(fields[name], dict) and fields[name] is not None:
            return f'"{name}" is a mapping'
    for name in ("expect", "type", "message"):
        if name in fields and not isinstance(fields[name], str):
            return f'"{name}" is text'
    others = fields.get("others") or []
    if not isinstance(others, list) or not all(isinstance(other, dict) for other in others):
        return '"others" is a list of {type, id, properties}'
    for other in others:
        if not isinstance(other.get("type"), str) or not isinstance(other.get("id"), (str, int)):
            return "each of the others has a type and an id"
        if not isinstance(other.get("properties") or {}, dict):
            return '"properties" is a mapping'
    return None


def policy_problem(library: Library, policy: Policy, example: Example) -> str | None:
    """What an example of a policy gets wrong."""
    fields = example.fields
    wrong = misshapen(fields)
    if wrong:
        return wrong
    expect = fields.get("expect")
    if expect not in EXPECTATIONS:
        return f'"{expect}" is no verdict; one of {", ".join(EXPECTATIONS)}'
    type_name = fields.get("type") or (next(iter(policy.targets)) if len(policy.targets) == 1 else None)
    if type_name not in policy.targets:
        return f"the example names no type; one of {', '.join(policy.targets)}"
    asked = policy
    if fields.get("parameters"):
        strange = [name for name in fields["parameters"] if name not in policy.parameters]
        if strange:
            return f'"{strange[0]}" is no parameter of this policy; it has {", ".join(policy.parameters) or "none"}'
        asked = replace(policy, parameters={**policy.parameters, **fields["parameters"]})
    try:
        world = world_of(str(type_name), fields, live=policy.reach == "live")
    except (SourceError, KeyError, TypeError) as error:
        return f"the example cannot be read: {error}"
    given = str(fields.get("id", "given"))
    found = [finding for finding in evaluate([asked], world, library.data) if finding.resource == given]
    verdict = overall([finding.verdict for finding in found])
    messages = [finding.message for finding in found]
    if verdict != expect:
        reasons = [reason.text for finding in found for reason in finding.reasons]
        return f"expected {expect}, got {verdict}: {'; '.join([*messages, *reasons])}"
    if "message" in fields and fields["message"] not in messages:
        return f"expected the message {fields['message']!r}, got {'; '.join(messages)!r}"
    return None


def overall(verdicts: list[Verdict]) -> str:
    """Kleene's "all" over the findings of a resource; an error is loudest."""
    for verdict in (Verdict.ERROR, Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS):
        if verdict in verdicts:
            return str(verdict)
    return str(Verdict.SKIPPED)


def relation_problem(library: Library, relation: Relation, example: Example) -> str | None:
    """What an example of a relation gets wrong. A resource that it leads to is expected by its id."""
    fields = example.fields
    wrong = misshapen({**fields, "expect": ""})
    if wrong:
        return wrong
    type_name = str(fields.get("type") or relation.starts[0])
    try:
        world = world_of(str(type_name), fields, live=False)
        start = next(resource for resource in world.snapshot.resources if resource.id == str(fields.get("id", "given")))
        frame = Frame(Run(world, library.data), start.properties, start.properties, start)
        context = Context(data=frame)
        got = by_ids(world, library.functions[relation.id].call(context, start.properties))
    except (SourceError, PolicyError, EvaluationError, KeyError, TypeError) as error:
        return f"the example breaks: {error}"
    expect = fields.get("expect")
    return None if got == expect else f"expected {expect!r}, got {got!r}"


def by_ids(world: World, value: Any) -> Any:
    """A value in which resources stand by their ids, as JSON."""
    resource = world.of(value)
    if resource is not None:
        return resource.id
    if isinstance(value, list):
        return [by_ids(world, item) for item in value]
    encoded = encode(value)
    if isinstance(encoded, dict) and "$unknown" in encoded:
        return "unknown"
    if isinstance(encoded, dict) and "$list" in encoded and hasattr(value, "items"):
        return [*(by_ids(world, item) for item, _ in value.items), "and perhaps more"]
    return encoded
