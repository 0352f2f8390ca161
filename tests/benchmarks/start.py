"""What a scan of a small template costs beyond Python's start and the imports of our dependencies, phase by phase.

    python -m tests.benchmarks.start [--check] [TEMPLATE]

CPU of whole processes, the least of several, in turns. The baseline of a format is a process that imports exactly the third-party modules
that the scan imports, and nothing else; the scan itself is the command as a user runs it, with bytecode in place. The phases are measured
inside one process and do not add up to the total: the rest is what the command line itself does. `--check` ends with 1 where more than
promised is used. A machine is as slow as it is: beside milliseconds stands the ratio to `import yaml, jmespath, click` of the same run.
"""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = 15
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
import scanner.__main__, scanner.cli
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
report.findings = [finding for _, world in worlds for finding in story.evaluate(rules.policies, world, rules.library.data, judges)]
marks.append(now())
with open({out!r}, "w") as out: write(report, out, outputs.Options(root="/"))
marks.append(now())
print("PHASES", *marks)
"""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")}
"""Bytecode is kept where it belongs, as for a user."""
NAMES = ("Python's start", "dependencies", "our imports", "policies", "read", "judge", "write")


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


def measure(template: str, form: str, yardstick: float) -> float:
    """Print what a format costs; the total beyond its baseline."""
    arguments = ["scan", template, "--format", form]
    modules = told(MODULES.format(arguments=arguments), "MODULES")
    baseline, command = f"import {', '.join(modules)}", COMMAND.format(arguments=arguments)
    cpu(command)  # the first run writes bytecode
    pairs = [(cpu(baseline), cpu(command)) for _ in range(ROUNDS)]
    least, whole = (min(values) for values in zip(*pairs, strict=True))
    beyond: float = whole - least
    print(f"{form}: {whole:.1f} ms, of which Python and {len({name.split('.')[0] for name in modules})} dependencies {least:.1f} ms")
    for name, value in zip(NAMES, phases(template, form, modules), strict=True):
        print(f"    {name:<16} {value:7.1f} ms")
    print(f"    beyond           {beyond:7.1f} ms = {beyond / yardstick:.2f} x `{YARDSTICK}` ({yardstick:.1f} ms)")
    return beyond


def main() -> None:
    """Measure all formats."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    template = arguments[0] if arguments else str(HERE / "small.yaml")
    yardstick = min(cpu(YARDSTICK) for _ in range(ROUNDS))
    print(f"Python {sys.version.split()[0]}: {min(cpu('pass') for _ in range(ROUNDS)):.1f} ms; {Path(template).name}")
    kept = True
    for form in FORMATS:
        beyond = measure(template, form, yardstick)
        kept &= beyond <= PROMISE
        print(f"    {'kept' if beyond <= PROMISE else 'BROKEN'}: at most {PROMISE:g} ms were promised")
    if "--check" in sys.argv and not kept:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
