"""A webhook's other end on loopback: it takes what is posted, or fails as a test wants."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RESET = -1
"""It breaks the connection before it answers."""
SILENT = -2
"""It closes the connection without a word."""
GARBLED = -3
"""It answers what is no HTTP."""


class Receiver(ThreadingHTTPServer):
    """What came, and how the next requests are answered; after the last answer all is taken."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[int | tuple[int, dict[str, str]]] = []
        self.taken: list[Any] = []
        """Messages that were answered with 200."""
        self.came: list[dict[str, str]] = []
        """Headers of each request."""
        self.paths: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/services/T000/B000/the-secret-of-the-address"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.came.append(dict(self.headers))
        self.server.paths.append(self.path)
        answer = self.server.answers.pop(0) if self.server.answers else 200
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        if status == RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
            return
        if status in (SILENT, GARBLED):
            if status == GARBLED:
                self.wfile.write(b"\0\1\2 not http\r\n\r\n")
            self.close_connection = True
            return
        if status == 200:
            self.server.taken.append(json.loads(body))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        text = f"error for {self.path}".encode()
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST

    def log_message(self, *_: Any) -> None:
        pass


@contextlib.contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that runs."""
    receiver = Receiver()
    thread = threading.Thread(target=receiver.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.shutdown()
        receiver.server_close()
        thread.join(10)
