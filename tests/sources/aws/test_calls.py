"""Calls against a real HTTP server: all pages or the reason why not, whatever the network, AWS or the credentials do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from scanner.sources.aws.calls import Api, Budget, CredentialsError, Fault, Place, Token
from scanner.sources.aws.clients import Clients, Timeouts
from scanner.sources.aws.limits import Clock, Patience
from tests.sources.aws.replies import XML, Reply, Request, Server, ec2_error, error, identity, ok, query_error, serving

PLACE = Place("111122223333", "eu-west-1")
HTML = b"<!DOCTYPE html>\n<html><body><form action=login></form></body></html>"
LIST = "ecs:ListClusters"


class Impatient(Clock):
    """A clock on which sleeping takes no time and is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.slept = 0.0

    def now(self) -> float:
        return time.monotonic() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


class Keys:
    """Gives an access key that tells the account and how often it was refreshed."""

    def __init__(self) -> None:
        self.refreshed: dict[str, int] = {}
        self.refused: dict[str, CredentialsError] = {}

    def frozen(self, account: str, refresh: bool = False) -> tuple[str, str, str | None]:
        if account in self.refused:
            raise self.refused[account]
        number = self.refreshed[account] = self.refreshed.get(account, 0) + refresh
        return f"AKIA{account}{number:04}", "secret", "token"


class World:
    """A server, and an Api that asks it."""

    def __init__(self, server: Server, **settings: Any) -> None:
        self.server, self.keys, self.clock = server, Keys(), Impatient()
        clients = Clients(timeouts=Timeouts(1, 1), layout=settings.pop("layout", "shared"))
        self.api = Api(self.keys, clients=clients, **{"clock": self.clock, "chance": lambda: 0.5, **settings})

    def call(self, call: str = LIST, place: Place = PLACE, **arguments: Any) -> Any:
        return self.api.call(place, call, arguments)

    def fault(self, call: str = LIST, place: Place = PLACE, **arguments: Any) -> Fault:
        fault = self.call(call, place, **arguments).fault
        assert isinstance(fault, Fault)
        return fault


