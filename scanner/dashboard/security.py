"""What guards every answer: whom a request may address, how much it may send and ask for, and what browsers are told."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scanner.patterns import regex

HEALTH: Final = "/healthz"
"""Answers whoever asks, under whatever name: probes address a machine by its number."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS: Final = "max-age=31536000"
LARGEST_BODY: Final = 1024
"""Bytes: nothing that is asked needs more."""
LONGEST_ADDRESS: Final = 16_384
"""Bytes of path and query."""
_HOST = regex(r"(?:\[([0-9a-f:.%]+)\]|([^\[\]:@/]+))(?::\d{1,5})?")


class Guard:
    """The outermost of the application: also what goes wrong inside leaves with these headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, secure: bool = False) -> None:
        """`hosts`: the names under which the server may be addressed, without port; `secure`: it is seen through HTTPS."""
        self.app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._headers = {**HEADERS, **({"Strict-Transport-Security": HSTS} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refused = self._refusal(scope)
        await (self.app if refused is None else refused)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if scope["path"] != HEALTH and _host(headers.getlist("host")) not in self._hosts:
            text = "this server does not go by that name; its operator can add it with --allowed-host\n"
            return PlainTextResponse(text, 421)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse(f"the address is longer than {LONGEST_ADDRESS} bytes; ask for less\n", 414)
        if "transfer-encoding" in headers:
            return PlainTextResponse("nothing here takes a body of unknown length\n", 411)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:20]) > LARGEST_BODY:
            return PlainTextResponse(f"nothing here takes more than {LARGEST_BODY} bytes\n", 413)
        return None


def _host(given: list[str]) -> str:
    """The name that a request addresses, in lower case, without its port; empty where it names none or two."""
    if len(given) != 1:
        return ""
    found = _HOST.fullmatch(given[0].lower())
    return (found[1] or found[2]) if found else ""


class Limits:
    """A bucket of tokens for each person or peer: `burst` at once, then `rate` a second. What is long unused is forgotten."""

    def __init__(self, rate: float, burst: int, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        """`most`: buckets that are kept."""
        self._rate = rate
        self._burst = float(burst)
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def wait(self, who: str) -> int:
        """Take a token; 0 where there is one, else the seconds until there is."""
        now = self._clock()
        tokens, then = self._buckets.pop(who, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._rate)
        taken = tokens >= 1
        self._buckets[who] = (tokens - 1 if taken else tokens, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0 if taken else max(1, -int(-(1 - tokens) // self._rate))


def peer(scope: Scope) -> str:
    """Who is at the other end of the connection: an address, of IPv6 its network of 64 bits; empty where it is not known."""
    client = scope.get("client")
    if not client:
        return ""
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return str(client[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address) + "/64"
    return str(address)
