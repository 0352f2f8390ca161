"""Why an event pattern does not match an event: the fields of the pattern that decide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from scanner.encoding import encode
from scanner.errors import EvaluationError
from scanner.functions.events import event_matches
from scanner.functions.text import parse_json
from scanner.jmes.calls import Told
from scanner.unknown import OpenObject, Unknown

LONGEST = 60
MOST_DEPTH = 16


def unmatched(pattern: Any, event: Any) -> Sequence[Told]:
    """The fields of a pattern that an event does not match; where all match or may, those that are not known to; else all of them.

    Each field is asked alone: a pattern matches where every field of it does. Where the kind of event (source, detail-type) does not
    match, the fields of its detail say nothing more.
    """
    if isinstance(pattern, str):
        try:
            pattern = parse_json(pattern)
        except EvaluationError:
            return []
    told = [(event_matches(nested(path, wanted), event), path) for path, wanted in fields(pattern, ())]
    for answer in (False, None, True):
        chosen = [path for held, path in told if held is answer]
        if chosen:
            kinds = [path for path in chosen if len(path) == 1] if answer is False else []
            return [Told(0, path, note(event, path), (1, path)) for path in kinds or chosen]
    return []


def fields(pattern: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """(path, what may stand there) of each field of a pattern."""
    if isinstance(pattern, OpenObject):
        pattern = pattern.known
    for key, wanted in pattern.items() if isinstance(pattern, dict) else ():
        if isinstance(wanted, (dict, OpenObject)) and len(path) < MOST_DEPTH:
            yield from fields(wanted, (*path, key))
        else:
            yield (*path, key), wanted


def nested(path: tuple[str, ...], wanted: Any) -> Any:
    """A pattern of one field."""
    for key in reversed(path):
        wanted = {key: wanted}
    return wanted


def note(event: Any, path: tuple[str, ...]) -> str:
    """What the event has at a path."""
    for key in path:
        event = event.get(key) if isinstance(event, dict) else None
    return "the event has no such field" if event is None else f"the event has {brief(event)}"


def brief(value: Any) -> str:
    """A value on a few columns; what is unknown by its reason or by what it refers to, what is sensitive by neither."""
    if isinstance(value, Unknown):
        if value.sensitive or value.redacted is not None:
            return "(sensitive)"
        return f"{value.reference.resource.rsplit('#', 1)[-1]}.{value.reference.attribute}" if value.reference else f"({value.reason})"
    if isinstance(value, list):
        return "[" + ", ".join(map(brief, value[:4])) + (", ...]" if len(value) > 4 else "]")
    text = json.dumps(encode(value), ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."
