"""Completions: one way in which everything unknown in a document turns out."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from scanner.jmes import Node
from scanner.unknown import ABSENT, ANY, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown
from tests.jmes.generate import KEYS, NUMBERS, TEXTS, Documents

PLAIN = (type(None), bool, int, float, str)
BITS = (NULL, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT)


class Completion:
    """One way in which everything unknown turns out; consistent over every document that it fills."""

    def __init__(self, random: Random, literals: list[Any], pick: dict[Any, int] | None = None) -> None:
        self.random = random
        self.literals = literals
        self.pick: dict[Any, int] = dict(pick or {})
        self.values: dict[Any, Any] = {}
        self.documents = Documents(random)

    def fill(self, value: Any, summary: bool = False) -> Any:
        """The document with everything in its place, or ABSENT. What is read from a summary agrees with nothing else."""
        kind = value.__class__
        if kind in PLAIN:
            return value
        if kind is dict:
            return self._object(value, summary)
        if kind is list:
            if all(item.__class__ in PLAIN for item in value):
                return value
            return [item for item in (self.fill(item, summary) for item in value) if item is not ABSENT]
        if kind is Unknown:
            return self._unknown(value, summary)
        if kind is OpenList:
            return self._list(value, summary)
        if kind is OpenObject:
            entries = list(self._object(dict(value.known), summary).items())
            if value.open:
                unseen = [key for key in self.random.sample(KEYS, self.random.choice([0, 1, 2])) if key not in value.known]
                entries += [(key, self.scratch(ANY)) for key in unseen]
            self.random.shuffle(entries)
            return dict(entries)
        return value

    def _object(self, value: Mapping[str, Any], summary: bool) -> dict[str, Any]:
        filled = {key: item if item.__class__ in PLAIN else self.fill(item, summary) for key, item in value.items()}
        return {key: item for key, item in filled.items() if item is not ABSENT}

    def _list(self, value: OpenList, summary: bool) -> list[Any]:
        found = [self.fill(item, summary) for item, maybe in value.items if not maybe or self.random.random() < 0.5]
        found = [item for item in found if item is not ABSENT]
        if value.more is not NOTHING:
            for _ in range(self.random.choice([1, 2, 2] if value.nonempty and not found else [0, 0, 1, 2])):
                item = self.fill(value.more, True)
                if item is not ABSENT:
                    found.insert(self.random.randint(0, len(found)), item)
        if not value.ordered:
            self.random.shuffle(found)
        return found

    def _unknown(self, value: Unknown, summary: bool) -> Any:
        key = value if value.identity is None else value.identity
        if not summary and key in self.values:
            return self.values[key]
        filled = self._choose(value, key, summary)
        if not summary:
            self.values[key] = filled
        return filled

    def _choose(self, value: Unknown, key: Any, summary: bool) -> Any:
        if value.may_be_absent and self.random.random() < 0.3:
            return ABSENT
        if value.one_of is not None:
            selector = value.selector if value.selector is not None else None if summary else ("value", key) if value.identity else key
            index = self.random.randrange(len(value.one_of)) if selector is None else self.pick.get(selector)
            if index is None:
                index = self.pick[selector] = self.random.randrange(len(value.one_of))
            return self.fill(value.one_of[index], summary)
        if value.reference is not None and not summary:
            return f"{value.reference.resource}-{value.reference.attribute if self.random.random() < 0.8 else 'Ref'}"
        if value.redacted is not None and not summary:
            return {"h1": "secret", "h2": self.random.choice(["x", "xy", "other"])}[value.redacted[0]]
        if value.parts is not None:
            return "".join(part if isinstance(part, str) else self.fill(part, summary) for part in value.parts)
        return self._within(value)

    def _within(self, value: Unknown) -> Any:
        for _ in range(50):
            found = self.scratch(value.types)
            if isinstance(found, str) and (value.prefix or value.suffix):
                fits = [
                    text
                    for text in self.literals
                    if isinstance(text, str) and text.startswith(value.prefix) and text.endswith(value.suffix)
                ]
                middle = self.random.choice(["", "z", "x", "o"])
                found = self.random.choice(fits) if fits and self.random.random() < 0.5 else value.prefix + middle + value.suffix
            if not _inside(found, value):
                continue
            if not value.truthy or (found not in ("", None) and found is not False and found != [] and found != {}):
                return found
        return {STRING: value.prefix + "zz" + value.suffix, ARRAY: [1], OBJECT: {"a": 1}, NUMBER: value.minimum or value.maximum or 0}.get(
            value.types
        )

    def scratch(self, types: int) -> Any:
        """A value of one of the types, often one that the expression names."""
        bit = self.random.choice([bit for bit in BITS if types & bit])
        if self.literals and self.random.random() < 0.5:
            fits = [literal for literal in self.literals if bit_of(literal) == bit]
            if fits:
                return self.random.choice(fits)
        simple = {NULL: None, BOOLEAN: self.random.random() < 0.5, NUMBER: self.random.choice((*NUMBERS, 7, 0.5, 1.0))}
        if bit in simple:
            return simple[bit]
        if bit == STRING:
            return self.random.choice((*TEXTS, "zz", "1", "xr1-Ref", "secret"))
        wanted = list if bit == ARRAY else dict
        for _ in range(50):
            found = self.documents.plain(2)
            if isinstance(found, wanted):
                return found
        return wanted()


def _inside(found: Any, value: Unknown) -> bool:
    """Whether a value is inside an unknown number's interval (or no number)."""
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return True
    return (value.minimum is None or found >= value.minimum) and (value.maximum is None or found <= value.maximum)


def bit_of(value: Any) -> int:
    """The type of a JSON value, as a bit."""
    kinds = {type(None): NULL, bool: BOOLEAN, int: NUMBER, float: NUMBER, str: STRING, list: ARRAY, dict: OBJECT}
    return kinds[type(value)]


def literals_of(*trees: Node) -> list[Any]:
    """The literals of expressions, and what stands in them."""
    found: list[Any] = []
    for tree in trees:
        for node in tree.walk():
            if node.kind == "literal":
                found.append(node.value)
                if isinstance(node.value, (list, dict)):
                    found += node.value if isinstance(node.value, list) else node.value.values()
    return found
