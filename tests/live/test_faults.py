"""Each fault at each call of an audit in turn: the audit ends, the gap is told, what hangs on it is unknown, and all else is as it was."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from scanner import catalog, permissions
from scanner.catalog.actions import action_of
from scanner.errors import UsageError
from scanner.records import replace
from scanner.redaction import Redactor
from scanner.scan import Rules
from scanner.sources.aws.collect import Part, collect_part
from scanner.sources.aws.faults import Place
from tests import moto_account
from tests.live import record
from tests.live.faults import (
    CONTENT,
    FAULTS,
    Outcome,
    RecordedApi,
    Spoil,
    audited,
    collection_wrongs,
    failures,
    plainly,
    rules,
    standing_in,
    told_gap,
    wrongs,
)
from tests.moto_account import ACCOUNT

REDACTOR = Redactor(b"a key of these tests")
WHO = "sts:GetCallerIdentity"
REGIONS = "ec2:DescribeRegions"


class World:
    """A recorded account, what its audit tells, and which policies hang on which call."""

    def __init__(self, state: str, sit: Callable[[RecordedApi], Any], folder: Path) -> None:
        """Audit it once without a fault."""
        self.state, self.sit, self.folder, self.count = state, sit, folder, itertools.count()
        self.rules: Rules = rules()
        self.types = permissions.types_of(self.rules.policies, self.rules.library)
        self.recorded = record.read(state)
        self.base = self.audit()
        self.reads = {policy.id: self._calls(policy) for policy in self.rules.policies}

    def _calls(self, policy: Any) -> frozenset[str]:
        types = permissions.types_of((policy,), self.rules.library)
        return frozenset(site.name for site in catalog.calls_of(catalog.needed(types)))

    def audit(self, key: str | None = None, spoil: Spoil | None = None, only: frozenset[str] | None = None) -> Outcome:
        """An audit in which one call goes wrong; by some policies only, where these are named."""
        api = RecordedApi(self.recorded, key, spoil)
        chosen = self.rules if only is None else replace(self.rules, policies=tuple(one for one in self.rules.policies if one.id in only))
        return audited(api, self.sit, chosen, self.folder / str(next(self.count)), self.types)

    def hanging(self, call: str) -> frozenset[str]:
        """The policies that read what a call answers, by whatever way."""
        return frozenset(name for name, calls in self.reads.items() if call in calls)

    def wrongs(self, key: str, spoil: Spoil) -> list[str]:
        """What is wrong with an audit in which a call goes wrong."""
        said = self.recorded[key]
        action = action_of(said["call"])
        hanging = self.hanging(said["call"])
        judged = hanging if self.state == "broken" else None  # to tell why so much fails takes most of the time
        outcome = self.audit(key, spoil, judged)
        base = self.base
        if judged is not None:
            base = replace(base, findings=tuple(one for one in base.findings if one.policy in judged))
        found = wrongs(base, outcome, action, hanging)
        if told_gap(outcome, action, said["region"]) is None and list(map(plainly, outcome.findings)) != list(map(plainly, base.findings)):
            found.append(f"no gap tells of {action}: {outcome.gaps}")
        return found

    def collection_wrongs(self, key: str) -> dict[str, list[str]]:
        """By fault: what is wrong with a collection of what hangs on a call that goes wrong."""
        said = self.recorded[key]
        every = catalog.needed(self.types)
        hanging = frozenset(
            row.type for row in every if said["call"] in {site.name for site in catalog.calls_of(catalog.needed([row.type]))}
        )
        rows = catalog.needed(hanging)
        spoils = {**FAULTS, **({"failures": failures} if said["call"] in CONTENT else {})}
        base, *spoilt = (self._part(said["region"], rows, key, spoil) for spoil in (None, *spoils.values()))
        action = action_of(said["call"])
        found = {name: collection_wrongs(base, part, action, hanging) for name, part in zip(spoils, spoilt, strict=True)}
        for name, part in zip(spoils, spoilt, strict=True):
            if name != "after a page" and not any(line.action == action for line in part.coverage):
                found[name].append(f"no gap tells of {action}")
        return {name: wrong for name, wrong in found.items() if wrong}

    def _part(self, region: str, rows: Sequence[catalog.Row], key: str, spoil: Spoil | None) -> Part:
        api = RecordedApi(self.recorded, key, spoil)
        return collect_part(api, Place(ACCOUNT, region), rows, REDACTOR, None)


@pytest.fixture(scope="module", name="worlds")
def recorded_worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, World]]:
    """The broken account, of which much fails, and the repaired one, of which all passes."""
    folder = tmp_path_factory.mktemp("faults")
    with pytest.MonkeyPatch.context() as patch:
        moto_account.adopt(patch, moto_account.environment(folder, "http://127.0.0.1:9"))
        patch.setenv("PLIMSOLL_REDACTION_KEY", "a key of these tests")
        patch.chdir(folder)
        with standing_in() as sit:
            yield {state: World(state, sit, folder / state) for state in record.STATES}


def calls_of(world: World) -> list[str]:
    """The keys of the calls by which the account is read."""
    asking = (WHO, REGIONS)
    return [key for key, said in world.recorded.items() if said["call"] not in asking or said["region"] == "global"]


@pytest.mark.parametrize("state", record.STATES)
def test_without_a_fault_the_recorded_account_is_read_whole(worlds: dict[str, World], state: str) -> None:
    base = worlds[state].base

    assert base.gaps == ()
    assert base.asked == worlds[state].recorded.keys()
    assert {str(one.verdict) for one in base.findings} == {"pass", "skipped"} | ({"fail"} if state == "broken" else set())


@pytest.mark.parametrize("state", record.STATES)
def test_each_fault_at_each_call_costs_what_hangs_on_it_and_is_told(worlds: dict[str, World], state: str) -> None:
    """Of the snapshot: a resource is as it was, unknown where the answer stood, or gone from a type that is told to be open."""
    world = worlds[state]
    found = {key: wrong for key in calls_of(world) if (wrong := world.collection_wrongs(key))}

    assert found == {}


@pytest.mark.parametrize("state", record.STATES)
def test_a_fault_at_any_call_makes_unknown_what_hangs_on_it_and_nothing_else(worlds: dict[str, World], state: str) -> None:
    """Of the report. The faults take turns: what verdicts see of them is the same, a type that is open or a value that is unknown."""
    world = worlds[state]
    names = itertools.cycle(FAULTS)
    turns = {key: next(names) for key in calls_of(world)}
    found = {(key, name): wrong for key, name in turns.items() if (wrong := world.wrongs(key, FAULTS[name]))}

    assert found == {}


def test_failures_in_an_answer_with_status_200_are_no_absence(worlds: dict[str, World]) -> None:
    world = worlds["repaired"]
    keys = [key for key, said in world.recorded.items() if said["call"] in CONTENT]
    found = {key: wrong for key in keys if (wrong := world.wrongs(key, failures))}

    assert len(keys) >= len(CONTENT)
    assert found == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_where_nobody_can_be_asked_who_he_is_the_audit_ends_with_a_sentence(worlds: dict[str, World], fault: str) -> None:
    world = worlds["broken"]
    (key,) = [key for key, said in world.recorded.items() if said["call"] == WHO]

    with pytest.raises(UsageError, match=WHO):
        world.audit(key, FAULTS[fault])


@pytest.mark.parametrize("fault", FAULTS)
def test_where_the_enabled_regions_are_not_told_a_named_region_is_collected(worlds: dict[str, World], fault: str) -> None:
    """It was asked for by name, so nothing is missing."""
    world = worlds["repaired"]
    (key,) = [key for key, said in world.recorded.items() if said["call"] == REGIONS and said["region"] != "global"]

    found = world.audit(key, FAULTS[fault])

    assert found.gaps == ()
    assert list(map(plainly, found.findings)) == list(map(plainly, world.base.findings))
