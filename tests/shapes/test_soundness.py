"""A type covers every value that an expression can have, and what lint calls always true, false or null is so.

Random expressions over random documents: the type is inferred for "one of these documents", the values are the engine's own.
"""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from scanner.errors import EvaluationError, ExpressionError
from scanner.functions import FUNCTIONS
from scanner.jmes import compile_expression
from scanner.shapes.infer import Inference
from scanner.shapes.scope import Scope
from scanner.shapes.types import constant, join
from tests.jmes.generate import Documents, Expressions
from tests.shapes.membership import covers

TRIALS = 600
CERTAIN = re.compile(r"always (true|false|null)")


class NoWorld:
    """No relations, no data."""

    def relation(self, name: str) -> None:
        return None

    def data(self, name: str) -> Any:
        return {}


def outcome(text: str, document: Any) -> Any:
    try:
        return compile_expression(text, FUNCTIONS)(document)
    except EvaluationError:
        return EvaluationError


def certain(problems: list[ExpressionError]) -> str | None:
    """What lint says of the expression as a whole."""
    found = [
        match[1] for problem in problems if (match := CERTAIN.search(problem.message)) and f'"{problem.expression}"' in problem.message
    ]
    return found[0] if found else None


@pytest.mark.parametrize("seed", range(4))
def test_the_type_of_an_expression_covers_its_values(seed):
    random = Random(seed)
    expressions = Expressions(random, calls=False)
    for _ in range(TRIALS):
        text = expressions.expression(random.choice([1, 2, 3]))
        if random.random() < 0.5:
            text = f"{text} {random.choice(['&&', '||'])} {expressions.expression(2)}"
        try:
            expression = compile_expression(text, FUNCTIONS)
        except ExpressionError:
            continue
        documents = [Documents(random).plain(3) for _ in range(random.choice([1, 2, 4, 8]))]
        start = join(*map(constant, documents))
        inference = Inference(expression, NoWorld(), {})
        judged = random.random() < 0.5
        found = inference.judged(Scope(start, start, start)) if judged else inference.value(Scope(start, start, start))
        said = certain(inference.problems)
        for document in documents:
            value = outcome(text, document)
            if value is EvaluationError:
                continue
            assert covers(found, value), (text, document, value, found)
            if said is not None:
                assert bool(value or (value == 0 and value is not False)) == (said == "true"), (text, document, value, said)
                assert said != "null" or value is None, (text, document, value)
