"""A server on loopback that answers as a test says: real HTTP, so that botocore and our own code do all that they do against AWS."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

JSON = "application/x-amz-json-1.1"
XML = "text/xml"


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived."""

    service: str
    """The name that was signed for."""
    region: str
    """The region that was signed for."""
    access_key: str
    operation: str
    """Of X-Amz-Target or Action; else method and path."""
    arguments: Mapping[str, Any]
    """The JSON body, or the form."""
    token: str | None = None
    """The session token."""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back."""

    status: int = 200
    body: bytes = b"{}"
    type: str = JSON
    headers: Mapping[str, str] = field(default_factory=lambda: {"x-amzn-requestid": "00000000-1111-2222-3333-444444444444"})
    cut: int | None = None
    """So many bytes of the body are sent, then the connection is closed."""
    reset: bool = False
    """Nothing is sent; the connection is reset."""
    delay: float = 0.0
    """Seconds."""


def ok(**members: Any) -> Reply:
    """An answer in JSON."""
    return Reply(body=json.dumps(members).encode())


def error(code: str, message: str = "said by the test", status: int = 400, **headers: str) -> Reply:
    """An error of a service that speaks JSON."""
    return Reply(status, json.dumps({"__type": code, "message": message}).encode(), headers={"x-amzn-requestid": "r", **headers})


def query_error(code: str, message: str = "said by the test", status: int = 400) -> Reply:
    """An error of a service that speaks the query protocol (IAM, STS, CloudFormation)."""
    told = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    return Reply(status, f"<ErrorResponse>{told}<RequestId>r</RequestId></ErrorResponse>".encode(), XML)


def ec2_error(code: str, message: str = "said by the test", status: int = 400) -> Reply:
    """An error of EC2."""
    body = f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r</RequestID></Response>"
    return Reply(status, body.encode(), XML)


def identity(account: str = "111122223333") -> Reply:
    """What STS answers to GetCallerIdentity."""
    body = (
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
        f"<Arn>arn:aws:sts::{account}:assumed-role/Audit/plimsoll</Arn><UserId>U</UserId><Account>{account}</Account>"
        "</GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
    return Reply(200, body.encode(), XML)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer."""
        length = int(self.headers.get("Content-Length") or 0)
        request = _read(self, self.rfile.read(length))
        with self.server.lock:
            self.server.seen.append(request)
            self.server.connections.add(self.client_address)
        reply = self.server.answer(request)
        if reply.delay:
            time.sleep(reply.delay)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.type, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: reply.cut])
        self.close_connection = self.close_connection or reply.cut is not None

    do_POST = do_HEAD = do_PUT = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.seen: list[Request] = []
        self.connections: set[Any] = set()
        self.lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is none of ours."""


def _read(handler: BaseHTTPRequestHandler, body: bytes) -> Request:
    signed = handler.headers.get("Authorization", "")
    key, _, region, service = (signed.partition("Credential=")[2].split("/") + [""] * 4)[:4]
    target = handler.headers.get("X-Amz-Target", "")
    arguments: dict[str, Any]
    if target or body.lstrip().startswith(b"{"):
        arguments, operation = json.loads(body or b"{}"), target.rpartition(".")[2]
    else:
        arguments = dict(parse_qsl(body.decode() or urlsplit(handler.path).query))
        operation = str(arguments.get("Action", ""))
    operation = operation or f"{handler.command} {handler.path}"
    token = handler.headers.get("X-Amz-Security-Token")
    return Request(service, region, key, operation, arguments, token, handler.headers.get("User-Agent", ""))


@dataclass(frozen=True, slots=True)
class Server:
    """A running one."""

    url: str
    seen: list[Request]
    connections: set[Any] = field(default_factory=set)
    """The client's side of each connection."""

    def operations(self) -> list[str]:
        """What was asked, in order."""
        return [request.operation for request in self.seen]


@contextmanager
def serving(answer: Callable[[Request], Reply]) -> Iterator[Server]:
    """A server that answers every request with what the function gives, from as many threads as there are connections."""
    server = _Server(answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_address[1]}", server.seen, server.connections)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
