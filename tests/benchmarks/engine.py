"""What the engine costs, beside stock `jmespath` and hand-written Python: `python -m tests.benchmarks.engine`, `make bench-engine`.

Four parts, each with its promise: (1) the built-in policies' expressions that stock can run, over realistic documents; (2) expressions
beside their hand-written equals; (3) fifty policies on one task definition; (4) a world of 100,000 resources. Ratios are medians
of paired rounds, their means geometric. `--check` exits 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jmespath

from scanner.errors import EvaluationError
from scanner.jmes import Context, Expression, compile_expression
from scanner.jmes.builtins import BUILTINS
from scanner.library import Library
from scanner.policy_loader import load
from tests.benchmarks import fifty, many
from tests.benchmarks.cases import HANDWRITTEN
from tests.benchmarks.corpus import DOCUMENTS, parts_of
from tests.benchmarks.measure import Promises, calls, compare, geometric_mean, uncollected

PARTS_OF = {
    "launch_versions(@)": "launch data",
    "group_subnets(@)[?group_clusters(this())]": "AWS::EC2::Subnet",
    "service_subnets(@)[?runs_on_fargate(this())]": "AWS::EC2::Subnet",
}
"""What stands for the parts that only relations lead to."""


@dataclass(frozen=True, slots=True)
class Case:
    """An expression that policies have, and the documents that it is asked of."""

    name: str
    expression: Expression
    documents: list[Any]
    verdict: bool


def builtin_cases(library: Library) -> Iterator[Case]:
    """The built-in policies' expressions that stock can run, each text once for each kind of document."""
    seen: set[tuple[str, str]] = set()
    for policy in library.policies.values():
        for type_name, target in policy.targets.items():
            whole = DOCUMENTS.get(type_name, [])
            if target is not None and target.text in PARTS_OF:
                parts = DOCUMENTS[PARTS_OF[target.text]]
            elif target is not None and target.calls <= set(BUILTINS):
                parts = [part for document in whole for part in parts_of(jmespath.search(target.text, document))]
            else:
                parts = whole
            asked = [(target, whole, False), *((binding, parts, False) for binding in policy.bindings.values()), (policy.when, parts, True)]
            asked += [(expression, parts, True) for clause in policy.clauses for expression in (clause.when, clause.that)]
            for expression, documents, verdict in asked:
                if expression is None or not documents or not expression.calls <= set(BUILTINS):
                    continue
                if (expression.text, type_name) not in seen:
                    seen.add((expression.text, type_name))
                    yield Case(policy.id, expression, documents, verdict)


def three_valued(expression: Expression) -> Callable[[Any, Context], Any]:
    """The engine as it judges documents that may hold unknowns."""
    return expression.evaluate


def known(expression: Expression, verdict: bool = False) -> Callable[[Any, Context], Any]:
    """The engine as it judges documents without unknowns."""
    expression.generate()
    return expression.holds if verdict else expression.known


