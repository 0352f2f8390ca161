"""Which words of a script, or of a text with settings in it, are sensitive.

Not the words that look like secrets are found, but those that are none: names, options, paths, references, numbers, the words that
scripts share, the arguments of common commands, and the values of allow-listed settings. All other words are sensitive. Structure
(quotes, operators, variables, here-document marks) stays, so that a parser reads the text as before.
"""

from __future__ import annotations

import re
from typing import Final

from scanner.patterns import regex
from scanner.redaction.commands import Command
from scanner.redaction.extents import SEPARATOR, Span, closing, extent, flow_end, merged, url_spans
from scanner.redaction.rules import HIDDEN, is_opaque, is_secret_name, sensitive
from scanner.redaction.values import HIDE, KEEP, WALK, flowing, judge

WORK: Final = 60
"""Characters that may be looked at again, for each of the text: a hostile text is hidden from there on."""

_TOKEN: Final = regex(
    rf"""(?P<newline>\n)
    |(?P<space>[^\S\n]+|\\\r?\n)
    |(?P<hole>[{HIDDEN}])
    |(?P<heredoc><<-?[ \t]*(["']?)(?P<mark>[A-Za-z_]\w*)\5)
    |(?P<resolve>\{{\{{resolve:[^{{}}\s]*\}}\}})
    |(?P<key>(\\?["'])(?P<key_name>[\w.$/-]{{1,64}})\9[ \t]*(?:[:=]|,(?=[ \t]*["']))[ \t]*)
    |(?P<assign>(?:--?)?(?P<assign_name>[A-Za-z_][\w.-]*)\+?=)
    |(?P<colon>(?P<colon_name>[A-Za-z_][\w.-]*):(?=[ \t\r\n]|$)[ \t]*)
    |(?P<default>\$\{{(?P<default_name>\w+):?[-=+?])
    |(?P<variable>\$\{{[\w#!@*:?^,%/\[\]-]*\}}|\$[A-Za-z_]\w*|\$[0-9@*\#?!$-])
    |(?P<substitute>\$\(\(?|`)
    |(?P<quote>\\?["'])
    |(?P<url>[A-Za-z][A-Za-z0-9+.-]*://[^\s'"<>;|`)\\]+)
    |(?P<operator>[;|&(){{}}<>\[\],!]|\$)
    |(?P<escape>\\.)
    |(?P<word>[^\s'"`;|&(){{}}<>\[\],!$\\{HIDDEN}]+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_NAMED: Final = ("heredoc", "key", "assign", "colon", "default")
_MADE: Final = regex(r"\d{4}|[a-z]\d+[A-Z].*\d|[A-Z]\d+[a-z].*\d")
"""What names that people make do not hold."""
_QUOTE: Final = regex(r"\\?[\"']")
_SPACED_ASSIGNMENT: Final = regex(r"[ \t]*(?:-[ \t]+)?\$?(?P<name>[A-Za-z_][\w.-]*)[ \t]+=[ \t]+")
_BLOCK: Final = regex(r"(?P<indent>[ \t]*)(?P<dash>-[ \t]+)*(?:(?P<name>[\w.-]+):[ \t]*)?[|>][-+0-9]*[ \t]*$")
_REFERENCES: Final = frozenset({"parameter-store", "secrets-manager"})
"""Sections of a buildspec whose values name secrets."""
_REFERENCE_VALUE: Final = regex(r"[\"']?[A-Za-z0-9/_.:@${}-]{1,200}[\"']?[ \t]*(?:\r?\n|$)")
_PEM: Final = regex(r"-----BEGIN[A-Z0-9 ]*-----(.*?)(?:-----END[A-Z0-9 ]*-----|\Z)", re.DOTALL)
_BOUNDARY: Final = regex(r"boundary=[\"']?([^\s\"';]+)")
_YAML: Final = regex(r"\s*(?:#cloud-config\b|version\s*:)")
_SCRIPT_FILE: Final = regex(r"\.(?:sh|bash|service|timer|path)\b|/etc/(?:cron|init)|/bin/|crontab|^\s*(?:sudo )?(?:ba)?sh\b")
_COMMON: Final = regex(r"[a-z0-9:,_.-]{1,40}(?=\s|$)")
_GLUED: Final = regex(rf"(?:[!,]+[^\s'\"`;|&(){{}}<>\[\],!$\\{HIDDEN}]+)+")


def spans(text: str, words: bool = False, data: bool = False) -> list[Span]:
    """The sensitive runs of a text, in order, apart from each other. Time is linear in the text, whatever it holds.

    With `words` the text is the words of one command, joined by SEPARATOR; with `data` no word of it is taken for a command.
    """
    return _Reader(text, words, data).read()


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str, words: bool, data: bool) -> None:
        self.text = text
        self.words = words
        self.always_data = data
        self.rules = sensitive()
        self.flowing = flowing(text)
        self.boundaries = {f"--{name}" for name in _BOUNDARY.findall(text)}
        self.found: list[Span] = []
        self.work = WORK * len(text) + 100_000
        self.command = Command()
        self.expect = True  # the next word may be a command
        self.quote = ""  # the quote that is open
        self.yaml = False  # quotes end with their line
        self.item_quote = ""  # the quote around a whole YAML item, which no shell sees
        self.comment = False
        self.section = ""  # the YAML key above
        self.data = data  # a text in which no command stands
        self.marks: list[tuple[str, bool]] = []  # here-documents whose body comes next: mark, whether it is a script
        self.body: str | None = None  # the mark that ends the body being read
        self.block: tuple[int, bool] | None = None  # the YAML block being read: its indentation, whether it is a file's content

    def read(self) -> list[Span]:
        pem = {match.start(1): match.end(1) for match in _PEM.finditer(self.text)}
        position = 0
        while position < len(self.text):
            if self.work < 0:
                self.hide(position, len(self.text))
                break
            if position in pem:
                self.hide(position, pem[position])
                position = pem[position]
                continue
            if position == 0 or (self.text[position - 1] == "\n" and self.text[position - 2 : position - 1] != "\\"):
                after = self.line(position)
                if after > position:
                    position = after
                    continue
            match = _TOKEN.match(self.text, position)
            position = self.token(match) if match else position + 1
        return merged(self.found)

    # ------------------------------------------------------------ lines

    def line(self, position: int) -> int:
        """A new line begins: what holds for it, and where reading goes on."""
        end = self.text.find("\n", position)
        line = self.text[position : end if end >= 0 else len(self.text)]
        stripped = line.strip()
        if self.body is not None and stripped == self.body:
            self.end_body()
            return position + len(line)
        if stripped and stripped.removesuffix("--") in self.boundaries | {f"{one}--" for one in self.boundaries}:
            self.quote, self.yaml = "", False
            return position + len(line)
        if _YAML.match(line) and not self.quote and self.body is None:
            self.yaml = True
        self.comment = False
        self.blocks(line, stripped)
        if not self.quote or self.yaml or self.body is not None:
            self.quote, self.item_quote, self.command = "", "", Command()
            self.expect = not self.yaml or self.block is not None or stripped.startswith(("-", "#")) or ":" in stripped
        self.command.prints_setting = "ECS_CLUSTER=%s" in line and line.count("%s") == 1
        match = _SPACED_ASSIGNMENT.match(line)
        if match and not self.quote and match["name"] not in ("test", "expr"):
            return self.value(match["name"], position + match.end(), to_line_end=True)
        return position

    def blocks(self, line: str, stripped: str) -> None:
        """YAML block scalars: what a file holds is no command, unless it says that it is a script."""
        indent = len(line) - len(line.lstrip())
        if self.block is not None and stripped and indent <= self.block[0]:
            self.block, self.data = None, self.always_data
        if self.block is not None and stripped.startswith("#!"):
            self.data = self.always_data
        found = _BLOCK.match(line) if self.block is None and self.body is None and not self.quote else None
        if found:
            content = found["name"] is not None and (found["name"] == "content" or found["name"] not in self.rules.command_keys)
            self.block = (len(found["indent"]) + (len(found["dash"]) if found["dash"] and found["name"] else 0), content)
            self.data = self.always_data or content

    def end_body(self) -> None:
        self.body, self.data, self.quote = None, self.always_data or (self.block is not None and self.block[1]), ""
        self.start_body()

    def start_body(self) -> None:
        if self.marks:
            self.body, script = self.marks.pop(0)
            self.data = self.always_data or not script

    # ------------------------------------------------------------ tokens

    def token(self, match: re.Match[str]) -> int:
        kind = next((name for name in _NAMED if match[name] is not None), match.lastgroup)
        if self.command.secret_next and kind in ("assign", "colon", "url", "word", "operator", "escape"):
            self.command.secret_next = False
            end = extent(self.text, match.start(), self.quote or self.item_quote, to_line_end=False)
            self.hide(match.start(), end)
            return max(end, match.end())
        if kind == "newline":
            if self.body is None:
                self.start_body()
        elif kind == "heredoc":
            self.heredoc(match)
        elif kind in _NAMED:
            return self.named(match, str(kind))
        elif kind == "variable":
            self.variable(match)
        elif kind in ("substitute", "operator"):
            self.operator(match)
        elif kind == "quote":
            return self.quoted(match)
        elif kind == "url":
            self.url(match)
        elif kind == "space":
            if self.words and SEPARATOR in match[0]:
                self.quote, self.expect = "", False
        elif kind == "word":
            return self.word(match.start(), match.end())
        elif kind in ("hole", "resolve"):
            self.expect = self.command.secret_next = False
        return match.end()

    def operator(self, match: re.Match[str]) -> None:
        """What a command may follow: a separator, an opening; `!` only where it stands alone."""
        if self.quote:
            return
        alone = match[0] != "!" or (not self.is_glued(match.start()) and self.text[match.end() : match.end() + 1].isspace())
        self.expect = self.expect or (alone and match[0] not in "},]><[$")

    def named(self, match: re.Match[str], kind: str) -> int:
        """A name with its value."""
        name = match[f"{kind}_name"]
        if kind == "default":
            return self.default(name, match.end())
        if kind == "key" and (
            (self.quote and match[0][0] == self.quote) or (match[0].rstrip()[-1] == "," and not self.rules.is_setting(name))
        ):
            opening = _QUOTE.match(self.text, match.start())
            return self.quoted(opening) if opening else match.end()
        if kind == "assign" and not self.is_assignment(name, match):
            return self.word(match.start(), match.end())
        if kind == "colon" and not self.is_key(match.start()) and not self.rules.is_common(name):
            return self.word(match.start(), match.end("colon_name"))
        if is_opaque(name) or _MADE.search(name):
            self.hide(match.start(f"{kind}_name"), match.end(f"{kind}_name"))
        if kind == "colon":
            return self.colon(name, match)
        expect = self.expect
        if kind == "assign" and match[0].startswith("-") and not is_secret_name(name):
            common = _COMMON.match(self.text, match.end())
            if common and self.rules.is_common(common[0]):
                return common.end()
        after = self.value(name, match.end(), to_line_end=kind == "key" and ":" in match[0])
        if kind == "assign":
            self.expect = self.expect or (expect and not match[0].startswith("-"))
        return after

    def colon(self, name: str, match: re.Match[str]) -> int:
        """`name: value` of YAML, of a header, of prose."""
        rest = self.text[match.end() : match.end() + 1]
        if rest in ("", "\n", "\r") or (rest in "|>" and not self.quote):
            self.expect = False
            self.section = name
            return match.end()
        if self.section in _REFERENCES and _REFERENCE_VALUE.match(self.text, match.end()):
            end = self.text.find("\n", match.end())
            return end if end >= 0 else len(self.text)
        if name in self.rules.command_keys:
            self.expect = name not in ("content", "path")
            return match.end()
        return self.value(name, match.end(), to_line_end=True)

    def default(self, name: str, start: int) -> int:
        """`${NAME:-value}`."""
        end = self.text.find("}", start, start + 4096)
        end = end if end >= 0 else min(len(self.text), start + 4096)
        self.work -= end - start
        self.expect = False
        if judge(name, self.text[start:end], self.flowing) == HIDE:
            self.hide(start, end)
            return end
        return start

    def variable(self, match: re.Match[str]) -> None:
        """A variable stays; a dollar sign inside a word, before a name that is none, belongs to the word."""
        name = match[0].strip("${}")
        if not match[0].startswith("${") and self.is_glued(match.start()) and name != name.upper() and name not in self.flowing:
            self.hide(match.start() + 1, match.end())
        self.expect = self.command.secret_next = False

    def quoted(self, match: re.Match[str]) -> int:
        """A quote opens or closes; after an option that takes one value the whole quoted text is that value."""
        quote = match[0]
        if self.comment or (quote == "'" and self.is_glued(match.start()) and not self.quote):
            return match.end()
        if self.yaml and not self.quote and (self.item_quote == quote or (not self.item_quote and self.is_key(match.start()))):
            self.item_quote = "" if self.item_quote else quote
            return match.end()
        if not self.quote and (self.command.secret_next or self.command.name_next):
            end = closing(self.text, match.end(), quote)
            verdict = judge("secret" if self.command.secret_next else "cluster", self.text[match.end() : end], self.flowing)
            self.command.secret_next = self.command.name_next = False
            if verdict == HIDE:
                self.hide(match.end(), end)
            if verdict in (HIDE, KEEP):
                return min(end + len(quote), len(self.text))
        self.quote = quote if not self.quote else "" if self.quote == quote else self.quote
        self.expect = self.expect and (self.words or self.yaml or not self.quote)
        return match.end()

    def heredoc(self, match: re.Match[str]) -> None:
        """The body is a script where its first line says so, or the file that it goes to."""
        if self.quote or self.comment:
            return
        end = self.text.find("\n", match.end())
        end = end if end >= 0 else len(self.text)
        line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : end]
        self.work -= len(line)
        self.marks.append((match["mark"], self.text.startswith("#!", end + 1) or _SCRIPT_FILE.search(line) is not None))

    def url(self, match: re.Match[str]) -> None:
        """Credentials, queries and opaque pieces of a path go."""
        self.expect = self.command.secret_next = False
        for start, end in url_spans(match[0]):
            self.hide(match.start() + start, match.start() + end)

    def word(self, start: int, end: int) -> int:
        """A word: a command, or one that may be shown, or one that goes, with what is glued to it."""
        word = self.text[start:end]
        if word.startswith("#") and not self.quote and not self.is_glued(start) and not self.words:
            self.comment = not word.startswith("#!")
            self.expect = False
        body = word.lstrip("#!")
        if not any(character.isalnum() for character in body):
            return end
        plain = not (self.quote or self.comment or self.data)
        if self.expect and plain and not self.command.secret_next:
            if self.command.starts(body):
                self.expect = self.command.is_prefix
                return end
            self.expect = False
        is_piece = start > 0 and self.text[start - 1] in "!,"
        if self.rules.is_common(body) if is_piece else self.command.is_safe(body, plain):
            return end
        glued = _GLUED.match(self.text, end)
        end, start = glued.end() if glued else end, end - len(body)
        self.hide(start, end)
        return end

    # ------------------------------------------------------------ values

    def value(self, name: str, start: int, *, to_line_end: bool) -> int:
        """The value of a name begins: hide it, or pass over it, or let it be read word by word."""
        opened = _QUOTE.match(self.text, start)
        if opened and opened[0] != self.quote:
            begin, end = opened.end(), closing(self.text, opened.end(), opened[0])
            after = min(end + len(opened[0]), len(self.text))
        else:
            begin = start
            end = after = (
                start
                if self.text.startswith("$(", start)
                else extent(self.text, start, self.quote or self.item_quote, self.is_line(start, to_line_end))
            )
            if self.yaml and not self.quote:
                end = after = flow_end(self.text, begin, end)
        verdict = WALK if begin == end and self.text.startswith("$(", start) else judge(name, self.text[begin:end], self.flowing)
        self.work -= end - begin
        self.command.secret_next = False
        if verdict == WALK:
            self.expect = not (self.data or self.comment) and begin == start
            return start
        if verdict == HIDE:
            self.hide(begin, end)
        self.expect = False
        return after

    def is_line(self, start: int, to_line_end: bool) -> bool:
        """Whether a value takes the rest of its line: JSON without quotes does."""
        return to_line_end or (self.text[start : start + 1] in ("{", "[") and not self.words)

    def is_assignment(self, name: str, match: re.Match[str]) -> bool:
        """Whether `name=` names something: the padding of base64, and a password glued to its option, look alike."""
        if self.is_glued(match.start()) or self.command.takes_glued(match[0]):
            return False
        rest = self.text[match.end() : match.end() + 1]
        return bool(rest.strip("= \t\r\n\"'`)]},;")) or name == name.upper() or self.rules.is_common(name)

    def is_key(self, position: int) -> bool:
        """Whether nothing but indentation, dashes and a quote stands before on the line."""
        start = max(self.text.rfind("\n", 0, position) + 1, position - 200)
        return not self.text[start:position].strip(" \t-") or self.text[position - 1] in "\"'"

    def is_glued(self, position: int) -> bool:
        """Whether a word character stands right before: one that is no escape for a new line or a tab."""
        if position > 1 and self.text[position - 2] == "\\" and self.text[position - 1] in "nrt":
            return False
        return position > 0 and (self.text[position - 1].isalnum() or self.text[position - 1] in "_-.")

    def hide(self, start: int, end: int) -> None:
        if end > start:
            self.found.append((start, end))
