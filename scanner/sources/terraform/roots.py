"""Folders of Terraform code to worlds: which are roots, what each declares, and what cannot be read of it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.catalog.declared import Declared
from scanner.errors import DocumentError, UsageError
from scanner.records import dataclass, field
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location
from scanner.sources.choices import graft
from scanner.sources.terraform import functions, hcl, json_syntax
from scanner.sources.terraform.blocks import places_of
from scanner.sources.terraform.code import Code, installed_modules, read_code
from scanner.sources.terraform.evaluate import attempt
from scanner.sources.terraform.forms import is_mistake, whole
from scanner.sources.terraform.module import Module, ModuleCall
from scanner.sources.terraform.nodes import Block, File, Literal, Span
from scanner.sources.terraform.providers import Configuration, Configurations
from scanner.sources.terraform.resource import ResourceInstance
from scanner.sources.terraform.scope import MODULE, OvergrownError, Run, Scope
from scanner.sources.terraform.variables import Written
from scanner.sources.values import key_of
from scanner.unknown import Unknown

MOST: Final = 50_000
"""Resources of one root."""
LEVELS: Final = 30
"""Modules inside one another."""
REMOTE: Final = "run terraform init, so that it stands in .terraform/modules"


@dataclass(slots=True)
class Tree:
    """The files that one scan may read: those below the repository of the target, else below the target."""

    top: str
    """Its real path."""
    shown: str
    """How findings name the top: relative to the working folder, "" for the working folder itself."""
    codes: dict[str, Code] = field(default_factory=dict)

    def code(self, directory: str) -> Code:
        """The code of a folder, from the top."""
        if directory not in self.codes:
            self.codes[directory] = read_code(self.top, directory, self.name(directory))
        return self.codes[directory]

    def name(self, directory: str) -> str:
        """A folder as findings name it."""
        return posixpath.normpath(posixpath.join(self.shown or ".", directory or "."))

    def below(self, directory: str) -> bool:
        """Whether a folder, after its links are followed, lies in the tree."""
        path = os.path.realpath(os.path.join(self.top, directory))
        return path == self.top or path.startswith(self.top + os.sep)


@dataclass(slots=True)
class Root:
    """What one root declares."""

    world: str
    declared: list[Declared] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    variables: tuple[str, ...] = ()
    """The names of the variables that it declares."""


def roots_of(tree: Tree, directories: Sequence[str]) -> list[str]:
    """The folders that no other of them calls as a module: those are judged through their callers."""
    called: set[str] = set()
    for directory in directories:
        pending, seen = [directory], {directory}
        while pending:
            for target in local_calls(tree.code(pending.pop())):
                if target not in seen and tree.below(target):
                    seen.add(target)
                    pending.append(target)
        called |= seen - {directory}
    found = [directory for directory in directories if directory not in called]
    return found or list(directories)


def local_calls(code: Code) -> list[str]:
    """The folders that the calls of a module lead to."""
    return [
        joined(code.directory, source)
        for source in (source_of(block) for block in code.calls.values())
        if source is not None and source.startswith(("./", "../", "."))
    ]


def joined(directory: str, source: str) -> str:
    """The folder that a source leads to, from the tree's top; "" for the top itself."""
    found = posixpath.normpath(posixpath.join(directory, source))
    return "" if found == "." else found


def source_of(block: Block) -> str | None:
    """The source of a call, None where it is no plain text."""
    argument = block.body.arguments.get("source")
    value = argument.value.value if argument is not None and isinstance(argument.value, Literal) else None
    return value if isinstance(value, str) else None


def read_root(tree: Tree, directory: str, variables: Mapping[str, str], files: Sequence[str], redactor: Redactor) -> Root:
    """What a root declares. `variables` are given on the command line, `files` are further files of variables."""
    world = tree.name(directory)
    root = Root(world)
    run = Run(redactor, tree.top, directory, functions.call)
    code = tree.code(directory)
    root.variables = tuple(code.variables)
    given = {**given_by_files(tree, directory, files, run, root), **{name: Written(text) for name, text in variables.items()}}
    loader = _Loader(tree, installed_modules(tree.top, directory), root)
    module = Module(code, run, world, "", given, loader.load, (), ".")
    try:
        _walk(module, True, root, loader)
    except (OvergrownError, RecursionError):
        root.gaps.append(Gap("*", "the configuration takes more steps than any real one; the rest is not read", kind="too-large"))
    told = {(gap.reason, gap.location.file, gap.location.line) for gap in root.gaps if gap.location is not None}
    for known in loader.read:
        for error in known.errors:
            if (error.message, error.file, error.line) not in told:
                root.gaps.append(_gap(error, "unreadable"))
    return root


def _gap(error: DocumentError, kind: str) -> Gap:
    line, column = error.line or 1, error.column or 1
    return Gap("*", error.message, Location(error.file or "", line, column, line, column + 1), kind=kind)


# ---------------------------------------------------------------- variables


