"""From a provider's arguments to CloudFormation's properties: each operator of the rows, and what remains unknown."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.catalog.declared import Declared
from scanner.catalog.rows import CatalogError
from scanner.catalog.terraform.mapping import map_each, map_resource
from scanner.catalog.terraform.rows import Row, read_rows
from scanner.unknown import ABSENT, NULL, OBJECT, STRING, OpenList, Unknown, reference

ON = Unknown("variable on has no default", one_of=(True, False), selector="on")


def row(text: str) -> Row:
    """The one row of a file."""
    (found,) = read_rows(text.encode(), "test.yaml")
    return found


def declared(kind: str, values: dict[str, Any], **more: Any) -> Declared:
    return Declared(kind, f"{kind}.x", "w", values, **more)


def mapped(text: str, values: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = row(text)
    return map_resource(declared(found.kind, values, **more), found).properties


QUEUE = "AWS::SQS::Queue:\n  aws_sqs_queue:\n"
GROUP = "AWS::EC2::SecurityGroup:\n  aws_security_group:\n"
BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer:\n  aws_lb:\n"
TARGETS = "AWS::ElasticLoadBalancingV2::TargetGroup:\n  aws_lb_target_group:\n"


def test_arguments_go_by_their_names():
    """Case, plural and the type's name before it aside; null and what is not there are nothing."""
    given = {"name": "q", "delay_seconds": 5, "kms_master_key_id": None, "tag": {"a": "b"}}

    assert mapped(QUEUE + "    {}", given) == {"QueueName": "q", "DelaySeconds": 5, "Tags": [{"Key": "a", "Value": "b"}]}


def test_what_is_unmapped_leaves_open_what_nothing_gave():
    """An argument of which nobody knows what it says may say anything that no other argument says."""
    found = mapped(QUEUE + "    {}", {"name": "q", "brand_new": 1})

    assert found["QueueName"] == "q"
    assert found["KmsMasterKeyId"].may_be_absent
    assert found["KmsMasterKeyId"].reason == "aws_sqs_queue brand_new is not modelled"


def test_what_is_unmapped_leaves_open_what_a_known_argument_would_have_said():
    """It may say what an argument that is not given says otherwise: a newer form of it."""
    found = mapped(QUEUE + "    take: {delay: DelaySeconds}", {"name": "q", "delay_v2": 5})

    assert found["DelaySeconds"].may_be_absent


def test_what_is_dropped_has_a_reason():
    with pytest.raises(CatalogError, match='why is "a" dropped'):
        row(QUEUE + "    drop: {a: ''}")
    assert mapped(QUEUE + "    drop: {Terraform alone knows it: [brand_new]}", {"brand_new": 1}) == {}


def test_what_only_the_provider_computes_is_not_unmapped():
    """Plans and state show it beside what is written."""
    found = map_resource(declared("aws_security_group", {"owner_id": "1"}), row(GROUP + "    {}"))

    assert found.unmapped == []


def test_a_block_is_an_object_or_a_list_as_the_schema_says():
    """Several blocks where one is wanted cannot be deployed."""
    text = "AWS::S3::Bucket:\n  aws_s3_bucket:\n    take: {versioning: VersioningConfiguration}"

    assert mapped(text, {"versioning": [{"status": "Enabled"}]}) == {"VersioningConfiguration": {"Status": "Enabled"}}
    assert isinstance(mapped(text, {"versioning": [{}, {}]})["VersioningConfiguration"], Unknown)


def test_a_plain_value_becomes_the_list_that_is_wanted():
    """So does an unknown text."""
    text = "AWS::IAM::InstanceProfile:\n  aws_iam_instance_profile:\n    take: {role: Roles}"
    role = reference("w#aws_iam_role.r", "name")

    assert mapped(text, {"role": "r"}) == {"Roles": ["r"]}
    assert mapped(text, {"role": role}) == {"Roles": [role]}


def test_values_may_be_called_otherwise():
    """True is the text true of a row; a choice is translated in all of its branches, what is unknown becomes unknown."""
    text = BALANCER + "    take: {internal: {to: Scheme, values: {true: internal, false: internet-facing}}}"

    assert mapped(text, {"internal": True}) == {"Scheme": "internal"}
    assert mapped(text, {"internal": "true"}) == {"Scheme": "internal"}
    assert mapped(text, {"internal": ON})["Scheme"].one_of == ("internal", "internet-facing")
    assert mapped(text, {"internal": Unknown("var")})["Scheme"].one_of is None


