"""`plimsoll.yaml` at the root of what is scanned: the options of a scan, by the same names. It is untrusted input."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from scanner import documents, gate
from scanner.errors import DocumentError, UsageError, get_close_matches
from scanner.records import dataclass, field
from scanner.report import Severity

if TYPE_CHECKING:
    from pathlib import Path

NAME = "plimsoll.yaml"
WAIVERS: Final = "plimsoll-waivers.yaml"
"""The file of waivers at the root of a target."""
KEYS = {
    "policies": "a list of folders inside the tree",
    "builtin": "true or false",
    "pack": "a pack's name",
    "select": "a list of policy ids or globs",
    "ignore": "a list of policy ids or globs",
    "severity": "a severity",
    "parameters": "policy id -> parameter -> value",
    "parameters-file": "a template parameters file inside the tree",
    "template-parameters": "a mapping of template parameters to texts",
    "variables": "a mapping of Terraform variables to texts",
    "variables-files": "a list of Terraform variables files inside the tree",
    "closed": "a list of CloudFormation types",
    "exclude": "a list of globs",
    "waivers": "a file of waivers inside the tree",
    "inline-waivers": "true or false",
    "waiver-days": "severity -> the most days that a waiver of it may last",
    "baseline": "a saved report inside the tree",
    "format": "a list of formats, without files",
    "fail-on": f"{gate.FORM}",
    "strict": "true or false",
}
LISTS = ("policies", "select", "ignore", "closed", "exclude", "variables-files", "format")
TEXTS = ("template-parameters", "variables")
SWITCHES = ("builtin", "inline-waivers", "strict")
FILES = ("parameters-file", "waivers", "baseline")
LONGEST_LIFE: Final = 36_500
"""Days."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration says; None where it says nothing."""

    policies: tuple[Path, ...] = ()
    builtin: bool = True
    pack: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str | None = None
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parameters_file: Path | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    """Template parameters."""
    variables: Mapping[str, str] = field(default_factory=dict)
    variables_files: tuple[Path, ...] = ()
    closed: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    waivers: Path | None = None
    inline_waivers: bool | None = None
    waiver_days: Mapping[str, int] = field(default_factory=dict)
    """Severity -> the most days from today that a waiver may last."""
    baseline: Path | None = None
    formats: tuple[str, ...] = ()
    fail_on: str | None = None
    strict: bool = False
    file: Path | None = field(default=None, compare=False)
    """Where it is written."""
    said: Mapping[str, tuple[int, Any]] = field(default_factory=dict, compare=False)
    """Each option that it states: its line, and the value as written."""


def find(target: str | os.PathLike[str], name: str = NAME) -> Path | None:
    """The configuration (or another file of a name) at the root of a target: in the folder, or beside the file."""
    path = os.path.join(target if os.path.isdir(target) else os.path.dirname(target), name)
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
    said: dict[str, tuple[int, Any]] = {}
    for key, node in root.entries:
        if key.text not in KEYS:
            near = get_close_matches(key.text, KEYS, 1)
            hint = f'did you mean "{near[0]}"?' if near else f"one of {', '.join(KEYS)}"
            raise UsageError(f'unknown option "{key.text}"; {hint}', file=str(path), line=key.start[0], column=key.start[1])
        value = _texts_of(node) if key.text in TEXTS else _plain(node, path)
        problem = mistaken(key.text, value)
        if problem:
            raise UsageError(f'"{key.text}" is {KEYS[key.text]}; {problem}', file=str(path), line=node.start[0], column=node.start[1])
        said[key.text] = (key.start[0], value)
    return _config(path, said)


def _plain(node: documents.Node, path: Path) -> Any:
    try:
        return documents.to_python(node, file=str(path))
    except DocumentError as error:
        raise UsageError(error.message, file=error.file, line=error.line, column=error.column) from error


def _texts_of(node: documents.Node) -> Any:
    """A mapping whose values are texts as they are written: `010` is no number here."""
    if not isinstance(node, documents.Mapping):
        return None
    return {key.text: value.text if isinstance(value, documents.Scalar) and value.tag is None else None for key, value in node.entries}


def _config(path: Path, said: Mapping[str, tuple[int, Any]]) -> Config:
    values = {name: value for name, (_, value) in said.items()}
    root = path.parent
    named = {name: inside(root, values[name], path) for name in FILES if name in values}
    return Config(
        policies=tuple(inside(root, name, path) for name in values.get("policies", ())),
        builtin=values.get("builtin", True),
        pack=values.get("pack"),
        select=tuple(values.get("select", ())),
        ignore=tuple(values.get("ignore", ())),
        severity=values.get("severity"),
        parameters=values.get("parameters", {}),
        parameters_file=named.get("parameters-file"),
        given=values.get("template-parameters", {}),
        variables=values.get("variables", {}),
        variables_files=tuple(inside(root, name, path) for name in values.get("variables-files", ())),
        closed=tuple(values.get("closed", ())),
        exclude=tuple(values.get("exclude", ())),
        waivers=named.get("waivers"),
        inline_waivers=values.get("inline-waivers"),
        waiver_days=values.get("waiver-days", {}),
        baseline=named.get("baseline"),
        formats=tuple(values.get("format", ())),
        fail_on=values.get("fail-on"),
        strict=values.get("strict", False),
        file=path,
        said=said,
    )


def mistaken(name: str, value: Any) -> str | None:
    """What is wrong with the value of an option; None where nothing is."""
    if name in LISTS:
        return _mistaken_list(name, value)
    if name == "parameters":
        fits = isinstance(value, dict) and all(isinstance(inner, dict) for inner in value.values())
        return None if fits else "write a mapping by policy id"
    if name in TEXTS:
        fits = isinstance(value, dict) and all(isinstance(inner, str) for inner in value.values())
        return None if fits else "write NAME: VALUE, a line each"
    if name == "waiver-days":
        return _mistaken_days(value)
    if name in SWITCHES:
        return None if isinstance(value, bool) else "write true or false"
    if not isinstance(value, str):
        return "write text"
    if name == "fail-on":
        return gate.mistaken(value)
    names = [str(severity) for severity in Severity]
    return f"one of {', '.join(names)}" if name == "severity" and value not in names else None


def _mistaken_list(name: str, value: Any) -> str | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "write a list of texts"
    if name == "format" and any("=" in item for item in value):
        return "a file is named by --format NAME=FILE alone: a configuration writes none"
    return None


def _mistaken_days(value: Any) -> str | None:
    names = [str(severity) for severity in Severity]
    if not isinstance(value, dict) or not value.keys() <= set(names):
        return f"write a mapping of {', '.join(names)}"
    fits = all(isinstance(days, int) and not isinstance(days, bool) and 0 < days <= LONGEST_LIFE for days in value.values())
    return None if fits else "write days as a number above 0"


def inside(root: Path, name: str, path: Path) -> Path:
    """A path of the configuration, which may not leave its tree."""
    target = (root / name).resolve()
    if not target.is_relative_to(root.resolve()):
        raise UsageError(f'"{name}" leads out of {root}; a configuration may only name what is inside its tree', file=str(path))
    return target
