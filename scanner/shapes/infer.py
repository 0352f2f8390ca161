"""The type of every part of an expression, and what in it can never be meant.

One pass from the top: a node is asked for its type in its Scope, and complains on the way. What was complained of counts as anything
from there on, so that one slip is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scanner.errors import ExpressionError
from scanner.jmes import EXPRESSION, Expression, Node
from scanner.shapes import calls, comparisons, conditions, members
from scanner.shapes.asking import World, problem
from scanner.shapes.parts import falsy, truth, truthy, without_null
from scanner.shapes.scope import Scope, key_of
from scanner.shapes.suggest import near
from scanner.shapes.types import ANYTHING, BOOL, EMPTY, NULL_TYPE, Built, Type, constant, describe, join, list_of
from scanner.unknown import ARRAY, BOOLEAN, NULL, OBJECT

_KEPT = ("field", "subexpression", "index_expression", "function_expression")
"""The kinds of nodes of which facts are kept."""


class Inference:
    """One expression, in one policy or relation."""

    def __init__(self, expression: Expression, world: World, names: Mapping[str, Type]) -> None:
        """Take the expression, what it may call beside plain functions, and the types of bindings and parameters."""
        self.expression = expression
        self.text = expression.text
        self.world = world
        self.names = names
        self.problems: list[ExpressionError] = []
        self.types: dict[int, Type] = {}
        self._slips = 0
        self.projecting = 0
        """Projections that the node being asked stands in."""

    def value(self, scope: Scope) -> Type:
        """The type of the whole expression, whose value is used."""
        found = self.type_of(self.expression.nodes, scope)
        if found.bits == NULL and not self.slips() and self.expression.nodes.kind != "literal":
            self.report(self.expression.nodes, "this is always null")
        return found

    def judged(self, scope: Scope) -> Type:
        """The type of the whole expression, which is asked for its truth."""
        return self.condition(self.expression.nodes, scope)

    def report(self, node: Node, message: str, hint: str | None = None, *, warning: bool = False, at: int | None = None) -> None:
        """Complain about a node."""
        self._slips += not warning
        self.problems.append(problem(self.text, node.start if at is None else at, message, hint, warning=warning))

    def slips(self) -> int:
        """How many errors there are by now; warnings do not count."""
        return self._slips

    def type_of(self, node: Node, scope: Scope) -> Type:
        """What a node's value may be; its complaints are noted."""
        fact = scope.facts.get(key_of(self.text, node)) if scope.facts and node.kind in _KEPT else None
        found = fact.type if fact is not None else _KINDS[node.kind](self, node, scope)
        self.types[id(node)] = found
        return found

    def condition(self, node: Node, scope: Scope, *, guard: bool = False, beside: bool = False) -> Type:
        """The type of a node that is asked for its truth; `guard` and `beside` as `conditions.check` has them."""
        if node.kind in ("and_expression", "or_expression"):
            return self._logical(node, scope, judged=True)
        if node.kind == "not_expression":
            return self.type_of(node, scope)
        before = self.slips()
        found = self.type_of(node, scope)
        if self.slips() == before:
            conditions.check(self, node, found, guard=guard, beside=beside)
        return found

    def assume(self, node: Node, scope: Scope, outcome: bool) -> Scope:
        """The scope where a condition has come out true or false."""
        return conditions.assume(self, node, scope, outcome)

    def _logical(self, node: Node, scope: Scope, *, judged: bool) -> Type:
        """`a && b`, `a || b`: the left side is a condition, the right one a condition where the whole is."""
        left, right = node.children
        both = node.kind == "and_expression"
        before = self.slips()
        first = (
            self.type_of(left, scope) if left.kind not in ("and_expression", "or_expression") else self._logical(left, scope, judged=judged)
        )
        if self.slips() == before and left.kind not in ("and_expression", "or_expression", "not_expression"):
            conditions.check(self, left, first, guard=both or not judged, beside=both)
        inner = self.assume(left, scope, both)
        second = self.condition(right, inner, beside=both) if judged else self.type_of(right, inner)
        found = join(falsy(first) if both else truthy(first), second)
        self.types[id(node)] = found
        return found

    def _and_or(self, node: Node, scope: Scope) -> Type:
        return self._logical(node, scope, judged=False)

    def _not(self, node: Node, scope: Scope) -> Type:
        known = truth(self.condition(node.children[0], scope, guard=True))
        return BOOL if known is None else Type(BOOLEAN, (not known,))

    def _current(self, node: Node, scope: Scope) -> Type:
        return scope.current

    def _literal(self, node: Node, scope: Scope) -> Type:
        return constant(node.value)

    def _field(self, node: Node, scope: Scope) -> Type:
        return self.member(node, scope.current, scope)

    def member(self, node: Node, whole: Type, scope: Scope) -> Type:
        """A property of a value; complains where no value of the type has it."""
        name = str(node.value)
        if whole.bits in (0, NULL):
            return NULL_TYPE if whole.bits else ANYTHING
        if not whole.bits & OBJECT:
            hint = f"write [].{name} for that of each element" if whole.bits & ARRAY else None
            self.report(node, f'"{name}" is read of {describe(whole)}, so it is always null', hint)
            return ANYTHING
        if whole.objects is None:
            return ANYTHING
        objects = [one for one in whole.objects if one is not EMPTY]
        found = [inner for one in objects if (inner := one.get(name)) is not None]
        if not found:
            labels = " or ".join(dict.fromkeys(one.label for one in objects)) or "an empty object"
            self.report(node, f'{labels} has no property "{name}"', self._suggestion(name, whole, scope))
            return ANYTHING
        if all(one.open for one in objects) and (hint := self._misspelt(name, whole)):
            self.report(node, f'{whole.objects[0].label} has no property "{name}" that is known', hint)
            return ANYTHING
        inner = join(*found)
        lacking = len(found) < len(objects) or bool(whole.bits & ~(OBJECT | NULL))
        if not lacking and not whole.bits & NULL and len(objects) == len(whole.objects):
            return inner
        expected = not lacking and (whole.expected or not whole.bits & NULL) and (inner.expected or not inner.bits & NULL)
        return inner.or_null(expected=expected)

    def _misspelt(self, name: str, whole: Type) -> str | None:
        """A hint where an object may have any member, yet is known to have one that is spelt almost so."""
        names = [known for one in whole.objects or () for known in one.names()]
        return near(name, names, 0.85) if names and name not in names else None

    def _suggestion(self, name: str, whole: Type, scope: Scope) -> str | None:
        hint = near(name, [known for one in whole.objects or () for known in one.names()])
        if hint is not None:
            return hint
        for call, outer in (("item()", scope.item), ("this()", scope.this)):
            if outer is not whole and any(name in one.names() for one in outer.objects or ()):
                return f"write {call}.{name} for that of {outer.objects[0].label}" if outer.objects else None
        return None

    def _chain(self, node: Node, scope: Scope) -> Type:
        """`a.b`, `a[0]`: each part is asked of what the one before gave."""
        found = self.type_of(node.children[0], scope)
        for child in node.children[1:]:
            found = self.type_of(child, scope.at(found))
        return found

    def _pipe(self, node: Node, scope: Scope) -> Type:
        return self.type_of(node.children[1], scope.at(self.type_of(node.children[0], scope)))

    def elements(self, node: Node, whole: Type, shown: str) -> Type:
        """The elements of a list; complains where the value is none. `node` is what the brackets stand behind."""
        if whole.bits & ARRAY or whole.bits in (0, NULL):
            return without_null(whole.elements()) if whole.bits & ARRAY else ANYTHING
        at = node.start if node.kind == "identity" else self._after(node)
        self.report(node, f"{self.shown(node)} is {describe(whole)}, so {shown} of it is always null", at=at)
        return ANYTHING

    def shown(self, node: Node) -> str:
        """A node in a message."""
        text = " ".join(self.text[node.start : node.end].split()) if node.kind != "identity" else ""
        if node.kind == "literal" and len(text) <= 50:
            return text
        return f'"{text if len(text) <= 50 else text[:47] + "..."}"' if text else "the current value"

    def _after(self, node: Node) -> int:
        at = node.end
        while at < len(self.text) - 1 and self.text[at] in " \t\r\n)":
            at += 1
        return at

    def _index(self, node: Node, scope: Scope) -> Type:
        whole = scope.current
        if not whole.bits & ARRAY and whole.bits not in (0, NULL):
            hint = f"write | [{node.value}] for that of the whole list" if self.projecting else None
            self.report(node, f"[{node.value}] of {describe(whole)} is always null", hint)
            return ANYTHING
        return whole.elements().or_null(expected=False)

    def _slice(self, node: Node, scope: Scope) -> Type:
        if not scope.current.bits & ARRAY and scope.current.bits not in (0, NULL):
            self.report(node, f"a slice of {describe(scope.current)} is always null")
            return ANYTHING
        found = without_null(scope.current.elements()) if scope.current.bits & ARRAY else ANYTHING
        return list_of(found, ARRAY | (NULL if scope.current.bits & ~ARRAY else 0))

    def _flatten(self, node: Node, scope: Scope) -> Type:
        whole = self.type_of(node.children[0], scope)
        found = self.elements(node.children[0], whole, "[]")
        if found.bits & ARRAY:
            flat = without_null(found.elements())
            found = flat if not found.bits & ~(ARRAY | NULL) else join(found.of(found.bits & ~ARRAY), flat)
        return self._mapped(whole, found)

    def _mapped(self, whole: Type, element: Type) -> Type:
        """A list made of another: null where that was none."""
        if whole.bits == NULL:
            return NULL_TYPE
        bits = ARRAY | (NULL if whole.bits & ~ARRAY else 0)
        return Type(bits, element=lambda: element, expected=whole.expected and not whole.bits & ~(ARRAY | NULL))

    def _projection(self, node: Node, scope: Scope) -> Type:
        whole = self.type_of(node.children[0], scope)
        element = self.elements(node.children[0], whole, "[*]")
        return self._mapped(whole, self._each(node.children[1], scope.at(element)))

    def _each(self, node: Node, scope: Scope) -> Type:
        """What a projection makes of an element."""
        self.projecting += 1
        found = self.type_of(node, scope)
        self.projecting -= 1
        return without_null(found)

    def _filter(self, node: Node, scope: Scope) -> Type:
        left, right, wanted = node.children
        whole = self.type_of(left, scope)
        inner = scope.at(self.elements(left, whole, "a filter"))
        self.condition(wanted, inner)
        return self._mapped(whole, self._each(right, self.assume(wanted, inner, True)))

    def _values(self, node: Node, scope: Scope) -> Type:
        whole = self.type_of(node.children[0], scope)
        if not whole.bits & OBJECT and whole.bits not in (0, NULL):
            self.report(node.children[0], f"{self.shown(node.children[0])} is {describe(whole)}, so .* of it is always null")
            return ANYTHING
        element = without_null(members.values_of(whole).elements())
        found = self._each(node.children[1], scope.at(element))
        return Type(ARRAY | (NULL if whole.bits & ~OBJECT else 0), element=lambda: found, expected=whole.expected)

    def _list(self, node: Node, scope: Scope) -> Type:
        inner = scope.at(without_null(scope.current)) if scope.current.bits & NULL else scope
        found = [self.type_of(child, inner) for child in node.children]
        return list_of(join(*found), ARRAY | (scope.current.bits & NULL), filled=True)

    def _object(self, node: Node, scope: Scope) -> Type:
        inner = scope.at(without_null(scope.current)) if scope.current.bits & NULL else scope
        known = {str(child.value): self.type_of(child.children[0], inner) for child in node.children}
        return Type(OBJECT | (scope.current.bits & NULL), filled=True, objects=(Built(known),))

    def _comparator(self, node: Node, scope: Scope) -> Type:
        return comparisons.compare(self, node, scope)

    def _call(self, node: Node, scope: Scope) -> Type:
        return calls.call(self, node, scope)

    def _reference(self, node: Node, scope: Scope) -> Type:
        return Type(EXPRESSION)


_KINDS: dict[str, Callable[[Inference, Node, Scope], Type]] = {
    "current": Inference._current,
    "identity": Inference._current,
    "literal": Inference._literal,
    "field": Inference._field,
    "subexpression": Inference._chain,
    "index_expression": Inference._chain,
    "pipe": Inference._pipe,
    "index": Inference._index,
    "slice": Inference._slice,
    "flatten": Inference._flatten,
    "projection": Inference._projection,
    "filter_projection": Inference._filter,
    "value_projection": Inference._values,
    "multi_select_list": Inference._list,
    "multi_select_dict": Inference._object,
    "comparator": Inference._comparator,
    "and_expression": Inference._and_or,
    "or_expression": Inference._and_or,
    "not_expression": Inference._not,
    "function_expression": Inference._call,
    "expref": Inference._reference,
}
"""How each kind of node is asked."""
