"""A place in a scalar's value leads back to the place in the file, however YAML folds, indents and quotes it."""

from __future__ import annotations

from random import Random

import pytest
import yaml

from scanner import documents
from scanner.documents.written import WHITE, place_of, solid

TEXTS = {
    "plain over lines": "a: one two\n   three\n\n   four\n",
    "single quotes": "a: 'it''s one\n  ''two'' '\n",
    "double quotes": 'a: "x\\u00e9 \\"y\\" \\t z\\\n  w \\U0001F600 \\x41 \\\\"\n',
    "literal block": "a: |2-  # a comment\n    one\n  two\n",
    "folded block": "a: >-\n   one two\n   three\n\n     four\n   five\n",
    "JSON": '{"a": "one\\n \\"two\\" \\ud83d\\ude00 three"}',
}


def read(text: str) -> tuple[documents.Scalar, str]:
    """The scalar under `a`, and how it is written."""
    document = documents.read(text, "f.yaml")
    assert isinstance(document.root, documents.Mapping)
    node = document.root.get("a")
    assert isinstance(node, documents.Scalar)
    return node, document.written(node)


def places(text: str) -> str:
    """The characters of the file to which those of the value lead, one by one."""
    node, written = read(text)
    lines = text.split("\n")
    found = ""
    for offset, character in enumerate(node.text):
        if character not in WHITE:
            line, column = place_of(written, node.start, solid(node.text[:offset]))
            found += lines[line - 1][column - 1]
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_every_character_leads_to_where_it_is_written(name):
    expected = {
        "plain over lines": "onetwothreefour",
        "single quotes": "it'sone'two'",
        "double quotes": "x\\\\y\\zw\\\\\\",
        "literal block": "onetwo",
        "folded block": "onetwothreefourfive",
        "JSON": "one\\two\\\\three",
    }[name]

    assert places(TEXTS[name]) == expected


def test_the_place_after_the_last_character_is_told_too():
    node, written = read("a: >\n  one\n  two\n")

    assert place_of(written, node.start, 6) == (3, 6)


@pytest.mark.parametrize("style", ["'", '"', "|", ">", None])
def test_random_texts_lead_back_whatever_their_style(style):
    """Only an escape may stand for another character than itself."""
    random = Random(7)
    for _ in range(300):
        lengths = [random.choice([1, 3, 9]) for _ in range(random.choice([1, 5, 40]))]
        words = ["".join(random.choice("ab'\"\\#&|é😀`[]") for _ in range(length)) for length in lengths]
        value = random.choice([" ", "\n"]).join(words)
        text = yaml.safe_dump({"a": value}, default_style=style, width=30, allow_unicode=True)
        assert read(text)[0].text == value
        wanted = "".join(character for character in value if character not in WHITE)
        shown = places(text)

        assert len(shown) == len(wanted)
        assert all(one == other or (one == "\\" and style == '"') for one, other in zip(shown, wanted, strict=True)), text
