"""Two long lists that differ little, laid beside each other: what is equal is compared in blocks, without looking each member up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

_BLOCKS: Final = (256, 64, 16, 4, 1)
_WINDOW: Final = 16
_WIDER: Final = 8


def aligned(new: Sequence[bytes], old: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    """Rows of equal members in the order of both: place in `new`, place in `old`, length.

    Where they differ, the nearest member that both have goes on; what moved far, or back, is in no row.
    """
    here = there = 0
    while here < len(new) and there < len(old):
        length = _equal(new, old, here, there)
        if length:
            yield here, there, length
            here, there = here + length, there + length
            continue
        step = _meeting(new, old, here, there)
        if step is None:
            return
        here, there = here + step[0], there + step[1]


def _equal(new: Sequence[bytes], old: Sequence[bytes], here: int, there: int) -> int:
    """How many members are equal from two places on."""
    length = 0
    for size in _BLOCKS:
        while True:
            block = new[here + length : here + length + size]
            if len(block) < size or block != old[there + length : there + length + size]:
                break
            length += size
    return length


def _meeting(new: Sequence[bytes], old: Sequence[bytes], here: int, there: int) -> tuple[int, int] | None:
    """How far to go in both to the nearest member that both have; None where there is none."""
    width = _WINDOW
    while True:
        window = old[there : there + width]
        places = dict(zip(reversed(window), range(len(window) - 1, -1, -1), strict=True))
        ahead = new[here : here + width]
        for far, member in enumerate(ahead):
            place = places.get(member)
            if place is not None:
                return far, place
        if len(window) < width and len(ahead) < width:
            return None
        width *= _WIDER
