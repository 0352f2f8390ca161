"""One operation of one client, worked out: where it goes, how it is signed, how its answer is read. And which operations can be."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from scanner.records import dataclass
from scanner.sources.aws.answers import hold_to_data, hold_to_protocol, hold_to_wire
from scanner.sources.aws.direct.http1 import Reply, head_of
from scanner.sources.aws.direct.json_reading import Unusual, json_reader
from scanner.sources.aws.direct.signature import Scope, sign
from scanner.sources.aws.direct.wire import Wire, has_proxy
from scanner.sources.aws.direct.xml_reading import Unread, local, xml_reader

Handler = Callable[..., Any]
Keys = tuple[str, str, str | None]

_SILENT: Final = ("provide-client-params", "before-endpoint-resolution", "before-sign", "before-send", "needs-retry", "after-call-error")
"""Events that nobody may listen to: what he would do is not done here."""
_HEARD: Final = {
    "request-created": frozenset(
        (
            "botocore.signers.RequestSigner.handler",
            "botocore.retries.standard.MaxAttemptsSeeder.seed_max_attempts",
            "botocore.useragent.UserAgentString.rebuild_and_replace_user_agent_handler",
            "botocore.handlers.add_retry_headers",
        )
    ),
    "before-parse": frozenset(("scanner.sources.aws.clients._arrived",)),
    "response-received": frozenset(("scanner.sources.aws.clients.Clients._check.<locals>.check",)),
}
"""Who may listen to other events, because it is done here, too."""
_CALLED: Final = {
    "before-parameter-build": None,
    "before-call": frozenset(("botocore.handlers.add_recursion_detection_header", "botocore.handlers.inject_api_version_header_if_needed")),
    "after-call": frozenset(
        (
            "botocore.retries.standard.RetryQuotaChecker.release_retry_quota",
            "botocore.handlers.json_decode_policies",
            "botocore.handlers._handle_sqs_compatible_error",
        )
    ),
}
"""Events whose listeners are called as botocore calls them; None: whoever they are."""
_IDLE: Final = frozenset(("botocore.retries.standard.RetryQuotaChecker.release_retry_quota",))
"""Listeners that have nothing to do where botocore does not send again."""


class _Needs(Exception):
    """An operation needs more of botocore than what is here."""


@dataclass(frozen=True, slots=True, eq=False)
class Direct:
    """An operation of a client, ready to be sent."""

    model: Any
    """botocore's, of the operation."""
    serialize: Callable[[Mapping[str, Any], Any], dict[str, Any]]
    parser: Any
    """botocore's, for errors and for what is unusual."""
    add_error_fields: Callable[[Any, Any, Any, Any], None]
    """botocore's, of what an error's own shape has."""
    read: Callable[[bytes], dict[str, Any]]
    wire: Wire
    endpoint: str
    headers: Mapping[str, str]
    """Of every request, beside what its arguments make."""
    scope: Scope
    context: Mapping[str, Any]
    """What botocore's listeners are given."""
    before_build: tuple[Handler, ...]
    before_call: tuple[Handler, ...]
    after_call: tuple[Handler, ...]
    signer: Any
    protocol: str
    is_strict: bool

    def request(self, arguments: Mapping[str, Any], keys: Keys, timestamp: str | None = None) -> tuple[str, str, dict[str, str], bytes]:
        """Method, URL, signed headers and body. ParamValidationError, as of a client, for arguments that are not the operation's."""
        from uuid import uuid4

        from botocore.awsrequest import prepare_request_dict  # type: ignore[import-untyped]  # botocore has no types

        given, context = dict(arguments), dict(self.context)
        for handler in self.before_build:
            handler(params=given, model=self.model, context=context)
        made = self.serialize(given, self.model)
        made["headers"] = {**made["headers"], **self.headers}
        prepare_request_dict(made, self.endpoint, context)
        for handler in self.before_call:
            handler(model=self.model, params=made, request_signer=self.signer, context=context)
        body = _bytes_of(made["body"])
        headers: dict[str, str] = made["headers"]
        sign(made["method"], made["url"], headers, body, self.scope, keys, timestamp or _now())
        headers["amz-sdk-invocation-id"] = str(uuid4())
        headers["amz-sdk-request"] = "attempt=1; max=1"
        if made["method"] not in ("GET", "HEAD", "OPTIONS"):
            headers["Content-Length"] = str(len(body))
        return made["method"], made["url"], headers, body

    def prepared(self, arguments: Mapping[str, Any], keys: Keys) -> tuple[bytes, str]:
        """A whole signed request as it is sent, and its URL."""
        method, url, headers, body = self.request(arguments, keys)
        return head_of(method, _target(url), {"Host": self.scope.host, "Accept-Encoding": "identity", **headers}) + body, url

    def ask(self, arguments: Mapping[str, Any], keys: Keys, arrived: Callable[[], None]) -> dict[str, Any]:
        """What the operation answers, as a client gives it, save for `ResponseMetadata`; raises what a client raises.

        `arrived` is called as soon as an answer is there.
        """
        reply = self.wire.send(*self.prepared(arguments, keys))
        arrived()
        return self.answer(reply)

    def answer(self, reply: Reply) -> dict[str, Any]:
        """What an answer says: as `ask`."""
        response = {
            "headers": reply.headers,
            "status_code": reply.status,
            "body": reply.body,
            "context": {"operation_name": self.model.name},
        }
        hold_to_wire(response, self.model)
        if reply.status < 300:
            try:
                parsed = self.read(reply.body)
            except (Unusual, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, RecursionError):
                parsed = self._parsed(response)
                hold_to_data(parsed, reply.status)
        else:
            parsed = self._parsed(response)
        hold_to_protocol(response, parsed, self.model, self.protocol, strict=self.is_strict)
        context = dict(self.context)
        for handler in self.after_call:
            handler(parsed=parsed, model=self.model, context=context, http_response=None)
        if reply.status >= 300:
            from botocore.exceptions import ClientError  # type: ignore[import-untyped]  # botocore has no types

            raise ClientError(parsed, self.model.name)
        return parsed

    def _parsed(self, response: dict[str, Any]) -> dict[str, Any]:
        """As botocore reads an answer."""
        from botocore.awsrequest import HeadersDict

        response["headers"] = HeadersDict(response["headers"])
        found: dict[str, Any] = self.parser.parse(response, self.model.output_shape)
        if response["status_code"] >= 300:
            self.add_error_fields(response, found, self.model, self.parser)
        return found


