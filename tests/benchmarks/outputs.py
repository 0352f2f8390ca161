"""What writing a report costs beside `json.dumps` of the same data: `python -m tests.benchmarks.outputs [--check] [RESULTS]`.

A report of many findings, made one at a time, is written in each format to a stream that only counts; what making the findings costs is
taken off. SARIF is read back, and `json.dumps` writes the same objects in the same process, in turns. CPU seconds. The peak of memory is
that of a process of its own that does nothing else.
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
from pathlib import Path

from scanner.outputs import FORMATS, Options, writer
from scanner.report import Evidence, Finding, Ground, Part, Read, Related, Report, Severity, Verdict
from scanner.snapshot import Location
from tests.benchmarks.measure import Promises
from tests.outputs.everything import RULES, report

RESULTS = 100_000
ROUNDS = 5
TURNS = 10_000
"""Results of one timed turn: both ways stream, or hold, what is a tenth of the whole."""


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


def content(number: int) -> Report:
    """A report of so many findings, made while they are read."""
    return replace(report(), findings=findings(number))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def made(number: int) -> float:
    """What making the findings costs, without writing them."""
    return cpu(lambda: [None for _ in findings(number)])


def written(name: str, number: int) -> float:
    """What writing a format costs, without making the findings."""
    return cpu(lambda: writer(name)(content(number), Counting(), Options())) - made(number)


def ratio(name: str, number: int) -> tuple[float, float, float]:
    """Seconds of a JSON format, those of `json.dumps` of its data, and the best of the ratios of pairs that ran in turns."""
    out = io.StringIO()
    writer(name)(content(number), out, Options())
    data = json.loads(out.getvalue())
    pairs = [(written(name, number), cpu(lambda: json.dumps(data))) for _ in range(ROUNDS)]
    ours, theirs = min(pairs, key=lambda pair: pair[0] / pair[1])
    return ours, theirs, ours / theirs


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
    for name in ("sarif", "json"):
        ours, theirs, times = ratio(name, min(asked.results, TURNS))
        print(f"{name}: {ours:.2f} s for {min(asked.results, TURNS):,} results, json.dumps of the same data {theirs:.2f} s")
        if name == "sarif":
            promises.at_most(f"{name} beside json.dumps of the same data", times, 2)
    for name in FORMATS:
        seconds, memory = written(name, min(asked.results, TURNS)), peak(name, asked.results)
        print(f"{name}: {seconds:.2f} s for {min(asked.results, TURNS):,} results, at most {memory:.0f} MB for {asked.results:,}")
        if name in ("sarif", "json", "csv", "gitlab", "ocsf", "asff"):
            promises.at_most(f"MB of {name}", memory, 60)
    return 1 if asked.check and promises.broken else 0


if __name__ == "__main__":
    sys.exit(main())
