"""What templates have beside their data: filters that make foreign text harmless and readable, and the charts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import jinja2
from markupsafe import Markup

from scanner.dashboard import charts
from scanner.outputs.grounds import called as person_name
from scanner.outputs.html_text import LONGEST, reference
from scanner.outputs.html_text import markdown as to_markdown
from scanner.outputs.html_text import prose as to_prose
from scanner.outputs.overview import service_of
from scanner.outputs.plain_text import cut, one_line


def furnish(environment: jinja2.Environment) -> jinja2.Environment:
    """Add the filters and `charts` to an environment that escapes by itself; it is given back."""
    environment.filters.update(
        line=line,
        called=called,
        prose=prose,
        markdown=markdown,
        reference=linked,
        number=number,
        percent=percent,
        moment=moment,
        age=age,
        count=count,
        service=service_of,
    )
    environment.globals.update(charts=charts)
    return environment


def line(value: Any, longest: int = LONGEST) -> str:
    """One line of text that others wrote: nothing in it steers or hides; blanks alone are told to be that."""
    text = cut(one_line(str(value)), longest)
    return "(blank)" if text.isspace() else text


def called(resource: str, longest: int = 200) -> str:
    """What a person calls a resource."""
    return line(person_name(resource), longest)


def prose(value: str, longest: int = LONGEST) -> Markup:
    """A sentence: what stands between backticks is code."""
    return Markup(to_prose(line(value, longest), longest))  # noqa: S704  # html_text escapes all that it is given


def markdown(value: str) -> Markup:
    """A policy's own Markdown."""
    return Markup(to_markdown(value))  # noqa: S704  # html_text escapes all that it is given


def linked(value: str) -> Markup:
    """A reference as a link, where it is an address of the web; else as text."""
    return Markup(reference(value))  # noqa: S704  # html_text escapes all that it is given


def number(value: float) -> str:
    """`12,345`."""
    return f"{value:,}"


def percent(part: float, whole: float) -> str:
    """`42 %`, rounded down; a dash of nothing."""
    return f"{int(100 * part // whole)} %" if whole else "–"


def moment(stamp: str, day_only: bool = False) -> str:
    """`2026-01-31 12:00 UTC` of RFC 3339, or its day alone."""
    text = datetime.fromisoformat(stamp)
    return text.strftime("%Y-%m-%d" if day_only else "%Y-%m-%d %H:%M UTC")


def age(days: float | None) -> str:
    """Days in words: `today`, `1 day`, `40 days`, `14 months`; a dash where it is not known."""
    if days is None:
        return "–"
    whole = int(days)
    if whole < 1:
        return "less than a day"
    if whole < 90:
        return "1 day" if whole == 1 else f"{whole} days"
    months = round(whole / 30.44)
    return f"{months} months" if months < 24 else f"{whole / 365.25:.1f} years"


def count(amount: int, one: str, many: str | None = None) -> str:
    """`1 finding`, `12,345 findings`."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"
