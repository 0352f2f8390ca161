"""Soundness and precision of the engine, with stock jmespath as the judge: `python -m tests.jmes.soundness N [first seed]`.

A case is a random expression (with two bindings) on a random document with unknowns. Every completion of the document, evaluated by
the judge, must be an outcome that the engine allowed: its verdict, the split verdict, and its value.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from scanner.errors import EvaluationError, ExpressionError
from scanner.jmes import Context, Expression, Function, compile_expression, split_verdict
from scanner.jmes.values import list_items, object_entries, truth
from scanner.unknown import ABSENT, ANY, NOTHING, OpenList, OpenObject, Unknown, has_unknown
from tests.jmes.complete import Completion, bit_of, literals_of
from tests.jmes.generate import Documents, Expressions
from tests.jmes.judge import ERROR, judge, same

COMPLETIONS = 14


@dataclass
class Case:
    """An expression with its bindings, a document, and what the engine made of it."""

    text: str
    bindings: dict[str, str]
    document: Any
    allowed: set[str]
    split: set[str]
    value: Any
    decisive: bool
    """Whether the outcome is one only."""


def _letter(verdict: bool | None) -> set[str]:
    return {"T", "F"} if verdict is None else {"T" if verdict else "F"}


def bind(bindings: dict[str, str], document: Any) -> dict[str, Function]:
    """Functions that evaluate another expression once on the whole document, and remember it by the choices made."""
    functions: dict[str, Function] = {}
    for name, text in bindings.items():
        expression = compile_expression(text, dict(functions))
        functions[name] = Function(name, (), ANY, _binding(expression, document))
    return functions


def _binding(expression: Expression, document: Any) -> Any:
    kept: dict[Any, Any] = {}

    def call(context: Context) -> Any:
        key = frozenset(context.pick.items())
        if key not in kept:
            try:
                kept[key] = expression.evaluate(document, context)
            except EvaluationError as error:
                kept[key] = error
        if isinstance(kept[key], EvaluationError):
            raise kept[key]
        return context.absorb(kept[key])

    return call


def named(text: str, bindings: dict[str, str]) -> list[Any]:
    """The literals of an expression and its bindings."""
    return literals_of(*(compile_expression(part, bind(bindings, {})).nodes for part in (text, *bindings.values())))


def make(seed: int, mode: str) -> Case | None:
    """The case of a seed, evaluated; None where the expression does not compile."""
    random = Random(seed)
    expressions = Expressions(random)
    bindings = {"b1": Expressions(random, calls=False).dense(0)}
    bindings["b2"] = Expressions(random, calls=False).dense(0) if random.random() < 0.7 else "b1()"
    text = expressions.dense() if mode != "sparse" else expressions.expression(random.choice([1, 2, 2, 3]))
    try:
        literals = named(text, bindings)
    except ExpressionError:
        return None
    documents = Documents(random, literals=literals)
    document = {"dense": documents.dense, "sparse": documents.sparse, "finite": documents.finite}[mode]()
    expression = compile_expression(text, bind(bindings, document))
    context = Context()
    value: Any = None
    try:
        outcome = expression.evaluate(document, context)
    except EvaluationError:
        return Case(text, bindings, document, {"E"}, {"E"}, None, True)
    value = outcome.value
    allowed = _letter(truth(value, context)) | ({"E"} if outcome.may_fail else set())
    if len(allowed) > 1 and not context.blame:
        raise AssertionError(f"nothing is blamed: {text} on {document}")
    try:
        verdict = split_verdict(expression, document, Context())
        split = allowed if isinstance(verdict, Unknown) else {"T" if verdict else "F"}
    except EvaluationError:
        split = {"E"}
    return Case(text, bindings, document, allowed, split, value, len(split) == 1)


def completions(case: Case, seed: int, mode: str) -> Any:
    """Completions of a case's document: all of them where it has choices only, else some."""
    random = Random(seed + 1)
    literals = named(case.text, case.bindings)
    if mode == "finite":
        counts = _counts(case.document)
        keys = list(counts)
        for choice in itertools.islice(itertools.product(*(range(counts[key]) for key in keys)), 80):
            yield Completion(random, literals, dict(zip(keys, choice, strict=True))).fill(case.document)
        return
    for _ in range(COMPLETIONS):
        yield Completion(random, literals).fill(case.document)


def _counts(document: Any) -> dict[Any, int]:
    """The selectors in a document and their numbers of alternatives."""
    found: dict[Any, int] = {}
    stack = [document]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown) and item.one_of is not None:
            key = item.selector if item.selector is not None else ("value", item.identity) if item.identity else item
            found[key] = len(item.one_of)
            stack.extend(item.one_of)
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return found