def test_an_explosion_makes_an_object_of_each_element():
    """`self` is a reference to the group itself."""
    text = GROUP + (
        "    take:\n      ingress:\n        to: SecurityGroupIngress\n        take: {protocol: IpProtocol}\n"
        "        explode: {cidr_blocks: CidrIp, security_groups: SourceSecurityGroupId, self: {to: SourceSecurityGroupId, own: id}}"
    )
    block = {"protocol": "tcp", "cidr_blocks": ["10.0.0.0/8", "10.1.0.0/16"], "self": True, "security_groups": []}

    assert mapped(text, {"ingress": [block]})["SecurityGroupIngress"] == [
        {"IpProtocol": "tcp", "CidrIp": "10.0.0.0/8"},
        {"IpProtocol": "tcp", "CidrIp": "10.1.0.0/16"},
        {"IpProtocol": "tcp", "SourceSecurityGroupId": reference("w#aws_security_group.x", "id")},
    ]


def test_an_explosion_of_a_choice_is_choices():
    """What stands in one of two lists is there when that one is chosen."""
    text = GROUP + "    take: {ingress: {to: SecurityGroupIngress, explode: {cidr_blocks: CidrIp}}}"
    lists = Unknown("on", one_of=(["0.0.0.0/0"], []), selector="on")

    (member,) = mapped(text, {"ingress": [{"cidr_blocks": lists}]})["SecurityGroupIngress"]

    assert (member.one_of, member.selector) == (({"CidrIp": "0.0.0.0/0"}, ABSENT), "on")


def test_an_explosion_of_an_unknown_list_leaves_the_list_open():
    """There may be no rule, or many: none is certain."""
    text = GROUP + "    take: {ingress: {to: SecurityGroupIngress, explode: {cidr_blocks: CidrIp}}}"

    found = mapped(text, {"ingress": [{"from_port": 22, "cidr_blocks": Unknown("var")}]})["SecurityGroupIngress"]

    assert isinstance(found, OpenList)
    assert found.items == ()
    assert found.more["FromPort"] == 22


def test_a_row_may_explode():
    """Each CIDR block of a rule's resource is a resource of CloudFormation's."""
    text = "AWS::EC2::SecurityGroupIngress:\n  aws_security_group_rule:\n    explode: {cidr_blocks: CidrIp}"

    found = map_each(declared("aws_security_group_rule", {"cidr_blocks": ["10.0.0.0/8", "10.1.0.0/16"]}), row(text))

    assert [(one.properties, there) for one, there in found] == [({"CidrIp": "10.0.0.0/8"}, True), ({"CidrIp": "10.1.0.0/16"}, True)]


def test_an_attribute_list_has_texts():
    text = BALANCER + "    take: {enable_http2: {list: LoadBalancerAttributes, key: routing.http2.enabled}}"

    assert mapped(text, {"enable_http2": False}) == {"LoadBalancerAttributes": [{"Key": "routing.http2.enabled", "Value": "false"}]}
    assert mapped(text, {"enable_http2": None}) == {}


def test_a_block_may_be_spread():
    """What an unknown block may say is unknown; the attribute list stays open."""
    text = BALANCER + (
        "    take:\n      access_logs: {spread: true, take: {bucket: {list: LoadBalancerAttributes, key: access_logs.s3.bucket}}}\n"
        "      ipam_pools: {spread: true, take: {ipv4_ipam_pool_id: Ipv4IpamPoolId}}"
    )

    known = mapped(text, {"access_logs": [{"bucket": "b"}], "ipam_pools": [{"ipv4_ipam_pool_id": "p"}]})
    hidden = mapped(text, {"access_logs": Unknown("dynamic"), "ipam_pools": Unknown("dynamic")})

    assert known == {"LoadBalancerAttributes": [{"Key": "access_logs.s3.bucket", "Value": "b"}], "Ipv4IpamPoolId": "p"}
    assert isinstance(hidden["LoadBalancerAttributes"], OpenList)
    assert hidden["Ipv4IpamPoolId"].may_be_absent


def test_a_value_may_be_a_member_of_a_new_object():
    text = (
        BALANCER
        + '    take: {name: {to: "SubnetMappings[]", as: SubnetId}, subnets: {to: SubnetMappings, as: SubnetId, const: {AllocationId: e}}}'
    )

    assert mapped(text, {"name": "s", "subnets": ["a"]}) == {"SubnetMappings": [{"SubnetId": "s"}, {"SubnetId": "a", "AllocationId": "e"}]}


