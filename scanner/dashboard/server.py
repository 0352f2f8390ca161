"""`plimsoll serve`: who may reach the history is settled before the first request."""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import jinja2
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from scanner.dashboard import app, auth, views
from scanner.dashboard.auth import Anyone, ProxyHeader, Tokens, Way
from scanner.dashboard.reading import Reading
from scanner.dashboard.security import Guard, Limits
from scanner.dashboard.view import View
from scanner.errors import UsageError
from scanner.records import dataclass

if TYPE_CHECKING:
    from scanner.dashboard import oidc

LOOPBACK: Final = "127.0.0.1"
SHORTEST_SECRET: Final = 32
"""Characters of what signs sessions."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What `plimsoll serve` was told."""

    history: str
    host: str = LOOPBACK
    port: int = 8080
    url: str | None = None
    """Where people see it, when that is elsewhere: `https://plimsoll.example.com`."""
    allowed_hosts: tuple[str, ...] = ()
    trusted_header: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    token_file: str | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    oidc_scopes: str = "openid email profile"
    viewer_claims: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    editor_claims: tuple[str, ...] = ()
    session_secret: str | None = None
    """None: made anew at each start, so sessions end with the server."""
    rate: int = 600
    """Requests a minute of a person, or of a peer that nobody names."""
    seconds: float = 10.0
    """That a page's queries may take."""
    access_log: bool = False


def application(serving: Serving, shown: Sequence[View] = views.VIEWS, loader: jinja2.BaseLoader | None = None) -> ASGIApp:
    """The guarded application. UsageError where what was told cannot be meant, or would show the history to anybody."""
    asking = ways(serving)
    if not asking and not is_loopback(serving.host):
        raise UsageError(
            f'anybody who reaches "{serving.host}" could read the history; leave --host out, or say who may: '
            "--oidc-issuer, --trusted-header with --trusted-proxy, or --api-token-file"
        )
    url = address(serving)
    hosts = allowed(serving, url)
    sign_in: tuple[Middleware, ...] = ()
    routes: tuple[Route, ...] = ()
    prefix = urlsplit(url).path
    if serving.oidc_issuer is not None:
        from scanner.dashboard import oidc

        found = _provider(serving, url)
        signing = oidc.SignIn(found, _secret(serving))
        asking = [*asking, signing]
        sign_in, routes = (signing.middleware,), signing.routes
    elif serving.viewer_claims or serving.editor_claims:
        raise UsageError("--viewer-claim and --editor-claim are of signing in; add --oidc-issuer")
    limits = Limits(serving.rate / 60, max(20, serving.rate // 4))
    access = Middleware(auth.Access, ways=asking or [Anyone(serving.editors)], limits=limits, signs_in=bool(routes), prefix=prefix)
    reading = Reading(serving.history, serving.seconds)
    settings = app.Settings(reading, shown, prefix, loader, (*sign_in, access), routes)
    return Guard(app.create(settings), hosts, secure=url.startswith("https:"))


def ways(serving: Serving) -> list[Way]:
    """How a request tells who asks, but for signing in; empty where no way was told. UsageError where one is told by halves."""
    found: list[Way] = []
    if (serving.trusted_header is None) != (not serving.trusted_proxies):
        raise UsageError("a header is believed of a proxy alone; give both --trusted-header NAME and --trusted-proxy ADDRESS")
    if (serving.oidc_issuer is None) != (serving.oidc_client_id is None):
        raise UsageError("signing in needs both --oidc-issuer URL and --oidc-client-id ID")
    if serving.trusted_header is not None:
        found.append(ProxyHeader(serving.trusted_header, serving.trusted_proxies, serving.editors))
    if serving.token_file is not None:
        found.append(Tokens(auth.read_tokens(serving.token_file), serving.editors))
    return found


def _provider(serving: Serving, url: str) -> oidc.Provider:
    from scanner.dashboard import oidc

    found = oidc.Provider(
        issuer=str(serving.oidc_issuer),
        client_id=str(serving.oidc_client_id),
        client_secret=serving.oidc_client_secret,
        url=url,
        scopes=serving.oidc_scopes,
        viewers=tuple(map(oidc.claim, serving.viewer_claims)),
        editors=serving.editors,
        editor_claims=tuple(map(oidc.claim, serving.editor_claims)),
    )
    oidc.check(found)
    return found


def _secret(serving: Serving) -> str:
    if serving.session_secret is None:
        return secrets.token_urlsafe(32)
    if len(serving.session_secret) < SHORTEST_SECRET:
        raise UsageError(f"what signs sessions has at least {SHORTEST_SECRET} characters; openssl rand -hex 32 makes one")
    return serving.session_secret


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address, or all addresses of a name."""
    try:
        found = {each[4][0] for each in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError) as error:
        raise UsageError(f'"{host}" is no address of this machine; write --host 127.0.0.1') from error
    return bool(found) and all(ipaddress.ip_address(str(each).partition("%")[0]).is_loopback for each in found)


def address(serving: Serving) -> str:
    """Where people see the server, without a slash at its end. UsageError where --url cannot be meant."""
    if serving.url is None:
        host = f"[{serving.host}]" if ":" in serving.host else serving.host
        return f"http://{host}:{serving.port}"
    parts = urlsplit(serving.url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise UsageError(f'"{serving.url}" is no address of this server; write --url https://plimsoll.example.com')
    return serving.url.rstrip("/")


def allowed(serving: Serving, url: str) -> set[str]:
    """The names under which the server may be addressed. UsageError where it listens everywhere and has none."""
    names = {str(urlsplit(url).hostname), *(name.lower().strip("[]") for name in serving.allowed_hosts)}
    if is_loopback(serving.host):
        names |= {"localhost", "127.0.0.1", "::1"}
    elif serving.host in ("0.0.0.0", "::") and serving.url is None and not serving.allowed_hosts:  # noqa: S104  # compared, not bound
        raise UsageError("nothing says under which name people address this server; add --url https://... or --allowed-host NAME")
    return names | {serving.host}


def configured(made: ASGIApp, serving: Serving) -> uvicorn.Config:
    """How uvicorn serves the application: it believes no proxy, and takes no more connections than it can answer."""
    return uvicorn.Config(
        made,
        host=serving.host,
        port=serving.port,
        log_level="info" if serving.access_log else "warning",
        access_log=serving.access_log,
        proxy_headers=False,
        server_header=False,
        ws="none",
        limit_concurrency=256,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
    )


def run(serving: Serving, told: Callable[[str], None]) -> None:
    """Serve until the user stops it (Ctrl-C, SIGTERM). `told` is given the sentence that says where."""
    config = configured(application(serving), serving)
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    with socket.socket(family) as listening:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((serving.host, serving.port))
        except OSError as error:
            raise UsageError(
                f"port {serving.port} of {serving.host} cannot be used: {error.strerror}; choose another with --port"
            ) from error
        port = listening.getsockname()[1]
        where = serving.url or address(serving).removesuffix(f":{serving.port}") + f":{port}"
        told(f"the history is at {where}/ ; stop with Ctrl-C")
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            return
