"""Requests that are sent without botocore's clients are those that its clients would send, and their answers mean the same."""

from __future__ import annotations

import time
from functools import cache
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from botocore.auth import SigV4Auth  # type: ignore[import-untyped]  # botocore has no types
from botocore.awsrequest import AWSRequest, AWSResponse  # type: ignore[import-untyped]  # botocore has no types
from botocore.credentials import ReadOnlyCredentials  # type: ignore[import-untyped]  # botocore has no types
from botocore.exceptions import ClientError, ParamValidationError  # type: ignore[import-untyped]  # botocore has no types
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import catalog
from scanner.sources.aws.answers import UnreadableAnswer, plain
from scanner.sources.aws.clients import BY_ACCOUNT, Clients, Exchange, signing
from scanner.sources.aws.direct import Direct
from scanner.sources.aws.direct.http1 import Reply
from scanner.sources.aws.direct.signature import Scope, sign
from scanner.sources.aws.pages import Site, site_of
from tests.sources.aws.generated import Answers, arguments_of

KEYS = ("AKIAFIRST00000000001", "secret/of+the=first", "a-token-of-the-first")
CALLS = sorted({site.name for site in catalog.calls_of(catalog.rows().values())} | {"sts:GetCallerIdentity", "account:ListRegions"})
LEFT = ("s3:", "s3control:")
"""Their endpoint is each bucket's own, and a bucket's region is learned by redirection: their calls are botocore's."""
DIRECT = [call for call in CALLS if not call.startswith(LEFT)]
REGION = "eu-west-1"


@cache
def clients(who: str) -> Clients:
    """For us and for botocore, so that what a test registers with one is not found with the other."""
    return Clients()


def site(call: str) -> Site:
    found = site_of(clients("ours").session, call, None)
    assert isinstance(found, Site)
    return found


def direct(call: str, region: str = REGION) -> Direct:
    service, _, operation = call.partition(":")
    found = clients("ours").direct(service, operation, region)
    assert found is not None, call
    return found


@cache
def client(service: str) -> Any:
    """botocore's, that sends nothing."""
    made = clients("botocore").client(service, REGION, "1", KEYS)
    made.meta.events.register("before-send", lambda request, **told: _stand_in[-1](request))
    return made


_stand_in: list[Any] = []
"""What answers for AWS, last."""


class Shown(Exception):
    """A request of botocore's, instead of sending it."""


def show(request: Any) -> None:
    raise Shown(request)


@pytest.fixture(autouse=True)
def without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "HTTPS_PROXY", "https_proxy", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)


# ---------------------------------------------------------------- which operations


@pytest.mark.parametrize("call", CALLS)
def test_every_operation_of_the_catalogue_but_those_of_buckets_is_sent_without_botocores_client(call: str):
    """The contract: should this fail with a new botocore, audits still work (over its clients), at four times the cost."""
    service, _, operation = call.partition(":")

    assert (clients("ours").direct(service, operation, REGION) is None) is call.startswith(LEFT)


# ---------------------------------------------------------------- requests


def theirs(call: str, arguments: dict[str, Any]) -> tuple[str, str, dict[str, str], bytes]:
    """What botocore's client would send."""
    service = call.partition(":")[0]
    _stand_in.append(show)
    try:
        with signing(KEYS), pytest.raises(Shown) as caught:
            getattr(client(service), site(call).method)(**arguments)
    finally:
        _stand_in.pop()
    request = caught.value.args[0]
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()}
    body = request.body or b""
    return request.method, request.url, headers, body.encode() if isinstance(body, str) else body


def settled(headers: dict[str, str]) -> dict[str, str]:
    """Headers without what is new in each request."""
    kept = {name.lower(): value for name, value in headers.items() if name.lower() not in ("amz-sdk-invocation-id", "x-amz-date")}
    return kept | {"authorization": kept["authorization"].partition("Signature=")[0]}


@pytest.mark.parametrize("call", DIRECT)
def test_a_request_is_that_of_botocores_client(call: str):
    shape = direct(call).model.input_shape
    for seed in range(6):
        arguments = arguments_of(shape, Random(seed)) if shape is not None else {}
        try:
            method, url, headers, body = theirs(call, arguments)
        except ParamValidationError as error:
            with pytest.raises(ParamValidationError, match=str(error)[:20]):
                direct(call).request(arguments, KEYS)
            continue
        found = direct(call).request(arguments, KEYS)

        assert (found[0], found[1], settled(found[2]), found[3]) == (method, url, settled(headers), body)


NAMES = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ-", min_size=1, max_size=12).map(lambda text: f"X-{text}")
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f"), max_size=20)
PATHS = st.lists(st.text("abcXYZ019-_.~%$&+,:=@ é", max_size=8), max_size=4).map(lambda parts: "/" + "/".join(parts))
QUERIES = st.lists(st.tuples(st.text("abAB1%+-", max_size=4), st.text("abAB1%+-=", max_size=4)), max_size=4)


