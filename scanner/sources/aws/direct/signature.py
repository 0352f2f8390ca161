"""AWS's Signature Version 4 (AWS: "Create a signed AWS API request"), for whole requests with a body that is at hand."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlsplit

from scanner.records import dataclass

UNSIGNED: Final = frozenset(
    (
        "baggage",
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    )
)
"""Headers that what stands between may change (lower case); botocore leaves them out, too."""
DATE: Final = "X-Amz-Date"
TOKEN: Final = "X-Amz-Security-Token"  # noqa: S105  # the name of a header
_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_END: Final = "aws4_request"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a signature is good for, and the host that is asked."""

    region: str
    service: str
    """The name that is signed for: "monitoring" for CloudWatch."""
    host: str
    """As the Host header says it."""


def sign(
    method: str, url: str, headers: dict[str, str], body: bytes, scope: Scope, keys: tuple[str, str, str | None], timestamp: str
) -> None:
    """Add to the headers of a request what signs it. `timestamp`: "20260102T030405Z"; a date or a signature from before is replaced."""
    access, secret, token = keys
    for name in (DATE, TOKEN, "Authorization"):
        headers.pop(name, None)
    headers[DATE] = timestamp
    if token:
        headers[TOKEN] = token
    names, canonical = _canonical(method, url, headers, body, scope.host)
    day = timestamp[:8]
    granted = f"{day}/{scope.region}/{scope.service}/{_END}"
    text = f"{_ALGORITHM}\n{timestamp}\n{granted}\n{sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{secret}".encode()
    for part in (day, scope.region, scope.service, _END):
        key = hmac.digest(key, part.encode(), "sha256")
    signed = hmac.digest(key, text.encode(), "sha256").hex()
    headers["Authorization"] = f"{_ALGORITHM} Credential={access}/{granted}, SignedHeaders={names}, Signature={signed}"


def _canonical(method: str, url: str, headers: Mapping[str, str], body: bytes, host: str) -> tuple[str, str]:
    """The names of the headers that are signed, and the request in the form that is signed."""
    told = {name.lower(): value for name, value in headers.items()}
    signed = {name: " ".join(value.split()) for name, value in told.items() if name not in UNSIGNED}
    signed.setdefault("host", host)
    ordered = sorted(signed)
    names = ";".join(ordered)
    lines = "".join(f"{name}:{signed[name]}\n" for name in ordered)
    path, query = _path_and_query(url)
    return names, f"{method}\n{path}\n{query}\n{lines}\n{names}\n{sha256(body).hexdigest()}"


def _path_and_query(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    if parts.path in ("", "/"):
        path = "/"
    else:
        from botocore.utils import normalize_url_path  # type: ignore[import-untyped]  # botocore has no types

        path = quote(normalize_url_path(parts.path), safe="/~")
    if not parts.query:
        return path, ""
    pairs = sorted(pair.partition("=")[::2] for pair in parts.query.split("&"))
    return path, "&".join(f"{name}={value}" for name, value in pairs)
