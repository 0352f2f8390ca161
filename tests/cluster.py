"""A Dask scheduler and its workers as processes on loopback, for tests."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
REGISTERED = "Registered to:"
"""What a worker logs when its scheduler knows it."""


class Cluster:
    """A scheduler and workers; `address` is what `--executor` takes."""

    def __init__(self, folder: Path, environment: Mapping[str, str], certificates: Mapping[str, Path] | None = None) -> None:
        self._folder = folder
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        scheme = "tls" if certificates else "tcp"
        self._tls = [text for option, file in (certificates or {}).items() for text in (f"--tls-{option}", str(file))]
        self.processes: list[subprocess.Popen[bytes]] = []
        self._log = (folder / "cluster.log").open("wb")
        file = folder / "scheduler.json"
        self._run("scheduler", "--host", f"{scheme}://127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        deadline = time.monotonic() + 60
        while not (file.exists() and '"address"' in file.read_text(encoding="utf-8")):
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)
        self.scheduler = file.read_text(encoding="utf-8").split('"address": "')[1].split('"')[0]
        self.address = "dask://" + self.scheduler.partition("://")[2]

    def _run(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments, *self._tls]
        process = subprocess.Popen(
            command, cwd=self._folder, env=self._environment, stdout=self._log, stderr=self._log, stdin=subprocess.DEVNULL
        )
        self.processes.append(process)
        return process

    def worker(self, threads: int = 2) -> subprocess.Popen[bytes]:
        """Another worker, in one process that can be killed; it takes tasks when this returns."""
        before = self.log().count(REGISTERED)
        started = self._run("worker", self.scheduler, "--no-nanny", "--nthreads", str(threads), "--no-dashboard", "--death-timeout", "60")
        deadline = time.monotonic() + 120
        while self.log().count(REGISTERED) == before:
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)
        return started

    def log(self) -> str:
        """What the processes wrote."""
        return (self._folder / "cluster.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """End what was started."""
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()
        self._log.close()


@contextlib.contextmanager
def cluster(
    folder: Path, workers: int = 2, environment: Mapping[str, str] | None = None, certificates: Mapping[str, Path] | None = None
) -> Iterator[Cluster]:
    """A cluster that is ended with the test."""
    made = Cluster(folder, environment or {}, certificates)
    try:
        for _ in range(workers):
            made.worker()
        yield made
    finally:
        made.end()
