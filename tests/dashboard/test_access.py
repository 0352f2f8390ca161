"""Without authentication nothing but health and signing in answers: a test for each route, made from the routing table."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from starlette.routing import Route

from scanner.cli import main
from scanner.dashboard import app, auth, server, views
from scanner.dashboard.auth import ProxyHeader, Tokens, read_tokens, token_line
from scanner.dashboard.reading import Reading
from scanner.dashboard.server import Serving
from scanner.errors import UsageError
from tests.dashboard.shell import browsing, empty_history

TOKEN = "0123456789abcdef" * 2 + "-ci"
EDITORS_TOKEN = "fedcba9876543210" * 2 + "-ed"
OPEN = {"/healthz": 200}
"""What answers anybody; `test_signing_in.py` and `test_forged_sign_ins.py` have the rest."""


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> str:
    return empty_history(tmp_path_factory.mktemp("history"))


@pytest.fixture(scope="module")
def tokens(tmp_path_factory) -> str:
    file = tmp_path_factory.mktemp("tokens") / "tokens"
    file.write_text(f"# programs\n{token_line('ci', TOKEN)}\n\n{token_line('ed', EDITORS_TOKEN)}  # of the team\n")
    file.chmod(0o600)
    return str(file)


def routes(place: str) -> list[Route]:
    """All routes of the application."""
    made = app.create(app.Settings(Reading(place)))
    found = [route for route in made.router.routes if isinstance(route, Route)]
    assert len(found) == len(made.router.routes)
    return found


def paths(place: str) -> list[str]:
    """A path of each route."""
    return [re.sub(r"\{\w+(:path)?\}", "x", route.path) for route in routes(place)]


@pytest.fixture(scope="module")
def real(place: str, tokens: str):
    """The real pages behind the door."""
    with browsing(Serving(place, token_file=tokens, editors=("ed",), rate=1_000_000), views.VIEWS, None) as client:
        yield client


@pytest.fixture(scope="module")
def guarded(place: str, tokens: str):
    with browsing(Serving(place, token_file=tokens, editors=("ed",), rate=1_000_000)) as client:
        yield client


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A case for each route; the table does not hang on a history."""
    if "path" in metafunc.fixturenames:
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            metafunc.parametrize("path", [*paths(empty_history(Path(folder))), "/nowhere", "/login", "/login/callback", "/logout"])


WRONG: tuple[dict[str, str], ...] = (
    {},
    {"Authorization": f"Bearer {TOKEN}x"},
    {"Authorization": f"Bearer {TOKEN[:-1]}"},
    {"Authorization": "Bearer"},
    {"Authorization": f"Basic {TOKEN}"},
    {"Authorization": TOKEN},
    {"X-Forwarded-User": "ada"},
    {"X-Remote-User": "ada", "X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"},
    {"Cookie": "plimsoll=eyJ3aG8iOiB7fX0=.aaaa.bbbb; session=admin"},
    {"X-HTTP-Method-Override": "GET", "X-Original-URL": "/healthz", "X-Rewrite-URL": "/healthz"},
)


@pytest.mark.parametrize("headers", WRONG, ids=lambda headers: "+".join(headers) or "nothing")
def test_without_authentication_no_route_answers(real: httpx.Client, path: str, headers: dict[str, str]):
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        answer = real.request(method, path, headers=headers)
        status = OPEN.get(path, 401)

        assert answer.status_code == (405 if status == 200 and method not in ("GET", "HEAD") else status)
        if status == 401:
            assert answer.headers["www-authenticate"] == 'Bearer realm="plimsoll"'
            assert "set-cookie" not in answer.headers
            assert "Overview" not in answer.text


@pytest.mark.parametrize(
    "spelling", ["/healthz/../", "/healthz/..%2f", "//", "/./", "/%2e/healthz/..", "/healthz%00", "/HEALTHZ", "/healthz;x", "/healthz/"]
)
def test_no_spelling_of_the_open_path_opens_another(guarded: httpx.Client, spelling: str):
    request = httpx.Request("GET", guarded.base_url)
    request.url = request.url.copy_with(raw_path=spelling.encode())

    assert guarded.send(request).status_code == 401


