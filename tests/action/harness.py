"""Runs a composite action as GitHub's runner does, without GitHub: inputs, conditions, files for outputs, workflow commands.

Steps that use another action are recorded, not run; what they would have done can be said (`uses`). So can what a step that costs a
network would have put out (`instead`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.action.expressions import condition, evaluate, fill, truth

SUMMARY = 1024 * 1024
"""Bytes of one step's summary; the runner drops a longer one."""
SHOWN = 10
"""Annotations of each level that GitHub shows for a step."""
COMMAND = re.compile(r"::([\w-]+)(?: ([^\n]*?))?::(.*)")


@dataclass(frozen=True)
class Use:
    """A step that used another action."""

    uses: str
    given: Mapping[str, str]


@dataclass(frozen=True)
class Annotation:
    """What GitHub shows beside a line, or on the run's page."""

    level: str
    message: str
    title: str = ""
    file: str = ""
    line: str = ""


@dataclass(frozen=True)
class Step:
    """How a step ended."""

    outcome: str
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Run:
    """How the action ended, and what it left."""

    outcome: str = "success"
    outputs: dict[str, str] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    """By id, else by name."""
    used: list[Use] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    """Workflow commands other than annotations."""
    summary: str = ""
    log: str = ""
    exported: dict[str, str] = field(default_factory=dict)
    """What steps wrote to GITHUB_ENV."""
    path: list[str] = field(default_factory=list)
    """What steps wrote to GITHUB_PATH."""

    def using(self, action: str) -> list[Use]:
        """The uses of one action."""
        return [use for use in self.used if use.uses.partition("@")[0] == action]


Stub = Callable[[Use], Step]


