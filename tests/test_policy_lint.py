"""Lint finds what the loader lets pass and no one would mean, with a caret under it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scanner import policy_lint, policy_loader
from scanner.errors import PolicyError
from scanner.scan import Settings, scan

TEXT = """
id: p
title: a service has tasks
severity: low
category: operations
resource: {resource}
{extra}
assert: {assertion}
why: w
fix: f
examples:
  - {{expect: pass, given: {{}}}}
  - {{expect: fail, given: {{}}}}
"""


def problems(tmp_path: Path, assertion: str, resource: str = "AWS::ECS::Service", extra: str = "") -> list[str]:
    text = TEXT.format(assertion=f"'{assertion}'", resource=resource, extra=extra)
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    library = policy_loader.load([tmp_path], builtin=True)
    own = [error for error in library.errors if "/p.yaml:" in str(error)]
    return [str(problem) for problem in [*own, *policy_lint.lint(library, builtin=False)]]


def test_a_sound_policy_has_no_problem(tmp_path):
    assert problems(tmp_path, "DesiredCount > `0`") == []


@pytest.mark.parametrize(
    ("assertion", "extra", "says"),
    [
        ("!LoadBalancers[0].ContainerName", "", "!"),
        ("tasks > `0`", "with: {tasks: DesiredCount}", "write tasks()"),
        ("DesiredCount > `0`", "with: {tasks: DesiredCount}", 'binding "tasks" is never called'),
        ("DesiredCount > `0`", "parameters: {least: {type: number, default: 1}}", 'parameter "least" is never called'),
        ("resource(Cluster, ''AWS::ECS::Cluster'')", "", "write exists("),
        ("!resource(Cluster, ''AWS::ECS::Cluster'')", "", "write exists("),
        ("task_definition(@)", "", "write exists("),
        ("DesiredCout > `0`", "", 'did you mean "DesiredCount"?'),
        ("LoadBalancers | [0] || DesiredCount", "", "|"),
        ("exists(task_definition({a: ServiceName}))", "", "this is built here"),
        ("exists(resource(Cluster, ''AWS::ECS::Clustr''))", "", 'did you mean "AWS::ECS::Cluster"?'),
    ],
)
def test_a_slip_is_found(tmp_path, assertion, extra, says):
    found = problems(tmp_path, assertion, extra=extra)

    assert len(found) == 1
    assert says in found[0]
    assert "p.yaml" in found[0]


def test_a_type_that_is_known_nowhere_is_told_with_the_near_one(tmp_path):
    assert 'did you mean "AWS::ECS::Service"?' in problems(tmp_path, "DesiredCount > `0`", resource="AWS::ECS::Servce")[0]


def test_a_relation_of_a_part_is_refused(tmp_path):
    found = problems(tmp_path, "exists(task_definition(@))", resource="{AWS::ECS::Service: LoadBalancers}")

    assert len(found) == 1
    assert "write task_definition(this())" in found[0]


def test_a_scan_refuses_own_policies_that_cannot_be_meant(tmp_path):
    """A slip in a policy would be a silent pass."""
    assert problems(tmp_path, "!LoadBalancers[0].ContainerName")
    with pytest.raises(PolicyError, match="always null"):
        scan([tmp_path], Settings(policies=(tmp_path,)))


def test_the_built_in_policies_are_clean():
    library = policy_loader.load([], builtin=True)

    assert [str(error) for error in library.errors] == []
    assert [str(problem) for problem in policy_lint.lint(library)] == []


def test_a_folded_expression_that_does_not_parse_is_told_at_its_place(tmp_path):
    text = TEXT.format(
        assertion=">-\n  DesiredCount > `0`\n    && (Cluster\n    || ServiceName ==)", resource="AWS::ECS::Service", extra=""
    )
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    found = [error for error in policy_loader.load([tmp_path]).errors if "/p.yaml" in error.place]

    assert [(error.line, error.column) for error in found] == [(11, 22)]


def test_a_warning_does_not_stop_a_scan(tmp_path):
    """`length` fails where there are no volumes: that becomes a verdict, not a refusal."""
    (tmp_path / "t.yaml").write_text("Resources: {T: {Type: AWS::ECS::Service, Properties: {}}}", encoding="utf-8")

    assert problems(tmp_path, "length(LoadBalancers) > `0`") == []
    library = policy_loader.load([tmp_path / "p.yaml"], builtin=True)
    assert ["warning" in str(found) for found in policy_lint.lint(library, builtin=False, warnings=True)] == [True]
    scan([tmp_path / "t.yaml"], Settings(policies=(tmp_path / "p.yaml",)))


def test_relations_of_ones_own_are_held_to_their_types(tmp_path):
    (tmp_path / "relations").mkdir()
    relation = (
        "{id: own_images, title: images, from: AWS::ECS::TaskDefinition, to: [text], value: 'ContainerDefinitions[].Imag', examples: []}"
    )
    (tmp_path / "relations" / "own.yaml").write_text(relation, encoding="utf-8")
    found = problems(tmp_path, "DesiredCount > `0`")

    assert len(found) == 1
    assert 'did you mean "Image"?' in found[0] and "relations/own.yaml:1:" in found[0]


def test_linting_policies_of_ones_own_does_not_look_at_the_built_in_ones(tmp_path):
    """A scan pays for the policies that the user brought, and for none without them."""
    assert problems(tmp_path, "DesiredCount > `0`") == []
    code = (
        "import sys; from scanner import policy_lint, policy_loader\n"
        "list(policy_lint.lint(policy_loader.load([]), builtin=False)); print('scanner.shapes' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])

    assert done.stdout == "False\n"
