"""What decided a verdict: the clause, the values and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import EXPRESSION, Context, Expression, Function, Parameter, compile_expression, explain
from scanner.jmes.calls import Opened
from scanner.jmes.ground import Ground, TracedRead
from scanner.jmes.trace import trace
from scanner.jmes.truths import truth
from scanner.unknown import ANY, ARRAY, OpenList, OpenObject, Unknown, maybe
from tests.jmes.generate import Documents, Expressions

PRIV = Unknown("parameter Priv")
TABLE = {"Routes": [{"Gateway": "igw"}]}
TASK: dict[str, Any] = {
    "Containers": [{"Name": "web", "Privileged": False}, {"Name": "agent", "Privileged": True}, {"Name": "log", "Privileged": PRIV}],
    "Image": "x:latest",
    "Nothing": None,
    "Empty": [],
    "Open": OpenList((({"A": 1}, False), ({"A": 2}, True)), reason="may have more"),
}
FUNCTIONS = {
    "table": Function("table", (Parameter("subnet"),), ANY, lambda context, subnet: TABLE),
    "item": Function("item", (), ANY, lambda context: context.data),
    "any": Function(
        "any",
        (Parameter("list", ARRAY), Parameter("condition", EXPRESSION)),
        ANY,
        lambda context, items, condition: any(map(condition, items)),
    ),
}

CASES: list[tuple[str, list[tuple[str, Any, Any]]]] = [
    ("Profile", [("Profile", None, ("Profile",))]),
    ("Image && Foo.Bar", [("Foo.Bar", None, ("Foo", "Bar"))]),
    ("Nope && Empty", [("Nope", None, ("Nope",)), ("Empty", [], ("Empty",))]),
    ("Image == 'a' || Image == 'b'", [("Image", "x:latest", ("Image",))]),
    ("Image == 'x:latest' || Nope", [("Image", "x:latest", ("Image",))]),
    ("!(Empty) && contains(Image, 'latest')", [("Empty", [], ("Empty",)), ("Image", "x:latest", ("Image",))]),
    (
        "!(Containers[?Privileged])",
        [("Privileged", True, ("Containers", 1, "Privileged")), ("Containers[1]", TASK["Containers"][1], ("Containers", 1))],
    ),
    (
        "Containers[?Name == 'log' && Privileged]",
        [
            ("Privileged", PRIV, ("Containers", 2, "Privileged")),
            ("Containers[2]", TASK["Containers"][2], ("Containers", 2)),
        ],
    ),
    ("Containers[-1].Privileged", [("Containers[-1].Privileged", PRIV, ("Containers", 2, "Privileged"))]),
    ("item().Containers[0].Name == 'x'", [("item().Containers[0].Name", "web", ("Containers", 0, "Name"))]),
    ("table(@).Routes[0].Gateway == 'nat'", [("table(@).Routes[0].Gateway", "igw", None)]),
    ("not_null(Nothing, Image) == 'y'", [("not_null(Nothing, Image)", "x:latest", ("Image",))]),
    ("Containers[*].Name | contains(@, 'z')", [("Containers[*].Name", ["web", "agent", "log"], ("Containers",))]),
    ("`true`", []),
    ("length(Nothing) > `1`", [("Nothing", None, ("Nothing",))]),
]


@pytest.mark.parametrize(("text", "reads"), CASES, ids=[case[0] for case in CASES])
def test_reads_that_decided_are_named_with_value_and_place(text: str, reads: list[tuple[str, Any, Any]]) -> None:
    """In order: as it is written, its value, its pointer; None for what a function gave."""
    found = explain(compile_expression(text, FUNCTIONS), TASK, Context(data=TASK))

    assert [(read.expression, read.value, read.pointer) for read in found] == reads


def test_filter_without_a_match_names_what_each_member_lacks() -> None:
    """Nothing matched: what the condition read on every member, then the list."""
    found = explain(compile_expression("Containers[?Name == 'z']"), TASK, Context())

    assert [read.pointer for read in found] == [*((("Containers", place, "Name")) for place in range(3)), ("Containers",)]


def test_quantifier_names_the_members_that_decided() -> None:
    """any(list, &condition): what the condition read on the member that made it true."""
    found = explain(compile_expression("any(Containers, &Privileged && Name == 'agent')", FUNCTIONS), TASK, Context())

    assert [read.pointer for read in found][:2] == [("Containers", 1, "Privileged"), ("Containers", 1, "Name")]


def test_value_of_a_call_is_named_with_its_way() -> None:
    """What stands inside a call's value has that value as source and the path in it."""
    (read,) = explain(compile_expression("table(@).Routes[0].Gateway == 'nat'", FUNCTIONS), TASK, Context())

    assert read.source is TABLE and read.path == ("Routes", 0, "Gateway")


def test_elements_keep_the_index_they_are_written_with() -> None:
    """An element that may be absent counts: pointers are those of the document, not of a completion."""
    document = {"a": [maybe({"n": 1}, "condition C", "C"), {"n": 2}]}
    found = explain(compile_expression("a[?n == `2`]"), document, Context())

    assert found[0].pointer == ("a", 1, "n")


