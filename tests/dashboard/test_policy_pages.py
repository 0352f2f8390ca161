"""The pages of policies and of the frameworks that they check: counts agree with the findings, and what is no longer asked is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import times
from scanner.history.queries.asking import NotFound
from scanner.history.queries.compliance import STATES, state_of
from tests.dashboard import viewed
from tests.dashboard.histories import DAY, kept, reported
from tests.dashboard.shell import history

STUDY = Path(__file__).parents[2] / "examples" / "ecs-case-study"
PROFILE = "asg-launch-has-instance-profile"


def counted(place: str, project: str | None = None) -> dict[str, dict[str, int]]:
    """By policy and status: the findings, counted one by one."""
    finding, policy = schema.finding.c, schema.policy.c
    query = (
        sa.select(policy.name, finding.status, sa.func.count())
        .select_from(schema.finding.join(schema.policy, policy.id == finding.policy).join(schema.project))
        .where(*([schema.project.c.name == project] if project else []))
        .group_by(policy.name, finding.status)
    )
    found: dict[str, dict[str, int]] = {}
    with viewed.opened(place) as connection:
        for name, status, amount in connection.execute(query):
            found.setdefault(name, {})[status] = amount
    return found


@pytest.mark.parametrize("project", [None, "live", "harbor-infra"])
def test_the_counts_of_policies_are_those_of_their_findings(project: str | None):
    whole = counted(kept("varied"), project)

    for one in viewed.data(kept("varied"), "policies", project=project)["policies"]:
        mine = whole.get(one["policy"], {})
        assert {name: one[name] for name in schema.COUNTS} == {name: mine.get(name, 0) for name in schema.COUNTS}, one["policy"]


@pytest.mark.parametrize("project", [None, "live"])
def test_a_policy_s_page_lists_what_fails_it_page_by_page(project: str | None):
    whole = counted(kept("varied"), project)
    name = max(whole, key=lambda one: whole[one].get("open", 0))
    seen, cursor = [], None
    while True:
        told = viewed.data(kept("varied"), "policy", name=name, project=project, cursor=cursor, page_size=1)
        seen += [one["fingerprint"] for one in told["failing"]["findings"]]
        if (cursor := told["failing"]["next"]) is None:
            break

    assert len(set(seen)) == len(seen) == whole[name]["open"] == told["open"]


def test_the_trend_ends_where_the_policy_stands_now():
    """Of a policy that the last runs of all projects asked."""
    told = viewed.data(kept("varied"), "policy", name=PROFILE, days=30)

    assert len(told["trend"]) > 3
    assert {name: told["trend"][-1][name] for name in schema.COUNTS} == {name: told[name] for name in schema.COUNTS}
    assert sum(day["fixed"] for day in told["trend"]) > 0


def test_a_policy_s_page_has_its_requirement_and_its_places():
    told = viewed.data(kept("varied"), "policy", name=PROFILE)
    page = viewed.page(kept("varied"), "policy", name=PROFILE)

    assert told["why"] and told["fix"] and told["references"]
    assert sum(one["open"] for one in told["where"]) == told["open"]
    assert "How to mend it" in page
    assert "What fails" in page


@pytest.fixture(scope="module", name="narrowed")
def asked_less(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A history whose last run asks one policy less than the first, and in whose second one a policy is another."""
    folder = tmp_path_factory.mktemp("narrowed")
    first = json.loads(reported(str(STUDY / "broken" / "account.jsonl")))
    second, third = (json.loads(json.dumps(first)) for _ in range(2))
    for number, one in enumerate((first, second, third)):
        one["header"]["started"] = times.stamp(1_790_000_000 + number * DAY)
        one["summary"]["finished"] = times.stamp(1_790_000_000 + number * DAY + 30)
    for one in (second, third):
        next(rule for rule in one["header"]["rules"] if rule["id"] == "cloudtrail-enabled")["why"] = "Another why."
    third["header"]["rules"] = [rule for rule in third["header"]["rules"] if rule["id"] != PROFILE]
    third["findings"] = [one for one in third["findings"] if one["policy"] != PROFILE]
    return history(folder, first, second, third)


