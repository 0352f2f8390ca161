"""What never leaves a source: sensitive values become a keyed hash with their kind, before a Snapshot exists.

Which values are sensitive is data (`schemas/sensitive.json`). Names, references, switches, commands and allow-listed settings stay, so
that a policy reads the same before and after. A second redaction changes nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, Final

from scanner import lean_json
from scanner.digests import keyed
from scanner.encoding import redacted_value
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.redaction.parts import Find, hide_text
from scanner.redaction.rules import ASSIGNED, BEARER, DETECTED, STRICT_REFERENCE, Branch, Rule, is_secret_name, sensitive
from scanner.redaction.values import HIDE, WALK, judge
from scanner.unknown import ABSENT, NOTHING, OpenList, OpenObject, Unknown

ENVIRONMENT_KEY: Final = "PLIMSOLL_REDACTION_KEY"
DIGITS: Final = 24
"""Hexadecimal digits of a hash."""
DEPTH: Final = 120
"""Levels below which a document is not read, and so hidden whole."""
MOST_WORDS: Final = 50
"""Words of a command that are read together; real ones have fewer, and reading takes the square of them."""
_HOLE: Final = chr(0xF0000)
_IN_URL: Final = regex(r"://([^/\s:@\"']*:[^/\s@\"']+)@")
_PEM: Final = regex(r"-----BEGIN[A-Z ]*PRIVATE KEY.*", re.DOTALL)
_WORD_END: Final = regex(r"[\s\"',;]|$")
_ELSEWHERE: Final = ("arn:", "{{", "${", "$(", "<", "*")
"""How a value begins that leads elsewhere, or stands for one."""
_PAIR: Final = frozenset({"Key", "Value"})


@dataclass(frozen=True, slots=True)
class Redactor:
    """Keyed hashes of sensitive values: equal values have equal hashes under one key, and nobody without it can try values."""

    key: bytes = field(repr=False)
    lasting: bool = False
    """The key is the user's, so that hashes can be compared between snapshots."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Redactor:
        """With the user's key (`PLIMSOLL_REDACTION_KEY`), else with one made for this run."""
        key = (os.environ if environment is None else environment).get(ENVIRONMENT_KEY, "")
        return cls(key.encode(), lasting=True) if key else cls.for_run()

    @classmethod
    def for_run(cls) -> Redactor:
        """With a key that is forgotten when the run ends: hashes compare within one snapshot only."""
        return cls(os.urandom(32))

    def hash(self, value: Any) -> str:
        """HMAC-SHA256 of a document, 24 hexadecimal digits."""
        if isinstance(value, str):
            return keyed(self.key, value)[:DIGITS]
        from scanner.encoding import encode

        return keyed(self.key, "\0" + lean_json.dumps(encode(value), sort_keys=True))[:DIGITS]

    def hide(self, value: Any) -> Unknown:
        """What stands for a known value that was removed."""
        return redacted_value(self.hash(value), _kind(value))


def redact(type: str, properties: dict[str, Any], redactor: Redactor) -> dict[str, Any]:
    """Hide the sensitive values of a resource's canonical properties, in place; the same dict is returned.

    Objects below it are replaced, not changed, because resources may share them.
    """
    walk = _Walk(redactor)
    for key, value in walk.entries(properties, sensitive().of(type), 0).items():
        properties[key] = value
    return properties


def redact_value(name: str, value: Any, redactor: Redactor) -> Any:
    """One value under a name, as a setting: the form for parameters and outputs."""
    return _Walk(redactor).apply(Rule("setting"), name, value, 0)


def redact_with(rule: Rule, name: str, value: Any, redactor: Redactor) -> Any:
    """One value under a name, by a rule; the same object where it stays."""
    return _Walk(redactor).apply(rule, name, value, 0)


def shows_no_credential(text: str) -> bool:
    """Whether nothing in a text is a credential by its form; `clean.screened` must doubt every text in which something is."""
    return not _detected(text)


def redact_words(words: list[Any], redactor: Redactor) -> list[Any]:
    """The words of one command; those that stay are the same objects."""
    found: list[Any] = _Walk(redactor).words(words)
    return found


def masked(text: str) -> str:
    """A text that is shown to a person (an error), with `***` for every credential that is known by its form."""
    for start, end in reversed(_detected(text)):
        text = f"{text[:start]}***{text[end:]}"
    return text


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return "text" if any(map(str.isspace, value)) else "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "list" if isinstance(value, (list, OpenList)) else "object"


