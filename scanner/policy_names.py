"""The one name space of the language, and the types that an expression reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scanner.jmes import Expression, Function
from scanner.patterns import regex
from scanner.policy_reader import Reader

NAME = regex(r"[a-z][a-z0-9_]*\Z")
BUILTINS = frozenset(
    [
        "abs",
        "avg",
        "ceil",
        "contains",
        "ends_with",
        "floor",
        "join",
        "keys",
        "length",
        "map",
        "max",
        "max_by",
        "merge",
        "min",
        "min_by",
        "not_null",
        "reverse",
        "sort",
        "sort_by",
        "starts_with",
        "sum",
        "to_array",
        "to_number",
        "to_string",
        "type",
        "values",
    ]
)
"""JMESPath's functions (specification, Built-in Functions)."""
TYPE_READERS = {"resources": 0, "resource": 1, "referrers": 1}
"""Our functions that take a type as a literal, and which argument it is."""


def check_name(name: str, functions: Mapping[str, Function], reader: Reader) -> None:
    """Refuse a name that is none, or that is taken."""
    if not NAME.match(name):
        raise reader.error(f'"{name}" is no name; write it in snake_case', reader.node)
    if name in BUILTINS or name in functions:
        raise reader.error(f'the name "{name}" is taken by a function or relation; choose another', reader.node)


def literal_types(expression: Expression) -> Iterator[str]:
    """The types that an expression names in `resources`, `resource` and `referrers`."""
    for node in expression.nodes.walk():
        if node.kind == "function_expression" and node.value in TYPE_READERS:
            place = TYPE_READERS[node.value]
            if place < len(node.children) and node.children[place].kind == "literal":
                yield str(node.children[place].value)
