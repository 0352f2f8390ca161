"""Outputs: a Report in, text out. Each is one file with `write(report, out, options)`; nothing is imported before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, TextIO, cast

from scanner.errors import UsageError, get_close_matches
from scanner.records import dataclass
from scanner.report import Report

FORMATS: Mapping[str, str] = {
    "table": "scanner.outputs.table:write",
    "json": "scanner.outputs.json_report:write",
    "sarif": "scanner.outputs.sarif:write",
    "sarif-github": "scanner.outputs.sarif_github:write",
    "junit": "scanner.outputs.junit:write",
    "csv": "scanner.outputs.csv_table:write",
    "gitlab": "scanner.outputs.gitlab:write",
    "github": "scanner.outputs.github:write",
    "prometheus": "scanner.outputs.prometheus:write",
    "markdown": "scanner.outputs.markdown:write",
    "markdown-comment": "scanner.outputs.markdown:write_comment",
    "html": "scanner.outputs.html_page:write",
    "ocsf": "scanner.outputs.ocsf:write",
    "asff": "scanner.outputs.asff:write",
}
"""By the name that `--format` takes: where the writer stands, `module:function`."""
BRIEF: Final = frozenset({"table", "prometheus", "sarif-github"})
"""Those that tell of an unknown finding no more than its reasons."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer may use beside the Report. The caller injects it: writers read no file, terminal or environment."""

    lines: Callable[[str], str | None] | None = None
    """The text of a scanned file by the name that a Location carries: UTF-8 with U+FFFD for what is not, the byte order mark
    and all line ends kept; None where it is not there. SARIF uses it for GitHub's line hash."""
    root: str | None = None
    """The absolute POSIX path of the directory that relative file names are meant from (usually the repository's root)."""
    category: str | None = None
    """SARIF's `automationDetails.id` without its last slash; by default made from the targets."""
    limit: int = 5000
    """The most results that `sarif-github` writes (GitHub shows 5,000 and refuses above 25,000)."""
    rows: int = 1000
    """The most findings of each list that `html` shows, worst first."""
    size: int | None = None
    """The most bytes that `markdown` and `markdown-comment` write; by default what GitHub takes of each."""
    width: int = 100
    """Columns of the table."""
    color: bool = False
    """Whether the table may use ANSI colours."""
    group: Literal["policy", "resource"] = "policy"
    """What the table groups failing findings by."""


DEFAULTS = Options()


if TYPE_CHECKING:
    from typing import Protocol

    class Writer(Protocol):
        """Writes a Report in one format; pure but for `out`."""

        def __call__(self, report: Report, out: TextIO, options: Options = DEFAULTS) -> None:
            """Read the findings once, to their end, and write."""


def writer(name: str) -> Writer:
    """The writer of a format, imported now; UsageError with the nearest name where there is none."""
    path = FORMATS.get(name)
    if path is None:
        near = get_close_matches(name, FORMATS, n=1)
        hint = f"did you mean {near[0]}" if near else "formats are " + ", ".join(FORMATS)
        raise UsageError(f'unknown format "{name}"; {hint}')
    module, _, function = path.partition(":")
    return cast("Writer", getattr(import_module(module), function))
