"""The history in PostgreSQL: a server of our own, started for these tests, says what SQLite says."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from scanner.errors import UsageError
from scanner.history import add, export, prune, store
from scanner.history import schema as s
from tests.history import postgresql
from tests.history.keeping import given_back, happened, problems, told
from tests.history.made import Run, finding, live
from tests.history.model import Model
from tests.history.test_properties import ACCOUNTS, TEMPLATES, a_run, history

pytestmark = pytest.mark.consumers


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.server() as url:
        yield url


@pytest.fixture
def url(server: str) -> str:
    """A database of its own for each test."""
    name = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(store.url_of(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.replace("/history?", f"/{name}?")


def test_the_migrations_make_the_schema(url: str):
    engine = store.for_writing(url)
    with store.reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), s.metadata) == []


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_runs_leaves_what_the_model_says(url: str, seed: int, tmp_path: Path):
    engine = store.for_writing(url)
    history(seed, engine, tmp_path, lambda file: add.add_file(engine, file, "project"))
    engine.dispose()


def test_it_holds_what_sqlite_holds(url: str, tmp_path: Path):
    """Table by table, after the same reports, a pruning and more reports."""
    engines = [store.for_writing(url), store.for_writing(str(tmp_path / "history.db"))]
    choice = random.Random(11)
    for hour in range(8):
        run = a_run(choice, hour, TEMPLATES if hour % 3 == 2 else ACCOUNTS)
        file = str(run.write(tmp_path / "report.json"))
        for engine in engines:
            add.add_file(engine, file, "code" if hour % 3 == 2 else "live")
            if hour == 5:
                with store.writing(engine) as connection:
                    prune.prune(connection, 0, None, 2)
    left, right = (contents(engine) for engine in engines)

    assert left == right
    assert problems(engines[0]) == []
    for engine in engines:
        engine.dispose()


def contents(engine: sa.Engine) -> dict[str, list[tuple[str, ...]]]:
    """All rows, without when they were added, and without what each project's seed decides."""
    with store.reading(engine) as connection:
        found = {}
        for table in s.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in ("added", "content", "seed", "portions")]
            found[table.name] = sorted(tuple(map(repr, row)) for row in connection.execute(sa.select(*columns)))
        return found


def test_writers_wait_for_each_other(url: str, tmp_path: Path):
    """Eight at a time, each report twice: every report is there once, and the state is that of one after another."""
    store.for_writing(url).dispose()
    runs = [Run(0, [live(f"{number:012}")], [finding(live(f"{number:012}"), "p1", "x")]) for number in range(8)]
    files = [str(run.write(tmp_path / f"{number}.json")) for number, run in enumerate(runs)]

    def adding(file: str) -> bool:
        engine = store.for_writing(url)
        try:
            return add.add_file(engine, file, "project").again
        finally:
            engine.dispose()

    with ThreadPoolExecutor(8) as pool:
        again = list(pool.map(adding, files * 2))
    engine = store.for_writing(url)
    model = Model()
    for run in runs:
        model.add(run.report())

    assert sorted(again) == [False] * 8 + [True] * 8
    assert told(engine) == model.told()
    assert problems(engine) == []
    engine.dispose()


def test_what_breaks_off_leaves_nothing(url: str, tmp_path: Path):
    engine = store.for_writing(url)
    first = Run(0, [live()], [finding(live(), "p1", "x")])
    file = first.write(tmp_path / "first.json")
    add.add_file(engine, str(file), "project")
    before = (told(engine), happened(engine))
    broken = Run(1, [live()], [finding(live(), "p1", name, text=name * 3) for name in ("x", "y", "z")])
    path = str(broken.write(tmp_path / "second.json"))
    count = [0]

    def breaks(*_: object) -> None:
        count[0] -= 1
        if count[0] == 0:
            raise KeyboardInterrupt

    sa.event.listen(engine, "before_cursor_execute", breaks)
    for step in range(1, 200):
        count[0] = step
        try:
            add.add_file(engine, path, "project")
            break
        except KeyboardInterrupt:
            count[0] = 0
            assert (told(engine), happened(engine)) == before
    count[0] = 0

    assert given_back(engine, 1) == file.read_bytes()
    assert problems(engine) == []
    engine.dispose()


def test_a_server_that_refuses_is_told_without_the_password(url: str):
    wrong = url.replace("postgres@", "nobody:secret@")
    with pytest.raises(UsageError) as caught:
        store.for_writing(wrong)

    assert "secret" not in str(caught.value)
    assert "nobody" in str(caught.value)


def test_a_reader_changes_nothing(url: str):
    store.for_writing(url).dispose()
    reader = store.for_reading(url)
    with pytest.raises(UsageError), store.reading(reader) as connection:
        connection.execute(s.project.insert(), {"name": "x", "top": 0})
    with store.reading(reader) as connection:
        assert list(export.findings(connection)) == []
    reader.dispose()
