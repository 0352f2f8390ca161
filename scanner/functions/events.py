"""EventBridge's event patterns, matched against one event.

EventBridge user guide, "Amazon EventBridge event patterns" and "Comparison operators for use in event patterns"; for what they leave
open (arrays, absent fields), the README of aws/event-ruler, the library that EventBridge runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scanner.errors import EvaluationError
from scanner.functions import globs
from scanner.functions.kleene import Truth, any_of, either, every, judge, members, negation
from scanner.functions.text import parse_json
from scanner.unknown import ABSENT, ARRAY, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

OPERATORS = frozenset(("prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr", "wildcard"))


def event_matches(pattern: Any, event: Any) -> Truth:
    """Whether a pattern, an object or its JSON text, matches an event.

    A field that the event has not matches only `{"exists": false}`; a field that is a list matches by any of its members.
    None where something unknown decides, or an operator that is not known here, or a pattern that EventBridge would refuse.
    """
    if pattern is None or event is None:
        return False
    if isinstance(pattern, str) or (isinstance(pattern, Unknown) and pattern.types == STRING):
        try:
            pattern = parse_json(pattern)
        except EvaluationError:
            return None
    return judge(pattern, lambda one: _object(one, event))


def asked(pattern: Any, event: Any) -> tuple[Any, Any]:
    """A pattern, and the fields of an event that it asks for."""
    return pattern, _asked(pattern, event)


def _asked(pattern: Any, event: Any) -> Any:
    if isinstance(pattern, dict) and isinstance(event, dict) and "$or" not in pattern:
        return {key: _asked(wanted, event[key]) for key, wanted in pattern.items() if key in event}
    return event


def _object(pattern: Any, event: Any) -> Truth:
    """An object of a pattern: every field of it must match."""
    if isinstance(pattern, OpenObject):
        found = _object(pattern.known, event)
        return None if pattern.open and found else found
    if not isinstance(pattern, dict) or not pattern:
        return None
    return every(_field(key, wanted, event) for key, wanted in pattern.items() if wanted is not ABSENT)


def _field(key: str, wanted: Any, event: Any) -> Truth:
    """One field of a pattern."""
    if key == "$or" and _is_or(wanted):
        alternatives, more = members(wanted)
        truths = [judge(one, lambda item: _object(item, event)) for one, _ in alternatives]
        maybes = [None if maybe and truth else truth for truth, (_, maybe) in zip(truths, alternatives, strict=True)]
        return either([*maybes, *([None] if more else [])])
    if isinstance(wanted, Unknown) and wanted.may_be_absent:
        return None
    return judge(_values(event, key), lambda value: judge(wanted, lambda one: _match(one, value)), ABSENT)


def _is_or(wanted: Any) -> bool:
    """Whether `$or` is the operator: a list of two objects or more, none of whose fields is an operator's name."""
    items, _ = members(wanted)
    if not isinstance(wanted, (list, OpenList)) or len(items) < 2:
        return False
    return not any(isinstance(item, dict) and OPERATORS & item.keys() for item, _ in items)


def _values(event: Any, key: str) -> Any:
    """The field of an event; ABSENT where it has none."""
    if isinstance(event, dict):
        found = event.get(key, ABSENT)
        if isinstance(found, Unknown) and found.may_be_absent:
            return Unknown(found.reason, one_of=(found.but(may_be_absent=False), ABSENT))
        return found
    if isinstance(event, OpenObject):
        if key in event.known or not event.open:
            return _values(event.known, key)
        return Unknown(event.reason or "the event may have more fields", one_of=(Unknown(event.reason), ABSENT))
    if isinstance(event, Unknown) and event.types & (OBJECT | ARRAY):
        return Unknown(event.reason, one_of=(Unknown(event.reason), ABSENT))
    return ABSENT


