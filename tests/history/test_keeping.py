"""What is kept can be pruned, exported and checked, by hand and by command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from scanner import report_json
from scanner.cli import main
from scanner.history import add, check, export, prune, store
from scanner.history import schema as s
from scanner.report import Verdict
from tests.history.keeping import given_back, problems, status_of, told
from tests.history.made import Run, finding, live

HERE = live()
LATER = 10**10


def run_of(*names: str, hour: int, verdict: Verdict = Verdict.FAIL) -> Run:
    return Run(hour, [HERE], [finding(HERE, "p1", name, verdict) for name in names])


def filled(folder: Path) -> tuple[sa.Engine, dict[int, bytes]]:
    """Five runs: `a` is open from the first on, `b` is fixed in the second, `c` in the fifth; `d` comes in the fourth."""
    engine = store.for_writing(str(folder / "history.db"))
    reports = {}
    for hour, names in enumerate(("abc", "ca", "ac", "acd", "ad")):
        file = run_of(*names, hour=hour * 24).write(folder / "report.json")
        reports[add.add_file(engine, str(file), "project").run] = file.read_bytes()
    return engine, reports


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_runs_that_are_kept_are_whole(tmp_path: Path, number: int):
    engine, reports = filled(tmp_path)
    with store.writing(engine) as connection:
        done = prune.prune(connection, LATER, None, number)
    kept = sorted(reports)[-number:]

    assert done.runs == 5 - number
    assert {run: given_back(engine, run) for run in kept} == {run: reports[run] for run in kept}
    assert problems(engine) == []
    assert ("eu-west-1b" in status_of(engine)) is (number >= 4)
    assert status_of(engine)["eu-west-1a"] == "open"
    with store.reading(engine) as connection:
        opened = sa.select(s.event.c.run).join_from(s.event, s.finding).join(s.resource, s.resource.c.id == s.finding.c.resource)
        assert connection.scalars(opened.where(s.resource.c.name.endswith("a"), s.event.c.happened == "opened")).all() == [1]


def test_days_and_runs_keep_together(tmp_path: Path):
    """A run is kept where one of them keeps it."""
    engine, _ = filled(tmp_path)
    now = add.seconds("2026-01-06T00:00:00Z", "")
    with store.reading(engine) as connection:
        assert prune.forgotten(connection, now, 2, None) == [1, 2, 3]
        assert prune.forgotten(connection, now, 2, 3) == [1, 2]
        assert prune.forgotten(connection, now, 400, 1) == []


def test_a_history_goes_on_after_pruning(tmp_path: Path):
    engine, _ = filled(tmp_path)
    with store.writing(engine) as connection:
        prune.prune(connection, LATER, None, 1)
    file = run_of("b", "d", hour=200).write(tmp_path / "report.json")
    add.add_file(engine, str(file), "project")

    assert given_back(engine, 6) == file.read_bytes()
    assert status_of(engine) == {
        f"eu-west-1{name}": status for name, status in zip("abcd", ("fixed", "open", "fixed", "open"), strict=True)
    }
    assert problems(engine) == []


def test_no_cell_is_a_formula(tmp_path: Path):
    engine = store.for_writing(str(tmp_path / "history.db"))
    evil = finding(HERE, "p1", "x", text='=cmd|"/c calc"!A1\nnext')
    add.add_file(engine, str(Run(0, [HERE], [evil]).write(tmp_path / "r.json")), "@project")
    out = io.StringIO()
    with store.reading(engine) as connection:
        export.write_csv(connection, "findings", out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))

    assert row["message"].startswith("'=")
    assert row["project"] == "'@project"
    assert out.getvalue().count("\r\n") == 2


@pytest.mark.parametrize("what", ["findings", "events"])
def test_every_form_says_the_same(tmp_path: Path, what: str):
    from pyarrow import parquet  # type: ignore[import-untyped]  # it ships no types

    engine, _ = filled(tmp_path)
    with store.reading(engine) as connection:
        for form in ("csv", "json", "parquet"):
            export.write_file(connection, what, form, tmp_path / form)
    told_by_json = [json.loads(line) for line in (tmp_path / "json").read_text().splitlines()]
    told_by_csv = list(csv.DictReader(io.StringIO((tmp_path / "csv").read_text())))

    assert told_by_json == parquet.read_table(tmp_path / "parquet").to_pylist()
    assert [row["fingerprint"] for row in told_by_csv] == [row["fingerprint"] for row in told_by_json]
    assert len(told_by_json) == {"findings": 4, "events": 6}[what]
    assert tuple(told_by_csv[0]) == export.COLUMNS[what]


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE standing SET open = open + 1", "standing: 1 of 1 rows"),
        ("DELETE FROM standing_owner", "standing_owner: 1 of 0 rows"),
        ("UPDATE summary_run SET opened = 9 WHERE run = 2 AND severity = 1", "summary_run: 1 of"),
        ("DELETE FROM summary_place", "summary_place: "),
        ("UPDATE manifest SET positions = zeroblob(length(positions))", "manifest of project: "),
        ("UPDATE manifest SET findings = substr(findings, 2)", "manifest of project: the manifest of run 5 is damaged"),
        ("DELETE FROM manifest", "manifest of project: the manifest of run 5 is damaged"),
    ],
)
def test_counts_that_are_wrong_are_told_and_mended(tmp_path: Path, damage: str, what: str):
    engine, _ = filled(tmp_path)
    before = told(engine)
    with store.writing(engine) as connection:
        connection.exec_driver_sql(damage)
    assert any(problem.startswith(what) for problem in problems(engine))

    with store.writing(engine) as connection:
        check.repair(connection)
    assert problems(engine) == []
    assert told(engine) == before


@pytest.mark.parametrize("damage", ["DELETE FROM version WHERE run = 5", "UPDATE version SET body = x'00' WHERE finding = 1 AND run = 1"])
def test_a_report_that_is_not_what_was_added_is_told(tmp_path: Path, damage: str):
    engine, _ = filled(tmp_path)
    with store.writing(engine) as connection:
        connection.exec_driver_sql(damage)

    assert any(problem.startswith("run 5: its report") for problem in problems(engine))


def plimsoll(*arguments: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments], env={"PLIMSOLL_HISTORY": ""})
    assert done.exit_code == code, done.output
    return done


def test_the_commands_from_a_scan_to_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop").mkdir()
    template = {"Resources": {"Service": {"Type": "AWS::ECS::Service", "Properties": {"DeploymentConfiguration": {}}}}}
    (tmp_path / "shop" / "t.json").write_text(json.dumps(template))
    kept = ["--history", "history.db"]
    plimsoll("scan", "shop", *kept, "--format", "json=r.json", "--fail-on", "none")
    assert "nothing was added" in plimsoll("history", "add", "r.json", *kept).output
    assert plimsoll("history", "show", "1", *kept).stdout_bytes == (tmp_path / "r.json").read_bytes()
    plimsoll("history", "show", "1", *kept, "--format", "csv=r.csv")
    (tmp_path / "again.json").write_text("what was there before")
    plimsoll("history", "show", "1", *kept, "--format", "json=again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "r.json").read_bytes()
    assert "cannot be written" in plimsoll("history", "show", "1", *kept, "--format", "json=none/r.json", code=2).output
    (listed,) = json.loads(plimsoll("history", "runs", *kept, "--format", "json").output)
    assert (listed["run"], listed["project"]) == (1, "shop")
    assert "shop" in plimsoll("history", "runs", *kept).output
    assert plimsoll("history", "export", "findings", *kept).output.startswith("project,fingerprint")
    assert "forgot 0 runs" in plimsoll("history", "prune", *kept, "--keep-runs", "1").output
    assert plimsoll("history", "check", *kept, "--all", "--repair").output == "the history is whole\n"
    plimsoll("history", "upgrade", *kept)
    assert isinstance(report_json.load(io.StringIO((tmp_path / "r.json").read_text())).header.started, str)


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (["history", "runs"], "pass --history FILE, or set PLIMSOLL_HISTORY"),
        (["history", "prune", "--history", "x.db"], "pass --keep-days N or --keep-runs N"),
        (["history", "show", "7", "--history", "h.db"], "there is no run 7"),
        (["history", "export", "events", "--format", "parquet", "--history", "h.db"], "pass --output FILE"),
        (["scan", ".", "--project", "x"], "pass --history FILE, too"),
        (["history", "add", "nothing.json", "--history", "h.db"], "nothing.json: No such file"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], what: str):
    monkeypatch.chdir(tmp_path)
    store.for_writing("h.db").dispose()

    assert what in plimsoll(*command, code=2).output
