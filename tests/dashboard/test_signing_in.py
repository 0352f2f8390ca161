"""Signing in against a real provider on loopback; what a provider, a thief or a stranger could try instead."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import socket
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from scanner.dashboard import oidc, server
from scanner.dashboard.oidc import safe_path
from scanner.dashboard.server import Serving
from scanner.errors import UsageError
from tests.dashboard.provider import CLIENT, CLIENT_SECRET, Provider, providing
from tests.dashboard.shell import LOADER, VIEWS, empty_history, served

SECRET = "what signs the sessions of this test " * 2


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> str:
    return empty_history(tmp_path_factory.mktemp("history"))


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as made:
        yield made


@contextlib.contextmanager
def site(place: str, provider: Provider, **said: Any) -> Iterator[httpx.Client]:
    """A browser at a server whose people sign in at a provider."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told: dict[str, Any] = {
        "history": place,
        "port": port,
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": provider.secret,
        "session_secret": SECRET,
        "rate": 100_000,
        **said,
    }
    serving = Serving(**told)
    with served(server.application(serving, VIEWS, LOADER), serving) as address, httpx.Client(base_url=address) as browser:
        yield browser


def signed_in(browser: httpx.Client, path: str = "/") -> httpx.Response:
    """Follow the redirects from a page to the provider and back."""
    return browser.get(path, follow_redirects=True)


def session_of(browser: httpx.Client) -> dict[str, Any]:
    """What the cookie says; it is signed, not hidden."""
    found: dict[str, Any] = json.loads(base64.b64decode(browser.cookies["plimsoll"].split(".")[0] + "=="))
    return found


def test_a_page_leads_through_the_provider_to_itself(place, provider):
    with site(place, provider) as browser:
        first = browser.get("/list?status=open&by=two")
        page = signed_in(browser, "/list?status=open&by=two")

        assert (first.status_code, first.headers["location"]) == (303, "/login?next=%2Flist%3Fstatus%3Dopen%26by%3Dtwo")
        assert page.status_code == 200
        assert page.url.path == "/list"
        assert page.url.query == b"status=open&by=two"
        assert '<p id="who">ada@example.com viewer</p>' in page.text


