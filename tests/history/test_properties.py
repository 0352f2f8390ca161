"""Any sequence of runs, partial scopes, changes of rules, waivers, unknowns, repetitions and crashes leaves what a simple model says."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from scanner.errors import UsageError
from scanner.history import add, store
from scanner.report import Finding, Place, Verdict
from tests.history.keeping import given_back, happened, problems, told
from tests.history.made import Run, code, denied, finding, live, unseen
from tests.history.model import Model

ACCOUNTS = [live(), live(region="global"), live("444455556666")]
TEMPLATES = [code("app/a.yaml"), code("app/b.yaml")]
VERDICTS = [*[Verdict.FAIL] * 4, Verdict.PASS, Verdict.PASS, Verdict.UNKNOWN, Verdict.ERROR, Verdict.SKIPPED, None]
POLICIES = ["p1", "p2", "p3"]


def a_run(choice: random.Random, hour: int, places: list[Place]) -> Run:
    """A run that looks at some of the places, asks some policies and finds something."""
    policies = {name: choice.choice([0, 0, 0, 1]) for name in POLICIES if choice.random() < 0.85} or {"p1": 0}
    looked = [place for place in places if choice.random() < 0.75]
    failed = [place for place in places if place not in looked and choice.random() < 0.5]
    gone = [place for place in looked if place.account is None and choice.random() < 0.2]
    looked = [place for place in looked if place not in gone] or [choice.choice(places)]
    failed = [place for place in failed if place not in looked]  # what cannot be seen is told once, of a place that was not looked at
    findings = [one for place in looked for one in _in_place(choice, place, policies)]
    findings += [unseen(place, name) for place in failed if place.account for name in policies]
    return Run(hour, looked, findings, policies, [denied(place) for place in failed])


def _in_place(choice: random.Random, place: Place, policies: dict[str, int]) -> list[Finding]:
    found = []
    for name, edition in policies.items():
        for resource in ("x", "y"):
            for twin in (0, 1) if choice.random() < 0.2 else (0,):
                verdict = choice.choice(VERDICTS)
                if verdict is not None:
                    text, waived = choice.choice(["a", "a", "a", "b"]), choice.random() < 0.2
                    owner = choice.choice(["team", "team", "other"]) if choice.random() < 0.3 else "team"
                    found.append(finding(place, name, resource, verdict, edition=edition, text=text, twin=twin, waived=waived, owner=owner))
        if place.account is not None and choice.random() < 0.15:
            found.append(unseen(place, name))
    if choice.random() < 0.1:
        choice.shuffle(found)
    owners = {one.resource: one.owner for one in found}
    return [one if one.owner is None else _owned(one, owners[one.resource]) for one in found]


def _owned(one: Finding, owner: str | None) -> Finding:
    from scanner.records import replace

    return replace(one, owner=owner)


def compare(engine: sa.Engine, model: Model, reports: dict[int, bytes]) -> None:
    """The database says what the model does, each run is given back, and every count is right."""
    assert told(engine) == model.told()
    assert happened(engine) == model.happened()
    assert {run: given_back(engine, run) for run in reports} == reports
    assert problems(engine) == []


def history(seed: int, engine: sa.Engine, folder: Path, adding: Callable[[str], add.Added | None], runs: int = 6) -> None:
    """Add reports and compare after each."""
    choice = random.Random(seed)
    places = choice.choice([ACCOUNTS, TEMPLATES])
    model, reports = Model(), {}
    for hour in range(runs):
        run = a_run(choice, hour, places)
        file = run.write(folder / "report.json")
        if adding(str(file)) is None:
            continue
        model.add(run.report())
        reports[model.run] = file.read_bytes()
        compare(engine, model, reports)
        if choice.random() < 0.2:
            again = adding(str(file))
            assert again is not None and again.again and again.run == model.run
            compare(engine, model, reports)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_any_sequence_of_runs_leaves_what_the_model_says(seed: int):
    with tempfile.TemporaryDirectory() as name:
        engine = store.for_writing(f"{name}/history.db")
        try:
            history(seed, engine, Path(name), lambda file: add.add_file(engine, file, "project"))
        finally:
            engine.dispose()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_a_crash_anywhere_leaves_what_was_there_before(seed: int, step: int):
    """The database breaks off after so many of its own steps, later each time, until the report is in; nothing of a broken try is left."""
    with tempfile.TemporaryDirectory() as name:
        engine = store.for_writing(f"{name}/history.db")
        left = [0]
        told_of: set[bool] = set()

        def interrupt() -> int:
            left[0] -= 1
            return left[0] == 0

        def watch(connection: sqlite3.Connection, *_: object) -> None:
            connection.set_progress_handler(interrupt, 40)

        event.listen(engine, "checkout", watch)

        def adding(file: str) -> add.Added:
            after = step
            while True:
                left[0] = after
                try:
                    return add.add_file(engine, file, "project")
                except UsageError as error:
                    told_of.add("interrupted" in str(error))
                    after = after * 2 + 1
                finally:
                    left[0] = 0

        try:
            history(seed, engine, Path(name), adding, runs=3)
            assert told_of <= {True}
        finally:
            engine.dispose()


def test_an_exception_at_every_statement_leaves_nothing(tmp_path: Path):
    """Of a second report: whatever statement breaks, the first stands as it did, and the second can be added."""
    choice = random.Random(5)
    first, second = a_run(choice, 0, ACCOUNTS), a_run(choice, 1, ACCOUNTS)
    engine = store.for_writing(str(tmp_path / "history.db"))
    add.add_file(engine, str(first.write(tmp_path / "first.json")), "project")
    before = (told(engine), happened(engine))
    file = str(second.write(tmp_path / "second.json"))
    count = [0]

    def breaks(*_: object) -> None:
        count[0] -= 1
        if count[0] == 0:
            raise KeyboardInterrupt

    event.listen(engine, "before_cursor_execute", breaks)
    statements = 0
    while True:
        statements += 1
        count[0] = statements
        try:
            add.add_file(engine, file, "project")
            break
        except KeyboardInterrupt:
            count[0] = 0
            assert (told(engine), happened(engine)) == before
    count[0] = 0

    assert statements > 30
    assert problems(engine) == []
    model = Model()
    model.add(first.report())
    model.add(second.report())
    assert told(engine) == model.told()
