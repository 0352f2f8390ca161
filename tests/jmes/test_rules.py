"""Rules of which a break went unseen once, and bugs that the fuzz found: one promise each."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Function, compile_expression
from scanner.unknown import ABSENT, ANY, ARRAY, NULL, NUMBER, STRING, OpenList, OpenObject, Unknown, maybe


def verdict(text: str, document: Any) -> Any:
    """True, False, or None where it is unknown."""
    found = compile_expression(text, FUNCTIONS).verdict(document)
    return None if isinstance(found, Unknown) else found


def test_a_text_of_unknown_parts_only_may_be_empty() -> None:
    """`!Sub "${A}${B}"` with two unknown parameters: `x && ..` must not forget the empty text."""
    parts = (Unknown("A", STRING), Unknown("B", STRING))

    assert verdict("x && `true`", {"x": Unknown("A and B", STRING, parts=parts)}) is None
    assert verdict("x && `true`", {"x": Unknown("A and B", STRING, parts=("", *parts))}) is None
    assert verdict("x && `true`", {"x": Unknown("A and B", STRING, parts=(*parts, "-"))}) is True
    assert verdict("x && `true`", {"x": Unknown("A and B", STRING, parts=(Unknown("A", STRING, truthy=True), parts[1]))}) is True


def test_join_of_what_is_certainly_no_text_is_an_error() -> None:
    """A choice of which the only text is excluded, because the value is certainly true."""
    wrong = Unknown("c", one_of=("", 1), truthy=True)

    with pytest.raises(EvaluationError):
        compile_expression("join(',', [x])")({"x": wrong})


def failing(value: Any) -> Function:
    """A function that may fail, and else gives a value."""

    def call(context: Context, argument: Any) -> Any:
        context.doubt(Unknown("it may fail"))
        return value

    return Function("risky", (), ANY, lambda context: call(context, None))


def test_any_is_not_decided_by_a_predicate_that_may_fail() -> None:
    """It is true where the predicate does not fail, and else an error."""
    context = Context()
    outcome = compile_expression("any(a, &risky())", {**FUNCTIONS, "risky": failing(True)}).evaluate({"a": [1]}, context)

    assert outcome.value is True and outcome.may_fail


def test_any_is_no_certain_error_where_an_unknown_member_may_decide() -> None:
    """`[1, ?]`: length(1) fails, but a text of one character decides."""
    expression = compile_expression("any(a, &length(@) == `1`)", FUNCTIONS)
    outcome = expression.evaluate({"a": [1, Unknown("text", STRING)]}, Context())

    assert outcome.value is True and outcome.may_fail
    assert expression({"a": [1, "x"]}) is True
    with pytest.raises(EvaluationError):
        expression({"a": [1, "xy"]})


def test_an_equal_number_may_be_written_otherwise() -> None:
    """1.0 equals 1, and its text is another."""
    document = {"n": Unknown("n", NUMBER)}

    assert verdict("n == `1` && to_string(n) != '1'", document) is None
    assert verdict("n == `1` && n > `0`", document) is not True
    assert verdict("n == `1` && n > `1`", document) is False


def test_a_binding_that_kept_a_member_of_the_unseen_part_keeps_one_value() -> None:
    """It equals itself however often it is called, and nothing else of the list."""
    document = {"a": OpenList((), Unknown("more"), nonempty=True, reason="there may be more")}
    kept: list[Any] = []

    def call(context: Context) -> Any:
        if not kept:
            kept.append(compile_expression("a[0]").evaluate(document, context).value)
        return kept[0]

    functions = {**FUNCTIONS, "first": Function("first", (), ANY, call)}

    def ask(text: str) -> Any:
        found = compile_expression(text, functions).verdict(document)
        return None if isinstance(found, Unknown) else found

    assert ask("first() == first()") is True
    assert ask("a[1] == first()") is None
    assert ask("all(a, &@ == first())") is None
    assert ask("a[?@ != first()]") is None


def test_a_member_under_a_condition_is_read_as_null_only_where_it_is_a_property() -> None:
    """As a property it is null in one branch; as an element it is not there."""
    value = Unknown("C", one_of=("x", ABSENT), selector="C")

    assert verdict("length([a]) == `1`", {"a": value}) is True
    assert verdict("length(a) == `1`", {"a": [value]}) is None
    assert verdict("contains(a, `null`)", {"a": [value]}) is False


def test_a_choice_pinned_for_one_comparison_is_free_in_the_next() -> None:
    """`(a == b) || a == 'x'`: what was looked at alternative by alternative is not chosen afterwards."""
    document = {"a": Unknown("C", one_of=("x", "y"), selector="C"), "b": Unknown("C", one_of=("x", "z"), selector="C")}

    assert verdict("a == b", document) is None
    assert verdict("[a == b, a == 'y'] | [1]", document) is None
    assert verdict("[a == b, a] | [1] == 'x'", document) is None


def test_sum_of_what_may_be_missing() -> None:
    """Nothing is added for it, and nothing is known of unseen ones."""
    document = {"a": [5, maybe(2, "C", "C")], "b": OpenList(((5, False),), Unknown("more", NUMBER))}

    assert verdict("sum(a) >= `5` && sum(a) <= `7`", document) is True
    assert verdict("sum(a) == `7`", document) is None
    assert verdict("sum(b) >= `5`", document) is None


def test_the_best_of_some_may_be_missing() -> None:
    """Then the next one is."""
    document = {"a": [1, maybe(2, "C", "C")], "b": [maybe(2, "C", "C")]}

    assert verdict("max(a) == `1` || max(a) == `2`", document) is True
    assert verdict("max(a) == `2`", document) is None
    assert verdict("max(b) == `null`", document) is None
    assert verdict("avg(b) == `null`", document) is None


def test_number_or_null_is_not_certainly_true() -> None:
    """0 is, null is not."""
    assert verdict("a", {"a": Unknown("n", NUMBER | NULL)}) is None
    assert verdict("a", {"a": 0}) is True


def test_an_object_whose_keys_may_be_missing_or_unseen_may_be_empty() -> None:
    """`{}` is false."""
    perhaps = maybe(1, "C", "C")

    assert verdict("a", {"a": {"k": perhaps}}) is None
    assert verdict("a", {"a": {"k": perhaps, "l": 1}}) is True
    assert verdict("a", {"a": OpenObject({}, reason="more keys")}) is None
    assert verdict("a", {"a": OpenObject({}, open=False)}) is False


def test_a_choice_that_may_be_absent_may_be_null() -> None:
    """One of a few values, or not there at all."""
    choice = Unknown("c", one_of=("x", "xy"), may_be_absent=True)

    assert verdict("starts_with(a || 'x', 'x')", {"a": choice}) is True
    assert verdict("a == `null`", {"a": choice}) is None
    assert verdict("a == 'y'", {"a": choice}) is False
    assert verdict("a", {"a": choice}) is None
    assert verdict("length([a][?starts_with(@ || '', 'x')]) == `1`", {"a": choice}) is None


@pytest.mark.parametrize("choice", [("x", ABSENT), (ABSENT, "x"), (ABSENT, "y", "x")])
def test_an_element_that_is_absent_in_one_branch_is_what_the_others_say(choice: tuple[Any, ...]) -> None:
    """Whichever branch comes first."""
    document = {"a": [Unknown("C", one_of=choice, selector="C")]}

    assert compile_expression("contains(a, 'x')").evaluate(document, Context()).value is not False
    assert verdict("contains(a, 'x')", document) is None
    assert verdict("contains(a, 'z')", document) is False


def test_a_true_choice_stays_true_beside_others() -> None:
    """What is read from an open list is its first member or another."""
    true = Unknown("c", one_of=("", "x"), truthy=True)
    document = {"a": OpenList(((true, False),), Unknown("more", STRING, truthy=True), reason="there may be more")}

    assert verdict("a[0]", document) is True
    assert verdict("a[0]", {"a": OpenList((), true, nonempty=True, reason="there may be more")}) is True


@pytest.mark.parametrize("absent", [ABSENT, Unknown("u", STRING, may_be_absent=True)])
def test_one_of_a_crowd_may_be_absent(absent: Any) -> None:
    """Only their types are known, and null is one of them."""
    crowd = Unknown("many", one_of=(*map(str, range(300)), absent), selector="many")

    assert verdict("a == `null`", {"a": crowd}) is None
    assert verdict("a == `1`", {"a": crowd}) is False


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ({"suffix": "y"}, {"suffix": "xy"}, None),
        ({"suffix": "ay"}, {"suffix": "xy"}, False),
        ({"prefix": "x"}, {"prefix": "xy"}, None),
        ({"prefix": "xa"}, {"prefix": "xy"}, False),
        ({"parts": ("a", TEXT := Unknown("t", STRING))}, {"parts": ("a", TEXT)}, True),
        ({"parts": ("a", TEXT)}, {"parts": ("b", TEXT)}, False),
        ({"parts": (Unknown("s", STRING), "-", TEXT)}, {"parts": (Unknown("v", STRING), "-", TEXT)}, None),
        ({"parts": (Unknown("s", STRING), "-", TEXT)}, {"parts": (TEXT, "-", TEXT)}, None),
        ({"parts": (Unknown("s", STRING), "ab", TEXT)}, {"parts": (Unknown("v", STRING), "cd", TEXT)}, None),
    ],
)
def test_texts_of_which_parts_are_known_are_compared_by_them(one: dict[str, Any], other: dict[str, Any], equal: bool | None) -> None:
    """Beginnings and ends may be of different length; parts decide where all but one are equal."""
    document = {"a": Unknown("one", STRING, **one), "b": Unknown("other", STRING, **other)}

    assert verdict("a == b", document) is equal


@pytest.mark.parametrize(
    ("parts", "text", "equal"),
    [
        (("ab", TEXT, "ab"), "ab", False),
        (("ab", TEXT, "ab"), "abab", None),
        (("a", TEXT, "b", Unknown("s", STRING), "c"), "abc", None),
        (("a", TEXT, "b", Unknown("s", STRING), "c"), "acb", False),
        (("a", TEXT, "b", Unknown("s", STRING), "c", Unknown("v", STRING), "d"), "acbd", False),
        ((TEXT, "bb", Unknown("s", STRING), "b"), "bb", False),
        ((TEXT, "a", Unknown("s", STRING), "b", Unknown("v", STRING)), "ba", False),
        ((TEXT, "a", Unknown("s", STRING), "b", Unknown("v", STRING)), "bab", None),
        ((TEXT, "a", Unknown("s", STRING), "b", Unknown("v", STRING)), "aba", None),
        ((TEXT, "a", Unknown("s", STRING), "a", Unknown("v", STRING)), "xa", False),
    ],
)
def test_a_text_can_be_another_only_if_its_parts_stand_there_in_order(parts: tuple[Any, ...], text: str, equal: bool | None) -> None:
    """One behind the other, without overlap."""
    assert verdict(f"a == '{text}'", {"a": Unknown("a", STRING, parts=parts)}) is equal


def test_a_known_end_stands_before_the_first_unknown_part_only() -> None:
    """Of `a?b?` the beginning is `a`, and nothing is known of the end."""
    document = {"a": Unknown("a", STRING, parts=("a", TEXT, "b", Unknown("s", STRING)))}

    assert verdict("starts_with(a, 'a')", document) is True
    assert verdict("starts_with(a, 'ab')", document) is None
    assert verdict("ends_with(a, 'b')", document) is None
    assert verdict("contains(a, 'b')", document) is True


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (OpenList((("x", True),)), ["x"], None),
        (OpenList((("x", True),)), ["y"], None),
        (OpenList((("x", False),), Unknown("more")), ["x"], None),
        (OpenList((("x", False), ("y", False)), ordered=False), ["x", "y"], None),
        (OpenList((("x", False),), Unknown("more")), [], False),
        (["x", Unknown("u")], ["x", "y"], None),
        (["x", Unknown("u")], ["y", "y"], False),
        ({"k": maybe("x", "C", "C")}, {"k": "y"}, False),
        ({"k": maybe("x", "C", "C")}, {"k": "x"}, None),
        ({"k": maybe("x", "C", "C")}, {}, None),
        ({"k": maybe("x", "C", "C"), "l": 1}, {"l": 1, "k": maybe("x", "D", "D")}, None),
        ({"k": maybe("x", "C", "C"), "l": 1}, {"l": 1, "k": maybe("y", "D", "D")}, None),
        (OpenObject({"k": "x"}), {"k": "x"}, None),
        (OpenObject({"k": "x"}), {"k": "x", "l": 1}, None),
        (OpenObject({"k": "x"}), {"l": 1}, False),
        (OpenObject({"k": "x"}, open=False), {"k": "x"}, True),
    ],
)
def test_lists_and_objects_are_equal_where_nothing_can_tell_them_apart(one: Any, other: Any, equal: bool | None) -> None:
    """What may be missing or unseen leaves it open, on either side."""
    assert verdict("a == b", {"a": one, "b": other}) is equal
    assert verdict("b == a", {"a": one, "b": other}) is equal


@pytest.mark.parametrize(
    ("member", "held"),
    [
        (Unknown("C", one_of=(["x"], "z"), selector="C"), None),
        (Unknown("C", one_of=("x", ["z"]), selector="C"), None),
        (Unknown("C", one_of=("x", ["x"]), selector="C"), True),
        (maybe(["x"], "C", "C"), None),
        (OpenList((("x", True),)), None),
        (OpenList((), Unknown("more"), reason="more"), None),
        (OpenList((("x", False),), Unknown("more"), reason="more"), True),
        (Unknown("u", ARRAY), None),
        (Unknown("u", STRING), None),
        (Unknown("u", NUMBER), False),
        (["x", Unknown("u")], True),
    ],
)
def test_flatten_keeps_what_may_be_missing_as_such(member: Any, held: bool | None) -> None:
    """Whether the text `x` is in a list whose one member is laid out flat."""
    assert verdict("contains(a[], 'x')", {"a": [member]}) is held
    assert verdict("contains(a[], 'x')", {"a": OpenList(((member, False),))}) is held


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (Unknown("c", one_of=("x", "xy"), may_be_absent=True), "contains(['x', 'xy'], f())", None),
        (Unknown("c", one_of=("x", "xy"), may_be_absent=True), "f()", None),
        (Unknown("c", one_of=("x", ABSENT)), "not_null(f(), 'y') == 'y'", None),
        (Unknown("c", one_of=("x", ABSENT)), "f() == `null`", None),
        (Unknown("t", STRING, may_be_absent=True), "f() == `null`", None),
        (Unknown("t", STRING, may_be_absent=True), "not_null(f(), `null`) == `null`", None),
        (Unknown("n", NUMBER, may_be_absent=True), "f()", None),
    ],
)
def test_what_a_function_gives_may_be_absent(value: Any, text: str, expected: bool | None) -> None:
    """As `item()` may: absent is null there."""
    found = compile_expression(text, {"f": Function("f", (), ANY, lambda context: value)}).verdict({})

    assert (None if isinstance(found, Unknown) else found) is expected
