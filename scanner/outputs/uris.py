"""What files and resources are called outside: relative, percent-encoded URIs, and a stable path for what stands in no file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

SAFE = "-._~+=,@"
"""Characters that stand for themselves in a segment; a colon does not, for a first segment with one reads as a scheme."""


@lru_cache(maxsize=256)
def file_uri(file: str, root: str | None = None) -> str:
    """The URI of a file: relative to `root` where it lies below it (or is relative already), else absolute with the scheme `file`."""
    path = PurePosixPath(file)
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    text = quote(str(path).encode("utf-8", "surrogateescape" if _from_file_system(file) else "replace"), safe="/" + SAFE)
    return f"file://{text}" if path.is_absolute() else text


def _from_file_system(file: str) -> bool:
    """Whether all surrogates in the name stand for bytes that are not UTF-8, as Python reads file names."""
    return all(not "\ud800" <= character <= "\udfff" or "\udc80" <= character <= "\udcff" for character in file)


def synthetic_uri(type_name: str, resource: str, account: str | None, region: str | None) -> str:
    """`aws/<account>/<region>/<service>/<type>/<name>`: where a resource of an account "stands"; the same in every run."""
    _, _, rest = type_name.partition("::")
    service, _, kind = (rest or type_name).lower().partition("::")
    name = _name(resource)
    parts = ["aws", account or "unknown-account", region or "global", service, kind or "resource", *name.split("/")]
    return "/".join(_segment(part) for part in parts)


def _name(resource: str) -> str:
    """Like `resource_name`, but no two resources of one account and type share it."""
    return resource_name(resource) if resource.startswith("arn:") else resource.replace("#", "/")


def _segment(text: str) -> str:
    """A path segment that no reader resolves away."""
    if text.strip(".") == "":
        return "_" + text
    return quote(text.encode("utf-8", "replace"), safe=SAFE)


def resource_name(resource: str) -> str:
    """What a person calls a resource: an ARN without its first five parts and its type, an address without its file, else the id."""
    if resource.startswith("arn:"):
        rest = resource.split(":", 5)[-1]
        head, slash, tail = rest.partition("/")
        return tail if slash and ":" not in head and tail else rest
    return resource.rpartition("#")[2] or resource
