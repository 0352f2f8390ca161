"""What policy statements allow."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.functions import known_iam
from scanner.functions.iam import iam_allows
from scanner.jmes.leaving import NotKnown
from scanner.unknown import ABSENT, STRING, OpenList, Unknown, reference

ROLE = reference("t#Role", "Arn")
WHAT = Unknown("parameter P")


def allow(action: Any = "*", resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: Any = "*", resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {**allow(action, resource, **more), "Effect": "Deny"}


IF = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
REPOSITORY = "arn:aws:ecr:eu-west-1:1:repository/app"


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (None, False),
        ([], False),
        ([allow()], True),
        (allow(), True),
        ([allow("ecr:*")], True),
        ([allow("ECR:batchgetimage")], True),
        ([allow(["s3:*", "ecr:BatchGet*"])], True),
        ([allow("ecr:BatchGetImag?")], True),
        ([allow("ecs:*")], False),
        ([allow("ecr:*", REPOSITORY)], True),
        ([allow("ecr:*", "arn:aws:ecr:*:*:repository/*")], True),
        ([allow("ecr:*", "arn:aws:ecr:*:*:repository/other")], False),
        ([allow("ecr:*", REPOSITORY.upper())], False),
        ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], True),
        ([{"Effect": "Allow", "NotAction": "ecr:*", "Resource": "*"}], False),
        ([{"Effect": "Allow", "Action": "*", "NotResource": REPOSITORY}], False),
        ([{"Effect": "Allow", "Action": "ecr:*"}], True),
        ([{"Effect": "Allow", "Resource": "*"}], False),
        ([allow(), deny("ecr:*")], False),
        ([allow(), deny("ecs:*")], True),
        ([deny()], False),
        ([allow(Condition=IF)], None),
        ([allow(Condition={})], True),
        ([allow(), allow(Condition=IF)], True),
        ([allow("ecs:*", Condition=IF)], False),
        ([allow(), deny(Condition=IF)], None),
        ([allow(Condition=IF), deny()], False),
        ([allow("ecr:*", "arn:aws:ecr:*:*:repository/${aws:username}")], None),
        ([allow("ecr:*", "arn:aws:s3:::${aws:username}")], False),
        ([WHAT], None),
        (WHAT, None),
        ([allow(), WHAT], None),
        ([deny(), WHAT], False),
        ([allow(WHAT)], None),
        ([allow("ecs:*"), allow(Unknown("p", types=STRING, prefix="s3:"))], False),
        ([allow(Condition=WHAT)], None),
        ([{"Effect": WHAT, "Action": "*", "Resource": "*"}], None),
        ([allow(), {"Effect": Unknown("p", types=STRING, prefix="Al"), "Action": "*", "Resource": "*"}], True),
        ([Unknown("c", one_of=(allow(), ABSENT))], None),
        ([allow(), Unknown("c", one_of=(deny(), ABSENT))], None),
        ([Unknown("c", one_of=(allow(), allow("ecr:*")))], True),
        (OpenList(((allow(), False),), more=WHAT, reason="r"), None),
        (OpenList(((deny(), False),), more=WHAT, reason="r"), False),
    ],
)
def test_a_pull_is_allowed_or_not(statements: Any, expected: bool | None) -> None:
    assert iam_allows(statements, "ecr:BatchGetImage", REPOSITORY) is expected


def test_a_reference_allows_what_it_refers_to() -> None:
    assert iam_allows([allow("iam:PassRole", ROLE)], "iam:PassRole", ROLE) is True
    assert iam_allows([allow("iam:PassRole", [ROLE, "x"])], "iam:PassRole", ROLE) is True
    assert iam_allows([allow("iam:PassRole", reference("t#Other", "Arn"))], "iam:PassRole", ROLE) is None
    assert iam_allows([allow("iam:PassRole", "*")], "iam:PassRole", ROLE) is True
    assert iam_allows([deny("iam:PassRole", ROLE), allow()], "iam:PassRole", ROLE) is False


def test_an_action_without_resources_needs_a_star() -> None:
    assert iam_allows([allow("ecr:GetAuthorizationToken", "*")], "ecr:GetAuthorizationToken", "*") is True
    assert iam_allows([allow("ecr:*", REPOSITORY)], "ecr:GetAuthorizationToken", "*") is False


def test_a_trust_policy_names_no_resource() -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}

    assert iam_allows([trust], "sts:AssumeRole", "*") is True


def one_or_many(values: Any) -> Any:
    return st.one_of(values, st.lists(values, max_size=3))


ACTIONS = one_or_many(st.sampled_from(["ecr:Get*", "ECR:*", "*", "ecs:*", "ecr:Ge?", "ecr:Get${aws:username}", "ecr:${*}", 1, None]))
RESOURCES = one_or_many(st.sampled_from(["*", "arn:x", "ARN:*", "arn:${aws:username}", "arn:?", True, None]))
STATEMENT = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny", "Allow", "allow", None, ["Allow"]])},
    optional={
        "Action": ACTIONS,
        "NotAction": ACTIONS,
        "Resource": RESOURCES,
        "NotResource": RESOURCES,
        "Condition": st.sampled_from([None, {}, IF, []]),
    },
)


@given(one_or_many(st.one_of(STATEMENT, STATEMENT, STATEMENT, st.none(), st.just("text"))), st.sampled_from(["ecr:Get", "ECS:x", None]))
def test_known_statements_get_the_same_answer_in_generated_code(statements: Any, action: str | None) -> None:
    """What hangs on a Condition or a policy variable it leaves to the three-valued evaluation."""
    for resource in ("*", "arn:x", None):
        expected = iam_allows(statements, action, resource)
        try:
            assert known_iam.iam_allows(None, statements, action, resource) is expected
        except NotKnown:
            assert expected is None
