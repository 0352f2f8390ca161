"""CloudFormation templates: recognised by content, read as one world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.canonical import canonicalise
from scanner.documents import Document, Node, Scalar
from scanner.documents import Mapping as MappingNode
from scanner.errors import DocumentError
from scanner.redaction import Redactor
from scanner.satellites import fold_satellites
from scanner.snapshot import Gap, Location, Origin, Resource, Snapshot
from scanner.sources.cloudformation.parameters import parameter_value, pseudo_parameters
from scanner.sources.cloudformation.resources import EXPANDED, exists, read_resource, type_of
from scanner.sources.cloudformation.stack import MISTAKE, OvergrownError, Stack

ACCOUNT: Final = "AWS::Account"


def recognise(document: Document) -> bool:
    """Whether a document is a CloudFormation template: it says so, or it has resources whose Type is one of CloudFormation's form."""
    root = document.root
    if not isinstance(root, MappingNode):
        return False
    if isinstance(root.get("AWSTemplateFormatVersion"), Scalar):
        return True
    resources = root.get("Resources")
    if not isinstance(resources, MappingNode):
        return False
    return any("::" in type_of(node) for _, node in resources.entries) or any(key.text.startswith(EXPANDED) for key, _ in resources.entries)


def read_template(document: Document, world: str, parameters: Mapping[str, Any], redactor: Redactor | None) -> Snapshot:
    """The world that a template declares. `parameters` are given values by name (pseudo parameters too), as `read_parameters` returns them.

    A mistake in one place is a Gap with its line and does not hide the rest. DocumentError, with file and line, where the document is
    no template at all, or one that grows beyond every limit. Without a redactor sensitive values stay: only for tests.
    """
    root = document.root
    if not isinstance(root, MappingNode):
        raise DocumentError("a template is a mapping", file=document.file, line=root.start[0], column=root.start[1])
    declared = root.get("Resources")
    if not isinstance(declared, MappingNode):
        at = declared or root
        raise DocumentError("a template has a mapping Resources", file=document.file, line=at.start[0], column=at.start[1])
    stack = _stack(document, root, declared, world, parameters)
    try:
        resources = _resources(stack, declared, redactor)
    except OvergrownError as error:
        line, column = error.line or root.start[0], error.column or root.start[1]
        raise DocumentError(error.message, file=document.file, line=line, column=column) from None
    account = _account(stack, root)
    return Snapshot(world, (account, *fold_satellites(resources)), tuple(_ordered(stack.gaps)))


def _macros(node: Node | None) -> list[str]:
    if node is None:
        return []
    from scanner.sources.cloudformation.macros import top_level

    return top_level(node)


def _stack(document: Document, root: MappingNode, declared: MappingNode, world: str, given: Mapping[str, Any]) -> Stack:
    """What the template's other sections declare, ready to read resources with."""
    values = pseudo_parameters(given)
    types = {key.text: type_of(node) for key, node in declared.entries if not key.text.startswith(EXPANDED)}
    macros = _macros(root.get("Transform"))
    loops = [key.text for key, _ in declared.entries if key.text.startswith(EXPANDED)]
    stack = Stack(
        file=document.file,
        world=world,
        parameters=values,
        types=types,
        conditions=_section(root, "Conditions"),
        mappings=_section(root, "Mappings"),
        generated=", ".join(macros) or (loops[0] if loops else None),
    )
    if macros:
        transform = root.get("Transform")
        stack.gap(f"macro {', '.join(macros)} may add and change resources on deployment", transform, "macro", "*")
    for name in ("Parameters", "Conditions", "Mappings"):
        section = root.get(name)
        if section is not None and not isinstance(section, MappingNode):
            stack.gap(f"{name} is a mapping", section, MISTAKE)
    for name, node in _section(root, "Parameters").items():
        if isinstance(node, MappingNode):
            values[name], wrong = parameter_value(name, node, given.get(name))
            if wrong:
                stack.gap(wrong, node, MISTAKE)
        else:
            stack.gap(f'parameter "{name}" is a mapping with a Type', node, MISTAKE)
            values[name], _ = parameter_value(name, MappingNode([], None, node.start, node.end), given.get(name))
    return stack


def _section(root: MappingNode, name: str) -> dict[str, Node]:
    section = root.get(name)
    return {key.text: node for key, node in section.entries} if isinstance(section, MappingNode) else {}


def _resources(stack: Stack, declared: MappingNode, redactor: Redactor | None) -> list[Resource]:
    for name, node in stack.conditions.items():
        if not name.startswith(EXPANDED):
            stack.condition(name, node)
    for key, node in declared.entries:
        try:
            if exists(stack, node) is False:
                stack.removed.add(key.text)
        except OvergrownError:
            raise
        except DocumentError:
            continue  # reported where the resource itself is read
    found = []
    for key, node in declared.entries:
        if key.text.startswith(EXPANDED):
            stack.gap(f"{key.text} declares resources that are made on deployment", key, "macro", "*")
            continue
        resource = read_resource(stack, key, node, redactor)
        if resource is not None:
            found.append(resource)
    return found


def _account(stack: Stack, root: MappingNode) -> Resource:
    """The account that the template is deployed to."""
    account, region = stack.parameters["AWS::AccountId"], stack.parameters["AWS::Region"]
    properties, origin = canonicalise(ACCOUNT, {"AccountId": account}, Origin(Location(stack.file, *root.start, *root.start)))
    return Resource(
        type=ACCOUNT,
        id=f"{stack.world}#{ACCOUNT}",
        properties=properties,
        account=account if isinstance(account, str) else None,
        region=region if isinstance(region, str) else None,
        origin=origin,
        identifiers={"Ref": account},
    )


def _ordered(gaps: list[Gap]) -> list[Gap]:
    """Gaps by place, each once."""
    return sorted(
        dict.fromkeys(gaps), key=lambda gap: (gap.location is not None, gap.location or Location("", 0, 0, 0, 0), gap.reason, gap.type)
    )
