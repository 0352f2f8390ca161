"""What is told with a variable unknown is never contradicted by any value of it: random expressions, random values."""

from __future__ import annotations

import random
from typing import Any

import pytest

from scanner.errors import DocumentError
from scanner.sources.terraform.forms import is_mistake
from scanner.unknown import ABSENT, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown
from tests.sources.terraform.test_expressions import value_of

VALUES: dict[str, list[Any]] = {
    "s": ["", "a", "b", "a-1", "true"],
    "n": [0, 1, 2, 5],
    "b": [True, False],
    "l": [[], ["a"], ["a", "b"], ["b", "b", "c"]],
    "m": [{}, {"a": "x"}, {"a": "y", "b": "z"}],
    "u": [None, "a", 1, True, ["a"], {"a": "x"}],
}
UNKNOWN = {
    "s": Unknown("s", types=STRING, identity=("s",)),
    "n": Unknown("n", types=NUMBER, identity=("n",)),
    "b": Unknown("b", types=BOOLEAN, one_of=(True, False), selector=("b",)),
    "l": Unknown("l", types=ARRAY, identity=("l",)),
    "m": Unknown("m", types=OBJECT, identity=("m",)),
    "u": Unknown("u", identity=("u",)),
}
TEXTS = (
    '"${var.s}"',
    "var.s",
    '"a"',
    '"a-${var.s}"',
    'join("-", LIST)',
    "BOOL ? TEXT : TEXT",
    "upper(TEXT)",
    'lookup(MAP, "a", TEXT)',
    "try(LIST[0], TEXT)",
    'coalesce(TEXT, "z")',
    'format("%s-%s", TEXT, NUMBER)',
    'replace(TEXT, "a", "c")',
    "tostring(NUMBER)",
    '"${TEXT}%{ if BOOL }y%{ else }n%{ endif }"',
    "try(var.u.a, TEXT)",
    'trimprefix(TEXT, "a")',
    'element(concat(LIST, ["q"]), 0)',
    "jsonencode(LIST)",
    "yamlencode(LIST)",
    'coalesce(one(LIST), "z")',
    'try(MAP["a"], lookup(MAP, "b", TEXT))',
    'replace(TEXT, "/[ab]+/", "c")',
    'element(coalescelist(LIST, ["q"]), 0)',
    "substr(TEXT, 0, 1)",
)
NUMBERS = ("var.n", "1", "NUMBER + NUMBER", "length(LIST)", "BOOL ? NUMBER : NUMBER", "max(NUMBER, 2)", "length(keys(MAP))", "length(TEXT)")
BOOLS = (
    "var.b",
    "true",
    "!BOOL",
    "BOOL && BOOL",
    "BOOL || BOOL",
    "TEXT == TEXT",
    "NUMBER < NUMBER",
    "contains(LIST, TEXT)",
    "can(var.u.a)",
    "LIST == LIST",
    "NUMBER == 1",
    "var.u == null",
    "alltrue([BOOL, BOOL])",
    'startswith(TEXT, "a")',
    "TEXT != var.s",
    'can(regex("^a", TEXT))',
    'can(MAP["a"])',
    "anytrue([BOOL, TEXT == TEXT])",
)
LISTS = (
    "var.l",
    "[]",
    "[TEXT]",
    "[TEXT, TEXT]",
    "concat(LIST, LIST)",
    "[for x in LIST : upper(x)]",
    '[for x in LIST : x if x != "a"]',
    "compact([TEXT, TEXT])",
    "distinct(LIST)",
    "flatten([LIST, [TEXT]])",
    "BOOL ? LIST : LIST",
    "values(MAP)",
    "keys(MAP)",
    "toset(LIST)",
    'split("-", TEXT)',
    "LIST[*]",
    "tolist(LIST)",
    "[for k, v in MAP : v]",
    "slice([TEXT, TEXT], 0, 1)",
    "reverse(LIST)",
    "setunion(LIST, [TEXT])",
    "[for x in LIST : x if BOOL]",
    "values(MAP)[*]",
    "coalescelist(LIST, [TEXT])",
    "setsubtract(LIST, [TEXT])",
    "setintersection(LIST, LIST)",
    "[for k in sort(LIST) : k]",
)
MAPS = (
    "var.m",
    "{}",
    "{ a = TEXT }",
    "merge(MAP, MAP)",
    "{ for x in LIST : x => TEXT }",
    'merge(MAP, { "b" = TEXT })',
    "BOOL ? MAP : MAP",
    "{ for k, v in MAP : k => upper(v) }",
    'zipmap(["a"], [TEXT])',
    "{ for k, v in MAP : k => v if BOOL }",
    "{ (TEXT) = 1 }",
)
GRAMMAR = {"TEXT": TEXTS, "NUMBER": NUMBERS, "BOOL": BOOLS, "LIST": LISTS, "MAP": MAPS}


