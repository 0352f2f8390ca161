"""What user data makes of an instance: the ECS agent's settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.functions.cloud_init import File, Hidden, Script, Setting, Step, steps
from scanner.functions.holes import Holes, cases
from scanner.functions.shell import Choice, Cleared, Interpreter, State, Unread, settings
from scanner.jmes.values import derive, selector_of
from scanner.unknown import OBJECT, OpenObject, Unknown

CONFIG = "/etc/ecs/ecs.config"
"""Where the agent's launcher reads its settings (ECS developer guide, "Amazon ECS container agent configuration")."""
DEEPEST_SPLIT = 4


def ecs_config(user_data: str | Unknown | None) -> dict[str, Any] | OpenObject | Unknown:
    """The settings of the ECS agent after boot, `ECS_*` and others, each as text; {} where user data writes none.

    Values keep the references that the text embeds. What the script decides at run time is an Unknown or one of few
    alternatives; where something runs that we cannot see, the object is open (that it leaves alone what the script itself wrote is
    assumed, unless it names the file).
    """
    found: dict[str, Any] | OpenObject | Unknown = by_cases(user_data, _settings, {})
    return found


def by_cases(user_data: str | Unknown | None, read: Callable[[str, Holes], Any], nothing: Any, depth: int = 0) -> Any:
    """`read` of a text with its holes; of each alternative, where whole lines of the text hang on a choice."""
    if user_data is None:
        return nothing
    if isinstance(user_data, Unknown):
        if user_data.parts is None:
            return derive(OBJECT, user_data)
        split = cases(user_data)
        if split is not None:
            part, texts = split
            if depth >= DEEPEST_SPLIT:
                return derive(OBJECT, part, reason="the text hangs on too many conditions")
            results = tuple(by_cases(text, read, nothing, depth + 1) for text in texts)
            return derive(OBJECT, part, one_of=results, selector=selector_of(part))
    holes = Holes()
    return read(holes.encode(user_data), holes)


def _settings(text: str, holes: Holes) -> Any:
    """The settings of one text."""
    if len(text) == 1 and holes.values:
        return holes.derive(text, OBJECT)
    shell = boot(text, holes)
    return settings(shell.state.files.get(CONFIG, ()), holes)


def boot(text: str, holes: Holes) -> Interpreter:
    """Follow user data (with holes) from its first part to its last."""
    shell = Interpreter(holes, State(), watched=(CONFIG,))
    for step in steps(text, holes):
        _follow(shell, step)
    return shell


def _follow(shell: Interpreter, step: Step) -> None:
    """One step of the boot."""
    if isinstance(step, Script):
        shell.state = State(files=shell.state.files)
        shell.run(step.text)
    elif isinstance(step, File):
        if not step.append:
            shell.write(step.path, Cleared())
        shell.write(step.path, Unread("a file of the user data cannot be decoded", replaces=True) if step.content is None else step.content)
    elif isinstance(step, Setting):
        text = f"{step.key}={step.value}\n"
        shell.write(CONFIG, Choice("a condition of the script", ((text,), ())) if step.doubtful else text)
    elif isinstance(step, Hidden):
        shell.hide(step.reason, CONFIG if step.agent else None)
