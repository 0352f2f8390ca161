"""What a shell script does, followed without running it: the files it writes, the commands it runs, the variables it sets.

The script is parsed by tree-sitter's bash grammar. Commands are taken to succeed (a script that aborts configures nothing), so
`a && b` does both, and a branch that exits with an error is left out; what hangs on any other condition is a choice. Every step
is bounded: scripts are hostile input.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from scanner.functions.holes import HOLE, Holes, has_hole
from scanner.functions.shell import expansion
from scanner.functions.shell.contents import Choice, Content, Unread, merged
from scanner.functions.shell.statements import STATEMENTS, children
from scanner.patterns import regex
from scanner.records import dataclass, field
from scanner.unknown import Unknown

MOST_STEPS = 20_000
MOST_DEPTH = 60
NAME = regex(rb"[A-Za-z_]\w*")
MOST_TEXT = 262_144
"""Code points of one text; scripts that build longer ones are not followed."""


@cache
def _language() -> Any:
    """The bash grammar; loaded when first asked for, because a template without scripts needs none."""
    import tree_sitter
    import tree_sitter_bash

    return tree_sitter.Language(tree_sitter_bash.language())


def _parser() -> Any:
    """A parser of one's own: threads cannot share one."""
    import tree_sitter

    return tree_sitter.Parser(_language())


def parse(script: str) -> Any:
    """The syntax tree of a script.

    The grammar reads `$A.x.$B.y` as two words, `$A.x.$` and `B.y`; where that happened the variable gets its braces, and the
    script is read again.
    """
    source = script.encode("utf-8", "replace")
    parser = _parser()
    root = parser.parse(source).root_node
    for _ in range(8):
        places = _misread(root, source) if source.count(b"$") > 1 else []
        if not places:
            break
        for start, end in reversed(places):
            source = source[:start] + b"{" + source[start:end] + b"}" + source[end:]
        root = parser.parse(source).root_node
    return root


def _misread(root: Any, source: bytes) -> list[tuple[int, int]]:
    """Where the names of variables stand whose `$` the grammar took for the end of a word, in order."""
    places = []
    stack = [root]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.type in ("simple_expansion", "expansion", "string"):
            continue
        for child in node.children:
            name = NAME.match(source, child.end_byte) if child.type == "$" else None
            if name:
                places.append(name.span())
    return sorted(places)


@dataclass(slots=True)
class State:
    """What a point of the script sees. Texts may have holes."""

    variables: dict[str, str] = field(default_factory=dict)
    files: dict[str, Content] = field(default_factory=dict)
    directory: str = "/"
    unsure: str = ""
    """Why a variable that the script does not set may have a value; empty: it has none."""

    def fork(self) -> State:
        """A copy that changes on its own."""
        return State(dict(self.variables), dict(self.files), self.directory, self.unsure)


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command that the script runs."""

    words: tuple[str, ...]
    """The command's name and arguments, expanded, without `sudo` and the like."""
    doubtful: bool
    """It may not run: it hangs on a condition."""
    waits: bool
    """The script waits for it (no `&`)."""
    line: int
    """1-based, in the script."""
    stdin: str | None = None


class _LeftError(Exception):
    """The script, or the function, ends here."""

    def __init__(self, function: bool) -> None:
        super().__init__("the script ends here")
        self.function = function


