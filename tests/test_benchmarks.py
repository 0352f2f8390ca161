"""What the benchmarks compare is the same: hand-written policies and the engine agree on documents of every shape."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import jmespath
import pytest

from scanner.errors import EvaluationError
from scanner.evaluate import evaluate
from scanner.jmes import Context, compile_expression
from scanner.jmes.known import NotKnown
from scanner.judge import FAIL, PASS, SKIPPED
from scanner.policy_loader import load
from scanner.report import Verdict
from tests.benchmarks import fifty
from tests.benchmarks.account import world
from tests.benchmarks.cases import HANDWRITTEN, Handwritten
from tests.benchmarks.corpus import DOCUMENTS
from tests.benchmarks.handwritten import Refused, is_true
from tests.benchmarks.loops import LOOPS

STRANGE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    22,
    1.5,
    "",
    "x",
    "0.0.0.0/0",
    "igw-1",
    "PASSWORD",
    [],
    {},
    [None],
    [[{"Key": "Name"}]],
    [{}],
    ["FARGATE"],
)
LIBRARY = load([])
CODES = {Verdict.SKIPPED: SKIPPED, Verdict.PASS: PASS, Verdict.FAIL: FAIL}


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a document with each of its keys or positions."""
    found: list[tuple[Any, Any]] = []
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, (dict, list)):
            keys = list(item) if isinstance(item, dict) else list(range(len(item)))
            found.extend((item, key) for key in keys)
            stack.extend(item[key] for key in keys)
    return found


def mutated(document: Any, random: random.Random) -> Any:
    """The document with up to three of its values replaced, dropped, doubled or wrapped."""
    changed = copy.deepcopy(document)
    for _ in range(random.randint(0, 3)):
        inside = places(changed)
        if not inside:
            break
        container, key = random.choice(inside)
        kind = random.random()
        if kind < 0.2:
            del container[key]
        elif kind < 0.3:
            container[key] = [container[key], copy.deepcopy(container[key])]
        else:
            container[key] = copy.deepcopy(random.choice(STRANGE))
    return changed if random.random() > 0.02 else copy.deepcopy(random.choice(STRANGE))


@pytest.mark.parametrize("case", HANDWRITTEN, ids=lambda case: f"{case.name}: {case.function.__name__}")
def test_handwritten_policies_are_the_expressions(case: Handwritten) -> None:
    """On 400 mutated documents both give one value, or both refuse; so does the code for known documents."""
    expression = compile_expression(case.text, LIBRARY.functions)
    quick = expression.holds if case.verdict else expression.known
    dice = random.Random(case.text)
    for number in range(400):
        document = mutated(DOCUMENTS[case.document][number % len(DOCUMENTS[case.document])], dice)
        written = outcome(case.function, document, case.verdict)

        assert outcome(lambda given: expression.evaluate(given, Context()).value, document, case.verdict) == written, document
        assert outcome(lambda given: quick(given, Context()), document, case.verdict) == written, document


def outcome(compute: Callable[[Any], Any], document: Any, verdict: bool) -> str:
    """A value as text in which true is not 1; only its truth, where that is asked; "refused" where there is none."""
    try:
        value = compute(document)
    except (EvaluationError, NotKnown, Refused):
        return "refused"
    return json.dumps(is_true(value) if verdict else value, sort_keys=True)


def test_the_fifty_policies_are_what_stock_makes_of_them() -> None:
    """The benchmark's fifty are fifty, and stock gives their verdicts on the task definitions that it measures."""
    policies = fifty.policies()
    document = fifty.with_containers(3)

    assert len(policies) == 50
    for policy in policies:
        ours = outcome(policy.clauses[0].that, document, verdict=False)
        assert ours == outcome(jmespath.compile(policy.clauses[0].that.text).search, document, verdict=False), policy.id


def test_loops_are_the_policies() -> None:
    """On an account of a thousand resources, hand-written loops and the evaluation give each resource the same verdict."""
    account = world(1000)
    for identity, (type_name, loop) in LOOPS.items():
        found: dict[str, int] = {}
        for finding in evaluate([LIBRARY.policies[identity]], account, LIBRARY.data):
            found[finding.resource] = max(found.get(finding.resource, SKIPPED), CODES[finding.verdict])

        assert found == dict(zip((one.id for one in account.by_type[type_name]), loop(account.by_type), strict=True)), identity
