"""Write tests/outputs/expected/ anew: `python -m tests.outputs.regenerate`. Read the diff."""

from __future__ import annotations

import io
from pathlib import Path

from scanner.outputs import FORMATS, Options, writer
from scanner.report import Report
from tests.outputs.everything import SOURCES, beside_a_base, clean_report, report

EXPECTED = Path(__file__).parent / "expected"

FILES = {
    "table": "table.txt",
    "json": "report.json",
    "sarif": "report.sarif",
    "sarif-github": "github.sarif",
    "junit": "junit.xml",
    "csv": "report.csv",
    "gitlab": "gitlab.json",
    "github": "annotations.txt",
    "prometheus": "plimsoll.prom",
    "markdown": "summary.md",
    "markdown-comment": "comment.md",
    "html": "report.html",
    "ocsf": "ocsf.json",
    "asff": "asff.json",
}
"""By format: the expected file."""


def render(name: str, content: Report, options: Options | None = None) -> str:
    """What a format writes of a report."""
    out = io.StringIO()
    writer(name)(content, out, options or Options(lines=SOURCES.get))
    return out.getvalue()


def expected_texts() -> dict[str, str]:
    """By file name: what should stand in it."""
    texts = {FILES[name]: render(name, report()) for name in FORMATS}
    texts["table-by-resource.txt"] = render("table", report(), Options(group="resource", width=72))
    texts["table-in-colour.txt"] = render("table", report(), Options(color=True)).replace("\x1b", "<ESC>")
    texts["table-clean.txt"] = render("table", clean_report())
    texts |= {
        f"base-{FILES[name]}": render(name, beside_a_base()) for name in FORMATS if name not in ("json", "sarif-github", "markdown-comment")
    }
    return texts


def main() -> None:
    """Write every expected file."""
    EXPECTED.mkdir(exist_ok=True)
    for name, text in expected_texts().items():
        (EXPECTED / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