def check(seed: int, mode: str, show: bool = True) -> Counter[str]:
    """One case: AssertionError with all of it where a completion contradicts the engine; else what to count."""
    case = make(seed, mode)
    counts: Counter[str] = Counter()
    if case is None or not has_unknown(case.document):
        return counts
    counts["cases"] += 1
    seen: set[str] = set()
    for document in completions(case, seed, mode):
        counts["completions"] += 1
        found = judge(case.text, document, case.bindings)
        letter = "E" if found is ERROR else "F" if found in (None, "", [], {}) or found is False else "T"
        letter = "T" if found in (0, 1) and not isinstance(found, bool) and found is not ERROR else letter
        seen.add(letter)
        wrong = letter not in case.allowed or letter not in case.split or (found is not ERROR and not member(case.value, found))
        if wrong and show:
            lines = [f"seed {seed} {mode}: {case.text}  {case.bindings}", f"document {case.document}", f"completion {document}"]
            raise AssertionError("\n".join([*lines, f"judge {letter} {found!r}", f"engine {case.allowed} {case.split} {case.value!r}"]))
    counts["agree"] += len(seen) == 1
    counts["decided where completions agree"] += len(seen) == 1 and case.decisive
    counts["agree without error"] += len(seen) == 1 and "E" not in seen
    counts["decided where completions agree without error"] += len(seen) == 1 and "E" not in seen and case.decisive
    return counts


def member(value: Any, found: Any) -> bool:
    """Whether a JSON value is one that an abstract value stands for (correlations aside)."""
    context = Context()
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return any(member(choice, found) for choice in value.one_of if choice is not ABSENT)
        if not bit_of(found) & value.types or (value.truthy and found in (None, False, "", [], {}) and found != 0):
            return False
        if isinstance(found, (int, float)) and not isinstance(found, bool):
            return (value.minimum is None or found >= value.minimum) and (value.maximum is None or found <= value.maximum)
        return not isinstance(found, str) or (found.startswith(value.prefix) and found.endswith(value.suffix))
    if isinstance(value, (dict, OpenObject)):
        return isinstance(found, dict) and _object_member(value, found, context)
    if isinstance(value, (list, OpenList)):
        return isinstance(found, list) and _list_member(value, found, context)
    return (same(value, found) and isinstance(value, float) == isinstance(found, float)) or value != value


def _object_member(value: Any, found: dict[str, Any], context: Context) -> bool:
    entries, unseen = object_entries(value, context)
    for key, item, maybe in entries:
        if key in found:
            if not member(item, found[key]):
                return False
        elif not maybe:
            return False
    if isinstance(value, dict) and [key for key, _, _ in entries if key in found] != [key for key in found if key in value]:
        return False
    return unseen or found.keys() <= {key for key, _, _ in entries}


def _list_member(value: Any, found: list[Any], context: Context) -> bool:
    items, more, ordered, nonempty = list_items(value, context)
    if nonempty and not found:
        return False
    if not ordered:
        certain = sum(not maybe for _, maybe in items)
        return len(found) >= certain and (more is not NOTHING or len(found) <= len(items))

    @cache
    def fits(place: int, listed: int) -> bool:
        if place == len(found):
            return all(maybe for _, maybe in items[listed:])
        if more is not NOTHING and member(more, found[place]) and fits(place + 1, listed):
            return True
        if listed < len(items):
            item, maybe = items[listed]
            return (member(item, found[place]) and fits(place + 1, listed + 1)) or (maybe and fits(place, listed + 1))
        return False

    return fits(0, 0)


def main(arguments: list[str]) -> int:
    """Check N seeds in each mode; print the violations and the precision."""
    number, first = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 0
    violations = 0
    for mode in ("dense", "sparse", "finite"):
        counts: Counter[str] = Counter()
        for seed in range(first, first + number):
            try:
                counts += check(seed, mode)
            except AssertionError as error:
                violations += 1
                if violations <= 8:
                    print(f"VIOLATION {error}\n")  # noqa: T201 - a command's output
            except Exception as error:  # noqa: BLE001 - a crash is what we look for
                violations += 1
                if violations <= 8:
                    print(f"CRASH seed {seed} {mode}: {error!r}\n")  # noqa: T201  # a command prints
        share = counts["decided where completions agree"] / max(1, counts["agree"])
        calm = counts["decided where completions agree without error"] / max(1, counts["agree without error"])
        print(f"{mode}: {counts['cases']} cases, {counts['completions']} completions; precision {share:.1%}, without errors {calm:.1%}")  # noqa: T201  # a command prints
    print(f"{violations} violations")  # noqa: T201  # a command prints
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