def direct_of(client: Any, operation: str, *, strict: bool) -> Direct | None:
    """An operation of a client (AWS's name for it), ready to be sent without it; None where it needs more, or botocore differs.

    `strict`: AWS itself is asked. BotoCoreError as from a client, where its endpoint cannot be told.
    """
    try:
        return _direct_of(client, operation, strict)
    except (_Needs, AttributeError, TypeError, KeyError, ImportError):
        return None


def _direct_of(client: Any, operation: str, strict: bool) -> Direct:
    service = client.meta.service_model
    model = service.operation_model(operation)
    _hold_to_what_is_here(model)
    hooks = _Hooks(client, operation)
    context = _context(client, model)
    endpoint, headers, _ = client._resolve_endpoint_ruleset(model, {}, context)
    http, protocol = client._endpoint.http_session, service.resolved_protocol
    if has_proxy(http, endpoint):
        raise _Needs
    return Direct(
        model=model,
        serialize=client._serializer.serialize_to_request,
        parser=(parser := client._endpoint._response_parser_factory.create_parser(protocol)),
        add_error_fields=client._endpoint._add_modeled_error_fields,
        read=reader_of(model, protocol, parser),
        wire=Wire(http, endpoint),
        endpoint=endpoint,
        headers={**headers, "User-Agent": client.meta.config.user_agent},
        scope=_scope(client, model, context, endpoint),
        context=context,
        before_build=hooks.called("before-parameter-build"),
        before_call=hooks.called("before-call"),
        after_call=hooks.called("after-call"),
        signer=client._request_signer,
        protocol=protocol,
        is_strict=strict,
    )


def _hold_to_what_is_here(model: Any) -> None:
    """_Needs for an operation with an endpoint of each request's own, a stream, a checksum or a compressed body."""
    streams = model.has_streaming_output or model.has_event_stream_output or model.has_streaming_input or model.has_event_stream_input
    endpoints = model.context_parameters or model.operation_context_parameters or model.endpoint
    bodies = model.http_checksum or model.http_checksum_required or model.request_compression or model.unsigned_payload
    if streams or endpoints or bodies or model.http["method"] == "HEAD":
        raise _Needs


