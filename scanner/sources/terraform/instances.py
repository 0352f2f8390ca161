"""How often a block stands: `count` and `for_each` of resources, data sources and module calls.

Terraform Language, "The count Meta-Argument" and "The for_each Meta-Argument". What may or may not exist is a choice; where not even the
number is known, one instance stands for all: what holds of it holds of each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from scanner.errors import DocumentError
from scanner.records import dataclass
from scanner.sources.choices import undecided
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import is_fixed, is_mistake, number_of, spread, text_of, whole
from scanner.sources.terraform.nodes import Block, Expression, Span
from scanner.sources.terraform.scope import BLOCK, Scope
from scanner.sources.values import grow, impossible, key_of, leaves_of
from scanner.unknown import ABSENT, ANY, NOTHING, NUMBER, STRING, OpenList, OpenObject, Unknown

MOST: Final = 2_000
"""Instances of one block."""
ANY_KEY: Final = "\0any"
"""The key of the one instance that stands for all."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Instance(Generic[T]):
    """One of the objects that a block declares."""

    key: int | str | None
    """Its index or key; None where the block has neither count nor for_each; ANY_KEY where it stands for all."""
    exists: Any
    """True, or a choice between True and False."""
    object: T


class Instances(Generic[T]):
    """The objects of a block, as expressions see them: one, a list by count, or a map by for_each."""

    __slots__ = ("identity", "items", "kind", "reason")

    def __init__(self, kind: str, items: list[Instance[T]], identity: Any, reason: str = "") -> None:
        """Take the kind (`one`, `count` or `for_each`), the instances and why there may be others."""
        self.kind = kind
        self.items = items
        self.identity = identity
        self.reason = reason

    @property
    def open(self) -> Instance[T] | None:
        """The instance that stands for those that are not known."""
        return next((item for item in self.items if item.key == ANY_KEY), None)

    def get(self, name: Any, scope: Scope, span: Span) -> Any:
        """`block.attribute`, `block[0]` or `block["key"]`."""
        if self.kind == "one":
            return self.items[0].object.get(name, scope, span)  # type: ignore[attr-defined]  # every object of a block is a Handle
        key: Any = number_of(name) if self.kind == "count" else text_of(name) if isinstance(name, (str, int, float)) else None
        for item in self.items:
            if item.key == key:
                if item.exists is True:
                    return item.object
                return grow(item.exists, _guarded(item.exists, item.object, scope, span))
        if self.open is not None:
            return self.open.object
        raise scope.wrong(f"there is no instance {name!r}", span)

    def spread(self) -> Any:
        """The list or map that an expression takes whole."""
        if self.kind == "one":
            return self.items[0].object
        rest = self.open
        known = [item for item in self.items if item.key != ANY_KEY]
        if self.kind == "count":
            if rest is not None:
                return OpenList((), rest.object, reason=self.reason, causes=_causes(rest.exists))
            return [_optional(item) for item in known]
        named = {str(item.key): _optional(item) for item in known}
        return named if rest is None else OpenObject(named, True, self.reason, _causes(rest.exists))

    def whole(self) -> Any:
        """The object as one value."""
        return whole(self.spread())


def _causes(exists: Any) -> tuple[Unknown, ...]:
    return (exists,) if isinstance(exists, Unknown) else ()


def _optional(item: Instance[Any]) -> Any:
    if item.exists is True:
        return item.object
    return _grafted(item.exists, item.object)


def _grafted(tree: Any, value: Any) -> Any:
    if tree is True:
        return value
    if tree is False:
        return ABSENT
    return grow(tree, [_grafted(one, value) for one in tree.one_of])


def _guarded(tree: Any, value: Any, scope: Scope, span: Span) -> list[Any]:
    missing = impossible(scope.wrong("there is no such instance", span))

    def leaf(one: Any) -> Any:
        if one is True:
            return value
        if one is False:
            return missing
        return grow(one, [leaf(branch) for branch in one.one_of])

    return [leaf(one) for one in tree.one_of]


