"""Policy, relation and pack files: read, held to the language, and compiled.

The grammar is `docs/policies.md`; what cannot be meant is refused with file, line and column. Names are one name space:
JMESPath's functions, ours, the relations', then the policy's parameters and bindings; none may shadow another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from scanner import documents
from scanner.documents import Document, Node, Scalar
from scanner.documents import Mapping as MappingNode
from scanner.documents import Sequence as SequenceNode
from scanner.errors import DocumentError, ExpressionError, PolicyError, get_close_matches
from scanner.jmes import Expression
from scanner.records import dataclass, field, replace
from scanner.report import Rule, Severity

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound="ReadLate")
CATEGORIES = ("security", "availability", "delivery", "operations", "cost")
REACHES = ("both", "live", "iac")
POLICY_KEYS = (
    "id", "title", "severity", "category", "resource", "parameters", "when", "with", "assert", "message", "why", "fix",
    "references", "controls", "examples", "reach", "follows",
)  # fmt: skip
POLICY_REQUIRED = ("id", "title", "severity", "category", "resource", "assert", "why", "fix", "examples")
RELATION_KEYS = ("id", "title", "from", "to", "value", "assume", "examples")
RELATION_REQUIRED = ("id", "title", "from", "to", "value")
CLAUSE_KEYS = ("when", "that", "message")
EXAMPLE_KEYS = ("expect", "type", "given", "id", "others", "open", "parameters", "message", "live")
PARAMETER_TYPES = ("text", "number", "boolean", "list of text", "list of number", "list of boolean")
FIX_KEYS = ("text", "cloudformation", "terraform", "console")


@dataclass(frozen=True, slots=True)
class Source:
    """Text of a policy file with the place where it stands."""

    text: str
    file: str
    line: int
    column: int
    """Where the text begins; where `written` is given, where that does."""
    written: str | None = None
    """The scalar as it stands in the file, where its text is not there letter for letter: folded, escaped, on several lines."""
    skipped: int = 0
    """Characters of the scalar before the text, white space not counted."""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        if self.written is None:
            return self.line, self.column + offset
        from scanner.documents.written import place_of, solid

        return place_of(self.written, (self.line, self.column), self.skipped + solid(self.text[:offset]))

    def part(self, start: int, end: int) -> Source:
        """A part of the text."""
        if self.written is None:
            return replace(self, text=self.text[start:end], column=self.column + start)
        from scanner.documents.written import solid

        return replace(self, text=self.text[start:end], skipped=self.skipped + solid(self.text[:start]))


@dataclass(frozen=True, slots=True)
class Example:
    """An example that a policy or relation carries, as written."""

    fields: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """A message: text and expressions in braces, in order."""

    parts: tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the clauses that must all hold."""

    that: Expression
    when: Expression | None = None
    message: Template | None = None


class ReadLate:
    """A record of which some fields may be read when they are first asked for.

    A built-in policy or relation is so: what only judging and explaining need of it stands in files of its own.
    """

    __slots__ = ()
    if not TYPE_CHECKING:  # a checker must still see a field that is none

        def __getattr__(self, name: str) -> Any:
            """A field that was not read yet."""
            unread = object.__getattribute__(self, "unread")
            if unread is None or name not in self.__slots__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            value = unread(name)
            object.__setattr__(self, name, value)
            return value


def is_read(record: ReadLate, name: str) -> bool:
    """Whether a field is there."""
    try:
        object.__getattribute__(record, name)
    except AttributeError:
        return False
    return True


def partly(record: type[T], fields: Mapping[str, Any]) -> T:
    """A `ReadLate` record with some fields, `unread` among them, which gives the others."""
    made = object.__new__(record)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


@dataclass(frozen=True, slots=True)
class Relation(ReadLate):
    """A named way from one resource to others."""

    id: str
    title: str
    starts: tuple[str, ...]
    """The types it starts from."""
    to: Any
    """A type name, a list with one type name (or several), or a value kind."""
    value: Expression
    assume: str | None
    examples: tuple[Example, ...]
    file: str
    sources: tuple[tuple[Expression, Source], ...] = ()
    """Where its expression stands."""
    unread: Callable[[str], Any] | None = field(default=None, repr=False, compare=False)
    """Gives a field that was not read yet."""

    @property
    def is_list(self) -> bool:
        """Whether it leads to a list, so that null leads to an empty one."""
        return isinstance(self.to, list)


