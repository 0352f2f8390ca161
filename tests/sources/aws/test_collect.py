"""One part of a collection, from plain answers: what is asked, what becomes of the answers, and what is left open."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.catalog import needed
from scanner.redaction import Redactor, redact
from scanner.sources.aws.collect import collect_part
from scanner.sources.aws.faults import BUDGET, DENIED_BY_SCP, NOT_AVAILABLE, REGION_DISABLED, SERVICE_ERROR, THROTTLED
from scanner.unknown import Unknown
from tests.sources.aws.collecting import BANK, SHOP, TOPIC, collect, described, ecs, only, rows_of, service, statuses, topics
from tests.sources.aws.plain_api import ACCOUNT, HERE, REGION, PlainApi, fault, throttled

DENIED = fault(action="ecs:ListClusters")


# ---------------------------------------------------------------- what is asked


def test_services_are_listed_per_cluster_and_described_in_batches():
    api = ecs()

    part = collect(api)

    batches = sorted(len(given["services"]) for call, _, given in api.asked if call == "ecs:DescribeServices")
    assert batches == [2, 10]
    assert all(given["cluster"] == SHOP and given["include"] == ["TAGS"] for call, _, given in api.asked if call == "ecs:DescribeServices")
    assert [one.type for one in part.resources].count("AWS::ECS::Service") == 12
    assert statuses(part) == {"Cluster": ["complete"], "Service": ["complete"]}
    assert part.calls == 6  # two of them for the pages of the list


def test_resources_are_canonical_sorted_and_know_their_place():
    found = collect(ecs()).resources

    assert [(one.type, one.id) for one in found] == sorted((one.type, one.id) for one in found)
    assert {(one.account, one.region) for one in found} == {(ACCOUNT, REGION)}
    assert found[1].properties["DesiredCount"] == 1
    assert found[1].identifiers["Arn"] == found[1].id


def test_without_clusters_nothing_is_asked_and_all_is_complete():
    api = ecs(ListClusters={"clusterArns": []})

    part = collect(api)

    assert (statuses(part), len(api.asked)) == ({"Cluster": ["complete"], "Service": ["complete"]}, 1)


def test_without_a_pool_the_calling_thread_calls():
    part = collect_part(ecs(), HERE, needed(["AWS::ECS::Service"]), Redactor(b"key"), None)

    assert len(part.resources) == 13


def test_secrets_are_redacted_and_equal_ones_stay_equal():
    text = """\
AWS::ECS::TaskDefinition:
  list: {call: ecs:ListTaskDefinitions, items: taskDefinitionArns}
  describe: {call: ecs:DescribeTaskDefinition, each: taskDefinition, items: taskDefinition}
  id: item.taskDefinitionArn
  identifiers: {Ref: item.taskDefinitionArn}
