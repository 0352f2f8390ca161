"""Whether an argument has the value that a row asks for: yes, no, or a choice where it is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.catalog.terraform.values import given
from scanner.unknown import ABSENT, ANY, BOOLEAN, NULL, OpenList, Unknown


def both(one: Any, other: Any) -> Any:
    """Whether two things hold, each True, False or a choice between them."""
    if one is True or other is False:
        return other
    if other is True or one is False:
        return one
    return one.but(one_of=tuple(both(branch, other) for branch in one.one_of), identity=None)


def matches(value: Any, wanted: Any, key: Any) -> Any:
    """Whether a value is one of those wanted, or is given as wanted: True, False, or a choice."""
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(one_of=tuple(matches(one, wanted, key) for one in value.one_of), types=BOOLEAN, identity=None)
    if isinstance(wanted, dict):
        if isinstance(value, (OpenList, Unknown)) and not (isinstance(value, Unknown) and sure(value)):
            return Unknown(value.reason, types=BOOLEAN, one_of=(True, False), selector=("when", *key), settle=settle_of(value))
        return given(value) == wanted["given"]
    listed = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(value, Unknown):
        if listed == [None] and sure(value):
            return False
        return Unknown(value.reason, types=BOOLEAN, one_of=(True, False), selector=("when", *key), settle=value.settle)
    return (None if value is ABSENT else value) in listed


def sure(value: Unknown) -> bool:
    """Whether an unknown value is certainly there: what a resource gives, or what cannot be null."""
    return not value.may_be_absent and (value.reference is not None or not value.types & NULL)


def settle_of(value: Unknown | OpenList) -> str | None:
    """What would settle what is not known."""
    return value.settle if isinstance(value, Unknown) else next((one.settle for one in value.causes), None)


def all_match(values: Mapping[str, Any], wanted: Mapping[str, Any], key: str) -> Any:
    """Whether all arguments of some have the values that are wanted."""
    result: Any = True
    for name, one in wanted.items():
        result = both(result, matches(values.get(name), one, (key, name, str(one))))
    return result


def negated(one: Any) -> Any:
    """Whether something does not hold."""
    if isinstance(one, Unknown) and one.one_of is not None:
        return one.but(one_of=tuple(negated(branch) for branch in one.one_of), identity=None)
    return not one


def without(value: Any, gone: Any) -> Any:
    """A value that is not there where something holds."""
    if gone is True:
        return ABSENT
    if gone is False:
        return value
    return gone.but(one_of=tuple(without(value, branch) for branch in gone.one_of), types=ANY, identity=None)
