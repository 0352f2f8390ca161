"""Did you mean: the name that is most like one that is none."""

from __future__ import annotations

from collections.abc import Iterable

from scanner.errors import get_close_matches


def near(name: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """A hint: the same name but for case, else the nearest; None where none is near."""
    found = nearest(name, names, cutoff)
    return f'did you mean "{found}"?' if found is not None else None


def nearest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name itself but for case, else the one most like it."""
    by_lower = {known.lower(): known for known in names}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    found = get_close_matches(name.lower(), by_lower, 1, cutoff)
    return by_lower[found[0]] if found else None
