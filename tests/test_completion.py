"""What a shell completes: commands, options, and the words that an option takes."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from scanner.cli import COMMANDS, main
from scanner.outputs import FORMATS


def completed(*words: str) -> list[str]:
    """What the last word, which is not finished, may become."""
    shell = ShellComplete(main, {}, "plimsoll", "_PLIMSOLL_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("",), {*COMMANDS, "scan"}),
        (("scan", "--se"), {"--select", "--severity", "--send"}),
        (("scan", "--format", ""), set(FORMATS)),
        (("audit", "--format", "sarif"), {"sarif", "sarif-github"}),
        (("scan", "--fail-on", "new:h"), {"new:high"}),
        (("scan", "--send", ""), {"security-hub"}),
        (("role", "--format", "c"), {"cloudformation"}),
    ],
)
def test_a_shell_completes(words: tuple[str, ...], found: set[str]):
    assert set(completed(*words)) == found
