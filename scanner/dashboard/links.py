"""Addresses: how the parameters of a view stand in its path and query, and back.

A value stands in a path segment by segment, percent-encoded as UTF-8. What browsers and proxies would fold (`.`, `..`, nothing), a slash
inside one segment and what steers are written with `~` and two hexadecimal digits first: `~2E~2E`; an empty segment is `~`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from scanner.dashboard.view import View
from scanner.patterns import regex

_HELD = regex(r"[~/\x00-\x1f]")
_TOLD = regex(r"~([0-9A-F]{2})?")


def segment(text: str) -> str:
    """A text as one segment of a path."""
    if text in ("", ".", ".."):
        return "~2E" * len(text) or "~"
    return quote(_HELD.sub(lambda held: f"~{ord(held[0]):02X}", text), safe="~:@!$'()*,=")


def text_of(path: str) -> str:
    """The text of one or several segments, already percent-decoded, as Starlette hands them on."""
    return _TOLD.sub(lambda told: chr(int(told[1], 16)) if told[1] else "", path)


def address(view: View, parameters: Mapping[str, Any]) -> str:
    """The path and query of a view; KeyError where a parameter of its path is missing."""
    path = view.path
    for name, slashes in view.slots.items():
        value = str(parameters[name])
        if slashes:
            path = path.replace("{" + name + ":path}", "/".join(map(segment, value.split("/"))))
        else:
            path = path.replace("{" + name + "}", segment(value))
    query = pairs({name: value for name, value in parameters.items() if name not in view.slots})
    return f"{path}?{urlencode(query)}" if query else path


def pairs(parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands in a query: a list gives its name several times; None and empty texts are left out."""
    found: list[tuple[str, str]] = []
    for name, value in parameters.items():
        values: Iterable[Any] = value if isinstance(value, (tuple, list)) else (value,)
        found.extend((name, str(each)) for each in values if each is not None and each != "")
    return found


class Linking(Protocol):
    """What templates link with: addresses of a server, or relative ones of files."""

    @property
    def static(self) -> bool:
        """Whether the pages are files."""

    def url(self, name: str, /, **parameters: Any) -> str | None:
        """The address of a view; None where there is no such page. KeyError for a view that is not there."""

    def api(self, name: str, /, **parameters: Any) -> str | None:
        """The address of a view's data as JSON; None in files."""

    def asset(self, name: str) -> str:
        """The address of a file of `static/`. KeyError where it is not there."""

    def action(self, path: str) -> str | None:
        """The address of what is no view: `/logout`; None in files."""


class Links:
    """The addresses of a running server."""

    static = False

    def __init__(self, views: Iterable[View], prefix: str = "", assets: Mapping[str, str] | None = None) -> None:
        """`prefix`: the path below which the server is seen; `assets`: by name, the digest of its content."""
        self._views = {view.name: view for view in views}
        self._prefix = prefix
        self._assets = assets or {}

    def url(self, name: str, /, **parameters: Any) -> str | None:
        """The address of a view; None where there is no such page. KeyError for a view that is not there."""
        return self._prefix + address(self._views[name], parameters)

    def api(self, name: str, /, **parameters: Any) -> str | None:
        """The address of a view's data as JSON; None in pages that are files."""
        return f"{self._prefix}/api/v1{address(self._views[name], parameters)}"

    def asset(self, name: str) -> str:
        """The address of a file of `static/`. KeyError where it is not there."""
        return f"{self._prefix}/static/{self._assets[name]}/{name}"

    def action(self, path: str) -> str | None:
        """The address of what is no view: `/logout`."""
        return self._prefix + path
