"""Every view is a page and an answer of the API; what goes wrong is told, and nothing is written."""

from __future__ import annotations

import http.client
import re
import time
from pathlib import Path

import httpx
import pytest

from scanner.dashboard import views
from scanner.dashboard.parameters import Parameter
from scanner.dashboard.server import Serving
from scanner.dashboard.view import data_of, found, schema_of
from scanner.history import schema
from tests.dashboard import shell
from tests.dashboard.shell import browsing, empty_history


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    place = empty_history(tmp_path_factory.mktemp("history"))
    with browsing(Serving(place, seconds=0.5, rate=100_000)) as opened:
        yield opened


@pytest.mark.parametrize("view", views.VIEWS, ids=lambda view: view.name)
def test_a_view_is_whole(view):
    """Its data, keys, schema and template are there, and what its path and menu say."""
    assert callable(data_of(view))
    assert view.keys is None or callable(found(view.keys))
    assert schema_of(view) is None or schema_of(view)
    assert view.download == (not view.template)
    assert view.download or (Path(views.__file__).parent / "templates" / view.template).is_file()
    assert view.menu is None or not view.slots
    assert all(one.about for one in view.asks)


def test_no_two_views_have_one_name_or_path():
    assert len({view.name for view in views.VIEWS}) == len({view.path for view in views.VIEWS}) == len(views.VIEWS)


def test_a_page_and_its_answer_have_the_same_data(client: httpx.Client):
    page, answer = client.get("/list?status=open"), client.get("/api/v1/list?status=open")

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json()["told"] == {"status": ["open"], "by": "one", "since": None, "days": 30, "cursor": None, "page_size": None}
    assert "&#39;status&#39;: (&#39;open&#39;,)" in page.text


def test_what_a_reader_has_already_is_not_sent_again(client: httpx.Client):
    first = client.get("/api/v1/list")
    tag = first.headers["etag"]
    again = client.get("/api/v1/list", headers={"If-None-Match": f'"other", {tag}'})
    other = client.get("/api/v1/list?days=7", headers={"If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert other.status_code == 200
    assert first.headers["cache-control"] == "private, no-cache"


def test_answers_are_compressed(client: httpx.Client):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert page.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["vary"]


def test_an_asset_is_kept_for_ever_under_the_digest_of_its_content(client: httpx.Client):
    link = re.search(r'href="(/static/[0-9a-f]{16}/plimsoll\.css)"', client.get("/").text)
    assert link
    asset = client.get(link[1])

    assert (asset.status_code, asset.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert asset.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert client.get(re.sub("[0-9a-f]{16}", "0" * 16, link[1])).status_code == 404
    assert client.get("/static/x/../../app.py").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/nowhere", 404, "there is no page at this address"),
        ("/trouble/nothing", 404, "there is no such thing; look elsewhere"),
        ("/list?by=three", 400, "is one of one, two"),
        ("/list?page_size=9999", 400, "is a whole number from 1 to 200"),
        ("/trouble/slow", 503, "needs too long for this"),
        ("/trouble/wrong", 500, "log says why"),
        ("/trouble/write", 500, "log says why"),
        ("/trouble/drop", 500, "log says why"),
        ("/secret", 403, "this page is for editors"),
    ],
)
def test_trouble_is_told_as_a_page_and_as_json(client: httpx.Client, path: str, status: int, told: str):
    page, answer = client.get(path), client.get(f"/api/v1{path}")

    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told in page.text
    assert "<h1>" in page.text
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]
    assert answer.json()["status"] == status
    for text in (page.text, answer.text):
        assert "Traceback" not in text
        assert "sqlite" not in text.lower()
        assert "planted" not in text


def test_a_slow_page_does_not_hold_the_server(client: httpx.Client):
    began = time.monotonic()
    status = client.get("/trouble/slow").status_code

    assert status == 503
    assert time.monotonic() - began < 5
    assert client.get("/list").status_code == 200


