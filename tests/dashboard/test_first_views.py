"""Overview, heat map, findings, finding and resource: what they tell of a small history, with filters, groups, pages and downloads."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from scanner.history import schema
from scanner.history.queries import choice, findings, streams, times
from scanner.history.queries.asking import NotFound
from tests.dashboard import viewed
from tests.dashboard.histories import DAY, empty_history
from tests.dashboard.shell import history

FIRST = 1_790_000_000 // DAY * DAY + 3600
NOW = FIRST + 21 * DAY
A, B = "111111111111", "222222222222"
PLACES = [{"world": each, "account": each, "region": "eu-west-1"} for each in (A, B)]
RULES = [
    {
        "id": name,
        "title": title,
        "severity": severity,
        "category": category,
        "why": "Because.",
        "fix": "Mend it.",
        "references": [],
        "controls": [],
    }
    for name, title, severity, category in (
        ("no-root", "Nothing runs as root", "critical", "identity"),
        ("has-logs", "Everything is logged", "low", "operations"),
    )
]


def fingerprint(policy: str, resource: str) -> str:
    return hashlib.sha256(f"{policy} {resource}".encode()).hexdigest()


def found(policy: str, resource: str, account: str, verdict: str = "fail", owner: str | None = None) -> dict[str, Any]:
    severity = next(rule["severity"] for rule in RULES if rule["id"] == policy)
    related = [{"message": f"the role that it has: role-{account}", "resource": f"role-{account}", "location": None}]
    return {
        "policy": policy,
        "resource": resource,
        "type": "AWS::ECS::Service",
        "verdict": verdict,
        "severity": severity,
        "message": f"{resource} is not as it should be",
        "world": account,
        "account": account,
        "region": "eu-west-1",
        "part": None,
        "location": None,
        "fingerprint": fingerprint(policy, resource),
        "evidence": [{"clause": "User == `root`", "reads": [], "holds": False, "grounds": []}],
        "related": related,
        **({"owner": owner} if owner else {}),
        **({"reasons": [{"text": "the image is not known", "settle": "parameter Tag"}]} if verdict == "unknown" else {}),
    }


def report(day: int, *made: dict[str, Any], denied: str | None = None) -> dict[str, Any]:
    started = times.stamp(FIRST + day * DAY)
    verdicts = {word: sum(one["verdict"] == word for one in made) for word in ("pass", "fail", "unknown", "skipped", "error")}
    gap = {"type": "*", "kind": "denied", "reason": "AccessDenied", "location": None, "account": denied, "region": "eu-west-1"}
    return {
        "schema": "plimsoll/report/v1",
        "header": {"version": "0.1.0", "started": started, "targets": ["x"], "closed": [], "strict": False, "rules": RULES},
        "findings": list(made),
        "gaps": [gap] if denied else [],
        "assumptions": [],
        "summary": {
            "verdicts": verdicts,
            "severities": {},
            "worlds": 2,
            "resources": 3,
            "skippedFiles": 0,
            "policiesWithoutReach": [],
            "places": [place for place in PLACES if place["account"] != denied],
            "finished": started,
        },
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Day 0: two findings on `web`, one on `job` of the other account. Day 10: one is fixed. Day 20: it is back, and B is denied."""
    logs, job = found("has-logs", "web", A, owner="ann"), found("no-root", "job", B)
    root, passing, doubt = (
        found("no-root", "web", A, owner="ann"),
        found("has-logs", "job", B, "pass"),
        found("has-logs", "db", A, "unknown"),
    )
    return history(
        tmp_path_factory.mktemp("lives"),
        report(0, root, logs, job, passing, doubt),
        report(10, logs, job, passing, doubt),
        report(20, root, logs, doubt, denied=B),
    )


def told(place: str, **filters: Any) -> list[tuple[str, str]]:
    data = viewed.data(place, "findings", NOW, **filters)
    return [(one["policy"], one["resource"]) for one in data["findings"]]


