"""The built form of the policies says what the files say: the same objects, the same verdicts, and it is current."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner import built_policies, packaged, packs, policy_builder, policy_loader, scan
from scanner.library import Library, expressions_of
from scanner.policy import Policy
from scanner.report import Report

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "benchmarks" / "small.yaml"
TELLINGS = sorted(path for path in (ROOT / "tests" / "policies").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def files() -> Library:
    return policy_loader.load(())


@pytest.fixture(scope="module")
def built() -> Library:
    assert packaged.built_index() is not None, "run `make policies`"
    return policy_loader.load((), built=True)


def test_what_is_committed_is_what_would_be_built():
    """After a change of a policy, relation, pack, data file or of the engine's generators: `make policies`."""
    folder = packaged.policies_dir() / "built"
    there = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    expected = policy_builder.built()

    assert sorted(there) == sorted(expected), "run `make policies`"
    assert [name for name in expected if there[name] != expected[name]] == [], "run `make policies`"


def test_every_policy_and_relation_is_restored_whole(files: Library, built: Library):
    assert built.policies.keys() == files.policies.keys()
    assert built.relations.keys() == files.relations.keys()
    assert built.functions.keys() == files.functions.keys()
    assert built.field_names() == files.field_names()
    for identity, policy in files.policies.items():
        assert outline(built.policies[identity]) == outline(policy)
        assert built.policies[identity].rule == policy.rule
    for identity, relation in files.relations.items():
        twin = built.relations[identity]
        for field in ("id", "title", "starts", "to", "assume", "file", "examples"):
            assert getattr(twin, field) == getattr(relation, field)
        assert sketch(twin.value) == sketch(relation.value)


def outline(policy: Policy) -> dict[str, Any]:
    """A policy with its expressions as plain values."""
    fields = (
        "id",
        "title",
        "severity",
        "category",
        "parameters",
        "why",
        "fix",
        "references",
        "controls",
        "reach",
        "follows",
        "types",
        "examples",
    )
    found = {field: getattr(policy, field) for field in fields}
    found["expressions"] = [sketch(expression) for expression in expressions_of(policy)]
    found["targets"] = {name: part and part.text for name, part in policy.targets.items()}
    found["bindings"] = list(policy.bindings)
    found["clauses"] = [(clause.that.text, clause.when and clause.when.text, bool(clause.message)) for clause in policy.clauses]
    found["sources"] = [source for _, source in policy.sources]
    return found


def sketch(expression: Any) -> tuple[Any, ...]:
    """What an expression says without being compiled, and its tree."""
    return expression.text, dict(expression.call_sites), expression.fields, expression.nodes.plain()


def test_nothing_of_an_expression_is_parsed_before_it_is_asked_for(built: Library):
    """Restoring and judging need no parser; trees come from files of their own."""
    for policy in built.policies.values():
        for expression in expressions_of(policy):
            assert expression._compiler is None


def test_a_policy_with_parameters_of_the_user_s_is_read_from_its_file():
    library = policy_loader.load((), parameters={"ecs-taskdef-container-count": {}}, built=True)
    policy = library.policies["ecs-taskdef-container-count"]

    assert policy.unread is None and policy.builtin
    assert built_policies.judge(library, "AWS::ECS::TaskDefinition", [policy.id]) is None


def test_an_edited_policy_is_not_answered_by_the_built_one(tmp_path: Path):
    """In a checkout: a file that was touched since and is no longer what it was."""
    folder, path = str(tmp_path), tmp_path / "policy.yaml"
    path.write_text("id: a", "utf-8")
    known, made = packaged.checksum(str(path)), path.stat().st_mtime_ns

    assert packaged._unchanged(folder, {path.name: known}, made - 1)
    path.write_text("id: b", "utf-8")
    assert not packaged._unchanged(folder, {path.name: known}, made - 1)
    assert not packaged._unchanged(folder, {"gone.yaml": known}, made)


