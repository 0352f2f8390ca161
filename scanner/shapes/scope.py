"""What an expression sees at one of its places, and what conditions on the way there have told.

A condition on a path from the current value, `item()` or `this()` narrows the type of that value; one on anything else (a binding, a
relation, an element) is a fact, kept under the text of its expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scanner.jmes import Node
from scanner.records import dataclass, field
from scanner.shapes.members import Narrowed
from scanner.shapes.types import ANYTHING, NULL_TYPE, Members, Type
from scanner.unknown import BOOLEAN, NULL, OBJECT

Change = Callable[[Type], Type]
"""The part of a type for which a condition holds."""
CHAINS = ("subexpression", "index_expression")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a condition told of an expression."""

    type: Type
    lasting: bool
    """It does not read the current value, so it holds inside filters and projections, too."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One place of an expression."""

    current: Type
    item: Type
    this: Type
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def at(self, current: Type) -> Scope:
        """The same with another current value."""
        facts = {key: fact for key, fact in self.facts.items() if fact.lasting} if self.facts else self.facts
        if current is self.item or current is self.this:
            current = current.of(current.bits)  # another value, though of the same type
        return Scope(current, self.item, self.this, facts)

    def narrowed(self, text: str, node: Node, types: Mapping[int, Type], change: Change) -> Scope:
        """The same where a change applies to the value of a node; `types` holds what the nodes of the text may be."""
        root, steps = _path(node)
        if root is None or (steps is None and root.kind != "function_expression" and node.kind not in CHAINS):
            return self
        if steps is not None:
            where = _root_name(root)
            if where is not None:
                return self._with(where, lambda found: narrow(found, steps, change))
        known = types.get(id(node))
        if node.kind == "function_expression" and known is not None and not known.bits & ~(BOOLEAN | NULL):
            return self  # what a predicate tells is told of its arguments
        return self._with_facts(text, node, types, change)

    def _with(self, where: str, change: Change) -> Scope:
        """One of the three values narrowed, and those that are the same value."""
        old: Type = getattr(self, where)
        new = change(old)
        if not new.bits:
            return self
        values = {name: new if getattr(self, name) is old else getattr(self, name) for name in ("current", "item", "this")}
        return Scope(**values, facts=self.facts)

    def _with_facts(self, text: str, node: Node, types: Mapping[int, Type], change: Change) -> Scope:
        facts = dict(self.facts)
        for part, its_change in _parts(node, change):
            known = self.facts.get(key_of(text, part))
            found = its_change(known.type if known is not None else types.get(id(part), ANYTHING))
            if found.bits:
                facts[key_of(text, part)] = Fact(found, not reads_current(part))
        return Scope(self.current, self.item, self.this, facts)


def key_of(text: str, node: Node) -> str:
    """The text of a node, for which facts are kept."""
    return "".join(text[node.start : node.end].split())


def reads_current(node: Node) -> bool:
    """Whether the value of a node depends on the current one."""
    if node.kind in ("field", "current", "identity", "index", "slice"):
        return True
    if node.kind == "literal":
        return False
    if node.kind in (*CHAINS, "pipe", "projection", "filter_projection", "value_projection", "flatten"):
        return reads_current(node.children[0])
    return any(reads_current(child) for child in node.children)


def _path(node: Node) -> tuple[Node | None, tuple[str, ...] | None]:
    """Where a chain starts, and its fields where it has nothing else; (None, None) for what is no chain."""
    steps: list[str] = []
    plain = True
    while node.kind in CHAINS:
        last = node.children[-1]
        if last.kind not in ("field", "index"):
            return None, None
        plain = plain and last.kind == "field"
        steps.append(str(last.value))
        node = node.children[0]
    if node.kind == "field":
        steps.append(str(node.value))
    elif node.kind not in ("current", "identity", "function_expression"):
        return None, None
    return node, tuple(reversed(steps)) if plain else None


def _root_name(root: Node) -> str | None:
    if root.kind != "function_expression":
        return "current"
    return str(root.value) if root.value in ("item", "this") and not root.children else None


def _parts(node: Node, change: Change) -> Iterator[tuple[Node, Change]]:
    """A chain and, where it cannot be null any more, what it starts with, which cannot be null either."""
    yield node, change
    if not change(NULL_TYPE).bits:
        while node.kind in CHAINS:
            node = node.children[0]
            if node.kind in (*CHAINS, "function_expression"):
                yield node, _present


def _present(found: Type) -> Type:
    return found.of(found.bits & ~NULL)


def narrow(found: Type, steps: tuple[str, ...], change: Change) -> Type:
    """A type in which what stands at a path is narrowed; a kind of object that has nothing such there is ruled out."""
    if not steps:
        return change(found)
    kept: list[Members] = []
    alternatives: tuple[Any, ...] = (found.objects if found.objects is not None else (None,)) if found.bits & OBJECT else ()
    for members in alternatives:
        inner = (members.get(steps[0]) or NULL_TYPE) if members is not None else ANYTHING
        new = narrow(inner, steps[1:], change)
        if new.bits:
            kept.append(Narrowed(members, {steps[0]: new}))
    present = not change(NULL_TYPE).bits
    bits = OBJECT if present else found.bits
    if not kept:
        bits &= ~OBJECT
    filled = True if present else found.filled
    return Type(bits, found.values if bits & ~(NULL | OBJECT) else None, filled, tuple(kept), found.element, found.expected)
