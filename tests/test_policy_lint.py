"""Lint finds what the loader lets pass and no one would mean, with a caret under it."""

from __future__ import annotations

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
