"""One declared resource: its type, whether it exists, its canonical properties and their places, and what names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.canonical import canonicalise
from scanner.cfn_schemas import nearest, type_schema
from scanner.documents import Mapping as MappingNode
from scanner.documents import Node, Scalar
from scanner.errors import DocumentError
from scanner.redaction import Redactor, redact
from scanner.snapshot import Origin, Resource
from scanner.sources.choices import implied
from scanner.sources.cloudformation.finish import finish, places_of
from scanner.sources.cloudformation.nodes import literal, mistake
from scanner.sources.cloudformation.stack import OvergrownError, Stack
from scanner.sources.values import grow, leaves_of
from scanner.unknown import ABSENT, ANY, OpenObject, Unknown

NESTED = "AWS::CloudFormation::Stack"
MODULE = "::MODULE"
SERVERLESS = "AWS::Serverless::"
EXPANDED = ("Fn::ForEach", "Fn::Transform")
"""Keys of Resources that declare resources which do not stand in the template."""


def type_of(node: Node) -> str:
    """The type that a resource states, "" where it states none."""
    stated = node.get("Type") if isinstance(node, MappingNode) else None
    return stated.text if isinstance(stated, Scalar) else ""


def read_resource(stack: Stack, key: Scalar, node: Node, redactor: Redactor | None) -> Resource | None:
    """The resource that stands under a logical id; None where its condition is false or it cannot be read (then there is a Gap)."""
    name = key.text
    stack.reading = type_of(node) or "*"
    try:
        if not isinstance(node, MappingNode) or node.tag is not None:
            raise mistake(f'resource "{name}" is a mapping with Type and Properties', key)
        if not stack.types.get(name):
            raise mistake(f'resource "{name}" has no Type', key)
        return _read(stack, key, node, redactor)
    except OvergrownError:
        raise
    except DocumentError as error:
        stack.failed(error, key, "unreadable")
        return None
    finally:
        stack.reading = "*"


def exists(stack: Stack, node: Node) -> Any:
    """Whether a resource is created: True, False or a choice; DocumentError where its condition is declared nowhere."""
    condition = node.get("Condition") if isinstance(node, MappingNode) else None
    return True if condition is None else stack.condition(literal(condition, "the condition of a resource"), condition)


def _read(stack: Stack, key: Scalar, node: MappingNode, redactor: Redactor | None) -> Resource | None:
    name, kind = key.text, stack.types[key.text]
    try:
        tree = exists(stack, node)
    except DocumentError as error:
        doubt = stack.failed(error, node)
        tree = doubt.but(one_of=(True, False), selector=("condition", name))
    if tree is False:
        return None
    _note_expansion(stack, key, kind)
    given = node.get("Properties")
    with stack.given(implied(tree, True)):
        value = stack.resolve(given) if given is not None else {}
    raw = _properties(stack, kind, value, given)
    finish(raw)
    location = key.location(stack.file)
    places = places_of(raw, stack.places)
    properties, origin = canonicalise(kind, raw, Origin(location, places))
    if redactor is not None:
        redact(kind, properties, redactor)
    region, account = stack.parameters["AWS::Region"], stack.parameters["AWS::AccountId"]
    return Resource(
        type=kind,
        id=f"{stack.world}#{name}",
        properties=properties,
        account=account if isinstance(account, str) else None,
        region=region if isinstance(region, str) else None,
        origin=origin,
        exists=tree,
        identifiers=identifiers_of(kind, properties),
    )


def _note_expansion(stack: Stack, key: Scalar, kind: str) -> None:
    """A Gap where a resource stands for others that are not read."""
    if kind == NESTED:
        stack.gap(f"nested stack {key.text} is not read", key, "nested-stack", "*")
    elif kind.endswith(MODULE):
        stack.gap(f"module {kind} is expanded on deployment", key, "macro", "*")
    elif kind.startswith(SERVERLESS):
        stack.gap(f"{kind} {key.text} is expanded on deployment", key, "macro", "*")
    elif type_schema(kind) is None:
        near = nearest(kind)
        stack.gap(f'type "{kind}" is known nowhere' + (f'; did you mean "{near}"?' if near else ""), key, "not-modelled")


def _properties(stack: Stack, kind: str, value: Any, node: Node | None) -> dict[str, Any]:
    """Resolved properties as an object of their own; what cannot be told of them is an Unknown under every name of the type."""
    if isinstance(value, dict):
        return value
    if isinstance(value, OpenObject):
        return {**_all_unknown(kind, value.reason, None), **value.known}
    if value is None or value is ABSENT:
        return {}
    if isinstance(value, Unknown):
        known = [leaf for leaf in leaves_of(value) if isinstance(leaf, dict)]
        if value.one_of is None or len(known) + sum(leaf is ABSENT for leaf in leaves_of(value)) < len(leaves_of(value)):
            return _all_unknown(kind, value.reason, value.settle)
        return {name: _entry(value, name) for leaf in known for name in leaf}
    error = mistake("Properties is a mapping; a function cannot stand for it", node) if node is not None else None
    if error is not None and node is not None:
        stack.failed(error, node)
    return _all_unknown(kind, "Properties that are no mapping", "mistake in the template")


def _entry(tree: Any, name: str) -> Any:
    """One property of a choice between whole Properties."""
    if isinstance(tree, Unknown) and tree.one_of is not None:
        return grow(tree, [_entry(branch, name) for branch in tree.one_of])
    return tree.get(name, ABSENT) if isinstance(tree, dict) else ABSENT


def _all_unknown(kind: str, reason: str, settle: str | None) -> dict[str, Any]:
    schema = type_schema(kind)
    if schema is None:
        return {}
    return {
        name: Unknown(reason, types=shape.types or ANY, may_be_absent=True, settle=settle)
        for name, shape in schema.root.properties.items()
        if name != "Runtime" and name not in schema.read_only
    }


def identifiers_of(kind: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """What names a resource besides its id: what `Ref` returns where it is given, and the properties that hold its name."""
    schema = type_schema(kind)
    short = kind.rpartition("::")[2]
    found: dict[str, Any] = {}
    for name in (f"{short}Name", f"{short}Identifier", "GroupName" if short == "SecurityGroup" else "Name", "Family"):
        value = properties.get(name)
        if _names(value) and (schema is None or name in schema.root.properties):
            found[name] = value
    primary = schema.primary_identifier if schema is not None else ()
    if len(primary) == 1 and _names(properties.get(primary[0])):
        found[primary[0]] = properties[primary[0]]
    if schema is not None and schema.ref is not None and _names(properties.get(schema.ref)):
        found["Ref"] = properties[schema.ref]
    return found


def _names(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Unknown) and value.identity is not None and not value.may_be_absent)