def test_the_overview_tells_how_things_stand_and_went(place: str):
    data = viewed.data(place, "overview", NOW)

    assert data["standing"]["open"] == {"critical": 2, "high": 0, "medium": 0, "low": 1, "info": 0}
    assert (data["standing"]["total"], data["standing"]["unknown"], data["standing"]["passed"], data["standing"]["score"]) == (3, 1, 1, 25)
    trend = {point["day"]: point for point in data["trend"]}
    assert [(point["critical"], point["low"]) for point in data["trend"]][::10] == [(2, 1), (1, 1), (2, 1)]
    assert sum(point["fixed"] for point in trend.values()) == 1
    assert (data["changes"]["opened"] + data["changes"]["opened_by_rules"], data["changes"]["reopened"], data["changes"]["fixed"]) == (
        3,
        1,
        1,
    )
    assert data["changes"]["mean_days_to_fix"] == 10.0
    assert [(one["policy"], one["open"]) for one in data["policies"]] == [("no-root", 2), ("has-logs", 1)]
    assert [(one["account"], one["open"]) for one in data["accounts"]] == [(A, 2), (B, 1)]


def test_the_overview_tells_of_places_that_could_not_be_looked_at(place: str):
    coverage = viewed.data(place, "overview", NOW)["coverage"]

    assert (coverage["places"], coverage["evaluated"], coverage["failed"]) == (2, 1, 1)
    assert [(one["account"], one["days_unseen"]) for one in coverage["trouble"]] == [(B, 11)]
    assert "AccessDenied" in coverage["trouble"][0]["problem"]


@pytest.mark.parametrize(("days", "points"), [(7, 7), (30, 22), (365, 6)])
def test_the_trend_begins_with_the_first_run_and_has_few_points(place: str, days: int, points: int):
    trend = viewed.data(place, "overview", NOW, days=days)["trend"]

    assert len(trend) == points
    assert (trend[-1]["critical"], trend[-1]["low"]) == (2, 1)


@pytest.mark.parametrize(("by", "columns"), [("region", ["eu-west-1"]), ("service", ["ECS"]), ("category", ["identity", "operations"])])
def test_the_heat_map_counts_by_account(place: str, by: str, columns: list[str]):
    data = viewed.data(place, "heatmap", NOW, by=by)

    assert data["columns"] == columns
    assert [(row["account"], row["total"]) for row in data["rows"]] == [(A, 2), (B, 1)]
    assert sum(cell["open"] for row in data["rows"] for cell in row["cells"]) == 3


def test_the_heat_map_takes_severities(place: str):
    data = viewed.data(place, "heatmap", NOW, severity=["low"])

    assert [(row["account"], row["cells"][0]["open"]) for row in data["rows"]] == [(A, 1)]


ROOT, LOGS, JOB, DOUBT = ("no-root", "web"), ("has-logs", "web"), ("no-root", "job"), ("has-logs", "db")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [ROOT, JOB, LOGS]),
        ({"severity": ["critical"]}, [ROOT, JOB]),
        ({"severity": ["high"]}, []),
        ({"policy": "has-logs"}, [LOGS]),
        ({"policy": "has-logs", "status": ["open", "unknown"]}, [DOUBT, LOGS]),
        ({"policy": "nobody"}, []),
        ({"account": B}, [JOB]),
        ({"account": A, "severity": ["critical"]}, [ROOT]),
        ({"region": "eu-west-1", "policy": "no-root"}, [ROOT, JOB]),
        ({"region": "mars"}, []),
        ({"type": "AWS::ECS::Service"}, [ROOT, JOB, LOGS]),
        ({"type": "AWS::S3::Bucket"}, []),
        ({"owner": "ann"}, [ROOT, LOGS]),
        ({"project": "shop"}, [ROOT, JOB, LOGS]),
        ({"project": "elsewhere"}, []),
        ({"since": "2026-10-01"}, [ROOT]),
        ({"until": "2026-10-01"}, [JOB, LOGS]),
        ({"text": "we"}, [ROOT, LOGS]),
        ({"text": "WE"}, [ROOT, LOGS]),
        ({"text": "eb"}, []),
        ({"status": ["fixed"]}, []),
        ({"status": ["passed"]}, [("has-logs", "job")]),
        ({"world": B}, [JOB]),
    ],
)
def test_filters_choose(place: str, filters: dict[str, Any], expected: list[tuple[str, str]]):
    assert sorted(told(place, **filters)) == sorted(expected)


