"""`/metrics` for Prometheus (exposition format 0.0.4). Labels are severities, statuses and projects: their number is bounded."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Iterable
from threading import Lock
from typing import Final

import sqlalchemy as sa
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scanner import __version__
from scanner.history import schema
from scanner.history.queries import times
from scanner.outputs.plain_text import one_line
from scanner.outputs.prometheus import labelled

PATH: Final = "/metrics"
MEDIA: Final = "text/plain; version=0.0.4; charset=utf-8"
PROJECTS: Final = 100
"""That have labels of their own, by name; the rest is counted together."""
REST: Final = "(others)"
STATUSES: Final = ("open", "waived", "unknown", "passed")

Row = tuple[tuple[tuple[str, str], ...], int | float]


class Counted:
    """Counts answers by view and kind, and how long they took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[str, float] = {}

    def count(self, view: str, status: int, seconds: float) -> None:
        """Take an answer."""
        with self._lock:
            self._answers[view, f"{status // 100}xx"] += 1
            self._seconds[view] = self._seconds.get(view, 0.0) + seconds

    def write(self, out: io.StringIO) -> None:
        """Write what was counted."""
        with self._lock:
            answers, seconds = sorted(self._answers.items()), sorted(self._seconds.items())
        rows: list[Row] = [((("view", view), ("code", code)), count) for (view, code), count in answers]
        _family(out, "plimsoll_http_requests_total", "counter", "Answers of this server by view.", rows)
        took: list[Row] = [((("view", view),), round(each, 6)) for view, each in seconds]
        _family(out, "plimsoll_http_request_seconds_total", "counter", "Seconds that answers took, by view.", took)


class Counting:
    """The middleware that tells a Counted."""

    def __init__(self, app: ASGIApp, counted: Counted) -> None:
        self.app = app
        self._counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and count the answer by the view that Pages wrote into the scope."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def heard(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, heard)
        finally:
            self._counted.count(scope.get("view", "other"), status, time.monotonic() - began)


def text(connection: sa.Connection, counted: Counted) -> str:
    """All metrics."""
    out = io.StringIO()
    names = _names(connection)
    _findings(out, connection, names)
    _runs(out, connection, names)
    _places(out, connection, names)
    counted.write(out)
    _family(out, "plimsoll_info", "gauge", "The version that serves.", [((("version", __version__),), 1)])
    return out.getvalue()


def _names(connection: sa.Connection) -> dict[int, str]:
    """The label of each project, by its number."""
    rows = connection.execute(sa.select(schema.project.c.id, schema.project.c.name).order_by(schema.project.c.name)).all()
    return {row.id: one_line(row.name) if place < PROJECTS else REST for place, row in enumerate(rows)}


def _findings(out: io.StringIO, connection: sa.Connection, names: dict[int, str]) -> None:
    standing, place = schema.standing, schema.place
    sums = [sa.func.sum(standing.c[status]).label(status) for status in STATUSES]
    query = sa.select(place.c.project, standing.c.severity, *sums).join(place, place.c.id == standing.c.place)
    found: Counter[tuple[str, int, str]] = Counter()
    for row in connection.execute(query.group_by(place.c.project, standing.c.severity)):
        for status in STATUSES:
            found[names[row.project], row.severity, status] += int(row._mapping[status])
    rows: list[Row] = [
        ((("project", project), ("severity", times.severity(rank)), ("status", status)), count)
        for (project, rank, status), count in sorted(found.items())
    ]
    _family(out, "plimsoll_history_findings", "gauge", "Findings as they stand now.", rows)


def _runs(out: io.StringIO, connection: sa.Connection, names: dict[int, str]) -> None:
    run, summary = schema.run, schema.summary_project
    last = sa.select(run.c.project, sa.func.max(run.c.id).label("id"), sa.func.count().label("runs")).group_by(run.c.project).subquery()
    started: dict[str, int] = {}
    gaps: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    query = sa.select(run.c.project, run.c.started, run.c.gaps, last.c.runs).join(last, last.c.id == run.c.id)
    for row in connection.execute(query):
        name = names[row.project]
        started[name] = max(started.get(name, 0), row.started)
        gaps[name] += row.gaps
        runs[name] += row.runs
    for what, about, values in (
        ("last_run_timestamp_seconds", "When the last run started.", started),
        ("last_run_gaps", "Parts that the last run could not read: a fail may hide there.", gaps),
        ("runs", "Runs in the history.", runs),
    ):
        rows: list[Row] = [((("project", name),), count) for name, count in sorted(values.items())]
        _family(out, f"plimsoll_history_{what}", "gauge", about, rows)
    changes: Counter[tuple[str, str, str]] = Counter()
    turned = sa.select(run.c.project, summary.c.severity, summary.c.opened, summary.c.reopened, summary.c.fixed)
    for turn in connection.execute(turned.join(run, run.c.id == summary.c.run).join(last, last.c.id == run.c.id)):
        for change in ("opened", "reopened", "fixed"):
            changes[names[turn.project], times.severity(turn.severity), change] += int(turn._mapping[change])
    rows = [((("project", name), ("severity", word), ("change", change)), n) for (name, word, change), n in sorted(changes.items())]
    _family(out, "plimsoll_history_last_run_changes", "gauge", "Findings that the last run opened, reopened and fixed.", rows)


def _places(out: io.StringIO, connection: sa.Connection, names: dict[int, str]) -> None:
    place = schema.place
    query = sa.select(place.c.project, place.c.problem.is_(None).label("well"), sa.func.count().label("places"))
    found: Counter[tuple[str, str]] = Counter()
    for row in connection.execute(query.group_by(place.c.project, place.c.problem.is_(None))):
        found[names[row.project], "evaluated" if row.well else "problem"] += row.places
    rows: list[Row] = [((("project", name), ("state", state)), count) for (name, state), count in sorted(found.items())]
    _family(
        out, "plimsoll_history_places", "gauge", "Accounts' regions, templates and roots, by whether the last try evaluated them.", rows
    )


def _family(out: io.StringIO, name: str, kind: str, about: str, rows: Iterable[Row]) -> None:
    out.write(f"# HELP {name} {about}\n# TYPE {name} {kind}\n")
    for labels, value in rows:
        out.write(f"{name}{labelled(**dict(labels))} {value}\n")
