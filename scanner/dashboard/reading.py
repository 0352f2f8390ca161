"""The history opened for readers who need not be trusted: so many at a time, and no statement runs for ever."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

from scanner.history import store

CONNECTIONS: Final = 8
"""At a time; who comes when all are busy waits."""
WAIT: Final = 10.0
"""Seconds that a reader waits for one."""
STEPS: Final = 20_000
"""Steps of SQLite's machine between two looks at the clock: a millisecond or so."""


class Reading:
    """Connections that read, each inside one transaction that sees one state of the history."""

    def __init__(self, place: str, seconds: float = 10.0) -> None:
        """`place`: a URL, or the path of a file; `seconds`: that the statements of a page may take together (on PostgreSQL: each).

        UsageError where no history is there.
        """
        self.seconds = seconds
        self.engine = store.for_reading(place)
        self._turns = threading.BoundedSemaphore(CONNECTIONS)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "checkout", self._watch)

    @contextlib.contextmanager
    def connection(self) -> Iterator[sa.Connection]:
        """A connection in a transaction of its own; the clock runs from here. sqlalchemy's TimeoutError where all are busy."""
        if not self._turns.acquire(timeout=WAIT):
            raise sa.exc.TimeoutError("all connections are busy")
        try:
            with self.engine.connect() as connection, connection.begin():
                self.renew(connection)
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(self.seconds * 1000)}")
                yield connection
        finally:
            self._turns.release()

    def renew(self, connection: sa.Connection) -> None:
        """Let the clock of a connection run from here again: for what reads page after page."""
        connection.info["deadline"] = time.monotonic() + self.seconds

    def close(self) -> None:
        """Close the connections that are not in use."""
        self.engine.dispose()

    def _watch(self, opened: Any, record: Any, _: Any) -> None:
        """SQLite asks us now and then whether to go on."""
        record.info["deadline"] = time.monotonic() + self.seconds
        opened.set_progress_handler(lambda: time.monotonic() > record.info["deadline"], STEPS)
