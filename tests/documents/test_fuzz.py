"""Whatever stands in a file, it is a Document or a DocumentError."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from scanner.documents import Document, Limits, Mapping, Node, Scalar, read
from scanner.errors import DocumentError

LIMITS = Limits(bytes=10_000, depth=20, nodes=500)
PIECES = st.sampled_from(
    [
        *"{}[]:,-?&*!|>'\"%@`#~<\\ \n\t\r\x85\u2028\ufeff\0",
        *("\n", "\n  ", ": ", "- ", "a", "b: ", "&a ", "*a", "<<: ", "!Ref ", "!!str ", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n"),
        *('"a": ', "1", "0x1", "1e5", "null", "true", "\\u00", "\\ud800", "!%ff ", "!<x> ", "|2-\n", " # c\n", "\U0001f600"),
    ]
)
YAMLISH = st.lists(PIECES, max_size=40).map("".join)
SURROGATE_FREE = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False) | SURROGATE_FREE,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(SURROGATE_FREE, inner, max_size=5),
    max_leaves=20,
)


def read_or_refuse(data: str | bytes) -> Document | None:
    try:
        document = read(data, "f", limits=LIMITS)
    except DocumentError as refused:
        problem = refused
    else:
        document.to_python(tags="keep")
        return document
    assert problem.line is not None
    assert problem.column is not None
    assert "; " in problem.message
    return None


@given(YAMLISH | st.text())
@example("!%ED%A0%80 x")
def test_any_text_is_a_document_or_an_error_with_its_place(text: str):
    document = read_or_refuse(text)

    if document is not None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for node in nodes(document.root):
            assert node.start <= node.end
            assert 1 <= node.start[0] <= node.end[0] <= len(lines)


@given(st.binary() | YAMLISH.map(lambda text: text.encode("utf-16")) | YAMLISH.map(lambda text: text.encode()[:-1]))
def test_any_bytes_are_a_document_or_an_error_with_its_place(data: bytes):
    document = read_or_refuse(data)

    assert document is None or document.file == "f"


@given(YAMLISH)
def test_structure_is_what_the_stock_loader_reads(text: str):
    """Where both read a document, keys, texts and nesting agree; tags and types of scalars are ours."""
    document = read_or_refuse(text)
    if document is None or document.format == "json":
        return
    try:
        stock = yaml.compose(text.removeprefix("\ufeff"), yaml.CSafeLoader)
    except yaml.composer.ComposerError:
        return  # the stock composer refuses an anchor that is defined again, YAML does not
    except yaml.YAMLError:
        pytest.fail("read what libyaml refuses")

    assert stock is None or "<<" in text or same(document.root, stock)


@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_is_what_json_loads_reads(value: Any, indent: Any, ascii: bool):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)

    assert repr(read(text, "f", "json").to_python()) == repr(json.loads(text))


@given(st.lists(PIECES, max_size=12).map("".join) | st.text('[]{},:"0123456789-+.eEtrufalsn \n\\u', max_size=12))
def test_json_is_refused_exactly_where_json_loads_refuses_it(text: str):
    """But for what strict JSON does not hold: NaN, infinities, half surrogates, duplicate keys, and a mark at the start."""
    try:
        ours = read(text, "f", "json").to_python()
    except DocumentError as problem:
        if any(word in problem.message for word in ("duplicate", "surrogate", "NaN", "Infinity", "too large", "Unicode")):
            return
        with pytest.raises(json.JSONDecodeError):
            json.loads(text.removeprefix("\ufeff"))
    else:
        assert repr(ours) == repr(json.loads(text.removeprefix("\ufeff")))


def nodes(root: Node) -> list[Node]:
    found: list[Node] = [root]
    for node in found:
        if isinstance(node, Mapping):
            found.extend(child for entry in node.entries for child in entry)
        elif not isinstance(node, Scalar):
            found.extend(node.items)
    return found


def same(ours: Node, stock: yaml.Node) -> bool:
    if isinstance(ours, Scalar):
        return isinstance(stock, yaml.ScalarNode) and ours.text == stock.value
    if isinstance(ours, Mapping):
        return isinstance(stock, yaml.MappingNode) and all(
            same(key, other_key) and same(value, other) for (key, value), (other_key, other) in zip(ours.entries, stock.value, strict=True)
        )
    return isinstance(stock, yaml.SequenceNode) and all(same(a, b) for a, b in zip(ours.items, stock.value, strict=True))
