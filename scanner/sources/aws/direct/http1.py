"""HTTP/1.1 over a socket that somebody else opened (RFC 9112): one request out in one piece, its answer in.

Python's own client reads the headers of an answer as it reads those of an e-mail, which costs more than the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from scanner.patterns import regex
from scanner.records import dataclass

LONGEST_LINE: Final = 65536
MOST_HEADERS: Final = 200
_PIECE: Final = 65536
_HEX: Final = regex(rb"[0-9a-fA-F]{1,15}")


class NoAnswer(Exception):
    """What came is no answer, or not all of one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case; one that came several times is joined by ", "."""
    body: bytes
    """As it was sent: shorter than `content-length` says where the connection ended before."""


def head_of(method: str, target: str, headers: Mapping[str, str]) -> bytes:
    """What stands before the body of a request. ValueError for what would end a line before its end."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "\r\n"]
    text = "\r\n".join(lines)
    if text.count("\n") != len(lines) or text.count("\r") != len(lines) or " " in target or not target.isascii():
        raise ValueError("a line end in a request's target or headers")
    return text.encode()


def exchange(sock: Any, request: bytes) -> tuple[Reply, bool]:
    """Send a whole request, read its whole answer; whether the connection can be used again.

    NoAnswer or OSError where no answer came, or one that is none.
    """
    with suppress(BrokenPipeError):  # whoever closes before he has read all may have answered before
        sock.sendall(request)
    incoming = _Incoming(sock.recv)
    status, version = 100, ""
    while status == 100:
        version, status = _status(incoming.line())
        headers = _headers(incoming)
    asked_to_close = "close" in headers.get("connection", "").lower()
    body, is_whole = _body(incoming, status, headers)
    return Reply(status, headers, body), is_whole and version == "HTTP/1.1" and not asked_to_close and incoming.is_empty


class _Incoming:
    """What arrives, in lines and in counted bytes."""

    __slots__ = ("_at", "_held", "_receive")

    def __init__(self, receive: Any) -> None:
        self._receive = receive
        self._held = b""
        self._at = 0

    @property
    def is_empty(self) -> bool:
        """Nothing has come that was not taken."""
        return self._at == len(self._held)

    def line(self) -> bytes:
        """A line without its end. NoAnswer where the connection ends before it does."""
        while (end := self._held.find(b"\n", self._at)) < 0:
            if len(self._held) - self._at > LONGEST_LINE:
                raise NoAnswer("a line that is too long")
            piece = self._receive(_PIECE)
            if not piece:
                raise NoAnswer("the connection was closed before an answer was there")
            self._held, self._at = self._held[self._at :] + piece, 0
        found, self._at = self._held[self._at : end], end + 1
        return found[:-1] if found.endswith(b"\r") else found

    def exactly(self, count: int) -> bytes:
        """So many bytes, or those that came before the connection ended."""
        pieces = [self._held[self._at : self._at + count]]
        missing = count - len(pieces[0])
        self._at += len(pieces[0])
        while missing > 0:
            piece = self._receive(min(missing, 16 * _PIECE))
            if not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def rest(self) -> bytes:
        """All that comes until the connection ends."""
        pieces, self._at = [self._held[self._at :]], len(self._held)
        while piece := self._receive(_PIECE):
            pieces.append(piece)
        return b"".join(pieces)


def _status(line: bytes) -> tuple[str, int]:
    version, _, rest = line.decode("latin-1").partition(" ")
    number = rest[:3]
    if not version.startswith("HTTP/1.") or len(number) != 3 or not number.isdecimal() or not number.isascii():
        raise NoAnswer("no status line")
    return version, int(number)


def _headers(incoming: _Incoming) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(MOST_HEADERS):
        line = incoming.line()
        if not line:
            return found
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon or name[:1].isspace():
            continue  # a folded line, or none of ours to read
        key, text = name.strip().lower(), value.strip()
        found[key] = f"{found[key]}, {text}" if key in found else text
    raise NoAnswer(f"more than {MOST_HEADERS} headers")


def _body(incoming: _Incoming, status: int, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """The body of an answer, and whether its end was told."""
    if status in (204, 304):
        return b"", True
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return _chunks(incoming), True
    length = headers.get("content-length", "")
    if not length.isdecimal() or not length.isascii():
        return incoming.rest(), False
    body = incoming.exactly(int(length))
    return body, len(body) == int(length)


def _chunks(incoming: _Incoming) -> bytes:
    pieces: list[bytes] = []
    while True:
        size = incoming.line().partition(b";")[0].strip()
        if not _HEX.fullmatch(size):
            raise NoAnswer("a chunk that is none")
        count = int(size, 16)
        if not count:
            break
        piece = incoming.exactly(count)
        if len(piece) != count or incoming.line():
            raise NoAnswer("a chunk that is none")
        pieces.append(piece)
    for _ in range(MOST_HEADERS):
        if not incoming.line():
            break
    return b"".join(pieces)
