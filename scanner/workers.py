"""Where tasks run: threads here, processes here, or the workers of a Dask cluster. Each task is answered once, whoever dies meanwhile.

A task is plain data, and so is what it gives: both may cross to another machine, where the scheduler keeps them in memory. A task may be
run twice (its worker died before it answered), so it writes whatever it makes under one name and as a whole.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from scanner.errors import UsageError
from scanner.records import dataclass, field

Task = TypeVar("Task")

THREADS, PROCESSES = "threads", "processes"
CLUSTER: Final = ("dask://", "tls://")
KINDS: Final = "threads, processes, or dask://HOST:PORT"
JOBS: Final = 8
"""Tasks at a time in threads, where nobody says how many."""
BREAKS: Final = 3
"""Times in a row that a pool may break with no task done; then each task gets a process of its own, to find the one that kills it."""
ATTEMPTS: Final = 2
"""Times that a task may kill the process that it has to itself."""
WAIT: Final = 30.0
"""Seconds in which a scheduler, and its first worker, must answer; and in which a cluster without workers gets one back."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that gave no answer."""

    reason: str
    """For a person: `the worker process died 2 times`, `TypeError at scanner/x.py:12`."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM form by which the ends of a connection to a cluster know each other."""

    authority: str | None = None
    certificate: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """What each process is told before its first task; it crosses by the process's own pipe, never with a task. Not used on a cluster."""

    call: Callable[..., None] | None = None
    arguments: tuple[Any, ...] = field(default=(), repr=False)


class Workers:
    """Runs tasks on an executor, and starts another where it breaks."""

    def __init__(self, start: Callable[[int | None], concurrent.futures.Executor], *, breaks: bool = False) -> None:
        """Take what starts an executor (of a number of workers, None for as many as there are to be), and whether it may break."""
        self._start = start
        self._breaks = breaks
        self._closing = contextlib.ExitStack()
        self.hopeless: Callable[[], str | None] = lambda: None
        """Asked every few seconds: why no task will ever be answered; None while one may."""

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of what `on_exit` was told of."""
        self._closing.close()

    def on_exit(self, call: Callable[[], Any]) -> None:
        """Have something called at the end."""
        self._closing.callback(call)

    def finished(self, work: Callable[[Task], Any], tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Each task with what it gave, or with Lost, in the order in which they end: each once."""
        run = _Run(self, work, tasks)
        yield from run.together()
        yield from run.apart()

    def start(self, workers: int | None = None) -> concurrent.futures.Executor:
        """Another executor."""
        return self._start(workers)

    @property
    def may_break(self) -> bool:
        """Whether an executor can break, and another take its place."""
        return self._breaks


class _Run(Generic[Task]):
    """The tasks of one run that were not answered yet."""

    def __init__(self, workers: Workers, work: Callable[[Task], Any], tasks: Sequence[Task]) -> None:
        self.workers = workers
        self.work = work
        self.tasks = tasks
        self.left = list(range(len(tasks)))

    def together(self) -> Iterator[tuple[Task, Any]]:
        """All tasks on one executor, and on the next where it breaks, as long as that gets anywhere."""
        fruitless = 0
        while self.left and fruitless < BREAKS:
            before = len(self.left)
            with _open(self.workers.start()) as executor:
                yield from self._answers(executor, list(self.left))
            fruitless = fruitless + 1 if len(self.left) == before else 0

    def apart(self) -> Iterator[tuple[Task, Any]]:
        """Each task that is left in a process of its own."""
        deaths: Counter[int] = Counter()
        while self.left:
            number = self.left[0]
            with _open(self.workers.start(1)) as executor:
                yield from self._answers(executor, [number])
            if self.left and self.left[0] == number:
                deaths[number] += 1
                if deaths[number] >= ATTEMPTS:
                    self.left.remove(number)
                    yield self.tasks[number], Lost(f"the worker process died {BREAKS + deaths[number]} times over it")

    def _answers(self, executor: concurrent.futures.Executor, numbers: list[int]) -> Iterator[tuple[Task, Any]]:
        """What the executor answers; tasks that it lost by breaking stay among those that are left."""
        futures: dict[concurrent.futures.Future[Any], int] = {}
        for number in numbers:
            try:
                futures[executor.submit(self.work, self.tasks[number])] = number
            except concurrent.futures.BrokenExecutor:
                break  # it broke while it was filled; what it took is told below, the rest is left
        pending = set(futures)
        while pending:
            done, pending = concurrent.futures.wait(pending, 5.0, concurrent.futures.FIRST_COMPLETED)
            while done:  # a cluster does again what a dead worker gave as long as anyone holds its future
                future = done.pop()
                number = futures.pop(future)
                answer = self._answer(future)
                del future
                if answer is not None:
                    self.left.remove(number)
                    yield self.tasks[number], answer[0]
            reason = self.workers.hopeless() if pending else None
            if reason is not None:
                for future in pending:
                    future.cancel()
                for number in sorted(futures[future] for future in pending):
                    self.left.remove(number)
                    yield self.tasks[number], Lost(reason)
                return

    def _answer(self, future: concurrent.futures.Future[Any]) -> tuple[Any] | None:
        """What a future gave, or Lost; None where its task is to be run again."""
        if future.cancelled():
            return (Lost("the cluster gave it up: its scheduler ended or was restarted"),)
        error = future.exception()
        if error is None:
            return (future.result(),)
        if isinstance(error, concurrent.futures.BrokenExecutor) and self.workers.may_break:
            return None
        return (Lost(told(error)),)


