"""Random expressions and documents with unknowns, all from one `random.Random`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from scanner.unknown import (
    ABSENT,
    ANY,
    ARRAY,
    BOOLEAN,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    OpenList,
    OpenObject,
    Unknown,
    reference,
)

KEYS = ("a", "b", "c", "d")
TEXTS = ("x", "y", "xy", "", "prod", "xyz")
NUMBERS = (0, 1, 2, 1.5, -1)
BASES = (
    *("a", "a", "b", "b", "c", "a.b", "a.a", "b.c", "a[0]", "b[-1]", "a[*].a", "a[*].b", "b[].c", "a.*", "b[?a]", "a[?b == 'x'].a"),
    *("a[?c]", "keys(a)", "values(b)", "sort(a)", "reverse(a)", "to_array(a)", "map(&a, b)", "merge(a, b)", "merge(b, {a: c})"),
    *("a[1:]", "a[:2]", "a[::-1]", "b[:-1]", "a[]", "b[*][]", "[a, b]", "[a, c][]", "{a: b, b: a}", "a || b", "a && b"),
    *("not_null(a, b)", "to_string(a)", "sort_by(a, &b)", "max_by(b, &a)", "min_by(a, &b)", "to_number(c)", "type(a)", "a[?a || b].c"),
    *("a[*].[a, b]", "a[*].{a: b}", "b[?@ == `1`]", "b[?@ != 'x']", "sum(a)", "avg(b)", "join('', a)", "join(',', b)", "max(a)", "min(b)"),
    *("abs(a)", "ceil(b)", "floor(c)", "a[?@ == b]", "a[?contains(@, 'x')]", "b1()", "b2()", "b1().a", "b2()[0]", "b1()[*].a", "b2()[?a]"),
    *("a[].b1()", "a[?b == b1()]", "a[?@ == b2()]", "{a: b1(), b: b2()}", "[b1(), b2()][]", "a | b", "a[0] == a[1]", "b1()[0] == b1()[1]"),
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

    def dense(self, depth: int = 2) -> str:
        """Constructs applied to what Documents.dense holds, bindings b1() and b2() among them."""
        random = self.random
        base = random.choice(BASES)
        if not self.calls:
            while "b1" in base or "b2" in base:
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


class Documents:
    """A generator of documents, with or without unknowns."""

    def __init__(self, random: Random, density: float = 0.16, literals: Sequence[Any] = ()) -> None:
        self.random = random
        self.literals = literals
        self.density = density
        self.holes: list[Any] = []
        self.selectors: dict[str, int] = {}
        self.made = 0

    def scalar(self) -> Any:
        """A scalar, often one that the expression names."""
        if self.literals and self.random.random() < 0.35:
            return self.random.choice(self.literals)
        return self.random.choice([True, False, None, *NUMBERS[:3], *TEXTS[:4], self.random.choice(TEXTS)])

    def plain(self, depth: int) -> Any:
        """A document without unknowns."""
        random = self.random
        if depth <= 0 or random.random() < 0.35:
            return self.scalar()
        if random.random() < 0.5:
            return {key: self.plain(depth - 1) for key in random.sample(KEYS, random.choice([0, 1, 2, 3, 4]))}
        count = random.choice([0, 1, 2, 3])
        kind = random.random()
        if kind < 0.35:
            return [self.scalar() for _ in range(count)]
        if kind < 0.45:
            return [random.choice(TEXTS) for _ in range(count)]
        if kind < 0.55:
            return [random.choice(NUMBERS) for _ in range(count)]
        if kind < 0.85:
            return [{key: self.plain(depth - 2) for key in random.sample(KEYS, random.choice([1, 2, 3]))} for _ in range(count)]
        return [self.plain(depth - 1) for _ in range(count)]

    def value(self, depth: int) -> Any:
        """A document with unknowns."""
        random = self.random
        if random.random() < self.density:
            return self.hole()
        if depth <= 0 or random.random() < 0.3:
            return self.scalar()
        if random.random() < 0.5:
            return {key: self.value(depth - 1) for key in random.sample(KEYS, random.choice([0, 1, 2, 3, 4]))}
        count = random.choice([0, 1, 2, 3])
        if random.random() < 0.6:
            return [{key: self.value(depth - 2) for key in random.sample(KEYS, random.choice([1, 2, 3]))} for _ in range(count)]
        return [self.value(depth - 1) for _ in range(count)]

    def sparse(self) -> Any:
        """An object with some unknowns."""
        return {key: self.value(3) for key in self.random.sample(KEYS, self.random.choice([2, 3, 4]))}

    def dense(self) -> Any:
        """An object full of unknowns under the keys that Expressions.dense asks for."""
        kind = self.random.random()
        random = self.random
        self.density = 0.38

        def top() -> Any:
            if kind < 0.45:
                return self.hole()
            if kind < 0.75:
                small = [{key: self.value(0) for key in random.sample(KEYS, 2)} for _ in range(3)]
                return [self.value(1) if random.random() < 0.6 else item for item in small[: random.choice([1, 2, 3])]]
            return {key: self.value(1) for key in random.sample(KEYS, 3)}

        return {"a": top(), "b": top(), "c": self.value(1)}

    def finite(self) -> Any:
        """An object whose only unknowns are choices."""
        self.hole = self.choice  # type: ignore[method-assign]  # the test replaces it
        return self.dense() if self.random.random() < 0.5 else self.sparse()

    def hole(self) -> Any:
        """An unknown of any kind; sometimes the same one again."""
        if self.holes and self.random.random() < 0.15:
            return self.random.choice(self.holes)
        made = self._hole()
        self.holes.append(made)
        return made

    def choice(self) -> Unknown:
        """One of a few alternatives, hanging on a shared selector, on an identity or on nothing."""
        random = self.random
        kind = random.random()
        self.made += 1
        name = random.choice(["s1", "s2"]) if kind < 0.7 else f"p{self.made}"
        count = self.selectors.setdefault(name, random.choice([2, 2, 3]))
        nested = random.random() < 0.2
        made = [self.value(1) if nested and len(self.holes) < 6 else self.plain(1) for _ in range(count)]
        if random.random() < 0.35:
            made[random.randrange(count)] = ABSENT
        if kind < 0.7:
            return Unknown(f"condition {name}", one_of=tuple(made), selector=name)
        return Unknown(f"choice {name}", one_of=tuple(made), identity=name if kind < 0.85 else None)

    def text(self, name: str, absent: bool) -> Unknown:
        """A text of which something is known."""
        random = self.random
        kind = random.random()
        if kind < 0.35:
            return Unknown(name, STRING, absent, prefix=random.choice(["", "x", "xy", "pr"]), suffix=random.choice(["", "y", "d"]))
        if kind < 0.6:
            choice = Unknown("condition s2", one_of=("x", "y", "xy")[: self.selectors.setdefault("s2", 2)], selector="s2")
            inner = random.choice(
                [Unknown("inner", STRING, identity="inner"), Unknown(name + " inner", STRING), reference("r1"), choice, choice]
            )
            return Unknown(
                name, STRING, parts=tuple(random.choice([("x", inner), (inner, "y"), ("x", inner, "y"), ("", inner, "x", inner)]))
            )
        if kind < 0.8:
            return reference(random.choice(["r1", "r2"]), random.choice(["Ref", "Ref", "Arn"]))
        digest = random.choice(["h1", "h2"])
        return Unknown(name, STRING, sensitive=True, redacted=(digest, "text"), identity=("redacted", digest))

    def alike(self, name: str) -> OpenList:
        """A list of texts or of numbers, some of them unknown, some perhaps missing: what can be sorted and summed."""
        random = self.random
        bit, known = random.choice([(STRING, TEXTS), (NUMBER, NUMBERS)])
        items = [
            random.choice([Unknown(f"{name} {place}", bit), random.choice(known), random.choice(known)])
            for place in range(random.randint(1, 3))
        ]
        return OpenList(tuple((item, random.random() < 0.3) for item in items), NOTHING, random.random() < 0.8, reason=name)

    def _hole(self) -> Any:
        random = self.random
        self.made += 1
        name = f"h{self.made}"
        absent = random.random() < 0.3
        identity = name if random.random() < 0.5 else None
        kind = random.choices(range(9), [25, 12, 8, 16, 6, 20, 8, 5, 8])[0]
        if kind == 8:
            return self.alike(name)
        if kind == 0:
            return self.choice()
        if kind == 1:
            types = random.choice([NUMBER, STRING, BOOLEAN, NULL | STRING, NUMBER | STRING, ARRAY, OBJECT])
            return Unknown(name, types, absent, identity)
        if kind == 2:
            return Unknown(name, ANY, absent, identity)
        if kind == 3:
            return self.text(name, absent)
        if kind == 4:
            low = random.choice([None, 0, 1])
            return Unknown(name, NUMBER, absent, identity, minimum=low, maximum=random.choice([None, 1, 2]))
        if kind == 5:
            items = tuple(
                (self.value(1) if random.random() < 0.4 else self.scalar(), random.random() < 0.5) for _ in range(random.randint(0, 3))
            )
            more = Unknown(name, random.choice([ANY, STRING, NUMBER, OBJECT]), identity=identity)
            summary: Any = random.choice([NOTHING, NOTHING, more, {"a": more, "b": more}, [more], None, self.choice()])
            certain = bool(items) and not items[0][1] and not isinstance(items[0][0], Unknown)
            return OpenList(items, summary, random.random() < 0.85, certain and random.random() < 0.3, name)
        if kind == 6:
            known = {key: self.value(1) for key in random.sample(KEYS, random.choice([0, 1, 2]))}
            return OpenObject(known, random.random() < 0.7, name)
        return Unknown(name, random.choice([ARRAY, OBJECT, STRING]), truthy=True, identity=identity)