@contextmanager
def aws(answer: Callable[[Request], Reply], monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Iterator[World]:
    with serving(answer) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        yield World(server, **settings)


def in_turn(*replies: Reply) -> Callable[[Request], Reply]:
    """One after the other; the last again and again."""
    left = list(replies)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


# ---------------------------------------------------------------- pages


def paged(request: Request) -> Reply:
    """Three pages, each told by the token of the one before."""
    number = int(request.arguments.get("nextToken") or request.arguments.get("NextToken") or 0)
    more = {} if number == 2 else {"nextToken": str(number + 1), "NextToken": str(number + 1)}
    return ok(clusterArns=[number], capacityProviders=[{"name": str(number)}], EventBuses=[{"Name": str(number)}], **more)


def test_all_pages_come_in_order(monkeypatch: pytest.MonkeyPatch):
    with aws(paged, monkeypatch) as world:
        answer = world.call()

    assert answer.fault is None
    assert [page["clusterArns"] for page in answer.pages] == [[0], [1], [2]]
    assert all("ResponseMetadata" not in page for page in answer.pages)


@pytest.mark.parametrize("call", ["ecs:DescribeCapacityProviders", "events:ListEventBuses"])
def test_operations_that_botocore_has_no_paginator_for_are_paged_all_the_same(call: str, monkeypatch: pytest.MonkeyPatch):
    with aws(paged, monkeypatch) as world:
        assert len(world.call(call).pages) == 3


UNPAGED = [
    "ecs:DescribeCapacityProviders",
    "ecs:ListServiceDeployments",
    "autoscaling:DescribeInstanceRefreshes",
    "iam:GetServiceLastAccessedDetails",
    "cloudtrail:ListEventDataStores",
    "events:ListEventBuses",
    "events:ListArchives",
    "codeconnections:ListConnections",
    "codestar-connections:ListConnections",
    "ssm:DescribeDocumentPermission",
    "guardduty:DescribeOrganizationConfiguration",
]


@pytest.mark.parametrize("call", UNPAGED)
def test_no_known_operation_with_a_token_is_without_a_pager(call: str):
    from scanner.sources.aws.pages import pager_of

    session = Clients(layout="shared").session
    service, _, operation = call.partition(":")
    pager = pager_of(session, service, session.get_service_model(service).operation_model(operation), None)

    assert len(pager.reads) == len(pager.writes) == 1


def test_a_row_may_say_how_an_operation_is_paged(monkeypatch: pytest.MonkeyPatch):
    with aws(paged, monkeypatch) as world:
        answer = world.api.call(PLACE, "events:ListEventBuses", {}, {"Limit": 5}, Token("NextToken", "NextToken"))
        asked = [request.arguments for request in world.server.seen]

    assert len(answer.pages) == 3
    assert asked == [{"Limit": 5}, {"Limit": 5, "NextToken": "1"}, {"Limit": 5, "NextToken": "2"}]


def test_a_page_that_fails_leaves_those_before_it(monkeypatch: pytest.MonkeyPatch):
    pages = in_turn(ok(clusterArns=["a"], nextToken="1"), ok(clusterArns=["b"], nextToken="2"), error("AccessDeniedException"))
    with aws(pages, monkeypatch) as world:
        answer = world.call()

    assert [page["clusterArns"] for page in answer.pages] == [["a"], ["b"]]
    assert answer.fault.reason == "denied"
    assert answer.fault.text == "AccessDeniedException: ecs:ListClusters in eu-west-1 of 111122223333"


def test_a_throttled_page_is_asked_for_again_from_its_own_token(monkeypatch: pytest.MonkeyPatch):
    pages = in_turn(ok(clusterArns=["a"], nextToken="1"), error("ThrottlingException"), ok(clusterArns=["b"]))
    with aws(pages, monkeypatch) as world:
        answer = world.call()
        asked = [request.arguments.get("nextToken") for request in world.server.seen]

    assert answer.fault is None
    assert asked == [None, "1", "1"]


@pytest.mark.parametrize("tokens", [["1", "1"], ["1", "2", "1"]])
def test_a_token_that_comes_twice_ends_the_call_with_a_fault(tokens: list[str], monkeypatch: pytest.MonkeyPatch):
    """As a token that names a page before would, for ever."""
    replies = [ok(clusterArns=[token], nextToken=token) for token in tokens]
    with aws(in_turn(*replies), monkeypatch) as world:
        answer = world.call()

    assert (answer.fault.reason, answer.fault.code) == ("bad-response", "RepeatedToken")
    assert len(answer.pages) == len(tokens)


def test_an_answer_that_is_cut_off_with_no_way_to_go_on_is_no_complete_answer(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(ok(taskDefinition={}, isTruncated=True)), monkeypatch) as world:
        world.api._clients.session.get_service_model("ecs")
        answer = world.call("ecs:DescribeTaskDefinition", taskDefinition="web")

    assert answer.fault is None  # the model has no such member, so botocore drops it
    from scanner.sources.aws.pages import is_cut_off

    assert is_cut_off({"IsTruncated": True})
    assert is_cut_off({"NextToken": "x"})
    assert not is_cut_off({"IsTruncated": False, "NextToken": None, "Marker": "echo"})


# ---------------------------------------------------------------- answers that are none

JSON_CALLS = [(LIST, {}), ("lambda:ListFunctions", {}), ("wafv2:ListWebACLs", {"Scope": "REGIONAL"}), ("cloudwatch:DescribeAlarms", {})]
XML_CALLS = [("ec2:DescribeInstances", {}), ("iam:ListRoles", {}), ("s3:ListBuckets", {}), ("s3:GetBucketVersioning", {"Bucket": "b"})]


@pytest.mark.parametrize(("call", "arguments"), JSON_CALLS + XML_CALLS)
@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, HTML, "text/html"),
        Reply(200, b"<html><body>portal</body></html>", "text/html"),
        Reply(200, b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "text/xml"),
        Reply(200, b"", "text/plain"),
        Reply(302, HTML, "text/html", {"Location": "http://127.0.0.1:9/login"}),
        Reply(403, HTML, "text/html"),
    ],
    ids=["html", "well-formed-html", "xhtml", "empty", "redirect", "forbidden-page"],
)
def test_a_page_of_a_proxy_is_no_answer(call: str, arguments: dict[str, Any], reply: Reply, monkeypatch: pytest.MonkeyPatch):
    """botocore makes an empty success of most of these: no clusters, no roles."""
    with aws(in_turn(reply), monkeypatch) as world:
        answer = world.call(call, **arguments)

    assert answer.pages == ()
    assert answer.fault.reason == "bad-response"
    assert answer.fault.attempts == 2


