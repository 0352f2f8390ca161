"""The whole story: targets become snapshots, policies are asked of each, and the answers are a Report."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal

from scanner import __version__, built_policies, config, packaged, packs, records
from scanner.cfn_schemas import nearest, type_schema
from scanner.config import Config
from scanner.errors import NothingToScanError, PolicyError, SourceError, UsageError
from scanner.evaluate import evaluate, reaches
from scanner.judge import Judges
from scanner.library import Library
from scanner.outputs import BRIEF
from scanner.policy import Policy
from scanner.records import dataclass, field
from scanner.redaction import Redactor
from scanner.report import Finding, Header, Place, Report, Severity, Summary, Verdict
from scanner.snapshot import LEFT_OUT, Gap, Snapshot, type_any
from scanner.sources import Options, read_targets, undeclared
from scanner.world import World

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Protocol

    class Marking(Protocol):
        """Marks findings while worlds are judged: with the waivers that excuse them."""

        @property
        def by_place(self) -> bool:
            """Whether the mark of a finding may hang on where what decided it is written."""

        def begin(self, snapshot: Snapshot) -> None:
            """A world is judged from now on."""

        def mark(self, finding: Finding) -> Finding:
            """A finding of it, marked."""


EVERYWHERE = "global"
"""The region of what an account holds outside its regions."""
TARGETS = "name a template, Terraform code or plan, a folder that holds one, or a saved snapshot"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do: the command's options, over the configuration of each target."""

    policies: tuple[Path, ...] = ()
    builtin: bool = True
    pack: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str | None = None
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Policy id -> parameter -> value."""
    parameters_files: tuple[Path, ...] = ()
    """Template parameters files."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Template parameters by name; they come before those of files."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Terraform variables by name, as texts; they come before those of files."""
    variable_files: tuple[str, ...] = ()
    source: Path | None = None
    """The folder of a plan's configuration."""
    closed: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    strict: bool = False
    config: Path | None = None
    waivers: Path | None = None
    """The file of waivers; None: that of the configuration, else the one at the root of each target."""
    inline_waivers: bool | None = None
    """Whether waivers beside what they waive count; None: as the configuration says, else yes."""
    baseline: Path | None = None
    """A saved report that findings are compared with."""
    base: str | None = None
    """A git ref: findings are compared with those at its merge base with HEAD."""
    ignore_files: bool = True
    """Whether what `.gitignore` files name is passed over."""
    inventory: Literal["", "live", "all"] = ""
    """Of which worlds the report says what each ECS cluster stands on; also of live ones where the configuration asks for `json`."""
    brief: bool = False
    """Whether unknown findings may go without evidence, for nobody looks at it; not where the configuration asks for more."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The policies in force, and the library that they come from."""

    library: Library
    policies: tuple[Policy, ...]
    inventory: Literal["", "live", "all"] = ""
    """Of which worlds the report says what each ECS cluster stands on."""
    brief: bool = False
    """Whether unknown findings go without evidence."""


def config_of(settings: Settings, target: str) -> Config:
    """The configuration of a target: the one named, else the one at its root."""
    path = settings.config or config.find(target)
    return config.read(path) if path is not None else Config()


def rules_of(settings: Settings, own: Config) -> Rules:
    """Load the policies in force. A policy that cannot be meant ends the run: its silence would look like a pass."""
    folders = (*own.policies, *settings.policies)
    builtin = settings.builtin and own.builtin
    name = settings.pack or own.pack or (packs.DEFAULT if builtin else None)
    pack = packs.read(name, folders, builtin) if name else None
    values = merged(pack.parameters if pack else {}, own.parameters, settings.parameters)
    library = library_of(folders, builtin, values)
    problems: list[PolicyError] = [*library.errors, *own_problems(library)]
    if problems:
        raise PolicyError("\n".join(str(problem) for problem in problems))
    strangers = [identity for identity in values if identity not in library.policies]
    if strangers:
        raise UsageError(f'parameters are given for "{strangers[0]}", which is no policy; see plimsoll policies')
    chosen = packs.choose(
        library.policies,
        pack,
        frozenset(policy.id for policy in library.policies.values() if not policy.builtin),
        settings.select or own.select,
        settings.ignore or own.ignore,
        settings.severity or own.severity,
    )
    brief = settings.brief and BRIEF.issuperset(own.formats) and own.baseline is None
    is_kept = any(text.partition("=")[0] == "json" for text in own.formats)
    return Rules(library, tuple(chosen), settings.inventory or ("live" if is_kept else ""), brief)


