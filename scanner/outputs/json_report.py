"""The format `json`: the Report itself, as `scanner.report_json` describes it."""

from __future__ import annotations

from typing import TextIO

from scanner import report_json
from scanner.outputs import DEFAULTS, Options
from scanner.report import Report


def write(report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
    """Write the Report as JSON, findings one at a time. No option applies: a saved Report is a baseline, so it is whole."""
    report_json.write(report, out)
