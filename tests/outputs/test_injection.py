"""What an attacker may name in a template is inert in every format: no command, no link, no element, no formula, no line of its own."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from scanner.outputs import FORMATS
from tests.outputs.everything import NASTY, nasty
from tests.outputs.regenerate import render

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
TEXTS = {name: render(name, nasty()) for name in FORMATS}


@pytest.mark.parametrize("name", FORMATS)
def test_no_character_steers_a_terminal_or_breaks_the_encoding(name: str):
    assert not STEERING.search(TEXTS[name])
    assert TEXTS[name].encode("utf-8")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"github"}))
def test_no_line_is_a_command_of_a_runner(name: str):
    """GitHub reads `::error` at a line's beginning, and `##[error]` anywhere, of what goes to the log."""
    assert not re.search(r"^[^\S\n]*::", TEXTS[name], re.MULTILINE)


def test_no_line_of_the_table_holds_an_old_command():
    assert "##[" not in TEXTS["table"]


def test_each_line_of_annotations_is_one_command_of_ours():
    for line in TEXTS["github"].splitlines():
        assert re.fullmatch(r"::(error|warning|notice) [^:]*::.*", line)
        assert len(line) < 16_000


def test_each_property_of_an_annotation_is_ours():
    for line in TEXTS["github"].splitlines():
        properties = line.split(" ", 1)[1].partition("::")[0]
        assert {pair.partition("=")[0] for pair in properties.split(",")} <= {"file", "line", "endLine", "col", "endColumn", "title"}


def test_no_cell_is_a_formula():
    rows = list(csv.reader(io.StringIO(TEXTS["csv"])))

    assert {len(row) for row in rows} == {20}
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in set("=+-@")] == []
    assert [cell for row in rows for cell in row if re.search(r";\s*[=+@-]", cell)] == []


@pytest.mark.parametrize("name", ["json", "sarif", "sarif-github", "gitlab", "ocsf", "asff"])
def test_json_is_json(name: str):
    json.loads(TEXTS[name])


def test_xml_is_xml_with_elements_of_ours_alone():
    root = ElementTree.fromstring(TEXTS["junit"])  # noqa: S314  # our own text

    assert {element.tag for element in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error", "skipped"}


def test_metrics_are_lines_of_ours_and_no_series_stands_twice():
    lines = [line for line in TEXTS["prometheus"].splitlines() if not line.startswith("#")]
    series = [line.rpartition(" ")[0] for line in lines]

    assert [line for line in lines if not re.fullmatch(r'plimsoll_\w+(\{(\w+="(?:[^"\\]|\\["\\n])*",?)*\})? \d+', line)] == []
    assert len(set(series)) == len(series)


class Elements(HTMLParser):
    """Collects tags, attributes and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "action", "data")}


def test_the_page_has_elements_and_attributes_of_ours_alone():
    page, ours = Elements(), Elements()
    page.feed(TEXTS["html"])
    from tests.outputs.everything import beside_a_base

    ours.feed(render("html", beside_a_base()))

    assert page.tags <= ours.tags
    assert page.attributes <= ours.attributes
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert {one for one in page.addresses if not one.startswith("#")} <= {
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html"
    }


def test_the_pages_own_policy_names_the_one_script_and_the_one_style_by_their_hashes():
    import base64
    import hashlib

    text = TEXTS["html"]
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]  # type: ignore[index]  # it is there
    scripts, styles = re.findall(r"<script>(.*?)</script>", text, re.DOTALL), re.findall(r"<style>(.*?)</style>", text, re.DOTALL)

    def hashed(content: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"

    assert "default-src 'none'" in policy
    assert (len(scripts), len(styles)) == (1, 1)
    assert f"script-src {hashed(scripts[0])};" in policy
    assert f"style-src {hashed(styles[0])};" in policy


@pytest.mark.parametrize("name", ["markdown", "markdown-comment"])
def test_markdown_holds_no_html_but_ours_and_no_bare_address_or_mention(name: str):
    outside = re.sub(r"`[^`\n]*`", "", TEXTS[name])

    tags = set(re.findall(r"<(?!!--)/?([a-z]+)", outside))
    assert tags <= {"br", "details", "summary", "sub"}
    assert "<script" not in outside
    assert not re.search(r"://|\bwww\.|@\w|(?<!\\)\]\(|(?<![\\&])#\d|\bGH-\d", outside)


@pytest.mark.parametrize("name", ["markdown", "markdown-comment"])
def test_every_row_of_a_markdown_table_has_the_cells_of_its_heading(name: str):
    """A pipe in a name would make one more."""
    cells = 0
    for line in TEXTS[name].splitlines():
        if not line.startswith("|"):
            cells = 0
            continue
        found = len(re.findall(r"(?<!\\)\|", line))
        cells = cells or found
        assert found == cells


def test_a_long_name_does_not_make_a_long_comment():
    assert len(TEXTS["markdown-comment"].encode()) <= 65_000
    assert max(map(len, NASTY)) == 10_000
