"""A server on loopback that answers every operation of AWS with a body that fits its shape, cheaply; and throttles if it is told to.

Run as a process of its own, so that its time is not the client's: `python -m tests.benchmarks.live_server CALLS RATE BURST`. It prints
its port. Bodies are made from botocore's models when it starts: two items in each list, every member that stands near the top.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

ITEMS = 2
DEEPEST = 6
WIDEST = 14
"""Members of one structure that a body has."""
TOKENS = ("token", "marker", "istruncated", "hasmore", "nextrecordname", "nextrecordtype")
"""Parts of the names of members that would make an answer go on."""
SHOWN_AS = {"boolean": True, "integer": 3, "long": 3, "float": 0.5, "double": 0.5}


def value_of(shape: Any, depth: int = 0, name: str = "") -> Any:
    """Something that fits a shape, as plain data; times are seconds."""
    if shape.type_name == "structure":
        if depth >= DEEPEST:
            return {}
        members = [(key, member) for key, member in shape.members.items() if not any(word in key.lower() for word in TOKENS)][:WIDEST]
        if shape.is_tagged_union:
            members = members[:1]
        return {key: value_of(member, depth + 1, key) for key, member in members}
    if shape.type_name == "list":
        return [value_of(shape.member, depth + 1, name) for _ in range(ITEMS if depth < 4 else 1)]
    if shape.type_name == "map":
        return {f"key{number}": value_of(shape.value, depth + 1, name) for number in range(2)}
    if shape.type_name == "timestamp":
        return 1767323045.678
    if shape.type_name == "blob":
        return "cGxpbXNvbGw="
    if shape.type_name == "string" and shape.enum:
        return shape.enum[0]
    return SHOWN_AS.get(shape.type_name, f"{name}-0123456789abcdef")


def xml_of(shape: Any, value: Any, name: str) -> str:
    """The same in XML, as the shape's serialization says."""
    if shape.type_name == "structure":
        inner = "".join(
            xml_of(member, value[key], member.serialization.get("name", key)) for key, member in shape.members.items() if key in value
        )
        return f"<{name}>{inner}</{name}>"
    if shape.type_name == "list":
        if shape.serialization.get("flattened"):
            return "".join(xml_of(shape.member, item, shape.member.serialization.get("name", name)) for item in value)
        inner = "".join(xml_of(shape.member, item, shape.member.serialization.get("name", "member")) for item in value)
        return f"<{name}>{inner}</{name}>"
    if shape.type_name == "map":
        key_name, value_name = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        entries = (f"<{key_name}>{key}</{key_name}>{xml_of(shape.value, item, value_name)}" for key, item in value.items())
        if shape.serialization.get("flattened"):
            return "".join(f"<{name}>{entry}</{name}>" for entry in entries)
        return f"<{name}>{''.join(f'<entry>{entry}</entry>' for entry in entries)}</{name}>"
    if shape.type_name == "timestamp":
        value = "2026-01-02T03:04:05.678Z"
    text = str(value).lower() if isinstance(value, bool) else escape(str(value))
    return f"<{name}>{text}</{name}>"


def answer_of(model: Any, service: Any) -> tuple[str, bytes]:
    """The content type and the body that answer an operation."""
    protocol = service.resolved_protocol
    shape = model.output_shape
    value = value_of(shape) if shape is not None else {}
    if "json" in protocol:
        return "application/x-amz-json-1.1", json.dumps(_named(shape, value) if shape is not None else {}).encode()
    if shape is None:
        return "text/xml", f"<{model.name}Response/>".encode()
    body = xml_of(shape, value, shape.serialization.get("resultWrapper", shape.name))
    wrapped = body if protocol == "rest-xml" else f"<{model.name}Response>{body}<requestId>r</requestId></{model.name}Response>"
    if protocol == "ec2":
        inner = body.partition(">")[2].rpartition("</")[0]
        wrapped = f"<{model.name}Response><requestId>r</requestId>{inner}</{model.name}Response>"
    return "text/xml", wrapped.encode()


