"""What a CodeBuild buildspec runs: its commands, and the images that they push.

CodeBuild user guide, "Build specification reference for CodeBuild" (versions 0.1 and 0.2) and "Environment variables in build
environments".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scanner.documents import Limits, read
from scanner.errors import DocumentError
from scanner.functions.holes import Holes, has_hole
from scanner.functions.image_builds import logs_in, needs_daemon, push, pushed
from scanner.functions.kleene import field, members
from scanner.functions.shell import Interpreter, State
from scanner.functions.user_data import by_cases
from scanner.unknown import BOOLEAN, OBJECT, STRING, OpenList, Unknown

PHASES = ("install", "pre_build", "build", "post_build")
LIMITS = Limits(bytes=1 << 20, depth=60, nodes=50_000)


def buildspec(text: str | Unknown | None, variables: Any = None) -> Any:
    """What a buildspec does: an object.

    `commands` (list of text, as written, by phase), `pushes` (list of {registry, repository, tag, image}), `uses_docker` and
    `logs_in` (boolean), `artifacts` (list of text: the files of its artifacts). `variables` is the project's list of
    {Name, Value, Type}, which wins over the buildspec's own. What a variable that is set at run time decides is unknown; where
    commands run scripts of the source, there may be more pushes. Unknown where the buildspec is a file of the source, or null.
    """
    if text is None:
        return Unknown("the buildspec is a file of the source", types=OBJECT, settle="the source's buildspec")
    return by_cases(text, lambda encoded, holes: _facts(encoded, holes, variables), None)


def _facts(text: str, holes: Holes, variables: Any) -> Any:
    """The facts of one text."""
    if "\n" not in text.strip() and not text.lstrip().startswith("{"):
        why = holes.reason(text) if has_hole(text) else f"the buildspec is a file of the source: {text.strip()[:100]}"
        return Unknown(why, types=OBJECT, settle="the source's buildspec")
    try:
        document = read(text, "buildspec", limits=LIMITS).to_python(tags="keep")
    except DocumentError as error:
        return Unknown(f"the buildspec cannot be read: {error.message}", types=OBJECT)
    if not isinstance(document, dict) or not isinstance(document.get("phases", {}), dict):
        return Unknown("the buildspec is not an object with phases", types=OBJECT)
    commands = list(_commands(document))
    shell = _run(document, commands, holes, variables)
    hidden = shell.hidden[0] if shell.hidden else None
    items = tuple((push(reference, holes), maybe) for reference, maybe in pushed(shell.commands, holes))
    more = Unknown(hidden, types=OBJECT) if hidden else None
    pushes: Any = [item for item, _ in items]
    if more is not None:
        pushes = OpenList(items, more=more, reason=more.reason)
    elif any(maybe for _, maybe in items):
        pushes = OpenList(items, reason="it hangs on a condition of a command")
    return {
        "commands": [holes.decode(command) for command in commands],
        "pushes": pushes,
        "uses_docker": _seen([None if command.doubtful else True for command in shell.commands if needs_daemon(command)], hidden),
        "logs_in": _seen([None if command.doubtful else True for command in shell.commands if logs_in(command)], hidden),
        "artifacts": [holes.decode(file) for file in _artifacts(document)],
    }


def _seen(found: list[bool | None], hidden: str | None) -> bool | Unknown:
    """Whether some command was found; not known where only doubtful or hidden ones may be it."""
    if True in found:
        return True
    if found or hidden:
        return Unknown(hidden or "it hangs on a condition of a command", types=BOOLEAN)
    return False


def _commands(document: dict[str, Any]) -> Iterator[str]:
    """The commands of the phases, in order."""
    phases = document.get("phases", {})
    for name in PHASES:
        phase = phases.get(name)
        for key in ("commands", "finally"):
            listed = phase.get(key) if isinstance(phase, dict) else None
            for command in listed if isinstance(listed, list) else [listed]:
                if isinstance(command, (str, int, float)):
                    yield str(command).lower() if isinstance(command, bool) else str(command)


def _run(document: dict[str, Any], commands: list[str], holes: Holes, variables: Any) -> Interpreter:
    """Follow the commands: in one shell, or where version 0.1 asks for it in one shell each."""
    environment = _environment(document, holes, variables)
    made: dict[str, str] = {}

    def unset(name: str) -> str | None:
        if name.isdigit() or name in ("@", "*", "#"):
            return None
        if name not in made:
            given = name.startswith(("CODEBUILD_", "AWS_"))
            why = f"CodeBuild sets ${name} at run time" if given else f"${name} is set neither in the buildspec nor in the project"
            made[name] = holes.unknown(why, truthy=given)
        return made[name]

    shell = Interpreter(holes, State(dict(environment), directory="/codebuild/source"), unset=unset)
    settings = document.get("env")
    language = settings.get("shell") if isinstance(settings, dict) else None
    if isinstance(language, str) and "powershell" in language.lower():
        shell.hide("the buildspec's commands are for PowerShell")
        return shell
    alone = str(document.get("version")) == "0.1"
    for command in commands:
        if alone:
            shell.state = State(dict(environment), shell.state.files, "/codebuild/source")
        shell.run(command + "\n")
    return shell


def _environment(document: dict[str, Any], holes: Holes, variables: Any) -> dict[str, str]:
    """The variables that are set before the first command; the project's win over the buildspec's."""
    environment: dict[str, str] = {"CODEBUILD_BUILD_SUCCEEDING": "1"}  # commands are taken to succeed
    settings = document.get("env") or document.get("environment_variables")
    for key in ("variables", "plaintext", "parameter-store", "secrets-manager"):
        given = settings.get(key) if isinstance(settings, dict) else None
        for name, value in (given if isinstance(given, dict) else {}).items():
            plain = key in ("variables", "plaintext") and isinstance(value, (str, int, float, bool))
            text = str(value).lower() if isinstance(value, bool) else str(value)
            environment[name] = text if plain else holes.unknown(f"${name} comes from {key}")
    for name in _varying(document.get("batch")):
        environment[name] = holes.unknown(f"${name} differs from build to build of the batch")
    listed, more = members(variables)
    if more or any(not isinstance(field(item, "Name"), str) for item, _ in listed):  # any of them may be overridden
        environment = {name: holes.unknown("the project's variables are not all known") for name in environment}
    for item, maybe in listed:
        name = field(item, "Name")
        if isinstance(name, str):
            environment[name] = _project_value(item, name, maybe, holes)
    return environment


def _project_value(item: Any, name: str, maybe: bool, holes: Holes) -> str:
    """The value of one of the project's variables."""
    value, kind = field(item, "Value"), field(item, "Type")
    if maybe or kind not in (None, "PLAINTEXT") or not isinstance(value, (str, Unknown)):
        return holes.unknown(f"${name} comes from {kind}" if isinstance(kind, str) else f"the project's ${name} is not known")
    return holes.encode(value) if isinstance(value, str) or value.types == STRING else holes.mark(value)


def _varying(batch: Any) -> Iterator[str]:
    """The variables that a batch build sets for its builds."""
    stack = [batch]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            given = item.get("variables")
            yield from given if isinstance(given, dict) else ()
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _artifacts(document: dict[str, Any]) -> Iterator[str]:
    """The files of the artifacts, primary and secondary."""
    artifacts = document.get("artifacts")
    if not isinstance(artifacts, dict):
        return
    secondary = artifacts.get("secondary-artifacts")
    for group in (artifacts, *(secondary.values() if isinstance(secondary, dict) else ())):
        files = group.get("files") if isinstance(group, dict) else None
        for file in files if isinstance(files, list) else [files]:
            if isinstance(file, str):
                yield file
