"""Statements whose output or input goes to files: `>`, `>>`, here-documents, here-strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.functions.holes import has_hole
from scanner.functions.shell import commands, expansion
from scanner.functions.shell.contents import Cleared
from scanner.functions.shell.files import path_of, read_file

if TYPE_CHECKING:
    from scanner.functions.shell.interpreter import Interpreter

WORDS = frozenset(("word", "string", "raw_string", "concatenation", "simple_expansion", "expansion", "number", "ansi_c_string"))
"""Arguments that stand behind a here-document's start, on its line."""
OUTPUT = frozenset((">", ">>", "&>", "&>>", ">|", ">&"))


def redirected(shell: Interpreter, node: Any, body: Any, stdin: str | None) -> str:
    """Follow a statement (None: no command at all) with the redirections of `node`; what is left of its output."""
    targets: list[tuple[str, str]] = []
    after: list[Any] = []
    here_string = False
    for redirect in node.children:
        if redirect.type == "ERROR" and expansion.text_of(redirect) == "<<":  # the grammar reads `> file <<< text` as `<<` and `< text`
            here_string = True
            shell.errors += 1
        elif here_string and redirect.type == "file_redirect":
            stdin = "".join(expansion.joined(shell, child) for child in redirect.named_children) + "\n"
            here_string = False
        elif redirect.type == "ERROR":
            shell.follow(redirect)
        elif redirect.type == "file_redirect":
            stdin = _file(shell, redirect, targets, stdin)
        elif redirect.type == "herestring_redirect":
            stdin = "".join(expansion.joined(shell, child) for child in redirect.named_children) + "\n"
        elif redirect.type == "heredoc_redirect":
            stdin = _here(shell, redirect, targets, after, stdin)
    arguments = [item for item in after if item.type in WORDS]
    if body is not None and body.type == "command":
        printed = commands.command(shell, body, stdin, arguments)
    else:
        printed = shell.follow(body, stdin) if body is not None else ""
    printed = _deliver(shell, printed, targets)
    for item in after:
        if item in arguments:
            continue
        printed = shell.follow(item, printed if item.type == "pipeline" else stdin)
    return printed


def _file(shell: Interpreter, redirect: Any, targets: list[tuple[str, str]], stdin: str | None) -> str | None:
    """One `> file` or `< file`; the standard input after it."""
    operator = next((child.type for child in redirect.children if not child.is_named), "")
    descriptor = redirect.child_by_field_name("descriptor")
    destination = redirect.child_by_field_name("destination")
    if destination is None or destination.type == "process_substitution":
        return stdin
    name = expansion.joined(shell, destination)
    if operator == "<":
        return read_file(shell, name)
    if operator in OUTPUT and (descriptor is None or expansion.text_of(descriptor) == "1"):
        if destination.type == "number" or name in ("1", "2", "-"):
            if name == "2":
                targets.append((">", "/dev/stderr"))
        else:
            targets.append((">>" if operator in (">>", "&>>") else ">", name))
    return stdin


def _here(shell: Interpreter, redirect: Any, targets: list[tuple[str, str]], after: list[Any], stdin: str | None) -> str | None:
    """A here-document, and what else stands on its first line."""
    text = stdin
    for child in redirect.children:
        if child.type == "heredoc_body":
            text = _body(shell, redirect, child)
        elif child.type == "file_redirect":
            _file(shell, child, targets, stdin)
        elif child.is_named and child.type not in ("heredoc_start", "heredoc_end", "file_descriptor"):
            after.append(child)
    return text


def _body(shell: Interpreter, redirect: Any, body: Any) -> str:
    """The text of a here-document: as it stands where the word after << is quoted, else with its substitutions."""
    start = next((child for child in redirect.children if child.type == "heredoc_start"), None)
    word = expansion.text_of(start) if start is not None else ""
    strips = expansion.text_of(redirect).startswith("<<-")
    if any(mark in word for mark in "'\"\\"):
        text = expansion.text_of(body)
    else:
        text = expansion.quoted(shell, body, body.start_byte, body.end_byte, "$`\\")
    if strips:
        text = "\n".join(line.lstrip("\t") for line in text.split("\n"))
    text = text.rstrip("\t ") if strips else text
    return shell.limit(text if not text or text.endswith("\n") else text + "\n")


def _deliver(shell: Interpreter, printed: str, targets: list[tuple[str, str]]) -> str:
    """Send what a statement prints to its last target; earlier ones are emptied."""
    for index, (operator, name) in enumerate(targets):
        last = index == len(targets) - 1
        if name.startswith("/dev/"):
            printed = printed if name in ("/dev/stdout", "/dev/fd/1") else ""
            continue
        if has_hole(name):
            shell.hide(f"the script writes to a file whose name is not known ({shell.holes.show(name)})")
            continue
        path = path_of(shell, name)
        if operator == ">":
            shell.write(path, Cleared())
        if last and printed:
            shell.write(path, printed)
    return "" if targets else printed
