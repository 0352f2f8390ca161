"""Resources as members of lists: which lie in a scope, which may not be there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scanner.jmes.lookup import Members
from scanner.snapshot import Resource
from scanner.unknown import ABSENT, Unknown

GLOBAL_TYPES = ("AWS::IAM::", "AWS::Route53::", "AWS::CloudFront::", "AWS::Organizations::", "AWS::Account")
"""Services whose resources belong to the account and to no region (AWS General Reference, global endpoints)."""


def in_scope(resource: Resource, scope: str, near: Resource | None) -> bool:
    """Whether a resource lies in the scope (`region`, `account`, `all`) of another."""
    if scope == "all" or near is None:
        return True
    if resource.account and near.account and resource.account != near.account:
        return False
    if scope == "account" or resource.type.startswith(GLOBAL_TYPES):
        return True
    return not (resource.region and near.region and resource.region != near.region) or near.type.startswith(GLOBAL_TYPES)


def exists_member(value: Any, tree: Any, reason: str) -> Any:
    """A value under a decision tree of existence: itself, ABSENT, or alternatives on the tree's selectors."""
    if tree is True:
        return value
    if tree is False:
        return ABSENT
    if isinstance(tree, Unknown) and tree.one_of is not None:
        branches = tuple(exists_member(value, branch, reason) for branch in tree.one_of)
        return Unknown(reason=tree.reason, one_of=branches, selector=tree.selector, settle=tree.settle)
    return Unknown(reason=reason, one_of=(value, ABSENT))


def member(resource: Resource, doubtful: bool) -> Any:
    """A resource as a member of a list: its properties, or a maybe where it or its membership is in doubt."""
    if resource.exists is True and not doubtful:
        return resource.properties
    reason = f"{resource.id} may not be created"
    value = exists_member(resource.properties, resource.exists, reason)
    if doubtful:
        return Unknown(reason=f"whether {resource.id} refers to it cannot be told", one_of=(value, ABSENT))
    return value


def members_of(pairs: Iterable[tuple[Resource, bool]]) -> Members:
    """Resources as members of a list, some of them in doubt."""
    listed = list(pairs)
    return Members([member(resource, maybe) for resource, maybe in listed], [resource.properties for resource, _ in listed])
