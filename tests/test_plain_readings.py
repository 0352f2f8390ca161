"""What is read without a regular expression, to save a start its compilation, is what the expression would say."""

from __future__ import annotations

import math
import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st

from scanner.documents import yaml
from scanner.naming import is_generated_id
from scanner.outputs import sarif_rules, uris
from scanner.outputs.plain_text import markdown_text, one_line, sarif_text
from scanner.redaction.rules import is_simple
from scanner.sources.cloudformation.intrinsics import _is_name, placeholders

TEXTS = st.text(alphabet="][()ab`#*_{}$!-:/.<>\\ \n0189eE+,'@é%~²x", max_size=14)
PATHS = st.lists(st.sampled_from(["/", "/", "a", "b", ".", "..", "é", " ", "\udc80", "~"]), min_size=1, max_size=8).map("".join)
ROOTS = st.sampled_from([None, "/", "/a", "//a", "/a/b", "a", "/a/", "//", "/./a"])
IDS = st.lists(st.sampled_from(["a", "ab-", "-", "z", "A", "é", "0123abcd", "f", "g", "12345678"]), max_size=6).map("".join)


@given(text=TEXTS)
@example(text="${${a}}")
def test_variables_of_a_text_stand_where_they_stood(text: str):
    assert list(placeholders(text)) == [found.span() for found in re.finditer(r"\$\{([^{}]*)\}", text)]
    assert _is_name(text) == bool(re.fullmatch(r"[A-Za-z0-9_.:]+", text))


def test_variables_of_a_long_text_take_time_that_grows_with_it():
    assert list(placeholders("${" * 300_000 + "}")) == [(599_998, 600_001)]


@given(text=st.text(alphabet="0018-+.eE_² ", min_size=1, max_size=9))
@example(text="-0")
@example(text="1e999")
def test_numbers_are_those_of_json(text: str):
    expected: Any = text
    if re.fullmatch(r"-?(?:0|[1-9][0-9]*)", text):
        expected = int(text)
    elif re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", text) and not math.isinf(float(text)):
        expected = float(text)

    assert (yaml._resolve(text), type(yaml._resolve(text))) == (expected, type(expected))


@given(text=TEXTS)
def test_settings_that_look_simple_are_the_same(text: str):
    assert is_simple(text) == bool(re.fullmatch(r"[\w./:@,+*%~-]*|\[[\w./:, -]*\]", text, re.ASCII))


@given(text=IDS)
def test_ids_that_aws_made_are_the_same(text: str):
    assert is_generated_id(text) == bool(re.fullmatch(r"(?:[a-z]{1,12}-)+[0-9a-f]{8,32}", text))


@given(file=PATHS, root=ROOTS)
def test_uris_of_files_are_those_of_their_paths(file: str, root: str | None):
    path = PurePosixPath(file)
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    text = quote(str(path).encode("utf-8", "surrogateescape"), safe="/" + uris.SAFE)

    assert uris.file_uri(file, root) == (f"file://{text}" if path.is_absolute() else text)


@given(text=TEXTS, scheme=st.sampled_from(["http://", "https://", "http:/", "ftp://", ""]))
def test_texts_of_sarif_are_escaped_as_before(text: str, scheme: str):
    line = one_line(text)
    uri = scheme + text
    expected = quote(one_line(uri).strip(), safe=":/?#[]@!$&'()*+,;=%-._~") if re.match(r"https?://[^/\s]", uri) else None

    assert sarif_text(text) == re.sub(r"\](?=[(\[])", "] ", line)
    assert markdown_text(text) == re.sub(r"([\\`*_{}\[\]<>()#+!|~@&])", r"\\\1", line)
    assert sarif_rules.web_uri(uri) == expected
    assert sarif_rules._words(text) == [word for word in re.split(r"[^A-Za-z0-9]+", text) if word]
