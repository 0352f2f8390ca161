"""A definite answer holds for every completion: by property, with stock jmespath as the judge (bindings included)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.jmes.soundness import check


@pytest.mark.parametrize("mode", ["dense", "sparse", "finite"])
def test_no_completion_contradicts_the_engine(mode: str) -> None:
    """The verdict, the split verdict and the value of 250 seeded cases allow what the judge says of each completion."""
    for seed in range(250):
        check(seed, mode)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**40), mode=st.sampled_from(["dense", "sparse", "finite"]))
def test_no_completion_contradicts_the_engine_anywhere(seed: int, mode: str) -> None:
    """The same for seeds that nobody chose."""
    check(seed, mode)


def test_precision_stays_where_it_is() -> None:
    """Where all completions agree, we say so in at least nine of ten cases."""
    counts = sum((check(seed, "dense") for seed in range(1, 250)), start=check(0, "dense"))

    assert counts["decided where completions agree"] / counts["agree"] > 0.9
