"""The format `github`: annotations of GitHub Actions, one workflow command for each of the worst findings that fail.

GitHub, "Workflow commands": in a message `%`, CR and LF are escaped, in a property `:` and `,` too. GitHub shows ten errors and ten
warnings of a step, so the worst come first and the rest are counted.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Final, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.gitlab import relative
from scanner.outputs.plain_text import one_line
from scanner.report import Finding, Report, Severity, Verdict

SHOWN: Final = 10
"""Annotations of each level that GitHub shows for a step."""
LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the annotations: new findings before those that were there, worse before lesser."""
    count = 0

    def failing() -> Iterator[tuple[tuple[bool, int, int], Finding]]:
        nonlocal count
        for finding in report.findings:
            if finding.verdict is Verdict.FAIL and finding.waiver is None and finding.state != "gone":
                count += 1
                yield (finding.state == "unchanged", finding.severity.rank, count), finding

    worst = heapq.nsmallest(3 * SHOWN, failing(), key=lambda pair: pair[0])
    shown: dict[str, int] = {}
    for _, finding in worst:
        level = LEVELS[finding.severity]
        shown[level] = shown.get(level, 0) + 1
        if shown[level] <= SHOWN:
            out.write(_command(level, finding, options) + "\n")
    written = sum(min(number, SHOWN) for number in shown.values())
    if count > written:
        out.write(f"::notice title=plimsoll::{count - written} more findings are in the report\n")
    if report.summary.gaps:
        out.write(f"::warning title=plimsoll::{len(report.summary.gaps)} parts of the target could not be read, so a fail may hide there\n")


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
    return f"::{level} {','.join(properties)}::{_data(f'{finding.message} ({finding.resource})')}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
