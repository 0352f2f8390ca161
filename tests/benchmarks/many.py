"""An account of 100,000 resources: verdicts beside hand-written loops, and what all policies need of memory beside one.

`python -m tests.benchmarks.many COUNT TIMES POLICY...` judges an account of that size by those policies (all by default), by each so many
times under other names, lets the findings go as a scan does, and prints megabytes: the account alone, and the peak.
"""

from __future__ import annotations

import gc
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scanner.evaluate import evaluate, reaches
from scanner.judge import LEFT, Judges, Quick
from scanner.library import Library
from scanner.policy import Policy
from scanner.policy_loader import load
from scanner.records import replace
from scanner.world import World
from tests.benchmarks.account import world
from tests.benchmarks.loops import LOOPS
from tests.benchmarks.measure import Promises

COUNT = 100_000
ROUNDS = 7
PATIENCE = 40
"""No further round after so many CPU seconds."""
ALONE = "ecs-instance-role-trusts-ec2"
"""The one policy that all are measured beside: it follows relations, and so needs what the world remembers for them."""


def by_hand(account: World) -> Mapping[str, list[int]]:
    """The loops' verdicts."""
    return {policy: loop(account.by_type) for policy, (_, loop) in LOOPS.items()}


def seconds(work: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """CPU seconds of some work, and what it gave."""
    start = time.process_time()
    given = work(*arguments)
    return time.process_time() - start, given


def disagreements(policies: Sequence[Policy], account: World, quick: Quick, written: Mapping[str, list[int]]) -> Counter[str]:
    """Where verdicts differ, by policy; those that generated code leaves to the three-valued evaluation are named so."""
    found: Counter[str] = Counter()
    for policy in policies:
        type_name, _ = LOOPS[policy.id]
        for one, code in zip(account.by_type[type_name], written[policy.id], strict=True):
            ours = quick.verdict(policy, one)
            if ours != code:
                found[f"{policy.id}: {'left' if ours == LEFT else 'another verdict'}"] += 1
    return found


def measure(library: Library, promises: Promises) -> None:
    """Part 4 of the benchmark."""
    print(f"\n(4) an account of {COUNT:,} resources, all known")
    account = world(COUNT)
    snapshot = account.snapshot
    chosen = [library.policies[identity] for identity in LOOPS]
    judges = Judges(chosen)
    every = [policy for policy in library.policies.values() if reaches(policy, account)]
    all_judges = Judges(every)
    ratios: list[tuple[float, float, float]] = []
    Quick(world(2000), library.data, judges)
    start = time.process_time()
    while len(ratios) < ROUNDS and (not ratios or time.process_time() - start < PATIENCE):
        account = World(snapshot)
        gc.collect()
        gc.freeze()
        ours, quick = seconds(Quick, account, library.data, judges)
        theirs, written = seconds(by_hand, account)
        ratios.append((ours / theirs, ours, theirs))
    differ = disagreements(chosen, account, quick, written)
    verdicts = sum(len(codes) for codes in written.values())
    print(f"  {len(chosen)} policies, {verdicts:,} verdicts: {statistics.median(r[1] for r in ratios):.3f} s", end="")
    print(f", by hand {statistics.median(r[2] for r in ratios):.3f} s")
    promises.at_most("differences between the engine's verdicts and the loops'", sum(differ.values()), 0)
    for what, count in sorted(differ.items()):
        print(f"    {count:,} x {what}")
    promises.at_most("the engine's verdicts over hand-written loops", statistics.median(r[0] for r in ratios), 1.5)
    making, account = seconds(World, snapshot)
    print(f"         the world's making (its indexes, and one look at each document for unknowns): {making:.2f} s")
    taken, _ = seconds(Quick, account, library.data, all_judges)
    asked = sum(len(account.by_type.get(type_name, ())) for policy in every for type_name in policy.targets)
    print(f"  all {len(every)} policies, {asked:,} verdicts: {taken:.2f} s")
    gc.unfreeze()
    own, alone = memory(COUNT, 1, ALONE)
    _, together = memory(COUNT, 1)
    print(f"  peak of memory: {alone:.0f} MB with one policy, {together:.0f} MB with all; {own:.0f} MB are the account's own")
    promises.at_most("peak of memory with all policies over that with one", together / alone, 1.1)
    _, once = memory(COUNT // 5, 1)
    _, fourfold = memory(COUNT // 5, 4)
    each = (fourfold - once) / 3 / len(every)
    promises.at_most(f"MB for each further policy (all four times over, {COUNT // 5:,} resources)", each, 0.15)


def memory(count: int, times: int, *policies: str) -> tuple[float, float]:
    """Megabytes of a process of its own: the account alone, and the peak when it is judged."""
    command = [sys.executable, "-m", "tests.benchmarks.many", str(count), str(times), *policies]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    before, peak = done.stdout.split()
    return float(before), float(peak)


def megabytes() -> float:
    """The peak of this process. Where Linux tells it, that of the program alone: `ru_maxrss` begins with what its parent held."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int, times: int, names: Sequence[str]) -> None:
    """Judge an account and print what it took."""
    library = load([])
    chosen = [library.policies[name] for name in names] or list(library.policies.values())
    policies = [replace(policy, id=f"{policy.id}-{time}") for policy in chosen for time in range(times)]
    account = world(count)
    before = megabytes()
    for _ in evaluate(policies, account, library.data):
        pass
    print(f"{before:.1f} {megabytes():.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
