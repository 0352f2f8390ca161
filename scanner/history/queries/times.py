"""Times and severities as pages and answers tell them: RFC 3339 in UTC, and words."""

from __future__ import annotations

import datetime
from typing import Final, overload

from scanner.report import Severity

DAY: Final = 86_400
"""Seconds of a day."""


@overload
def stamp(seconds: int) -> str: ...
@overload
def stamp(seconds: None) -> None: ...
@overload
def stamp(seconds: int | None) -> str | None: ...
def stamp(seconds: int | None) -> str | None:
    """`2027-01-31T08:15:00Z` of whole seconds since 1970; None of None."""
    return None if seconds is None else f"{datetime.datetime.fromtimestamp(seconds, datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


@overload
def day(seconds: int) -> str: ...
@overload
def day(seconds: None) -> None: ...
@overload
def day(seconds: int | None) -> str | None: ...
def day(seconds: int | None) -> str | None:
    """`2027-01-31`, the day in UTC, of whole seconds since 1970; None of None."""
    return None if seconds is None else stamp(seconds)[:10]


def begins(text: str) -> int:
    """The first second of a day that is written `2027-01-31`. ValueError where there is no such day."""
    return int(datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).timestamp())


SEVERITIES: Final = tuple(str(each) for each in Severity)
"""By rank."""


def severity(rank: int) -> str:
    """`critical` of 0 to `info` of 4."""
    return SEVERITIES[rank]


def rank(word: str) -> int:
    """0 of `critical` to 4 of `info`."""
    return SEVERITIES.index(word)
