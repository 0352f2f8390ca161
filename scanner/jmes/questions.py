"""Questions about one unknown value that an evaluation could not settle: what a case split may answer both ways.

A completion answers each with yes or no, once for the whole world: "is this parameter 'prod'?" Where an answer is among the choices
made (`Context.pick`, 0 for yes and 1 for no), it is followed. "No" is said of an absent value, too, but to "is it null?".
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

from scanner.jmes.kinds import causes_of, identity_of
from scanner.unknown import ANY, BOOLEAN, NULL, NUMBER, STRING, Unknown

YES, NO = 0, 1
IS: Final = "is"
"""Is it this text, number or boolean, or null (or absent)?"""
BELOW: Final = "below"
UP_TO: Final = "up to"
"""Is it a number less than, or at most, this one?"""
STARTS: Final = "starts with"
ENDS: Final = "ends with"
HOLDS: Final = "holds"
"""Is it a text that begins or ends with, or contains, this one?"""
TRUE: Final = "is true"
"""Is it true in JMESPath's sense?"""


class Question:
    """What was asked of an unknown value: equal to the same question about the same value."""

    __slots__ = ("_key", "about", "asks", "identity")

    def __init__(self, value: Unknown, asks: str, about: Any = None) -> None:
        """Take the value, what is asked (a constant of this module) and what it is compared with."""
        self.identity: Hashable = identity_of(value)
        self.asks = asks
        self.about = about
        self._key = (self.identity, asks, about.__class__ is bool, about)

    def __eq__(self, other: object) -> bool:
        """The same question about the same value."""
        return other.__class__ is Question and self._key == other._key

    def __hash__(self) -> int:
        """By what is asked of what."""
        return hash(self._key)

    def narrow(self, value: Unknown, answer: int) -> Any:
        """A value with this identity, as the answer has it: narrower, or as it is."""
        asks, about = self.asks, self.about
        if answer == NO:
            return self._denied(value)
        if asks == IS:
            return _is(value, about)
        if asks in (BELOW, UP_TO):
            high = about if value.maximum is None else min(value.maximum, about)
            return _but(value, types=NUMBER, may_be_absent=False, maximum=high) if value.types & NUMBER else value
        if asks == TRUE:
            types = value.types & ~NULL
            return True if types == BOOLEAN else _but(value, types=types or value.types, may_be_absent=False, truthy=True)
        if not value.types & STRING:
            return value
        known = _but(value, types=STRING, may_be_absent=False, truthy=value.truthy or about != "")
        if asks == STARTS and len(about) > len(value.prefix):
            return _but(known, prefix=about)
        return _but(known, suffix=about) if asks == ENDS and len(about) > len(value.suffix) else known

    def _denied(self, value: Unknown) -> Any:
        asks, about = self.asks, self.about
        if asks == IS and about is None:
            return _but(value, types=value.types & ANY & ~NULL or value.types, may_be_absent=False)
        if value.may_be_absent:
            return value
        if asks == IS and about.__class__ is bool and value.types == BOOLEAN:
            return not about
        if asks in (BELOW, UP_TO) and value.types == NUMBER:
            return _but(value, minimum=about if value.minimum is None else max(value.minimum, about))
        if asks == TRUE and value.types in (BOOLEAN, STRING):
            return False if value.types == BOOLEAN else ""
        return value


def _is(value: Unknown, about: Any) -> Any:
    """A value that equals a literal. A number stays one of which only the size is known: 1 and 1.0 are written differently."""
    if about.__class__ in (int, float):
        return _but(value, types=NUMBER, may_be_absent=False, minimum=about, maximum=about)
    return about


def _but(value: Unknown, **changes: Any) -> Unknown:
    return value.but(identity=identity_of(value), causes=causes_of(value), **changes)


class Answers:
    """What was answered about one value."""

    __slots__ = ("_given",)

    def __init__(self) -> None:
        """Nothing yet."""
        self._given: list[tuple[Question, int]] = []

    def add(self, question: Question, answer: int) -> None:
        """One more answer."""
        self._given.append((question, answer))

    def narrow(self, value: Any) -> Any:
        """The value as the answers have it."""
        for question, answer in self._given:
            if value.__class__ is not Unknown:
                return value
            value = question.narrow(value, answer)
        return value


def answers_in(pick: Mapping[Hashable, int]) -> dict[Hashable, Any]:
    """By identity: what the choices made answer."""
    found: dict[Hashable, Any] = {}
    for key, index in pick.items():
        if key.__class__ is Question:
            found.setdefault(key.identity, Answers()).add(key, index)
    return found


def is_askable(value: Unknown) -> bool:
    """Whether the next evaluation meets the value again: it has an identity, stands in a document, or is read out of such a one."""
    if value.one_of is not None:
        return False
    identity = identity_of(value)
    while identity.__class__ is tuple and len(identity) == 3 and identity[0] in ("field", "index"):
        identity = identity[1]
    return not (identity.__class__ is Unknown and identity.causes)
