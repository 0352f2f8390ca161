"""What the tests of the history ask a database."""

from __future__ import annotations

import io
from pathlib import Path

import sqlalchemy as sa

from scanner.history import add, check, give_back, store
from scanner.history import schema as s
from scanner.report import Severity
from tests.history.made import Run

SEVERITIES = list(map(str, Severity))


def told(engine: sa.Engine) -> set[tuple[object, ...]]:
    """Every finding as it is now, as `Model.told` says it."""
    f, p = s.finding.c, s.place.c
    query = sa.select(p.world, p.account, p.region, *f).join_from(s.finding, s.place)
    with store.reading(engine) as connection:
        return {
            (
                *((row.world, row.account, row.region), row.fingerprint.hex(), row.copy, row.present, row.status, row.failed, row.opened),
                *(row.fixed, row.reopened, row.unsure, SEVERITIES[row.severity]),
            )
            for row in connection.execute(query)
        }


def happened(engine: sa.Engine) -> list[tuple[int, str, str, bool]]:
    """Every event, as `Model.happened` says it."""
    e = s.event.c
    with store.reading(engine) as connection:
        rows = connection.execute(sa.select(e.run, s.finding.c.fingerprint, e.happened, e.by_rules).join_from(s.event, s.finding))
        return sorted((row.run, row.fingerprint.hex(), row.happened, row.by_rules) for row in rows)


def given_back(engine: sa.Engine, run: int) -> bytes:
    """The report of a run."""
    out = io.BytesIO()
    with store.reading(engine) as connection:
        give_back.write(connection, run, out)
    return out.getvalue()


def problems(engine: sa.Engine) -> list[str]:
    """What the check says of everything."""
    with store.reading(engine) as connection:
        return list(check.problems(connection, every=True))


def keep(engine: sa.Engine, run: Run, folder: Path, project: str = "project") -> add.Added:
    """Add the report of a run."""
    return add.add_file(engine, str(run.write(folder / "report.json")), project)


def sums_of(engine: sa.Engine, run: int) -> tuple[int, ...]:
    """What a run opened and fixed, and what of that is no change of posture: opened, fixed, opened, fixed."""
    column = s.summary_run.c
    sums = [sa.func.sum(column[name]) for name in ("opened", "fixed", "opened_by_rules", "fixed_by_rules")]
    with store.reading(engine) as connection:
        return tuple(map(int, connection.execute(sa.select(*sums).where(column.run == run)).one()))


def status_of(engine: sa.Engine) -> dict[str, str]:
    """By resource (without its world): the status of the finding that failed there, with a mark where it is unsure."""
    f = s.finding.c
    query = sa.select(s.resource.c.name, f.status, f.unsure).join_from(s.finding, s.resource).where(f.failed | (f.status == "unknown"))
    with store.reading(engine) as connection:
        return {row.name.rpartition("#")[2]: row.status + ("?" if row.unsure else "") for row in connection.execute(query)}
