"""The files of `static/`: few and small, so a server reads them once."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from scanner.records import dataclass

MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
}
"""By ending, what a file is; others are not served."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages refer to."""

    name: str
    """Its path below `static/`."""
    body: bytes
    media: str
    digest: str
    """Of its content; stands in its address, so that a browser may keep it for ever."""


def read() -> dict[str, Asset]:
    """All assets, by name."""
    found: dict[str, Asset] = {}
    _walk(files("scanner.dashboard") / "static", "", found)
    return found


def _walk(folder: Traversable, before: str, found: dict[str, Asset]) -> None:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        name = before + file.name
        media = MEDIA.get(name[name.rfind(".") :])
        if file.is_dir():
            _walk(file, f"{name}/", found)
        elif media is not None:
            body = file.read_bytes()
            found[name] = Asset(name, body, media, hashlib.sha256(body).hexdigest()[:16])
