"""Who asks, and whether they may: by a proxy's header, a token, a session, or because the server listens on loopback alone."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, Protocol
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from scanner.dashboard import answers, outside
from scanner.dashboard.security import HEALTH, Limits, peer
from scanner.errors import UsageError
from scanner.patterns import regex
from scanner.records import dataclass

EVERYONE: Final = "*"
"""`--editor '*'`: all who may see anything."""
LOGIN: Final = "/login"
CALLBACK: Final = "/login/callback"
LOGOUT: Final = "/logout"
SHORTEST_TOKEN: Final = 32
"""Characters: a token is random, so its plain digest tells nothing; what a person could think of is shorter."""
_TOKEN_LINE = regex(r"(\S+)\s+sha256:([0-9a-f]{64})")
_HEADER = regex(r"[A-Za-z0-9-]+")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks."""

    name: str
    """Empty on a server that asks nobody who they are."""
    role: Literal["viewer", "editor"] = "viewer"
    session: bool = False
    """They signed in here, and can sign out."""


class Way(Protocol):
    """A way to tell who asks."""

    def person(self, scope: Scope) -> Person | None:
        """Who asks; None where this way does not tell."""


def role(names: Iterable[str], editors: Iterable[str]) -> Literal["viewer", "editor"]:
    """Editor, where one of a person's names is among the editors'."""
    among = frozenset(editors)
    return "editor" if EVERYONE in among or not among.isdisjoint(names) else "viewer"


class Anyone:
    """On loopback: who can reach the server sits at the machine."""

    def __init__(self, editors: Sequence[str]) -> None:
        """`editors`: everyone, or in vain."""
        self._person = Person("", role((), editors))

    def person(self, scope: Scope) -> Person | None:
        """The same for all."""
        return self._person


class ProxyHeader:
    """A proxy has asked who they are and says so in a header. From any other peer the header says nothing."""

    def __init__(self, header: str, proxies: Sequence[str], editors: Sequence[str]) -> None:
        """`proxies`: addresses or networks. UsageError where one cannot be meant."""
        if _HEADER.fullmatch(header) is None:
            raise UsageError(f'"{header}" is no name of a header; write --trusted-header X-Forwarded-User')
        self._header = header.lower()
        self._proxies: tuple[Network, ...] = tuple(_network(text) for text in proxies)
        self._editors = tuple(editors)

    def person(self, scope: Scope) -> Person | None:
        """Whom the header names, where it stands once and comes from the proxy."""
        given = Headers(scope=scope).getlist(self._header)
        if len(given) != 1 or not self._trusts(scope):
            return None
        name = given[0].encode("latin-1").decode("utf-8", "replace").strip()
        return Person(name, role((name,), self._editors)) if name and len(name) <= 256 and name.isprintable() else None

    def _trusts(self, scope: Scope) -> bool:
        client = scope.get("client")
        try:
            address = ipaddress.ip_address(client[0] if client else "")
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self._proxies)


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise UsageError(f'"{text}" is no address of a proxy; write --trusted-proxy 10.0.0.5, or a network: 10.0.0.0/28') from error


class Tokens:
    """Programs name themselves with `Authorization: Bearer TOKEN`; the server knows only the tokens' digests."""

    def __init__(self, digests: Mapping[str, bytes], editors: Sequence[str]) -> None:
        """`digests`: by name."""
        self._digests = tuple(digests.items())
        self._editors = tuple(editors)

    def person(self, scope: Scope) -> Person | None:
        """Whose token is given."""
        given = Headers(scope=scope).getlist("authorization")
        kind, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        if kind.lower() != "bearer":
            return None
        digest = hashlib.sha256(token.strip().encode("latin-1")).digest()
        found = [name for name, known in self._digests if hmac.compare_digest(known, digest)]
        return Person(found[0], role(found, self._editors)) if found else None


def read_tokens(path: str) -> dict[str, bytes]:
    """The digests of a file of lines `NAME sha256:DIGEST`. UsageError where it cannot be read, or others may change it."""
    try:
        with open(path, encoding="utf-8") as stream:
            lines = stream.read().splitlines()
        mode = os.stat(path).st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f'the file of tokens "{path}" cannot be read; name a file of lines that --hash-token prints') from error
    if os.name == "posix" and mode & 0o022:
        raise UsageError(f'others may change the file of tokens "{path}"; chmod go-w it')
    found: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        match = _TOKEN_LINE.fullmatch(text)
        if match is None:
            raise UsageError("a line is NAME sha256:DIGEST; plimsoll serve --hash-token NAME prints it", file=path, line=number)
        if match[1] in found:
            raise UsageError(f'"{match[1]}" has two tokens; give each its own name', file=path, line=number)
        found[match[1]] = bytes.fromhex(match[2])
    if not found:
        raise UsageError(f'the file of tokens "{path}" holds none; plimsoll serve --hash-token NAME prints a line for it')
    return found


def token_line(name: str, token: str) -> str:
    """The line of a file of tokens. UsageError where somebody could guess the token."""
    if len(name.split()) != 1 or "#" in name:
        raise UsageError(f'"{name}" is no name for a token; write one word')
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise UsageError(f"a token has at least {SHORTEST_TOKEN} random characters of ASCII; openssl rand -hex 32 makes one")
    return f"{name} sha256:{hashlib.sha256(token.encode()).hexdigest()}"


class Access:
    """Lets nobody in whom no way names: without, nothing but health and signing in answers. Counts requests by person or peer."""

    def __init__(self, app: ASGIApp, ways: Sequence[Way], limits: Limits, *, signs_in: bool = False, prefix: str = "") -> None:
        """`signs_in`: there is a page to be sent to."""
        self.app = app
        self._ways = tuple(ways)
        self._limits = limits
        self._prefix = prefix
        self._signs_in = signs_in
        self._open = {HEALTH, *((LOGIN, CALLBACK, LOGOUT) if signs_in else ())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or send to sign in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        person = next((found for way in self._ways if (found := way.person(scope)) is not None), None)
        scope["person"] = person
        wait = self._limits.wait(f"person {person.name}" if person is not None and person.name else f"peer {peer(scope)}")
        if wait:
            told = answers.Problem(429, f"too many requests; wait {wait} seconds", headers={"Retry-After": str(wait)})
            await outside.problem(Request(scope), told)(scope, receive, send)
        elif person is not None or scope["path"] in self._open:
            await self.app(scope, receive, send)
        else:
            await self._stranger(Request(scope))(scope, receive, send)

    def _stranger(self, request: Request) -> Response:
        """What somebody is told whom nothing names."""
        detail = "say who you are: with a token (Authorization: Bearer TOKEN), or through the proxy that stands before this server"
        told = answers.Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="plimsoll"'})
        if not self._signs_in or request.method != "GET" or answers.wants_json(request):
            return outside.problem(request, told)
        query = request.url.query
        here = request.url.path + (f"?{query}" if query else "")
        there = f"{self._prefix}{LOGIN}?{urlencode({'next': here[:2048]})}"
        if "hx-request" in request.headers:  # a part of a page cannot be another server's form
            return outside.problem(request, answers.Problem(401, detail, headers={"HX-Redirect": there}))
        return RedirectResponse(there, 303)