class _Hooks:
    """Who listens to the events of an operation."""

    def __init__(self, client: Any, operation: str) -> None:
        """_Needs where somebody does what is not done here."""
        self._handlers = client.meta.events._emitter._handlers
        self._name = f"{client.meta.service_model.service_id.hyphenize()}.{operation}"
        if any(self._of(event) for event in _SILENT):
            raise _Needs
        for event, known in (_HEARD | _CALLED).items():
            if known is not None and not {_named(handler) for handler in self._of(event)} <= known:
                raise _Needs

    def _of(self, event: str) -> list[Handler]:
        return list(self._handlers.prefix_search(f"{event}.{self._name}"))

    def called(self, event: str) -> tuple[Handler, ...]:
        """Those that have something to do."""
        return tuple(handler for handler in self._of(event) if _named(handler) not in _IDLE)


def _named(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


def _context(client: Any, model: Any) -> dict[str, Any]:
    """What botocore's client begins a request with."""
    if model.auth and client.meta.config.auth_scheme_preference:
        raise _Needs
    return {
        "client_region": client.meta.region_name,
        "client_config": client.meta.config,
        "has_streaming_input": False,
        "auth_type": model.resolved_auth_type,
        "unsigned_payload": model.unsigned_payload,
        "auth_options": client.meta.service_model.metadata.get("auth"),
    }


def _scope(client: Any, model: Any, context: dict[str, Any], endpoint: str) -> Scope:
    """What requests are signed for. _Needs where that is not Signature Version 4 of a whole request."""
    from botocore.auth import _host_from_url  # type: ignore[import-untyped]  # botocore has no types

    signer, told = client._request_signer, context.get("signing", {})
    version = signer._choose_signer(model.name, "standard", context)
    if version != "v4" or not told.keys() <= {"region", "signing_name"} or not context.get("payload_signing_enabled", True):
        raise _Needs
    return Scope(told.get("region") or signer.region_name, told.get("signing_name") or signer.signing_name, _host_from_url(endpoint))


# ---------------------------------------------------------------- reading


def reader_of(model: Any, protocol: str, parser: Any) -> Callable[[bytes], dict[str, Any]]:
    """What reads the body of a success. It may raise whatever it likes for one that is not as the operation's shape says."""
    shape = model.output_shape
    if shape is None or "payload" in shape.serialization or shape.event_stream_name:
        return _unread
    if any(member.serialization.get("location") for member in shape.members.values()):
        return _unread
    if protocol in ("json", "rest-json"):
        return _json(json_reader(shape, protocol))
    try:
        read = xml_reader(shape)
    except Unread:
        return _unread
    if protocol in ("query", "ec2"):
        return _xml(read, shape.serialization.get("resultWrapper"))
    return _xml(read, None) if protocol == "rest-xml" else _unread


def _unread(body: bytes) -> dict[str, Any]:
    raise Unusual


def _json(read: Callable[[Any], Any]) -> Callable[[bytes], dict[str, Any]]:
    from json import loads

    def read_body(body: bytes) -> dict[str, Any]:
        document = loads(body.decode())
        if type(document) is not dict:
            raise Unusual
        found: dict[str, Any] = read(document)
        return found

    return read_body


def _xml(read: Callable[[Any], Any], wrapper: str | None) -> Callable[[bytes], dict[str, Any]]:
    from xml.etree.ElementTree import XMLParser

    def read_body(body: bytes) -> dict[str, Any]:
        parser = XMLParser(encoding="utf-8")  # noqa: S314  # what botocore reads the same answers with; expat fetches no external entity
        parser.feed(body)
        root = parser.close()
        if wrapper is not None:
            (root,) = [child for child in root if local(child.tag) == wrapper]
        found: dict[str, Any] = read(root)
        return found

    return read_body


# ---------------------------------------------------------------- texts


def _bytes_of(body: Any) -> bytes:
    """A body as botocore's requests send it."""
    if isinstance(body, dict):
        pairs = [(name.encode(), value.encode() if isinstance(value, str) else value) for name, value in body.items()]
        return urlencode(pairs, doseq=True).encode()
    if isinstance(body, str):
        return body.encode()
    if not isinstance(body, bytes):
        raise TypeError(f"a body of {type(body).__name__}")
    return body


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _now() -> str:
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
