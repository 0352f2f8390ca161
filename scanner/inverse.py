"""Relations that turn another round: `resources(T)[?any(ends(@), &same(@, item()))]` is computed once for a world, then looked up.

For every resource of type T its ends are computed once. Where they are certain (a list of resources of the world, hanging on no choice), it
is kept as a member only of what it leads to; where they are in doubt, it stays a candidate for all. The relation itself is then evaluated
over the candidates alone: those left out are certainly none.
"""

from __future__ import annotations

from collections.abc import Mapping

from scanner.errors import EvaluationError
from scanner.frame import Frame, Run
from scanner.jmes import Context, Expression, Function, Node, compile_expression
from scanner.records import dataclass
from scanner.snapshot import Resource

SAME = ("item", "this")
SPINE = ("filter_projection", "projection", "value_projection", "flatten", "subexpression", "index_expression", "pipe")
"""Kinds of nodes whose first child is asked for first."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """What is turned round."""

    type: str
    """The type whose resources are asked."""
    ends: Expression
    """The resources that each of them leads to."""


@dataclass(frozen=True, slots=True)
class Index:
    """For one world: who leads to a resource; who may lead anywhere; and what was assumed on the way."""

    leading: Mapping[Resource, frozenset[Resource]]
    doubtful: frozenset[Resource]
    assumptions: tuple[str, ...]


def inverse_of(expression: Expression, functions: Mapping[str, Function]) -> Inverse | None:
    """What an expression turns round; None where it is not of that form. Whatever follows the filter is asked of what it keeps."""
    if len(expression.call_sites.get("resources", ())) != 1:
        return None
    root = expression.nodes
    while root.kind in SPINE and not (root.kind == "filter_projection" and root.children[0].kind == "function_expression"):
        root = root.children[0]
    if root.kind != "filter_projection":
        return None
    source, condition = root.children[0], root.children[2]
    while condition.kind == "and_expression":
        condition = condition.children[0]
    if source.value != "resources" or len(source.children) != 1:
        return None
    ends = _ends_text(condition, expression.text)
    if ends is None:
        return None
    found = compile_expression(ends, functions)
    if any(node.kind == "function_expression" and node.value in (*SAME, "resources") for node in found.nodes.walk()):
        return None
    return Inverse(str(source.children[0].value), found)


def _ends_text(node: Node, text: str) -> str | None:
    """What `any(LIST, &same(END, item()))`, or `this()`, asks for: the ends, as an expression; None for any other node."""
    if node.kind != "function_expression" or node.value != "any" or len(node.children) != 2 or node.children[1].kind != "expref":
        return None
    body = node.children[1].children[0]
    if body.kind != "function_expression" or body.value != "same" or len(body.children) != 2:
        return None
    one, other = body.children
    if other.kind != "function_expression" or other.value not in SAME:
        return None
    listed = text[node.children[0].start : node.children[0].end]
    if one.kind in ("current", "identity"):
        return listed
    return f"map(&({text[one.start : one.end]}), ({listed}) || `[]`)"


def candidates(run: Run, name: str, inverse: Inverse, assume: str | None, target: Resource) -> frozenset[Resource]:
    """The resources that may lead to a target; what was assumed to leave the others out is noted in the run."""
    key = ("inverse", name)
    index = run.world.remembered.get(key)
    if index is None:
        index = run.world.remembered[key] = _index(run, inverse, assume)
    run.assumptions.update(dict.fromkeys(index.assumptions))
    found: frozenset[Resource] = index.leading.get(target, frozenset()) | index.doubtful
    return found


def _index(run: Run, inverse: Inverse, assume: str | None) -> Index:
    """Ask each resource of the type for its ends."""
    leading: dict[Resource, set[Resource]] = {}
    doubtful: set[Resource] = set()
    own = Run(run.world, run.data)
    for resource in run.world.by_type.get(inverse.type, ()):
        ends = _ends(own, inverse, assume, resource)
        if ends is None:
            doubtful.add(resource)
        else:
            for end in ends:
                leading.setdefault(end, set()).add(resource)
    return Index({end: frozenset(members) for end, members in leading.items()}, frozenset(doubtful), tuple(own.assumptions))


def _ends(run: Run, inverse: Inverse, assume: str | None, resource: Resource) -> list[Resource] | None:
    """The certain ends of a resource; None where there is any doubt."""
    context = Context(data=Frame(run, resource.properties, resource.properties, resource, assume=assume))
    try:
        outcome = inverse.ends.evaluate(resource.properties, context)
    except EvaluationError:
        return None
    if outcome.may_fail or context.touched or not isinstance(outcome.value, list):
        return None
    ends = [run.world.of(item) for item in outcome.value if item is not None]
    return None if any(end is None for end in ends) else [end for end in ends if end is not None]
