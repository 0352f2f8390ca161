"""Whether redaction would change nothing: the quick answer for what was redacted before it was saved.

Says yes only where that is certain; a no means that `redact` is to decide. What is sensitive wherever it stands is first looked for in the
JSON text of the whole resource, and only where that gives doubt in each of its texts; what is sensitive by its place is asked for there.
Answers are kept: real accounts repeat themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scanner.patterns import regex
from scanner.redaction.rules import DETECTED_NEEDS, Branch, Rule, is_secret_name, sensitive
from scanner.redaction.walk import DEPTH, Redactor, redact_with, redact_words, shows_no_credential
from scanner.unknown import Unknown

QUIET, ASSIGNED, DOUBTFUL = 0, 1, 2
"""Of a JSON text: no credential is in it by its form; only one that something is assigned to may be; anything may be."""
_ASSIGNS: Final = regex(r"=|:[\s\\\"']")
_TAG: Final = regex(rb'"Key":"([^"\\]*)"')
_MARKS: Final = tuple(need.encode() for need in DETECTED_NEEDS)
_MOST: Final = 16 << 20
"""Characters of texts whose answers are kept."""
_ANY: Final = Redactor(b"any")
"""Whether something is hidden hangs on no key."""


class _Answers:
    """What was asked before."""

    def __init__(self) -> None:
        self.known: dict[Any, bool] = {}
        self.size = 0

    def keep(self, key: Any, size: int, answer: bool) -> bool:
        """Keep an answer; forget the others where there are too many."""
        self.size += size + 100
        if self.size > _MOST:
            self.known.clear()
            self.size = size
        self.known[key] = answer
        return answer


_ANSWERS: Final = _Answers()
_SEEN: Final[set[bytes]] = set()
"""Texts between quotes in which there is no mark."""
_MOST_SEEN: Final = 300_000


def is_clean(type: str, properties: dict[str, Any], line: bytes, marks: Sequence[bytes] | None = None) -> bool:
    """Whether `redact` would leave canonical properties as they are. `line` is JSON text with all that they hold.

    `marks` is what `marks_in` said of lines of which it is one.
    """
    if line.count(b"{") + line.count(b"[") > DEPTH and not _is_shallow(properties):
        return False
    branch = sensitive().of(type)
    if marks is None:
        marks = marks_in(line)
    doubt = screened(line, marks)
    if doubt or _has_secret_tag(line):
        return _Everything(doubt == DOUBTFUL).entries(properties, branch)
    return not branch.keys or _entries(properties, branch)


def marks_in(lines: bytes) -> tuple[bytes, ...]:
    """Which beginnings of credentials, and which names of secret properties, stand in JSON text. Each text in it is looked at once."""
    texts = set(lines.split(b'"'))
    new = texts - _SEEN
    if not new:
        return ()
    together = b'"'.join(new)
    found = [mark for mark in _MARKS if mark in together]
    found += [name.encode() for name in sensitive().secret_properties if name.encode() in new]
    if len(_SEEN) > _MOST_SEEN:
        _SEEN.clear()
    _SEEN.update([text for text in new if not any(mark in text for mark in found)] if found else new)
    return tuple(found)


def screened(line: bytes, marks: Sequence[bytes]) -> int:
    """QUIET, ASSIGNED or DOUBTFUL."""
    escapes = b"\\" in line
    if not line.isascii() or (escapes and (b"\\u" in line or b"\\/" in line)):  # a character that is not written as itself
        return DOUBTFUL
    for mark in marks:
        if mark in line:
            return DOUBTFUL
    if b"@" in line and b"://" in line:
        return DOUBTFUL
    spaces = b" " in line
    if spaces or escapes:
        lower = line.lower()
        if b"bearer" in lower or b"basic" in lower:
            return DOUBTFUL
    assigns = b"=" in line or (spaces and b": " in line) or (escapes and b":\\" in line) or (b"'" in line and b":'" in line)
    return ASSIGNED if assigns or b":\t" in line else QUIET


def _has_secret_tag(line: bytes) -> bool:
    """Whether a tag may be in a JSON text whose name says that it is secret."""
    if b'"Key"' not in line:
        return False
    keys = _TAG.findall(line)
    if line.count(b'"Key"') != len(keys):
        return True
    known = _ANSWERS.known
    for key in keys:
        answer = known.get(key)
        if answer is None:
            answer = _ANSWERS.keep(key, len(key), is_secret_name(key.decode("utf-8", "replace")))
        if answer:
            return True
    return False


class _Everything:
    """A look at every text of a resource."""

    def __init__(self, doubtful: bool) -> None:
        self._doubtful = doubtful
        self._secret = sensitive().secret_properties

    def entries(self, value: Mapping[str, Any], branch: Branch) -> bool:
        """Whether the entries of an object stay."""
        keys = branch.keys
        star = keys.get("*")
        tag = value.get("Key") if "Value" in value else None
        for key, item in value.items():
            below = keys.get(key, star)
            rule = below.rule if below is not None else None
            if rule is not None and not _excepted(rule, value):
                named = value.get(rule.name) if rule.name is not None else key
                if not _applied(rule, named if isinstance(named, str) else "secret", item):
                    return False
            elif key == "Value" and isinstance(tag, str) and is_secret_name(tag):
                if not _applied(Rule("secret"), "secret", item):
                    return False
            elif key in self._secret and not isinstance(item, (dict, list)):
                if not _applied(Rule("secret"), key, item):
                    return False
            elif not self.stays(item, below or _NO_RULES):
                return False
        return True

    def stays(self, value: Any, branch: Branch) -> bool:
        """Whether a value stays that no rule names itself."""
        kind = value.__class__
        if kind is str:
            return (not self._doubtful and _ASSIGNS.search(value) is None) or _shows_none(value)
        if kind is dict:
            return self.entries(value, branch)
        if kind is list:
            below = branch.keys.get("[]")
            if below is not None and below.rule is not None:
                return all(_applied(below.rule, "secret", item) for item in value)
            return all(self.stays(item, below or _NO_RULES) for item in value)
        return kind is not Unknown or _hides_itself(value)


_NO_RULES: Final = Branch()


def _shows_none(text: str) -> bool:
    answer = _ANSWERS.known.get(text)
    return answer if answer is not None else _ANSWERS.keep(text, len(text), shows_no_credential(text))


def _excepted(rule: Rule, siblings: Mapping[str, Any]) -> bool:
    return any(isinstance(siblings.get(key), str) and siblings[key] in values for key, values in rule.unless.items())


def _is_shallow(value: Any) -> bool:
    """Whether nothing stands so deep that redaction would not look at it."""
    level = [value]
    for _ in range(DEPTH):
        level = [
            item
            for one in level
            for item in (one.values() if one.__class__ is dict else one)
            if item.__class__ is dict or item.__class__ is list
        ]
        if not level:
            return True
    return False


def _entries(value: Mapping[str, Any], branch: Branch) -> bool:
    keys = branch.keys
    star = keys.get("*")
    for key in value if star is not None else keys:
        if key not in value:
            continue
        below = keys.get(key, star)
        if below is None:
            continue
        rule, item = below.rule, value[key]
        if rule is not None and not _excepted(rule, value):
            named = value.get(rule.name) if rule.name is not None else key
            if not _applied(rule, named if isinstance(named, str) else "secret", item):
                return False
        elif not _walk(item, below):
            return False
    return True


def _walk(value: Any, branch: Branch) -> bool:
    kind = value.__class__
    if kind is dict:
        return not branch.keys or _entries(value, branch)
    if kind is list:
        below = branch.keys.get("[]")
        if below is None:
            return True
        if below.rule is not None:
            return all(_applied(below.rule, "secret", item) for item in value)
        return all(_walk(item, below) for item in value)
    return kind is not Unknown or _hides_itself(value)


def _hides_itself(value: Unknown) -> bool:
    """Whether nothing is known of an unknown value that could be hidden."""
    if value.redacted is not None:
        return value.one_of is None
    return value.one_of is None and value.parts is None and not value.prefix and not value.suffix


def _applied(rule: Rule, name: str, value: Any) -> bool:
    """Whether a value that a rule names stays."""
    kind = value.__class__
    if value is None or kind is bool:
        return True
    if kind is str:
        key = (rule.mode, name, value)
        answer = _ANSWERS.known.get(key)
        return answer if answer is not None else _ANSWERS.keep(key, len(value), redact_with(rule, name, value, _ANY) is value)
    if kind is int or kind is float:
        return not (rule.mode == "secret" or is_secret_name(name))
    if kind is Unknown:
        return _hides_itself(value)
    if kind is list:
        return _words(value) if rule.mode == "words" else all(_applied(rule, name, item) for item in value)
    return kind is dict and all(_applied(rule, name if rule.mode == "secret" else key, item) for key, item in value.items())


def _words(value: list[Any]) -> bool:
    """Whether all words of a command stay."""
    key = tuple([item if item.__class__ is str else _hides_itself(item) if item.__class__ is Unknown else False for item in value])
    answer = _ANSWERS.known.get((key,))
    if answer is not None:
        return answer
    if False in key:
        return False
    after = redact_words(value, _ANY)
    size = sum(len(item) for item in key if isinstance(item, str))
    return _ANSWERS.keep((key,), size, all(new is old for new, old in zip(after, value, strict=True)))
