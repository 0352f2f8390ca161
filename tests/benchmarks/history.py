"""What the history costs at a million open findings: `python -m tests.benchmarks.history [--check] [sqlite] [postgresql]`.

Days of a great platform (`history_lines`) are added one after another through `add` itself: the first ones from memory, so that a million
lines are not made and hashed anew for each day, the last ones from files as a user does. Printed are the CPU seconds of the last days (with
those of the server's process, for PostgreSQL), the size of the database, and of every page of the dashboard what its query takes and what
it weighs compressed. PostgreSQL is a server of our own, started and ended here; without one installed it is told, and left out.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from scanner.history import schema as s
from scanner.history import store
from scanner.history.add import add_file, add_lines
from tests.benchmarks.history_lines import Days
from tests.benchmarks.measure import Promises
from tests.history import postgresql

FINDINGS, RUNS, CHURN = 1_000_000, 90, 0.005
LAST = 4
"""Days that are added from files; the first of them finds no portions, as the days before had no text to hash."""
ADDING, QUERY, WEIGHT = 5.0, 0.050, 100_000
"""What is promised: CPU seconds, seconds, bytes."""
TURNS = 5
FILTERS = {
    "overview": [[("project", "live")]],
    "heatmap": [[("by", "service")], [("by", "category")]],
    "findings": [
        [("severity", "critical")],
        [("policy", "policy-007"), ("account", "000000000003")],
        [("region", "eu-west-1")],
        [("owner", "platform")],
        [("text", "service-0000")],
        [("status", "fixed"), ("status", "waived")],
        *([("group", by)] for by in ("policy", "resource", "owner", "account")),
        [("group", "resource"), ("owner", "platform"), ("region", "eu-west-1")],
    ],
}
"""By view: the queries that are asked beside the one without filters."""


def build(engine: sa.Engine, folder: Path, findings: int, runs: int, promises: Promises) -> None:
    """Add the days, and hold the last ones to what is promised."""
    days = Days(findings, CHURN)
    gc.disable()  # the days' own million digests: nobody else pays for looking through them
    started, cpu = time.time(), []
    for run in range(runs):
        if run:
            days.next()
        if run < runs - LAST:
            add_lines(engine, days.lines(), "live", "the day's report")
        else:
            file = folder / "report.json"
            days.write(file)
            before = spent(engine)
            add_file(engine, str(file), "live")
            cpu.append(spent(engine) - before)
        print(f"  day {run + 1} of {runs}: {len(days.keys)} findings, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    size = (folder / "report.json").stat().st_size
    print(f"  {len(days.keys)} findings, {runs} runs, {size / 1e6:.0f} MB a report ({size / len(days.keys):.0f} bytes a line)")
    (folder / "report.json").unlink()
    each = ", ".join(f"{one:.2f}" for one in cpu)
    promises.at_most(f"CPU seconds of adding a run (the last {len(cpu)}: {each})", min(cpu), ADDING)
    gc.enable()


def spent(engine: sa.Engine) -> float:
    """CPU seconds of this process, and of the server's that answers it."""
    own = time.process_time()
    if engine.dialect.name == "sqlite":
        return own
    with engine.connect() as connection:
        number = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def size_of(engine: sa.Engine) -> float:
    """Megabytes on disk."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            pages, size = (connection.scalar(sa.text(f"PRAGMA {name}")) for name in ("page_count", "page_size"))
            return float(pages * size) / 1e6
        return float(connection.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0) / 1e6


def keys_of(connection: sa.Connection) -> dict[str, str]:
    """What stands in the paths of pages: of a finding that is open, with what belongs to it."""
    f = s.finding.c
    query = (
        sa.select(f.fingerprint, s.resource.c.name.label("resource"), s.policy.c.name.label("policy"), s.policy.c.rule)
        .select_from(s.finding)
        .join(s.resource, s.resource.c.id == f.resource)
        .join(s.policy, s.policy.c.id == f.policy)
        .where(f.status == "open")
        .limit(1)
    )
    row = connection.execute(query).one()
    framework, _, control = row.rule["controls"][0].partition(":")
    run, now = map(str, connection.execute(sa.select(sa.func.max(s.run.c.id), sa.func.max(s.run.c.started))).one())
    named = {"fingerprint": row.fingerprint.hex(), "resource": row.resource, "policy": row.policy}
    return named | {"framework": framework, "control": control, "id": run, "now": now}


def pages(place: str, promises: Promises) -> None:
    """Each page's query and weight. A page of clusters, of which these days have none, is asked for none."""
    from scanner.dashboard import parameters, view
    from scanner.dashboard.views import VIEWS
    from scanner.history.queries.asking import NotFound

    engine = store.for_reading(place)
    with store.reading(engine) as connection:
        known = keys_of(connection)
    for one in VIEWS:
        named = {"policies": known["policy"], "resources": known["resource"]}
        path = {slot: known.get(slot) or named.get(one.path.split("/")[1], "") for slot in one.slots}
        if not all(path.values()):
            continue
        for query in [compared(one.name, int(known["id"])), *FILTERS.get(one.name, ())]:
            asked = parameters.read(one.asks, path, query, int(known["now"]))
            times = []
            try:
                for _ in range(TURNS + 1):
                    with store.reading(engine) as connection:
                        began = time.perf_counter()
                        first(view.data_of(one)(connection, asked))
                        times.append(time.perf_counter() - began)  # the quickest counts: others share this machine
            except NotFound as error:
                print(f"  left out: {one.path}: {error}")
                break
            said = "&".join(f"{name}={value}" for name, value in query)
            promises.at_most(f"seconds of {one.path}{'?' if said else ''}{said}", min(times), QUERY)
    engine.dispose()
    weigh(place, known, promises)


