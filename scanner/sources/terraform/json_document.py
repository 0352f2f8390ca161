"""The JSON of a plan or state, in whatever encoding it was written."""

from __future__ import annotations

from typing import Any

from scanner.errors import DocumentError


def decoded(data: bytes, file: str) -> Any:
    """The JSON of a plan or state in whatever of UTF-8 and UTF-16 it is written; DocumentError where it is none."""
    import json

    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data[:1] == b"\0" or data[1:2] == b"\0":
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        return json.loads(data.decode(encoding), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"it is no JSON: {error}", file=file, line=1, column=1) from error


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
