"""What is out of order is not asked again and again: a dead endpoint or region costs seconds, and wrong credentials one call.

A breaker opens after some failures in a row and lets one call through from time to time, to see.
"""

from __future__ import annotations

import threading
from typing import Final

from scanner.records import dataclass, field
from scanner.sources.aws.faults import (
    EXPIRED,
    INVALID,
    LONGEST_MESSAGE,
    NO_ENDPOINT,
    NOT_AVAILABLE,
    REGION_DISABLED,
    TIMEOUT,
    UNREACHABLE,
    Trouble,
)
from scanner.sources.aws.limits import Clock

HOLD: Final = 60.0
"""Seconds that an open breaker stays shut to calls, before one is let through."""
ENDPOINT_FAILURES: Final = 3
"""Requests in a row that an endpoint fails before it is taken for dead."""
REGION_SERVICES: Final = 3
"""Services of a region that cannot be reached, with no answer from any between, before the region is taken for dead."""
ALIVE: Final = 60.0
"""Seconds for which an answer to a signed request tells that the network works."""


@dataclass(slots=True)
class _State:
    failures: int = 0
    services: set[str] = field(default_factory=set)
    until: float = -1.0
    """When one call is let through again; below 0: the breaker is closed."""
    trouble: Trouble | None = None


class Breakers:
    """What is known to be out of order: endpoints, regions, credentials, regions of accounts. Threads share it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._endpoints: dict[tuple[str, str], _State] = {}
        self._regions: dict[str, _State] = {}
        self._accounts: dict[str, _State] = {}
        self._lasting: dict[tuple[str, str], Trouble] = {}
        """By (account, region): regions that the account has not enabled; by (service, region): services that are not there."""
        self._worked: set[tuple[str, str]] = set()
        self._answered = -ALIVE - 1

    def blocked(self, account: str, region: str, service: str) -> Trouble | None:
        """Why a call is not worth sending; None where it is."""
        lasting = self._lasting.get((service, region)) or self._lasting.get((account, region))
        if lasting is not None:
            return lasting
        for states, key in ((self._accounts, account), (self._regions, region)):
            found = states.get(key)
            if found is not None and found.until >= 0 and not self._lets_through(found):
                return found.trouble
        found = self._endpoints.get((region, service))
        return found.trouble if found is not None and found.until >= 0 and not self._lets_through(found) else None

    def _lets_through(self, state: _State) -> bool:
        with self._lock:
            now = self._clock.now()
            if state.until < 0:
                return True
            if now < state.until:
                return False
            state.until = now + HOLD
            return True

    def answered(self, account: str, region: str, service: str, *, taken: bool) -> None:
        """An answer arrived. `taken`: AWS took the credentials."""
        if taken:
            self._answered = self._clock.now()
            self._worked.add((account, region))
        if region in self._regions or (region, service) in self._endpoints:
            with self._lock:
                self._regions.pop(region, None)
                self._endpoints.pop((region, service), None)
        if taken and account in self._accounts:
            with self._lock:
                self._accounts.pop(account, None)

    def failed(self, region: str, service: str, trouble: Trouble) -> None:
        """No answer arrived."""
        if trouble.reason not in (TIMEOUT, UNREACHABLE):
            return
        with self._lock:
            now = self._clock.now()
            endpoint = self._endpoints.setdefault((region, service), _State())
            endpoint.failures += 1
            if endpoint.failures >= ENDPOINT_FAILURES:
                endpoint.until, endpoint.trouble = now + HOLD, _not_asked(trouble, f"the endpoint of {service} in {region}")
            if trouble.code == "ReadTimeoutError":
                return  # one that accepts connections is not a region that is cut off
            whole = self._regions.setdefault(region, _State())
            whole.services.add(service)
            whole.failures += 1
            if len(whole.services) >= REGION_SERVICES:
                whole.until, whole.trouble = now + HOLD, _not_asked(trouble, region)

    def refuse_account(self, account: str, trouble: Trouble) -> None:
        """Its credentials are not taken anywhere."""
        if trouble.reason in (EXPIRED, INVALID):
            with self._lock:
                self._accounts[account] = _State(1, set(), self._clock.now() + HOLD, trouble)

    def refuse_region(self, account: str, region: str, trouble: Trouble) -> Trouble:
        """The account has not enabled the region: for good. Gives what to tell."""
        told = Trouble(REGION_DISABLED, trouble.code, trouble.message, trouble.status)
        self._lasting[account, region] = told
        return told

    def refuse_service(self, service: str, region: str, message: str) -> Trouble:
        """The service is not offered in the region: for good. Gives what to tell."""
        told = Trouble(NOT_AVAILABLE, NO_ENDPOINT, message)
        self._lasting[service, region] = told
        return told

    def has_worked(self, account: str, region: str) -> bool:
        """The region took the account's credentials before."""
        return (account, region) in self._worked

    def is_alive(self) -> bool:
        """AWS answered something lately, so what has no address does not lack the network."""
        return self._clock.now() - self._answered <= ALIVE


def _not_asked(trouble: Trouble, what: str) -> Trouble:
    message = f"{what} does not answer and is not asked for a while: {trouble.message}"
    return Trouble(trouble.reason, trouble.code, message[:LONGEST_MESSAGE], trouble.status)