def test_with_a_token_every_route_answers(real: httpx.Client, path: str):
    answer = real.get(path, headers={"Authorization": f"bearer {EDITORS_TOKEN}"})

    assert answer.status_code != 401


def test_a_token_names_its_holder_and_role(guarded: httpx.Client):
    assert '<p id="who">ci viewer</p>' in guarded.get("/", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert '<p id="who">ed editor</p>' in guarded.get("/", headers={"Authorization": f"Bearer {EDITORS_TOKEN}"}).text
    assert guarded.get("/secret", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 403
    assert guarded.get("/secret", headers={"Authorization": f"Bearer {EDITORS_TOKEN}"}).status_code == 200


def test_two_authorizations_are_none(guarded: httpx.Client):
    headers = [("Authorization", f"Bearer {TOKEN}"), ("Authorization", "Bearer other")]

    assert guarded.get("/", headers=headers).status_code == 401


def test_on_loopback_nobody_is_asked_and_nobody_edits(place: str):
    with browsing(Serving(place)) as client:
        assert '<p id="who"> viewer</p>' in client.get("/").text
        assert client.get("/secret").status_code == 403
    with browsing(Serving(place, editors=("*",))) as client:
        assert client.get("/secret").status_code == 200


def test_a_proxys_header_names_a_person(place: str):
    serving = Serving(place, trusted_header="X-Forwarded-User", trusted_proxies=("127.0.0.1",), editors=("Ada Lovelace",))
    with browsing(serving) as client:
        assert '<p id="who">grace@example.com viewer</p>' in client.get("/", headers={"x-forwarded-user": "grace@example.com"}).text
        assert '<p id="who">Ada Lovelace editor</p>' in client.get("/", headers={"X-Forwarded-User": "Ada Lovelace"}).text
        assert '<p id="who">Zoë viewer</p>' in client.get("/", headers={b"X-Forwarded-User": "Zoë".encode()}).text
        assert '<p id="who">&lt;b&gt; viewer</p>' in client.get("/", headers={"X-Forwarded-User": "<b>"}).text


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("X-Forwarded-User", "")],
        [("X-Forwarded-User", "ada"), ("X-Forwarded-User", "grace")],
        [("X_Forwarded_User", "ada")],
        [("X-Forwarded-User", "a" * 300)],
        [("X-Forwarded-User", "ada\tx")],
        [("X-Forwarded-Users", "ada")],
    ],
)
def test_a_header_that_is_missing_doubled_or_strange_names_nobody(place: str, headers: list[tuple[str, str]]):
    with browsing(Serving(place, trusted_header="X-Forwarded-User", trusted_proxies=("127.0.0.1",))) as client:
        assert client.get("/", headers=headers).status_code == 401


@pytest.mark.parametrize("proxy", ["192.0.2.1", "10.0.0.0/8", "::1"])
def test_from_another_peer_the_header_says_nothing(place: str, proxy: str):
    """Whatever it says of where it came from: this test comes from 127.0.0.1."""
    with browsing(Serving(place, trusted_header="X-Forwarded-User", trusted_proxies=(proxy,))) as client:
        for more in ({}, {"X-Forwarded-For": "192.0.2.1"}, {"X-Real-IP": "192.0.2.1"}, {"Forwarded": "for=192.0.2.1"}):
            assert client.get("/", headers={"X-Forwarded-User": "ada", **more}).status_code == 401


