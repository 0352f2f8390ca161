"""Policy, relation and pack files: read and held to the language.

The grammar is `docs/policies.md`; what cannot be meant is refused with file, line and column. Names are one name space:
JMESPath's functions, ours, the relations', then the policy's parameters and bindings; none may shadow another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scanner import documents
from scanner.documents import Document, Node, Scalar
from scanner.documents import Mapping as MappingNode
from scanner.documents import Sequence as SequenceNode
from scanner.errors import DocumentError, ExpressionError, PolicyError, get_close_matches
from scanner.jmes import Expression
from scanner.policy import Source

if TYPE_CHECKING:
    from pathlib import Path

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
