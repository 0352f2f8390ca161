"""An Api of plain answers: what each call gives is said beforehand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

from scanner.sources.aws.calls import Answer, Token
from scanner.sources.aws.faults import DENIED, THROTTLED, Fault, Place

ACCOUNT, REGION = "111122223333", "eu-west-1"
HERE = Place(ACCOUNT, REGION)

Reply = Any
"""A page, a list of pages, a Fault, an Answer, or a function of the arguments and the region that gives one of these."""


def fault(reason: str = DENIED, code: str = "AccessDeniedException", action: str = "a:B", message: str = "") -> Fault:
    """A fault as `calls` tells it."""
    return Fault(reason, code, message, action, ACCOUNT, REGION, "2026-01-31T00:00:00Z", 400)


def throttled(*pages: dict[str, Any]) -> Answer:
    """Some pages, and then no more patience."""
    return Answer(pages, fault(THROTTLED, "ThrottlingException"))


class PlainApi:
    """Answers from a table of calls; notes what was asked. A call that is not in the table is an error of the test."""

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        """Take the replies by call."""
        self.replies = dict(replies)
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        """(call, region, arguments with the page's), in any order."""
        self._lock = threading.Lock()

    def call(
        self, place: Place, call: str, arguments: Mapping[str, Any], page: Mapping[str, Any] | None = None, token: Token | None = None
    ) -> Answer:
        """What the table says."""
        given = {**arguments, **(page or {})}
        json.dumps(given)  # arguments are plain
        with self._lock:
            self.asked.append((call, place.region, given))
        return answer_of(self.replies[call], dict(arguments), place.region)

    def times(self, call: str) -> int:
        """How often a call was made."""
        return sum(name == call for name, _, _ in self.asked)


def answer_of(reply: Reply, arguments: dict[str, Any], region: str) -> Answer:
    """A reply as an Answer."""
    if isinstance(reply, Callable):  # type: ignore[arg-type]  # a protocol of the standard library
        reply = reply(arguments, region)
    if isinstance(reply, Fault):
        return Answer((), reply)
    if isinstance(reply, Answer):
        return reply
    return Answer(tuple(reply) if isinstance(reply, list) else (reply,))
