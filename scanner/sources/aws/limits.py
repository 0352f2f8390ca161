"""How fast we ask: a token bucket for each account, region and service that learns from AWS's throttling.

AWS throttles an account per region and service (many services: per call, which is finer). Measured against a bucket of 50 and 20 a
second: botocore's `standard` retries lost half of the calls, `adaptive` took five times as long as needed. So retries and pace are ours:
additive increase while it is the bucket that makes callers wait, halving when AWS throttles. A server's bucket keeps what the halves leave
unused, so the mean is what it grants.
"""

from __future__ import annotations

import random
import threading
import time
from typing import Final

from scanner.records import dataclass

LOWEST: Final = 0.5
HIGHEST: Final = 200.0
"""Requests a second."""
STEEPNESS: Final = 0.1
"""How much of the rate that was throttled comes back each second."""
GROWTH: Final = 1.25
"""Each second's factor while AWS has not throttled yet."""

_GENEROUS: Final = (20.0, 50.0)
_CAREFUL: Final = (10.0, 20.0)
_START: Final = {
    "ec2": (25.0, 100.0),
    **dict.fromkeys(("iam", "organizations", "sts", "ssm", "codepipeline", "config", "account", "wafv2", "securityhub"), _CAREFUL),
}
"""(requests a second, burst) to begin with, where AWS's documents tell of more (EC2) or less than the general 20 and 50."""


class Clock:
    """The time: monotonic seconds, sleeping, and the time of day. Tests give another."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, unless the clock is or gets stopped."""
        if seconds > 0:
            self._stopped.wait(seconds)

    def stop(self) -> None:
        """Wake all who sleep, and let nobody sleep again."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Nobody sleeps any more."""
        return self._stopped.is_set()

    def utc(self) -> str:
        """RFC 3339, whole seconds, UTC."""
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is sent before it is given up, by what it meets, and how long is waited between."""

    throttled: int = 12
    service_error: int = 4
    unreachable: int = 3
    timeout: int = 2
    bad_response: int = 2
    credentials_invalid: int = 2
    first: float = 0.4
    """Seconds: the longest first wait. It doubles each time; the wait is a random part of it (full jitter)."""
    longest: float = 20.0

    def attempts(self, reason: str) -> int:
        """Requests that are sent in all when they meet this reason; 1 for what would meet the same again."""
        found = getattr(self, reason.replace("-", "_"), 1)
        return found if isinstance(found, int) else 1

    def wait(self, attempt: int, chance: float) -> float:
        """Seconds to wait after the 1-based attempt, for a chance in [0, 1)."""
        return chance * min(self.longest, self.first * 2.0 ** min(attempt - 1, 16))


@dataclass(frozen=True, slots=True)
class Budget:
    """What a collection may take; None: as much as it needs."""

    seconds: float | None = None
    """From the making of the Api on. A request under way is not broken off."""
    calls: int | None = None
    """Requests for each account."""


class Bucket:
    """The pace of one account, region and service. Threads share it."""

    __slots__ = ("_asked", "_burst", "_clock", "_free", "_lock", "_lowered", "_rate", "_slope", "_tokens", "_waited")

    def __init__(self, clock: Clock, rate: float = _GENEROUS[0], burst: float = _GENEROUS[1]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._free = self._asked = clock.now()
        """When the last place of the queue is used, and when somebody asked for one last."""
        self._lowered = -1.0
        self._slope = 0.0
        self._waited = False

    @property
    def rate(self) -> float:
        """Requests a second, as learned so far."""
        return self._rate

    def reserve(self) -> float:
        """Take a place in the queue: seconds to wait before the request may be sent, if `holds` says so then."""
        with self._lock:
            now = self._clock.now()
            if self._waited:
                self._recover(now - self._asked)
            self._asked = now
            if now > self._free:
                self._tokens = min(self._burst, self._tokens + (now - self._free) * self._rate)
                self._free = now
            if self._free == now and self._tokens >= 1.0:
                self._tokens -= 1.0
                self._waited = False
                return 0.0
            self._free += (1.0 - self._tokens) / self._rate
            self._tokens = 0.0
            self._waited = True
            return self._free - now

    def _recover(self, passed: float) -> None:
        """The bucket made callers wait for so many seconds."""
        seconds = min(passed, 5.0)
        raised = self._rate * GROWTH**seconds if self._lowered < 0 else self._rate + self._slope * seconds
        self._rate = min(HIGHEST, raised)

    def throttled(self, reserved: float) -> None:
        """AWS throttled a request whose place was reserved at this time of the clock.

        Halve, unless the place is from before the last halving: it was given at the old rate.
        """
        with self._lock:
            if reserved <= self._lowered:
                return
            self._lowered = self._clock.now()
            self._slope = max(LOWEST / 2, self._rate * STEEPNESS)
            self._rate = max(LOWEST, self._rate / 2)
            self._burst = max(5.0, self._burst / 2)
            self._tokens = 0.0
            self._free = self._lowered

    def holds(self, reserved: float) -> bool:
        """A place that was reserved at this time of the clock still counts; else the rate was halved since, and it is to be taken anew."""
        return reserved > self._lowered

    def give_back(self) -> None:
        """A place in the queue that was not used."""
        with self._lock:
            self._free -= 1.0 / self._rate


class Limits:
    """The buckets of all accounts, regions and services, each made when first asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str, str], Bucket] = {}

    def bucket(self, account: str, region: str, service: str) -> Bucket:
        """The one of an account, a region and a service of botocore."""
        key = (account, region, service)
        found = self._buckets.get(key)
        if found is None:
            with self._lock:
                found = self._buckets.setdefault(key, Bucket(self._clock, *_START.get(service, _GENEROUS)))
        return found


def chance() -> float:
    """In [0, 1): where in its longest wait a retry falls."""
    return random.random()  # noqa: S311  # spreads retries; guards nothing
