"""The application: every line of VIEWS as a page and as an answer of the API, and what stands around them."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import jinja2
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from scanner.dashboard import answers, api, assets, metrics, outside, parameters, views
from scanner.dashboard.answers import API, Problem
from scanner.dashboard.links import Links, text_of
from scanner.dashboard.reading import Reading
from scanner.dashboard.render import Renderer
from scanner.dashboard.security import HEALTH
from scanner.dashboard.view import Asked, NotFound, View, WrongParameter, data_of
from scanner.history import schema
from scanner.history.queries import times
from scanner.records import dataclass, field

DOWNLOADS: Final = 3
"""At a time: each holds a connection."""
Endpoint = Callable[[Request], Response]
BUSY: Final = (sa.exc.OperationalError, sa.exc.TimeoutError, sa.exc.InterfaceError)
"""What passes: a database that is locked, away or slow."""
MISTAKES: Final = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_READONLY)
"""Statements that are wrong, which SQLite counts among troubles of the hour."""
log = logging.getLogger("plimsoll.dashboard")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an application is made from."""

    reading: Reading
    views: Sequence[View] = views.VIEWS
    prefix: str = ""
    """The path below which a proxy shows it."""
    loader: jinja2.BaseLoader | None = None
    """Where templates are looked for before our own."""
    middleware: tuple[Middleware, ...] = ()
    """Between the guard and the pages: who asks, and how often."""
    routes: tuple[Route, ...] = ()
    """Beside the pages: signing in."""
    clock: Callable[[], float] = field(default=time.time)


class Pages:
    """The endpoints. They run in threads: a page is a few queries and a template."""

    def __init__(self, settings: Settings) -> None:
        """Make the renderer and read the assets."""
        self.settings = settings
        self.assets = assets.read()
        links = Links(settings.views, settings.prefix, {one.name: one.digest for one in self.assets.values()})
        self.renderer = Renderer(links, settings.views, settings.loader)
        self.counted = metrics.Counted()
        self.downloads = threading.BoundedSemaphore(DOWNLOADS)

    def asked(self, view: View, request: Request) -> Asked:
        """The validated parameters of a request; HTTPException where the person may not see the view."""
        if view.role == "editor" and request.scope["person"].role != "editor":
            raise HTTPException(403, "this page is for editors; the operator names them with --editor")
        request.scope["view"] = view.name
        path = {name: text_of(str(value)) for name, value in request.path_params.items()}
        return parameters.read(view.asks, path, request.query_params.multi_items(), int(self.settings.clock()))

    def page(self, view: View) -> Endpoint:
        """A view as HTML."""

        def endpoint(request: Request) -> Response:
            asked = self.asked(view, request)
            with self.settings.reading.connection() as connection:
                data = data_of(view)(connection, asked)
            return answers.tagged(request, self.rendered(request, view, asked, view.template, data), answers.HTML)

        return endpoint

    def answer(self, view: View) -> Endpoint:
        """A view as JSON."""

        def endpoint(request: Request) -> Response:
            asked = self.asked(view, request)
            with self.settings.reading.connection() as connection:
                data = data_of(view)(connection, asked)
            return answers.as_json(request, data)

        return endpoint

    def file(self, view: View) -> Endpoint:
        """A view as a download."""
        reading = self.settings.reading

        def endpoint(request: Request) -> Response:
            asked = self.asked(view, request)
            if not self.downloads.acquire(blocking=False):
                raise HTTPException(503, "too many downloads run at once; try again in a moment", {"Retry-After": "5"})
            with contextlib.ExitStack() as stack:
                stack.callback(self.downloads.release)
                connection = stack.enter_context(reading.connection())
                made = data_of(view)(connection, asked)
                return answers.Sent(made.name, view.media, made.parts, stack.pop_all().close, lambda: reading.renew(connection))

        return endpoint

    def asset(self, request: Request) -> Response:
        """A file that pages refer to, by the digest of its content."""
        found = self.assets.get(request.path_params["name"])
        if found is None or found.digest != request.path_params["digest"]:
            raise HTTPException(404, "there is no such file; load the page again")
        return Response(found.body, headers={"Cache-Control": "private, max-age=31536000, immutable"}, media_type=found.media)

    def health(self, request: Request) -> Response:
        """Whether the history answers; tells nothing of it."""
        with self.settings.reading.connection() as connection:
            connection.execute(sa.select(schema.project.c.id).limit(1)).all()
        return answers.as_json(request, {"status": "ok"})

    def metrics(self, request: Request) -> Response:
        """For Prometheus."""
        request.scope["view"] = "metrics"
        with self.settings.reading.connection() as connection:
            text = metrics.text(connection, self.counted)
        return Response(text, media_type=metrics.MEDIA)

    def document(self, request: Request) -> Response:
        """The document of the API."""
        return answers.as_json(request, api.document(self.settings.views, self.settings.prefix))

    def rendered(self, request: Request, view: View, asked: Mapping[str, Any], template: str, data: Mapping[str, Any]) -> str:
        """A template with the data of a view, and what every page has."""
        now = times.stamp(int(self.settings.clock()))
        return self.renderer.page(template, **{"view": view, "asked": asked, "person": request.scope.get("person"), "now": now, **data})

    def told(self, request: Request, problem: Problem) -> Response:
        """A problem: to programs as JSON, to people as a page."""
        if answers.wants_json(request) or request.scope.get("person") is None:
            return outside.problem(request, problem)
        view = View("problem", "/", problem.title, "problem.html", "", problem.detail)
        text = self.rendered(request, view, Asked({}, int(self.settings.clock())), "problem.html", {"problem": problem})
        return HTMLResponse(text, problem.status, dict(problem.headers or {}))

    async def failed(self, request: Request, error: Exception) -> Response:
        """What a person is told of an error; what the operator is told stands in the log."""
        if isinstance(error, sa.exc.OperationalError) and getattr(error.orig, "sqlite_errorcode", None) in MISTAKES:
            raise error
        return self.told(request, problem_of(error))

    async def broken(self, request: Request, error: Exception) -> Response:
        """What a person is told of a mistake of ours; Starlette raises it again for the log, and uvicorn then ends the connection."""
        headers = {"Connection": "close"}
        return self.told(request, Problem(500, "the server's log says why; its operator can read it", headers=headers))


