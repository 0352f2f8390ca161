"""One canonical shape, whatever the source: values of the schema's types, documents for JSON text, decoded user data, documented
defaults, and sorted lists where order means nothing.

Works on documents with unknowns: every alternative of a choice is brought into shape by itself, and a value that is converted is no
longer the same value, so it gets an identity of its own.
"""

from typing import TYPE_CHECKING

from scanner.canonical.identities import derived_identity, digest, identity_of
from scanner.canonical.scalars import WrittenNumber
from scanner.canonical.shape import canonicalise
from scanner.canonical.user_data import Base64
from scanner.late import late

if TYPE_CHECKING:
    from scanner.canonical.order import rekey, sort_list
else:
    __getattr__ = late(__name__, order="rekey sort_list")

__all__ = ["Base64", "WrittenNumber", "canonicalise", "derived_identity", "digest", "identity_of", "rekey", "sort_list"]
