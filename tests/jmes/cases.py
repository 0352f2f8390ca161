"""One soundness case: a random expression with bindings, on documents with unknowns, beside what every completion really gives.

The judge is stock jmespath. Each completion must be an outcome that the engine allowed: its verdict, its split verdict, its value.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from scanner.errors import EvaluationError, ExpressionError
from scanner.frame import FUNCTIONS as SNAPSHOT_FUNCTIONS
from scanner.functions import FUNCTIONS
from scanner.jmes import Context, Expression, Function, compile_expression, split_verdict
from scanner.jmes.abstract import generate
from scanner.jmes.builtins import BUILTINS
from scanner.jmes.values import list_items, object_entries, truth
from scanner.unknown import ABSENT, ANY, NOTHING, OpenList, OpenObject, Unknown, has_unknown
from tests.jmes.complete import Completion, bit_of, literals_of
from tests.jmes.generate import Documents, Expressions
from tests.jmes.judge import ERROR, Judge, is_true, same

MODES = ("dense", "rows", "sparse", "finite", "asked")
COMPLETIONS = 12
"""Of one document: so many are tried where they are not all tried."""
DOCUMENTS = 2
"""For one expression."""
MOST_CHOICES = 80
CALLED = {**{name: FUNCTIONS[name] for name in ("any", "all", "none")}, "exists": SNAPSHOT_FUNCTIONS["exists"]}
"""Functions of ours that the generators call, and the judge knows."""


@dataclass
class Memory:
    """What the expressions of a case see beside their current value: `Context.data`."""

    document: Any
    kept: dict[Any, Any] = field(default_factory=dict)
    """By binding and choices made: the Outcome or the EvaluationError."""


@dataclass(frozen=True)
class Case:
    """An expression with its bindings, compiled once for the engine and once for the judge."""

    text: str
    bindings: Mapping[str, str]
    expression: Expression
    judge: Judge
    literals: list[Any]


@dataclass(frozen=True)
class Answer:
    """What the engine says of a case on a document."""

    allowed: frozenset[str]
    """Of T, F and E, by one evaluation."""
    split: frozenset[str]
    """The same after the case split."""
    value: Any
    """Undefined where the evaluation certainly fails."""


class Broken(AssertionError):
    """A completion contradicts the engine."""


def compile_case(text: str, bindings: Mapping[str, str], generated: bool = False) -> Case | None:
    """The case of an expression, evaluated by closures or by generated code; None where one of its texts does not compile."""
    functions: dict[str, Function] = {"root": Function("root", (), ANY, lambda context: context.data.document), **CALLED}
    trees = []
    try:
        for name, binding in bindings.items():
            compiled = _compile(binding, dict(functions), generated)
            trees.append(compiled.nodes)
            functions[name] = Function(name, (), ANY, _binding(name, compiled))
        expression = _compile(text, functions, generated)
    except ExpressionError:
        return None
    return Case(text, bindings, expression, Judge(text, bindings), literals_of(expression.nodes, *trees))


def _compile(text: str, functions: Mapping[str, Function], generated: bool) -> Expression:
    """An expression that runs by closures, or by generated code where there can be any."""
    expression = compile_expression(text, functions)
    run = generate(expression.nodes, text, {**BUILTINS, **functions}) if generated else None
    if run is None:
        return expression
    return Expression.restore(text, functions, expression.call_sites, expression.fields, run=run)


def _binding(name: str, expression: Expression) -> Any:
    """Evaluates an expression once on the whole document, and remembers what it gave by the choices made, as policies' `with` does."""

    def call(context: Context) -> Any:
        memory: Memory = context.data
        key = (name, frozenset(context.pick.items()))
        if key not in memory.kept:
            try:
                memory.kept[key] = expression.evaluate(memory.document, context)
            except EvaluationError as error:
                memory.kept[key] = error
        kept = memory.kept[key]
        if isinstance(kept, EvaluationError):
            raise kept
        return context.absorb(kept)

    return call


def ask(case: Case, document: Any) -> Answer:
    """The engine's answer; an AssertionError where it doubts without blaming anything."""
    context = Context(data=Memory(document))
    try:
        outcome = case.expression.evaluate(document, context)
    except EvaluationError:
        return Answer(frozenset("E"), frozenset("E"), None)
    verdict = truth(outcome.value, context)
    allowed = frozenset(("TF" if verdict is None else "T" if verdict else "F") + ("E" if outcome.may_fail else ""))
    if len(allowed) > 1 and not context.blame:
        raise AssertionError(f"nothing is blamed: {case.text} on {document}")
    return Answer(allowed, _split(case, document, allowed), outcome.value)


