"""Random documents, with or without unknowns, all from one `random.Random`."""

from __future__ import annotations

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
            if kind < 0.08:
                self.made += 1
                more = Unknown(f"h{self.made}", random.choice([ANY, STRING, NUMBER]), identity=random.choice([None, f"h{self.made}"]))
                return OpenList((), random.choice([more, {"a": more, "b": 1}]), nonempty=True, reason="h")
            if kind < 0.45:
                return self.hole()
            if kind < 0.75:
                small = [{key: self.value(0) for key in random.sample(KEYS, 2)} for _ in range(3)]
                return [self.value(1) if random.random() < 0.6 else item for item in small[: random.choice([1, 2, 3])]]
            return {key: self.value(1) for key in random.sample(KEYS, 3)}

        return {"a": top(), "b": top(), "c": self.value(1)}

    def rows(self) -> Any:
        """An object of plain lists of plain objects, in which only some entries are unknown."""
        self.density = 0.38

        def row() -> Any:
            return {key: self.hole() if self.random.random() < 0.25 else self.scalar() for key in ("a", "b")}

        return {key: [row() for _ in range(self.random.choice([1, 2, 3]))] for key in ("a", "b")} | {"c": self.value(1)}

    def asked(self) -> Any:
        """An object of values of which little is known, some of them twice."""
        random = self.random

        def simple() -> Any:
            if self.holes and random.random() < 0.25:
                return random.choice(self.holes)
            self.made += 1
            name = f"h{self.made}"
            absent, identity = random.random() < 0.4, name if random.random() < 0.5 else None
            kind = random.random()
            if kind < 0.2:
                made = self.text(name, absent)
            elif kind < 0.3:
                made = Unknown(name, NUMBER, absent, identity, minimum=random.choice([None, 0, 1]), maximum=random.choice([None, 1, 2]))
            else:
                types = random.choice(
                    [STRING, STRING, NUMBER, NUMBER, BOOLEAN, NULL | STRING, NUMBER | STRING, NULL | NUMBER, BOOLEAN | NULL, ANY]
                )
                made = Unknown(name, types, absent, identity)
            self.holes.append(made)
            return made

        return {"a": simple(), "b": simple(), "c": [simple() if random.random() < 0.7 else self.scalar() for _ in range(2)]}

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
                name,
                STRING,
                parts=tuple(
                    random.choice([("x", inner), (inner, "y"), ("x", inner, "y"), ("", inner, "x", inner), (inner, inner), (inner,)])
                ),
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
