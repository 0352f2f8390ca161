"""Satellites: resources whose state the service returns inside another one, folded into it.

Security-group rules become the group's lists; policies and attachments become the lists of the role, user or group that holds them.
Routes, associations and bucket policies stay resources of their own. Facts: EC2 DescribeSecurityGroups, IAM GetAccountAuthorizationDetails.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scanner.snapshot import Resource

SATELLITES: Final = frozenset(
    {
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::IAM::GroupPolicy",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::RolePolicy",
        "AWS::IAM::UserPolicy",
    }
)
"""The types that `folding` folds; most templates have none."""


def fold_satellites(resources: Sequence[Resource]) -> list[Resource]:
    """The resources with every satellite folded into the parents that are among them.

    A satellite all of whose parents are here is no resource any more; one with a parent elsewhere stays one as well. A satellite, or a
    parent's name, that hangs on a condition becomes a member that may be absent, on the same selector. One that stands for any number
    (`rule[*]`) leaves the list open: there may be more members like it. Order stays.
    """
    if not any(resource.type in SATELLITES for resource in resources):
        return list(resources)
    from scanner.satellites.folding import fold

    return fold(resources)
