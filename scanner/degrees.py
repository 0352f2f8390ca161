"""How the cost of a policy grows with what is scanned, from its text alone: what would take the fourth power of it is refused.

D is the size of the snapshot. A value has a size, and an evaluation a cost, of `factor * D ** degree`. What JMESPath itself does with its
current value is held in `scanner.jmes.cost`; here names count: a list inside which another list is asked costs their product. The element
of a list is amortised: all elements together are as large as the list. What is looked up costs nothing but what it gives: `resource`,
`referrers`, an equality filter over `resources` (`scanner.jmes.joins`). A binding is evaluated once for each item, a relation once for
each resource: calling one costs nothing more, and each is held to the limits by itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from scanner.errors import ExpressionError
from scanner.jmes import Expression, Function
from scanner.jmes.joins import equality
from scanner.jmes.nodes import Node
from scanner.unknown import BOOLEAN, NULL, NUMBER

MAX_SIZE: Final = 2
"""The greatest degree of a value's size."""
MAX_COST: Final = 3
"""The greatest degree of a cost."""
MAX_FACTOR: Final = 20_000
"""The greatest factor of a size. Ordinary policies stay below 100."""
MAX_WORK: Final = 1_000_000
"""The greatest factor of a cost."""
_CEILING: Final = 1e18
_POWERS: Final = defaultdict(lambda: "nth", {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"})
_AT_ONCE: Final = frozenset(["same", "exists", "id", "arn", "region", "account", "age_days", "type", "to_number", "abs", "ceil", "floor"])
"""Functions that do not look into what they are given."""
_WHOLE: Final = ("item", "this", "resources")
_STEPS: Final = frozenset(["identity", "current", "field", "index", "slice"])
_LOOKED_UP: Final = ("resource", "referrers")
"""What they give of all members of a list together is as large as the list, or the world."""
_MULTIPLIED: Final = frozenset(["missing"])
"""Functions that compare each member of one list with each of another."""
_COUNTED: Final = frozenset([*_WHOLE, *_LOOKED_UP, *_MULTIPLIED])


class Bound(NamedTuple):
    """How large a value may be and what it may cost, each as degree and factor, and the call that decided either."""

    size: int = 0
    factor: float = 1
    cost: int = 0
    work: float = 1
    size_by: Node | None = None
    cost_by: Node | None = None


CONSTANT: Final = Bound()
DOCUMENT: Final = Bound(1)
"""An item, a resource, all resources of a type."""


class Degrees:
    """The bounds of the expressions of one policy or relation."""

    def __init__(self, functions: Mapping[str, Function], named: Mapping[str, Bound], relations: RelationBounds) -> None:
        """Take the functions, the bounds of bindings and parameters, and those of relations."""
        self._functions = functions
        self._named = named
        self._relations = relations

    def of(self, node: Node, current: Bound = DOCUMENT) -> Bound:
        """The bound of a node whose current value has a bound."""
        return _KINDS.get(node.kind, _all)(self, node, current)

    def called(self, node: Node, current: Bound) -> Bound:
        """The bound of a call."""
        name = str(node.value)
        given = [self.of(child, current) for child in node.children if child.kind != "expref"]
        bodies = [child.children[0] for child in node.children if child.kind == "expref"]
        cost, work, by = _costliest(given)
        own = self._named.get(name) or self._relations.bound(name)
        if name in _LOOKED_UP or (own is not None and self._relations.leads_to_one(name)):
            start = given[0] if given else CONSTANT
            return Bound(start.size, start.factor, cost, work, node if start.size else None, by)
        if own is not None:
            return Bound(own.size, own.factor, cost, work, node if own.size else None, by)
        if name in _WHOLE:
            return Bound(1, 1, cost, work, node, by)
        if name == "data":
            return CONSTANT
        if bodies:
            return self._over(node, _joined(given), bodies)
        return self._plain(name, node, given)

    def _plain(self, name: str, node: Node, given: list[Bound]) -> Bound:
        """A function of values."""
        whole = _joined(given)
        cost, work, by = whole.cost, whole.work, whole.cost_by
        if name in _MULTIPLIED and len(given) == 2:
            one, other = given
            cost, work, by = _most((cost, work, by), (one.size + other.size, one.factor * other.factor, other.size_by or one.size_by))
        elif name not in _AT_ONCE:
            cost, work, by = _most((cost, work, by), (whole.size, whole.factor, whole.size_by))
        returns = self._functions[name].returns if name in self._functions else 0
        if name in _AT_ONCE or (returns and not returns & ~(BOOLEAN | NUMBER | NULL)) or name in _SCALARS:
            return Bound(0, 1, cost, work, None, by)
        size, factor = whole.size, whole.factor
        if name == "join" and len(given) == 2:
            size, factor = given[0].size + given[1].size, given[0].factor * given[1].factor + given[1].factor
        elif name == "to_string":
            factor = 6 * factor + 2
        return Bound(size, min(factor, _CEILING), cost, work, whole.size_by, by)

    def _over(self, node: Node, members: Bound, bodies: Iterable[Node]) -> Bound:
        """A function over a list with an expression of its members: `any`, `map`, `sort_by`."""
        narrow = _narrowed(node, node.children[0], bodies)
        inner = [self.of(body, CONSTANT) for body in narrow]
        found = _product(members, inner)
        if node.value == "map":
            return found
        keeps = node.value in ("sort_by", "max_by", "min_by")
        size = members if keeps else CONSTANT
        return found._replace(size=size.size, factor=size.factor, size_by=size.size_by)


_SCALARS: Final = frozenset(["contains", "starts_with", "ends_with", "length", "sum", "avg", "any", "all", "none"])


def _costliest(bounds: Iterable[Bound]) -> tuple[int, float, Node | None]:
    """The degree and factor of several costs one after the other."""
    cost, work, by = 0, 1.0, None
    for bound in bounds:
        work += bound.work
        if bound.cost > cost or by is None:
            cost, by = max(cost, bound.cost), bound.cost_by or by
    return cost, min(work, _CEILING), by


def _most(one: tuple[int, float, Node | None], other: tuple[int, float, Node | None]) -> tuple[int, float, Node | None]:
    """Two costs one after the other."""
    greater = other if other[0] > one[0] else one
    return greater[0], min(one[1] + other[1], _CEILING), greater[2] or one[2] or other[2]


def _joined(bounds: Iterable[Bound]) -> Bound:
    """Several values side by side."""
    size, factor, size_by = 0, 0.0, None
    listed = list(bounds)
    for bound in listed:
        factor += bound.factor
        if bound.size > size or size_by is None:
            size, size_by = max(size, bound.size), bound.size_by or size_by
    cost, work, cost_by = _costliest(listed)
    return Bound(size, min(max(factor, 1), _CEILING), cost, work, size_by, cost_by)


def _product(members: Bound, bodies: list[Bound], grows: bool = True) -> Bound:
    """A list whose every member is asked: the first body is what becomes of it."""
    cost, work, by = _costliest(bodies)
    cost, work, by = members.size + cost, members.factor * work, (by if cost else None) or members.size_by
    cost, work, by = _most((members.cost, members.work, members.cost_by), (cost, work, by))
    body = bodies[0] if bodies and grows else CONSTANT
    size_by = (body.size_by if body.size else None) or members.size_by
    return Bound(members.size + body.size, min(members.factor * body.factor + 1, _CEILING), cost, work, size_by, by)


def _narrowed(node: Node, source: Node, conditions: Iterable[Node]) -> list[Node]:
    """The conditions on a list's members; of the equality by which it is looked up only what is looked for."""
    found: list[Node] = []
    for condition in conditions:
        looked_up = source.kind == "function_expression" and source.value in ("resources", "referrers")
        pair = equality(condition) if looked_up and (node.kind == "filter_projection" or node.value in ("any", "none")) else None
        stack = [condition]
        while stack:
            part = stack.pop()
            if part.kind == "and_expression":
                stack.extend(reversed(part.children))
            else:
                found.append(pair[1] if pair is not None and part.kind == "comparator" and pair[1] in part.children else part)
    return found


def _current(degrees: Degrees, node: Node, current: Bound) -> Bound:
    return current if not current.cost and current.work == 1 else Bound(current.size, current.factor, 0, 1, current.size_by)


def _literal(degrees: Degrees, node: Node, current: Bound) -> Bound:
    return literal(node.value)


def literal(value: Any) -> Bound:
    """The bound of a value that stands in the policy or in its parameters."""
    return CONSTANT if value.__class__ is not list and value.__class__ is not dict else Bound(0, 1 + len(json.dumps(value)) // 8)


def _chain(degrees: Degrees, node: Node, current: Bound) -> Bound:
    cost, work, by = 0, 1.0, None
    for child in node.children:
        if child.kind not in _STEPS:
            current = degrees.of(child, current)
            work += current.work
            if current.cost > cost or by is None:
                cost, by = max(cost, current.cost), current.cost_by or by
    return Bound(current.size, current.factor, cost, min(work, _CEILING), current.size_by, by)


def _flatten(degrees: Degrees, node: Node, current: Bound) -> Bound:
    return _product(degrees.of(node.children[0], current), [])


def _projection(degrees: Degrees, node: Node, current: Bound) -> Bound:
    source, body, *conditions = node.children
    members = degrees.of(source, current)
    inner = [degrees.of(part, CONSTANT) for part in (body, *_narrowed(node, source, conditions))]
    return _product(members, inner)


def _all(degrees: Degrees, node: Node, current: Bound) -> Bound:
    """Multi-selects and junctions: their parts side by side, or one of them."""
    return _joined([degrees.of(child, current) for child in node.children])


def _compared(degrees: Degrees, node: Node, current: Bound) -> Bound:
    both = _joined([degrees.of(child, current) for child in node.children])
    cost, work, by = (both.cost, both.work, both.cost_by)
    if node.kind == "comparator":
        cost, work, by = _most((cost, work, by), (both.size, both.factor, both.size_by))
    return Bound(0, 1, cost, work, None, by)


def _either(degrees: Degrees, node: Node, current: Bound) -> Bound:
    both = [degrees.of(child, current) for child in node.children]
    return _joined(both)._replace(factor=max(bound.factor for bound in both))


_KINDS: Final[dict[str, Callable[[Degrees, Node, Bound], Bound]]] = {
    **dict.fromkeys(_STEPS, _current),
    "literal": _literal,
    **dict.fromkeys(("subexpression", "index_expression", "pipe"), _chain),
    "flatten": _flatten,
    **dict.fromkeys(("projection", "filter_projection", "value_projection"), _projection),
    **dict.fromkeys(("comparator", "not_expression"), _compared),
    **dict.fromkeys(("and_expression", "or_expression"), _either),
    "function_expression": Degrees.called,
}


def beyond(expression: Expression, bound: Bound) -> ExpressionError | None:
    """The error of a bound that is beyond the limits, at the name that did it; None within them."""
    for degree, limit, by, what in (
        (bound.size, MAX_SIZE, bound.size_by, "value grows"),
        (bound.cost, MAX_COST, bound.cost_by, "cost grows"),
    ):
        if degree > limit:
            name = f'"{by.value}"' if by else "this"
            return ExpressionError(
                f"with {name} the {what} with the {_POWERS[degree]} power of what is scanned; at most the {_POWERS[limit]} is allowed",
                expression=expression.text,
                offset=by.start if by else 0,
                hint="ask fewer lists inside one another: look members up with resource(), referrers(), a relation, or == in a filter",
            )
    for factor, most, by in ((bound.factor, MAX_FACTOR, bound.size_by), (bound.work, MAX_WORK, bound.cost_by)):
        if factor > most:
            name = f'"{by.value}"' if by else "it"
            return ExpressionError(
                f"the expression may cost {factor:,.0f} times what is scanned, more than {most:,}",
                expression=expression.text,
                offset=by.start if by else 0,
                hint=f"repeat {name} less often, as in [a(), a()]",
            )
    return None


class RelationBounds:
    """The bounds of relations, each found when first asked for: built-in ones are looked into where a policy of the user's calls them."""

    def __init__(self, relations: Mapping[str, Any], functions: Mapping[str, Function]) -> None:
        """Take all relations (each with `value`, an Expression, and `to`) and all functions; both may be filled later."""
        self._relations = relations
        self._functions = functions
        self._found: dict[str, Bound] = {}

    def has(self, name: str) -> bool:
        """Whether a name is a relation's."""
        return name in self._relations

    def leads_to_one(self, name: str) -> bool:
        """Whether a relation leads to one resource."""
        relation = self._relations.get(name)
        return relation is not None and isinstance(relation.to, str) and "::" in relation.to

    def bound(self, name: str) -> Bound | None:
        """The bound of what a relation gives, resources of the world; None for a name that is none."""
        if name not in self._relations:
            return None
        if name not in self._found:
            self._found[name] = CONSTANT  # a circle is refused elsewhere
            found = self.of(self._relations[name].value)
            refused = found.factor > MAX_FACTOR  # once is enough
            self._found[name] = found._replace(size=min(found.size, 1), factor=1 if refused else found.factor)
        return self._found[name]

    def of(self, expression: Expression) -> Bound:
        """The bound of a relation's expression as it is."""
        return Degrees(self._functions, {}, self).of(expression.nodes)


def hold(
    expressions: Iterable[Expression],
    bindings: Mapping[str, Expression],
    parameters: Mapping[str, Any],
    functions: Mapping[str, Function],
    relations: RelationBounds,
) -> tuple[Expression, ExpressionError] | None:
    """The first expression of a policy that is beyond the limits, and how; None where none is.

    `bindings` stand in order, each after those that it calls; `expressions` are all of the policy's, those of bindings among them.
    """
    named = {name: literal(value) for name, value in parameters.items()}
    degrees = Degrees(functions, named, relations)
    seen: set[int] = set()
    for name, expression in bindings.items():
        named[name] = bound = degrees.of(expression.nodes)
        seen.add(id(expression))
        if (error := beyond(expression, bound)) is not None:
            return expression, error
    for expression in expressions:
        if not any(name in named or name in _COUNTED or relations.has(name) for name in expression.calls):
            continue  # it multiplies nothing, and `scanner.jmes.cost` has held it
        if id(expression) not in seen and (error := beyond(expression, degrees.of(expression.nodes))) is not None:
            return expression, error
    return None