def _named(shape: Any, value: Any) -> Any:
    """Members under the names that they have in JSON."""
    if shape.type_name == "structure" and isinstance(value, dict):
        return {shape.members[key].serialization.get("name", key): _named(shape.members[key], item) for key, item in value.items()}
    if shape.type_name == "list":
        return [_named(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: _named(shape.value, item) for key, item in value.items()}
    return value


def answers(calls: Sequence[str]) -> dict[tuple[str, str], bytes]:
    """Whole HTTP answers, by signing name and operation (or, for REST, method and first part of the path)."""
    import botocore.session  # type: ignore[import-untyped]  # botocore has no types

    session = botocore.session.Session()
    found = {}
    for call in calls:
        name, _, operation = call.partition(":")
        service = session.get_service_model(name)
        model = service.operation_model(operation)
        type_, body = answer_of(model, service)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\nx-amzn-RequestId: r\r\nContent-Length: {len(body)}\r\n\r\n"
        key = operation if not service.resolved_protocol.startswith("rest") else f"{model.http['method']} {_path(model.http['requestUri'])}"
        found[service.signing_name, key] = head.encode() + body
    return found


def _path(uri: str) -> str:
    """The parts of a path that are no arguments."""
    path, _, query = uri.partition("?")
    fixed = "/".join("*" if part.startswith("{") else part for part in path.strip("/").split("/"))
    return f"{fixed}?{query.partition('&')[0].partition('=')[0]}"


THROTTLED = json.dumps({"__type": "ThrottlingException", "message": "Rate exceeded"}).encode()
REFUSAL = (
    f"HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: {len(THROTTLED)}\r\n\r\n".encode() + THROTTLED
)
MISSING = b"HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n"


class Answering(asyncio.Protocol):
    """One connection."""

    def __init__(self, bodies: Mapping[tuple[str, str], bytes], rate: float, burst: float) -> None:
        """Take the answers, and the bucket that each account, region and service gets (rate 0: none)."""
        self.bodies, self.rate, self.burst, self.left = bodies, rate, burst, b""

    def connection_made(self, transport: Any) -> None:
        """Keep where answers go."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer whole requests."""
        self.left += data
        while True:
            head, found, rest = self.left.partition(b"\r\n\r\n")
            if not found:
                return
            headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
            lower = {name.lower(): value for name, value in headers.items()}
            length = int(lower.get(b"content-length", b"0"))
            if len(rest) < length:
                return
            self.left = rest[length:]
            self.transport.write(self.answer(head.split(b"\r\n", 1)[0].decode(), lower, rest[:length]))

    def answer(self, line: str, headers: Mapping[bytes, bytes], body: bytes) -> bytes:
        """The answer to one request."""
        key, _, region, service = headers[b"authorization"].partition(b"Credential=")[2].decode().split("/")[:4]
        if self.rate and not granted((key, region, service), self.rate, self.burst):
            return REFUSAL
        method, path = line.split(" ")[:2]
        if b"x-amz-target" in headers:
            operation = headers[b"x-amz-target"].decode().rpartition(".")[2]
        elif body.startswith(b"Action="):
            operation = body[7:].split(b"&", 1)[0].decode()
        else:
            return self.bodies.get((service, f"{method} {_path(path)}")) or self.of_rest(service, method, path)
        return self.bodies.get((service, operation), MISSING)

    def of_rest(self, service: str, method: str, path: str) -> bytes:
        """The answer whose path has arguments where this one has values."""
        plain, _, query = path.partition("?")
        parts, asked = plain.strip("/").split("/"), query.partition("&")[0].partition("=")[0]
        for (name, told), body in self.bodies.items():
            wanted, _, needed = told.partition(" ")[2].partition("?")
            names = wanted.split("/")
            fits = len(names) == len(parts) and all(a in ("*", b) for a, b in zip(names, parts, strict=True))
            if name == service and told.startswith(method + " ") and fits and needed in ("", asked):
                return body
        return MISSING


BUCKETS: dict[tuple[str, str, str], tuple[float, float]] = {}


def granted(key: tuple[str, str, str], rate: float, burst: float) -> bool:
    """A token of a bucket, if there is one."""
    now = time.monotonic()
    tokens, filled = BUCKETS.get(key, (burst, now))
    tokens = min(burst, tokens + (now - filled) * rate)
    BUCKETS[key] = (tokens - 1, now) if tokens >= 1 else (tokens, now)
    return tokens >= 1


@contextmanager
def serving(calls: Sequence[str], rate: float = 0, burst: float = 0) -> Iterator[str]:
    """The URL of a server that runs in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.live_server", ",".join(calls), str(rate), str(burst)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


async def serve(calls: Sequence[str], rate: float, burst: float) -> None:
    """Answer until the end."""
    bodies = answers(calls)
    server = await asyncio.get_running_loop().create_server(lambda: Answering(bodies, rate, burst), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1].split(","), float(sys.argv[2]), float(sys.argv[3])))
