"""The format `gitlab`: GitLab's Code Quality report, which merge requests show beside the changed lines.

GitLab, "Code Quality", "Implement a custom tool": a JSON list; `description`, `check_name`, `fingerprint`, `severity` and `location.path`
with `location.lines.begin` are required.
GitLab shows every entry as a problem: what fails and is not waived is written, and what was not read, as `info`.
"""

from __future__ import annotations

from typing import Any, Final, TextIO

from scanner.digests import digest
from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import one_line
from scanner.outputs.standing import is_open
from scanner.outputs.table import unread
from scanner.outputs.uris import synthetic_uri
from scanner.report import Finding, Report, Severity
from scanner.report_json import dumps
from scanner.snapshot import Gap

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
        if is_open(finding):
            out.write(before + dumps(_entry(finding, seen, options)))
            before = ",\n"
    for gap in unread(report):
        out.write(before + dumps(_gap(gap, options)))
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


def _gap(gap: Gap, options: Options) -> dict[str, Any]:
    """What could not be read, as a note beside the file: a fail may hide there."""
    place = gap.location
    known = "/".join(part for part in (gap.account, gap.region) if part)
    path = relative(place.file, options.root) if place else synthetic_uri(gap.type, "not-read", gap.account, gap.region)
    what = "" if gap.type == "*" else f"{gap.type}: "
    return {
        "description": one_line(f"not read, so a failing finding may hide here: {what}{gap.reason}"),
        "check_name": "not-read",
        "fingerprint": digest(f"gap\n{gap.type}\n{path}\n{known}\n{gap.reason}"),
        "severity": "info",
        "location": {"path": one_line(path), "lines": {"begin": place.line if place else 1}},
    }


def relative(file: str, root: str | None) -> str:
    """A file as the repository names it."""
    prefix = f"{root.rstrip('/')}/" if root else ""
    return (file.removeprefix(prefix) if prefix else file).removeprefix("./")