def test_nothing_but_reading_is_allowed(client: httpx.Client):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, "/list")

        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]
    assert client.head("/list").status_code == 200
    assert client.head("/list").content == b""


def test_a_download_is_sent_while_it_is_made(client: httpx.Client):
    with client.stream("GET", "/lines.csv?n=20000") as answer:
        assert answer.headers["content-disposition"] == "attachment; filename=\"lines-1-.csv\"; filename*=UTF-8''lines%20%221%22.csv"
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert sum(1 for _ in answer.iter_lines()) == 20_000
    assert client.get("/api/v1/lines.csv").text.count("\n") == 3
    assert client.head("/lines.csv").content == b""


def test_a_download_that_breaks_does_not_look_whole(client: httpx.Client):
    with pytest.raises(httpx.RemoteProtocolError), client.stream("GET", "/lines.csv?n=20000&breaks=10000") as answer:
        for _ in answer.iter_bytes():
            pass


def test_a_reader_who_goes_away_leaves_no_connection_in_use(client: httpx.Client):
    """Each of many holds one of three turns, and gives it back."""
    for _ in range(8):
        shell.EVENTS.clear()
        with client.stream("GET", "/lines.csv?n=2000000") as answer:
            assert answer.status_code == 200
            next(answer.iter_raw())
        until = time.monotonic() + 10
        while "ended" not in shell.EVENTS and time.monotonic() < until:
            time.sleep(0.01)
        assert shell.EVENTS == ["began", "ended"]


def test_downloads_beyond_three_at_a_time_wait(client: httpx.Client):
    address = client.base_url
    held = []
    for _ in range(3):
        connection = http.client.HTTPConnection(address.host, address.port or 80, timeout=20)
        connection.request("GET", "/lines.csv?n=2000000")
        held.append((connection, connection.getresponse()))
    try:
        answer = client.get("/lines.csv")

        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    finally:
        for connection, response in held:
            response.close()
            connection.close()


def test_health_tells_nothing_but_that_it_is_well(client: httpx.Client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_all_connections_are_given_back(client: httpx.Client):
    """More slow pages than there are connections, one after the other, then a good one."""
    for _ in range(10):
        assert client.get("/trouble/wrong").status_code == 500
    assert client.get("/list").status_code == 200


def test_the_history_is_as_it_was(client: httpx.Client, tmp_path_factory):
    client.get("/trouble/write")
    client.get("/trouble/drop")

    assert client.get("/api/v1/").json()["runs"] == 0


def test_a_history_that_is_not_there_is_told_before_the_first_request(tmp_path):
    from scanner.dashboard import server
    from scanner.errors import UsageError

    with pytest.raises(UsageError, match="there is no history at"):
        server.application(Serving(str(tmp_path / "none.db")))
    assert not (tmp_path / "none.db").exists()


def test_another_database_is_no_history(tmp_path):
    import sqlite3

    from scanner.dashboard import server
    from scanner.errors import UsageError

    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table mine (a)")
    with pytest.raises(UsageError, match="holds other tables"):
        server.application(Serving(str(tmp_path / "other.db")))


def test_a_view_with_a_cursor_takes_a_size():
    paged = [view for view in views.VIEWS if any(one.kind == "cursor" for one in view.parameters)]

    assert paged
    assert all("page_size" in {one.name for one in view.asks} for view in paged)
    assert all(one.choices for view in paged for one in view.parameters if one.kind == "cursor")
    assert Parameter("a", "text", "") not in paged[0].asks


def test_the_engine_is_read_only(tmp_path):
    """Beside what SQLite is told: the store opens it for readers."""
    import sqlalchemy as sa

    from scanner.dashboard.reading import Reading

    reading = Reading(empty_history(tmp_path))
    with reading.connection() as connection, pytest.raises(sa.exc.OperationalError, match="readonly"):
        connection.execute(sa.insert(schema.project).values(name="x", top=0))
    reading.close()
