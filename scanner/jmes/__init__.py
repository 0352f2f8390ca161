"""JMESPath over documents of which not everything is known: compiled once, three-valued, sound.

Knows no AWS, no policy and no file. `compile_expression(text, functions)` gives an Expression; `scanner.jmes.values` is the algebra
for those who write functions.
"""

from typing import TYPE_CHECKING

from scanner.jmes.calls import Function, Parameter
from scanner.jmes.context import FAILED, Context, Outcome
from scanner.jmes.expression import Expression, compile_expression, split_verdict
from scanner.jmes.kinds import EXPRESSION
from scanner.late import late

if TYPE_CHECKING:
    from scanner.jmes.ground import Explanation, Ground, TracedRead
    from scanner.jmes.nodes import Node
    from scanner.jmes.trace import explain
else:
    __getattr__ = late(__name__, ground="Explanation Ground TracedRead", nodes="Node", trace="explain")

__all__ = [
    "EXPRESSION",
    "FAILED",
    "Context",
    "Explanation",
    "Expression",
    "Function",
    "Ground",
    "Node",
    "Outcome",
    "Parameter",
    "TracedRead",
    "compile_expression",
    "explain",
    "split_verdict",
]
