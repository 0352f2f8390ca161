"""The $-forms: what is written is what is read, field by field."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.encoding import KINDS, decode, encode, redacted_value, text_value
from scanner.errors import SourceError
from scanner.unknown import ABSENT, ANY, NOTHING, STRING, OpenList, OpenObject, Reference, Unknown, maybe, reference


def alike(one: Any, other: Any) -> bool:
    """Equal field by field, where Python's `==` of Unknown looks at the identity alone."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (Unknown, OpenList, OpenObject)):
        return all(alike(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
KEYS = st.recursive(
    st.text(max_size=3) | st.integers() | st.booleans() | st.none(), lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=4
)
NAMES = st.text(max_size=3) | st.sampled_from(["$unknown", "$", "$$", "$$a", "$ref", "$maybe", "Type"])


def unknowns(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Unknown]:
    full = st.builds(
        Unknown,
        reason=st.text(max_size=4),
        types=st.integers(0, ANY),
        may_be_absent=st.booleans(),
        identity=KEYS,
        one_of=st.none() | st.lists(inner | st.just(ABSENT), min_size=1, max_size=3).map(tuple),
        selector=KEYS,
        prefix=st.sampled_from(["", "a"]),
        suffix=st.sampled_from(["", "b"]),
        parts=st.none() | st.lists(st.text(max_size=2) | st.builds(Unknown, st.text(max_size=2)), max_size=3).map(tuple),
        reference=st.none() | st.builds(Reference, st.text(max_size=2), st.sampled_from(["Ref", "Arn"])),
        minimum=st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        maximum=st.none() | st.integers(),
        truthy=st.booleans(),
        sensitive=st.booleans(),
        redacted=st.none() | st.tuples(st.text("0123abcdef", max_size=4), st.sampled_from(sorted(KINDS))),
        settle=st.none() | st.text(max_size=3),
    )
    short = (
        st.builds(reference, st.text(max_size=3), st.sampled_from(["Ref", "Arn"]))
        | st.builds(maybe, inner, st.text(max_size=3), KEYS)
        | st.builds(redacted_value, st.text("0123abcdef", max_size=4), st.sampled_from(sorted(KINDS)))
        | st.lists(st.text(max_size=2) | st.builds(reference, st.text(max_size=2)), max_size=3).map(text_value)
        | st.builds(Unknown, st.text(max_size=3))
    )
    return short | full


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES, inner, max_size=3)
        | unknowns(inner)
        | st.builds(
            OpenList,
            st.lists(st.tuples(inner, st.booleans()), max_size=3).map(tuple),
            st.just(NOTHING) | st.just(Unknown("there may be more")) | inner,
            st.booleans(),
            st.booleans(),
            st.sampled_from(["", "macro"]),
        )
        | st.builds(OpenObject, st.dictionaries(NAMES, inner, max_size=3), st.booleans(), st.sampled_from(["", "macro"]))
    )


DOCUMENTS = st.recursive(ATOMS, nested, max_leaves=10)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_what_is_written_is_read_field_by_field(document: Any) -> None:
    text = json.dumps(encode(document), allow_nan=False)

    assert alike(decode(json.loads(text)), document), text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Unknown("no default"), {"$unknown": "no default"}),
        (Unknown("r", types=STRING, identity=("p", 1)), {"$unknown": {"reason": "r", "type": "string", "id": ["p", 1]}}),
        (reference("t#Cluster"), {"$ref": "t#Cluster", "attribute": "Ref"}),
        (reference("t#Cluster", "Arn"), {"$ref": "t#Cluster", "attribute": "Arn"}),
        (text_value(("ECS_CLUSTER=", reference("C"))), {"$text": ["ECS_CLUSTER=", {"$ref": "C", "attribute": "Ref"}]}),
        (redacted_value("ab12", "string"), {"$redacted": {"hash": "ab12", "kind": "string"}}),
        (maybe(1, "condition Prod", "Prod"), {"$maybe": 1, "reason": "condition Prod", "selector": "Prod"}),
        (
            OpenList(((1, False), (2, True)), Unknown("macro"), reason="macro"),
            {"$list": [1, {"$maybe": 2}], "more": True, "reason": "macro"},
        ),
        ({"$ref": "mine", "$$": 1}, {"$$ref": "mine", "$$$": 1}),
        (Unknown("r", one_of=(1, 2, ABSENT)), {"$unknown": {"reason": "r", "oneOf": [1, 2, {"$absent": True}]}}),
    ],
)
def test_forms_are_those_of_the_design(value: Any, written: Any) -> None:
    assert encode(value) == written
    assert alike(decode(written), value)


def test_a_ref_without_attribute_is_what_ref_returns() -> None:
    assert alike(decode({"$ref": "Cluster"}), reference("Cluster"))


def test_a_text_knows_what_follows_from_its_parts() -> None:
    text = decode({"$text": ["arn:aws:ecs:", {"$unknown": "region"}, ":cluster/main"]})

    assert (text.prefix, text.suffix, text.types, text.truthy, text.reason) == ("arn:aws:ecs:", ":cluster/main", STRING, True, "region")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"$unknwon": "r"}, 'did you mean "$unknown"'),
        ({"$mine": 1}, 'write "$$mine"'),
        ({"$unknown": {"type": "string"}}, "reason"),
        ({"$unknown": {"reason": "r", "typ": "string"}}, 'did you mean "type"'),
        ({"$unknown": {"reason": "r", "type": "text"}}, "is one or a list of"),
        ({"$unknown": {"reason": "r", "oneOf": []}}, "at least one"),
        ({"$unknown": {"reason": "r", "min": True}}, '"min" cannot be True'),
        ({"$unknown": "r", "$ref": "x"}, "cannot stand in one object"),
        ({"$unknown": "r", "Name": "x"}, "nothing beside"),
        ({"$ref": 1}, '"$ref" takes'),
        ({"$ref": "a", "Name": 1}, 'no "Name"'),
        ({"$text": "a"}, "list of texts"),
        ({"$text": [1]}, "list of texts"),
        ({"$list": {}, "more": True}, '"$list" takes'),
        ({"$list": [], "more": 1}, '"$list" takes'),
        ({"$list": [], "moer": True}, 'no "moer"'),
        ({"$object": []}, "takes an object"),
        ({"$object": {"$unknown": "r"}}, "takes an object"),
        ({"$redacted": "x"}, '"$redacted" takes'),
        ({"$absent": 1}, '{"$absent": true}'),
        ({"$maybe": 1, "reason": 2}, '"reason" cannot be 2'),
    ],
)
def test_a_form_that_cannot_be_meant_is_an_error_that_says_how_to_mend_it(written: Any, message: str) -> None:
    with pytest.raises(SourceError) as error:
        decode(written)

    assert message in error.value.message


@pytest.mark.parametrize("value", [object(), {1: 2}, Unknown("r", identity=frozenset())])
def test_what_is_no_document_is_refused(value: Any) -> None:
    with pytest.raises(SourceError):
        encode(value)


def test_depth_is_bounded_without_a_crash() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    fine: Any = 1
    for _ in range(900):
        fine = {"a": fine}

    with pytest.raises(SourceError, match="levels deep"):
        encode(deep)
    with pytest.raises(SourceError, match="levels deep"):
        decode(deep)
    assert decode(encode(fine)) is not None
    while isinstance(deep, list):
        deep = deep[0]
