"""Times of small functions, paired: what is compared runs in turns, so that a slow moment of the machine strikes all alike.

CPU seconds of this thread. Garbage collection is on, as it is in a program: stock `jmespath` leaves cycles behind, and whoever calls it
pays for them; what stood in memory before is frozen, so that nobody pays for the benchmark itself. `uncollected` measures without it.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ROUNDS = 31
SAMPLE = 0.004
"""CPU seconds that one sample takes."""
UNROLLED = 8
"""At least so many calls stand in the body of the timed loop, so that the loop itself does not count."""

Runner = Callable[[int], float]
"""Runs its body so many times; gives CPU seconds."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each engine for one call: its median, and each round's."""

    rounds: Mapping[str, Sequence[float]]

    def seconds(self, engine: str) -> float:
        """The median."""
        return statistics.median(self.rounds[engine])

    def ratio(self, over: str, under: str) -> float:
        """How many times the time of `under` the engine `over` takes: the median of each round's ratio."""
        pairs = zip(self.rounds[over], self.rounds[under], strict=True)
        return statistics.median(a / b for a, b in pairs)


@dataclass(slots=True)
class Promises:
    """What was promised and what was measured."""

    broken: list[str] = field(default_factory=list)

    def at_least(self, what: str, measured: float, promised: float) -> None:
        """Print a measure that must not be lower than promised."""
        self._tell(what, measured, f"at least {promised:g}", measured >= promised)

    def at_most(self, what: str, measured: float, promised: float) -> None:
        """Print a measure that must not be higher than promised."""
        self._tell(what, measured, f"at most {promised:g}", measured <= promised)

    def _tell(self, what: str, measured: float, promised: str, kept: bool) -> None:
        print(f"  {'kept  ' if kept else 'BROKEN'} {what}: {measured:.3g} (promised: {promised})")
        if not kept:
            self.broken.append(what)


def calls(function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]) -> tuple[Runner, int]:
    """A loop that calls a function with each of the argument lists in turn, and how many calls one pass makes."""
    repeat = max(1, -(-UNROLLED // len(arguments)))
    names = {f"a{i}_{j}": value for i, values in enumerate(arguments) for j, value in enumerate(values)}
    body = "; ".join(f"f({', '.join(f'a{i}_{j}' for j in range(len(values)))})" for i, values in enumerate(arguments))
    head = f"def run(count, now, f, {', '.join(names)}):"
    text = f"{head}\n start = now()\n for _ in range(count): {'; '.join([body] * repeat)}\n return now() - start"
    space: dict[str, Any] = {}
    exec(text, space)  # noqa: S102  # an unrolled loop, whose text holds nothing but names made here
    run = space["run"]
    return (lambda count: run(count, time.thread_time, function, **names)), repeat * len(arguments)


def uncollected(engine: tuple[Runner, int]) -> tuple[Runner, int]:
    """The same loop while garbage collection is off; it is made up for when the clock has stopped."""
    run, made = engine

    def quietly(count: int) -> float:
        gc.disable()
        try:
            return run(count)
        finally:
            gc.enable()
            gc.collect(0)

    return quietly, made


def compare(engines: Mapping[str, tuple[Runner, int]], rounds: int = ROUNDS, sample: float = SAMPLE) -> Timing:
    """Run engines in turns: `rounds` samples of each, `sample` CPU seconds long."""
    counts = {name: _count(run, sample) for name, (run, _) in engines.items()}
    found: dict[str, list[float]] = {name: [] for name in engines}
    order = list(engines)
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds):
            for name in order[number % len(order) :] + order[: number % len(order)]:
                run, calls_made = engines[name]
                found[name].append(run(counts[name]) / counts[name] / calls_made)
    finally:
        gc.unfreeze()
    return Timing(found)


def _count(run: Runner, sample: float) -> int:
    """How often a loop must run for one sample."""
    count = 1
    while (taken := run(count)) < sample / 4:
        count *= 2
    return max(1, round(count * sample / taken))


def geometric_mean(values: Iterable[float]) -> float:
    """The mean of ratios."""
    return math.exp(statistics.fmean(math.log(value) for value in values))
