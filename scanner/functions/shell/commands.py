"""What the commands of a script do: the few that write and set are followed, those that run code we cannot see are noted."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from scanner.functions.holes import has_hole
from scanner.functions.shell import expansion
from scanner.functions.shell.contents import Unread
from scanner.functions.shell.files import path_of, read_file
from scanner.functions.shell.handlers import HANDLERS, login_command

if TYPE_CHECKING:
    from scanner.functions.shell.interpreter import Interpreter

SHELLS = frozenset(("sh", "bash", "dash", "ksh", "zsh", "ash"))
OTHER_CODE = frozenset(("python", "python2", "python3", "perl", "ruby", "node", "php", "pwsh"))
CONFIGURERS = frozenset(("cfn-init", "ansible-playbook", "ansible-pull", "chef-client", "chef-solo", "puppet", "salt-call", "make"))
"""Commands that run what stands elsewhere."""
READERS = frozenset(
    (
        "grep",
        "egrep",
        "fgrep",
        "chgrp",
        "ls",
        "test",
        "[",
        "head",
        "tail",
        "less",
        "more",
        "stat",
        "wc",
        "diff",
        "logger",
        "systemctl",
        "service",
        "docker",
        "restorecon",
        "id",
        "ps",
        "file",
        "sha256sum",
        "md5sum",
        "cmp",
        "basename",
        "dirname",
        "find",
    )
)
"""Commands that may name a file without writing to it."""
SYSTEM = frozenset(("/bin", "/usr/bin", "/sbin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/kaniko", "/etc/init.d", "/snap/bin"))
"""Folders whose programs are not scripts of the user's."""
SYSTEM_TREES = ("/opt/aws/", "/usr/libexec/", "/usr/lib/")
"""The same, with the folders below."""
PREFIXES = {
    "sudo": ("-u", "-g", "-h", "-p", "-C", "-r", "-t", "--user", "--group"),
    "env": ("-u", "--unset", "-C", "--chdir"),
    "nohup": (),
    "time": (),
    "command": (),
    "builtin": (),
    "exec": ("-a",),
    "nice": ("-n", "--adjustment"),
    "ionice": ("-c", "-n"),
    "timeout": ("-s", "-k", "--signal", "--kill-after"),
    "stdbuf": ("-i", "-o", "-e"),
    "setsid": (),
    "doas": ("-u",),
}
"""Commands that run the command behind them, and their options that take a value."""


def command(shell: Interpreter, node: Any, stdin: str | None, extra: list[Any] | None = None) -> str:
    """A simple command; what it prints."""
    local: dict[str, str] = {}
    words: list[str] = []
    for child in node.named_children:
        if child.type == "variable_assignment":
            name, value = _assigned(shell, child)
            local[name] = value
        elif child.type == "command_name":
            words.extend(word for part in child.named_children for word in expansion.expand(shell, part))
        elif child.type == "herestring_redirect":
            stdin = "".join(expansion.joined(shell, word) for word in child.named_children) + "\n"
        elif child.type == "ERROR":
            shell.follow(child)
        elif child.type not in ("file_redirect", "comment"):
            words.extend(expansion.expand(shell, child))
    for word in extra or ():
        words.extend(expansion.expand(shell, word))
    if not words:
        shell.state.variables.update(local)
        return ""
    saved: dict[str, str | None] = {name: shell.state.variables.get(name) for name in local}
    shell.state.variables.update(local)
    printed = run(shell, words, stdin, node.start_point[0] + 1)
    for name, before in saved.items():
        if before is None:
            shell.state.variables.pop(name, None)
        else:
            shell.state.variables[name] = before
    return printed


def run(shell: Interpreter, words: list[str], stdin: str | None, line: int) -> str:
    """Run a command given as words."""
    words = without_prefix(words)
    if not words:
        return ""
    shell.record(words, line, stdin)
    name = words[0]
    if has_hole(name):
        shell.hide(f"the script runs a command that is not known ({shell.holes.reason(name)})")
        return shell.holes.unknown(f"the output of {shell.holes.show(name)}")
    if name in shell.functions:
        return shell.call(shell.functions[name], words[1:], stdin)
    short = posixpath.basename(name)
    handler = HANDLERS.get(short)
    if handler is not None and (short == name or posixpath.dirname(name) in SYSTEM):
        return handler(shell, words[1:], stdin)
    return _foreign(shell, words, stdin)


def without_prefix(words: list[str]) -> list[str]:
    """The command without `sudo`, `nohup`, `env A=b` and the like before it."""
    while words and posixpath.basename(words[0]) in PREFIXES:
        prefix = posixpath.basename(words[0])
        rest = words[1:]
        if prefix == "command" and rest[:1] in (["-v"], ["-V"]):
            return words
        while rest and (rest[0].startswith("-") or (prefix in ("env", "sudo") and re.match(r"\w+=", rest[0]))):
            option = rest[0]
            rest = rest[2:] if option in PREFIXES[prefix] else rest[1:]
            if option == "--":
                break
        if prefix == "timeout" and rest:
            rest = rest[1:]
        words = rest
    return words


