"""A browser at a server whose people sign in at a provider."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx

from scanner.dashboard import server
from scanner.dashboard.server import Serving
from tests.dashboard.provider import CLIENT, Provider
from tests.dashboard.shell import LOADER, VIEWS, served

SECRET = "what signs the sessions of this test " * 2


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


def assert_refused(browser: httpx.Client, page: httpx.Response) -> None:
    assert page.status_code == 400
    assert "signing in did not succeed" in page.text
    assert "Traceback" not in page.text
    assert browser.get("/api/v1/").status_code == 401
