"""Generated Python for documents in which nothing is unknown: the exact JMESPath value, as fast as written by hand.

Each expression becomes the source text of one function. Where that code meets what it cannot decide (something unknown that a function
gave, an error of JMESPath), it raises NotKnown, and the three-valued evaluation answers: it is the authority on errors and doubts.
"""

from typing import TYPE_CHECKING

from scanner.jmes.known.runtime import NAMESPACE
from scanner.jmes.leaving import LEAVING, NotKnown
from scanner.late import late

if TYPE_CHECKING:
    from scanner.jmes.known.build import bind, constant_source, names_of, sources
    from scanner.jmes.known.generator import Generator, TooDeep
    from scanner.jmes.known.terms import may_leave
    from scanner.jmes.known.value import Value
else:
    __getattr__ = late(
        __name__,
        build="bind constant_source names_of sources",
        generator="Generator TooDeep",
        terms="may_leave",
        value="Value",
    )

__all__ = [
    "LEAVING",
    "NAMESPACE",
    "Generator",
    "NotKnown",
    "TooDeep",
    "Value",
    "bind",
    "constant_source",
    "may_leave",
    "names_of",
    "sources",
]
