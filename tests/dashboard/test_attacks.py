"""Whatever is asked, and whatever stands in the history: no page breaks, nothing of others is markup, and no secret is shown."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import httpx
import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.dashboard import views
from scanner.dashboard.links import address
from scanner.dashboard.reading import Reading
from scanner.dashboard.server import Serving
from scanner.dashboard.view import View, found
from scanner.history import schema
from tests.dashboard import histories
from tests.dashboard.shell import browsing, history
from tests.test_secrets import SECRETS, TEMPLATE

MARK = "<x-planted onfocus=alert(1)>\"'><script>alert(1)</script>{{7*7}}${7*7}"
FEW = settings(max_examples=60)


@pytest.fixture(scope="module")
def planted():
    serving = Serving(histories.kept("planted"), rate=10_000_000, editors=("*",))
    with browsing(serving, views.VIEWS, None, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def varied():
    serving = Serving(histories.kept("varied"), rate=10_000_000, editors=("*",))
    with browsing(serving, views.VIEWS, None, timeout=60) as client:
        yield client


class Markup(HTMLParser):
    """Elements and attributes of a page that a script could come in with."""

    VOID = ("x-planted", "iframe", "object", "embed", "base", "applet", "frame", "marquee", "img")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in self.VOID or (tag == "script" and not re.fullmatch(r"/static/[0-9a-f]{16}/[\w.-]+", values.get("src") or "")):
            self.wrong.append(f"<{tag} {values}>")
        for name, value in attrs:
            address = urlsplit((value or "").strip())
            if (
                name.startswith("on")
                or name == "style"
                or (name in ("href", "src", "action") and address.scheme not in ("", "https", "http"))
            ):
                self.wrong.append(f"{tag} {name}={value}")


def assert_harmless(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    assert "Traceback" not in answer.text
    assert "x-content-type-options" in answer.headers
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert Markup(answer.text).wrong == []


def places(place: str) -> Iterator[tuple[View, str]]:
    """Every page of a history: each view, and each of its keys."""
    with Reading(place).connection() as connection:
        for view in views.VIEWS:
            if view.slots and view.keys:
                for key in list(found(view.keys)(connection))[:40]:
                    yield view, address(view, key)
            elif not view.slots:
                yield view, address(view, {})
        fingerprints = connection.scalars(sa.select(schema.finding.c.fingerprint).order_by(schema.finding.c.id).limit(10)).all()
        runs = connection.scalars(sa.select(schema.run.c.id)).all()
    for view in views.VIEWS:
        if view.name == "waiver":
            yield from ((view, address(view, {"fingerprint": bytes(each).hex()})) for each in fingerprints)
        if view.name == "run-report":
            yield from ((view, address(view, {"id": each})) for each in runs)


def test_names_that_attack_are_inert_in_every_page(planted: httpx.Client):
    for view, path in places(histories.kept("planted")):
        page, answer = planted.get(path), planted.get(f"/api/v1{path}")

        assert_harmless(page)
        assert page.status_code == answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(view.media), path
        if view.media == "application/json":
            answer.json()


def test_every_page_of_an_honest_history_is_whole(varied: httpx.Client):
    for _, path in places(histories.kept("varied")):
        page = varied.get(path)

        assert page.status_code == 200, path
        assert_harmless(page)


def raw(client: httpx.Client, target: bytes, headers: list[tuple[bytes, bytes]]) -> httpx.Response:
    """The answer to a request that no client would send."""
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80, timeout=30)
    connection.connect()
    lines = [b"GET " + target + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *(name + b": " + value for name, value in headers)]
    connection.sock.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
    answer = http.client.HTTPResponse(connection.sock)
    answer.begin()
    body = answer.read()
    connection.close()
    return httpx.Response(answer.status, headers=answer.getheaders(), content=body)


TARGETS = st.binary(max_size=60).map(lambda raw: b"/" + bytes(byte for byte in raw if byte > 32 and byte != 127))
PIECES = st.sampled_from(
    [
        "/findings",
        "/api/v1",
        "/resources/",
        "/runs/",
        "/policies/",
        "/ecs/",
        "..",
        "%2e%2e",
        "%00",
        "%ff",
        "~2F",
        "~",
        "//",
        "?",
        "&",
        "=",
        "status",
        "cursor",
        "%",
        ";",
    ]
)


@FEW
@given(TARGETS | st.lists(PIECES, max_size=8).map(lambda each: ("/" + "".join(each)).encode()))
@example(b"/resources/%ff%fe%00")
@example(b"/findings?text=%00")
@example(b"/api/v1/findings?cursor=%ff")
@example(b"/runs/99999999999999999999999999")
@example(b"/" + b"a/" * 4000)
def test_no_address_breaks_a_page(varied: httpx.Client, target: bytes):
    answer = raw(varied, target, [])

    assert answer.status_code < 500
    if answer.status_code != 400:  # uvicorn's own, of what is no HTTP
        assert_harmless(answer)


NAMES = sorted({one.name for view in views.VIEWS for one in view.asks})
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [MARK, "0", "-1", "9" * 30, "NaN", "W10", "open", "high", "%", "_", "'; drop table run; --", "\\", "\0"]
)


@FEW
@given(st.sampled_from([view for view in views.VIEWS if not view.slots]), st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4))
@example(views.VIEWS[0], [("days", "9" * 19)])
def test_no_query_breaks_a_page(varied: httpx.Client, view: View, query: list[tuple[str, str]]):
    for prefix in ("", "/api/v1"):
        answer = varied.get(f"{prefix}{view.path}?{urlencode(query)}")

        assert_harmless(answer)
        assert answer.status_code in (200, 400, 404)


@FEW
@given(
    st.sampled_from([view for view in views.VIEWS if view.slots]),
    st.lists(VALUES.filter(lambda text: "\0" not in text), min_size=2, max_size=2),
)
@example(next(view for view in views.VIEWS if view.name == "resource"), [MARK, "x"])
def test_no_path_breaks_a_page(varied: httpx.Client, view: View, values: list[str]):
    path = address(view, dict(zip(view.slots, values, strict=False)))
    for prefix in ("", "/api/v1"):
        answer = varied.get(prefix + path)

        assert_harmless(answer)
        assert answer.status_code in (200, 400, 404)


HEADER = st.binary(max_size=60).map(lambda raw: bytes(byte for byte in raw if byte >= 32 and byte != 127))


@FEW
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    b"Accept",
                    b"Accept-Encoding",
                    b"Accept-Language",
                    b"Authorization",
                    b"Cookie",
                    b"HX-Request",
                    b"If-None-Match",
                    b"Range",
                    b"Referer",
                    b"X-Forwarded-Host",
                    b"X-Forwarded-Proto",
                    b"X-Forwarded-Prefix",
                    b"Origin",
                    b"Content-Type",
                ]
            ),
            HEADER | st.just(MARK.encode()),
        ),
        max_size=4,
    )
)
def test_no_header_breaks_a_page(varied: httpx.Client, headers: list[tuple[bytes, bytes]]):
    answer = raw(varied, b"/policies", headers)

    assert answer.status_code in (200, 304, 400)
    if answer.status_code == 200:
        assert_harmless(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/{}",
        "/findings/{}",
        "/resources/{}",
        "/policies/{}",
        "/compliance/{}/{}",
        "/runs/{}",
        "/ecs/{}",
        "/findings?text={}",
        "/findings?status={}",
        "/findings?{}=1",
        "/runs?cursor={}",
    ],
)
def test_nothing_that_is_asked_comes_back_as_markup(varied: httpx.Client, path: str):
    mark = quote(MARK, safe="")
    for prefix in ("", "/api/v1"):
        answer = varied.get(prefix + path.format(mark, mark))

        assert_harmless(answer)
        assert "${49}" not in answer.text
        if "html" in answer.headers["content-type"]:
            assert "<x-planted" not in answer.text
            assert "<script>" not in answer.text


def test_nothing_was_written_by_all_this(varied: httpx.Client):
    """The tables are there, and hold what they held."""
    with Reading(histories.kept("varied")).connection() as connection:
        counts = {name: connection.scalar(sa.select(sa.func.count()).select_from(table)) for name, table in schema.metadata.tables.items()}

    assert counts["run"] == 7
    assert counts["notification"] == 0


def with_secrets(folder: Path) -> str:
    """The place of a history of a template that is full of secrets."""
    (folder / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    report = histories.reported(str(folder / "template.yaml"))
    (folder / "report.json").write_text(report, encoding="utf-8")
    return history(folder, str(folder / "report.json"))


def test_no_secret_is_in_any_page_answer_or_file(tmp_path):
    """They ended at the source; and a value that stands beside them is shown, so something was looked for."""
    place = with_secrets(tmp_path)
    seen = ""
    with browsing(Serving(place, rate=10_000_000, editors=("*",)), views.VIEWS, None, timeout=60) as client:
        for _, path in places(place):
            for prefix in ("", "/api/v1"):
                answer = client.get(prefix + path)
                assert answer.status_code == 200, path
                seen += answer.text
        seen += client.get("/metrics").text

    assert [secret for secret in SECRETS if secret in seen] == []
    assert "ecs.config" in seen
