"""From what a root declares to its Snapshot: CloudFormation's names, one canonical shape, nothing secret."""

from __future__ import annotations

from collections.abc import Iterable, Set

from scanner.canonical import canonicalise
from scanner.catalog.declared import Declared
from scanner.catalog.terraform.joining import Joined, join
from scanner.catalog.terraform.referring import called, named
from scanner.redaction import Redactor, redact
from scanner.satellites import fold_satellites
from scanner.snapshot import Gap, Location, Origin, Resource, Snapshot
from scanner.sources.cloudformation.resources import identifiers_of
from scanner.sources.terraform.addresses import address_parts
from scanner.sources.terraform.data_sources import pseudo_parameter
from scanner.sources.terraform.roots import Root, settled
from scanner.unknown import Unknown

ACCOUNT = "AWS::Account"


def snapshot_of(root: Root, redactor: Redactor) -> Snapshot:
    """The world of a root."""
    joined, gaps = join(root.declared)
    resources = [resource_of(one, redactor) for one in joined]
    account = Resource(
        ACCOUNT, f"{root.world}#{ACCOUNT}", {"AccountId": pseudo_parameter("AWS::AccountId")}, origin=Origin(None), identifiers={}
    )
    kept = tuple(fold_satellites([*resources, account]))
    return Snapshot(root.world, kept, (*root.gaps, *gaps, *uncounted(joined, {one.id for one in kept})))


def uncounted(joined: Iterable[Joined], kept: Set[str]) -> list[Gap]:
    """Resources of unknown number: one stands for all of them, so there may be more of its type than the world shows.

    `kept` are the ids of those that are folded into no other: the list that these are in tells so itself.
    """
    found: dict[tuple[str, str], Gap] = {}
    for one in joined:
        if one.id in kept and one.declared.many and isinstance(one.declared.exists, Unknown):
            why = one.declared.exists
            reason = f"how many {one.declared.address} there are is not known: {why.reason}"
            gap = Gap(one.type, reason, one.declared.location, kind="incomplete", settle=why.settle or why.reason)
            found.setdefault((one.type, one.declared.address), gap)
    return list(found.values())


def calls_of(declared: Declared) -> tuple[tuple[str, Location], ...]:
    """The module calls that lead to a resource, each by its address."""
    parts = address_parts(declared.address)
    return tuple((".".join(parts[: 2 * (level + 1)]), place) for level, place in enumerate(declared.calls))


def resource_of(one: Joined, redactor: Redactor) -> Resource:
    """One resource in canonical form."""
    raw = settled(one.properties)
    origin = Origin(one.declared.location, one.places, calls=calls_of(one.declared))
    properties, origin = canonicalise(one.type, raw, origin)
    redact(one.type, properties, redactor)
    return Resource(
        type=one.type,
        id=one.id,
        properties=properties,
        region=one.declared.region,
        origin=origin,
        exists=one.exists,
        identifiers={**known_names(one), **identifiers_of(one.type, properties)},
    )


def known_names(one: Joined) -> dict[str, str]:
    """What others may call a resource that exists already: plans and state tell its id, ARN and the like."""
    if one.id != one.declared.id:
        return {}
    values = one.declared.values
    return {called(one.declared.kind, name): values[name] for name in named(one.declared.kind) if isinstance(values.get(name), str)}
