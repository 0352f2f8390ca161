"""Case splits over questions: what was asked of one unknown value more than once is answered both ways."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.jmes import Context, compile_expression
from scanner.jmes.questions import BELOW, ENDS, HOLDS, IS, NO, STARTS, TRUE, UP_TO, YES, Question
from scanner.jmes.splits import Budget, cases
from scanner.jmes.values import truth
from scanner.unknown import ANY, BOOLEAN, NULL, NUMBER, STRING, Unknown

TEXT = Unknown("text", STRING)
DOCUMENT: dict[str, Any] = {
    "text": TEXT,
    "list": [TEXT, "y"],
    "num": Unknown("number", NUMBER),
    "bool": Unknown("boolean", BOOLEAN),
    "optional": Unknown("optional", STRING, may_be_absent=True),
    "any": Unknown("any"),
    "a": Unknown("A", STRING),
    "b": Unknown("B", STRING),
}


def outcomes(text: str, document: Any = DOCUMENT, budget: Budget | None = None) -> set[str]:
    """T, F and E: what is possible after every case was tried."""
    expression = compile_expression(text)
    left = budget if budget is not None else Budget()

    def attempt(context: Context) -> set[str]:
        try:
            verdict = truth(expression.closures[expression.nodes](document, context), context)
        except EvaluationError:
            return {"E"}
        found = set("TF" if verdict is None else "T" if verdict else "F") | ({"E"} if context.may_fail else set())
        tried = cases(context, left) if len(found) > 1 else []
        return set().union(*(attempt(context.fork(pick)) for pick in tried)) & found if tried else found

    return attempt(Context())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("text == 'x' || text != 'x'", "T"),
        ("contains(text, 'main') && text == 'other'", "F"),
        ("starts_with(text, 'a') && text == 'b'", "F"),
        ("starts_with(text, 'a') && starts_with(text, 'b')", "F"),
        ("ends_with(text, 'a') && text == 'b'", "F"),
        ("num == `8080` && num < `22`", "F"),
        ("num < `22` && num == `8080`", "F"),
        ("`22` > num && num == `8080`", "F"),
        ("`22` <= num && num == `8`", "F"),
        ("`22` < num || num <= `22`", "T"),
        ("`22` > num && num == `22`", "F"),
        ("`22` >= num || num > `22`", "T"),
        ("`22` < num && num == `22`", "F"),
        ("`22` > num || num > `22`", None),
        ("`22` < num || num < `22`", None),
        ("`22` <= num || num < `22`", "T"),
        ("num >= `1` || num < `1`", "T"),
        ("num > `1` || num <= `1`", "T"),
        ("!bool && bool == `true`", "F"),
        ("bool == `true` || bool == `false`", "T"),
        ("(optional == `null`) == (optional == 'x')", None),
        ("optional == `null` && optional == 'x'", "F"),
        ("optional == `null` || optional != 'x' || optional == 'x'", "T"),
        ("(text == 'x' && a == 'y') || (text != 'x' && a == 'y') || a != 'y'", "T"),
        ("list[?@ == 'x'] && text != 'x'", "F"),
        ("contains(list, 'x') && text != 'x'", "F"),
        ("any == `1` && any == `true`", "F"),
        ("any == `1` && to_string(any) == '1'", None),
        ("text == 'x'", None),
        ("a == 'x' && b == 'x'", None),
    ],
)
def test_answers_decide_what_hangs_on_one_value(text: str, verdict: str | None) -> None:
    """Both answers lead to one verdict, or the verdict stays open."""
    assert outcomes(text) == ({verdict} if verdict else {"T", "F"})


def test_errors_count_in_the_cases_in_which_they_happen() -> None:
    """`any` may be a number, of which length() is none; it is asked for only where it is a text."""
    assert outcomes("length(any) == `1` && any == 'x'") == {"E", "T", "F"}
    assert outcomes("any == 'x' && length(any) == `2`") == {"F"}


def test_a_question_asked_once_is_not_tried() -> None:
    """Its answer would only be the verdict."""
    context = Context()
    compile_expression("text == 'x' && a == 'y'").evaluate(DOCUMENT, context)

    assert len(context.asked) == 2 and cases(context, Budget()) == []


def test_choices_are_tried_before_questions() -> None:
    """A choice has its alternatives, a question two answers."""
    document = {"c": Unknown("C", one_of=("x", "y", "z"), selector="C"), "t": TEXT}
    context = Context()
    compile_expression("(t == 'x' || t == 'y') && c == t").evaluate(document, context)
    first = cases(context, Budget())
    second = cases(Context({"C": 0}), Budget())

    assert first == [{"C": 0}, {"C": 1}, {"C": 2}] and second == []


def test_the_budget_ends_the_trying() -> None:
    """Without evaluations left nothing is tried, and the verdict stays open."""
    assert outcomes("text == 'x' || text != 'x'", budget=Budget(questions=1)) == {"T", "F"}


def test_a_value_of_the_unseen_part_of_a_list_is_not_asked() -> None:
    """The next evaluation would not meet it again."""
    context = Context()
    compile_expression("a[?b == 'x' && b == 'y']").evaluate({"a": Unknown("a")}, context)

    assert context.asked == {}


@pytest.mark.parametrize(
    ("value", "question", "answer", "types", "fields"),
    [
        (Unknown("u"), (BELOW, 5), YES, NUMBER, {"maximum": 5}),
        (Unknown("u", NUMBER), (BELOW, 5), NO, NUMBER, {"minimum": 5}),
        (Unknown("u"), (BELOW, 5), NO, ANY, {"minimum": None}),
        (Unknown("u", NUMBER, maximum=3), (UP_TO, 5), YES, NUMBER, {"maximum": 3}),
        (Unknown("u", NUMBER, may_be_absent=True), (UP_TO, 5), NO, NUMBER, {"minimum": None, "may_be_absent": True}),
        (Unknown("u", STRING | NULL), (STARTS, "ab"), YES, STRING, {"prefix": "ab", "truthy": True}),
        (Unknown("u", STRING, prefix="abc"), (STARTS, "ab"), YES, STRING, {"prefix": "abc"}),
        (Unknown("u", STRING), (ENDS, "ab"), YES, STRING, {"suffix": "ab"}),
        (Unknown("u"), (HOLDS, "ab"), YES, STRING, {"truthy": True, "prefix": ""}),
        (Unknown("u", STRING), (HOLDS, "ab"), NO, STRING, {"truthy": False}),
        (Unknown("u", STRING | NULL), (TRUE, None), YES, STRING, {"truthy": True}),
        (Unknown("u", STRING | NULL), (TRUE, None), NO, STRING | NULL, {"truthy": False}),
        (Unknown("u", STRING | NULL, True), (IS, None), NO, STRING, {"may_be_absent": False, "truthy": False}),
        (Unknown("u"), (IS, 1), YES, NUMBER, {"minimum": 1, "maximum": 1}),
        (Unknown("u", STRING), (IS, "x"), NO, STRING, {}),
    ],
)
def test_an_answer_narrows(value: Unknown, question: tuple[str, Any], answer: int, types: int, fields: dict[str, Any]) -> None:
    """What is known of the value after the answer, and that it is the same value."""
    narrower = Question(value, *question).narrow(value, answer)

    assert isinstance(narrower, Unknown) and narrower.types == types
    assert {name: getattr(narrower, name) for name in fields} == fields
    assert narrower is value or narrower.identity == value


@pytest.mark.parametrize(
    ("value", "question", "answer", "known"),
    [
        (Unknown("u"), (IS, "x"), YES, "x"),
        (Unknown("u"), (IS, None), YES, None),
        (Unknown("u", BOOLEAN), (IS, True), NO, False),
        (Unknown("u", BOOLEAN), (TRUE, None), YES, True),
        (Unknown("u", BOOLEAN), (TRUE, None), NO, False),
        (Unknown("u", STRING), (TRUE, None), NO, ""),
    ],
)
def test_an_answer_settles(value: Unknown, question: tuple[str, Any], answer: int, known: Any) -> None:
    """Where only one value is left."""
    assert Question(value, *question).narrow(value, answer) == known


def test_true_and_one_are_two_questions() -> None:
    """Python's equality must not answer one with the other."""
    assert Question(TEXT, IS, True) != Question(TEXT, IS, 1)
    assert Question(TEXT, IS, 1) == Question(TEXT, IS, 1.0)
    assert Question(TEXT, IS, "x") != Question(DOCUMENT["a"], IS, "x")
