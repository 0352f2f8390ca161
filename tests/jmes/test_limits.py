"""Hostile expressions and documents cannot hang, crash or exhaust: each is refused with a caret, or answered, in bounded work."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from scanner import policy_loader
from scanner.errors import ExpressionError
from scanner.jmes import compile_expression
from scanner.jmes.syntax import MAX_CHARACTERS, MAX_DEPTH, MAX_NESTING, MAX_NODES, parse

HERE = Path(__file__).parent
MEMORY, SECONDS = 2 << 30, 600
"""What all the bombs together may take: many times what they do."""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def test_every_bomb_is_refused_or_answered():
    """In a process of little memory and time: a crash or an endless one would end it, and leave a bomb that was begun and not ended."""
    environment = {"PYTHONPATH": str(HERE.parents[1]), "PATH": ""}
    run = subprocess.run(
        [sys.executable, str(HERE / "bombs.py")], capture_output=True, text=True, check=False, preexec_fn=limited, env=environment
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    begun = [line[0] for line in lines if len(line) == 1]
    ended = {line[0]: line[1] for line in lines if len(line) == 2}

    assert [name for name in begun if name not in ended] == [], run.stderr[-500:]
    assert run.returncode == 0, run.stderr[-2000:]
    assert len(ended) > 1500
    assert {outcome.split(":")[0] for outcome in ended.values()} == {"refused", "error", "answered"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * (MAX_CHARACTERS + 1), "characters, more than"),
        ("(" * (MAX_NESTING + 1) + "a", "brackets are nested deeper than"),
        ("!" * (MAX_NESTING + 1) + "a", "prefix operators in a row"),
        ("not_null(a" + ",a" * MAX_NODES + ")", "more than 2000 parts"),
        ("a" + "[]" * (MAX_DEPTH + 1), "nested deeper than 100"),
        ("a" + "||a" * (MAX_DEPTH + 1), "nested deeper than 100"),
        ("[@, @] | " * 24 + "@", "times the document's size"),
        ("[@, @][] | " * 24 + "@", "times the document's size"),
        ("join('', [@, @]) | " * 28 + "@", "times the document's size"),
        ("join(a, b)", "square of the document"),
        ("`" + "9" * 5000 + "`", "not JSON"),
        ("a[" + "9" * 5000 + "]", "number that is too long"),
        ("`1e999`", "not JSON"),
    ],
    ids=lambda value: value[:20],
)
def test_a_bound_is_an_error_with_a_caret(text, message):
    with pytest.raises(ExpressionError, match=message) as caught:
        compile_expression(text)

    assert "\n    " in str(caught.value)
    assert "^" in str(caught.value)
    assert len(str(caught.value)) < 1000


def test_what_is_too_long_is_not_even_read():
    """The stock lexer takes the square of the length of a text: it sees none that is too long. Counted, not timed."""
    seen: list[str] = []

    class Text(str):
        __slots__ = ()

        def __iter__(self):
            seen.append("read")
            return super().__iter__()

    with pytest.raises(ExpressionError, match="1000000 characters"):
        parse(Text("'" * 1_000_000))
    assert seen == []


def test_bindings_and_relations_that_double_one_another_are_refused_where_they_grow_too_large():
    """See tests/degrees: thirty bindings of two calls each would make a text of 2 ** 30 times the document."""
    folder = HERE.parent / "degrees" / "bindings-that-double-one-another"

    assert [error.line for error in policy_loader.load([folder]).errors] == [21]
