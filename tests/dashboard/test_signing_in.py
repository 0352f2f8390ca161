"""Signing in against a real provider on loopback: the way there and back, the session, and who may do what."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator

import pytest

from scanner.dashboard import oidc
from tests.dashboard.provider import CLIENT_SECRET, Provider, providing
from tests.dashboard.shell import empty_history
from tests.dashboard.signing import session_of, signed_in, site


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> str:
    return empty_history(tmp_path_factory.mktemp("history"))


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as made:
        yield made


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


def test_a_session_ends(place, provider, monkeypatch):
    with site(place, provider) as browser:
        signed_in(browser)
        assert browser.get("/api/v1/").status_code == 200
        later = time.time() + oidc.HOURS * 3600 + 1
        monkeypatch.setattr(time, "time", lambda: later)
        assert browser.get("/api/v1/").status_code == 401


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


def test_a_provider_that_does_not_answer_is_told(place, provider):
    gone = Provider()
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone.issuer = f"http://127.0.0.1:{free.getsockname()[1]}"
    with site(place, gone) as browser:
        assert browser.get("/login").status_code == 502
        assert browser.get("/healthz").status_code == 200


def test_what_a_log_says_holds_no_code_and_no_secret(place, provider, caplog):
    provider.claims = lambda claims: {**claims, "nonce": "another"}
    with site(place, provider) as browser:
        signed_in(browser)

    assert "signing in failed: InvalidClaimError" in caplog.text
    assert CLIENT_SECRET not in caplog.text
    assert all(asked["state"] not in caplog.text and asked["nonce"] not in caplog.text for asked in provider.asked)
