"""Terraform targets: folders of code, plans and state, from a candidate of the walk to worlds."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.errors import SourceError
from scanner.redaction import Redactor
from scanner.snapshot import Gap, Location, Snapshot
from scanner.sources.discover import name_of, read_bytes
from scanner.sources.terraform import plan
from scanner.sources.terraform.code import SUFFIXES
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.roots import Tree, read_roots

MARKS: Final = (b'"format_version"', b'"terraform_version"', b"f\0o\0r\0m\0a\0t\0_\0v\0e\0r\0s\0i\0o\0n\0")
"""Of which the beginning of a plan or state has one: texts that no template has."""


def is_code(name: str) -> bool:
    """Whether a file's name is that of Terraform code."""
    return name.endswith(SUFFIXES)


def may_be_plan(first: bytes) -> bool:
    """Whether the beginning of a file may be that of a plan or state."""
    return any(mark in first for mark in MARKS)


def top_of(path: str) -> str:
    """The tree that a folder's code may read: its repository, else the folder itself."""
    real = os.path.realpath(path)
    at = real
    while True:
        if os.path.exists(os.path.join(at, ".git")):
            return at
        above = os.path.dirname(at)
        if above == at:
            return real
        at = above


def read_folders(
    target: str, folders: Sequence[str], redactor: Redactor, variables: Mapping[str, Any] | None = None, files: Sequence[str] = ()
) -> Iterator[Snapshot]:
    """The worlds of a target's folders with Terraform code, one for each root. `folders` are paths."""
    top = top_of(target)
    tree = Tree(top, name_of(top))
    inside = [posixpath.normpath(os.path.relpath(os.path.realpath(folder), top).replace(os.sep, "/")) for folder in folders]
    directories = ["" if folder == "." else folder for folder in inside]
    for root in read_roots(tree, directories, variables or {}, files, redactor):
        yield snapshot_of(root, redactor)


def read_json(path: str, name: str, redactor: Redactor, source: str | None = None) -> Iterator[Snapshot]:
    """The world of a plan or state; nothing where the file is neither. Its configuration, for places, is in `source`, else beside it."""
    try:
        data = read_bytes(path)
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a file that can be read", file=name) from error
    document = plan.decoded(data, name)
    if plan.is_state(document):
        yield snapshot_of(plan.read_state(document, name, redactor), redactor)
    elif plan.is_plan(document):
        folder = source or os.path.dirname(os.path.abspath(path))
        beside = None
        if any(is_code(entry) for entry in os.listdir(folder)):
            top = top_of(folder)
            inside = posixpath.normpath(os.path.relpath(os.path.realpath(folder), top).replace(os.sep, "/"))
            beside = (Tree(top, name_of(top)), "" if inside == "." else inside)
        yield snapshot_of(plan.read_plan(document, name, redactor, beside), redactor)
    else:
        yield Snapshot(name, (), (Gap("*", "neither a plan nor a state", Location(name, 1, 1, 1, 2), kind="not-recognised"),))
