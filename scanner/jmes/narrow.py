"""What one side of `&&` or `||` tells the other: in `Image && contains(Image, ':')` the second Image is not null.

Only values that are unknown as a whole are narrowed (of choices the case split takes care), only while the other side is evaluated,
and never inside an expression that a function evaluates (its result may be kept).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

from scanner.jmes.context import Context
from scanner.jmes.kinds import causes_of, identity_of
from scanner.jmes.nodes import Node
from scanner.jmes.questions import Answers
from scanner.records import dataclass
from scanner.unknown import BOOLEAN, NULL, NUMBER, Unknown

Closure = Callable[[Any, Context], Any]
TRUE: Final = "true"
NOT_NULL: Final = "not null"
IS: Final = "is"


@dataclass(frozen=True, slots=True)
class Fact:
    """What holds of a path: it is true, it is not null, or it is a literal."""

    path: Closure
    kind: str
    literal: Any = None


def facts(node: Node, holds: bool, closures: dict[Node, Closure]) -> tuple[Fact, ...]:
    """What is known of paths where a condition is true (or false)."""
    if node.kind == "not_expression":
        return facts(node.children[0], not holds, closures)
    if node.kind == ("and_expression" if holds else "or_expression"):
        return facts(node.children[0], holds, closures) + facts(node.children[1], holds, closures)
    if node.kind == "comparator":
        return _compared(node, holds, closures)
    return (Fact(closures[node], TRUE),) if holds and _is_path(node) else ()


_STEPS: Final = ("field", "current", "identity", "index", "subexpression", "index_expression")


def _is_path(node: Node) -> bool:
    return all(step.kind in _STEPS for step in node.walk())


def _compared(node: Node, holds: bool, closures: dict[Node, Closure]) -> tuple[Fact, ...]:
    path, literal = node.children
    if path.kind == "literal":
        path, literal = literal, path
    if literal.kind != "literal" or not _is_path(path):
        return ()
    if literal.value is None:
        return (Fact(closures[path], NOT_NULL),) if holds is (node.value == "ne") and node.value in ("eq", "ne") else ()
    if holds is (node.value == "eq") and node.value in ("eq", "ne") and isinstance(literal.value, (str, bool, int, float)):
        return (Fact(closures[path], IS, literal.value),)
    return ()


def assume(found: tuple[Fact, ...], value: Any, context: Context) -> dict[Hashable, Unknown | Any]:
    """The context's assumptions with what the facts say of the paths at a value."""
    assumed = dict(context.assumed)
    for fact in found:
        there = fact.path(value, context)
        if there.__class__ is Unknown and there.one_of is None:
            assumed[identity_of(there)] = _narrowed(there, fact)
    return assumed


def _narrowed(there: Unknown, fact: Fact) -> Any:
    if fact.kind == IS:
        if fact.literal.__class__ not in (int, float):
            return fact.literal
        return there.but(
            types=NUMBER,
            minimum=fact.literal,
            maximum=fact.literal,
            identity=identity_of(there),
            causes=causes_of(there),
        )
    types = there.types & ~NULL
    if fact.kind == TRUE and types == BOOLEAN:
        return True
    truthy = there.truthy or fact.kind == TRUE
    return there.but(types=types or there.types, truthy=truthy, identity=identity_of(there), causes=causes_of(there))


def narrowed(value: Any, context: Context) -> Any:
    """A value as the assumptions have it."""
    if value.__class__ is Unknown and value.one_of is None:
        found = context.assumed.get(identity_of(value), value)
        return found.narrow(value) if found.__class__ is Answers else found
    return value
