"""Choices made and met, case splits, and evaluations inside evaluations."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.jmes import Context, Outcome, compile_expression
from scanner.unknown import ABSENT, NULL, NUMBER, OBJECT, STRING, Unknown

DOCUMENT: dict[str, Any] = {
    "u": Unknown("u"),
    "prod": Unknown("condition Prod", one_of=("prod", "dev"), selector="Prod"),
    "twin": Unknown("condition Prod", one_of=(3, 1), selector="Prod"),
    "mode": Unknown("parameter Mode", one_of=("awsvpc", "host"), identity=("parameter", "Mode")),
}


def test_choices_made_are_followed() -> None:
    """With a choice in `pick`, values that hang on its selector are what it says."""
    context = Context({"Prod": 1})
    outcome = compile_expression("[prod, twin]").evaluate(DOCUMENT, context)

    assert outcome.value == ["dev", 1] and context.touched == {}


def test_choices_met_are_touched() -> None:
    """Selectors without a choice are reported with their number of alternatives."""
    context = Context()
    compile_expression("prod == 'x' || mode == 'y'").evaluate(DOCUMENT, context)

    assert context.touched == {"Prod": 2, ("value", ("parameter", "Mode")): 2}


def test_split_decides_what_hangs_on_one_choice() -> None:
    """Neither side is certain, but each branch of the condition is."""
    document = {
        "subnets": Unknown("condition C", one_of=(["a"], []), selector="C"),
        "public": Unknown("condition C", one_of=(False, True), selector="C"),
    }

    assert compile_expression("subnets && !public || !subnets && public").verdict(document) is True


def test_split_sees_errors_of_branches() -> None:
    """A branch that fails keeps the verdict from being certain; branches that all fail are an error."""
    one = {"a": Unknown("condition C", one_of=("x", None), selector="C")}
    both = {"a": Unknown("condition C", one_of=(1, None), selector="C")}

    assert isinstance(compile_expression("length(a) == `1`").verdict(one), Unknown)
    with pytest.raises(EvaluationError):
        compile_expression("length(a) == `1`").verdict(both)


def test_sensitive_stays_sensitive_through_texts() -> None:
    """What is computed from a sensitive value and may show it is sensitive; a comparison with it is not."""
    document = {"s": Unknown("secret", OBJECT, sensitive=True, settle="parameter P")}
    field = compile_expression("s.password")(document)
    verdict = compile_expression("s.password == 'x'")(document)

    assert (field.sensitive, field.settle) == (True, "parameter P")
    assert (verdict.sensitive, verdict.settle) == (False, "parameter P")


def test_nested_evaluation_composes() -> None:
    """Doubt of an evaluation made inside another one is doubt of both, and can be replayed from its outcome."""
    context = Context()
    inner = compile_expression("length(u)").evaluate(DOCUMENT, context)
    fresh = Context()
    fresh.absorb(inner)

    assert inner.may_fail and context.may_fail and fresh.may_fail
    assert [cause.reason for cause in fresh.blame] == ["u"]
    assert isinstance(inner, Outcome)


def test_value_that_may_fail_is_unknown_with_its_types() -> None:
    """Calling an expression gives an Unknown where some completion fails."""
    value = compile_expression("length(u)")({"u": Unknown("u", STRING | NULL)})

    assert isinstance(value, Unknown) and value.types == NUMBER and value.reason == "it may fail: u"


def test_choice_embedded_in_a_text_is_a_choice_among_texts() -> None:
    """`role-${Stage}` with two allowed stages is one of two texts, and chooses with the stage."""
    stage = Unknown("parameter Stage", one_of=("dev", "prod"), identity=("parameter", "Stage"))
    document = {"stage": stage, "role": Unknown("role", STRING, parts=("role-", stage))}

    assert compile_expression("role == 'role-dev' || role == 'role-prod'").verdict(document) is True
    assert compile_expression("ends_with(role, stage)").verdict(document) is True
    assert compile_expression("role == 'role-test'").verdict(document) is False


def test_crowd_of_alternatives_is_known_by_its_types() -> None:
    """More than 256 alternatives, also by nesting, are not looked at one by one."""
    value: Any = "x"
    for level in range(40):
        value = Unknown("nested", one_of=(value, value), selector=level)
    document = {"many": Unknown("many", one_of=tuple(map(str, range(1000))), selector="many"), "nested": value}

    assert compile_expression("many == `1`").verdict(document) is False
    assert isinstance(compile_expression("many == 'x'").verdict(document), Unknown)
    assert isinstance(compile_expression("nested == 'y'").verdict(document), Unknown)


def test_absence_inside_nested_choices_reads_as_null() -> None:
    """If(C, 'y', If(D, NoValue, 'x')) as a property is null in one branch: an element that is there, and null."""
    inner = Unknown("condition D", one_of=(ABSENT, "x"), selector="D")
    document = {"b": Unknown("condition C", one_of=("y", inner), selector="C")}

    assert compile_expression("length([a, b]) == `2`").verdict(document) is True
    assert isinstance(compile_expression("contains([a, b], `null`) && contains([b], `null`)").verdict(document), Unknown)


def test_shared_nested_choices_that_may_be_absent_are_read_once() -> None:
    """A choice nested forty times in itself costs no more than its parts."""
    value: Any = ABSENT
    for level in range(40):
        value = Unknown("nested", one_of=(value, value), selector=level)

    assert compile_expression("b == `1` || a[0] == `1`").verdict({"b": value, "a": [value]}) is False
