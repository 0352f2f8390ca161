"""Lives of findings, told one by one; the properties hold them to a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from scanner import report_json
from scanner.errors import UsageError
from scanner.history import add, reading, store
from scanner.history import schema as s
from scanner.records import replace
from scanner.report import Place, Report, Verdict
from scanner.snapshot import Gap, Location
from tests.history.keeping import given_back, happened, keep, problems, status_of, sums_of, told
from tests.history.made import TYPE, Run, code, denied, finding, live, unseen

ROOT = Path(__file__).parents[2]
HERE, GLOBAL = live(), live(region="global")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = store.for_writing(str(tmp_path / "history.db"))
    yield made
    assert problems(made) == []
    made.dispose()


def test_what_a_run_does_not_find_is_fixed(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p1", "y")]), tmp_path)
    keep(engine, Run(2, [HERE], [finding(HERE, "p1", "y")]), tmp_path)

    assert status_of(engine) == {"eu-west-1x": "fixed", "eu-west-1y": "open"}
    with store.reading(engine) as connection:
        fixed = connection.execute(sa.select(s.event).where(s.event.c.happened == "fixed")).one()
        summary = connection.execute(sa.select(s.summary_run).where(s.summary_run.c.run == 2, s.summary_run.c.severity == 1)).one()
    assert fixed.age == 2 * 3600
    assert (summary.open, summary.fixed, summary.fix_age, summary.opened) == (1, 1, 2 * 3600, 0)


def test_what_comes_back_is_reopened(engine: sa.Engine, tmp_path: Path):
    for hour, findings in enumerate(([finding(HERE, "p1", "x")], [], [finding(HERE, "p1", "x")])):
        keep(engine, Run(hour, [HERE], findings), tmp_path)

    assert [what for _, _, what, _ in happened(engine)] == ["opened", "fixed", "reopened"]
    with store.reading(engine) as connection:
        row = connection.execute(sa.select(s.finding)).one()
    assert (row.reopened, row.fixed, row.opened) == (1, None, 1767225600 + 2 * 3600)


def test_access_denied_is_not_fixed(engine: sa.Engine, tmp_path: Path):
    """Of a type that was not all read, what is missing stays as it was."""
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p2", "x")]), tmp_path)
    keep(engine, Run(1, [HERE], [unseen(HERE, "p1")]), tmp_path)

    with store.reading(engine) as connection:
        rows = connection.execute(
            sa.select(s.policy.c.name, s.finding.c.status, s.finding.c.unsure).join_from(s.finding, s.policy).where(s.finding.c.failed)
        )
        assert {tuple(row) for row in rows} == {("p1", "open", True), ("p2", "fixed", False)}


def test_an_account_that_failed_keeps_its_last_state(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x")]), tmp_path)
    other = live("444455556666")
    keep(engine, Run(1, [other], [], gaps=[denied(HERE)]), tmp_path)

    assert status_of(engine) == {"eu-west-1x": "open"}
    with store.reading(engine) as connection:
        rows = {row.account: (row.last_run, row.tried_run, row.problem) for row in connection.execute(sa.select(s.place))}
    assert rows == {"111122223333": (1, 2, "AccessDenied"), "444455556666": (2, 2, None)}


def test_a_run_closes_nothing_where_it_did_not_look(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE, GLOBAL], [finding(HERE, "p1", "x"), finding(GLOBAL, "p1", "y")]), tmp_path)
    keep(engine, Run(1, [GLOBAL], []), tmp_path)

    assert status_of(engine) == {"eu-west-1x": "open", "globaly": "fixed"}


def test_a_template_that_is_gone_was_mended(engine: sa.Engine, tmp_path: Path):
    """Below the targets; one that cannot be read now, and one below other targets, keep what they had."""
    places = [code("app/a.yaml"), code("app/b.yaml"), code("other/c.yaml")]
    keep(engine, Run(0, places, [finding(place, "p1", name) for place, name in zip(places, "abc", strict=True)]), tmp_path)
    keep(engine, Run(1, [code("app/d.yaml")], [], gaps=[denied(code("app/b.yaml"))]), tmp_path)

    assert status_of(engine) == {"a": "fixed", "b": "open", "c": "open"}


def test_a_file_that_breaks_keeps_what_its_world_had(engine: sa.Engine, tmp_path: Path):
    """A gap that was there before hides nothing that was seen in spite of it; a new one may."""
    world = code("app/infra")
    old = Gap("*", "no module", Location("app/infra/main.tf", 1, 1, 1, 2), kind="unreadable")
    new = Gap("*", "cannot be read", Location("app/infra/net.tf", 1, 1, 1, 2), kind="unreadable")
    keep(engine, Run(0, [world], [finding(world, "p1", name) for name in "xyz"], gaps=[old]), tmp_path)
    keep(engine, Run(1, [world], [finding(world, "p1", name) for name in "yz"], gaps=[old]), tmp_path)
    assert status_of(engine) == {"x": "fixed", "y": "open", "z": "open"}

    keep(engine, Run(2, [world], [finding(world, "p1", "z")], gaps=[old, new]), tmp_path)
    keep(engine, Run(3, [world], [finding(world, "p1", "z")], gaps=[new]), tmp_path)
    assert status_of(engine)["y"] == "open"

    keep(engine, Run(4, [world], [finding(world, "p1", "z")], gaps=[old]), tmp_path)
    assert status_of(engine) == {"x": "fixed", "y": "fixed", "z": "open"}


def test_a_gap_of_one_type_keeps_that_type(engine: sa.Engine, tmp_path: Path):
    world = code()
    keep(engine, Run(0, [world], [finding(world, "p1", "x")]), tmp_path)
    gap = Gap(TYPE, "a loop that cannot be unrolled", Location(world.world, 9, 1, 9, 2), kind="macro")
    keep(engine, Run(1, [world], [], gaps=[gap]), tmp_path)

    assert status_of(engine) == {"x": "open?"}


def test_a_changed_policy_is_no_change_of_posture(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p1", "y")], {"p1": 0}), tmp_path)
    found = [finding(HERE, "p1", "x", edition=1), finding(HERE, "p1", "z", edition=1), finding(HERE, "p2", "x")]
    keep(engine, Run(1, [HERE], found, {"p1": 1, "p2": 0}), tmp_path)

    assert {(what, by_rules) for run, _, what, by_rules in happened(engine) if run == 2} == {
        ("opened", True),
        ("fixed", True),
        ("severity", True),
    }
    assert sums_of(engine, 2) == (0, 0, 2, 1)


def test_so_is_one_that_demands_something_else_under_the_same_texts(engine: sa.Engine, tmp_path: Path):
    for hour, demands, resources in ((0, "a", "x"), (1, "a", "xy"), (2, "b", "yz"), (3, "b", "yz")):
        report = Run(hour, [HERE], [finding(HERE, "p1", name) for name in resources], {"p1": 0}).report()
        (rule,) = report.header.rules
        with (tmp_path / "report.json").open("w", encoding="utf-8") as out:
            report_json.write(replace(report, header=replace(report.header, rules=(replace(rule, demands=demands),))), out)
        add.add_file(engine, str(tmp_path / "report.json"), "project")

    assert [sums_of(engine, run) for run in (1, 2, 3, 4)] == [(0, 0, 1, 0), (1, 0, 0, 0), (0, 0, 1, 1), (0, 0, 0, 0)]


def test_the_first_look_at_an_account_is_no_change_of_posture(engine: sa.Engine, tmp_path: Path):
    """It was as it is before anybody looked; what changes afterwards counts."""
    other = live("444455556666")
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x")]), tmp_path)
    keep(engine, Run(1, [HERE, other], [finding(HERE, "p1", name) for name in "xy"] + [finding(other, "p1", "z")]), tmp_path)
    keep(engine, Run(2, [HERE, other], [finding(HERE, "p1", name) for name in "xy"]), tmp_path)

    assert [sums_of(engine, run) for run in (1, 2, 3)] == [(0, 0, 1, 0), (1, 0, 1, 0), (0, 1, 0, 0)]
    assert problems(engine) == []


def test_a_template_that_a_later_run_is_the_first_to_find_is_new(engine: sa.Engine, tmp_path: Path):
    """Somebody wrote it meanwhile; what the first run of a project finds was there before."""
    old, new = code("app/old.yaml"), code("app/new.yaml")
    keep(engine, Run(0, [old], [finding(old, "p1", "x")]), tmp_path)
    keep(engine, Run(1, [old, new], [finding(old, "p1", "x"), finding(new, "p1", "x")]), tmp_path)
    keep(engine, Run(2, [new], [finding(new, "p1", "x")]), tmp_path, "another project")

    assert [sums_of(engine, run) for run in (1, 2, 3)] == [(0, 0, 1, 0), (1, 0, 0, 0), (0, 0, 1, 0)]


def test_a_policy_that_is_not_asked_any_more_leaves_its_findings(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p2", "y")]), tmp_path)
    keep(engine, Run(1, [HERE], [finding(HERE, "p1", "x")], {"p1": 0}), tmp_path)
    keep(engine, Run(2, [HERE], [finding(HERE, "p1", "x")], {"p1": 0, "p2": 0}, without=("p2",)), tmp_path)
    assert status_of(engine) == {"eu-west-1x": "open", "eu-west-1y": "open"}

    keep(engine, Run(3, [HERE], [finding(HERE, "p1", "x")]), tmp_path)
    assert status_of(engine) == {"eu-west-1x": "open", "eu-west-1y": "fixed"}


def test_doubt_about_a_resource_closes_nothing_on_it(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p1", "y")]), tmp_path)
    keep(engine, Run(1, [HERE], [finding(HERE, "p1", "x", Verdict.UNKNOWN), finding(HERE, "p1", "y", Verdict.ERROR)]), tmp_path)
    assert [what for run, _, what, _ in happened(engine) if run == 2] == ["unsure", "unsure"]
    with store.reading(engine) as connection:
        rows = connection.execute(sa.select(s.finding.c.status, s.finding.c.unsure).where(s.finding.c.failed)).all()
    assert [tuple(row) for row in rows] == [("open", True), ("open", True)]

    keep(engine, Run(2, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p1", "y")]), tmp_path)
    assert [what for run, _, what, _ in happened(engine) if run == 3] == ["sure", "sure"]


def test_twins_of_a_fingerprint_are_both_seen(engine: sa.Engine, tmp_path: Path):
    """Two parts of one name in a resource; also where their lines are the same, word for word."""
    twins = [finding(HERE, "p1", "x"), finding(HERE, "p1", "x", twin=1), finding(HERE, "p1", "x", twin=1)]
    keep(engine, Run(0, [HERE], twins), tmp_path)
    keep(engine, Run(1, [HERE], twins), tmp_path)
    assert len(told(engine)) == 3

    keep(engine, Run(2, [HERE], twins[1:]), tmp_path)
    file = Run(3, [HERE], twins[1:2]).write(tmp_path / "last.json")
    add.add_file(engine, str(file), "project")
    with store.reading(engine) as connection:
        rows = connection.execute(sa.select(s.finding.c.copy, s.finding.c.status).order_by(s.finding.c.copy)).all()
    assert [row.copy for row in rows] == [0, 1, 2]
    assert sorted(row.status for row in rows) == ["fixed", "fixed", "open"]
    assert given_back(engine, 4) == file.read_bytes()


def test_the_same_report_is_added_once(engine: sa.Engine, tmp_path: Path):
    """Also where it is laid out otherwise."""
    run = Run(0, [HERE], [finding(HERE, "p1", "x")])
    file = run.write(tmp_path / "one.json")
    first = add.add_file(engine, str(file), "project")
    pretty = tmp_path / "pretty.json"
    pretty.write_text(json.dumps(json.loads(file.read_text()), indent=2))
    again = [add.add_file(engine, str(one), "project") for one in (file, pretty)]

    assert (first.again, [(one.again, one.run) for one in again]) == (False, [(True, 1), (True, 1)])
    assert "nothing was added" in add.told(again[0])
    assert len(happened(engine)) == 1


def test_any_layout_is_taken(engine: sa.Engine, tmp_path: Path):
    """Pretty-printed, with a byte order mark: as `report_json` would have written it."""
    run = Run(0, [HERE], [finding(HERE, "p1", name) for name in "xyz"])
    file = run.write(tmp_path / "one.json")
    other = tmp_path / "other.json"
    other.write_text("\ufeff" + json.dumps(json.loads(file.read_text()), indent=1), encoding="utf-8")
    add.add_file(engine, str(other), "project")

    assert given_back(engine, 1) == file.read_bytes()


def test_an_older_report_is_refused(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(5, [HERE], []), tmp_path)
    with pytest.raises(UsageError, match=r"before run 1, which looked at 111122223333 .*; add reports in the order"):
        keep(engine, Run(4, [HERE], []), tmp_path)
    keep(engine, Run(4, [live("444455556666")], []), tmp_path)
    keep(engine, Run(5, [HERE], [finding(HERE, "p1", "x")]), tmp_path)

    assert status_of(engine) == {"eu-west-1x": "open"}


def test_a_report_without_places_looked_where_it_has_findings(engine: sa.Engine, tmp_path: Path):
    """Reports of versions that did not say so."""
    for hour, names in enumerate(("xy", "y")):
        report = Run(hour, [HERE, code()], [*(finding(HERE, "p1", name) for name in names), finding(code(), "p1", names)]).report()
        from scanner.records import replace

        report.summary = replace(report.summary, places=())
        file = tmp_path / "report.json"
        with file.open("w") as out:
            report_json.write(report, out)
        add.add_file(engine, str(file), "project")
        assert given_back(engine, hour + 1) == file.read_bytes()

    assert status_of(engine) == {"eu-west-1x": "fixed", "eu-west-1y": "open", "xy": "fixed", "y": "open"}


@pytest.mark.parametrize("size", [0, 1, 300])
def test_reports_of_any_size_are_given_back(engine: sa.Engine, tmp_path: Path, size: int):
    file = Run(0, [HERE], [finding(HERE, "p1", f"x{number}", text="\u2028 é \\ \ud800 \0" * 3) for number in range(size)]).write(
        tmp_path / "r.json"
    )
    add.add_file(engine, str(file), "project")

    assert given_back(engine, 1) == file.read_bytes()
    assert isinstance(report_json.load(file.open()), Report)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not a report"),
        ("[]", "not a report"),
        ('{"schema":"x"}', 'report schema "x" is not known'),
        ("\xff", "not a report"),
        (
            '{"schema":"plimsoll/report/v1",\n"header":{},\n"findings":[\n\n],\n"gaps":[],\n"assumptions":[],\n"summary":{}}\n',
            "not a report",
        ),
        ("[" * 100_000, "not a report"),
    ],
)
def test_what_is_no_report_is_told(engine: sa.Engine, tmp_path: Path, text: str, what: str):
    file = tmp_path / "report.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match=what):
        add.add_file(engine, str(file), "project")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"fingerprint": "12"}, "is not 64 hexadecimal digits"),
        ({"verdict": "odd"}, "is none of pass"),
        ({"policy": 3}, "is not a text"),
        ({"severity": None}, "severity is missing"),
        ({"location": {"file": 1}}, "not a report"),
    ],
)
def test_a_finding_that_is_none_is_told_with_its_place(engine: sa.Engine, tmp_path: Path, change: dict[str, object], what: str):
    file = Run(0, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p1", "y")]).write(tmp_path / "r.json")
    lines = file.read_text().split("\n")
    lines[4] = json.dumps(json.loads(lines[4]) | change, separators=(",", ":"))
    file.write_text("\n".join(lines))
    with pytest.raises(UsageError, match=what) as caught:
        add.add_file(engine, str(file), "project")

    assert "findings[1]" in str(caught.value)


def test_a_waiver_is_known_with_what_it_excuses(engine: sa.Engine, tmp_path: Path):
    keep(engine, Run(0, [HERE], [finding(HERE, "p1", "x", waived=True), finding(HERE, "p1", "y")]), tmp_path)
    with store.reading(engine) as connection:
        row = connection.execute(sa.select(s.waiver)).one()
    assert (row.owner, row.findings, row.state, row.written, row.broad) == ("team", 1, "holds", "plimsoll-waivers.yaml:3", True)
    assert status_of(engine) == {"eu-west-1x": "waived", "eu-west-1y": "open"}

    keep(engine, Run(1, [HERE], [finding(HERE, "p1", "x"), finding(HERE, "p1", "y")]), tmp_path)
    assert status_of(engine)["eu-west-1x"] == "open"
    assert ("unwaived", False) in {(what, by_rules) for _, _, what, by_rules in happened(engine)}


def test_a_live_report_belongs_to_live_and_code_to_its_folder(tmp_path: Path):
    (tmp_path / "shop" / ".git").mkdir(parents=True)
    (tmp_path / "shop" / "app").mkdir()
    for run, expected in (
        (Run(0, [HERE]), "live"),
        (Run(0, [Place(str(tmp_path / "shop/app/t.yaml"))], targets=(str(tmp_path / "shop/app"),)), "shop"),
    ):
        with reading.opened(str(run.write(tmp_path / "r.json"))) as lines:
            assert add.project_of(lines.frame) == expected
