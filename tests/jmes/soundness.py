"""Soundness and precision of the engine, with stock jmespath as the judge: `python -m tests.jmes.soundness N [--seed FIRST]`.

A trial is one completion of a document, judged by stock jmespath and held against what the engine said of the document: its verdict,
its verdict after the case split, and its value; half of the cases run by closures, half by generated code. N trials or a few more are
made on all cores; the same N and first seed make the same ones. `python -m tests.jmes.soundness --case MODE SEED` repeats one case.
"""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.jmes.cases import MODES, check, member
from tests.jmes.precision import CONDITION_DEPTH, DENSITIES, TREATED, check_shaped
from tests.jmes.shaped_documents import described

__all__ = ["check", "check_any", "main", "member"]

SHAPED = {f"{density:.0%}": density for density in DENSITIES}
"""Modes of policy-shaped cases, by the share of leaves that are holes."""
ROUND = {"dense": 120, "rows": 80, "sparse": 100, "finite": 60, "asked": 120, "8%": 400, "20%": 200}
"""Seeds of each mode in one round; rounds are made until there are enough trials."""
SHOWN = 8


@dataclass(frozen=True)
class Batch:
    """Some seeds of one mode."""

    mode: str
    first: int
    number: int


@dataclass(frozen=True)
class Found:
    """What a batch gave."""

    mode: str
    counts: Counter[str]
    violations: list[str]


def check_any(mode: str, seed: int) -> Counter[str]:
    """One case of any mode: an exception where the engine is wrong or breaks, else what to count."""
    return check(seed, mode) if mode in MODES else check_shaped(seed, SHAPED[mode])


def run(batch: Batch) -> Found:
    """Every case of a batch."""
    counts: Counter[str] = Counter()
    violations = []
    for seed in range(batch.first, batch.first + batch.number):
        try:
            counts += check_any(batch.mode, seed)
        except Exception as error:  # noqa: BLE001 - a crash is what we look for
            again = f'python -m tests.jmes.soundness --case "{batch.mode}" {seed}'
            violations.append(f"{type(error).__name__}: {error}\nagain: {again}")
    return Found(batch.mode, counts, violations)


def rounds(first: int) -> Iterator[list[Batch]]:
    """Batches without end, round after round."""
    number = 0
    while True:
        yield [Batch(mode, first + number * size, size) for mode, size in ROUND.items()]
        number += 1


def trials(wanted: int, first: int, stop: bool) -> Iterator[Found]:
    """What whole rounds gave, until there are so many trials (or, with `stop`, a violation)."""
    cores = os.cpu_count() or 1
    made = 0
    with multiprocessing.Pool(cores) as pool:
        source = rounds(first)
        waiting = [pool.map_async(run, next(source), chunksize=1) for _ in range(cores + 1)]
        while made < wanted:
            round_ = waiting.pop(0).get()
            waiting.append(pool.map_async(run, next(source), chunksize=1))
            for found in round_:
                yield found
                made += found.counts["trials"]
                if stop and found.violations:
                    return


def main(arguments: list[str]) -> int:
    """Make N trials; print the violations and the precision. 1 where there was a violation."""
    parser = argparse.ArgumentParser(description="soundness and precision of the engine")
    parser.add_argument("number", type=int, nargs="?", default=100_000, help="so many trials")
    parser.add_argument("--seed", type=int, default=0, help="the first seed of each mode")
    parser.add_argument("--stop", action="store_true", help="stop at the first violation")
    parser.add_argument("--case", nargs=2, metavar=("MODE", "SEED"), help="repeat one case")
    options = parser.parse_args(arguments)
    if options.case:
        print(dict(check_any(options.case[0], int(options.case[1]))))
        return 0
    print(f"{options.number:,} trials from seed {options.seed}, on {os.cpu_count()} cores")
    print(f"shaped cases: {described()}; conditions of depth {CONDITION_DEPTH}")
    counts: dict[str, Counter[str]] = {mode: Counter() for mode in ROUND}
    violations: list[str] = []
    start = time.monotonic()
    for found in trials(options.number, options.seed, options.stop):
        counts[found.mode] += found.counts
        for violation in found.violations:
            violations.append(violation)
            if len(violations) <= SHOWN:
                print(f"VIOLATION {violation}\n", flush=True)
    seconds = time.monotonic() - start
    _report(counts)
    made = sum(one["trials"] for one in counts.values())
    print(f"{made:,} trials in {seconds:.0f} s ({made / seconds:,.0f} a second); {len(violations)} violations")
    return 1 if violations else 0


def _report(counts: dict[str, Counter[str]]) -> None:
    for mode in MODES:
        one = counts[mode]
        share = one["decided where completions agree"] / max(1, one["agree"])
        calm = one["decided where completions agree without error"] / max(1, one["agree without error"])
        print(f"random, {mode}: {one['cases']:,} cases, {one['trials']:,} trials; precision {share:.1%}, without errors {calm:.1%}")
    for mode in SHAPED:
        one = counts[mode]
        cases = f"{one['cases']:,} touch one, {one['trials']:,} trials"
        print(f"policy-shaped, {mode} holes: {cases}; completions agree in {one['agree']:,}, precision there:")
        print("  " + ", ".join(f"{name} {one[name] / max(1, one['agree']):.1%}" for name in TREATED))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
