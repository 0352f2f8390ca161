"""SHA-256 of short texts, without OpenSSL: loading that costs a start as much as reading a template."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:  # a Python that was built without its own
        from hashlib import sha256

BLOCK = 64
"""Bytes that SHA-256 takes at a time."""


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8 (lone surrogates as they are), as 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keyed(key: bytes, text: str) -> str:
    """The HMAC-SHA256 of a text's UTF-8 (RFC 2104), as 64 hexadecimal digits."""
    block = (sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = sha256(bytes(byte ^ 0x36 for byte in block) + text.encode("utf-8", "surrogatepass")).digest()
    return sha256(bytes(byte ^ 0x5C for byte in block) + inner).hexdigest()
