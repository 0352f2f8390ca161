"""Terraform targets: folders of code, plans and state, from a candidate of the walk to worlds."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scanner.errors import SourceError
from scanner.snapshot import Gap, Location, Snapshot
from scanner.sources.discover import name_of, read_bytes
from scanner.sources.terraform import plan, state
from scanner.sources.terraform.code import SUFFIXES
from scanner.sources.terraform.finish import snapshot_of
from scanner.sources.terraform.json_document import decoded
from scanner.sources.terraform.roots import Tree, read_roots

if TYPE_CHECKING:
    from scanner.sources import Options
    from scanner.sources.discover import Candidate


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


def read_code(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The worlds of the folders of a candidate with Terraform code, one for each root."""
    top = top_of(candidate.folders[0])
    tree = Tree(top, name_of(top))
    directories = [_below(top, folder) for folder in candidate.folders]
    for root in read_roots(tree, directories, options.variables, options.variable_files, options.redactor):
        options.declared.update(f"variable {name}" for name in root.variables)
        yield snapshot_of(root, options.redactor)


def _below(top: str, folder: str) -> str:
    """A folder from the top of its tree; "" for the top itself."""
    inside = posixpath.normpath(os.path.relpath(os.path.realpath(folder), top).replace(os.sep, "/"))
    return "" if inside == "." else inside


def read_plan_file(candidate: Candidate, options: Options) -> Iterator[Snapshot]:
    """The world of a plan or state. Its configuration, for places, is where the options say, else beside it."""
    name = candidate.name
    try:
        data = read_bytes(candidate.path)
        document = decoded(data, name)
        if state.is_state(document):
            yield snapshot_of(state.read_state(document, name, options.redactor), options.redactor)
        elif plan.is_plan(document):
            folder = options.source or os.path.dirname(os.path.abspath(candidate.path))
            beside = None
            if any(entry.endswith(SUFFIXES) for entry in os.listdir(folder)):
                top = top_of(folder)
                beside = (Tree(top, name_of(top)), _below(top, folder))
            root = plan.read_plan(document, name, options.redactor, beside)
            options.declared.update(f"variable {name}" for name in root.variables)
            yield snapshot_of(root, options.redactor)
        else:
            reason = "neither a plan nor a state of Terraform that is known here"
            yield Snapshot(name, (), (Gap("*", reason, Location(name, 1, 1, 1, 2), kind="not-recognised"),))
    except OSError as error:
        raise SourceError(f"{error.strerror or error}; name a file or folder that can be read", file=name) from error
