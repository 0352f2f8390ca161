"""The syntax tree with the base of each step made explicit: `a.b | [0]` is index(field(field(current, a), b), 0).

A term is a tuple whose first member is its kind:

    (CURRENT,)                          the current value of the innermost filter, projection, expression reference or `let`
    ("literal", Constant)               ("field", base, name)             ("index", base, position)
    ("slice", base, start, stop, step)  ("project", base, right)          ("filter", base, condition, right)
    ("values", base, right)             ("flatten", base)                 ("compare", operator, left, right)
    ("and", left, right)                ("or", left, right)               ("not", operand)
    ("list", base, members)             ("object", base, pairs)           ("call", name, arguments)
    ("expression", body)                ("let", value, body)              body is evaluated with the current value set
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from scanner.jmes.nodes import Node

Term = tuple[Any, ...]
CURRENT: Final[Term] = ("current",)
STREAMS: Final = ("project", "filter", "values", "flatten")
"""Kinds that give a list which can be gone through without being made."""
NEVER_FAIL: Final = frozenset({"not_null", "to_array", "to_number", "type", "exists"})
_BASED: Final = frozenset({"identity", "current", "field", "index", "slice", "multi_select_list", "multi_select_dict"})
_CHAINS: Final = frozenset({"subexpression", "index_expression", "pipe"})
_FIRST: Final = frozenset({"projection", "filter_projection", "value_projection", "flatten"})


class Constant:
    """A literal, hashable by its JSON text."""

    __slots__ = ("text", "value")

    def __init__(self, value: Any) -> None:
        """Take a JSON value."""
        self.value = value
        self.text = f"{value.__class__.__name__} {json.dumps(value)}"

    def __eq__(self, other: object) -> bool:
        """By type and JSON text."""
        return isinstance(other, Constant) and self.text == other.text

    def __hash__(self) -> int:
        """By JSON text."""
        return hash(self.text)


def term_of(node: Node, current: Term = CURRENT) -> Term:
    """The term of a node whose current value is what `current` gives (anything else than CURRENT: used once)."""
    kind, children = node.kind, node.children
    if kind in _CHAINS:
        for child in children:
            current = term_of(child, current) if current is CURRENT or _takes_it_once(child) else ("let", current, term_of(child))
        return current
    if kind in _BASED or kind in _FIRST:
        return _step(node, current)
    found = _free(node)
    return found if current is CURRENT else ("let", current, found)


def _step(node: Node, current: Term) -> Term:
    kind, children = node.kind, node.children
    if kind in ("identity", "current"):
        return current
    if kind in ("field", "index"):
        return (kind, current, node.value)
    if kind == "slice":
        return ("slice", current, *node.value)
    if kind == "multi_select_list":
        return ("list", current, tuple(term_of(child) for child in children))
    if kind == "multi_select_dict":
        return ("object", current, tuple((pair.value, term_of(pair.children[0])) for pair in children))
    base = term_of(children[0], current)
    if kind == "projection":
        return ("project", base, term_of(children[1]))
    if kind == "filter_projection":
        return ("filter", base, term_of(children[2]), term_of(children[1]))
    return ("flatten", base) if kind == "flatten" else ("values", base, term_of(children[1]))


def _free(node: Node) -> Term:
    """A node that may use the current value any number of times."""
    kind, children = node.kind, node.children
    if kind == "literal":
        return ("literal", Constant(node.value))
    if kind == "comparator":
        return ("compare", node.value, term_of(children[0]), term_of(children[1]))
    if kind == "not_expression":
        return ("not", term_of(children[0]))
    if kind == "expref":
        return ("expression", term_of(children[0]))
    if kind == "function_expression":
        return ("call", node.value, tuple(term_of(child) for child in children))
    return ("and" if kind == "and_expression" else "or", term_of(children[0]), term_of(children[1]))


def _takes_it_once(node: Node) -> bool:
    """Whether the current value flows into the first step of a node alone."""
    if node.kind in _BASED:
        return True
    return node.kind in _CHAINS | _FIRST and _takes_it_once(node.children[0])


def parts_of(term: Term) -> list[Term]:
    """The terms right below a term."""
    kind = term[0]
    if kind in ("current", "literal"):
        return []
    if kind in ("field", "index", "slice", "flatten", "not", "expression"):
        return [term[1]]
    if kind == "compare":
        return [term[2], term[3]]
    if kind == "call":
        return list(term[2])
    if kind == "list":
        return [term[1], *term[2]]
    if kind == "object":
        return [term[1], *(value for _, value in term[2])]
    return list(term[1:])


def may_leave(term: Term, safe: frozenset[str] = frozenset()) -> bool:
    """Whether evaluating a term may raise: an early exit over it would hide an error. `safe` are calls known not to."""
    stack = [term]
    while stack:
        found = stack.pop()
        if found[0] == "call" and found[1] not in NEVER_FAIL and found[1] not in safe:
            return True
        if found[0] == "slice" and found[4] == 0:
            return True
        stack += parts_of(found)
    return False


def steps_leave(term: Term, safe: frozenset[str] = frozenset()) -> bool:
    """Whether going on through a stream may raise, once its first list is there."""
    while term[0] in STREAMS:
        if any(may_leave(part, safe) for part in parts_of(term)[1:]):
            return True
        term = term[1]
    return False


def complexity(term: Term) -> int:
    """How many terms it is made of."""
    return 1 + sum(map(complexity, parts_of(term)))


def root_paths(term: Term) -> Iterable[Term]:
    """The fields of fields of the current value that a term reads for certain or perhaps, each once, with those that lead there."""
    found: dict[Term, None] = {}  # a set's order would differ from run to run, and the code with it
    stack = [term]
    while stack:
        one = path = stack.pop()
        while path[0] == "field":
            path = path[1]
        if path == CURRENT:
            while one != CURRENT:
                found[one] = None
                one = one[1]
        elif path[0] in ("and", "or", "not", "compare", "call"):
            stack += parts_of(path)
        elif path[0] in ("list", "object") and path[1] == CURRENT:
            stack += parts_of(path)[1:]
        elif path[0] not in ("literal", "expression"):
            stack.append(path[1])
    return found


def direct_fields(term: Term) -> int:
    """How many fields of the current value a term reads right from it."""
    kind = term[0]
    if kind in ("current", "literal", "expression"):
        return 0
    if kind == "field":
        return 1 if term[1] is CURRENT else direct_fields(term[1])
    if kind in ("and", "or", "compare", "call"):
        return sum(direct_fields(part) for part in parts_of(term))
    return direct_fields(term[1])
