"""From targets to Snapshots, one for each world. Each kind of target is a line of SOURCES, resolved when it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import SourceError
from scanner.records import dataclass, field
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Snapshot
from scanner.sources.discover import Candidate, Discovery, name_of

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How targets are read."""

    parameters: Mapping[str, Any] = field(default_factory=dict)
    """Values of template parameters, by name."""
    exclude: tuple[str, ...] = ()
    """Patterns of .gitignore's form, below each target."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Terraform variables that are given, as texts."""
    variable_files: tuple[str, ...] = ()
    """Files of Terraform variables."""
    source: str | None = None
    """The folder of a plan's configuration; None: beside the plan."""
    ignore_files: bool = True
    """Whether what `.gitignore` files name is passed over."""
    redactor: Redactor = field(default_factory=Redactor.for_run)


Reader = Callable[[Candidate, Options], Iterator[Snapshot]]

SOURCES: Final = {
    "plan": "scanner.sources.terraform.read:read_plan_file",
    "terraform": "scanner.sources.terraform.read:read_code",
    "cloudformation": "scanner.sources.templates:read_template_file",
    "saved": "scanner.sources.saved:read_saved_file",
    "saved-parts": "scanner.sources.saved_parts:read_saved_directory",
    "config": "scanner.sources.aws_config:read_config_file",
}


def read_targets(targets: Sequence[str | Path], options: Options) -> Iterator[Snapshot]:
    """The worlds of files and folders, in the targets' order and then by path.

    A file that cannot be read gives a Snapshot without resources whose Gap says why and where; what the walk of a target passed over or
    could not enter is in one more, after its worlds. SourceError where a target does not exist.
    """
    seen = Discovery(options.exclude, ignore_files=options.ignore_files)
    for target in targets:
        before = seen.passed_over
        for candidate in seen.candidates([target]):
            yield from _worlds(candidate, options)
        gaps, seen.gaps = tuple(seen.gaps), []
        if gaps or seen.passed_over > before:
            yield Snapshot(name_of(target), (), gaps, passed_over=seen.passed_over - before)


def _worlds(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    try:
        yield from _reader(candidate.kind)(candidate, options)
    except SourceError as error:
        line, column = error.line or 1, error.column or 1
        location = Location(error.file or candidate.name, line, column, line, column + 1)
        yield Snapshot(candidate.name, (), (Gap("*", error.message, location, kind="error"),))


def _reader(kind: str) -> Reader:
    module, _, name = SOURCES[kind].partition(":")
    reader: Reader = getattr(import_module(module), name)
    return reader
