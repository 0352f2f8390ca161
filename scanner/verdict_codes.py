"""What generated code says of a known resource: one number for each policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

SKIPPED: Final = 0
PASS: Final = 1
FAIL: Final = 2
LEFT: Final = 3
"""What a policy comes to on a known resource; LEFT where generated code cannot tell."""
Row = tuple[int, ...]
"""The verdicts of some policies on one resource."""
Judge = Callable[[Sequence[Any], Any], list[Row]]
"""`judge(resources, context)`: the rows of some resources of a type; equal rows are one object."""
