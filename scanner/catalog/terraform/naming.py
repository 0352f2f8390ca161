"""What an argument of the provider may be called in CloudFormation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without case and underscores."""
    return name.replace("_", "").replace("-", "").lower()


def candidates(name: str, short: str) -> Iterator[str]:
    """What a provider's argument may be called in CloudFormation, without case: the same, its plural, with the type's name before it."""
    base = plain(name)
    yield base
    yield f"{base}s"
    if base.endswith("y"):
        yield f"{base[:-1]}ies"
    yield f"{base}es"
    if base.endswith("s"):
        yield base[:-1]
    yield plain(short) + base


@lru_cache(maxsize=16384)
def named(name: str, properties: tuple[str, ...], short: str) -> str | None:
    """The one of some properties that an argument of a type is called like; None where it is called like none."""
    known = {plain(one): one for one in properties}
    return next((known[one] for one in candidates(name, short) if one in known and known[one] != "Runtime"), None)