def expand(block: Block, scope: Scope, identity: Any, make: Callable[[int | str | None, Scope], T]) -> Instances[T]:
    """The instances of a block; `make` builds one from its key and what it sees. DocumentError where count or for_each cannot be meant."""
    count, each = block.body.arguments.get("count"), block.body.arguments.get("for_each")
    try:
        if count is not None:
            return _counted(count.value, scope, identity, make)
        if each is not None:
            return _keyed(each.value, scope, identity, make)
    except DocumentError as error:
        doubt = Unknown(error.message, settle="mistake in the template")
        kind = "count" if count is not None else "for_each"
        return _loose(kind, doubt, scope, identity, make)
    return Instances("one", [Instance(None, True, make(None, scope))], identity)


def _loose(kind: str, doubt: Unknown, scope: Scope, identity: Any, make: Callable[[int | str | None, Scope], T]) -> Instances[T]:
    """One instance for all, of which it is not known whether there are any."""
    exists = undecided(("any", identity), doubt.reason, doubt.settle)

    def which(name: str, types: int) -> Unknown:
        reason = f"which instance it is: {doubt.reason}"
        return Unknown(reason, types=types, identity=(name, identity), sensitive=doubt.sensitive, settle=doubt.settle)

    if kind == "count":
        given = {"count": {"index": which("index", NUMBER)}}
    else:
        given = {"each": {"key": which("key", STRING), "value": which("value", ANY)}}
    return Instances(kind, [Instance(ANY_KEY, exists, make(ANY_KEY, scope.within(**given)))], identity, doubt.reason)


def _counted(node: Expression, scope: Scope, identity: Any, make: Callable[[int | str | None, Scope], T]) -> Instances[T]:
    value = evaluate(node, scope)
    if isinstance(value, Unknown):
        leaves = leaves_of(value)
        numbers = [None if isinstance(leaf, Unknown) else number_of(leaf) for leaf in leaves]
        possible = [number for number in numbers if isinstance(number, int)]
        if value.one_of is None or len(possible) != len([leaf for leaf in leaves if not is_mistake(leaf)]) or not possible:
            return _loose("count", value, scope, identity, make)
        most = max(possible)
    else:
        number = number_of(value)
        if not isinstance(number, int) or number < 0:
            raise scope.wrong("count is a whole number", node.span)
        most = number
    if most > MOST:
        return _loose("count", Unknown(f"count is {most:,}; more than {MOST:,} instances are not read one by one"), scope, identity, make)
    items = []
    for at in range(most):
        scope.run.spend(BLOCK)
        exists = _reaches(value, at)
        items.append(Instance(at, exists, make(at, scope.within(count={"index": at}))))
    return Instances("count", items, identity)


def _reaches(value: Any, place: int) -> Any:
    """Whether a count is more than an index: a tree of True and False. What cannot be deployed does not exist."""
    if isinstance(value, Unknown) and value.one_of is not None:
        return grow(value, [_reaches(one, place) for one in value.one_of])
    number = None if isinstance(value, Unknown) else number_of(value)
    return number is not None and number > place


def _keyed(node: Expression, scope: Scope, identity: Any, make: Callable[[int | str | None, Scope], T]) -> Instances[T]:
    value = spread(evaluate(node, scope))
    if value is None:
        raise scope.wrong("for_each is a map or a set of texts", node.span)
    if isinstance(value, Unknown):
        if value.one_of is None:
            return _loose("for_each", value, scope, identity, make)
        return _alternatives(value, node, scope, identity, make)
    pairs, more = _pairs(value, scope, node)
    if len(pairs) > MOST:
        raise scope.wrong(f"for_each has more than {MOST:,} keys; that many are not read one by one", node.span)
    scope.run.spend(BLOCK * len(pairs))
    items = [Instance(key, exists, make(key, scope.within(each={"key": key, "value": one}))) for key, one, exists in pairs]
    if more is not None:
        items.extend(_loose("for_each", more, scope, identity, make).items)
    return Instances("for_each", items, identity, more.reason if more is not None else "")


