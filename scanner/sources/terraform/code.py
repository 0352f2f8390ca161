"""The code of a module: the files of one folder, read once however often the module is called.

Terraform Language, "Files and Configuration Structure" and "Override Files".
"""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Iterable
from typing import Final

from scanner.errors import DocumentError
from scanner.records import dataclass, field
from scanner.sources.terraform import hcl, json_syntax
from scanner.sources.terraform.nodes import Argument, Block, Body

META: Final = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection", "timeouts", "providers"})
"""What steers Terraform and is no attribute of a resource."""
SUFFIXES: Final = (".tf", ".tf.json", ".tofu", ".tofu.json")


@dataclass(slots=True, eq=False)
class Code:
    """What a folder declares, by name; an error for each place that cannot be read."""

    directory: str
    """From the tree's top, "" for the top itself."""
    variables: dict[str, Block] = field(default_factory=dict)
    locals: dict[str, Argument] = field(default_factory=dict)
    outputs: dict[str, Block] = field(default_factory=dict)
    resources: dict[tuple[str, str], Block] = field(default_factory=dict)
    data: dict[tuple[str, str], Block] = field(default_factory=dict)
    calls: dict[str, Block] = field(default_factory=dict)
    providers: list[Block] = field(default_factory=list)
    backend: str | None = None
    errors: list[DocumentError] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def files_of(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names of a folder's configuration files, in order: those that declare, and those that override."""
    chosen = sorted(name for name in names if name.endswith(SUFFIXES) and not name.startswith((".", "#")) and not name.endswith("~"))
    tofu = {name for name in chosen if ".tofu" in name}
    chosen = [name for name in chosen if name.replace(".tf", ".tofu") not in tofu or name in tofu]
    stems = {name: name.removesuffix(".json").rpartition(".")[0] for name in chosen}
    override = [name for name in chosen if stems[name] == "override" or stems[name].endswith("_override")]
    return [name for name in chosen if name not in override], override


def read_code(tree: str, directory: str, shown: str) -> Code:
    """The code of a folder of a tree; `shown` is the folder as findings name it. Without files it is empty."""
    code = Code(directory)
    path = os.path.join(tree, directory)
    try:
        names = os.listdir(path)
    except OSError:
        return code
    plain, override = files_of(names)
    for name in plain:
        for block in _blocks(code, path, name, shown):
            _declare(code, block)
    for name in override:
        for block in _blocks(code, path, name, shown):
            _override(code, block)
    return code


def _blocks(code: Code, path: str, name: str, shown: str) -> list[Block]:
    file = posixpath.normpath(posixpath.join(shown, name))
    full = os.path.join(path, name)
    try:
        if os.path.islink(full) and not os.path.realpath(full).startswith(os.path.realpath(path) + os.sep):
            raise OSError(0, "a link out of its folder is not followed")
        with open(full, "rb") as stream:
            data = stream.read(hcl.BYTES + 1)
    except OSError as error:
        code.errors.append(DocumentError(error.strerror or "it cannot be read", file=file, line=1, column=1))
        return []
    code.files.append(file)
    body, errors = json_syntax.read(file, data) if name.endswith(".json") else hcl.read(file, data)
    code.errors.extend(errors)
    return body.blocks


def _declare(code: Code, block: Block) -> None:
    kind, labels = block.type, block.labels
    if kind == "locals":
        code.locals.update(block.body.arguments)
    elif kind == "terraform":
        for inner in block.body.of("backend", "cloud"):
            code.backend = inner.labels[0] if inner.labels else "cloud"
    elif kind == "provider" and labels:
        code.providers.append(block)
    elif kind in ("resource", "data"):
        if len(labels) != 2:
            code.errors.append(_wrong(f"{kind} takes a type and a name", block))
            return
        table = code.resources if kind == "resource" else code.data
        if (labels[0], labels[1]) in table:
            code.errors.append(_wrong(f'{kind} "{labels[0]}" "{labels[1]}" is declared twice', block))
        table.setdefault((labels[0], labels[1]), block)
    elif kind in ("variable", "output", "module"):
        if len(labels) != 1:
            code.errors.append(_wrong(f"{kind} takes a name", block))
            return
        {"variable": code.variables, "output": code.outputs, "module": code.calls}[kind].setdefault(labels[0], block)


def _wrong(reason: str, block: Block) -> DocumentError:
    place = block.file.location(block.span)
    return DocumentError(reason, file=place.file, line=place.line, column=place.column)


def _override(code: Code, block: Block) -> None:
    """Lay a block of an override file over the one that it names: its arguments replace, its nested blocks replace those of their type."""
    kind, labels = block.type, block.labels
    if kind == "locals":
        code.locals.update(block.body.arguments)
        return
    table: dict[object, Block] | None = {
        "variable": code.variables,
        "output": code.outputs,
        "module": code.calls,
        "resource": code.resources,
        "data": code.data,
    }.get(kind)  # type: ignore[assignment]  # keys are names or pairs of them
    key: object = labels if kind in ("resource", "data") else labels[0] if labels else None
    base = table.get(key) if table is not None else None
    if table is None or base is None:
        _declare(code, block)
        return
    replaced = {inner.type for inner in block.body.blocks}
    kept = [inner for inner in base.body.blocks if inner.type not in replaced]
    body = Body({**base.body.arguments, **block.body.arguments}, [*kept, *block.body.blocks])
    table[key] = Block(base.type, base.labels, body, base.span, base.file)


def installed_modules(tree: str, directory: str) -> dict[str, str]:
    """Where `terraform init` put the modules of a root, by their path of calls (`vpc.subnets`): folders from the tree's top."""
    path = os.path.join(tree, directory, ".terraform", "modules", "modules.json")
    try:
        with open(path, "rb") as stream:
            listed = json.loads(stream.read(hcl.BYTES))["Modules"]
        return {
            entry["Key"]: posixpath.normpath(posixpath.join(directory, entry["Dir"]))
            for entry in listed
            if isinstance(entry.get("Key"), str) and isinstance(entry.get("Dir"), str)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