def compared(name: str, last: int) -> list[tuple[str, str]]:
    """The query of a page that needs one."""
    return [("from", str(last - 1)), ("to", str(last))] if name == "compare" else []


def first(data: Any) -> None:
    """Of a download, the first part; anything else is there."""
    parts = getattr(data, "parts", None)
    if parts is not None:
        next(iter(parts), None)


def weigh(place: str, known: dict[str, str], promises: Promises) -> None:
    """The bytes of each page as they are sent."""
    from starlette.testclient import TestClient

    from scanner.dashboard.app import Settings, create
    from scanner.dashboard.reading import Reading
    from scanner.dashboard.views import VIEWS

    heaviest = (0, "")
    with TestClient(create(Settings(Reading(place, 600.0))), base_url="http://localhost") as client:
        for one in VIEWS:
            if not one.slots and not one.download:
                answer = client.get(one.path, params=compared(one.name, int(known["id"])), headers={"accept-encoding": "gzip"})
                heaviest = max(heaviest, (int(answer.headers.get("content-length", 0)), one.path))
    promises.at_most(f"bytes of the heaviest page, {heaviest[1]}", heaviest[0], WEIGHT)


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Where an empty history may be."""
    if kind == "sqlite":
        yield str(folder / "history.db")
        return
    with postgresql.server() as url:
        yield url


def main() -> int:
    """Build, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--check", action="store_true", help="exit 1 where a promise is broken")
    parser.add_argument("--findings", type=int, default=FINDINGS)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    promises = Promises()
    for kind in options.parts:
        if kind == "postgresql" and not postgresql.is_there():
            print("postgresql: left out, for no server is installed (Debian: apt-get install postgresql-15)")
            continue
        print(f"{kind}:")
        with tempfile.TemporaryDirectory() as name, database(kind, Path(name)) as place:
            engine = store.for_writing(place)
            build(engine, Path(name), options.findings, options.runs, promises)
            if kind == "postgresql":
                with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")  # as autovacuum does meanwhile
            print(f"  {size_of(engine):.0f} MB")
            engine.dispose()
            pages(place, promises)
    return 1 if options.check and promises.broken else 0


if __name__ == "__main__":
    sys.exit(main())
