"""Fifty policies on one task definition: what each costs, beside stock `jmespath`."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jmespath
import yaml

from scanner.frame import Frame, Run
from scanner.jmes import Context
from scanner.judge import FAIL, PASS, generate
from scanner.library import Library
from scanner.policy import Policy
from scanner.policy_loader import load
from scanner.snapshot import Resource, Snapshot
from scanner.world import World
from tests.benchmarks.corpus import DOCUMENTS
from tests.benchmarks.handwritten import is_true
from tests.benchmarks.measure import Promises, calls, compare

FILE = Path(__file__).parent / "fifty.yaml"
TYPE = "AWS::ECS::TaskDefinition"
PROMISED = 50
"""Stock's time for a policy over ours, at least."""


def texts() -> Mapping[str, str]:
    """The fifty expressions by the ids of their policies."""
    found: dict[str, str] = yaml.load(FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return found


def policies() -> list[Policy]:
    """The same as policies: each in a file of its own, read as a user's are."""
    with tempfile.TemporaryDirectory() as name:
        for identity, text in texts().items():
            fields = {"id": identity, "title": identity, "severity": "low", "category": "security", "resource": TYPE, "assert": text}
            rest = {"why": "-", "fix": "-", "examples": [{"expect": "pass", "given": {}}]}
            (Path(name) / f"{identity}.json").write_text(json.dumps({**fields, **rest}), encoding="utf-8")
        library = load([Path(name)], builtin=False)
    if library.errors:
        raise library.errors[0]
    return list(library.policies.values())


def with_containers(count: int) -> Any:
    """The task definition with so many containers."""
    task = copy.deepcopy(DOCUMENTS[TYPE][0])
    containers = task["ContainerDefinitions"]
    task["ContainerDefinitions"] = [copy.deepcopy(containers[index % len(containers)]) for index in range(count)]
    return task


def stock(expressions: Sequence[str]) -> Callable[[Any], list[Any]]:
    """Stock's answers to all of them."""
    searches = [jmespath.compile(text).search for text in expressions]
    return lambda document: [search(document) for search in searches]


def one_by_one(chosen: Sequence[Policy]) -> Callable[[Any], list[bool]]:
    """Ours, each policy's expression alone."""
    context = Context()
    holds = [policy.clauses[0].that.holds for policy in chosen]
    return lambda document: [ask(document, context) for ask in holds]


def together(library: Library, chosen: Sequence[Policy]) -> Callable[[list[Resource]], Any]:
    """Ours, all of them by the code that is generated for a type, asked of the task definition as a list of one resource."""
    judge = generate(chosen, TYPE)
    if judge is None:
        raise SystemExit("no code for the fifty policies")
    account = World(Snapshot("benchmark", ()))
    context = Context(data=Frame(Run(account, library.data), None, None, None))
    context.knows = account.knows
    return lambda resources: judge(resources, context)[0]


def agree(answers: Sequence[Any], codes: Sequence[int], chosen: Sequence[Policy]) -> None:
    """Refuse to measure what gives other verdicts than stock."""
    for policy, answer, code in zip(chosen, answers, codes, strict=True):
        if code != (PASS if is_true(answer) else FAIL):
            raise SystemExit(f"{policy.id}: stock gives {answer!r}, ours {code}")


def measure(library: Library, promises: Promises) -> None:
    """Part 3 of the benchmark."""
    chosen = policies()
    expressions = [policy.clauses[0].that.text for policy in chosen]
    print(f"\n(3) {len(chosen)} policies on one task definition (ns for each policy)")
    print(f"  {'containers':>10} {'stock':>8} {'one by one':>10} {'together':>8} {'stock/together':>14}")
    judge = together(library, chosen)
    for containers in (1, 3, 10):
        task = with_containers(containers)
        resources = [Resource(TYPE, "task", task)]
        agree(stock(expressions)(task), judge(resources), chosen)
        engines = {
            "stock": calls(stock(expressions), [(task,)]),
            "one": calls(one_by_one(chosen), [(task,)]),
            "together": calls(judge, [(resources,)]),
        }
        timing = compare(engines)
        each = [timing.seconds(name) / len(chosen) * 1e9 for name in engines]
        ratio = timing.ratio("stock", "together")
        print(f"  {containers:10} {each[0]:8.0f} {each[1]:10.0f} {each[2]:8.0f} {ratio:14.1f}")
        if containers == 3:
            promises.at_least("stock's time for a policy over ours, fifty policies on one task definition", ratio, PROMISED)
