"""What rows can say beyond list and describe: batches of further answers, parents, uses, places."""

from __future__ import annotations

from typing import Any

from scanner.sources.aws.calls import Answer
from scanner.sources.aws.faults import Place
from scanner.unknown import Unknown
from tests.sources.aws.collecting import TOPIC, collect, rows_of, statuses, topics
from tests.sources.aws.plain_api import ACCOUNT, REGION, PlainApi, fault, throttled

# ---------------------------------------------------------------- batches of further answers


REPOSITORY = """\
AWS::ECR::Repository:
  list: {call: ecr:DescribeRepositories, items: repositories}
  more:
    scan:
      call: ecr:BatchGetRepositoryScanningConfiguration
      batch: {repositoryNames: 2}
      of: item.repositoryName
      items: scanningConfigurations
      key: repositoryName
      failures: "failures[].{id: repositoryName, reason: failureCode}"
  id: item.repositoryArn
  identifiers: {Ref: item.repositoryName}
  properties: {ImageScanningConfiguration: "scan && {ScanOnPush: scan.scanOnPush}"}
"""


def repositories(count: int, scan: Any) -> PlainApi:
    listed = [{"repositoryArn": f"arn:{number}", "repositoryName": f"r{number}"} for number in range(count)]
    return PlainApi({"ecr:DescribeRepositories": {"repositories": listed}, "ecr:BatchGetRepositoryScanningConfiguration": scan})


def scanned(arguments: dict[str, Any], region: str) -> dict[str, Any]:
    return {"scanningConfigurations": [{"repositoryName": name, "scanOnPush": name == "r1"} for name in arguments["repositoryNames"]]}


def test_answers_of_a_batch_go_to_those_they_are_of():
    api = repositories(3, scanned)

    part = collect(api, rows_of(REPOSITORY))

    assert api.times("ecr:BatchGetRepositoryScanningConfiguration") == 2
    found = [one.properties["ImageScanningConfiguration"] for one in part.resources]
    assert found == [{"ScanOnPush": False}, {"ScanOnPush": True}, {"ScanOnPush": False}]


def test_one_that_a_batch_does_not_answer_is_unknown():
    part = collect(repositories(2, {"scanningConfigurations": [{"repositoryName": "r0", "scanOnPush": True}]}), rows_of(REPOSITORY))

    first, second = (one.properties["ImageScanningConfiguration"] for one in part.resources)
    assert first == {"ScanOnPush": True}
    assert isinstance(second, Unknown)
    assert statuses(part) == {"Repository": ["complete", "unread"]}


def test_one_that_a_batch_does_not_answer_has_none_where_the_row_says_so():
    rows = rows_of(REPOSITORY.replace("batch:", "optional: true\n      batch:"))
    part = collect(repositories(1, {"scanningConfigurations": []}), rows)

    assert "ImageScanningConfiguration" not in part.resources[0].properties
    assert statuses(part) == {"Repository": ["complete"]}


def test_a_failure_in_a_batch_is_unknown_with_its_reason():
    reply = {"scanningConfigurations": [], "failures": [{"repositoryName": "r0", "failureCode": "DENIED"}]}
    part = collect(repositories(1, reply), rows_of(REPOSITORY))

    assert "DENIED" in part.resources[0].properties["ImageScanningConfiguration"].reason


def test_several_answers_for_one_are_a_list():
    rows = rows_of(
        REPOSITORY.replace("batch:", "many: true\n      batch:").replace(
            "scan && {ScanOnPush: scan.scanOnPush}", "{ScanOnPush: length(scan) > `1`}"
        )
    )
    reply = {"scanningConfigurations": [{"repositoryName": "r0", "n": 1}, {"repositoryName": "r0", "n": 2}]}

    part = collect(repositories(2, reply), rows)

    assert [one.properties["ImageScanningConfiguration"] for one in part.resources] == [{"ScanOnPush": True}, {"ScanOnPush": False}]


# ---------------------------------------------------------------- parents, uses, places


def test_elements_of_a_parent_need_no_call_and_are_complete_where_it_is():
    routes = [
        {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
        {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "Origin": "CreateRoute", "State": "blackhole"},
    ]
    listed = throttled({"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": routes}]})

    part = collect(PlainApi({"ec2:DescribeRouteTables": listed}), "AWS::EC2::Route")

    (route,) = [one for one in part.resources if one.type == "AWS::EC2::Route"]
    assert (route.id, route.properties["RouteTableId"], route.properties["Runtime"]["State"]) == ("rtb-1|0.0.0.0/0", "rtb-1", "blackhole")
    assert statuses(part) == {"RouteTable": ["throttled"], "Route": ["skipped"]}


