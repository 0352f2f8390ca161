"""What is new, in each form: Slack's limits hold, and no name of others is markup."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scanner.notify.forms import FORMS, GROUPS, SHOWN, Group, News, Told, slack
from scanner.report import Severity


def texts(value: Any) -> list[str]:
    """All texts of a message."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


NASTY = st.text(max_size=3000) | st.sampled_from(
    ["<!channel> & <@U1>", "*a*_b_~c~`d`", "<https://evil.com|here>", "&" * 3000, "\n> quote", "|"]
)


@given(st.lists(NASTY, min_size=1, max_size=GROUPS), st.integers(0, 50), st.sampled_from([None, "https://plimsoll.example.com"]))
def test_slacks_limits_hold_and_no_name_is_markup(names: list[str], more: int, url: str | None):
    groups = tuple(
        Group(
            "p" * 90,
            name,
            "high",
            SHOWN + more,
            (Told("f" * 64, "high", name, name, name, name, name, name, name, "reopened", "x"),) * SHOWN,
        )
        for name in names
    )
    message = slack(News(None, 5, {("high", "opened", False): 7, ("high", "opened", True): 2}, groups, more), Severity.HIGH, url)
    blocks = message["blocks"]

    assert len(blocks) <= 50
    assert len(blocks[0]["text"]["text"]) <= 150
    sections = [block["text"]["text"] for block in blocks[1:] if block["type"] == "section"]
    assert all(0 < len(text) <= 3000 for text in sections)
    assert sum(len(text) for text in texts(message)) < 13_000
    for text in sections:
        links = [part.partition(">")[0] for part in text.split("<")[1:]]
        assert all(link.startswith("https://plimsoll.example.com/") for link in links)
        assert "<!" not in text
        assert "<@" not in text
        assert "evil.com|" not in text


def test_both_forms_are_there():
    assert sorted(FORMS) == ["generic", "slack"]
