"""Many rows written at once, past SQLAlchemy: it would take longer over each than the database does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from scanner.history import store


def insert(connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add rows, whose values stand in the order of the columns."""
    if not rows:
        return
    named = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        store.sqlite_of(connection).executemany(f"INSERT INTO {table.name} ({named}) VALUES ({marks})", rows)  # noqa: S608  # our own names
        return
    with store.psycopg_of(connection).cursor() as cursor, cursor.copy(_copy(table.name, named)) as copy:
        for row in rows:
            copy.write_row(row)


def update(connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Sequence[Sequence[Any]], also: str = "") -> None:
    """Change rows: each tells its new values in the order of the columns, and last its `id`. `also`: what is set alike in all."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        values = ", ".join([*(f"{name} = ?" for name in columns), *([also] if also else [])])
        store.sqlite_of(connection).executemany(f"UPDATE {table.name} SET {values} WHERE id = ?", rows)  # noqa: S608  # our own names
        return
    typed = {name: table.c[name].type.compile(connection.dialect).removesuffix(' COLLATE "C"') for name in (*columns, "id")}
    defined = ", ".join(f"{name} {kind}" for name, kind in typed.items())
    values = ", ".join([*(f"{name} = new.{name}" for name in columns), *([also] if also else [])])
    with store.psycopg_of(connection).cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE changing ({defined}) ON COMMIT DROP".encode())
        with cursor.copy(_copy("changing", ", ".join(typed))) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(b"ANALYZE changing")
        cursor.execute(f"UPDATE {table.name} SET {values} FROM changing new WHERE {table.name}.id = new.id".encode())  # noqa: S608  # as above
        cursor.execute(b"DROP TABLE changing")


def _copy(table: str, columns: str) -> bytes:
    return f"COPY {table} ({columns}) FROM STDIN".encode()


def delete(connection: sa.Connection, column: sa.Column[Any], values: Iterable[Any]) -> None:
    """Take away the rows with some values."""
    held = [(value,) for value in values]
    if not held:
        return
    if connection.dialect.name == "sqlite":
        statement = f"DELETE FROM {column.table.name} WHERE {column.name} = ?"  # noqa: S608  # our own names
        store.sqlite_of(connection).executemany(statement, held)
        return
    connection.execute(column.table.delete().where(column == sa.any_(sa.literal([value for (value,) in held], sa.ARRAY(column.type)))))
