"""The program: `plimsoll`, or `python -m scanner`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line. What a run reads lives to its end: looking through it again and again finds nothing."""
    gc.set_threshold(100_000, 50, 100)
    from scanner.cli import main as command

    command(prog_name="plimsoll")


if __name__ == "__main__":
    main()
