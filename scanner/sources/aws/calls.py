"""Calls to AWS: all pages of one operation, or what is there of them and why the rest is not. Nothing that AWS does raises here.

Retries, pace and patience are ours (limits.py), and so is the loop over pages (pages.py). What one request meets is told by faults.py; what
is out of order is left alone for a while (breakers.py).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from scanner.catalog.actions import action_of
from scanner.errors import CredentialsError, UsageError
from scanner.records import dataclass, field
from scanner.sources.aws.answers import UnreadableAnswer
from scanner.sources.aws.breakers import Breakers
from scanner.sources.aws.clients import Clients, Exchange, Keys
from scanner.sources.aws.endpoints import asked_region, endpoint_override, home_region, is_listed
from scanner.sources.aws.faults import (
    BAD_RESPONSE,
    BUDGET,
    CLIENT_ERROR,
    CREDENTIAL_TROUBLE,
    DENIED,
    DENIED_BY_SCP,
    EXPIRED,
    INVALID,
    NO_CREDENTIALS,
    NO_HOST,
    NOT_AVAILABLE,
    THROTTLED,
    TIMEOUT,
    UNREACHABLE,
    Fault,
    Place,
    Trouble,
    scrub,
    trouble_of,
)
from scanner.sources.aws.limits import Bucket, Budget, Clock, Limits, Patience, chance
from scanner.sources.aws.pages import Site, Token, is_cut_off, site_of

__all__ = [
    "Answer",
    "Api",
    "Budget",
    "Counts",
    "Credentials",
    "CredentialsError",
    "Fault",
    "Place",
    "Token",
    "endpoint_override",
]

_IDENTITY: Final = "sts:GetCallerIdentity"
NEW_CREDENTIALS: Final = 1.5
"""Seconds after which credentials that were just made are asked with again: not every region knows them at once."""


class Credentials(Protocol):
    """Who gives the credentials of accounts. Threads share it; it keeps what is still good."""

    def frozen(self, account: str, refresh: bool = False) -> Keys:
        """Access key, secret key and session token of an account; `refresh`: new ones, because AWS says that the last are expired.

        CredentialsError where there are none.
        """


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gave: its pages as plain data (times as RFC 3339 texts, bytes as base64), and why there are not more."""

    pages: tuple[dict[str, Any], ...]
    fault: Fault | None = None
    """None: that is all there is."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was sent so far."""

    calls: int = 0
    """Requests, with retries and each page of a call for itself."""
    retries: int = 0
    throttles: int = 0
    services: Mapping[str, int] = field(default_factory=dict)
    """Requests by botocore's name of the service."""


