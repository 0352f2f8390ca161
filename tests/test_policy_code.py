"""The code that is generated for many policies of a type gives each the verdict that it has alone, on random policies and documents."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from scanner import frame
from scanner.errors import EvaluationError, ExpressionError
from scanner.frame import Frame, Run
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Expression, Function, compile_expression
from scanner.jmes.values import truth
from scanner.judge import generate
from scanner.policy import Clause, Policy
from scanner.report import Severity
from scanner.snapshot import Resource, Snapshot
from scanner.verdict_codes import FAIL, LEFT, PASS, SKIPPED
from scanner.world import World
from tests.jmes.generate import Documents, Expressions

TYPE = "AWS::ECS::TaskDefinition"
TARGETS = (None, None, "a", "b", "a[]", "a[?b]", "c.a")
LISTS = ("a", "a", "b", "a[]", "a[*].b", "a[*].b[]", "a[].a", "b[].c[]", "c", "a[?c].b")
DOCUMENTS = 6


class Maker:
    """Makes random policies over the keys of Documents."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.expressions = Expressions(random, calls=False)

    def text(self) -> str:
        """A condition, mostly one that asks about the members of a list."""
        random = self.random
        listed, inner = random.choice(LISTS), self.expressions.expression(1)
        name = random.choice(["any", "all", "none"])
        forms = [
            f"!({listed}[?{inner}])",
            f"{listed}[?{inner}]",
            f"length({listed}[?{inner}]) == `0`",
            f"length({listed}[?{inner}]) > `0` || c",
            f"{name}({listed}, &{inner})",
            f"!({listed}[?a[?{inner}]])",
            f"({listed} | [?{inner}]) && {random.choice('abc')}",
            self.expressions.expression(2),
            self.expressions.dense(),
        ]
        return random.choice(forms)

    def expression(self, functions: dict[str, Function], text: str | None = None) -> Expression:
        """One that compiles."""
        while True:
            try:
                return compile_expression(text or self.text(), functions)
            except ExpressionError:
                if text is not None:
                    raise

    def policy(self, number: int) -> Policy:
        """A policy with a target, perhaps `when`, a binding and a parameter, and one to three clauses."""
        random = self.random
        functions = {**FUNCTIONS, **frame.FUNCTIONS}
        target = random.choice(TARGETS)
        parameters = {"wanted": random.choice([["x", "y"], [], 1, "x"])} if random.random() < 0.4 else {}
        if parameters:
            functions["wanted"] = frame.parameter_function("wanted")
        bindings: dict[str, Expression] = {}
        if random.random() < 0.6:
            bindings["bound"] = self.expression(functions)
            functions["bound"] = frame.binding_function("bound")
        clauses = [self.clause(functions, bindings, parameters) for _ in range(random.choice([1, 1, 2, 3]))]
        return Policy(
            id=f"policy-{number}",
            title="",
            severity=Severity.LOW,
            category="security",
            targets={TYPE: None if target is None else compile_expression(target, functions)},
            parameters=parameters,
            bindings=bindings,
            when=self.expression(functions) if random.random() < 0.4 else None,
            clauses=tuple(clauses),
            message=None,
            why="",
            fix="",
            references=(),
            controls=(),
            examples=(),
            reach="both",
            follows=(),
            file="",
        )

    def clause(self, functions: dict[str, Function], bindings: Any, parameters: Any) -> Clause:
        """A clause that may read the binding and the parameter, also inside a filter."""
        random = self.random
        forms = [self.text()]
        if bindings:
            forms += ["bound()", "a[?bound()]", "any(a, &@ == bound())", "a[?b == bound()] || bound()", "item().a == bound() || this().b"]
        if parameters:
            forms += ["contains(wanted(), a)", "any(a, &contains(wanted(), @))", "b == wanted()"]
        when = self.expression(functions) if random.random() < 0.3 else None
        return Clause(self.expression(functions, random.choice(forms)), when)


def alone(policy: Policy, properties: dict[str, Any], world: World) -> int:
    """The verdict by the three-valued evaluation of each expression; LEFT for an error."""
    resource = Resource(TYPE, "r", properties)

    def holds(expression: Expression | None, item: Any) -> bool:
        if expression is None:
            return True
        data = Frame(Run(world, lambda name: None), item, properties, resource, policy.bindings, policy.parameters)
        answer = truth(expression.evaluate(item, Context(data=data)).value, Context())
        assert answer is not None
        return answer

    try:
        target = policy.targets[TYPE]
        data = Frame(Run(world, lambda name: None), properties, properties, resource, policy.bindings, policy.parameters)
        parts = properties if target is None else target.evaluate(properties, Context(data=data)).value
        items = [properties] if target is None else parts if isinstance(parts, list) else [] if parts is None else [parts]
        code = SKIPPED
        for item in items:
            if holds(policy.when, item):
                kept = [holds(clause.that, item) for clause in policy.clauses if holds(clause.when, item)]
                code = FAIL if code == FAIL or not all(kept) else PASS
    except EvaluationError:
        return LEFT
    return code


def compare(seed: int) -> int:
    """Some policies together and alone on some documents; how many verdicts were found together."""
    random = Random(seed)
    maker = Maker(random)
    policies = [maker.policy(number) for number in range(random.choice([1, 4, 12]))]
    judge = generate(policies, TYPE)
    documents = Documents(random, density=0)
    found = 0
    for _ in range(DOCUMENTS):
        properties = {key: documents.plain(3) for key in "abc"}
        resource = Resource(TYPE, "r", properties)
        world = World(Snapshot("w", (resource,)))
        context = Context(data=Frame(Run(world, lambda name: None), properties, properties, None))
        for policy, code in zip(policies, judge([resource], context)[0], strict=True):
            expected = alone(policy, properties, world)
            # both FAIL and LEFT are evaluated once more: an error elsewhere may come before or after what fails
            assert code in (expected, LEFT) or (code == FAIL and expected == LEFT), (policy, properties)
            found += code != LEFT
    return found


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_policies_judged_together_get_the_verdicts_that_they_have_alone(start: int) -> None:
    assert sum(compare(seed) for seed in range(start, start + 50)) > 500
