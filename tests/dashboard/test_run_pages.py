"""The pages of runs, of one run beside another, and of what could not be told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scanner.dashboard.view import data_of
from scanner.history.queries import times
from scanner.history.queries.asking import NotFound
from scanner.history.queries.unknowns import kind_of
from tests.dashboard import viewed
from tests.dashboard.histories import DAY, THREE, kept, reported
from tests.dashboard.shell import empty_history, history

STUDY = Path(__file__).parents[2] / "examples" / "ecs-case-study"
START = 1_790_000_000


@pytest.fixture(scope="module", name="three")
def three_runs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Broken, repaired with another rule, broken again."""
    folder = tmp_path_factory.mktemp("three")
    reports = [json.loads(reported(str(STUDY / state / "account.jsonl"))) for state in ("broken", "repaired", "broken")]
    for number, one in enumerate(reports):
        one["header"]["started"] = times.stamp(START + number * DAY)
        one["summary"]["finished"] = times.stamp(START + number * DAY + 90)
    for one in reports[1:]:
        one["header"]["rules"][0]["why"] = "Another why."
    return history(folder, *reports)


def test_runs_tell_what_each_changed_newest_first(three: str):
    told = viewed.data(three, "runs", START + 3 * DAY)["runs"]
    found, fixed = told[-1]["opened_by_rules"], told[1]["fixed"] + told[1]["fixed_by_rules"]

    assert [one["run"] for one in told] == [3, 2, 1]
    assert [one["seconds"] for one in told] == [90, 90, 90]
    assert (told[1]["open"], fixed, told[0]["reopened"] + told[0]["opened_by_rules"] > 0) == (0, found, True)


def test_pages_of_runs_go_on_where_the_one_before_ended(three: str):
    first = viewed.data(three, "runs", page_size=2)
    second = viewed.data(three, "runs", page_size=2, cursor=first["next"])

    assert [one["run"] for one in (*first["runs"], *second["runs"])] == [3, 2, 1]
    assert second["next"] is None


def test_places_that_nobody_has_looked_at_for_long_or_that_failed_are_told_the_oldest_first():
    told = viewed.data(kept("varied"), "runs")

    assert told["places"]["failed"] >= 1
    assert {one["account"] for one in told["troubled"]} >= {THREE}
    assert all(one["problem"] for one in told["troubled"] if one["state"] == "failed")


def test_after_a_week_without_a_run_all_places_are_stale(three: str):
    told = viewed.data(three, "runs", START + 30 * DAY)["places"]

    assert told["evaluated"] == 0
    assert told["stale"] > 0


def test_a_run_tells_its_scope_its_gaps_and_its_rules():
    number = max(one["run"] for one in viewed.data(kept("varied"), "runs")["runs"] if one["project"] == "live")
    told = viewed.data(kept("varied"), "run", id=number)

    assert told["evaluated"] < told["places"] == told["scope"]["total"]
    assert not told["scope"]["places"][0]["evaluated"]
    assert {"grant ecs:ListServices", "grant sts:AssumeRole"} <= {one["settle"] for one in told["gaps_told"]["gaps"]}
    assert told["rules"]["same"]
    assert "What it could not read" in viewed.page(kept("varied"), "run", id=number)


def test_a_run_names_the_policies_that_changed_since_the_one_before(three: str):
    first, second, third = (viewed.data(three, "run", id=number)["rules"] for number in (1, 2, 3))

    assert (first["first"], second["same"], third["same"]) == (True, False, True)
    assert (second["added"], second["left_out"], len(second["changed"])) == ([], [], 1)


def test_a_run_is_given_back_as_a_report(three: str):
    with viewed.opened(three) as connection:
        download = data_of(viewed.BY_NAME["run-report"])(connection, viewed.asked("run-report", id=2))
        report = json.loads("".join(download.parts))

    assert report["schema"] == "plimsoll/report/v1"
    assert report["header"]["started"] == times.stamp(START + DAY)
    assert download.name.endswith("-2.json")


def test_a_run_that_is_not_there_is_not_found(three: str, tmp_path: Path):
    for view in ("run", "run-report"):
        with pytest.raises(NotFound, match="there is no run 99; the last one is 3"):
            viewed.data(three, view, id=99)
    with pytest.raises(NotFound, match="none is added yet"):
        viewed.data(empty_history(tmp_path), "run", id=1)


# ---------------------------------------------------------------- one beside another


def test_the_last_run_is_compared_with_the_one_before(three: str):
    told = viewed.data(three, "compare")

    assert (told["earlier"]["run"], told["later"]["run"]) == (2, 3)
    assert sum(one["now"]["open"] for one in told["severities"]) > sum(one["then"]["open"] for one in told["severities"]) == 0
    assert {one["happened"] for one in told["events"]} == {"reopened"}
    assert told["rules"]["same"]


def test_what_happened_between_runs_that_are_not_neighbours_is_told_in_full(three: str):
    """All that was fixed came back: the counts are the same, and yet it is told."""
    told = viewed.data(three, "compare", **{"from": 1, "to": 3, "page_size": 200})
    happened = [one["happened"] for one in told["events"]]

    assert all(one["then"]["open"] == one["now"]["open"] for one in told["severities"])
    assert happened.count("fixed") == happened.count("reopened") > 0
    assert sum(one["opened"] for one in told["severities"]) == 0
    assert len(told["rules"]["changed"]) == 1


