"""The Action's inputs, and the words of the command that they make. No word is ever read by a shell."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LISTS: Final = {
    "policies": "--policies",
    "select": "--select",
    "ignore": "--ignore",
    "parameters": "--parameter",
    "parameters-files": "--parameters",
    "variables": "--var",
    "variables-files": "--var-file",
    "closed": "--closed",
    "exclude": "--exclude",
}
"""Inputs of several lines, and the option that each line is given with."""
SINGLE: Final = {
    "pack": "--pack",
    "severity": "--severity",
    "config": "--config",
    "waivers": "--waivers",
    "baseline": "--baseline",
    "fail-on": "--fail-on",
    "category": "--category",
    "source": "--source",
}
FLAGS: Final = {"strict": ("--strict", True), "builtin": ("--no-builtin", False), "inline-waivers": ("--no-inline-waivers", False)}
"""Inputs that are true or false, the option, and the value with which it is given."""
CHOICES: Final = {
    "command": ("scan", "audit"),
    "upload-sarif": ("auto", "true", "false"),
    "summary": ("true", "false"),
    "comment": ("true", "false"),
    "annotations": ("new", "all", "none"),
    "if-nothing-to-scan": ("fail", "warn"),
}
SCAN_ONLY: Final = frozenset({"parameters", "parameters-files", "variables", "variables-files", "closed", "exclude", "source"})
"""Inputs that say how files are read."""
FILES: Final = {
    "sarif-github": "plimsoll.sarif",
    "json": "plimsoll.json",
    "html": "plimsoll.html",
    "markdown": "summary.md",
    "markdown-comment": "comment.md",
    "github": "annotations.txt",
    "sarif": "plimsoll.full.sarif",
    "junit": "plimsoll.junit.xml",
    "csv": "plimsoll.csv",
    "gitlab": "plimsoll.gitlab.json",
    "ocsf": "plimsoll.ocsf.json",
    "asff": "plimsoll.asff.json",
    "prometheus": "plimsoll.prom",
    "table": "plimsoll.txt",
}
"""The file of each format in the folder of reports."""
ALWAYS: Final = ("sarif-github", "json", "markdown", "markdown-comment", "github")


class InputError(Exception):
    """An input that cannot be meant: what is wrong, and how to mend it."""


@dataclass(frozen=True)
class Inputs:
    """The Action's inputs by name, and what the event says."""

    given: Mapping[str, str]
    event_base: str
    """The commit that a pull request or a merge group is compared with; empty for other events."""

    def __getitem__(self, name: str) -> str:
        """An input without the space around it; empty where it is not given."""
        return self.given.get(name, "").strip()

    def lines(self, name: str) -> list[str]:
        """The lines of an input that are not blank."""
        return [line.strip() for line in self.given.get(name, "").splitlines() if line.strip()]

    def single(self, name: str) -> str:
        """An input that must be one line."""
        value = self[name]
        if len(value.splitlines()) > 1 or not value.isprintable():
            raise InputError(f"{name} must be one line")
        return value

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        """An input with few values; the first where none is given."""
        value = self[name].lower() or among[0]
        if value not in among:
            raise InputError(f'{name} is "{value}"; write {" or ".join(among)}')
        return value

    @property
    def command(self) -> str:
        """`scan` or `audit`."""
        return self.choice("command", CHOICES["command"])

    @property
    def targets(self) -> list[str]:
        """What is scanned; empty for an audit."""
        return (self.lines("path") or ["."]) if self.command == "scan" else []

    @property
    def base(self) -> str:
        """The commit that findings are compared with; empty where there is none."""
        value = self.single("base")
        if value in ("", "auto"):
            return self.event_base.strip() if self.command == "scan" and not self["baseline"] else ""
        return "" if value == "none" else value


def read(environment: Mapping[str, str]) -> Inputs:
    """The inputs as the Action hands them on: `INPUT_FAIL_ON` for `fail-on`. InputError for one that cannot be meant."""
    given = {name[6:].lower().replace("_", "-"): value for name, value in environment.items() if name.startswith("INPUT_")}
    inputs = Inputs(given, environment.get("EVENT_BASE", ""))
    for name, among in CHOICES.items():
        inputs.choice(name, among)
    for name in FLAGS:
        inputs.choice(name, ("true", "false"))
    for name in (*SINGLE, "base", "checkout-path", "sarif-file", "output-directory"):
        inputs.single(name)
    return inputs


def folder(inputs: Inputs, otherwise: Path) -> Path:
    """The folder of reports; made where it is not there."""
    named = inputs["output-directory"]
    path = Path(named).absolute() if named else otherwise
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f'output-directory "{named}" cannot be made: {error.strerror}') from error
    return path


def files(inputs: Inputs, directory: Path) -> list[tuple[str, Path]]:
    """(format, file) of every report: those that the Action itself reads first, then those of `formats`."""
    wanted = [(name, directory / FILES[name]) for name in ALWAYS]
    if inputs["sarif-file"]:
        wanted[0] = ("sarif-github", Path(inputs["sarif-file"]).absolute())
    for line in inputs.lines("formats"):
        name, _, file = line.partition("=")
        if file or name not in ALWAYS:
            wanted.append((name, Path(file).absolute() if file else directory / FILES.get(name, f"plimsoll.{name}")))
    return wanted


def words(inputs: Inputs, reports: list[tuple[str, Path]]) -> list[str]:
    """The words after `plimsoll`. A value is part of its option's word, so it never becomes an option of its own."""
    made = [inputs.command]
    for name, option in LISTS.items():
        refuse_for_audit(inputs, name)
        made += [f"{option}={line}" for line in inputs.lines(name)]
    for name, option in SINGLE.items():
        refuse_for_audit(inputs, name)
        made += [f"{option}={inputs.single(name)}"] if inputs[name] else []
    for name, (option, when) in FLAGS.items():
        made += [option] if inputs[name].lower() == str(when).lower() else []
    if inputs.base:
        made.append(f"--base={inputs.base}")
    made.append("--format=table")
    made += [f"--format={name}={file}" for name, file in reports]
    made += inputs.lines("arguments")
    return [*made, "--", *inputs.targets] if inputs.targets else made


def refuse_for_audit(inputs: Inputs, name: str) -> None:
    """Files are not read by an audit."""
    if inputs.command == "audit" and name in SCAN_ONLY and inputs[name]:
        raise InputError(f"{name} says how files are read; leave it out for an audit")


def command_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What the command sees: not the Action's inputs, nor where the runner takes its orders."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("INPUT_") and name not in ("TOKEN", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")
    }
    return {"COLUMNS": "120", **kept, "NO_COLOR": "1", "PWD": os.getcwd()}


def credentials(inputs: Inputs, environment: Mapping[str, str], shallow: bool) -> dict[str, str]:
    """What lets git fetch the base of a shallow clone: the token, for GitHub's address alone, in the environment and in no file.

    Nothing where there is no base to fetch, so that what reads untrusted files does not hold a token without need.
    """
    token, server = environment.get("TOKEN", ""), environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    if not (token and inputs.base and shallow) or not server.startswith("https://"):
        return {}
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {header}",
    }
