"""Every policy keeps its promises: its schema, its name, its examples, and the tellings of what it means in each source."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scanner import examples, packs, policy_loader
from scanner.evaluate import evaluate
from scanner.scan import Settings, judged_worlds

LIBRARY = policy_loader.load([], builtin=True)
TELLINGS = Path(__file__).parent / "policies"


def overall(identity: str, telling: Path) -> str:
    """Kleene's "all" of a policy's verdicts on a telling."""
    found = [
        finding.verdict
        for world in judged_worlds([str(telling)], Settings())
        for finding in evaluate([LIBRARY.policies[identity]], world, LIBRARY.data)
    ]
    return examples.overall(found)


def test_the_library_has_no_errors():
    assert [str(error) for error in LIBRARY.errors] == []


@pytest.mark.parametrize("result", list(examples.run(LIBRARY)), ids=lambda result: f"{result.subject}:{result.line}")
def test_an_example_holds(result):
    assert result.problem is None


def test_the_default_pack_names_policies_that_exist_and_leaves_none_out():
    pack = packs.read(packs.DEFAULT, [])

    assert sorted(pack.policies) == sorted(LIBRARY.policies)


TOLD = [(folder.name, path) for folder in sorted(TELLINGS.iterdir()) for path in sorted(folder.iterdir())] if TELLINGS.is_dir() else []


def alone(telling: Path, folder: Path) -> Path:
    """A telling as a target: a file of Terraform code is a module of its own, for the files of one folder are one."""
    if telling.suffix != ".tf" or telling.is_dir():
        return telling
    shutil.copy(telling, folder / "main.tf")
    return folder


@pytest.mark.parametrize(("identity", "telling"), TOLD, ids=lambda value: value.name if isinstance(value, Path) else value)
def test_a_telling_gets_the_verdict_of_its_name(identity, telling, tmp_path):
    assert overall(identity, alone(telling, tmp_path)) == telling.name.split(".")[0].split("-")[0]


@pytest.mark.parametrize("policy", LIBRARY.policies.values(), ids=lambda policy: policy.id)
def test_a_policy_is_told_in_every_source_that_it_reaches(policy):
    told = {
        path.name.split(".")[0].split("-")[0] + (".live" if ".live." in path.name else ".tf" if path.suffix == ".tf" else "")
        for name, path in TOLD
        if name == policy.id
    }
    wanted = {"pass", "fail", "pass.tf", "fail.tf"} if policy.reach != "live" else set()
    wanted |= {"pass.live", "fail.live"} if policy.reach != "iac" else set()

    assert wanted <= told
