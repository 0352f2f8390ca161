"""A definite answer holds for every completion: by property, with stock jmespath as the judge (bindings included)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.jmes.cases import MODES
from tests.jmes.precision import DENSITIES, check_shaped
from tests.jmes.soundness import check


@pytest.mark.parametrize("mode", MODES)
def test_no_completion_contradicts_the_engine(mode: str) -> None:
    """The verdict, the split verdict and the value of 250 seeded cases allow what the judge says of each completion."""
    for seed in range(250):
        check(seed, mode)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**40), mode=st.sampled_from(MODES))
def test_no_completion_contradicts_the_engine_anywhere(seed: int, mode: str) -> None:
    """The same for seeds that nobody chose."""
    check(seed, mode)


def test_precision_stays_where_it_is() -> None:
    """Where all completions agree, we say so in at least nine of ten cases."""
    counts = sum((check(seed, "dense") for seed in range(1, 250)), start=check(0, "dense"))

    assert counts["decided where completions agree"] / counts["agree"] > 0.9


@pytest.mark.parametrize("density", DENSITIES)
def test_policies_on_real_shapes_are_decided_where_they_can_be(density: float) -> None:
    """No completion contradicts us, and where all agree we say so in most cases (`make soundness` measures it on many more)."""
    counts = sum((check_shaped(seed, density) for seed in range(1, 500)), start=check_shaped(0, density))

    assert counts["agree"] > 30 and counts["with the case split"] / counts["agree"] > 0.93
