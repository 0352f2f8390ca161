"""The shapes behind `Runtime` are those of the installed botocore, and hold what the built-in policies read."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from scanner.cfn_schemas import type_schema
from scanner.packaged import schemas_dir
from scanner.shapes import runtime
from scanner.shapes.types import Type
from scanner.unknown import ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING


def packer() -> Any:
    """The module that `make schemas` runs."""
    pytest.importorskip("botocore")
    spec = importlib.util.spec_from_file_location("runtime_shapes", schemas_dir() / "runtime_shapes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_file_is_what_the_catalogue_collects_and_the_installed_botocore_gives():
    """`make schemas` writes it anew."""
    assert (schemas_dir() / "runtime.json").read_text(encoding="utf-8") == packer().pack()


def test_every_type_of_the_file_is_a_type():
    types = json.loads((schemas_dir() / "runtime.json").read_text(encoding="utf-8"))["types"]

    assert [name for name in types if type_schema(name) is None] == []


def test_the_file_is_small():
    assert Path(schemas_dir() / "runtime.json").stat().st_size < 100_000


@pytest.mark.parametrize(
    ("type_name", "path", "bits"),
    [
        ("AWS::ECS::Service", "runningCount", NUMBER),
        ("AWS::ECS::Service", "events.[].message", STRING),
        ("AWS::ECS::ContainerInstance", "agentConnected", BOOLEAN),
        ("AWS::ECS::Cluster", "registeredContainerInstancesCount", NUMBER),
        ("AWS::ECS::Task", "lastStatus", STRING),
        ("AWS::EC2::RouteTable", "Associations.[].Main", BOOLEAN),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateVersions.[].LaunchTemplateData.UserData", STRING),
        ("AWS::EC2::LaunchTemplate", "LatestVersionNumber", NUMBER),
        ("AWS::CloudTrail::Trail", "IsLogging", BOOLEAN),
        ("AWS::CodePipeline::Pipeline", "stageStates.[].latestExecution.status", STRING),
        ("AWS::ECS::Service", "deployments.[].id", STRING),
    ],
)
def test_what_the_api_answers_is_there(type_name, path, bits):
    members = runtime.state_of(type_name)
    assert members is not None
    found = Type(OBJECT, objects=(members,))
    for step in path.split("."):
        inner = found.elements() if step == "[]" else found.objects[0].get(step) if found.objects else None
        assert inner is not None, step
        found = inner

    assert found.bits & ~NULL == bits
    assert found.bits & ARRAY == 0


def test_a_member_may_hold_its_own_kind():
    """Structures that hold themselves end in no circle."""
    assert runtime.state_of("AWS::ECS::Service") is runtime.state_of("AWS::ECS::Service")
    assert runtime.state_of("AWS::Lambda::Alias") is None
