"""The pages as files: which of them are written, what they are called, and how they link to each other."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from scanner.dashboard.links import pairs
from scanner.dashboard.view import View
from scanner.patterns import regex
from scanner.records import dataclass

ASSETS: Final = "assets"
"""The folder of style sheet and script."""
LONGEST: Final = 60
"""Characters of what a name tells of its page."""
FEW: Final = 6
"""Choices of a parameter of which each gets a page."""
_PLAIN = regex(r"[a-z0-9][a-z0-9_-]*")
_FOREIGN = regex(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is written."""

    view: View
    path: Mapping[str, str]
    """Its path's parameters."""
    query: Mapping[str, str]
    """One choice at most: each tab of a page is a file."""

    @property
    def file(self) -> str:
        """Its path in the folder."""
        if self.view.download:
            return self.view.path.strip("/").replace("/", "-")
        if self.view.path == "/" and not self.query:
            return "index.html"
        tab = "".join(f".{name_of(value)}" for value in self.query.values())
        if not self.path:
            return f"{self.view.name}{tab}.html"
        return f"{self.view.name}/{'/'.join(map(name_of, self.path.values()))}{tab}.html"


def name_of(text: str) -> str:
    """What a file is called: the text where it is plain, else what is plain in it and its digest; no two texts give one name.

    Names do not differ in case alone: some file systems do not tell those apart.
    """
    if len(text) <= 64 and _PLAIN.fullmatch(text):
        return text
    told = _FOREIGN.sub("-", text.lower()).strip("-")[-LONGEST:].strip("-")
    return f"{told}.{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def tabs(view: View) -> Iterable[Mapping[str, str]]:
    """The queries of which a view has a page each: none, and each choice of a parameter that has few."""
    yield {}
    if view.slots or view.download:
        return
    for one in view.parameters:
        if one.kind == "choice" and not one.many and len(one.choices) <= FEW:
            yield from ({one.name: choice} for choice in one.choices if choice != one.default)


class FileLinks:
    """Relative links from the page that is being written to those that are."""

    static = True

    def __init__(self, views: Sequence[View], pages: Iterable[Page]) -> None:
        """`pages`: all that are written."""
        self._views = {view.name: view for view in views}
        self._files = {_key(page.view.name, page.path, page.query): page.file for page in pages}
        self.here = "index.html"
        """The file that is being written."""

    def url(self, name: str, /, **parameters: Any) -> str | None:
        """The relative address of a page; None where it is not written."""
        view = self._views[name]
        path = {slot: str(parameters[slot]) for slot in view.slots}
        defaults = {one.name: one.default for one in view.parameters if one.default is not None}
        told = pairs({each: value for each, value in parameters.items() if each not in view.slots})
        query = {each: value for each, value in told if defaults.get(each) != value}
        file = self._files.get(_key(name, path, query)) if len(query) <= 1 else None
        return None if file is None else self.to(file)

    def api(self, name: str, /, **_: Any) -> str | None:
        """None: files answer no programs."""
        return None

    def asset(self, name: str) -> str:
        """The relative address of a style sheet or script."""
        return self.to(f"{ASSETS}/{name}")

    def action(self, path: str) -> str | None:
        """None: nothing can be done with files."""
        return None

    def to(self, file: str) -> str:
        """The relative address of a file."""
        return quote(posixpath.relpath(file, posixpath.dirname(self.here) or "."), safe="/._-")


def _key(
    name: str, path: Mapping[str, str], query: Mapping[str, str]
) -> tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    return name, tuple(sorted(path.items())), tuple(sorted(query.items()))
