"""What goes back to a reader: pages and JSON that a browser need not fetch twice, downloads, and problems that say what is right."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from scanner import report_json
from scanner.dashboard.parameters import WrongParameter
from scanner.patterns import regex
from scanner.records import dataclass

API: Final = "/api/v1"
HTML: Final = "text/html"
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
LONGEST_DOWNLOAD: Final = 900.0
"""Seconds that a download may take: a reader that dawdles holds a connection."""
PART: Final = 64 * 1024
"""Characters that are sent at a time."""
TITLES: Final = {
    400: "This cannot be meant",
    401: "Sign in first",
    403: "This is not for you",
    404: "This is not here",
    405: "This cannot be done here",
    429: "Too many requests",
    500: "Something broke",
    502: "Signing in did not succeed",
    503: "The history does not answer",
}
_PLAIN = regex(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer."""

    status: int
    detail: str
    """What is wrong; what is right."""
    parameter: str | None = None
    headers: Mapping[str, str] | None = None

    @property
    def title(self) -> str:
        """A few words."""
        return TITLES.get(self.status, "There is no answer")

    def to_json(self) -> dict[str, Any]:
        """As RFC 9457 has it."""
        told = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        return told if self.parameter is None else {**told, "parameter": self.parameter}


def wrong(error: WrongParameter) -> Problem:
    """A parameter that cannot be meant."""
    return Problem(400, error.message, error.name)


def tagged(request: Request, text: str, media: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with the digest of its content, or none of it where the reader has it already."""
    body = text.encode("utf-8", "replace")
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {**(headers or {}), "ETag": tag, "Vary": "Cookie, Authorization"}
    if status == 200 and has_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=told)
    return Response(body, status, told, media if "charset" in media or media != HTML else f"{media}; charset=utf-8")


def has_tag(given: str, tag: str) -> bool:
    """Whether a reader's If-None-Match holds a tag; weak and strong ones are the same here."""
    plain = tag.removeprefix("W/")
    return any(each.strip() == "*" or each.strip().removeprefix("W/") == plain for each in given.split(","))


def as_json(request: Request, data: Any, status: int = 200, media: str = JSON, headers: Mapping[str, str] | None = None) -> Response:
    """Data as JSON."""
    return tagged(request, report_json.interchange(data), media, status, headers)


class Sent(StreamingResponse):
    """A file that is sent while it is made; what it is made from is given back however that ends."""

    def __init__(self, name: str, media: str, parts: Iterator[str], ended: Callable[[], None], renewed: Callable[[], None]) -> None:
        """`renewed` is called before each part is made, `ended` once."""
        self._parts = parts
        self._ended = ended
        self._renewed = renewed
        disposition = f"attachment; filename=\"{_PLAIN.sub('-', name)}\"; filename*=UTF-8''{quote(name, safe='')}"
        super().__init__(self._made(), 200, {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}, media)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; a reader of the head alone makes nothing."""
        try:
            if scope["method"] == "HEAD":
                await Response(headers=dict(self.headers)).__call__(scope, receive, send)
            else:
                await super().__call__(scope, receive, send)
        finally:  # nothing is awaited here: a reader who went away has ended the task, and a rollback is short
            close = getattr(self._parts, "close", None)
            if close is not None:
                close()
            self._ended()

    async def _made(self) -> AsyncIterator[bytes]:
        until = time.monotonic() + LONGEST_DOWNLOAD
        while text := await run_in_threadpool(self._gathered):
            yield text.encode("utf-8", "replace")
            if time.monotonic() > until:
                raise TimeoutError(f"a download took longer than {LONGEST_DOWNLOAD:.0f} seconds")

    def _gathered(self) -> str:
        self._renewed()
        held: list[str] = []
        length = 0
        for part in self._parts:
            held.append(part)
            length += len(part)
            if length >= PART:
                break
        return "".join(held)


def wants_json(request: Request) -> bool:
    """Whether a problem is told as JSON: to programs."""
    return request.url.path.startswith((f"{API}/", "/metrics", "/healthz"))