class Interpreter:
    """Follows scripts one after the other on one State, as an instance's boot or a build does."""

    def __init__(self, holes: Holes, state: State, watched: tuple[str, ...] = (), unset: Callable[[str], str | None] | None = None) -> None:
        """`watched` are the files that hidden steps may write; `unset` names the value of a variable that nothing sets."""
        self.holes = holes
        self.state = state
        self.watched = watched
        self.unset = unset or (lambda name: None)
        self.functions: dict[str, Any] = {}
        self.commands: list[Command] = []
        self.hidden: list[str] = []
        """Why the script does more than we can see."""
        self.asides: list[str] = []
        """Why it cannot be told what something does that this script only prepares (a cron job, a service)."""
        self.waits = True
        self.errors = 0
        """Places that could not be parsed."""
        self._doubt = 0
        self._depth = 0
        self._steps = 0
        self._ends: list[list[State]] = [[]]

    def run(self, script: str) -> str:
        """Follow a script from the present state to its end; what it prints."""
        try:
            return self.source(script)
        except _LeftError:
            return ""
        finally:
            ends, self._ends[0] = self._ends[0], []
            self._settle([self.state, *ends] if ends else [self.state], "the script may end before")

    def source(self, script: str) -> str:
        """Follow a script inside the running one."""
        root = parse(script)
        errors = self.errors
        printed = self.follow(root)
        if root.has_error and self.errors == errors:
            self.hide("part of the script cannot be parsed")
        return printed

    def hide(self, reason: str, path: str | None = None) -> None:
        """A step that we cannot see through; `path` is the watched file that it names."""
        self.hidden.append(reason)
        for watched in self.watched:
            self.write(watched, Unread(reason, replaces=watched == path))

    def write(self, path: str, *items: Any) -> None:
        """Do something to a file."""
        content = self.state.files.get(path, ())
        items = tuple(self._choice(item) for item in items)
        if len(content) > 2_000 or sum(len(item) for item in items if isinstance(item, str)) > MOST_TEXT:
            items = (Unread("the script writes too much", replaces=True),)
            content = ()
        self.state.files[path] = (*content, *items)

    def _choice(self, item: Any) -> Any:
        """A text that is one of several whole texts is a choice between them."""
        if not isinstance(item, str) or not HOLE.fullmatch(item):
            return item
        value = self.holes.decode(item)
        if not isinstance(value, Unknown) or value.one_of is None or not all(isinstance(one, (str, Unknown)) for one in value.one_of):
            return item
        return Choice(value.reason, tuple((self.holes.encode(one),) for one in value.one_of))

    def limit(self, text: str, reason: str = "the text is too long") -> str:
        """The text, or a hole where it is longer than we follow."""
        return text if len(text) <= MOST_TEXT else self.holes.unknown(reason)

    def follow(self, node: Any, stdin: str | None = None) -> str:
        """Follow one node; what it prints (with holes)."""
        self._steps += 1
        if self._steps > MOST_STEPS or self._depth >= MOST_DEPTH:
            self.hide("the script is too long or too deep to follow")
            return ""
        self._depth += 1
        try:
            return STATEMENTS.get(node.type, children)(self, node, stdin)
        finally:
            self._depth -= 1

    def branch(self, ways: list[Callable[[], str]], reason: str) -> str:
        """Follow one of several ways, we cannot tell which; what they print."""
        start, ends, printed = self.state, [], []
        self._doubt += 1
        left: _LeftError | None = None
        for way in ways:
            self.state = start.fork()
            try:
                printed.append(way())
                ends.append(self.state)
            except _LeftError as error:
                left = error
        self._doubt -= 1
        if not ends:
            self.state = start
            raise left or _LeftError(function=False)
        self._settle(ends, reason)
        return printed[0] if len(set(printed)) == 1 else expansion.alternatives(self, printed, f"it hangs on a condition ({reason})")

    def leave(self, status: str, function: bool) -> None:
        """`exit` or `return`: an error is left out, else what stands here is one end of the script or function."""
        if status in ("", "0") or has_hole(status):
            self._ends[-1 if function else 0].append(self.state.fork())
        raise _LeftError(function)

    def may_end(self) -> None:
        """The script may end here."""
        self._ends[0].append(self.state.fork())

    def call(self, body: Any, arguments: list[str], stdin: str | None) -> str:
        """Follow a function's body with its arguments."""
        saved = {name: self.state.variables.get(name) for name in expansion.POSITIONAL}
        expansion.set_arguments(self.state, arguments)
        self._ends.append([])
        printed = ""
        try:
            printed = self.follow(body, stdin)
            ends = [self.state]
        except _LeftError as error:
            ends = []
            if not error.function:
                raise
        finally:
            returned = self._ends.pop()
        self._settle([*ends, *returned] or [self.state], "the function may return before")
        for name, value in saved.items():
            if value is None:
                self.state.variables.pop(name, None)
            else:
                self.state.variables[name] = value
        return printed

    def isolated(self, follow: Callable[[], str]) -> str:
        """Follow in a subshell: files stay, variables and the directory do not."""
        outer, self.state = self.state, self.state.fork()
        try:
            return follow()
        except _LeftError:
            return ""
        finally:
            outer.files = self.state.files
            self.state = outer

    def record(self, words: list[str], line: int, stdin: str | None) -> None:
        """Note a command that runs."""
        self.commands.append(Command(tuple(words), self._doubt > 0, self.waits, line, stdin))

    def _settle(self, ends: list[State], reason: str) -> None:
        """Go on from several possible states."""
        if len(ends) == 1:
            self.state = ends[0]
            return
        state = ends[0].fork()
        for name in dict.fromkeys(name for end in ends for name in end.variables):
            values = dict.fromkeys(expansion.value_of(self, end, name) for end in ends)
            state.variables[name] = next(iter(values)) if len(values) == 1 else expansion.alternatives(self, list(values), reason)
        for path in dict.fromkeys(path for end in ends for path in end.files):
            state.files[path] = merged([end.files.get(path, ()) for end in ends], reason)
        if len({end.directory for end in ends}) > 1:
            state.directory = self.holes.unknown(reason)
        state.unsure = next((end.unsure for end in ends if end.unsure), "")
        self.state = state