def library_of(folders: Sequence[Path], builtin: bool, parameters: Mapping[str, Any]) -> Library:
    """The policies and relations of a run; where these are the built-in ones alone, what reads policy files is not even imported."""
    index = packaged.built_index()
    if index is not None and builtin and not folders and not parameters:
        library = Library()
        built_policies.install(library, index, {entry["id"] for entry in index["policies"]}, written)
        return library
    from scanner import policy_loader

    return policy_loader.load(folders, builtin, parameters, built=True)


@cache
def written() -> Library:
    """The built-in policies as their files have them."""
    from scanner import policy_loader

    return policy_loader.load(())


def own_problems(library: Library) -> Iterator[PolicyError]:
    """What lint refuses of the user's own policies; the built-in ones were held to it before they shipped."""
    if any(not policy.builtin for policy in library.policies.values()):
        from scanner import policy_lint

        yield from policy_lint.lint(library, builtin=False)


def check_types(names: Iterable[str]) -> None:
    """Refuse a declaration about a type that is known nowhere: it would silently mean nothing."""
    for name in names:
        if type_schema(name) is None:
            near = nearest(name)
            raise UsageError(f'"{name}" is no CloudFormation type; ' + (f'did you mean "{near}"?' if near else "write AWS::Service::Type"))


def merged(*layers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Parameters by policy id, later layers over earlier ones."""
    values: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for identity, given in layer.items():
            values.setdefault(identity, {}).update(given)
    return values


def scan(
    targets: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    policies: Sequence[str | Path] = (),
    configs: Sequence[Config] | None = None,
    marking: Marking | None = None,
) -> Report:
    """Read the targets and judge them. `configs` stand in place of the configurations at the targets' roots.

    The Report's findings are an iterator that reads one world at a time; its summary is complete when they are read to the end.
    Raises UsageError and PolicyError at once; NothingToScanError at the end of the findings where no target held anything.
    """
    settings = settings or Settings()
    if policies:
        from pathlib import Path

        settings = records.replace(settings, policies=(*settings.policies, *(Path(path) for path in policies)))
    names = [str(target) for target in targets]
    for name in names:
        if not os.path.exists(name):
            raise UsageError(f'"{name}" does not exist; name a file or folder to scan')
    if configs is None:
        configs = [config_of(settings, name) for name in names]
    rules = rules_of(settings, configs[0] if configs else Config())
    check_types((*settings.closed, *(name for own in configs for name in own.closed)))
    closed = sorted({*settings.closed, *(name for own in configs for name in own.closed)})
    strict = settings.strict or any(own.strict for own in configs)
    report = Report(header_of(names, rules, closed, strict), ())
    declared: set[str] = set()
    worlds = worlds_of(list(zip(names, configs, strict=True)), settings, strict, rules.library.field_names(), declared)
    report.findings = findings_of(report, rules, worlds, marking, partial(undeclared, settings.given, settings.variables, declared))
    return report


def now() -> str:
    """The time: RFC 3339, UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def today() -> str:
    """The day: `2027-01-31`, UTC."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def header_of(targets: Iterable[str], rules: Rules, closed: Iterable[str], strict: bool) -> Header:
    """What a run that starts now judges, and by which policies."""
    return Header(__version__, now(), tuple(targets), tuple(policy.rule for policy in rules.policies), tuple(closed), strict)


def findings_of(
    report: Report,
    rules: Rules,
    judged: Iterable[tuple[Snapshot, World]],
    marking: Marking | None = None,
    notes: Callable[[], Sequence[str]] = tuple,
) -> Iterator[Finding]:
    """Judge worlds one after another; the report's summary is made at the end, with `notes`. NothingToScanError where there was none."""
    verdicts: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    assumptions: dict[str, None] = {}
    gaps: list[Gap] = []
    places: list[Place] = []
    platforms: list[Mapping[str, Any]] = []
    worlds = resources = skipped = 0
    reached: set[str] = set()
    judges = Judges(rules.policies, partial(built_policies.judge, rules.library))
    for snapshot, world in judged:
        gaps.extend(snapshot.gaps)
        skipped += snapshot.passed_over
        if not snapshot.resources:
            continue
        places += places_of(snapshot)
        worlds += 1
        resources += len(snapshot.resources)
        reached.update(policy.id for policy in rules.policies if reaches(policy, world))
        if marking is not None:
            marking.begin(snapshot)
        brief = rules.brief and (marking is None or not marking.by_place)
        for finding in evaluate(rules.policies, world, rules.library.data, judges, brief=brief):
            verdicts[finding.verdict] += 1
            if finding.verdict is Verdict.FAIL:
                severities[finding.severity] += 1
            assumptions.update(dict.fromkeys(finding.assumptions))
            yield finding if marking is None else marking.mark(finding)
        if (rules.inventory == "all" or (rules.inventory and snapshot.live)) and "AWS::ECS::Cluster" in world.by_type:
            from scanner.inventory import inventory

            platforms += inventory(world, rules.library)
        del snapshot, world  # before the next are read: one account is in memory at a time
    report.summary = Summary(
        verdicts={str(verdict): verdicts[verdict] for verdict in Verdict},
        severities={str(severity): severities[severity] for severity in Severity},
        gaps=tuple(gaps),
        assumptions=tuple(sorted(assumptions)),
        worlds=worlds,
        resources=resources,
        skipped_files=skipped,
        policies_without_reach=tuple(policy.id for policy in rules.policies if policy.id not in reached) if worlds else (),
        places=tuple(places),
        finished=now(),
        platforms=tuple(platforms),
        notes=tuple(notes()),
    )
    if not worlds:
        raise NothingToScanError(nothing(", ".join(report.header.targets), gaps))


def places_of(snapshot: Snapshot) -> list[Place]:
    """Where a snapshot looked: its world, or the account and each region of a live one, but for those of which nothing could be read."""
    if not snapshot.live:
        return [Place(snapshot.world)]
    accounts = sorted(snapshot.accounts) or sorted({one.account for one in snapshot.resources if one.account is not None})
    unread = {(gap.account, gap.region) for gap in snapshot.gaps if gap.type == type_any and gap.kind != LEFT_OUT}
    return [
        Place(snapshot.world, account, region)
        for account in accounts
        for region in (EVERYWHERE, *sorted(snapshot.regions))
        if not unread & {(account, region), (account, None), (None, region), (None, None)}
    ]


def nothing(looked: str, gaps: Sequence[Gap] = ()) -> str:
    """What to say where no target held anything, and why what looked like one could not be read."""
    reasons = [f"{gap.location.file}:{gap.location.line}: {gap.reason}" if gap.location else gap.reason for gap in gaps[:5]]
    what = f"what looks like a target cannot be read: {'; '.join(reasons)}" if reasons else TARGETS
    return f'nothing to scan in "{looked}"; {what}'


def template_parameters(files: Iterable[Path]) -> dict[str, Any]:
    """The parameters of templates, later files over earlier ones."""
    from scanner import documents
    from scanner.sources.cloudformation import read_parameters

    values: dict[str, Any] = {}
    for path in files:
        try:
            values.update(read_parameters(documents.read(path.read_bytes(), str(path))))
        except OSError as error:
            raise UsageError(f"{error.strerror}; name a parameters file that can be read", file=str(path)) from error
        except SourceError as error:
            raise UsageError(error.message, file=error.file, line=error.line, column=error.column) from error
    return values


def worlds_of(
    targets: Sequence[tuple[str, Config]],
    settings: Settings,
    strict: bool = False,
    names: frozenset[str] | None = None,
    declared: set[str] | None = None,
) -> Iterator[tuple[Snapshot, World]]:
    """The worlds of some targets, one at a time, each under its target's configuration. `declared` grows as `Options.declared` does."""
    redactor = Redactor.from_environment()
    for name, own in targets:
        files = (own.parameters_file,) if own.parameters_file and not settings.parameters_files else ()
        options = Options(
            parameters={
                **template_parameters(files),
                **own.given,
                **template_parameters(settings.parameters_files),
                **settings.given,
            },
            exclude=(*own.exclude, *settings.exclude),
            variables={**own.variables, **settings.variables},
            variable_files=(*map(str, own.variables_files), *settings.variable_files),
            source=str(settings.source) if settings.source else None,
            ignore_files=settings.ignore_files,
            redactor=redactor,
            declared=declared if declared is not None else set(),
        )
        for snapshot in read_targets([name], options):
            yield snapshot, World(snapshot, frozenset((*settings.closed, *own.closed)), strict, names)
            del snapshot  # before the next is read


def judged_worlds(targets: Sequence[str], settings: Settings, names: frozenset[str] | None = None) -> Iterator[World]:
    """The worlds of some targets that hold anything, for `query` and `explain`; NothingToScanError where none does."""
    gaps: list[Gap] = []
    found = False
    for name in targets:
        if not os.path.exists(name):
            raise UsageError(f'"{name}" does not exist; name a file or folder to scan')
    configs = [(name, config_of(settings, name)) for name in targets]
    for snapshot, world in worlds_of(configs, settings, settings.strict, names):
        gaps.extend(snapshot.gaps)
        if snapshot.resources:
            found = True
            yield world
    if not found:
        raise NothingToScanError(nothing(", ".join(targets), gaps))
