"""The ECS pages tell which of the case study's causes threaten which cluster, and stand on what reports say of clusters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner import scan
from scanner.history.queries.asking import NotFound
from scanner.history.queries.causes import CAUSES, POLICIES
from scanner.history.queries.platforms import GROUPS
from scanner.inventory.members import ROLES
from tests.dashboard import viewed
from tests.dashboard.histories import THREE, TWO, kept, reported
from tests.dashboard.shell import history

STUDY = Path(__file__).parents[2] / "examples" / "ecs-case-study"
HARBOR = "arn:aws:ecs:ap-northeast-2:{}:cluster/harbor-ecs"


def states(cluster: dict[str, Any]) -> dict[str, str]:
    """By cause: how it stands."""
    return {one["cause"]: one["state"] for one in cluster["causes"]}


def told(place: str, name: str) -> dict[str, Any]:
    """The page of a cluster."""
    found: dict[str, Any] = viewed.data(place, "platform", name=name)
    return found


@pytest.fixture(scope="module", name="study")
def both_states(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By state of the case study: a history of its account."""
    made = {}
    for state in ("broken", "repaired"):
        folder = tmp_path_factory.mktemp(state)
        made[state] = history(folder, json.loads(reported(str(STUDY / state / "account.jsonl"))))
    return made


def test_all_causes_threaten_the_broken_cluster_and_none_the_repaired_one(study: dict[str, str]):
    name = HARBOR.format("111122223333")

    assert set(states(told(study["broken"], name)).values()) == {"fails"}
    assert set(states(told(study["repaired"], name)).values()) == {"holds"}


def test_a_cause_lists_its_findings_where_they_stand(study: dict[str, str]):
    causes = {one["cause"]: one for one in told(study["broken"], HARBOR.format("111122223333"))["causes"]}

    assert {each["policy"] for each in causes["no-way-out"]["findings"]} == {
        "private-subnet-routes-to-nat",
        "ecs-instance-subnet-has-egress",
    }
    assert {each["policy"] for each in causes["no-trigger"]["findings"]} == {"trigger-via-cloudtrail-needs-trail", "cloudtrail-enabled"}
    assert "agent-disconnected-with-tasks" in {each["policy"] for each in causes["dead-agent"]["findings"]}


def test_what_fails_at_a_host_that_may_be_another_cluster_s_is_told_to_be_uncertain(study: dict[str, str]):
    """The user data of the spot group names no cluster: nobody can tell which it was meant for."""
    causes = {one["cause"]: one for one in told(study["broken"], HARBOR.format("111122223333"))["causes"]}

    assert (causes["wrong-cluster"]["state"], causes["wrong-cluster"]["certain"]) == ("fails", False)
    assert all(one["certain"] for name, one in causes.items() if name != "wrong-cluster")


def test_the_stray_cluster_is_threatened_by_what_made_it(study: dict[str, str]):
    default = told(study["broken"], "arn:aws:ecs:ap-northeast-2:111122223333:cluster/default")

    assert states(default)["wrong-cluster"] == "fails"
    assert states(default)["tag-differs"] == "not asked"


def test_tasks_and_agents_are_counted_as_far_as_they_are_known(study: dict[str, str]):
    broken = told(study["broken"], HARBOR.format("111122223333"))

    assert (broken["running"], broken["desired"]) == (1, 2)
    assert (broken["agents"], broken["disconnected"]) == (1, 1)


def test_what_cannot_be_told_of_code_is_unknown_and_not_asked_of_live_alone(tmp_path: Path):
    """Event rules and trails are not declared closed; no agent is to be seen in a template."""
    (tmp_path / "infra").mkdir()
    for name in ("template.yaml", "parameters.json"):
        (tmp_path / "infra" / name).write_bytes((STUDY / "broken" / name).read_bytes())
    place = history(tmp_path, json.loads(reported(str(tmp_path / "infra" / "template.yaml"))))
    (cluster,) = viewed.data(place, "platforms")["clusters"]

    assert states(cluster) == {
        "no-instance-profile": "fails",
        "wrong-cluster": "fails",
        "no-way-out": "fails",
        "dead-agent": "fails",
        "no-trigger": "unknown",
        "tag-differs": "fails",
    }
    assert (cluster["running"], cluster["agents"]) == (None, 0)


def test_a_waived_cause_is_not_told_to_hold():
    """The varied history waives what fails at pipelines."""
    cluster = told(kept("varied"), HARBOR.format("111122223333"))

    assert states(cluster)["tag-differs"] == "waived"


def test_a_cluster_of_an_account_that_can_no_longer_be_read_stays_with_its_age():
    clusters = {one["id"]: one for one in viewed.data(kept("varied"), "platforms")["clusters"]}
    three = clusters[HARBOR.format(THREE)]

    assert three["problem"]
    assert three["days_unseen"] >= 5


def test_what_may_be_missing_because_it_was_not_read_is_told():
    """Account two was read without its services."""
    cluster = told(kept("varied"), HARBOR.format(TWO))

    assert ("service", "grant ecs:ListServices") in {(one["role"], one["settle"]) for one in cluster["unknown"]}


def test_those_that_most_causes_threaten_stand_first_on_a_page():
    failing = [sum(each["state"] == "fails" for each in one["causes"]) for one in viewed.data(kept("varied"), "platforms")["clusters"]]

    assert failing == sorted(failing, reverse=True)
    assert failing[0] > failing[-1]


def test_pages_of_clusters_go_on_where_the_one_before_ended(monkeypatch: pytest.MonkeyPatch):
    whole = {one["id"] for one in viewed.data(kept("varied"), "platforms")["clusters"]}
    monkeypatch.setattr("scanner.history.queries.platforms.CLUSTERS", 2)
    seen: list[str] = []
    cursor = None
    while True:
        told_ = viewed.data(kept("varied"), "platforms", cursor=cursor)
        seen += [one["id"] for one in told_["clusters"]]
        if (cursor := told_["next"]) is None:
            break

    assert sorted(seen) == sorted(whole)


def test_one_project_shows_its_clusters_alone():
    names = {one["project"] for one in viewed.data(kept("varied"), "platforms", project="harbor-infra")["clusters"]}

    assert names == {"harbor-infra"}


def test_a_cluster_that_nobody_saw_is_not_found():
    with pytest.raises(NotFound, match="no run saw an ECS cluster"):
        viewed.data(kept("varied"), "platform", name="nothing")


def test_every_cluster_has_a_page_and_every_page_renders():
    names = viewed.keys(kept("varied"), "platform")

    assert {one["name"] for one in names} >= {one["id"] for one in viewed.data(kept("varied"), "platforms")["clusters"]}
    for one in names:
        assert "What threatens it" in viewed.page(kept("varied"), "platform", **one)


def test_every_policy_of_a_cause_is_one_of_ours_and_of_one_cause():
    assert set(POLICIES) <= set(scan.library_of((), True, {}).policies)
    assert len(set(POLICIES)) == len(POLICIES)
    assert len(CAUSES) == 6


def test_every_role_of_a_member_has_its_place_on_the_page():
    assert sorted(role for roles in GROUPS.values() for role in roles) == sorted(ROLES)
    assert {role for cause in CAUSES for role in cause.roles} <= {*ROLES, "cluster"}
