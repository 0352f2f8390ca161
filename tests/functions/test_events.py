"""EventBridge patterns. The first table is the sample event and the rules of the README of aws/event-ruler."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.functions import FUNCTIONS
from scanner.functions.events import event_matches
from scanner.jmes import Context
from scanner.unknown import ABSENT, STRING, OpenList, OpenObject, Unknown, reference

SAMPLE: dict[str, Any] = {
    "version": "0",
    "detail-type": "EC2 Instance State-change Notification",
    "source": "aws.ec2",
    "time": "2017-10-02T16:24:49Z",
    "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
    "detail": {"c-count": 5, "d-count": 3, "x-limit": 301.8, "source-ip": "10.0.0.33", "state": "running", "none": None, "empty": ""},
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"detail-type": ["EC2 Instance State-change Notification"], "detail": {"state": ["initializing", "running"]}}, True),
        ({"resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"]}, True),
        ({"time": [{"prefix": "2017-10-02"}]}, True),
        ({"time": [{"prefix": "2018"}]}, False),
        ({"source": [{"suffix": "ec2"}]}, True),
        ({"source": [{"equals-ignore-case": "AWS.EC2"}]}, True),
        ({"source": [{"prefix": {"equals-ignore-case": "AWS."}}]}, True),
        ({"source": [{"suffix": {"equals-ignore-case": "EC2"}}]}, True),
        ({"source": [{"wildcard": "aws.*"}]}, True),
        ({"source": [{"wildcard": "a*s.*2"}]}, True),
        ({"source": [{"wildcard": "aws.\\*"}]}, False),
        ({"source": [{"wildcard": "aws.???"}]}, False),
        ({"detail": {"state": [{"anything-but": "initializing"}]}}, True),
        ({"detail": {"state": [{"anything-but": "running"}]}}, False),
        ({"detail": {"state": [{"anything-but": ["stopped", "overloaded"]}]}}, True),
        ({"detail": {"state": [{"anything-but": ["stopped", "running"]}]}}, False),
        ({"detail": {"x-limit": [{"anything-but": 123}]}}, True),
        ({"detail": {"x-limit": [{"anything-but": [100, 200, 300]}]}}, True),
        ({"detail": {"state": [{"anything-but": {"prefix": "init"}}]}}, True),
        ({"detail": {"state": [{"anything-but": {"prefix": ["run", "init"]}}]}}, False),
        ({"detail": {"state": [{"anything-but": {"suffix": "ing"}}]}}, False),
        ({"detail": {"state": [{"anything-but": {"equals-ignore-case": "RUNNING"}}]}}, False),
        ({"detail": {"state": [{"anything-but": {"wildcard": "r*g"}}]}}, False),
        ({"detail": {"missing": [{"anything-but": "x"}]}}, False),
        ({"detail": {"c-count": [{"numeric": [">", 0, "<=", 5]}]}}, True),
        ({"detail": {"d-count": [{"numeric": ["<", 10]}]}}, True),
        ({"detail": {"d-count": [{"numeric": [">=", 4]}]}}, False),
        ({"detail": {"x-limit": [{"numeric": ["=", 3.018e2]}]}}, True),
        ({"detail": {"state": [{"numeric": [">", 0]}]}}, False),
        ({"detail": {"source-ip": [{"cidr": "10.0.0.0/24"}]}}, True),
        ({"detail": {"source-ip": [{"cidr": "10.0.1.0/24"}]}}, False),
        ({"detail": {"state": [{"cidr": "10.0.0.0/24"}]}}, False),
        ({"detail": {"c-count": [{"exists": True}]}}, True),
        ({"detail": {"c-count": [{"exists": False}]}}, False),
        ({"detail": {"e-count": [{"exists": False}]}}, True),
        ({"detail": {"e-count": [{"exists": True}]}}, False),
        ({"detail": [{"exists": True}]}, False),
        ({"detail": [{"exists": False}]}, True),
        ({"detail": {"none": [None]}}, True),
        ({"detail": {"none": [""]}}, False),
        ({"detail": {"none": [{"exists": True}]}}, True),
        ({"detail": {"empty": [""]}}, True),
        ({"detail": {"c-count": [5]}}, True),
        ({"detail": {"c-count": ["5"]}}, False),
        ({"detail": {"c-count": [True]}}, False),
        ({"detail": {"missing": ["x"]}}, False),
        ({"missing": {"deeper": ["x"]}}, False),
        ({"missing": {"deeper": [{"exists": False}]}}, True),
        ({"source": {"deeper": ["x"]}}, False),
        ({"$or": [{"source": ["x"]}, {"detail": {"state": ["running"]}}]}, True),
        ({"$or": [{"source": ["x"]}, {"detail": {"state": ["x"]}}]}, False),
        ({"source": ["aws.ec2"], "$or": [{"source": ["x"]}, {"detail": {"state": ["x"]}}]}, False),
        ({"detail": {"$or": [{"c-count": [{"numeric": [">", 9]}]}, {"d-count": [{"numeric": ["<", 8]}]}]}}, True),
    ],
)
def test_known_patterns_match_known_events_as_eventbridge_does(pattern: Any, expected: bool) -> None:
    assert event_matches(pattern, SAMPLE) is expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"employees": {"firstName": ["Anna"]}}, True),
        ({"employees": {"firstName": ["Anna"], "lastName": ["Smith"]}}, True),
        ({"employees": {"firstName": ["Anna"], "lastName": ["Jones"]}}, False),
        ({"tags": ["a"]}, True),
        ({"tags": ["c"]}, False),
        ({"tags": [{"anything-but": "a"}]}, True),
        ({"nothing": ["a"]}, False),
    ],
)
def test_lists_in_events_match_by_any_member(pattern: Any, expected: bool) -> None:
    event = {
        "employees": [{"firstName": "Anna", "lastName": "Smith"}, {"firstName": "Peter", "lastName": "Jones"}],
        "tags": ["a", "b"],
        "nothing": [],
    }

    assert event_matches(pattern, event) is expected


PUSH = {
    "source": "aws.ecr",
    "detail-type": "ECR Image Action",
    "detail": {"action-type": "PUSH", "result": "SUCCESS", "repository-name": "app", "image-tag": "latest"},
}


def push_pattern(**detail: Any) -> dict[str, Any]:
    return {"source": ["aws.ecr"], "detail-type": ["ECR Image Action"], "detail": {"action-type": ["PUSH"], **detail}}


REPOSITORY = reference("t#Repository", "Ref")
OPTION = Unknown("c", one_of=("latest", ABSENT))


@pytest.mark.parametrize(
    ("pattern", "event", "expected"),
    [
        (push_pattern(), PUSH, True),
        (push_pattern(**{"image-tag": ["prod"]}), PUSH, False),
        ('{"source": ["aws.ecr"]}', PUSH, True),
        (None, PUSH, False),
        (push_pattern(), None, False),
        (Unknown("parameter Pattern"), PUSH, None),
        (push_pattern(**{"image-tag": [Unknown("parameter Tag")]}), PUSH, None),
        (push_pattern(**{"image-tag": [Unknown("parameter Tag")], "repository-name": ["other"]}), PUSH, False),
        (push_pattern(**{"image-tag": [Unknown("p"), "latest"]}), PUSH, True),
        (push_pattern(**{"image-tag": [Unknown("p", types=STRING, prefix="v")]}), PUSH, False),
        (push_pattern(**{"image-tag": Unknown("p", one_of=(["latest"], ["latest", "x"]))}), PUSH, True),
        (push_pattern(**{"image-tag": Unknown("p", one_of=(["latest"], ABSENT))}), PUSH, None),
        (push_pattern(**{"image-tag": [OPTION]}), PUSH, None),
        (push_pattern(**{"image-tag": OpenList((("latest", False),), more=Unknown("m"), reason="r")}), PUSH, True),
        (push_pattern(**{"image-tag": OpenList((("x", False),), more=Unknown("m"), reason="r")}), PUSH, None),
        (push_pattern(**{"image-tag": [{"prefix": Unknown("p")}]}), PUSH, None),
        (push_pattern(**{"repository-name": [REPOSITORY]}), {**PUSH, "detail": {**PUSH["detail"], "repository-name": REPOSITORY}}, True),  # type: ignore[dict-item]  # the test gives it on purpose
        (push_pattern(**{"repository-name": [REPOSITORY]}), PUSH, None),
        (push_pattern(), {**PUSH, "detail": Unknown("d")}, None),
        (push_pattern(), {**PUSH, "source": Unknown("d", types=STRING, prefix="aws.e")}, None),
        (push_pattern(), {**PUSH, "source": Unknown("d", types=STRING, prefix="aws.s3")}, False),
        (push_pattern(), OpenObject({"source": "aws.ecr"}, reason="r"), None),
        (push_pattern(**{"image-tag": [{"exists": False}]}), {**PUSH, "detail": {"action-type": "PUSH", "image-tag": OPTION}}, None),
        (push_pattern(**{"image-tag": [{"new-operator": "x"}]}), PUSH, None),
        (push_pattern(**{"image-tag": "latest"}), PUSH, None),
        (push_pattern(**{"image-tag": []}), PUSH, None),
        ({}, PUSH, None),
        ("{", PUSH, None),
    ],
)
def test_what_is_not_known_decides_only_where_it_must(pattern: Any, event: Any, expected: bool | None) -> None:
    assert event_matches(pattern, event) is expected


def test_json_text_with_an_embedded_reference_is_read() -> None:
    text = Unknown("t", types=STRING, parts=('{"source":["aws.ecr"],"detail":{"repository-name":["', REPOSITORY, '"]}}'))

    assert event_matches(text, {"source": "aws.ecr", "detail": {"repository-name": REPOSITORY}}) is True
    assert event_matches(text, {"source": "aws.s3", "detail": {"repository-name": REPOSITORY}}) is False


def test_an_unknown_answer_hangs_only_on_what_the_pattern_asks_for() -> None:
    account = Unknown("AWS::AccountId is not known here")
    repository = Unknown("parameter Repository has no default")
    event = {"source": "aws.ecr", "account": account, "detail": {"repository-name": repository, "image-tag": account}}
    context = Context()
    found = FUNCTIONS["event_matches"].call(context, {"source": ["aws.ecr"], "detail": {"repository-name": ["shop"]}}, event)

    causes = found.causes or (found,)

    assert [cause.reason for cause in causes] == ["parameter Repository has no default"]
