"""Generated code for documents with unknowns says what the closures say, to the last cause and in the same words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import EvaluationError, ExpressionError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Function, compile_expression
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.compile import Closure, check_calls
from scanner.jmes.syntax import parse
from scanner.unknown import ANY, OpenList
from tests.jmes.cases import MODES
from tests.jmes.complete import literals_of
from tests.jmes.forms import HOLE, PLACES, TELLING, by_closures, by_code, told
from tests.jmes.generate import Documents, Expressions

SUITE = Path(__file__).parents[2] / "../shared/conformance/jmespath"
AT_COMPILE = {"syntax", "invalid-arity", "unknown-function", "invalid-type"}
AT_EVALUATION = {"invalid-type", "invalid-value"}


# ---------------------------------------------------------------- the compliance suite


def cases() -> list[Any]:
    """(document, case) of every case of the suite that is no benchmark."""
    found = []
    for path in sorted(SUITE.glob("*.json")):
        for number, group in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            for position, case in enumerate(group["cases"]):
                if "bench" not in case:
                    found.append(pytest.param(group["given"], case, id=f"{path.stem}-{number}-{position}"))
    return found


@pytest.mark.skipif(not SUITE.is_dir(), reason="the compliance suite is not beside this repository")
@pytest.mark.parametrize("form", [by_closures, by_code])
@pytest.mark.parametrize(("document", "case"), cases())
def test_compliance_case_holds_in_both_forms(document: Any, case: dict[str, Any], form: Callable[[str], Closure]):
    """The result is the suite's, or the error comes when an error of its category may come."""
    expected = case.get("error")
    try:
        value = form(case["expression"])(document, Context())
    except ExpressionError:
        assert expected in AT_COMPILE
    except EvaluationError:
        assert expected in AT_EVALUATION
    else:
        assert expected is None and value == case["result"] and repr(value) == repr(case["result"])


# ---------------------------------------------------------------- the same as closures


def bound(bindings: Mapping[str, str], document: Any) -> dict[str, Function]:
    """Every function, and those that evaluate another expression on the whole document."""
    functions = dict(FUNCTIONS)
    for name, text in bindings.items():
        expression = compile_expression(text, dict(functions))
        functions[name] = Function(name, (), ANY, lambda context, of=expression: of.evaluate(document, context).value)
    return {**BUILTINS, **functions}


def random_expression(random: Random, mode: str) -> str:
    expressions = Expressions(random)
    if mode == "asked":
        return expressions.asked()
    text = expressions.dense() if mode != "sparse" else expressions.expression(random.choice([1, 2, 2, 3, 4]))
    if random.random() < 0.2:
        other = expressions.dense(0) if random.random() < 0.5 else expressions.expression(2)
        return f"{random.choice(['any', 'all', 'none'])}(({text}), &({other}))"
    return text


def compare(seed: int, mode: str) -> int:
    """A random expression on three random documents, with no choice made and with some; the number of comparisons."""
    random = Random(seed)
    plain = Expressions(random, calls=False)
    bindings = {"b1": plain.dense(0), "b2": plain.dense(0) if random.random() < 0.7 else "b1()"}
    text = random_expression(random, mode)
    try:
        nodes = parse(text)
        literals = literals_of(nodes)
        check_calls(nodes, text, bound(bindings, {}))
    except ExpressionError:
        return 0
    compared = 0
    for place in range(3):
        documents = Documents(random, density=0 if place == 0 and mode == "sparse" else 0.16, literals=literals)
        document = getattr(documents, mode)()
        if place == 2:
            document = random.choice([document, [document, documents.value(2)], documents.hole()])
        functions = bound(bindings, document)
        closures, code = by_closures(text, functions), by_code(text, functions)
        pick: dict[Any, int] = {}
        for _ in range(3):
            expected, context = told(closures, document, pick)
            found, _ = told(code, document, pick)
            compared += 1

            assert found == expected, f"seed {seed} {mode}: {text} {bindings} on {document} with {pick}"
            open_choices: dict[Any, int] = {**context.touched, **dict.fromkeys(context.asked, 2)}
            if not open_choices:
                break
            selector, count = random.choice(list(open_choices.items()))
            pick = {**pick, selector: random.randrange(count)}
    return compared


@pytest.mark.parametrize("mode", MODES)
def test_code_and_closures_say_the_same_on_old_seeds(mode: str):
    """Value, causes, doubt, blame, choices met and errors of 200 seeded expressions."""
    assert sum(compare(seed, mode) for seed in range(200)) > 400


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**40), mode=st.sampled_from(MODES))
def test_code_and_closures_say_the_same_on_any_seed(seed: int, mode: str):
    compare(seed, mode)


@pytest.mark.parametrize("text", TELLING)
def test_every_construct_says_the_same_on_every_kind_of_value(text: str):
    closures, code = by_closures(text), by_code(text)

    assert [told(code, place, {})[0] for place in PLACES] == [told(closures, place, {})[0] for place in PLACES]


def test_a_projection_resumes_at_the_first_member_of_doubt():
    """Conditions are evaluated once for each member, in order, whoever evaluates them."""
    seen: list[Any] = []

    def note(context: Context, value: Any) -> Any:
        seen.append(value)
        return value

    noting = Function("note", BUILTINS["to_string"].parameters, ANY, note)
    document = {"a": [{"b": "one"}, {"b": HOLE}, {"b": "three"}, {"b": HOLE}]}

    value = by_code("a[?note(b) == 'one'].note(b)", {**BUILTINS, "note": noting})(document, Context())

    assert seen == ["one", "one", HOLE, HOLE, "three", HOLE, HOLE]
    seen.clear()
    by_code("a[*].note(b)", {**BUILTINS, "note": noting})(document, Context())
    assert seen == ["one", HOLE, "three", HOLE]
    assert isinstance(value, OpenList) and [maybe for _, maybe in value.items] == [False, True, True]
