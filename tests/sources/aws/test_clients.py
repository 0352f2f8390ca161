"""Clients sign for whoever is asked for, go where they should, and keep what they send to themselves."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.credentials  # type: ignore[import-untyped]  # botocore has no types
import botocore.endpoint  # type: ignore[import-untyped]  # botocore has no types
import botocore.session  # type: ignore[import-untyped]  # botocore has no types
import pytest

from scanner.errors import UsageError
from scanner.sources.aws.calls import Api, Place, endpoint_override
from scanner.sources.aws.clients import BY_ACCOUNT, HOSTS, KEPT, SHARED, Clients, signing
from scanner.sources.aws.endpoints import asked_region
from tests.sources.aws.replies import Server, error, ok, serving

FIRST = ("AKIAFIRST00000000001", "secret-of-the-first", None)
SECOND = ("ASIASECOND0000000002", "secret-of-the-second", "token-of-the-second")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(lambda request: ok(clusterArns=["a"])) as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        yield running


def ask(clients: Clients, account: str, keys: tuple[str, str, str | None], service: str = "ecs", region: str = "eu-west-1") -> None:
    with signing(keys):
        clients.client(service, region, account, keys).list_clusters()


# ---------------------------------------------------------------- who signs


def test_this_botocore_lets_one_client_sign_for_all_accounts():
    """The contract: should this fail with a new botocore, audits still work (by account), at four times the cost."""
    assert Clients().layout == SHARED


def test_trying_the_layout_sends_nothing(server: Server):
    Clients()

    assert server.seen == []


@pytest.mark.parametrize("layout", [SHARED, BY_ACCOUNT])
def test_two_accounts_sign_each_for_itself(layout: str, server: Server):
    clients = Clients(layout=layout)
    for keys in (FIRST, SECOND, FIRST):
        ask(clients, keys[0], keys)

    assert [request.access_key for request in server.seen] == [FIRST[0], SECOND[0], FIRST[0]]
    assert [request.token for request in server.seen] == [None, "token-of-the-second", None]


def test_the_shared_layout_has_one_client_for_all_accounts(server: Server):
    clients = Clients()

    assert clients.client("ecs", "eu-west-1", "1", FIRST) is clients.client("ecs", "eu-west-1", "2", SECOND)


def test_without_credentials_in_the_context_nothing_is_signed(server: Server, monkeypatch: pytest.MonkeyPatch):
    """Not even with those of the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT00000")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    client = Clients().client("ecs", "eu-west-1", "1", FIRST)

    with pytest.raises(LookupError):
        client.list_clusters()
    assert server.seen == []


def test_the_context_is_left_as_it_was(server: Server):
    clients = Clients()
    with signing(FIRST):
        ask(clients, "2", SECOND)
        clients.client("ecs", "eu-west-1", "1", FIRST).list_clusters()

    assert [request.access_key for request in server.seen] == [SECOND[0], FIRST[0]]


# ---------------------------------------------------------------- where botocore differs


def own_credentials(session: Any) -> Any:
    return botocore.credentials.Credentials("AKIABOTOCORESOWN0000", "x")


