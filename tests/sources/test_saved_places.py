"""Where properties of a saved resource stand: looked up one by one, they stand where reading the whole line finds them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.documents import Mapping as MappingNode
from scanner.documents import read
from scanner.snapshot import Location
from scanner.snapshot_lines import Line
from scanner.sources.saved_places import Places, places_of

FORMS = ({"$unknown": "why"}, {"$redacted": {"hash": "h", "kind": "text"}})
KEYS = st.text('ab "\\\n/é', max_size=3)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
    | st.sampled_from(FORMS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def strictly(data: bytes) -> dict[Any, Location]:
    """All places, from reading the line as a document."""
    root = read(data.rstrip(b"\n"), "f", "json", first_line=7).root
    assert isinstance(root, MappingNode)
    node = root.get("properties")
    assert node is not None
    return places_of(node, "f")


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans(), st.sampled_from(((",", ":"), (", ", ": "), (" ,\t", "\t:  "))))
def test_each_place_is_that_of_the_whole_line(properties: dict[str, Any], ascii_only: bool, separators: tuple[str, str]):
    record = {"kind": "resource", "identifiers": {"properties": [1]}, "properties": properties, "after": {"a": 1}}
    data = json.dumps(record, ensure_ascii=ascii_only, separators=separators).encode() + b"\n"
    expected = strictly(data)
    places = Places(Line(7, data, decoded=True), "f")

    assert {pointer: places[pointer] for pointer in expected} == expected
    assert [
        pointer for pointer in [("no",), ("a", 0, "no"), (0,), ("a", "$unknown")] if pointer in places and pointer not in expected
    ] == []
    assert dict(Places(Line(7, data, decoded=True), "f")) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"properties": {"a": 1',
        b'{"properties": [1]}x',
        b'{"properties": 5}',
        b"[]",
        b'{"properties": {"a": 1, "a": 2}}',
        b"{" * 90000,
    ],
)
def test_in_a_line_that_is_none_nothing_has_a_place_of_its_own(data: bytes):
    assert Places(Line(1, data, decoded=True), "f").get(("a",)) is None
    assert Places(Line(1, data), "f").get(("a",)) is None