"""
    containers = [{"name": name, "environment": [{"name": "PASSWORD", "value": "hunter2-and-more"}]} for name in "ab"]
    api = PlainApi(
        {
            "ecs:ListTaskDefinitions": {"taskDefinitionArns": ["arn:1"]},
            "ecs:DescribeTaskDefinition": {"taskDefinition": {"taskDefinitionArn": "arn:1", "containerDefinitions": containers}},
        }
    )

    (found,) = collect(api, rows_of(text)).resources

    values = [container["Environment"][0]["Value"] for container in found.properties["ContainerDefinitions"]]
    assert "hunter2" not in repr(found)
    assert values[0].redacted is not None and values[0].redacted == values[1].redacted


# ---------------------------------------------------------------- what is left open


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (DENIED, "denied"),
        (fault(DENIED_BY_SCP), "denied"),
        (fault(THROTTLED), "throttled"),
        (fault(BUDGET), "skipped"),
        (fault(REGION_DISABLED), "skipped"),
        (fault(SERVICE_ERROR), "failed"),
    ],
)
def test_what_hangs_on_a_list_that_failed_is_skipped_with_its_reason(given: Any, status: str):
    api = ecs(ListClusters=given)

    part = collect(api)

    assert statuses(part) == {"Cluster": [status], "Service": ["skipped"]}
    assert api.times("ecs:ListServices") == 0
    first, second = part.coverage
    assert (second.action, second.reason, second.settle) == (
        first.action,
        first.reason,
        first.settle,
    ) and first.action == "ecs:ListClusters"


def test_a_denied_call_says_what_to_grant():
    found = only(collect(ecs(ListServices=fault())), "denied")

    assert (found.type, found.action, found.settle) == ("AWS::ECS::Service", "ecs:ListServices", "grant ecs:ListServices")
    assert (found.account, found.region, found.time) == (ACCOUNT, REGION, "2026-01-31T00:00:00Z")
    assert found.reason == f"AccessDeniedException: ecs:ListServices in {REGION} of {ACCOUNT}"


def test_the_action_is_that_of_iam_not_of_botocore():
    text = "AWS::EFS::FileSystem: {list: {call: 'efs:DescribeFileSystems', items: FileSystems}, id: item.FileSystemId, identifiers: {}}\n"
    api = PlainApi({"efs:DescribeFileSystems": fault(action="efs:DescribeFileSystems")})

    assert only(collect(api, rows_of(text)), "denied").settle == "grant elasticfilesystem:DescribeFileSystems"


def test_pages_before_a_fault_are_kept_and_the_type_stays_open():
    listed = throttled({"serviceArns": [service("web0")["serviceArn"]]})

    part = collect(ecs(ListServices=listed))

    assert [one.id for one in part.resources if one.type == "AWS::ECS::Service"] == [service("web0")["serviceArn"]]
    assert statuses(part)["Service"] == ["throttled"]


def test_one_cluster_that_is_denied_does_not_hide_the_other():
    def services(arguments: dict[str, Any], region: str) -> Any:
        return fault() if arguments["cluster"] == BANK else {"serviceArns": [service("web0")["serviceArn"]]}

    part = collect(ecs(ListClusters={"clusterArns": [SHOP, BANK]}, ListServices=services))

    assert len([one for one in part.resources if one.type == "AWS::ECS::Service"]) == 1
    assert statuses(part) == {"Cluster": ["complete"], "Service": ["denied"]}


def test_a_batch_that_fails_leaves_the_others():
    def batches(arguments: dict[str, Any], region: str) -> Any:
        return fault(THROTTLED) if len(arguments["services"]) == 10 else described(arguments, region)

    part = collect(ecs(DescribeServices=batches))

    assert len([one for one in part.resources if one.type == "AWS::ECS::Service"]) == 2
    assert statuses(part)["Service"] == ["throttled"]


def test_failures_in_a_successful_answer_leave_the_type_open():
    """`failures[]` with status 200: a service that exists and was not described."""
    arn = service("web0")["serviceArn"]
    reply = {"services": [service(f"web{number}") for number in range(1, 12)], "failures": [{"arn": arn, "reason": "ACCESS_DENIED"}]}

    found = only(collect(ecs(DescribeServices=reply)), "partial")

    assert found.type == "AWS::ECS::Service" and "ACCESS_DENIED" in str(found.reason)


def test_what_is_gone_since_it_was_listed_is_no_gap():
    arn = service("web0")["serviceArn"]

    def reply(arguments: dict[str, Any], region: str) -> dict[str, Any]:
        found = described(arguments, region)
        return {
            "services": [one for one in found["services"] if one["serviceArn"] != arn],
            "failures": [{"arn": arn, "reason": "MISSING"}] if arn in arguments["services"] else [],
        }

    part = collect(ecs(DescribeServices=reply))

    assert (statuses(part)["Service"], len(part.resources)) == (["complete"], 12)


def test_a_listed_id_that_describe_passes_over_leaves_the_type_open():
    part = collect(ecs(DescribeServices={"services": [], "failures": []}))

    found = only(part, "partial")
    assert found.type == "AWS::ECS::Service" and "no answer for" in str(found.reason)


def test_a_service_that_is_not_offered_in_a_region_holds_nothing_there():
    nowhere = fault(NOT_AVAILABLE, "NoEndpoint")

    assert statuses(collect(ecs(ListClusters=nowhere))) == {"Cluster": ["complete"], "Service": ["complete"]}


def test_an_answer_without_its_list_in_it_is_told():
    assert statuses(collect(ecs(ListClusters={"clusterArns": "none"}))) == {"Cluster": ["failed"], "Service": ["skipped"]}


def test_an_answer_that_failed_leaves_one_property_unknown_and_the_type_complete():
    def attributes(arguments: dict[str, Any], region: str) -> Any:
        return fault() if arguments["TopicArn"] != "arn:a" else {"Attributes": {"DisplayName": "A"}}

    part = collect(topics("a", "b", "c", GetTopicAttributes=attributes), rows_of(TOPIC))

    first, second, third = (one.properties["DisplayName"] for one in part.resources)
    assert first == "A"
    assert isinstance(second, Unknown) and second.settle == "grant sns:GetTopicAttributes" and second != third
    assert statuses(part) == {"Topic": ["complete", "unread"]}
    assert "(and 1 more)" in str(only(part, "unread").reason)


def test_an_error_code_that_means_there_is_none_is_a_value():
    part = collect(topics("a", GetTopicAttributes=fault(code="NotFound")), rows_of(TOPIC))

    assert "DisplayName" not in part.resources[0].properties
    assert statuses(part) == {"Topic": ["complete"]}


def test_a_code_with_two_meanings_is_told_apart_by_its_message():
    rows = rows_of(TOPIC.replace("absent: [NotFound]", "absent: ['AccessDeniedException: is not enabled']"))

    none = collect(topics("a", GetTopicAttributes=fault(message="The service is not enabled.")), rows)
    denied = collect(topics("a", GetTopicAttributes=fault(message="User is not authorized.")), rows)

    assert (statuses(none), statuses(denied)) == ({"Topic": ["complete"]}, {"Topic": ["complete", "unread"]})


def test_half_an_answer_on_one_resource_is_none():
    part = collect(topics("a", GetTopicAttributes=throttled({"Attributes": {"DisplayName": "A"}})), rows_of(TOPIC))

    assert isinstance(part.resources[0].properties["DisplayName"], Unknown)


def test_the_pages_of_one_answer_are_joined():
    text = TOPIC.replace("take: Attributes", "take: 'join(`\",\"`, List)'").replace("attributes.DisplayName", "attributes")
    part = collect(topics("a", GetTopicAttributes=[{"List": ["a"], "n": 1}, {"List": ["b"], "n": 2}]), rows_of(text))

    assert part.resources[0].properties["DisplayName"] == "a,b"


def test_what_hangs_on_an_answer_that_failed_is_not_asked_and_is_unknown():
    text = TOPIC.replace(
        "  id:",
        "    policy: {call: sns:GetDataProtectionPolicy, with: {ResourceArn: attributes.Arn}, when: attributes.Arn}\n  id:",
        1,
    ).replace("attributes.DisplayName", "policy.DataProtectionPolicy")
    api = topics("a", GetTopicAttributes=fault(), GetDataProtectionPolicy={"DataProtectionPolicy": "{}"})

    part = collect(api, rows_of(text))

    assert api.times("sns:GetDataProtectionPolicy") == 0
    assert isinstance(part.resources[0].properties["DisplayName"], Unknown)


def test_a_call_is_not_made_where_the_row_says_that_it_has_no_use():
    api = topics("a", "b", GetTopicAttributes={"Attributes": {"DisplayName": "A"}})

    part = collect(api, rows_of(TOPIC.replace("take:", "when: item.TopicArn == 'arn:b', take:")))

    assert api.times("sns:GetTopicAttributes") == 1
    assert [one.properties.get("DisplayName") for one in part.resources] == [None, "A"]


def test_a_record_whose_place_is_not_known_is_left_out_with_a_gap():
    part = collect(topics("a", GetTopicAttributes=fault()), rows_of(TOPIC + "  where: attributes.Owner == account\n"))

    assert not part.resources
    assert "partial" in statuses(part)["Topic"]


def test_two_answers_that_differ_under_one_id_are_told():
    names = iter(("A", "B"))
    api = topics("a", "a", GetTopicAttributes=lambda arguments, region: {"Attributes": {"DisplayName": next(names)}})
    rows = rows_of(TOPIC.replace("with: {TopicArn: item.TopicArn}", "with: {TopicArn: \"join('', [item.TopicArn, to_string(item)])\"}"))

    assert statuses(collect(api, rows)) == {"Topic": ["complete"]}  # one call: they asked the same

    api.replies["sns:ListTopics"] = {"Topics": [{"TopicArn": "arn:a"}, {"TopicArn": "arn:a", "x": 1}]}
    names = iter(("A", "B"))
    part = collect(api, rows)
    assert (statuses(part), len(part.resources)) == ({"Topic": ["partial"]}, 1)


def test_a_resource_without_an_id_is_told():
    api = topics("a", GetTopicAttributes={"Attributes": {}})
    api.replies["sns:ListTopics"] = {"Topics": [{}]}

    assert statuses(collect(api, rows_of(TOPIC.replace("with: {TopicArn: item.TopicArn}, ", "")))) == {"Topic": ["partial"]}


def test_every_fault_at_every_call_in_turn_loses_nothing_else():
    """What was not read is a gap or an Unknown; all else is what it is without the fault."""
    whole = {(one.type, one.id): one.properties for one in collect(ecs()).resources}
    for name in ("ListClusters", "DescribeClusters", "ListServices", "DescribeServices"):
        part = collect(ecs(**{name: fault(SERVICE_ERROR, "500")}))
        found = {(one.type, one.id): one.properties for one in part.resources}

        assert found.keys() < whole.keys()
        assert all(repr(whole[key]) == repr(value) for key, value in found.items())
        missing = {type_name for type_name, _ in whole.keys() - found.keys()}
        assert missing == {one.type for one in part.coverage if one.status != "complete"}


@pytest.mark.parametrize(
    "attributes",
    [
        {"DisplayName": "plain text"},
        {"DisplayName": "postgres://user:hunter2@host/db"},
        {"DisplayName": "password=hunter2-and-more"},
        {"DisplayName": "Authorization: Bearer abcdef123456"},
        {"DisplayName": "AKIAIOSFODNN7EXAMPLE"},
        {"DisplayName": "schlüssel ghp_0123456789abcdef0123456789abcdef0123"},
        {"DisplayName": "-----BEGIN RSA PRIVATE KEY-----\nMIIE"},
    ],
)
def test_the_quick_look_for_secrets_says_what_redaction_says(attributes: dict[str, str]):
    """Most resources hold none, and a look at their text is cheap: it must never see less."""
    text = TOPIC + "  runtime: {told: attributes}\n"

    (found,) = collect(topics("a", GetTopicAttributes={"Attributes": attributes}), rows_of(text)).resources

    properties: dict[str, Any] = {"DisplayName": attributes["DisplayName"], "Runtime": {"told": attributes}}
    wanted = redact("AWS::SNS::Topic", properties, Redactor(b"key"))
    assert repr([found.properties[name] for name in wanted]) == repr(list(wanted.values()))
