"""What no rule may decide, what every completion agrees on, and what fails in some of them only: one document, many expressions."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.functions import FUNCTIONS
from scanner.jmes import Context, compile_expression
from scanner.unknown import BOOLEAN, NULL, NUMBER, STRING, OpenList, OpenObject, Unknown, maybe
from tests.jmes.test_rules import verdict

TEXT = Unknown("t", STRING)
MAYBE = maybe({"n": "y"}, "C", "C")
SEEN: dict[str, Any] = {
    "u": Unknown("u"),
    "text": TEXT,
    "num": Unknown("n", NUMBER),
    "bool": Unknown("b", BOOLEAN),
    "nullable": Unknown("nullable", STRING | NULL),
    "port": Unknown("port", NUMBER, minimum=1, maximum=9),
    "near": Unknown("near", NUMBER, minimum=-5, maximum=3),
    "maybes": [{"n": "x"}, MAYBE],
    "wrong": [{"n": "x"}, maybe({"n": 1}, "C", "C")],
    "open": OpenList((({"n": "x"}, False),), Unknown("more"), reason="more"),
    "unsure": OpenList((({"n": TEXT}, True),)),
    "full": OpenList(((1, True), (2, True)), nonempty=True),
    "nulls": [{"n": Unknown("o", STRING | NULL)}],
    "open_nulls": OpenList((({"n": Unknown("o", STRING | NULL)}, False),), Unknown("more"), reason="more"),
    "bag": OpenObject({"k": 1, "l": 2}, open=False),
    "first": {"k": maybe(1, "C", "C")},
    "second": {"l": 1, "k": 2},
    "unordered": [OpenList((("x", False), ("y", False)), ordered=False)],
    "twins": OpenList((), {"k": Unknown("m", identity="m"), "l": [Unknown("m", identity="m")]}, nonempty=True, reason="more"),
    "one_number": OpenList(((1, False),), Unknown("more", BOOLEAN), reason="more"),
    "some_texts": OpenList((("x", False),), Unknown("more", STRING), reason="more"),
    "mixed": Unknown("mixed", NUMBER | STRING),
    "texts": ["x", maybe("y", "C", "C")],
    "ended": Unknown("e", STRING, parts=("b", TEXT)),
}


@pytest.mark.parametrize(
    "text",
    [
        # order and equality
        *("port == `1`", "port == `9`", "text == ''", "nullable == ''", "`22` > num", "`22` <= num"),
        # index, slice, projection
        *("open[1] == `null`", "maybes[1].n == 'y'", "unsure[0].n == `null`", "unsure[?n == 'x']", "unsure[?n == 'x'] | length(@) == `1`"),
        *("nulls[*].n", "length(nulls[*].n) == `1`", "open_nulls[?n].n == ['x']", "length(nulls[?n != 'x'].n) == `1`", "full[?@ == `1`]"),
        *("unordered[] | [0] == 'x'", "unordered[0][0] == 'x'", "keys(bag) == ['k', 'l']", "keys(merge(first, second)) == ['k', 'l']"),
        *("twins[0].k == twins[1].k", "twins[0].k == twins[0].k", "twins[0].l[0] == twins[0].l[0]"),
        *("some_texts[1] == `null`", "merge({k: `5`}, first).k == `1`", "merge({k: `5`}, first).k == `5`"),
        # what one side tells the other, and no more
        *(
            "(nullable || bool) && nullable == `null`",
            "text != 'x' && text == 'y'",
            "!text && text == ''",
            "nullable != `null` && nullable == ''",
        ),
        *(
            "(text && `false`) || text == ''",
            "(text == 'x' && `false`) || text == 'y'",
            "!(nullable && bool) && nullable",
            "!text || text == 'x'",
        ),
        # functions
        *("starts_with('xy', text)", "ends_with('xy', text)", "starts_with(ended, text)", "contains('abc', ended)", "abs(near) == `4`"),
        *("max_by(maybes[1:], &n) == `null`", "join(',', texts) == 'x,y'", "join(',', texts) == 'x'", "contains(texts, 'y')"),
        *("any(texts, &@ == 'y')", "all(texts, &@ == 'x')", "none(texts, &@ == 'y')", "all([text], &@ == 'x')", "any([text], &@ == 'x')"),
        *("sort_by(maybes, &n)[1].n == 'y'", "max(texts) == 'y'", "length(first) == `1`", "length(keys(first)) == `1`", "u.a == u.b"),
    ],
)
def test_what_may_be_either_way_is_unknown(text: str) -> None:
    """Some completion makes it true, another false: no rule may decide it."""
    assert verdict(text, SEEN) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("num < num", False), ("num > num", False), ("num >= num", True), ("port == `0`", False), ("port == `10`", False)],
        *[("full", True), ("abs(near) <= `5`", True), ("abs(near) >= `0`", True), ("contains('abc', ended) && `false`", False)],
        *[("contains('axc', ended)", False), ("starts_with(ended, 'b')", True), ("starts_with(ended, 'c')", False)],
        *[
            ("any(maybes, &n == 'x')", True),
            ("any(maybes, &n == 'z')", False),
            ("all(maybes, &n == 'y')", False),
            ("all(maybes, &n)", True),
        ],
        *[("contains(['x'], 'x') && contains(unordered[0], 'x')", True), ("length(unordered[]) == `2`", True)],
    ],
)
def test_what_holds_either_way_is_decided(text: str, expected: bool) -> None:
    """Every completion agrees."""
    assert verdict(text, SEEN) is expected


@pytest.mark.parametrize(
    "text",
    [
        *("maybes[*].abs(n == 'x' && `1` || n)", "wrong[*].length(n)", "wrong[?length(n) > `0`]", "map(&length(n), wrong)"),
        "sum(one_number)",
        *("sum([u, `1`])", "max([u])", "sort([mixed, 'x'])", "max([mixed, `1`])", "sort([mixed, mixed])", "sort_by(wrong, &n)"),
        *("length(u)", "abs(mixed)", "join(',', [u])", "any(wrong, &length(n) > `5`)", "bool && length(num)", "!bool || length(num)"),
        *("u[::0]", "starts_with(nullable, 'x')", "not_null(nullable, 'x') && length(nullable)"),
    ],
)
def test_what_fails_in_some_completions_only_is_a_doubt(text: str) -> None:
    """Not an error, and not a value without doubt."""
    context = Context()
    outcome = compile_expression(text, FUNCTIONS).evaluate(SEEN, context)

    assert outcome.may_fail and context.blame
