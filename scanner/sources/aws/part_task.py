"""One part of a collection as a task: plain data in, plain data out, wherever it runs. It writes its part itself, as a whole.

What a process needs for its tasks (clients, credentials, what it learned of AWS's pace) is made once and kept for the run; the credentials
of an account are come by where the task runs, and never cross.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from scanner import catalog, snapshot_parts
from scanner.errors import SourceError
from scanner.records import dataclass, field, fields
from scanner.redaction import ENVIRONMENT_KEY, Redactor
from scanner.sources.aws.calls import Api
from scanner.sources.aws.clients import Clients
from scanner.sources.aws.collect import collect_part
from scanner.sources.aws.credentials import Identity, Vault
from scanner.sources.aws.faults import Place
from scanner.sources.aws.gathered import COMPLETE, IN_USE

CALLS: Final = 64
"""Calls that a process has under way at a time: more buys nothing (one core is busy with some 1,000 calls a second)."""
WHO: Final = "sts:GetCallerIdentity"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tasks of one run share in a process."""

    api: Api
    vault: Vault
    redactor: Redactor
    pool: Executor
    session: Any
    """botocore's: what it knows of partitions and regions."""
    override: str | None
    """What stands in AWS's place."""

    def close(self) -> None:
        """Let its threads go."""
        self.pool.shutdown(wait=False, cancel_futures=True)


_DESKS: Final[dict[str, Desk]] = {}
_REDACTORS: Final[dict[str, Redactor]] = {}
_CHECKED: Final[dict[tuple[str, str], str | None]] = {}
_LOCK: Final = threading.RLock()


def desk(profile: str | None, redactor: Redactor, calls: int = CALLS) -> Desk:
    """The desk of a process: its clients, which take their settings (endpoints, certificates) from a profile, and its threads."""
    vault = Vault()
    vault.session(profile)  # tells best what is wrong with a profile
    clients = Clients(profile, connections=calls)
    pool = ThreadPoolExecutor(calls, "call")
    return Desk(Api(vault, clients=clients), vault, redactor, pool, clients.session, clients.override)


def share(run_id: str, shared: Desk) -> None:
    """Have the tasks of a run that run in this process use a desk."""
    with _LOCK:
        _DESKS[run_id] = shared


def forget(run_id: str) -> None:
    """Let go of what a run used here."""
    with _LOCK:
        found = _DESKS.pop(run_id, None)
        for key in [key for key in _CHECKED if key[0] == run_id]:
            del _CHECKED[key]
    if found is not None:
        found.close()


def adopt(redactor: Redactor) -> None:
    """Keep the run's redaction key in this process: it must be the same in all, and may be in no task."""
    _REDACTORS[key_id(redactor)] = redactor


def key_id(redactor: Redactor) -> str:
    """What tells a key from another without telling what it is."""
    return redactor.hash("the key of a collection")[:12]


@dataclass(frozen=True, slots=True)
class Task:
    """An account and region (or "global") to be collected."""

    run: str
    directory: str
    types: tuple[str, ...]
    catalogue: str
    """The digest of the catalogue by which all parts are collected."""
    key: str
    """Which redaction key hides what is sensitive: `key_id`."""
    profile: str | None = None
    """Whose settings the clients have."""
    account: str = ""
    region: str = ""
    partition: str = "aws"
    identity: Identity = field(default_factory=Identity)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**said, "types": list(self.types), "identity": self.identity.to_json()}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Task:
        """The task of `to_json`."""
        return cls(**{**said, "types": tuple(said["types"]), "identity": Identity.of_json(said["identity"])})


def run(said: Mapping[str, Any]) -> dict[str, Any]:
    """Collect and write a part: {entry, calls, gaps}, or {failed: why}."""
    task = Task.of_json(said)
    try:
        shared = _desk_of(task)
        _check_account(task, shared)
        about = snapshot_parts.About(task.catalogue, frozenset(task.types), _now(), shared.override)
        part = collect_part(
            shared.api, Place(task.account, task.region, task.partition), catalog.needed(task.types), shared.redactor, shared.pool
        )
        entry = snapshot_parts.write_part(Path(task.directory), task.account, task.region, part.resources, part.coverage, part.calls, about)
    except SourceError as error:
        return {"failed": error.message}
    gaps = sum(one.status not in (COMPLETE, IN_USE) for one in part.coverage)
    return {"entry": entry.to_json(), "calls": part.calls, "gaps": gaps}


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _desk_of(task: Task) -> Desk:
    """The desk of this process. SourceError where this worker is not fit to collect for the run."""
    if catalog.digest() != task.catalogue:
        raise SourceError("a worker has another catalogue; install the same version of Plimsoll on all workers")
    with _LOCK:
        found = _DESKS.get(task.run)
        if found is None:
            found = _DESKS[task.run] = desk(task.profile, _redactor(task.key))
        found.vault.register(task.account, task.identity)
        return found


def _redactor(key: str) -> Redactor:
    found = _REDACTORS.get(key)
    if found is None and os.environ.get(ENVIRONMENT_KEY):
        found = Redactor.from_environment()
    if found is None or key_id(found) != key:
        raise SourceError(f"a worker has another redaction key; set the same {ENVIRONMENT_KEY} here and on all workers")
    return found


def _check_account(task: Task, shared: Desk) -> None:
    """A profile or role may lead elsewhere on another machine: each process asks once for each account who it is."""
    key = (task.run, task.account)
    if key not in _CHECKED:
        answer = shared.api.call(Place(task.account, _anywhere(task), task.partition), WHO, {})
        if answer.fault is not None:
            return  # what it cannot be asked is told call by call
        found = str(answer.pages[0].get("Account", ""))
        _CHECKED[key] = (
            None if found == task.account else f"{task.identity.name} leads to account {found} on a worker, not to {task.account}"
        )
    problem = _CHECKED[key]
    if problem is not None:
        raise SourceError(f"{problem}; give all workers the same profiles")


def _anywhere(task: Task) -> str:
    return task.identity.region or task.region


def trusted(run_id: str, accounts: Iterable[str]) -> None:
    """Note that accounts have been asked who they are in this process."""
    _CHECKED.update({(run_id, account): None for account in accounts})
