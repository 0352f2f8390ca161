"""Expressions as policies have them, over a shaped resource: comparisons, filters, quantifiers, lengths, nested projections."""

from __future__ import annotations

from random import Random
from typing import Any

from scanner.unknown import ARRAY, BOOLEAN, NUMBER, OBJECT, STRING
from tests.jmes.shaped_documents import Kind


class Clauses:
    """A generator of conditions over a kind."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def condition(self, kind: Kind, depth: int) -> str:
        """A condition on an object."""
        if depth <= 0 or self.random.random() < 0.4:
            return self.atom(kind)
        if self.random.random() < 0.1:
            return f"!({self.condition(kind, depth - 1)})"
        left, right = self.condition(kind, depth - 1), self.condition(kind, depth - 1)
        return f"({left}) {self.random.choice(['&&', '||'])} ({right})"

    def atom(self, kind: Kind, before: str = "") -> str:
        """A condition on one property of an object."""
        name, inner, _ = self.random.choice(kind.fields)
        path = before + name
        if inner.bit == STRING:
            return self._text(inner, path)
        if inner.bit == NUMBER:
            return self._number(inner, path)
        if inner.bit == BOOLEAN:
            return self.random.choice([path, f"!{path}", f"{path} == `true`", f"{path} != `true`", f"{path} == `false`", f"exists({path})"])
        if inner.bit == OBJECT:
            return self.random.choice([f"!({path})", path, f"exists({path})", *(self.atom(inner, path + ".") for _ in range(4))])
        return self._list(inner, path)

    def _text(self, kind: Kind, path: str) -> str:
        value, other = self.random.choice(kind.pool), self.random.choice(kind.pool)
        forms = [
            *[f"{path} == '{value}'"] * 6,
            *[f"{path} != '{value}'"] * 3,
            *[f"{path} == '{value}' || {path} == '{other}'"] * 2,
            f"{path} && {path} != '{value}'",
            f"{path} == `null`",
            f"!({path})",
            path,
            f"exists({path})",
            *[f"starts_with({path} || '', '{value[:3]}')"] * 2,
            *[f"contains({path} || '', '{value[-4:]}')"] * 2,
            f"ends_with({path} || '', '{value[-4:]}')",
            f"{path} && contains({path}, '{value[-3:]}')",
            f"not_null({path}, '{other}') == '{value}'",
            *[f"contains(['{value}', '{other}'], {path})"] * 2,
        ]
        return self.random.choice(forms)

    def _number(self, kind: Kind, path: str) -> str:
        value, other = sorted(self.random.choices(kind.pool, k=2))
        forms = [
            *[f"{path} {self.random.choice(['==', '<', '>', '>=', '<=', '!='])} `{value}`"] * 5,
            f"{path} >= `{value}` && {path} <= `{other}`",
            f"{path} <= `{value}` && {path} >= `{value}`",
            f"exists({path}) && {path} < `{value}`",
            f"not_null({path}, `{value}`) > `{other}`",
        ]
        return self.random.choice(forms)

    def _list(self, kind: Kind, path: str) -> str:
        items = kind.items
        if items is None or items.bit not in (OBJECT, STRING):
            return f"length({path} || `[]`) > `0`"
        if items.bit == STRING:
            value = self.random.choice(items.pool)
            forms = [f"contains({path} || `[]`, '{value}')", f"{path}[?@ == '{value}']", f"length({path} || `[]`) > `0`"]
            return self.random.choice([*forms, f"any({path}, &@ == '{value}')", f"all({path}, &@ != '{value}')"])
        return self._objects(items, path)

    def _objects(self, items: Kind, path: str) -> str:
        random = self.random
        condition = self.condition(items, 1)
        forms: list[Any] = [
            *[f"length({path}[?{condition}]) {random.choice(['==', '>'])} `0`"] * 2,
            *[f"length({path}[?{condition}] || `[]`) {random.choice(['==', '>', '<='])} `{random.choice([0, 0, 1])}`"] * 2,
            *[f"!({path}[?{condition}])"] * 4,
            *[f"{path}[?{condition}]"] * 3,
            *[f"any({path}, &{condition})"] * 3,
            *[f"all({path}, &{condition})"] * 3,
            *[f"none({path}, &{condition})"] * 2,
        ]
        texts = [(name, inner) for name, inner, _ in items.fields if inner.bit == STRING]
        if texts:
            name, inner = random.choice(texts)
            value = random.choice(inner.pool)
            forms += [f"contains({path}[*].{name} || `[]`, '{value}')"] * 3
            forms += [f"({path}[?{condition}].{name} | [0]) == '{value}'"] * 2
        lists = [(name, inner.items) for name, inner, _ in items.fields if inner.bit == ARRAY and inner.items is not None]
        if lists:
            name, inner_items = random.choice(lists)
            if inner_items.bit == OBJECT:
                nested = self.condition(inner_items, 0)
                forms += [f"{path}[].{name}[?{nested}][]", f"!({path}[].{name}[][?{nested}])", f"any({path}[].{name}[], &{nested})"]
                forms += [f"all({path}, &none({name}, &{nested}))"]
            else:
                forms += [f"contains({path}[].{name}[] || `[]`, '{random.choice(inner_items.pool or ('',))}')"]
        return str(random.choice(forms))
