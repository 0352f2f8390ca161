"""What writing a report costs beside `json.dumps` of the same data: `python -m tests.benchmarks.outputs [--check] [RESULTS]`.

A report of many findings is written in each format to a stream that only counts. What is JSON is read back, and `json.dumps` writes the
same objects in the same process, in turns; beside the other formats it writes those of the format `json`. CPU seconds. Of twice as many
findings a format may take twice as long, and a little more. The peak of memory is that of a process of its own that does nothing else, and
makes one finding at a time: findings of all verdicts and states, each unknown one settled by something else.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from scanner.outputs import FORMATS, Options, writer
from scanner.report import Evidence, Finding, Ground, Part, Read, Reason, Related, Report, Severity, Verdict, Waiver
from scanner.snapshot import Location
from tests.benchmarks.measure import Promises
from tests.outputs.everything import RULES, report

RESULTS = 100_000
ROUNDS = 3
TURNS = 10_000
"""Results of one timed turn: both ways stream, or hold, what is a tenth of the whole."""
JSON = ("json", "sarif", "sarif-github", "gitlab", "ocsf", "asff")
"""The formats that are JSON."""
TIMES = {"sarif": 2, "json": 2, "ocsf": 3, "asff": 3, "csv": 1.5, "junit": 2, "html": 3, "markdown": 2}
"""How many times `json.dumps` a format may take."""
LEAST = 0.1
"""Seconds of a turn below which growth is not asked for: it would be noise."""
GROWTH = 2.6
"""How many times as long a format may take for twice as many findings."""
STREAMS = 60
"""MB that a format takes at most which keeps no finding that it does not show."""
KEEPS = {"junit": 200}
"""MB of a format that must hold everything: the counts of a test suite stand before its cases, and the suites are those of policies."""


class Counting(io.StringIO):
    """Takes text, keeps its length."""

    size = 0

    def write(self, text: str) -> int:
        """Count."""
        self.size += len(text)
        return len(text)


def findings(number: int) -> Iterator[Finding]:
    """Failing findings of templates, as a scan makes them: a path, a clause with its grounds, three values read."""
    severities = list(Severity)
    for index in range(number):
        file = f"services/team-{index // 2000}/template-{index // 50}.yaml"
        rule = RULES[index % 5]
        line = 10 + index % 50
        place = Location(file, line, 7, line, 31)
        reads = (
            Read("Privileged", True, f"{file}#Task{index}", ("ContainerDefinitions", 0, "Privileged"), place),
            Read("Name", f"web-{index}", f"{file}#Task{index}", ("ContainerDefinitions", 0, "Name"), Location(file, line, 3, line, 31)),
        )
        yield Finding(
            rule.id,
            f"{file}#Task{index}",
            "AWS::ECS::TaskDefinition",
            Verdict.FAIL,
            severities[index % 5],
            f"container web-{index} runs privileged",
            file,
            f"{index:064x}",
            part=Part(("ContainerDefinitions", 0), f"web-{index}"),
            location=place,
            related=(Related("the service that runs it", f"{file}#Service{index}", Location(file, 3, 7, 3, 12)),),
            evidence=(Evidence("!Privileged", reads, False, (Ground("!Privileged", False, reads=reads[:1]),)),),
        )


def mixed(number: int) -> Iterator[Finding]:
    """Findings of an account with all verdicts and states: of ten five fail, two are unknown, and one each is waived, gone and passed."""
    for index, one in enumerate(findings(number)):
        place = replace(one, account="111122223333", region="eu-west-1", state="new" if index % 3 else "unchanged")
        kind = index % 10
        if kind < 5:
            yield place
        elif kind < 7:
            reason = Reason(f"parameter P{index} has no default", f"parameter P{index}")
            yield replace(place, verdict=Verdict.UNKNOWN, reasons=(reason,))
        elif kind == 7:
            yield replace(place, waiver=Waiver(reason=f"replaced in spring {index}", until="2027-01-31", owner="ann"))
        elif kind == 8:
            yield replace(place, state="gone")
        else:
            yield replace(place, verdict=Verdict.PASS, state=None, evidence=(), related=())


def content(number: int) -> Report:
    """A report of so many findings, made while they are read."""
    return replace(report(), findings=mixed(number))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def written(name: str, number: int) -> float:
    """What writing a format costs, with findings that are there before."""
    whole = replace(report(), findings=held(number))
    return cpu(lambda: writer(name)(whole, Counting(), Options()))


@cache
def held(number: int) -> tuple[Finding, ...]:
    """So many findings, made once."""
    return tuple(mixed(number))


def ratio(name: str, number: int) -> tuple[float, float, float]:
    """Seconds of a format, those of `json.dumps` of its data, and the best of the ratios of pairs that ran in turns."""
    out = io.StringIO()
    writer(name if name in JSON else "json")(content(number), out, Options())
    data = json.loads(out.getvalue())
    pairs = [(written(name, number), cpu(lambda: json.dumps(data))) for _ in range(ROUNDS)]
    ours, theirs = min(pairs, key=lambda pair: pair[0] / pair[1])
    return ours, theirs, ours / theirs


def growth(name: str, number: int) -> float:
    """How many times as long a format takes for twice as many findings; the best of some turns."""
    return min(written(name, 2 * number) / written(name, number) for _ in range(ROUNDS))


def peak(name: str, number: int) -> float:
    """MB that a process of its own takes at most."""
    code = f"from tests.benchmarks.outputs import alone; alone({name!r}, {number})"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def alone(name: str, number: int) -> None:
    """Write, and print the peak of memory."""
    writer(name)(content(number), Counting(), Options())
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if ":\t" in line)
    print(int(status["VmHWM"].split()[0]) / 1024)


def main() -> int:
    """Measure and print; 1 where a promise is broken and that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("results", nargs="?", type=int, default=RESULTS)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    promises = Promises()
    turn = min(asked.results, TURNS)
    for name in FORMATS:
        ours, theirs, times = ratio(name, turn)
        memory = peak(name, asked.results)
        print(f"{name}: {ours:.2f} s for {turn:,} results, json.dumps {theirs:.2f} s; at most {memory:.0f} MB for {asked.results:,}")
        if name in TIMES:
            promises.at_most(f"{name} beside json.dumps of the same data", times, TIMES[name])
        if ours > LEAST:
            promises.at_most(f"{name} of twice as many", growth(name, turn // 4), GROWTH)
        promises.at_most(f"MB of {name}", memory, KEEPS.get(name, STREAMS))
    return 1 if asked.check and promises.broken else 0


if __name__ == "__main__":
    sys.exit(main())
