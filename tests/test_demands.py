"""What a policy demands has a digest: it changes with its expressions, whatever the texts say, and with nothing else."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from scanner import packaged, policy_loader, report_json
from scanner.report import Header, Report, Summary

RELATION = """\
relations:
  - id: own_tasks
    title: The task definitions of a service
    from: AWS::ECS::Service
    to: [AWS::ECS::TaskDefinition]
    value: resources('AWS::ECS::TaskDefinition')[?Family == 'a']
    examples: []
"""
POLICY = """\
id: own-rule
title: Services are as they should be
severity: high
category: operations
resource: AWS::ECS::Service
parameters:
  least: {type: number, default: 1, title: The tasks that it must have}
with:
  tasks: own_tasks(@)
when: DesiredCount
assert:
  - that: DesiredCount >= least()
    message: "{ServiceName} has too few"
  - that: tasks()
why: Because.
fix: Mend it.
references: [https://example.com/]
examples: []
"""


def demands(folder: Path, policy: str = POLICY, relation: str = RELATION, **parameters: object) -> str:
    """The digest of a policy in a folder of its own."""
    (folder / "relations").mkdir(exist_ok=True)
    (folder / "relations" / "own.yaml").write_text(relation, "utf-8")
    (folder / "own-rule.yaml").write_text(policy, "utf-8")
    library = policy_loader.load([folder], parameters={"own-rule": parameters} if parameters else {}, built=True)
    assert library.errors == []
    return library.policies["own-rule"].demands


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DesiredCount >= least()", "DesiredCount > least()"),
        ("when: DesiredCount", "when: ServiceName"),
        ("tasks: own_tasks(@)", "tasks: own_tasks(@)[?Cpu]"),
        ("  - that: tasks()\n", ""),
        ("default: 1", "default: 2"),
        ("resource: AWS::ECS::Service\n", "resource: AWS::ECS::Service\nreach: live\n"),
    ],
)
def test_another_demand_under_the_same_texts_is_another(tmp_path: Path, old: str, new: str):
    assert old in POLICY
    assert demands(tmp_path, POLICY.replace(old, new)) != demands(tmp_path)


def test_a_relation_that_a_policy_uses_is_part_of_what_it_demands(tmp_path: Path):
    assert demands(tmp_path, relation=RELATION.replace("'a'", "'b'")) != demands(tmp_path)


def test_so_are_the_values_of_its_parameters(tmp_path: Path):
    assert demands(tmp_path, least=3) != demands(tmp_path) == demands(tmp_path, least=1)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Services are", "All services are"), ("severity: high", "severity: low"), ("has too few", "has few"), ("Because.", "So it is.")],
)
def test_other_texts_demand_the_same(tmp_path: Path, old: str, new: str):
    assert old in POLICY
    assert demands(tmp_path, POLICY.replace(old, new)) == demands(tmp_path)


def test_it_does_not_hang_on_where_or_in_what_form_a_policy_stands(tmp_path: Path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    built, written = (policy_loader.load((), built=built).policies for built in (True, False))

    assert packaged.built_index() is not None
    assert {name: policy.rule.demands for name, policy in built.items()} == {name: policy.rule.demands for name, policy in written.items()}
    assert len({policy.demands for policy in written.values()}) == len(written)
    assert demands(tmp_path) == demands(other)


def test_a_report_tells_it_and_one_without_is_read():
    rule = next(iter(policy_loader.load((), built=True).policies.values())).rule
    for demanded in (rule.demands, ""):
        header = Header("0.1.0", "2026-01-01T00:00:00Z", (), (rule,))
        out = io.StringIO()
        report_json.write(Report(header, [], Summary({}, {})), out)
        told = json.loads(out.getvalue())
        if not demanded:
            del told["header"]["rules"][0]["demands"]

        assert report_json.load(io.StringIO(json.dumps(told))).header.rules[0].demands == demanded
