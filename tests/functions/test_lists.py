"""any, all, none, missing and unique over lists of which members may be missing or unseen."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, compile_expression
from scanner.unknown import ABSENT, NOTHING, OpenList, Unknown

WHAT = Unknown("parameter P")
MAYBE_TRUE = Unknown("condition C", one_of=(True, ABSENT))
MAYBE_FALSE = Unknown("condition C", one_of=(False, ABSENT))
MORE = OpenList((), more=Unknown("more"), reason="there may be more")


def value(text: str, document: Any) -> Any:
    return compile_expression(text, FUNCTIONS).evaluate(document, Context()).value


def verdict(text: str, values: Any) -> Any:
    found = value(text, {"a": values})
    return "unknown" if isinstance(found, Unknown) else found


@pytest.mark.parametrize(
    ("values", "some", "every"),
    [
        ([], False, True),
        (None, False, True),
        ([True], True, True),
        ([False], False, False),
        ([True, False], True, False),
        ([True, WHAT], True, "unknown"),
        ([False, WHAT], "unknown", False),
        ([WHAT], "unknown", "unknown"),
        ([MAYBE_TRUE], "unknown", True),
        ([MAYBE_FALSE], False, "unknown"),
        ([True, MAYBE_FALSE], True, "unknown"),
        ([False, MAYBE_TRUE], "unknown", False),
        (MORE, "unknown", "unknown"),
        (OpenList(((True, False),), more=Unknown("more"), reason="r"), True, "unknown"),
        (OpenList(((False, False),), more=Unknown("more"), reason="r"), "unknown", False),
        (OpenList(((True, True),)), "unknown", True),
        (OpenList((), more=True, reason="r"), "unknown", True),
        (OpenList((), more=False, reason="r"), False, "unknown"),
    ],
)
def test_the_truth_table_of_any_all_and_none(values: Any, some: Any, every: Any) -> None:
    assert verdict("any(a, &@)", values) == some
    assert verdict("all(a, &@)", values) == every
    assert verdict("none(a, &@)", values) == ("unknown" if some == "unknown" else not some)


def test_an_unknown_answer_carries_its_reason() -> None:
    assert value("any(a, &@)", {"a": [False, WHAT]}).reason == "parameter P"


def test_an_error_on_a_member_that_may_be_missing_is_only_a_doubt() -> None:
    expression = compile_expression("any(a, &abs(@) == `1`)", FUNCTIONS)
    maybe_text = Unknown("c", one_of=("x", ABSENT))

    assert expression.evaluate({"a": [2, maybe_text]}, Context()).may_fail
    with pytest.raises(EvaluationError):
        expression.evaluate({"a": [2, "x"]}, Context())


def test_one_certain_member_decides_whatever_comes_of_the_others() -> None:
    expression = compile_expression("any(a, &abs(@) == `1`)", FUNCTIONS)

    for values in ([1, "x"], ["x", 1], [1, Unknown("c", one_of=("x", ABSENT))]):
        outcome = expression.evaluate({"a": values}, Context())
        assert outcome.value is True and not outcome.may_fail


@pytest.mark.parametrize(
    ("wanted", "have", "expected"),
    [
        (["x", "y"], ["y"], [("x", False)]),
        (["x"], None, [("x", False)]),
        (None, ["x"], []),
        (["x"], ["x", WHAT], []),
        (["x"], [WHAT], [("x", True)]),
        (["x"], [Unknown("n", types=4)], [("x", False)]),
        (["x"], OpenList((("x", True),)), [("x", True)]),
        (["x", "y"], OpenList((("x", False),), more=Unknown("m"), reason="r"), [("y", True)]),
        (["x"], MORE, [("x", True)]),
        ([Unknown("c", one_of=("x", ABSENT))], ["y"], [("x", True)]),
        (["y", "x", "y"], ["x"], [("y", False), ("y", False)]),
    ],
)
def test_missing_says_of_each_member_how_certain_it_is(wanted: Any, have: Any, expected: Any) -> None:
    found = value("missing(a, b)", {"a": wanted, "b": have})

    items = [(item, False) for item in found] if isinstance(found, list) else list(found.items)
    assert items == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (None, []),
        ([1, 2, 1], [(1, False), (2, False)]),
        ([{"a": 1}, {"a": 1}], [({"a": 1}, False)]),
        ([1, True, "1"], [(1, False), (True, False), ("1", False)]),
        ([WHAT, WHAT], [(WHAT, False)]),
        ([1, WHAT], [(1, False), (WHAT, True)]),
        (OpenList(((1, True), (1, False))), [(1, False)]),
        (OpenList(((1, True), (1, True))), [(1, True)]),
    ],
)
def test_unique_keeps_the_first_of_equals(values: Any, expected: Any) -> None:
    found = value("unique(a)", {"a": values})

    items = [(item, False) for item in found] if isinstance(found, list) else list(found.items)
    assert items == expected


def test_two_unknowns_are_one_only_with_one_identity() -> None:
    one, other = Unknown("P", identity="P"), Unknown("Q", identity="Q")

    found = value("unique(a)", {"a": [one, other, Unknown("P again", identity="P")]})

    assert list(found.items) == [(one, False), (other, True)]


def test_an_open_list_stays_open() -> None:
    assert value("unique(a)", {"a": MORE}).more is not NOTHING
    assert value("missing(a, b)", {"a": MORE, "b": []}).more is not NOTHING


def test_an_unseen_twin_may_stand_first_so_the_order_is_not_known() -> None:
    found = value("unique(a)", {"a": OpenList((("a", False), ("b", False)), more=Unknown("more"), reason="r")})

    assert found.items == (("a", False), ("b", False)) and not found.ordered
