"""The line hash is GitHub's own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.outputs.line_hash import MOST_LINES, LineHashes

GREETING = ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"]  # fmt: skip  # noqa: E501  # one file's hashes stand together


def hashes(text: str) -> list[str]:
    lines = LineHashes(text)
    found = [lines.at(number) for number in range(1, text.count("\n") + text.count("\r") + 2)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETING),
        (" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r", GREETING),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETING),
        ("alpha\nbeta\nalpha\n", ["8d07ce75f7b3af45:1", "ca140c3f893ffa65:1", "26f09ff008857193:1", "c129715d7a2bc9a3:1"]),
    ],
)
def test_known_hashes(text: str, expected: list[str]):
    """As published with the uploader's own tests."""
    assert hashes(text) == expected


def by_the_words(text: str) -> list[str]:
    """The algorithm as its description goes, one unit after the other."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    encoded = text.encode("utf-16-le")
    units = [encoded[at] | encoded[at + 1] << 8 for at in range(0, len(encoded), 2)]
    units = [unit for unit in units if unit not in (32, 9)]
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 10)]
    units += [0xFFFF] + [0] * 100
    found: list[str] = []
    seen: dict[int, int] = {}
    for start in starts:
        value = sum(unit * 37 ** (99 - at) for at, unit in enumerate(units[start : start + 100])) % 2**64
        seen[value] = seen.get(value, 0) + 1
        found.append(f"{value:x}:{seen[value]}")
    return found


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "bc" * 60, " ", "\t", "\n", "\r", "\r\n", "\ufeff", "\0", "é", "🚢", "\uffff"]), max_size=60).map(
        "".join
    )
)
def test_it_is_the_algorithm_as_described(text: str):
    assert hashes(text) == by_the_words(text)


def test_a_line_that_is_not_there_has_no_hash():
    lines = LineHashes("a\nb")

    assert (lines.at(0), lines.at(3)) == (None, None)


def test_a_repeated_block_is_counted():
    text = ("x" * 120 + "\n") * 3

    assert [one.rpartition(":")[2] for one in hashes(text)] == ["1", "2", "3", "1"]


def test_a_hostile_file_is_bounded():
    started = time.perf_counter()
    lines = LineHashes("\n" * 10_000_000)

    assert lines.at(MOST_LINES + 1) is None
    assert time.perf_counter() - started < 5
