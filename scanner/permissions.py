"""What a collection would call, and the role that lets it: derived from the catalogue, so that it is neither more nor less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final

from scanner import catalog
from scanner.catalog.actions import action_of
from scanner.errors import UsageError
from scanner.library import Library
from scanner.policy import Policy
from scanner.records import dataclass
from scanner.sources.aws import aggregator, organization, regions
from scanner.sources.aws.accounts import ROLE_NAME
from scanner.sources.aws.secret_reads import SECRET_READS

MANAGED: Final = 6144
"""Characters of a managed policy, white space not counted (IAM and STS quotas)."""
INLINE: Final = 10240
"""Characters of all inline policies of a role together, white space not counted."""
MOST_MANAGED: Final = 10
"""Managed policies that can be attached to a role, where nobody had the quota raised."""
SESSION: Final = 3600
PRINCIPAL: Final = r"arn:aws[a-z-]*:iam::\d{12}:(root|role/.+|user/.+)"
EXTERNAL_ID: Final = r"[\w+=,.@:/-]{2,1224}"
ORGANIZATION: Final = r"o-[a-z0-9]{10,32}"
ROLE: Final = r"[\w+=,.@/-]{1,128}"


@dataclass(frozen=True, slots=True)
class Trust:
    """Who may assume the role; what is not given becomes a parameter of the template without a default."""

    principal: str | None = None
    """The ARN of a role, of a user, or of an account's root."""
    external_id: str | None = None
    organization: str | None = None
    """The id of an organization (o-...) that the principal must belong to."""
    role_name: str = ROLE_NAME


def trust(principal: str | None, external_id: str | None, organization_id: str | None, role_name: str) -> Trust:
    """Who may assume the role. UsageError for what IAM does not take."""
    said = (
        (principal, PRINCIPAL, "--trust", "arn:aws:iam::111122223333:root, or a role or user"),
        (external_id, EXTERNAL_ID, "--external-id", "2 to 1,224 letters, digits and +=,.@:/-"),
        (organization_id, ORGANIZATION, "--principal-org", "o-a1b2c3d4e5"),
        (role_name, ROLE, "--role-name", "letters, digits and +=,.@-"),
    )
    for text, pattern, option, fits in said:
        if text is not None and not re.fullmatch(pattern, text):
            raise UsageError(f'{option} "{text}" cannot be meant; write {fits}')
    return Trust(principal, external_id, organization_id, role_name)


def types_of(policies: Iterable[Policy], library: Library) -> frozenset[str]:
    """The types that policies judge, and those that they and the relations they call read, directly or through other relations."""
    found: set[str] = set()
    for policy in policies:
        found.update(policy.targets, policy.types)
        if not policy.types:  # of a policy that was not loaded from a file
            from scanner.library import expressions_of

            found.update(*(library.types_of(expression) for expression in expressions_of(policy)))
    return frozenset(found)


def matching(patterns: Iterable[str]) -> frozenset[str]:
    """The types of the catalogue that patterns name (`AWS::ECS::*`). UsageError for one that names none."""
    found: set[str] = set()
    for pattern in patterns:
        named = [name for name in catalog.rows() if fnmatchcase(name, pattern)]
        if not named:
            from scanner.errors import get_close_matches

            near = get_close_matches(pattern, catalog.rows(), 1)
            hint = f'did you mean "{near[0]}"?' if near else "write AWS::ECS::Service, or AWS::ECS::*"
            raise UsageError(f'no type that can be collected is called "{pattern}"; {hint}')
        found.update(named)
    return frozenset(found)


def plan(types: Iterable[str]) -> str:
    """The calls that a collection of types would make: a line for each type and call, with its scope and IAM action."""
    wanted = frozenset(types)
    rows = catalog.needed(wanted)
    lines = [("TYPE", "SCOPE", "CALL", "IAM ACTION")]
    lines += sorted({(site.type, site.scope, site.name, action_of(site.name)) for site in catalog.calls_of(rows)})
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    text = "\n".join("  ".join((*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3])) for line in lines)
    unknown = sorted(wanted - catalog.rows().keys())
    missing = f"\nnot collected, since the catalogue has no row for them: {', '.join(unknown)}" if unknown else ""
    actions = actions_of(wanted)
    quiet = sorted(row.type for row in rows if not any(row.calls()))
    without = f"\nwithout a call of their own: {', '.join(quiet)}" if quiet else ""
    per = {scope: len({site.name for site in catalog.calls_of(rows) if site.scope == scope}) for scope in (catalog.REGION, catalog.ACCOUNT)}
    counted = f"{len(rows)} types, {per['region']} operations in each region, {per['account']} once per account, {len(actions)} IAM actions"
    return f"{text}\n\n{counted}{without}{missing}\n"