def expression(chance: random.Random, kind: str, depth: int) -> str:
    shape = chance.choice(GRAMMAR[kind] if depth else GRAMMAR[kind][:2])
    for inner in GRAMMAR:
        while inner in shape:
            shape = shape.replace(
                inner, f"({expression(chance, inner, depth - 1)})" if inner != "TEXT" else expression(chance, inner, depth - 1), 1
            )
    return shape


def types_of(value: Any) -> int:
    for bit, kinds in ((BOOLEAN, (bool,)), (STRING, (str,)), (NUMBER, (int, float)), (ARRAY, (list,)), (OBJECT, (dict,))):
        if isinstance(value, kinds):
            return bit
    return NULL


def fits(found: Any, real: Any) -> bool:
    """Whether a value that is not all known may turn out to be a real one."""
    if is_mistake(found):
        return True  # nothing is deployed where it is chosen
    if isinstance(found, Unknown):
        if found.one_of is not None:
            return any(one is not ABSENT and fits(one, real) for one in found.one_of)
        if isinstance(real, str) and not (real.startswith(found.prefix) and real.endswith(found.suffix)):
            return False
        if isinstance(real, (int, float)) and not isinstance(real, bool) and found.minimum is not None and real < found.minimum:
            return False
        return bool(found.types & types_of(real)) and not (found.truthy and real in ("", [], {}, None, False))
    if isinstance(found, OpenObject):
        return isinstance(real, dict) and all(
            name in real and fits(one, real[name]) for name, one in found.known.items() if not missing(one)
        )
    if isinstance(found, dict):
        return (
            isinstance(real, dict)
            and real.keys() <= found.keys()
            and all(fits(one, real[name]) if name in real else missing(one) for name, one in found.items())
        )
    if isinstance(found, OpenList):
        items = [(item, gone or missing(item)) for item, gone in found.items]
        return isinstance(real, list) and among(items, real, found.more, found.ordered)
    if isinstance(found, list):
        return isinstance(real, list) and among([(item, missing(item)) for item in found], real, NOTHING, True)
    return bool(type(found) is type(real) and found == real) or (
        isinstance(found, float | int) and not isinstance(found, bool) and found == real
    )


def missing(value: Any) -> bool:
    return isinstance(value, Unknown) and (
        value.may_be_absent or (value.one_of is not None and any(one is ABSENT or missing(one) for one in value.one_of))
    )


def among(items: list[tuple[Any, bool]], real: list[Any], more: Any, ordered: bool) -> bool:
    if not items:
        return not real or (more is not NOTHING and all(fits(more, one) for one in real))
    (first, gone), rest = items[0], items[1:]
    if gone and among(rest, real, more, ordered):
        return True
    places = range(len(real)) if more is not NOTHING or not ordered else range(min(1, len(real)))
    for place in places:
        before = real[:place]
        if (not ordered or more is NOTHING or all(fits(more, one) for one in before)) and fits(first, real[place]):
            left = [*before, *real[place + 1 :]] if not ordered else real[place + 1 :]
            if among(rest, left, more, ordered):
                return True
    return False


@pytest.mark.parametrize("seed", range(40))
def test_no_value_of_a_variable_contradicts_what_is_told_without_it(seed):
    chance = random.Random(seed)
    for _ in range(40):
        text = expression(chance, chance.choice(list(GRAMMAR)), chance.randrange(1, 4))
        hidden = set(chance.sample(sorted(VALUES), chance.randrange(1, 4)))
        real = {name: chance.choice(values) for name, values in VALUES.items()}
        given = {name: UNKNOWN[name] if name in hidden else value for name, value in real.items()}
        try:
            known = value_of(text, real)
        except DocumentError:
            continue  # nothing is deployed
        try:
            told = value_of(text, given)
        except DocumentError as error:
            pytest.fail(f"{text} fails with {sorted(hidden)} unknown ({error.message}); with {real} it is {known!r}")
        assert fits(told, known), f"{text} with {sorted(hidden)} unknown is {told!r}; with {real} it is {known!r}"
