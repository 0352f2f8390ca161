"""The format `gitlab`: GitLab's Code Quality report, which merge requests show beside the changed lines.

GitLab, "Code Quality", "Implement a custom tool": a JSON list; `description`, `check_name`, `fingerprint`, `severity` and `location.path`
with `location.lines.begin` are required. Only what fails and is not waived is written: GitLab shows every entry as a problem.
"""

from __future__ import annotations

from typing import Any, Final, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import one_line
from scanner.outputs.uris import synthetic_uri
from scanner.report import Finding, Report, Severity, Verdict
from scanner.report_json import dumps

SEVERITIES: Final = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the failing findings while they are read."""
    out.write("[")
    before = "\n"
    seen: dict[str, int] = {}
    for finding in report.findings:
        if finding.verdict is Verdict.FAIL and finding.waiver is None and finding.state != "gone":
            out.write(before + dumps(_entry(finding, seen, options)))
            before = ",\n"
    out.write("\n]\n")


def _entry(finding: Finding, seen: dict[str, int], options: Options) -> dict[str, Any]:
    place = finding.location
    path = relative(place.file, options.root) if place else synthetic_uri(finding.type, finding.resource, finding.account, finding.region)
    times = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
    return {
        "description": one_line(f"{finding.message} ({finding.resource})"),
        "check_name": finding.policy,
        "fingerprint": finding.fingerprint if times == 1 else f"{finding.fingerprint}-{times}",
        "severity": SEVERITIES[finding.severity],
        "location": {"path": one_line(path), "lines": {"begin": place.line if place else 1}},
    }


def relative(file: str, root: str | None) -> str:
    """A file as the repository names it."""
    prefix = f"{root.rstrip('/')}/" if root else ""
    return (file.removeprefix(prefix) if prefix else file).removeprefix("./")
