"""The program: `plimsoll`, or `python -m scanner`."""

from __future__ import annotations

import gc
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

WAITED_FOR: Final = frozenset({"concurrent.futures", "multiprocessing"})
"""Who loads these has threads and processes that Python waits for at its end."""


class OurModules:
    """Finds a module of this package at the place that its name says: a scan has some hundred of them.

    The general way asks every finder in turn, and lists each folder. What is no source file in its place is left to it.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        """Where a module stands; None for what is not ours."""
        if not path or not name.startswith("scanner."):
            return None
        place = f"{path[0]}{os.sep}{name.rpartition('.')[2]}"
        file, is_package = f"{place}.py", False
        if not os.path.isfile(file):
            file, is_package = f"{place}{os.sep}__init__.py", True
            if not os.path.isfile(file):
                return None
        spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [place]
        return spec


def main() -> None:
    """Run the command line, and end the process. What a run reads lives to its end: looking through it again and again finds nothing."""
    gc.set_threshold(100_000, 50, 100)
    sys.meta_path.insert(0, OurModules)
    from scanner.cli import main as command

    try:
        command(prog_name="plimsoll")
    except SystemExit as ended:
        if isinstance(ended.code, int) and not WAITED_FOR & sys.modules.keys():
            end(ended.code)
        raise


def end(code: int) -> None:
    """End the process at once: the system takes its memory back faster than Python frees object by object.

    Returns where what was written cannot be flushed; Python's own end then says so.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # pythonw has none
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


if __name__ == "__main__":
    main()
