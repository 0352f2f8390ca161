"""What a scan of a small template costs beyond Python's start and the imports of our dependencies, phase by phase.

    python -m tests.benchmarks.start [--check] [TEMPLATE]

CPU of whole processes, all kinds of them in turns, round after round; of each kind the least counts, for other work on the machine only
ever adds, and beside the least stands how far the median lies above it: much, where the machine was busy and the figures are too high. The
baseline of a format is a process that imports exactly the third-party modules that the scan imports, and nothing else; the scan itself is
the command as a user runs it, with bytecode in place. The phases are measured inside one process, with modules found and read as the
program does it. They add up to the total with two more lines: what the baseline spends when Python ends, which a scan spares (`end` of
`scanner.__main__`), and what is left, the command line itself. `--check` ends with 1 where more than promised is used. A machine is as slow
as it is: beside milliseconds stands the ratio to `import yaml, jmespath, click` of the same run.
"""

from __future__ import annotations

import itertools
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = 30
PROMISE = 40.0
"""Milliseconds beyond Python's start and the dependencies' imports."""
YARDSTICK = "import yaml, jmespath, click"
FORMATS = ("json", "table", "sarif")

COMMAND = "import sys; from scanner.__main__ import main; sys.argv[1:] = {arguments!r}; main()"
MODULES = """
import sys
from scanner.cli import main
main({arguments!r}, standalone_mode=False)
roots = sorted(name for name in sys.modules if "site-packages" in str(getattr(sys.modules[name], "__file__", "")))
print("MODULES", *roots)
"""
PHASES = """
import time
now = time.process_time
marks = [now()]
for name in {modules!r}: __import__(name)
marks.append(now())
import gc
gc.set_threshold(100_000, 50, 100)
import sys, scanner.__main__
sys.meta_path.insert(0, scanner.__main__.OurModules)
import scanner.cli
import scanner.scan as story, scanner.sources.templates, scanner.sources.cloudformation, scanner.outputs as outputs
write = outputs.writer({form!r})
marks.append(now())
settings = story.Settings()
rules = story.rules_of(settings, story.Config())
names = rules.library.field_names()
marks.append(now())
worlds = list(story.worlds_of([({template!r}, story.Config())], settings, False, names))
marks.append(now())
report = story.Report(story.Header("", "", (), tuple(policy.rule for policy in rules.policies)), ())
judges = story.Judges(rules.policies, story.partial(story.built_policies.judge, rules.library))
judge = story.partial(story.evaluate, data=rules.library.data, judges=judges, brief={form!r} in outputs.BRIEF)
report.findings = [finding for _, world in worlds for finding in judge(rules.policies, world)]
marks.append(now())
with open({out!r}, "w") as out: write(report, out, outputs.Options(root="/"))
marks.append(now())
print("PHASES", *marks)
"""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")}
"""Bytecode is kept where it belongs, as for a user."""
NAMES = ("Python's start", "dependencies", "our imports", "policies", "read", "judge", "write")
END = "Python's end"
OWN = 2
"""The number of the first phase that is ours."""


def cpu(code: str) -> float:
    """CPU milliseconds of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def told(code: str, head: str) -> list[str]:
    """What a process says on the line that begins so."""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    for line in result.stdout.splitlines():
        if line.startswith(head + " "):
            return line.split()[1:]
    raise SystemExit(f"the scan broke:\n{result.stderr}")


def phases(template: str, form: str, modules: list[str]) -> list[float]:
    """The least CPU milliseconds of each phase."""
    code = PHASES.format(modules=modules, form=form, template=template, out="/dev/null")
    rounds = []
    for _ in range(ROUNDS):
        marks = [0.0, *(float(mark) for mark in told(code, "PHASES"))]
        rounds.append([(after - before) * 1000 for before, after in itertools.pairwise(marks)])
    return [min(values) for values in zip(*rounds, strict=True)]


def rounds(kinds: dict[str, str]) -> dict[str, list[float]]:
    """The CPU milliseconds of processes of several kinds, least first; each round has one of each, so that all meet the same machine."""
    for code in kinds.values():
        cpu(code)  # the first run writes bytecode
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, code in kinds.items():
            found[kind].append(cpu(code))
    return {kind: sorted(values) for kind, values in found.items()}


def spread(values: list[float]) -> str:
    """The least of sorted values, and how far the median lies above it."""
    return f"{values[0]:.1f} ms (median +{statistics.median(values) / values[0] - 1:.0%})"


def show(form: str, template: str, modules: list[str], used: dict[str, list[float]]) -> float:
    """Print what a format costs; the total beyond its baseline."""
    least, whole, yardstick = used[f"{form}: baseline"], used[form], used[YARDSTICK][0]
    beyond, spared = whole[0] - least[0], least[0] - used[f"{form}: without end"][0]
    print(f"{form}: {spread(whole)}, of which Python and {len({name.split('.')[0] for name in modules})} dependencies {spread(least)}")
    told_of = phases(template, form, modules)
    for name, value in zip(NAMES, told_of, strict=True):
        print(f"    {name:<16} {value:7.1f} ms")
    print(f"    {'command line':<16} {beyond + spared - sum(told_of[OWN:]):7.1f} ms")
    print(f"    {END:<16} {-spared:7.1f} ms")
    print(f"    {'beyond':<16} {beyond:7.1f} ms = {beyond / yardstick:.2f} x `{YARDSTICK}` ({yardstick:.1f} ms)")
    print(f"    {'kept' if beyond <= PROMISE else 'BROKEN'}: at most {PROMISE:g} ms were promised")
    return beyond


def main() -> None:
    """Measure all formats."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    template = arguments[0] if arguments else str(HERE / "small.yaml")
    scans = {form: ["scan", template, "--format", form] for form in FORMATS}
    modules = {form: told(MODULES.format(arguments=scan), "MODULES") for form, scan in scans.items()}
    kinds = {"pass": "pass", YARDSTICK: YARDSTICK}
    for form, scan in scans.items():
        kinds[f"{form}: baseline"] = f"import {', '.join(modules[form])}"
        kinds[f"{form}: without end"] = f"import {', '.join(modules[form])}, os; os._exit(0)"
        kinds[form] = COMMAND.format(arguments=scan)
    used = rounds(kinds)
    print(f"Python {sys.version.split()[0]}: {spread(used['pass'])}; {Path(template).name}; {ROUNDS} rounds")
    beyond = [show(form, template, modules[form], used) for form in FORMATS]
    if "--check" in sys.argv and max(beyond) > PROMISE:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