def _match(wanted: Any, value: Any) -> Truth:
    """A field of a pattern (an object below, or a list of what may stand there) against the event's."""
    if isinstance(wanted, (dict, OpenObject)):
        if isinstance(value, (list, OpenList)):  # the fields of a pattern must hold in one member
            below = any_of(value, lambda item: _object(wanted, item))
            return below if below is not False else _object(wanted, {}) and None
        return _object(wanted, {} if value is ABSENT or value is None else value)
    if isinstance(wanted, (list, OpenList)):
        options, more = members(wanted)
        if not options and not more:
            return None
        truths = [_option_truth(option, value, maybe) for option, maybe in options]
        return either([*truths, *([None] if more else [])])
    return None


def _option_truth(option: Any, value: Any, maybe: bool) -> Truth:
    """One of the values that a pattern's list offers."""
    truth = judge(option, lambda one: _option(one, value))
    return None if maybe and truth else truth


def _option(option: Any, value: Any) -> Truth:
    """One offered value or operator against a field of the event."""
    if isinstance(option, dict):
        if len(option) != 1:
            return None
        ((operator, operand),) = option.items()
        if operator == "exists":
            return judge(operand, lambda wanted: _exists(wanted, value))
        test = TESTS.get(operator)
        if test is None:
            return None
        return _each(value, lambda leaf: judge(operand, lambda one: test(one, leaf)))
    if isinstance(option, (list, OpenList, OpenObject)):
        return None
    return _each(value, lambda leaf: equals(option, leaf))


def _each(value: Any, test: Callable[[Any], Truth]) -> Truth:
    """A test of a field: of each member where it is a list; false where the field is absent or an object."""
    if value is ABSENT or isinstance(value, (dict, OpenObject)):
        return False
    if isinstance(value, (list, OpenList)):
        return any_of(value, lambda item: _each(item, test))
    return judge(value, test)


def _exists(wanted: Any, value: Any) -> Truth:
    """`{"exists": true}`: the field is there, and is no object."""
    if not isinstance(wanted, bool):
        return None
    if isinstance(value, Unknown):
        present: Truth = True if not value.types & (OBJECT | ARRAY) else None
    elif isinstance(value, (list, OpenList)):
        items, more = members(value)
        leaves = [None if maybe or isinstance(item, Unknown) else not isinstance(item, (dict, OpenObject)) for item, maybe in items]
        present = None if not items else either([*leaves, *([None] if more else [])])
    else:
        present = value is not ABSENT and not isinstance(value, (dict, OpenObject))
    return present if wanted else negation(present)


def equals(wanted: Any, value: Any) -> Truth:
    """Whether two leaves are equal. EventBridge compares numbers as they are written, so 300 and 300.0 are not told apart here."""
    if isinstance(wanted, Unknown) or isinstance(value, Unknown):
        if isinstance(wanted, Unknown) and isinstance(value, Unknown):
            return True if wanted == value else None if wanted.types & value.types else False
        unknown, known = (wanted, value) if isinstance(wanted, Unknown) else (value, wanted)
        if isinstance(known, str):
            return None if unknown.types & STRING and globs.may_match(globs.pieces(unknown), list(known)) else False
        return None if unknown.types & _type(known) else False
    if _type(wanted) != _type(value):
        return False
    if isinstance(wanted, float) or isinstance(value, float):
        return None if wanted == value else False
    return bool(wanted == value)


