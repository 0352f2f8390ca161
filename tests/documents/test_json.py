"""Strict JSON, every value at its place."""

from __future__ import annotations

import pytest

from scanner.documents import Mapping, Scalar, Sequence, read
from scanner.documents.nodes import LONGEST_NUMBER
from scanner.errors import DocumentError

TEXT = '{\n  "Name": "a\\u00e9\\ud83d\\ude00",\n  "List": [1, 2.50, {"x": null}],\n  "é": true\n}\n'


def test_values_stand_where_they_are_written():
    root = read(TEXT, "t.json").root
    assert isinstance(root, Mapping)
    entry = root.entry("List")
    assert entry is not None
    key, items = entry
    assert isinstance(items, Sequence)

    assert (root.start, root.end) == ((1, 1), (5, 2))
    assert (key.start, key.end) == ((3, 3), (3, 9))
    assert (items.start, items.end) == ((3, 11), (3, 33))
    assert [(item.start, item.end) for item in items.items] == [((3, 12), (3, 13)), ((3, 15), (3, 19)), ((3, 21), (3, 32))]
    assert root.keys() == ["Name", "List", "é"]


def test_numbers_keep_their_text():
    root = read("[1.10, -0, 1E2]", "t").root
    assert isinstance(root, Sequence)

    assert [(item.value, item.text) for item in root.items if isinstance(item, Scalar)] == [(1.1, "1.10"), (0, "-0"), (100.0, "1E2")]


def test_what_libyaml_refuses_or_misreads_is_json():
    """Surrogate pairs, keys above 1024 characters, DEL, a newline before the colon, 1e3, a raw U+0085."""
    key = "k" * 2000

    assert read(f'{{"{key}"\n: ["\\ud83d\\ude00", "\x7f", 1e3, "\x85"]}}', "t").to_python() == {key: ["😀", "\x7f", 1000.0, "\x85"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', "json"),
        (" \n[\n{}]", "json"),
        ("[1, 2]", "json"),
        ("[true]", "json"),
        ("{}", "json"),
        ("[]", "json"),
        ("{a: 1}", "yaml"),
        ("[{ParameterKey: a}]", "yaml"),
        ("[truely]", "yaml"),
        ("{'a': 1}", "yaml"),
        ('"a"', "yaml"),
        ("1", "yaml"),
        ("", "yaml"),
        ("a: {}", "yaml"),
    ],
)
def test_the_content_decides_the_format(text: str, expected: str):
    assert read(text, "t.json").format == expected


def test_a_line_of_a_larger_file_keeps_that_files_line_numbers():
    root = read('{"a": 1}', "s.jsonl", "json", first_line=41).root
    with pytest.raises(DocumentError, match=r"^s\.jsonl:42:3: "):
        read("[\n0 1]", "s.jsonl", "json", first_line=41)

    assert root.start == (41, 1)


def test_a_number_too_long_or_too_large_is_refused():
    for text in ("1" * (LONGEST_NUMBER + 1), "1e400"):
        with pytest.raises(DocumentError, match="write it as a text"):
            read(f"[{text}]", "t.json")