class _Walk:
    """One pass over a resource: the rules of its type, and what is sensitive wherever it stands."""

    def __init__(self, redactor: Redactor) -> None:
        self.redactor = redactor
        self.rules = sensitive()

    def entries(self, value: Mapping[str, Any], branch: Branch, depth: int) -> dict[str, Any]:
        """The entries of an object, by the rules below it."""
        result = {}
        for key, item in value.items():
            below = branch.below(key)
            rule = below.rule if below is not None else None
            if rule is not None and not _excepted(rule, value):
                named = value.get(rule.name) if rule.name is not None else key
                result[key] = self.apply(rule, named if isinstance(named, str) else "secret", item, depth + 1)
            elif key == "Value" and value.keys() >= _PAIR and isinstance(value["Key"], str) and is_secret_name(value["Key"]):
                result[key] = self.apply(Rule("secret"), "secret", item, depth + 1)  # a tag, whose key tells what it holds
            elif key in self.rules.secret_properties and not isinstance(item, (dict, list)):
                result[key] = self.apply(Rule("secret"), key, item, depth + 1)
            else:
                result[key] = self.walk(item, below or Branch(), depth + 1)
        return result

    def walk(self, value: Any, branch: Branch, depth: int) -> Any:
        """A value that no rule names itself."""
        if isinstance(value, str):
            return hide_text(value, _detected, self.redactor.hide)
        if value is None or isinstance(value, (bool, int, float)) or value is ABSENT or value is NOTHING:
            return value
        if depth > DEPTH:
            return Unknown("nested too deeply to be shown", sensitive=True)
        if isinstance(value, dict):
            return self.entries(value, branch, depth)
        if isinstance(value, list):
            return [self.element(item, branch, depth) for item in value]
        if isinstance(value, OpenList):
            items = tuple((self.element(item, branch, depth), maybe) for item, maybe in value.items)
            return OpenList(items, self.element(value.more, branch, depth), value.ordered, value.nonempty, value.reason, causes_of(value))
        if isinstance(value, OpenObject):
            return OpenObject(self.entries(value.known, branch, depth), value.open, value.reason, causes_of(value))
        if isinstance(value, Unknown) and value.one_of is not None:
            return self.choice(value, tuple(self.walk(one, branch, depth + 1) for one in value.one_of))
        return hide_text(value, _detected, self.redactor.hide) if isinstance(value, Unknown) else value

    def element(self, item: Any, branch: Branch, depth: int) -> Any:
        """An element of a list."""
        below = branch.keys.get("[]")
        if below is not None and below.rule is not None:
            return self.apply(below.rule, "secret", item, depth + 1)
        return self.walk(item, below or Branch(), depth + 1)

    def choice(self, value: Unknown, alternatives: tuple[Any, ...]) -> Unknown:
        """An unknown value whose alternatives were read; the same object where none changed."""
        if all(one is other for one, other in zip(alternatives, value.one_of or (), strict=True)):
            return value
        identity = ("redacted", self.redactor.hash(lean_json.dumps(value.identity, default=repr))) if value.identity is not None else None
        return value.but(one_of=alternatives, identity=identity, prefix="", suffix="", parts=None)

    def apply(self, rule: Rule, name: str, value: Any, depth: int) -> Any:
        """A value that a rule names."""
        if value is None or isinstance(value, bool) or value is ABSENT or value is NOTHING:
            return value
        if depth > DEPTH:
            return Unknown("nested too deeply to be shown", sensitive=True)
        if isinstance(value, Unknown) and value.one_of is not None and value.redacted is None:
            return self.choice(value, tuple(self.apply(rule, name, one, depth + 1) for one in value.one_of))
        if isinstance(value, (int, float)):
            return self.redactor.hide(value) if rule.mode == "secret" or is_secret_name(name) else value
        if rule.mode == "words" and isinstance(value, (list, OpenList)):
            return self.words(value)
        if isinstance(value, (str, Unknown)):
            return hide_text(value, _finder(rule.mode, name), self.redactor.hide)
        if isinstance(value, list):
            return [self.apply(rule, name, item, depth + 1) for item in value]
        if isinstance(value, OpenList):
            items = tuple((self.apply(rule, name, item, depth + 1), maybe) for item, maybe in value.items)
            return OpenList(
                items, self.apply(rule, name, value.more, depth + 1), value.ordered, value.nonempty, value.reason, causes_of(value)
            )
        known = value.known if isinstance(value, OpenObject) else value
        entries = {key: self.apply(rule, name if rule.mode == "secret" else key, item, depth + 1) for key, item in known.items()}
        return OpenObject(entries, value.open, value.reason, causes_of(value)) if isinstance(value, OpenObject) else entries

    def words(self, value: list[Any] | OpenList) -> Any:
        """The words of one command: what a word is depends on those before it."""
        from scanner.redaction.extents import SEPARATOR

        items = list(value) if isinstance(value, list) else [item for item, _ in value.items]
        texts = [item.replace(SEPARATOR, " ") if isinstance(item, str) else _HOLE for item in items]
        result = []
        before = ""
        for number, item in enumerate(items):
            if isinstance(item, (str, Unknown)) and not (isinstance(item, Unknown) and item.one_of is not None):
                after = SEPARATOR.join(["", *texts[number + 1 :]]) if number < MOST_WORDS else ""
                result.append(hide_text(item, _between(before, after), self.redactor.hide))
            else:
                result.append(self.apply(Rule("secret"), "secret", item, 1))
            before = f"{before}{texts[number]}{SEPARATOR}" if number < MOST_WORDS else before
        if isinstance(value, list):
            return result
        more = self.apply(Rule("secret"), "secret", value.more, 1)
        pairs = tuple(zip(result, (maybe for _, maybe in value.items), strict=True))
        return OpenList(pairs, more, value.ordered, value.nonempty, value.reason, causes_of(value))


