"""Lines of a report beside those of the one before: what is equal is found, and every order is kept."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scanner.history.alignment import aligned
from scanner.history.order import LIMIT, placed

LETTERS = st.lists(st.sampled_from([bytes([letter]) for letter in b"abcdefgh"]), max_size=40)


@given(LETTERS, LETTERS)
def test_rows_are_equal_and_in_the_order_of_both(new: list[bytes], old: list[bytes]):
    here = there = 0
    for first, second, length in aligned(new, old):
        assert first >= here and second >= there and length > 0
        assert new[first : first + length] == old[second : second + length]
        here, there = first + length, second + length


@given(st.integers(0, 2000), st.sets(st.integers(0, 2000), max_size=30), st.sets(st.integers(0, 2000), max_size=30))
def test_what_was_taken_out_or_put_in_hides_nothing_else(length: int, gone: set[int], new: set[int]):
    old = [b"%d" % number for number in range(length)]
    now = [text for number, text in enumerate(old) if number not in gone]
    for number in sorted(new):
        now.insert(min(number, len(now)), b"new %d" % number)

    found = sum(row[2] for row in aligned(now, old))
    assert found == len([text for text in now if not text.startswith(b"new")])


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