@dataclass(frozen=True, slots=True)
class Policy(ReadLate):
    """What must be true of which resources."""

    id: str
    title: str
    severity: Severity
    category: str
    targets: Mapping[str, Expression | None]
    """Type -> the expression of the part judged; None for the whole resource."""
    parameters: Mapping[str, Any]
    """Name -> the value in force."""
    bindings: Mapping[str, Expression]
    when: Expression | None
    clauses: tuple[Clause, ...]
    message: Template | None
    why: str
    fix: str
    references: tuple[str, ...]
    controls: tuple[str, ...]
    examples: tuple[Example, ...]
    reach: str
    follows: tuple[str, ...]
    file: str
    sources: tuple[tuple[Expression, Source], ...] = ()
    """Where each of its expressions stands."""
    builtin: bool = False
    """Carried by Plimsoll, not by the user."""
    types: frozenset[str] = field(default_factory=frozenset)
    """All types that it and its relations read: literal in their texts."""
    unread: Callable[[str], Any] | None = field(default=None, repr=False, compare=False)
    """Gives a field that was not read yet."""

    @property
    def rule(self) -> Rule:
        """What a report says of it."""
        return Rule(self.id, self.title, self.severity, self.category, self.why, self.fix, self.references, self.controls, self.follows)

    def with_severity(self, severity: Severity) -> Policy:
        """The same policy, of another severity; what was not read yet stays so."""
        read: dict[str, Any] = {name: object.__getattribute__(self, name) for name in Policy.__match_args__ if is_read(self, name)}
        return partly(Policy, {**read, "severity": severity})


class Reader:
    """Reads fields of one policy file, with the file and place in every complaint."""

    def __init__(self, document: Document, node: Node, kind: str) -> None:
        """Take the document, the mapping of the policy or relation, and what it is called."""
        self.document = document
        self.file = document.file
        self.kind = kind
        self.compiled: list[tuple[Expression, Source]] = []
        if not isinstance(node, MappingNode):
            raise self.error(f"a {kind} is a mapping of fields; write `id: ...` and so on", node)
        self.node = node

    def error(self, message: str, node: Node) -> PolicyError:
        """A complaint at a node."""
        return PolicyError(message, file=self.file, line=node.start[0], column=node.start[1])

    def check_keys(self, node: MappingNode, known: Sequence[str], required: Sequence[str] = ()) -> None:
        """Refuse unknown keys with the near name, and missing ones."""
        for key, _ in node.entries:
            if key.text not in known:
                near = get_close_matches(key.text, known, 1)
                hint = f'did you mean "{near[0]}"?' if near else f"one of {', '.join(known)}"
                raise self.error(f'unknown field "{key.text}"; {hint}', key)
        present = {key.text for key, _ in node.entries}
        for name in required:
            if name not in present:
                raise self.error(f'the {self.kind} has no "{name}"; it is required', node)

    def value(self, node: Node) -> Any:
        """Plain JSON; YAML tags are refused (an unquoted `!denied()` is one)."""
        self.refuse_tags(node)
        return documents.to_python(node)

    def refuse_tags(self, node: Node) -> None:
        """Refuse a tag anywhere below a node."""
        stack = [node]
        while stack:
            item = stack.pop()
            if item.tag is not None and item.tag.startswith("!") and not item.tag.startswith("!!"):
                raise self.error(f'"{item.tag}" is a YAML tag; put an expression that starts with "!" in quotes', item)
            if isinstance(item, MappingNode):
                stack.extend(inner for _, inner in item.entries)
            elif isinstance(item, SequenceNode):
                stack.extend(item.items)

    def text(self, name: str, default: str | None = None) -> str:
        """A field that is text."""
        node = self.node.get(name)
        if node is None:
            if default is None:
                raise self.error(f'the {self.kind} has no "{name}"; it is required', self.node)
            return default
        return self.text_of(node, name)

    def text_of(self, node: Node, name: str) -> str:
        """The text of a scalar."""
        self.refuse_tags(node)
        if not isinstance(node, Scalar):
            hint = "a comma in flow style splits it: put it in quotes" if name in ("that", "when", "assert") else "write it as text"
            raise self.error(f'"{name}" is text; {hint}', node)
        return node.text.strip() if not node.plain else node.text

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that is a list of texts, or one."""
        node = self.node.get(name)
        if node is None:
            return ()
        items = node.items if isinstance(node, SequenceNode) else [node]
        return tuple(self.text_of(item, name) for item in items)

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A field with one of a few values."""
        value = self.text(name, default)
        if value not in allowed:
            raise self.error(f'"{value}" is no {name}; one of {", ".join(allowed)}', self.node.get(name) or self.node)
        return value

    def source(self, node: Node, name: str) -> Source:
        """The text of an expression and where it stands."""
        text = self.text_of(node, name)
        assert isinstance(node, Scalar)  # noqa: S101  # text_of refuses anything else
        line, column = node.start
        quotes = 0 if node.plain else 1
        if line == node.end[0] and node.end[1] - column == len(text) + 2 * quotes:
            return Source(text, self.file, line, column + quotes)
        return Source(text, self.file, line, column, self.document.written(node))


def read_file(path: Path, shown: str | None = None) -> Document:
    """Read a policy file. A document that cannot be read is a PolicyError: policies are not targets."""
    name = shown or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PolicyError(f"{error.strerror}; name a policy file or folder that can be read", file=name) from error
    try:
        return documents.read(data, name, format="json" if path.suffix == ".json" else "yaml")
    except DocumentError as error:
        raise PolicyError(error.message, file=error.file, line=error.line, column=error.column) from error


def place(error: ExpressionError, source: Source) -> ExpressionError:
    """The same complaint about an expression, with its place in the file."""
    line, column = source.position(error.offset)
    return error.__class__(
        error.message,
        expression=error.expression,
        offset=error.offset,
        hint=error.hint,
        file=source.file,
        line=line,
        column=column,
    )