READS = ("field", "index", "slice", "flatten", "projection", "value_projection", "filter_projection")


@pytest.mark.parametrize("mode", ["sparse", "dense"])
@settings(max_examples=400, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_the_tracer_agrees_explains_and_points_to_what_it_says(mode: str, seed: int) -> None:
    """On random cases: the evaluator's truth, never an empty explanation of what reads something, every pointer leads to its value."""
    random = Random(seed)
    document = getattr(Documents(random), mode)()
    try:
        expression = compile_expression(Expressions(random, calls=False).dense())
    except ExpressionError:
        return
    found = trace(expression, document, Context())

    assert found.holds is verdict(expression, document)
    if found.holds is not True and any(node.kind in READS for node in expression.nodes.walk()):
        assert found.grounds
        assert all(ground.expression in expression.text for ground in found.grounds)
    for read in reads_of(found.grounds):
        leads(document, read.pointer, read.value)


def verdict(expression: Expression, document: Any) -> bool | None:
    """The evaluator's truth; None also where it fails."""
    context = Context()
    try:
        return truth(expression.evaluate(document, context).value, context)
    except EvaluationError:
        return None


def reads_of(grounds: tuple[Ground, ...]) -> Iterator[TracedRead]:
    for ground in grounds:
        yield from ground.reads
        if ground.about is not None:
            yield ground.about
        yield from reads_of(ground.because)


def leads(document: Any, pointer: Any, value: Any) -> None:
    """A pointer leads to its value: as far as the document is plain, the very object or an equal scalar; else what is missing."""
    if pointer is None:
        return
    item = document
    for key in pointer:
        if isinstance(item, OpenObject):
            item = item.known
        if isinstance(item, dict) and isinstance(key, str):
            item = item.get(key)
        elif isinstance(item, list) and isinstance(key, int) and -len(item) <= key < len(item):
            item = item[key]
        elif isinstance(item, OpenList) and isinstance(key, int) and 0 <= key < len(item.items):
            item = item.items[key][0]
        elif isinstance(item, (Unknown, OpenList, OpenObject)):
            return
        else:
            item = None
    if isinstance(item, (str, int, float, bool)) and isinstance(value, (str, int, float, bool)):
        assert value == item
    if item is None:
        assert value is None or isinstance(value, Unknown)


@pytest.mark.parametrize(
    ("text", "holds", "turn", "parts"),
    [
        ("Image == 'a' || Image == 'b'", False, "one", ["Image == 'a'", "Image == 'b'"]),
        ("Nope && Empty && Image", False, "all", ["Nope", "Empty"]),
        ("!(Image && Containers)", False, "one", ["Image", "Containers"]),
        ("!(Image || Nope || Containers)", False, "all", ["Image", "Containers"]),
        ("Image && Containers[2].Privileged && Open[1]", None, "all", ["Containers[2].Privileged", "Open[1]"]),
    ],
)
def test_a_junction_tells_how_many_of_its_sides_must_turn(text: str, holds: bool | None, turn: str, parts: list[str]) -> None:
    """All alternatives of `||`, every false side of `&&`; of a negated `&&` one of them."""
    found = trace(compile_expression(text), TASK, Context())

    assert found.holds is holds
    assert [(ground.turn, [one.expression for one in ground.because]) for ground in found.grounds] == [(turn, parts)]


def test_a_filter_without_a_match_tells_why_each_candidate_was_left_out() -> None:
    (ground,) = trace(compile_expression("Containers[?Name == 'z' && Privileged]"), TASK, Context()).grounds

    assert ground.turn == "one"
    assert [(one.about.pointer, one.holds) for one in ground.because if one.about] == [(("Containers", index), False) for index in range(3)]
    assert [read.expression for read in ground.reads] == ["Containers"]


def test_a_missing_value_stands_where_it_would_be() -> None:
    (ground,) = trace(compile_expression("Containers[0].Logs.Driver"), TASK, Context()).grounds

    assert [(read.value, read.pointer) for read in ground.reads] == [(None, ("Containers", 0, "Logs", "Driver"))]


def test_a_call_that_stands_for_an_expression_is_gone_into() -> None:
    """The values inside are told with their places in the document, and what the call means as its title."""
    inner = compile_expression("Containers[?Privileged].Name")
    opened = Function(
        "privileged",
        (),
        ANY,
        lambda context: inner.evaluate(TASK, context).value,
        opens=lambda context: Opened(inner, TASK, context.data, "the privileged ones"),
    )
    found = trace(compile_expression("!(privileged())", {"privileged": opened}), TASK, Context())

    assert found.holds is False
    assert [(ground.expression, ground.title) for ground in found.grounds] == [("privileged()", "the privileged ones")]
    assert [(one.name, one.title) for one in found.followed] == [("privileged", "the privileged ones")]


def test_too_many_members_are_counted() -> None:
    (ground,) = trace(compile_expression("a[?b]"), {"a": [{"c": 1}] * 50}, Context()).grounds

    assert (len(ground.because), ground.left_out) == (20, 30)
