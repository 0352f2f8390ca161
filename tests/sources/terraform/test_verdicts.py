"""Odd cases have the verdict that a careful person would give, with the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scanner.cli import main

POLICY = """\
id: task-not-privileged
title: No container is privileged
severity: high
category: security
resource: AWS::ECS::TaskDefinition
assert: "!(ContainerDefinitions[?Privileged])"
message: task {Family} is privileged
why: A privileged container is root on its host.
fix: Leave privileged out.
examples:
  - {expect: pass, given: {ContainerDefinitions: [{Name: a}]}}
  - {expect: fail, given: {ContainerDefinitions: [{Name: a, Privileged: true}]}}
"""
LOCAL = 'variable "privileged" {\n  type    = bool\n  default = false\n}\n'


def task(privileged: str, more: str = "", image: str = '"web:1"') -> str:
    """A task definition whose container is privileged by an expression."""
    container = f'{{ name = "a", image = {image}, memory = 10, privileged = {privileged} }}'
    body = f'  family                = "t"\n  container_definitions = jsonencode([{container}])\n{more}'
    return f'resource "aws_ecs_task_definition" "t" {{\n{body}}}\n'


CASES = {
    "variable without default": ('variable "p" {}\n' + task("var.p"), "unknown", "variable p has no default"),
    "good default": ('variable "p" {\n  default = false\n}\n' + task("var.p"), "pass", ""),
    "bad default": ('variable "p" {\n  default = true\n}\n' + task("var.p"), "fail", ""),
    "condition on an unknown, both sides good": ('variable "p" {}\n' + task("var.p == 1 ? false : null"), "pass", ""),
    "condition on an unknown, both sides bad": ('variable "p" {}\n' + task("var.p == 1 ? true : true"), "fail", ""),
    "condition on an unknown, one side bad": (
        'variable "p" {}\n' + task("var.p == 1 ? true : false"),
        "unknown",
        "variable p has no default",
    ),
    "an unknown elsewhere hides nothing": ('variable "p" {}\n' + task("true", image='"web:${var.p}"'), "fail", ""),
    "count = 0": (task("true", "  count = 0\n"), None, ""),
    "count by a condition that is false": (
        'variable "make" {\n  default = false\n}\n' + task("true", "  count = var.make ? 1 : 0\n"),
        None,
        "",
    ),
    "unknown count": ('variable "n" {\n  type = number\n}\n' + task("true", "  count = var.n\n"), "unknown", "variable n has no default"),
    "unknown count of what is good": ('variable "n" {\n  type = number\n}\n' + task("false", "  count = var.n\n"), "pass", ""),
    "unknown for_each": ('variable "m" {}\n' + task("each.value.p", "  for_each = var.m\n"), "unknown", "variable m has no default"),
    "local module, good": ('module "m" {\n  source = "./m"\n}\n', "pass", ""),
    "local module, bad": ('module "m" {\n  source     = "./m"\n  privileged = true\n}\n', "fail", ""),
    "remote module, what hangs on it": (
        'module "r" {\n  source = "terraform-aws-modules/ecs/aws"\n}\n' + task("module.r.privileged"),
        "unknown",
        "is not downloaded",
    ),
    "a function that is not computed": (task('provider::local::direxists("x")'), "unknown", "function provider::local::direxists"),
    "a data source": (
        'data "aws_ssm_parameter" "p" {\n  name = "p"\n}\n' + task("tobool(data.aws_ssm_parameter.p.value)"),
        "unknown",
        "read when",
    ),
    "a text that is no boolean": (task('tobool("maybe")'), "unknown", "true or false"),
}


@pytest.mark.parametrize(("code", "verdict", "reason"), CASES.values(), ids=CASES)
def test_an_odd_case_has_its_verdict(code: str, verdict: str | None, reason: str, tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "task-not-privileged.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "code" / "m").mkdir(parents=True)
    (tmp_path / "code" / "main.tf").write_text(code, "utf-8")
    (tmp_path / "code" / "m" / "main.tf").write_text(LOCAL + task("var.privileged"), "utf-8")
    target = tmp_path / "code" / ("main.tf" if "./m" not in code else "")
    options = ["--policies", str(tmp_path / "policies"), "--select", "task-not-privileged", "--format", "json"]
    report = json.loads(CliRunner().invoke(main, ["scan", str(target), *options]).stdout)
    found = [one for one in report["findings"] if one["resource"].partition("#")[0].endswith("code")]

    assert [one["verdict"] for one in found] == ([] if verdict is None else [verdict])
    assert not reason or any(reason in one["text"] for finding in found for one in finding["reasons"])


COUNTING = """\
id: one-cluster
title: There is one cluster at most
severity: low
category: operations
resource: AWS::CloudTrail::Trail
assert: "length(resources('AWS::ECS::Cluster')) <= `1`"
message: there are several
why: Several clusters are more to watch.
fix: Keep one.
examples:
  - {expect: pass, given: {}, others: {A: {Type: AWS::ECS::Cluster, Properties: {}}}}
  - expect: fail
    given: {}
    others: {A: {Type: AWS::ECS::Cluster, Properties: {}}, B: {Type: AWS::ECS::Cluster, Properties: {}}}
"""


@pytest.mark.parametrize(("given", "verdict"), [((), "unknown"), (("--var", "n=3"), "fail"), (("--var", "n=1"), "pass")])
def test_resources_of_unknown_number_are_not_counted_as_one(tmp_path: Path, given: tuple[str, ...], verdict: str):
    """Even where all of the type are declared here."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "one-cluster.yaml").write_text(COUNTING, encoding="utf-8")
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "main.tf").write_text(
        'variable "n" {\n  type = number\n}\nresource "aws_ecs_cluster" "c" {\n  count = var.n\n  name  = "c"\n}\n'
        'resource "aws_cloudtrail" "t" {\n  name           = "t"\n  s3_bucket_name = "b"\n}\n',
        encoding="utf-8",
    )
    options = ("--policies", str(tmp_path / "policies"), "--no-builtin", "--closed", "AWS::ECS::Cluster", "--format", "json")
    result = CliRunner().invoke(main, ["scan", str(tmp_path / "code"), *options, *given])

    assert [finding["verdict"] for finding in json.loads(result.stdout)["findings"]] == [verdict]
