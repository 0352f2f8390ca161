"""The order of a report's lines, kept without rewriting what did not move.

A line has a position: a whole number, greater than that of the line before. What is new goes between its neighbours; what moved is given a
new position, as few lines as can be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from operator import lt
from typing import Final

STEP: Final = 1 << 24
"""Between lines that come to an end of the report."""
LIMIT: Final = 1 << 62
"""Beyond it, all lines are placed anew."""
ROOM: Final = 1 << 8
"""Between lines where others had to make room."""


def placed(found: Sequence[int | None], top: int) -> dict[int, int]:
    """The positions of lines that have none (None), and of those that must move, by their place in the report.

    `top`: the highest position that is taken anywhere.
    """
    at = list(found)
    hits = [position for position in at if position is not None]
    if not all(map(lt, hits, islice(hits, 1, None))):
        _leave_rising(at)
    given = _given(at, top)
    if given and max(map(abs, given.values())) > LIMIT:
        return {place: STEP * (place + 1) for place in range(len(at))}
    return given


def _given(at: list[int | None], top: int) -> dict[int, int]:
    """Positions for each row of lines that have none: between its neighbours, or beyond an end."""
    given: dict[int, int] = {}
    place, total = 0, len(at)
    while place < total:
        try:
            place = at.index(None, place)
        except ValueError:
            break
        before = at[place - 1] if place else None
        end, after = _end(at, place, before)
        count = end - place
        if after is None:
            start, step = top if before is None else max(top, before), STEP
        elif before is None:
            start, step = after - STEP * (count + 1), STEP
        else:
            start, step = before, (after - before) // (count + 1)
        given.update((place + number, start + step * (number + 1)) for number in range(count))
        place = end
    return given


def _end(at: list[int | None], place: int, before: int | None) -> tuple[int, int | None]:
    """Where a row that begins at `place` ends, and the position that it must stay below: where there is no room, others join it."""
    for end in range(place + 1, len(at)):
        after = at[end]
        if after is None:
            continue
        room = 1 if at[end - 1] is None else ROOM
        if before is None or (after - before) // (end - place + 1) >= room:
            return end, after
    return len(at), None


def _leave_rising(at: list[int | None]) -> None:
    """Leave the positions of the longest rising row; the others have to move."""
    tails: list[int] = []
    places: list[int] = []
    came: dict[int, int] = {}
    for place, position in enumerate(at):
        if position is None:
            continue
        length = bisect_left(tails, position)
        if length == len(tails):
            tails.append(position)
            places.append(place)
        else:
            tails[length] = position
            places[length] = place
        came[place] = places[length - 1] if length else -1
    rising = set()
    place = places[-1] if places else -1
    while place >= 0:
        rising.add(place)
        place = came[place]
    for place, position in enumerate(at):
        if position is not None and place not in rising:
            at[place] = None
