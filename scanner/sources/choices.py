"""Choices by a condition: a tree whose leaves are True and False decides between values.

A condition that may be either is a choice on a selector of its own; two that have one selector agree.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from scanner.canonical import digest
from scanner.sources.values import LEAVES, choose, grow, is_bounded, key_of, selector_of, types_of, without_choice
from scanner.unknown import BOOLEAN, Unknown


def undecided(selector: Hashable, reason: str, settle: str | None) -> Unknown:
    """A condition that may be either."""
    return Unknown(reason=reason, types=BOOLEAN, one_of=(True, False), selector=selector, settle=settle)


def graft(tree: Any, yes: Any, no: Any) -> Any:
    """A value by a condition: `yes` where the tree is True, `no` where it is False.

    A tree of more than LEAVES outcomes becomes one choice on a selector of its own, which forgets only what else hangs on it.
    """
    left = [LEAVES]

    def descend(at: Any, yes: Any, no: Any) -> Any:
        if at is True or at is False:
            left[0] -= 1
            return yes if at else no
        if left[0] < 0:
            return None
        selector = selector_of(at)
        return grow(at, [descend(branch, choose(yes, selector, i), choose(no, selector, i)) for i, branch in enumerate(at.one_of)])

    result = descend(tree, yes, no)
    if left[0] >= 0 and is_bounded(result):
        return result
    selector = ("condition", digest(repr(key_of(tree))))
    either = grow(undecided(selector, tree.reason, tree.settle), [yes, no])
    if is_bounded(either):
        return either
    if types_of(either) == BOOLEAN:
        return undecided(("condition", digest(repr(key_of(either)))), tree.reason, tree.settle)
    return without_choice(either)


def implied(tree: Any, wanted: bool) -> dict[Hashable, int]:
    """The choices that hold wherever a condition is `wanted`: those that only one way through the tree can make."""
    chosen: dict[Hashable, int] = {}
    while isinstance(tree, Unknown) and tree.one_of is not None:
        possible = [index for index, branch in enumerate(tree.one_of) if branch is not (not wanted)]
        if len(possible) != 1:
            break
        chosen[selector_of(tree)] = possible[0]
        tree = tree.one_of[possible[0]]
    return chosen
