"""The commands on the history: reports are added, listed, given back, pruned, exported and checked."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from scanner.cli_options import EXISTING, Command
from scanner.errors import EXIT_CLEAN, EXIT_FINDINGS, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from scanner.report import Report

WHERE: Final = click.option(
    "--history", envvar="PLIMSOLL_HISTORY", metavar="FILE|URL", help="A file, or postgresql://USER@HOST/DATABASE (or PLIMSOLL_HISTORY)."
)
PROJECT: Final = click.option("--project", metavar="NAME", help="What the report belongs to (default: live, or the repository's name).")


class _Group(click.Group):
    command_class = Command


@click.group("history", cls=_Group)
def history() -> None:
    """Keep reports: what is broken, since when, and is it getting better."""


@history.command()
@click.argument("reports", nargs=-1, required=True, type=EXISTING)
@WHERE
@PROJECT
def add(reports: tuple[Path, ...], history: str | None, project: str | None) -> None:
    """Add reports that --format json wrote, in the order of their making."""
    from scanner.history import add as adding

    engine = for_writing(history)
    for report in reports:
        click.echo(adding.told(adding.add_file(engine, str(report), project)))


@history.command()
@WHERE
@click.option("--project", metavar="NAME", help="Only runs of this project.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: for programs.")
def runs(history: str | None, project: str | None, form: str) -> None:
    """List the runs, the last first."""
    from scanner.history import listed, store

    with store.reading(for_reading(history)) as connection:
        found = listed.runs(connection, project)
    (listed.write_json if form == "json" else listed.write)(found, sys.stdout)


@history.command()
@click.argument("run", type=click.IntRange(min=1))
@WHERE
@click.option("--format", "form", default="json", metavar="NAME[=FILE]", help="As of scan; json (the default) is the report as it was.")
def show(run: int, history: str | None, form: str) -> None:
    """Give a run back as the report that it was."""
    from scanner import report_json
    from scanner.cli_reports import formats_of, write
    from scanner.history import give_back, store

    ((name, file),) = formats_of((form,), None)
    handle, held = tempfile.mkstemp(suffix=".json", prefix="plimsoll-")
    try:
        with os.fdopen(handle, "wb") as out, store.reading(for_reading(history)) as connection:
            give_back.write(connection, run, out)
        if name == "json":
            _copy(held, file)
            return
        with open(held, encoding="utf-8") as stream:
            report = report_json.load(stream, f"run {run}")
        write(report, name, file)
    finally:
        os.unlink(held)


def _copy(held: str, file: str) -> None:
    """Copy a report byte for byte, to standard output or to a file, which appears whole or not at all."""
    import shutil

    from scanner.cli_reports import whole

    with open(held, "rb") as stream:
        if file == "-":
            sys.stdout.flush()
            try:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            except BrokenPipeError:  # whoever reads has had enough
                raise
            except OSError as error:
                raise UsageError(f"standard output cannot be written: {error.strerror}; name a file with --format json=FILE") from error
            return
        with whole(file, "wb") as out:
            shutil.copyfileobj(stream, out)


@history.command()
@WHERE
@click.option("--keep-days", type=click.IntRange(min=1), metavar="N", help="Keep runs of the last N days.")
@click.option("--keep-runs", type=click.IntRange(min=1), metavar="N", help="Keep the last N runs of each project.")
def prune(history: str | None, keep_days: int | None, keep_runs: int | None) -> None:
    """Forget old runs and what is over; what is open stays, with its opening. A run is kept where one of the options keeps it."""
    if keep_days is None and keep_runs is None:
        raise UsageError("nothing says what is kept; pass --keep-days N or --keep-runs N")
    import time

    engine = for_writing(history)
    from scanner.history import prune as pruning
    from scanner.history import store

    with store.writing(engine) as connection:
        done = pruning.prune(connection, int(time.time()), keep_days, keep_runs)
    if done.runs:
        pruning.shrink(engine)
    click.echo(f"forgot {done.runs} {'run' if done.runs == 1 else 'runs'} and {done.findings} findings that are over")


@history.command()
@click.argument("what", type=click.Choice(["findings", "events"]))
@WHERE
@click.option("--format", "form", type=click.Choice(["csv", "json", "parquet"]), default="csv", help="json: an object a line.")
@click.option("--output", type=EXISTING, metavar="FILE", help="File to write; parquet needs one.")
def export(what: str, history: str | None, form: str, output: Path | None) -> None:
    """Write all findings as they are now, or all that happened to them, for other programs."""
    if form == "parquet" and output is None:
        raise UsageError("Parquet is not for a terminal; pass --output FILE")
    engine = for_reading(history)
    from scanner.history import export as exporting
    from scanner.history import store

    with store.reading(engine) as connection:
        if output is None:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(newline="", errors="backslashreplace")
            (exporting.write_csv if form == "csv" else exporting.write_json)(connection, what, sys.stdout)
        else:
            exporting.write_file(connection, what, form, output)


@history.command()
@WHERE
@click.option("--repair", is_flag=True, help="Count anew what is counted.")
@click.option("--all", "every", is_flag=True, help="Give back every run and compare it, not only the last of each project.")
@click.pass_context
def check(ctx: click.Context, history: str | None, repair: bool, every: bool) -> None:
    """Say whether the history is whole: exit 1 where it is not."""
    engine = for_writing(history) if repair else for_reading(history)
    from scanner.history import check as checking
    from scanner.history import store

    if repair:
        with store.writing(engine) as connection:
            checking.repair(connection)
    with store.reading(engine) as connection:
        wrong = list(checking.problems(connection, every=every))
    for problem in wrong:
        click.echo(problem)
    click.echo(f"{len(wrong)} {'problem' if len(wrong) == 1 else 'problems'}" if wrong else "the history is whole")
    ctx.exit(EXIT_FINDINGS if wrong else EXIT_CLEAN)


@history.command()
@WHERE
def upgrade(history: str | None) -> None:
    """Bring a history that an older version wrote up to this version's schema; adding does so by itself."""
    for_writing(history).dispose()
    click.echo("the history is of this version's schema")


def for_writing(place: str | None) -> sa.Engine:
    """The history to add to. UsageError where none is named, or what it needs is not installed."""
    named = _named(place)
    from scanner.history import store

    return store.for_writing(named)


def for_reading(place: str | None) -> sa.Engine:
    """The history to read. UsageError where none is named, or what it needs is not installed."""
    named = _named(place)
    from scanner.history import store

    return store.for_reading(named)


def _named(place: str | None) -> str:
    if not place:
        raise UsageError("nothing says where the history is; pass --history FILE, or set PLIMSOLL_HISTORY")
    return place


def opened(options: Mapping[str, Any]) -> sa.Engine | None:
    """The history that a scan or audit adds to, opened before it starts; None where none is named."""
    if options["project"] is not None and not options["history"]:
        raise UsageError("--project names what a report belongs to in a history; pass --history FILE, too")
    return for_writing(options["history"]) if options["history"] else None


def keep(engine: sa.Engine | None, report: Report, options: Mapping[str, Any]) -> None:
    """Add the report of a run, all of whose findings were read."""
    if engine is None:
        return
    from scanner import report_json
    from scanner.history import add as adding

    handle, held = tempfile.mkstemp(suffix=".json", prefix="plimsoll-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            report_json.write(report, out)
        added = adding.add_file(engine, held, options["project"], "the report")
    finally:
        os.unlink(held)
    click.echo(f"plimsoll: history: {adding.told(added)}", err=True)
