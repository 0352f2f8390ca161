"""What a page is asked for, and the answer that there is no such thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from scanner.errors import ScannerError


class NotFound(ScannerError):
    """What was asked for is not in the history; the message says what, and where to look instead."""


class Asked(Protocol):
    """The validated parameters of a page, from its path and its query. Those that may be given more than once are tuples."""

    @property
    def now(self) -> int:
        """Seconds since 1970: ages and "days ago" count up to here."""

    @property
    def page_size(self) -> int:
        """Rows of a page."""

    @property
    def given(self) -> Mapping[str, Any]:
        """What stands in the query, as texts, and tuples of texts for those that may be given more than once."""

    def __getitem__(self, name: str, /) -> Any:
        """A parameter: its default, None or an empty tuple where it was not given."""