@dataclass(frozen=True)
class Runner:
    """A job's runner: a folder for its files, and what every step of it sees."""

    workspace: Path
    temp: Path
    github: Mapping[str, Any] = field(default_factory=dict)
    """Of the `github` context: `event`, `event_name`, `repository` ..."""
    environment: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, Stub] = field(default_factory=dict)
    """By action, without its version."""
    instead: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The outputs of steps, by id, that are not run."""

    def run(self, action: Path, **inputs: str) -> Run:
        """Run the action of a folder. Inputs are written with `_` for `-`."""
        spec = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))
        assert spec["runs"]["using"] == "composite"
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert set(given) <= set(spec["inputs"]), set(given) - set(spec["inputs"])
        context = self.context(action)
        context["inputs"] = {
            name: given.get(name, fill(said.get("default", ""), {"github": context["github"]}, {})) for name, said in spec["inputs"].items()
        }
        missing = [name for name, said in spec["inputs"].items() if said.get("required") and name not in given]
        assert missing == []
        run = Run()
        for index, step in enumerate(spec["runs"]["steps"]):
            self.step(run, step, step.get("id", f"__{index}"), context)
        run.outputs = {name: fill(said["value"], context, {}) for name, said in spec.get("outputs", {}).items()}
        return run

    def context(self, action: Path) -> dict[str, Any]:
        """The contexts that every step sees."""
        event = self.temp / "event.json"
        event.write_text(json.dumps(self.github.get("event", {})), encoding="utf-8")
        github = {"token": "token-of-the-job", "event_name": "push", "repository": "harbor/shop", "event": {}, **self.github}
        github |= {"workspace": str(self.workspace), "action_path": str(action), "event_path": str(event)}
        return {"github": github, "steps": {}, "env": {}, "runner": {"os": "Linux", "temp": str(self.temp)}}

    def step(self, run: Run, step: dict[str, Any], name: str, context: dict[str, Any]) -> None:
        """Run a step where its condition holds."""
        failed = run.outcome == "failure"
        functions = {"always": lambda: True, "success": lambda: not failed, "failure": lambda: failed, "cancelled": lambda: False}
        if not condition(step.get("if", "success()"), context, functions):
            ended = Step("skipped")
        elif "uses" in step:
            use = Use(step["uses"], {key: fill(value, context, functions) for key, value in step.get("with", {}).items()})
            run.used.append(use)
            ended = self.uses.get(use.uses.partition("@")[0], lambda _: Step("success"))(use)
        elif name in self.instead:
            ended = Step("success", self.instead[name])
        else:
            ended = self.script(run, step, context, functions)
        tolerated = step.get("continue-on-error", False)
        if isinstance(tolerated, str):
            tolerated = truth(evaluate(tolerated.strip().removeprefix("${{").removesuffix("}}"), context, functions))
        conclusion = "success" if ended.outcome == "failure" and tolerated else ended.outcome
        run.steps[name if not name.startswith("__") else step["name"]] = ended
        context["steps"][name] = {"outcome": ended.outcome, "conclusion": conclusion, "outputs": dict(ended.outputs)}
        if conclusion == "failure":
            run.outcome = "failure"

    def script(self, run: Run, step: dict[str, Any], context: dict[str, Any], functions: Any) -> Step:
        """Run a step's script."""
        assert step["shell"] == "bash", "a step of a composite action must say its shell"
        kinds = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_STATE")
        files = {kind: self.temp / f"_{kind.lower()}_{uuid.uuid4().hex}" for kind in kinds}
        for file in files.values():
            file.touch()
        github = context["github"]
        environment = {
            "PATH": os.pathsep.join([*reversed(run.path), os.environ["PATH"]]),
            "HOME": str(self.temp),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self.temp),
            **{f"GITHUB_{key.upper()}": value for key, value in github.items() if isinstance(value, str) and key != "token"},
            **self.environment,
            **run.exported,
            **{key: fill(value, context, functions) for key, value in step.get("env", {}).items()},
            **{kind: str(file) for kind, file in files.items()},
        }
        script = self.temp / f"_{uuid.uuid4().hex}.sh"
        script.write_text(fill(step["run"], context, functions), encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            env=environment,
            cwd=self.workspace,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        log = done.stdout.decode("utf-8", "replace")
        run.log += log
        listen(log, run)
        run.exported |= pairs(files["GITHUB_ENV"])
        run.path += [line for line in files["GITHUB_PATH"].read_text(encoding="utf-8").splitlines() if line]
        summary = files["GITHUB_STEP_SUMMARY"].read_bytes()
        run.summary += summary.decode("utf-8") if len(summary) <= SUMMARY else ""
        return Step("failure" if done.returncode else "success", pairs(files["GITHUB_OUTPUT"]))


def pairs(file: Path) -> dict[str, str]:
    """What a step wrote to GITHUB_OUTPUT or GITHUB_ENV: `name=value`, or `name<<END`, lines, `END`."""
    found: dict[str, str] = {}
    lines = iter(file.read_text(encoding="utf-8").split("\n"))
    for line in lines:
        name, sign, rest = re.match(r"([^=<]*)(=|<<|$)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]  # matches every line
        if sign == "=":
            found[name] = rest
        elif sign == "<<":
            value = []
            for inner in lines:
                if inner == rest:
                    break
                value.append(inner)
            else:
                raise AssertionError(f"{name} has no end")
            found[name] = "\n".join(value)
        elif line:
            raise AssertionError(f"{line!r} is no output")
    return found


def listen(log: str, run: Run) -> None:
    """Do what a log's workflow commands say. `::stop-commands::TOKEN` silences them until `::TOKEN::`."""
    token = None
    shown: dict[str, int] = {}
    for line in re.split(r"\r\n|\r|\n", log):
        found = COMMAND.match(line.lstrip())
        if token is not None:
            token = None if found and found[1] == token and not found[3] else token
            continue
        if found is None:
            continue
        name, properties, message = found.groups()
        if name == "stop-commands":
            token = message
        elif name in ("error", "warning", "notice"):
            shown[name] = shown.get(name, 0) + 1
            if shown[name] <= SHOWN:
                said = dict(part.partition("=")[::2] for part in (properties or "").split(",") if "=" in part)
                values = {key: plain(value, whole=True) for key, value in said.items() if key in ("title", "file", "line")}
                run.annotations.append(Annotation(name, plain(message), **values))
        else:
            run.commands.append(line)


def plain(text: str, whole: bool = False) -> str:
    """A command's text as the runner reads it."""
    if whole:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