class Api:
    """The calls of a process. Threads share it; make one, because what it learns of AWS's pace is worth keeping."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        clients: Clients | None = None,
        clock: Clock | None = None,
        patience: Patience | None = None,
        budget: Budget | None = None,
        chance: Callable[[], float] = chance,
    ) -> None:
        """Take who gives credentials; the rest has what is usual. UsageError for endpoints that must not be used (see Clients)."""
        self._credentials = credentials
        self._clients = clients or Clients()
        self._clock = clock or Clock()
        self._patience = patience or Patience()
        self._budget = budget or Budget()
        self._chance = chance
        self._started = self._clock.now()
        self._limits = Limits(self._clock)
        self._breakers = Breakers(self._clock)
        self._sites: dict[tuple[str, Token | None], Site | Trouble] = {}
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}
        self._sent: Counter[str] = Counter()
        self._of_account: Counter[str] = Counter()
        self._retries = 0
        self._throttles = 0

    @property
    def counts(self) -> Counts:
        """What was sent so far."""
        with self._lock:
            return Counts(sum(self._sent.values()), self._retries, self._throttles, dict(self._sent))

    @property
    def layout(self) -> str:
        """How clients are kept: "shared" by all accounts, or "by-account" where botocore does not let them."""
        return self._clients.layout

    def stop(self) -> None:
        """Let all calls under way, and all to come, end with a fault (reason "budget") as soon as they can."""
        self._clock.stop()

    def call(
        self,
        place: Place,
        call: str,
        arguments: Mapping[str, Any],
        page: Mapping[str, Any] | None = None,
        token: Token | None = None,
    ) -> Answer:
        """All pages of a call ("ecs:ListServices": botocore's service, AWS's operation).

        `page` holds further arguments (the page's size); `token` is for operations that botocore does not know to page. A fault leaves the
        pages before it. Never raises for what AWS, the network or credentials do.
        """
        site = self._site(call, token)
        if isinstance(site, Trouble):
            return Answer((), self._fault(site, place, action_of(call), 0))
        asked = {**arguments, **(page or {})}
        pages: list[dict[str, Any]] = []
        seen: set[str] = set()
        while True:
            found = self._request(site, place, asked)
            if isinstance(found, Fault):
                return Answer(tuple(pages), found)
            pages.append(found)
            following = site.pager.following(found)
            if not following:
                if is_cut_off(found) and not site.pager.writes:
                    return Answer(tuple(pages), self._fault(_CUT_OFF, place, site.action))
                return Answer(tuple(pages))
            named = repr(sorted(following.items()))
            if named in seen:
                return Answer(tuple(pages), self._fault(_REPEATED, place, site.action))
            seen.add(named)
            asked = {name: value for name, value in asked.items() if name not in site.pager.writes} | following

    # ------------------------------------------------------------ one request, with its retries

    def _request(self, site: Site, place: Place, asked: Mapping[str, Any]) -> dict[str, Any] | Fault:
        try:
            region = asked_region(place, site.service, self._clients.session)
        except UsageError as error:
            return self._fault(Trouble(NOT_AVAILABLE, "UnknownPartition", error.message), place, site.action, 0)
        bucket = self._limits.bucket(place.account, region, site.service)
        expired: Keys | None = None
        tried = sent = 0
        while True:
            reserved = self._pause(bucket, place.account, region, site.service)
            if isinstance(reserved, Trouble):
                return self._fault(reserved, place, site.action, sent)
            keys, found = self._sent_once(site, place, region, asked, expired)
            tried, sent = tried + 1, sent + (keys is not None)
            if isinstance(found, dict):
                return found
            if found.reason == THROTTLED:
                bucket.throttled(reserved)
            final = self._judged(found, site, place, region, tried)
            if found.reason == EXPIRED and keys is not None and expired is None:
                expired = keys  # once more, with others
            elif final.reason != found.reason or tried >= self._patience.attempts(final.reason):
                if found.reason == EXPIRED and expired is not None:
                    self._breakers.refuse_account(place.account, final)
                return self._fault(final, place, site.action, sent)
            else:
                self._wait(tried, found)
            with self._lock:
                self._retries += 1
                self._throttles += found.reason == THROTTLED

    def _sent_once(
        self, site: Site, place: Place, region: str, asked: Mapping[str, Any], expired: Keys | None
    ) -> tuple[Keys | None, dict[str, Any] | Trouble]:
        """The keys that were used, and the answer or what was met. `expired`: keys that AWS has just called expired."""
        try:
            keys = self._credentials.frozen(place.account)
            if keys == expired:
                keys = self._credentials.frozen(place.account, refresh=True)
        except CredentialsError as error:
            return None, Trouble(error.reason, NO_CREDENTIALS, scrub(error.message))
        with self._lock:
            self._sent[site.service] += 1
            self._of_account[place.account] += 1
        found = self._exchanged(site, place, region, asked, keys)
        if isinstance(found, dict):
            self._breakers.answered(place.account, region, site.service, taken=True)
        elif found.status is not None or found.reason == BAD_RESPONSE:
            taken = found.reason in (DENIED, DENIED_BY_SCP, CLIENT_ERROR)
            self._breakers.answered(place.account, region, site.service, taken=taken)
        return keys, found

    def _exchanged(self, site: Site, place: Place, region: str, asked: Mapping[str, Any], keys: Keys) -> dict[str, Any] | Trouble:
        from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError  # type: ignore[import-untyped]  # botocore has no types
        from botocore.parsers import ResponseParserError  # type: ignore[import-untyped]  # botocore has no types

        exchange = Exchange(keys)
        try:
            return self._clients.ask(site, region, place.account, asked, exchange)
        except UnreadableAnswer as error:
            return Trouble(BAD_RESPONSE, "UnreadableAnswer", scrub(str(error)), error.status)
        except (ClientError, BotoCoreError, HTTPClientError, ResponseParserError, OSError) as error:
            return trouble_of(error, answered=exchange.answered)
        except (LookupError, ValueError, TypeError, AttributeError, RuntimeError, SyntaxError) as error:
            # what botocore's parsers raise for odd answers (ElementTree's ParseError is a SyntaxError)
            return trouble_of(error, answered=exchange.answered)
        except UsageError as error:
            return Trouble(UNREACHABLE, "OpenEndpoint", error.message)

    def _judged(self, found: Trouble, site: Site, place: Place, region: str, tried: int) -> Trouble:
        """What a trouble turns out to be, with what is known of the account, the region and the network."""
        if found.reason in (TIMEOUT, UNREACHABLE):
            if found.code == NO_HOST and self._is_not_offered(site.service, place):
                return self._breakers.refuse_service(site.service, region, found.message)
            self._breakers.failed(region, site.service, found)
        elif found.code in CREDENTIAL_TROUBLE and site.action != _IDENTITY and tried >= self._patience.attempts(INVALID):
            known = self._breakers.has_worked(place.account, region)
            return found if known else self._refused(found, site, place, region)
        return found

    def _refused(self, found: Trouble, site: Site, place: Place, region: str) -> Trouble:
        """Credentials that a region does not take: are they taken anywhere? Asked once, however many threads want to know."""
        with self._lock:
            lock = self._asking.setdefault(place.account, threading.Lock())
        with lock:
            known = self._breakers.blocked(place.account, region, site.service)
            if known is not None:
                return known
            checked = self.call(Place(place.account, "global", place.partition), _IDENTITY, {})
            if checked.fault is None and region != home_region(place.partition, self._clients.session):
                return self._breakers.refuse_region(place.account, region, found)
            if checked.fault is not None and checked.fault.reason in (INVALID, EXPIRED):
                self._breakers.refuse_account(place.account, found)
        return found

    def _is_not_offered(self, service: str, place: Place) -> bool:
        """A host without an address, of a service that botocore does not list in the region, while the network works."""
        is_ours = not self._clients.is_overridden(service)
        return is_ours and self._breakers.is_alive() and not is_listed(service, place, self._clients.session)

    # ------------------------------------------------------------ pace and patience

    def _pause(self, bucket: Bucket, account: str, region: str, service: str) -> float | Trouble:
        """Wait until a request may be sent: when its place in the bucket was reserved, or what stands against sending it."""
        while True:
            stopped = self._breakers.blocked(account, region, service) or self._spent(account)
            if stopped is not None:
                return stopped
            reserved = self._clock.now()
            wait = bucket.reserve()
            if self._budget.seconds is not None and reserved + wait - self._started > self._budget.seconds:
                bucket.give_back()
                return Trouble(BUDGET, "Seconds", f"the {self._budget.seconds:g} seconds that the collection may take are used up")
            if not wait:
                return reserved
            self._clock.sleep(wait)
            if bucket.holds(reserved) and not self._clock.is_stopped:
                return reserved

    def _spent(self, account: str) -> Trouble | None:
        if self._clock.is_stopped:
            return Trouble(BUDGET, "Stopped", "the collection was stopped")
        if self._budget.calls is not None and self._of_account[account] >= self._budget.calls:
            return Trouble(BUDGET, "Calls", f"the {self._budget.calls} calls that this account may take are used up")
        return None

    def _wait(self, attempt: int, found: Trouble) -> None:
        least = NEW_CREDENTIALS if found.reason == INVALID else found.wait
        self._clock.sleep(max(least, self._patience.wait(attempt, self._chance())))

    # ------------------------------------------------------------ sites and faults

    def _site(self, call: str, token: Token | None) -> Site | Trouble:
        found = self._sites.get((call, token))
        if found is None:
            with self._loading:
                found = self._sites[call, token] = site_of(self._clients.session, call, token)
        return found

    def _fault(self, trouble: Trouble, place: Place, action: str, attempts: int = 1) -> Fault:
        return Fault(
            trouble.reason,
            trouble.code,
            trouble.message,
            action,
            place.account,
            place.region,
            self._clock.utc(),
            trouble.status,
            attempts,
        )


_CUT_OFF: Final = Trouble(BAD_RESPONSE, "Truncated", "the answer says that there is more, and not how to ask for it", 200)
_REPEATED: Final = Trouble(BAD_RESPONSE, "RepeatedToken", "the same next page was named twice", 200)
