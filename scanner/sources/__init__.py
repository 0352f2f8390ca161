"""From targets to Snapshots, one for each world. Each kind of target is a line of SOURCES, resolved when it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import SourceError, get_close_matches
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
    declared: set[str] = field(default_factory=set)
    """What was read declares: `parameter Image`, `variable region`. Readers add to it."""


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


def undeclared(parameters: Iterable[str], variables: Iterable[str], declared: Iterable[str]) -> list[str]:
    """What is given a value and nothing that was read declares, as `Options.declared` has it: most often a name with a typo."""
    given = [("parameter", name, "template") for name in parameters if not name.startswith("AWS::")]
    given += [("variable", name, "root of Terraform code") for name in variables]
    found = []
    for what, name, where in given:
        known = sorted(one.partition(" ")[2] for one in declared if one.startswith(f"{what} "))
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f'did you mean "{near[0]}"?' if near else f"leave it out, or name the {where} that does"
            found.append(f'no {where} that was read declares {what} "{name}", so its value counts nowhere; {hint}')
    return found


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