def test_a_filter_that_names_nothing_says_which(place: str):
    assert viewed.data(place, "findings", NOW, policy="nobody")["unknown_filter"] == "policy"


def test_pages_follow_each_other_until_the_last(place: str):
    seen, cursor = [], None
    while True:
        data = viewed.data(place, "findings", NOW, cursor=cursor, page_size=1)
        seen += [(one["policy"], one["resource"]) for one in data["findings"]]
        cursor = data["next"]
        if cursor is None:
            break

    assert seen == told(place)
    assert data["total"] == 3


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("policy", [("no-root", 2), ("has-logs", 1)]),
        ("account", [(A, 2), (B, 1)]),
        ("resource", [("web", 2), ("job", 1)]),
        ("owner", [("ann", 2), ("", 1)]),
    ],
)
@pytest.mark.parametrize("filters", [{}, {"type": "AWS::ECS::Service"}, {"project": "shop"}])
def test_groups_count_the_same_whatever_filters_leave_all(place: str, group: str, expected: list[tuple[str, int]], filters: dict[str, str]):
    data = viewed.data(place, "findings", NOW, group=group, **filters)

    assert [(one["name"], one["total"]) for one in data["groups"]] == expected
    assert data["groups_of"] is None


def download(place: str, name: str, **filters: Any) -> str:
    with viewed.opened(place) as connection:
        made = {"findings-csv": findings.csv, "findings-json": findings.json}[name]
        return "".join(made(connection, viewed.asked(name, NOW, **filters)).parts)


@pytest.mark.parametrize("filters", [{}, {"account": A}, {"policy": "nobody"}])
def test_downloads_hold_what_is_filtered(place: str, filters: dict[str, str]):
    rows = list(csv.DictReader(io.StringIO(download(place, "findings-csv", **filters))))

    assert [(row["policy"], row["resource"]) for row in rows] == told(place, **filters)
    assert json.loads(download(place, "findings-json", **filters)) == viewed.data(place, "findings", NOW, **filters)["findings"]


def test_a_finding_tells_its_life_with_ages(place: str):
    data = viewed.data(place, "finding", NOW, fingerprint=fingerprint(*ROOT))
    (stand,) = data["stands"]

    assert [(one["happened"], one["age_days"]) for one in stand["life"]] == [("reopened", None), ("fixed", 10), ("opened", None)]
    assert (stand["finding"]["reopened"], stand["finding"]["age_days"]) == (1, 1)
    assert [(one["policy"], one["resource"]) for one in data["others"]] == [LOGS]


def test_a_finding_tells_its_clauses_and_its_path(place: str):
    evidence = viewed.data(place, "finding", NOW, fingerprint=fingerprint(*ROOT))["stands"][0]["evidence"]

    assert [(one["clause"], one["holds"]) for one in evidence["clauses"]] == [("User == `root`", False)]
    assert [(step["message"], step["resource"]) for step in evidence["path"]] == [("the role that it has", f"role-{A}")]


def test_an_unknown_finding_tells_what_settles_it(place: str):
    evidence = viewed.data(place, "finding", NOW, fingerprint=fingerprint(*DOUBT))["stands"][0]["evidence"]

    assert evidence["reasons"][0]["how"].startswith("pass --parameter Tag=VALUE")


def test_a_finding_of_a_place_that_was_denied_tells_when_it_was_last_seen(place: str):
    stand = viewed.data(place, "finding", NOW, fingerprint=fingerprint(*JOB))["stands"][0]

    assert (stand["place"]["state"], stand["place"]["days_unseen"]) == ("failed", 11)
    assert "Last seen 11 days ago" in viewed.page(place, "finding", NOW, fingerprint=fingerprint(*JOB))


def test_the_beginning_of_a_fingerprint_is_enough(place: str):
    assert viewed.data(place, "finding", NOW, fingerprint=fingerprint(*JOB)[:12].upper())["fingerprint"] == fingerprint(*JOB)


