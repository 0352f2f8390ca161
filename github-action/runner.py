"""What the runner understands: outputs, annotations, the step's summary. Every text that comes here may be an attacker's."""

from __future__ import annotations

import os
import secrets
import sys
from typing import Final, Literal

SUMMARY: Final = 1024 * 1024
"""Bytes of one step's summary; GitHub drops the whole of a longer one."""
COUNTED: Final = "too long; the report in full is in the files"

Level = Literal["error", "warning", "notice"]


def output(name: str, value: str) -> None:
    """Write an output of the step, whatever characters its value has."""
    end = secrets.token_hex(16)
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as out:
        out.write(f"{name}<<{end}\n{value}\n{end}\n")


def annotate(level: Level, text: str) -> None:
    """Say something about the run itself, in the log and on its page."""
    escaped = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    say(f"::{level} title=Plimsoll::{escaped.replace('%', '%25')}")


def say(line: str) -> None:
    """A line of the log."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def show(text: str) -> None:
    """Text for the log in which nothing is a command: until the token is repeated, the runner takes none."""
    token = secrets.token_hex(16)
    say(f"::stop-commands::{token}")
    say(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace").decode(sys.stdout.encoding or "utf-8"))
    say(f"::{token}::")


def summarise(text: str) -> None:
    """Add Markdown to the step's summary, cut at a line where it would be too long."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    there = os.path.getsize(path) if os.path.exists(path) else 0
    data = text.encode("utf-8", "replace")
    if there + len(data) + 1 > SUMMARY:
        kept = data[: max(0, SUMMARY - there - 200)]
        data = kept[: kept.rfind(b"\n") + 1] + f"\n\n{COUNTED}\n".encode()
    with open(path, "ab") as out:
        out.write(data + b"\n")
