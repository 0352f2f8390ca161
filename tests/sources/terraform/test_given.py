"""What the command line gives a value is told where nothing that was read declares it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scanner.scan import Settings, scan

ROOT = 'variable "open" {\n  type = bool\n}\nresource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
MODULE = 'variable "size" {}\n'
TEMPLATE = "Parameters:\n  Image: {Type: String}\nResources:\n  Q: {Type: AWS::SQS::Queue}\n"
PLAN = {"format_version": "1.2", "variables": {"open": {"value": True}}, "planned_values": {"root_module": {"resources": []}}}


def notes(*targets: Path, **settings: dict[str, str]) -> tuple[str, ...]:
    """The notes of a run over some targets."""
    report = scan([str(target) for target in targets], Settings(**settings))  # type: ignore[arg-type]  # each is a mapping of texts
    list(report.findings)
    return report.summary.notes


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "code" / "inner").mkdir(parents=True)
    (tmp_path / "code" / "main.tf").write_text(ROOT + 'module "m" {\n  source = "./inner"\n  size = 1\n}\n', "utf-8")
    (tmp_path / "code" / "inner" / "main.tf").write_text(MODULE, "utf-8")
    return tmp_path / "code"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    (tmp_path / "template.yaml").write_text(TEMPLATE, "utf-8")
    return tmp_path / "template.yaml"


def test_a_variable_that_no_root_declares_is_told(code: Path) -> None:
    """A typo would leave the variable unknown, and nobody would know why."""
    (note,) = notes(code, variables={"opne": "true"})

    assert note == 'no root of Terraform code that was read declares variable "opne", so its value counts nowhere; did you mean "open"?'


def test_a_variable_of_a_module_is_none_of_a_root(code: Path) -> None:
    """The caller gives it its value."""
    (note,) = notes(code, variables={"size": "2"})

    assert '"size"' in note


def test_one_root_of_many_is_enough(code: Path, template: Path) -> None:
    """A run over a repository gives each value for those that want it."""
    assert notes(code, template, variables={"open": "true"}, given={"Image": "shop", "AWS::Region": "eu-west-1"}) == ()


def test_a_parameter_that_no_template_declares_is_told(template: Path) -> None:
    (note,) = notes(template, given={"Imgae": "shop"})

    assert note == 'no template that was read declares parameter "Imgae", so its value counts nowhere; did you mean "Image"?'


def test_a_plan_tells_the_variables_of_its_root(tmp_path: Path, template: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), "utf-8")

    assert notes(tmp_path / "plan.json", template, variables={"open": "true"}) == ()
