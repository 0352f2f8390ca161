"""What decided a verdict: the clause, the values and where they stand."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest

from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import EXPRESSION, Context, Function, Parameter, compile_expression, explain
from scanner.unknown import ANY, ARRAY, OpenList, Unknown, maybe
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
        [("Privileged", True, ("Containers", 1, "Privileged")), ("Containers[?Privileged]", TASK["Containers"][1], ("Containers", 1))],
    ),
    (
        "Containers[?Name == 'log' && Privileged]",
        [
            ("Privileged", PRIV, ("Containers", 2, "Privileged")),
            ("Containers[?Name == 'log' && Privileged]", TASK["Containers"][2], ("Containers", 2)),
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


@pytest.mark.parametrize("mode", ["sparse", "dense"])
def test_explanation_never_raises_and_its_pointers_lead_to_the_values(mode: str) -> None:
    """On random cases: no exception, and a pointer into plain parts leads to the value that is reported."""
    for seed in range(400):
        random = Random(seed)
        document = getattr(Documents(random), mode)()
        try:
            expression = compile_expression(Expressions(random, calls=False).dense())
        except ExpressionError:
            continue
        with suppress(EvaluationError):
            expression(document)
        for read in explain(expression, document, Context()):
            _lead(document, read.pointer, read.value)


def _lead(document: Any, pointer: Any, value: Any) -> None:
    if pointer is None:
        return
    item = document
    for key in pointer:
        if isinstance(item, dict) and isinstance(key, str):
            item = item.get(key)
        elif isinstance(item, list) and isinstance(key, int) and 0 <= key < len(item):
            item = item[key]
        else:
            return
    if isinstance(item, (str, int, float, bool)) and isinstance(value, (str, int, float, bool)):
        assert value == item
