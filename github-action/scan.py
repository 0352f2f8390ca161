"""The step that scans: inputs in, reports, outputs, summary and annotations out.

It ends well whatever was found, so that what comes after (upload, comment) runs; the last step of the Action closes the gate.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import arguments
import counts
import runner
import standin

CLEAN, FINDINGS, USAGE, NOTHING, PARTIAL = range(5)
"""The command's exit codes."""
ANNOTATION: Final = re.compile(r"::(error|warning|notice) (?:file=|title=)[^\n]*::")
OWN: Final = re.compile(r"::\w+ title=plimsoll::")
"""Annotations about the run itself."""
REASON: Final = 2000
"""Characters of what the command complained of."""


def main() -> int:
    """Scan, and hand on what was found. 2 where the inputs cannot be meant: no output is written then."""
    try:
        inputs = arguments.read(os.environ)
        os.chdir(Path(os.environ.get("GITHUB_WORKSPACE", ".")) / (inputs["checkout-path"] or "."))
        made = Path(tempfile.mkdtemp(prefix="plimsoll-", dir=os.environ.get("RUNNER_TEMP")))
        directory = arguments.folder(inputs, made / "reports")
        reports = arguments.files(inputs, directory)
        command = [os.environ["PLIMSOLL"], *arguments.words(inputs, reports)]
    except (arguments.InputError, OSError) as error:
        runner.annotate("error", str(error))
        runner.summarise(f"## Plimsoll\n\n    {' '.join(str(error).split())}\n")
        return USAGE
    for _, file in reports:
        file.unlink(missing_ok=True)
    shallow = Path(".git", "shallow").exists()
    environment = arguments.command_environment(os.environ) | arguments.credentials(inputs, os.environ, shallow)
    code, said = run(command, environment, made)
    files = dict(reversed(reports))
    missing = not all(files[name].exists() for name in arguments.ALWAYS)
    why = ""
    if missing:
        code = USAGE if code in (CLEAN, FINDINGS, PARTIAL) else code
        why = reason(said) or f"the command ended with exit code {code} and wrote no report"
        standin.write(reports, inputs.targets, inputs["category"], why, broke=code != NOTHING)
    elif code == USAGE:
        why = "a policy broke; the summary says which"
    tell(inputs, files, code, why)
    return 0


def run(command: list[str], environment: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Run the command; its table and its complaints reach the log, in which nothing is a command to the runner."""
    table, complaints = folder / "table", folder / "complaints"
    with table.open("wb") as out, complaints.open("wb") as err:
        # Words of the inputs, none of them read by a shell.
        done = subprocess.run(  # noqa: S603  # the command is the one that the step before installed
            command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=environment, check=False
        )
    said = complaints.read_text(encoding="utf-8", errors="replace")
    runner.show(table.read_text(encoding="utf-8", errors="replace") + said)
    return (done.returncode if done.returncode >= 0 else 128 - done.returncode), said


def reason(said: str) -> str:
    """What the command complained of, without its usage text."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith(("Usage:", "Try '"))]
    return " ".join(lines).removeprefix("plimsoll: ").removeprefix("Error: ")[:REASON]


def tell(inputs: arguments.Inputs, files: Mapping[str, Path], code: int, why: str) -> None:
    """Outputs, summary and annotations of a run."""
    found = counts.of(files["json"])
    closed = gate(code, inputs["if-nothing-to-scan"].lower())
    conclusion = "success" if closed == CLEAN else "failure" if code in (FINDINGS, PARTIAL) else "error"
    for name, value in found.outputs():
        runner.output(name, str(value))
    for name, form in {"sarif-file": "sarif-github", "json-file": "json", "html-file": "html", "summary-file": "markdown"}.items():
        runner.output(name, str(files[form]) if form in files and files[form].exists() else "")
    runner.output("comment-file", str(files["markdown-comment"]))
    runner.output("directory", str(files["json"].parent))
    runner.output("exit-code", str(code))
    runner.output("gate", str(closed))
    runner.output("conclusion", conclusion)
    open_here = found.begun if found.compared else found.failed
    runner.output("clean", "true" if not open_here and closed == CLEAN else "false")
    if inputs.choice("summary", arguments.CHOICES["summary"]) == "true":
        runner.summarise(files["markdown"].read_text(encoding="utf-8"))
    if why:
        runner.annotate("error" if closed else "warning", why)
    mode = inputs.choice("annotations", arguments.CHOICES["annotations"])
    if mode != "none":
        lines = files["github"].read_text(encoding="utf-8").splitlines()
        allowed = found.annotations() if mode == "new" and found.compared else None
        for line in shown(lines, allowed):
            runner.say(line)


def gate(code: int, nothing: str) -> int:
    """The code that the last step ends with."""
    return CLEAN if code == NOTHING and nothing == "warn" else code


def shown(lines: Iterable[str], allowed: Counter[str] | None) -> Iterator[str]:
    """The annotations to print.

    `allowed`: how many of each level are new; None prints all. The format writes the new findings of a level before the others.
    """
    left = Counter(allowed or {})
    for line in lines:
        said = ANNOTATION.match(line)
        if said is None:
            continue
        if OWN.match(line):
            if allowed is None or said[1] == "warning":
                yield line
        elif allowed is None:
            yield line
        elif left[said[1]] > 0:
            left[said[1]] -= 1
            yield line


if __name__ == "__main__":
    sys.exit(main())
