"""Folders of policies, relations and packs become a Library: every expression compiled, every name resolved.

A Library is made once for a run. A policy that cannot be meant is a PolicyError with its place; all of a folder's are collected.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scanner import built_policies, frame, packaged
from scanner.errors import PolicyError, UsageError
from scanner.jmes import Expression
from scanner.library import Library, demands_of, expressions_of
from scanner.policy import Policy
from scanner.policy_fields import (
    clauses_of,
    compile_at,
    examples_of,
    fix_of,
    pairs,
    parameters_of,
    targets_of,
    template_of,
)
from scanner.policy_names import check_name
from scanner.policy_reader import CATEGORIES, POLICY_KEYS, POLICY_REQUIRED, REACHES, Reader, place, read_file
from scanner.records import replace
from scanner.relation_loader import declare_relations, relations_in
from scanner.report import Severity

APART = ("data", "packs", "built")
"""Folders of a policy folder that hold no policies."""


def load(folders: Iterable[Path], builtin: bool = True, parameters: Mapping[str, Any] | None = None, built: bool = False) -> Library:
    """Load the built-in policies and those of some folders. Errors are collected in `Library.errors`.

    With `built`, the built-in ones come in their built form, where that is there and right; those that are given parameters do not.
    """
    library = Library()
    own = packaged.policies_dir()
    settings = parameters or {}
    others = [folder for folder in folders if not (builtin and folder.resolve() == own)]
    library.folders = [*([own] if builtin else []), *others, *([] if builtin else [own])]
    index = packaged.built_index() if built else None
    relation_files: list[tuple[Path, Path]] = []
    policy_files: list[tuple[Path, Path]] = []
    for folder in [*([own] if builtin and index is None else []), *others]:
        for path in files_of(folder):
            (relation_files if "relations" in path.parent.parts[-1:] else policy_files).append((path, folder))
    if index is not None:
        ours = index["policies"] if builtin else ()
        built_policies.install(library, index, {entry["id"] for entry in ours} - settings.keys(), functools.cache(lambda: load(())))
        policy_files[:0] = [(own.parent / entry["file"], own) for entry in ours if entry["id"] in settings]
    elif not builtin:
        relation_files[:0] = [(path, own) for path in files_of(own / "relations")]
    pending = [found for path, folder in relation_files for found in collect(library, relations_in, path, folder)]
    declare_relations(library, pending)
    for path, folder in policy_files:
        for policy in collect(library, functools.partial(policies_in, library, settings), path, folder):
            if policy.id in library.policies:
                library.errors.append(PolicyError(f'a policy "{policy.id}" is there already; choose another id', file=policy.file))
            else:
                library.policies[policy.id] = replace(policy, builtin=folder == own)
    return library


def files_of(folder: Path) -> Iterator[Path]:
    """The policy and relation files of a folder (or one file), in order; data, packs and what is built are none."""
    if folder.is_file():
        yield folder
        return
    if not folder.is_dir():
        raise UsageError(f'"{folder}" is neither a policy file nor a folder; name one that exists')
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.suffix in (".yaml", ".yml", ".json") and path.is_file() and inner[0] not in APART and "tests" not in inner[:-1]:
            yield path


def shown(path: Path, folder: Path) -> str:
    """A policy file's name in messages: relative to where it was named."""
    return path.relative_to(folder.parent).as_posix() if path.is_relative_to(folder.parent) else path.as_posix()


def collect(library: Library, read: Any, path: Path, folder: Path) -> list[Any]:
    """What a reader makes of a file; its error goes to the library."""
    try:
        return list(read(path, shown(path, folder)))
    except PolicyError as error:
        library.errors.append(error)
        return []


def hold_degrees(library: Library, policy: Policy) -> None:
    """Refuse a policy whose cost or values would grow too fast with what is scanned, at the name that does it."""
    from scanner.degrees import hold

    found = hold(expressions_of(policy), policy.bindings, policy.parameters, library.functions, library.bounds)
    if found is not None:
        source = next(source for expression, source in policy.sources if expression is found[0])
        raise place(found[1], source)


def policies_in(library: Library, settings: Mapping[str, Any], path: Path, name: str) -> Iterator[Policy]:
    """The policy of a file: one."""
    document = read_file(path, name)
    reader = Reader(document, document.root, "policy")
    reader.check_keys(reader.node, POLICY_KEYS, POLICY_REQUIRED)
    identity = reader.text("id")
    if identity != path.stem:
        raise reader.error(f'the id "{identity}" is not the file\'s name; call one like the other', reader.node.get("id") or reader.node)
    functions = dict(library.functions)
    parameters = parameters_of(reader, settings.get(identity, {}), functions)
    targets = {type_name: compile_at(reader, source, functions) if source else None for type_name, source in targets_of(reader)}
    bindings: dict[str, Expression] = {}
    for binding, source in pairs(reader, "with"):
        check_name(binding, functions, reader)
        bindings[binding] = compile_at(reader, source, functions)
        functions[binding] = frame.binding_function(binding)
    when = reader.node.get("when")
    policy = Policy(
        id=identity,
        title=reader.text("title"),
        severity=Severity(reader.choice("severity", [str(s) for s in Severity])),
        category=reader.choice("category", CATEGORIES),
        targets=targets,
        parameters=parameters,
        bindings=bindings,
        when=compile_at(reader, reader.source(when, "when"), functions) if when is not None else None,
        clauses=clauses_of(reader, functions),
        message=template_of(reader, reader.node.get("message"), functions),
        why=reader.text("why"),
        fix=fix_of(reader),
        references=reader.texts("references"),
        controls=reader.texts("controls"),
        examples=examples_of(reader),
        reach=reader.choice("reach", REACHES, "both"),
        follows=reader.texts("follows"),
        file=name,
        sources=tuple(reader.compiled),
    )
    hold_degrees(library, policy)
    types = frozenset(targets).union(*(library.types_of(expression) for expression in expressions_of(policy)))
    yield replace(policy, types=types, demands=demands_of(library, policy))
