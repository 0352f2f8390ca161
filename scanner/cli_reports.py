"""A report, written as the options of a command say."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, Any

from scanner import gate
from scanner.errors import UsageError
from scanner.report import Report, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def written(report: Report, wanted: list[tuple[str, str]], closing: gate.Gate, category: str | None) -> int:
    """Read a report's findings to their end and write it in each format; the exit code."""
    report.findings = findings = list(report.findings)
    if any(finding.verdict is Verdict.FAIL for finding in findings):
        from scanner import consequences

        report.findings = consequences.linked(findings, report.header.rules)
    for name, file in wanted:
        write(report, name, file, category)
    return gate.exit_code(report, closing)


def formats_of(formats: tuple[str, ...], output: Path | None) -> list[tuple[str, str]]:
    """(format, file) pairs; "-" is standard output."""
    from scanner.outputs import writer

    wanted = []
    for text in formats or ("table",):
        name, _, file = text.partition("=")
        writer(name)
        wanted.append((name, file))
    if output is not None:
        if len(wanted) != 1:
            raise UsageError("--output names the file of a single format; write --format NAME=FILE for each")
        wanted = [(wanted[0][0], wanted[0][1] or str(output))]
    if sum(file in ("", "-") for _, file in wanted) > 1:
        raise UsageError("two formats would be written to standard output; write --format NAME=FILE for all but one")
    return [(name, file or "-") for name, file in wanted]


def write(report: Report, name: str, file: str, category: str | None = None) -> None:
    """Write a report in a format to a file, or to standard output. A file appears whole or not at all."""
    from scanner.outputs import Options, writer

    terminal = file == "-" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    root = os.getcwd().replace(os.sep, "/")
    options = Options(lines=source_text, root=root, category=category, width=columns(), color=terminal)
    if file == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            writer(name)(report, sys.stdout, options)
        except BrokenPipeError:  # whoever reads has had enough
            raise
        except OSError as error:
            raise UsageError(f"standard output cannot be written: {error.strerror}; name a file with --format NAME=FILE") from error
        return
    with whole(file, "w", encoding="utf-8", newline="") as out:
        writer(name)(report, out, options)


@contextlib.contextmanager
def whole(file: str, mode: str, **said: Any) -> Iterator[Any]:
    """A file to write into (`mode` and what else is said are those of `open`) that appears whole or not at all.

    A device or a pipe is written into, not replaced. UsageError where it cannot be written.
    """
    if os.path.exists(file) and not os.path.isfile(file):
        try:
            with open(file, mode, **said) as out:
                yield out
        except OSError as error:
            raise UsageError(f'"{file}" cannot be written: {error.strerror}; name a file') from error
        return
    part = os.path.join(os.path.dirname(file), f".{os.path.basename(file)}.part")
    try:
        with open(part, mode, **said) as out:
            yield out
        os.replace(part, file)
    except OSError as error:
        raise UsageError(f'"{file}" cannot be written: {error.strerror}; name a file in a folder that exists') from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part)


def columns(otherwise: int = 100) -> int:
    """The terminal's width: what COLUMNS says, else what the terminal does."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or otherwise
    except (OSError, ValueError):
        return otherwise


def source_text(file: str) -> str | None:
    """The text of a scanned file, where it is still there: for line hashes. What is compressed has no lines to show."""
    if file.endswith((".gz", ".zst")):
        return None
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except (OSError, ValueError):
        return None
