"""What files and resources are called outside: relative, percent-encoded URIs, and a stable path for what stands in no file."""

from __future__ import annotations

from functools import lru_cache

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
SAFE = "-._~+=,@"
"""Characters that stand for themselves in a segment; a colon does not, for a first segment with one reads as a scheme."""


@lru_cache(maxsize=256)
def file_uri(file: str, root: str | None = None) -> str:
    """The URI of a file: relative to `root` where it lies below it (or is relative already), else absolute with the scheme `file`."""
    start, steps = _steps(file)
    if root is not None and start:
        above = _steps(root)
        if above == (start, steps[: len(above[1])]):
            start, steps = "", steps[len(above[1]) :]
    path = start + "/".join(steps) or "."
    text = quoted(path.encode("utf-8", "surrogateescape" if _from_file_system(file) else "replace"), "/" + SAFE)
    return f"file://{text}" if start else text


def _steps(path: str) -> tuple[str, list[str]]:
    """Where a POSIX path begins (two slashes may mean something of their own), and its names."""
    start = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    return start, [step for step in path.split("/") if step not in ("", ".")]


def quoted(data: bytes, safe: str) -> str:
    """Percent-encoded (RFC 3986): ASCII letters, digits and `safe` stand for themselves."""
    if not data.translate(None, (LETTERS + safe).encode()):
        return data.decode("ascii")
    return "".join([chr(byte) if byte < 0x80 and (chr(byte).isalnum() or chr(byte) in safe) else f"%{byte:02X}" for byte in data])


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
    return quoted(text.encode("utf-8", "replace"), SAFE)


def resource_name(resource: str) -> str:
    """What a person calls a resource: an ARN without its first five parts and its type, an address without its file, else the id."""
    if resource.startswith("arn:"):
        rest = resource.split(":", 5)[-1]
        head, slash, tail = rest.partition("/")
        return tail if slash and ":" not in head and tail else rest
    return resource.rpartition("#")[2] or resource
