"""Values in the making: choices, texts and the keys that make two of them one.

A value is JSON whose leaves may be an Unknown. A *choice* is an Unknown with `one_of`: a decision tree whose inner nodes hang on
selectors (a parameter's allowed values, a condition). What is computed from choices is a choice again, on the same selectors, as long
as it stays small; beyond LEAVES it is an Unknown that keeps an identity only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final

from scanner.canonical import Base64, WrittenNumber, derived_identity, digest, identity_of
from scanner.encoding import text_value
from scanner.errors import DocumentError
from scanner.unknown import ABSENT, ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING, OpenList, OpenObject, Unknown

LEAVES: Final = 64
"""Combinations of choices that one function is computed for."""
TREE: Final = 256
"""Outcomes that a choice may have; beyond it is an Unknown without alternatives."""
TEXT_LIMIT: Final = 1 << 20
"""Characters that a produced text may have: CloudFormation's own limit for a whole template."""


class _TooMany(Exception):
    """A choice has more outcomes than LEAVES."""


def is_choice(value: Any) -> bool:
    """Whether a value is a decision tree at its top."""
    return isinstance(value, Unknown) and value.one_of is not None


def selector_of(value: Unknown) -> Hashable:
    """What a choice hangs on; a choice without a selector hangs on itself alone."""
    return value.selector if value.selector is not None else ("alone", key_of(value))


def choose(value: Any, selector: Hashable, index: int) -> Any:
    """A tree after the choice of a selector is made. Containers below are left as they are."""
    return settled(value, {selector: index})


def settled(value: Any, chosen: Mapping[Hashable, int]) -> Any:
    """A tree after several choices are made."""
    if not chosen or not isinstance(value, Unknown) or value.one_of is None:
        return value
    index = chosen.get(selector_of(value))
    if index is not None:
        return settled(value.one_of[index], chosen) if index < len(value.one_of) else value
    after = [settled(item, chosen) for item in value.one_of]
    if all(new is old for new, old in zip(after, value.one_of, strict=True)):
        return value
    return grow(value, after)


def grow(tree: Unknown, alternatives: Sequence[Any]) -> Any:
    """A tree of the same selector over other alternatives; the value itself where all are one."""
    if not any(isinstance(item, (list, dict)) for item in alternatives):  # never worth the walk through containers
        first = key_of(alternatives[0])
        if all(key_of(item) == first for item in alternatives[1:]):
            return alternatives[0]
    return Unknown(
        reason=tree.reason,
        types=union_of_types(alternatives),
        one_of=tuple(alternatives),
        selector=selector_of(tree),
        sensitive=tree.sensitive or any(isinstance(item, Unknown) and item.sensitive for item in alternatives),
        settle=tree.settle,
    )


def lift(values: Sequence[Any], apply: Callable[[list[Any]], Any]) -> Any:
    """`apply` on each consistent combination of choices, as a tree over their selectors.

    An alternative for which `apply` raises DocumentError cannot be deployed, so it is an Unknown; where every alternative fails, the
    first error is raised. With more than LEAVES combinations `apply` sees each choice as an Unknown without alternatives.
    """
    errors: list[DocumentError] = []
    left = [LEAVES]

    def descend(items: list[Any]) -> Any:
        pivot = next((item for item in items if is_choice(item)), None)
        if pivot is None:
            left[0] -= 1
            if left[0] < 0:
                raise _TooMany
            try:
                return apply(items)
            except DocumentError as error:
                errors.append(error)
                return impossible(error)
        selector = selector_of(pivot)
        return grow(pivot, [descend([choose(item, selector, index) for item in items]) for index in range(len(pivot.one_of))])

    try:
        result = descend(list(values))
    except _TooMany:
        return apply([without_choice(item) for item in values])
    if errors and len(errors) == LEAVES - left[0]:
        raise errors[0]
    return bounded(result)


def impossible(error: DocumentError) -> Unknown:
    """The value of an alternative that cannot be deployed, or of a mistake."""
    return Unknown(reason=error.message, identity=("error", error.line or 0, error.column or 0), settle="mistake in the template")


def without_choice(value: Any) -> Any:
    """A choice as one Unknown: its types and identity, no alternatives."""
    if not is_choice(value):
        return value
    leaves = leaves_of(value)
    return Unknown(
        reason=value.reason,
        types=union_of_types(leaves),
        may_be_absent=any(leaf is ABSENT or (isinstance(leaf, Unknown) and leaf.may_be_absent) for leaf in leaves),
        identity=key_of(value),
        sensitive=value.sensitive,
        settle=value.settle,
    )


def is_bounded(value: Any) -> bool:
    """Whether a tree has at most TREE outcomes."""
    count = 0
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Unknown) and item.one_of is not None:
            pending.extend(item.one_of)
            continue
        count += 1
        if count > TREE:
            return False
    return True


def bounded(value: Any) -> Any:
    """A value, or what stands for it where its tree has too many outcomes. Trees nest, so their size is the product of all below."""
    return value if is_bounded(value) else without_choice(value)


def leaves_of(value: Any) -> list[Any]:
    """The outcomes of a tree."""
    if not isinstance(value, Unknown) or value.one_of is None:
        return [value]
    return [leaf for item in value.one_of for leaf in leaves_of(item)]