def _foreign(shell: Interpreter, words: list[str], stdin: str | None) -> str:
    """A command that we do not follow: may it write a watched file, or run code from elsewhere?"""
    name, short = words[0], posixpath.basename(words[0])
    shown = shell.holes.show(" ".join(words))
    named = _watched_in(shell, words)
    if short in SHELLS or short in OTHER_CODE:
        return _interpreter(shell, words, stdin, shown)
    if named and short not in READERS:
        shell.hidden.append(f"the script runs {shown}")
        shell.write(named, Unread(f"the script runs {shown}", replaces=True))
    elif short in CONFIGURERS:
        shell.hide(f"the script runs {shown}", _watched_in(shell, [stdin or ""]))
    elif "/" in name and not _is_system(path_of(shell, name)):
        return _script_file(shell, name, words[1:], stdin, shown)
    elif short == "aws" and "ecr" in words and "get-login" in words:
        return login_command(shell)
    elif short == "docker" and "run" in words[1:3]:
        _agent_container(shell, words)
    return shell.holes.unknown(f"the output of {shown}")


def _is_system(path: str) -> bool:
    """Whether a program belongs to the machine."""
    return posixpath.dirname(path) in SYSTEM or path.startswith(SYSTEM_TREES)


def _watched_in(shell: Interpreter, words: list[str]) -> str | None:
    """The watched file that some word names, if any."""
    for watched in shell.watched:
        base = posixpath.basename(watched)
        for word in words:
            if watched in word or (base in word and (posixpath.basename(word) == base)):
                return watched
    return None


def _interpreter(shell: Interpreter, words: list[str], stdin: str | None, shown: str) -> str:
    """`bash -c code`, `bash file`, `... | bash`, and the same of other languages."""
    short, arguments = posixpath.basename(words[0]), words[1:]
    is_shell = short in SHELLS
    while arguments and arguments[0].startswith("-"):
        flag = arguments[0]
        if (flag.endswith("c") and not flag.startswith("--")) or (flag in ("-e", "-E", "-r") and not is_shell):
            code = arguments[1] if len(arguments) > 1 else ""
            return _code(shell, code, is_shell, shown)
        arguments = arguments[2:] if flag in ("-o", "+o", "--rcfile") else arguments[1:]
    if arguments:
        if arguments[0] == "-m" or not is_shell:
            shell.hide(f"the script runs {shown}", _watched_in(shell, words))
            return shell.holes.unknown(f"the output of {shown}")
        return _script_file(shell, arguments[0], arguments[1:], stdin, shown)
    if stdin is not None:
        return _code(shell, stdin, is_shell, shown)
    return ""


def _code(shell: Interpreter, code: str, is_shell: bool, shown: str) -> str:
    """Code given as text."""
    if is_shell:
        if has_hole(code) and not re.search(r"[\s=]", code):
            shell.hide(f"the script runs {shown}: {shell.holes.reason(code)}")
            return ""
        return shell.isolated(lambda: shell.source(code))
    shell.hide(f"the script runs {shown}", _watched_in(shell, re.split(r"[\s'\"()]+", code)))
    return shell.holes.unknown(f"the output of {shown}")


def _script_file(shell: Interpreter, name: str, arguments: list[str], stdin: str | None, shown: str) -> str:
    """A script in a file: followed where this script wrote it."""
    path = path_of(shell, name)
    content = shell.state.files.get(path)
    text = read_file(shell, name) if content and not has_hole(name) else None
    if text is None or (has_hole(text) and "\n" not in text.strip("\n")):
        shell.hide(f"the script runs {shown}", _watched_in(shell, arguments))
        return shell.holes.unknown(f"the output of {shown}")
    first = text.split("\n", 1)[0]
    if first.startswith("#!") and not re.search(r"\b(ba|da|k|z|a)?sh\b", first):
        shell.hide(f"the script runs {shown}", _watched_in(shell, re.split(r"[\s'\"()]+", text)))
        return shell.holes.unknown(f"the output of {shown}")

    def follow() -> str:
        expansion.set_arguments(shell.state, arguments)
        return shell.source(text)

    return shell.isolated(follow)


def _agent_container(shell: Interpreter, words: list[str]) -> None:
    """`docker run ... amazon/amazon-ecs-agent`: the agent's settings are the container's environment."""
    if not any("amazon-ecs-agent" in word for word in words):
        return
    for index, word in enumerate(words):
        setting = ""
        if word in ("-e", "--env") and index + 1 < len(words):
            setting = words[index + 1]
        elif word.startswith("--env="):
            setting = word[len("--env=") :]
        if "=" in setting:
            for watched in shell.watched:
                shell.write(watched, setting + "\n")


def _assigned(shell: Interpreter, node: Any) -> tuple[str, str]:
    """The name and value of `name=value`."""
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    key = expansion.text_of(name) if name is not None else ""
    text = expansion.joined(shell, value) if value is not None else ""
    if any(child.type == "+=" for child in node.children):
        text = expansion.value_of(shell, shell.state, key) + text
    return key, shell.limit(text)


def assignment(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`name=value` alone."""
    name, value = _assigned(shell, node)
    shell.state.variables[name] = value
    return ""


def declaration(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`export name=value`, `local`, `declare`, `readonly`."""
    for child in node.named_children:
        if child.type == "variable_assignment":
            assignment(shell, child, stdin)
    return ""


def unset(shell: Interpreter, node: Any, stdin: str | None) -> str:
    """`unset name`."""
    for child in node.named_children:
        shell.state.variables[expansion.text_of(child)] = ""
    return ""
