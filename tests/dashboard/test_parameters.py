"""What a reader asks is told right from wrong before any query runs."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.dashboard.parameters import Parameter, WrongParameter, read, value_of
from scanner.history.queries.paging import cursor

PARAMETERS = (
    Parameter("status", "choice", "", ("open", "fixed"), many=True),
    Parameter("by", "choice", "", ("region", "service"), default="region"),
    Parameter("since", "day", ""),
    Parameter("days", "number", "", default="30", least=1, most=90),
    Parameter("text", "text", ""),
    Parameter("cursor", "cursor", "", choices=("number", "text")),
    Parameter("page_size", "number", "", least=1, most=200),
)


def asked(*query: tuple[str, str]):
    return read(PARAMETERS, {}, query, 1000)


def test_what_is_not_given_is_its_default():
    assert dict(asked()) == {
        "status": (),
        "by": "region",
        "since": None,
        "days": 30,
        "text": None,
        "cursor": None,
        "page_size": None,
    }
    assert asked().page_size == 50


def test_values_have_their_kinds():
    found = asked(
        ("status", "open"), ("status", "fixed"), ("since", "2026-02-28"), ("days", "7"), ("cursor", cursor([5, "é"])), ("page_size", "200")
    )

    assert (found["status"], found["since"], found["days"], found["cursor"]) == (("open", "fixed"), "2026-02-28", 7, (5, "é"))
    assert found.page_size == 200


def test_empty_fields_of_a_form_are_not_given():
    assert dict(asked(("status", ""), ("since", ""), ("text", ""))) == dict(asked())


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ((("statsu", "open"),), 'this page takes status, by, since, days, text, cursor, page_size; did you mean "status"?'),
        ((("status", "opn"),), '"status" is one of open, fixed; did you mean "open"?'),
        ((("since", "2026-02-30"),), '"since" is a day, written 2027-01-31'),
        ((("since", "٢٠٢٦-01-01"),), '"since" is a day, written 2027-01-31'),
        ((("days", "0"),), '"days" is a whole number from 1 to 90'),
        ((("days", "+7"),), '"days" is a whole number from 1 to 90'),
        ((("days", "९"),), '"days" is a whole number from 1 to 90'),
        ((("text", "a\0"),), '"text" has at most 2048 characters, and none of them is NUL'),
        ((("text", "a" * 2049),), '"text" has at most 2048 characters, and none of them is NUL'),
        ((("by", "region"), ("by", "service")), '"by" is given 2 times; give it once'),
        ((("status", "open"),) * 101, '"status" is given 101 times; give it at most 100 times'),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_is_right(query, told):
    with pytest.raises(WrongParameter) as error:
        asked(*query)

    assert error.value.message == told


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "=",
        "é",
        cursor([1]),
        cursor(["1", "a"]),
        cursor([1, 2]),
        cursor([2**63, "a"]),
        cursor([True, "a"]),
        cursor([1, "a\0"]),
        "e30",
        "W1tb",
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(text: str):
    with pytest.raises(WrongParameter, match="is what the page before gave"):
        value_of(PARAMETERS[5], text)


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=100))
def test_a_cursor_is_read_as_it_was_written(number: int, text: str):
    assert value_of(PARAMETERS[5], cursor([number, text])) == (number, text)


@given(st.sampled_from(PARAMETERS), st.text(max_size=40))
def test_any_text_is_a_value_or_a_sentence(parameter: Parameter, text: str):
    """Never another error."""
    with contextlib.suppress(WrongParameter):
        value_of(parameter, text)


def test_a_link_keeps_the_query_but_not_the_cursor():
    found = asked(("status", "open"), ("text", "a"), ("cursor", cursor([5, "a"])))

    assert found.link(text=None, days=7) == {"status": ("open",), "days": 7}
    assert found.given["text"] == "a"


def test_a_parameter_of_the_path_is_not_taken_from_the_query():
    name = (Parameter("name", "text", ""),)

    assert read(name, {"name": "a"}, (), 0)["name"] == "a"
    with pytest.raises(WrongParameter):
        read(name, {"name": "a"}, (("name", "b"),), 0)
