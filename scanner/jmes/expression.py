"""A compiled expression, and the verdicts that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.errors import EvaluationError, ScannerError
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.calls import Function
from scanner.jmes.choices import read
from scanner.jmes.compile import Closure, Compiler
from scanner.jmes.context import Context, Outcome
from scanner.jmes.cost import hold_cost
from scanner.jmes.kinds import causes_of, derive, types_of
from scanner.jmes.syntax import Node, parse
from scanner.jmes.truths import truth
from scanner.unknown import BOOLEAN, Unknown

SPLIT_LIMIT = 64
"""A case split makes at most so many further evaluations."""


class Expression:
    """A JMESPath expression, compiled once. Immutable: threads may share it, each evaluation with its own Context."""

    __slots__ = ("_closure", "call_sites", "calls", "closures", "functions", "nodes", "text")

    def __init__(self, text: str, nodes: Node, closure: Closure, compiler: Compiler, functions: Mapping[str, Function]) -> None:
        """Made by `compile_expression`."""
        self.text = text
        self.nodes = nodes
        """The positioned syntax tree, for lint."""
        self._closure = closure
        self.closures: Mapping[Node, Closure] = compiler.closures
        """By node, for the tracer."""
        self.functions = functions
        """What it may call beside JMESPath's own."""
        self.call_sites: Mapping[str, tuple[int, ...]] = {name: tuple(sites) for name, sites in compiler.call_sites.items()}
        """By function: the offsets at which it is called."""
        self.calls = frozenset(self.call_sites)
        """The names of the functions that it calls."""

    def __repr__(self) -> str:
        """Its text."""
        return f"<Expression {self.text!r}>"

    def evaluate(self, document: Any, context: Context) -> Outcome:
        """The outcome on a document; EvaluationError where it certainly fails.

        May be called inside another evaluation with that one's context: the doubt is then its, too.
        """
        before, touched = context.may_fail, context.touched
        blamed, assumed = len(context.blame), context.assumed
        context.may_fail, context.touched, context.assumed = False, {}, {}
        context.depth += 1
        try:
            value = self._closure(read(document, context), context)
            outcome = Outcome(value, context.may_fail, context.touched, tuple(context.blame[blamed:]))
        except RecursionError:
            raise EvaluationError("the document is nested too deeply for this expression") from None
        finally:
            context.depth -= 1
            context.assumed = assumed
            context.may_fail = context.may_fail or before
            for selector, count in context.touched.items():
                touched[selector] = max(count, touched.get(selector, 0))
            context.touched = touched
        if context.depth == 0 and truth(value, context) is None:
            context.accuse(*causes_of(value))
        return outcome

    def __call__(self, document: Any, context: Context | None = None) -> Any:
        """The value on a document: JSON or an abstract value; EvaluationError only where every outcome is an error."""
        context = context if context is not None else Context()
        outcome = self.evaluate(document, context)
        if not outcome.may_fail:
            return outcome.value
        return _may_fail(types_of(outcome.value), context)

    def verdict(self, document: Any, context: Context | None = None) -> bool | Unknown:
        """Whether the value is true in JMESPath's sense; Unknown where completions differ or some of them fail."""
        return split_verdict(self, document, context if context is not None else Context())


def compile_expression(text: str, functions: Mapping[str, Function] | None = None) -> Expression:
    """Compile an expression that may call JMESPath's functions and `functions`; ExpressionError with a caret where it cannot be meant."""
    nodes = parse(text)
    hold_cost(text, nodes)
    compiler = Compiler(text, {**BUILTINS, **functions} if functions else BUILTINS)
    return Expression(text, nodes, compiler.compile(nodes), compiler, functions or {})


def _may_fail(types: int, context: Context) -> Unknown:
    blame = tuple(context.blame)
    reason = f"it may fail: {blame[0].reason}" if blame else "it may fail"
    return derive(types, causes=blame, reason=reason)


def _outcomes(expression: Expression, document: Any, context: Context) -> tuple[set[bool | None], EvaluationError | None]:
    """The possible verdicts: True, False and None for an error."""
    try:
        outcome = expression.evaluate(document, context)
    except EvaluationError as error:
        return {None}, error
    verdict = truth(outcome.value, context)
    found: set[bool | None] = {True, False} if verdict is None else {verdict}
    if outcome.may_fail:
        found.add(None)
    return found, None


def split_verdict(expression: Expression, document: Any, context: Context, limit: int = SPLIT_LIMIT) -> bool | Unknown:
    """The verdict, with the choices that it hangs on tried one by one where that can decide it.

    At most `limit` further evaluations, each with a context of its own (`context.fork`). EvaluationError where all of them fail.
    """
    found, error = _outcomes(expression, document, context)
    if len(found) > 1 and context.touched:
        budget = [limit]
        split, split_error = _split(expression, document, context, found, budget)
        found, error = split, split_error or error
    if found == {None}:
        raise error if error is not None else ScannerError("no outcome")
    if len(found) == 1:
        return True in found
    if None in found:
        return _may_fail(BOOLEAN, context)
    causes = tuple(context.blame)
    return derive(BOOLEAN, causes=causes) if causes else Unknown("completions differ", BOOLEAN)


def _split(
    expression: Expression, document: Any, context: Context, found: set[bool | None], budget: list[int]
) -> tuple[set[bool | None], EvaluationError | None]:
    """The outcomes over every alternative of the choice with the fewest of them, and so on below."""
    open_choices = {selector: count for selector, count in context.touched.items() if selector not in context.pick}
    if len(found) == 1 or not open_choices:
        return found, None
    selector, count = min(open_choices.items(), key=lambda choice: (choice[1], repr(choice[0])))
    if count > budget[0]:
        return found, None
    budget[0] -= count
    union: set[bool | None] = set()
    error: EvaluationError | None = None
    for index in range(count):
        branch = context.fork({selector: index})
        outcomes, failure = _outcomes(expression, document, branch)
        deeper, deeper_failure = _split(expression, document, branch, outcomes, budget)
        union |= deeper
        error = error or failure or deeper_failure
        if len(union) == 3:
            break
    return union, error