@pytest.mark.parametrize(("call", "arguments"), JSON_CALLS)
@pytest.mark.parametrize("body", [b'{"status": "login required"}', b'{"clusterArns": ["a"', b"[]", b"maintenance"])
def test_json_that_says_nothing_of_the_operation_is_no_answer(
    call: str, arguments: dict[str, Any], body: bytes, monkeypatch: pytest.MonkeyPatch
):
    with aws(in_turn(Reply(200, body)), monkeypatch) as world:
        answer = world.call(call, **arguments)

    assert answer.pages == ()
    assert answer.fault.reason == "bad-response"


@pytest.mark.parametrize("body", [b"{}", b'{"clusterArns": []}', b'{"nextToken": null}'])
def test_an_empty_answer_is_an_answer(body: bytes, monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(Reply(200, body)), monkeypatch) as world:
        answer = world.call()

    assert answer.fault is None
    assert len(answer.pages) == 1


def test_an_answer_that_is_cut_off_is_no_answer(monkeypatch: pytest.MonkeyPatch):
    """Even where what is left of it can be read: a bucket's policy is plain text to botocore."""
    with aws(in_turn(Reply(200, b'{"Statement": []}' + b" " * 50, cut=17)), monkeypatch) as world:
        fault = world.fault("s3:GetBucketPolicy", Bucket="b")

    assert fault.reason == "bad-response"
    assert "17 of 67 bytes" in fault.message


@pytest.mark.parametrize(
    ("call", "arguments", "body"),
    [
        ("s3:GetBucketLocation", {"Bucket": "b"}, b"<LocationConstraint>eu-w"),
        ("s3:GetBucketPolicy", {"Bucket": "b"}, b"\xff\xfe\xfd"),
        ("ecs:ListClusters", {}, b'{"clusterArns": 5}'),
        ("ecs:ListClusters", {}, b"[" * 100_000),
        ("ecs:ListClusters", {}, b"\xff\xfe"),
        ("ec2:DescribeInstances", {}, b"<DescribeInstancesResponse><reservationSet>\x00"),
        ("iam:ListRoles", {}, b"<ListRolesResponse><ListRolesResult><Roles>x</Roles></ListRolesResult>"),
        ("cloudwatch:DescribeAlarms", {}, b"null"),
    ],
)
def test_no_answer_makes_a_traceback(call: str, arguments: dict[str, Any], body: bytes, monkeypatch: pytest.MonkeyPatch):
    """botocore's parsers raise whatever Python raises for what they meet."""
    with aws(in_turn(Reply(200, body)), monkeypatch) as world:
        assert world.fault(call, **arguments).reason == "bad-response"


def test_what_an_unreadable_answer_holds_is_not_told(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(Reply(200, b"<a>hunter2", XML)), monkeypatch) as world:
        fault = world.fault("ec2:DescribeInstances")

    assert "hunter2" not in fault.text + fault.message


# ---------------------------------------------------------------- retries


def test_a_throttled_call_is_sent_again_and_counted(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(error("ThrottlingException"), error("ThrottlingException"), ok(clusterArns=[])), monkeypatch) as world:
        answer = world.call()
        counts = world.api.counts

    assert answer.fault is None
    assert (counts.calls, counts.retries, counts.throttles, counts.services) == (3, 2, 2, {"ecs": 3})


def test_throttling_beyond_patience_is_a_fault(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(error("ThrottlingException", "Rate exceeded")), monkeypatch) as world:
        fault = world.fault()

    assert (fault.reason, fault.attempts, fault.status) == ("throttled", Patience().throttled, 400)
    assert 10 < world.clock.slept < 300


def test_the_wait_that_an_answer_asks_for_is_kept(monkeypatch: pytest.MonkeyPatch):
    busy = error("ThrottlingException", status=429, **{"Retry-After": "7"})
    with aws(in_turn(busy, ok(clusterArns=[])), monkeypatch) as world:
        world.call()

    assert world.clock.slept >= 7


@pytest.mark.parametrize(
    ("reply", "reason", "attempts"),
    [
        (error("AccessDeniedException"), "denied", 1),
        (error("AccessDeniedException", "with an explicit deny in a service control policy"), "denied-by-scp", 1),
        (error("ClusterNotFoundException"), "client-error", 1),
        (error("SomethingEntirelyNew"), "client-error", 1),
        (error("UnknownOperationException"), "not-available", 1),
        (error("ServerException", status=500), "service-error", Patience().service_error),
        (Reply(503, b"<html><body>busy</body></html>", "text/html"), "service-error", Patience().service_error),
        (Reply(reset=True), "unreachable", Patience().unreachable),
        (Reply(delay=1.5), "timeout", Patience().timeout),
    ],
)
def test_each_trouble_has_its_reason_and_its_patience(reply: Reply, reason: str, attempts: int, monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(reply), monkeypatch) as world:
        fault = world.fault()

    assert (fault.reason, fault.attempts) == (reason, attempts)
    assert len(world.server.seen) == attempts
    assert fault.time.endswith("Z")