def given_by_files(tree: Tree, directory: str, files: Sequence[str], run: Run, root: Root) -> dict[str, Any]:
    """Variables of terraform.tfvars, *.auto.tfvars and the files that are named, later ones over earlier ones."""
    path = os.path.join(tree.top, directory)
    try:
        names = sorted(os.listdir(path))
    except OSError:
        names = []
    chosen = [name for name in names if name in ("terraform.tfvars", "terraform.tfvars.json")]
    chosen += [name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json"))]
    values: dict[str, Any] = {}
    for full, name in [*((os.path.join(path, one), posixpath.join(root.world, one)) for one in chosen), *((one, one) for one in files)]:
        try:
            with open(full, "rb") as stream:
                data = stream.read(hcl.BYTES + 1)
        except OSError as error:
            reason = error.strerror or "it cannot be read"
            if name in files:
                raise UsageError(f"{reason}; name a file of variables that can be read", file=name) from error
            root.gaps.append(_gap(DocumentError(reason, file=name), "unreadable"))
            continue
        values.update(read_variables(name, data, run, root))
    return values


def read_variables(name: str, data: bytes, run: Run, root: Root) -> dict[str, Any]:
    """The values of a file of variables."""
    if name.endswith(".json"):
        body, errors = json_syntax.read_plain(name, data)
    else:
        body, errors = hcl.read(name, data)
    root.gaps.extend(_gap(error, "unreadable") for error in errors)
    scope = Scope(_Nothing(), File(name, data), run)
    return {argument.name: attempt(argument.value, scope) for argument in body.arguments.values()}


class _Nothing:
    """Where no name means anything."""

    def name(self, name: str, scope: Scope, span: Span) -> Any:
        """A mistake: a file of variables holds values."""
        raise scope.wrong(f'"{name}" is no value; a file of variables refers to nothing', span)


# ---------------------------------------------------------------- modules


class _Loader:
    """Finds the code of the modules that a root calls."""

    def __init__(self, tree: Tree, installed: Mapping[str, str], root: Root) -> None:
        self.tree = tree
        self.installed = installed
        self.root = root
        self.read: dict[Code, None] = {}
        self._told: set[Any] = set()

    def load(self, caller: Module, name: str, block: Block) -> Code | str:
        """The code of a call's module, or why it cannot be had."""
        source = source_of(block)
        path = ".".join([*(one.labels[0] for one, _ in caller.calls), name])
        if source is not None and source.startswith(("./", "../", ".")):
            directory = joined(caller.code.directory, source)
        elif path in self.installed:
            directory = self.installed[path]
        else:
            return f"module {source or name} is not downloaded; {REMOTE}"
        if not self.tree.below(directory):
            return f"module {source} lies outside of the scanned tree"
        chain = [caller.code.directory, *(module.code.directory for _, module in caller.calls)]
        if chain.count(directory) or len(chain) > LEVELS:
            return f"module {source} calls itself" if chain.count(directory) else f"modules are nested more than {LEVELS} levels deep"
        code = self.tree.code(directory)
        if not code.files:
            return f"module {source} has no files; name a folder with Terraform code"
        return code

    def tell(self, call: ModuleCall) -> None:
        """A Gap for a module whose code cannot be had, once for each block."""
        if (call.block, call.problem) in self._told:
            return
        self._told.add((call.block, call.problem))
        place = call.block.file.location(call.block.span)
        self.root.gaps.append(Gap("*", call.problem, place, kind="unreadable", settle="terraform init"))


def _walk(module: Module, exists: Any, root: Root, loader: _Loader) -> None:
    """Read the resources of a module and of those that it calls."""
    loader.read[module.code] = None
    module.run.spend(MODULE)
    calls = tuple(block.file.location(block.span) for block, _ in module.calls)
    configurations = Configurations(module)
    for (kind, name), block in module.code.resources.items():
        try:
            instances = module.instances("resource", kind, name, module.scope(block.file), block.span)
        except DocumentError as error:
            root.gaps.append(_gap(error, "error"))
            continue
        for instance in instances.items:
            there = settled(graft(exists, settled(instance.exists), False))
            if there is not False:
                root.declared.append(_declared(instance.object, there, calls, configurations.of(block)))
        if len(root.declared) > MOST:
            raise OvergrownError
    for name, block in module.code.calls.items():
        try:
            called = module.instances("module", "", name, module.scope(block.file), block.span)
        except DocumentError as error:
            root.gaps.append(_gap(error, "unreadable"))
            continue
        for instance in called.items:
            there = settled(graft(exists, settled(instance.exists), False))
            if there is False:
                continue
            inner = instance.object.module()
            if inner is None:
                loader.tell(instance.object)
            else:
                _walk(inner, there, root, loader)
    root.gaps.extend(_gap(error, "error") for error in module.errors)


def _declared(instance: ResourceInstance, exists: Any, calls: tuple[Location, ...], provider: Configuration) -> Declared:
    values = {name: settled(whole(value)) for name, value in instance.values().items()}
    block = instance.block
    return Declared(
        kind=instance.kind,
        address=instance.address,
        world=instance.module.world,
        values=values,
        places=places_of(block.body),
        location=block.file.location(block.span),
        exists=exists,
        calls=calls,
        default_tags=provider.tags,
        region=values["region"] if instance.kind.startswith("aws_") and isinstance(values.get("region"), str) else provider.region,
    )


def settled(value: Any) -> Any:
    """A value without the alternatives that cannot be deployed: where one of them is chosen, nothing is."""
    if isinstance(value, dict):
        return {name: settled(item) for name, item in value.items()}
    if isinstance(value, list):
        return [settled(item) for item in value]
    if not isinstance(value, Unknown) or value.one_of is None:
        return value
    after = [settled(one) for one in value.one_of]
    possible = [one for one in after if not is_mistake(one)]
    if len(possible) == len(after):
        return value if all(new is old for new, old in zip(after, value.one_of, strict=True)) else value.but(one_of=tuple(after))
    if len({key_of(one) for one in possible}) <= 1:
        return possible[0] if possible else after[0]
    return value.but(one_of=tuple(possible[0] if is_mistake(one) else one for one in after))


def read_roots(
    tree: Tree, directories: Sequence[str], variables: Mapping[str, str], files: Sequence[str], redactor: Redactor
) -> Iterator[Root]:
    """The roots among some folders, one at a time."""
    for directory in roots_of(tree, directories):
        yield read_root(tree, directory, variables, files, redactor)
