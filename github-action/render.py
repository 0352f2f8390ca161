"""A saved report as a comment, for a workflow that runs after one that could not write.

The report is what a fork's run says: its numbers are the fork's word, and the comment says so. Its texts are made harmless anew here.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

import counts
import runner

from scanner import report_json
from scanner.errors import ScannerError
from scanner.outputs import Options, writer

MOST: Final = 64 * 1024 * 1024
"""Bytes of a report that are read."""
CLAIM: Final = "\n> What the run of this pull request's own workflow reported; a fork can change that workflow.\n\n"


def main() -> int:
    """Render REPORT; outputs `comment-file` and `clean`. 2 where it is no report."""
    file = Path(os.environ["REPORT"])
    try:
        if file.stat().st_size > MOST:
            raise ValueError(f"it is larger than {MOST:,} bytes")
        with file.open(encoding="utf-8") as stream:
            report = report_json.load(stream, file.name)
        report.findings = list(report.findings)
        found = counts.count(report)
        made = Path(tempfile.mkdtemp(prefix="plimsoll-", dir=os.environ.get("RUNNER_TEMP"))) / "comment.md"
        with made.open("w", encoding="utf-8") as out:
            writer("markdown-comment")(report, out, Options(category=os.environ.get("CATEGORY", "").strip() or None))
    except (OSError, ValueError, ScannerError) as error:
        runner.annotate("error", f"{file.name} is no report of Plimsoll: {error}")
        return 2
    mark, _, rest = made.read_text(encoding="utf-8").partition("\n")
    made.write_text(f"{mark}\n{CLAIM}{rest}", encoding="utf-8")
    runner.output("comment-file", str(made))
    runner.output("clean", "true" if not (found.begun if found.compared else found.failed) else "false")
    return 0


if __name__ == "__main__":
    sys.exit(main())
