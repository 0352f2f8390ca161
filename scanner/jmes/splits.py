"""Which cases a verdict that is not certain is tried in: the alternatives of one choice, or both answers to one question.

The cases of a split cover every completion, so what holds in all of them holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Final

from scanner.jmes.context import Context
from scanner.jmes.questions import NO, TRUE, YES, Question

CHOICES: Final = 64
"""At most so many further evaluations over the alternatives of choices."""
QUESTIONS: Final = 16
"""At most so many over the answers to questions."""


class Budget:
    """What is left to spend on one verdict."""

    __slots__ = ("choices", "questions")

    def __init__(self, choices: int = CHOICES, questions: int = QUESTIONS) -> None:
        """Take the numbers of further evaluations."""
        self.choices = choices
        self.questions = questions


def cases(context: Context, budget: Budget) -> list[Mapping[Hashable, int]]:
    """After an evaluation that left its verdict open: what to add to `pick` in each case that is tried next; [] where nothing is.

    The choice with the fewest alternatives goes first; then questions about values that were asked more than one thing, since only
    there an answer tells more than the evaluation knew.
    """
    made = context.pick
    met = {selector: count for selector, count in context.touched.items() if selector not in made}
    if met:
        selector, count = min(met.items(), key=lambda choice: (choice[1], repr(choice[0])))
        if count > budget.choices:
            return []
        budget.choices -= count
        return [{selector: index} for index in range(count)]
    question = _question(context) if budget.questions >= 2 else None
    if question is None:
        return []
    budget.questions -= 2
    return [{question: YES}, {question: NO}]


def _question(context: Context) -> Question | None:
    """The first question whose answer can tell more than was known, or None."""
    asked = context.asked
    answered = [question for question in context.pick if question.__class__ is Question]
    things = Counter(question.identity for question in (*answered, *asked))
    for question, times in asked.items():
        if question.asks != TRUE and (times > 1 or things[question.identity] > 1):
            return question
    return next((question for question in asked if things[question.identity] > 1), None)
