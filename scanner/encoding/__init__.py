"""What JSON cannot say, written under keys that begin with `$`.

    {"$unknown": "reason"}  {"$unknown": {"reason": ..., "type": ..., "id": ..., "oneOf": [...], ...}}
    {"$ref": "id", "attribute": "Arn"}     an attribute of a resource, known after deployment
    {"$text": ["echo ", {"$ref": "A"}]}    a text that embeds unknown texts
    {"$maybe": value}                      an element or member that may not be there
    {"$list": [...], "more": true}         a list with maybe-elements, or that may have more
    {"$object": {...}, "open": true}       an object that may have keys that we cannot see
    {"$redacted": {"hash": ..., "kind": ...}}  a value that redaction removed
    {"$absent": true}                      the alternative of `oneOf` that is not there

Every short form stands for one Unknown (`reference`, `text_value`, ...); what differs from it stands beside the form's key, under the
names of `$unknown`. A user's key that begins with `$` is written with one `$` more. Encoding and decoding are iterative and bounded.
"""

from typing import TYPE_CHECKING

from scanner.encoding.forms import DEPTH, KEYS, KINDS, TYPE_NAMES, redacted_value, text_value
from scanner.late import late

if TYPE_CHECKING:
    from scanner.encoding.reading import decode
    from scanner.encoding.writing import encode
else:
    __getattr__ = late(__name__, reading="decode", writing="encode")

__all__ = ["DEPTH", "KEYS", "KINDS", "TYPE_NAMES", "decode", "encode", "redacted_value", "text_value"]
