"""Governed exceptions: who accepts what, why, and until when. One model, written in files of waivers and beside what they waive.

Both are untrusted input: sizes and counts are bounded, and patterns take time linear in text times pattern.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner import documents
from scanner.config import WAIVERS
from scanner.errors import DocumentError, UsageError, get_close_matches
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.report import Severity, Waiver
from scanner.snapshot import Location

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = WAIVERS
MARK: Final = "plimsoll:waive"
SELECTORS: Final = ("resource", "account", "region", "path", "tag")
TEXTS: Final = ("reason", "until", "owner", "ticket")
KEYS: Final = ("policy", *SELECTORS, *TEXTS)
MOST: Final = 2_000
"""Waivers of one file."""
LONGEST: Final = 1_000
"""Characters of one text."""
LARGEST: Final = 1 << 20
"""Bytes of a file of waivers."""
SOON: Final = 14
"""Days before its end within which a waiver is said to end soon."""
_DATE: Final = regex(r"(\d{4})-(\d\d)-(\d\d)\Z")
_POLICY: Final = regex(r"[A-Za-z0-9*?_.-]{1,200}\Z")
_WORD: Final = regex(r'[ \t]*(?:(?P<key>[A-Za-z]+)[ \t]*=[ \t]*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"]+))|(?P<word>[^\s"=]+))')
FORM: Final = f'{MARK} POLICY until 2030-01-31 reason="why" owner=NAME ticket=ID'


@dataclass(frozen=True, slots=True)
class Rule:
    """A waiver as it is written: what it is meant for, and what it says."""

    policy: str
    """A policy id, or a glob."""
    waiver: Waiver
    resource: tuple[str, ...] = ()
    """Globs, of which one fits the resource's id, or its address within its world."""
    account: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    """Globs of the file, or of a folder above it, from the folder of the file of waivers."""
    tag: Mapping[str, str] = field(default_factory=dict)
    """Tags that the resource has: key -> glob of the value."""
    folder: str = ""
    """What paths are meant from."""
    block: Location | None = None
    """Of an inline one: the block of the resource that it is written for."""

    @property
    def place(self) -> str:
        """`file:line`."""
        at = self.waiver.location
        return f"{at.file}:{at.line}" if at is not None else ""

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes it the same waiver when it stands elsewhere; of inline ones without their place."""
        said = (self.policy, self.waiver.reason, self.waiver.until)
        return (*said, self.resource, self.account, self.region, self.path, tuple(sorted(self.tag.items())))

    @property
    def selects(self) -> dict[str, Any]:
        """What it chooses, only as far as it says: {"resource": [...], "account": [...], "region": [...], "path": [...], "tag": {...}}."""
        said = {"resource": self.resource, "account": self.account, "region": self.region, "path": self.path}
        return {**{name: list(value) for name, value in said.items() if value}, **({"tag": dict(self.tag)} if self.tag else {})}

    @property
    def is_broad(self) -> bool:
        """Whether it waives whatever there is: any policy everywhere, or many policies on no chosen resource."""
        everything = not self.policy.strip("*?.-")
        chosen = [glob for glob in (*self.resource, *self.path) if glob.strip("*?/.")]
        if self.waiver.inline:
            return everything
        if everything:
            return not (chosen or self.tag)
        return any(letter in self.policy for letter in "*?") and not self._selects()

    def _selects(self) -> bool:
        return any(glob.strip("*?/.") for glob in (*self.resource, *self.account, *self.region, *self.path)) or bool(self.tag)


def days_left(until: str | None, day: str) -> int | None:
    """Days from a day to the last one that a waiver holds; negative where it has ended, None where it states no end."""
    return None if until is None else _ordinal(until) - _ordinal(day)


def _ordinal(day: str) -> int:
    from datetime import date

    return date.fromisoformat(day).toordinal()


def glob(pattern: str, text: str) -> bool:
    """Whether a pattern with `*` (any characters) and `?` (one) is the whole of a text; linear in text times pattern."""
    at = token = 0
    star = mark = -1
    while at < len(text):
        if token < len(pattern) and pattern[token] == "*":
            star, mark = token, at
            token += 1
        elif token < len(pattern) and pattern[token] in ("?", text[at]):
            at += 1
            token += 1
        elif star >= 0:
            token, mark = star + 1, mark + 1
            at = mark
        else:
            return False
    return not pattern[token:].strip("*")


def over_long(rule: Rule, severity: Severity, lifetimes: Mapping[str, int], day: str) -> str | None:
    """Why a waiver may not hold for a severity: it lasts longer from today than the configuration lets it; None where it may."""
    most = lifetimes.get(severity.value)
    if most is None:
        return None
    left = days_left(rule.waiver.until, day)
    if left is None:
        return f"states no end, and waivers of {severity} findings last {most} days at most; add until"
    return (
        f"ends in {left} days, and waivers of {severity} findings last {most} days at most; bring its end nearer" if left > most else None
    )


def read(path: Path, shown: str | None = None) -> list[Rule]:
    """The waivers of a file; UsageError, with its line, for what cannot be meant. `shown` is the file as reports name it."""
    name = shown or str(path)
    try:
        if not path.is_file():
            raise UsageError("no file; name a file of waivers", file=name)
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        document = documents.read(data, name, format="yaml", limits=documents.Limits(LARGEST, 20, 50_000))
    except OSError as error:
        raise UsageError(f"{error.strerror}; name a file of waivers that can be read", file=name) from error
    except DocumentError as error:
        raise UsageError(error.message, file=error.file, line=error.line, column=error.column) from error
    root = document.root
    if isinstance(root, documents.Scalar) and root.value is None:
        return []
    listed = root.get("waivers") if isinstance(root, documents.Mapping) else None
    if isinstance(root, documents.Mapping):
        strange = next((key for key, _ in root.entries if key.text != "waivers"), None)
        if strange is not None:
            raise wrong(f'unknown key "{strange.text[:40]}"; write waivers: and a list', name, strange)
    if not isinstance(listed, documents.Sequence):
        raise wrong("a file of waivers is waivers: and a list", name, listed or root)
    if len(listed.items) > MOST:
        raise wrong(f"more than {MOST:,} waivers; waive less, or select more with globs", name, listed)
    folder = os.path.dirname(os.path.abspath(path))
    return [rule_of(node, name, folder) for node in listed.items]


def wrong(message: str, file: str, node: documents.Node) -> UsageError:
    """An error at a node."""
    return UsageError(message, file=file, line=node.start[0], column=node.start[1])


def rule_of(node: documents.Node, file: str, folder: str = "", *, inline: bool = False, block: Location | None = None) -> Rule:
    """The waiver that a mapping says; UsageError at its line where it says none."""
    if not isinstance(node, documents.Mapping):
        raise wrong("a waiver is a mapping with policy and reason", file, node)
    allowed = ("policy", *TEXTS) if inline else KEYS
    said: dict[str, Any] = {}
    for key, value in node.entries:
        if key.text not in allowed:
            near = get_close_matches(key.text, allowed, 1)
            hint = f'did you mean "{near[0]}"?' if near else f"one of {', '.join(allowed)}"
            raise wrong(f'unknown key "{key.text[:40]}"; {hint}', file, key)
        said[key.text] = _tags(value, file) if key.text == "tag" else _texts(value, key.text, file)
    for name in ("policy", "reason"):
        if not said.get(name):
            raise wrong(f"a waiver needs {name}; say {'which policy it is for' if name == 'policy' else 'why it is accepted'}", file, node)
    single: dict[str, str] = {name: said[name][0] for name in ("policy", *TEXTS) if name in said}
    problem = problem_of(single)
    if problem is not None:
        name, message = problem
        entry = node.entry(name)
        raise wrong(message, file, entry[1] if entry else node)
    waiver = waiver_of(single, node.location(file), inline=inline)
    selectors = {name: said.get(name, ()) for name in SELECTORS if name != "tag"}
    return Rule(single["policy"], waiver, tag=said.get("tag", {}), folder=folder, block=block, **selectors)


def _texts(node: documents.Node, name: str, file: str) -> tuple[str, ...]:
    """One text, or of a selector a list of them."""
    nodes = node.items if isinstance(node, documents.Sequence) and name in SELECTORS else [node]
    found = []
    for one in nodes:
        text = one.text.strip() if isinstance(one, documents.Scalar) and one.value is not None else ""
        if not text or len(text) > LONGEST:
            what = "text or a list of texts" if name in SELECTORS else "text"
            raise wrong(f'"{name}" is {what} of at most {LONGEST:,} characters', file, one)
        found.append(text)
    return tuple(found[:100])


def _tags(node: documents.Node, file: str) -> dict[str, str]:
    if not isinstance(node, documents.Mapping) or not node.entries:
        raise wrong('"tag" is a mapping of keys to values or globs', file, node)
    return {key.text: _texts(value, "reason", file)[0] for key, value in node.entries[:100]}


def problem_of(said: Mapping[str, str]) -> tuple[str, str] | None:
    """(key, what is wrong with its text), where something is."""
    if not _POLICY.match(said["policy"]):
        return "policy", f'"{said["policy"][:40]}" is no policy id or glob; see plimsoll policies'
    until = said.get("until")
    if until is not None and not is_date(until):
        return "until", f'"{until[:40]}" is no day; write until as YYYY-MM-DD'
    return None


def is_date(text: str) -> bool:
    """Whether a text is a day that there is."""
    if not _DATE.match(text):
        return False
    try:
        _ordinal(text)
    except ValueError:
        return False
    return True


def waiver_of(said: Mapping[str, str], location: Location, *, inline: bool) -> Waiver:
    """The noun of reports."""
    return Waiver(said["reason"], said.get("until"), said.get("owner"), said.get("ticket"), location, inline)


def comment_rule(text: str, location: Location) -> Rule | None:
    """The waiver that a comment says (its text without the mark of a comment), None where it says none.

    `location` is the comment's first character of `text`. UsageError, with the column, for a waiver that cannot be meant.
    """
    start = text.find(MARK)
    if start < 0 or text[:start].strip(" \t*") or text[start + len(MARK) : start + len(MARK) + 1].strip():
        return None  # words about waivers are none
    if len(text) > 4 * LONGEST:
        raise at("a waiver that is too long", location, start)
    words, pairs = _words(text, start + len(MARK), location)
    if not words:
        raise at(f"a waiver names its policy; write {FORM}", location, start)
    if len(words) > 1:
        near = "write until YYYY-MM-DD" if words[1][0] == "until" else "quote texts with spaces"
        raise at(f'"{words[1][0][:40]}" means nothing here; {near}', location, words[1][1])
    said = {"policy": words[0][0], **{key: value for key, (value, _) in pairs.items()}}
    places = {"policy": words[0][1], **{key: place for key, (_, place) in pairs.items()}}
    if not said.get("reason", "").strip():
        raise at(f'a waiver says why; add reason="..." as in {FORM}', location, start)
    problem = problem_of(said)
    if problem is not None:
        raise at(problem[1], location, places[problem[0]])
    end = location.column + len(text.rstrip())
    own = Location(location.file, location.line, location.column + start, location.line, end)
    return Rule(said["policy"], waiver_of(said, own, inline=True))


def at(message: str, location: Location, offset: int) -> UsageError:
    """An error inside a comment."""
    return UsageError(message, file=location.file, line=location.line, column=location.column + offset)


def _words(text: str, offset: int, location: Location) -> tuple[list[tuple[str, int]], dict[str, tuple[str, int]]]:
    """The words and the key=value pairs of a waiver, each with its place; `until DAY` is a pair."""
    words: list[tuple[str, int]] = []
    pairs: dict[str, tuple[str, int]] = {}
    while text[offset:].strip():
        found = _WORD.match(text, offset)
        if found is None:
            raise at('quotes that do not close, or a "=" without a name; write reason="..."', location, _first(text, offset))
        offset = found.end()
        key = found["key"]
        if key is None:
            word = (found["word"], found.start("word"))
            if words and words[-1][0] == "until":
                words.pop()
                pairs["until"] = word
            else:
                words.append(word)
            continue
        if key not in TEXTS or key in pairs:
            near = get_close_matches(key, TEXTS, 1)
            hint = "it is said twice" if key in pairs else f'did you mean "{near[0]}"?' if near else f"one of {', '.join(TEXTS)}"
            raise at(f'key "{key[:40]}" of a waiver: {hint}', location, found.start("key"))
        quoted = found["quoted"]
        value = found["bare"] if quoted is None else quoted.replace('\\"', '"').replace("\\\\", "\\")
        pairs[key] = (value, found.start("quoted" if quoted is not None else "bare"))
    return words, pairs


def _first(text: str, offset: int) -> int:
    return offset + len(text[offset:]) - len(text[offset:].lstrip())


def chosen(rules: Iterable[Rule], policy: str) -> list[Rule]:
    """The waivers for a policy, the one named before globs."""
    return sorted((rule for rule in rules if glob(rule.policy, policy)), key=lambda rule: rule.policy != policy)


def fits(rule: Rule, names: Sequence[str], account: str | None, region: str | None, file: str | None, tags: Mapping[str, str]) -> bool:
    """Whether a central waiver is meant for a resource: each selector that it states fits. `names` are the resource's id and address."""
    return (
        _any(rule.resource, names)
        and _any(rule.account, (account,))
        and _any(rule.region, (region,))
        and (not rule.path or (file is not None and _any(rule.path, _folders(file, rule.folder))))
        and all(key in tags and glob(value, tags[key]) for key, value in rule.tag.items())
    )


def _any(globs: Sequence[str], texts: Iterable[str | None]) -> bool:
    if not globs:
        return True
    known = [text for text in texts if text is not None]
    return any(glob(pattern, text) for pattern in globs for text in known)


def _folders(file: str, folder: str) -> list[str]:
    """A file and the folders above it, from a folder."""
    below = os.path.relpath(os.path.abspath(file), folder or os.curdir).replace(os.sep, "/")
    parts = below.split("/")[:100]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
