"""How two tellings are held together."""

from __future__ import annotations

from tests.parity.agreement import shared


def test_what_only_one_telling_has_is_left_out_of_objects() -> None:
    assert shared({"A": 1}, {"A": 1, "B": 2}) == {"A": 1}


def test_a_list_with_one_member_more_is_another_list() -> None:
    """A security group with a rule that the template does not have is no match."""
    assert shared({"Rules": [1]}, {"Rules": [1, 2]}) != {"Rules": [1]}


def test_members_are_paired_whatever_their_order() -> None:
    """What one telling adds to members changes how they sort."""
    assert shared([{"A": 1}, {"A": 2}], [{"A": 2, "B": 1}, {"A": 1, "B": 2}]) == [{"A": 1}, {"A": 2}]


def test_what_is_missing_is_said() -> None:
    assert shared({"A": 1}, {}) == {"A": "missing, instead of 1"}


def test_a_part_of_a_list_may_be_told() -> None:
    assert shared([{"A": 1}], [{"A": 2}, {"A": 1}], partly=True) == [{"A": 1}]
