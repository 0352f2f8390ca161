"""What names the runs on one target: GitHub's category, and the mark of the one comment that is edited in place."""

from __future__ import annotations

from scanner.digests import digest
from scanner.outputs import Options
from scanner.outputs.uris import file_uri
from scanner.report import Header


def automation_id(header: Header, options: Options) -> str:
    """`plimsoll/<target>/`: GitHub's category stands before the last slash and must be the same in every run on the same target."""
    if options.category is not None:
        return options.category.strip("/") + "/"
    names = [_category_name(target, options.root) for target in header.targets]
    if not any(names):
        return "plimsoll/"
    if len(names) == 1:
        return f"plimsoll/{names[0]}/"
    short = digest("\n".join(names))[:8]
    return f"plimsoll/{names[0] or 'all'}+{len(names) - 1}-{short}/"


def _category_name(target: str, root: str | None) -> str:
    uri = file_uri(target, root).removeprefix("file://").strip("/")
    return "" if uri == "." else uri
