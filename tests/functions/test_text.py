"""Functions that take texts apart."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import EvaluationError
from scanner.functions import known_text
from scanner.functions.images import image
from scanner.functions.text import arn_parts, endpoint_service, glob, parse_json
from scanner.unknown import NULL, STRING, Unknown, reference

NAME = Unknown("parameter Name", types=STRING, identity=("parameter", "Name"))
REPOSITORY = reference("t#Repository", "RepositoryUri")


def text(*parts: Any) -> Unknown:
    return Unknown("text", types=STRING, parts=parts)


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        ("release-1", "release-*", True),
        ("release", "release-*", False),
        ("abc", "a?c", True),
        ("ac", "a?c", False),
        ("", "", True),
        ("", "*", True),
        ("a*b", "a*b", True),
        ("a.c", "a[.]c", False),
        ("line\nbreak", "line*break", True),
        ("ABC", "abc", False),
        (None, "*", False),
        ("a", None, False),
        (text("release-", NAME), "release-*", True),
        (text("release-", NAME), "main-*", False),
        (text("release-", NAME), "release-1", None),
        (NAME, "*", True),
        (NAME, "?*", None),
        (Unknown("p", types=STRING, prefix="v", suffix=".0"), "v*.0", True),
        (Unknown("p", types=STRING, prefix="v"), "x*", False),
        (Unknown("p", types=STRING | NULL), "*", None),
        ("main", NAME, None),
        ("main", text("x-", NAME), False),
    ],
)
def test_glob_decides_where_the_known_parts_do(value: Any, pattern: Any, expected: bool | None) -> None:
    assert glob(value, pattern) is expected


def test_glob_takes_linear_time() -> None:
    started = time.perf_counter()
    assert glob("a" * 20_000 + "b", "*a" * 100 + "c") is False
    assert time.perf_counter() - started < 2


ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("nginx", {"repository": "nginx"}),
        ("nginx:1.27", {"repository": "nginx", "tag": "1.27"}),
        ("library/nginx", {"repository": "library/nginx"}),
        ("localhost/app", {"registry": "localhost", "repository": "app"}),
        ("registry:5000/team/app:v1", {"registry": "registry:5000", "repository": "team/app", "tag": "v1"}),
        (
            "public.ecr.aws/docker/library/nginx:latest",
            {"registry": "public.ecr.aws", "repository": "docker/library/nginx", "tag": "latest"},
        ),
        (f"{ECR}/app", {"registry": ECR, "account": "123456789012", "region": "eu-west-1", "repository": "app"}),
        (
            f"{ECR}/team/app:v1@sha256:abc",
            {
                "registry": ECR,
                "account": "123456789012",
                "region": "eu-west-1",
                "repository": "team/app",
                "tag": "v1",
                "digest": "sha256:abc",
            },
        ),
        (
            "123456789012.dkr-ecr.eu-west-1.on.aws/app",
            {"registry": "123456789012.dkr-ecr.eu-west-1.on.aws", "account": "123456789012", "region": "eu-west-1", "repository": "app"},
        ),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app",
            {
                "registry": "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
                "account": "123456789012",
                "region": "cn-north-1",
                "repository": "app",
            },
        ),
    ],
)
def test_an_image_reference_is_taken_apart(value: str, expected: dict[str, str]) -> None:
    assert image(value) == {"registry": None, "account": None, "region": None, "repository": None, "tag": None, "digest": None, **expected}


def test_unknown_parts_of_an_image_stay_unknown_fields() -> None:
    found = image(text(NAME, ".dkr.ecr.eu-west-1.amazonaws.com/app:", NAME))

    assert isinstance(found, dict)
    assert found["account"] is NAME and found["region"] == "eu-west-1" and found["repository"] == "app" and found["tag"] is NAME


def test_a_repositorys_uri_names_the_repository() -> None:
    found = image(text(REPOSITORY, ":latest"))

    assert isinstance(found, dict)
    assert found["repository"] == reference("t#Repository", "Ref") and found["tag"] == "latest"
    alone = image(REPOSITORY)
    assert isinstance(alone, dict) and alone["repository"] == reference("t#Repository", "Ref") and alone["tag"] is None


def test_what_may_hold_a_tag_leaves_it_unknown() -> None:
    found = image(text(f"{ECR}/app-", NAME))

    assert isinstance(found, dict)
    assert isinstance(found["tag"], Unknown) and found["tag"].types == STRING | NULL


def test_an_unknown_beginning_leaves_registry_and_repository_unknown() -> None:
    found = image(text(NAME, "/app:v1"))

    assert isinstance(found, dict)
    assert isinstance(found["registry"], Unknown) and found["repository"].suffix == "app" and found["tag"] == "v1"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("arn:aws:ecs:eu-west-1:123456789012:cluster/shop", ["aws", "ecs", "eu-west-1", "123456789012", "cluster/shop"]),
        ("arn:aws:iam::aws:policy/service-role/X", ["aws", "iam", "", "aws", "policy/service-role/X"]),
        ("arn:aws:ecs:r:1:task-definition/web:7", ["aws", "ecs", "r", "1", "task-definition/web:7"]),
        (text("arn:aws:ecs:r:", NAME, ":cluster/shop"), ["aws", "ecs", "r", NAME, "cluster/shop"]),
    ],
)
def test_an_arn_is_taken_apart(value: Any, expected: list[Any]) -> None:
    found = arn_parts(value)

    assert isinstance(found, dict) and list(found.values()) == expected


def test_what_is_no_arn_has_no_parts() -> None:
    assert arn_parts("cluster/shop") is None and arn_parts(None) is None
    assert arn_parts(text("x", NAME)) is None


def test_what_may_be_an_arn_may_have_parts() -> None:
    found = arn_parts(text("arn:aws:ecs:", NAME))

    assert isinstance(found, Unknown) and found.one_of is not None
    assert found.one_of[0] is None and found.one_of[1]["service"] == "ecs"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("com.amazonaws.eu-west-1.ecr.api", "ecr.api"),
        ("com.amazonaws.eu-west-1.s3", "s3"),
        ("cn.com.amazonaws.cn-north-1.ecs-agent", "ecs-agent"),
        ("com.amazonaws.vpce.eu-west-1.vpce-svc-0123", None),
        ("example.com", None),
        (None, None),
        (text("com.amazonaws.", NAME, ".ecr.dkr"), "ecr.dkr"),
        (text("com.amazonaws.eu-west-1.", NAME), NAME),
    ],
)
def test_an_endpoints_service_is_what_follows_the_region(value: Any, expected: Any) -> None:
    assert endpoint_service(value) == expected


def test_json_text_becomes_a_document() -> None:
    assert parse_json('{"a": [1, 2.5, "x", null, true]}') == {"a": [1, 2.5, "x", None, True]}
    assert parse_json(None) is None


@pytest.mark.parametrize("value", ["", "{", "{'a': 1}", "nul", "[1,]", '{"a": NaN}'])
def test_text_that_is_no_json_is_an_error(value: str) -> None:
    with pytest.raises(EvaluationError, match="not a JSON text"):
        parse_json(value)


def test_unknown_parts_of_json_stay_where_they_stood() -> None:
    found = parse_json(text('{"a": "x-', NAME, '", "b": ', NAME, ', "c": "', NAME, '"}'))

    assert found["a"].parts == ("x-", NAME) and found["c"] is NAME
    assert isinstance(found["b"], Unknown) and found["b"] is not NAME  # it may be any JSON value


def test_json_that_its_unknown_parts_may_spoil_is_unknown() -> None:
    assert isinstance(parse_json(text('{"a": ', NAME)), Unknown)
    assert isinstance(parse_json(text('{"', NAME, '": 1}')), Unknown)
    assert isinstance(parse_json(NAME), Unknown)


@given(text=st.text("ab*?", max_size=8), pattern=st.text("ab*?", max_size=6))
def test_glob_of_known_texts_is_the_same_in_generated_code(text: str, pattern: str) -> None:
    assert known_text.glob(None, text, pattern) is glob(text, pattern)


def test_glob_takes_linear_time_in_generated_code() -> None:
    assert known_text.glob(None, "a" * 20_000 + "b", "*a" * 100 + "c") is False
    assert known_text.glob(None, "a" * 2_000 + "b", "*?a" * 10 + "c") is False