USED = """\
AWS::ECS::Cluster:
  list: {call: ecs:ListClusters, items: clusterArns}
  id: item
  identifiers: {}
AWS::ECS::Service:
  each: AWS::ECS::Cluster
  list: {call: ecs:ListServices, with: {cluster: parent.item}, items: services}
  id: item.arn
  identifiers: {}
AWS::ECS::TaskDefinition:
  list: {from: {AWS::ECS::Service: "[item.definition, item.other]"}}
  describe: {call: ecs:DescribeTaskDefinition, each: taskDefinition, items: taskDefinition, absent: [ClientException]}
  id: item.taskDefinitionArn
  identifiers: {}
"""


def used(listed: Any, definition: Any) -> PlainApi:
    return PlainApi({"ecs:ListClusters": {"clusterArns": ["c"]}, "ecs:ListServices": listed, "ecs:DescribeTaskDefinition": definition})


def define(arguments: dict[str, Any], region: str) -> Any:
    return {"taskDefinition": {"taskDefinitionArn": arguments["taskDefinition"]}}


def test_what_is_in_use_is_asked_for_once_and_is_neither_complete_nor_a_gap():
    services = [{"arn": "1", "definition": "d:1"}, {"arn": "2", "definition": "d:1", "other": "d:2"}]
    api = used({"services": services}, define)

    part = collect(api, rows_of(USED))

    assert [one.id for one in part.resources if one.type == "AWS::ECS::TaskDefinition"] == ["d:1", "d:2"]
    assert api.times("ecs:DescribeTaskDefinition") == 2
    assert statuses(part)["TaskDefinition"] == ["in-use"]


def test_what_is_used_by_what_was_not_seen_is_a_gap():
    part = collect(used(fault(), define), rows_of(USED))

    assert statuses(part)["TaskDefinition"] == ["skipped"]


def test_what_is_named_and_is_no_more_is_no_gap():
    part = collect(used({"services": [{"arn": "1", "definition": "d:1"}]}, fault(code="ClientException")), rows_of(USED))

    assert statuses(part)["TaskDefinition"] == ["in-use"]


def test_what_hangs_on_what_is_in_use_is_in_use():
    child = (
        "AWS::ECS::TaskSet: {each: AWS::ECS::TaskDefinition, list: {of: '[parent.item]'}, id: item.taskDefinitionArn, identifiers: {}}\n"
    )
    part = collect(used({"services": [{"arn": "1", "definition": "d:1"}]}, define), rows_of(USED + child))

    assert statuses(part)["TaskSet"] == ["in-use"]


TRAIL = {"TrailARN": "arn:trail", "Name": "trail", "HomeRegion": "us-east-1", "S3BucketName": "logs"}


def trails(*listed: dict[str, Any]) -> PlainApi:
    usual = ("GetTrailStatus", "GetEventSelectors", "ListTags")
    return PlainApi(
        {"cloudtrail:DescribeTrails": {"trailList": list(listed)}} | {f"cloudtrail:{name}": {"IsLogging": True} for name in usual}
    )


def test_a_trail_lives_and_is_asked_in_its_home_region_wherever_it_is_seen():
    """One whose home region is not audited is not lost."""
    api = trails(TRAIL, {**TRAIL, "TrailARN": "arn:here", "HomeRegion": REGION})

    part = collect(api, "AWS::CloudTrail::Trail")

    assert [(one.id, one.region) for one in part.resources] == [("arn:here", REGION), ("arn:trail", "us-east-1")]
    assert {(given["Name"], region) for call, region, given in api.asked if call == "cloudtrail:GetTrailStatus"} == {
        ("arn:here", REGION),
        ("arn:trail", "us-east-1"),
    }


def test_a_call_is_asked_in_the_region_that_its_row_names():
    text = TOPIC.replace("take: Attributes,", "take: Attributes, region: item.home,")
    api = topics("a", GetTopicAttributes=lambda arguments, region: {"Attributes": {"DisplayName": region}})
    api.replies["sns:ListTopics"] = {"Topics": [{"TopicArn": "arn:a", "home": "us-west-2"}, {"TopicArn": "arn:b"}]}

    part = collect(api, rows_of(text))

    assert part.resources[0].properties["DisplayName"] == "us-west-2"
    assert isinstance(part.resources[1].properties["DisplayName"], Unknown)  # no region to ask


def test_a_resource_may_live_elsewhere_than_it_was_asked_for():
    text = TOPIC.replace("  id:", "  scope: account\n  region: attributes.Home\n  id:", 1)
    api = topics("a", GetTopicAttributes={"Attributes": {"Home": "eu-north-1"}})

    (found,) = collect(api, rows_of(text), Place(ACCOUNT, "global")).resources

    assert found.region == "eu-north-1"


