"""Charts are shapes with words beside them: nothing is styled inline, and no name that others chose becomes markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from scanner.dashboard import charts

EVIL = "<script>alert(1)</script>\"' onload=x"
ROWS = [
    {"day": "2026-01-01", "critical": 1, "low": 3, "new": 2, "fixed": 0},
    {"day": "2026-01-02", "critical": 2, "low": 1, "new": 0, "fixed": 5},
]
DRAWN = {
    "areas": charts.areas(ROWS, ("critical", "low"), EVIL),
    "areas of nothing": charts.areas([], ("critical", "low"), "none"),
    "areas of a day": charts.areas(ROWS[:1], ("critical", "low"), "one"),
    "pairs": charts.pairs(ROWS, "new", "fixed", EVIL),
    "pairs of nothing": charts.pairs([], "new", "fixed", "none"),
    "spark": charts.spark([3, 5, 0], EVIL),
    "spark of one": charts.spark([3], EVIL),
    "bar": charts.bar({"critical": 3, EVIL: 1}, EVIL, 8),
    "bar of nothing": charts.bar({"critical": 0}, "none"),
    "graph": charts.graph(
        [
            {"key": "a", "name": EVIL, "kind": EVIL, "tone": "first"},
            {"key": "b", "name": "\u6c34" * 500, "kind": "", "href": "/x?a=1&b=2"},
            {"key": "c", "name": "alone"},
        ],
        [{"from": "a", "to": "b", "label": EVIL}, {"from": "b", "to": "a", "label": "back"}, {"from": "a", "to": "gone", "label": ""}],
        EVIL,
    ),
}


def drawn(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{DRAWN[name]}</div>")  # noqa: S314  # our own drawing


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_well_formed_without_style_or_script(name: str):
    elements = list(drawn(name).iter())

    assert [one.tag for one in elements if one.tag.lower() in ("script", "style", "foreignobject", "image")] == []
    assert [key for one in elements for key in one.attrib if key == "style" or key.startswith("on")] == []


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_tells_what_it_shows(name: str):
    for svg in drawn(name).iter("svg"):
        told = svg.get("aria-label") or svg.get("aria-labelledby")

        assert told or svg.get("aria-hidden") == "true"


def test_a_chart_over_time_has_its_numbers_in_a_table_newest_first():
    root = drawn("areas")

    cells = [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]

    assert cells == [["day", "critical", "low"], ["2026-01-02", "2", "1"], ["2026-01-01", "1", "3"]]


def test_areas_stand_upon_each_other():
    """The last name is at the bottom; its first point is as high as its first amount, of an axis that ends at 4."""
    polygons = list(drawn("areas").iter("polygon"))

    assert [one.get("class") for one in polygons] == ["low", "critical"]
    assert polygons[0].get("points") == "0.0,75.0 1000.0,225.0 1000.0,300.0 0.0,300.0"


def test_what_is_new_goes_up_and_what_is_fixed_down():
    bars = list(drawn("pairs").iter("rect"))[:2]

    assert [(one.get("class"), one.get("y"), one.get("height")) for one in bars] == [("new", "90.0", "60.0"), ("fixed", "150.0", "150.0")]


@pytest.mark.parametrize(("most", "end"), [(0, 2), (1, 2), (3, 3), (9, 10), (11, 12), (20_362, 24_000), (1_000_000, 1_000_000)])
def test_an_axis_ends_at_a_number_to_read(most: int, end: float):
    assert charts.ceiling(most) == end


def test_a_heat_map_has_a_level_for_nothing_and_its_darkest_for_the_most():
    assert [charts.heat(value, 1000) for value in (0, 1, 30, 1000)] == ["heat0", "heat1", "heat3", "heat6"]
    assert charts.heat(1, 1) == "heat6"


def test_a_graph_draws_each_node_once_and_links_those_that_have_a_page():
    root = drawn("graph")

    assert len(list(root.iter("rect"))) == 3
    assert [one.get("href") for one in root.iter("a")] == ["/x?a=1&b=2"]
    assert len([one for one in root.iter("path") if one.get("class") == "edge"]) == 1


def test_a_long_name_is_cut_to_its_box():
    names = ["".join(one.itertext()) for one in drawn("graph").iter("text")]

    assert max(len(name) for name in names if name.startswith("\u6c34")) < 35
    assert next(name for name in names if name.startswith("\u6c34")).endswith("\u2026")
