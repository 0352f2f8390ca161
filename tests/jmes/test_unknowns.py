"""The third truth value, construct by construct: what is certain, what is not, and what is blamed."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.jmes import Context, compile_expression
from scanner.unknown import (
    ABSENT,
    ARRAY,
    BOOLEAN,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    OpenList,
    OpenObject,
    Unknown,
    maybe,
    reference,
)

U = Unknown("u")
TEXT = Unknown("text", STRING)
LIST = Unknown("list", ARRAY)
NUM = Unknown("number", NUMBER)
BOOL = Unknown("boolean", BOOLEAN)
PROD = Unknown("condition Prod", one_of=("prod", "dev"), selector="Prod")
TWIN = Unknown("condition Prod", one_of=(3, 1), selector="Prod")
MODE = Unknown("parameter Mode", one_of=("awsvpc", "host"), identity=("parameter", "Mode"))
ARN = Unknown("arn", STRING, parts=("arn:aws:iam::", Unknown("account", STRING), ":role/web"))
PORT = Unknown("port", NUMBER, minimum=1, maximum=65535)
SECRET, SAME_SECRET = (Unknown("secret", STRING, redacted=("h1", "text"), sensitive=True) for _ in range(2))
OTHER_SECRET = Unknown("secret", STRING, redacted=("h2", "text"), sensitive=True)
DOCUMENT: dict[str, Any] = {
    "u": U,
    "same": U,
    "v": Unknown("v"),
    "text": TEXT,
    "list": LIST,
    "num": NUM,
    "bool": BOOL,
    "prod": PROD,
    "twin": TWIN,
    "mode": MODE,
    "arn": ARN,
    "port": PORT,
    "secret": SECRET,
    "same_secret": SAME_SECRET,
    "other_secret": OTHER_SECRET,
    "optional": Unknown("optional", STRING, may_be_absent=True),
    "filled": Unknown("filled", STRING, truthy=True),
    "object": Unknown("object", OBJECT),
    "known": "x",
    "text_or_null": Unknown("text or null", STRING | NULL),
    "ref": reference("Cluster"),
    "ref_again": reference("Cluster"),
    "ref_arn": reference("Cluster", "Arn"),
    "ref_other": reference("Other"),
    "ref_other_arn": reference("Other", "Arn"),
    "maybes": [{"a": 1}, maybe({"a": 2}, "condition C", "C")],
    "only_maybe": [maybe({"a": 2}, "condition C", "C")],
    "open": OpenList((({"a": 1}, False),), Unknown("more"), reason="there may be more"),
    "open_texts": OpenList((), Unknown("more", STRING), reason="there may be more"),
    "open_object": OpenObject({"a": 1}, reason="more keys"),
    "gone": Unknown("never", one_of=(ABSENT,)),
    "privileged": [{"p": True}, {"p": U}],
    "harmless": [{"p": False}, {"p": U}],
}

CERTAIN = [
    # identity
    ("u == same", True),
    ("u != same", False),
    ("u.a.b[0] == same.a.b[0]", True),
    ("u <= same || u == same", True),
    # Kleene
    ("u && `false`", False),
    ("`false` && u", False),
    ("u || `true`", True),
    ("`true` || u", True),
    ("!(u && `false`)", True),
    # types
    ("text == `1`", False),
    ("num == '1'", False),
    ("list == `null`", False),
    ("num", True),
    ("filled", True),
    ("text < `1`", False),
    ("type(text) == 'string'", True),
    ("contains(text, `1`)", False),
    # finite sets
    ("mode == 'bridge'", False),
    ("mode != 'bridge'", True),
    ("contains(['awsvpc', 'host'], mode)", True),
    ("starts_with(prod, 'x')", False),
    ("length(mode) > `3`", True),
    ("mode == 'awsvpc' || mode == 'host'", True),
    ("prod == 'prod' && twin == `1`", False),
    ("prod == 'dev' || twin == `3`", True),
    ("(prod == 'prod') == (twin == `3`)", True),
    ("prod == prod", True),
    # affixes, parts
    ("arn == 'x'", False),
    ("arn == 'arn:aws:iam::1:role/other'", False),
    ("starts_with(arn, 'arn:aws:')", True),
    ("ends_with(arn, ':role/web')", True),
    ("starts_with(arn, 'arn:gov')", False),
    ("contains(arn, 'role/web')", True),
    ("length(arn) > `20`", True),
    ("arn == arn", True),
    # intervals
    ("port == `0`", False),
    ("port > `0`", True),
    ("port >= `65536`", False),
    ("length(list) >= `0`", True),
    ("abs(port) > `0`", True),
    # references and redacted values
    ("ref == ref_again", True),
    ("ref == ref_other", False),
    ("secret == same_secret", True),
    ("secret == other_secret", False),
    # absence
    ("gone", False),
    ("gone == `null`", True),
    ("not_null(optional, 'x') == `null`", False),
    # lists
    ("privileged[?p]", True),
    ("!(privileged[?p])", False),
    ("length(privileged) == `2`", True),
    ("length(maybes) > `0`", True),
    ("length(maybes) > `2`", False),
    ("length(only_maybe) <= `1`", True),
    ("maybes[0].a == `1`", True),
    ("maybes[2]", False),
    ("maybes[?a == `3`]", False),
    ("contains(maybes[].a, `1`)", True),
    ("contains(maybes[].a, `3`)", False),
    ("length(maybes[?a == `2`]) <= `1`", True),
    ("open", True),
    ("contains(open[].a, `1`)", True),
    ("length(open) >= `1`", True),
    ("open_texts[?@ == `1`]", False),
    ("open_object.a == `1`", True),
    ("keys(open_object)", True),
    ("text.a", False),
    # what one side of && and || tells the other
    ("text_or_null && text_or_null == `null`", False),
    ("!text_or_null || length(text_or_null) > `0`", True),
    ("text_or_null == `null` || length(text_or_null) >= `0`", True),
    ("text_or_null == 'x' && text_or_null == 'y'", False),
    ("u.a != `null` && u.a == `null`", False),
    ("num[0]", False),
    ("text[*]", False),
]


@pytest.mark.parametrize(("text", "verdict"), CERTAIN, ids=lambda value: str(value))
def test_what_holds_in_every_completion_is_certain(text: str, verdict: bool) -> None:
    """A definite verdict, although something that it reads is unknown."""
    assert compile_expression(text).verdict(DOCUMENT) is verdict


UNCERTAIN = [
    ("u", "u"),
    ("u && `true`", "u"),
    ("u || `false`", "u"),
    ("!u", "u"),
    ("u == v", "u"),
    ("u.a == v.a", "u"),
    ("u == 'x'", "u"),
    ("text == 'x'", "text"),
    ("optional", "optional"),
    ("prod == 'prod'", "condition Prod"),
    ("arn == 'arn:aws:iam::1:role/web'", "arn"),
    ("port == `80`", "port"),
    ("port > `80`", "port"),
    ("ref == ref_arn", "Ref of Cluster is known after deployment"),
    ("ref_arn == ref_other_arn", "Arn of Cluster is known after deployment"),
    ("ref == 'main'", "Ref of Cluster is known after deployment"),
    ("secret == 'x'", "secret"),
    ("harmless[?p]", "u"),
    ("length(maybes) == `2`", "condition C"),
    ("maybes[1]", "condition C"),
    ("only_maybe", "condition C"),
    ("contains(maybes[].a, `2`)", "condition C"),
    ("open[?a == `2`]", "there may be more"),
    ("open[0] == open[1]", "there may be more"),
    ("length(open) == `1`", "there may be more"),
    ("open_texts", "there may be more"),
    ("open_object.b", "more keys"),
    ("list[0]", "list"),
    ("list[0] == list[1]", "list"),
    ("sort(list)", "list"),
    ("sum(list) > `3`", "list"),
    ("contains(list, 'x')", "list"),
    ("starts_with(u || '', 'x')", "u"),
    ("merge({a: `1`}, object).a == `1`", "object"),
    ("keys(merge(object, {a: `1`})) == ['a']", "object"),
    ("length([list][]) == `0`", "list"),
    ("contains([list, ['x']][], 'y')", "list"),
    ("sort([text, 'b'])[0] == 'b'", "text"),
    ("contains(maybes, {a: `2`})", "condition C"),
]


@pytest.mark.parametrize(("text", "reason"), UNCERTAIN, ids=lambda value: str(value))
def test_what_completions_differ_in_is_unknown_with_its_reason(text: str, reason: str) -> None:
    """An Unknown boolean whose reason is that of the value in the document, which the context blames."""
    context = Context()
    verdict = compile_expression(text).verdict(DOCUMENT, context)

    assert isinstance(verdict, Unknown) and verdict.types == BOOLEAN
    assert reason in {cause.reason for cause in context.blame}
    assert reason in verdict.reason


def test_doubt_does_not_hide_a_certain_fail() -> None:
    """One privileged container fails the task even when another is unknown."""
    task = {"ContainerDefinitions": [{"Privileged": True}, {"Privileged": Unknown("parameter Priv")}]}

    assert compile_expression("!(ContainerDefinitions[?Privileged])").verdict(task) is False


@pytest.mark.parametrize("text", ["length(u)", "starts_with(optional, 'x')", "sort_by([{p: u}], &p)", "max(list)", "u[::0]"])
def test_what_merely_may_fail_is_unknown(text: str) -> None:
    """A possible type error is doubt, with its cause; the verdict is neither true nor false."""
    context = Context()
    verdict = compile_expression(f"({text}) || `true`").verdict(DOCUMENT, context)

    assert isinstance(verdict, Unknown) and verdict.reason.startswith("it may fail: ")
    assert context.may_fail and context.blame


@pytest.mark.parametrize(
    "text", ["length(num)", "length(`null`)", "sort_by(privileged, &q)", "abs(text)", "join(',', num)", "text && length(num)"]
)
def test_what_certainly_fails_is_an_error(text: str) -> None:
    """EvaluationError only where every outcome is an error (a text may be empty, so the last merely may fail)."""
    if text.startswith("text"):
        assert isinstance(compile_expression(text).verdict(DOCUMENT), Unknown)
    else:
        with pytest.raises(EvaluationError):
            compile_expression(text)(DOCUMENT)


def test_error_of_a_maybe_element_is_a_doubt() -> None:
    """An element that may not exist can make an expression fail only perhaps."""
    document = {"a": [{"n": "x"}, maybe({}, "condition C", "C")]}
    outcome = compile_expression("a[?starts_with(n, 'y')]").evaluate(document, Context())

    assert outcome.may_fail and outcome.value == []


def test_summary_of_an_open_list_has_no_identity() -> None:
    """Two readings of `there may be more` are two values, also when a binding keeps one of them."""
    more = Unknown("more", identity="the same")
    document = {"a": OpenList((), more, reason="more"), "b": OpenList((), [more], reason="more")}

    for text in ("a[0] == a[1]", "a[0] == a[0]", "b[0][0] == b[1][0]", "[a[0], a[1]] | [0] == [1]"):
        assert isinstance(compile_expression(text).verdict(document), Unknown), text
    assert compile_expression("a | [0] | @ == @").verdict(document) is True


def test_list_of_nulls_is_empty_after_a_projection() -> None:
    """A list that is certainly not empty may hold nulls only, which a projection leaves out."""
    verdict = compile_expression("d[*]").verdict({"d": Unknown("d", ARRAY, truthy=True)})

    assert isinstance(verdict, Unknown)


@pytest.mark.parametrize("function", ["sort", "max", "min", "sum"])
def test_member_of_a_wrong_type_that_may_be_missing_cannot_be(function: str) -> None:
    """Where it is, the call errs; where the call has a value, it is not."""
    outcome = compile_expression(f"{function}(@)").evaluate([1, maybe([2], "condition C", "C")], Context())

    assert (outcome.may_fail and outcome.value in ([1], 1)) or isinstance(outcome.value, Unknown)


def test_half_known_object_in_two_places_may_be_two() -> None:
    """Only an Unknown is one value wherever it stands; an open object that a source shares is not."""
    shared = OpenObject({"a": 1}, reason="more keys")

    assert isinstance(compile_expression("[0] == [1]").verdict([shared, shared]), Unknown)
