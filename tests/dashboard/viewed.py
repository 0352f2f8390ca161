"""What a view gives of a history: its data, and its page; each page as a reader gets it from the application."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from scanner.dashboard import parameters
from scanner.dashboard.links import Links
from scanner.dashboard.render import Renderer
from scanner.dashboard.view import View, data_of, found
from scanner.dashboard.views import VIEWS
from scanner.history import store
from scanner.history.queries import times

BY_NAME: Mapping[str, View] = {view.name: view for view in VIEWS}
ASSETS = dict.fromkeys(("plimsoll.css", "plimsoll.js", "htmx.min.js", "icon.svg"), "0")


@contextmanager
def opened(place: str) -> Iterator[sa.Connection]:
    """A connection that reads a history."""
    engine = store.for_reading(place)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def asked(name: str, /, now: Any = None, **given: Any) -> parameters.Asked:
    """The validated parameters of a view; texts, numbers and lists of texts."""
    view = BY_NAME[name]
    path = {slot: str(given[slot]) for slot in view.slots}
    query = [
        (key, str(one))
        for key, value in given.items()
        if key not in path and value is not None
        for one in (value if isinstance(value, (list, tuple)) else [value])
    ]
    return parameters.read(view.asks, path, query, int(time.time() if now is None else now))


def data(place: str, name: str, /, now: Any = None, **given: Any) -> Any:
    """The data of a view."""
    with opened(place) as connection:
        return data_of(BY_NAME[name])(connection, asked(name, now, **given))


def keys(place: str, name: str) -> list[dict[str, str]]:
    """The path parameters of all pages of a view."""
    view = BY_NAME[name]
    assert view.keys is not None
    with opened(place) as connection:
        return list(found(view.keys)(connection))


def page(place: str, name: str, /, now: Any = None, static: Any = False, **given: Any) -> str:
    """The page of a view, with the links of a server; `static`: as those are written that are files."""
    view = BY_NAME[name]
    wanted = asked(name, now, **given)
    with opened(place) as connection:
        told = data_of(view)(connection, wanted)
    shown = {"view": view, "asked": wanted, "person": None, "now": times.stamp(wanted.now)}
    links = Links(VIEWS, "", ASSETS)
    links.static = bool(static)
    files = {"policy_of_content": "default-src 'none'", "note": "As files."} if static else {}
    return Renderer(links, VIEWS).page(view.template, **{**shown, **files, **told})
