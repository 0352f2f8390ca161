"""Findings and events as tables for other programs: CSV, JSON (an object a line) and Parquet."""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, TextIO

import sqlalchemy as sa

from scanner.errors import UsageError
from scanner.history import schema as s
from scanner.history.queries.times import severity, stamp
from scanner.outputs.csv_table import safe
from scanner.report_json import dumps

_AT_ONCE: Final = 5_000
_FINDING: Final = (
    *("project", "fingerprint", "copy", "policy", "severity", "status", "unsure", "resource", "type", "owner"),
    *("world", "account", "region", "part", "message", "written", "opened", "fixed", "reopened", "waivedUntil"),
)
_EVENT: Final = ("run", "at", "happened", "severity", "ageSeconds", "byRules", "project", "fingerprint", "copy", "policy", "resource")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {"findings": _FINDING, "events": _EVENT}
"""By what is exported: its columns."""
NUMBERS: Final = frozenset({"copy", "reopened", "run", "ageSeconds"})
TRUTHS: Final = frozenset({"unsure", "byRules"})


def findings(connection: sa.Connection) -> Iterator[tuple[Any, ...]]:
    """Every finding as it is now, in the order in which they were first seen."""
    f, r, p = s.finding.c, s.resource.c, s.place.c
    query = (
        sa.select(*f, s.project.c.name.label("project_name"), s.policy.c.name.label("policy_name"), r.name, r.type, r.owner)
        .add_columns(p.world, p.account, p.region, s.waiver.c.until)
        .select_from(s.finding)
        .join(s.project, s.project.c.id == f.project)
        .join(s.policy, s.policy.c.id == f.policy)
        .join(s.resource, r.id == f.resource)
        .join(s.place, p.id == f.place)
        .join(s.waiver, s.waiver.c.id == f.waiver, isouter=True)
        .order_by(f.id)
    )
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        yield (
            *(row.project_name, row.fingerprint.hex(), row.copy, row.policy_name, severity(row.severity), row.status, bool(row.unsure)),
            *(row.name, row.type, row.owner, row.world, row.account, row.region, row.part, row.message, row.written),
            *(stamp(row.opened) if row.failed else None, stamp(row.fixed), row.reopened, row.until),
        )


def events(connection: sa.Connection) -> Iterator[tuple[Any, ...]]:
    """Everything that happened, in its order."""
    e, f = s.event.c, s.finding.c
    query = (
        sa.select(*e, f.fingerprint, f.copy, s.project.c.name.label("project_name"), s.policy.c.name)
        .add_columns(s.resource.c.name.label("resource_name"))
        .select_from(s.event)
        .join(s.finding, f.id == e.finding)
        .join(s.project, s.project.c.id == f.project)
        .join(s.policy, s.policy.c.id == f.policy)
        .join(s.resource, s.resource.c.id == f.resource)
        .order_by(e.id)
    )
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        happened = (row.run, stamp(row.at), row.happened, severity(row.severity), row.age, bool(row.by_rules))
        yield (*happened, row.project_name, row.fingerprint.hex(), row.copy, row.name, row.resource_name)


ROWS: Final[Mapping[str, Callable[[sa.Connection], Iterator[tuple[Any, ...]]]]] = {"findings": findings, "events": events}
"""By what is exported: its rows."""


def write_csv(connection: sa.Connection, what: str, out: TextIO) -> None:
    """RFC 4180, with a heading; no cell is one that a spreadsheet computes."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS[what])
    for row in ROWS[what](connection):
        writer.writerow(["" if value is None else safe(value) if isinstance(value, str) else str(value).lower() for value in row])


def write_json(connection: sa.Connection, what: str, out: TextIO) -> None:
    """An object a line (NDJSON)."""
    for row in ROWS[what](connection):
        out.write(dumps(dict(zip(COLUMNS[what], row, strict=True))) + "\n")


def write_file(connection: sa.Connection, what: str, form: str, file: Path) -> None:
    """Write a file in a format; it appears whole or not at all."""
    part = file.with_name(f".{file.name}.part")
    try:
        if form == "parquet":
            with part.open("wb") as binary:
                write_parquet(connection, what, binary)
        else:
            with part.open("w", encoding="utf-8", newline="") as out:
                (write_csv if form == "csv" else write_json)(connection, what, out)
        os.replace(part, file)
    except OSError as error:
        raise UsageError(f'"{file}" cannot be written: {error.strerror}; name a file in a folder that exists') from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def write_parquet(connection: sa.Connection, what: str, out: IO[bytes]) -> None:
    """Apache Parquet; times are texts as in JSON. UsageError where pyarrow is not installed."""
    try:
        import pyarrow  # type: ignore[import-untyped]  # it ships no types
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs the package pyarrow; pip install 'plimsoll[parquet]'") from error
    kinds = {True: pyarrow.int64(), False: pyarrow.string()}
    fields = [(name, pyarrow.bool_() if name in TRUTHS else kinds[name in NUMBERS]) for name in COLUMNS[what]]
    schema = pyarrow.schema(fields)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        held: list[tuple[Any, ...]] = []
        for row in ROWS[what](connection):
            held.append(row)
            if len(held) == _AT_ONCE:
                writer.write_table(_table(pyarrow, held, schema))
                held = []
        writer.write_table(_table(pyarrow, held, schema))


def _table(pyarrow: Any, rows: list[tuple[Any, ...]], schema: Any) -> Any:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pyarrow.table([pyarrow.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)], schema=schema)
