"""GitHub's expressions, as far as an action's file uses them: what stands between `${{` and `}}`, and in `if`.

GitHub, "Evaluate expressions in workflows": `!`, then `< <= > >=`, then `== !=`, then `&&`, then `||`; texts compare without regard
to case, values of different kinds as numbers; what is not there is null.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)|(?P<text>'(?:[^']|'')*')|(?P<sign>&&|\|\||==|!=|<=|>=|[<>!()\[\].,])|(?P<name>[A-Za-z_][\w-]*))"
)
WRAPPED = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
STATUS = re.compile(r"\b(always|success|failure|cancelled)\s*\(")

Functions = Mapping[str, Callable[..., Any]]


class ExpressionError(Exception):
    """What GitHub would refuse, or what is not supported here."""


def truth(value: Any) -> bool:
    """Whether a value counts as true."""
    return value not in (None, False, "", 0) and not (isinstance(value, float) and math.isnan(value))


def text(value: Any) -> str:
    """A value inside a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return json.dumps(value, indent=2) if isinstance(value, (dict, list)) else str(value)


def number(value: Any) -> float:
    """A value that is compared with one of another kind."""
    if value is None or value == "":
        return 0.0
    try:
        return float(value) if not isinstance(value, (dict, list)) else math.nan
    except ValueError:
        return math.nan


def equal(one: Any, other: Any) -> bool:
    """`==`."""
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    if isinstance(one, (dict, list)) or isinstance(other, (dict, list)):
        return one is other
    return (one is None and other is None) or number(one) == number(other)


PURE: Functions = {
    "contains": lambda where, what: (
        any(equal(one, what) for one in where) if isinstance(where, list) else text(what).lower() in text(where).lower()
    ),
    "startswith": lambda where, what: text(where).lower().startswith(text(what).lower()),
    "endswith": lambda where, what: text(where).lower().endswith(text(what).lower()),
    "format": lambda form, *values: re.sub(r"\{(\d+)\}", lambda found: text(values[int(found[1])]), form),
    "tojson": lambda value: json.dumps(value, indent=2),
    "fromjson": json.loads,
}


@dataclass
class Parser:
    """Evaluates while it parses; both sides of `&&` and `||` are evaluated, which harms nothing: expressions only read."""

    tokens: list[tuple[str, str]]
    context: Mapping[str, Any]
    functions: Functions
    at: int = 0

    def peek(self) -> str | None:
        """The next token's text; None at the end and for texts, which are no signs."""
        if self.at >= len(self.tokens) or self.tokens[self.at][0] == "text":
            return None
        return self.tokens[self.at][1]

    def take(self, sign: str | None = None) -> tuple[str, str]:
        """The next token, which must be `sign` where one is named."""
        if self.at >= len(self.tokens) or (sign is not None and self.peek() != sign):
            raise ExpressionError(f"{sign or 'a value'} is missing at token {self.at}")
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Any:
        """`a || b`."""
        value = self.both()
        while self.peek() == "||":
            self.take()
            other = self.both()
            value = value if truth(value) else other
        return value

    def both(self) -> Any:
        """`a && b`."""
        value = self.same()
        while self.peek() == "&&":
            self.take()
            other = self.same()
            value = other if truth(value) else value
        return value

    def same(self) -> Any:
        """`a == b`, `a != b`."""
        value = self.order()
        while self.peek() in ("==", "!="):
            sign = self.take()[1]
            value = equal(value, self.order()) is (sign == "==")
        return value

    def order(self) -> Any:
        """`a < b` and the like."""
        value = self.negation()
        while self.peek() in ("<", "<=", ">", ">="):
            sign = self.take()[1]
            one, other = number(value), number(self.negation())
            value = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]
        return value

    def negation(self) -> Any:
        """`!a`."""
        if self.peek() == "!":
            self.take()
            return not truth(self.negation())
        return self.path()

    def path(self) -> Any:
        """`a.b['c']`."""
        value = self.start()
        while self.peek() in (".", "["):
            if self.take()[1] == ".":
                key: Any = self.take()[1]
            else:
                key = self.either()
                self.take("]")
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def start(self) -> Any:
        """A literal, a call, a context or something in parentheses."""
        kind, said = self.take()
        if kind == "number":
            return float(said)
        if kind == "text":
            return said[1:-1].replace("''", "'")
        if said == "(":
            value = self.either()
            self.take(")")
            return value
        if kind != "name":
            raise ExpressionError(f'"{said}" is no value')
        if self.peek() == "(":
            return self.call(said)
        if said in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[said]
        if said not in self.context:
            raise ExpressionError(f'there is no context "{said}"')
        return self.context[said]

    def call(self, name: str) -> Any:
        """`name(a, b)`."""
        self.take("(")
        values = []
        while self.peek() != ")":
            values.append(self.either())
            if self.peek() == ",":
                self.take()
        self.take(")")
        known = {**PURE, **self.functions}
        if name.lower() not in known:
            raise ExpressionError(f'there is no function "{name}"')
        return known[name.lower()](*values)


def evaluate(expression: str, context: Mapping[str, Any], functions: Functions) -> Any:
    """The value of an expression."""
    tokens, at = [], 0
    stripped = expression.rstrip()
    while at < len(stripped):
        found = TOKEN.match(stripped, at)
        if found is None or found.lastgroup is None:
            raise ExpressionError(f"{expression!r} cannot be read at {at}")
        tokens.append((found.lastgroup, found[found.lastgroup]))
        at = found.end()
    parser = Parser(tokens, context, functions)
    value = parser.either()
    if parser.at != len(tokens):
        raise ExpressionError(f"{expression!r} goes on after its end")
    return value


def fill(given: Any, context: Mapping[str, Any], functions: Functions) -> str:
    """A text with its expressions put in."""
    return WRAPPED.sub(lambda found: text(evaluate(found[1], context, functions)), text(given))


def condition(given: Any, context: Mapping[str, Any], functions: Functions) -> bool:
    """Whether a step runs: without a status function, only while nothing has failed."""
    said = str(given).strip()
    whole = re.fullmatch(r"\$\{\{(.*)\}\}", said, re.DOTALL)
    said = whole[1] if whole else said
    if not STATUS.search(said):
        said = f"success() && ({said})"
    return truth(evaluate(said, context, functions))