def union_of_types(values: Sequence[Any]) -> int:
    """The JMESPath types that any of several values may have, as bits."""
    bits = 0
    for value in values:
        bits |= types_of(value)
    return bits or ANY


def types_of(value: Any) -> int:
    """The JMESPath types of a value, as bits; 0 for ABSENT."""
    if isinstance(value, Unknown):
        return value.types
    if value is ABSENT:
        return 0
    if value is None:
        return NULL
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, (int, float)):
        return NUMBER
    if isinstance(value, (str, Base64)):
        return STRING
    return ARRAY if isinstance(value, (list, OpenList)) else OBJECT


def key_of(value: Any) -> Hashable:
    """A key that is equal for values that are certainly equal: nested tuples of text, numbers and booleans.

    Texts enter by their digest, so a literal never leaves the template inside an identity.
    """
    if isinstance(value, Unknown):
        if value.one_of is not None:
            return ("tree", value.selector or "", *(key_of(item) for item in value.one_of))
        return identity_of(value) or ("object", id(value))
    if isinstance(value, str):
        return ("text", digest(value))
    if isinstance(value, Base64):
        return ("base64", key_of(value.text))
    if value is None or isinstance(value, bool):
        return ("constant", str(value))
    if isinstance(value, (int, float)):
        return ("number", as_written(value))
    if isinstance(value, dict):
        return ("object", *sorted((digest(str(name)), key_of(item)) for name, item in value.items()))
    if isinstance(value, list):
        return ("list", *(key_of(item) for item in value))
    if isinstance(value, (OpenList, OpenObject)):
        return ("open", id(value))  # two with the same known members may have others
    return ("absent",) if value is ABSENT else ("object", getattr(value, "identity", None) or id(value))


def as_written(value: Any) -> str:
    """The text of a number or boolean, as CloudFormation passes it on."""
    if isinstance(value, WrittenNumber):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else str(value)


def as_text(value: Any) -> str | Unknown | None:
    """A simple value as the text that a function sees: str or Unknown text; None where it is no text (a list, an object, null)."""
    if isinstance(value, str):
        return value
    if isinstance(value, Base64):
        return value.encoded()
    if isinstance(value, Unknown):
        if not value.types & (STRING | NUMBER | BOOLEAN):
            return None
        if value.types == STRING:
            return value
        identity = derived_identity(("as", "text"), value)
        return value.but(types=STRING, identity=identity, minimum=None, maximum=None, truthy=False)
    if value is None or isinstance(value, (list, dict, OpenList, OpenObject)) or value is ABSENT:
        return None
    return as_written(value)


def derived(source: Unknown, head: tuple[Hashable, ...], types: int) -> Unknown:
    """What a function makes of an unknown value: unknown for the same reason, equal where function and value are."""
    return Unknown(reason=source.reason, types=types, identity=(*head, key_of(source)), sensitive=source.sensitive, settle=source.settle)


def join_text(pieces: Sequence[str | Unknown]) -> str | Unknown:
    """One text of several: str where all is known, else an Unknown whose parts are strings and Unknowns, neighbours merged."""
    parts: list[str | Unknown] = []
    for piece in pieces:
        flat = piece.parts if isinstance(piece, Unknown) and piece.parts is not None and not piece.redacted else (piece,)
        for part in flat:
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "" or isinstance(part, Unknown):
                parts.append(part)
    if not parts:
        return ""
    if len(parts) == 1:
        return parts[0]
    return text_value(parts)


def describe(value: Any) -> str:
    """A text for a person: unknown parts as ${their source}, cut where it is long."""
    if isinstance(value, Unknown):
        parts = value.parts if value.parts is not None else (value,)
        shown = "".join(part if isinstance(part, str) else "${" + _name(part) + "}" for part in parts)
    else:
        shown = value if isinstance(value, str) else as_written(value)
    return shown if len(shown) <= 100 else shown[:97] + "..."


def _name(value: Unknown) -> str:
    if value.reference is not None:
        resource, attribute = value.reference.resource.rpartition("#")[2], value.reference.attribute
        return resource if attribute == "Ref" else f"{resource}.{attribute}"
    identity = value.identity
    if isinstance(identity, tuple) and len(identity) == 2 and identity[0] in ("parameter", "pseudo"):
        return str(identity[1])
    return "unknown"


def differ(a: str | Unknown, b: str | Unknown) -> bool:
    """Whether two texts are certainly not equal, by what is known of their beginnings and ends."""
    if isinstance(a, str) and isinstance(b, str):
        return a != b
    start_a, end_a = (a, a) if isinstance(a, str) else (a.prefix, a.suffix)
    start_b, end_b = (b, b) if isinstance(b, str) else (b.prefix, b.suffix)
    for whole, part in ((a, b), (b, a)):
        if isinstance(whole, str) and isinstance(part, Unknown):
            known = sum(len(piece) for piece in part.parts or () if isinstance(piece, str))
            if len(whole) < known or (whole == "" and part.truthy):
                return True
    shared = min(len(start_a), len(start_b))
    if start_a[:shared] != start_b[:shared]:
        return True
    shared = min(len(end_a), len(end_b))
    return shared > 0 and end_a[-shared:] != end_b[-shared:]
