"""Text with unknown parts, held as a plain string in which private-use characters stand for what is not known.

Parsers of shell, YAML, JSON and TOML read such a string as any other, and what they cut out of it is mapped back: the text
`ECS_CLUSTER=${Cluster}` keeps the reference as the value. A hole is taken as one word: never a quote, a newline or a semicolon.
"""

from __future__ import annotations

import re
from typing import Any

from scanner.jmes.values import derive, selector_of
from scanner.patterns import regex
from scanner.unknown import ABSENT, NUMBER, STRING, Unknown

FIRST = 0x100000
LAST = 0x10FFFD
HOLE = regex(f"[{chr(FIRST)}-{chr(LAST)}]")
"""One hole (Supplementary Private Use Area-B)."""
WORD = regex(r"[\w./:@%+,=~-]*", re.ASCII)
"""Text that means the same wherever it stands in a script."""
MOST_ALTERNATIVES = 16


def has_hole(text: str) -> bool:
    """Whether some part of the text is unknown."""
    return HOLE.search(text) is not None


class Holes:
    """The unknown parts met so far, numbered by their character."""

    def __init__(self) -> None:
        """Start with none."""
        self.values: list[Any] = []

    def mark(self, value: Any) -> str:
        """The character that stands for a value: an Unknown, or a character of the text that looked like a hole."""
        if FIRST + len(self.values) > LAST:  # more holes than characters: the last one stands for all further ones
            self.values[-1] = Unknown("the text has too many unknown parts", types=STRING)
            return chr(LAST)
        self.values.append(value)
        return chr(FIRST + len(self.values) - 1)

    def unknown(self, reason: str, *, truthy: bool = False) -> str:
        """A new hole for a text that cannot be told."""
        return self.mark(Unknown(reason, types=STRING, truthy=truthy))

    def encode(self, value: str | Unknown) -> str:
        """The text with its unknown parts as holes; an Unknown without parts is one hole between its known affixes."""
        if isinstance(value, str):
            return HOLE.sub(lambda match: self.mark(match[0]), value)
        if value.parts is None:
            return self.mark(value)
        return "".join(self.encode(part) if isinstance(part, str) else self.mark(part) for part in value.parts)

    def decode(self, text: str) -> str | Unknown:
        """The text, or where parts of it are unknown an Unknown that keeps them (the part itself where it is the whole)."""
        parts: list[str | Unknown] = []
        for piece in re.split(f"({HOLE.pattern})", text):
            value = self.values[ord(piece) - FIRST] if HOLE.fullmatch(piece) else piece
            if value == "" and isinstance(value, str):
                continue
            if isinstance(value, str) and parts and isinstance(parts[-1], str):
                parts[-1] += value
            else:
                parts.append(value if isinstance(value, str) else as_text(value))
        if not parts:
            return ""
        return parts[0] if len(parts) == 1 else joined(tuple(parts))

    def show(self, text: str) -> str:
        """The text for a person: unknown parts as "...", at most 80 characters, on one line."""
        shown = " ".join(HOLE.sub("...", text).split())
        return shown if len(shown) <= 80 else shown[:77] + "..."

    def first(self, text: str) -> Unknown:
        """The first unknown part of the text."""
        for found in HOLE.findall(text):
            value = self.values[ord(found) - FIRST]
            if isinstance(value, Unknown):
                return value
        return Unknown("part of the text is not known", types=STRING)

    def reason(self, text: str) -> str:
        """Why the first unknown part of the text is not known."""
        return self.first(text).reason

    def derive(self, text: str, types: int, **fields: Any) -> Unknown:
        """A new Unknown that hangs on the first unknown part of the text."""
        return derive(types, self.first(text), **fields)


def as_text(value: Unknown) -> Unknown:
    """The value as it stands inside a text: never absent, always a string. A number's text is not the number."""
    if value.types == STRING and not value.may_be_absent:
        return value
    identity = ("text", value.identity) if value.identity is not None else None
    alternatives = None
    if value.one_of is not None:
        alternatives = tuple(_alternative_text(one) for one in value.one_of)
        if any(one is None for one in alternatives):
            alternatives = None
    return value.but(
        types=STRING,
        may_be_absent=False,
        identity=identity,
        one_of=alternatives,
        truthy=value.truthy or value.types == NUMBER,
        minimum=None,
        maximum=None,
        reference=value.reference if value.types & STRING else None,
    )


def _alternative_text(value: Any) -> Any:
    """An alternative inside a text; None where it has no text."""
    if value is ABSENT:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Unknown):
        return as_text(value)
    return value if isinstance(value, str) else None


def joined(parts: tuple[str | Unknown, ...]) -> Unknown:
    """A text of several parts: as alternatives where its unknown parts are few finite choices, else with its known affixes."""
    choices = [part for part in parts if isinstance(part, Unknown) and part.one_of is not None]
    selectors = {selector_of(part) for part in choices}
    if len(choices) == sum(isinstance(part, Unknown) for part in parts) and len(selectors) == 1 and None not in selectors:
        counts = {len(part.one_of or ()) for part in choices}
        if len(counts) == 1 and all(isinstance(one, str) for part in choices for one in part.one_of or ()):
            texts = tuple("".join(_part_of(part, index) for part in parts) for index in range(counts.pop()))
            return derive(STRING, *choices, one_of=texts, selector=selectors.pop())
    identities = tuple(part if isinstance(part, str) else part.identity for part in parts)
    return derive(
        STRING,
        *(part for part in parts if isinstance(part, Unknown)),
        identity=("joined", identities) if None not in identities else None,
        prefix=parts[0] if isinstance(parts[0], str) else parts[0].prefix,
        suffix=parts[-1] if isinstance(parts[-1], str) else parts[-1].suffix,
        parts=parts,
        truthy=any(part if isinstance(part, str) else part.truthy for part in parts),
    )


def _part_of(part: str | Unknown, index: int) -> str:
    """A part's text where the choice of this index is made."""
    return part if isinstance(part, str) else str((part.one_of or ())[index])


def cases(value: Unknown) -> tuple[Unknown, list[str | Unknown]] | None:
    """Split a text on a part whose alternatives are more than words (a whole line of a script, say).

    The part, and the text for each of its alternatives; parts that hang on the same selector choose alike. None where
    no part asks for it.
    """
    parts = value.parts or ()
    for part in parts:
        if not isinstance(part, Unknown) or part.one_of is None or len(part.one_of) > MOST_ALTERNATIVES:
            continue
        if all(isinstance(one, str) and WORD.fullmatch(one) for one in part.one_of):
            continue
        return part, [_chosen(parts, part, index) for index in range(len(part.one_of))]
    return None


def _chosen(parts: tuple[Any, ...], choice: Unknown, index: int) -> str | Unknown:
    """The text in which a choice, and every part that hangs on its selector, takes its alternative of this index."""
    flat: list[str | Unknown] = []
    for part in parts:
        alike = part is choice or (
            isinstance(part, Unknown) and selector_of(part) == selector_of(choice) is not None and len(part.one_of or ()) > index
        )
        text = _alternative_text(part.one_of[index]) if alike else part
        if text is None:
            text = Unknown(choice.reason, types=STRING, settle=choice.settle)
        flat.extend(text.parts if isinstance(text, Unknown) and text.parts is not None else (text,))
    if all(isinstance(part, str) for part in flat):
        return "".join(part for part in flat if isinstance(part, str))
    return Unknown(choice.reason, types=STRING, parts=tuple(flat))