@contextlib.contextmanager
def _open(executor: concurrent.futures.Executor) -> Iterator[concurrent.futures.Executor]:
    """An executor that is ended at once, what has not begun dropped, where its user is stopped."""
    whole = False
    try:
        yield executor
        whole = True
    finally:
        _end(executor, wait=whole)


def _end(executor: concurrent.futures.Executor, *, wait: bool) -> None:
    if isinstance(executor, (concurrent.futures.ThreadPoolExecutor, concurrent.futures.ProcessPoolExecutor)):
        executor.shutdown(wait=wait, cancel_futures=not wait)
    else:
        executor.shutdown(wait)


def told(error: BaseException) -> str:
    """An error that a task raised, without its message: that may hold what must not be shown."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        file = code.co_filename.replace(os.sep, "/")
        if "/scanner/" in file:
            place = f" at scanner/{file.rpartition('/scanner/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


def executor(name: str, jobs: int | None = None, certificates: Certificates | None = None, setup: Setup | None = None) -> Workers:
    """The workers of a name: `threads`, `processes`, `dask://HOST:PORT` or `tls://HOST:PORT`. Use them in a `with` statement.

    `jobs` is how many tasks run at a time; a cluster has its own number. UsageError where the name means nothing, or the cluster cannot
    be reached or trusted.
    """
    if name == THREADS:
        return Workers(lambda workers: concurrent.futures.ThreadPoolExecutor(workers or jobs or JOBS, "part"))
    if name == PROCESSES:
        return _processes(jobs or os.cpu_count() or 1, setup or Setup())
    if name.startswith(CLUSTER):
        return _cluster(name, certificates or Certificates())
    raise UsageError(f'there is no executor "{name}"; write {KINDS}')


def _processes(jobs: int, setup: Setup) -> Workers:
    """Processes that share nothing with this one, threads least of all."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")

    def start(workers: int | None) -> concurrent.futures.Executor:
        return concurrent.futures.ProcessPoolExecutor(workers or jobs, context, setup.call, setup.arguments)

    return Workers(start, breaks=True)


def _cluster(name: str, certificates: Certificates) -> Workers:
    """The workers of a scheduler that runs elsewhere. Whoever reaches one can run code on it, so beyond this machine it must use TLS."""
    try:
        import distributed
    except ImportError as error:
        raise UsageError(f'"{name}" needs Dask; install plimsoll[dask]') from error
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says of lost connections and workers, we say
    address, security = _address(name, certificates)
    try:
        connect: Any = distributed.Client  # it is not annotated
        client = connect(address, security=security, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(f'no Dask scheduler answers at "{name}" ({type(error).__name__}); start one there, with TLS') from error
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError as error:
        client.close()
        raise UsageError(f'the scheduler at "{name}" has no workers; start one: dask worker {address}') from error
    workers = Workers(lambda _: client.get_executor(pure=False, retries=2))
    workers.on_exit(client.close)
    workers.hopeless = _Watch(client).reason
    return workers


class _Watch:
    """Notes how long a cluster has had no workers."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._since: float | None = None

    def reason(self) -> str | None:
        """Why nothing more will be answered; None while something may."""
        if self._client.status not in ("running", "connecting"):
            return "the scheduler of the cluster is gone"
        if self._client.scheduler_info(n_workers=-1).get("workers"):
            self._since = None
            return None
        self._since = self._since or time.monotonic()
        return f"the cluster has had no workers for {WAIT:.0f} seconds" if time.monotonic() - self._since > WAIT else None


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine and nothing else."""
    import ipaddress

    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _address(name: str, certificates: Certificates) -> tuple[str, Any]:
    """The address in Dask's form, and what secures the connection to it. Certificates not given come from Dask's own configuration."""
    import distributed.security

    scheme, _, rest = name.partition("://")
    host, colon, port = rest.rpartition(":")
    if not colon or not host or not port.isdigit():
        raise UsageError(f'"{name}" has no host and port; write dask://HOST:8786')
    given = {
        "tls_ca_file": certificates.authority,
        "tls_client_cert": certificates.certificate,
        "tls_client_key": certificates.key,
    }
    for file in given.values():
        if file is not None and not os.path.isfile(file):
            raise UsageError(f'"{file}" does not exist; name a file in PEM form')
    make: Any = distributed.security.Security  # it is not annotated
    security = make(**{key: value for key, value in given.items() if value is not None})
    if security.tls_ca_file and security.tls_client_cert:
        security.require_encryption = True
        return f"tls://{rest}", security
    if scheme == "tls" or not is_loopback(host):
        raise UsageError(
            f'"{name}" is not on this machine and would be reached without TLS, which lets anybody run code there; '
            "give --tls-ca, --tls-cert and --tls-key (or Dask's configuration of distributed.comm.tls)"
            if scheme != "tls"
            else f'"{name}" needs certificates; give --tls-ca, --tls-cert and --tls-key'
        )
    return f"tcp://{rest}", security
