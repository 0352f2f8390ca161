"""`make demo-dashboard`: what the dashboard shows first is judged by the scanner, not made up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from scanner.history import store
from scanner.history.schema import Happened, Status, event, finding, run

ROOT = Path(__file__).parents[1]


def test_days_of_accounts_are_replayed_into_a_history(tmp_path):
    command = [sys.executable, "examples/dashboard/replay.py", str(tmp_path / "history.db"), "--days", "4", "--accounts", "2"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)

    with store.reading(store.for_reading(str(tmp_path / "history.db"))) as connection:
        runs = connection.execute(sa.select(sa.func.count()).select_from(run)).scalar_one()
        statuses = set(connection.execute(sa.select(finding.c.status).distinct()).scalars())
        happened = set(connection.execute(sa.select(event.c.happened).distinct()).scalars())

    assert runs == 4 + 3  # each day the accounts, on three the repository
    assert statuses >= {Status.OPEN, Status.PASSED, Status.FIXED}
    assert happened >= {Happened.OPENED, Happened.FIXED}
