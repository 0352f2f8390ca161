"""A value that stands in an address is the same value when it is read again."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.routing import compile_path

from scanner.dashboard.links import Links, address, segment, text_of
from scanner.dashboard.server import Serving
from scanner.dashboard.view import View
from tests.dashboard.shell import VIEWS, browsing, empty_history

THING = next(view for view in VIEWS if view.name == "thing")
PART = next(view for view in VIEWS if view.name == "part")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("./~%#?&+ \\:é\n\0", max_size=12)


def read(view: View, link: str) -> dict[str, str]:
    """What Starlette's router finds in a path, decoded as uvicorn does it."""
    from urllib.parse import unquote

    match = compile_path(view.path)[0].match(unquote(urlsplit(link).path))
    assert match is not None
    return {name: text_of(text) for name, text in match.groupdict().items()}


@given(TEXTS)
@example("..")
@example("../../etc/passwd")
@example("")
@example("~")
@example("a//b/")
@example("~7E")
def test_a_name_with_slashes_is_read_as_it_was_written(name: str):
    assert read(THING, address(THING, {"name": name})) == {"name": name}


@given(TEXTS, TEXTS)
def test_two_values_side_by_side_do_not_run_together(name: str, part: str):
    assert read(PART, address(PART, {"name": name, "part": part})) == {"name": name, "part": part}


@given(TEXTS)
def test_no_browser_or_proxy_folds_a_path(name: str):
    """Nothing is left of `.`, `..`, empty segments, backslashes and what ends a path."""
    link = address(THING, {"name": name})

    assert re.fullmatch(r"/things(/[A-Za-z0-9~:@!$'()*,=_.%-]+)+", link)
    assert not {".", "..", ""} & set(link.split("/")[1:])
    assert str(httpx.URL("http://h").join(link).raw_path, "ascii") == link


def test_what_is_not_given_is_not_in_the_query():
    links = Links(VIEWS, "/below")

    assert links.url("list", status=("open", "fixed"), since=None, by="", cursor="a b") == "/below/list?status=open&status=fixed&cursor=a+b"
    assert links.url("overview") == "/below/"
    assert links.api("thing", name="..") == "/below/api/v1/things/~2E~2E"


def test_a_page_that_is_not_there_is_a_mistake_of_the_template():
    with pytest.raises(KeyError):
        Links(VIEWS).url("lists")


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b"])
def test_dots_alone_are_written_out(text: str):
    assert segment(text) == {"": "~", ".": "~2E", "..": "~2E~2E"}.get(text, text)


def test_a_name_survives_the_whole_way(tmp_path):
    """Through httpx, uvicorn and Starlette."""
    name = "../stack.yaml//Röle?x=%2F#~\\:arn"
    with browsing(Serving(empty_history(tmp_path))) as client:
        answer = client.get(f"/api/v1{address(THING, {'name': name})}")

        assert answer.json()["told"] == {"name": name}
