"""Base64 text, and user data decoded."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final

from scanner.canonical.identities import derived_identity
from scanner.patterns import regex
from scanner.records import dataclass
from scanner.unknown import STRING, Unknown

BASE64: Final = regex(r"[A-Za-z0-9+/\s]+={0,2}\s*")
GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Base64:
    """The base64 encoding of a text that may be partly unknown, as a template's function made it. No Snapshot holds one."""

    text: str | Unknown

    def encoded(self) -> str | Unknown:
        """The encoding itself: unknown where the text is."""
        if isinstance(self.text, str):
            return base64.b64encode(self.text.encode("utf-8", "surrogatepass")).decode("ascii")
        source = self.text
        identity = derived_identity("base64", source)
        return Unknown(
            reason=source.reason, types=STRING, identity=identity, sensitive=source.sensitive, truthy=source.truthy, settle=source.settle
        )


def decoded(value: Any) -> Any:
    """User data as text; Unknown where it is compressed."""
    if isinstance(value, Base64):
        return value.text
    if isinstance(value, Unknown) and value.one_of is not None:
        return value.but(one_of=tuple(decoded(item) for item in value.one_of))
    if not isinstance(value, str) or not BASE64.fullmatch(value):
        return value
    try:
        data = base64.b64decode(re.sub(r"\s", "", value), validate=True)
    except binascii.Error:
        return value
    if data.startswith(GZIP):
        return Unknown(reason="the user data is compressed", types=STRING, truthy=True, settle="the user data uncompressed")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return value