def causes_of(value: OpenList | OpenObject) -> tuple[Unknown, ...]:
    """Why a value is open and what would settle it, without anything that the unknowns behind it hold."""
    return tuple(Unknown(cause.reason, settle=cause.settle) for cause in value.causes)


def spans(text: str, words: bool = False, data: bool = False) -> list[tuple[int, int]]:
    """The sensitive runs of a script; what reads scripts is loaded when there is one."""
    from scanner.redaction import text as scripts

    return scripts.spans(text, words=words, data=data)


def _between(before: str, after: str) -> Find:
    """The sensitive runs of a word of a command, counted from the word's first character."""
    from scanner.redaction.extents import SEPARATOR

    def find(text: str) -> list[tuple[int, int]]:
        start, end = len(before), len(before) + len(text)
        found = spans(before + text.replace(SEPARATOR, " ") + after, words=True)
        return [(max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start]

    return find


def _excepted(rule: Rule, siblings: Mapping[str, Any]) -> bool:
    """Whether the values beside it make the value a reference."""
    return any(isinstance(siblings.get(key), str) and siblings[key] in values for key, values in rule.unless.items())


def _finder(mode: str, name: str) -> Find:
    """The sensitive runs of a text, by the rule's mode."""
    if mode == "script" or mode == "words":
        return spans
    if mode == "secret":
        return lambda text: [] if not text or STRICT_REFERENCE.fullmatch(text) else [(0, len(text))]
    if mode == "tree" and not is_secret_name(name):
        return lambda text: spans(text, data=True) if re.search(r"\s|^[\[{]", text) else _setting(name, text)
    return lambda text: _setting(name, text)


def _setting(name: str, text: str) -> list[tuple[int, int]]:
    verdict = judge(name, text)
    if verdict == WALK:
        return spans(text, data=True)
    return [(0, len(text))] if verdict == HIDE else []


def _detected(text: str) -> list[tuple[int, int]]:
    """Credentials that are known by their form, in a text of which nothing else is sensitive."""
    found = [match.span(1) for match in _IN_URL.finditer(text)] if "://" in text else []
    if "=" in text or ":" in text:
        found += [match.span(1) for match in ASSIGNED.finditer(text) if not match[1].startswith(_ELSEWHERE)]
    found += [match.span(1) for match in BEARER.finditer(text)]
    if not found and not DETECTED.search(text):
        return []
    found += [match.span() for match in _PEM.finditer(text)]
    for match in DETECTED.finditer(text):
        word_end = _WORD_END.search(text, match.end())
        found.append((match.start(), word_end.start() if word_end else len(text)))
    from scanner.redaction.extents import merged

    return merged(found)
