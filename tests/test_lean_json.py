"""JSON is read and written as the standard library's package does it, without that package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import lean_json

ROOT = Path(__file__).parents[1]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"ensure_ascii": False},
    {"separators": (",", ":")},
    {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")},
)


@pytest.mark.parametrize("compiled", [True, False])
@given(value=VALUES)
def test_values_are_written_and_read_as_by_the_package(compiled: bool, value: Any):
    """With C code and without."""
    with pytest.MonkeyPatch.context() as patch:
        if not compiled:
            patch.setattr(lean_json, "code", None)
            patch.setattr(lean_json, "_scan", None)
        for way in WAYS:
            assert lean_json.dumps(value, **way) == json.dumps(value, **way)
        text = json.dumps(value, indent=1)

        assert lean_json.loads(text) == lean_json.loads(text.encode()) == json.loads(text)
        assert lean_json.quoted(text) == json.dumps(text)


@pytest.mark.parametrize("text", ["", "{", "[1,]", "nope", "1 2", '"\x01"', '{"a": 1,}', "01", "[1] x"])
def test_what_is_no_json_is_refused_with_the_same_words(text: str):
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(json.JSONDecodeError) as found:
        lean_json.loads(text)

    assert str(found.value) == str(expected.value)


def test_what_cannot_be_written_is_refused():
    endless: list[Any] = []
    endless.append(endless)

    with pytest.raises(ValueError, match="Circular"):
        lean_json.dumps(endless)
    with pytest.raises(ValueError, match="Out of range"):
        lean_json.dumps(float("nan"), allow_nan=False)
    with pytest.raises(TypeError, match="type object is not JSON serializable"):
        lean_json.dumps([object()])
    assert lean_json.dumps([object()], default=lambda _: "thing") == '["thing"]'


def test_the_package_is_not_imported():
    code = "import sys; from scanner import lean_json; lean_json.loads(lean_json.dumps([{}])); print('json' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert found.stdout == "False\n"
