"""Generated Python for documents of which not everything may be known: what the closures say, faster.

Each expression becomes the source text of one function. Plain JSON is handled in place; whatever is not falls into the same
algebra that the closures use, with the same arguments in the same order. What Python's limits forbid stays with the closures.
"""

from typing import TYPE_CHECKING

from scanner.late import late

if TYPE_CHECKING:
    from scanner.jmes.abstract.build import compiled, generate, source
    from scanner.jmes.abstract.runtime import NAMESPACE
    from scanner.jmes.abstract.writer import NotGenerated
else:
    __getattr__ = late(__name__, build="compiled generate source", runtime="NAMESPACE", writer="NotGenerated")

__all__ = ["NAMESPACE", "NotGenerated", "compiled", "generate", "source"]