def test_a_policy_that_is_no_longer_asked_keeps_its_findings_and_says_since_when(narrowed: str):
    told = viewed.data(narrowed, "policy", 1_790_000_000 + 3 * DAY, name=PROFILE)

    assert (told["current"], told["open"], told["last_asked"]) == (False, 1, times.stamp(1_790_000_000 + DAY))
    assert "No longer asked" in viewed.page(narrowed, "policy", 1_790_000_000 + 3 * DAY, name=PROFILE)
    assert viewed.data(narrowed, "policies")["not_asked"] == 1


def test_a_policy_whose_rule_changed_says_when(narrowed: str):
    told = {one["policy"]: one for one in viewed.data(narrowed, "policies", 1_790_000_000 + 3 * DAY)["policies"]}

    assert told["cloudtrail-enabled"]["changed"] == times.stamp(1_790_000_000 + DAY)
    assert not any(one["new"] for one in told.values())  # what the first run of all asked is not new


def test_a_policy_that_nobody_asked_is_not_found_and_a_near_one_is_named():
    with pytest.raises(NotFound, match=f'did you mean "{PROFILE}"'):
        viewed.data(kept("varied"), "policy", name="asg-launch-has-instance-profiles")


def test_a_project_that_is_not_there_is_not_found_and_a_near_one_is_named():
    with pytest.raises(NotFound, match='did you mean "live"'):
        viewed.data(kept("varied"), "policies", project="liver")


# ---------------------------------------------------------------- compliance


def test_frameworks_hold_their_controls_and_those_their_policies_and_those_what_fails():
    frameworks = {one["framework"]: one for one in viewed.data(kept("varied"), "compliance")["frameworks"]}
    framework = viewed.data(kept("varied"), "framework", framework="security-hub")
    (control,) = [one for one in framework["controls"] if one["control"] == "CloudTrail.3"]
    told = viewed.data(kept("varied"), "control", framework="security-hub", control="CloudTrail.3")

    assert frameworks["security-hub"]["total"] == len(framework["controls"])
    assert control["state"] == told["state"] == "fails"
    assert [one["policy"] for one in told["policies"]] == ["cloudtrail-enabled"]
    assert len(told["policies"][0]["failing"]) == told["open"] == control["open"]


def test_every_framework_and_control_has_a_page():
    for name in ("framework", "control"):
        keys = viewed.keys(kept("varied"), name)
        assert keys
        for one in keys:
            assert one[name] in viewed.page(kept("varied"), name, **one)


@pytest.mark.parametrize(
    ("counts", "current", "state"),
    [
        ((1, 1, 1, 1), True, "fails"),
        ((0, 1, 1, 1), True, "unknown"),
        ((0, 1, 0, 1), True, "passes"),
        ((0, 1, 0, 0), True, "waived"),
        ((0, 0, 0, 0), True, "nothing"),
        ((0, 0, 0, 0), False, "not asked"),
        ((1, 0, 0, 0), False, "fails"),
    ],
)
def test_a_control_is_as_bad_as_the_worst_of_its_findings(counts: tuple[int, ...], current: bool, state: str):
    """`counts`: open, waived, unknown, passed."""
    told: dict[str, Any] = {**dict(zip(schema.COUNTS, counts, strict=True)), "current": current}

    assert state_of([told]) == state
    assert state in STATES


@pytest.mark.parametrize(("given", "near"), [("security-hubb", "security-hub"), ("nothing-like-it", "")])
def test_a_framework_that_no_policy_checks_is_not_found(given: str, near: str):
    with pytest.raises(NotFound, match=near or "there are checkov"):
        viewed.data(kept("varied"), "framework", framework=given)
