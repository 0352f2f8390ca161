"""Reports as they were: the lines of a run, of one finding, or of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

import sqlalchemy as sa

from scanner import lean_json
from scanner.errors import UsageError
from scanner.history import schema as s
from scanner.history.nouns import slices
from scanner.history.packing import Packing, as_json

_AT_ONCE: Final = 500


def line_of(connection: sa.Connection, finding: int, run: int | None = None) -> dict[str, Any] | None:
    """What the last report that had a finding said of it, or the last up to a run; None where none had it."""
    return lines_of(connection, [finding], run).get(finding)


def lines_of(connection: sa.Connection, findings: Iterable[int], run: int | None = None) -> dict[int, dict[str, Any]]:
    """By finding: what the last report that had it said, or the last up to a run, as JSON. Findings that none had are left out."""
    packing = Packing(connection)
    v = s.version.c
    found: dict[int, dict[str, Any]] = {}
    for part in slices(findings):
        told = sa.func.length(v.body) > 0
        last = sa.select(v.finding, sa.func.max(v.run).label("run")).where(v.finding.in_(part), told).group_by(v.finding)
        if run is not None:
            last = last.where(v.run <= run)
        newest = last.subquery()
        query = sa.select(v.finding, v.body).join(newest, sa.and_(v.finding == newest.c.finding, v.run == newest.c.run))
        for finding, body in connection.execute(query):
            found[finding] = lean_json.loads(packing.unpack(body).decode("utf-8", "surrogatepass"))
    return found


def write(connection: sa.Connection, run: int, out: IO[bytes]) -> None:
    """Write a run as the report that it was. UsageError where there is no such run, or its report was pruned."""
    for part in parts_of(connection, run):
        out.write(part)


def text_of(connection: sa.Connection, run: int) -> Iterator[str]:
    """The report of a run as parts of a text."""
    for part in parts_of(connection, run):
        yield part.decode("utf-8")


def parts_of(connection: sa.Connection, run: int) -> Iterator[bytes]:
    """The report of a run, finding by finding. UsageError where there is no such run, or its report was pruned."""
    query = sa.select(s.run, s.ruleset.c.rules).join_from(s.run, s.ruleset).where(s.run.c.id == run)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UsageError(f"there is no run {run}; plimsoll history runs lists them")
    if not row.kept:
        raise UsageError(f"the report of run {run} was pruned; plimsoll history runs lists those that are kept")
    packing = Packing(connection)
    head, foot, rules = packing.unpack_json(row.head), packing.unpack_json(row.foot), packing.unpack_json(row.rules)
    yield b'{"schema":"plimsoll/report/v1",\n"header":' + as_json(head | {"rules": rules}) + b',\n"findings":['
    before = b"\n"
    for line in lines_in(connection, run, packing):
        yield before + line
        before = b",\n"
    yield b'\n],\n"gaps":' + as_json(foot["gaps"])
    yield b',\n"assumptions":' + as_json(foot["assumptions"])
    yield b',\n"summary":' + as_json(foot["summary"]) + b"}\n"


def lines_in(connection: sa.Connection, run: int, packing: Packing) -> Iterator[bytes]:
    """The lines of a run's report, in their order."""
    v = s.version.c
    in_scope = sa.select(s.run_place.c.place).where(s.run_place.c.run == run, s.run_place.c.lines > 0)
    last = (
        sa.select(v.finding, sa.func.max(v.run).label("run"))
        .join_from(s.version, s.finding)
        .where(v.run <= run, s.finding.c.place.in_(in_scope))
        .group_by(v.finding)
        .subquery()
    )
    joined = sa.select(v.finding, v.position, v.body, v.run).join(last, sa.and_(v.finding == last.c.finding, v.run == last.c.run))
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(joined.where(v.body.is_not(None)).order_by(v.position))
    for part in rows.partitions():
        empty = {row.finding: row.run for row in part if not row.body}
        earlier = _earlier(connection, empty)
        for row in part:
            yield packing.unpack(row.body or earlier[row.finding])


def _earlier(connection: sa.Connection, moved: dict[int, int]) -> dict[int, bytes]:
    """The packed lines of versions that only say: as before."""
    found: dict[int, bytes] = {}
    v = s.version.c
    for finding, run in moved.items():
        query = sa.select(v.body).where(v.finding == finding, v.run < run, sa.func.length(v.body) > 0)
        body = connection.scalar(query.order_by(v.run.desc()).limit(1))
        if body is not None:  # it always is: the first version of a finding has its line
            found[finding] = body
    return found
