"""A PostgreSQL server of our own, for as long as a test runs: another user's, on a socket in a folder, with no port."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
"""Debian's servers, the newest last."""
USER = "postgres"


def is_there() -> bool:
    """Whether a server can be started: it is installed, and so is its user where we are root."""
    return bool(FOUND) and (os.getuid() != 0 or any(one.pw_name == USER for one in pwd.getpwall()))


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The URL of a new, empty database `history`."""
    programs = FOUND[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="plimsoll-pg-"))
    root = os.getuid() == 0
    user = USER if root else pwd.getpwuid(os.getuid()).pw_name
    if root:
        shutil.chown(folder, user, user)

    def run(*command: str) -> None:
        whole = ["runuser", "-u", user, "--", *command] if root else list(command)
        subprocess.run(whole, check=True, cwd=folder, capture_output=True, text=True)

    data = folder / "data"
    run(str(programs / "initdb"), "--pgdata", str(data), "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=40"
    run(str(programs / "pg_ctl"), "--pgdata", str(data), "--log", str(folder / "log"), "--wait", "--options", options, "start")
    try:
        run(str(programs / "createdb"), "--host", str(folder), "history")
        yield f"postgresql://{user}@/history?host={folder}"
    finally:
        run(str(programs / "pg_ctl"), "--pgdata", str(data), "--mode", "immediate", "--wait", "stop")
        shutil.rmtree(folder, ignore_errors=True)
