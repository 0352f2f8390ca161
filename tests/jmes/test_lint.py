"""The traps of JMESPath: flagged at their place, and only where they are traps."""

from __future__ import annotations

import pytest

from scanner.jmes import Function, compile_expression
from scanner.jmes.lint import traps
from scanner.unknown import ANY

FUNCTIONS = {name: Function(name, (), ANY, lambda context: None) for name in ("f", "item")}


@pytest.mark.parametrize(
    ("text", "message", "offset", "hint"),
    [
        ("!a.b", '"!" applies to "a" alone, so this is always null', 0, "write !(a.b)"),
        ("!f().x", '"!" applies to "f()" alone, so this is always null', 0, "write !(f().x)"),
        ("x && !item().X.Y", '"!" applies to "item()" alone, so this is always null', 5, "write !(item().X.Y)"),
        ("!a[?b]", '"!" applies to "a" alone, so this is always null', 0, "write !(a[?b])"),
        ("!a[].b", '"!" applies to "a" alone, so this is always null', 0, "write !(a[].b)"),
        ("xs[?!a.b && c]", '"!" applies to "a" alone, so this is always null', 4, "write !(a.b)"),
        ("a[0] | [0] || b", '"||" binds more tightly than "|", so "b" reads what stands left of the "|"', 14, "write (a[0] | [0]) || b"),
        ("a == null", '"null" is a field of that name here', 5, "write `null` in backticks"),
        ("a[?b == true].c", '"true" is a field of that name here', 8, "write `true` in backticks"),
        ("a | [0] || @.b", '"||" binds more tightly than "|", so "@.b" reads what stands left of the "|"', 11, "write (a | [0]) || @.b"),
    ],
)
def test_trap_is_flagged_with_its_remedy(text: str, message: str, offset: int, hint: str) -> None:
    """One error, its caret under the operator or what it misreads, and the text to write instead."""
    found = traps(compile_expression(text, FUNCTIONS))

    assert [(error.message, error.offset, error.hint) for error in found] == [(message, offset, hint)]


@pytest.mark.parametrize(
    "text",
    [
        *("!a", "!f()", "!(a.b)", "!(f().x)", "!a[*].b", "!a == b", "!length(a)", "(!a || b).c", "a | [0]", "a | [0] || f()"),
        *(
            "a | [0] || 'x'",
            "a | ([0] || b)",
            "(a | [0]) || b",
            "a | exists || b",
            "a | @ && b",
            "a || b | [0]",
            "a.null",
            '"null"',
            "a == `null`",
        ),
    ],
)
def test_what_is_meant_is_not_flagged(text: str) -> None:
    """No trap in what does what it says."""
    assert traps(compile_expression(text, FUNCTIONS)) == []


def test_hint_parses_and_has_no_trap() -> None:
    """What the hint says to write is an expression without traps."""
    for text in ("!a.b", "!f().x", "!a[?b]", "a | [0] || b"):
        hint = traps(compile_expression(text, FUNCTIONS))[0].hint or ""

        assert traps(compile_expression(hint.removeprefix("write "), FUNCTIONS)) == []
