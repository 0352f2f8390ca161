"""The format `github`: annotations of GitHub Actions, one workflow command for each of the worst findings that fail.

GitHub, "Workflow commands": in a message `%`, CR and LF are escaped, in a property `:` and `,` too. GitHub shows ten annotations of each
level of a step: new findings come before those that were there, worse before lesser, and what is counted stands before them all.
"""

from __future__ import annotations

from typing import Final, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.gitlab import relative
from scanner.outputs.overview import Kept
from scanner.outputs.plain_text import cut, one_line
from scanner.outputs.standing import is_open
from scanner.outputs.table import count, unread
from scanner.report import Finding, Report, Severity, Verdict

SHOWN: Final = 10
"""Annotations of each level that GitHub shows for a step."""
LONGEST: Final = 2000
"""Characters of one message."""
LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write what is counted, then the annotations of each level."""
    levels = {level: Kept(SHOWN) for level in ("error", "warning", "notice")}
    unknown = 0
    for finding in report.findings:
        unknown += finding.verdict is Verdict.UNKNOWN and finding.state != "gone"
        if is_open(finding):
            levels[LEVELS[finding.severity]].add((finding.state == "unchanged", finding.severity.rank), finding)
    counted = []
    if gaps := len(unread(report)):
        parts = count(gaps, "part")
        counted.append(("warning", f"{parts} of the target could not be read, so a failing finding may hide there"))
    if unknown:
        counted.append(("notice", f"{count(unknown, 'finding')} cannot be told from what was read; the report says what would settle them"))
    room = {level: SHOWN - sum(one == level for one, _ in counted) for level in levels}
    left = sum(max(0, kept.count - room[level]) for level, kept in levels.items())
    if left:
        room["notice"] -= 1
        left = sum(max(0, kept.count - room[level]) for level, kept in levels.items())
        counted.append(("notice", f"{count(left, 'more finding')} in the report"))
    for level, text in counted:
        out.write(f"::{level} title=plimsoll::{text}\n")
    for level, kept in levels.items():
        for finding in kept.findings()[: room[level]]:
            out.write(_command(level, finding, options) + "\n")


def _command(level: str, finding: Finding, options: Options) -> str:
    place = finding.location
    properties = [f"title={_property(finding.policy)}"]
    if place is not None:
        properties = [
            f"file={_property(relative(place.file, options.root))}",
            f"line={place.line}",
            f"endLine={place.end_line}",
            *([f"col={place.column}", f"endColumn={place.end_column}"] if place.line == place.end_line else []),
            *properties,
        ]
    return f"::{level} {','.join(properties)}::{_data(cut(f'{finding.message} ({finding.resource})', LONGEST))}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
