"""Lines of a report stand in the order of their positions, whatever is put between them or moves."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scanner.history.order import LIMIT, placed


@given(st.lists(st.one_of(st.none(), st.integers(-50, 50)), max_size=30, unique_by=lambda one: object() if one is None else one))
def test_lines_stand_in_the_order_of_their_positions(found: list[int | None]):
    given_to = placed(found, 50)
    positions = [given_to.get(place, position) for place, position in enumerate(found)]

    assert None not in positions
    assert all(before < after for before, after in pairwise(positions))  # type: ignore[operator]  # none is None
    assert all(given_to[place] is not None for place, position in enumerate(found) if position is None)


def test_what_stands_in_order_is_not_moved():
    assert placed([1, 2, 3], 3) == {}
    assert set(placed([1, None, 1000, 2000], 2000)) == {1}
    assert set(placed([5, 1, 2, 3], 5)) == {0}


def test_positions_that_run_out_are_given_anew():
    assert placed([None, None], LIMIT) == {0: 1 << 24, 1: 1 << 25}
