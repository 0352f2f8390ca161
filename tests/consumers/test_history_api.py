"""Programs of others take the API: its document is OpenAPI, its answers are what the document says, and Prometheus reads its metrics."""

from __future__ import annotations

import json

import httpx
import pytest

from scanner.dashboard import api, server, views
from scanner.dashboard.server import Serving
from tests.consumers.tools import run, tool
from tests.dashboard import histories
from tests.dashboard.shell import served

pytestmark = pytest.mark.consumers

LEFT_OUT = "positive_data_acceptance"
"""A day, a cursor and an id may be well-formed and yet none that is meant, which is told with 400 or 404."""


@pytest.fixture(scope="module")
def address():
    serving = Serving(histories.kept("varied"), rate=10_000_000, editors=("*",), seconds=60)
    with served(server.application(serving)) as found:
        yield found


def test_the_document_is_openapi_3_1(tmp_path):
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(api.document(views.VIEWS)))
    done = run(tool("openapi-spec-validator"), "--schema", "3.1.0", str(file))

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_document_that_is_none_is_refused(tmp_path):
    file = tmp_path / "openapi.json"
    document = api.document(views.VIEWS)
    del document["info"]["title"]
    file.write_text(json.dumps(document))

    assert run(tool("openapi-spec-validator"), "--schema", "3.1.0", str(file)).returncode != 0


def test_every_answer_is_as_the_document_says(address: str):
    """Statuses, kinds of content, schemas, refusals of what is wrong: schemathesis asks what nobody would."""
    done = run(
        tool("schemathesis"),
        "run",
        f"{address}{api.DOCUMENT}",
        "--checks=all",
        f"--exclude-checks={LEFT_OUT}",
        "--max-examples=5",
        "--generation-database=none",
        "--seed=1",
        "--no-color",
        "--workers=1",
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_promtool_takes_the_metrics_of_the_history(address: str):
    httpx.get(f"{address}/nowhere")
    text = httpx.get(f"{address}/metrics").text
    done = run(tool("promtool"), "check", "metrics", text=text)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "plimsoll_history_findings{" in text
    assert "plimsoll_http_requests_total{" in text
