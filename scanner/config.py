"""`plimsoll.yaml` at the root of what is scanned: the options of a scan, by the same names. It is untrusted input."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner import documents
from scanner.errors import DocumentError, UsageError, get_close_matches
from scanner.records import dataclass, field
from scanner.report import Severity

if TYPE_CHECKING:
    from pathlib import Path

NAME = "plimsoll.yaml"
KEYS = {
    "policies": "a list of folders inside the tree",
    "pack": "a pack's name",
    "select": "a list of policy ids or globs",
    "ignore": "a list of policy ids or globs",
    "severity": "a severity",
    "parameters": "policy id -> parameter -> value",
    "parameters-file": "a template parameters file inside the tree",
    "closed": "a list of CloudFormation types",
    "exclude": "a list of globs",
    "fail-on": "a severity",
    "strict": "true or false",
}
LISTS = ("policies", "select", "ignore", "closed", "exclude")


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration says; None where it says nothing."""

    policies: tuple[Path, ...] = ()
    pack: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str | None = None
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parameters_file: Path | None = None
    closed: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str | None = None
    strict: bool = False


def find(target: str | Path) -> Path | None:
    """The configuration at the root of a target: in the folder, or beside the file."""
    path = os.path.join(target if os.path.isdir(target) else os.path.dirname(target), NAME)
    if not os.path.isfile(path):
        return None
    from pathlib import Path

    return Path(path)


def read(path: Path) -> Config:
    """Read a configuration. What it cannot mean is a UsageError with its line."""
    try:
        document = documents.read(path.read_bytes(), str(path), format="yaml")
    except DocumentError as error:
        raise UsageError(error.message, file=error.file, line=error.line, column=error.column) from error
    except OSError as error:
        raise UsageError(f"{error.strerror}; name a file that can be read", file=str(path)) from error
    root = document.root
    if not isinstance(root, documents.Mapping):
        if isinstance(root, documents.Scalar) and root.value is None:
            return Config()
        raise UsageError("a configuration is a mapping of options", file=str(path), line=root.start[0], column=root.start[1])
    values: dict[str, Any] = {}
    for key, node in root.entries:
        if key.text not in KEYS:
            near = get_close_matches(key.text, KEYS, 1)
            hint = f'did you mean "{near[0]}"?' if near else f"one of {', '.join(KEYS)}"
            raise UsageError(f'unknown option "{key.text}"; {hint}', file=str(path), line=key.start[0], column=key.start[1])
        value = documents.to_python(node)
        problem = mistaken(key.text, value)
        if problem:
            raise UsageError(f'"{key.text}" is {KEYS[key.text]}; {problem}', file=str(path), line=node.start[0], column=node.start[1])
        values[key.text] = value
    root_folder = path.parent
    return Config(
        policies=tuple(inside(root_folder, name, path) for name in values.get("policies", ())),
        pack=values.get("pack"),
        select=tuple(values.get("select", ())),
        ignore=tuple(values.get("ignore", ())),
        severity=values.get("severity"),
        parameters=values.get("parameters", {}),
        parameters_file=inside(root_folder, values["parameters-file"], path) if "parameters-file" in values else None,
        closed=tuple(values.get("closed", ())),
        exclude=tuple(values.get("exclude", ())),
        fail_on=values.get("fail-on"),
        strict=values.get("strict", False),
    )


def mistaken(name: str, value: Any) -> str | None:
    """What is wrong with the value of an option; None where nothing is."""
    if name in LISTS:
        fits = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return None if fits else "write a list of texts"
    if name == "parameters":
        fits = isinstance(value, dict) and all(isinstance(inner, dict) for inner in value.values())
        return None if fits else "write a mapping by policy id"
    if name == "strict":
        return None if isinstance(value, bool) else "write true or false"
    if name in ("severity", "fail-on"):
        names = [str(severity) for severity in Severity]
        return None if value in names else f"one of {', '.join(names)}"
    return None if isinstance(value, str) else "write text"


def inside(root: Path, name: str, path: Path) -> Path:
    """A path of the configuration, which may not leave its tree."""
    target = (root / name).resolve()
    if not target.is_relative_to(root.resolve()):
        raise UsageError(f'"{name}" leads out of {root}; a configuration may only name what is inside its tree', file=str(path))
    return target