def _split(case: Case, document: Any, allowed: frozenset[str]) -> frozenset[str]:
    if len(allowed) == 1:
        return allowed
    try:
        verdict = split_verdict(case.expression, document, Context(data=Memory(document)))
    except EvaluationError:
        return frozenset("E")
    return allowed if isinstance(verdict, Unknown) else frozenset("T" if verdict else "F")


def letter_of(found: Any) -> str:
    """T, F or E: what a judge's value means."""
    return "E" if found is ERROR else "T" if is_true(found) else "F"


def hold(case: Case, answer: Answer, document: Any, completion: Any, told: str) -> str:
    """Broken where a completion is no outcome that the engine allowed; else the letter of what the judge found."""
    found = case.judge.of(completion)
    letter = letter_of(found)
    if letter in answer.allowed and letter in answer.split and (found is ERROR or member(answer.value, found)):
        return letter
    raise Broken(
        f"{told}: {case.text}  {dict(case.bindings)}\ndocument {document}\ncompletion {completion}\n"
        f"judge {letter} {found!r}\nengine {sorted(answer.allowed)} split {sorted(answer.split)} {answer.value!r}"
    )


def make(seed: int, mode: str) -> tuple[Case, Random] | None:
    """The case of a seed (an odd one by generated code), and the source of its documents; None where the expression does not compile."""
    random = Random(seed)
    expressions = Expressions(random)
    kept = random.choice(["a[0]", "a[0]", "a[-1]", "b[0]", "a[0].a", "a", "b[*]"])
    bindings = {"b1": kept if random.random() < 0.3 else Expressions(random, calls=False).dense(0)}
    bindings["b2"] = Expressions(random, calls=False).dense(0) if random.random() < 0.7 else random.choice(["b1()", "b1().a", "b1()[0]"])
    if mode == "asked":
        bindings = {"b1": random.choice(["a", "b", "c[0]", "a == b"]), "b2": "b1()"}
        text = expressions.asked()
    else:
        deep = random.choice([1, 2, 2, 3])
        text = expressions.expression(deep) if mode == "sparse" else expressions.rows() if mode == "rows" else expressions.dense()
    case = compile_case(text, bindings, generated=seed % 2 == 1)
    return None if case is None else (case, random)


def check(seed: int, mode: str) -> Counter[str]:
    """One expression on some documents: Broken with all of it where a completion contradicts the engine; else what to count."""
    counts: Counter[str] = Counter()
    made = make(seed, mode)
    if made is None:
        return counts
    case, random = made
    for number in range(DOCUMENTS):
        documents = Documents(random, literals=case.literals)
        document = getattr(documents, mode)()
        if not has_unknown(document):
            continue
        answer = ask(case, document)
        counts["cases"] += 1
        seen = set()
        for completion in completions(case, document, random, mode):
            counts["trials"] += 1
            seen.add(hold(case, answer, document, completion, f"seed {seed} {mode}, document {number}"))
        agree, decided = len(seen) == 1, len(answer.split) == 1
        counts["agree"] += agree
        counts["decided where completions agree"] += agree and decided
        counts["agree without error"] += agree and "E" not in seen
        counts["decided where completions agree without error"] += agree and decided and "E" not in seen
    return counts


def completions(case: Case, document: Any, random: Random, mode: str) -> Iterator[Any]:
    """Completions of a document: all of them where it has choices only, else some."""
    if mode != "finite":
        for _ in range(COMPLETIONS):
            yield Completion(random, case.literals).fill(document)
        return
    counts = selectors_in(document)
    for choice in itertools.islice(itertools.product(*map(range, counts.values())), MOST_CHOICES):
        yield Completion(random, case.literals, dict(zip(counts, choice, strict=True))).fill(document)


def selectors_in(document: Any) -> dict[Any, int]:
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


def member(value: Any, found: Any) -> bool:
    """Whether a JSON value is one that an abstract value stands for (correlations aside)."""
    context = Context()
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return any(member(choice, found) for choice in value.one_of if choice is not ABSENT)
        if not bit_of(found) & value.types or (value.truthy and not is_true(found)):
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
