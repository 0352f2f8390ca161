"""YAML as CloudFormation means it, every node at its place."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.documents import Mapping, Node, Scalar, Sequence, read
from scanner.snapshot import Location

TEMPLATE = """\
# the cluster
Description: &d x  # shared
Cluster: !Ref Main
Script: |  # boot
  # not a comment
  echo a

List: [1, '# no', {a: b}]  # yes
Nested:
  Deep:
    - one
    - !GetAtt  # tagged
      - A.b#c
      - Arn

Last: *d
"""


def value(text: str) -> Any:
    document = read(text, "t.yaml", "yaml")
    assert document.format == "yaml"
    return document.to_python()


def written(node: Node | None, text: str) -> str:
    """What stands in the text at a node's place."""
    assert node is not None
    lines = text.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    return text[offsets[node.start[0] - 1] + node.start[1] - 1 : offsets[node.end[0] - 1] + node.end[1] - 1]


@pytest.mark.parametrize(
    "text",
    [
        "2010-09-09",
        "yes",
        "No",
        "on",
        "0123",
        "012345678901",
        "0x1F",
        "0o17",
        "190:20:30",
        "1_000",
        "+1",
        ".5",
        "1.",
        ".inf",
        ".NaN",
        "1e999",
    ],
)
def test_what_cloudformation_takes_for_text_stays_text(text: str):
    assert text == value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("123456789012", 123456789012),
        ("1.10", 1.1),
        ("1e3", 1000.0),
    ],
)
def test_constants_and_json_numbers_have_values(text: str, expected: object):
    result = value(f"a: {text}")

    assert result == {"a": expected}
    assert type(result["a"]) is type(expected)


def test_a_number_keeps_its_text():
    node = read("Version: 1.10", "t").root
    assert isinstance(node, Mapping)
    version = node.get("Version")

    assert isinstance(version, Scalar)
    assert (version.value, version.text, version.plain) == (1.1, "1.10", True)


@pytest.mark.parametrize("text", ["'true'", '"1"', "! 1", "!!str 1", "|\n  1", ">-\n  null"])
def test_quoted_and_blocks_are_text(text: str):
    assert isinstance(value(f"a: {text}")["a"], str)


def test_standard_tags_are_applied():
    assert value("[!!int 1, !!float 1, !!bool true, !!null '', !!seq [], !!map {}]") == [1, 1, True, None, [], {}]


def test_keys_are_text():
    assert value("yes: 1\n012: 2\nnull: 3\n~: 4") == {"yes": 1, "012": 2, "null": 3, "~": 4}


def test_short_tags_are_kept_as_written():
    root = read(TEMPLATE, "t.yaml").root
    assert isinstance(root, Mapping)
    cluster = root.get("Cluster")

    assert isinstance(cluster, Scalar)
    assert (cluster.tag, cluster.value) == ("!Ref", "Main")
    assert read("!Ref 012", "t").to_python(tags="keep") == {"!Ref": "012"}
    assert read("!Select [0, !Split [a, b]]", "t").to_python(tags="keep") == {"!Select": [0, {"!Split": ["a", "b"]}]}


def test_comments_are_kept_by_line_and_texts_hold_none():
    assert read(TEMPLATE, "t.yaml").comments == {1: " the cluster", 2: " shared", 4: " boot", 8: " yes", 12: " tagged"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n\n# b", {1: " a", 3: " b"}),
        ("a: b#c", {}),
        ("a: 'b'#c", {1: "c"}),
        ('a: "b # c"  # d', {1: " d"}),
        ("a: b\n   c # d", {2: " d"}),
        ("- [a, # x\n   b] # y", {1: " x", 2: " y"}),
        ("a: &x # y#z\n  b: c", {1: " y#z"}),
        ("%YAML 1.1 # v\n--- # s\na: b\n... # e\n# f", {1: " v", 2: " s", 4: " e", 5: " f"}),
        ("a: >2 # h\n    # t\n# after", {1: " h", 3: " after"}),
        ("? a # k\n: b # v", {1: " k", 2: " v"}),
        ("a: *x # no\n".replace("*x", "&x 1") + "b: *x # c", {1: " no", 2: " c"}),
    ],
)
def test_comments_are_found_wherever_they_may_stand(text: str, expected: dict[int, str]):
    assert read(text, "t", "yaml").comments == expected


def test_every_node_knows_where_it_stands():
    root = read(TEMPLATE, "t.yaml").root
    assert isinstance(root, Mapping)
    nested = root.get("Nested")
    assert isinstance(nested, Mapping)
    deep = nested.entry("Deep")
    assert deep is not None
    items = deep[1]
    assert isinstance(items, Sequence)

    assert written(root.get("Cluster"), TEMPLATE) == "!Ref Main"
    assert written(root.get("List"), TEMPLATE) == "[1, '# no', {a: b}]"
    assert written(root.get("Script"), TEMPLATE).endswith("  echo a")
    assert written(deep[0], TEMPLATE) == "Deep"
    assert written(items.items[0], TEMPLATE) == "one"
    assert written(items.items[1], TEMPLATE).startswith("!GetAtt")
    assert written(items.items[1], TEMPLATE).endswith("- Arn")
    assert nested.end == (14, 12)  # where its last scalar ends, not where the next token begins
    assert deep[0].location("t.yaml") == Location("t.yaml", 10, 3, 10, 7)


def test_a_pair_inside_a_flow_list_ends_with_its_value():
    root = read("[a: b  , c]", "t", "yaml").root
    assert isinstance(root, Sequence)

    assert (root.items[0].start, root.items[0].end) == ((1, 2), (1, 6))


def test_columns_count_code_points_and_lines_as_editors_do():
    text = "é😀: {ü: x}\r\nb: 'c\u2028d'\rlast: 1"
    root = read(text, "t").root
    assert isinstance(root, Mapping)

    assert [key.start for key, _ in root.entries] == [(1, 1), (2, 1), (3, 1)]
    assert root.entries[0][1].start == (1, 5)


def test_an_alias_shares_the_node_it_names():
    root = read(TEMPLATE, "t").root
    assert isinstance(root, Mapping)

    assert root.get("Last") is root.get("Description")


def test_merge_keys_are_applied_own_entries_first_then_the_first_named():
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {z: 3, <<: [*a, *b], w: 3}\n'<<': kept"
    result = value(text)

    assert result == {"a": {"x": 1, "y": 1}, "b": {"y": 2, "z": 2}, "c": {"z": 3, "x": 1, "y": 1, "w": 3}, "<<": "kept"}
    assert list(result["c"]) == ["z", "x", "y", "w"]


def test_to_python_gives_each_use_of_an_alias_its_own_value():
    result = value("a: &a [1]\nb: *a")

    assert result["a"] == result["b"]
    assert result["a"] is not result["b"]


def test_one_document_may_begin_and_end_with_its_marks():
    assert value("--- # a\nx: 1\n...\n# b\n...\n") == {"x": 1}
    assert value("") is None
    assert value("# only a comment") is None
