"""The format `csv`: one line for each finding, for spreadsheets and data tools (RFC 4180, lines ending in LF).

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula: such a cell gets an apostrophe before it (OWASP, "CSV
Injection"), and so does what follows a semicolon. Tabs and line ends are blanks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final, TextIO

from scanner.outputs import DEFAULTS, Options
from scanner.outputs.plain_text import one_line
from scanner.patterns import regex
from scanner.report import Finding, Report

_PLACED: Final = (
    "policy",
    "title",
    "verdict",
    "severity",
    "state",
    "waived",
    "waived_until",
    "resource",
    "type",
    "part",
    "account",
    "region",
)
COLUMNS: Final = (*_PLACED, "file", "line", "column", "message", "reasons", "controls", "world", "fingerprint")
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_AFTER_SEPARATOR: Final = regex(r"(;\s*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet that parts cells at semicolons, as it does in half of Europe, would find a cell that it computes."""


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write a heading, the findings in the Report's order, and one line for each part that could not be read."""
    rules = {rule.id: rule for rule in report.header.rules}
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for finding in report.findings:
        rule = rules.get(finding.policy)
        controls = " ".join(rule.controls) if rule is not None else ""
        rows.writerow([safe(cell) for cell in _cells(finding, rule.title if rule is not None else "", controls)])
    for gap in report.summary.gaps:
        place = (gap.location.file, str(gap.location.line), str(gap.location.column)) if gap.location else ("", "", "")
        cells = [
            "",
            "not read",
            "gap",
            "",
            "",
            "",
            "",
            "",
            gap.type,
            "",
            gap.account or "",
            gap.region or "",
            *place,
            gap.reason,
            gap.settle or "",
        ]
        rows.writerow([safe(cell) for cell in [*cells, "", "", ""]])


def _cells(finding: Finding, title: str, controls: str) -> Iterator[str]:
    place = finding.location
    yield from (finding.policy, title, str(finding.verdict), str(finding.severity), finding.state or "")
    yield from ("yes" if finding.waiver else "", (finding.waiver.until or "") if finding.waiver else "")
    yield from (finding.resource, finding.type, finding.part.key if finding.part else "", finding.account or "", finding.region or "")
    yield from (place.file, str(place.line), str(place.column)) if place else ("", "", "")
    yield from (finding.message, "; ".join(reason.text for reason in finding.reasons), controls, finding.world, finding.fingerprint)


def safe(text: str) -> str:
    """A cell that no spreadsheet computes: one line, with an apostrophe before what reads as a formula."""
    text = one_line(text)
    if ";" in text:
        text = _AFTER_SEPARATOR.sub(r"\1'", text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