def scope(client: Any, **headers: str) -> dict[str, Any]:
    return {"client": client, "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


def test_a_proxy_is_known_by_address_or_network():
    way = ProxyHeader("user", ("10.0.0.0/28", "2001:db8::1", "192.0.2.9"), ())

    for address in ("10.0.0.15", "2001:db8::1", "192.0.2.9", "::ffff:192.0.2.9"):
        assert way.person(scope((address, 1), user="ada")) == auth.Person("ada")
    for address in ("10.0.0.16", "2001:db8::2", "::ffff:192.0.2.8", "not an address"):
        assert way.person(scope((address, 1), user="ada")) is None
    assert way.person(scope(None, user="ada")) is None


@pytest.mark.parametrize(
    ("serving", "told"),
    [
        ({"trusted_header": "X-User"}, "give both --trusted-header NAME and --trusted-proxy ADDRESS"),
        ({"trusted_proxies": ("10.0.0.1",)}, "give both --trusted-header NAME and --trusted-proxy ADDRESS"),
        ({"trusted_header": "X User", "trusted_proxies": ("10.0.0.1",)}, '"X User" is no name of a header'),
        ({"trusted_header": "X-User", "trusted_proxies": ("10.0.0.1/8",)}, '"10.0.0.1/8" is no address of a proxy'),
        ({"trusted_header": "X-User", "trusted_proxies": ("proxy.internal",)}, '"proxy.internal" is no address of a proxy'),
        ({"oidc_issuer": "https://id.example.com"}, "needs both --oidc-issuer URL and --oidc-client-id ID"),
        ({"viewer_claims": ("groups=a",)}, "add --oidc-issuer"),
        ({"token_file": "none"}, "cannot be read"),
    ],
)
def test_what_is_told_by_halves_does_not_start(place: str, serving: dict[str, Any], told: str):
    with pytest.raises(UsageError, match=re.escape(told)):
        server.application(Serving(place, **serving))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ci", "a line is NAME sha256:DIGEST"),
        (f"ci {TOKEN}", "a line is NAME sha256:DIGEST"),
        (f"a sha256:{'0' * 64}\na sha256:{'1' * 64}", '"a" has two tokens'),
        ("# none", "holds none"),
    ],
)
def test_a_file_of_tokens_that_cannot_be_meant_is_told(tmp_path, text: str, told: str):
    """And no token that stands in it by mistake is shown."""
    file = tmp_path / "tokens"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(UsageError, match=told) as error:
        read_tokens(str(file))

    assert TOKEN not in str(error.value)


def test_a_file_of_tokens_that_others_may_change_is_refused(tmp_path):
    file = tmp_path / "tokens"
    file.write_text(token_line("ci", TOKEN))
    file.chmod(0o666)
    with pytest.raises(UsageError, match="others may change"):
        read_tokens(str(file))


def test_a_token_is_hashed_from_the_standard_input():
    done = CliRunner().invoke(main, ["serve", "--hash-token", "ci"], input=f"{TOKEN}\n")

    assert (done.exit_code, done.stdout) == (0, token_line("ci", TOKEN) + "\n")
    assert TOKEN not in done.output


@pytest.mark.parametrize("token", ["short", "a" * 31, "é" * 40])
def test_a_token_that_can_be_guessed_is_refused(token: str):
    done = CliRunner().invoke(main, ["serve", "--hash-token", "ci"], input=token)

    assert done.exit_code == 2
    assert "at least 32 random characters" in done.stderr


def test_limits_are_of_a_person_not_of_the_proxy(place: str):
    """Who asks too much does not keep others out."""
    with browsing(Serving(place, trusted_header="X-User", trusted_proxies=("127.0.0.1",), rate=12)) as client:
        ada = [client.get("/", headers={"X-User": "ada"}).status_code for _ in range(21)]
        grace = client.get("/", headers={"X-User": "grace"}).status_code

    assert ada[-1] == 429
    assert grace == 200


def test_strangers_are_limited_too(place: str, tokens: str):
    """Nobody tries tokens without end."""
    with browsing(Serving(place, token_file=tokens, rate=12)) as client:
        answers = [client.get("/", headers={"Authorization": f"Bearer {number:064}"}).status_code for number in range(22)]

    assert answers == [401] * 20 + [429] * 2


def test_tokens_are_known_by_their_digests_alone():
    way = Tokens({"ci": bytes(32)}, ())

    assert TOKEN not in repr(vars(way))
    assert way.person(scope(None, authorization=f"Bearer {TOKEN}")) is None
