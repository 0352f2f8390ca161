"""How often the engine is definite where every completion agrees, on documents and conditions shaped as real ones.

Precision is the share, among cases that touch a hole and whose sampled completions all agree, for which the engine is definite.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, Final

from scanner.unknown import has_unknown
from tests.jmes.cases import Answer, Case, ask, compile_case, hold
from tests.jmes.judge import touches
from tests.jmes.shaped_documents import ShapedDocument, kind_of, opaque, typed, with_holes
from tests.jmes.shaped_expressions import Clauses

DENSITIES: Final = (0.08, 0.20)
"""The share of leaves that are holes."""
CONDITION_DEPTH: Final = 2
COMPLETIONS: Final = 80
"""At least so many of a document, every combination of choices among them where there are at most MOST_CHOICES."""
MOST_CHOICES: Final = 160
TREATMENTS: Final[dict[str, Callable[[Any], Any]]] = {"opaque": opaque, "types": typed, "all that is known": lambda document: document}


TREATED: Final = (*TREATMENTS, "with the case split")
"""What precision is counted for, from the least that is known to the most."""


def check_shaped(seed: int, density: float) -> Counter[str]:
    """One condition on one document: Broken where a completion contradicts the engine under any treatment; else what to count."""
    counts: Counter[str] = Counter()
    random = Random(seed)
    shaped = ShapedDocument(random, density)
    if not has_unknown(shaped.document):
        return counts
    text = Clauses(random).condition(kind_of(shaped.type_name), CONDITION_DEPTH)
    if not touches(text, with_holes(shaped.document)):
        return counts
    case = compile_case(text, {}, generated=seed % 2 == 1)
    if case is None:
        raise AssertionError(f"{text} does not compile")
    counts["cases"] += 1
    answers = {name: ask(case, treat(shaped.document)) for name, treat in TREATMENTS.items()}
    seen = set()
    for completion in completions(shaped, case, random):
        counts["trials"] += 1
        for name, answer in answers.items():
            seen.add(hold(case, answer, shaped.document, completion, f"seed {seed} density {density}, {name}"))
    if len(seen) > 1:
        return counts
    counts["agree"] += 1
    for name, definite in decided(answers).items():
        counts[name] += definite
    return counts


def decided(answers: dict[str, Answer]) -> dict[str, bool]:
    """By treatment, whether the engine is definite: those of one evaluation, then with the case split."""
    known = answers["all that is known"]
    single = {name: len(answer.allowed) == 1 for name, answer in answers.items()}
    return {**single, "with the case split": len(known.split) == 1}


def completions(shaped: ShapedDocument, case: Case, random: Random) -> Any:
    """Every combination of choices (or some, where there are too many), each with several values for what is opaque."""
    selectors = sorted(shaped.counts, key=repr)
    every = list(itertools.islice(itertools.product(*(range(shaped.counts[name]) for name in selectors)), 4 * MOST_CHOICES))
    chosen = every if len(every) <= MOST_CHOICES else random.sample(every, MOST_CHOICES)
    each = max(1, -(-COMPLETIONS // len(chosen))) if shaped.opaque else 1
    for choice in chosen:
        pick = dict(zip(selectors, choice, strict=True))
        for _ in range(each):
            yield shaped.fill(shaped.document, pick, case.literals, {})
