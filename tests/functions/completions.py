"""How a call with partly unknown arguments is held against every way in which they may turn out."""

from __future__ import annotations

from random import Random
from typing import Any

from scanner.errors import EvaluationError
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, compile_expression
from scanner.unknown import NUMBER, STRING, OpenList, Unknown
from tests.jmes.complete import Completion
from tests.jmes.soundness import member

WORDS = ["a", "b", "ab", "x", "latest", "aws.ecr", "1"]


class Words(Completion):
    """A completion whose free texts are single words, as the functions assume of what is embedded in scripts and references."""

    def _within(self, value: Unknown) -> Any:
        if value.types == STRING:
            middle = self.random.choice(WORDS)
            return value.prefix + middle + value.suffix
        if value.types == NUMBER and value.minimum is not None and value.maximum is not None:
            return self.random.randint(int(value.minimum), int(value.maximum))
        return super()._within(value)


def check(text: str, document: dict[str, Any], seed: int, turns: int = 12, literals: list[Any] | None = None) -> None:
    """AssertionError where a completion of the document gives what the evaluation on the document ruled out."""
    expression = compile_expression(text, FUNCTIONS)
    failed, value, may_fail = False, None, False
    try:
        outcome = expression.evaluate(document, Context())
        value, may_fail = outcome.value, outcome.may_fail
    except EvaluationError:
        failed = True
    random = Random(seed)
    for _ in range(turns):
        completed = Words(random, literals or WORDS).fill(document)
        try:
            found = expression.evaluate(completed, Context()).value
        except EvaluationError:
            assert failed or may_fail, f"{text} on {document} may fail on {completed}"
            continue
        assert not failed, f"{text} on {document} does not fail on {completed}: {found!r}"
        if not _is_plain(found):
            continue  # the function does not tell it of a known document either
        assert member(value, found), f"{text} on {document}\n  {value!r}\ncompleted {completed}\n  {found!r}"


def _is_plain(value: Any) -> bool:
    """Whether a result is JSON through and through."""
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return not isinstance(value, (Unknown, OpenList)) and type(value).__name__ != "OpenObject"