def test_what_may_be_null_makes_no_certain_member():
    text = BALANCER + '    take: {name: {to: "SubnetMappings[]", as: SubnetId}}'

    (member,) = mapped(text, {"name": Unknown("var", types=STRING | NULL)})["SubnetMappings"]

    assert member.one_of[1] is ABSENT


def test_places_follow_members_that_come_behind_others():
    """A list of two arguments: the second's members stand behind the first's."""
    text = TARGETS + '    take: {name: {to: "Targets[]", as: Id}, target: {to: Targets}}'

    found = map_resource(declared("aws_lb_target_group", {"name": "a", "target": [{"id": "b"}]}), row(text))

    assert found.properties["Targets"] == [{"Id": "a"}, {"Id": "b"}]
    assert found.sources[("Targets", 1, "Id")] == ("target", 0, "id")
    assert found.sources[("Targets", 0)] == ("name",)


def test_a_list_behind_an_unknown_one_keeps_both():
    """Neither hides the other."""
    text = TARGETS + "    take: {first: Targets, second: Targets}"
    unknown = Unknown("var", types=16)

    found = mapped(text, {"first": unknown, "second": [{"id": "b"}]})["Targets"]

    assert isinstance(found, OpenList)
    assert [item for item, _ in found.items] == [{"Id": "b"}]


def test_an_argument_may_count_only_without_another():
    """Where that is not known, neither is it."""
    text = (
        GROUP + "    take: {ingress: {to: SecurityGroupIngress, take: "
        '{from_port: {to: FromPort, unless: {protocol: ["-1"]}}, protocol: IpProtocol}}}'
    )

    def port(protocol: Any) -> Any:
        return mapped(text, {"ingress": [{"protocol": protocol, "from_port": 0}]})["SecurityGroupIngress"][0].get("FromPort")

    assert port("tcp") == 0
    assert port("-1") is None
    assert port(Unknown("var", types=STRING)).one_of == (ABSENT, 0)
    assert port(Unknown("var", one_of=("-1", "tcp"), selector="s")).one_of == (ABSENT, 0)


def test_something_may_hold_beside_an_argument():
    """Unless it is written."""
    text = "AWS::EC2::FlowLog:\n  aws_flow_log:\n    take: {vpc_id: {to: ResourceId, also: {ResourceType: VPC}}}"

    assert mapped(text, {"vpc_id": "v"}) == {"ResourceId": "v", "ResourceType": "VPC"}
    assert mapped(text, {"vpc_id": "v", "resource_type": "X"})["ResourceType"] == "X"
    assert mapped(text, {}) == {}


def test_a_default_holds_where_nothing_is_written():
    """Also where a value that may be null is."""
    text = GROUP + "    take: {description: GroupDescription}\n    defaults: {GroupDescription: Managed by Terraform}"

    assert mapped(text, {}) == {"GroupDescription": "Managed by Terraform"}
    assert mapped(text, {"description": "d"}) == {"GroupDescription": "d"}
    assert not mapped(text, {"description": Unknown("var", types=STRING | NULL)})["GroupDescription"].may_be_absent


def test_json_text_is_named_after_the_schema():
    """Parts that are not known hide nothing beside them."""
    text = (
        "AWS::ECS::TaskDefinition:\n  aws_ecs_task_definition:\n    take: {container_definitions: {to: ContainerDefinitions, json: true}}"
    )
    image = Unknown("var image", types=STRING)
    partly = Unknown("var image", types=STRING, parts=('[{"name": "a", "privileged": true, "image": "', image, '"}]'))

    whole = mapped(text, {"container_definitions": '[{"name": "a", "portMappings": [{"containerPort": 80}]}]'})
    assert whole == {"ContainerDefinitions": [{"Name": "a", "PortMappings": [{"ContainerPort": 80}]}]}
    (container,) = mapped(text, {"container_definitions": partly})["ContainerDefinitions"]
    assert (container["Privileged"], container["Image"].reason) == (True, "var image")
    assert mapped(text, {"container_definitions": Unknown("var")})["ContainerDefinitions"].reason == "var"