def test_a_botocore_that_asks_its_own_credentials_gets_clients_by_account(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(botocore.session.Session, "get_credentials", own_credentials)
    clients = Clients()
    ask(clients, "1", FIRST)
    ask(clients, "2", SECOND)

    assert clients.layout == BY_ACCOUNT
    assert [request.access_key for request in server.seen] == [FIRST[0], SECOND[0]]


def test_a_botocore_that_freezes_credentials_when_a_client_is_made_gets_clients_by_account(monkeypatch: pytest.MonkeyPatch):
    made = botocore.session.Session.create_client

    def frozen(session: Any, *args: Any, **more: Any) -> Any:
        return made(session, *args, **{**more, "aws_access_key_id": "AKIAFROZEN0000000000", "aws_secret_access_key": "x"})

    monkeypatch.setattr(botocore.session.Session, "create_client", frozen)

    assert Clients().layout == BY_ACCOUNT


def test_a_botocore_whose_credentials_are_other_classes_gets_clients_by_account(server: Server, monkeypatch: pytest.MonkeyPatch):
    whole = botocore.credentials.Credentials

    class Sealed:
        """As `Credentials`, with nothing to derive from."""

        def __new__(cls, *args: Any, **more: Any) -> Any:
            return whole(*args, **more)

    monkeypatch.setattr(botocore.credentials, "Credentials", Sealed)
    clients = Clients()
    ask(clients, "1", FIRST)

    assert clients.layout == BY_ACCOUNT
    assert [request.access_key for request in server.seen] == [FIRST[0]]


@pytest.mark.parametrize("layout", [SHARED, BY_ACCOUNT])
def test_a_botocore_without_an_endpoints_http_session_works_with_a_pool_for_each_client(
    layout: str, server: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(botocore.endpoint.Endpoint, "http_session", property(_hidden, _hide), raising=False)
    clients = Clients(layout=layout)
    ask(clients, "1", FIRST)
    ask(clients, "1", FIRST, region="us-east-1")

    assert len(server.seen) == 2


def _hide(endpoint: Any, value: Any) -> None:
    endpoint.__dict__.setdefault("hidden", value)


def _hidden(endpoint: Any) -> Any:
    import inspect

    frame = inspect.currentframe()
    asks = frame.f_back.f_code.co_filename if frame and frame.f_back else ""
    if asks.endswith("clients.py"):
        raise AttributeError("http_session")
    return endpoint.__dict__["hidden"]


def test_clients_of_single_accounts_are_made_anew_with_new_credentials_and_are_not_kept_without_end(server: Server):
    clients = Clients(layout=BY_ACCOUNT)
    kept = clients.client("ecs", "eu-west-1", "1", FIRST)

    assert clients.client("ecs", "eu-west-1", "1", FIRST) is kept
    assert clients.client("ecs", "eu-west-1", "1", SECOND) is not kept
    for number in range(3):
        clients.client("ecs", "eu-west-1", str(number), FIRST)
    assert len(clients._by_account) <= KEPT


# ---------------------------------------------------------------- connections


def test_clients_share_connections(server: Server):
    clients = Clients()
    for region in ("eu-west-1", "us-east-1", "eu-central-1"):
        for keys in (FIRST, SECOND):
            ask(clients, keys[0], keys, region=region)

    assert len(server.connections) == 1


def test_connections_to_all_hosts_of_some_regions_are_kept():
    """urllib3 keeps those of ten hosts; each further one would cost a handshake again and again."""
    clients = Clients()
    made = [clients.client(service, "eu-west-1", "1", FIRST) for service in ("ecs", "ecr", "kms")]

    assert len({id(client._endpoint.http_session) for client in made}) == 1
    assert made[0]._endpoint.http_session._manager.pools._maxsize == HOSTS


def test_each_request_is_sent_once_by_botocore(monkeypatch: pytest.MonkeyPatch):
    """Retries are ours."""
    with serving(lambda request: error("ServerException", status=500)) as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        with pytest.raises(Exception, match="ServerException"):
            ask(Clients(), "1", FIRST)

        assert len(running.seen) == 1


def test_requests_say_whose_they_are(server: Server):
    ask(Clients(), "1", FIRST)

    assert "plimsoll/" in server.seen[0].agent


# ---------------------------------------------------------------- where calls go


class Shown(Exception):
    """The request, instead of sending it."""


def shown(clients: Clients, place: Place, service: str, method: str, **arguments: Any) -> tuple[str, str]:
    """The URL and the region that a request is signed for."""
    region = asked_region(place, service, clients.session)
    client = clients.client(service, region, place.account, FIRST)

    def show(request: Any, **told: Any) -> None:
        raise Shown(request.url, request.headers["Authorization"])

    client.meta.events.register("before-send", show)
    with pytest.raises(Shown) as caught, signing(FIRST):
        getattr(client, method)(**arguments)
    url, signed = caught.value.args
    scope = signed.decode() if isinstance(signed, bytes) else signed
    return url.split("/")[2], scope.partition("Credential=")[2].split("/")[2]


@pytest.mark.parametrize(
    ("partition", "service", "method", "host", "region"),
    [
        ("aws", "iam", "list_roles", "iam.amazonaws.com", "us-east-1"),
        ("aws", "organizations", "list_accounts", "organizations.us-east-1.amazonaws.com", "us-east-1"),
        ("aws", "s3", "list_buckets", "s3.amazonaws.com", "us-east-1"),
        ("aws", "cloudfront", "list_distributions", "cloudfront.amazonaws.com", "us-east-1"),
        ("aws", "route53", "list_hosted_zones", "route53.amazonaws.com", "us-east-1"),
        ("aws", "globalaccelerator", "list_accelerators", "globalaccelerator.us-west-2.amazonaws.com", "us-west-2"),
        ("aws", "sts", "get_caller_identity", "sts.us-east-1.amazonaws.com", "us-east-1"),
        ("aws-cn", "iam", "list_roles", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("aws-cn", "organizations", "list_accounts", "organizations.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
        ("aws-cn", "s3", "list_buckets", "s3.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("aws-us-gov", "iam", "list_roles", "iam.us-gov.amazonaws.com", "us-gov-west-1"),
        ("aws-us-gov", "organizations", "list_accounts", "organizations.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("aws-iso", "iam", "list_roles", "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
        ("aws-eusc", "ecs", "list_clusters", "ecs.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
    ],
)
def test_what_is_global_is_asked_and_signed_for_where_its_partition_has_it(
    partition: str, service: str, method: str, host: str, region: str, clean: None
):
    found, signed = shown(Clients(), Place("1", "global", partition), service, method)

    assert (found, signed) == (host, region)


def test_a_region_is_asked_at_its_own_endpoint(clean: None):
    found, signed = shown(Clients(), Place("1", "eu-west-1"), "wafv2", "list_web_acls", Scope="REGIONAL")

    assert (found, signed) == ("wafv2.eu-west-1.amazonaws.com", "eu-west-1")


def test_web_acls_of_cloudfront_are_asked_where_they_are(clean: None):
    found, signed = shown(Clients(), Place("1", "global"), "wafv2", "list_web_acls", Scope="CLOUDFRONT")

    assert (found, signed) == ("wafv2.us-east-1.amazonaws.com", "us-east-1")


def test_a_partition_that_nobody_knows_is_a_fault(server: Server):
    class Keys:
        def frozen(self, account: str, refresh: bool = False) -> tuple[str, str, str | None]:
            return FIRST

    answer = Api(Keys()).call(Place("1", "global", "aws-moon"), "iam:ListRoles", {})

    assert answer.fault is not None
    assert (answer.fault.reason, answer.fault.code) == ("not-available", "UnknownPartition")


# ---------------------------------------------------------------- endpoints in AWS's place


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No settings but those of the test."""
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECS", "AWS_ENDPOINT_URL_STS", "AWS_PROFILE", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "config"
    file.write_text("")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(file))
    return file


def test_without_settings_calls_go_to_aws(clean: Path):
    assert endpoint_override() is None


def test_endpoints_of_the_environment_are_told(clean: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")
    monkeypatch.setenv("AWS_ENDPOINT_URL_ECS", "https://ecs.example")

    assert endpoint_override() == "http://127.0.0.1:5000, ecs=https://ecs.example"


def test_endpoints_of_a_profile_are_told(clean: Path):
    clean.write_text(
        "[profile near]\nendpoint_url = http://localhost:4566\nservices = some\n[services some]\necs =\n  endpoint_url = http://[::1]:5\n"
    )

    assert endpoint_override("near") == "http://localhost:4566, ecs=http://[::1]:5"
    assert endpoint_override() is None


def test_endpoints_that_are_switched_off_do_not_count(clean: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")

    assert endpoint_override() is None


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1:5000", "http://aws.example", "http://127.0.0.1.example", "ftp://127.0.0.1", "nonsense", "http://[bad"]
)
def test_credentials_do_not_travel_open(url: str, clean: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)

    with pytest.raises(UsageError, match="https:"):
        endpoint_override()
    with pytest.raises(UsageError):
        Clients()


def test_an_endpoint_that_is_refused_is_told_without_its_password(clean: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://user:hunter2@aws.example")

    with pytest.raises(UsageError) as caught:
        endpoint_override()
    assert "hunter2" not in str(caught.value)


def test_a_profile_that_is_not_there_is_told(clean: Path):
    with pytest.raises(UsageError, match="nowhere"):
        Clients("nowhere")


def test_an_override_of_one_service_leaves_the_others(clean: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", "http://127.0.0.1:5000")
    clients = Clients()

    assert clients.is_overridden("elbv2")
    assert not clients.is_overridden("ecs")
    assert clients.client("elbv2", "eu-west-1", "1", FIRST).meta.endpoint_url == "http://127.0.0.1:5000"


# ---------------------------------------------------------------- what is told


def test_debugging_prints_no_answer_no_request_and_no_key(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    """botocore's loggers print whole bodies and the headers that sign them."""
    with serving(lambda request: ok(clusterArns=["hunter2-in-the-answer"])) as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", running.url)
        with caplog.at_level(logging.DEBUG):
            clients = Clients()
            with signing(SECOND):
                clients.client("ecs", "eu-west-1", "1", SECOND).list_clusters(nextToken="hunter2-in-the-request")

    for secret in ("hunter2", *SECOND):
        assert str(secret) not in caplog.text