@pytest.mark.parametrize("wrong", ["x" * 64, "ab12", "0" * 64, "f" * 65, "\u0661" * 64])
def test_a_fingerprint_that_nothing_has_is_not_found(place: str, wrong: str):
    with pytest.raises(NotFound):
        viewed.data(place, "finding", NOW, fingerprint=wrong)


def test_a_resource_tells_what_is_found_on_it_and_its_neighbours(place: str):
    data = viewed.data(place, "resource", NOW, name="web")

    assert [one["policy"] for one in data["findings"]] == ["no-root", "has-logs"]
    assert [one["happened"] for one in data["life"]] == ["reopened", "fixed", "opened", "opened"]
    assert [(one["resource"], one["how"]) for one in data["neighbours"]] == [(f"role-{A}", "the role that it has")]
    assert data["owner"] == "ann"


def test_a_resource_that_nobody_knows_is_not_found(place: str):
    with pytest.raises(NotFound, match="no resource"):
        viewed.data(place, "resource", NOW, name="nobody")


def test_keys_name_the_most_severe_first(place: str):
    assert viewed.keys(place, "finding")[:2] == [{"fingerprint": fingerprint(*ROOT)}, {"fingerprint": fingerprint(*JOB)}]
    assert viewed.keys(place, "resource") == [{"name": "job"}, {"name": "web"}, {"name": "db"}]


@pytest.mark.parametrize("name", ["overview", "heatmap", "findings"])
def test_an_empty_history_says_what_to_do(tmp_path: Path, name: str):
    page = viewed.page(empty_history(tmp_path), name)

    assert "No run has been added yet" in page
    assert "--history" in page


@pytest.mark.parametrize("name", ["overview", "heatmap", "findings"])
def test_pages_of_a_project_that_is_not_there_help(place: str, name: str):
    if name != "findings":
        with pytest.raises(NotFound, match="leave the filter out"):
            viewed.data(place, name, NOW, project="elsewhere")
    else:
        assert "elsewhere" in viewed.page(place, name, NOW, project="elsewhere")


CHOICES = [
    choice.Choice(statuses, severities, policy, places, project, owner, kind, text)
    for statuses in (("open",), ("open", "unknown", "passed", "fixed"))
    for severities in ((), (0,))
    for policy in (None, 1)
    for places in (None, (1,), (1, 2))
    for project in (None, 1)
    for owner, kind, text in ((None, None, None), ("ann", None, None), (None, "AWS::ECS::Service", None), (None, None, "we"))
]


@pytest.mark.parametrize(("look", "few", "most"), [(8000, 2000, 240), (1, 0, 240), (1, 0, 1), (3, 1, 4)])
def test_pages_are_those_of_a_walk_through_all(place: str, monkeypatch: pytest.MonkeyPatch, look: int, few: int, most: int):
    """Whichever way a choice is read: by streams, by few resources, or by trying a few findings a page."""
    for name, value in (("LOOK", look), ("FEW", few), ("MOST_STREAMS", most)):
        monkeypatch.setattr(streams, name, value)
    with viewed.opened(place) as connection:
        for chosen in CHOICES:
            read = [number for ids in streams.pages(connection, chosen, 1, 2) for number in ids]
            assert read == walked(connection, chosen), chosen


def walked(connection: sa.Connection, chosen: choice.Choice) -> list[int]:
    finding, resource = schema.finding.c, schema.resource.c
    asks: list[sa.ColumnElement[bool]] = [finding.status.in_(chosen.statuses)]
    asks += [finding.severity.in_(chosen.severities)] if chosen.severities else []
    asks += [finding.policy == chosen.policy] if chosen.policy else []
    asks += [finding.place.in_(chosen.places)] if chosen.places else []
    asks += [finding.project == chosen.project] if chosen.project else []
    asks += choice.resource_where(chosen)
    found = sa.select(finding.id).join(schema.resource, resource.id == finding.resource).where(*asks)
    return list(connection.scalars(found.order_by(finding.opened.desc(), finding.id.desc())))
