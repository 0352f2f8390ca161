"""The documents that are judged: realistic properties by type, and the parts of them that policies judge."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "documents"


def load() -> dict[str, list[Any]]:
    """Properties by resource type, and by a name of our own the actions of the pipelines that policies pick out."""
    found: dict[str, list[Any]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        found.update(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    actions = [action for pipeline in found["AWS::CodePipeline::Pipeline"] for stage in pipeline["Stages"] for action in stage["Actions"]]
    found["source action"] = [action for action in actions if action["ActionTypeId"]["Provider"] == "ECR"]
    found["deploy action"] = [action for action in actions if action["ActionTypeId"]["Category"] == "Deploy"]
    found["launch data"] = [template["LaunchTemplateData"] for template in found["AWS::EC2::LaunchTemplate"]]
    return found


DOCUMENTS: Mapping[str, list[Any]] = load()


def parts_of(value: Any) -> list[Any]:
    """What a policy judges, given the value of its `resource` expression."""
    return [] if value is None else value if isinstance(value, list) else [value]
