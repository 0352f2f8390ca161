"""The database is found or made, brought up to date, and what is wrong with it is told with what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from scanner.errors import UsageError
from scanner.history import migrations, store
from scanner.history import schema as s


def test_the_migrations_make_the_schema(tmp_path: Path):
    engine = store.for_writing(str(tmp_path / "history.db"))
    with store.reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), s.metadata) == []
        indexes = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")}
    other = sa.create_engine("sqlite://")
    s.metadata.create_all(other)
    with other.connect() as connection:
        made = {
            row[0]: row[1]
            for row in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        }

    assert {name: " ".join(text.split()) for name, text in indexes.items() if name in made} == {
        name: " ".join(text.split()) for name, text in made.items()
    }


def test_the_revisions_are_those_of_the_files():
    """`REVISIONS` spares every add the loading of Alembic."""
    found = [one.revision for one in ScriptDirectory.from_config(migrations.config()).walk_revisions()]

    assert tuple(reversed(found)) == store.REVISIONS


def test_partial_indexes_are_used_for_what_they_are_made(tmp_path: Path):
    engine = store.for_writing(str(tmp_path / "history.db"))
    asked = {
        "ix_finding_kept": f"SELECT id FROM finding WHERE ({s.KEPT}) AND place IN (1, 2)",  # noqa: S608  # our own words
        "ix_finding_unseen": "SELECT id FROM finding WHERE unseen and present AND place IN (1, 2)",
    }
    with store.reading(engine) as connection:
        plans = {name: str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()) for name, text in asked.items()}

    assert [name for name, plan in plans.items() if name not in plan] == []


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("mysql://root:secret@localhost/x", '"mysql"; name a file'),
        ("sqlite://", "in memory is lost"),
        ("postgresql://u:secret@127.0.0.1:1/x", 'u:***@127.0.0.1:1/x" cannot be reached'),
        ("postgresql://u:secret@host:port/x", "cannot be read"),
        ("{}/no/folder/history.db", "name a file in a folder that exists"),
        ("{}/text", "is not a database; name another file"),
        ("{}/other.db", "holds other tables and no history"),
        ("{}/newer.db", "was written by a newer version"),
        ("{}/locked/history.db", "may not be written"),
    ],
)
def test_what_cannot_be_opened_is_told(place: str, what: str, tmp_path: Path):
    (tmp_path / "text").write_text("no database, but long enough to be taken for one " * 40)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE mine (x)")
    store.for_writing(str(tmp_path / "newer.db")).dispose()
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    if "locked" in place:
        pytest.skip("root may write anywhere") if _is_root() else (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(UsageError) as caught:
        store.for_writing(place.format(tmp_path))

    assert what in str(caught.value)
    assert "secret" not in str(caught.value)


def _is_root() -> bool:
    import os

    return os.getuid() == 0


def test_a_reader_needs_a_history(tmp_path: Path):
    with pytest.raises(UsageError, match="there is no history at"):
        store.for_reading(str(tmp_path / "history.db"))
    assert not (tmp_path / "history.db").exists()


def test_a_reader_of_an_older_schema_is_told_what_to_run(tmp_path: Path):
    place = str(tmp_path / "history.db")
    first = sa.create_engine(f"sqlite:///{place}")
    with first.begin() as connection:
        migrations.upgrade(connection, "0001")
    with pytest.raises(UsageError, match="plimsoll history upgrade"):
        store.for_reading(place)

    store.for_writing(place).dispose()
    store.for_reading(place).dispose()


def test_a_reader_changes_nothing(tmp_path: Path):
    place = str(tmp_path / "history.db")
    store.for_writing(place).dispose()
    with pytest.raises(UsageError, match="may not be written"), store.reading(store.for_reading(place)) as connection:
        connection.execute(s.project.insert(), {"name": "x", "top": 0})


def test_many_may_make_it_at_once(tmp_path: Path):
    """Writers that find no history make one, not several."""
    from concurrent.futures import ThreadPoolExecutor

    place = str(tmp_path / "history.db")
    with ThreadPoolExecutor(6) as pool:
        engines = list(pool.map(lambda _: store.for_writing(place), range(6)))
    for engine in engines:
        engine.dispose()

    with store.reading(store.for_reading(place)) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(s.run)) == 0