def test_built_packs_and_data_are_those_of_the_files():
    folder = packaged.policies_dir()
    index = packaged.built_index()
    assert index is not None
    for path in (folder / "packs").glob("*.yaml"):
        assert packs.built(index["packs"][path.stem]) == packs.parse(path)
    from scanner.library import read_data

    for path in (folder / "data").glob("*.yaml"):
        assert read_data(path.stem, (folder,), built=True) == read_data(path.stem, (folder,))


def test_a_severity_of_a_pack_leaves_what_was_not_read_unread(built: Library):
    policy = next(policy for policy in built.policies.values() if policy.unread is not None)
    found = policy.with_severity(policy.severity)

    assert found == policy and found is not policy and found.clauses == policy.clauses


def test_the_verdicts_are_those_of_the_files(monkeypatch: pytest.MonkeyPatch):
    """Over all tellings of all policies: findings with all they carry, but for what hangs on the run's key."""
    first = told(scan.scan(TELLINGS))
    with monkeypatch.context() as patch:
        patch.setattr(packaged, "built_index", lambda: None)
        second = told(scan.scan(TELLINGS))

    assert len(first) > 1000
    assert [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]] == []


def told(report: Report) -> list[str]:
    """The findings as text."""
    findings: Iterator[Any] = iter(report.findings)
    return [
        repr((f.policy, f.resource, f.verdict, f.message, f.part and f.part.pointer, f.location, f.reasons, f.assumptions))
        for f in findings
    ]


NEVER = (
    "boto3",
    "botocore",
    "jsonschema",
    "sqlalchemy",
    "hypothesis",
    "cfnlint",
    "asyncio",
    "multiprocessing",
    "unittest",
    "tree_sitter",
    "jmespath",
)
"""What no scan of a small template imports."""


@pytest.mark.parametrize(
    ("form", "also"),
    [
        ("json", ("rich", "sarif_om", "attr", "json", "locale", "pathlib", "urllib")),
        ("sarif", ("rich", "json", "locale", "pathlib", "urllib")),
        ("table", ("sarif_om", "attr", "json", "locale")),
    ],
)
def test_a_small_scan_imports_nothing_that_it_does_not_need(form: str, also: tuple[str, ...], tmp_path: Path):
    """Nor what loads, parses and lints policy files, nor what generates code."""
    ours = (
        "policy_loader",
        "policy_fields",
        "policy_lint",
        "shapes",
        "policy_code",
        "consequences",
        "functions.numbers",
        "jmes.aggregates",
        "jmes.operations",
        "jmes.syntax",
        "jmes.known.generator",
        "jmes.abstract.generator",
        "sources.cloudformation.lists",
        "sources.cloudformation.lookups",
        "sources.cloudformation.macros",
        "sources.cloudformation.dynamic",
        "sources.texts",
    )
    code = (
        "import sys\n"
        "from scanner.cli import main\n"
        f"main({['scan', str(SMALL), '--format', f'{form}={tmp_path}/out']!r}, standalone_mode=False)\n"
        "print(*sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    names = set(result.stdout.split())
    forbidden = {*NEVER, *also, *(f"scanner.{name}" for name in ours)}

    assert sorted(name for name in names if name in forbidden or name.split(".")[0] in forbidden) == []


OWN = """
id: own-policy
title: A service names a task definition
severity: low
category: operations
resource: AWS::ECS::Service
assert: exists(task_definition(@)) && DesiredCount > `5`
why: because
fix: name it
examples:
  - {expect: pass, given: {DesiredCount: 6, TaskDefinition: b}, others: [{type: AWS::ECS::TaskDefinition, id: b, properties: {Family: b}}]}
  - {expect: fail, given: {DesiredCount: 1}}
"""


def test_policies_of_the_user_s_stand_beside_built_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """They call built relations, and are compiled for the run."""
    (tmp_path / "own-policy.yaml").write_text(OWN, "utf-8")
    settings = scan.Settings(policies=(tmp_path,), select=("own-policy", "service-*"))
    first = told(scan.scan([SMALL], settings))
    with monkeypatch.context() as patch:
        patch.setattr(packaged, "built_index", lambda: None)
        second = told(scan.scan([SMALL], settings))

    assert first == second and any("own-policy" in finding for finding in first)
