"""What the service returns inside a parent is folded into it, with the lines of the satellite."""

from __future__ import annotations

from typing import Any

from scanner.snapshot import Resource, Snapshot
from scanner.unknown import ABSENT, Reference, Unknown
from tests.sources.cloudformation.probe import snapshot


def named(found: Snapshot, name: str) -> Resource | None:
    return next((resource for resource in found.resources if resource.id == f"w#{name}"), None)


def properties(found: Snapshot, name: str) -> dict[str, Any]:
    resource = named(found, name)
    assert resource is not None
    return resource.properties


ROLE = "  Role: {Type: AWS::IAM::Role, Properties: {RoleName: web, AssumeRolePolicyDocument: {}}}\n"
GROUP = "  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d}}\n"
RULE = "{GroupId: !Ref Group, IpProtocol: tcp, FromPort: '22', ToPort: 22, CidrIp: 10.0.0.0/8}"


def test_a_rule_becomes_a_rule_of_its_group() -> None:
    found = snapshot(GROUP + f"  Rule: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {RULE}}}\n")

    assert properties(found, "Group")["SecurityGroupIngress"] == [
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"}
    ]
    assert named(found, "Rule") is None


def test_a_folded_property_stands_at_the_satellites_line() -> None:
    found = snapshot(GROUP + f"  Rule: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {RULE}}}\n")
    group, line = named(found, "Group"), 27
    assert group is not None

    for pointer in [(), (0,), (0, "CidrIp")]:
        place = group.origin.at(("SecurityGroupIngress", *pointer))
        assert place is not None
        assert place.line == line


def test_rules_are_sorted_among_those_written_inline() -> None:
    inline = "SecurityGroupIngress: [{IpProtocol: tcp, CidrIp: 9.0.0.0/8}]"
    rule = "{GroupId: !GetAtt Group.GroupId, IpProtocol: tcp, CidrIp: 10.0.0.0/8}"
    found = snapshot(
        f"  Group: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: d, {inline}}}}}\n"
        f"  Rule: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {rule}}}\n"
    )
    resource = named(found, "Group")
    assert resource is not None

    assert [rule["CidrIp"] for rule in resource.properties["SecurityGroupIngress"]] == ["10.0.0.0/8", "9.0.0.0/8"]
    assert [resource.origin.properties["SecurityGroupIngress", index].line for index in (0, 1)] == [27, 26]


def test_a_rule_of_an_unknown_condition_is_a_rule_that_may_be_absent() -> None:
    found = snapshot(GROUP + f"  Rule: {{Type: AWS::EC2::SecurityGroupIngress, Condition: Prod, Properties: {RULE}}}\n")
    (rule,) = properties(found, "Group")["SecurityGroupIngress"]

    assert rule.selector == ("parameter", "Env")
    assert rule.one_of[0] is ABSENT
    assert rule.one_of[1]["FromPort"] == 22


def test_a_rule_of_another_stacks_group_stays_a_resource() -> None:
    found = snapshot(
        GROUP + f"  Rule: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {RULE.replace('!Ref Group', '!ImportValue g')}}}\n"
    )

    assert "SecurityGroupIngress" not in properties(found, "Group")
    assert named(found, "Rule") is not None


def test_a_policy_becomes_a_policy_of_each_of_its_roles() -> None:
    found = snapshot(
        ROLE + "  P: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, PolicyDocument: {Statement: []}, Roles: [!Ref Role]}}\n"
    )

    assert properties(found, "Role")["Policies"] == [{"PolicyName": "p", "PolicyDocument": {"Statement": []}}]
    assert named(found, "P") is None


def test_a_policy_with_a_role_elsewhere_is_folded_and_stays() -> None:
    found = snapshot(
        ROLE + "  P: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, PolicyDocument: {}, Roles: [!Ref Role, !ImportValue r]}}\n"
    )

    assert len(properties(found, "Role")["Policies"]) == 1
    assert named(found, "P") is not None


def test_a_role_policy_finds_its_role_by_name() -> None:
    found = snapshot(ROLE + "  P: {Type: AWS::IAM::RolePolicy, Properties: {PolicyName: p, RoleName: web, PolicyDocument: {}}}\n")

    assert properties(found, "Role")["Policies"] == [{"PolicyName": "p", "PolicyDocument": {}}]


def test_a_managed_policy_is_attached_and_stays_a_resource() -> None:
    found = snapshot(ROLE + "  M: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {}, Roles: [!Ref Role]}}\n")
    (attached,) = properties(found, "Role")["ManagedPolicyArns"]

    assert attached.reference == Reference("w#M", "Ref")
    assert named(found, "M") is not None


def test_a_role_that_hangs_on_a_condition_may_have_the_policy() -> None:
    other = ROLE.replace("Role:", "Other:", 1).replace("web", "other")
    policy = "  P: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, PolicyDocument: {}, Roles: [!If [Prod, !Ref Role, !Ref Other]]}}\n"
    found = snapshot(ROLE + other + policy)
    (first,), (second,) = (properties(found, name)["Policies"] for name in ("Role", "Other"))

    assert isinstance(first, Unknown)
    assert first.one_of is not None
    assert second.one_of is not None
    assert [item is ABSENT for item in first.one_of] == [True, False]
    assert [item is ABSENT for item in second.one_of] == [False, True]


def test_bucket_policies_and_routes_stay_resources() -> None:
    found = snapshot(
        "  B: {Type: AWS::S3::Bucket}\n  P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref B, PolicyDocument: {}}}\n"
        "  T: {Type: AWS::EC2::RouteTable, Properties: {VpcId: v}}\n  R: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref T}}\n"
    )

    assert named(found, "P") is not None
    assert named(found, "R") is not None