def problem_of(error: Exception) -> Problem:
    """What an error means to who asked."""
    if isinstance(error, HTTPException):
        if error.status_code == 404 and error.detail == "Not Found":
            return Problem(404, "there is no page at this address; the menu leads to all of them")
        if error.status_code == 405:
            return Problem(405, "pages are read; nothing here takes anything else", headers=error.headers)
        return Problem(error.status_code, error.detail, headers=error.headers)
    if isinstance(error, WrongParameter):
        return answers.wrong(error)
    if isinstance(error, NotFound):
        return Problem(404, error.message)
    if isinstance(error, sa.exc.DataError):
        log.warning("a page was not answered: %s", str(error.orig).partition("\n")[0])
        return Problem(400, "a parameter holds what the history cannot look for; take it out")
    if isinstance(error, BUSY):
        log.warning("a page was not answered: %s", str(error).partition("\n")[0])
        text = "the history is busy, cannot be reached, or needs too long for this; ask for less, or try again in a moment"
        return Problem(503, text, headers={"Retry-After": "5"})
    raise error


def create(settings: Settings) -> Starlette:
    """The application, without its guard."""
    pages = Pages(settings)
    routes = [
        Route(HEALTH, pages.health, name="health"),
        Route(metrics.PATH, pages.metrics, name="metrics"),
        Route(api.DOCUMENT, pages.document, name="document"),
        Route("/static/{digest}/{name:path}", pages.asset, name="asset"),
    ]
    for view in settings.views:
        if view.download:
            routes += [
                Route(view.path, pages.file(view), name=view.name),
                Route(API + view.path, pages.file(view), name=f"api:{view.name}"),
            ]
        else:
            routes += [
                Route(view.path, pages.page(view), name=view.name),
                Route(API + view.path, pages.answer(view), name=f"api:{view.name}"),
            ]
    handlers: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = dict.fromkeys(
        (HTTPException, WrongParameter, NotFound, *BUSY, sa.exc.DataError), pages.failed
    )
    handlers[500] = pages.broken
    made = Starlette(
        routes=[*settings.routes, *routes],
        middleware=[
            Middleware(metrics.Counting, counted=pages.counted),
            Middleware(GZipMiddleware, minimum_size=500, compresslevel=6),
            *settings.middleware,
        ],
        exception_handlers=handlers,
    )
    made.router.redirect_slashes = False
    return made
