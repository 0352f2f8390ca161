"""Files as a script names them: relative to its directory, read back where their text is known."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from scanner.functions.holes import has_hole
from scanner.functions.shell.contents import plain_text

if TYPE_CHECKING:
    from scanner.functions.shell.interpreter import Interpreter


def path_of(shell: Interpreter, name: str) -> str:
    """The absolute path of a file that the script names; a home directory is root's."""
    if name.startswith("~/"):
        name = "/root" + name[1:]
    return posixpath.normpath(posixpath.join(shell.state.directory, name))


def read_file(shell: Interpreter, name: str) -> str:
    """What a file holds: what the script wrote there, else a hole."""
    if name == "/dev/null":
        return ""
    path = path_of(shell, name)
    text = plain_text(shell.state.files[path]) if path in shell.state.files and path not in shell.watched else None
    if text is None and path in shell.watched and not has_hole(name):
        content = shell.state.files.get(path, ())
        text = plain_text(content) if content else None
    return text if text is not None else shell.holes.unknown(f"the script reads {shell.holes.show(name)}")