def test_global_rows_are_collected_in_the_global_part_alone():
    rows = rows_of(
        TOPIC
        + TOPIC.replace("SNS::Topic", "SNS::Subscription").replace("  absent: [Subscription, DataProtectionPolicy]\n", "  scope: account\n")
    )
    api = topics("a", GetTopicAttributes={"Attributes": {}})

    parts = {region: collect(api, rows, Place(ACCOUNT, region)) for region in (REGION, "global")}

    assert {region: list(statuses(part)) for region, part in parts.items()} == {REGION: ["Topic"], "global": ["Subscription"]}


def test_a_call_that_several_rows_make_is_made_once():
    text = """\
AWS::IAM::Role:
  list: {call: iam:GetAccountAuthorizationDetails, items: RoleDetailList}
  id: item.Arn
  identifiers: {}
AWS::IAM::User:
  list: {call: iam:GetAccountAuthorizationDetails, items: UserDetailList}
  id: item.Arn
  identifiers: {}
"""
    api = PlainApi({"iam:GetAccountAuthorizationDetails": {"RoleDetailList": [{"Arn": "r"}], "UserDetailList": [{"Arn": "u"}]}})

    part = collect(api, rows_of(text))

    assert (api.times("iam:GetAccountAuthorizationDetails"), [one.id for one in part.resources]) == (1, ["r", "u"])


def test_an_account_has_one_of_what_it_has_one_of():
    text = "AWS::Account: {list: {one: true}, id: account, identifiers: {Ref: account}, properties: {AccountId: account}}\n"

    part = collect(PlainApi({}), rows_of(text))

    assert [(one.id, one.properties["AccountId"]) for one in part.resources] == [(ACCOUNT, ACCOUNT)]


def test_an_operation_without_a_paginator_is_given_its_token():
    text = TOPIC.replace("items: Topics", "items: Topics, token: {read: NextToken, write: NextToken}, page: {MaxResults: 5}")
    seen: list[Any] = []

    class Api(PlainApi):
        def call(self, place: Place, call: str, arguments: Any, page: Any = None, token: Any = None) -> Answer:
            seen.append((call, page, token))
            return super().call(place, call, arguments, page, token)

    collect(Api({"sns:ListTopics": {"Topics": []}}), rows_of(text))

    ((call, page, token),) = seen
    assert (call, page, token.read, token.write) == ("sns:ListTopics", {"MaxResults": 5}, "NextToken", "NextToken")


# ---------------------------------------------------------------- what helpers of rows asked for


def test_a_list_is_called_for_each_of_several_values():
    """A service lists by status, or by scope: complete only where all were answered."""
    text = """\
AWS::WAFv2::WebACL:
  list:
    call: wafv2:ListWebACLs
    over: {Scope: "(region == 'us-east-1' && ['REGIONAL', 'CLOUDFRONT']) || ['REGIONAL']"}
    items: WebACLs
  id: item.ARN
  identifiers: {Arn: item.ARN}
"""
    api = PlainApi({"wafv2:ListWebACLs": lambda arguments, region: {"WebACLs": [{"ARN": arguments["Scope"]}]}})

    found = {region: collect(api, rows_of(text), Place(ACCOUNT, region)) for region in (REGION, "us-east-1")}

    assert {region: [one.id for one in part.resources] for region, part in found.items()} == {
        REGION: ["REGIONAL"],
        "us-east-1": ["CLOUDFRONT", "REGIONAL"],
    }
    api.replies["wafv2:ListWebACLs"] = lambda arguments, region: fault() if arguments["Scope"] == "CLOUDFRONT" else {"WebACLs": []}
    assert statuses(collect(api, rows_of(text), Place(ACCOUNT, "us-east-1"))) == {"WebACL": ["denied"]}


def test_values_to_list_by_that_are_not_known_are_a_gap():
    text = TOPIC.replace("items: Topics", "items: Topics, over: {NextToken: parent}")

    part = collect(topics("a"), rows_of(text))

    assert (part.resources, statuses(part)) == ([], {"Topic": ["failed"]})


def test_what_other_rows_name_can_be_all_there_is():
    rows = rows_of(USED.replace('item.other]"}', 'item.other]"}, complete: true'))

    assert statuses(collect(used({"services": [{"arn": "1", "definition": "d:1"}]}, define), rows))["TaskDefinition"] == ["complete"]
    assert statuses(collect(used(fault(), define), rows))["TaskDefinition"] == ["skipped"]


def test_what_is_not_asked_can_be_unknown_with_the_rows_reason():
    rows = rows_of(TOPIC.replace("take: Attributes", "take: Attributes, when: item.x, otherwise: attributes of other topics are not read"))

    found = collect(topics("a"), rows).resources[0].properties["DisplayName"]

    assert isinstance(found, Unknown) and found.reason == "attributes of other topics are not read"
