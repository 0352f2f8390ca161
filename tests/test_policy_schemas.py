"""The built-in policy, relation and pack files are what their published schemas say, and the facts beside them say where they are from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "policies"


def validator(name: str) -> Draft202012Validator:
    """The validator of one of our schemas, which must be a schema itself."""
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def schema_of(path: Path) -> str | None:
    """The schema that a file of `policies/` is held to; None for data."""
    folder = path.relative_to(POLICIES).parts[0]
    return {"relations": "relation", "packs": "pack", "data": None}.get(folder, "policy")


FILES = [path for path in sorted(POLICIES.rglob("*.yaml")) if schema_of(path)]
DATA = sorted((POLICIES / "data").glob("*.yaml"))


def loaded(path: Path) -> Any:
    """A file as plain JSON."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(POLICIES).as_posix())
def test_a_file_is_what_its_schema_says(path):
    problems = [f"{list(error.absolute_path)}: {error.message}" for error in validator(str(schema_of(path))).iter_errors(loaded(path))]

    assert problems == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"sevrity": "high"}, "sevrity"),
        ({"severity": "urgent"}, "urgent"),
        ({"assert": [{"then": "x"}]}, "is not valid"),
        ({"examples": [{"expect": "pass", "given": {}}, {"expect": "pass", "given": {}}]}, "does not contain"),
        ({"parameters": {"limit": {"type": "number", "default": "ten"}}}, "ten"),
        ({"controls": ["ECS.4"]}, "ECS.4"),
    ],
)
def test_the_policy_schema_refuses_what_cannot_be_meant(change, word):
    policy = loaded(POLICIES / "ecs" / "ecs-taskdef-container-count.yaml") | change

    assert any(word in error.message for error in validator("policy").iter_errors(policy))


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_a_fact_of_aws_has_its_source_and_date(path):
    data = loaded(path)

    assert data["source"].strip()
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(data["date"]))


def test_the_managed_policies_are_whole_documents_under_their_arns():
    for arn, policy in loaded(POLICIES / "data" / "managed-policies.yaml")["policies"].items():
        assert re.fullmatch(r"arn:aws:iam::aws:policy/([\w-]+/)*" + policy["PolicyName"], arn)
        assert all({"Effect", "Resource"} <= statement.keys() for statement in policy["PolicyDocument"]["Statement"])
