"""IP ranges."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.errors import EvaluationError
from scanner.functions.network import cidr_contains
from scanner.unknown import STRING, Unknown

RANGE = Unknown("parameter Range", types=STRING)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("10.0.0.0/16", "10.0.1.0/24", True),
        ("10.0.1.0/24", "10.0.0.0/16", False),
        ("0.0.0.0/0", "0.0.0.0/0", True),
        ("10.0.0.0/8", "0.0.0.0/0", False),
        ("::/0", "2001:db8::/32", True),
        ("::/0", "0.0.0.0/0", False),
        ("0.0.0.0/0", "::/0", False),
        ("10.0.0.7/8", "10.1.0.0/16", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        (None, "0.0.0.0/0", False),
        ("0.0.0.0/0", None, False),
        (RANGE, "0.0.0.0/0", None),
        ("0.0.0.0/0", RANGE, None),
        (Unknown("octet", types=STRING, parts=("10.", RANGE, ".0.0/16")), "0.0.0.0/0", False),
        (Unknown("octet", types=STRING, suffix="/16"), "10.0.0.0/24", None),
    ],
)
def test_a_range_holds_another_or_not(outer: Any, inner: Any, expected: bool | None) -> None:
    assert cidr_contains(outer, inner) is expected


@pytest.mark.parametrize("bad", ["", "10.0.0.0/33", "vpc", "10.0.0"])
def test_text_that_is_no_range_is_an_error(bad: str) -> None:
    with pytest.raises(EvaluationError, match="is no IP range"):
        cidr_contains(bad, "0.0.0.0/0")
