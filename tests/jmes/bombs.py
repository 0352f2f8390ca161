# ruff: noqa: E501 - tables of bombs, a bomb a cell
"""Hostile expressions and documents, made, not written down: each must be refused, or answered in bounded work.

`python tests/jmes/bombs.py` tries all of them and prints what became of each: run it where memory and time are limited.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from scanner import policy_loader
from scanner.documents import LIMITS
from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import Context, compile_expression
from scanner.unknown import ABSENT, OpenList, OpenObject, Unknown

FUNCTIONS = policy_loader.load([]).functions
MANY, HUGE = 5_000, 1_000_000


def nested(depth: int, wrap: Callable[[Any], Any], value: Any = None) -> Any:
    for _ in range(depth):
        value = wrap(value)
    return value


def texts() -> Iterator[tuple[str, str]]:
    """(name, expression)."""
    for depth in (60, 500, 20_000):
        for name, (left, middle, right) in {
            "parentheses": ("(", "a", ")"), "lists": ("[", "a", "]"), "objects": ("{a: ", "a", "}"), "filters": ("a[?", "a", "]"),
            "calls": ("abs(", "a", ")"), "exprefs": ("map(&", "a, b", ")"), "indexes": ("a[", "0", "]"), "unclosed": ("(", "a", ""),
            "not": ("!", "a", ""), "spaced not": ("! ", "a", ""), "refs": ("&", "a", ""), "mixed prefixes": ("!(", "a", ")"),
            "only closing": ("", "a", ")"), "literal lists": ("`", "[" * 400 + "]" * 400, "`"), "braces in text": ("'(", "a", ")'"),
            "stars": ("a[*].", "a", ""), "flattens": ("", "a", "[]"), "values": ("", "a", ".*"), "dots": ("a.", "a", ""),
            "pipes": ("a|", "a", ""), "doubling": ("[@,@]|", "a", ""), "doubling and flat": ("[@,@][]|", "a", ""),
            "or": ("a||", "a", ""), "and": ("a&&", "a", ""), "equal": ("a==", "a", ""), "less": ("a<", "a", ""),
            "join doubling": ("join('',[@,@])|", "@", ""), "join of itself": ("join(@,[@,@])|", "@", ""), "merging": ("merge({a: @},{b: @})|", "@", ""),
            "text of text": ("to_string(@)|", "@", ""), "array of array": ("to_array([@,@])|", "@", ""), "map doubling": ("map(&[@,@],[@,@])|", "@", ""),
            "halves": ("[@[:], @[:]][]|", "@", ""), "keys": ("{a: @, b: @}|", "@", ""), "not null": ("not_null(", "a", ", a)"),
            "slices": ("", "a", "[::-1]"), "projections of projections": ("a[*].b[?c].", "a", "[]"), "any": ("any(@, &", "a", ")"),
            "missing": ("missing([@,@],", "a", ")"), "unique": ("unique([@,@][])|", "@", ""), "buildspec": ("buildspec(", "a", ")"),
        }.items():  # fmt: skip
            yield f"{name} x{depth}", left * depth + middle + right * depth
    for size in (MANY, HUGE):
        yield f"raw text of {size}", "'" + "x" * size + "'"
        yield f"raw text that does not end, of {size}", "'" + "x" * size
        yield f"quoted name of {size}", '"' + "x" * size + '"'
        yield f"quoted backslashes, {size}", '"' + "\\" * size + '"'
        yield f"literal of {size}", '`"' + "x" * size + '"`'
        yield f"literal list of {size}", "`[" + "1," * size + "1]`"
        yield f"escaped backticks, {size}", "`" + "\\`" * size
        yield f"name of {size}", "a" * size
        yield f"white space of {size}", " " * size + "a" + "\n" * size
        yield f"number of {size} digits", "a[" + "9" * size + "]"
        yield f"negative number of {size} digits", "a[-" + "9" * size + "]"
        yield f"literal number of {size} digits", "`" + "9" * size + "`"
        yield f"literal exponent of {size} digits", "`1e" + "9" * size + "`"
        yield f"slice with numbers of {size} digits", f"a[{'9' * size}:{'9' * size}:{'9' * size}]"
        yield f"arguments, {size}", "not_null(" + ",".join(["a"] * size) + ")"
        yield f"keys, {size}", "{" + ",".join(f"k{n}: a" for n in range(size // 10)) + "}"
        yield f"commas, {size}", "[" + "," * size + "]"
        yield f"NULs, {size}", "\0" * size
    for character in ("\0", "\ud800", "\udfff", "\ufeff", "\u2028", "\U0010ffff", "\x7f", "ａ", "\r", "\x1b"):
        for text in ("{0}", "a{0}b", "'{0}'", '"{0}"', '`"{0}"`', "a.{0}", "f({0})", "a == '{0}'", "[?{0}]", "`{0}`"):
            yield f"{character!a} in {text}", text.replace("{0}", character)
    for text in (
        "",
        " ",
        ".",
        "@@",
        "a[",
        "a[?",
        "`",
        "``",
        "''",
        '""',
        "&",
        "&a",
        "!",
        "|",
        "a |",
        "a[1:2:0]",
        "a[::0]",
        "a[:::]",
        "-",
        "a[--1]",
        "#",
        "=",
        "~",
    ):
        yield f"odd {text!r}", text
    for text in (
        "`1e999`",
        "`-1e999`",
        "`NaN`",
        "`Infinity`",
        '`"\\ud800"`',
        "`1.7976931348623157e308`",
        "a[9223372036854775808]",
        "`-0`",
        "`1E400`",
    ):
        yield f"number {text}", text


def documents() -> Iterator[tuple[str, Any]]:
    """(name, document): deep, wide, odd. No file gives one deeper than `documents.Limits.depth`, nor one that is its own part twice."""
    for depth in (LIMITS.depth, MANY):
        yield f"objects in objects, {depth}", nested(depth, lambda value: {"a": value})
        yield f"lists in lists, {depth}", {"a": nested(depth, lambda value: [value])}
        yield f"open lists in open lists, {depth}", {"a": nested(depth, lambda value: OpenList(((value, True),), reason="deep"))}
        yield f"open objects in open objects, {depth}", nested(depth, lambda value: OpenObject({"a": value}, reason="deep"))
    yield "conditions in conditions", {"a": nested(LIMITS.depth // 8, lambda value: Unknown("deep", one_of=(value, "x")), "y")}
    yield "texts in texts", {"a": nested(LIMITS.depth // 2, lambda value: Unknown("deep", 8, parts=("x", value)), Unknown("text", 8))}
    yield "a list twice in itself, 10 times", {"a": nested(10, lambda value: [value, value])}
    yield "a choice twice in itself, 10 times", {"a": nested(10, lambda value: Unknown("deep", one_of=([value], [value, value])), "y")}
    yield "many members", {"a": [{"a": n, "b": "x"} for n in range(200)], "b": list(range(200))}
    yield "many unknown members", {"a": [{"a": Unknown(f"u{n}")} for n in range(60)], "b": [Unknown(f"v{n}") for n in range(60)]}
    yield "many choices", {"a": [Unknown(f"u{n}", one_of=("x", "y", ABSENT), selector=n) for n in range(25)]}
    yield (
        "a choice among many",
        {"a": Unknown("u", one_of=tuple(f"x{n}" for n in range(300))), "b": Unknown("u", one_of=tuple(range(300)))},
    )
    yield "many maybes", {"a": OpenList(tuple((n, True) for n in range(200)), Unknown("more"), reason="open")}
    yield "odd texts", {"a": "\ud800\0\udfff", "\0": "a", "b": ["\ud800"], "c": {"\ud800": 1}}
    yield "odd numbers", {"a": 10**400, "b": [1e308, -1e308, 10**400, -(10**400)], "c": float(2**53)}
    yield "a long text", {"a": "(" * HUGE, "b": "x*" * (HUGE // 2), "c": "[" * HUGE}


PROBES = (
    "a", "a.a.a", "a[0][0]", "a[]", "a[*][*]", "*.*", "a == a", "a == b", "a != `[[]]`", "[a, a] == [a, a]", "to_string(@)", "to_string(a) == 'x'",
    "length(a)", "a && b || !a", "a[?@ == `1`]", "a[?a == b]", "keys(@)", "values(@)", "sort(a)", "sort(b)", "sum(b)", "avg(b)", "max(b)", "min(b)",
    "abs(a)", "ceil(a)", "floor(a)", "to_number(a)", "type(a)", "join('', a)", "join(a, b)", "contains(a, 'x')", "contains(a, b)", "reverse(a)",
    "sort_by(a, &a)", "max_by(a, &a)", "map(&[@, @], a)", "merge(@, @)", "merge(a, {b: a})", "not_null(a, b)", "starts_with(a, 'x')", "a < b",
    "unique(a)", "unique([a, b, a][])", "missing(a, b)", "any(a, &any(a, &@))", "all(a, &@ == a)", "none(b, &@)", "glob(a, b)", "glob(a, '*x*y*z*')",
    "parse_json(a)", "parse_json(c)", "image(a)", "buildspec(a)", "ecs_config(a)", "agent_recovery(a)", "arn_parts(a)", "multiply(a, a)", "divide(a, b)",
    "subtract(a, a)", "iam_allows(@, a, b)", "event_matches(@, @)", "cidr_contains(a, b)", "a[-1]", "a[::-1]", "a[9999999999:99999999999:7]",
    "{x: a, y: {z: a}}", "a | [@, @] | [0] == [1]", "[[a, a], [a, a]][][] == a", "a[?@] | [0]",
)  # fmt: skip


def tried(text: str, document: Any) -> str:
    """What became of an expression on a document: refused, an error, or a value."""
    try:
        expression = compile_expression(text, FUNCTIONS)
    except ExpressionError as error:
        shown = str(error)
        return f"refused: {error.message[:100]}" if "^" in shown and len(shown) < 2000 else f"MISSHAPEN: {shown[:200]}"
    try:
        expression.evaluate(document, Context())
        expression.verdict(document)
    except EvaluationError as error:
        return f"error: {error.message[:80]}"
    return "answered"


def trials() -> Iterator[tuple[str, str, Any]]:
    """(name, expression, document)."""
    small = {"a": [{"a": "x", "b": [1, 2]}, {"a": None}], "b": ["x", "y"], "c": "{}"}
    for name, text in texts():
        yield name, text, small
        yield f"{name}, on a text", text, "x"
    for (name, document), probe in ((pair, probe) for pair in documents() for probe in PROBES):
        yield f"{probe} on {name}", probe, document


def main() -> None:
    """Try every bomb; one line of JSON for each, before it is tried and after."""
    sys.setrecursionlimit(1000)
    for name, text, document in trials():
        sys.stdout.write(json.dumps([name]) + "\n")
        sys.stdout.flush()
        sys.stdout.write(json.dumps([name, tried(text, document)]) + "\n")


if __name__ == "__main__":
    main()
