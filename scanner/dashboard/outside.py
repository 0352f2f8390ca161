"""Pages for who is not signed in: whole without a style sheet, as those are behind the door, too."""

from __future__ import annotations

import html

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from scanner.dashboard import answers

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Plimsoll</title></head>
<body><main><h1>{title}</h1><p>{text}</p>{more}</main></body>
</html>
"""


def page(title: str, text: str, status: int = 200, more: str = "") -> Response:
    """A page; `more` is markup of ours."""
    return HTMLResponse(PAGE.format(title=html.escape(title), text=html.escape(text), more=more), status)


def problem(request: Request, told: answers.Problem) -> Response:
    """A problem: to programs as JSON, to people as a page."""
    if answers.wants_json(request):
        return answers.as_json(request, told.to_json(), told.status, answers.PROBLEM, told.headers)
    response = page(told.title, told.detail, told.status)
    response.headers.update(told.headers or {})
    return response


def signed_out(prefix: str) -> Response:
    """What is told after signing out."""
    again = f'<p><a href="{html.escape(prefix)}/login">Sign in again</a></p>'
    return page("You are signed out", "The issuer may still know you in this browser.", more=again)