def test_the_flow_has_proof_state_and_nonce(place, provider):
    with site(place, provider) as browser:
        signed_in(browser)
        signed_in(browser, "/login")
        browser.cookies.clear()
        signed_in(browser)

    first, second = provider.asked
    assert first["scope"] == "openid email profile"
    assert all(len(first[name]) >= 16 and first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_a_client_without_a_secret_proves_itself_with_pkce_alone(place, provider):
    provider.secret = None
    with site(place, provider) as browser:
        assert signed_in(browser).status_code == 200


def test_the_cookie_is_for_us_alone(place, provider):
    with site(place, provider, url="https://plimsoll.example.com") as browser:
        cookie = browser.get("/login", headers={"Host": "plimsoll.example.com"}).headers["set-cookie"]

        assert re.match(r"__Host-plimsoll=\S+; path=/; Max-Age=28800; httponly; samesite=lax; secure$", cookie)
    with site(place, provider, url="https://example.com/plimsoll") as browser:
        cookie = browser.get("/login", headers={"Host": "example.com"}).headers["set-cookie"]

        assert re.match(r"plimsoll=\S+; path=/plimsoll; Max-Age=28800; httponly; samesite=lax; secure$", cookie)


def test_the_session_holds_no_token_and_nothing_of_the_flow(place, provider):
    with site(place, provider, viewer_claims=("groups=platform",)) as browser:
        signed_in(browser)
        session = session_of(browser)

    assert session.keys() == {"who"}
    assert session["who"].keys() == {"names", "claims", "until"}
    assert session["who"]["claims"] == [["groups", "platform"]]


def tampered(value: str) -> Iterator[str]:
    data, stamp, signature = value.split(".")
    who = json.loads(base64.b64decode(data + "=="))
    who["who"]["names"] = ["root"]
    forged = base64.b64encode(json.dumps(who).encode()).decode()
    yield f"{forged}.{stamp}.{signature}"
    yield f"{data}.{stamp}x.{signature}"
    yield f"{data}.{stamp}.{signature[:-2]}AA"
    yield f"{data}.{stamp}."
    yield data
    yield ""
    yield "." * 5
    yield "null"


def test_a_tampered_cookie_is_no_session(place, provider):
    with site(place, provider) as browser:
        signed_in(browser)
        good = browser.cookies["plimsoll"]
        browser.cookies.clear()
        for bad in tampered(good):
            assert browser.get("/api/v1/", headers={"Cookie": f"plimsoll={bad}"}).status_code == 401
        assert browser.get("/api/v1/", headers={"Cookie": f"plimsoll={good}"}).status_code == 200


def test_a_cookie_of_another_server_is_no_session(place, provider):
    with site(place, provider) as browser:
        signed_in(browser)
        good = browser.cookies["plimsoll"]
    for secret in ("another secret that signs sessions " * 2, None):
        with site(place, provider, session_secret=secret) as browser:
            assert browser.get("/api/v1/", headers={"Cookie": f"plimsoll={good}"}).status_code == 401


def test_a_session_ends(place, provider, monkeypatch):
    with site(place, provider) as browser:
        signed_in(browser)
        assert browser.get("/api/v1/").status_code == 200
        later = time.time() + oidc.HOURS * 3600 + 1
        monkeypatch.setattr(time, "time", lambda: later)
        assert browser.get("/api/v1/").status_code == 401


@pytest.mark.parametrize(
    "spoiled",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client", CLIENT], "azp": "another-client"},
        {"iss": "https://another.example.com"},
        {"exp": 1},
        {"exp": None},
        {"iat": 2**40},
        {"sub": None},
        {"sub": "x" * 300},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(place, provider, spoiled):
    def claims(good: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in {**good, **spoiled}.items() if value is not None}

    provider.claims = claims
    with site(place, provider) as browser:
        assert_refused(browser, signed_in(browser))


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_that_others_can_make_is_refused(place, provider, algorithm):
    """Also where the provider says that it may be so."""
    provider.algorithm = algorithm
    with site(place, provider) as browser:
        assert_refused(browser, signed_in(browser))


def test_a_signature_of_another_key_is_refused(place, provider):
    provider.signs_with = ECKey.generate_key("P-256", {"kid": "first"})
    with site(place, provider) as browser:
        assert_refused(browser, signed_in(browser))


def test_a_new_key_of_the_provider_is_fetched(place, provider):
    with site(place, provider) as browser:
        signed_in(browser)
        browser.cookies.clear()
        provider.key = ECKey.generate_key("P-256", {"kid": "second"})

        assert signed_in(browser).status_code == 200


@pytest.mark.parametrize(
    "answer", [{}, {"access_token": "a", "token_type": "Bearer"}, {"access_token": "a", "token_type": "Bearer", "id_token": "x"}]
)
def test_an_answer_without_an_identity_is_refused(place, provider, answer):
    provider.answer = lambda _: answer
    with site(place, provider) as browser:
        assert_refused(browser, signed_in(browser))


def assert_refused(browser: httpx.Client, page: httpx.Response) -> None:
    assert page.status_code == 400
    assert "signing in did not succeed" in page.text
    assert "Traceback" not in page.text
    assert browser.get("/api/v1/").status_code == 401


def test_a_code_that_another_browser_asked_for_is_refused(place, provider):
    """Nobody can be signed in as somebody else: the state belongs to one browser's cookie."""
    with site(place, provider) as browser:
        to_provider = browser.get("/login").headers["location"]
        back = httpx.get(to_provider).headers["location"]
        browser.cookies.clear()

        assert_refused(browser, browser.get(back))


def test_a_code_is_good_once(place, provider):
    with site(place, provider) as browser:
        back = httpx.get(browser.get("/login").headers["location"]).headers["location"]
        before = browser.cookies["plimsoll"]
        assert browser.get(back).status_code == 303
        browser.cookies.clear()
        browser.cookies.set("plimsoll", before)

        assert browser.get(back).status_code == 400


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied&error_description=%3Cscript%3E&state=x"]
)
def test_a_return_that_nobody_began_is_refused(place, provider, query):
    with site(place, provider) as browser:
        page = browser.get(f"/login/callback{query}")

        assert_refused(browser, page)
        assert "<script>" not in page.text


def test_who_may_see_is_said_by_claims(place, provider):
    with site(place, provider, viewer_claims=("groups=security", "email=ada@example.com")) as browser:
        assert signed_in(browser).status_code == 200
        browser.cookies.clear()
        provider.person = {"sub": "u-2", "email": "ada@example.com", "email_verified": False, "groups": ["platform"]}
        page = signed_in(browser)

        assert page.status_code == 403
        assert "this server is not for you" in page.text
        assert browser.get("/api/v1/").status_code == 401


@pytest.mark.parametrize(
    ("said", "person", "role"),
    [
        ({}, {}, "viewer"),
        ({"editors": ("ada@example.com",)}, {}, "editor"),
        ({"editors": ("ada@example.com",)}, {"email_verified": False}, "viewer"),
        ({"editors": ("ada@example.com",)}, {"email_verified": "true"}, "viewer"),
        ({"editors": ("ada@example.com",)}, {"email": "eve@example.com", "preferred_username": "ada@example.com"}, "viewer"),
        ({"editors": ("u-1",)}, {}, "editor"),
        ({"editor_claims": ("groups=platform",)}, {}, "editor"),
        ({"editor_claims": ("groups=plat",)}, {}, "viewer"),
        ({"editors": ("*",)}, {}, "editor"),
    ],
)
def test_who_may_edit_is_said_by_what_the_issuer_vouches_for(place, provider, said, person, role):
    provider.person = {**provider.person, **person}
    with site(place, provider, **said) as browser:
        assert f" {role}</p>" in signed_in(browser).text
        assert browser.get("/secret").status_code == (200 if role == "editor" else 403)


def test_signing_out_needs_our_own_page_and_no_get(place, provider):
    with site(place, provider) as browser:
        signed_in(browser)
        assert browser.get("/logout").status_code == 405
        assert browser.post("/logout", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert browser.get("/api/v1/").status_code == 200

        page = browser.post("/logout", headers={"Sec-Fetch-Site": "same-origin"})

        assert "You are signed out" in page.text
        assert browser.get("/api/v1/").status_code == 401


def test_programs_are_not_sent_to_a_sign_in(place, provider):
    with site(place, provider) as browser:
        assert browser.get("/api/v1/list").status_code == 401
        assert browser.get("/metrics").status_code == 401
        assert browser.post("/list").status_code == 401
        part = browser.get("/list", headers={"HX-Request": "true"})

        assert (part.status_code, part.headers["hx-redirect"]) == (401, "/login?next=%2Flist")


@pytest.mark.parametrize(
    "there", ["//evil.com", "/\\evil.com", "https://evil.com", "javascript:alert(1)", "/a\r\nSet-Cookie: x", "", "/\tevil", "evil"]
)
def test_no_sign_in_leads_elsewhere(place, provider, there):
    with site(place, provider) as browser:
        browser.get("/login", params={"next": there})
        page = browser.get(httpx.get(browser.get("/login", params={"next": there}).headers["location"]).headers["location"])

        assert page.headers["location"] == "/"


@given(st.text())
def test_a_path_of_ours_has_no_other_host(text: str):
    found = safe_path(text)

    assert urljoin("https://plimsoll.example.com/", found).startswith("https://plimsoll.example.com/")
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert found.isprintable()


def test_a_provider_that_does_not_answer_is_told(place, provider):
    gone = Provider()
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone.issuer = f"http://127.0.0.1:{free.getsockname()[1]}"
    with site(place, gone) as browser:
        assert browser.get("/login").status_code == 502
        assert browser.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "spoiled",
    [
        {"issuer": "https://another.example.com"},
        {"authorization_endpoint": "http://id.example.com/authorize"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_a_provider_that_is_another_or_can_be_listened_to_is_refused(place, provider, spoiled):
    provider.metadata = lambda good: {**good, **spoiled}
    with site(place, provider) as browser:
        assert browser.get("/login").status_code == 502


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"oidc_issuer": "http://id.example.com"}, "--oidc-issuer: .* is not https"),
        ({"url": "http://plimsoll.example.com"}, "--url: .* is not https"),
        ({"session_secret": "short"}, "at least 32 characters"),
        ({"viewer_claims": ("groups",)}, '"groups" is no claim'),
    ],
)
def test_what_others_could_listen_to_does_not_start(place, said, told):
    good = {"oidc_issuer": "https://id.example.com", "oidc_client_id": CLIENT, "session_secret": SECRET}
    with pytest.raises(UsageError, match=told) as error:
        server.application(Serving(place, **{**good, **said}))

    assert CLIENT_SECRET not in str(error.value)


def test_what_a_log_says_holds_no_code_and_no_secret(place, provider, caplog):
    provider.claims = lambda claims: {**claims, "nonce": "another"}
    with site(place, provider) as browser:
        signed_in(browser)

    assert "signing in failed: InvalidClaimError" in caplog.text
    assert CLIENT_SECRET not in caplog.text
    assert all(asked["state"] not in caplog.text and asked["nonce"] not in caplog.text for asked in provider.asked)
