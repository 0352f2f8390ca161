"""From what a root declares to its Snapshot: CloudFormation's names, one canonical shape, nothing secret."""

from __future__ import annotations

from typing import Any

from scanner.canonical import canonicalise
from scanner.catalog.terraform.joining import Joined, join
from scanner.redaction import Redactor, redact
from scanner.satellites import fold_satellites
from scanner.snapshot import Origin, Resource, Snapshot
from scanner.sources.cloudformation.resources import identifiers_of
from scanner.sources.terraform.data_sources import pseudo_parameter
from scanner.sources.terraform.roots import Root, settled

ACCOUNT = "AWS::Account"
TAGGED = "Tags"


def snapshot_of(root: Root, redactor: Redactor) -> Snapshot:
    """The world of a root."""
    joined, gaps = join(root.declared)
    resources = [resource_of(one, redactor) for one in joined]
    account = Resource(
        ACCOUNT, f"{root.world}#{ACCOUNT}", {"AccountId": pseudo_parameter("AWS::AccountId")}, origin=Origin(None), identifiers={}
    )
    return Snapshot(root.world, tuple(fold_satellites([*resources, account])), (*root.gaps, *gaps))


def resource_of(one: Joined, redactor: Redactor) -> Resource:
    """One resource in canonical form."""
    raw = with_default_tags(settled(one.properties), one.declared.default_tags, one.type)
    origin = Origin(one.declared.location, one.places)
    properties, origin = canonicalise(one.type, raw, origin)
    redact(one.type, properties, redactor)
    return Resource(
        type=one.type,
        id=one.id,
        properties=properties,
        region=one.declared.region,
        origin=origin,
        exists=one.exists,
        identifiers=identifiers_of(one.type, properties),
    )


def with_default_tags(properties: dict[str, Any], default: Any, type_name: str) -> dict[str, Any]:
    """Properties with the tags that the provider's configuration adds; those of the resource stand over them."""
    from scanner.cfn_schemas import type_schema

    schema = type_schema(type_name)
    shape = schema.root.properties.get(TAGGED) if schema is not None else None
    if not isinstance(default, dict) or shape is None or shape.items is None or not {"Key", "Value"} <= set(shape.items.properties):
        return properties
    own = properties.get(TAGGED)
    if own is not None and not isinstance(own, list):
        return properties
    names = {tag.get("Key") for tag in own or [] if isinstance(tag, dict)}
    added = [{"Key": name, "Value": value} for name, value in sorted(default.items()) if name not in names]
    return {**properties, TAGGED: [*(own or []), *added]}
