"""The format `sarif-github`: SARIF as GitHub code scanning wants it.

GitHub shows a result of every kind, and every suppressed one, as an open alert: only what fails, is not waived and is still there
is written. It refuses a file
with more than 25,000 results and shows 5,000: the worst are written, and how many were left out stands in a notification.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Any, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.sarif import results_of, write_log
from scanner.outputs.sarif_result import notification
from scanner.outputs.standing import is_open
from scanner.report import Finding, Report, Verdict

REFUSED_ABOVE = 25_000
"""Results of one run; GitHub rejects the whole file above it."""


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the worst `options.limit` failing findings, worst first and else in the Report's order, without their evidence."""
    results = results_of(report.header, options, whole=False)
    limit = max(1, min(options.limit, REFUSED_ABOVE))
    notifications: list[Any] = []
    failing = 0

    def failures() -> Iterator[tuple[int, int, Finding]]:
        nonlocal failing
        for finding in report.findings:
            if finding.verdict is Verdict.ERROR:
                notifications.append(results.error(finding))
            elif is_open(finding):
                failing += 1
                yield finding.severity.rank, failing, finding

    worst = heapq.nsmallest(limit, failures())
    if failing > len(worst):
        notifications.append(
            notification("left-out", f"{failing - len(worst)} of {failing} results were left out, the least severe first", level="warning")
        )
    write_log(report, out, options, results, (finding for _, _, finding in worst), notifications)
