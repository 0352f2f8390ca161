"""Terraform's JSON syntax to the same bodies and expressions.

Terraform Language, "JSON Configuration Syntax": objects nest by block type and labels, texts are templates.
"""

from __future__ import annotations

from typing import Final

from scanner import documents
from scanner.documents import Mapping, Node, Scalar, Sequence
from scanner.errors import DocumentError, SourceError
from scanner.sources.terraform import hcl
from scanner.sources.terraform.nodes import Argument, Block, Body, Expression, File, Literal, Object, Span, Tuple, mistake

LABELS: Final = {"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "locals": 0, "terraform": 0}
"""Blocks of the top level, and how many labels each has."""
NOT_TEMPLATES: Final = frozenset({"type", "description", "source", "version"})
"""Arguments of variables and modules that are no templates."""


def read(name: str, data: bytes) -> tuple[Body, list[DocumentError]]:
    """The body of a `.tf.json` file, and what is wrong in it."""
    file = File(name, data)
    try:
        root = documents.read(data, name, "json").root
    except (DocumentError, SourceError) as error:
        return Body(), [DocumentError(error.message, file=name, line=error.line or 1, column=error.column or 1)]
    if not isinstance(root, Mapping):
        return Body(), [mistake("a .tf.json file is an object", _span(root), file)]
    body = Body()
    for key, value in root.entries:
        if key.text in LABELS:
            for block in _labelled(key.text, (), value, LABELS[key.text], file):
                body.blocks.append(block)
    return body, []


def read_plain(name: str, data: bytes) -> tuple[Body, list[DocumentError]]:
    """The arguments of a `.tfvars.json` file: values, no templates."""
    file = File(name, data)
    try:
        root = documents.read(data, name, "json").root
    except (DocumentError, SourceError) as error:
        return Body(), [DocumentError(error.message, file=name, line=error.line or 1, column=error.column or 1)]
    if not isinstance(root, Mapping):
        return Body(), [mistake("a file of variables is an object", _span(root), file)]
    arguments = {key.text: Argument(key.text, _expression(value, file, literal=True), _span(value), file) for key, value in root.entries}
    return Body(arguments), []


def _span(node: Node) -> Span:
    return (*node.start, *node.end)


def _labelled(kind: str, labels: tuple[str, ...], node: Node, left: int, file: File) -> list[Block]:
    if left and isinstance(node, Mapping):
        return [block for key, value in node.entries for block in _labelled(kind, (*labels, key.text), value, left - 1, file)]
    found: list[Block] = []
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Mapping):
            if left:
                found.extend(_labelled(kind, labels, item, left, file))
            else:
                found.append(Block(kind, labels, _body(kind, item, file), _span(item), file))
    return found


def _body(kind: str, node: Mapping, file: File) -> Body:
    """The content of a block: what is an argument and what a nested block is told by the mapper, so both stand as arguments."""
    body = Body()
    for key, value in node.entries:
        name = key.text
        if name == "//":
            continue
        span: Span = (*key.start, *value.end)
        if (kind == "terraform" and name in ("backend", "cloud")) or (kind == "resource" and name == "dynamic"):
            body.blocks.extend(_labelled(name, (), value, 1, file))
        elif kind == "dynamic" and name == "content" and isinstance(value, Mapping):
            body.blocks.append(Block("content", (), _body("resource", value, file), span, file))
        else:
            literal = name in NOT_TEMPLATES and kind in ("variable", "module")
            body.arguments[name] = Argument(name, _expression(value, file, literal), span, file)
    return body


def _expression(node: Node, file: File, literal: bool = False) -> Expression:
    span = _span(node)
    if isinstance(node, Mapping):
        pairs = tuple((Literal(key.text, (*key.start, *key.end)), _expression(value, file, literal)) for key, value in node.entries)
        return Object(pairs, span)
    if isinstance(node, Sequence):
        return Tuple(tuple(_expression(item, file, literal) for item in node.items), span)
    value = documents.to_python(node)
    if isinstance(node, Scalar) and isinstance(value, str) and not literal and "{" in value and ("${" in value or "%{" in value):
        quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return hcl.expression(f'"{_inner_quotes(quoted)}"', file, span)
    return Literal(value.replace("$${", "${").replace("%%{", "%{") if isinstance(value, str) and not literal else value, span)


def _inner_quotes(text: str) -> str:
    """A template whose quotes inside interpolations are quotes again: only the text around them is quoted."""
    result: list[str] = []
    depth = at = 0
    while at < len(text):
        two = text[at : at + 2]
        if two in ("${", "%{") and (depth or text[max(0, at - 1) : at] != two[0]):
            depth += 1
            result.append(two)
            at += 2
        elif depth and text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
            result.append(text[at])
            at += 1
        elif depth and two in ('\\"', "\\\\"):
            result.append(two[1])
            at += 2
        else:
            result.append(text[at])
            at += 1
    return "".join(result)
