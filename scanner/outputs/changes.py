"""What would have to be different for a failing verdict to turn, from the grounds that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scanner.outputs.grounds import expression, name_of, read_line, value
from scanner.records import replace
from scanner.report import Ground

MOST_CHANGES = 14
MOST_MEMBERS = 3
"""Members of a list whose changes are told one by one."""


def changes(grounds: Sequence[Ground]) -> Iterator[tuple[int, str]]:
    """(level, sentence): what would have to be different, from what decides."""
    for count, line in enumerate(line for ground in grounds for line in _change(ground, 0)):
        if count >= MOST_CHANGES:
            yield 0, "- and so on, as told above"
            return
        yield line


def _change(ground: Ground, level: int) -> Iterator[tuple[int, str]]:
    members = [one for one in ground.because if one.about is not None]
    if ground.title:
        title = ground.title[:1].lower() + ground.title[1:]
        yield level, f"- {_of_leaf(ground)} ({title})"
    elif ground.reads and ground.reads[0].value in ([], None) and ground.reads[0].expression != ground.expression:
        read = ground.reads[0]
        if ground.expression == f"exists({read.expression})":
            yield level, f"- {expression(read.expression)} must be set"
            return
        must = "must not hold" if ground.holds else "must hold"
        yield level, f"- {expression(ground.expression)} {must}, and {read_line(ground.reads[0])}"
    elif members:
        yield from _of_members(ground, members, level)
    elif ground.turn and not ground.reads:
        yield level, "- one of these:" if ground.turn == "one" else "- all of these:"
        for one in ground.because:
            yield from _change(one, level + 1)
    elif len(ground.because) == 1 and not ground.reads:
        yield from _change(ground.because[0], level)
    else:
        yield level, "- " + _of_leaf(ground)


def _of_members(ground: Ground, members: Sequence[Ground], level: int) -> Iterator[tuple[int, str]]:
    """What must change where members of a list decide: in one of them, or in all."""
    text = expression(ground.expression)
    one = ground.turn == "one" or (len(members) == 1 and ground.holds is False and not ground.expression.startswith("all("))
    if len(members) > MOST_MEMBERS:
        must = "must hold, and no member of its list meets it" if one else f"must be turned by {len(members)} members"
        yield level, f"- {text} {must}: {', '.join(_names(members))}"
        return
    yield (
        level,
        f"- {text} must {'not ' if ground.holds else ''}hold"
        + (": in a member of its list this has to change" if one else ": in these members this has to change"),
    )
    for member in members:
        name = name_of(member.about) if member.about is not None else ""
        yield level + 1, f"{name}:"
        yield from _change(replace(member, about=None), level + 1)


def _names(members: Sequence[Ground]) -> list[str]:
    names = [name_of(one.about) for one in members if one.about is not None]
    return names[:5] + ([f"{len(names) - 5} more"] if len(names) > 5 else [])


def _of_leaf(ground: Ground) -> str:
    text = expression(ground.expression)
    alone = len(ground.reads) == 1 and ground.reads[0].expression == ground.expression
    if alone and ground.holds is False:
        found = ground.reads[0].value
        return f"{text} must be true" if found is False else f"{text} must find something" if found == [] else f"{text} must be set"
    if alone and ground.holds is True:
        return f"{text} must be false or not set" if ground.reads[0].value is True else f"{text} must not be set, or find nothing"
    if ground.note and ground.reads:
        return f"{text} must match: it is {value(ground.reads[0].value)}, and {ground.note}"
    compared = [*ground.reads, *(read for one in ground.because for read in one.reads if read.expression == one.expression)]
    found = "; ".join(read_line(read) for read in compared[:2])
    return f"{text} must {'not ' if ground.holds is True else ''}hold" + (f": {found}" if found else "")
