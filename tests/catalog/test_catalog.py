"""Every row that ships, held to AWS's models and to what the built-in policies read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scanner import documents, packaged, policy_loader
from scanner.catalog import ACCOUNT, builder, built, calls_of, check, digest, needed, plan_of, row, rows
from scanner.catalog.actions import EXCEPTIONS, PREFIXES, action_of
from scanner.catalog.answers import needs_token, service_model
from scanner.catalog.reading import read_catalog
from scanner.library import Library, expressions_of
from scanner.packaged import read_schema
from scanner.policy import Policy, Relation

FOLDED = {"AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"}
"""Types that a live account shows inside another: an inline policy is its role's."""
UNSEEN = {f"AWS::{name}": {"Tags"} for name in ("DocDB::DBSubnetGroup", "EC2::TransitGatewayAttachment", "ElastiCache::SubnetGroup")} | {
    f"AWS::{name}::{group}": {"Tags"}
    for name, group in (("MemoryDB", "SubnetGroup"), ("Neptune", "DBSubnetGroup"), ("RDS", "DBSubnetGroup"))
}
"""By type: properties that policies read of other types in one breath (a subnet's tags), and that this one does not show."""


@pytest.fixture(scope="module")
def library() -> Library:
    found = policy_loader.load(())
    assert not found.errors
    return found


def named_types(library: Library) -> set[str]:
    """Every type that policies and relations name."""
    found: set[str] = set()
    for policy in library.policies.values():
        found |= set(policy.targets)
    for path in packaged.policies_dir().rglob("*.yaml"):
        if "built" not in path.parts:
            found |= set(re.findall(r"'(AWS::[A-Za-z0-9]+(?:::[A-Za-z0-9]+)?)'", path.read_text("utf-8")))
    for relation in library.relations.values():
        found |= {name for name in relation.starts if "::" in name}
    return found


@pytest.mark.parametrize("type_name", rows())
def test_a_row_says_nothing_that_awss_models_contradict(type_name: str):
    """Services, operations, arguments, members of answers, properties, and a declared token where botocore has no paginator."""
    assert not list(check.problems(rows()[type_name], rows()))


