"""A server on loopback, pages that do what a test needs, and histories to show."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import jinja2
import sqlalchemy as sa
import uvicorn
from starlette.types import ASGIApp

from scanner.dashboard import server
from scanner.dashboard.parameters import Parameter
from scanner.dashboard.server import Serving
from scanner.dashboard.view import View
from scanner.history import add, store
from scanner.history.queries.asking import NotFound
from scanner.history.queries.downloads import Download

HERE = "tests.dashboard.shell"
EVENTS: list[str] = []
"""What downloads did, in order."""


def echo(connection: sa.Connection, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked."""
    return {"told": {name: asked[name] for name in asked}, "runs": connection.scalar(sa.text("select count(*) from run"))}


def trouble(connection: sa.Connection, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Each kind of trouble that a page can have."""
    kind = asked["kind"]
    if kind == "nothing":
        raise NotFound("there is no such thing; look elsewhere")
    statement = {
        "slow": "with recursive r(i) as (select 1 union all select i + 1 from r) select max(i) from r",
        "wrong": "select * from nothing",
        "write": "insert into project (name, top) values ('planted', 0)",
        "drop": "drop table event",
    }[kind]
    connection.execute(sa.text(statement)).all()
    return {}


def lines(connection: sa.Connection, asked: Mapping[str, Any]) -> Download:
    """As many lines as are asked for."""

    def made() -> Iterator[str]:
        EVENTS.append("began")
        try:
            for number in range(asked["n"]):
                yield f"{number},{'x' * 100}\n"
                if number == asked["breaks"]:
                    connection.execute(sa.text("select * from nothing"))
        finally:
            EVENTS.append("ended")

    return Download('lines "1".csv', made())


def names(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """The keys of the page `thing`."""
    yield from ({"name": name} for name in ("plain", "A/b c", "a-b-c", "..", "<script>"))


VIEWS = (
    View("overview", "/", "Overview", "echo.html", f"{HERE}:echo", "All.", (Parameter("text", "text", "A text."),), menu="Overview"),
    View(
        "list",
        "/list",
        "List",
        "echo.html",
        f"{HERE}:echo",
        "Some.",
        (
            Parameter("status", "choice", "Which.", ("open", "fixed"), many=True),
            Parameter("by", "choice", "How.", ("one", "two"), default="one"),
            Parameter("since", "day", "From when."),
            Parameter("days", "number", "How many.", default="30", least=1, most=90),
            Parameter("cursor", "cursor", "Where.", choices=("number", "text")),
        ),
    ),
    View("thing", "/things/{name:path}", "Thing", "echo.html", f"{HERE}:echo", "One.", keys=f"{HERE}:names"),
    View("part", "/things-of/{name}/{part}", "Part", "echo.html", f"{HERE}:echo", "One."),
    View("trouble", "/trouble/{kind}", "Trouble", "echo.html", f"{HERE}:trouble", "Trouble."),
    View("secret", "/secret", "Secret", "echo.html", f"{HERE}:echo", "For editors.", role="editor"),
    View(
        "lines",
        "/lines.csv",
        "Lines",
        "",
        f"{HERE}:lines",
        "Lines.",
        (
            Parameter("n", "number", "How many.", default="3"),
            Parameter("breaks", "number", "After which it breaks.", default=str(2**62)),
        ),
        download=True,
        media="text/csv",
    ),
)
ECHO = """{% extends "base.html" %}
{% block content %}<pre>{{ told | default("") }}</pre>
<p id="who">{{ person.name if person else "" }} {{ person.role if person else "" }}</p>
{% for one in ["plain", "A/b c", "..", "nobody"] %}
{% set to = url("thing", name=one) %}
<p>{% if to %}<a href="{{ to }}">{{ one }}</a>{% else %}{{ one }}{% endif %}</p>
{% endfor %}
{% set two = url("list", by="two") %}{% if two %}<a href="{{ two }}">two</a>{% endif %}
{% endblock %}
"""
LOADER = jinja2.DictLoader({"echo.html": ECHO})


@contextlib.contextmanager
def served(application: ASGIApp, serving: Serving | None = None) -> Iterator[str]:
    """The address of an application that uvicorn serves as `plimsoll serve` does."""
    config = server.configured(application, serving or Serving("", port=0))
    config.log_level = "critical"
    config.configure_logging()
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    try:
        while not running.started:
            assert thread.is_alive()
            time.sleep(0.005)
        host, port = running.servers[0].sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        running.should_exit = True
        thread.join(15)


@contextlib.contextmanager
def browsing(
    serving: Serving, shown: Sequence[View] = VIEWS, loader: jinja2.BaseLoader | None = LOADER, **said: Any
) -> Iterator[httpx.Client]:
    """A client of a served history; it follows no redirect."""
    with served(server.application(serving, shown, loader)) as address, httpx.Client(base_url=address, **said) as client:
        yield client


def empty_history(folder: Path) -> str:
    """The place of a history without runs."""
    place = str(folder / "empty.db")
    store.for_writing(place).dispose()
    return place


def history(folder: Path, *reports: Mapping[str, Any] | str) -> str:
    """The place of a history that holds reports: their JSON, or paths of files."""
    place = str(folder / "history.db")
    engine = store.for_writing(place)
    try:
        for number, report in enumerate(reports):
            file = folder / f"report-{number}.json"
            if isinstance(report, str):
                file = Path(report)
            else:
                file.write_text(json.dumps(report), encoding="utf-8")
            add.add_file(engine, str(file), "shop")
    finally:
        engine.dispose()
    return place