def test_events_are_told_page_by_page_and_by_kind(three: str):
    whole = viewed.data(three, "compare", **{"from": 1, "to": 3, "page_size": 200})["events"]
    seen, cursor = [], None
    while True:
        told = viewed.data(three, "compare", **{"from": 1, "to": 3, "page_size": 5, "cursor": cursor})
        seen += told["events"]
        if (cursor := told["next"]) is None:
            break

    assert seen == whole
    fixed = viewed.data(three, "compare", **{"from": 1, "to": 3, "page_size": 200, "happened": ["fixed"]})["events"]
    assert fixed == [one for one in whole if one["happened"] == "fixed"]


def test_places_that_only_one_of_the_runs_saw_are_told():
    live = sorted(one["run"] for one in viewed.data(kept("varied"), "runs")["runs"] if one["project"] == "live")
    told = viewed.data(kept("varied"), "compare", **{"from": live[1], "to": live[-1]})

    assert {one["account"] for one in told["scope"]["only_then"]} == {THREE}
    assert "The scope differs" in viewed.page(kept("varied"), "compare", **{"from": live[1], "to": live[-1]})


def test_only_an_earlier_run_of_the_same_project_can_be_compared_with(three: str):
    runs = viewed.data(kept("varied"), "runs")["runs"]
    live = next(one["run"] for one in runs if one["project"] == "live")
    code = next(one["run"] for one in runs if one["project"] != "live")

    with pytest.raises(NotFound, match="compare runs of one project"):
        viewed.data(kept("varied"), "compare", **{"from": min(live, code), "to": max(live, code)})
    with pytest.raises(NotFound, match="is not earlier"):
        viewed.data(three, "compare", **{"from": 3, "to": 2})


def test_the_first_run_has_none_to_be_compared_with(three: str):
    assert viewed.data(three, "compare", to=1)["earlier"] is None
    assert "There is nothing to compare with" in viewed.page(three, "compare", to=1)


# ---------------------------------------------------------------- what could not be told


def test_unknowns_are_told_by_what_would_settle_most_of_them():
    told = viewed.data(kept("varied"), "unknowns")
    by_settle = {one["settle"]: one for one in told["settlements"]}
    amounts = [one["findings"] for one in told["settlements"]]

    assert amounts == sorted(amounts, reverse=True)
    assert by_settle["grant ecs:ListServices"]["kind"] == "permission"
    assert "ecs:ListServices" in by_settle["grant ecs:ListServices"]["advice"]
    assert by_settle["grant ecs:ListServices"]["policies"]


def test_the_findings_that_one_permission_would_settle_are_listed_page_by_page():
    whole = viewed.data(kept("varied"), "unknowns", settle="grant ecs:ListServices")["chosen"]
    seen, cursor = [], None
    while True:
        told = viewed.data(kept("varied"), "unknowns", settle="grant ecs:ListServices", cursor=cursor, page_size=2)["chosen"]
        seen += [one["fingerprint"] for one in told["listed"]]
        if (cursor := told["next"]) is None:
            break

    assert len(set(seen)) == len(seen) == whole["findings"] > 2


def test_unknowns_of_one_project_are_those_of_its_findings():
    whole, live, code = (
        {one["settle"]: one["findings"] for one in viewed.data(kept("varied"), "unknowns", project=project)["settlements"]}
        for project in (None, "live", "harbor-infra")
    )

    assert whole == {name: live.get(name, 0) + code.get(name, 0) for name in whole}
    assert live["grant ecs:ListServices"] > 0


def test_what_nothing_waits_for_is_an_empty_list_not_an_error():
    assert viewed.data(kept("varied"), "unknowns", settle="grant nothing:AtAll")["chosen"]["listed"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("grant ecs:ListServices", "permission"),
        ("parameter ImageTag", "parameter"),
        ("variable tag", "variable"),
        ("--closed AWS::Events::Rule", "declaration"),
        ("collect AWS::ECS::Task", "collection"),
        ("deployment", "deployment"),
        ("AWS::Region", "deployment"),
        ("a plan", "plan"),
        ("whatever else {0} {name}", "other"),
    ],
)
def test_what_settles_has_a_kind_and_says_what_to_do(text: str, kind: str):
    found, advice = kind_of(text)

    assert found == kind
    assert bool(advice) == (kind != "other")


# ---------------------------------------------------------------- all of them

VIEWS = ("policies", "exceptions", "unknowns", "compliance", "compare", "runs", "platforms")


@pytest.mark.parametrize("name", ["varied", "planted", "empty"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_renders_whatever_the_history_holds(view: str, name: str):
    page = viewed.page(kept(name), view)

    assert "</html>" in page
    assert " style=" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("view", ["policy", "control", "framework", "run", "platform"])
def test_every_page_of_a_thing_renders_with_names_that_attack(view: str):
    for given in viewed.keys(kept("planted"), view):
        assert "</html>" in viewed.page(kept("planted"), view, **given)


@pytest.mark.parametrize("view", VIEWS)
def test_pages_that_are_files_have_no_form(view: str):
    """Nothing would answer it."""
    assert "<form" in viewed.page(kept("varied"), view)
    assert "<form" not in viewed.page(kept("varied"), view, static=True)
