"""The functions that rows have beside those of policies."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.catalog.formulas import Formula
from scanner.unknown import Unknown

PERMISSIONS = [
    {"IpProtocol": "tcp", "FromPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/16"}, {"CidrIp": "10.1.0.0/16"}]},
    {"IpProtocol": "-1", "IpRanges": []},
    {"IpProtocol": "udp"},
]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("split('subnet-a,subnet-b', ',')", ["subnet-a", "subnet-b"]),
        ("split('subnet-a', ',')", ["subnet-a"]),
        ("split('', ',')", []),
        ("split(nothing, ',')", None),
        ("split('arn:aws:ecs:eu-west-1:111122223333:cluster/shop', '/')[-1]", "shop"),
        (
            "unfold(permissions, 'IpRanges')",
            [
                {"IpProtocol": "tcp", "FromPort": 443, "CidrIp": "10.0.0.0/16"},
                {"IpProtocol": "tcp", "FromPort": 443, "CidrIp": "10.1.0.0/16"},
            ],
        ),
        ("unfold(queues, 'Events')", [{"Arn": "q", "Events": "a"}, {"Arn": "q", "Events": "b"}]),
        ("unfold(nothing, 'IpRanges')", None),
        ("pairs(map, 'Name', 'Value')", [{"Name": "a", "Value": 1}, {"Name": "b", "Value": 2}]),
        ("pairs(nothing, 'Name', 'Value')", None),
        ("select(permissions, 'IpProtocol', wanted)", [{"IpProtocol": "udp"}]),
        ("select(permissions, 'FromPort', nothing)", [{"IpProtocol": "-1", "IpRanges": []}, {"IpProtocol": "udp"}]),
        ("select(nothing, 'IpProtocol', wanted)", None),
    ],
)
def test_a_function_gives_what_its_docstring_says(expression: str, expected: Any):
    document = {"permissions": PERMISSIONS, "queues": [{"Arn": "q", "Events": ["a", "b"]}], "map": {"b": 2, "a": 1}, "wanted": "udp"}

    assert Formula(expression).of(document) == expected


@pytest.mark.parametrize(
    "expression", ["split(answer, ',')", "unfold(answer, 'IpRanges')", "pairs(answer, 'Name', 'Value')", "select(answer, 'Name', 'a')"]
)
def test_what_a_failed_call_left_open_stays_open(expression: str):
    """The reason of the call goes with it."""
    found = Formula(expression).of({"answer": Unknown("AccessDenied: ec2:DescribeVpcs in eu-west-1")}, known=False)

    assert isinstance(found, Unknown)
    assert "AccessDenied: ec2:DescribeVpcs in eu-west-1" in found.reason


def test_a_list_that_is_unknown_inside_an_element_leaves_the_whole_open():
    elements = [*PERMISSIONS, {"IpProtocol": "tcp", "IpRanges": Unknown("not read")}]

    assert isinstance(Formula("unfold(permissions, 'IpRanges')").of({"permissions": elements}, known=False), Unknown)


def test_one_element_that_is_not_known_may_be_what_is_selected():
    versions = [{"Id": "a"}, {"Id": Unknown("not read")}]

    assert isinstance(Formula("select(versions, 'Id', 'a')").of({"versions": versions}, known=False), Unknown)


def test_what_a_row_does_not_read_is_unknown_with_the_reason():
    """Each time anew, for what two resources hold need not be equal; where a side condition holds, it is not asked."""
    formula = Formula("(public && 'PublicRead') || unread('an ACL of its own')")
    one, other = formula.of({"public": False}), formula.of({"public": False})

    assert formula.of({"public": True}) == "PublicRead"
    assert (one.reason, one.may_be_absent) == ("an ACL of its own", True)
    assert one != other


def test_generated_code_gives_the_same():
    """What is asked often is compiled."""
    formula = Formula("(public && 'PublicRead') || unread('an ACL of its own')")

    assert {type(formula.of({"public": False})) for _ in range(100)} == {Unknown}
    assert {formula.of({"public": True}) for _ in range(100)} == {"PublicRead"}
