"""Whom a request may address, how much it may send and ask for, and what browsers are told."""

from __future__ import annotations

import http.client

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.dashboard import server
from scanner.dashboard.security import HEADERS, LARGEST_BODY, Limits, peer
from scanner.dashboard.server import Serving
from scanner.errors import UsageError
from tests.dashboard.shell import browsing, empty_history

EVERYWHERE = "0.0.0.0"  # noqa: S104  # what must not be bound


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> str:
    return empty_history(tmp_path_factory.mktemp("history"))


@pytest.fixture(scope="module")
def client(place: str):
    with browsing(Serving(place, rate=100_000, allowed_hosts=("plimsoll.example.com",))) as opened:
        yield opened


PATHS = (
    "/",
    "/api/v1/",
    "/nowhere",
    "/trouble/wrong",
    "/api/v1/trouble/wrong",
    "/list?by=x",
    "/lines.csv",
    "/healthz",
    "/metrics",
    "/static/x/y",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers(client: httpx.Client, path: str):
    """What goes wrong, too."""
    headers = client.get(path).headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "server" not in headers


def test_scripts_and_styles_are_ours_alone():
    policy = dict(each.split(" ", 1) for each in HEADERS["Content-Security-Policy"].split("; "))

    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"


def raw(client: httpx.Client, *lines: str, body: bytes = b"") -> tuple[int, str]:
    """The answer to a request that is written by hand: its status and text."""
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80, timeout=20)
    connection.connect()
    connection.sock.sendall("".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body)
    answer = http.client.HTTPResponse(connection.sock)
    answer.begin()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("localhost", 200),
        ("[::1]:9", 200),
        ("PLIMSOLL.example.com", 200),
        ("evil.example.com", 421),
        ("127.0.0.1.evil.example.com", 421),
        ("localhost.evil.com:8080", 421),
        ("[::1].evil.com", 421),
        ("localhost:80:80", 421),
        ("", 421),
        ("127.0.0.1@evil.com", 421),
    ],
)
def test_a_name_that_is_not_ours_is_refused(client: httpx.Client, host: str, status: int):
    """DNS rebinding: a page of others cannot read this server under its own name."""
    assert raw(client, "GET / HTTP/1.1", f"Host: {host}", "Connection: close")[0] == status


def test_no_host_and_two_hosts_are_refused(client: httpx.Client):
    assert raw(client, "GET / HTTP/1.0")[0] == 421
    assert raw(client, "GET / HTTP/1.1", "Host: localhost", "Host: evil.com", "Connection: close")[0] in (400, 421)


def test_probes_may_ask_for_health_under_any_name(client: httpx.Client):
    assert raw(client, "GET /healthz HTTP/1.1", "Host: 10.1.2.3:8080", "Connection: close")[0] == 200


def test_the_address_of_a_whole_url_is_not_believed(client: httpx.Client):
    """The absolute form of a request names a host of its own; only the header counts, and the path stays a path."""
    assert raw(client, "GET http://evil.com/ HTTP/1.1", "Host: evil.com", "Connection: close")[0] == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Length": str(LARGEST_BODY + 1)}, 413),
        ({"Transfer-Encoding": "chunked"}, 411),
    ],
)
def test_nothing_takes_a_large_body(client: httpx.Client, headers: dict[str, str], status: int):
    lines = [f"{name}: {value}" for name, value in headers.items()]

    assert raw(client, "GET / HTTP/1.1", "Host: localhost", "Connection: close", *lines)[0] == status


def test_nothing_takes_an_endless_address(client: httpx.Client):
    assert client.get("/list?" + "a" * 20_000).status_code in (400, 414, 431)


def test_other_protocols_are_not_spoken(client: httpx.Client):
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }

    assert client.get("/", headers=headers).status_code in (200, 400, 426)


def test_too_many_requests_are_told_when_to_come_again(place: str):
    with browsing(Serving(place, rate=12)) as client:
        answers = [client.get("/api/v1/") for _ in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 5
    assert answers[-1].headers["content-type"] == "application/problem+json"


def test_a_bucket_fills_again_with_time():
    now = [0.0]
    limits = Limits(rate=2, burst=3, clock=lambda: now[0])

    assert [limits.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    assert limits.wait("b") == 0
    now[0] = 0.5
    assert [limits.wait("a") for _ in range(2)] == [0, 1]
    now[0] = 1000.0
    assert [limits.wait("a") for _ in range(4)] == [0, 0, 0, 1]


def test_slow_limits_say_how_long():
    limits = Limits(rate=0.1, burst=1, clock=lambda: 0.0)

    assert [limits.wait("a"), limits.wait("a")] == [0, 10]


@given(st.lists(st.integers(0, 10**6), max_size=200))
def test_buckets_are_bounded(names: list[int]):
    limits = Limits(rate=1, burst=1, most=16)
    for name in names:
        limits.wait(str(name))

    assert len(limits) <= 16


@pytest.mark.parametrize(
    ("client", "name"),
    [
        (("192.0.2.1", 5), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 5), "2001:db8:1:2::/64"),
        (("::ffff:192.0.2.1", 5), "192.0.2.1"),
        (None, ""),
        (("", 0), ""),
    ],
)
def test_a_peer_of_ipv6_is_its_network(client, name):
    """One machine has all addresses of a network of 64 bits."""
    assert peer({"client": client}) == name


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.0.2.7"])
def test_beyond_loopback_it_does_not_start_without_authentication(place: str, host: str):
    with pytest.raises(UsageError, match="could read the history"):
        server.application(Serving(place, host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_loopback_is_loopback(host: str):
    assert server.is_loopback(host)


def test_where_all_may_come_a_name_must_be_told(place: str, tmp_path):
    tokens = tmp_path / "tokens"
    tokens.write_text("ci sha256:" + "0" * 64)
    tokens.chmod(0o600)

    with pytest.raises(UsageError, match="under which name"):
        server.application(Serving(place, host=EVERYWHERE, token_file=str(tokens)))
    server.application(Serving(place, host=EVERYWHERE, token_file=str(tokens), allowed_hosts=("plimsoll.internal",)))


@pytest.mark.parametrize("url", ["plimsoll.example.com", "ftp://a", "https://", "https://a/?x=1", "https://user@a/"])
def test_an_address_that_cannot_be_ours_is_told(place: str, url: str):
    with pytest.raises(UsageError, match="is no address of this server"):
        server.application(Serving(place, url=url))


def test_behind_https_browsers_are_told_to_stay_there(place: str):
    with browsing(Serving(place, url="https://plimsoll.example.com/below/"), headers={"Host": "plimsoll.example.com"}) as client:
        answer = client.get("/")

    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert 'href="/below/things/plain"' in answer.text


def test_a_port_that_is_taken_is_told(place: str):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="choose another with --port"):
        server.run(Serving(place, port=taken.getsockname()[1]), lambda _: None)
