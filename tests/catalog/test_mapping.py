"""From AWS's answers to CloudFormation's spelling."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.catalog import rows
from scanner.catalog.formulas import Formula
from scanner.catalog.mapping import Mapper, Unnamed
from scanner.catalog.plans import derive
from scanner.catalog.reading import read_rows
from scanner.catalog.rows import Row, row_of
from scanner.unknown import NULL, STRING, Unknown

HEAD = {"account": "111122223333", "region": "eu-west-1", "partition": "aws", "parent": None}


def row(text: str) -> Row:
    ((name, line, data),) = read_rows(text.encode(), "test.yaml")
    return row_of(name, data, "test.yaml", line)


def mapped(text: str, item: Any, **more: Any) -> dict[str, Any]:
    """The properties of an item under a row."""
    one = row(text)
    return Mapper(one, derive(one, {one.type: one})).resource({"item": item, **HEAD, **more}, "111122223333", "eu-west-1")[2]


SERVICE = """\
AWS::ECS::Service:
  list: {call: ecs:DescribeServices, with: {services: "`[]`"}, items: services}
  id: item.serviceArn
  identifiers: {Arn: item.serviceArn}
"""


def test_members_of_the_same_name_but_for_case_are_taken_deeply():
    item = {
        "serviceArn": "arn",
        "desiredCount": 2,
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}},
        "loadBalancers": [{"targetGroupArn": "tg", "containerPort": 80}],
    }

    found = mapped(SERVICE, item)

    assert found["DesiredCount"] == 2
    assert found["NetworkConfiguration"] == {"AwsvpcConfiguration": {"Subnets": ["subnet-1"], "AssignPublicIp": "DISABLED"}}
    assert found["LoadBalancers"] == [{"TargetGroupArn": "tg", "ContainerPort": 80}]


def test_a_property_that_no_answer_shows_is_unknown_and_may_be_absent():
    found = mapped(SERVICE, {"serviceArn": "arn"})["ForceNewDeployment"]

    assert isinstance(found, Unknown) and found.may_be_absent and "ForceNewDeployment" in found.reason


def test_what_two_resources_do_not_show_is_not_equal():
    """Unknown is equal to itself: each resource has its own."""
    mapper = Mapper(rows()["AWS::ECS::Service"])
    properties = [mapper.resource({"item": {"serviceArn": name}, **HEAD}, "1", "r")[2] for name in ("a", "b")]
    unknown = {name for name, value in properties[0].items() if isinstance(value, Unknown)}

    assert unknown
    assert all(properties[0][name] != properties[1][name] for name in unknown)


def test_what_the_row_says_a_live_resource_never_shows_is_absent():
    assert "ForceNewDeployment" not in mapped(SERVICE + "  absent: [ForceNewDeployment]\n", {"serviceArn": "arn"})


def test_a_nested_property_can_be_absent_by_its_dotted_name():
    """`DeploymentConfiguration.Alarms`, through lists without a step of their own."""
    item = {"serviceArn": "arn", "deploymentConfiguration": {"alarms": {"enable": True}, "minimumHealthyPercent": 50}}

    assert mapped(SERVICE + "  absent: [DeploymentConfiguration.Alarms]\n", item)["DeploymentConfiguration"] == {
        "MinimumHealthyPercent": 50
    }


def test_what_is_empty_because_it_is_not_set_is_absent():
    found = mapped(SERVICE, {"serviceArn": "arn", "loadBalancers": [], "platformVersion": "", "launchType": None})

    assert not {"LoadBalancers", "PlatformVersion", "LaunchType"} & found.keys()


def test_an_empty_result_of_an_expression_stays_where_the_row_keeps_it():
    text = SERVICE + "  properties: {LoadBalancers: {from: item.loadBalancers, keep: true}, ServiceRegistries: item.serviceRegistries}\n"
    found = mapped(text, {"serviceArn": "arn", "loadBalancers": [], "serviceRegistries": []})

    assert found["LoadBalancers"] == []
    assert "ServiceRegistries" not in found


def test_a_null_result_is_an_absent_property():
    assert "Cluster" not in mapped(SERVICE + "  properties: {Cluster: item.clusterArn}\n", {"serviceArn": "arn"})


@pytest.mark.parametrize(
    "tags",
    [
        [{"key": "team", "value": "web"}, {"key": "aws:cloudformation:stack-name", "value": "s"}],
        [{"TagKey": "team", "TagValue": "web"}],
        {"team": "web", "aws:x": "y"},
    ],
)
def test_tags_become_a_list_whichever_way_aws_gives_them(tags: Any):
    assert mapped(SERVICE, {"serviceArn": "arn", "tags": tags})["Tags"] == [{"Key": "team", "Value": "web"}]


def test_tags_become_a_map_where_cloudformation_has_one():
    text = """\
AWS::SSM::Parameter:
  list: {call: ssm:DescribeParameters, items: Parameters}
  more: {tags: {call: ssm:ListTagsForResource, with: {ResourceId: item.Name, ResourceType: "'Parameter'"}, take: TagList}}
  id: item.Name
  identifiers: {Ref: item.Name}
  properties: {Tags: tags}
