"""What was saved in canonical form, redacted, is not worked on again; and nothing else passes for it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.canonical import canonicalise
from scanner.canonical.settled import is_canonical
from scanner.encoding import encode
from scanner.redaction import Redactor, redact
from scanner.redaction.clean import QUIET, is_clean, marks_in, screened
from scanner.redaction.walk import shows_no_credential
from scanner.snapshot import Origin
from tests.benchmarks.account import resources
from tests.benchmarks.corpus import DOCUMENTS

KEY = Redactor(b"key")
TYPES = sorted(DOCUMENTS)
SECRETS = (
    "AKIAABCDEFGHIJKLMNOP", "ghp_0123456789abcdefghij", "xoxb-123456789012", "sk_live_abcdefghijkl", "eyJhbGciOiJI.eyJzdWIi",
    "glpat-abcdefghijklmnopqrst", "https://me:secret@example.com", "://:x@y", "-----BEGIN RSA PRIVATE KEY-----", "$2b$10abc",
    "Password=hunter22;", "password: hunter22", '"auth": "hunter22"', "Authorization: Bearer abc12345", "bearer 1abcdefgh",
    "BASIC\t1abcdefgh", "token='abcd1234'", 'api_key\\": \\"abcd1234', "SG.0123456789abcdefgh",
)  # fmt: skip
AFFIX = st.text(max_size=5)
TEXTS = st.one_of(st.sampled_from(SECRETS), st.text(max_size=30), st.builds("{}{}{}".format, AFFIX, st.sampled_from(SECRETS), AFFIX))


def line(properties: Any) -> bytes:
    return json.dumps({"properties": properties}, separators=(",", ":")).encode()


def settled(type_name: str, properties: dict[str, Any]) -> dict[str, Any]:
    return redact(type_name, canonicalise(type_name, properties, Origin(None))[0], KEY)


@pytest.mark.parametrize("type_name", TYPES)
def test_what_a_source_gives_is_known_as_settled(type_name: str) -> None:
    for document in DOCUMENTS[type_name]:
        properties = settled(type_name, document)

        assert is_canonical(type_name, properties)
        assert is_clean(type_name, properties, line(encode(properties)))


def test_most_of_an_account_is_settled_as_it_is_read() -> None:
    found = [(one.type, settled(one.type, one.properties)) for one in resources(1000)]

    assert all(is_canonical(name, properties) and is_clean(name, properties, line(encode(properties))) for name, properties in found)


LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 999), st.sampled_from(["true", "80", "a", "", '{"a": 1}', "[1]", "ZWNobyBoaQ=="])
)
NAMES = st.sampled_from(["Key", "Value", "Name", "UserData", "Cpu"])
VALUES = st.recursive(LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)), max_leaves=6)


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A document of a type, settled or not, in which values were replaced and lists turned round."""
    type_name = draw(st.sampled_from(TYPES))
    document: Any = draw(st.sampled_from(DOCUMENTS[type_name]))
    properties: Any = json.loads(json.dumps(encode(settled(type_name, document) if draw(st.booleans()) else document)))
    for _ in range(draw(st.integers(0, 2))):
        at = properties
        for _ in range(draw(st.integers(0, 5))):
            below = [value for value in (at.values() if isinstance(at, dict) else at) if isinstance(value, (dict, list)) and value]
            if not below:
                break
            at = draw(st.sampled_from(below))
        if isinstance(at, dict) and at:
            at[draw(st.sampled_from(sorted(at)))] = draw(VALUES)
        elif isinstance(at, list):
            at.reverse()
    return type_name, properties


@settings(max_examples=400, deadline=None)
@given(mangled())
def test_what_is_called_canonical_is_left_as_it_is_by_canonicalise(case: tuple[str, dict[str, Any]]) -> None:
    type_name, properties = case
    if "$" not in json.dumps(properties) and is_canonical(type_name, properties):
        after, origin = canonicalise(type_name, copy.deepcopy(properties), Origin(None))

        assert json.dumps(encode(after)) == json.dumps(properties) and origin.defaults == frozenset()


@settings(max_examples=300, deadline=None)
@given(mangled(), TEXTS, st.data())
def test_what_is_called_clean_is_left_as_it_is_by_redaction(case: tuple[str, dict[str, Any]], text: str, data: st.DataObject) -> None:
    type_name, properties = case
    if "$" in json.dumps(properties):
        return
    at: Any = properties
    while isinstance(at, dict) and (below := [one for one in at.values() if isinstance(one, dict) and one]) and data.draw(st.booleans()):
        at = data.draw(st.sampled_from(below))
    at[data.draw(st.sampled_from(["Runtime", "Name", "Value", "SecretString", *sorted(at)]))] = text
    if is_clean(type_name, properties, line(properties)):
        before = json.dumps(properties)

        assert json.dumps(encode(redact(type_name, properties, KEY))) == before


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
@example("ba\u017fic 1abcdefgh")
@example("pass\u2028= hunter22")
@example("secret:\u00a0hunter22")
def test_a_text_with_a_credential_is_never_quiet(text: str) -> None:
    """The quick look at a line must doubt whatever the slow one finds; it knows nothing of it but this test."""
    if not shows_no_credential(text):
        data = line({"A": text, "B": ["x", {"C": text}]})

        assert screened(data, marks_in(data)) != QUIET


def test_texts_that_were_looked_at_once_hide_no_credential_later() -> None:
    secret = line({"A": "AKIAABCDEFGHIJKLMNOP"})

    assert all(screened(secret, marks_in(data)) != QUIET for data in (secret, line({"A": "x"}) + secret, secret))
