"""YAML and JSON with positions: read within limits, refused with a place, never misread."""

from __future__ import annotations

import codecs
from typing import Literal

from scanner.documents import yaml
from scanner.documents.nodes import LIMITS, Document, Limits, Lines, Mapping, Node, Position, Scalar, Sequence, error, to_python
from scanner.errors import DocumentError
from scanner.patterns import regex

__all__ = ["LIMITS", "Document", "Limits", "Mapping", "Node", "Position", "Scalar", "Sequence", "read", "to_python"]

_ENCODINGS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPACE = r"[ \t\r\n]*+"
_JSON_START = regex(
    rf"{_SPACE}(?:\[{_SPACE})*+\{{{_SPACE}[\"}}]"  # an object, perhaps inside lists
    rf"|{_SPACE}(?:\[{_SPACE})++(?:[\"\]\-0-9]|(?:true|false|null)\b)"  # a list of anything else
)
_SURROGATE = regex("[\ud800-\udfff]")


def read(
    data: bytes | str,
    file: str,
    format: Literal["yaml", "json"] | None = None,
    limits: Limits = LIMITS,
    *,
    first_line: int = 1,
) -> Document:
    """The document that `data` holds; DocumentError, at its line and column, where there is none that can be read safely.

    Bytes are UTF-8, or UTF-16 or UTF-32 with their byte order mark. Without `format` the content decides: what begins as a JSON
    object or list is JSON, all else YAML. `first_line` is the number of the first line, where `data` is a part of `file`.
    """
    if len(data) > limits.bytes:
        raise DocumentError(f"more than {limits.bytes:,} bytes; split the file, or raise the limit", file=file, line=first_line, column=1)
    text = _decode(data, file, first_line) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    lines = Lines(text, first_line)
    lone = None if text.isascii() else _SURROGATE.search(text)
    if lone:
        raise error("text that is not valid Unicode; save the file as UTF-8", file, lines.position(lone.start()))
    if format is None:
        format = "json" if is_json(text) else "yaml"
    if format == "json":
        from scanner.documents import json

        return Document(json.parse(text, file, limits, lines), {}, "json", file, lines)
    root, comments = yaml.parse(text, file, limits, lines)
    return Document(root, comments, "yaml", file, lines)


def is_json(text: str) -> bool:
    """Whether a text begins as a JSON object or list does; a YAML flow collection with unquoted texts does not."""
    return text.lstrip(" \t\r\n").startswith(("{", "[")) and _JSON_START.match(text) is not None


def _decode(data: bytes, file: str, first_line: int) -> str:
    mark, encoding = next(((mark, name) for mark, name in _ENCODINGS if data.startswith(mark)), (b"", "utf-8"))
    data = data[len(mark) :]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode(encoding, "replace")
        position = Lines(before, first_line).position(len(before))
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise error(f"bytes that are not {name} text; save the file as UTF-8", file, position) from None