@pytest.mark.parametrize(
    ("call", "reply"),
    [
        ("iam:ListRoles", query_error("AccessDenied", status=403)),
        ("ec2:DescribeInstances", ec2_error("UnauthorizedOperation", status=403)),
        ("s3:ListBuckets", Reply(403, b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>", XML)),
        ("lambda:ListFunctions", error("AccessDeniedException", status=403)),
        ("ecs:ListClusters", Reply(403, b"<ErrorResponse><Errors><Error><Code>AccessDenied</Code></Error></Errors></ErrorResponse>", XML)),
    ],
)
def test_a_denial_is_one_in_every_protocol(call: str, reply: Reply, monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(reply), monkeypatch) as world:
        assert world.fault(call).reason == "denied"


def test_the_action_is_iams_name_of_the_call(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(query_error("AccessDenied", status=403)), monkeypatch) as world:
        fault = world.fault("elbv2:DescribeLoadBalancers")

    assert fault.settle == "grant elasticloadbalancing:DescribeLoadBalancers"


def test_arguments_that_botocore_refuses_are_our_mistake_and_no_traceback(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(ok()), monkeypatch) as world:
        assert world.fault(cluster=5).reason == "bug"
        assert world.fault("ecs:NoSuchOperation").reason == "not-available"
        assert world.fault("nosuchservice:List").reason == "not-available"
        assert world.fault("s3:GetObject", Bucket="b", Key="k").reason == "bug"
        assert world.server.seen == []


# ---------------------------------------------------------------- credentials


def test_every_account_signs_for_itself_through_one_client(monkeypatch: pytest.MonkeyPatch):
    accounts = [f"{number:012}" for number in range(40)]
    with aws(in_turn(ok(clusterArns=[])), monkeypatch) as world:
        threads = [threading.Thread(target=world.call, args=(LIST, Place(account, "eu-west-1"))) for account in accounts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        signed = sorted(request.access_key for request in world.server.seen)

    assert signed == [f"AKIA{account}0000" for account in accounts]


def test_an_expired_token_is_renewed_once_and_the_call_goes_on(monkeypatch: pytest.MonkeyPatch):
    def answer(request: Request) -> Reply:
        return ok(clusterArns=["a"]) if request.access_key.endswith("0001") else error("ExpiredTokenException")

    with aws(answer, monkeypatch) as world:
        answer_ = world.call()
        again = world.call()

    assert answer_.fault is None and again.fault is None
    assert world.keys.refreshed == {"111122223333": 1}


def test_a_token_that_expires_half_way_keeps_the_pages_and_goes_on(monkeypatch: pytest.MonkeyPatch):
    replies = in_turn(ok(clusterArns=["a"], nextToken="1"), error("ExpiredTokenException"), ok(clusterArns=["b"]))
    with aws(replies, monkeypatch) as world:
        answer = world.call()

    assert answer.fault is None
    assert [page["clusterArns"] for page in answer.pages] == [["a"], ["b"]]


def test_a_token_that_stays_expired_is_a_fault_and_is_not_tried_again_and_again(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(error("ExpiredTokenException")), monkeypatch) as world:
        first = world.fault()
        second = world.fault("ecr:DescribeRepositories")

    assert (first.reason, first.attempts) == ("credentials-expired", 2)
    assert (second.reason, second.attempts) == ("credentials-expired", 0)
    assert world.keys.refreshed == {"111122223333": 1}


def test_credentials_that_are_not_to_be_had_are_a_fault(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(ok()), monkeypatch) as world:
        world.keys.refused["111122223333"] = CredentialsError("credentials-expired", "the session is over; run aws sso login")
        fault = world.fault()

    assert (fault.reason, fault.attempts, fault.settle) == ("credentials-expired", 0, "run aws sso login")
    assert world.server.seen == []


UNTAKEN = error("UnrecognizedClientException", "The security token included in the request is invalid.")


def test_a_region_that_the_account_has_not_enabled_is_told_from_wrong_credentials(monkeypatch: pytest.MonkeyPatch):
    """Both answer with the same code; the same credentials work elsewhere."""
    with aws(lambda request: identity() if request.service == "sts" else UNTAKEN, monkeypatch) as world:
        place = Place("111122223333", "ap-east-1")
        first, second = world.fault(place=place), world.fault("ecr:DescribeRepositories", place)
        asked = world.server.operations()

    assert (first.reason, second.reason, second.attempts) == ("region-disabled", "region-disabled", 0)
    assert first.settle == "enable ap-east-1 in 111122223333, or leave it out"
    assert asked == ["ListClusters", "ListClusters", "GetCallerIdentity"]


def test_credentials_that_a_region_does_not_know_yet_are_tried_once_more(monkeypatch: pytest.MonkeyPatch):
    """A role's new credentials reach all regions within seconds."""
    with aws(in_turn(UNTAKEN, ok(clusterArns=[])), monkeypatch) as world:
        assert world.call().fault is None
        assert world.clock.slept >= 1


def test_many_threads_ask_once_whether_credentials_are_good(monkeypatch: pytest.MonkeyPatch):
    with aws(lambda request: identity() if request.service == "sts" else UNTAKEN, monkeypatch) as world:
        place = Place("111122223333", "ap-east-1")
        found: list[Fault] = []
        threads = [threading.Thread(target=lambda: found.append(world.fault(place=place))) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert {fault.reason for fault in found} == {"region-disabled"}
    assert world.server.operations().count("GetCallerIdentity") == 1


def test_credentials_are_not_called_wrong_because_sts_is_not_reached(monkeypatch: pytest.MonkeyPatch):
    with aws(lambda request: Reply(reset=True) if request.service == "sts" else UNTAKEN, monkeypatch) as world:
        world.fault()
        second = world.fault()

    assert (second.reason, second.attempts) == ("credentials-invalid", 2)


def test_wrong_credentials_are_asked_with_once_for_all_regions(monkeypatch: pytest.MonkeyPatch):
    wrong = query_error("InvalidClientTokenId", status=403)
    with aws(lambda request: wrong if request.service == "sts" else UNTAKEN, monkeypatch) as world:
        first = world.fault()
        asked = len(world.server.seen)
        second = world.fault("ecr:DescribeRepositories", Place("111122223333", "us-east-1"))

    assert (first.reason, second.reason, second.attempts) == ("credentials-invalid", "credentials-invalid", 0)
    assert len(world.server.seen) == asked


def test_one_service_that_does_not_take_credentials_does_not_speak_for_its_region(monkeypatch: pytest.MonkeyPatch):
    with aws(lambda request: UNTAKEN if request.service == "ecr" else ok(clusterArns=[]), monkeypatch) as world:
        assert world.call().fault is None
        assert world.fault("ecr:DescribeRepositories").reason == "credentials-invalid"
        assert world.call().fault is None


# ---------------------------------------------------------------- what is out of order


def test_a_dead_endpoint_is_left_alone_by_all_accounts(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(Reply(reset=True)), monkeypatch) as world:
        world.fault()
        other = world.fault(place=Place("444455556666", "eu-west-1"))

    assert (other.reason, other.attempts) == ("unreachable", 0)
    assert "is not asked for a while" in other.message
    assert len(world.server.seen) == 3


def test_an_endpoint_that_comes_back_is_found_again(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(*[Reply(reset=True)] * 3, ok(clusterArns=["a"])), monkeypatch) as world:
        world.fault()
        world.clock.slept += 61

        assert world.call().fault is None
        assert world.call().fault is None


def test_a_region_that_cannot_be_reached_costs_seconds(monkeypatch: pytest.MonkeyPatch):
    """Fourteen services, each of which would be tried three times, with waits between, by each account."""
    services = (
        "ecr:DescribeRepositories",
        "sqs:ListQueues",
        "sns:ListTopics",
        "kms:ListKeys",
        "ssm:ListDocuments",
        "efs:DescribeFileSystems",
    )
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, not listening: refused
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        world = World(Server("", []))
        faults = [world.fault(call, Place(account, "eu-west-1")) for account in ("1" * 12, "2" * 12) for call in services]

    assert {fault.reason for fault in faults} == {"unreachable"}
    assert sum(fault.attempts for fault in faults) <= 9
    assert world.clock.slept < 10


def test_another_region_is_not_taken_for_dead_with_it(monkeypatch: pytest.MonkeyPatch):
    with aws(lambda request: ok(clusterArns=[]) if request.region == "us-east-1" else Reply(reset=True), monkeypatch) as world:
        for call in (LIST, "ecr:DescribeRepositories", "kms:ListKeys"):
            world.fault(call)

        assert world.call(place=Place("111122223333", "us-east-1")).fault is None


def unknown_host(host: str, *rest: Any, **more: Any) -> Any:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_service_that_is_not_offered_in_a_region_is_told_from_a_network_that_is_down(monkeypatch: pytest.MonkeyPatch):
    """botocore does not list it there, its host has no address, and AWS answers otherwise: there is nothing there."""
    place = Place("111122223333", "eu-south-2")
    with serving(lambda request: identity()) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", server.url)
        world = World(server)
        world.call("sts:GetCallerIdentity")
        monkeypatch.setattr(socket, "getaddrinfo", unknown_host)
        absent = world.fault("codecommit:ListRepositories", place)
        other = world.fault("codecommit:ListRepositories", Place("444455556666", "eu-south-2"))
        listed = world.fault(LIST, place)

    assert absent.is_nothing_there and other.is_nothing_there
    assert other.attempts == 0
    assert (listed.reason, listed.code) == ("unreachable", "NoSuchHost")


def test_without_a_network_nothing_is_said_to_be_absent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", unknown_host)
    world = World(Server("", []))

    assert world.fault("codecommit:ListRepositories", Place("111122223333", "eu-south-2")).reason == "unreachable"


# ---------------------------------------------------------------- budget


def test_an_account_takes_no_more_calls_than_it_may(monkeypatch: pytest.MonkeyPatch):
    with aws(paged, monkeypatch, budget=Budget(calls=2)) as world:
        answer = world.call()
        other = world.call(place=Place("444455556666", "eu-west-1"))

    assert len(answer.pages) == 2
    assert (answer.fault.reason, answer.fault.attempts) == ("budget", 0)
    assert len(other.pages) == 2


def test_a_collection_takes_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(ok(clusterArns=[])), monkeypatch, budget=Budget(seconds=30)) as world:
        assert world.call().fault is None
        world.clock.slept += 30

        assert world.fault().reason == "budget"


def test_a_stopped_api_wakes_its_callers(monkeypatch: pytest.MonkeyPatch):
    with aws(in_turn(error("ThrottlingException", status=429, **{"Retry-After": "50"})), monkeypatch, clock=Clock()) as world:
        found: list[Fault] = []
        thread = threading.Thread(target=lambda: found.append(world.fault()))
        thread.start()
        while not world.server.seen:
            time.sleep(0.01)
        world.api.stop()
        thread.join(10)

    assert [fault.reason for fault in found] == ["budget"]


# ---------------------------------------------------------------- values


def test_times_are_rfc_3339_and_bytes_are_base64(monkeypatch: pytest.MonkeyPatch):
    service = {"serviceName": "web", "createdAt": 1767323045.678, "events": [{"createdAt": 1767323045}]}
    with aws(lambda request: ok(services=[service], CiphertextBlob="AAEC", KeyId="k"), monkeypatch) as world:
        described = world.call("ecs:DescribeServices", services=["web"]).pages[0]["services"][0]
        encrypted = world.call("kms:Encrypt", KeyId="k", Plaintext=b"x").pages[0]

    assert described["createdAt"] == "2026-01-02T03:04:05.678Z"
    assert described["events"][0]["createdAt"] == "2026-01-02T03:04:05Z"
    assert encrypted["CiphertextBlob"] == "AAEC"


def test_times_in_xml_are_rfc_3339(monkeypatch: pytest.MonkeyPatch):
    body = (
        b'<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><reservationSet><item>'
        b"<instancesSet><item><launchTime>2026-01-02T03:04:05.000Z</launchTime></item></instancesSet></item></reservationSet>"
        b"</DescribeInstancesResponse>"
    )
    with aws(in_turn(Reply(200, body, XML)), monkeypatch) as world:
        page = world.call("ec2:DescribeInstances").pages[0]

    assert page == {"Reservations": [{"Instances": [{"LaunchTime": "2026-01-02T03:04:05Z"}]}]}


def test_both_layouts_give_the_same(monkeypatch: pytest.MonkeyPatch):
    found = []
    for layout in ("shared", "by-account"):
        with aws(paged, monkeypatch, layout=layout) as world:
            found.append((world.call(), [(request.access_key, request.token) for request in world.server.seen]))

    assert found[0] == found[1]