@pytest.mark.parametrize("path", sorted(built.folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_holds_to_the_published_schema(path: Path):
    import jsonschema

    validator = jsonschema.Draft202012Validator(json.loads(read_schema("catalog.schema.json")))
    given = documents.to_python(documents.read(path.read_bytes(), path.name).root)

    assert not [f"{error.json_path}: {error.message}" for error in validator.iter_errors(given)]


def test_every_type_that_policies_name_has_a_row(library: Library):
    assert not sorted(named_types(library) - rows().keys() - FOLDED)


def read_of(library: Library) -> dict[str, set[str]]:
    """By type: the fields, and `Runtime.member`, that expressions read which speak of the type, of whatever type these fields are."""
    found: dict[str, set[str]] = {}
    sources: list[Policy | Relation] = [*library.policies.values(), *library.relations.values()]
    for source in sources:
        if isinstance(source, Relation):
            expressions, types = [source.value], set(source.starts)
        else:
            expressions, types = list(expressions_of(source)), set(source.targets)
        fields: set[str] = set()
        for expression in expressions:
            types |= library.types_of(expression)
            fields |= {*expression.fields, *re.findall(r"\bRuntime\.[A-Za-z]+", expression.text)}
        for type_name in types & rows().keys():
            found.setdefault(type_name, set()).update(fields)
    return found


def test_nothing_that_policies_read_is_left_unread(library: Library):
    """An unread property is Unknown in every resource: a policy on it could never decide."""
    unread = {
        name: missing
        for name, fields in read_of(library).items()
        if name not in FOLDED
        and (missing := {one for one in plan_of(rows()[name]).unread if one.rpartition(".")[2] in fields - UNSEEN.get(name, set())})
    }

    assert not unread


def test_every_member_of_runtime_that_policies_read_is_collected(library: Library):
    """Under `Runtime`, or as the property of the same name that stands before it: `not_null(Group, Runtime.group)`."""
    shapes = json.loads(read_schema("runtime.json"))["types"]
    wanted = [
        (name, member)
        for name, fields in read_of(library).items()
        for member in (field.partition(".")[2] for field in fields if field.startswith("Runtime."))
        if member in shapes.get(name, {})
    ]

    assert wanted
    assert not sorted((name, member) for name, member in wanted if member not in rows()[name].runtime and not is_property(name, member))


def is_property(type_name: str, member: str) -> bool:
    """Whether a member of an answer is a property that is read."""
    one = rows()[type_name]
    names = {*one.properties, *(entry[0] for entry in plan_of(one).nodes[0]["members"])}
    return member.lower() in {name.lower() for name in names}


# ---------------------------------------------------------------- the built form


def test_the_built_form_is_what_the_files_say():
    """`make catalog` after a change of a row, of a schema or of botocore."""
    assert (built.folder() / built.FILE).read_text("utf-8") == builder.build()


def test_rows_are_the_same_from_the_files_and_from_the_built_form():
    written = read_catalog(built.folder())

    assert list(written) == list(rows())
    for name, one in rows().items():
        assert _plain(one) == _plain(written[name])


def _plain(value: Any) -> Any:
    if hasattr(value, "text") and hasattr(value, "path"):
        return value.text
    if hasattr(value, "__slots__"):
        return {name: _plain(getattr(value, name)) for name in value.__slots__}
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


# ---------------------------------------------------------------- the questions that others ask


def test_what_is_needed_comes_after_what_it_hangs_on():
    found = [one.type for one in needed(["AWS::ECS::Service", "AWS::EC2::Route"])]

    assert found.index("AWS::ECS::Cluster") < found.index("AWS::ECS::Service")
    assert found.index("AWS::EC2::RouteTable") < found.index("AWS::EC2::Route")
    assert len(found) == 4


def test_all_rows_are_needed_in_an_order_that_works():
    place = {one.type: number for number, one in enumerate(needed(rows()))}

    assert place.keys() == rows().keys()
    assert all(place[other] < place[name] for name, one in rows().items() for other in one.follows)


def test_a_type_without_a_row_needs_nothing():
    assert (row("Custom::Thing"), needed(["Custom::Thing"])) == (None, ())


def test_the_calls_of_rows_are_told_with_their_types():
    sites = calls_of(needed(["AWS::ECS::Cluster"]))

    assert [(site.name, site.scope, site.type) for site in sites] == [
        ("ecs:DescribeClusters", "region", "AWS::ECS::Cluster"),
        ("ecs:ListClusters", "region", "AWS::ECS::Cluster"),
    ]


def test_the_digest_is_of_the_files():
    assert digest() == built.digest_of(built.texts())


def test_account_wide_rows_hang_on_account_wide_rows():
    assert all(rows()[other].scope == one.scope for one in rows().values() for other in one.follows if one.scope == ACCOUNT)


# ---------------------------------------------------------------- actions


@pytest.mark.parametrize(
    ("call", "action"),
    [
        ("ecs:ListServices", "ecs:ListServices"),
        ("elbv2:DescribeLoadBalancers", "elasticloadbalancing:DescribeLoadBalancers"),
        ("s3:ListBuckets", "s3:ListAllMyBuckets"),
        ("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
        ("s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock"),
        ("cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarms"),
        ("efs:DescribeFileSystems", "elasticfilesystem:DescribeFileSystems"),
        ("apigateway:GetRestApis", "apigateway:GET"),
    ],
)
def test_an_action_is_named_as_iam_names_it(call: str, action: str):
    assert action_of(call) == action


NAMED_OTHERWISE = {"cloudwatch": "cloudwatch", "cloudcontrol": "cloudformation", "resourcegroupstaggingapi": "tag"}
"""Services that sign with a name that is not IAM's."""


def test_services_are_named_by_what_they_sign_with():
    """botocore knows no IAM actions; but for a few services the name is that of the signature."""
    wrong = {}
    for service in {site.service for site in calls_of(rows().values())} | PREFIXES.keys():
        signing = service_model(service).signing_name
        expected = NAMED_OTHERWISE.get(service, signing)
        if action_of(f"{service}:Any").partition(":")[0] != expected:
            wrong[service] = expected

    assert not wrong


def test_exceptions_are_of_operations_that_exist():
    assert not [call for call in EXCEPTIONS if call.partition(":")[2] not in service_model(call.partition(":")[0]).operation_names]


def test_an_operation_with_a_token_and_no_paginator_must_declare_it():
    """Otherwise the first page passes for all."""
    call = next(call for one in rows().values() for call in one.calls() if call.token is not None)

    assert needs_token(call) is None
    assert needs_token(_without_token(call)) == call.token["read"] if call.token else False


def _without_token(call: Any) -> Any:
    from scanner.records import replace

    return replace(call, token=None)
