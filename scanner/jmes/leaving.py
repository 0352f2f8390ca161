"""How generated code says that it cannot decide: then the three-valued evaluation is asked, which is the authority on doubts and errors."""

from __future__ import annotations

from typing import Final

from scanner.errors import EvaluationError


class NotKnown(Exception):
    """Generated code for known values met what is unknown, or an error of JMESPath."""


PREFIX: Final = "f_"
"""Before the name of a caller's function in generated code."""
MEMORY: Final = "m_"
"""Before the name of such a function: what gives its `Memory`."""
LEAVING: Final = (NotKnown, EvaluationError, RecursionError)
"""All that it, and the functions that it calls, may raise."""
