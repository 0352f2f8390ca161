"""`plimsoll report --html`: the pages as files that need no server, from a history or from reports."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import jinja2
import sqlalchemy as sa

from scanner.dashboard import assets, folder, parameters, views
from scanner.dashboard.files import ASSETS, FileLinks, Page, tabs
from scanner.dashboard.render import Renderer
from scanner.dashboard.security import POLICY
from scanner.dashboard.view import View, data_of, found
from scanner.history import store
from scanner.history.queries import times
from scanner.records import dataclass, field

MOST: Final = 2000
"""Pages, unless another number is asked for."""
LEFT_OUT: Final = (
    "As files there are {pages} pages. {cut}Filters and the further pages of long lists need plimsoll serve; the downloads hold everything."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    pages: int
    cut: tuple[str, ...] = field(default_factory=tuple)
    """The titles of views of which not all pages are there: "Finding"."""

    def sentence(self) -> str:
        """For a person; stands on the pages, too."""
        what = " and ".join(each.lower() for each in self.cut)
        return LEFT_OUT.format(pages=self.pages, cut=f"Not every {what} has one: those that tell most are there. " if what else "")


def write(
    place: str,
    target: Path,
    most: int = MOST,
    shown: Sequence[View] = views.VIEWS,
    loader: jinja2.BaseLoader | None = None,
    now: float | None = None,
) -> Written:
    """Write the pages of a history into a folder. UsageError where it holds other things, or there is no history."""
    engine = store.for_reading(place)
    try:
        with folder.replaced(target) as part, store.reading(engine) as connection:
            return _write(connection, part, most, [view for view in shown if view.role == "viewer"], loader, int(now or time.time()))
    finally:
        engine.dispose()


@contextlib.contextmanager
def history_of(reports: Iterable[Path]) -> Iterator[str]:
    """The place of a history that holds some reports for a while, added in the order in which they were made.

    UsageError where one cannot be added.
    """
    from scanner.history import add, reading

    dated: list[tuple[str, str]] = []
    for report in reports:
        with reading.opened(str(report)) as lines:
            dated.append((lines.frame.report.header.started, str(report)))
    with tempfile.TemporaryDirectory(prefix="plimsoll-") as name:
        place = str(Path(name) / "history.db")
        engine = store.for_writing(place)
        try:
            for _, file in sorted(dated):
                add.add_file(engine, file)
        finally:
            engine.dispose()
        yield place


def _write(connection: sa.Connection, part: Path, most: int, shown: Sequence[View], loader: jinja2.BaseLoader | None, now: int) -> Written:
    pages, cut = chosen(connection, shown, most)
    links = FileLinks(shown, pages)
    renderer = Renderer(links, shown, loader)
    written = Written(sum(not page.view.download for page in pages), cut)
    common = {"person": None, "now": times.stamp(now), "policy_of_content": POLICY_OF_FILES, "note": written.sentence()}
    for page in pages:
        links.here = page.file
        file = part / page.file
        file.parent.mkdir(parents=True, exist_ok=True)
        asked = parameters.read(page.view.asks, page.path, page.query.items(), now)
        made = data_of(page.view)(connection, asked)
        with file.open("w", encoding="utf-8", errors="replace", newline="") as out:
            if page.view.download:
                out.writelines(made.parts)
            else:
                out.write(renderer.page(page.view.template, view=page.view, asked=asked, **common, **made))
    for asset in assets.read().values():
        copy = part / ASSETS / asset.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(asset.body)
    return written


POLICY_OF_FILES: Final = "; ".join(each for each in POLICY.split("; ") if not each.startswith("frame-ancestors"))
"""What a `meta` element may say; a browser ignores `frame-ancestors` there."""


def chosen(connection: sa.Connection, shown: Sequence[View], most: int) -> tuple[list[Page], tuple[str, ...]]:
    """The pages that are written: all that stand alone, then of each view with keys the most telling, in turn, up to `most`; and
    the titles of the views that have more.
    """
    pages = [Page(view, {}, query) for view in shown if not view.slots for query in tabs(view)]
    waiting = {view.name: (view, iter(_keys(connection, view))) for view in shown if view.slots and view.keys}
    left = most - sum(not page.view.download for page in pages)
    while waiting and left > 0:
        for name, (view, keys) in list(waiting.items()):
            key = next(keys, None)
            if key is None:
                del waiting[name]
                continue
            pages.append(Page(view, key, {}))
            left -= 1
            if left <= 0:
                break
    cut = tuple(view.title for view, keys in waiting.values() if next(keys, None) is not None)
    return pages, cut


def _keys(connection: sa.Connection, view: View) -> Iterable[Mapping[str, str]]:
    """The keys of a view, each once, as texts."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    every: Iterable[Mapping[str, Any]] = found(str(view.keys))(connection)
    for each in every:
        key = {name: str(each[name]) for name in view.slots}
        once = tuple(key.items())
        if once not in seen:
            seen.add(once)
            yield key