def actions_of(types: Iterable[str], *, lists_organization: bool = False) -> tuple[str, ...]:
    """The IAM actions of a collection of types, and of telling an account's regions; sorted. Who one is needs no permission."""
    found = {action_of(site.name) for site in catalog.calls_of(catalog.needed(types))}
    found.update(regions.ACTIONS)
    if lists_organization:
        found.update(organization.ACTIONS)
    return tuple(sorted(found))


def actions_of_aggregator() -> tuple[str, ...]:
    """The IAM actions of asking an aggregator of AWS Config, which are all that its account must allow; sorted."""
    return tuple(sorted({action_of(aggregator.CALL), *regions.ACTIONS}))


def denied(actions: Sequence[str]) -> list[str]:
    """What the role may never read."""
    return [action for action in SECRET_READS if action not in actions]


def document(statements: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def size(policy: Any) -> int:
    """Characters as IAM counts them: without white space."""
    return len("".join(json.dumps(policy, separators=(",", ":")).split()))


def split(actions: Sequence[str], limit: int = MANAGED) -> list[dict[str, Any]]:
    """Policy documents that allow actions, each within a limit of characters; whole services stay together where they fit."""
    documents: list[dict[str, Any]] = []
    taken: list[str] = []
    for action in actions:
        if taken and size(document([allow([*taken, action], len(documents) + 1)])) > limit:
            documents.append(document([allow(taken, len(documents) + 1)]))
            taken = []
        taken.append(action)
    return [*documents, document([allow(taken, len(documents) + 1)])] if taken else documents


def allow(actions: Sequence[str], number: int) -> dict[str, Any]:
    """A statement that allows actions. Lists of AWS cannot be narrowed to resources: they are asked for what is there."""
    return {"Sid": f"Collect{number}", "Effect": "Allow", "Action": list(actions), "Resource": "*"}


def deny(actions: Sequence[str]) -> dict[str, Any]:
    """A statement that denies actions, whatever else the role is given."""
    return {"Sid": "NoSecrets", "Effect": "Deny", "Action": list(actions), "Resource": "*"}


def as_json(actions: Sequence[str], hub: Trust | None = None, *, inline: bool = False) -> str:
    """One policy document; a list of managed ones where one would be too long, unless it is to be `inline`.

    `hub`: who collects an organization with it assumes its role in each account.
    """
    more = [assume(hub)] if hub is not None else []
    whole = document([allow(actions, 1), deny(denied(actions)), *more])
    whole["Statement"][0]["Sid"] = "Collect"
    if inline and size(whole) > INLINE:
        raise UsageError(f"the policy has {size(whole):,} characters, an inline policy {INLINE:,} at most; leave --inline out")
    if inline or size(whole) <= MANAGED:
        return json.dumps(whole, indent=2) + "\n"
    return json.dumps([*split(actions), document([deny(denied(actions)), *more])], indent=2) + "\n"


def assume(hub: Trust) -> dict[str, Any]:
    """A statement that allows to assume the role in every account."""
    return {"Sid": "Assume", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": f"arn:*:iam::*:role/{hub.role_name.strip('/')}"}


def template(actions: Sequence[str], trust: Trust) -> dict[str, Any]:
    """A CloudFormation template of the role: managed policies that allow, an inline one that denies, and a trust with conditions."""
    parts = split(actions)
    if len(parts) > MOST_MANAGED:
        raise UsageError(f"the policy needs {len(parts)} managed policies, and a role takes {MOST_MANAGED}; select fewer policies")
    resources: dict[str, Any] = {
        f"Collect{number}": {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"Description": "What Plimsoll reads.", "PolicyDocument": part},
        }
        for number, part in enumerate(parts, 1)
    }
    resources["AuditRole"] = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": {"Ref": "RoleName"},
            "Description": "Plimsoll reads the configuration of this account.",
            "MaxSessionDuration": SESSION,
            "AssumeRolePolicyDocument": document([_trust()]),
            "ManagedPolicyArns": [{"Ref": name} for name in resources],
            "Policies": [{"PolicyName": "NoSecrets", "PolicyDocument": document([deny(denied(actions))])}],
        },
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A read-only role for Plimsoll. It sees configuration, never data or secrets.",
        "Parameters": _parameters(trust),
        "Conditions": {
            "HasExternalId": {"Fn::Not": [{"Fn::Equals": [{"Ref": "ExternalId"}, ""]}]},
            "HasOrganization": {"Fn::Not": [{"Fn::Equals": [{"Ref": "PrincipalOrgId"}, ""]}]},
            "HasCondition": {"Fn::Or": [{"Condition": "HasExternalId"}, {"Condition": "HasOrganization"}]},
        },
        "Resources": resources,
        "Outputs": {"RoleArn": {"Value": {"Fn::GetAtt": ["AuditRole", "Arn"]}}},
    }


