"""`for` expressions: over what is known, what may be missing and what is not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scanner.errors import DocumentError
from scanner.sources.terraform.forms import may_be_missing, spread, text, whole
from scanner.sources.terraform.members import pairs_of
from scanner.sources.terraform.nodes import Expression, For
from scanner.sources.terraform.operators import branch, truth
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import derived, grow, impossible, leaves_of
from scanner.unknown import ABSENT, ANY, NOTHING, NUMBER, STRING, OpenList, OpenObject, Unknown

Evaluate = Callable[[Expression, Scope], Any]
"""How an expression becomes a value: `evaluate.evaluate`."""


class Loop:
    """One `for` expression."""

    __slots__ = ("evaluate", "node", "scope")

    def __init__(self, node: For, scope: Scope, evaluate: Evaluate) -> None:
        """Take the expression, what it sees, and how its parts become values."""
        self.node = node
        self.scope = scope
        self.evaluate = evaluate

    def over(self, collection: Any) -> Any:
        """Its value over a collection that is no choice."""
        collection = spread(collection)
        if not isinstance(collection, (list, dict, OpenList, OpenObject)):
            collection = whole(collection)
        if isinstance(collection, Unknown):
            return self._over_unknown(collection)
        if collection is None or isinstance(collection, (str, int, float)):
            raise self.scope.wrong("a for expression goes over a list, a set or a map", self.node.span)
        pairs, rest = pairs_of(collection)
        if self.node.key is not None:
            return self._object(pairs, rest)
        result = [(self._made(key, value), doubt) for key, value, doubt in pairs]
        result = [(item, doubt) for item, doubt in result if item is not ABSENT]
        if isinstance(collection, OpenList) or rest is not None:
            more = NOTHING if rest is None else self._loose(derived(rest, ("key",), STRING | NUMBER), rest)
            ordered = not isinstance(collection, OpenList) or collection.ordered
            return OpenList(tuple((item, doubt or may_be_missing(item)) for item, doubt in result), more, ordered, reason=collection.reason)
        return [item for item, _ in result]

    def _over_unknown(self, collection: Unknown) -> Any:
        if self.node.key is not None:
            return OpenObject({}, True, collection.reason, (collection,))
        more = self._loose(derived(collection, ("key",), STRING | NUMBER), derived(collection, ("element",), ANY))
        return OpenList((), more, reason=collection.reason, causes=(collection,))

    def _made(self, key: Any, value: Any) -> Any:
        """The result for one element: ABSENT where the element is, or where the condition leaves it out."""
        if may_be_missing(value) and value.one_of is not None:
            return grow(value, [ABSENT if one is ABSENT else self._made(key, one) for one in value.one_of])
        inner = self._inside(key, value)
        keep = self._kept(inner)
        if keep is False:
            return ABSENT
        found = self.evaluate(self.node.result, inner)
        return found if keep is True else branch(keep, found, ABSENT)

    def _inside(self, key: Any, value: Any) -> Scope:
        names = self.node.variables
        return self.scope.within(**({names[0]: key, names[1]: value} if len(names) > 1 else {names[-1]: value}))

    def _kept(self, inner: Scope) -> Any:
        node = self.node
        return True if node.condition is None else truth(self.evaluate(node.condition, inner), inner, node.span)

    def _loose(self, key: Any, value: Any) -> Any:
        """The result for an element that is not seen: a summary, so a mistake in it is one of its possibilities."""
        try:
            found = self.evaluate(self.node.result, self._inside(key, value))
        except DocumentError as error:
            return impossible(error)
        return found if not isinstance(found, Unknown) else found.but(identity=None)

    def _object(self, pairs: Sequence[tuple[Any, Any, bool]], rest: Unknown | None) -> Any:
        node = self.node
        result: dict[str, Any] = {}
        hidden = rest
        for key, value, doubt in pairs:
            for leaf, there in _leaves_by_presence(value):
                inner = self._inside(key, leaf)
                keep = branch(there, self._kept(inner), False)
                if keep is False or node.key is None:
                    continue
                name = text(self.evaluate(node.key, inner))
                found = self.evaluate(node.result, inner)
                if isinstance(name, Unknown) or name is None or doubt:
                    hidden = name if isinstance(name, Unknown) else Unknown("a key that is not known")
                elif node.group:
                    result.setdefault(name, []).append(found if keep is True else branch(keep, found, ABSENT))
                elif name in result and keep is not True:
                    result[name] = branch(keep, found, result[name])
                else:
                    result[name] = found if keep is True else branch(keep, found, ABSENT)
        return OpenObject(result, True, hidden.reason, (hidden,)) if hidden is not None else result


def _leaves_by_presence(value: Any) -> list[tuple[Any, Any]]:
    """(value, whether it is there) of each alternative of a member that may be missing; else the value itself."""
    if not may_be_missing(value) or value.one_of is None:
        return [(value, True)]
    present = [leaf for leaf in leaves_of(value) if leaf is not ABSENT]

    def there(tree: Any, leaf: Any) -> Any:
        if isinstance(tree, Unknown) and tree.one_of is not None:
            return grow(tree, [there(one, leaf) for one in tree.one_of])
        return tree is leaf

    return [(leaf, there(value, leaf)) for leaf in present]
