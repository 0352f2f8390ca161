"""The commands that a script's text alone tells the effect of: echo, cat, tee, cp, source, exit and the like."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from scanner.functions.holes import has_hole
from scanner.functions.shell import expansion
from scanner.functions.shell.contents import Cleared, Unread
from scanner.functions.shell.files import path_of, read_file
from scanner.patterns import regex

if TYPE_CHECKING:
    from scanner.functions.shell.interpreter import Interpreter

Handler = Callable[["Interpreter", list[str], str | None], str]

PROFILES = regex(
    r"(/etc/(environment|profile|bashrc|bash\.bashrc|os-release|sysconfig/\w+|profile\.d/\S+)|.*/\.(bashrc|bash_profile|profile|nvm/\S+))"
)
"""Files that set variables and write nothing."""


def _echo(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    newline, escapes = "\n", False
    while arguments and re.fullmatch(r"-[neE]+", arguments[0]):
        newline = "" if "n" in arguments[0] else newline
        escapes = "e" in arguments[0] or escapes
        arguments = arguments[1:]
    text = " ".join(arguments)
    return (expansion.ansi_c(text) if escapes else text) + newline


def _printf(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    if arguments[:1] == ["-v"] and len(arguments) > 2:
        shell.state.variables[arguments[1]] = _printf(shell, arguments[2:], None)
        return ""
    arguments = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not arguments:
        return ""
    template, values = expansion.ansi_c(arguments[0]), arguments[1:]
    if re.search(r"%(?![sdib%])", template):
        return shell.holes.unknown("the script formats a text")
    turns = []
    wanted = len(re.findall(r"%[sdib]", template))
    for start in range(0, max(len(values), 1), wanted or len(values) or 1):
        row = iter(values[start : start + wanted] if wanted else [])
        turns.append(re.sub(r"%([sdib%])", lambda match, row=row: "%" if match[1] == "%" else next(row, ""), template))  # type: ignore[misc]  # mypy cannot infer a default of a lambda
    return "".join(turns)


def _cat(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    files = [argument for argument in arguments if not argument.startswith("-") or argument == "-"]
    return "".join((stdin or "") if name == "-" else read_file(shell, name) for name in files or ["-"])


def _tee(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    appends = any(argument in ("-a", "--append") or re.fullmatch(r"-\w*a\w*", argument) for argument in arguments)
    text = stdin if stdin is not None else ""
    for name in arguments:
        if name.startswith(("-", "/dev/")):
            continue
        if has_hole(name):
            shell.hide(f"the script writes to a file whose name is not known ({shell.holes.show(name)})")
            continue
        path = path_of(shell, name)
        shell.write(path, *([] if appends else [Cleared()]), *([text] if text else []))
    return text


def _cd(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    shell.state.directory = path_of(shell, arguments[0]) if arguments else "/root"
    return ""


def _copy(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    names = [argument for argument in arguments if not argument.startswith("-")]
    if len(names) < 2:
        return ""
    target = path_of(shell, names[-1])
    for name in names[:-1]:
        source = path_of(shell, name)
        written = shell.state.files.get(source)
        inside = posixpath.join(target, posixpath.basename(source))
        target_file = inside if names[-1].endswith("/") or inside in shell.watched else target
        if written:
            shell.write(target_file, Cleared(), *written)
        elif target_file in shell.watched or source in shell.watched:
            shell.hidden.append(f"the script copies {shell.holes.show(name)}")
            shell.write(target_file, Unread(f"the script copies {shell.holes.show(name)} to {target_file}", replaces=True))
    return ""


def _remove(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    for name in arguments:
        path = path_of(shell, name)
        if path in shell.state.files:
            shell.write(path, Cleared())
    return ""


def _source(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    if not arguments:
        return ""
    name = arguments[0]
    path = path_of(shell, name)
    text = read_file(shell, name) if path in shell.state.files and not has_hole(name) else None
    if text is not None and not (has_hole(text) and "=" not in text):
        shell.source(text)
        return ""
    shell.state.unsure = f"the script reads its settings from {shell.holes.show(name)}"
    if path not in shell.watched and not PROFILES.fullmatch(path):
        shell.hide(f"the script sources {shell.holes.show(name)}")
    return ""


def _eval(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    return shell.source(" ".join(arguments))


def login_command(shell: Interpreter) -> str:
    """What `aws ecr get-login` prints: the command that logs in."""
    secret = shell.holes.unknown("the registry's password is known at run time only", truthy=True)
    registry = shell.holes.unknown("the registry is known at run time only", truthy=True)
    return f"docker login -u AWS -p {secret} {registry}\n"


def _read(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    for name in arguments:
        if re.fullmatch(r"[A-Za-z_]\w*", name):
            shell.state.variables[name] = shell.holes.unknown(f"the script reads ${name}")
    return ""


def _exit(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    shell.leave(arguments[0] if arguments else "", function=False)
    return ""


def _return(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    shell.leave(arguments[0] if arguments else "", function=True)
    return ""


def _nothing(shell: Interpreter, arguments: list[str], stdin: str | None) -> str:
    return ""


HANDLERS: dict[str, Handler] = {
    "echo": _echo,
    "printf": _printf,
    "cat": _cat,
    "tee": _tee,
    "cd": _cd,
    "cp": _copy,
    "mv": _copy,
    "install": _copy,
    "rm": _remove,
    "source": _source,
    ".": _source,
    "read": _read,
    "eval": _eval,
    "exit": _exit,
    "return": _return,
    "true": _nothing,
    ":": _nothing,
    "set": _nothing,
    "touch": _nothing,
    "mkdir": _nothing,
    "chmod": _nothing,
    "chown": _nothing,
    "sleep": _nothing,
    "trap": _nothing,
    "shift": _nothing,
}
"""The commands that are followed."""
