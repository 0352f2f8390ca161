"""The reports of a run that wrote none, so that something is always uploaded and read.

Nothing to scan closes the alerts of what is gone: the SARIF file has no results. A run that broke closes none: its file says that the
execution was not successful, and code scanning keeps what it knows and shows the failure.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from scanner import __version__, scan
from scanner.errors import UsageError
from scanner.outputs import Options, writer
from scanner.report import Header, Report, Severity, Summary, Verdict


def write(reports: Sequence[tuple[str, Path]], targets: Sequence[str], category: str, why: str, broke: bool) -> None:
    """Write those of the reports that are missing; `why` is for a person, and stands in each."""
    for name, file in reports:
        if file.exists():
            continue
        verdicts = dict.fromkeys(map(str, Verdict), 0)
        summary = Summary(verdicts=verdicts, severities=dict.fromkeys(map(str, Severity), 0), notes=(why,))
        report = Report(Header(__version__, scan.now(), tuple(targets), ()), [], summary)
        options = Options(root=os.getcwd().replace(os.sep, "/"), category=category or None)
        try:
            written = writer(name)
        except UsageError:
            continue  # the command has refused this format, and said so
        with file.open("w", encoding="utf-8", newline="") as out:
            written(report, out, options)
        if broke and name in ("sarif", "sarif-github"):
            spoil(file, why)


def spoil(file: Path, why: str) -> None:
    """Say in a SARIF file that the execution was not successful."""
    log = json.loads(file.read_text(encoding="utf-8"))
    for run in log["runs"]:
        for invocation in run["invocations"]:
            invocation["executionSuccessful"] = False
            notes = invocation.setdefault("toolExecutionNotifications", [])
            notes.append({"level": "error", "message": {"text": why or "the run broke"}})
    file.write_text(json.dumps(log), encoding="utf-8")