@given(
    method=st.sampled_from(("GET", "POST", "PUT")),
    path=PATHS,
    query=QUERIES,
    headers=st.dictionaries(NAMES, VALUES, max_size=5),
    body=st.binary(max_size=50),
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40),
    token=st.none() | st.text("abc+/=", min_size=1, max_size=20),
    host=st.sampled_from(("ecs.eu-west-1.amazonaws.com", "127.0.0.1:5000", "[::1]:5000")),
)
@settings(max_examples=400, deadline=None)
def test_a_signature_is_that_of_botocore(
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: dict[str, str],
    body: bytes,
    secret: str,
    token: str | None,
    host: str,
):
    url = f"https://{host}{path}" + ("?" + "&".join(f"{name}={value}" for name, value in query) if query else "")
    keys = ("AKIAFIRST00000000001", secret, token)
    distinct = {name.lower(): value for name, value in headers.items()} | {"User-Agent": "u", "Connection": "keep-alive"}
    request = AWSRequest(method, url, distinct, body)
    SigV4Auth(ReadOnlyCredentials(*keys), "ecs", "eu-west-1").add_auth(request)
    ours = dict(distinct)
    sign(method, url, ours, body, Scope("eu-west-1", "ecs", host), keys, request.headers["X-Amz-Date"])

    assert ours == dict(request.headers.items())


def test_a_signature_is_of_the_moment_in_utc():
    with patch("time.gmtime", return_value=time.gmtime(1767323045)):
        headers = direct("ecs:ListClusters").request({}, KEYS)[2]

    assert headers["X-Amz-Date"] == "20260102T030405Z"
    assert "/20260102/eu-west-1/ecs/aws4_request," in headers["Authorization"]


@pytest.mark.parametrize(
    "setting",
    [{}, {"AWS_USE_FIPS_ENDPOINT": "true"}, {"AWS_USE_DUALSTACK_ENDPOINT": "true"}, {"AWS_ENDPOINT_URL": "https://aws.example/as/aws"}],
)
@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1"])
@pytest.mark.parametrize(
    "call", ["ecs:ListClusters", "ec2:DescribeVpcs", "iam:ListAccountAliases", "organizations:ListAccounts", "ecr:DescribeRepositories"]
)
def test_requests_go_where_botocores_client_sends_them(call: str, region: str, setting: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    """Regions, partitions, FIPS and dual stack, endpoints in AWS's place: the host and what is signed for."""
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    made = Clients()
    service, _, operation = call.partition(":")
    ours = made.direct(service, operation, region)
    botocores = made.client(service, region, "1", KEYS)
    botocores.meta.events.register("before-send", show_request)
    with signing(KEYS), pytest.raises(Shown) as caught:
        getattr(botocores, site(call).method)()
    request = caught.value.args[0]

    assert ours is not None
    _, url, headers, _ = ours.request({}, KEYS)
    assert (url, settled(headers)["authorization"]) == (request.url, settled(text_of(request.headers))["authorization"])


def show_request(request: Any, **told: Any) -> None:
    raise Shown(request)


def text_of(headers: Any) -> dict[str, str]:
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in headers.items()}


# ---------------------------------------------------------------- answers


def read_by_botocore(call: str, arguments: dict[str, Any], reply: Reply) -> Any:
    """What botocore's client makes of an answer: data, or what it raises."""

    def answer(request: Any) -> Any:
        response = AWSResponse(request.url, reply.status, dict(reply.headers), None)
        response._content = reply.body
        return response

    _stand_in.append(answer)
    try:
        with signing(KEYS):
            return plain(getattr(client(call.partition(":")[0]), site(call).method)(**arguments))
    except Exception as error:  # noqa: BLE001  # whatever it is, ours must raise the same
        return error
    finally:
        _stand_in.pop()


def read_by_us(call: str, reply: Reply) -> Any:
    try:
        return plain(direct(call).answer(reply))
    except Exception as error:  # noqa: BLE001  # compared with botocore's
        return error


def valid_arguments(call: str) -> dict[str, Any]:
    shape = direct(call).model.input_shape
    for seed in range(50):
        arguments = arguments_of(shape, Random(seed)) if shape is not None else {}
        try:
            direct(call).request(arguments, KEYS)
        except ParamValidationError:
            continue
        return arguments
    raise AssertionError(call)


def body_of(call: str, seed: int, *, odd: bool) -> bytes:
    found = direct(call)
    answers = Answers(Random(seed), odd)
    if found.model.output_shape is None:
        return b""
    return answers.json(found.model.output_shape) if "json" in found.protocol else answers.xml(found.model, found.protocol)


