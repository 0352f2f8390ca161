"""The history's database: opened by a path or a URL, brought up to date, read by many and written by one at a time.

SQLite stands in one file beside its write-ahead log; PostgreSQL is reached by its URL. A URL's password is never shown.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if find_spec("sqlalchemy") is None:
    from scanner.errors import UsageError

    raise UsageError("the history needs the package sqlalchemy; pip install 'plimsoll[history]'")

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from scanner.errors import ScannerError, UsageError

if TYPE_CHECKING:
    import psycopg

REVISIONS: Final = ("0001", "0002")
"""The revisions of `migrations/`, the oldest first. What a database is at is read without loading Alembic."""
LOCK: Final = 0x706C696D736F6C6C
"""The number by which writers of one PostgreSQL database wait for each other."""
PATIENCE: Final = 120
"""Seconds that a writer waits for another one."""


def url_of(place: str) -> sa.URL:
    """The URL of a path or URL. UsageError for what is neither SQLite nor PostgreSQL, or whose driver is not installed."""
    if "://" not in place:
        return sa.URL.create("sqlite+pysqlite", database=place)
    try:
        url = sa.make_url(place)
    except (ArgumentError, ValueError):
        raise UsageError("the history's URL cannot be read; write a file's path or postgresql://USER@HOST/DATABASE") from None
    kind = url.get_backend_name()
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise UsageError("a history in memory is lost at once; name a file")
        return url.set(drivername="sqlite+pysqlite")
    if kind in ("postgresql", "postgres"):
        if find_spec("psycopg") is None:
            raise UsageError("a history in PostgreSQL needs the package psycopg; pip install 'plimsoll[postgresql]'")
        return url.set(drivername="postgresql+psycopg")
    raise UsageError(f'a history cannot be kept in "{kind}"; name a file, or a URL that begins with postgresql://')


def shown(place: str | sa.URL) -> str:
    """A path, or a URL without its password."""
    url = url_of(place) if isinstance(place, str) else place
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True).replace("+psycopg", "")


def for_writing(place: str) -> sa.Engine:
    """The database to add to: made where there is none, brought up to this version's schema. UsageError where it cannot be."""
    url = url_of(place)
    engine = _engine(url, read_only=False)
    try:
        with translated(url), engine.connect() as connection:
            at = _revision(connection, url)
        if at != REVISIONS[-1]:
            _upgrade(engine, url)
    except ScannerError:
        engine.dispose()
        raise
    return engine


def for_reading(place: str) -> sa.Engine:
    """The database to read from; it is not changed. UsageError where there is none, or its schema is another than this version's."""
    url = url_of(place)
    if url.get_backend_name() == "sqlite" and not os.path.exists(str(url.database)):
        raise UsageError(f'there is no history at "{url.database}"; plimsoll history add REPORT --history {url.database} makes one')
    engine = _engine(url, read_only=True)
    try:
        with translated(url), engine.connect() as connection:
            at = _revision(connection, url)
        if at is None:
            raise UsageError(f'there is no history in "{shown(url)}"; plimsoll history add REPORT --history URL makes one')
        if at != REVISIONS[-1]:
            raise UsageError(
                f'the history "{shown(url)}" is of an older version; plimsoll history upgrade --history URL brings it up to date'
            )
    except ScannerError:
        engine.dispose()
        raise
    return engine


@contextlib.contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction of the one writer: all of it is kept, or nothing. Others wait, and may read meanwhile."""
    with translated(engine.url), engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        yield connection


def measure(connection: sa.Connection) -> None:
    """Let SQLite know how its tables have grown, by a look at a few rows of each index; PostgreSQL's autovacuum does so by itself."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit=400")
        connection.exec_driver_sql("ANALYZE")


