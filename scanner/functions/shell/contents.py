"""What a script writes to a file, in order and with its doubts, and the settings (`KEY=value` lines) that stand there at last."""

from __future__ import annotations

from typing import Any

from scanner.functions.holes import Holes, has_hole
from scanner.records import dataclass, field
from scanner.unknown import ABSENT, STRING, OpenObject, Unknown


@dataclass(frozen=True, slots=True)
class Cleared:
    """The file is empty from here on."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something is written that we cannot read."""

    reason: str
    replaces: bool = False
    """It may change every setting (it names the file); else it may only add settings that the script did not write."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several contents is written, and we cannot tell which."""

    reason: str
    branches: tuple[tuple[Item, ...], ...]


Item = str | Cleared | Unread | Choice
Content = tuple[Item, ...]
"""What was done to a file, in order: text appended (with holes), cleared, or doubt."""


def merged(contents: list[Content], reason: str) -> Content:
    """The content after a fork of which one way was taken."""
    first = contents[0]
    common = 0
    while all(len(one) > common and one[common] is first[common] for one in contents) and len(first) > common:
        common += 1
    tails = tuple(one[common:] for one in contents)
    if any(tails):
        return (*first[:common], Choice(reason, tails))
    return first


def plain_text(content: Content) -> str | None:
    """The whole text of the file, where it is certain."""
    text = ""
    for item in content:
        if isinstance(item, Cleared):
            text = ""
        elif isinstance(item, str):
            text += item
        elif isinstance(item, Choice) or item.replaces:
            return None
    return text


def every_text(content: Content) -> str:
    """All text that may stand in the file."""
    texts: list[str] = []
    for item in content:
        if isinstance(item, str):
            texts.append(item)
        elif isinstance(item, Choice):
            texts.extend(every_text(branch) + "\n" for branch in item.branches)
    return "".join(texts)


@dataclass(slots=True)
class _Settings:
    """The alternatives of each setting while a content is read: text, ABSENT or Unread."""

    known: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    rest: tuple[Any, ...] = (ABSENT,)
    pending: str = ""
    """The beginning of a line whose end is not written yet."""


def settings(content: Content, holes: Holes) -> dict[str, Any] | OpenObject:
    """The settings in a file of `KEY=value` lines; the last assignment wins.

    Lines are read as the ECS agent's launcher reads them (amazon-ecs-agent, ecs-init/docker/docker.go, getEnvVars): trimmed,
    split at the first "=", the value with its quotes. An open object where keys may stand there that we cannot see.
    """
    state = _Settings()
    _follow(content, state, holes)
    _end_line(state, holes)
    known: dict[str, Any] = {}
    for key, alternatives in sorted(state.known.items()):  # in an order that hangs on nothing unknown
        if alternatives != (ABSENT,):
            known[key] = _value(alternatives, holes)
    doubt = next((one for one in state.rest if isinstance(one, Unread)), None)
    return OpenObject(known, open=True, reason=doubt.reason) if doubt else known


def _value(alternatives: tuple[Any, ...], holes: Holes) -> Any:
    """One setting's value from its alternatives."""
    doubt = next((one for one in alternatives if isinstance(one, Unread)), None)
    if doubt:
        return Unknown(doubt.reason, types=STRING, may_be_absent=True)
    values = tuple(one if one is ABSENT else holes.decode(one) for one in alternatives)
    return values[0] if len(values) == 1 else Unknown("it is written under a condition of the script", one_of=values)


def _follow(content: Content, state: _Settings, holes: Holes) -> None:
    """Read a content into the settings."""
    for item in content:
        if isinstance(item, str):
            *lines, state.pending = (state.pending + item).split("\n")
            for line in lines:
                _read_line(line, state, holes)
        elif isinstance(item, Cleared):
            state.known, state.rest, state.pending = {}, (ABSENT,), ""
        elif isinstance(item, Unread):
            _doubt(item, state)
        else:
            _follow_choice(item, state, holes)


def _follow_choice(choice: Choice, state: _Settings, holes: Holes) -> None:
    """Read every branch from here, and join what comes out."""
    ends = []
    for branch in choice.branches:
        end = _Settings(dict(state.known), state.rest, state.pending)
        _follow(branch, end, holes)
        ends.append(end)
    if len({end.pending for end in ends}) > 1:
        for end in ends:
            _end_line(end, holes)
    state.pending = ends[0].pending
    keys = dict.fromkeys(key for end in ends for key in end.known)
    state.known = {key: _joined([end.known.get(key, end.rest) for end in ends]) for key in keys}
    state.rest = _joined([end.rest for end in ends])


def _joined(several: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The alternatives of several branches, each once."""
    return tuple(dict.fromkeys(one for alternatives in several for one in alternatives))


def _end_line(state: _Settings, holes: Holes) -> None:
    """Read what stands on the last line."""
    _read_line(state.pending, state, holes)
    state.pending = ""


def _doubt(unread: Unread, state: _Settings) -> None:
    """Something unseen was written."""
    if unread.replaces:
        state.known, state.rest = {}, (unread,)
    elif not any(isinstance(one, Unread) for one in state.rest):
        state.rest = (*state.rest, unread)


def _read_line(line: str, state: _Settings, holes: Holes) -> None:
    """One line: a setting, a comment, or doubt."""
    line = line.strip()
    if not line or line.startswith("#"):
        return
    key, equals, value = line.partition("=")
    if has_hole(key):
        _doubt(Unread(holes.reason(key), replaces=True), state)
    elif equals:
        state.known[key] = (value,)
