"""The program: `plimsoll`, or `python -m scanner`."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

from scanner.modules import OurModules

WAITED_FOR: Final = frozenset({"concurrent.futures", "multiprocessing"})
"""Who loads these has threads and processes that Python waits for at its end."""


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