def shown(text: str, width: int = 74) -> str:
    """An expression on one line."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def builtins_beside_stock(library: Library, promises: Promises) -> None:
    """Part 1."""
    print("\n(1) built-in policies' expressions that stock can run, each on its realistic documents (ns for each search)")
    rows = []
    context = Context()
    for case in builtin_cases(library):
        with_context = [(document, context) for document in case.documents]
        stock = calls(jmespath.compile(case.expression.text).search, [(document,) for document in case.documents])
        timing = compare(
            {
                "stock": stock,
                "uncollected": uncollected(stock),
                "known": calls(known(case.expression, case.verdict), with_context),
                "three": calls(three_valued(case.expression), with_context),
            }
        )
        rows.append((timing.ratio("stock", "known"), timing.ratio("three", "stock"), timing, case))
    print(f"  {'stock':>8} {'known':>6} {'3-valued':>8}  {'stock/known':>11} {'3-valued/stock':>14}")
    for ratio, slower, timing, case in sorted(rows, key=lambda row: row[0]):
        figures = f"{timing.seconds('stock') * 1e9:8.0f} {timing.seconds('known') * 1e9:6.0f} {timing.seconds('three') * 1e9:8.0f}"
        print(f"  {figures}  {ratio:11.1f} {slower:14.2f}  {shown(case.expression.text)}")
    promises.at_least(
        "stock's time over ours, known documents, geometric mean of built-ins", geometric_mean(ratio for ratio, *_ in rows), 45
    )
    uncollected_mean = geometric_mean(timing.ratio("uncollected", "known") for _, _, timing, _ in rows)
    print(f"         the same without the cost of collecting stock's garbage: {uncollected_mean:.3g}")
    promises.at_most(
        "three-valued over stock on the same known documents, geometric mean", geometric_mean(slower for _, slower, *_ in rows), 1
    )
    promises.at_most("three-valued over stock, the worst expression", max(slower for _, slower, *_ in rows), 1)


def beside_handwritten(library: Library, promises: Promises) -> None:
    """Part 2."""
    print("\n(2) beside hand-written Python that checks types too (ns for each call)")
    rows = []
    context = Context()
    for case in HANDWRITTEN:
        expression = compile_expression(case.text, library.functions)
        documents = DOCUMENTS[case.document]
        with_context = [(document, context) for document in documents]
        engines = {"known": calls(known(expression, case.verdict), with_context), "hand": calls(case.function, [(d,) for d in documents])}
        if case.stock:
            engines["stock"] = calls(jmespath.compile(case.text).search, [(d,) for d in documents])
            engines["uncollected"] = uncollected(engines["stock"])
        timing = compare(engines)
        rows.append((timing.ratio("known", "hand"), timing.ratio("stock", "known") if case.stock else None, timing, case))
    print(f"  {'known':>6} {'hand':>6}  {'known/hand':>10} {'stock/known':>11}")
    for over, under, timing, case in sorted(rows, key=lambda row: -row[0]):
        figures = f"{timing.seconds('known') * 1e9:6.0f} {timing.seconds('hand') * 1e9:6.0f}  {over:10.2f}"
        where = "" if case.builtin else "  [catalogue]"
        print(f"  {figures} {f'{under:11.1f}' if under else '          -'}  {shown(case.text)}{where}")
    for what, builtin in (("fifteen built-in expressions", True), ("catalogue-style policies", False)):
        chosen = [row for row in rows if row[3].builtin is builtin]
        promises.at_most(f"ours over hand-written, geometric mean of the {what}", geometric_mean(row[0] for row in chosen), 1.4)
        promises.at_least(f"stock's time over ours, geometric mean of the {what}", geometric_mean(row[1] for row in chosen if row[1]), 45)
        quiet = geometric_mean(row[2].ratio("uncollected", "known") for row in chosen if row[1])
        print(f"         the same without the cost of collecting stock's garbage: {quiet:.3g}")


def agreement(library: Library) -> None:
    """Refuse to measure what does not agree: ours, stock and hand-written on the very documents."""
    for case in HANDWRITTEN:
        expression = compile_expression(case.text, library.functions)
        for document in DOCUMENTS[case.document]:
            ours, theirs = expression.known(document, Context()), case.function(document)
            if case.verdict:
                ours, theirs = expression.holds(document, Context()), bool(theirs)
            if ours != theirs:
                raise SystemExit(f"{case.text}: {ours!r}, by hand {theirs!r}")
    for each in builtin_cases(library):
        for document in each.documents:
            try:
                ours = each.expression.known(document, Context())
            except EvaluationError as error:
                raise SystemExit(f"{each.expression.text}: {error.message}") from error
            if ours != jmespath.search(each.expression.text, document):
                raise SystemExit(f"{each.expression.text}: not stock's value")


PARTS: dict[str, Callable[[Library, Promises], None]] = {
    "1": builtins_beside_stock,
    "2": beside_handwritten,
    "3": fifty.measure,
    "4": many.measure,
}


def main(arguments: list[str]) -> int:
    """Measure the parts asked for; 1 where a promise is broken and `--check` asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help="1, 2, 3 or 4; all by default")
    parser.add_argument("--check", action="store_true", help="exit 1 where a promise is broken")
    options = parser.parse_args(arguments)
    print(f"jmespath {jmespath.__version__}, Python {platform.python_version()}")
    library = load([])
    agreement(library)
    promises = Promises()
    for part in options.parts:
        PARTS[part](library, promises)
    if promises.broken:
        print(f"\n{len(promises.broken)} promises broken")
    return 1 if promises.broken and options.check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
