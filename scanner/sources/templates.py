"""A file that may be a template: from a candidate to its world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scanner.documents import LIMITS, Limits, read
from scanner.errors import DocumentError, SourceError
from scanner.snapshot import Gap, Location, Snapshot
from scanner.sources.cloudformation import declared, read_template, recognise
from scanner.sources.discover import TEMPLATE_ENDINGS, Candidate, ending, looks_like_template, read_bytes

if TYPE_CHECKING:
    from scanner.sources import Options

NAMED_LIMITS = Limits(bytes=256 << 20, nodes=5_000_000)
"""For a file that the user named, however large."""


def read_template_file(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The world of a template; nothing where the file only resembled one. DocumentError where it is meant as one and cannot be read."""
    try:
        data = read_bytes(candidate.path)
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a file that can be read", file=candidate.name) from error
    try:
        document = read(data, candidate.name, limits=NAMED_LIMITS if candidate.named else LIMITS)
    except DocumentError:
        if candidate.named or (ending(candidate.path) in TEMPLATE_ENDINGS and looks_like_template(data)):
            raise
        return
    if recognise(document):
        options.declared.update(f"parameter {name}" for name in declared(document))
        yield read_template(document, candidate.name, options.parameters, options.redactor)
    elif candidate.named:
        gap = Gap("*", "neither a template nor a saved snapshot", Location(candidate.name, 1, 1, 1, 2), kind="not-recognised")
        yield Snapshot(candidate.name, (), (gap,))
