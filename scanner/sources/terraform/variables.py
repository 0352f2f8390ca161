"""Variables that nobody gives, and what their validation tells of them.

Terraform Language, "Input Variables": a variable without a default must be given when Terraform runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scanner.sources.terraform import hcl
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.kinds import BITS, Type
from scanner.sources.terraform.nodes import Attribute, Binary, Block, Call, Expression, Literal, Name, Tuple
from scanner.sources.values import leaves_of
from scanner.unknown import ANY, NULL, Unknown

if TYPE_CHECKING:
    from scanner.sources.terraform.module import Module
    from scanner.sources.terraform.scope import Scope

MOST: Final = 20
"""Alternatives that a validation gives."""


class Written(str):
    """A value as the command line has it: a text, or an expression where the variable is no text."""

    __slots__ = ()


def written(value: Written, kind: Type, scope: Scope, block: Block) -> Any:
    """The value of a variable that is given on the command line. Terraform CLI, "Input Variables on the Command Line"."""
    if kind.name in ("string", "number", "bool", "any"):
        return str(value)
    return evaluate(hcl.expression(str(value), block.file, block.span), scope)


def undeclared(module: Module, name: str, kind: Type, nullable: bool, sensitive: bool, block: Block) -> Unknown:
    """The value of a variable without a default that is not given: its type, and its alternatives where there are few."""
    shown = f"{module.address}.var.{name}" if module.address else name
    identity = ("variable", module.world, module.address, name)
    bits = BITS[kind.name]
    null = NULL if nullable and bits != ANY else 0
    found = Unknown(
        reason=f"variable {shown} has no default",
        types=bits | null,
        identity=identity,
        sensitive=sensitive,
        settle=f"variable {shown}",
    )
    alternatives = alternatives_of(name, block)
    if alternatives is None and kind.name == "bool":
        alternatives = [True, False]
    if alternatives is None or sensitive:
        return found
    if null and None not in alternatives and kind.name == "bool":
        alternatives = [*alternatives, None]
    return found.but(one_of=tuple(alternatives), selector=identity)


def alternatives_of(name: str, block: Block) -> list[Any] | None:
    """The values that a validation allows: of the form `contains([...], var.name)`, or comparisons with literals joined by `||`."""
    for validation in block.body.of("validation"):
        condition = validation.body.arguments.get("condition")
        found = _allowed(condition.value, name) if condition is not None else None
        if found is not None and 0 < len(found) <= MOST:
            return found
    return None


def _allowed(node: Expression, name: str) -> list[Any] | None:
    if isinstance(node, Call) and node.name == "contains" and len(node.arguments) == 2 and _is_variable(node.arguments[1], name):
        listed = node.arguments[0]
        if isinstance(listed, Tuple) and all(isinstance(item, Literal) for item in listed.items):
            return [item.value for item in listed.items if isinstance(item, Literal)]
    if isinstance(node, Binary) and node.operator == "||":
        left, right = _allowed(node.left, name), _allowed(node.right, name)
        return [*left, *right] if left is not None and right is not None else None
    if isinstance(node, Binary) and node.operator == "==":
        for variable, literal in ((node.left, node.right), (node.right, node.left)):
            if _is_variable(variable, name) and isinstance(literal, Literal):
                return [literal.value]
    return None


def _is_variable(node: Expression, name: str) -> bool:
    return isinstance(node, Attribute) and node.name == name and isinstance(node.base, Name) and node.base.name == "var"


def validated(module: Module, name: str, value: Any, block: Block) -> Any:
    """A value that was given, with the alternatives that the validation leaves an unknown one."""
    if not isinstance(value, Unknown) or value.one_of is not None or value.sensitive:
        return value
    allowed = alternatives_of(name, block)
    if allowed is None:
        return value
    selector = value.identity if value.identity is not None else ("variable", module.world, module.address, name)
    found = value.but(one_of=tuple(allowed), selector=("allowed", selector, *map(repr, allowed)), prefix="", suffix="", parts=None)
    return found if all(leaf is not None for leaf in leaves_of(found)) else value
