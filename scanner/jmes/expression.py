"""A compiled expression, and the verdicts that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import EvaluationError, ScannerError
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.calls import Function
from scanner.jmes.choices import read
from scanner.jmes.context import Context, Outcome
from scanner.jmes.kinds import PLAIN, causes_of, derive, types_of
from scanner.jmes.truths import truth
from scanner.unknown import ABSENT, BOOLEAN, Unknown

if TYPE_CHECKING:
    from scanner.jmes.compile import Closure, Compiler
    from scanner.jmes.nodes import Node
    from scanner.jmes.splits import Budget

Known = tuple[Callable[[Any, Context], Any], Callable[[Any, Context], bool]]
"""Generated code for known values: the one that gives the value, the one that gives its truth."""
GENERATE_AFTER: Final = 120
"""Evaluations by closures after which generating code pays: it costs about as much as so many of them."""


class Expression:
    """A JMESPath expression. Immutable to its users: threads may share it, each evaluation with its own Context.

    What it needs is made when first asked for: the syntax tree, closures, and generated code for values that are known and that are not.
    """

    __slots__ = (
        "_asked",
        "_code",
        "_compiler",
        "_fields",
        "_generated",
        "_nodes",
        "_plan",
        "_run",
        "_sites",
        "_tree",
        "functions",
        "holds",
        "known",
        "text",
    )

    def __init__(self, text: str, functions: Mapping[str, Function] | None = None, nodes: Node | None = None) -> None:
        """Take its text, what it may call beside JMESPath's own functions, and its syntax tree where there is one already."""
        self.text = text
        self.functions: Mapping[str, Function] = functions if functions is not None else {}
        """What it may call beside JMESPath's own."""
        self._nodes = nodes
        self._plan: Node | None = None
        self._sites: Mapping[str, tuple[int, ...]] | None = None
        self._fields: frozenset[str] | None = None
        self._compiler: Compiler | None = None
        self._run: Closure | None = None
        self._code: Callable[[], Known] | None = None
        self.known: Callable[[Any, Context], Any] = self._first_known
        """`known(document, context)`: the value on a document in which nothing is unknown, by generated code.

        Raises one of `scanner.jmes.leaving.LEAVING` where a function gives something unknown and where JMESPath has an error: then ask
        `evaluate`.
        """
        self.holds: Callable[[Any, Context], bool] = self._first_holds
        """`holds(document, context)`: the truth of that, found without making lists that are only asked whether they are empty."""
        self._tree: Callable[[], Node] | None = None
        self._asked = 0
        self._generated = False

    @classmethod
    def restore(
        cls,
        text: str,
        functions: Mapping[str, Function],
        call_sites: Mapping[str, tuple[int, ...]],
        fields: frozenset[str],
        run: Closure | None = None,
        known: Callable[[], Known] | None = None,
        tree: Callable[[], Node] | None = None,
    ) -> Expression:
        """An expression that was compiled before, without looking at its text: `functions` may be filled later.

        `run` is its three-valued code; `known` gives the code for known values, `tree` the syntax tree, when that is first needed.
        """
        found = cls(text, functions)
        found._sites, found._fields = call_sites, fields
        found._run, found._code, found._tree = run, known, tree
        return found

    def __repr__(self) -> str:
        """Its text."""
        return f"<Expression {self.text!r}>"

    @property
    def nodes(self) -> Node:
        """The positioned syntax tree, for lint and the tracer."""
        if self._nodes is None:
            if self._tree is not None:
                self._nodes = self._tree()
            else:
                from scanner.jmes.syntax import parse

                self._nodes = parse(self.text)
        return self._nodes

    @property
    def plan(self) -> Node:
        """The tree that is evaluated: as `nodes`, with filters by equality looked up (`scanner.jmes.joins`)."""
        if self._plan is None:
            from scanner.jmes.joins import joined

            self._plan = joined(self.nodes, self.functions)
        return self._plan

    @property
    def closures(self) -> Mapping[Node, Closure]:
        """Closures by node, for the tracer."""
        return self._compiled().closures

    @property
    def call_sites(self) -> Mapping[str, tuple[int, ...]]:
        """By function: the offsets at which it is called."""
        if self._sites is None:
            from scanner.jmes.compile import check_calls

            sites = check_calls(self.nodes, self.text, {**BUILTINS, **self.functions})
            self._sites = {name: tuple(places) for name, places in sites.items()}
        return self._sites

    @property
    def calls(self) -> frozenset[str]:
        """The names of the functions that it calls."""
        return frozenset(self.call_sites)

    @property
    def fields(self) -> frozenset[str]:
        """The names of all fields that it reads, at any depth."""
        if self._fields is None:
            self._fields = frozenset(str(node.value) for node in self.nodes.walk() if node.kind == "field")
        return self._fields

    def _compiled(self) -> Compiler:
        if self._compiler is None:
            from scanner.jmes.compile import Compiler
            from scanner.jmes.joins import cover

            compiler = Compiler(self.text, {**BUILTINS, **self.functions})
            compiler.compile(self.plan)
            cover(self.nodes, self.plan, compiler.closures, compiler.compile)
            self._compiler = compiler
        return self._compiler

    def _prepare(self) -> Closure:
        """Closures at first; generated code once they were used so often that it pays."""
        self._asked += 1
        closure = self._compiled().closures[self.plan]
        if self._asked < GENERATE_AFTER:
            return closure
        from scanner.jmes.abstract import generate

        self._run = generate(self.plan, self.text, self.called()) or closure
        return self._run

    def called(self) -> Mapping[str, Function]:
        """The functions that it calls, by name."""
        names = {str(node.value) for node in self.plan.walk() if node.kind == "function_expression"}
        return {name: self.functions[name] if name in self.functions else BUILTINS[name] for name in sorted(names)}

    def source(self, name: str) -> str:
        """The source text of its code for known values (see `scanner.jmes.known`)."""
        from scanner.jmes.known import sources

        return sources(self.plan, self.called(), name)

    def generate(self) -> None:
        """Put the code for known values in the place of what made it."""
        self._generated = True
        if self._code is not None:
            self.known, self.holds = self._code()
            return
        from scanner.jmes.known import bind

        code = bind(self.source("it"), self.called())
        self.known, self.holds = code["value_it"], code["truth_it"]

    def _first_known(self, document: Any, context: Context) -> Any:
        if not self._generated:
            self.generate()
        return self.known(document, context)

    def _first_holds(self, document: Any, context: Context) -> bool:
        if not self._generated:
            self.generate()
        return self.holds(document, context)

    def evaluate(self, document: Any, context: Context) -> Outcome:
        """The outcome on a document; EvaluationError where it certainly fails.

        May be called inside another evaluation with that one's context: the doubt is then its, too.
        """
        before, touched = context.may_fail, context.touched
        blamed, assumed = len(context.blame), context.assumed
        context.may_fail, context.touched, context.assumed = False, {}, context.given
        context.depth += 1
        try:
            run = self._run or self._prepare()
            if document.__class__ is Unknown or document is ABSENT:
                document = read(document, context)
            value = run(document, context)
            blame = context.blame
            outcome = Outcome(value, context.may_fail, context.touched, tuple(blame[blamed:]) if blame else ())
        except RecursionError:
            raise EvaluationError("the document is nested too deeply for this expression") from None
        finally:
            context.depth -= 1
            context.assumed = assumed
            if before:
                context.may_fail = True
            if context.touched:
                for selector, count in context.touched.items():
                    touched[selector] = max(count, touched.get(selector, 0))
            context.touched = touched
        if context.depth == 0 and value.__class__ not in PLAIN and truth(value, context) is None:
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
    from scanner.jmes.cost import hold_cost
    from scanner.jmes.syntax import parse

    nodes = parse(text)
    hold_cost(text, nodes)
    expression = Expression(text, functions, nodes)
    expression._compiled()
    return expression


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


def split_verdict(expression: Expression, document: Any, context: Context, limit: int | None = None) -> bool | Unknown:
    """The verdict, with the choices that it hangs on tried one by one where that can decide it.

    At most `limit` (`splits.CHOICES`) further evaluations, each with a context of its own (`context.fork`). EvaluationError where all
    of them fail.
    """
    found, error = _outcomes(expression, document, context)
    if len(found) > 1:
        from scanner.jmes.splits import CHOICES, Budget

        split, split_error = _split(expression, document, context, found, Budget(CHOICES if limit is None else limit))
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
    expression: Expression, document: Any, context: Context, found: set[bool | None], budget: Budget
) -> tuple[set[bool | None], EvaluationError | None]:
    """The outcomes over the cases of the next split, and so on below."""
    from scanner.jmes.splits import cases

    tried = cases(context, budget) if len(found) > 1 else []
    if not tried:
        return found, None
    union: set[bool | None] = set()
    error: EvaluationError | None = None
    for pick in tried:
        branch = context.fork(pick)
        outcomes, failure = _outcomes(expression, document, branch)
        deeper, deeper_failure = _split(expression, document, branch, outcomes, budget)
        union |= deeper
        error = error or failure or deeper_failure
        if union >= found:
            break
    return union & found, error
