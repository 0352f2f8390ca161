"""The role that is printed, and what is called: nothing outside it, and nothing that could change or open anything."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import botocore.session  # type: ignore[import-untyped]  # botocore has no types
import pytest
from click.testing import CliRunner

from scanner import catalog
from scanner.catalog.actions import action_of
from scanner.cli import main
from scanner.redaction import Redactor
from scanner.sources.aws.calls import Answer
from scanner.sources.aws.collect import collect_part
from scanner.sources.aws.faults import Place
from tests.live import record
from tests.live.case_study_account import REGION
from tests.moto_account import ACCOUNT

READS = re.compile(r"[a-z0-9-]+:(List|Get|Describe|BatchGet)[A-Z]\w*")
WHO = "sts:GetCallerIdentity"
"""Needs no permission (AWS STS API Reference, GetCallerIdentity)."""


def printed(*options: str) -> tuple[set[str], set[str]]:
    """The actions that the printed policies allow and deny."""
    done = CliRunner().invoke(main, ["role", *options])
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    statements = [one for document in (made if isinstance(made, list) else [made]) for one in document["Statement"]]
    return tuple(
        {action for one in statements if one["Effect"] == effect for action in listed(one["Action"])} for effect in ("Allow", "Deny")
    )  # type: ignore[return-value]  # two of them


def listed(actions: str | list[str]) -> list[str]:
    """IAM takes one action as a text."""
    return [actions] if isinstance(actions, str) else actions


class Everything:
    """Answers every call with something of everything: each list has a member, each text is there, so that all that can follow is asked."""

    def __init__(self) -> None:
        """No call so far."""
        self.session = botocore.session.Session()
        self.asked: set[str] = set()

    def call(self, place: Place, call: str, arguments: Mapping[str, Any], page: Any = None, token: Any = None) -> Answer:
        """One page that has the shape of the operation's output."""
        self.asked.add(call)
        service, _, operation = call.partition(":")
        shape = self.session.get_service_model(service).operation_model(operation).output_shape
        given = {text for value in arguments.values() for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)}
        return Answer((made(shape, sorted(given)) if shape is not None else {},))


def made(shape: Any, given: list[str], depth: int = 0, name: str = "") -> Any:
    """A value of a shape; ids and names are those that were asked for, where there are any."""
    kind = shape.type_name
    if kind == "structure":
        members = shape.members.items() if depth < 7 else ()
        return {
            key: made(one, given, depth + 1, key) for key, one in members if key not in ("failures", "NextToken", "nextToken", "Marker")
        }
    if kind == "list":
        return [made(shape.member, given, depth + 1, name)] if depth < 7 else []
    if kind == "map":
        return {"key": made(shape.value, given, depth + 1, name)} if depth < 7 else {}
    if kind == "string":
        if shape.enum:
            return shape.enum[0]
        return given[0] if given and re.search(r"(?i)(arn|id|name)$", name) else f"arn:aws:svc:{REGION}:{ACCOUNT}:thing/x"
    if kind == "timestamp":
        return "2026-01-31T00:00:00Z"
    return {"boolean": True, "blob": ""}.get(kind, 1)


@pytest.mark.parametrize("state", record.STATES)
def test_an_audit_calls_nothing_outside_the_printed_policy(state: str) -> None:
    """Of the case study's account, as it was recorded; and the policy allows little more than such an account takes."""
    allowed, _ = printed()
    asked = {action_of(one["call"]) for one in record.read(state).values()} - {WHO}

    assert asked <= allowed
    assert len(asked) > len(allowed) / 2


def test_a_collection_of_every_type_calls_nothing_outside_the_printed_policy() -> None:
    """Of an account that has something of everything, so that every call that hangs on another is made."""
    allowed, _ = printed("--type", "*")
    api = Everything()
    for region in (REGION, "global"):
        collect_part(api, Place(ACCOUNT, region), catalog.needed(catalog.rows()), Redactor(b"a key of these tests"), None)
    asked = {action_of(call) for call in api.asked}

    assert asked <= allowed
    assert len(asked) > 0.9 * len(allowed), sorted(allowed - asked)


@pytest.mark.parametrize("options", [(), ("--type", "*"), ("--organization",)])
def test_the_printed_policy_allows_reading_descriptions_alone(options: tuple[str, ...]) -> None:
    allowed, denied = printed(*options)
    own = {"sts:AssumeRole"} if "--organization" in options else set()

    assert [action for action in sorted(allowed - own) if not READS.fullmatch(action)] == []
    assert not allowed & denied
    assert {"s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "kms:Decrypt"} <= denied
