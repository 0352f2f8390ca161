"""Patterns that are compiled late answer as compiled ones do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.patterns import regex
from scanner.redaction.rules import BOOLEAN, DETECTED, NUMBER, PATH, REFERENCE, SECRET_NAME, STRICT_REFERENCE, Globs, sensitive
from scanner.redaction.values import _PARAMETER, _SCHEME

HINTED = (DETECTED, REFERENCE, SECRET_NAME, STRICT_REFERENCE, BOOLEAN, NUMBER, PATH, _PARAMETER, _SCHEME)


def compiled(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern, pattern.flags)


@pytest.mark.parametrize("pattern", HINTED)
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_matches_has_one_of_the_literals_that_are_needed(pattern: re.Pattern[str], data: st.DataObject):
    text = data.draw(st.from_regex(compiled(pattern)))

    assert pattern.search(text) is not None
    assert [found.span() for found in pattern.finditer(text)] == [found.span() for found in compiled(pattern).finditer(text)]


@pytest.mark.parametrize("pattern", HINTED)
@given(st.text(alphabet="aAkKſ-_:./0123456789$ {}pPsStT", max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_text_gets_the_compiled_pattern_s_answer(pattern: re.Pattern[str], text: str):
    for ask in ("search", "match", "fullmatch"):
        assert (getattr(pattern, ask)(text) is None) == (getattr(compiled(pattern), ask)(text) is None)


def test_letters_that_are_equal_but_for_case_are_not_overlooked():
    """Python's IGNORECASE takes the long s for an s."""
    assert SECRET_NAME.search("my_ſecret") is not None


def test_a_pattern_is_compiled_when_first_used():
    broken = regex("(")

    with pytest.raises(re.error):
        broken.search("")
    assert regex("a+").sub("b", "caat") == "cbt"


def test_globs_are_those_of_the_shell():
    from fnmatch import fnmatchcase

    listed = ["ECS_*", "*REPO", "*TAG*", "PATH"]
    globs = Globs.of(listed)
    for name in ("ECS_", "ECS_CLUSTER", "MY_ECS_", "REPO", "A_REPO", "REPOS", "TAG", "ATAGE", "PATH", "PATHS", "path", ""):
        assert globs.fits(name) == any(fnmatchcase(name, glob) for glob in listed)
    with pytest.raises(ValueError, match="ends of a name"):
        Globs.of(["A*B"])
    assert sensitive().settings.fits("awslogs-group")


def test_all_rules_that_come_with_the_package_can_be_read():
    """They are made into trees type by type, when a resource of the type is met."""
    for type_name in sensitive().rules:
        sensitive().of(type_name)
    assert sensitive().of("Custom::Anything") is sensitive().of("Custom::*")
    assert not sensitive().of("AWS::Nothing::There").keys


def test_a_text_without_a_literal_is_replaced_by_itself():
    pattern = regex("a+b", needs=("b",))

    assert pattern.sub("-", "aaa") == "aaa"
    assert pattern.sub("-", "aab", 1) == "-"