"""
    assert mapped(text, {"Name": "/x"}, tags=[{"Key": "a", "Value": "b"}, {"Key": "aws:x", "Value": "y"}])["Tags"] == {"a": "b"}


def test_tags_of_aws_alone_are_none():
    assert "Tags" not in mapped(SERVICE, {"serviceArn": "arn", "tags": [{"key": "aws:x", "value": "y"}]})


def test_an_answer_that_failed_leaves_its_properties_unknown_with_its_reason():
    text = (
        SERVICE + "  more: {tags: {call: ecs:ListTagsForResource, with: {resourceArn: item.serviceArn}}}\n  properties: {Tags: tags.tags}\n"
    )
    failed = Unknown("AccessDenied: ecs:ListTagsForResource", settle="grant ecs:ListTagsForResource")

    found = mapped(text, {"serviceArn": "arn"}, tags=failed)["Tags"]

    assert isinstance(found, Unknown) and found.may_be_absent
    assert (found.settle, found.causes) == ("grant ecs:ListTagsForResource", ())


def test_alternatives_in_the_apis_spelling_do_not_pass_for_ours():
    """`a || b` with an unknown `a` may be `b`, whose members nobody renamed."""
    text = SERVICE + "  properties: {NetworkConfiguration: network || item.networkConfiguration}\n"

    found = mapped(
        text, {"serviceArn": "arn", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["s"]}}}, network=Unknown("denied")
    )

    assert isinstance(found["NetworkConfiguration"], Unknown)
    assert found["NetworkConfiguration"].one_of is None


def test_an_unknown_answer_among_known_ones_does_not_hide_them():
    text = SERVICE + "  properties: {Cluster: item.clusterArn, Tags: tags}\n"
    found = mapped(text, {"serviceArn": "arn", "clusterArn": "c", "desiredCount": 1}, tags=Unknown("denied"))

    assert (found["Cluster"], found["DesiredCount"]) == ("c", 1)


def test_what_a_row_makes_itself_takes_the_schemas_members():
    """An object of an expression is written in either spelling."""
    text = SERVICE + '  properties: {DeploymentController: "{type: item.controller}"}\n'

    assert mapped(text, {"serviceArn": "arn", "controller": "ECS"})["DeploymentController"] == {"Type": "ECS"}


def test_runtime_holds_the_named_members_in_the_apis_spelling():
    text = SERVICE + "  runtime: [runningCount, {newest: 'events[0].message'}, deployments]\n".replace("'events", "'item.events")
    found = mapped(text, {"serviceArn": "arn", "runningCount": 0, "events": [{"message": "m"}], "deployments": []})

    assert found["Runtime"] == {"runningCount": 0, "newest": "m", "deployments": []}


def test_a_record_without_an_id_is_told():
    with pytest.raises(Unnamed, match="serviceArn is None"):
        mapped(SERVICE, {})


def test_documents_and_maps_are_left_as_they_are():
    text = """\
AWS::SQS::Queue:
  list: {call: sqs:ListQueues, items: QueueUrls}
  more: {attributes: {call: sqs:GetQueueAttributes, with: {QueueUrl: item}, take: Attributes}}
  id: item
  identifiers: {Ref: item}
  properties: {RedrivePolicy: attributes.RedrivePolicy}
"""
    policy = '{"deadLetterTargetArn": "arn", "maxReceiveCount": 5}'

    assert mapped(text, "https://queue", attributes={"RedrivePolicy": policy})["RedrivePolicy"] == policy


# ---------------------------------------------------------------- expressions


@pytest.mark.parametrize("text", ["item.a.b", "item.a.b | @", "not_null(item.a.b)"])
@pytest.mark.parametrize(("document", "wanted"), [({"a": {"b": 1}}, 1), ({"a": {}}, None), ({"a": 3}, None), ({}, None)])
def test_a_path_is_what_the_engine_says(text: str, document: Any, wanted: Any):
    formula = Formula(text)

    assert [wanted] * 60 == [formula.of({"item": document}) for _ in range(60)]  # closures at first, then generated code


def test_a_path_into_what_is_unknown_is_unknown():
    found = Formula("status.IsLogging").of({"status": Unknown("denied")}, known=False)

    assert isinstance(found, Unknown)


def test_what_certainly_fails_is_unknown_with_the_expression():
    """AWS answered what the row does not expect: nothing is raised, nothing is guessed."""
    found = Formula("join('', item.names)").of({"item": {"names": 3}})

    assert isinstance(found, Unknown) and "join('', item.names)" in found.reason


@pytest.mark.parametrize(
    ("value", "wanted"), [(None, False), (False, False), ("", False), ([], False), ({}, False), (0, True), ("x", True), (True, True)]
)
def test_where_is_true_as_jmespath_has_it(value: Any, wanted: bool):
    assert Formula("item.x").holds({"item": {"x": value}}) is wanted


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("item.tags", {"item"}),
        ("location.name || item.x", {"location", "item"}),
        ("item.a[?b == `1`].c", {"item"}),
        ("map(&tags, item.x)", {"item"}),
        ("{a: tags, b: @.x}", {"tags", "@"}),
    ],
)
def test_what_an_expression_reads_of_the_record(text: str, roots: set[str]):
    assert roots == Formula(text).roots


def test_a_text_that_may_be_null_may_be_absent():
    value = Formula("status.x").of({"status": Unknown("denied")}, known=False)

    assert value.types & NULL and value.types & STRING