@contextlib.contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A view that no writer changes under the reader."""
    with translated(engine.url), engine.connect() as connection:
        yield connection


@contextlib.contextmanager
def translated(url: sa.URL) -> Iterator[None]:
    """What a driver says becomes a UsageError that tells what to do."""
    try:
        yield
    except DBAPIError as error:
        raise UsageError(f'the history "{shown(url)}" {_said(str(error.orig), error.connection_invalidated)}') from error
    except _drivers_errors() as error:  # of what goes past SQLAlchemy
        raise UsageError(f'the history "{shown(url)}" {_said(str(error))}') from error
    except SQLAlchemyError as error:
        raise UsageError(
            f'the history "{shown(url)}" cannot be used: {type(error).__name__}; plimsoll history check looks through it'
        ) from error


def _drivers_errors() -> tuple[type[Exception], ...]:
    if "psycopg" not in sys.modules:
        return (sqlite3.Error,)
    from psycopg import Error

    return (sqlite3.Error, Error)


def _said(error: str, invalidated: bool = False) -> str:
    """What went wrong, and what to do, without the statement's values."""
    said = error.strip().split("\n")[0]
    known = {
        "file is not a database": "is not a database; name another file",
        "unable to open database file": "cannot be opened; name a file in a folder that exists and may be written",
        "readonly database": "may not be written; ask for the right to write to its file and folder",
        "database is locked": f"is being written by another for more than {PATIENCE} seconds; try again",
        "disk is full": "has no room left on its disk; make some",
        "database disk image is malformed": "is damaged; restore it from a copy",
        "permission denied": f"may not be used so: {said}; ask for the right",
        "password authentication failed": "does not take this user's password; mend the URL or PGPASSWORD",
        "does not exist": f"cannot be used: {said}; make it first, or mend the URL",
        "too many connections": "takes no more connections; try again",
    }
    for words, told in known.items():
        if words in said:
            return told
    if invalidated or "connection" in said.lower():
        return "cannot be reached; see that its server runs and that host and port in the URL are right"
    return f"cannot be used: {said}; plimsoll history check looks through it"


def _engine(url: sa.URL, *, read_only: bool) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False})
        event.listen(engine, "connect", _reader_of_sqlite if read_only else _writer_of_sqlite)
        event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
        return engine
    level = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if read_only else {}
    return sa.create_engine(url, connect_args={"connect_timeout": 10}, execution_options=level, pool_pre_ping=read_only)


def _writer_of_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us: sqlite3's own begin too late, and not before DDL
    _keep_log(connection)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-262144", "mmap_size=4294967296"):
        connection.execute(f"PRAGMA {pragma}")


def _keep_log(connection: Any) -> None:
    """Turn the write-ahead log on. While another does so, SQLite answers "locked" at once, without waiting."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _reader_of_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in ("query_only=ON", "cache_size=-65536", "mmap_size=1073741824", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_reading(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # what is read first must hold when it is written


def _revision(connection: sa.Connection, url: sa.URL) -> str | None:
    """The revision of the schema; None in an empty database. UsageError where it holds something else, or is newer than we are."""
    tables = set(sa.inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise UsageError(f'"{shown(url)}" holds other tables and no history; name a database of its own')
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is not None and found not in REVISIONS:
        raise UsageError(f'the history "{shown(url)}" was written by a newer version of plimsoll; install that one')
    return found


def _upgrade(engine: sa.Engine, url: sa.URL) -> None:
    """Bring the schema up to date, as the one writer."""
    if find_spec("alembic") is None:
        raise UsageError("the history needs the package alembic; pip install 'plimsoll[history]'")
    from scanner.history import migrations

    with writing(engine) as connection:
        if _revision(connection, url) != REVISIONS[-1]:  # another writer may have done it while this one waited
            migrations.upgrade(connection)


def sqlite_of(connection: sa.Connection) -> sqlite3.Connection:
    """The driver's own connection, for what SQLAlchemy does not do."""
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]  # it is pysqlite's here
    return driver


def psycopg_of(connection: sa.Connection) -> psycopg.Connection[Any]:
    """The driver's own connection, for what SQLAlchemy does not do."""
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]  # it is psycopg's here
    return driver
