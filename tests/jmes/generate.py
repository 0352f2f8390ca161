"""Random expressions over the keys of `documents`, all from one `random.Random`."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.jmes.documents import KEYS, NUMBERS, TEXTS, Documents

__all__ = ["KEYS", "NUMBERS", "TEXTS", "Documents", "Expressions"]


BASES = (
    *("a", "a", "b", "b", "c", "a.b", "a.a", "b.c", "a[0]", "b[-1]", "a[*].a", "a[*].b", "b[].c", "a.*", "b[?a]", "a[?b == 'x'].a"),
    *("a[?c]", "keys(a)", "values(b)", "sort(a)", "reverse(a)", "to_array(a)", "map(&a, b)", "merge(a, b)", "merge(b, {a: c})"),
    *("a[1:]", "a[:2]", "a[::-1]", "b[:-1]", "a[]", "b[*][]", "[a, b]", "[a, c][]", "{a: b, b: a}", "a || b", "a && b"),
    *("not_null(a, b)", "to_string(a)", "sort_by(a, &b)", "max_by(b, &a)", "min_by(a, &b)", "to_number(c)", "type(a)", "a[?a || b].c"),
    *("a[*].[a, b]", "a[*].{a: b}", "b[?@ == `1`]", "b[?@ != 'x']", "sum(a)", "avg(b)", "join('', a)", "join(',', b)", "max(a)", "min(b)"),
    *("abs(a)", "ceil(b)", "floor(c)", "a[?@ == b]", "a[?contains(@, 'x')]", "b1()", "b2()", "b1().a", "b2()[0]", "b1()[*].a", "b2()[?a]"),
    *("a[].b1()", "a[?b == b1()]", "a[?@ == b2()]", "{a: b1(), b: b2()}", "[b1(), b2()][]", "a | b", "a[0] == a[1]", "b1()[0] == b1()[1]"),
    *(
        "a[?b == root().b]",
        "a[?@ == root().c]",
        "b[?contains(root().a, @)]",
        "a[*].[a, root().c]",
        "a[].root().b[0]",
        "a[?a == root().a[0].a]",
    ),
    *(
        "a[?@ == root().a[0]]",
        "[a[0], b1()] | [0] == [1]",
        "a[?b1() == b2()]",
        "any(a, &b == b1())",
        "all(b, &@ == b2())",
        "none(a, &@ == @)",
    ),
    *("a[*].b1() | [0] == [1]", "b1() == b2()", "b1()[0] == b2()[0]", "any(b1(), &@ == root().a[0])", "map(&b1(), a)", "a[?!b1()]"),
    *("a[0] == a[-1]", "b1() == a[-1]", "b1() == a[0]", "[a[0], a[-1]] | [0] == [1]", "all(a, &@ == root().a[0])", "contains(b1(), a[0])"),
    *("a[0].a == a[-1].a", "b1().a == a[-1].a", "a[?a == root().a[0].a]", "b1()[0] == b1()[-1]", "b1() == b1()", "b2() == b1()"),
)
ROWS = (
    *("a[*].a", "a[*].b", "a[?a].b", "b[?a == 'x'].b", "a[?a == 'x']", "b[?b].a", "b[*].[a, b]", "a[?a != b]", "a[?a < `1`].b", "a[].a"),
    *("a[?contains(b || '', 'x')].a", "a[?b == root().c].a", "a[*].{a: a, b: b}", "a[?!a]", "[a, b][].a", "map(&a, a)", "a[?a].[b][]"),
    *("sort_by(a, &a)", "a[?a || b].a", "b[?a && b].b", "a[*].not_null(a, b)", "a[?type(a) == 'string'].a", "a[:1].a", "a[*].to_string(a)"),
)
PIPED = (
    *("[0]", "[-1]", "[1]", "[0:1]", "[-2:]", "[]", "[*].a", "[?a]", "a", "*", "[?@]", "length(@)", "keys(@)", "sort(@)", "max(@)"),
    *("sum(@)", "reverse(@)", "[0] == @", "[@, @]", "@ == @", "[?@ == @]", "[0] == [1]", "[-1] == [0]", "to_string(@)"),
)


class Expressions:
    """A generator of expressions over the keys of Documents."""

    def __init__(self, random: Random, calls: bool = True) -> None:
        self.random = random
        self.calls = calls

    def literal(self) -> str:
        """A literal in one of its spellings."""
        options: list[Any] = [True, False, None, *NUMBERS, *TEXTS, *TEXTS, [], [self.random.choice(TEXTS)], {}, [True, 1]]
        value = self.random.choice(options)
        if isinstance(value, str) and self.random.random() < 0.6:
            return f"'{value}'"
        return f"`{json.dumps(value)}`"

    def path(self, depth: int) -> str:
        """A path with projections."""
        text = self.random.choice(KEYS) if self.random.random() < 0.9 else "@"
        if self.calls and self.random.random() < 0.1:
            text = self.random.choice(["b1()", "b2()", "root().a", "root().b", "root().c[0]"])
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 3])):
            text += self.step(depth)
        return text

    def step(self, depth: int) -> str:
        """One step of a path."""
        random = self.random
        kind = random.choices(range(9), [35, 10, 15, 18, 6, 4, 6, 3, 3])[0]
        if kind == 3:
            return f"[?{self.expression(depth - 1)}]"
        if kind == 7:
            return f".{{{random.choice(KEYS)}: {self.expression(depth - 1)}, e: {self.expression(depth - 1)}}}"
        if kind == 8:
            return f".[{self.expression(depth - 1)}, {self.expression(depth - 1)}]"
        low, high = random.choice(["", "0", "1", "-1"]), random.choice(["", "1", "2", "-1"])
        step = random.choice(["[::-1]", ".*"])
        return ("." + random.choice(KEYS), f"[{random.choice([0, 1, -1, 2])}]", "[*]", "", "[]", f"[{low}:{high}]", step)[kind]

    def call(self, depth: int) -> str:
        """A call of a builtin."""
        random = self.random
        any_value = ("length", "type", "keys", "values", "to_string", "to_number", "to_array", "sort", "sum", "max", "min")
        name = random.choice(["contains", "contains", "length", "starts_with", "ends_with", "not_null", "merge", "sort_by", "max_by"])
        if random.random() < 0.6:
            name = random.choice([*any_value, "min_by", "map", "join", "reverse", "avg", "abs", "ceil", "floor"])
        if name in ("contains", "starts_with", "ends_with"):
            return f"{name}({self.path(depth)}, {self.literal() if random.random() < 0.7 else self.expression(depth - 1)})"
        if name in ("not_null", "merge"):
            return f"{name}({self.expression(depth - 1)}, {self.expression(depth - 1)})"
        if name in ("sort_by", "max_by", "min_by"):
            return f"{name}({self.path(depth)}, &{self.path(0)})"
        if name == "map":
            return f"map(&{self.expression(depth - 1)}, {self.path(depth)})"
        if name == "join":
            return f"join('{random.choice(['', ','])}', {self.path(depth)})"
        return f"{name}({self.path(depth) if random.random() < 0.8 else self.expression(depth - 1)})"

    def expression(self, depth: int) -> str:
        """Any expression of about this depth."""
        random = self.random
        if depth <= 0:
            return random.choice(KEYS) if random.random() < 0.7 else self.literal()
        kind = random.choices(range(9), [30, 25, 8, 8, 6, 13, 4, 2, 2])[0]
        if kind == 0:
            return self.path(depth)
        if kind == 5:
            return self.call(depth)
        left = f"({self.expression(depth - 1)})"
        if kind == 1:
            right = self.literal() if random.random() < 0.7 else f"({self.expression(depth - 1)})"
            return f"{left} {random.choice(['==', '==', '!=', '<', '<=', '>', '>='])} {right}"
        right = f"({self.expression(depth - 1)})"
        forms = {2: f"{left} && {right}", 3: f"{left} || {right}", 4: f"!{left}", 6: f"{left} | {right}", 7: f"[{left}, {right}]"}
        return forms.get(kind, f"{{a: {left}, b: {right}}}")

    def simple(self) -> str:
        """A short path and a literal: what a policy mostly says."""
        random = self.random
        path = random.choice(
            ["a", "b", "c", "a.a", "a[0]", "b[*].a | [0]", "not_null(a, b)", "b2()"] if self.calls else ["a", "b", "c", "a.a", "a[0]"]
        )
        text = f"'{random.choice(TEXTS)}'"
        value = random.choice([text, text, self.literal()])
        forms = [
            f"{path} == {value}",
            f"{path} != {value}",
            f"contains({path}, {value})",
            f"contains({path}[*].a, {value})",
            f"{path}[?@ == {value}]",
        ]
        return random.choice([*forms, f"{path}[?a == {value}]", f"length({path}) == `{random.choice([0, 1, 2])}`", f"{path} < {value}"])

    def rows(self) -> str:
        """Projections and filters of lists of objects, and what is asked of them."""
        random = self.random
        base = random.choice(ROWS)
        forms = (
            *(
                base,
                base,
                f"({base}) | {random.choice(PIPED)}",
                f"length({base}) {random.choice(['==', '>'])} `{random.choice([0, 1, 2])}`",
            ),
            *(
                f"contains({base}, {self.literal()})",
                f"({base}) == ({random.choice(ROWS)})",
                f"!({base})",
                f"[{base}, {random.choice(ROWS)}][]",
            ),
            *(f"any({base}, &@ == {self.literal()})", f"all({base}, &@ != {self.literal()})", f"({base}) && ({random.choice(ROWS)})"),
        )
        return random.choice(forms)

    def asked(self, depth: int = 2) -> str:
        """Several things asked of few values: where the answers hang together."""
        random = self.random
        if depth and random.random() < 0.75:
            left, right = self.asked(depth - 1), self.asked(depth - 1)
            return random.choice([f"({left}) && ({right})", f"({left}) || ({right})", f"({left}) && !({right})", f"!({left}) || ({right})"])
        path = random.choice(["a", "a", "a", "b", "c[0]", "c[*] | [0]", "root().a", "b1()", "not_null(a, b)"])
        text, number = random.choice(["x", "xy", "y", "", "prod"]), random.choice([0, 1, 2, 1.5])
        literal = random.choice([f"'{text}'", f"`{number}`", "`true`", "`false`", "`null`"])
        forms = [
            *[f"{path} == {literal}", f"{path} != {literal}", f"{path} {random.choice(['<', '<=', '>', '>='])} `{number}`"] * 2,
            *[f"starts_with({path} || '', '{text}')", f"ends_with({path} || '', '{text}')", f"contains({path} || '', '{text}')"],
            *[path, f"!({path})", f"contains([{literal}, 'x'], {path})", f"c[?@ == {literal}]", f"contains(c, {path})", f"c[?@ == {path}]"],
            *[f"any(c, &@ == {literal})", f"all(c, &@ != {path})", f"to_string({path}) == '{number}'", f"type({path}) == 'number'"],
            *[f"length({path} || '') > `{number}`", f"{path} == root().b", f"to_number({path}) == `{number}`"],
        ]
        return random.choice(forms)

    def dense(self, depth: int = 2) -> str:
        """Constructs applied to what Documents.dense holds, bindings b1() and b2() among them."""
        random = self.random
        base = random.choice(BASES)
        if not self.calls:
            while "()" in base or "any(" in base or "all(" in base or "none(" in base:
                base = random.choice(BASES)
        wrapped = f"({base})"
        if random.random() < 0.2:
            return self.simple()
        kind = random.choices(range(9), [20, 22, 16, 8, 8, 8, 5, 9, 4])[0]
        other = self.literal() if random.random() < 0.6 else f"({random.choice(BASES[:12])})"
        forms = (
            base,
            f"{wrapped} | {random.choice(PIPED)}",
            f"{wrapped} {random.choice(['==', '!=', '<', '>='])} {other}",
            f"length({base}) {random.choice(['==', '>', '<='])} `{random.choice([0, 1, 2])}`",
            f"contains({base}, {self.literal()})",
            f"{random.choice(['starts_with', 'ends_with'])}({base}, '{random.choice(['x', 'xy', 'xyz', 'prod', 'y', 'd', 'od'])}')",
            f"!{wrapped}",
        )
        if kind < len(forms):
            return forms[kind]
        if kind == 7 and depth:
            return f"{wrapped} {random.choice(['&&', '||'])} ({self.dense(depth - 1)})"
        return f"{wrapped} | [*].{random.choice(KEYS)}"
