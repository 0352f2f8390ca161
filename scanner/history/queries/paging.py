"""Keyset paging: a page ends with the text from which the next one finds its first row."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from scanner import lean_json


def cursor(values: Sequence[int | str]) -> str:
    """The text of a row's key; a page gives that of its last row, and is given the values again as a tuple, kinds checked."""
    return base64.urlsafe_b64encode(lean_json.dumps(list(values)).encode()).rstrip(b"=").decode()
