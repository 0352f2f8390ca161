"""The algebra of values of which not everything is known.

An abstract value is a document in the forms of `scanner.unknown`: plain JSON whose parts may be an Unknown, an OpenList or an
OpenObject. Every operation here is *sound*: what it calls certain holds in every completion. Two more rules carry that:

- An Unknown object is one value wherever it stands (`identity_of`), so a result that may differ from use to use is a new object.
- What is read out of the summary of an open list stands for many members, so it is renewed at every reading (`list_items`).
"""

from scanner.jmes.choices import join, present, read, restrict
from scanner.jmes.compare import compare, equal
from scanner.jmes.kinds import (
    EXPRESSION,
    causes_of,
    derive,
    gather,
    identical,
    identity_of,
    is_known,
    selector_of,
    types_of,
    unknown_boolean,
)
from scanner.jmes.members import lengths, list_items, make_list, object_entries, read_entry
from scanner.jmes.truths import alternatives, halves, lift, restrict_all, side, truth

__all__ = [
    "EXPRESSION",
    "alternatives",
    "causes_of",
    "compare",
    "derive",
    "equal",
    "gather",
    "halves",
    "identical",
    "identity_of",
    "is_known",
    "join",
    "lengths",
    "lift",
    "list_items",
    "make_list",
    "object_entries",
    "present",
    "read",
    "read_entry",
    "restrict",
    "restrict_all",
    "selector_of",
    "side",
    "truth",
    "types_of",
    "unknown_boolean",
]
