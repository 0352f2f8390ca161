"""The API's document tells every view, and metrics have few labels."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time

import httpx
import pytest

from scanner.dashboard import api, metrics, views
from scanner.dashboard.reading import Reading
from scanner.dashboard.server import Serving
from scanner.history import schema, store
from tests.dashboard import histories
from tests.dashboard.shell import VIEWS, browsing, empty_history


@pytest.mark.parametrize("view", views.VIEWS, ids=lambda view: view.name)
def test_a_view_is_in_the_document_with_what_it_takes(view):
    path = f"/api/v1{view.path.replace(':path', '')}"
    operation = api.document(views.VIEWS)["paths"][path]["get"]

    assert operation["operationId"] == view.name
    assert [one["name"] for one in operation["parameters"]] == [one.name for one in view.asks]
    assert {"200", "400", "401", "429", "503"} <= operation["responses"].keys()
    assert ("403" in operation["responses"]) == (view.role == "editor")
    assert view.media in operation["responses"]["200"]["content"]


def test_the_document_is_served_below_the_path_of_the_server(tmp_path):
    serving = Serving(empty_history(tmp_path), url="https://example.com/plimsoll")
    with browsing(serving, headers={"Host": "example.com"}) as client:
        document = client.get(api.DOCUMENT).json()

    assert document["servers"] == [{"url": "/plimsoll"}]
    assert document == json.loads(json.dumps(api.document(VIEWS, "/plimsoll")))


def test_metrics_tell_how_the_history_stands():
    with browsing(Serving(histories.kept("varied")), views.VIEWS, None) as client:
        text = client.get("/metrics").text

    assert client.headers
    assert re.search(r'^plimsoll_history_findings\{project="live",severity="high",status="open"\} [1-9]\d*$', text, re.MULTILINE)
    assert re.search(r'^plimsoll_history_runs\{project="live"\} 4$', text, re.MULTILINE)
    assert re.search(r'^plimsoll_history_places\{project="live",state="problem"\} [1-9]', text, re.MULTILINE)
    assert {name for labels in re.findall(r"\{(.*?)\} ", text) for name in re.findall(r"(\w+)=", labels)} <= {
        "project",
        "severity",
        "status",
        "state",
        "change",
        "view",
        "code",
        "version",
    }


def test_projects_beyond_a_hundred_are_counted_together(tmp_path):
    place = empty_history(tmp_path)
    engine = store.for_writing(place)
    with engine.begin() as connection:
        for number in range(150):
            project = connection.scalar(schema.project.insert().values(name=f"p{number:03}", top=0).returning(schema.project.c.id))
            connection.execute(schema.place.insert().values(project=project, world="w", account="", region=""))
    engine.dispose()
    with Reading(place).connection() as connection:
        text = metrics.text(connection, metrics.Counted())
    places = [line for line in text.splitlines() if line.startswith("plimsoll_history_places{")]

    assert len(places) == 101
    assert 'plimsoll_history_places{project="(others)",state="evaluated"} 50' in places


def test_answers_are_counted_by_view_and_never_by_what_was_asked(tmp_path):
    with browsing(Serving(empty_history(tmp_path))) as client:
        for path in ("/list", "/list?by=x", "/things/secret-name", "/nowhere", "/trouble/wrong"):
            client.get(path)
        text = client.get("/metrics").text

    assert 'plimsoll_http_requests_total{view="list",code="2xx"} 1' in text
    assert 'plimsoll_http_requests_total{view="list",code="4xx"} 1' in text
    assert 'plimsoll_http_requests_total{view="trouble",code="5xx"} 1' in text
    assert "secret-name" not in text
    assert "nowhere" not in text


def test_the_command_serves_until_it_is_stopped(tmp_path):
    """It says where, and ends in peace."""
    command = [sys.executable, "-m", "scanner", "serve", "--history", empty_history(tmp_path), "--port", "0"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr is not None
        told = running.stderr.readline()
        address = re.match(r"the history is at (http://127\.0\.0\.1:\d+)/ ; stop with Ctrl-C\n$", told)
        assert address, told
        until = time.monotonic() + 30
        status = 0
        while not status and time.monotonic() < until:
            try:
                status = httpx.get(f"{address[1]}/healthz").status_code
            except httpx.ConnectError:
                time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        code = running.wait(30)
        rest = running.stderr.read()
    finally:
        running.kill()

    assert (status, code, rest) == (200, 0, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "anybody who reaches"),  # noqa: S104  # it does not start
        (["--history", "none.db"], "there is no history at"),
        (["--oidc-client-secret-file", "none"], "cannot be read"),
        (["--history", "mysql://a/b"], "a history cannot be kept in"),
    ],
)
def test_what_does_not_start_says_why(tmp_path, monkeypatch, arguments, told):
    from click.testing import CliRunner

    from scanner.cli import main

    monkeypatch.chdir(tmp_path)
    done = CliRunner(env={"PLIMSOLL_HISTORY": empty_history(tmp_path)}).invoke(main, ["serve", *arguments])

    assert done.exit_code == 2
    assert told in done.stderr
