"""A server that answers as AWS would, from answers written down: real boto3 asks it over HTTP, in the protocol of each service.

An answer stands in the API's own form (`{"call": "ecs:ListServices", "with": {...}, "answer": {...}}`, or `"error": {"code", "message"}`),
and is held to botocore's model when the server starts. A request is answered by the recorded call whose arguments it has, all of them; of
several, by the one with most. What was never written down is refused with the code NotRecorded.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import botocore.serialize  # type: ignore[import-untyped]  # botocore has no types
import botocore.session  # type: ignore[import-untyped]  # botocore has no types
from botocore.validate import ParamValidator  # type: ignore[import-untyped]  # botocore has no types
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

SESSION = botocore.session.Session()
NOT_RECORDED = "NotRecorded"


class Recorded:
    """One answer, ready to be matched and sent."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        """Take a record; ValueError where AWS could not have been asked so, or could not have answered so."""
        self.call: str = record["call"]
        service, _, operation = self.call.partition(":")
        self.model = SESSION.get_service_model(service).operation_model(operation)
        arguments = record.get("with", {})
        if self.model.input_shape is not None:
            self._hold(arguments, self.model.input_shape, "with")
        protocol = self.model.service_model.resolved_protocol
        serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
        self.request = serializer.serialize_to_request(arguments, self.model)
        self.body, self.status = self._answer(record, protocol)
        self.asked = 0

    def _hold(self, value: Any, shape: Any, what: str) -> None:
        """To the types of a shape; lengths and what is required bind who asks, and AWS's answers keep to neither."""
        wrong = [line for line in ParamValidator().validate(value, shape).generate_report().splitlines() if line.startswith("Invalid type")]
        wrong += unknown_members(value, shape)
        if wrong:
            raise ValueError(f"{self.call}, {what}: {'; '.join(wrong)}")

    def _answer(self, record: Mapping[str, Any], protocol: str) -> tuple[bytes, int]:
        error = record.get("error")
        if error is not None:
            return failure(protocol, error["code"], error.get("message", "")), error.get("status", 400)
        answer = record.get("answer", {})
        shape = self.model.output_shape
        if shape is not None:
            self._hold(answer, shape, "answer")
        service, _, operation = self.call.partition(":")
        twin = get_service_model(service).operation_model(operation)  # moto's serializers want moto's own models
        made = get_serializer_class(service, protocol)(twin).serialize(answer)
        body = made["body"]
        return body if isinstance(body, bytes) else body.encode(), made["status_code"]

    def size(self, asked: Asked) -> int | None:
        """How many of the request's parts were written down; None where one that was written down differs."""
        if asked.signed_for != self.model.service_model.signing_name or asked.method != self.request["method"]:
            return None
        if asked.path != urlsplit(self.request["url_path"]).path or asked.target != self.request["headers"].get("X-Amz-Target", ""):
            return None
        wanted = [(str(key), str(value)) for key, value in dict(self.request["query_string"] or {}).items()]
        wanted += parse_qsl(urlsplit(self.request["url_path"]).query, keep_blank_values=True)  # S3 tells its operations apart by it
        given = list(asked.query)
        body = self.request["body"]
        if isinstance(body, dict):
            wanted += [(str(key), str(value)) for key, value in body.items()]
            given += parse_qsl(asked.body.decode(), keep_blank_values=True)
        elif body and not within(json.loads(body), json.loads(asked.body or b"{}")):
            return None
        if not set(wanted) <= set(given):
            return None
        return len(wanted) + (len(json.loads(body)) if body and not isinstance(body, dict) else 0)


def unknown_members(value: Any, shape: Any, path: str = "") -> list[str]:
    """Members that botocore's model does not have: a misspelt name would be lost without a word."""
    if shape.type_name == "structure" and isinstance(value, dict):
        found = [f"no member {path}{name}" for name in value if name not in shape.members]
        known = [(name, inner) for name, inner in value.items() if name in shape.members]
        return found + [line for name, inner in known for line in unknown_members(inner, shape.members[name], f"{path}{name}.")]
    if shape.type_name == "list" and isinstance(value, list):
        return [line for inner in value for line in unknown_members(inner, shape.member, path)]
    return []


def within(part: Any, whole: Any) -> bool:
    """Whether all of a JSON value stands in another; lists are whole."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    return bool(part == whole)


def failure(protocol: str, code: str, message: str) -> bytes:
    """An error in the form of a protocol."""
    if protocol == "ec2":
        inner = f"<Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>r</RequestID>"
        return f"<Response>{inner}</Response>".encode()
    if protocol == "query":
        inner = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r</RequestId>"
        return f"<ErrorResponse>{inner}</ErrorResponse>".encode()
    if protocol == "rest-xml":
        return f"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>r</RequestId></Error>".encode()
    return json.dumps({"__type": code, "message": message}).encode()


class Asked:
    """What a request asks."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        """Read it from the connection."""
        parts = urlsplit(handler.path)
        scope = handler.headers.get("Authorization", "").partition("Credential=")[2].split("/")
        self.method = handler.command
        self.path = parts.path or "/"
        self.query = parse_qsl(parts.query, keep_blank_values=True)
        self.signed_for = scope[3] if len(scope) > 3 else ""
        self.target = handler.headers.get("X-Amz-Target", "")
        self.body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))


class Replay:
    """The server. `with Replay(records) as replay:` gives its URL as `replay.url`; it is ended on the way out."""

    def __init__(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Take what is written down."""
        self.recorded = [Recorded(record) for record in records]
        self.refused: list[str] = []
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                status, body, kind = replay.answer(Asked(self))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_HEAD = answer  # the names that http.server calls

            def log_message(self, format: str, *arguments: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Replay:
        """Start."""
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> tuple[int, bytes, str]:
        """Status, body and content type."""
        sizes = [(size, number) for number, recorded in enumerate(self.recorded) if (size := recorded.size(asked)) is not None]
        if not sizes:
            action = asked.target or dict(parse_qsl(asked.body.decode("utf-8", "replace"))).get("Action", f"{asked.method} {asked.path}")
            self.refused.append(f"{asked.signed_for} {action} {asked.body.decode('utf-8', 'replace')[:300]}")
            protocol = "json" if asked.target else {"ec2": "ec2", "s3": "rest-xml"}.get(asked.signed_for, "query")
            return 400, failure(protocol, NOT_RECORDED, "this call was not written down"), kind_of(protocol)
        recorded = self.recorded[max(sizes)[1]]
        recorded.asked += 1
        return recorded.status, recorded.body, kind_of(recorded.model.service_model.resolved_protocol)

    def unasked(self) -> list[str]:
        """Calls that were written down and never made."""
        return [recorded.call for recorded in self.recorded if not recorded.asked]


def kind_of(protocol: str) -> str:
    """The content type of a protocol's answers."""
    return {"json": "application/x-amz-json-1.1", "rest-json": "application/json"}.get(protocol, "text/xml")