def _pairs(value: Any, scope: Scope, node: Expression) -> tuple[list[tuple[str, Any, Any]], Unknown | None]:
    """(key, value, whether it exists) of what is known, and why there may be others."""
    if isinstance(value, dict):
        return [_pair(name, value[name]) for name in sorted(value)], None
    if isinstance(value, OpenObject):
        more = next(iter(value.causes), None) or Unknown(value.reason)
        return [_pair(name, value.known[name]) for name in sorted(value.known)], more if value.open else None
    if isinstance(value, OpenList):
        known = [item for item, missing in value.items if isinstance(item, str) and not missing]
        rest = value.more is not NOTHING or len(known) < len(value.items)
        return [(key, key, True) for key in known], Unknown(value.reason) if rest else None
    if isinstance(value, list):
        return _of_list(value, scope, node)
    raise scope.wrong("for_each is a map or a set of texts", node.span)


def _of_list(value: list[Any], scope: Scope, node: Expression) -> tuple[list[tuple[str, Any, Any]], Unknown | None]:
    if not is_fixed(value):
        pairs = []
        for item in value:
            leaf = next((one for one in leaves_of(item) if isinstance(one, str)), None) if isinstance(item, Unknown) else item
            if isinstance(leaf, str) and isinstance(item, Unknown) and set(map(type, leaves_of(item))) <= {str, type(ABSENT)}:
                pairs.append((leaf, leaf, _present(item)))
            elif isinstance(item, str):
                pairs.append((item, item, True))
            else:
                return pairs, Unknown(item.reason if isinstance(item, Unknown) else "a key of for_each is no text")
        return pairs, None
    doubtful = [item for item in value if isinstance(item, Unknown)]
    texts = [text_of(item) for item in value if isinstance(item, (str, int, float))]
    if len(texts) + len(doubtful) != len(value):
        raise scope.wrong("for_each is a map or a set of texts", node.span)
    return [(key, key, True) for key in dict.fromkeys(texts)], doubtful[0] if doubtful else None


def _pair(name: str, value: Any) -> tuple[str, Any, Any]:
    if isinstance(value, Unknown) and value.one_of is not None and ABSENT in leaves_of(value):
        present = [leaf for leaf in leaves_of(value) if leaf is not ABSENT]
        only = present[0] if len({key_of(one) for one in present}) == 1 else value
        return name, only, _present(value)
    return name, value, True


def _present(tree: Any) -> Any:
    if isinstance(tree, Unknown) and tree.one_of is not None:
        return grow(tree, [_present(one) for one in tree.one_of])
    return tree is not ABSENT


def _alternatives(
    value: Unknown, node: Expression, scope: Scope, identity: Any, make: Callable[[int | str | None, Scope], T]
) -> Instances[T]:
    """for_each by a choice between maps: each key exists where the chosen map has it."""
    maps: list[dict[str, Any]] = []
    for leaf in leaves_of(value):
        if is_mistake(leaf):
            continue
        if isinstance(leaf, (Unknown, OpenList, OpenObject)):
            return _loose("for_each", value, scope, identity, make)
        pairs, more = _pairs(leaf, scope, node)
        if more is not None or any(exists is not True for _, _, exists in pairs):
            return _loose("for_each", value, scope, identity, make)
        maps.append({key: one for key, one, _ in pairs})

    def at(tree: Any, key: str, of: Callable[[dict[str, Any], str], Any]) -> Any:
        if isinstance(tree, Unknown) and tree.one_of is not None:
            return grow(tree, [at(one, key, of) for one in tree.one_of])
        return of({}, key) if is_mistake(tree) else of({name: one for name, one, _ in _pairs(tree, scope, node)[0]}, key)

    items = []
    for key in sorted({name for one in maps for name in one}):
        exists = at(value, key, lambda found, name: name in found)
        chosen = at(value, key, lambda found, name: found.get(name, next(one[name] for one in maps if name in one)))
        items.append(Instance(key, exists, make(key, scope.within(each={"key": key, "value": chosen}))))
    return Instances("for_each", items, identity)
