"""What generated code says of a known resource: one number for each policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

SKIPPED: Final = 0
PASS: Final = 1
FAIL: Final = 2
LEFT: Final = 3
"""What a policy comes to on a known resource; LEFT where generated code cannot tell."""
Judge = Callable[[Any, Any], tuple[int, ...]]