def _type(value: Any) -> int:
    """The type of a known leaf."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return 2
    return NUMBER if isinstance(value, (int, float)) else STRING if isinstance(value, str) else ARRAY | OBJECT


def _text(test: Callable[[list[Any], str], Truth]) -> Callable[[Any, Any], Truth]:
    """An operator on texts: false for other leaves, and not known where its operand is not known."""

    def check(operand: Any, leaf: Any) -> Truth:
        if isinstance(leaf, Unknown):
            if not leaf.types & STRING:
                return False
            tokens, certain = globs.pieces(leaf), leaf.types == STRING
        elif isinstance(leaf, str):
            tokens, certain = list(leaf), True
        else:
            return False
        if not isinstance(operand, str):
            return None
        truth = test(tokens, operand)
        return truth if certain or truth is False else None

    return check


def _folded(tokens: list[Any]) -> list[Any]:
    """Text without case."""
    return [token.lower() if isinstance(token, str) else token for token in tokens]


def _ignoring_case(tokens: list[Any], operand: str) -> Truth:
    return globs.matches(_folded(tokens), list(operand.lower()))


def _affix(start: bool) -> Callable[[Any, Any], Truth]:
    """`prefix` or `suffix`, whose operand may be {"equals-ignore-case": text}."""

    def pattern(text: str) -> list[Any]:
        return [*text, globs.STAR] if start else [globs.STAR, *text]

    exact = _text(lambda tokens, operand: globs.matches(tokens, pattern(operand)))
    folded = _text(lambda tokens, operand: globs.matches(_folded(tokens), pattern(operand.lower())))

    def check(operand: Any, leaf: Any) -> Truth:
        if isinstance(operand, dict):
            return folded(operand["equals-ignore-case"], leaf) if operand.keys() == {"equals-ignore-case"} else None
        return exact(operand, leaf)

    return check


def _anything_but(operand: Any, leaf: Any) -> Truth:
    """`anything-but`: a value, a list of values, or one operator on texts with a value or a list."""
    if isinstance(operand, dict):
        if len(operand) != 1:
            return None
        ((operator, excluded),) = operand.items()
        test = TESTS.get(operator) if operator in ("prefix", "suffix", "equals-ignore-case", "wildcard") else None
        if test is None:
            return None
        return negation(any_of(excluded, lambda one: test(one, leaf)))
    if isinstance(operand, Unknown):
        return None
    return negation(any_of(operand, lambda one: equals(one, leaf)))


def _numeric(operand: Any, leaf: Any) -> Truth:
    """`numeric`: pairs of comparison and number, all of which must hold."""
    low, high = (leaf.minimum, leaf.maximum) if isinstance(leaf, Unknown) else (leaf, leaf)
    if isinstance(leaf, Unknown) and not leaf.types & NUMBER:
        return False
    if not isinstance(leaf, Unknown) and (isinstance(leaf, bool) or not isinstance(leaf, (int, float))):
        return False
    if not isinstance(operand, list) or len(operand) % 2:
        return None
    truth = every(_compared(operator, bound, low, high) for operator, bound in zip(operand[::2], operand[1::2], strict=True))
    return truth if not isinstance(leaf, Unknown) or leaf.types == NUMBER or truth is False else None


def _compared(operator: Any, bound: Any, low: float | None, high: float | None) -> Truth:
    """A number between low and high against a bound."""
    if not isinstance(bound, (int, float)) or isinstance(bound, bool):
        return None
    if operator == "=":
        if low == high == bound:
            return True
        return False if (low is not None and low > bound) or (high is not None and high < bound) else None
    tests: dict[Any, tuple[Callable[[float], bool], bool]] = {
        "<": (lambda number: number < bound, True),
        "<=": (lambda number: number <= bound, True),
        ">": (lambda number: number > bound, False),
        ">=": (lambda number: number >= bound, False),
    }
    if operator not in tests:
        return None
    holds, below = tests[operator]
    hardest, easiest = (high, low) if below else (low, high)
    if hardest is not None and holds(hardest):
        return True
    return False if easiest is not None and not holds(easiest) else None


def _cidr(operand: Any, leaf: Any) -> Truth:
    """`cidr`: an address inside a range."""
    import ipaddress

    if isinstance(leaf, Unknown):
        return None if leaf.types & STRING else False
    if not isinstance(operand, str):
        return None
    try:
        network = ipaddress.ip_network(operand, strict=False)
    except ValueError:
        return None
    try:
        address = ipaddress.ip_address(leaf) if isinstance(leaf, str) else None
    except ValueError:
        return False
    return address is not None and address in network


TESTS: dict[str, Callable[[Any, Any], Truth]] = {
    "prefix": _affix(start=True),
    "suffix": _affix(start=False),
    "equals-ignore-case": _text(_ignoring_case),
    "wildcard": _text(lambda tokens, operand: globs.matches(tokens, globs.wildcard_tokens(operand))),
    "anything-but": _anything_but,
    "numeric": _numeric,
    "cidr": _cidr,
}
"""What each operator says of a leaf that is there: (operand, leaf) -> truth."""
