"""What a provider, a thief or a stranger could try instead of signing in: each is refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from scanner.dashboard import server
from scanner.dashboard.oidc import safe_path
from scanner.dashboard.server import Serving
from scanner.errors import UsageError
from tests.dashboard.provider import CLIENT, CLIENT_SECRET, Provider, providing
from tests.dashboard.shell import empty_history
from tests.dashboard.signing import SECRET, assert_refused, signed_in, site


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> str:
    return empty_history(tmp_path_factory.mktemp("history"))


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as made:
        yield made


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