def _trust() -> dict[str, Any]:
    """Who may assume the role: one principal, and only with the external id and from the organization where those are given."""
    equals = {
        "sts:ExternalId": {"Fn::If": ["HasExternalId", {"Ref": "ExternalId"}, {"Ref": "AWS::NoValue"}]},
        "aws:PrincipalOrgID": {"Fn::If": ["HasOrganization", {"Ref": "PrincipalOrgId"}, {"Ref": "AWS::NoValue"}]},
    }
    return {
        "Effect": "Allow",
        "Principal": {"AWS": {"Ref": "TrustedPrincipal"}},
        "Action": "sts:AssumeRole",
        "Condition": {"Fn::If": ["HasCondition", {"StringEquals": equals}, {"Ref": "AWS::NoValue"}]},
    }


def _parameters(trust: Trust) -> dict[str, Any]:
    said = {
        "TrustedPrincipal": {
            "Type": "String",
            "Description": "ARN of the role, the user or the account root that audits.",
            "AllowedPattern": PRINCIPAL,
        },
        "ExternalId": {
            "Type": "String",
            "Description": "What plimsoll audit is given as --external-id; empty for none.",
            "AllowedPattern": f"({EXTERNAL_ID})?",
        },
        "PrincipalOrgId": {
            "Type": "String",
            "Description": "The organization that the principal must belong to; empty for any.",
            "AllowedPattern": f"({ORGANIZATION})?",
        },
        "RoleName": {"Type": "String", "Default": trust.role_name.rpartition("/")[2], "Description": "What --role-name says."},
    }
    given = {"TrustedPrincipal": trust.principal, "ExternalId": trust.external_id or "", "PrincipalOrgId": trust.organization or ""}
    for name, value in given.items():
        if value is not None:
            said[name]["Default"] = value
    return said


def as_template(actions: Sequence[str], trust: Trust) -> str:
    """The template as YAML."""
    import yaml

    made: str = yaml.dump(_plain(template(actions, trust)), sort_keys=False, width=120, allow_unicode=True)
    return made


def _plain(value: Any) -> Any:
    """A copy without shared parts, which YAML would write as aliases."""
    return json.loads(json.dumps(value))


def as_stackset(actions: Sequence[str], trust: Trust) -> str:
    """The template, below comments that say how to roll it out to an organization."""
    principal = trust.principal or "arn:aws:iam::111122223333:role/Auditor"
    given = [("TrustedPrincipal", principal), ("ExternalId", trust.external_id), ("PrincipalOrgId", trust.organization)]
    parameters = " ".join(f"ParameterKey={key},ParameterValue={value}" for key, value in given if value)
    lines = [
        "The role of Plimsoll in every account of an organization. From the management account, or from a delegated administrator",
        "(then with --call-as DELEGATED_ADMIN), with this file as plimsoll-role.yaml:",
        "",
        "  aws cloudformation create-stack-set --stack-set-name plimsoll-audit --template-body file://plimsoll-role.yaml \\",
        "    --capabilities CAPABILITY_NAMED_IAM --permission-model SERVICE_MANAGED \\",
        "    --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false \\",
        f"    --parameters {parameters}",
        "  aws cloudformation create-stack-instances --stack-set-name plimsoll-audit --regions us-east-1 \\",
        "    --deployment-targets OrganizationalUnitIds=r-abcd --operation-preferences MaxConcurrentPercentage=100",
        "",
        "Roles belong to no region, so one is enough. A StackSet leaves the management account out: there, audit with credentials of",
        "its own, or create a stack from this file. After a change of the policies that you audit by, write this file anew and use",
        "update-stack-set.",
    ]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + as_template(actions, trust)
