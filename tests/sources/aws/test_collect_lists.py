"""Rows whose items come from several calls or several other rows, and answers that are not asked for."""

from __future__ import annotations

from typing import Any

from scanner.unknown import Unknown
from tests.sources.aws.collecting import SHOP, collect, rows_of, statuses
from tests.sources.aws.plain_api import PlainApi, fault

TASK = """\
AWS::ECS::Cluster:
  list: {call: ecs:ListClusters, items: "clusterArns[].{clusterArn: @}"}
  id: item.clusterArn
  identifiers: {}
AWS::ECS::Task:
  each: AWS::ECS::Cluster
  list:
    call: ecs:ListTasks
    with: {cluster: parent.item.clusterArn}
    over: {desiredStatus: "['RUNNING', 'STOPPED']"}
    items: taskArns
  describe: {call: ecs:DescribeTasks, with: {cluster: parent.item.clusterArn}, batch: {tasks: 100}, items: tasks, key: taskArn}
  id: item.taskArn
  identifiers: {}
"""


def tasks(listed: Any) -> PlainApi:
    """A cluster whose tasks are listed so."""
    return PlainApi(
        {
            "ecs:ListClusters": {"clusterArns": [SHOP]},
            "ecs:ListTasks": listed,
            "ecs:DescribeTasks": lambda arguments, region: {"tasks": [{"taskArn": arn} for arn in arguments["tasks"]]},
        }
    )


def test_a_list_is_asked_once_for_each_value_of_an_argument():
    api = tasks(lambda arguments, region: {"taskArns": [f"task-{arguments['desiredStatus']}"]})

    part = collect(api, rows_of(TASK))

    assert [one.id for one in part.resources if one.type == "AWS::ECS::Task"] == ["task-RUNNING", "task-STOPPED"]
    assert (api.times("ecs:ListTasks"), api.times("ecs:DescribeTasks")) == (2, 1)
    assert statuses(part)["Task"] == ["complete"]


def test_one_value_that_is_denied_leaves_the_type_open_and_the_others_there():
    def listed(arguments: dict[str, Any], region: str) -> Any:
        return fault(action="ecs:ListTasks") if arguments["desiredStatus"] == "STOPPED" else {"taskArns": ["task-1"]}

    part = collect(tasks(listed), rows_of(TASK))

    assert [one.id for one in part.resources if one.type == "AWS::ECS::Task"] == ["task-1"]
    assert statuses(part)["Task"] == ["denied"]


ATTACHMENT = """\
AWS::EC2::InternetGateway:
  list: {call: ec2:DescribeInternetGateways, items: InternetGateways}
  id: item.InternetGatewayId
  identifiers: {}
AWS::EC2::VPNGateway:
  list: {call: ec2:DescribeVpnGateways, items: VpnGateways}
  id: item.VpnGatewayId
  identifiers: {}
AWS::EC2::VPCGatewayAttachment:
  list:
    from:
      AWS::EC2::InternetGateway: "unfold([item], 'Attachments')[].{Gateway: InternetGatewayId, VpcId: VpcId}"
      AWS::EC2::VPNGateway: "unfold([item], 'VpcAttachments')[].{Gateway: VpnGatewayId, VpcId: VpcId}"
    complete: true
  id: join('|', [item.Gateway, item.VpcId])
  identifiers: {}
"""


def gateways(**replies: Any) -> PlainApi:
    """An internet gateway and a VPN gateway, unless said otherwise."""
    usual = {
        "ec2:DescribeInternetGateways": {"InternetGateways": [{"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1"}]}]},
        "ec2:DescribeVpnGateways": {"VpnGateways": [{"VpnGatewayId": "vgw-1", "VpcAttachments": [{"VpcId": "vpc-1"}]}]},
    }
    return PlainApi(usual | {f"ec2:{name}": reply for name, reply in replies.items()})


def test_what_two_rows_tell_may_be_all_there_is():
    part = collect(gateways(), rows_of(ATTACHMENT))

    assert [one.id for one in part.resources if one.type.endswith("Attachment")] == ["igw-1|vpc-1", "vgw-1|vpc-1"]
    assert statuses(part)["VPCGatewayAttachment"] == ["complete"]


def test_it_is_not_where_one_of_the_rows_is_not_complete():
    part = collect(gateways(DescribeVpnGateways=fault(action="ec2:DescribeVpnGateways")), rows_of(ATTACHMENT))

    assert [one.id for one in part.resources if one.type.endswith("Attachment")] == ["igw-1|vpc-1"]
    assert statuses(part)["VPCGatewayAttachment"] == ["skipped"]


INSTANCE = """\
AWS::EC2::Instance:
  list: {call: ec2:DescribeInstances, items: "Reservations[].Instances[]"}
  more:
    userData:
      call: ec2:DescribeInstanceAttribute
      with: {InstanceId: item.InstanceId, Attribute: "'userData'"}
      take: UserData.Value
      when: item.IamInstanceProfile
      otherwise: it is not asked for
  id: item.InstanceId
  identifiers: {}
  properties: {UserData: userData}
"""


def test_what_is_not_asked_for_is_unknown_where_the_row_says_why():
    """Null would say that an instance has no user data."""
    instances = [{"InstanceId": "i-1", "IamInstanceProfile": {"Arn": "arn"}}, {"InstanceId": "i-2"}]
    api = PlainApi(
        {"ec2:DescribeInstances": {"Reservations": [{"Instances": instances}]}, "ec2:DescribeInstanceAttribute": {"UserData": {}}}
    )

    first, second = collect(api, rows_of(INSTANCE)).resources

    assert "UserData" not in first.properties
    assert isinstance(second.properties["UserData"], Unknown)
    assert second.properties["UserData"].reason == "it is not asked for"
    assert api.times("ec2:DescribeInstanceAttribute") == 1
