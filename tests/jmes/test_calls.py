"""Functions of the caller: arguments, types, alternatives, expressions as arguments, and state in the context."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.jmes import EXPRESSION, FAILED, Context, Function, Parameter, compile_expression
from scanner.jmes.values import list_items, truth, unknown_boolean
from scanner.unknown import ANY, ARRAY, BOOLEAN, NOTHING, NULL, NUMBER, STRING, OpenList, Unknown, maybe


def some(context: Context, items: Any, condition: Callable[[Any], Any]) -> Any:
    """Kleene's or over a list, as a function author writes it."""
    doubtful: list[Any] = []
    members, more, _, _ = list_items(items, context)
    for member, unsure in [*members, *([] if more is NOTHING else [(more, True)])]:
        held = context.guard(condition, member) if unsure else condition(member)
        verdict = False if held is FAILED else truth(held, context)
        if verdict is True and not unsure:
            return True
        if verdict is not False:
            doubtful += [held, items]
    return unknown_boolean(*doubtful) if doubtful else False


SOME = Function("some", (Parameter("list", ARRAY), Parameter("condition", EXPRESSION)), BOOLEAN, some)


def record(lift: bool = True, types: int = ANY) -> tuple[Function, list[Any]]:
    """A function that gives back its argument and notes it."""
    seen: list[Any] = []

    def call(context: Context, value: Any) -> Any:
        seen.append(value)
        return value

    return Function("f", (Parameter("value", types),), ANY, call, lift), seen


@pytest.mark.parametrize(
    ("document", "verdict"),
    [
        ([{"a": 1}, {"a": 2}], True),
        ([{"a": 1}], False),
        ([], False),
        ([Unknown("u"), {"a": 2}], True),
        ([maybe({"a": 2}, "C", "C")], None),
        ([maybe({"a": 1}, "C", "C")], False),
        (OpenList((({"a": 2}, False),), Unknown("more")), True),
        (OpenList((({"a": 1}, False),), Unknown("more")), None),
    ],
)
def test_expression_argument_is_called_on_members(document: Any, verdict: bool | None) -> None:
    """`some(list, &condition)`: a certain true decides even if the list is open, a maybe makes unknown."""
    found = compile_expression("some(@, &a == `2`)", {"some": SOME}).verdict(document)

    assert found is verdict if verdict is not None else isinstance(found, Unknown)


def test_lifted_function_sees_one_alternative_at_a_time() -> None:
    """Finite choices are split, the results joined and still hanging on the choice."""
    function, seen = record()
    document = {"a": Unknown("C", one_of=(1, 2), selector="C"), "b": Unknown("C", one_of=("x", "y"), selector="C")}

    assert compile_expression("f(a) == `1` && b == 'y'", {"f": function}).verdict(document) is False
    assert seen[:2] == [1, 2]


def test_unlifted_function_sees_the_value_whole() -> None:
    """With lift=False the argument comes as it is."""
    function, seen = record(lift=False)
    choice = Unknown("C", one_of=(1, 2), selector="C")
    compile_expression("f(a)", {"f": function})({"a": choice})

    assert seen == [choice]


@pytest.mark.parametrize("lift", [True, False])
def test_types_of_arguments_are_held(lift: bool) -> None:
    """A certain mismatch is an error, a possible one a doubt with the argument narrowed to what fits."""
    function, seen = record(lift, STRING)
    expression = compile_expression("f(a)", {"f": function})

    with pytest.raises(EvaluationError, match=r"f\(\) needs text, not number 1"):
        expression({"a": 1})
    with pytest.raises(EvaluationError, match=r"f\(\) needs text, not number"):
        expression({"a": Unknown("n", NUMBER)})
    outcome = expression.evaluate({"a": Unknown("t", STRING | NULL)}, Context())
    assert outcome.may_fail and seen[-1].types == STRING


def test_many_alternatives_are_widened() -> None:
    """More than 64 combinations are not tried one by one; the types remain."""
    calls: list[Any] = []
    function = Function("pair", (Parameter("a"), Parameter("b")), ANY, lambda context, a, b: calls.append((a, b)))
    choice = Unknown("many", one_of=tuple(range(10)), selector="many")
    compile_expression("pair(a, b)", {"pair": function})({"a": choice, "b": choice.but(selector="other")})

    assert len(calls) == 1 and calls[0][0].types == NUMBER


def test_optional_and_variadic_parameters() -> None:
    """Fewer or more arguments, as declared."""
    function = Function("f", (Parameter("a"), Parameter("rest", optional=True, variadic=True)), ANY, lambda context, *items: list(items))

    assert compile_expression("[f(`1`), f(`1`, `2`, `3`)]", {"f": function})({}) == [[1], [1, 2, 3]]


def test_function_maps_on_the_right_of_a_projection() -> None:
    """`xs[].f(@)` calls it for each member."""
    function, seen = record()

    assert compile_expression("xs[].f(@)", {"f": function})({"xs": [1, 2, None]}) == [1, 2]
    assert seen == [1, 2, None]


def test_state_lives_in_the_context() -> None:
    """What a function needs comes with `context.data`."""
    function = Function("this", (), ANY, lambda context: context.data)

    assert compile_expression("xs[?@ == this()]", {"this": function}).evaluate({"xs": [1, 2]}, Context(data=2)).value == [2]


def test_nested_expression_is_free_of_the_assumptions_around() -> None:
    """A binding called inside `x && binding()` means the same as outside: its result may be kept."""
    document = {"x": Unknown("x", BOOLEAN)}
    binding = compile_expression("x")
    function = Function("b", (), ANY, lambda context: binding.evaluate(document, context).value)
    found = compile_expression("x && b()", {"b": function}).verdict(document)

    assert isinstance(found, Unknown)


def test_error_of_a_nested_expression_is_an_error_or_a_doubt() -> None:
    """EvaluationError passes through a call; on a maybe element it becomes a doubt."""
    inner = compile_expression("length(@)")
    function = Function("size", (Parameter("value"),), NUMBER, lambda context, value: inner.evaluate(value, context).value)
    expression = compile_expression("xs[].size(@)", {"size": function})

    with pytest.raises(EvaluationError):
        expression({"xs": [1]})
    outcome = expression.evaluate({"xs": ["ab", maybe(1, "C", "C")]}, Context())
    assert outcome.may_fail and outcome.value == [2]
