"""JMESPath over documents of which not everything is known: compiled once, three-valued, sound.

Knows no AWS, no policy and no file. `compile_expression(text, functions)` gives an Expression; `scanner.jmes.values` is the algebra
for those who write functions.
"""

from scanner.jmes.calls import Function, Parameter
from scanner.jmes.context import FAILED, Context, Outcome
from scanner.jmes.expression import Expression, compile_expression, split_verdict
from scanner.jmes.syntax import Node
from scanner.jmes.trace import TracedRead, explain
from scanner.jmes.values import EXPRESSION

__all__ = [
    "EXPRESSION",
    "FAILED",
    "Context",
    "Expression",
    "Function",
    "Node",
    "Outcome",
    "Parameter",
    "TracedRead",
    "compile_expression",
    "explain",
    "split_verdict",
]
