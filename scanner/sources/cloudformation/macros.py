"""What is made on deployment by code that does not stand in the template: macros, AWS::Include and Fn::ForEach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.documents import Mapping, Node, Scalar
from scanner.unknown import ABSENT, OpenObject, Unknown

if TYPE_CHECKING:
    from scanner.sources.cloudformation.stack import Stack

LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions"
"""AWS's own transform whose functions are read here; all but Fn::ForEach are resolved."""


def top_level(node: Node | None) -> list[str]:
    """The names of the macros that a template or a mapping is run through, AWS::LanguageExtensions left out."""
    if node is None:
        return []
    found = []
    for item in node.items if not isinstance(node, (Scalar, Mapping)) else [node]:
        name = item.get("Name") if isinstance(item, Mapping) else item
        found.append(name.text if isinstance(name, Scalar) else "of an unknown name")
    return [name for name in found if name != LANGUAGE_EXTENSIONS]


def transform(stack: Stack, given: Node, beside: Mapping | None = None) -> Any:
    """`Fn::Transform`, alone or beside other keys: neither what a macro makes is known, nor what it does to those keys.

    AWS::Include is known to add keys only. A Gap of kind "macro" is recorded.
    """
    name = ", ".join(top_level(given)) or "of an unknown name"
    reason = f"macro {name} is run on deployment"
    stack.gap(reason, given, "macro")
    if name == "AWS::Include":
        return OpenObject(_others(stack, beside), True, reason)
    return Unknown(reason=reason, identity=("macro", given.start[0], given.start[1]), settle=f"macro {name}")


def loop(stack: Stack, node: Node) -> OpenObject:
    """`Fn::ForEach` in a mapping: the keys beside it are known, what it adds is not. A Gap of kind "macro" is recorded."""
    reason = "Fn::ForEach is expanded on deployment"
    stack.gap(reason, node, "macro")
    return OpenObject(_others(stack, node), True, reason)


def _others(stack: Stack, node: Node | None) -> dict[str, Any]:
    if not isinstance(node, Mapping):
        return {}
    known = {key.text: stack.resolve(item) for key, item in node.entries if not key.text.startswith(("Fn::Transform", "Fn::ForEach"))}
    return {key: value for key, value in known.items() if value is not ABSENT}
