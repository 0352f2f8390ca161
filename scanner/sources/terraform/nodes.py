"""The syntax of Terraform's language as data: bodies, blocks and expressions, each with where it stands.

HCL Native Syntax Specification (hashicorp/hcl, hclsyntax/spec.md). Both forms of the language, `.tf` and `.tf.json`, become these.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from scanner.errors import DocumentError
from scanner.records import dataclass, field
from scanner.snapshot import Location

Span = tuple[int, int, int, int]
"""Line and column of the beginning, line and column of the end (exclusive); lines from 1, columns in bytes from 1."""


class File:
    """A source file: its name as findings show it, and its bytes, by which columns are counted."""

    __slots__ = ("_lines", "data", "name")

    def __init__(self, name: str, data: bytes) -> None:
        """Take the name and the content."""
        self.name = name
        self.data = data
        self._lines: list[bytes] | None = None

    def location(self, span: Span) -> Location:
        """The place of a span, its columns in code points."""
        if self._lines is None:
            self._lines = [] if self.data.isascii() else self.data.split(b"\n")
        line, column, end_line, end_column = span
        return Location(self.name, line, self._column(line, column), end_line, self._column(end_line, end_column))

    def _column(self, line: int, column: int) -> int:
        if not self._lines or line > len(self._lines):
            return column
        return len(self._lines[line - 1][: column - 1].decode("utf-8", "replace")) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A text, number, boolean or null."""

    value: Any
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A text with interpolations: strings, expressions, and the directives `If` and `For`."""

    parts: tuple[Any, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class If:
    """`%{ if condition }yes%{ else }no%{ endif }` of a template."""

    condition: Expression
    yes: Template
    no: Template | None


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """`%{ for key, value in collection }body%{ endfor }` of a template."""

    key: str | None
    value: str
    collection: Expression
    body: Template


@dataclass(frozen=True, slots=True, eq=False)
class Tuple:
    """`[a, b]`."""

    items: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """`{a = b}`: pairs of the key's expression and the value's. A bare name as key is a Literal."""

    items: tuple[tuple[Expression, Expression], ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """The first part of a traversal: `var`, `local`, `aws_vpc`, the variable of a for expression."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """`base.name`."""

    base: Expression
    name: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """`base[key]`."""

    base: Expression
    key: Expression
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Splat:
    """`base[*].rest`: `rest` is an expression over the Name ELEMENT."""

    base: Expression
    rest: Expression
    span: Span


ELEMENT = "*"
"""The Name that stands for each element in `Splat.rest`: no identifier is written so."""


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """`name(arguments)`; with `expand` the last argument is a list of further ones (`...`)."""

    name: str
    arguments: tuple[Expression, ...]
    expand: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class For:
    """`[for k, v in collection : result if condition]`, or with `key` the form in braces; `group` is its `...`."""

    variables: tuple[str, ...]
    collection: Expression
    key: Expression | None
    result: Expression
    condition: Expression | None
    group: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Unary:
    """`-a` or `!a`."""

    operator: str
    operand: Expression
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Binary:
    """`a + b` and its like."""

    operator: str
    left: Expression
    right: Expression
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """`condition ? yes : no`."""

    condition: Expression
    yes: Expression
    no: Expression
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Broken:
    """An expression that cannot be read; its value is unknown for this reason."""

    reason: str
    span: Span


Expression: TypeAlias = (
    Literal | Template | Tuple | Object | Name | Attribute | Index | Splat | Call | For | Unary | Binary | Conditional | Broken
)
"""Any expression."""


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """`name = expression` of a body."""

    name: str
    value: Expression
    span: Span
    file: File


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """`type "label" "label" { body }`."""

    type: str
    labels: tuple[str, ...]
    body: Body
    span: Span
    """Its head: type and labels."""
    file: File


@dataclass(slots=True, eq=False)
class Body:
    """Arguments by name, and blocks in order."""

    arguments: dict[str, Argument] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def of(self, *types: str) -> list[Block]:
        """The blocks of some types, in order."""
        return [block for block in self.blocks if block.type in types]


def mistake(reason: str, span: Span, file: File) -> DocumentError:
    """An error of the user's at a place."""
    place = file.location(span)
    return DocumentError(reason, file=place.file, line=place.line, column=place.column)