def reply_of(body: bytes, status: int = 200, **headers: str) -> Reply:
    return Reply(status, {"x-amzn-requestid": "r", "content-length": str(len(body)), **headers}, body)


def alike(ours: Any, botocores: Any) -> bool:
    """Equal data in equal order, or the same kind of failure, told in the same words.

    What stands twice in XML botocore gives as elements, which are no data.
    """
    if "<Element " in repr(botocores):
        return isinstance(ours, UnreadableAnswer)
    if isinstance(botocores, ClientError):
        botocores.response["ResponseMetadata"].pop("RetryAttempts")  # botocore's count of them
        return isinstance(ours, ClientError) and ours.response == botocores.response
    if isinstance(botocores, Exception):
        return (type(ours), str(ours)) == (type(botocores), str(botocores))
    return ours == botocores and repr(ours) == repr(botocores)


@pytest.mark.parametrize("call", DIRECT)
def test_an_answer_is_read_as_botocore_reads_it(call: str):
    """Answers of every shape of the operation, with members that are missing, null, empty, repeated or newer than botocore."""
    arguments = valid_arguments(call)
    for seed in range(14):
        reply = reply_of(body_of(call, seed, odd=seed >= 6))
        ours, botocores = read_by_us(call, reply), read_by_botocore(call, arguments, reply)

        assert alike(ours, botocores), (seed, reply.body, ours, botocores)


@pytest.mark.parametrize("call", DIRECT)
def test_an_answer_as_its_shape_says_needs_no_parser_of_botocore(call: str):
    found = direct(call)
    if found.model.output_shape is not None:
        for seed in range(6):
            assert isinstance(found.read(body_of(call, seed, odd=False)), dict)


ERRORS = {
    "json": b'{"__type": "com.aws#AccessDeniedException", "message": "no", "Message": "not"}',
    "rest-json": b'{"code": "AccessDeniedException", "message": "no"}',
    "query": b"<ErrorResponse><Error><Code>Throttling</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>",
    "ec2": b"<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors><RequestID>r</RequestID></Response>",
    "rest-xml": b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>",
}


@pytest.mark.parametrize("call", {call.partition(":")[0]: call for call in DIRECT}.values())
def test_an_error_is_the_one_that_botocore_tells(call: str):
    arguments = valid_arguments(call)
    for status in (300, 307, 400, 403, 404, 429, 500, 503):
        for body in (ERRORS[direct(call).protocol], b"", b"<html><body>no</body></html>", b"nonsense", b"{}"):
            reply = reply_of(body, status, **{"x-amzn-errortype": "ResourceNotFoundException:http://x"} if status == 404 else {})
            ours, botocores = read_by_us(call, reply), read_by_botocore(call, arguments, reply)

            assert alike(ours, botocores), (status, body, ours, botocores)


# ---------------------------------------------------------------- where botocore differs


def test_who_listens_to_botocores_requests_has_its_client(monkeypatch: pytest.MonkeyPatch):
    """moto in the process, tracing, recorders: what hangs itself in there goes on to see every request."""
    made = Clients()
    made.client("ecs", REGION, "1", KEYS).meta.events.register("before-send.ecs", lambda **told: None)

    assert made.direct("ecs", "ListClusters", REGION) is None
    assert made.direct("ecr", "DescribeRepositories", REGION) is not None


@pytest.mark.parametrize(
    "event", ["request-created", "before-sign", "before-parse", "response-received", "needs-retry", "after-call", "before-call"]
)
def test_a_listener_that_nobody_here_knows_has_botocores_client(event: str):
    made = Clients()
    made.client("ecs", REGION, "1", KEYS).meta.events.register(f"{event}.ecs", lambda **told: None)

    assert made.direct("ecs", "ListClusters", REGION) is None


@pytest.mark.parametrize("missing", ["_resolve_endpoint_ruleset", "_serializer", "_request_signer", "_endpoint"])
def test_a_botocore_with_other_insides_has_its_client(missing: str):
    made = Clients()
    setattr(made.client("ecs", REGION, "1", KEYS), missing, None)

    assert made.direct("ecs", "ListClusters", REGION) is None


def test_a_proxy_is_left_to_botocore(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")

    assert Clients().direct("ecs", "ListClusters", REGION) is None


def test_the_layout_by_account_is_botocores(monkeypatch: pytest.MonkeyPatch):
    made = Clients(layout=BY_ACCOUNT)
    monkeypatch.setattr(made, "direct", lambda *asked: pytest.fail("asked directly"))
    made.client("ecs", REGION, "1", KEYS).meta.events.register("before-send", show_request)

    with pytest.raises(Shown):
        made.ask(site("ecs:ListClusters"), REGION, "1", {}, Exchange(KEYS))
