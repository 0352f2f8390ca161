"""What one evaluation carries along: choices made, choices met, doubt about errors, and the caller's own data."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

from scanner.errors import EvaluationError
from scanner.jmes.kinds import is_known
from scanner.jmes.questions import YES, Question, answers_in, is_askable
from scanner.unknown import Sentinel, Unknown

FAILED: Final = Sentinel("FAILED")
"""What `Context.guard` gives where the guarded call certainly failed."""


class Outcome:
    """What an evaluation came to: a value, and whether some completion gives an error instead. Written out: each evaluation makes one."""

    __slots__ = ("blame", "may_fail", "touched", "value")

    def __init__(self, value: Any, may_fail: bool, touched: Mapping[Hashable, int], blame: tuple[Unknown, ...]) -> None:
        """Take them."""
        self.value = value
        self.may_fail = may_fail
        self.touched = touched
        """The selectors that this evaluation met without a choice made, with their number of alternatives."""
        self.blame = blame
        """The Unknowns for which it may fail."""


class Context:
    """The state of one evaluation, shared by everything that the expression calls; never shared between threads.

    A function that evaluates another expression passes its own context on: choices, doubt and blame compose. One that keeps
    results keeps them by `pick` (a choice made changes them) and replays a kept Outcome with `absorb`.
    """

    __slots__ = ("asked", "assumed", "blame", "data", "depth", "given", "knows", "may_fail", "pick", "reads", "touched")

    def __init__(self, pick: Mapping[Hashable, int] | None = None, data: Any = None) -> None:
        """Take the choices made beforehand (selector -> index of the alternative) and the caller's data."""
        self.pick: dict[Hashable, int] = dict(pick or {})
        self.touched: dict[Hashable, int] = {}
        self.may_fail = False
        self.blame: list[Unknown] = []
        self.reads: list[Any] | None = None
        self.data = data
        self.depth = 0
        self.knows: Callable[[Any], bool] = is_known
        """Whether nothing in a value is unknown; a caller may know it of some values without looking."""
        self.given: dict[Hashable, Any] = answers_in(self.pick) if pick else {}
        """The answers among the choices made, by identity: they hold all through the evaluation."""
        self.assumed: dict[Hashable, Any] = self.given
        """Those, and by identity the narrower value that the sides of `&&` and `||` around tell."""
        self.asked: dict[Question, int] = {}
        """The questions that nothing answered, and how often they were asked."""

    def fork(self, pick: Mapping[Hashable, int]) -> Context:
        """A fresh context with further choices made and the same data."""
        return Context({**self.pick, **pick}, self.data)

    def touch(self, selector: Hashable, count: int) -> None:
        """Note that a choice was met that nobody made."""
        if self.touched.get(selector, 0) < count:
            self.touched[selector] = count

    def ask(self, value: Unknown, asks: str, about: Any = None) -> bool | None:
        """The answer to a question about an unknown value, where it is among the choices made; else None, and it is noted."""
        if not is_askable(value):
            return None
        question = Question(value, asks, about)
        answer = self.pick.get(question)
        if answer is not None:
            return answer == YES
        self.asked[question] = self.asked.get(question, 0) + 1
        return None

    def accuse(self, *unknowns: Unknown) -> None:
        """Note Unknowns that stand between us and a verdict, each once, in the order met."""
        for unknown in unknowns:
            if not any(_twins(unknown, known) for known in self.blame):
                self.blame.append(unknown)

    def doubt(self, *unknowns: Unknown) -> None:
        """Note that some completion gives an error, and for which Unknowns."""
        self.may_fail = True
        self.accuse(*unknowns)

    def guard(self, function: Callable[[Any], Any], value: Any, *unknowns: Unknown) -> Any:
        """`function(value)` for a value that may not exist: a certain error is only a doubt, and gives FAILED."""
        try:
            return function(value)
        except EvaluationError:
            self.doubt(*unknowns)
            return FAILED

    def absorb(self, outcome: Outcome) -> Any:
        """Replay a kept outcome here: its doubt, blame and touched selectors count as if it were evaluated now."""
        if outcome.may_fail:
            self.doubt(*outcome.blame)
        for selector, count in outcome.touched.items():
            if selector not in self.pick:
                self.touch(selector, count)
        return outcome.value


def _twins(one: Unknown, other: Unknown) -> bool:
    """Whether two Unknowns tell a person the same."""
    return one == other or (one.reason == other.reason and one.settle == other.settle and one.identity is None and other.identity is None)
