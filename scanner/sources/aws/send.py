"""The calls of a phase, all at once: each is made once, however many ask the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from typing import Any, Protocol

from scanner.catalog import Row
from scanner.catalog.rows import Call
from scanner.records import dataclass
from scanner.sources.aws.calls import Answer, Token
from scanner.sources.aws.faults import Place


class Caller(Protocol):
    """Who makes calls: `calls.Api`, or what stands in for it."""

    def call(
        self, place: Place, call: str, arguments: Mapping[str, Any], page: Mapping[str, Any] | None = None, token: Token | None = None
    ) -> Answer:
        """All pages of a call; never raises for what AWS does."""


@dataclass(slots=True, eq=False)
class Wanted:
    """A call of a phase, and who takes its answer."""

    call: Call
    place: Place
    arguments: dict[str, Any]
    take: Callable[[Answer], None]

    @property
    def key(self) -> str:
        """Equal for calls that ask the same."""
        return json.dumps((self.call.name, self.place.region, self.arguments, self.call.page), sort_keys=True, default=str)


class Sender:
    """Makes the calls of one part."""

    def __init__(self, api: Caller, rows: Iterable[Row], pool: Executor | None) -> None:
        """Take who calls, all rows of the part, and who runs the calls (None: the calling thread)."""
        self._api = api
        self._pool = pool
        self.calls = 0
        """Requests that were answered or failed."""
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows:
            for call in row.calls():
                seen[call.signature] = seen.get(call.signature, 0) + 1
        self._shared = {signature for signature, count in seen.items() if count > 1}
        self._kept: dict[str, Answer] = {}

    def send(self, wanted: Sequence[Wanted]) -> None:
        """Make the calls of a phase, each once, and give everyone the answer, in the order given."""
        futures: dict[str, Future[Answer] | Answer] = {}
        keys = [one.key for one in wanted]
        for one, key in zip(wanted, keys, strict=True):
            if key not in futures:
                futures[key] = self._kept[key] if key in self._kept else self._start(one)
        counted: set[str] = set(self._kept)
        for one, key in zip(wanted, keys, strict=True):
            found = futures[key]
            answer = found.result() if isinstance(found, Future) else found
            if key not in counted:
                counted.add(key)
                self.calls += len(answer.pages) + (answer.fault is not None)
            if one.call.signature in self._shared:
                self._kept[key] = answer
            one.take(answer)

    def _start(self, one: Wanted) -> Future[Answer] | Answer:
        token = Token(**one.call.token) if one.call.token else None
        arguments = (one.place, one.call.name, one.arguments, one.call.page, token)
        return self._pool.submit(self._api.call, *arguments) if self._pool is not None else self._api.call(*arguments)