def test_the_keys_of_a_map_are_its_own():
    """Even where our tables speak of some of them."""
    text = (
        "AWS::ECS::TaskDefinition:\n  aws_ecs_task_definition:\n    take: {container_definitions: {to: ContainerDefinitions, json: true}}"
    )
    given = '[{"logConfiguration": {"options": {"awslogs-group": "g", "awslogs-region": "r"}}}]'

    assert mapped(text, {"container_definitions": given})["ContainerDefinitions"][0]["LogConfiguration"]["Options"] == {
        "awslogs-group": "g",
        "awslogs-region": "r",
    }


def test_the_owner_of_an_attribute_is_its_resource():
    text = "AWS::EC2::RouteTable:\n  aws_default_route_table:\n    take: {default_route_table_id: {to: VpcId, owner: true}}"

    assert mapped(text, {"default_route_table_id": reference("w#aws_vpc.v", "default_route_table_id")}) == {
        "VpcId": reference("w#aws_vpc.v", "id")
    }
    assert isinstance(mapped(text, {"default_route_table_id": "rtb-1"})["VpcId"], Unknown)


def test_a_hash_is_no_user_data():
    """Plans of older providers show the SHA-1 of user data."""
    text = "AWS::EC2::Instance:\n  aws_instance:\n    take: {user_data: {to: UserData, hashed: true}}"

    assert isinstance(mapped(text, {"user_data": "3dc39dda39be1205215e776bad998da361a5955d"})["UserData"], Unknown)
    assert mapped(text, {"user_data": "#!/bin/bash"}) == {"UserData": "#!/bin/bash"}


def test_several_blocks_may_go_elsewhere_than_one():
    text = (
        "AWS::CodePipeline::Pipeline:\n  aws_codepipeline:\n    take:\n"
        "      artifact_store: {to: ArtifactStore, several: {to: ArtifactStores, take: {location: ArtifactStore.Location}}}"
    )

    assert mapped(text, {"artifact_store": [{"location": "b"}]}) == {"ArtifactStore": {"Location": "b"}}
    assert mapped(text, {"artifact_store": [{"location": "b"}, {"location": "c"}]}) == {
        "ArtifactStores": [{"ArtifactStore": {"Location": "b"}}, {"ArtifactStore": {"Location": "c"}}]
    }


def test_a_block_may_be_nothing_but_what_stands_in_it():
    text = (
        "AWS::CodeBuild::Project:\n  aws_codebuild_webhook:\n    take:\n"
        "      filter_group: {to: Triggers.FilterGroups, only: filter, take: {type: Type, pattern: Pattern}}"
    )
    given = {"filter_group": [{"filter": [{"type": "EVENT", "pattern": "PUSH"}]}]}

    assert mapped(text, given) == {"Triggers": {"FilterGroups": [[{"Type": "EVENT", "Pattern": "PUSH"}]]}}


def test_a_map_may_be_written_as_a_block():
    """Terraform 0.11 allowed it."""
    assert mapped(QUEUE + "    {}", {"tags": [{"team": "shop"}]}) == {"Tags": [{"Key": "team", "Value": "shop"}]}


TAGGED = QUEUE + "    {}"


@pytest.mark.parametrize(
    ("own", "default", "expected"),
    [
        (None, {"a": "1"}, [{"Key": "a", "Value": "1"}]),
        ({"a": "2"}, {"a": "1", "b": "3"}, [{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}]),
        ({"a": "2"}, None, [{"Key": "a", "Value": "2"}]),
    ],
)
def test_default_tags_stand_below_those_of_the_resource(own, default, expected):
    assert mapped(TAGGED, {"tags": own}, default_tags=default)["Tags"] == expected


def test_unknown_tags_may_stand_over_default_ones():
    found = mapped(TAGGED, {"tags": Unknown("var tags", types=OBJECT)}, default_tags={"a": "1"})["Tags"]

    assert isinstance(found, OpenList)
    assert [item["Key"] for item, _ in found.items] == ["a"]
    assert isinstance(found.items[0][0]["Value"], Unknown)


def test_default_tags_go_where_the_row_says():
    """Groups of Auto Scaling get none; launch templates keep them in their own list."""
    from scanner.catalog.terraform.rows import rows_of

    (group, *_), (template,) = rows_of("aws_autoscaling_group"), rows_of("aws_launch_template")

    assert "Tags" not in map_resource(declared("aws_autoscaling_group", {}, default_tags={"a": "1"}), group).properties
    assert map_resource(declared("aws_launch_template", {}, default_tags={"a": "1"}), template).properties == {
        "TagSpecifications": [{"Tags": [{"Key": "a", "Value": "1"}], "ResourceType": "launch-template"}]
    }
